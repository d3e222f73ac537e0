"""How far the claim is from the best there could be: its total distance against the least for the same cadres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.cadres import NOBODY
from gridgov.organisation.organisation import Organisation
from gridgov.organisation.posts import RESIDENT_CHIEF

LARGEST = 20_000_000  # pairs of a cadre and a building that are solved exactly: 160 MB
CHUNK = 1_000_000  # neighbours looked up at once


@dataclass(frozen=True)
class Gap:
    """Total metres between homes and buildings of the cadres of one phase."""

    cadres: int
    rule_m: float
    bound_m: float  # no way of giving them a building each is shorter
    optimum_m: float | None  # the shortest way; None where there are too many pairs to solve it


def gap_to_optimum(city: City, organisation: Organisation, phase: int = 0, largest: int = LARGEST) -> Gap:
    """The total distance of the cadres who have a building, as the rule placed them and at best.

    At best they hold distinct buildings among all that want cadres and have no resident chief, by one assignment problem
    (scipy's `linear_sum_assignment`, Crouse 2016, doi:10.1109/TAES.2016.140952). Limits of distance and shares of groups are
    left out of it, so it may be shorter than any way that keeps them. The bound needs no table of pairs: of the
    cadres who live in one building the first takes the nearest, the second the next, and nobody is in anybody's way.
    """
    from scipy.optimize import linear_sum_assignment

    chiefs = organisation.chiefs
    building = np.flatnonzero(chiefs.post[phase] != NOBODY)
    home = chiefs.pool.home[chiefs.post[phase, building]]
    usable = np.flatnonzero(_wanted(organisation, phase) & (chiefs.kind[phase] != RESIDENT_CHIEF) | (chiefs.post[phase] != NOBODY))
    rule = float(chiefs.distance_m[phase, building].sum())
    best = None
    if len(home) * len(usable) <= largest:
        apart = np.hypot(city.x[home][:, None] - city.x[usable], city.y[home][:, None] - city.y[usable])
        best = float(apart[linear_sum_assignment(apart)].sum())
    return Gap(len(home), rule, _bound(city, home, usable), best)


def _wanted(organisation: Organisation, phase: int) -> np.ndarray:
    """Where the rule wants any cadres, bool (B,)."""
    schedule = organisation.schedule
    bits = schedule.of_buildings()[phase]
    return np.isin(bits, [value for value in np.unique(bits) if schedule.settings_of(int(value)).chiefs.cadre_share > 0])


def _bound(city: City, home: np.ndarray, usable: np.ndarray) -> float:
    """Sum over homes of the distances to as many nearest usable buildings as cadres live there."""
    from scipy.spatial import cKDTree

    if not len(home):
        return 0.0
    site = np.stack([city.x, city.y], axis=1)
    near = cKDTree(site[usable])
    rows, number = np.unique(home, return_counts=True)
    total = 0.0
    for count in np.unique(number):
        there = rows[number == count]
        for start in range(0, len(there), max(1, CHUNK // count)):
            total += float(near.query(site[there[start : start + max(1, CHUNK // count)]], k=int(count))[0].sum())
    return total
