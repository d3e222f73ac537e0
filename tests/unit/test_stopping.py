"""The number of replicates that a precision needs: Stein's rule by hand, batches, budgets, and what has no value."""

import math

import pytest

from gridgov.analysis.paired import mean_interval
from gridgov.analysis.stopping import BATCH, PILOT, Precision, two_stage_difference, two_stage_interval, two_stage_number

METRIC = "problem_days"


def asked(precision, values):
    """What a precision asks for, where replicate i of policy p would give values[p](i)."""
    return list(precision.rounds(lambda count: {policy: {METRIC: [of(one) for one in range(count)]} for policy, of in values.items()}))


def zigzag(size):
    return lambda one: size * (-1) ** one


def test_the_number_is_steins():
    pilot = [-1.0, 1.0] * 10  # s = sqrt(20 / 19), and t(19) = 2.093
    assert two_stage_number(pilot, 0.2) == math.ceil(2.0930241**2 * 20 / 19 / 0.04) == 116
    assert two_stage_number(pilot, 10.0) == 20
    assert two_stage_number([3.0] * 20, 0.1) == 20
    assert two_stage_number([3.0], 0.1) == 1


def test_the_interval_is_the_wider_of_that_of_the_first_spread_and_that_of_all_values():
    calm = two_stage_interval([-1.0, 1.0] * 10 + [0.0] * 80, 20)
    assert (calm.count, calm.mean) == (100, 0.0)
    assert calm.high == pytest.approx(2.0930241 * math.sqrt(20 / 19) / 10)
    wild = [-1.0, 1.0] * 10 + [-5.0, 5.0] * 40
    assert two_stage_interval(wild, 20) == mean_interval(wild)
    assert two_stage_interval([1.0], 1).low is None and two_stage_interval([], 0).mean is None


def test_replicates_come_in_batches_until_the_worst_of_several_policies_is_precise_enough():
    policies = {"reference": zigzag(0.0), "calm": zigzag(0.1), "wild": zigzag(1.0)}
    assert asked(Precision(METRIC, 0.2), policies) == [PILOT, 120]
    assert (120 - PILOT) % BATCH == 0
    assert asked(Precision(METRIC, 0.2), {"reference": zigzag(0.0), "calm": zigzag(0.1)}) == [PILOT]


def test_a_pilot_that_was_too_calm_does_not_end_it():
    def late(one):
        return zigzag(0.1 if one < PILOT else 1.0)(one)

    numbers = asked(Precision(METRIC, 0.2), {"reference": zigzag(0.0), "late": late})
    assert numbers == [PILOT]  # nothing speaks for more yet
    numbers = asked(Precision(METRIC, 0.04), {"reference": zigzag(0.0), "late": late})
    assert numbers[:2] == [PILOT, 30] and len(numbers) > 2
    found = mean_interval([late(one) for one in range(numbers[-1])])
    assert numbers[-1] == 500 or found.high - found.mean <= 0.04


def test_a_budget_of_runs_ends_the_work():
    assert asked(Precision(METRIC, 0.2, budget=101), {"reference": zigzag(0.0), "wild": zigzag(1.0)}) == [PILOT, 50]
    assert asked(Precision(METRIC, 0.2, budget=40), {"reference": zigzag(0.0), "wild": zigzag(1.0)}) == [PILOT]


def test_replicates_without_a_value_are_made_up_for():
    def gaps(one):
        return None if one % 4 == 3 else zigzag(1.0)(one)

    numbers = asked(Precision(METRIC, 0.5), {"reference": zigzag(0.0), "gaps": gaps})
    pilot = [gaps(one) for one in range(PILOT) if gaps(one) is not None]
    assert sum(gaps(one) is not None for one in range(numbers[-1])) >= two_stage_number(pilot, 0.5)
    found = two_stage_difference([gaps(one) for one in range(numbers[-1])], [0.0] * numbers[-1], PILOT,
                                 metric=METRIC, policy_name="gaps", reference_name="reference", better="lower")  # fmt: skip
    assert (found.estimate.high - found.estimate.low) / 2 <= 0.5
    assert asked(Precision(METRIC, 0.5), {"reference": zigzag(0.0), "nothing": lambda one: None}) == [PILOT]


def test_a_metric_that_no_run_gives_asks_for_no_more():
    precision = Precision("not_there", 0.1)
    assert list(precision.rounds(lambda count: {"reference": {METRIC: [1.0] * count}, "other": {METRIC: [2.0] * count}})) == [PILOT]
