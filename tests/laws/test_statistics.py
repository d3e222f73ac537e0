from tests.laws import statistics
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_intervals_on_paired_differences_hold_the_truth_as_often_as_they_say():
    assert_holds(statistics.coverage_of_intervals(SMALL))


def test_intervals_of_a_comparison_that_stops_at_a_precision_hold_as_often_as_they_say():
    assert_holds(statistics.coverage_of_the_stopping_rule(SMALL))


def test_intervals_together_hold_together():
    assert_holds(statistics.coverage_together(SMALL))


def test_pairing_saves_what_is_said_and_runs_with_seeds_of_their_own_vary_as_is_reckoned():
    assert_holds(statistics.what_pairing_saves(SMALL))


def test_the_number_of_replicates_that_is_named_has_its_power():
    assert_holds(statistics.power_of_the_number_named(SMALL))


def test_the_best_is_selected_as_often_as_is_promised():
    assert_holds(statistics.selections_of_the_best(SMALL))
