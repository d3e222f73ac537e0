"""Laws of cadre chiefs: where they live, which buildings they come to, and who is sent where chiefs are few."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import CHIEF
from gridgov.metrics.metric import gini
from gridgov.organisation.cadres import NOBODY
from gridgov.organisation.homes import homes, post_keys, quarter
from gridgov.organisation.optimum import gap_to_optimum
from gridgov.organisation.organisation import organise
from gridgov.organisation.posts import CADRE, NO_CHIEF, RESIDENT_CHIEF
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Part, Where

TOWN = {"city.residents": 60_000, "city.streets": 6, "chiefs.cadre_share": 0.45, "chiefs.organisations": 7}
CROWDED = {**TOWN, "chiefs.homes_in_quarter": 0.9, "chiefs.max_distance_m": 300.0}  # nearly all live in the centre, and not all find a building near


def scenario_of(settings, *parts):
    return replace(load_scenario("baseline", extra=settings), parts=parts)


def organised(settings, *parts):
    scenario = scenario_of(settings, *parts)
    city = build_city(scenario)
    return city, organise(scenario, city)


def chiefs_of(settings, *parts):
    return organised(settings, *parts)[1].chiefs


def covered(chiefs, phase=0):
    return np.flatnonzero(chiefs.kind[phase] == CADRE)


def within_errors(found: float, expected: float, error: float):
    assert abs(found - expected) <= 4 * error, f"{found} is not {expected} within 4 standard errors of {error}"


# ---- homes


def test_a_home_is_a_function_of_seed_post_and_holder():
    city, organisation = organised(TOWN)
    chiefs = organisation.settings.chiefs
    keys = post_keys(np.arange(1000), 7)
    assert len(set(keys)) == 1000
    first = homes(city, chiefs, keys)
    assert np.array_equal(first[100:], homes(city, chiefs, keys[100:])), "one more post moves nobody"
    size = organisation.chiefs.pool.size
    assert 200 < size < 1000 and np.array_equal(first[:size], organisation.chiefs.pool.home)
    assert np.mean(first == homes(city, chiefs, keys, holder=1)) < 0.05, "the next holder lives elsewhere"


def test_cadres_live_by_households():
    city, organisation = organised(TOWN)
    home = homes(city, organisation.settings.chiefs, post_keys(np.arange(40_000), 7))
    share = np.bincount(city.street, city.households) / city.households.sum()
    for street, expected in enumerate(share):
        within_errors(np.mean(city.street[home] == street), expected, np.sqrt(expected * (1 - expected) / 40_000))
    large = city.households > np.median(city.households)
    expected = city.households[large].sum() / city.households.sum()
    within_errors(np.mean(large[home]), expected, np.sqrt(expected * (1 - expected) / 40_000))


def test_more_cadres_in_the_quarter_move_those_and_nobody_else():
    city, organisation = organised(TOWN)
    keys = post_keys(np.arange(20_000), 7)
    inside = np.zeros(len(city.key), bool)
    inside[quarter(city, 0.1)] = True
    assert city.households[inside].sum() / city.households.sum() == pytest.approx(0.1, abs=0.01)
    before = None
    for share in (0.0, 0.3, 1.0):
        home = homes(city, organisation.settings.chiefs.model_copy(update={"homes_in_quarter": share}), keys)
        expected = share + (1 - share) * city.households[inside].sum() / city.households.sum()
        within_errors(np.mean(inside[home]), expected, np.sqrt(expected * (1 - expected) / 20_000) + 1e-12)
        assert before is None or np.all(inside[home[home != before]])
        before = home


def test_where_cadres_live_and_how_they_claim_leaves_the_city_as_it_is():
    plain = build_city(scenario_of({**TOWN, "chiefs.cadre_share": 0.0})).sha256
    for change in ({"chiefs.homes_in_quarter": 1.0}, {"chiefs.quarter_share": 0.5}, {"chiefs.claim": "keyed"}, {"chiefs.max_distance_m": 10.0}):
        assert build_city(scenario_of(TOWN | change)).sha256 == plain


def test_a_policy_moves_no_home():
    home = chiefs_of(TOWN).pool.home
    for change in ({"chiefs.claim": "keyed"}, {"chiefs.rebalance": False}, {"chiefs.max_distance_m": "none"}, {"chiefs.resident_share": 0.3}):
        assert np.array_equal(chiefs_of(TOWN | change).pool.home, home)


# ---- the claim


@pytest.mark.parametrize("change", [{}, {"chiefs.claim": "keyed"}, {"chiefs.rebalance": False}, {"chiefs.max_distance_m": "none"}])
@pytest.mark.parametrize("settings", [TOWN, CROWDED])
def test_every_cadre_has_one_building_and_every_building_one_chief(settings, change):
    chiefs = chiefs_of(settings | change | {"chiefs.resident_share": 0.3})
    post = chiefs.post[0]
    assert len(set(post[post != NOBODY])) == np.count_nonzero(post != NOBODY)
    assert np.array_equal(post != NOBODY, chiefs.kind[0] == CADRE)
    assert (chiefs.kind[0] == RESIDENT_CHIEF).sum() == half_up(0.3 * len(post))
    assert np.all((chiefs.distance_m[0] == 0) | (chiefs.kind[0] == CADRE))


@pytest.mark.parametrize("settings", [TOWN, CROWDED])
def test_posts_are_shared_out_evenly_among_the_organisations(settings):
    sent = np.bincount(chiefs_of(settings).organisation[0] + 1)[1:]
    assert len(sent) == 7 and sent.max() - sent.min() <= 1


def test_nobody_lives_beyond_the_reach_but_those_who_were_sent():
    for metres in (0.0, 150.0, 400.0):
        limit = {"chiefs.max_distance_m": metres}
        claimed, sent = (chiefs_of(CROWDED | limit | {"chiefs.rebalance": on}) for on in (False, True))
        assert claimed.distance_m.max() <= metres < sent.distance_m.max()
        there = claimed.post[0] != NOBODY
        assert np.array_equal(sent.post[0][there], claimed.post[0][there]), "being sent begins where the claim ends"
        assert (sent.kind[0] == CADRE).sum() == half_up(0.45 * len(there)) > there.sum()


@pytest.mark.parametrize("settings", [TOWN, CROWDED])
def test_a_longer_reach_never_covers_less(settings):
    before: set[int] = set()
    for metres in (0.0, 100.0, 500.0, 2000.0, "none"):
        now = set(covered(chiefs_of(settings | {"chiefs.rebalance": False, "chiefs.max_distance_m": metres})))
        assert before <= now
        before = now


@pytest.mark.parametrize("settings", [TOWN, CROWDED])
def test_more_cadres_claim_more_and_leave_none_of_those_buildings(settings):
    before: set[int] = set()
    for share in (0.1, 0.3, 0.45, 0.8):
        now = set(covered(chiefs_of(settings | {"chiefs.cadre_share": share, "chiefs.rebalance": False})))
        assert before < now
        before = now


def test_residents_come_first_and_cadres_take_what_is_left():
    before = chiefs_of(TOWN | {"chiefs.resident_share": 0.3, "chiefs.cadre_share": 0.0}).kind[0]
    for share in (0.2, 0.7):
        kind = chiefs_of(TOWN | {"chiefs.resident_share": 0.3, "chiefs.cadre_share": share}).kind[0]
        assert np.array_equal(kind == RESIDENT_CHIEF, before == RESIDENT_CHIEF)


def test_cadres_by_lot_are_those_of_the_ranking_and_live_anywhere():
    settings = TOWN | {"chiefs.claim": "keyed", "chiefs.resident_share": 0.2}
    city, organisation = organised(settings)
    chiefs, n = organisation.chiefs, len(city.key)
    order = ranking(city.seed, CHIEF, city.key)
    cadres, residents = half_up(0.45 * n), half_up(0.2 * n)
    expected = np.full(n, NO_CHIEF)
    expected[order[:cadres]], expected[order[cadres : cadres + residents]] = CADRE, RESIDENT_CHIEF
    assert np.array_equal(chiefs.kind[0], expected)
    assert np.array_equal(chiefs.post[0][order[:cadres]], np.arange(cadres))
    assert np.array_equal(chiefs.organisation[0][order[:cadres]], np.arange(cadres) % 7)
    nearest = chiefs_of(settings | {"chiefs.claim": "nearest"})
    assert chiefs.distance_m[0].sum() > 10 * nearest.distance_m[0].sum()


# ---- rebalancing


def test_being_sent_evens_out_the_streets():
    spread, unequal = [], []
    for on in (False, True):
        city, organisation = organised(CROWDED | {"chiefs.rebalance": on, "chiefs.resident_share": 0.1})
        buildings = np.bincount(city.street)
        with_chief = np.bincount(city.street, organisation.chief[0] != NO_CHIEF) / buildings
        spread.append(np.ptp(with_chief))
        unequal.append(gini(np.bincount(city.street, organisation.chief[0] == CADRE) / buildings, buildings))
    assert spread[1] < 0.75 * spread[0] and unequal[1] < 0.75 * unequal[0]


def test_streets_that_receive_come_up_to_one_level():
    claimed, sent = (organised(CROWDED | {"chiefs.rebalance": on}) for on in (False, True))
    city, buildings = claimed[0], np.bincount(claimed[0].street)
    before, after = (np.bincount(city.street, organisation.chief[0] == CADRE) for _, organisation in (claimed, sent))
    level = (after / buildings)[after > before]
    assert len(level) > 1 and np.ptp(level) <= 2 / buildings.min()
    assert np.all((before / buildings)[after == before] >= level.min() - 1 / buildings.min())


# ---- the best there could be


@pytest.mark.parametrize("change", [{}, {"chiefs.claim": "keyed"}, {"chiefs.max_distance_m": "none"}, {"chiefs.max_distance_m": 200.0}])
@pytest.mark.parametrize("settings", [TOWN, CROWDED])
def test_no_rule_is_better_than_the_optimum(settings, change):
    city, organisation = organised({**settings, "city.residents": 20_000, "chiefs.resident_share": 0.2} | change)
    gap = gap_to_optimum(city, organisation)
    assert gap.cadres == (organisation.chief[0] == CADRE).sum()
    assert gap.rule_m == pytest.approx(organisation.chiefs.distance_m[0].sum())
    assert gap.bound_m <= gap.optimum_m + 1e-6 and gap.optimum_m <= gap.rule_m + 1e-6
    assert gap_to_optimum(city, organisation, largest=0).optimum_m is None
    assert gap_to_optimum(city, organisation, largest=0).bound_m == gap.bound_m


def test_the_nearest_claim_is_close_to_the_best_and_the_lot_is_not():
    for claim, least, most in (("nearest", 1.0, 1.2), ("keyed", 5.0, np.inf)):
        city, organisation = organised({**TOWN, "city.residents": 20_000, "chiefs.claim": claim, "chiefs.max_distance_m": "none"})
        gap = gap_to_optimum(city, organisation)
        assert least <= gap.rule_m / gap.optimum_m <= most


# ---- pilots and phases


def test_a_pilot_is_served_by_those_who_live_near():
    part = Part("pilot", 0, Where(streets=("street-02",)), {"chiefs.cadre_share": 0.45})
    city, pilot = organised({**TOWN, "chiefs.cadre_share": 0.0}, part)
    inside = city.street == 1
    assert np.all(inside[covered(pilot.chiefs)]) and len(covered(pilot.chiefs)) == half_up(0.45 * inside.sum())
    everywhere = chiefs_of(TOWN)
    rows = np.flatnonzero((everywhere.kind[0] == CADRE) & inside)
    assert pilot.chiefs.distance_m[0][covered(pilot.chiefs)].mean() <= 1.5 * everywhere.distance_m[0][rows].mean()


def test_who_sits_stays_when_more_cadres_come_or_another_street_begins():
    pilots = [Part(f"p{n}", 30 * n, Where(streets=(f"street-0{n + 1}",)), {"chiefs.cadre_share": share}) for n, share in enumerate((0.3, 0.5, 0.4))]
    for claim in ("nearest", "keyed"):
        more = Part("more", 120, None, {"chiefs.resident_share": 0.2})
        chiefs = chiefs_of({**CROWDED, "chiefs.cadre_share": 0.0, "chiefs.claim": claim}, *pilots, more)
        assert len(chiefs.kind) == 4
        for before, after in zip(chiefs.post, chiefs.post[1:]):
            assert np.array_equal(after[before != NOBODY], before[before != NOBODY])
            assert len(set(after[after != NOBODY])) == np.count_nonzero(after != NOBODY)
    assert np.count_nonzero(chiefs.kind[3] == RESIDENT_CHIEF)


def test_where_fewer_are_wanted_the_nearest_stay():
    chiefs = chiefs_of(CROWDED, Part("fewer", 50, None, {"chiefs.cadre_share": 0.2}))
    left = (chiefs.post[0] != NOBODY) & (chiefs.post[1] == NOBODY)
    stayed = chiefs.post[1] != NOBODY
    assert left.any() and stayed.sum() == half_up(0.2 * len(stayed))
    assert np.array_equal(chiefs.post[0][stayed], chiefs.post[1][stayed])
    assert chiefs.distance_m[0][left].min() >= chiefs.distance_m[1].max()


def test_the_rules_of_the_claim_may_differ_from_place_to_place():
    near = Part("near", 0, Where(streets=("street-01",)), {"chiefs.max_distance_m": 0.0, "chiefs.rebalance": False})
    city, organisation = organised(CROWDED, near)
    chiefs, inside = organisation.chiefs, city.street == 0
    assert np.all(chiefs.distance_m[0][inside] == 0)
    assert (chiefs.kind[0] == CADRE).sum() == half_up(0.45 * len(inside)), "what does not come there goes elsewhere"
    lot = Part("lot", 0, Where(streets=("street-01",)), {"chiefs.claim": "keyed"})
    city, organisation = organised(TOWN, lot)
    apart = organisation.chiefs.distance_m[0]
    cadres = organisation.chief[0] == CADRE
    assert cadres[inside].sum() == half_up(0.45 * inside.sum()) and cadres[~inside].sum() == half_up(0.45 * (~inside).sum())
    assert apart[cadres & inside].mean() > 5 * apart[cadres & ~inside].mean()


def test_a_group_that_receives_nobody_keeps_its_gaps_and_the_others_are_rebalanced():
    alone = Part("alone", 0, Where(streets=("street-01",)), {"chiefs.rebalance": False, "chiefs.cadre_share": 0.9})
    city, organisation = organised({**CROWDED, "chiefs.max_distance_m": 0.0}, alone)
    kind = organisation.chiefs.kind[0]
    first = city.street == city.streets.index("street-01")
    sent = organisation.chiefs.distance_m[0] > 0
    assert not (sent & first).any() and (sent & ~first).any()
    assert (kind[first] == CADRE).sum() < half_up(0.9 * first.sum())
    assert (kind[~first] == CADRE).sum() == half_up(0.45 * (~first).sum())
