"""What the policies of a scenario make of a city, before anything happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.branches import mismatches
from gridgov.organisation.chiefs import Chiefs, place_chiefs
from gridgov.organisation.coverage import Coverage, cover
from gridgov.organisation.desks import Desks, place_desks
from gridgov.organisation.estates import choose_estates
from gridgov.organisation.grids import Grids, draw_grids
from gridgov.organisation.owners import Owners, name_owners
from gridgov.organisation.renovation import Renovation, plan_renovation
from gridgov.organisation.schedule import Schedule, build_schedule


@dataclass(frozen=True, eq=False)
class Organisation:
    """Grids, phases, posts, desks and what channels cover. P phases, B buildings."""

    settings: object  # of day 0 with the parts that reach everywhere: the ladder, channels and calendars
    grids: Grids
    schedule: Schedule
    mismatch: np.ndarray  # bool (P, B): the grid has another boundary than its party branch
    chiefs: Chiefs
    estates: dict[str, np.ndarray]  # bool (P, estates): those that each word of `tier.*.covers` stands for
    desks: Desks
    coverage: Coverage
    owners: Owners
    renovation: Renovation

    @property
    def chief(self) -> np.ndarray:
        """Kind of each building's chief, i4 (P, B): 0 none, 1 cadre, 2 resident."""
        return self.chiefs.kind


def organise(scenario, city: City) -> Organisation:
    """The organisation of a scenario in its city."""
    grids = draw_grids(scenario.settings, city)
    schedule = build_schedule(scenario, city, grids)
    settings = schedule.settings_of(int(schedule.of_whole()[0, 0]))
    mismatch = mismatches(city, grids.of_building, len(grids.names), schedule)
    chiefs = place_chiefs(city, schedule)
    estates = choose_estates(city, schedule)
    desks = place_desks(settings, city, grids, schedule, chiefs.kind, estates)
    coverage = cover(settings, city, schedule, estates["committee"])
    time = scenario.settings.time
    renovation = plan_renovation(city, schedule, time.warmup_days + time.horizon_days)
    return Organisation(settings, grids, schedule, mismatch, chiefs, estates, desks, coverage, name_owners(city, schedule), renovation)
