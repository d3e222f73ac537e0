from tests.laws import births
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_births_are_poisson_with_the_declared_rates():
    assert_holds(births.rates_of_births(SMALL), within=0.15)


def test_better_and_worse_days_spread_births_as_a_gamma_factor_does():
    assert_holds(births.spread_between_days(SMALL), within=0.4)


def test_weekends_and_seasons_have_the_declared_size_and_leave_the_mean():
    assert_holds(births.weekends_and_seasons(SMALL), within=0.15)


def test_disorder_makes_open_problems_a_pure_birth_process():
    assert_holds(births.disorder_breeds_disorder(SMALL), within=0.25)
