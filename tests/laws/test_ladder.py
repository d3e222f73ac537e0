from tests.laws import shares
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_powers_decide_who_settles_and_accuracy_who_goes_astray():
    assert_holds(shares.powers_and_wrong_desks(SMALL), within=0.15)


def test_departments_are_needed_by_weight():
    assert_holds(shares.departments_needed(SMALL), within=0.2)


def test_calls_bounce_and_whistles_are_complied_with_as_declared():
    assert_holds(shares.bounces_and_whistles(SMALL), within=0.2)


def test_no_desk_blows_beyond_its_quota():
    assert_holds(shares.quotas_of_whistles(SMALL))


def test_closings_on_paper_happen_as_often_and_as_late_as_declared():
    assert_holds(shares.closings_on_paper(SMALL), within=0.1)


def test_closings_are_inspected_and_residents_told_as_declared():
    assert_holds(shares.inspections(SMALL), within=0.1)


def test_service_limits_end_at_the_right_second_of_their_calendar():
    assert_holds(shares.service_limits(SMALL))


def test_cases_climb_when_they_have_waited_their_limit_at_this_desk():
    assert_holds(shares.limits_at_desks(SMALL))
