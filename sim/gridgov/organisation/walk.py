"""The first cut of the grids: portions of a walk to and fro through each area."""

from __future__ import annotations

import numpy as np


def walk_through(x: np.ndarray, y: np.ndarray, area: np.ndarray, grids: np.ndarray) -> np.ndarray:
    """Rows of all buildings, area by area, along strips about as wide as a grid, to and fro: i8 (B,).

    `x`, `y` f8 (B,) in metres, `area` i8 (B,), `grids` i8 (areas,): how many grids each area is to have.
    """
    low, span = [], []
    for axis in (x, y):
        least, most = np.full(len(grids), np.inf), np.full(len(grids), -np.inf)
        np.minimum.at(least, area, axis)
        np.maximum.at(most, area, axis)
        low.append(least)
        span.append(np.where(most > least, most - least, 0.0))
    side = np.sqrt(span[0] * span[1] / grids)
    strips = np.maximum(1, np.floor(span[0] / np.where(side > 0, side, np.inf) + 0.5))
    wide = (span[0] / strips)[area]
    strip = np.floor((x - low[0][area]) / np.where(wide > 0, wide, np.inf))
    strip = np.minimum(strip, strips[area] - 1)
    along = np.where(strip % 2 == 0, y, -y)
    return np.lexsort((np.arange(len(x)), along, strip, area))


def cut_walk(walk: np.ndarray, load: np.ndarray, area: np.ndarray, grids: np.ndarray) -> np.ndarray:
    """Grid of each building, i8 (B,), numbered area by area along the walk: portions of about equal load.

    A building belongs to the portion in which the middle of its load lies; where one load spans several portions, the
    next buildings make them up, so that every grid has a building. `load` i8 (B,) is positive, `grids` i8 (areas,) at
    most the buildings of the area.
    """
    load, area = load[walk], area[walk]
    total, size = np.zeros((2, len(grids)), np.int64)
    np.add.at(total, area, load)
    np.add.at(size, area, 1)
    before = np.cumsum(load) - load - (np.cumsum(total) - total)[area]
    place = np.arange(len(walk)) - (np.cumsum(size) - size)[area]
    portion = np.where(place == 0, 0, (2 * before + load) * grids[area] // (2 * total[area]))
    # no step is longer than one: q[k] = min over j <= k of p[j] + k - j; the last of an area are far above the first of the next
    apart = area * 3 * len(walk)
    portion = np.minimum.accumulate(portion - place - apart) + place + apart
    # enough buildings are left for the grids that are to come
    portion = np.maximum(portion, grids[area] - (size[area] - place))
    grid = np.empty(len(walk), np.int64)
    grid[walk] = (np.cumsum(grids) - grids)[area] + portion
    return grid
