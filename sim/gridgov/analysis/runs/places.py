"""A city in figures of its buildings, grids or streets at the end of a run: what its maps show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.metrics.spans import spans_of
from gridgov.tables.dtypes import CHIEF_KINDS, DAY, NO_CHIEF, NONE

BUILDING, GRID, STREET = "building", "grid", "street"
LEVELS = (BUILDING, GRID, STREET)
#: What is shown: problems present at the end, mean days of a problem, mean satisfaction at the end, and who is chief.
OPEN, DELAY, SATISFACTION, CHIEF = "open", "delay", "satisfaction", "chief"
WHATS = (OPEN, DELAY, SATISFACTION, CHIEF)
ROOM = 12.0  # metres around a building that belong to the outline of its grid or street


@dataclass(frozen=True, eq=False)
class CityMap:
    """N places of one level. Where there are no problems or nobody lives a value is NaN.

    Of buildings `open` counts problems and `chief` is a place in CHIEF_KINDS; of larger places `open` is per 1,000 residents and
    `chief` the share of buildings that have one. `delay` is in days from birth until gone or the end, of problems born in the
    measured period; satisfaction is an index from 0 to 1.
    """

    level: str
    x: np.ndarray  # f8 (N,) metres from the westernmost building; of larger places the mean of their buildings
    y: np.ndarray  # f8 (N,) from the southernmost
    outlines: tuple[np.ndarray, ...]  # f8 (corners, 2), one for each place; none of buildings
    values: dict[str, np.ndarray]  # f8 (N,) by WHATS


def city_map(run, level: str) -> CityMap:
    """The map of one run at a level."""
    world, city, cases = run.start.world, run.start.city, run.outcome.cases
    buildings = len(city.buildings)
    place = _place_of(run, level)
    count = int(place.max(initial=-1)) + 1
    at = place[cases["building"]]
    present = np.bincount(at[cases["gone"] == NONE], minlength=count)
    cohort = cases["born"] >= world.warmup
    rows = cases[cohort]
    lasted = np.bincount(at[cohort], spans_of(rows, int(world.end)).until - rows["born"], count)
    residents = np.bincount(place, city.residents, count)
    content = np.bincount(np.repeat(place, city.residents), run.outcome.residents["satisfaction"], count)
    chief = chiefs_at_end(run)
    many = np.bincount(place, minlength=count)
    single = level == BUILDING
    values = {
        OPEN: present.astype(float) if single else over(1000.0 * present, residents),
        DELAY: over(lasted / DAY, np.bincount(at[cohort], minlength=count)),
        SATISFACTION: over(content, residents),
        CHIEF: chief.astype(float) if single else over(np.bincount(place, chief != NO_CHIEF, count), many),
    }
    x, y = city.x - city.x.min(initial=np.inf), city.y - city.y.min(initial=np.inf)
    if single:
        return CityMap(level, x, y, (), values)
    outlines = tuple(_outline(x[place == one], y[place == one]) for one in range(count)) if buildings else ()
    return CityMap(level, over(np.bincount(place, x, count), many), over(np.bincount(place, y, count), many), outlines, values)


def chiefs_at_end(run) -> np.ndarray:
    """Who is chief of each building at the end, i8 (B,), a place in CHIEF_KINDS."""
    world = run.start.world
    kinds = world.building_phase["chief"][-1].astype(np.int64)
    if len(run.outcome.posts):  # they come and go
        kinds = np.full(len(world.building), NO_CHIEF)
        kinds[world.post] = run.outcome.posts["kind"][:, -1]
    assert kinds.max(initial=0) < len(CHIEF_KINDS)
    return kinds


def _place_of(run, level: str) -> np.ndarray:
    """To which place each building belongs, i8 (B,)."""
    building = run.start.world.building
    return np.arange(len(building)) if level == BUILDING else building[level].astype(np.int64)


def _outline(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The convex hull of some buildings, each with room around it; of none no corners."""
    from scipy.spatial import ConvexHull

    if not len(x):
        return np.zeros((0, 2))
    corners = np.concatenate([np.column_stack([x + east, y + north]) for east in (-ROOM, ROOM) for north in (-ROOM, ROOM)])
    return corners[ConvexHull(corners).vertices]


def over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """A ratio, f8; NaN where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full(len(whole), np.nan), where=np.asarray(whole) > 0)
