"""Every lever acts, and both engines give the same bytes with it at every end of its bounds."""

from __future__ import annotations

import pytest

from gridgov.scenario.levers import LEVERS
from gridgov.tables.build import build
from gridgov.tables.dtypes import ACTIVITIES
from gridgov.text.faults import Faults
from tests.parity.acting import ACTS, FIGURES, LABELS, MEET, ON_CALL
from tests.parity.companions import INVALID, TOO_LARGE
from tests.parity.compare import run_compiled, same_in_both
from tests.parity.levers import paths_of, town, town_with_meetings
from tests.parity.trial import ENDS, MONEY, NOTHING, SEED, TABLES, WEIGHTS, Trial


def test_every_lever_is_tried_at_two_ends_or_more():
    tried = {lever.path: {end.value for end in ENDS.values() if end.lever is lever} for lever in LEVERS}
    assert len(tried) == len(LEVERS)
    assert {path: values for path, values in tried.items() if len(values) < 2} == {}


def test_every_exception_belongs_to_an_end():
    assert set(INVALID) | set(TOO_LARGE) <= set(ENDS)
    assert not set(INVALID) & set(TOO_LARGE)


def test_what_makes_an_end_valid_leaves_the_lever_its_value():
    for name, (_, beside) in INVALID.items():
        if beside is not None:
            values = ENDS[name].changes | beside
            assert ENDS[name].value in {values.get(path) for path in paths_of(ENDS[name].lever)}, name


def test_every_exception_belongs_to_a_lever_and_to_one_list():
    lists = [*FIGURES, *LABELS, *MEET]
    assert len(lists) == len(set(lists))
    assert {*lists, *ACTS, *ON_CALL} <= {lever.path for lever in LEVERS}
    assert not set(ACTS) & set(ON_CALL)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.path)
def test_a_lever_acts_and_both_engines_agree_at_its_ends(lever):
    trial = Trial(lever)
    assert trial.parts == {}
    if lever.path in LABELS:
        assert trial.from_the_town() == NOTHING
    elif lever.path in FIGURES:
        assert trial.between_ends() == trial.from_the_town() == MONEY
    elif lever.path in MEET:
        assert trial.between_ends() == NOTHING
        assert trial.from_the_town() == TABLES
    else:
        assert trial.between_ends() == TABLES


@pytest.mark.parametrize("weight", WEIGHTS)
def test_each_weight_of_an_experience_pleases_somebody_by_itself(weight):
    # residents who start at 0 stay there if nothing counts: the weights move together above, where one that nobody reads would not be missed
    nothing_yet = {"learning.satisfaction": 0, "learning.trust_spread": 0, "neighbours.experience": 0}
    world = build(town(nothing_yet | dict.fromkeys(WEIGHTS, 0) | {weight: 1}), SEED).world
    assert world.resident["satisfaction"].max() == 0 < run_compiled(world).residents["satisfaction"].max()


@pytest.mark.parametrize("name", INVALID)
def test_an_end_that_needs_companions_is_refused_without_them(name):
    with pytest.raises(Faults):
        build(town(ENDS[name].changes), SEED)


def test_the_town_of_the_parity_tests_lets_every_rule_act():
    starts = [build(scenario, SEED) for scenario in (town(), town_with_meetings())]
    worlds = [start.with_seed(seed).world for start in starts for seed in range(SEED, SEED + 4)]
    happened = {ACTIVITIES[number] for world in worlds for number in same_in_both(world).events["activity"]}
    assert happened == set(ACTIVITIES)
