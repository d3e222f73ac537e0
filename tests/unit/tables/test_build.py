"""Laws of the tables that both engines start from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridgov.draws import child_key, name_key
from gridgov.scenario.data import policy_names
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Part, Where
from gridgov.tables.build import build
from gridgov.tables.dtypes import DAY, NONE

STREET_1 = Where(streets=("street-01",))
FUND = {"money__fund_yuan_per_year": 120_000.0, "chiefs__stipend_share_max": 0.2}


def start_of(*parts, **changes):
    scenario = load_scenario("baseline", extra={name.replace("__", "."): value for name, value in changes.items()})
    return build(replace(scenario, parts=parts), 7)


def same(one, two) -> list[str]:
    """Fields of two worlds that differ."""
    different = []
    for name in one._fields:
        a, b = getattr(one, name), getattr(two, name)
        equal = all(np.array_equal(x, y) for x, y in zip(a, b)) if isinstance(a, tuple) else np.array_equal(a, b)
        if not equal:
            different.append(name)
    return different


@pytest.fixture(scope="module")
def start():
    return start_of()


def test_tables_fit_together(start):
    world, labels = start.world, start.labels
    assert len(world.resident) == world.building["residents"].sum() == 20_000
    assert world.desk["workers"].sum() == world.desk["first_worker"][-1] + world.desk["workers"][-1]
    assert len(labels.desks) == len(world.desk) and len(labels.buildings) == len(world.building)
    assert list(world.desk["key"][:3]) == [name_key(name) for name in labels.desks[:3]]
    assert world.accept.shape == (len(world.category_key), world.end // DAY)
    assert world.resident["trust"][5] == start.city.people[5, 0]
    departments = world.desk["department"][world.department["desk"]]
    assert list(departments) == list(range(len(world.department)))


def test_streams_are_named_by_building_and_category_and_run_at_the_ceiling():
    start = start_of(category__litter__per_1000=0.0, category__parking__per_1000=119.0, birth__ceiling=4.0)
    stream, building = start.world.stream, start.world.building
    born = stream[stream["building"] >= 0]
    assert 0 not in set(born["category"]) and np.all(stream["building"][: len(born)] >= 0)
    row = born[born["category"] == 1][3]
    b = building[row["building"]]
    births = list(start.labels.regimes[0].estate.values())[b["kind"]].births
    assert row["key"] == child_key(int(b["key"]), name_key("parking"))
    assert row["rate"] == pytest.approx(119 / 1000 * b["residents"] * births * 4 / (365 * 86400))


def test_departments_have_work_of_their_own_unless_it_is_zero():
    world = start_of(department__housing__own_work_per_100k=10.0, department__water__own_work_per_100k=0.0).world
    own = {row["category"]: row for row in world.stream[world.stream["building"] == NONE]}
    housing, water = (int(np.flatnonzero(world.department["key"] == name_key(name))[0]) for name in ("housing", "water"))
    assert own[housing]["rate"] == pytest.approx(10 * 0.2 / 86400) and water not in own
    assert own[housing]["key"] == child_key(name_key("housing"), name_key("own work"))


def test_another_seed_changes_only_the_days(start):
    again = start.with_seed(8)
    assert again.world.seed == 8 and same(start.world, again.world) == ["seed", "stem", "accept"]
    assert same(again.with_seed(7).world, start.world) == []


def test_building_twice_gives_the_same_tables(start):
    assert same(start_of().world, start.world) == []


def test_a_part_with_neutral_values_changes_no_table(start):
    value = start.labels.regimes[0].inspection.share
    world = start_of(Part("x", 0, None, {"inspection.share": value})).world
    assert same(world, start.world) == []


def test_speed_is_what_patrol_meetings_and_training_leave():
    duties = {"tier__grid__patrol_hours_per_week": 10.0, "tier__grid__meeting_hours_per_week": 5.0, "tier__grid__training_hours_per_week": 1.0}
    duties |= {"calendar__office__days": "Mon-Fri", "calendar__office__hours": "08:30-12:00 13:30-18:00"}
    world = start_of(**duties).world
    assert np.allclose(world.desk_phase["speed"][0][world.desk["tier"] == 2], 1 - 16 / 40)


def test_other_duties_and_being_away_leave_less_for_cases_and_each_office_has_its_own():
    office = {"calendar__office__days": "Mon-Fri", "calendar__office__hours": "08:30-12:00 13:30-18:00"}
    duties, tiers = ("patrol", "meeting", "training"), ("grid", "community", "departments")
    office |= {f"tier__{tier}__{duty}_hours_per_week": 0.0 for tier in tiers for duty in duties}
    office |= {"data__sharing": 0.5, "data__upkeep_hours_per_week": 4.0, "assessment__weight": 0.25, "assessment__report_hours_per_week": 8.0}
    office |= {"property__led": 0.5, "property__led_meeting_hours_per_week": 6.0, "tier__property__meeting_hours_per_week": 1.0}
    start = start_of(**office, tier__community__present_share=0.6, tier__community__task_hours_per_week=5.0, tier__departments__present_share=0.5)
    left = {"property": 1 - (1 + 3) / 84, "grid": 1 - (2 + 2) / 40, "community": 0.6 - (5 + 2) / 40, "departments": 0.5}
    for tier, speed in left.items():
        assert np.allclose(start.world.desk_phase["speed"][0][start.world.desk["tier"] == start.labels.tiers.index(tier)], speed)


def test_the_hours_of_public_sessions_are_shared_by_the_workers_of_the_communitys_office_alone():
    sessions = {"transparency.sessions_per_month": 1.0, "transparency.hours_per_session": 7.3}
    slots = {"tier.community.slots": 3, "tier.squad.slots": 2, "tier.alliance.slots": 2}
    plain, told = (build(load_scenario("baseline", ["squads", "alliance"], extra=slots | more), 7) for more in ({}, sessions))
    office = plain.world.desk["tier"] == plain.labels.tiers.index("community")
    less = plain.world.desk_phase["speed"][0] - told.world.desk_phase["speed"][0]
    assert np.allclose(less[office], 7.3 * 168 / 730 / 3 / 40) and not less[~office].any()


def test_a_rule_that_ends_gives_the_hours_back():
    start = start_of(Part("reports", 10, STREET_1, {"assessment.weight": 1.0, "tier.grid.present_share": 0.9}, 30))
    world = start.world
    grids, street = world.desk_of[2], world.building["street"]
    speed = world.desk_phase["speed"][:, grids]
    assert len(world.phase_start) == 3 and np.array_equal(speed[0], speed[2])
    assert np.all(speed[1][street == 0] < speed[0][street == 0]) and np.all(speed[1][street == 1] == speed[0][street == 1])


def test_a_chief_works_the_hours_that_are_given_and_not_spent_looking():
    chiefs = {"chiefs__cadre_share": 0.4, "chiefs__resident_share": 0.2, "chiefs__look_share": 0.5, "chiefs__cadre_hours_per_week": 2.0}
    chiefs |= {"chiefs__cadre_motivation": 0.7, "chiefs__resident_hours_per_week": 4.0, "chiefs__resident_motivation": 0.8}
    chiefs |= {"chiefs__visits_per_week": 0.0}
    chiefs |= {"calendar__evenings__days": "Mon-Sun", "calendar__evenings__hours": "18:00-21:00", "channel__chief__minutes_per_household": 2.0}
    start = start_of(**chiefs)
    world = start.world
    speed = dict(zip(start.labels.desks, world.desk_phase["speed"][0]))
    hours = {0: 0.0, 1: 0.7, 2: 1.6}
    kinds, exposure = world.building_phase["chief"][0], world.exposure_s[0, 0]
    for building, kind, seconds, households in zip(start.labels.buildings, kinds, exposure, world.building["households"]):
        if kind:
            assert speed[f"chief/{building}"] == pytest.approx(hours[kind] / 21)
            assert seconds == pytest.approx(120 * households / (hours[kind] / 21))
        else:
            assert f"chief/{building}" not in speed and seconds == np.inf


def test_a_surge_takes_its_share_of_what_a_chief_gives():
    chiefs = {"chiefs__cadre_share": 0.6, "chiefs__claim": "keyed", "chiefs__look_share": 0.25}
    plain, surge = (start_of(chiefs__surge_share=share, **chiefs).labels.chief_time for share in (0.0, 0.4))
    given = plain.look + plain.cases
    assert np.array_equal(plain.way, surge.way) and not plain.surge.any() and np.allclose(surge.surge, 0.4 * given)
    assert np.allclose(surge.look, 0.6 * plain.look) and np.allclose(surge.cases, 0.6 * plain.cases)


def test_the_way_from_home_comes_out_of_a_cadres_hours():
    chiefs = {"chiefs__cadre_share": 0.6, "chiefs__claim": "keyed", "chiefs__look_share": 0.25, "chiefs__travel_kmh": 5.0, "travel__detour": 1.5}
    chiefs |= {"chiefs__cadre_hours_per_week": 2.0, "chiefs__cadre_motivation": 0.5}
    near, far = (start_of(chiefs__visits_per_week=visits, **chiefs) for visits in (0.0, 2.0))
    apart, served = far.labels.chief_distance_m[0], far.labels.chief_kind[0] == 1
    way = np.minimum(1.0, 2 * 2.0 * apart * 1.5 / 5000)[served]
    assert (way == 1.0).any() and (way < 0.5).any(), "some live too far to be of use, and some near"
    time = far.labels.chief_time
    assert np.allclose(time.way[0][served], way) and not time.way[0][~served].any()
    left = 1 - way
    assert np.allclose(time.look[0][served], 0.25 * left) and np.allclose(time.cases[0][served], 0.75 * left)
    there = left > 0
    assert np.allclose(near.world.exposure_s[0, 0][served][there], left[there] * far.world.exposure_s[0, 0][served][there])
    desks = far.world.desk_of[0][served]
    assert np.allclose(far.world.desk_phase["speed"][0][desks], left * near.world.desk_phase["speed"][0][desks])
    assert np.array_equal(far.world.desk_phase["acts"][0][desks] == 0, left == 0), "who spends all his hours on the way takes no case"
    assert np.array_equal(np.isinf(far.world.exposure_s[0, 0][served]), left == 0), "nor does he see anything"


def test_without_visits_or_at_no_speed_nobody_loses_an_hour():
    plain = start_of(chiefs__cadre_share=0.5, chiefs__claim="keyed", chiefs__visits_per_week=0.0)
    for change in ({"chiefs__travel_kmh": 0.0}, {"chiefs__visits_per_week": 0.0, "chiefs__travel_kmh": 1.0}):
        assert same(start_of(chiefs__cadre_share=0.5, chiefs__claim="keyed", **change).world, plain.world) == []


def test_a_patrol_sees_its_area_once_per_pass_and_separate_networks_make_it_longer():
    patrol = {"tier__grid__patrol_hours_per_week": 8.0, "tier__grid__slots": 2, "channel__patrol__minutes_per_household": 1.5}
    for networks in (1, 3):
        start = start_of(routing__separate_grids=networks, **patrol)
        grid = start.world.desk_of[2]
        households = start.labels.desk_households[grid]
        assert np.allclose(start.world.exposure_s[0, 1], 90 * households * networks / (2 * 8 / 40))
    assert np.all(start_of(tier__grid__patrol_hours_per_week=0.0).world.exposure_s[0, 1] == np.inf)


WATCH = {"channel__camera__order": 40, "channel__camera__kind": "watch", "channel__camera__tier": "grid", "channel__camera__mean_hours": 24.0}


def test_a_watch_needs_its_mean_hours_over_its_reach_and_nobody_else():
    for reach, seconds in ((1.0, 24 * 3600), (0.6, 24 * 3600 / 0.6), (0.0, np.inf)):
        assert np.all(start_of(channel__camera__reach=reach, **WATCH).world.exposure_s[0, 3] == seconds)


def test_a_channel_sees_nothing_where_it_does_not_cover():
    for channel, row in (("patrol", 1), ("residents", 2)):
        covered = start_of(**{f"channel__{channel}__coverage": 0.3}).world.exposure_s[0]
        plain, n = start_of().world.exposure_s[0], covered.shape[1]
        seen = np.isfinite(covered[row])
        assert seen.sum() == np.floor(0.3 * n + 0.5) and np.array_equal(covered[row][seen], plain[row][seen])
        assert np.array_equal(np.delete(covered, row, axis=0), np.delete(plain, row, axis=0))


def test_a_second_patrol_walks_its_share_and_the_hours_of_both_come_out_of_the_week():
    evening = {"order": 40, "kind": "patrol", "tier": "grid", "calendar": "evenings", "minutes_per_household": 3.0}
    evening = {f"channel__evening__{name}": value for name, value in evening.items()} | {
        "tier__grid__patrol_hours_per_week": 8.0,
        "tier__grid__meeting_hours_per_week": 18.0,
    }
    households = start_of().labels.desk_households[start_of().world.desk_of[2]]
    for share, hours in ((0.0, 8.0), (0.5, 12.0)):
        world = start_of(channel__evening__hours_share=share, **evening).world
        assert np.allclose(world.desk_phase["speed"][0][world.desk["tier"] == 2], 1 - (hours + 18 + 1) / 40)
        assert np.allclose(world.exposure_s[0, 3], 180 * households / (8 * share / 21) if share else np.inf)
        # the patrol by day takes as long as ever
        assert np.array_equal(world.exposure_s[0, 1], start_of(tier__grid__patrol_hours_per_week=8.0).world.exposure_s[0, 1])


def test_hours_of_watching_come_out_of_the_tier_where_the_reports_enter_once_anything_is_covered():
    for coverage, hours in ((0.0, 0.0), (0.1, 2.0), (1.0, 2.0)):
        world = start_of(channel__camera__watch_hours_per_week=2.0, channel__camera__coverage=coverage, **WATCH).world
        plain = start_of().world
        here = world.desk["tier"] == 2
        assert np.allclose(world.desk_phase["speed"][0][here], plain.desk_phase["speed"][0][here] - hours / 40)
        others = world.desk["tier"] != 2
        assert np.array_equal(world.desk_phase["speed"][0][others], plain.desk_phase["speed"][0][others])


def test_a_desk_without_workers_waits_or_climbs():
    for rule, acts in (("wait", 1), ("climb", 0)):
        world = start_of(tier__grid__slots=0, tier__grid__when_vacant=rule).world
        assert np.all(world.desk_phase["acts"][0][world.desk["tier"] == 2] == acts)


def test_a_chiefs_desk_acts_only_while_there_is_a_chief():
    start = start_of(Part("later", 50, None, {"chiefs.cadre_share": 0.5}), chiefs__cadre_share=0.2, time__warmup_days=90)
    world = start.world
    chiefs = world.desk["tier"] == 0
    assert list(world.phase_start) == [0, 140 * DAY] and chiefs.sum() == 96
    assert world.desk_phase["acts"][0][chiefs].sum() == 38 and world.desk_phase["slots"][0][chiefs].sum() == 38
    assert world.desk_phase["acts"][1][chiefs].all() and np.all(world.desk["workers"][chiefs] == 1)


def test_a_building_has_changed_if_its_rules_or_its_watchers_have():
    world = start_of(Part("pilot", 10, STREET_1, {"tier.grid.slots": 3}), Part("chiefs", 20, None, {"chiefs.cadre_share": 0.5})).world
    inside = world.building["street"] == 0
    changed = world.building_phase["changed"] == 1
    assert not changed[0].any() and np.array_equal(changed[1], inside) and changed[2].all()


def test_regimes_are_the_sets_of_parts_that_occur():
    parts = Part("a", 0, STREET_1, {"inspection.share": 0.5}), Part("b", 30, None, {"tier.grid.skill": 2.0})
    world = start_of(*parts, inspection__share=0.1, tier__grid__skill=1.0).world
    assert len(world.rule_rate) == 4
    phase, inside = world.building_phase["regime"], world.building["street"] == 0
    assert np.all(world.rule_rate["inspect_share"][phase[0]] == np.where(inside, 0.5, 0.1))
    assert np.all(world.tier_rate["skill"][phase[1], 2] == 2.0) and np.all(world.tier_rate["skill"][phase[0], 2] == 1.0)
    departments = world.desk["department"] >= 0
    assert np.all(world.rule_rate["inspect_share"][world.desk_phase["regime"][:, departments]] == 0.1)


def test_stipends_come_out_of_the_fund_up_to_their_share():
    paid = start_of(chiefs__resident_share=0.25, chiefs__stipend_yuan_per_month=100.0, **FUND)
    chiefs = np.bincount(paid.city.community[paid.world.building_phase["chief"][0] == 2], minlength=10)
    assert np.array_equal(paid.labels.stipend_fen[0], 100 * 100 * chiefs)
    assert np.array_equal(paid.world.fund_fen[0], 1_000_000 - paid.labels.stipend_fen[0])
    capped = start_of(chiefs__resident_share=0.25, chiefs__stipend_yuan_per_month=5000.0, **FUND)
    assert np.all(capped.world.fund_fen[0] == np.where(chiefs > 0, 800_000, 1_000_000))


def test_overhead_is_taken_before_stipends_and_repairs_and_obeys_day_and_place():
    part = Part("signboards", 40, STREET_1, {"money.overhead_share": 0.5}, 80)
    start = start_of(part, chiefs__resident_share=0.25, chiefs__stipend_yuan_per_month=100.0, **FUND)
    fund, stipends, overhead = start.world.fund_fen, start.labels.stipend_fen, start.labels.overhead_fen
    inside = start.labels.community_street == 0
    assert np.all(fund + stipends + overhead == 1_000_000) and np.all(stipends == stipends[0])
    assert np.array_equal(overhead, np.where(np.array([False, True, False])[:, None] & inside, 500_000, 0))


def test_a_fund_never_falls_below_zero():
    rule = {"chiefs__stipend_yuan_per_month": 5000.0, "chiefs__stipend_share_max": 1.0, "money__fund_yuan_per_year": 1000.0}
    start = start_of(chiefs__resident_share=0.9, **rule)
    assert start.world.fund_fen.min() >= 0
    assert np.all(start.world.fund_fen + start.labels.stipend_fen == 8333)


def test_positions_and_networks_of_desks_do_not_depend_on_the_ladder_above(start):
    more = start_of(tier__district__area="district", tier__district__order=55)
    assert len(more.world.tier) == 7 and "district/district" in more.labels.desks
    names = dict(zip(more.labels.desks, zip(more.world.desk["key"], more.world.desk["x"])))
    assert all(names[name] == (row["key"], row["x"]) for name, row in zip(start.labels.desks, start.world.desk))
    assert np.all(more.world.desk_of[5] == more.labels.desks.index("district/district"))


@pytest.mark.parametrize("policy", policy_names())
def test_every_shipped_policy_meets_the_same_city(policy, start):
    under = build(load_scenario("baseline", [policy]), 7)
    assert under.city.sha256 == start.city.sha256
    assert np.array_equal(under.world.stream, start.world.stream) and np.array_equal(under.world.accept, start.world.accept)


# ---- grids and party branches with different boundaries (M11)


def test_a_mismatch_of_grid_and_branch_costs_accuracy_and_time_where_it_is_and_nowhere_else():
    price = {"grids__mismatch_logit": 0.5, "grids__mismatch_hours": 3.0}
    start = start_of(grids__branches="estate", **price, routing__accuracy=0.8, routing__handover_hours=2.0)
    world = start.world
    mixed = np.array([len(set(world.building["estate"][world.building["grid"] == g])) > 1 for g in world.building["grid"]])
    assert mixed.any() and not mixed.all()
    rates = world.rule_rate[world.building_phase["regime"][0]]
    assert np.all(rates["handover_s"] == np.where(mixed, 5, 2) * 3600)
    assert np.allclose(rates["accuracy"], np.where(mixed, 1 / (1 + np.exp(0.5) / 4), 0.8))
    assert np.allclose(world.rule_rate["accuracy"][world.desk_phase["regime"]], 0.8)
    assert start.labels.mismatch[0] == pytest.approx(np.average(mixed, weights=world.building["households"]))


def test_grids_within_communities_whose_branches_are_theirs_pay_nothing(start):
    assert len(start.world.rule_rate) == 1 and start.labels.mismatch[0] == 0
    free = start_of(grids__branches="estate", grids__mismatch_logit=0.0, grids__mismatch_hours=0.0)
    assert free.labels.mismatch[0] > 0 and same(free.world, start.world) == []


def test_grids_that_cross_communities_pay_whatever_the_branches():
    for branches in ("equal", "estate"):
        wishes = {"grids__within": "street", "grids__branches": branches, "grids__per_street": 6}
        start = start_of(**wishes, grids__mismatch_hours=1.0, routing__handover_hours=2.0)
        world = start.world
        crossing = np.array([len(set(world.building["community"][world.building["grid"] == g])) > 1 for g in world.building["grid"]])
        paying = world.rule_rate["handover_s"][world.building_phase["regime"][0]] > 2 * 3600
        assert crossing.any() and np.all(paying[crossing])
        assert np.array_equal(paying, crossing) or branches == "estate"


def test_branches_may_be_drawn_anew_later_and_in_one_street():
    part = Part("reform", 50, STREET_1, {"grids.branches": "equal"})
    start = start_of(part, grids__branches="estate", grids__mismatch_hours=1.0, routing__handover_hours=2.0)
    world = start.world
    paying = world.rule_rate["handover_s"][world.building_phase["regime"]] > 2 * 3600
    first = world.building["street"] == 0
    assert paying[0, first].any() and not paying[1, first].any()
    assert np.array_equal(paying[0, ~first], paying[1, ~first])
    assert np.all(world.building_phase["changed"][1][first] == 1)


def test_a_grid_across_communities_is_paid_for_by_the_fund_of_the_one_with_most_of_its_households():
    start = start_of(grids__within="street", grids__per_street=4)
    desks = start.world.desk[start.world.tier_desks[2, 0] :][: start.world.tier_desks[2, 1]]
    for g, community in enumerate(desks["community"]):
        households = np.bincount(start.world.building["community"], start.world.building["households"] * (start.world.building["grid"] == g))
        assert households[community] == households.max()
