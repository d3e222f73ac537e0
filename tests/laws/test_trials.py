from tests.laws import trials
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_a_pilot_of_the_recommended_size_shows_its_effect_as_often_as_is_promised():
    assert_holds(trials.power_of_recommended_pilots(SMALL))
