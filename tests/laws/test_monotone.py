from tests.laws import monotone
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_without_problems_nothing_happens():
    assert_holds(monotone.nothing_from_nothing(SMALL))


def test_with_hands_without_limit_nobody_waits():
    assert_holds(monotone.hands_without_limit(SMALL))


def test_one_more_worker_makes_no_case_wait_longer():
    assert_holds(monotone.more_workers(SMALL))


def test_seeing_less_or_postponing_does_not_lower_problem_days():
    assert_holds(monotone.tricks_do_not_pay(SMALL))
