"""Who gains and who loses: kinds of estate, kinds of trouble, and streets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from gridgov.analysis.wording import differences_of, size_text, unit_label
from gridgov.metrics import find_metric
from gridgov.metrics.measured import YEAR
from gridgov.metrics.spans import spans_of
from gridgov.report.again import Again
from gridgov.report.material import Block, Material
from gridgov.report.numbers import Figure, difference_figure
from gridgov.report.pieces import Piece, heading, note
from gridgov.report.tables import Label, Table, block_tables
from gridgov.study.points import run_id
from gridgov.tables.dtypes import DAY
from gridgov.text.layout import number
from gridgov.text.terms import CATEGORY_TERMS, KIND_TERMS, term
from gridgov.text.words import say

KINDS, CATEGORIES = "problem_days_<kind>", "problem_days_of_<category>"
BETWEEN = ("gap_estate_kinds", "gini", "p90_p10")
STREET = "problem_days@street"  # of one run: no store keeps it
MOST_STREETS = 60


def gainers(material: Material, again: Again, lang: str) -> list[Piece]:
    """Sentences and tables by kind of estate and of trouble, and by street of the runs that were made again."""
    pieces: list[Piece] = []
    kinds, categories = _named(material, KINDS), _named(material, CATEGORIES)
    for block in material.blocks:
        pieces += [heading(block.named)] * bool(block.setting)
        if kinds:
            pieces += [Piece("list", sentences) for sentences in [_sentences(block, kinds, material.level_of, lang)] if sentences]
            between = [name for name in BETWEEN if name in material.known]
            topic = say("report.gain.kinds", lang, unit=unit_label("problem_days", lang))
            pieces += [Piece("table", one) for one in block_tables(block, list(kinds), lang, material.level_of, _label, topic)]
            pieces += [Piece("table", one) for one in block_tables(block, between, lang, material.level_of, topic=say("report.gain.between", lang))]
        if categories and block.others:
            topic = say("report.gain.categories", lang, unit=unit_label("problem_days", lang))
            pieces += [Piece("table", one) for one in block_tables(block, list(categories), lang, material.level_of, _label, topic)[-1:]]
    streets = _streets(material, again, lang)
    return [*pieces, *streets] or [note(say("report.gain.none", lang))]


def _named(material: Material, wanted: str) -> dict[str, str]:
    """Figures of a metric that comes once per kind or category, with the kind."""
    found = {name: metric for name in material.known if (metric := find_metric(name)) and metric.name == wanted}
    which = {name: name.removeprefix(metric.name.removesuffix(metric.place)) for name, metric in found.items()}
    rows = list(getattr(material.scenario.settings, "estate" if wanted == KINDS else "category")) if material.scenario else []
    return dict(sorted(which.items(), key=lambda one: rows.index(one[1]) if one[1] in rows else len(rows)))


def kind_of_estate(kind: str, lang: str) -> str:
    """What a kind of estate is called; its own name where a user made it up."""
    return term(kind, lang, KIND_TERMS)


def _label(metric: str, lang: str, difference: bool = False) -> Label:
    declared = find_metric(metric)
    if declared.name == KINDS:
        return Label(kind_of_estate(metric.removeprefix("problem_days_"), lang))
    return Label(term(metric.removeprefix("problem_days_of_"), lang, CATEGORY_TERMS))


def _sentences(block: Block, kinds: Mapping[str, str], level_of: Callable[[str], float], lang: str) -> list[Any]:
    """Of each policy beside the reference, every kind's fate."""
    found: list[Any] = []
    for group in block.others:
        for metric in kinds:
            level = level_of(metric)
            (one,) = differences_of(block.comparison, group.label, [metric], level)
            said = {"policy": group.label, "kind": kind_of_estate(kinds[one.metric], lang)}
            if one.verdict in ("better", "worse"):
                size = say("per", lang, value=size_text(one, lang), unit=unit_label(one.metric, lang, difference=True)).strip()
                text = say(f"report.gain.{one.verdict}", lang, size=size, **said)
            else:
                text = say("report.gain.same" if one.verdict == "same" else "report.gain.undecided", lang, **said)
            found.append(difference_figure(one, group, block.reference, lang, text, level))
    return found


def _streets(material: Material, again: Again, lang: str) -> list[Piece]:
    """Problem-days by street of one seed: no interval, and said so."""
    if not again.runs:
        return []
    runs = list(again.runs.values())
    names, residents = runs[0].start.city.streets, residents_of_streets(runs[0])
    values = [street_days(run) for run in runs]
    order = np.argsort(-values[0], kind="stable")[:MOST_STREETS]
    rows = []
    for street in order.tolist():
        cells = [_street_figure(_id(run, material), of[street], names[street]) for run, of in zip(runs, values)]
        if len(runs) > 1:
            change = values[-1][street] - values[0][street]
            keys = f"{_id(runs[-1], material)}-{_id(runs[0], material)}"
            cells.append(_street_figure(keys, change, names[street], signed=True))
        rows.append((Label(names[street]), f"{residents[street]:,}", *cells))
    head = (say("report.gain.street", lang), say("column.residents", lang), *again.runs, *[say("column.difference", lang)] * (len(runs) > 1))
    unit = unit_label("problem_days", lang)
    table = Table(say("report.gain.streets", lang, unit=unit, seed=runs[0].seed), head, tuple(rows))
    more = len(names) - len(order)
    return [Piece("table", table), note(say("report.gain.one_seed", lang)), *[note(say("report.gain.more", lang, count=more))] * (more > 0)]


def _street_figure(run: str, value: float, street: str, signed: bool = False) -> Figure:
    known = float(value) if np.isfinite(value) else None  # nobody lives there
    return Figure(number(known, 0, signed=signed), known, f"{STREET}/{street}", run, "run")


def _id(run, material: Material) -> str:
    """The id that a run has in these results: the model that makes it again may be a later one that gives the same."""
    return run_id(run.scenario.sha256, run.seed, material.source_sha256)


def residents_of_streets(run) -> np.ndarray:
    """Residents of each street, i8 (streets,)."""
    city = run.start.city
    return np.bincount(city.street, city.residents, len(city.streets)).astype(np.int64)


def street_days(run) -> np.ndarray:
    """Problem-days per 1,000 residents and year of each street, f8 (streets,), by the formula of `problem_days`; NaN without residents."""
    world, city, end = run.start.world, run.start.city, int(run.start.world.end)
    rows = run.outcome.cases[run.outcome.cases["born"] >= world.warmup]
    seconds = (spans_of(rows, end).until - rows["born"]).astype(float)
    days = np.bincount(city.street[rows["building"]], seconds, len(city.streets)) / DAY
    people, years = residents_of_streets(run), (end - int(world.warmup)) / YEAR
    return np.divide(days * 1000 / years, people, out=np.full(len(people), np.nan), where=people > 0)
