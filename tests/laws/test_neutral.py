from tests.laws import neutral
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_a_mechanism_that_is_off_changes_no_byte():
    assert_holds(neutral.mechanisms_that_are_off(SMALL))


def test_a_policy_from_after_the_end_changes_nothing_and_one_from_day_0_is_as_if_always_there():
    assert_holds(neutral.policies_that_do_not_act(SMALL))


def test_a_tier_that_nobody_uses_changes_nothing():
    assert_holds(neutral.tiers_that_nobody_uses(SMALL))


def test_a_longer_run_begins_as_the_shorter_one():
    assert_holds(neutral.longer_horizons(SMALL))


def test_one_more_building_changes_nobody_whom_it_cannot_reach():
    assert_holds(neutral.neighbours_out_of_reach(SMALL))
