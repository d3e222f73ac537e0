from tests.laws import conservation
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_problems_time_hours_money_and_places_in_queues_are_neither_lost_nor_invented():
    assert_holds(conservation.nothing_is_lost(SMALL))
