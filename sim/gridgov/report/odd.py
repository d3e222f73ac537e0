"""The model behind the numbers, after the ODD protocol (Grimm and others 2020, doi:10.18564/jasss.4259), written from the declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gridgov.analysis.wording import metric_label, unit_label
from gridgov.metrics import METRICS, find_metric
from gridgov.report.assumed import DOT
from gridgov.report.gainers import kind_of_estate
from gridgov.report.material import Material
from gridgov.report.moved import values_moved
from gridgov.report.pieces import Piece, heading, note, text
from gridgov.report.tables import Label, Table
from gridgov.report.values import by_lever, confidence_text, help_of, unit_text, value_text, values_of
from gridgov.run.columns import CASES, DAYS
from gridgov.scenario.lever import Lever
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.paths import KEYED, TABLES, is_table_of_numbers
from gridgov.scenario.scenario import Scenario
from gridgov.tables.dtypes import ACTIVITIES
from gridgov.text.column_words import column_meaning_zh
from gridgov.text.layout import number
from gridgov.text.terms import ACTIVITY_TERMS, CATEGORY_TERMS, DEPARTMENT_TERMS, TERMS, term
from gridgov.text.words import say

NAMES = {"category": CATEGORY_TERMS, "department": DEPARTMENT_TERMS}


def odd(material: Material, lang: str) -> list[Piece]:
    """Purpose, entities, state, processes, observation, initialisation, submodels and parameters, with the values of this study."""
    scenario, ground = material.scenario, material.ground
    if scenario is None or ground is None:
        return [note(say("report.assumed.unread", lang))]
    time = ground.settings.time
    return [
        note(say("report.odd.how", lang)),
        heading(say("report.odd.purpose_head", lang)), text(say("report.odd.purpose", lang, question=material.title(lang))),
        heading(say("report.odd.entities_head", lang)), _entities(material, scenario, lang),
        text(say("report.odd.scales", lang, warmup=time.warmup_days, days=time.horizon_days)),
        heading(say("report.odd.state_head", lang)), *_state(lang),
        heading(say("report.odd.process_head", lang)), text(say("report.odd.process", lang)), text(_entries(lang)),
        heading(say("report.odd.design_head", lang)), text(say("report.odd.design", lang)), _observation(material, lang),
        heading(say("report.odd.start_head", lang)), text(_start(ground, lang)),
        heading(say("report.odd.submodels_head", lang)), text(say("report.odd.submodels", lang)), *_submodels(material, lang),
        heading(say("report.odd.parameters_head", lang)), _parameters(material, values_of(scenario), lang),
    ]  # fmt: skip


def _entities(material: Material, scenario: Scenario, lang: str) -> Piece:
    """What there is and how many of it."""
    rows: list[tuple[Any, ...]] = []
    if (city := material.city) is not None:
        counts = {
            "residents": int(city.residents.sum()), "households": int(city.households.sum()), "buildings": len(city.buildings),
            "estates": len(city.estates), "communities": len(city.communities), "streets": len(city.streets),
        }  # fmt: skip
        rows += [(Label(say(f"report.odd.{name}", lang)), f"{count:,}", "") for name, count in counts.items()]
    for table in KEYED:
        names = list(getattr(scenario.settings, table))
        terms = NAMES.get(table, TERMS)
        shown = say("list.comma", lang).join(kind_of_estate(name, lang) if table == "estate" else term(name, lang, terms) for name in names)
        rows.append((Label(say(f"report.odd.{table}", lang)), f"{len(names):,}", shown))
    head = tuple(say(f"report.column.{name}", lang) for name in ("entity", "number", "which"))
    return Piece("table", Table(say("report.odd.entities", lang), head, tuple(rows)), "words")


def _state(lang: str) -> list[Piece]:
    """The columns of a problem and of a day."""
    pieces = []
    for name, columns in (("cases", CASES), ("daily", DAYS)):
        said = {column.name: (lang == "zh" and column_meaning_zh(name, column.name)) or column.meaning for column in columns}
        rows = tuple((Label(column), meaning) for column, meaning in said.items())
        head = tuple(say(f"report.column.{one}", lang) for one in ("variable", "meaning"))
        pieces.append(Piece("table", Table(say(f"report.odd.{name}", lang), head, rows), "words"))
    return pieces


def _entries(lang: str) -> str:
    names = say("list.comma", lang).join(term(name, lang, ACTIVITY_TERMS) for name in ACTIVITIES)
    return say("report.odd.events", lang, names=names)


def _observation(material: Material, lang: str) -> Piece:
    rows = tuple(
        (Label(metric_label(name, lang), name), unit_label(name, lang), find_metric(name).formula) for name in material.shown if find_metric(name)
    )
    head = tuple(say(f"report.column.{one}", lang) for one in ("metric", "unit", "formula"))
    return Piece("table", Table(say("report.odd.observation", lang, count=len(METRICS)), head, rows), "words")


def _start(ground: Scenario, lang: str) -> str:
    if ground.buildings_path is not None:
        return say("report.odd.start_table", lang, seed=ground.settings.city.seed, hash=ground.buildings_sha256[:12])
    return say("report.odd.start", lang, seed=ground.settings.city.seed)


def _submodels(material: Material, lang: str) -> list[Piece]:
    """Every mechanism that can be switched off: under which of the policies it is present."""
    present: list[tuple[Any, ...]] = []
    absent: list[str] = []
    tried = [by_lever(point.changes) for point in material.study.points] if material.spread else []  # a sample may switch a mechanism on
    flat = {label: [_by_lever(one) + tried for one in each] for label, each in material.scenarios.items()}
    for lever in LEVERS:
        if lever.off is None:
            continue
        on = {label: [_is_on(lever, many) for many in each] for label, each in flat.items()}
        if not any(map(any, on.values())):
            absent.append(lever.path)
            continue
        named = [label if all(each) else say("report.odd.some", lang, policy=label) for label, each in on.items() if any(each)]
        under = say("report.odd.all", lang) if all(map(all, on.values())) else say("list.comma", lang).join(named)
        present.append((Label(help_of(lever, lang), lever.path), under))
    head = (say("report.column.mechanism", lang), say("report.column.present", lang))
    table = Piece("table", Table(say("report.odd.present", lang), head, tuple(present)), "words")
    return [table, text(say("report.odd.absent", lang, names=say("list.comma", lang).join(absent) or "-"))]


def _by_lever(scenario: Scenario) -> list[dict[str, dict[str, Any]]]:
    """Values from the start and everywhere, then those of each part that comes later or somewhere."""
    return [by_lever(values_of(scenario)), *(by_lever(part.changes) for part in scenario.parts)]


def _is_on(lever: Lever, many: Sequence[Mapping[str, Mapping[str, Any]]]) -> bool:
    return any(value != lever.off for values in many for value in values.get(lever.path, {}).values())


def _parameters(material: Material, values: Mapping[str, Any], lang: str) -> Piece:
    """Every parameter with its values under the reference; those that the plan moved with all that they were."""
    moved = values_moved(material.study, values, lang)
    rows, known = [], by_lever({path: moved.get(path) or value_text(value, lang) for path, value in values.items()})
    for levers in TABLES.values():
        for lever in levers:
            found = known.get(lever.path)
            if not found:
                continue
            sure = confidence_text(next(iter(found)), lang)
            small = DOT.join(filter(None, [lever.path, unit_text(lever, lang)]))
            rows.append((Label(help_of(lever, lang), small), _values(lever, found, lang), lever.source, sure))
    head = tuple(say(f"report.column.{name}", lang) for name in ("parameter", "value", "source", "sure"))
    return Piece("table", Table(say("report.odd.parameters", lang, count=number(len(rows), 0)), head, tuple(rows)), "words")


def _values(lever: Lever, found: Mapping[str, str], lang: str) -> str:
    """The value, or those of all rows: rows that share one are named together."""
    if len(found) == 1 and "*" not in lever.path:
        return next(iter(found.values()))
    by_value: dict[str, list[str]] = {}
    at = len(lever.path.split(".")) - 1 if not is_table_of_numbers(lever) else None
    for path, value in found.items():
        parts = path.split(".")
        row = parts[1] if at is not None else ".".join([*parts[1:2], parts[-1]] if lever.path.count("*") else parts[-1:])
        by_value.setdefault(value, []).append(row)
    if len(by_value) == 1 and len(found) > 1:
        return say("report.odd.each", lang, value=next(iter(by_value)))
    most = max(by_value, key=lambda one: len(by_value[one]))
    shown = [f"{', '.join(rows)}: {value}" for value, rows in by_value.items() if not (value == most and len(rows) > 3)]
    rest = [say("report.odd.others", lang, value=most)] if len(by_value[most]) > 3 else []
    return "; ".join([*shown, *rest])
