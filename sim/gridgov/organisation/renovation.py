"""Which estates are renovated, and when: a list that is worked off year by year (mechanism M36)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import ranking
from gridgov.draws import RENOVATE, name_key
from gridgov.organisation.schedule import Schedule

YEAR = 365  # days
PATHS = ("renovation.kind", "renovation.estates_per_year")


@dataclass(frozen=True, eq=False)
class Renovation:
    """The works of each estate; days are of the run, and infinite where an estate is not renovated."""

    start_day: np.ndarray  # f8 (estates,)
    days: np.ndarray  # f8 (estates,): how long the works last
    yuan: np.ndarray  # f8 (estates,)
    phase: np.ndarray  # i8 (estates,): the phase in which the works begin


def plan_renovation(city: City, schedule: Schedule, last_day: int) -> Renovation:
    """The works of a run of `last_day` days.

    Estates of the kind that come under one rule together are ranked by key and taken at even distances of time from then
    on. One whose turn comes when the rule is over, or the run, is left out; none is renovated twice.
    """
    n = len(city.estates)
    start, bits = np.full(n, np.inf), schedule.of_areas(city.estate, n)
    keys = np.fromiter(map(name_key, city.estates), np.int64, n)
    order = ranking(city.seed, RENOVATE, keys)
    kinds = {kind: row for row, kind in enumerate(city.kinds)}
    for p, day in enumerate(schedule.start_day):
        for (kind, per_year), here in schedule.groups(bits[p], PATHS, _rule):
            if per_year > 0 and kind in kinds:
                turn = order[here[order] & (city.estate_kind[order] == kinds[kind]) & np.isinf(start[order])]
                start[turn] = day + YEAR / per_year * np.arange(len(turn))
    days, yuan, phase = np.zeros(n), np.zeros(n), np.zeros(n, np.int64)
    for estate in np.flatnonzero(start < last_day):
        phase[estate] = np.searchsorted(schedule.start_day, start[estate], side="right") - 1
        settings = schedule.settings_of(int(bits[phase[estate], estate]))
        kind, per_year = _rule(settings)
        if per_year > 0 and kinds.get(kind) == city.estate_kind[estate]:
            days[estate], yuan[estate] = settings.renovation.days, settings.renovation.yuan_per_estate
        else:
            start[estate] = np.inf
    start[start >= last_day] = np.inf
    return Renovation(start, days, yuan, phase)


def _rule(settings) -> tuple[str, float]:
    return settings.renovation.kind, settings.renovation.estates_per_year
