"""Assumptions and their confidence: what no document states, what nobody knows for sure, and what scenario and policies change."""

from __future__ import annotations

import re
from typing import Any

from gridgov.report.material import Material
from gridgov.report.moved import levers_moved
from gridgov.report.pieces import Piece, heading, note, text
from gridgov.report.tables import Label, Table
from gridgov.report.values import changed, confidence_text, default_values, help_of, unit_text, value_text, values_of
from gridgov.scenario.paths import lever_of
from gridgov.scenario.scenario import Scenario
from gridgov.study.doubts import NEUTRAL, Drawn, doubts, ranges_of
from gridgov.text.faults import show
from gridgov.text.layout import number
from gridgov.text.words import say

REFERENCE = re.compile(r"\b[SEMD]\d+\b")
MOST_CHANGES = 250
DOT = " · "


def assumed(material: Material, lang: str) -> list[Piece]:
    """All of it; a sentence where the scenario cannot be read any more."""
    scenario, ground = material.scenario, material.ground
    if scenario is None or ground is None:
        return [note(say("report.assumed.unread", lang))]
    scenarios = {f"{label} {number}": one for label, each in material.scenarios.items() for number, one in enumerate(each)}
    pieces = [text(say("report.assumed.how", lang))]
    if scenario.assumptions:
        pieces += [heading(say("report.assumed.stated", lang)), Piece("list", [_assumption(one, lang) for one in scenario.assumptions])]
    pieces += _by_policy(material, ground, lang)
    pieces += levers_moved(material.study, values_of(ground), lang)
    pieces += _by_scenario(ground, lang)
    return pieces + _doubts(scenarios, dict(ground.sets), lang)


def _assumption(one, lang: str) -> str:
    what, why = (one.what_zh or one.what, one.why_zh or one.why) if lang == "zh" else (one.what, one.why)
    if one.value is None:
        return say("film.assumption_bare", lang, what=what or one.name, why=why)
    return say("film.assumption", lang, what=what or one.name, value=show(one.value), why=why)


def _by_scenario(ground: Scenario, lang: str) -> list[Piece]:
    found = changed(values_of(ground), default_values())
    if not found:
        return [note(say("report.assumed.no_changes", lang))]
    return [_changes(say("report.assumed.by_scenario", lang, scenario=ground.title(lang)), found, lang)]


def _by_policy(material: Material, ground: Scenario, lang: str) -> list[Piece]:
    before = values_of(ground)
    pieces = []
    for label, scenario in material.policies.items():
        found = changed(values_of(scenario), before)
        parts = [row for part in scenario.parts for row in _part(part, before, lang)]
        if not found and not parts:
            pieces.append(note(say("report.assumed.policy_nothing", lang, policy=label)))
            continue
        caption = say("report.assumed.by_policy", lang, policy=label)
        pieces.append(_changes(f"{caption} {scenario.policy_title(lang)}".strip(), found, lang, parts))
    return pieces


def _part(part, before, lang: str) -> list[tuple[Any, ...]]:
    """What a policy changes from a later day on, to an earlier end or in a place."""
    until = "" if part.until_day is None else say("report.assumed.until", lang, day=part.until_day)
    where = "" if part.where is None else ", ".join(str(one) for value in vars(part.where).values() if value for one in _each(value))
    when = say("report.assumed.from", lang, day=part.from_day)
    place = say("list.comma", lang).join(filter(None, [part.name, when, until, where]))
    return [_row(path, before.get(path), value, lang, place) for path, value in part.changes.items()]


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _changes(caption: str, found: dict[str, tuple[Any, Any]], lang: str, more: list[tuple[Any, ...]] = ()) -> Piece:
    rows = [_row(path, old, new, lang) for path, (old, new) in found.items()] + list(more)
    left = len(rows) - MOST_CHANGES
    if left > 0:
        rows = [*rows[:MOST_CHANGES], (Label(say("report.assumed.more", lang, count=left)), "", "", "")]
    head = tuple(say(f"report.column.{name}", lang) for name in ("parameter", "before", "now", "sure"))
    return Piece("table", Table(caption, head, tuple(rows)), "words")


def _row(path: str, old: Any, new: Any, lang: str, place: str = "") -> tuple[Any, ...]:
    lever = lever_of(tuple(path.split(".")))
    small = DOT.join(filter(None, [path, unit_text(lever, lang), place]))
    return Label(help_of(lever, lang) or path, small), value_text(old, lang), value_text(new, lang), confidence_text(path, lang)


def _doubts(scenarios: dict[str, Scenario], decided, lang: str) -> list[Piece]:
    """The rows of the table of doubts that bear on these scenarios."""
    drawn = ranges_of(doubts(), scenarios, decided.__contains__)
    by_id = {one.id: one for one in doubts()}
    rows = tuple((Label(by_id[one.name].label(lang)), _here(one, lang), _range(one, lang), *_ground(by_id[one.name], lang)) for one in drawn)
    head = tuple(say(f"report.column.{name}", lang) for name in ("assumption", "here", "range", "sure", "source"))
    about = text(say("report.assumed.doubts", lang, count=len(rows), all=len(by_id)))
    return [heading(say("report.assumed.unsure", lang)), about, Piece("table", Table(say("report.assumed.table", lang), head, rows), "words")]


def _here(one: Drawn, lang: str) -> str:
    """What it is at default assumptions."""
    if one.how in NEUTRAL:
        return say("report.value.as_it_is", lang, neutral=f"{NEUTRAL[one.how]:g}")
    values = list(dict.fromkeys(one.base.values())) if one.how == "value" else [next(iter(one.base.values()))]
    shown = [value_text(value, lang) for value in values]
    return shown[0] if len(shown) == 1 else say("compare.range", lang, low=number(min(values)), high=number(max(values)))


def _range(one: Drawn, lang: str) -> str:
    return say("compare.range", lang, low=f"{one.low:,g}", high=f"{one.high:,g}")


def _ground(doubt, lang: str) -> tuple[str, str]:
    """Confidence, and where the range comes from: in Chinese the sections of the evidence alone, whose remarks are written in English."""
    source = doubt.source
    if lang == "zh":
        source = say("list.comma", lang).join(dict.fromkeys(REFERENCE.findall(source))) or say("report.value.judgement", lang)
    return say(f"report.confidence.{doubt.confidence}", lang), source
