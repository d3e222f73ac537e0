"""Cadres to buildings: the nearest claim first, and who finds nothing is sent where chiefs are few."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import uniforms
from gridgov.draws import CADRE_TIE
from gridgov.organisation.claim import claim
from gridgov.organisation.homes import homes, post_keys
from gridgov.organisation.transport import raise_level, send

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Pool:
    """The first cadre posts of the district with their first holders; a row is the number of the post."""

    city: City
    chiefs: object  # the settings of [chiefs] that hold everywhere: organisations and homes
    size: int

    @cached_property
    def key(self) -> np.ndarray:
        """Key of each post, i8."""
        return post_keys(np.arange(self.size), self.chiefs.organisations)

    @cached_property
    def home(self) -> np.ndarray:
        """Row of the building where the holder lives, i8."""
        return homes(self.city, self.chiefs, self.key)

    @cached_property
    def turn(self) -> np.ndarray:
        """Keyed rank of each holder, for ties, i8."""
        turn = np.empty(self.size, np.int64)
        turn[np.argsort(uniforms(self.city.seed, CADRE_TIE, self.key), kind="stable")] = np.arange(self.size)
        return turn

    def distance(self, cadre: np.ndarray, building: np.ndarray) -> np.ndarray:
        """Metres from the homes of cadres to buildings, in straight lines, f8."""
        home = self.home[cadre]
        dx, dy = self.city.x[home] - self.city.x[building], self.city.y[home] - self.city.y[building]
        return np.sqrt(dx * dx + dy * dy)


@dataclass(frozen=True, eq=False)
class Task:
    """What cadres are wanted for. B buildings, G groups of buildings that are counted together."""

    group: np.ndarray  # i8 (B,), -1 where no cadre claims
    quota: np.ndarray  # i8 (G,), cadres still wanted
    free: np.ndarray  # bool (B,): in a group and without a chief of either kind
    rank: np.ndarray  # i8 (B,), keyed rank, for ties
    reach: np.ndarray  # f8 (B,), metres: how far a cadre may live to claim it
    receives: np.ndarray  # bool (B,): whether cadres who found nothing are sent there


def assign(pool: Pool, cadres: np.ndarray, task: Task) -> np.ndarray:
    """Which of these cadres (rows of the pool, i8) newly goes to each building: i8 (B,), NOBODY where none does.

    The claim goes on in all groups at once until each has as many as it wants; then those left over go to the groups
    that still want some. No cadre goes to two buildings.
    """
    out = np.full(len(task.group), NOBODY, np.int64)
    if not len(cadres) or not task.quota.any():
        return out
    _claim(pool, cadres, np.flatnonzero(task.free), task, task.reach, out)
    placed = out != NOBODY
    missing = task.quota - np.bincount(task.group[placed], minlength=len(task.quota))
    left, open_to = cadres[~np.isin(cadres, out[placed])], task.free & ~placed & task.receives
    if missing.any() and open_to.any():
        _rebalance(pool, left, task, missing, open_to, out)
    return out


def _claim(pool: Pool, cadres: np.ndarray, buildings: np.ndarray, task: Task, reach: np.ndarray, out: np.ndarray) -> None:
    """Let cadres claim among some buildings, up to the quotas of their groups, and write them into `out`."""
    site = np.stack([pool.city.x, pool.city.y], axis=1)
    found = claim(
        site[pool.home[cadres]], pool.turn[cadres], site[buildings], task.rank[buildings], reach[buildings], task.group[buildings], task.quota
    )
    out[buildings[found[found >= 0]]] = cadres[found >= 0]


def _rebalance(pool: Pool, left: np.ndarray, task: Task, missing: np.ndarray, open_to: np.ndarray, out: np.ndarray) -> None:
    """Send cadres who are left over to where the smallest share of buildings has a chief, and write them into `out`.

    A cell is the part of a street that belongs to one group and receives. The cells of a group share what it still wants (`missing`, i8 (G,)) so that
    the least covered come up to one level. One transport problem between the streets where the cadres live and those of the
    cells says how many go where; of a street's cadres those who live nearest go, and in their cell they claim again.
    """
    city, streets = pool.city, len(pool.city.streets)
    inside = task.receives & (task.group >= 0)
    names, cell_inside = np.unique(task.group[inside] * streets + city.street[inside], return_inverse=True)
    cell = np.full(len(inside), -1, np.int64)
    cell[inside] = cell_inside
    cell_group, cell_street = np.divmod(names, streets)
    size, free = np.bincount(cell[inside], minlength=len(names)), np.bincount(cell[open_to], minlength=len(names))
    demand = np.zeros(len(names), np.int64)
    for group in np.flatnonzero(missing):
        rows = np.flatnonzero(cell_group == group)
        if not len(rows):  # a group that wants cadres and receives none
            continue
        demand[rows] = raise_level(size[rows], (size - free)[rows], int(min(missing[group], free[rows].sum())))
    lives_in = city.street[pool.home[left]]
    middle = _middles(city, city.street, streets)
    apart = np.hypot(*(middle[:, :, None] - middle[:, None, cell_street]))
    flow = _flows(np.bincount(lives_in, minlength=streets), demand, apart, cell_street)
    sent = _choose(pool, left, lives_in, flow, apart, _middles(city, cell, len(names)))
    anywhere = np.full(len(cell), np.inf)
    for c in np.flatnonzero(demand):
        _claim(pool, left[sent == c], np.flatnonzero(open_to & (cell == c)), task, anywhere, out)


def _middles(city: City, place: np.ndarray, places: int) -> np.ndarray:
    """Centres of the buildings of each place (a row below `places`, -1 = nowhere), f8 (2, places)."""
    there = place >= 0
    number = np.maximum(1, np.bincount(place[there], minlength=places))
    return np.stack([np.bincount(place[there], weights=axis[there], minlength=places) / number for axis in (city.x, city.y)])


def _flows(supply: np.ndarray, demand: np.ndarray, apart: np.ndarray, cell_street: np.ndarray) -> np.ndarray:
    """How many cadres of each street go to each cell, i8 (streets, cells).

    Those of the cell's own street go first: as distances obey the triangle inequality, some cheapest way does so, and it leaves less to solve.
    """
    supply, demand, own = supply.copy(), demand.copy(), np.zeros(apart.shape, np.int64)
    for cell in np.flatnonzero(demand):
        street = cell_street[cell]
        stay = min(supply[street], demand[cell])
        own[street, cell] = stay
        supply[street] -= stay
        demand[cell] -= stay
    return own + send(supply, demand, apart)


def _choose(pool: Pool, left: np.ndarray, lives_in: np.ndarray, flow: np.ndarray, apart: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Cell that each cadre left over is sent to, i8, -1 for none: street by street, nearest cell first, those who live nearest to it."""
    sent = np.full(len(left), -1, np.int64)
    home = pool.home[left]
    for street in np.flatnonzero(flow.any(axis=1)):
        there = np.flatnonzero(lives_in == street)
        to = np.flatnonzero(flow[street])
        for cell in to[np.argsort(apart[street, to], kind="stable")]:
            way = np.hypot(pool.city.x[home[there]] - middle[0, cell], pool.city.y[home[there]] - middle[1, cell])
            order = np.lexsort((pool.turn[left[there]], way))
            sent[there[order[: flow[street, cell]]]] = cell
            there = there[order[flow[street, cell] :]]
    return sent
