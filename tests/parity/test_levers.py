"""Both engines give the same bytes with every lever at both ends of its bounds."""

from __future__ import annotations

import pytest

from gridgov.scenario.levers import LEVERS
from gridgov.tables.build import build
from gridgov.tables.dtypes import ACTIVITIES
from gridgov.text.faults import Faults
from tests.parity.companions import INVALID, TOO_LARGE
from tests.parity.compare import same_in_both
from tests.parity.levers import ends, town, town_with_meetings

ENDS = {end.name: end for end in ends()}
SEED = 4


def companions_of(name: str) -> dict | None:
    """What stands beside an end so that it can be run; None if it cannot."""
    return (INVALID | TOO_LARGE).get(name, ("", {}))[1]


def test_every_lever_is_tried_at_two_ends_or_more():
    tried = {lever.path: {end.value for end in ENDS.values() if end.lever is lever} for lever in LEVERS}
    assert len(tried) == len(LEVERS)
    assert {path: values for path, values in tried.items() if len(values) < 2} == {}


def test_every_exception_belongs_to_an_end():
    assert set(INVALID) | set(TOO_LARGE) <= set(ENDS)
    assert not set(INVALID) & set(TOO_LARGE)


@pytest.mark.parametrize("name", [name for name in ENDS if companions_of(name) is not None])
def test_both_engines_agree_with_a_lever_at_its_end(name):
    outcome = same_in_both(build(town(ENDS[name].changes | companions_of(name)), SEED).world)
    assert len(outcome.daily)


@pytest.mark.parametrize("name", INVALID)
def test_an_end_that_needs_companions_is_refused_without_them(name):
    with pytest.raises(Faults):
        build(town(ENDS[name].changes), SEED)


def test_the_town_of_the_parity_tests_lets_every_rule_act():
    starts = [build(scenario, SEED) for scenario in (town(), town_with_meetings())]
    worlds = [start.with_seed(seed).world for start in starts for seed in range(SEED, SEED + 4)]
    happened = {ACTIVITIES[number] for world in worlds for number in same_in_both(world).events["activity"]}
    assert happened == set(ACTIVITIES)
