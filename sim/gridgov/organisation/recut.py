"""Balancing grids: two neighbouring ones at a time are joined and cut anew along a spanning tree, so that each stays in one piece."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gridgov.city.keyed import child_keys
from gridgov.draws import GRID_TREE, uniform
from gridgov.jit import inline, kernel
from gridgov.organisation.neighbours import Neighbours, pieces

SWEEPS = 12  # over all pairs of neighbouring grids; later ones find next to nothing
TREES = 4  # spanning trees per pair and sweep
CLOSE = 0.01  # of their mean: two grids that differ by less are left alone
COMPACT = 0.1**2  # a doubled moment of inertia weighs as much as two loads that differ by a tenth of their mean (J)
LEAST = 1e-9  # of the objective: a smaller gain is none


class Map(NamedTuple):
    """What a cut reads. B buildings, E directed pairs of neighbours."""

    start: np.ndarray  # i8 (B + 1,)
    other: np.ndarray  # i8 (E,)
    key: np.ndarray  # i8 (E,), the same in both directions
    length: np.ndarray  # f8 (E,), metres
    load: np.ndarray  # i8 (B,), positive
    x: np.ndarray  # f8 (B,), metres
    y: np.ndarray  # f8 (B,), metres


class Cut(NamedTuple):
    """The grids as they stand, changed in place: of each building, and the buildings of each as a list."""

    grid: np.ndarray  # i8 (B,)
    next: np.ndarray  # i8 (B,), the next building of the same grid, -1 after the last
    first: np.ndarray  # i8 (grids,)
    load: np.ndarray  # i8 (grids,)


class Room(NamedTuple):
    """Room to work in, written over for each pair of grids; what is of a pair has its buildings in order of `building`."""

    building: np.ndarray  # i8 (B,)
    place: np.ndarray  # i8 (B,): where a building of the pair stands in it
    parent: np.ndarray  # i8 (B,): in the spanning tree, a place
    order: np.ndarray  # i8 (B,): places in the order in which the tree reached them
    reached: np.ndarray  # i8 (B,): 1 once it did
    apart: np.ndarray  # i8 (B,): 1 on one side of the best cut
    load: np.ndarray  # i8 (B,): of the branch from here on
    x: np.ndarray  # f8 (B,): sum of load times x of the branch
    y: np.ndarray  # f8 (B,)
    cost: np.ndarray  # f8 (E + 1,): the heap of pairs that could make the tree grow
    end: np.ndarray  # i8 (E + 1,): where such a pair leads
    origin: np.ndarray  # i8 (E + 1,): and from where
    seen: np.ndarray  # i8 (grids,): the last turn in which a grid was looked at


def survey(neighbours: Neighbours, key: np.ndarray, load: np.ndarray) -> Map:
    """The map of a city for cutting: `key` and `load` i8 (B,) are the buildings' names and what each adds to its grid (positive)."""
    here, other, x, y = neighbours.building, neighbours.other, neighbours.x, neighbours.y
    pair = child_keys(np.minimum(key[here], key[other]), np.maximum(key[here], key[other]))
    length = np.sqrt((x[here] - x[other]) ** 2 + (y[here] - y[other]) ** 2)
    return Map(neighbours.start, other, pair, length, load, x, y)


def balance_grids(seed: int, neighbours: Neighbours, land: Map, grid: np.ndarray, grids: int) -> np.ndarray:
    """The grids after recutting: i8 (B,), each in one piece, the loads no less equal than in a first cut that is contiguous.

    Recombination of neighbouring pairs along spanning trees is due to DeFord, Duchin and Solomon (2021,
    doi:10.1162/99608f92.eb30390f). Here it is a descent and not a random walk: of the cuts that some trees offer, a pair
    takes the one with the least sum of the squared relative difference of its two loads and COMPACT times its moment of
    inertia over the present one, and only a cut whose loads differ no more than before. Hence neither the variance nor
    the largest load ever grows. Trees are shortest spanning trees under lengths times keyed uniform numbers.

    Parameters
    ----------
    seed
        Of the city: the same buildings are cut alike, whatever the run.
    grid
        The first cut, i8 (B,).
    grids
        How many there are; each has a building before and after.
    """
    grid = grid.copy()
    total = np.zeros(grids, np.int64)
    loose = _loose(neighbours, land.load, grid)
    np.add.at(total, grid[loose == 0], land.load[loose == 0])
    attach(land.start, land.other, land.load, grid, loose, total)
    if loose.any():
        raise AssertionError("an area whose buildings are not all joined by pairs of neighbours cannot be cut")
    after, first = _lists(grid, grids)
    buildings, entries = len(grid), len(land.other) + 1
    whole, real, ends = np.zeros((7, buildings), np.int64), np.zeros((2, buildings)), np.zeros((2, entries), np.int64)
    room = Room(*whole, *real, np.zeros(entries), *ends, np.full(grids, -1, np.int64))
    recut(seed, land, Cut(grid, after, first, total), room)
    return grid


