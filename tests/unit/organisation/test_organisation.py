"""Laws of chiefs, companies, desks, and of where a policy reaches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.organisation.organisation import organise
from gridgov.organisation.posts import CADRE, RESIDENT_CHIEF
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Part, Where
from gridgov.text.faults import Faults


def scenario_of(*parts, **changes):
    scenario = load_scenario("baseline", extra={name.replace("__", "."): value for name, value in changes.items()})
    return replace(scenario, parts=parts)


def organised(*parts, **changes):
    scenario = scenario_of(*parts, **changes)
    city = build_city(scenario)
    return city, organise(scenario, city)


def counts(chief):
    return [int((chief == kind).sum()) for kind in (CADRE, RESIDENT_CHIEF)]


def test_1900_cadres_and_1048_residents_are_chiefs_of_4040_buildings():
    shares = {"chiefs__cadre_share": 0.4703, "chiefs__resident_share": 0.2594, "chiefs__organisations": 96}
    city, organisation = organised(city__buildings=4040, city__residents=420_160, city__streets=5, **shares)
    assert counts(organisation.chief[0]) == [1900, 1048]
    sender = organisation.chiefs.organisation[0]
    posts = np.bincount(sender[sender >= 0])
    assert len(posts) == 96 and posts.max() - posts.min() <= 1
    assert np.array_equal(sender >= 0, organisation.chief[0] == CADRE)


def test_more_cadres_leave_those_who_are_there():
    few, many = (organised(chiefs__cadre_share=share)[1].chief[0] for share in (0.2, 0.5))
    assert np.all(many[few == CADRE] == CADRE) and counts(many)[0] > counts(few)[0]


def test_chiefs_in_one_street_are_a_share_of_the_buildings_there():
    part = Part("pilot", 0, Where(streets=("street-02",)), {"chiefs.cadre_share": 0.25})
    city, organisation = organised(part)
    inside = city.street == 1
    assert counts(organisation.chief[0][inside]) == [np.floor(0.25 * inside.sum() + 0.5), 0]
    assert counts(organisation.chief[0][~inside]) == [0, 0]


def test_two_pilots_with_one_share_are_counted_apart():
    parts = [Part(name, 0, Where(streets=(f"street-{name}",)), {"chiefs.resident_share": 0.3}) for name in ("01", "02")]
    city, organisation = organised(*parts)
    for street in (0, 1):
        inside = city.street == street
        assert counts(organisation.chief[0][inside]) == [0, np.floor(0.3 * inside.sum() + 0.5)]


def test_a_policy_that_leaves_the_shares_alone_moves_no_chief():
    settings = {"chiefs__cadre_share": 0.3, "chiefs__resident_share": 0.2}
    plain = organised(**settings)[1].chief
    for change in ({"inspection.share": 0.5}, {"chiefs.cadre_share": 0.3}):
        assert np.array_equal(organised(Part("x", 0, Where(streets=("street-01",)), change), **settings)[1].chief, plain)


def test_companies_are_an_exact_share_of_each_kind_of_estate():
    shares = {"estate__old__property": 0.0, "estate__ordinary__property": 0.8, "estate__gated__property": 1.0}
    city, organisation = organised(city__residents=100_000, **shares)
    for kind, share in enumerate((0.0, 0.8, 1.0)):
        there = city.estate_kind == kind
        assert organisation.estates["company"][0][there].sum() == np.floor(share * there.sum() + 0.5)


@pytest.mark.parametrize(("word", "share_name"), [("company", "property"), ("adopted", "adopted"), ("committee", "committee")])
def test_a_tier_has_desks_in_the_estates_that_it_covers_and_in_no_other(word, share_name):
    shares = dict(zip((f"estate__{kind}__{share_name}" for kind in ("old", "ordinary", "gated")), (0.3, 0.6, 1.0)))
    city, organisation = organised(city__residents=100_000, tier__property__covers=word, **shares)
    chosen = organisation.estates[word][0]
    for kind, share in enumerate((0.3, 0.6, 1.0)):
        there = city.estate_kind == kind
        assert chosen[there].sum() == np.floor(share * there.sum() + 0.5)
    assert np.array_equal(organisation.desks.of_building[1] >= 0, chosen[city.estate])
    more = organised(city__residents=100_000, **shares | {f"estate__old__{share_name}": 0.5})[1].estates[word][0]
    assert np.all(more[chosen]) and more.sum() > chosen.sum()


def test_what_covers_all_has_a_desk_in_every_estate_and_the_choices_are_made_apart():
    half = {f"estate__{kind}__{name}": 0.5 for kind in ("old", "ordinary", "gated") for name in ("property", "adopted", "committee")}
    city, organisation = organised(city__residents=100_000, tier__property__covers="all", **half)
    assert np.all(organisation.desks.of_building[1] >= 0) and organisation.desks.block[1, 1] == len(city.estates)
    chosen = [organisation.estates[word][0] for word in ("company", "adopted", "committee")]
    assert len({estates.tobytes() for estates in chosen}) == 3


def test_an_adoption_that_begins_later_and_in_one_street_adds_desks_there_only():
    part = Part("adopt", 10, Where(streets=("street-02",)), {f"estate.{kind}.adopted": 1.0 for kind in ("old", "ordinary", "gated")})
    city, organisation = organised(part, tier__property__covers="adopted")
    manned, of_building = organisation.desks.manned, organisation.desks.of_building[1]
    assert np.array_equal(of_building >= 0, city.street == 1)
    assert not manned[0, of_building[city.street == 1]].any() and manned[1, of_building[city.street == 1]].all()


def test_desks_of_a_tier_are_one_block_and_each_building_knows_its_own():
    city, organisation = organised(chiefs__cadre_share=0.5)
    desks = organisation.desks
    assert desks.block[:, 1].sum() == len(desks.names) == len(set(desks.names))
    for k, (first, count) in enumerate(desks.block):
        assert np.all(desks.tier[first : first + count] == k)
    chief, company, grid, community, street, departments = desks.of_building
    assert np.array_equal(chief >= 0, organisation.chief[0] > 0)
    assert np.array_equal(company >= 0, organisation.estates["company"][0][city.estate])
    assert all(desks.names[d] == f"chief/{city.buildings[b]}" for b, d in enumerate(chief) if d >= 0)
    assert np.array_equal(street - desks.block[4, 0], city.street) and np.all(departments == -1)
    of_building = organisation.grids.of_building
    assert np.array_equal(desks.households[grid], np.bincount(of_building, weights=city.households)[of_building])
    assert np.allclose(desks.x[chief[chief >= 0]], city.x[chief >= 0])
    assert np.array_equal(desks.community[community], city.community)


def test_departments_have_workers_by_residents_and_at_least_one():
    for residents, workers in ((1000, 1), (200_000, 6)):
        _, organisation = organised(city__residents=residents, department__housing__slots_per_100k=3.0)
        assert dict(zip(organisation.desks.names, organisation.desks.slots[0]))["departments/housing"] == workers


def test_a_desk_is_reached_only_with_its_whole_area():
    city, plain = organised()
    half = tuple(name for name in plain.grids.names if name.startswith("street-01/community-01/"))[:1]
    part = Part("pilot", 0, Where(grids=half, streets=("street-02",)), {"tier.grid.slots": 5, "tier.community.slots": 5, "tier.street.slots": 5})
    before = {"tier__grid__slots": 1, "tier__community__slots": 4, "tier__street__slots": 8}
    _, organisation = organised(part, **before)
    slots = dict(zip(organisation.desks.names, organisation.desks.slots[0]))
    assert slots[f"grid/{half[0]}"] == 5 and slots["grid/street-01/community-02/grid-01"] == 1
    assert slots["community/street-01/community-01"] == 4 and slots["community/street-02/community-01"] == 5
    assert slots["street/street-01"] == 8 and slots["street/street-02"] == 5


def test_departments_are_reached_only_by_what_reaches_everywhere():
    change = {f"department.{name}.slots_per_100k": 50.0 for name in ("housing", "fire_rescue")}
    for where, workers in ((None, 10), (Where(share=1.0), 1)):
        _, organisation = organised(Part("more", 0, where, change), department__housing__slots_per_100k=3.0)
        assert dict(zip(organisation.desks.names, organisation.desks.slots[0]))["departments/housing"] == workers


def test_a_share_of_grids_is_exact_and_a_larger_share_keeps_the_smaller():
    reached = []
    for share in (0.3, 0.6):
        city, organisation = organised(Part("pilot", 0, Where(share=share), {"inspection.share": 1.0}))
        grids = organisation.grids
        inside = organisation.schedule.inside[0]
        chosen = np.unique(grids.of_building[inside])
        assert len(chosen) == np.floor(share * len(grids.names) + 0.5)
        assert np.array_equal(inside, np.isin(grids.of_building, chosen))
        reached.append(inside)
    assert np.all(reached[1][reached[0]])


def test_a_share_within_a_street_stays_in_the_street():
    city, organisation = organised(Part("pilot", 0, Where(streets=("street-01",), share=0.5), {"inspection.share": 1.0}))
    inside = organisation.schedule.inside[0]
    assert inside.any() and np.all(city.street[inside] == 0) and not np.all(inside[city.street == 0])


def test_phases_start_where_parts_begin():
    a, b = Part("a", 0, None, {"inspection.share": 0.1}), Part("b", 100, None, {"inspection.share": 0.2})
    c = Part("c", 100, Where(streets=("street-01",)), {"tier.grid.slots": 2})
    _, organisation = organised(a, b, c, time__warmup_days=90)
    schedule = organisation.schedule
    assert list(schedule.start_day) == [0, 190]
    assert set(schedule.of_buildings()[0]) == {1} and set(schedule.of_buildings()[1]) == {3, 7}
    assert schedule.settings_of(3).inspection.share == 0.2


def test_a_part_that_ends_gives_back_what_was_and_its_end_is_a_phase():
    over = Part("a", 20, Where(streets=("street-01",)), {"tier.grid.slots": 3, "chiefs.cadre_share": 0.5}, 50)
    after = Part("b", 50, None, {"tier.grid.slots": 2})
    city, organisation = organised(over, after, tier__grid__slots=1, time__warmup_days=90)
    schedule, desks = organisation.schedule, organisation.desks
    assert list(schedule.start_day) == [0, 110, 140] and list(schedule.in_force) == [0, 1, 2]
    here = city.street == 0
    slots = desks.slots[:, desks.of_building[2]]
    assert np.all(slots[0] == 1) and np.array_equal(slots[1], np.where(here, 3, 1)) and np.all(slots[2] == 2)
    assert not organisation.chief[0].any() and organisation.chief[1][here].any() and not organisation.chief[2].any()


def test_a_part_without_a_first_day_is_in_force_from_the_start_and_one_that_ends_after_the_run_does_not_end():
    first, ever = Part("a", 0, None, {"tier.grid.slots": 3}, 1), Part("b", 0, None, {"inspection.share": 1.0}, 3650)
    schedule = organised(first, ever, time__warmup_days=90, time__horizon_days=100)[1].schedule
    assert list(schedule.start_day) == [0, 91] and list(schedule.in_force) == [3, 2]


def test_unknown_places_are_named_with_the_nearest_one_that_exists():
    parts = [Part("pilot", 0, Where(streets=("street-2",), grids=("street-01/community-01/gird-01",)), {"tier.grid.slots": 2})]
    with pytest.raises(Faults) as wrong:
        organised(*parts)
    assert len(wrong.value.faults) == 2
    assert "did you mean street-02?" in str(wrong.value) and "did you mean street-01/community-01/grid-01?" in str(wrong.value)


# ---- stages of a roll-out


def stages_of(*wheres, changes=None):
    return [Part("roll", 10 * (n + 1), where, changes or {"inspection.share": 1.0}, None, n + 1) for n, where in enumerate(wheres)]


def test_random_stages_follow_each_other_without_overlap_and_the_first_are_those_of_a_plain_pilot():
    city, organisation = organised(*stages_of(Where(share=0.3), Where(share=0.25), None))
    inside, grids = organisation.schedule.inside, organisation.grids
    assert np.all(inside.sum(axis=0) == 1)
    assert [len(np.unique(grids.of_building[one])) for one in inside[:2]] == [
        np.floor(0.3 * len(grids.names) + 0.5), np.floor(0.55 * len(grids.names) + 0.5) - np.floor(0.3 * len(grids.names) + 0.5)
    ]  # fmt: skip
    for share, reached in ((0.3, inside[0]), (0.55, inside[0] | inside[1])):
        _, plain = organised(Part("roll", 10, Where(share=share), {"inspection.share": 1.0}))
        assert np.array_equal(plain.schedule.inside[0], reached)


def test_a_later_stage_takes_of_its_place_what_earlier_ones_have_left():
    _, plain = organised()
    first = next(name for name in plain.grids.names if name.startswith("street-01/"))
    city, organisation = organised(*stages_of(Where(grids=(first,)), Where(streets=("street-01",)), None))
    inside = organisation.schedule.inside
    assert np.all(inside.sum(axis=0) == 1)
    assert np.array_equal(inside[0] | inside[1], city.street == 0) and np.array_equal(inside[2], city.street != 0)


def test_a_street_is_reached_when_stages_have_reached_all_its_grids_and_departments_when_the_whole_district_is():
    change = {"tier.grid.slots": 3, "tier.street.slots": 9, "department.housing.slots_per_100k": 50.0}
    stages = stages_of(Where(share=0.4, streets=("street-01",)), Where(streets=("street-01",)), None, changes=change)
    before = {"tier__grid__slots": 1, "tier__street__slots": 4, "department__housing__slots_per_100k": 3.0, "time__warmup_days": 0}
    city, organisation = organised(*stages, **before)
    slots = dict(zip(organisation.desks.names, organisation.desks.slots.T.tolist()))
    assert list(organisation.schedule.start_day) == [0, 10, 20, 30]
    assert slots["street/street-01"] == [4, 4, 9, 9] and slots["street/street-02"] == [4, 4, 4, 9]
    assert slots["departments/housing"] == [1, 1, 1, 10]
    grids = np.array([row for name, row in slots.items() if name.startswith("grid/street-01")])
    assert grids.min(axis=0).tolist() == [1, 1, 3, 3] and grids.max(axis=0).tolist() == [1, 3, 3, 3]


def test_stages_that_move_on_reach_no_street_together():
    stages = stages_of(*[Where(share=0.5, streets=("street-01",))] * 2, changes={"tier.street.slots": 9})
    parts = [replace(part, until_day=part.from_day + 10) for part in stages]
    _, organisation = organised(*parts, tier__street__slots=4)
    assert np.all(organisation.desks.slots[:, organisation.desks.names.index("street/street-01")] == 4)


def test_a_stage_that_would_reach_nobody_is_refused():
    for wheres in ((Where(share=0.2, unit="street"), Where(share=0.2, unit="street"), None), (Where(), None)):
        with pytest.raises(Faults, match=r"policy roll: \[where\]: stage \d reaches nobody"):
            organised(*stages_of(*wheres))
