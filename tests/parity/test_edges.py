"""Both engines at edges where one of them once failed or went another way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gridgov.scenario.levers import CATEGORIES, DEPARTMENTS
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import CLIMBED, CLOSED, CLOSED_ON_PAPER, CONVENED, DAY, LEG_CANCELLED, MONTH, NONE
from gridgov.text.faults import Faults
from tests.parity.compare import same_in_both
from tests.parity.levers import MEETINGS, TOWN, town, town_with_meetings

SEED = 4
TOP = Path(__file__).resolve().parents[2]


def each_category(name: str, value) -> dict:
    """One parameter of every category."""
    return {f"category.{category}.{name}": value for category in CATEGORIES}


def each_department(name: str, value) -> dict:
    """One parameter of every department."""
    return {f"department.{department}.{name}": value for department in DEPARTMENTS}


def test_residents_who_see_at_once_and_do_not_report_outlive_a_new_phase():
    changes = {"channel.residents.mean_hours": 0, "channel.patrol.minutes_per_household": 1000}
    world = build(town(changes | each_category("report", 0.3)), SEED).world
    cases = same_in_both(world).cases
    hidden = (cases["born"] < world.phase_start[1]) & ((cases["registered"] == NONE) | (cases["registered"] > world.phase_start[1]))
    assert (hidden & (cases["will_report"] == 0)).any()


@pytest.mark.parametrize("warmup", [0, 10])
def test_a_policy_that_ends_gives_back_what_was(warmup, tmp_path):
    sets = "chiefs.resident_motivation = 0.1\ntier.grid.skill = 1.0\ntier.street.patrol_hours_per_week = 9.0\n"
    sets += "tier.community.slots = 0\ntier.property.slots = 0\n"
    path = tmp_path / "surge.toml"
    path.write_text(f'extends = "{TOWN}"\n[policy.surge]\nfrom_day = 9\nuntil_day = 23\n[policy.surge.set]\n{sets}', encoding="utf-8")
    scenario = load_scenario(path, ["later+surge"], extra={"time.warmup_days": warmup})
    world = build(scenario, SEED).world
    assert [int(t) // DAY - warmup for t in world.phase_start[1:]] == [9, 17, 23]
    outcome = same_in_both(world)
    plain = build(load_scenario(path, ["later"], extra={"time.warmup_days": warmup}), SEED).world
    for name in ("slots", "speed", "acts"):
        assert (world.desk_phase[name][3] == plain.desk_phase[name][1]).all() and (world.desk_phase[name][1] != plain.desk_phase[name][0]).any()
    assert (world.exposure_s[3] == plain.exposure_s[1]).all() and world.building_phase["changed"][3].all()
    # what happens on the days before it begins is what happens without it, and not afterwards
    without = same_in_both(plain)
    before = (warmup + 9) * DAY
    early, early_without = (table.events[table.events["time"] < before] for table in (outcome, without))
    assert early.tobytes() == early_without.tobytes() and outcome.events.tobytes() != without.events.tobytes()


def test_hours_and_skill_that_other_duties_and_rules_change_are_the_same_to_both_engines():
    changes = {
        "data.sharing": 0.7, "assessment.weight": 0.8, "property.led": 1, "training.gain": 0.5, "tier.street.task_hours_per_week": 9,
        "chiefs.surge_share": 0.3, "chiefs.attention.litter": 7, "money.overhead_share": 0.5, "tier.community.surge_share": 0.1,
        "tier.grid.present_share": 0.9, "tier.community.present_share": 0.95, "tier.street.bonus_share": 0.5,
    }  # fmt: skip
    start, plain = build(town(changes), SEED), build(town(), SEED)
    assert (start.world.desk_phase["speed"] < plain.world.desk_phase["speed"]).any()
    assert (start.world.tier_rate["skill"] > plain.world.tier_rate["skill"]).any()
    assert same_in_both(start.world).events.tobytes() != same_in_both(plain.world).events.tobytes()


@pytest.mark.parametrize(
    "changes",
    [
        {"tier.alliance.every_days": 1, "tier.leader.every_days": 1, "tier.alliance.takes_cases": 64, "tier.alliance.picks": "easiest"},
        {"tier.alliance.every_days": 1, "tier.alliance.limit_hours.routine": 0, "tier.alliance.limit_action": "nothing"},
        {"tier.alliance.every_days": 1, "tier.alliance.paper": 1, "tier.alliance.margin_hours": 300, "inspection.share": 0},
        {"tier.leader.every_days": 1, "tier.leader.slots": 9, "tier.leader.takes_cases": 0, "departments.bounce": 0, "routing.handover_hours": 0},
        {"tier.alliance.every_days": 1, "routing.accuracy": 0, "category.*.power.alliance": 0},
    ],
)
def test_meetings_of_every_kind_take_up_what_is_stuck(changes):
    star = {path: value for path, value in changes.items() if "*" in path}
    changes = {path: value for path, value in changes.items() if "*" not in path}
    for path, value in star.items():
        changes |= {path.replace("*", name): value for name in CATEGORIES}
    events = same_in_both(build(town_with_meetings(changes), SEED).world).events
    assert (events["activity"] == CONVENED).sum() > 20
    assert set(events["time"][np.isin(events["activity"], (CONVENED, LEG_CANCELLED))] % DAY) == {0}


def test_a_meeting_that_takes_no_case_or_never_comes_is_none():
    none = {"tier.alliance.takes_cases": 0, "tier.leader.every_days": 3650}
    assert CONVENED not in same_in_both(build(town_with_meetings(none), SEED).world).events["activity"]


@pytest.mark.parametrize("gone", [{"slots": 0}, {"present_share": 0.0}])
def test_what_waits_for_those_on_call_goes_on_when_they_are_gone(gone, tmp_path):
    name, value = next(iter(gone.items()))
    path = tmp_path / "gone.toml"
    sets = f"tier.alliance.{name} = {value}\ntier.leader.{name} = {value}"
    path.write_text(f'extends = "{TOWN}"\n[policy.gone]\nfrom_day = 31\n[policy.gone.set]\n{sets}\n', encoding="utf-8")
    busy = MEETINGS | {"tier.alliance.every_days": 1, "tier.alliance.takes_cases": 30}
    busy |= {"tier.leader.meeting_hours_per_week": 0, "assessment.report_hours_per_week": 0}  # else they could not be away
    world = build(load_scenario(path, ["later", "alliance", "leaders", "gone"], extra=busy), SEED).world
    events, start = same_in_both(world).events, world.phase_start[-1]
    on_call = np.flatnonzero(world.tier["on_call"])
    assert CONVENED in events["activity"] and CONVENED not in events["activity"][events["time"] >= start]
    climbs = events[(events["time"] == start) & (events["activity"] == CLIMBED)]
    assert np.isin(climbs["tier"], on_call).any()


def test_what_waits_for_those_on_call_goes_on_when_the_last_of_them_has_quit():
    leaving = {f"tier.{tier}.{name}": value for tier in ("alliance", "leader") for name, value in (("quit_per_year", 0.99), ("vacancy_days", 3000))}
    busy = MEETINGS | leaving | {"tier.alliance.slots": 1, "tier.alliance.every_days": 1, "tier.alliance.takes_cases": 30}
    world = build(town_with_meetings(busy | {"time.horizon_days": 200, "staff.overload_logit": 20}), SEED).world
    outcome = same_in_both(world)
    ticks = [t for t in range(world.warmup % MONTH, world.end, MONTH) if t > 0]
    events = outcome.events[np.isin(outcome.events["tier"], np.flatnonzero(world.tier["on_call"]))]
    sent_up = events[(events["activity"] == CLIMBED) & np.isin(events["time"], ticks)]
    assert len(sent_up) and outcome.months["left"].sum() > outcome.months["joined"].sum()
    for desk in np.unique(sent_up["desk"]):
        at = sent_up["time"][sent_up["desk"] == desk].min()
        assert not ((events["activity"] == CONVENED) & (events["desk"] == desk) & (events["time"] > at)).any()


def sessions(**changes) -> dict:
    """Public sessions every month."""
    every = {"sessions_per_month": 2, "attend_share": 0.4} | changes
    return {f"transparency.{name}": value for name, value in every.items()}


def test_public_sessions_move_what_residents_think_to_what_is_on_record_and_with_it_who_reports():
    worlds = [build(town(changes | {"learning.trust_mix": 0}), SEED).world for changes in ({}, sessions(hours_per_session=0))]
    plain, told = (same_in_both(world) for world in worlds)
    assert (plain.reputation != told.reputation).all() and plain.cases["will_report"].sum() != told.cases["will_report"].sum()
    # the first are on the first day that begins in a month of the ledger or after, and nothing differs before
    first = -(-((worlds[0].warmup % MONTH) or MONTH) // DAY) * DAY
    early = [run.cases[run.cases["born"] < first] for run in (plain, told)]
    assert np.array_equal(early[0]["will_report"], early[1]["will_report"]) and early[0]["key"].tolist() == early[1]["key"].tolist()


def test_after_a_session_that_all_attend_and_believe_reputation_is_the_record():
    all_of_it = sessions(attend_share=1, step=1) | {"learning.reputation_step": 0, "time.warmup_days": 0, "time.horizon_days": 32}
    world = build(town(all_of_it), SEED).world
    outcome = same_in_both(world)
    closings = outcome.events[np.isin(outcome.events["activity"], (CLOSED, CLOSED_ON_PAPER)) & (outcome.events["time"] < 31 * DAY)]
    row = {key: number for number, key in enumerate(outcome.cases["key"].tolist())}
    of = np.array([row[key] for key in closings["case"].tolist()])
    community = world.building["community"][outcome.cases["building"][of]]
    for c in np.unique(world.building["community"]):
        on_time = closings["time"][community == c] <= outcome.cases["due"][of][community == c]
        assert set(outcome.reputation[world.building["community"] == c]) == {on_time.mean()}


def test_sessions_obey_the_day_and_the_place_of_their_policy(tmp_path):
    path = tmp_path / "open.toml"
    sets = "transparency = {sessions_per_month = 2, attend_share = 1.0}"
    where = 'from_day = 0\nuntil_day = 30\nwhere = {share = 0.5, unit = "grid"}'
    path.write_text(f'extends = "{TOWN}"\n[policy.open]\n{where}\n[policy.open.set]\n{sets}\n', encoding="utf-8")
    start = build(load_scenario(path, ["open"], extra={"learning.reputation_step": 0}), SEED)
    moved = same_in_both(start.world).reputation != start.world.building["reputation"]
    weight = start.world.rule_rate["session_weight"][start.world.building_phase["regime"][0]]
    assert moved.any() and not moved.all() and np.array_equal(moved, weight > 0)


@pytest.mark.parametrize("per_1000", [1e-6, 1e-13, 1e-200, 5e-324])
def test_problems_that_never_come_do_not_come(per_1000):
    changes = each_category("per_1000", per_1000) | each_department("own_work_per_100k", 0)
    outcome = same_in_both(build(town(changes), SEED).world)
    assert len(outcome.cases) == 0 and outcome.events_handled == 0


def test_a_piece_of_own_work_that_never_comes_does_not_come():
    changes = each_category("per_1000", 0) | each_department("own_work_per_100k", 1e-15)
    assert same_in_both(build(town(changes), SEED).world).events_handled == 0


def test_readiness_to_report_may_be_next_to_nothing():
    changes = {"time.horizon_days": 20, "estate.old.report": -5, "learning.trust_gain": 20, "learning.propensity_sd": 5}
    assert not same_in_both(build(town(changes | each_category("report", 1e-308)), SEED).world).cases["will_report"].any()


def test_plain_python_may_find_readiness_to_report_next_to_nothing_too():
    code = "from tests.parity import test_edges; test_edges.test_readiness_to_report_may_be_next_to_nothing()"
    plain = os.environ | {"NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=plain, cwd=TOP, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr


def test_several_legs_windows_and_works_in_one_second_keep_their_order():
    at_once = {"routing.handover_hours": 0, "departments.bounce_hours": 0, "inspection.delay_days": 0, "whistle.window_hours": 0}
    at_once |= {"departments.bounce": 0.9}
    no_time = {f"category.{name}.work_minutes.{tier}": 0 for name in CATEGORIES for tier in ("chief", "grid", "community", "street", "departments")}
    same_in_both(build(town(at_once | no_time), SEED).world)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"tier.street.when_vacant": "climb"}, "tier street is the last, and nobody is above it"),
        ({"tier.street.area": "estate", "tier.grid.area": "estate", "tier.community.area": "estate"}, "tier street is the last and serves a estate"),
    ],
)
def test_a_last_tier_that_may_refuse_a_case_is_refused(changes, sentence):
    with pytest.raises(Faults, match=sentence):
        town(changes | {"tier.departments": {"remove": True}} | each_category("power.street", 1))
