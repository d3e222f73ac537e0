"""Grids: contiguous groups of buildings of about equal households within a community."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City


@dataclass(frozen=True, eq=False)
class Grids:
    """The grids of a city, numbered along each community; every grid has a building."""

    names: tuple[str, ...]  # street/community/grid-01
    community: np.ndarray  # i4 (grids,)
    of_building: np.ndarray  # i4 (B,)


def draw_grids(city: City, households_per_grid: int) -> Grids:
    """Cut the walk through each community into portions of equal households, as many as make them nearest the size wanted."""
    walk = community_walk(city, households_per_grid)
    community = city.community[walk].astype(np.int64)
    # a building without households still has to lie somewhere
    weight = 1000 * city.households[walk] + 1
    total = np.zeros(len(city.communities), np.int64)
    np.add.at(total, community, weight)
    households = np.zeros(len(city.communities), np.int64)
    np.add.at(households, city.community, city.households)
    wanted = np.maximum(1, np.floor(households / households_per_grid + 0.5).astype(np.int64))
    before = np.cumsum(weight) - weight
    start = np.cumsum(total) - total
    portion = (2 * (before - start[community]) + weight) * wanted[community] // (2 * total[community])
    # portions that a large building swallowed whole are left out of the numbering
    new = np.ones(len(walk), bool)
    new[1:] = (community[1:] != community[:-1]) | (portion[1:] != portion[:-1])
    grid = np.cumsum(new) - 1
    of_building = np.empty(len(walk), np.int32)
    of_building[walk] = grid
    grid_community = community[new]
    size = np.bincount(grid_community, minlength=len(city.communities))
    number = np.arange(len(grid_community)) - (np.cumsum(size) - size)[grid_community] + 1
    names = tuple(f"{city.communities[c]}/grid-{i:0{max(2, len(str(size[c])))}d}" for c, i in zip(grid_community, number))
    return Grids(names, grid_community.astype(np.int32), of_building)


def community_walk(city: City, households_per_grid: int) -> np.ndarray:
    """Rows of all buildings, community by community, along strips about as wide as a grid, to and fro."""
    n = len(city.communities)
    low, high = np.full((2, n), np.inf), np.full((2, n), -np.inf)
    for axis, place in enumerate((city.x, city.y)):
        np.minimum.at(low[axis], city.community, place)
        np.maximum.at(high[axis], city.community, place)
    households = np.zeros(n)
    np.add.at(households, city.community, city.households)
    span = np.where(high > low, high - low, 0.0)
    side = np.sqrt(span[0] * span[1] * np.minimum(1.0, households_per_grid / np.maximum(households, 1.0)))
    strips = np.maximum(1, np.floor(span[0] / np.where(side > 0, side, np.inf) + 0.5))
    width = span[0] / strips
    wide = width[city.community]
    strip = np.floor((city.x - low[0][city.community]) / np.where(wide > 0, wide, np.inf))
    strip = np.minimum(strip, strips[city.community] - 1)
    along = np.where(strip % 2 == 0, city.y, -city.y)
    return np.lexsort((np.arange(len(city.key)), along, strip, city.community))
