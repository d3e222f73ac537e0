"""The chiefs of all buildings, phase by phase: how many by shares, who by lot, by residents' own wish or by the nearest claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import CHIEF
from gridgov.organisation.cadres import NOBODY, Pool, Task, assign
from gridgov.organisation.posts import CADRE, NO_CHIEF, RESIDENT_CHIEF
from gridgov.organisation.schedule import Schedule

#: What decides how many chiefs of each kind a group of buildings has, and how its cadres come.
RULE = ("chiefs.cadre_share", "chiefs.resident_share", "chiefs.claim")


@dataclass(frozen=True, eq=False)
class Chiefs:
    """The chiefs. P phases, B buildings."""

    kind: np.ndarray  # i4 (P, B): NO_CHIEF, CADRE, RESIDENT_CHIEF
    post: np.ndarray  # i8 (P, B): the cadre's post, a row of `pool`, NOBODY where there is none
    distance_m: np.ndarray  # f8 (P, B): from the cadre's home to the building, 0 where there is none
    pool: Pool

    @property
    def organisation(self) -> np.ndarray:
        """Organisation that sends the cadre, i4 (P, B), -1 where there is none."""
        return np.where(self.post == NOBODY, -1, self.post % self.pool.chiefs.organisations).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Group:
    """Buildings that one rule reaches, counted together."""

    rows: np.ndarray  # i8, in order of the keyed ranking
    cadres: int
    residents: int
    nearest: bool  # whether cadres claim by distance
    everywhere: int  # cadres that the same share would need in the whole city


def place_chiefs(city: City, schedule: Schedule) -> Chiefs:
    """The chiefs of each phase.

    Shares are exact in each group of buildings that one rule reaches. Where cadres come by lot (`keyed`), the first buildings of a
    keyed ranking get a cadre and the next a resident. Where they claim, residents come first and cadres take what is near
    to their homes among the rest. Either way a larger share of cadres leaves no building without one that had one.

    The cadres who may come are the first posts of the district, as many as the largest share in force would need in the
    whole city: a pilot in one street is served by those who live near it. Who sits in one phase stays in the next
    while his building still wants a cadre.
    """
    bits = schedule.of_buildings()
    order = ranking(city.seed, CHIEF, city.key)
    groups = [[_group(rule, order[here[order]], len(order)) for rule, here in schedule.groups(row, RULE, _rule)] for row in bits]
    sizes = [max(sum(group.cadres for group in phase), *(group.everywhere for group in phase if group.nearest), 0) for phase in groups]
    everywhere = schedule.settings_of(int(schedule.of_whole()[0, 0])).chiefs
    pool = Pool(city, everywhere, max(sizes))
    kind = np.full(bits.shape, NO_CHIEF, np.int32)
    post = np.full(bits.shape, NOBODY, np.int64)
    distance_m = np.zeros(bits.shape)
    for p, phase in enumerate(groups):
        _keep_sitting(pool, phase, post[p - 1] if p else np.full(len(order), NOBODY), kind[p], post[p])
        _draw_lots(order, kind[p], post[p])
        reach, receives = _limits(schedule, bits[p])
        _let_claim(pool, sizes[p], phase, order, reach, receives, kind[p], post[p])
        there = np.flatnonzero(post[p] != NOBODY)
        distance_m[p, there] = pool.distance(post[p, there], there)
    return Chiefs(kind, post, distance_m, pool)


def _rule(settings) -> tuple[float, float, bool]:
    return settings.chiefs.cadre_share, settings.chiefs.resident_share, settings.chiefs.claim == "nearest"


def _group(rule: tuple[float, float, bool], rows: np.ndarray, buildings: int) -> Group:
    cadre, resident, nearest = rule
    cadres = half_up(cadre * len(rows))
    return Group(rows, cadres, min(half_up(resident * len(rows)), len(rows) - cadres), nearest, half_up(cadre * buildings))


def _keep_sitting(pool: Pool, groups: list[Group], sitting: np.ndarray, kind: np.ndarray, post: np.ndarray) -> None:
    """Fix residents, the buildings of cadres by lot, and which cadres of the phase before stay; writes `kind` and `post` (B,).

    Residents rather take on a building without a cadre. Where fewer cadres are wanted than sit, the nearest stay.
    """
    for group in groups:
        rows, seated = group.rows, sitting[group.rows] != NOBODY
        if group.nearest:
            kind[np.concatenate([rows[~seated], rows[seated]])[: group.residents]] = RESIDENT_CHIEF
            stay = rows[seated & (kind[rows] != RESIDENT_CHIEF)]
            stay = stay[np.argsort(pool.distance(sitting[stay], stay), kind="stable")[: group.cadres]]
            kind[stay] = CADRE
        else:
            kind[rows[: group.cadres]] = CADRE
            kind[rows[group.cadres : group.cadres + group.residents]] = RESIDENT_CHIEF
            stay = rows[: group.cadres][seated[: group.cadres]]
        post[stay] = sitting[stay]


def _unused(post: np.ndarray, size: int) -> np.ndarray:
    """Posts below `size` that have no building, i8."""
    return np.setdiff1d(np.arange(size), post)


def _draw_lots(order: np.ndarray, kind: np.ndarray, post: np.ndarray) -> None:
    """Give the first unused posts to the buildings of cadres that have none, in order of the ranking: nobody's home is looked at."""
    new = order[(kind[order] == CADRE) & (post[order] == NOBODY)]
    post[new] = _unused(post, int((kind == CADRE).sum()))[: len(new)]


def _limits(schedule: Schedule, bits: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far a cadre may live to claim each building (f8, metres), and whether cadres are sent there (bool), (B,)."""
    reach, receives = np.full(len(bits), np.inf), np.zeros(len(bits), bool)
    for value in np.unique(bits):
        chiefs = schedule.settings_of(int(value)).chiefs
        receives[bits == value] = chiefs.rebalance
        if chiefs.max_distance_m is not None:
            reach[bits == value] = chiefs.max_distance_m
    return reach, receives


def _let_claim(pool: Pool, size: int, groups: list[Group], order, reach, receives, kind: np.ndarray, post: np.ndarray) -> None:
    """Let the first `size` posts fill what the groups that claim still want; writes `kind` and `post` (B,)."""
    claiming = [group for group in groups if group.nearest]
    number = np.full(len(order), -1, np.int64)
    for i, group in enumerate(claiming):
        number[group.rows] = i
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    wanted = np.array([group.cadres - int((post[group.rows] != NOBODY).sum()) for group in claiming], np.int64)
    free = (number >= 0) & (kind == NO_CHIEF)
    new = assign(pool, _unused(post, size), Task(number, wanted, free, rank, reach, receives))
    kind[new != NOBODY] = CADRE
    post[new != NOBODY] = new[new != NOBODY]
