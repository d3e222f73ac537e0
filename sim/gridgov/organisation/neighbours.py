"""Which buildings are neighbours: the Gabriel graph of each area, by which a grid is contiguous or not."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

STEP_M = 0.001  # coordinates count in whole millimetres, so that the test of a pair is exact
MOST_STEPS = 10**8  # across one area; a wider one counts in coarser steps


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Pairs of neighbours, each twice. B buildings, E directed pairs."""

    start: np.ndarray  # i8 (B + 1,): pairs of building b are rows start[b] to start[b + 1]
    other: np.ndarray  # i8 (E,), rows of buildings, ascending within each building
    x: np.ndarray  # f8 (B,), metres east of the area's corner
    y: np.ndarray  # f8 (B,), metres north of it

    @property
    def building(self) -> np.ndarray:
        """The first of each pair, i8 (E,)."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))


def find_neighbours(x: np.ndarray, y: np.ndarray, area: np.ndarray) -> Neighbours:
    """Neighbours within each area.

    Two buildings of an area are neighbours if no third one of it lies in the circle that has them at its ends, or on it
    (Gabriel and Sokal 1969, doi:10.2307/2412323). This needs no length to be chosen, keeps streets and gaps apart and
    holds every edge of the shortest spanning tree, so that each area hangs together (Matula and Sokal 1980,
    doi:10.1111/j.1538-4632.1980.tb00031.x). All pairs are edges of the Delaunay triangulation, which is made once,
    with the areas laid far apart; of buildings on one spot only one takes part, and the others are its neighbours.

    Parameters
    ----------
    x, y
        f8 (B,), metres.
    area
        Area of each building, i8 (B,), whole numbers from 0, each with a building.
    """
    from scipy.spatial import Delaunay

    east, north, step = _steps(x, y, area)
    count = len(x)
    pitch = 3 * (int(max(east.max(), north.max())) + 1)  # the circle of a pair stays nearer to its own area than to any other
    side = math.isqrt(int(area.max())) + 1
    around = 3 * pitch * side
    frame = [(-around, -around), (3 * around, -around), (-around, 3 * around)]  # so that no set of buildings lies on one line
    points = np.concatenate([np.stack([east + pitch * (area % side), north + pitch * (area // side)], axis=1), frame])
    triangulation = Delaunay(points.astype(float))
    first, second = _gabriel_pairs(triangulation.simplices.astype(np.int64), east, north, np.append(area, [-1, -2, -3]))
    left_out = triangulation.coplanar.astype(np.int64)  # (building, triangle, nearest corner)
    first, second = np.concatenate([first, left_out[:, 0]]), np.concatenate([second, left_out[:, 2]])
    here, there = np.concatenate([first, second]), np.concatenate([second, first])
    order = np.lexsort((there, here))
    start = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(here, minlength=count), out=start[1:])
    return Neighbours(start, there[order], east * step, north * step)


def _steps(x: np.ndarray, y: np.ndarray, area: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Whole steps east and north of each area's corner, two i8 (B,), and metres of a step."""
    offsets = []
    for axis in (x, y):
        low = np.full(int(area.max()) + 1, np.inf)
        np.minimum.at(low, area, axis)
        offsets.append(axis - low[area])
    step = max(STEP_M, max(float(offset.max()) for offset in offsets) / MOST_STEPS)
    east, north = (np.floor(offset / step + 0.5).astype(np.int64) for offset in offsets)
    return east, north, step


def _gabriel_pairs(corners: np.ndarray, east: np.ndarray, north: np.ndarray, area: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges of triangles (i8 (T, 3)) within one area whose circle holds no third corner: rows of buildings, two i8, the smaller first."""
    count = len(east)
    code, free = [], []
    for turn in range(3):
        a, b, third = (corners[:, (turn + place) % 3] for place in range(3))
        inside = area[a] == area[b]
        a, b, third = a[inside], b[inside], third[inside]
        beside = area[third] == area[a]
        third = np.where(beside, third, a)
        # at a right angle or a wider one the corner lies on the circle or in it
        wide = (east[a] - east[third]) * (east[b] - east[third]) + (north[a] - north[third]) * (north[b] - north[third]) <= 0
        code.append(np.minimum(a, b) * count + np.maximum(a, b))
        free.append(~(beside & wide))
    code, free = np.concatenate(code), np.concatenate(free)
    pairs, place = np.unique(code, return_inverse=True)
    kept = np.bincount(place, weights=~free, minlength=len(pairs)) == 0
    return pairs[kept] // count, pairs[kept] % count


def pieces(neighbours: Neighbours, group: np.ndarray) -> np.ndarray:
    """The connected piece of its group (i8 (B,)) in which each building lies, i8 (B,), numbered from 0."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    here, there = neighbours.building, neighbours.other
    inside = group[here] == group[there]
    count = len(group)
    graph = csr_matrix((np.ones(int(inside.sum()), np.int8), (here[inside], there[inside])), shape=(count, count))
    return connected_components(graph, directed=False)[1].astype(np.int64)
