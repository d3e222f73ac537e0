from tests.laws import pressure
from tests.laws.judge import assert_holds
from tests.laws.law import SMALL


def test_assessment_opens_the_gap_between_record_and_truth_and_inspection_closes_it():
    assert_holds(pressure.the_record_parts_from_the_truth_under_pressure(SMALL))


def test_recorded_figures_reach_from_the_lowest_to_the_highest_published_ones():
    assert_holds(pressure.records_reach_as_far_as_published_ones(SMALL))
