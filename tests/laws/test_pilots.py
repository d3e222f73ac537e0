from tests.laws import pilots
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_a_policy_in_one_street_changes_nothing_in_another_without_a_shared_desk():
    assert_holds(pilots.places_out_of_reach(SMALL))


def test_where_there_is_no_effect_weeks_show_one_in_a_twentieth_of_families_at_most():
    assert_holds(pilots.weeks_without_effect(SMALL))


def test_cohorts_together_are_the_run():
    assert_holds(pilots.cohorts_together(SMALL))
