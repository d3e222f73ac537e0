"""Cohorts of a roll-out: the buildings that the same placed parts of a policy ever reach, and those that none reaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City, build_city
from gridgov.organisation.grids import draw_grids
from gridgov.organisation.schedule import Schedule, build_schedule

OUTSIDE = 0  # the cohort that no placed part reaches


@dataclass(frozen=True, eq=False)
class Cohorts:
    """Buildings grouped by the set of placed parts (with a place, or stages) that are in force there on some measured day.

    Row 0 is outside, perhaps without a building; the others stand in the order of their first day. K cohorts, B buildings.
    """

    of_building: np.ndarray  # i4 (B,)
    parts: tuple[tuple[str, ...], ...]  # (K,): titles of the parts, such as rollout/2
    in_force: np.ndarray  # bool (K, days): whether any of them is, day by day of the measured period
    residents: np.ndarray  # i8 (K,)
    households: np.ndarray  # i8 (K,)

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def placed(self) -> bool:
        """Whether any part has a place."""
        return len(self.parts) > 1

    @property
    def some(self) -> list[int]:
        """Rows of the cohorts that hold a building: all but perhaps outside."""
        return np.unique(self.of_building).tolist()

    def name(self, k: int) -> str:
        """The parts of a cohort joined by `+`; empty for outside."""
        return "+".join(self.parts[k])

    def window(self, k: int) -> np.ndarray:
        """Days on which a cohort is looked at, bool (days,): those in force; outside those on which a part is in force anywhere."""
        return self.in_force.any(axis=0) if k == OUTSIDE else self.in_force[k]

    def first_day(self, k: int) -> int:
        """First day of the window."""
        return int(np.argmax(self.window(k)))

    def until_day(self, k: int) -> int | None:
        """The day before which the window ends; None where it lasts to the end of the run."""
        last = int(np.flatnonzero(self.window(k))[-1]) + 1
        return last if last < self.in_force.shape[1] else None


def find_cohorts(schedule: Schedule, city: City, warmup_days: int, horizon_days: int) -> Cohorts:
    """The cohorts of a schedule in the measured period."""
    day = np.arange(warmup_days, warmup_days + horizon_days)
    in_force = schedule.in_force[np.searchsorted(schedule.start_day, day, side="right") - 1]  # i8 (days,), sets of parts
    ever = int(np.bitwise_or.reduce(in_force)) if len(in_force) else 0
    placed = [i for i, part in enumerate(schedule.parts) if part.placed and ever >> i & 1]
    bits = np.zeros(len(city.key), np.int64)
    for i in placed:
        bits |= schedule.inside[i].astype(np.int64) << i
    of_parts = {i: (in_force >> i & 1).astype(bool) for i in placed}

    def first(one: int) -> tuple:
        return min(int(np.argmax(of_parts[i])) for i in placed if one >> i & 1), [i for i in placed if one >> i & 1]

    sets = [0, *sorted((one for one in map(int, np.unique(bits)) if one), key=first)]
    of_building = np.zeros(len(city.key), np.int32)
    for k, one in enumerate(sets):
        of_building[bits == one] = k
    days = np.zeros((len(sets), horizon_days), bool)
    for k, one in enumerate(sets):
        for i in placed:
            if one >> i & 1:
                days[k] |= of_parts[i]
    return Cohorts(
        of_building, tuple(tuple(schedule.parts[i].title for i in placed if one >> i & 1) for one in sets), days,
        *(np.bincount(of_building, weights=each, minlength=len(sets)).astype(np.int64) for each in (city.residents, city.households)),
    )  # fmt: skip


def cohorts_of(scenario) -> Cohorts:
    """The cohorts of a scenario, without the rest of its organisation."""
    city, time = build_city(scenario), scenario.settings.time
    return find_cohorts(build_schedule(scenario, city, draw_grids(scenario.settings, city)), city, time.warmup_days, time.horizon_days)
