"""Grids whose boundary is not that of a party branch: there two secretaries have a say in one case (M11)."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.schedule import Schedule


def several(of_building: np.ndarray, area: np.ndarray, grids: int) -> np.ndarray:
    """Whether each grid holds buildings of more than one area: bool (grids,). `of_building` and `area` are whole numbers (B,)."""
    low, high = np.full(grids, np.iinfo(np.int64).max), np.full(grids, -1, np.int64)
    np.minimum.at(low, of_building, area)
    np.maximum.at(high, of_building, area)
    return low != high


def mismatches(city: City, of_building: np.ndarray, grids: int, schedule: Schedule) -> np.ndarray:
    """Whether a building lies in a grid with another boundary than its party branch: bool (P, B).

    A grid that crosses communities always does, since a branch belongs to the party committee of one community; where
    branches are those of the estates, so does a grid with buildings of several estates.
    """
    crossing = several(of_building, city.community, grids)[of_building]
    mixed = crossing | several(of_building, city.estate, grids)[of_building]
    bits = schedule.of_buildings()
    out = np.zeros(bits.shape, bool)
    for value in np.unique(bits):
        here = mixed if schedule.settings_of(int(value)).grids.branches == "estate" else crossing
        out |= (bits == value) & here
    return out
