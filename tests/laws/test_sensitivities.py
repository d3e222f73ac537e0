from tests.laws import sensitivities
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_intervals_of_sobol_indices_hold_closed_forms_as_often_as_they_say():
    assert_holds(sensitivities.coverage_of_sobol_indices(SMALL))


def test_intervals_of_elementary_effects_hold_what_is_known_and_effects_of_nothing_stay_marked():
    assert_holds(sensitivities.coverage_of_elementary_effects(SMALL))


def test_intervals_hold_the_mean_over_seeds_where_factors_act_otherwise_under_each():
    assert_holds(sensitivities.coverage_over_seeds(SMALL))


def test_planted_boxes_are_found_and_in_noise_none_as_often_as_is_promised():
    assert_holds(sensitivities.boxes_and_thresholds(SMALL))
