"""Paired differences: against numbers worked out by hand and a published example, and what their intervals support."""

import math
import random

import pytest

from gridgov.analysis.paired import Difference, Estimate, mean_interval, paired_difference, t_quantile

# Student (1908), "The probable error of a mean", Biometrika 6: additional hours of sleep of ten patients under two drugs.
DEXTRO = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
LAEVO = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_students_own_example():
    difference = paired_difference(LAEVO, DEXTRO, better="higher")
    assert difference.estimate.mean == pytest.approx(1.58)
    # R: t.test(laevo, dextro, paired = TRUE)
    assert difference.estimate.low == pytest.approx(0.7001142, abs=1e-6)
    assert difference.estimate.high == pytest.approx(2.4598858, abs=1e-6)
    assert difference.reference == pytest.approx(0.75) and difference.policy == pytest.approx(2.33)
    assert difference.verdict == "better"


@pytest.mark.parametrize(("degrees", "quantile"), [(1, 12.7062), (2, 4.30265), (9, 2.26216), (29, 2.04523)])
def test_quantiles_are_those_of_the_printed_table(degrees, quantile):
    assert t_quantile(0.975, degrees) == pytest.approx(quantile, abs=1e-4)


def test_pairing_removes_what_both_have_in_common():
    common = [1000.0, -500.0, 30.0, 7.0]
    difference = paired_difference([value + 2 for value in common], common)
    assert difference.estimate == Estimate(4, 2.0, 2.0, 2.0)


def test_one_replicate_has_a_mean_and_no_interval():
    difference = paired_difference([3.0], [1.0], better="lower")
    assert difference.estimate == Estimate(1, 2.0, None, None)
    assert difference.verdict == "missing"


def test_missing_values_leave_out_their_pair_only():
    difference = paired_difference([1.0, None, 3.0, 5.0], [0.0, 1.0, math.nan, 4.0])
    assert difference.estimate == Estimate(2, 1.0, 1.0, 1.0)
    assert difference.reference == 2.0
    assert paired_difference([None], [None]).estimate == Estimate(0, None, None, None)


def test_unequal_numbers_of_replicates_are_refused():
    with pytest.raises(ValueError, match="cannot be paired"):
        paired_difference([1.0], [1.0, 2.0])


@pytest.mark.parametrize(
    ("better", "low", "high", "verdict"),
    [
        ("lower", -2.0, -1.0, "better"),
        ("lower", 1.0, 2.0, "worse"),
        ("higher", 1.0, 2.0, "better"),
        ("higher", -2.0, -1.0, "worse"),
        ("neither", 1.0, 2.0, "other"),
        ("lower", -1.0, 2.0, "undecided"),
        ("lower", 0.0, 2.0, "undecided"),
        ("higher", 0.0, 0.0, "same"),
        ("higher", None, None, "missing"),
    ],
)
def test_a_verdict_says_no_more_than_the_interval(better, low, high, verdict):
    mean = None if low is None else (low + high) / 2
    assert Difference("m", "b", "a", better, 1.0, 1.0, Estimate(5, mean, low, high)).verdict == verdict


def test_intervals_cover_the_truth_as_often_as_they_say():
    draw = random.Random(7)
    rounds = 2000
    covered = 0
    for _ in range(rounds):
        estimate = mean_interval([draw.gauss(3.0, 2.0) for _ in range(6)])
        covered += estimate.low <= 3.0 <= estimate.high
    assert abs(covered / rounds - 0.95) < 4 * math.sqrt(0.95 * 0.05 / rounds)
