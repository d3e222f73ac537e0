"""Grids: contiguous groups of buildings of about equal households or equal expected work, or as the table of buildings gives them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.balance import Balance, measure_balance
from gridgov.organisation.neighbours import Neighbours, find_neighbours, pieces
from gridgov.organisation.recut import balance_grids, survey
from gridgov.organisation.targets import grids_wanted, refuse_imbalance
from gridgov.organisation.walk import cut_walk, walk_through
from gridgov.organisation.workload import expected_hours, loads_of

#: Walks from which the cut begins: whether the axes are exchanged, and from which end the strips are counted.
WALKS = ((False, 1), (True, 1), (False, -1), (True, -1))


@dataclass(frozen=True, eq=False)
class Grids:
    """The grids of a city, numbered area by area; every grid has a building."""

    names: tuple[str, ...]  # street/community/grid-01, or street/grid-01 where grids may cross communities
    community: np.ndarray  # i4 (grids,): where most of its households are
    of_building: np.ndarray  # i4 (B,)
    balance: Balance


def draw_grids(settings, city: City) -> Grids:
    """The delineation that the table [grids] asks for, the same in every run; raises Faults where it is impossible.

    A walk to and fro through each community (or street) is cut into portions, pieces that do not hang together go to the
    grids beside them, and neighbouring grids are then cut anew in pairs until their loads are about equal. Of some walks
    each area keeps the outcome that is most equal. All draws have the city's seed.
    """
    wishes = settings.grids
    area, areas = (city.community, city.communities) if wishes.within == "community" else (city.street, city.streets)
    area = area.astype(np.int64)
    neighbours = find_neighbours(city.x, city.y, area)
    load = loads_of(settings, city)
    if wishes.balance == "given":
        names, of_building = given_grids(city)
    else:
        wanted = grids_wanted(settings, city, load)
        grid = cut_areas(city.seed, neighbours, city.key, load, area, wanted)
        names, of_building = number_along(walk_through(neighbours.x, neighbours.y, area, wanted), grid, area, areas)
    refuse_imbalance(settings, city, names, of_building, load)
    balance = measure_balance(of_building, len(names), pieces(neighbours, of_building), city.households, expected_hours(settings, city))
    return Grids(names, main_community(city, of_building, len(names)), of_building.astype(np.int32), balance)


def cut_areas(seed: int, neighbours: Neighbours, key: np.ndarray, load: np.ndarray, area: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Grid of each building, i8 (B,), numbered area by area: contiguous, and of about equal load within each area.

    `key`, `load` (positive), `area` i8 (B,); `wanted` i8 (areas,), grids of each area, at most its buildings. A further
    walk counts only if neither the variance nor the largest load of the area is larger than so far.
    """
    land, grids = survey(neighbours, key, load), int(wanted.sum())
    of_grid = np.repeat(np.arange(len(wanted)), wanted)
    best = np.empty(0, np.int64)
    for exchanged, end in WALKS:
        x, y = (neighbours.y, neighbours.x) if exchanged else (neighbours.x, neighbours.y)
        first = cut_walk(walk_through(end * x, y, area, wanted), load, area, wanted)
        grid = balance_grids(seed, neighbours, land, first, grids)
        total = np.bincount(grid, weights=load, minlength=grids)
        squares, largest = np.bincount(of_grid, weights=total * total, minlength=len(wanted)), np.zeros(len(wanted))
        np.maximum.at(largest, of_grid, total)
        if not len(best):
            best, least, peak = grid, squares, largest
            continue
        better = (squares < least) & (largest <= peak)
        best = np.where(better[area], grid, best)
        least, peak = np.where(better, squares, least), np.where(better, largest, peak)
    return best


def number_along(walk: np.ndarray, grid: np.ndarray, area: np.ndarray, areas: tuple[str, ...]) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the grids, and each building's row among them (B,): numbered within each area in the order in which the walk meets them."""
    met = np.unique(grid[walk], return_index=True)[1]
    order = np.argsort(met, kind="stable")
    row = np.empty(len(met), np.int64)
    row[order] = np.arange(len(met))
    of_area = area[walk[met[order]]]
    size = np.bincount(of_area, minlength=len(areas))
    number = np.arange(len(met)) - (np.cumsum(size) - size)[of_area] + 1
    return tuple(f"{areas[a]}/grid-{i:0{max(2, len(str(size[a])))}d}" for a, i in zip(of_area, number)), row[grid]


def given_grids(city: City) -> tuple[tuple[str, ...], np.ndarray]:
    """Names and rows of the grids of the table of buildings: street/community/name, or street/name where a grid crosses communities."""
    count = len(city.given_grids)
    place = main_community(city, city.given_grid, count)
    crosses = np.zeros(count, bool)
    np.logical_or.at(crosses, city.given_grid, city.community != place[city.given_grid])
    within = [city.streets[city.community_street[c]] if across else city.communities[c] for c, across in zip(place, crosses)]
    return tuple(f"{area}/{name}" for area, name in zip(within, city.given_grids)), city.given_grid.astype(np.int64)


def main_community(city: City, of_building: np.ndarray, grids: int) -> np.ndarray:
    """The community that has most households of each grid (ties: the first), i4 (grids,): its fund pays for the grid's repairs."""
    pairs, place = np.unique(of_building.astype(np.int64) * len(city.communities) + city.community, return_inverse=True)
    grid, community = np.divmod(pairs, len(city.communities))
    households = np.bincount(place, weights=city.households, minlength=len(pairs))
    order = np.lexsort((community, -households, grid))
    return community[order[np.append(True, np.diff(grid[order]) != 0)]].astype(np.int32)
