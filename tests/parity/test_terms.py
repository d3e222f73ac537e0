"""Entry, owners, neighbours and points in both engines: what must be so in every run, and shares at four standard errors."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from gridgov.scenario.levers import CATEGORIES
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import (
    ACTIVITIES,
    ARRIVED,
    CLOSED,
    LAPSED,
    MISROUTED,
    MONTH,
    NEIGHBOURS,
    NONE,
    NOTICED,
    PASSED_ON,
    SETTLED_AMONG,
)
from tests.parity.compare import run_compiled, same_in_both
from tests.parity.levers import TOWN

SEEDS = (4, 1, 2, 3)


def town(changes: dict):
    """The town without its policy, so that a change holds for the whole run."""
    return load_scenario(TOWN, extra=changes)


@cache
def played(*changes, compiled: bool = False):
    """World and outcomes of four runs of the town with changes; both engines have to agree on them."""
    start = build(town(dict(changes)), SEEDS[0])
    runs = []
    for seed in SEEDS:
        world = start.with_seed(seed).world
        runs.append((world, run_compiled(world) if compiled else same_in_both(world)))
    return runs


def within(found: int, number: int, share: float) -> bool:
    """Whether a count agrees with a share at four standard errors."""
    return abs(found - number * share) <= 4 * (number * share * (1 - share)) ** 0.5


def first_steps(outcome) -> dict[int, list]:
    """By case what its log says from being noticed until it first arrived, was closed or passed on."""
    steps: dict[int, list] = {}
    over = set()
    for time, case, activity, tier, desk, _ in outcome.events.tolist():
        if activity == NOTICED:
            steps[case] = []
        if case in steps and case not in over:
            steps[case].append((time, activity, tier, desk))
            if activity in (ARRIVED, CLOSED, PASSED_ON):
                over.add(case)
    return {case: rows for case, rows in steps.items() if case in over}


def test_reports_enter_at_the_wrong_desk_as_often_as_their_channel_says():
    wrong = entered = 0
    for world, outcome in played(("channel.residents.accuracy", 0.7), ("counter.share", 0), ("owners.missing_share", 0)):
        rows = {int(key): row for row, key in enumerate(outcome.cases["key"])}
        for case, steps in first_steps(outcome).items():
            tier = steps[-1][2]
            if outcome.cases["channel"][rows[case]] != 2 or steps[-1][1] != ARRIVED or world.tier_desks[tier, 1] < 2:
                continue
            entered += 1
            wrong += steps[1][1] == MISROUTED
            right = world.desk_of[tier, outcome.cases["building"][rows[case]]]
            assert (steps[-1][3] != right) == (steps[1][1] == MISROUTED)
            assert steps[-1][0] == steps[0][0]  # at once
    assert entered > 100 and within(wrong, entered, 0.3)


def test_a_case_waits_for_dispatch_and_for_an_owner_before_its_first_desk():
    changes = ("counter.share", 0.5), ("counter.dispatch_hours", 4), ("owners.missing_share", 0.6), ("owners.named_share", 0)
    waits = set()
    for world, outcome in played(*changes):
        rows = {int(key): row for row, key in enumerate(outcome.cases["key"])}
        for case, steps in first_steps(outcome).items():
            if steps[-1][1] != ARRIVED:
                continue
            row = outcome.cases[rows[case]]
            unowned = world.building_phase["unowned"][0, row["building"]]
            delay = 2 * 3600 * int(row["channel"] == 2) + 6 * 3600 * int(unowned)
            assert steps[-1][0] == steps[0][0] + delay
            assert row["handover_s"] + row["astray_s"] >= delay
            waits.add(delay // 3600)
    assert waits == {0, 2, 6, 8}


def test_a_counter_that_everyone_uses_knows_the_right_desk():
    changes = ("counter.share", 1), ("channel.residents.accuracy", 0), ("channel.patrol.accuracy", 1)
    for _, outcome in played(*changes, compiled=True):
        assert not any(MISROUTED in [step[1] for step in steps] for steps in first_steps(outcome).values())


def test_neighbours_settle_their_share_and_no_office_hears_of_it():
    settled = known = 0
    changes = tuple((f"category.{name}.settle", 0.4) for name in CATEGORIES)
    for world, outcome in played(*changes):
        cases = outcome.cases
        by_neighbours = (cases["channel"] != NONE) & (world.channel["kind"][cases["channel"]] == NEIGHBOURS)
        among = by_neighbours & (cases["registered"] == NONE)
        known, settled = known + int(by_neighbours.sum()), settled + int(among.sum())
        assert (cases["state"][among] == LAPSED).all() and (cases["gone"][among] == cases["final"][among]).all()
        log = outcome.events[outcome.events["activity"] == SETTLED_AMONG]
        assert sorted(log["case"].tolist()) == sorted(cases["key"][among].tolist())
        assert (log["tier"] == world.channel["tier"][-1]).all() and (log["desk"] == NONE).all()
        heard = np.isin(outcome.events["case"], cases["key"][among])
        told = {ACTIVITIES[number] for number in outcome.events["activity"][heard]}
        assert told <= {"born", "doubted", "settled_among"}
    assert known > 100 and within(settled, known, 0.4)


def test_neighbours_never_notice_what_was_closed_on_paper():
    alone = ("channel.mediators.tier", "street"), ("channel.mediators.mean_hours", 1)
    for world, outcome in played(*alone):
        street = world.channel["tier"][-1]
        assert (outcome.events["tier"][outcome.events["activity"] == NOTICED] == street).any()
        assert not (outcome.events["tier"][outcome.events["activity"] == ACTIVITIES.index("noticed_again")] == street).any()


def test_points_are_paid_at_the_end_of_each_month_for_the_reports_of_those_who_take_part():
    rich = ("money.fund_yuan_per_year", 1e7), ("points.yuan_per_act", 10), ("points.share", 0.5)
    for world, outcome in played(*rich):
        cases, rates = outcome.cases, world.rule_rate
        acts = (cases["channel"] == 2) & (cases["registered"] != NONE)
        acts[acts] = world.resident["propensity"][cases["resident"][acts]] >= rates["points_from"][0]
        ticks = np.arange(world.warmup % MONTH, world.end, MONTH)
        paid = acts & (cases["registered"] < ticks[-1])
        expected = np.zeros(outcome.points_paid.shape, np.int64)
        for row in cases[paid]:
            ended = ticks[np.searchsorted(ticks, row["registered"], side="right")]  # the tick that ends its month
            expected[world.building["community"][row["building"]], max(0, (ended - 1 - world.warmup) // MONTH + 1)] += 1000
        assert np.array_equal(outcome.points_paid, expected) and expected.any()


def test_a_poor_fund_pays_points_out_of_what_is_left_and_forgets_the_rest():
    poor = ("money.fund_yuan_per_year", 600), ("points.yuan_per_act", 100), ("points.share", 1)
    for world, outcome in played(*poor):
        assert outcome.points_paid.any()
        assert (outcome.points_paid + outcome.fund_spent <= 2 * world.fund_fen[0][:, None]).all()


@pytest.mark.parametrize("changes", [{"points.yuan_per_act": 0.004}, {"points.share": 0}])
def test_points_that_are_worth_nothing_or_given_to_nobody_are_not_paid(changes):
    outcome = same_in_both(build(town(changes), 4).world)
    assert not outcome.points_paid[:, :1].any()


def test_a_wrong_first_desk_that_takes_no_cases_sends_them_on_at_once():
    changes = {"channel.residents.tier": "chief", "channel.residents.accuracy": 0, "counter.share": 0.1, "chiefs.cadre_hours_per_week": 0}
    world = build(town(changes), 4).world
    outcome = same_in_both(world)
    lost = outcome.events[(outcome.events["activity"] == MISROUTED) & (outcome.events["tier"] == 0)]
    assert len(lost) and (world.desk_phase["acts"][0][lost["desk"]] == 0).any()
