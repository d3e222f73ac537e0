"""What the policies of a scenario make of a city, before anything happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.coverage import Coverage, cover
from gridgov.organisation.desks import Desks, place_desks
from gridgov.organisation.estates import choose_estates
from gridgov.organisation.grids import Grids, draw_grids
from gridgov.organisation.posts import place_chiefs
from gridgov.organisation.schedule import Schedule, build_schedule


@dataclass(frozen=True, eq=False)
class Organisation:
    """Grids, phases, posts, desks and what channels cover. P phases, B buildings."""

    settings: object  # of day 0 with the parts that reach everywhere: the ladder, channels and calendars
    grids: Grids
    schedule: Schedule
    chief: np.ndarray  # i4 (P, B): 0 none, 1 cadre, 2 resident
    sender: np.ndarray  # i4 (P, B): organisation of the cadre, -1 where there is none
    estates: dict[str, np.ndarray]  # bool (P, estates): those that each word of `tier.*.covers` stands for
    desks: Desks
    coverage: Coverage


def organise(scenario, city: City) -> Organisation:
    """The organisation of a scenario in its city."""
    grids = draw_grids(city, scenario.settings.city.households_per_grid)
    schedule = build_schedule(scenario, city, grids)
    settings = schedule.settings_of(int(schedule.of_whole()[0, 0]))
    chief, sender = place_chiefs(city, schedule)
    estates = choose_estates(city, schedule)
    desks = place_desks(settings, city, grids, schedule, chief, estates)
    coverage = cover(settings, city, schedule, estates["committee"])
    return Organisation(settings, grids, schedule, chief, sender, estates, desks, coverage)
