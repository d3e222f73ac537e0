"""Sensitivity as tables and sentences."""

from __future__ import annotations

from dataclasses import asdict

from gridgov.analysis.sample import Sensitivity
from gridgov.analysis.sensitivity import Indices, Interval
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.study.doubts import label_of
from gridgov.study.sampling import TRAJECTORIES
from gridgov.text.layout import decimals_for, number, table, wrapped
from gridgov.text.words import say

UNTOLD = " (~)"  # behind what is not told from noise
MOST_ROWS = 25  # that a terminal shows of one metric


def sensitivity_text(one: Sensitivity, lang: str, columns: int) -> str:
    """A heading, a table with the strongest first, and what noise has to do with it."""
    unit = unit_label(one.metric, lang, difference=one.reference is not None)
    heading = say(
        "sensitivity.level" if one.reference is None else "sensitivity.difference", lang,
        metric=metric_label(one.metric, lang), unit=unit, policy=one.policy, reference=one.reference,
    )  # fmt: skip
    body, notes = _indices(one, lang) if isinstance(one.found, Indices) else _effects(one, lang)
    if len(one.factors) > MOST_ROWS and body:
        notes.insert(0, say("sensitivity.weaker", lang, count=len(one.factors) - MOST_ROWS))
    return "\n".join([heading, *body, *(wrapped("  " + note, columns, "    ") for note in notes)])


def _indices(one: Sensitivity, lang: str) -> tuple[list[str], list[str]]:
    found = one.found
    if found.noise is None:
        noise = say("sensitivity.one_replicate", lang)
    else:
        share = found.noise_share
        noise = "" if share is None else say("sensitivity.noise", lang, share=number(100 * share, 0), replicates=found.replicates)
    if not found.first:
        return [], [say("sensitivity.nothing", lang), *filter(None, [noise])]
    rows = [
        [label_of(one.factors[place], lang), _span(found.first[place], 2), _span(found.total[place], 2)]
        for place in sorted(range(len(one.factors)), key=lambda place: -found.total[place].value)
    ]
    head = [say(f"column.{name}", lang) for name in ("assumption", "first", "total")]
    return [table(head, rows[:MOST_ROWS], right=[1, 2])], [say("sensitivity.sobol", lang, rows=found.rows), *filter(None, [noise])]


def _effects(one: Sensitivity, lang: str) -> tuple[list[str], list[str]]:
    found, factor = one.found, scale(one.metric)
    strongest = max(effect.strength.high for effect in found.effects) * factor
    decimals = decimals_for(strongest, 3)
    rows = []
    for place in sorted(range(len(one.factors)), key=lambda place: -found.effects[place].strength.value):
        effect = found.effects[place]
        label = label_of(one.factors[place], lang) + (UNTOLD if effect.beyond_noise is False else "")
        mean = number(effect.mean * factor, decimals, signed=True)
        rows.append([label, _span(effect.strength, decimals, factor), mean, _span(effect.sigma, decimals, factor)])
    head = [say(f"column.{name}", lang) for name in ("assumption", "strength", "mean", "sigma")]
    floors = [effect.floor for effect in found.effects if effect.floor is not None]
    ends = {name: number(end * factor, decimals) for name, end in (("least", min(floors)), ("most", max(floors)))} if floors else {}
    floor = say("sensitivity.floor", lang, **ends) if floors else say("sensitivity.one_replicate", lang)
    notes = [say("sensitivity.morris", lang, rows=found.rows), floor]
    if found.rows < TRAJECTORIES and any(effect.beyond_noise is False for effect in found.effects):
        notes.append(say("sensitivity.few", lang, rows=found.rows, usual=TRAJECTORIES))
    return [table(head, rows[:MOST_ROWS], right=[1, 2, 3])], notes


def _span(found: Interval, decimals: int, factor: float = 1.0) -> str:
    low, high = (number(end * factor, decimals) for end in (found.low, found.high))
    return f"{number(found.value * factor, decimals)} [{low}, {high}]"


def sensitivity_row(one: Sensitivity) -> dict:
    """One result for a program."""
    found = one.found
    row = {"metric": one.metric, "policy": one.policy, "reference": one.reference, "rows": found.rows, "replicates": found.replicates}
    if isinstance(found, Indices):
        indices = {name: {"first": asdict(first), "total": asdict(total)} for name, first, total in zip(one.factors, found.first, found.total)}
        return row | {"variance": asdict(found.variance), "noise": found.noise, "noise_share": found.noise_share, "indices": indices}
    return row | {"effects": {name: asdict(effect) for name, effect in zip(one.factors, found.effects)}}