def _loose(neighbours: Neighbours, load: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Buildings outside the heaviest piece of their grid: i8 (B,), 1 or 0."""
    piece = pieces(neighbours, grid)
    count = int(piece.max()) + 1
    weight, of_piece = np.zeros((2, count), np.int64)
    np.add.at(weight, piece, load)
    of_piece[piece] = grid
    order = np.lexsort((np.arange(count), -weight, of_piece))
    heaviest = np.zeros(count, bool)
    heaviest[order[np.append(True, np.diff(of_piece[order]) != 0)]] = True
    return (~heaviest[piece]).astype(np.int64)


def _lists(grid: np.ndarray, grids: int) -> tuple[np.ndarray, np.ndarray]:
    """The buildings of each grid as linked lists in order of their rows: the next of each (B,) and the first (grids,), i8."""
    order = np.argsort(grid, kind="stable")
    after, first = np.full(len(grid), -1, np.int64), np.full(grids, -1, np.int64)
    same = np.diff(grid[order]) == 0
    after[order[:-1][same]] = order[1:][same]
    begins = np.append(True, ~same)
    first[grid[order[begins]]] = order[begins]
    return after, first


# ---- compiled; all in one file, since the compiler's cache looks for changes only in the file of an entry point


@kernel
def attach(start, other, load, grid, loose, total):
    """Give each loose building to the lightest grid beside it, in rounds, until none is left.

    All i8: `start` (B + 1,), `other` (E,), `load` (B,); `grid` (B,), `loose` (B,) and the grids' loads `total` change in place.
    """
    found = True
    while found:
        found = False
        for b in range(len(load)):
            if loose[b]:
                best = -1
                for pair in range(start[b], start[b + 1]):
                    o = other[pair]
                    if loose[o] == 0 and (best < 0 or total[grid[o]] < total[best]):
                        best = grid[o]
                if best >= 0:
                    grid[b] = best
                    loose[b] = 0
                    total[best] += load[b]
                    found = True


@kernel
def recut(seed, land, cut, room):
    """Cut every pair of neighbouring grids anew whose loads differ, some times over; `land`, `cut`, `room` are Map, Cut, Room."""
    grids = len(cut.first)
    for sweep in range(SWEEPS):
        for a in range(grids):
            b = next_neighbour(land, cut, room, a, sweep * grids + a)
            while b >= 0:
                apart = abs(cut.load[a] - cut.load[b])
                if 2.0 * apart > CLOSE * (cut.load[a] + cut.load[b]):
                    recut_pair(seed, land, cut, room, a, b, sweep)
                b = next_neighbour(land, cut, room, a, sweep * grids + a)


@inline
def next_neighbour(land, cut, room, a, turn):
    """A grid beside grid a with a larger number that was not looked at in this turn, or -1."""
    b = cut.first[a]
    while b >= 0:
        for pair in range(land.start[b], land.start[b + 1]):
            g = cut.grid[land.other[pair]]
            if g > a and room.seen[g] != turn:
                room.seen[g] = turn
                return g
        b = cut.next[b]
    return -1


@inline
def recut_pair(seed, land, cut, room, a, b, sweep):
    """Cut the union of grids a and b in two by the best of some trees, if that is better than the present cut."""
    count = gather(cut, room, b, gather(cut, room, a, 0))
    total = cut.load[a] + cut.load[b]
    apart = abs(cut.load[a] - cut.load[b])
    sum_x = sum_y = own_x = own_y = square = 0.0
    for i in range(count):
        building = room.building[i]
        weight = float(land.load[building])
        x, y = land.x[building], land.y[building]
        sum_x += weight * x
        sum_y += weight * y
        square += weight * (x * x + y * y)
        if cut.grid[building] == a:
            own_x += weight * x
            own_y += weight * y
    inertia = max(LEAST, spread(square, total, sum_x, sum_y, cut.load[a], own_x, own_y))
    best = 4.0 * apart * apart / (float(total) * total) + COMPACT
    better = False
    for tree in range(TREES):
        grow_tree(seed, land, cut, room, a, b, count, sweep * TREES + tree)
        for i in range(count):
            building = room.building[i]
            room.load[i] = land.load[building]
            room.x[i] = land.load[building] * land.x[building]
            room.y[i] = land.load[building] * land.y[building]
        chosen = -1
        for place in range(count - 1, 0, -1):
            i = room.order[place]
            difference = abs(total - 2 * room.load[i])
            if difference <= apart:
                moment = spread(square, total, sum_x, sum_y, room.load[i], room.x[i], room.y[i])
                value = 4.0 * difference * difference / (float(total) * total) + COMPACT * moment / inertia
                if value < best * (1.0 - LEAST):
                    best = value
                    chosen = i
            above = room.parent[i]
            room.load[above] += room.load[i]
            room.x[above] += room.x[i]
            room.y[above] += room.y[i]
        if chosen >= 0:
            better = True
            for place in range(count):
                i = room.order[place]
                if place == 0 or i == chosen:
                    room.apart[i] = place > 0
                else:
                    room.apart[i] = room.apart[room.parent[i]]
    if better:
        hand_over(land, cut, room, a, b, count)


@inline
def spread(square, total, sum_x, sum_y, load, x, y):
    """Moment of inertia of two parts around their own centres: of all with these sums, of which one part has the last three."""
    rest = float(total - load)
    return square - (x * x + y * y) / load - ((sum_x - x) * (sum_x - x) + (sum_y - y) * (sum_y - y)) / rest


@inline
def gather(cut, room, g, count):
    """Write the buildings of a grid down after the first `count`; returns how many there are now."""
    b = cut.first[g]
    while b >= 0:
        room.building[count] = b
        room.place[b] = count
        count += 1
        b = cut.next[b]
    return count


@inline
def hand_over(land, cut, room, a, b, count):
    """Give each building of the pair to the grid of its side of the best cut."""
    cut.first[a] = cut.first[b] = -1
    cut.load[a] = cut.load[b] = 0
    for i in range(count - 1, -1, -1):
        building = room.building[i]
        g = a if room.apart[i] else b
        cut.grid[building] = g
        cut.next[building] = cut.first[g]
        cut.first[g] = building
        cut.load[g] += land.load[building]


@inline
def grow_tree(seed, land, cut, room, a, b, count, visit):
    """A shortest spanning tree of the pair under lengths times uniform numbers named by the pair of buildings and the visit (Prim)."""
    for i in range(count):
        room.reached[i] = 0
    room.cost[0] = 0.0
    room.end[0] = 0
    room.origin[0] = -1
    waiting, done = 1, 0
    while waiting > 0:
        i, origin = room.end[0], room.origin[0]
        waiting -= 1
        sift_down(room, waiting)
        if room.reached[i]:
            continue
        room.reached[i] = 1
        room.parent[i] = origin
        room.order[done] = i
        done += 1
        building = room.building[i]
        for pair in range(land.start[building], land.start[building + 1]):
            o = land.other[pair]
            g = cut.grid[o]
            if (g == a or g == b) and room.reached[room.place[o]] == 0:
                sift_up(room, waiting, land.length[pair] * uniform(seed, GRID_TREE, land.key[pair], 0, visit), room.place[o], i)
                waiting += 1


@inline
def sift_up(room, place, cost, end, origin):
    """Add an entry to the heap, which has `place` of them."""
    while place > 0 and room.cost[(place - 1) // 2] > cost:
        above = (place - 1) // 2
        room.cost[place], room.end[place], room.origin[place] = room.cost[above], room.end[above], room.origin[above]
        place = above
    room.cost[place], room.end[place], room.origin[place] = cost, end, origin


@inline
def sift_down(room, waiting):
    """Take the cheapest entry off the heap, of which `waiting` others remain."""
    cost, end, origin = room.cost[waiting], room.end[waiting], room.origin[waiting]
    place = 0
    below = 1
    while below < waiting:
        if below + 1 < waiting and room.cost[below + 1] < room.cost[below]:
            below += 1
        if room.cost[below] >= cost:
            break
        room.cost[place], room.end[place], room.origin[place] = room.cost[below], room.end[below], room.origin[below]
        place = below
        below = 2 * place + 1
    room.cost[place], room.end[place], room.origin[place] = cost, end, origin
