from tests.laws import comings
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_the_monthly_rules_change_nothing_where_nobody_moves():
    assert_holds(comings.nobody_moves(SMALL))


def test_people_leave_as_often_as_declared():
    assert_holds(comings.who_leaves(SMALL))


def test_every_post_is_held_or_vacant_and_every_cadre_comes_from_somewhere():
    assert_holds(comings.books_of_posts(SMALL))


def test_a_stipend_costs_hours_and_brings_some_and_training_costs_those_of_the_cadre():
    assert_holds(comings.what_a_stipend_does(SMALL))


def test_staff_quits_and_posts_stay_vacant_as_declared_and_pay_holds_staff():
    assert_holds(comings.staff_turns_over(SMALL))


def test_rules_of_staff_change_nothing_where_nobody_quits():
    assert_holds(comings.staff_that_stays(SMALL))
