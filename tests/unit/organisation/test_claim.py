"""Laws of the claim by increasing distance and of the transport between streets."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment

from gridgov.organisation.claim import claim
from gridgov.organisation.transport import raise_level, send


class Town:
    """A small random town: homes, buildings, ranks, reach and quotas; on a lattice, where most distances are tied, or off it."""

    def __init__(self, number: int):
        rng = random.Random(number)
        cadres, buildings, groups = rng.randint(1, 30), rng.randint(1, 40), rng.randint(1, 3)
        place = (lambda: float(rng.randint(0, 5))) if number % 2 else (lambda: 6 * rng.random())
        self.site = np.array([(place(), place()) for _ in range(buildings)])
        at_home = [self.site[rng.randrange(buildings)] if rng.random() < 0.7 else (place(), place()) for _ in range(cadres)]
        self.home = np.array(at_home, float)
        self.turn = np.array(rng.sample(range(cadres), cadres))
        self.rank = np.array(rng.sample(range(buildings), buildings))
        self.reach = np.array([rng.choice((1.0, 2.0, np.inf)) for _ in range(buildings)])
        self.group = np.array([rng.randrange(groups) for _ in range(buildings)])
        self.quota = np.array([rng.randint(0, buildings) for _ in range(groups)])

    def claim(self, cadres=slice(None), reach=None, quota=None):
        """The building of each of some cadres."""
        reach, quota = (self.reach if reach is None else reach), (self.quota if quota is None else quota)
        return claim(self.home[cadres], self.turn[cadres], self.site, self.rank, reach, self.group, quota)

    def apart2(self):
        """Squared distance of every pair."""
        return ((self.home[:, None, :] - self.site[None, :, :]) ** 2).sum(axis=2)

    def by_all_pairs(self):
        """The same by sorting all pairs and making each that can still be made."""
        apart2, left = self.apart2(), self.quota.copy()
        found, taken = np.full(len(self.home), -1), set()
        pairs = [(c, b) for c in range(len(self.home)) for b in range(len(self.site))]
        for c, b in sorted(pairs, key=lambda pair: (apart2[pair], self.turn[pair[0]], self.rank[pair[1]])):
            if found[c] < 0 and b not in taken and left[self.group[b]] > 0 and apart2[c, b] <= self.reach[b] ** 2:
                found[c] = b
                taken.add(b)
                left[self.group[b]] -= 1
        return found


def covered(found):
    return set(found[found >= 0])


@pytest.mark.parametrize("number", range(60))
def test_the_claim_is_that_of_going_through_all_pairs_by_distance(number):
    town = Town(number)
    assert np.array_equal(town.claim(), town.by_all_pairs())


@pytest.mark.parametrize("number", range(30))
def test_one_more_cadre_leaves_no_building_without_one(number):
    town = Town(number)
    unlimited = np.full(len(town.quota), len(town.site))
    for cadres in range(1, len(town.home)):
        assert covered(town.claim(slice(cadres), quota=unlimited)) <= covered(town.claim(slice(cadres + 1), quota=unlimited))


@pytest.mark.parametrize("number", range(30))
def test_a_larger_reach_never_covers_less(number):
    town = Town(number)
    before = set()
    for metres in (0.0, 0.5, 1.0, 2.0, 4.0, np.inf):
        found = town.claim(reach=np.full(len(town.site), metres))
        assert before <= covered(found)
        before = covered(found)
        there = found >= 0
        assert np.all(town.apart2()[there, found[there]] <= metres**2)


@pytest.mark.parametrize("number", range(30))
def test_no_claim_is_shorter_than_the_best_assignment(number):
    town = Town(number)
    found = town.claim()
    there = np.flatnonzero(found >= 0)
    apart = np.sqrt(town.apart2()[there])
    best = apart[linear_sum_assignment(apart)].sum()
    assert best <= apart[np.arange(len(there)), found[there]].sum() + 1e-9


def test_a_cadre_takes_his_own_building_before_a_neighbour_does():
    home = np.array([(0.0, 0.0), (10.0, 0.0)])
    for turn in ((0, 1), (1, 0)):
        found = claim(home, np.array(turn), home[::-1].copy(), np.arange(2), np.full(2, np.inf), np.zeros(2, int), np.array([2]))
        assert list(found) == [1, 0]


def test_nobody_claims_where_there_is_nothing():
    nothing = np.zeros(0, int)
    assert list(claim(np.zeros((2, 2)), np.arange(2), np.zeros((0, 2)), nothing, np.zeros(0), nothing, np.array([3]))) == [-1, -1]
    assert len(claim(np.zeros((0, 2)), nothing, np.zeros((1, 2)), np.arange(1), np.ones(1), np.zeros(1, int), np.array([3]))) == 0


@pytest.mark.parametrize("number", range(60))
def test_the_least_covered_places_come_up_to_one_level(number):
    rng = random.Random(number)
    size = np.array([rng.randint(1, 30) for _ in range(rng.randint(1, 12))])
    before = np.array([rng.randint(0, n) for n in size])
    units = rng.randint(0, int((size - before).sum()))
    given = raise_level(size, before, units)
    assert given.sum() == units and np.all(given >= 0) and np.all(before + given <= size)
    after = (before + given) / size
    for poor in np.flatnonzero(given < size - before):
        for rich in np.flatnonzero(given):
            assert after[rich] <= after[poor] + 1 / size[rich] + 1 / size[poor] + 1e-9, "a place got more while a poorer one did not"


@pytest.mark.parametrize("number", range(60))
def test_the_transport_is_the_cheapest_there_is(number):
    rng = random.Random(number)
    sources, sinks = rng.randint(1, 25), rng.randint(1, 25)
    price = (lambda: float(rng.randint(0, 5))) if number % 2 else (lambda: 100 * rng.random())
    cost = np.array([[price() for _ in range(sinks)] for _ in range(sources)])
    demand = np.array([rng.choice((0, rng.randint(0, 4))) for _ in range(sinks)])
    supply = np.array([rng.choice((0, rng.randint(0, 4))) for _ in range(sources)])
    supply[rng.randrange(sources)] += max(0, int(demand.sum() - supply.sum()))
    flow = send(supply, demand, cost)
    assert np.array_equal(flow.sum(axis=0), demand) and np.all(flow.sum(axis=1) <= supply) and np.all(flow >= 0)
    one_by_one = cost[np.ix_(np.repeat(np.arange(sources), supply), np.repeat(np.arange(sinks), demand))]
    assert (flow * cost).sum() == pytest.approx(one_by_one[linear_sum_assignment(one_by_one)].sum())
