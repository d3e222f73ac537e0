"""Which buildings have no owner by custom, and which of these were given one by name (mechanism M2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import OWNER
from gridgov.organisation.schedule import Schedule

PATHS = ("owners.missing_share", "owners.named_share")


@dataclass(frozen=True, eq=False)
class Owners:
    """Buildings by what they have. P phases, B buildings."""

    unowned: np.ndarray  # bool (P, B): nobody feels responsible
    named: np.ndarray  # bool (P, B): nobody did, and an owner was named


def name_owners(city: City, schedule: Schedule) -> Owners:
    """The owners of each phase.

    Buildings under one rule are ranked by key. The first have no owner by custom, as many as `missing_share` says, and the first of
    these get one by name, so that a larger share of either keeps those there were.
    """
    bits = schedule.of_buildings()
    unowned, named = np.zeros((2, *bits.shape), bool)
    order = ranking(city.seed, OWNER, city.key)
    for p in range(len(bits)):
        for (missing, given), here in schedule.groups(bits[p], PATHS, _rule):
            without = order[here[order]][: half_up(missing * here.sum())]
            count = half_up(given * len(without))
            named[p, without[:count]] = True
            unowned[p, without[count:]] = True
    return Owners(unowned, named)


def _rule(settings) -> tuple[float, float]:
    return settings.owners.missing_share, settings.owners.named_share
