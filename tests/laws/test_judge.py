"""The judge must let go what holds and catch what does not, or every other verdict means nothing."""

import numpy as np
import pytest

from tests.laws.judge import CHANCE, Finding, assert_holds, exceptions, mean_of, ratio_of, share_of, sum_of
from tests.laws.theory import erlang_c, wait_mg1, wait_mmc, waits_of_classes
from tests.laws.town import HOUR, run


def test_the_interval_of_a_mean_misses_as_seldom_as_four_standard_errors():
    rng = np.random.default_rng(1)
    missed = sum(not mean_of("", 0.0, rng.normal(size=5)).holds for _ in range(4000))
    assert missed <= 3, "expected 0.25"
    assert pytest.approx(6.334e-5, rel=1e-3) == CHANCE


def test_a_theory_that_is_wrong_by_a_third_is_caught():
    cases = run("mmc", 1).cohort(30)
    waits = np.bincount(cases["building"], cases["waiting_s"]) / np.bincount(cases["building"]) / HOUR
    assert mean_of("", wait_mmc(1, 0.8), waits).holds
    assert not mean_of("", wait_mmc(1, 0.8) * 4 / 3, waits).holds
    assert not mean_of("", wait_mmc(1, 0.8) * 2 / 3, waits).holds


def test_bounds_are_judged_on_one_side_only():
    assert mean_of("", 0.0, [1.0, 1.1, 0.9], bound="least").holds
    assert not mean_of("", 0.0, [-1.0, -1.0001, -0.9999], bound="least").holds
    assert mean_of("", 0.0, [-1.0, -1.1, -0.9], bound="most").holds
    assert mean_of("", 0.0, [1.0, 1.0001, 0.9999], bound="above").holds
    assert not mean_of("", 0.0, [0.1, -0.1, 0.05], bound="above").holds and not mean_of("", 0.0, [0.1, -0.1, 0.05], bound="below").holds
    assert mean_of("", 0.0, [-1.0, -1.0001, -0.9999], bound="below").holds


def test_shares_sums_and_ratios_are_judged():
    assert share_of("", 0.5, 510, 1000).holds and not share_of("", 0.5, 600, 1000).holds
    assert sum_of("", 100.0, 100.0, 120.0, 1).holds and not sum_of("", 100.0, 100.0, 150.0, 1).holds
    wholes = np.arange(1.0, 21.0)
    parts = 2 * wholes + np.tile([0.1, -0.1], 10)
    assert ratio_of("", 2.0, parts, wholes).holds and not ratio_of("", 2.1, parts, wholes).holds


def test_one_exception_breaks_a_law_and_no_example_proves_none():
    assert exceptions("", 0, 10).holds
    assert not exceptions("", 1, 10_000).holds
    assert not exceptions("", 0, 0).holds
    assert not Finding("", 1.0, float("nan"), 1.0, 5).holds


def test_a_broken_law_a_blunt_one_and_an_empty_list_fail():
    with pytest.raises(AssertionError, match="theory 1, found 2"):
        assert_holds([Finding("law", 1.0, 2.0, 0.5, 3)])
    with pytest.raises(AssertionError, match="too few samples"):
        assert_holds([Finding("law", 1.0, 1.0, 0.5, 3)], within=0.2)
    with pytest.raises(AssertionError, match="nothing"):
        assert_holds([])


def test_formulas_agree_where_they_must():
    assert wait_mmc(1, 0.8) == pytest.approx(wait_mg1(0.8, 1.0))
    assert erlang_c(2, 0.5) == pytest.approx(1 / 3)  # by hand: 2 rho^2 / (1 + rho)
    assert waits_of_classes([0.8], 1.0) == pytest.approx([wait_mg1(0.8, 1.0)])
    first, second = waits_of_classes([0.3, 0.5], 1.0)
    assert (0.3 * first + 0.5 * second) / 0.8 == pytest.approx(wait_mg1(0.8, 1.0))
