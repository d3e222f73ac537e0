"""Policies in and out of their places as files: `pilot.csv`, `pilot_weeks.csv` and their part of `summary.json`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gridgov.analysis.columns import PILOT_CITY, PILOT_EFFECT, PILOT_PLACE, PILOT_WEEKS, names
from gridgov.analysis.compare import Comparison
from gridgov.analysis.pilot import City, Pilot, PlaceEffect
from gridgov.analysis.table import plain, write_csv
from gridgov.analysis.wording import unit_of

METHOD = (
    "effect: policy less reference on the days in force, 95 %, Student's t on paired differences; shows_after_days: end of the first week whose "
    "interval excludes zero, all weeks together at 95 % (Bonferroni); city: difference in differences without a twin; all of chance only"
)
PLACE, EFFECT, CITY, WEEKS = map(names, (PILOT_PLACE, PILOT_EFFECT, PILOT_CITY, PILOT_WEEKS))


def write_pilots(folder: Path, comparison: Comparison) -> None:
    """Both tables of all policies that have a place; nothing where none has."""
    if not comparison.pilots:
        return
    found = [(pilot, effect) for pilot in comparison.pilots.values() for effect in pilot.effects]
    write_csv(folder / "pilot.csv", (*PLACE, *EFFECT, *CITY), (tuple(_row(*one).values()) for one in found))
    write_csv(folder / "pilot_weeks.csv", WEEKS, (row for one in found for row in _weeks(*one)))


def pilots_summary(comparison: Comparison) -> dict[str, Any]:
    """What `summary.json` says of the policies that have a place."""
    rows = {policy: [_row(pilot, effect) for effect in pilot.effects] for policy, pilot in comparison.pilots.items()}
    return {"method": METHOD, "policies": rows}


def _row(pilot: Pilot, effect: PlaceEffect) -> dict[str, Any]:
    difference, cohorts, k = effect.difference, pilot.cohorts, effect.cohort
    estimate, metric = difference.estimate, difference.metric
    place = (
        pilot.policy, pilot.reference, k, cohorts.name(k), cohorts.first_day(k), cohorts.until_day(k), int(cohorts.residents[k]), metric,
        unit_of(metric), difference.better,
    )  # fmt: skip
    levels = *map(plain, (difference.reference, difference.policy, estimate.mean, estimate.low, estimate.high)), difference.verdict
    return dict(zip((*PLACE, *EFFECT, *CITY), (
        *place, estimate.count, *levels, effect.shows_after, len(effect.weeks), effect.weeks_shown, *_city(effect.city),
    )))  # fmt: skip


def _city(city: City | None) -> tuple:
    if city is None:
        return (None,) * len(CITY)
    both, astray = city.both, city.astray
    seen = city.in_less_out.mean, city.after_less_before.mean, both.mean, both.low, both.high, city.one_low, city.one_high
    return *map(plain, seen), city.until_day, *map(plain, (astray.mean, astray.low, astray.high))


def _weeks(pilot: Pilot, effect: PlaceEffect) -> Iterator[tuple]:
    k = effect.cohort
    for number, week in enumerate(effect.weeks, 1):
        numbers = map(plain, (week.estimate.mean, week.estimate.low, week.estimate.high))
        yield pilot.policy, pilot.reference, k, pilot.cohorts.name(k), effect.difference.metric, number, week.day, *numbers, int(week.shows)
