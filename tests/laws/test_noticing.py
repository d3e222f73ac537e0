from tests.laws import noticing
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_residents_need_an_exponential_time_of_their_own_hours():
    assert_holds(noticing.times_to_notice(SMALL), within=0.05)


def test_channels_win_in_proportion_to_their_rates():
    assert_holds(noticing.channels_against_each_other(SMALL), within=0.1)


def test_reports_follow_each_residents_own_probability():
    assert_holds(noticing.who_reports(SMALL), within=0.05)


def test_the_readiest_tenth_reports_three_times_as_often_as_the_least_ready():
    assert_holds(noticing.spread_of_readiness(SMALL))


def test_nobody_reports_who_would_not():
    assert_holds(noticing.channel_kinds(SMALL))
