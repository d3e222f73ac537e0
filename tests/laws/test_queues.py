from tests.laws import queues
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_waits_of_several_workers_are_erlangs():
    assert_holds(queues.waits_of_mmc(SMALL), within=0.6)


def test_waits_for_one_worker_follow_pollaczek_and_khinchine():
    assert_holds(queues.waits_of_mg1(SMALL), within=0.35)


def test_meetings_and_skill_change_the_pace_of_work():
    assert_holds(queues.pace_of_workers(SMALL), within=0.25)


def test_waits_of_classes_are_cobhams_and_the_order_leaves_the_mean_of_all():
    assert_holds(queues.waits_of_classes_of_urgency(SMALL), within=0.35)


def test_two_tiers_in_a_row_are_two_queues_of_their_own():
    assert_holds(queues.queues_of_two_tiers(SMALL), within=0.35)


def test_a_backlog_grows_by_arrivals_less_services():
    assert_holds(queues.growth_of_backlogs(SMALL), within=0.1)


def test_procedures_hold_nobody_and_last_as_declared():
    assert_holds(queues.time_in_procedures(SMALL), within=0.05)


def test_with_hands_enough_cases_wait_only_for_the_door_to_open():
    assert_holds(queues.waits_for_opening(SMALL), within=0.05)
