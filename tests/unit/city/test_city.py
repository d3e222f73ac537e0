"""Laws of the city: it adds up, it hangs together, and nobody in it depends on a neighbour's number."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.city.keyed import apportion
from gridgov.scenario.load import load_scenario
from gridgov.text.faults import Faults

# The law under test is said with the numbers it speaks of; the rest are the baseline's, whatever they are.
KNOWN = {
    "city.residents": 20_000, "city.streets": 2, "city.communities_per_street": 5,
    "city.persons_per_household": 2.6, "city.households_per_building": 40.0, "city.households_spread": 0.3,
    "city.buildings_per_estate": 12, "city.building_spacing_m": 60.0,
    "learning.trust": 0.6, "learning.satisfaction": 0.7, "learning.trust_spread": 0.2,
    "estate.old.share": 0.35, "estate.ordinary.share": 0.45, "estate.gated.share": 0.20,
}  # fmt: skip


def city_of(**changes):
    return build_city(load_scenario("baseline", extra=KNOWN | {name.replace("__", "."): value for name, value in changes.items()}))


@pytest.fixture(scope="module")
def city():
    return city_of()


def components(x, y, reach):
    """Number of groups of points that are joined by steps of at most `reach`."""
    left, groups = set(range(len(x))), 0
    while left:
        groups += 1
        edge = [left.pop()]
        while edge:
            i = edge.pop()
            near = [j for j in left if (x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2 <= reach**2]
            left.difference_update(near)
            edge += near
    return groups


@pytest.mark.parametrize("residents", [1, 10, 999, 20_000, 123_457])
def test_residents_add_up_exactly(residents):
    city = city_of(city__residents=residents)
    assert city.residents.sum() == residents == len(city.people)
    assert city.households.sum() == max(1, np.floor(residents / 2.6 + 0.5))
    assert np.array_equal(city.first, np.cumsum(city.residents) - city.residents)


def test_households_have_the_mean_and_spread_that_were_asked_for():
    city = city_of(city__residents=400_000, city__streets=16)
    assert city.households.mean() == pytest.approx(40, rel=0.01)
    assert np.log(city.households).std() == pytest.approx(0.3, abs=0.02)


def test_the_number_of_buildings_may_be_declared(city):
    assert len(city.key) == 192
    assert len(city_of(city__buildings=500).key) == 500


def test_fewer_buildings_than_communities_are_refused():
    with pytest.raises(Faults, match="at least 10"):
        city_of(city__buildings=9)


def test_every_building_lies_in_one_estate_one_community_and_one_street(city):
    assert np.array_equal(city.community, city.estate_community[city.estate])
    assert np.array_equal(city.street, city.community_street[city.community])
    assert all(city.estates[e].startswith(city.communities[c] + "/") for e, c in enumerate(city.estate_community))
    assert all(city.communities[c].startswith(city.streets[s] + "/") for c, s in enumerate(city.community_street))
    assert set(city.community) == set(range(10))


def test_no_two_buildings_stand_on_each_other(city):
    apart = np.hypot(city.x[:, None] - city.x, city.y[:, None] - city.y)
    assert apart[np.triu_indices(len(city.x), 1)].min() >= 0.5 * 60 - 1e-9


def test_estates_are_clusters_of_neighbours():
    city = city_of(city__residents=60_000)
    for estate in range(len(city.estates)):
        rows = city.estate == estate
        assert components(city.x[rows], city.y[rows], 2 * 60) == 1, city.estates[estate]


def test_estate_kinds_have_their_exact_shares():
    city = city_of(city__residents=200_000)
    count = np.bincount(city.estate_kind, minlength=3)
    assert np.array_equal(count, apportion(len(city.estates), np.array([0.35, 0.45, 0.20])))
    assert city.kinds == ("old", "ordinary", "gated")


def test_trust_lies_within_its_spread_and_propensity_is_standard_normal(city):
    trust, satisfaction, propensity = city.people.T
    assert 0.4 <= trust.min() < trust.max() <= 0.8 and trust.mean() == pytest.approx(0.6, abs=0.005)
    assert satisfaction.mean() == pytest.approx(0.7, abs=0.005)
    assert abs(np.corrcoef(trust, satisfaction)[0, 1]) < 0.03
    assert propensity.mean() == pytest.approx(0, abs=0.03) and propensity.std() == pytest.approx(1, abs=0.03)


def test_trust_is_cut_to_the_unit_interval():
    city = city_of(learning__trust=0.9, learning__trust_spread=0.5)
    assert city.people[:, 0].max() == 1.0 and city.people[:, 0].min() >= 0.4


def test_a_city_with_more_residents_keeps_the_first_ones_of_each_building(city):
    more = city_of(city__residents=20_500, city__buildings=192)
    for b in range(192):
        n = min(city.residents[b], more.residents[b])
        assert np.array_equal(city.people[city.first[b] : city.first[b] + n], more.people[more.first[b] : more.first[b] + n])


def test_the_same_city_meets_every_policy(city):
    other = city_of(chiefs__cadre_share=0.5, tier__grid__slots=3, whistle__departments=2)
    assert other.sha256 == city.sha256


def test_another_seed_is_another_city(city):
    assert city_of(city__seed=2).sha256 != city.sha256


def test_the_city_is_the_same_without_the_compiler():
    code = (
        "from gridgov.city.city import build_city\n"
        "from gridgov.scenario.load import load_scenario\n"
        "print(build_city(load_scenario('baseline')).sha256)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"NUMBA_DISABLE_JIT": "1"}, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == build_city(load_scenario("baseline")).sha256, done.stderr


@pytest.mark.parametrize("total", [0, 1, 7, 100, 12345])
def test_apportioning_adds_up_and_stays_within_one_of_the_exact_share(total):
    weights = np.array([0.0, 1.0, 2.5, 2.5, 10.0])
    parts = apportion(total, weights)
    assert parts.sum() == total and parts[0] == 0
    assert np.all(np.abs(parts - total * weights / weights.sum()) < 1)
