"""Policies that do less in a run than their names promise: those that begin after its end, and shares that come to every place or to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gridgov.city.city import build_city
from gridgov.organisation.grids import draw_grids
from gridgov.organisation.schedule import reach, units

LATE, LATE_STAGE, ALL, NOBODY = "late", "late_stage", "all", "nobody"


@dataclass(frozen=True)
class Idle:
    """One such policy: `how` is one of the words above; `first` its first day, `days` those of the measured period.

    A `share` of the `there` units (streets or grids: `unit`) that it draws from comes to every place of the city, or to none.
    """

    policy: str
    how: str
    first: int = 0
    days: int = 0
    stage: int = 0
    share: float = 0.0
    there: int = 0
    unit: str = ""


def find_idle(scenario) -> Iterator[Idle]:
    """What is idle in one run of a scenario, policy by policy; its city is built only where a policy draws its places by lot."""
    days = scenario.settings.time.horizon_days  # like `from_day` without the warm-up
    drawn = []
    for name in dict.fromkeys(part.name for part in scenario.parts):
        parts = [part for part in scenario.parts if part.name == name]
        late = [part for part in parts if part.from_day >= days]
        if len(late) == len(parts):
            yield Idle(name, LATE, late[0].from_day, days)
            continue
        yield from (Idle(name, LATE_STAGE, part.from_day, days, part.stage) for part in late)
        drawn += [part for part in parts if not part.stage and part.where is not None and part.where.share < 1]  # a stage without places is refused
    if not drawn:
        return
    city = build_city(scenario)
    grids = draw_grids(scenario.settings, city)
    for part in drawn:
        where, reached = part.where, reach(part, city, grids, [])
        if reached.all() or not reached.any():
            lots = reach(replace(part, where=replace(where, share=1.0)), city, grids, [])
            there = len(np.unique(units(where.unit, city, grids)[1][lots]))
            yield Idle(part.name, ALL if reached.any() else NOBODY, share=where.share, there=there, unit=where.unit)
