"""Owners of buildings: exact shares, named ones among those without, and none lost when there are more."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.scenario.scenario import Part, Where
from tests.unit.tables.test_build import start_of


def owners(*parts, **changes):
    """Whether each building lacks an owner, in each phase, and the start."""
    start = start_of(*parts, **{f"owners__{name}": value for name, value in changes.items()})
    return start.world.building_phase["unowned"] == 1, start


@pytest.mark.parametrize(("missing", "named"), [(0.0, 0.5), (0.3, 0.0), (0.5, 0.25), (1.0, 1.0), (0.013, 0.6)])
def test_shares_are_exact(missing, named):
    without, start = owners(missing_share=missing, named_share=named)
    m = int(np.floor(missing * without.shape[1] + 0.5))
    assert without[0].sum() == m - int(np.floor(named * m + 0.5))


def test_a_larger_share_keeps_those_there_were():
    some, more = owners(missing_share=0.2)[0], owners(missing_share=0.6)[0]
    assert (some <= more).all()
    fewer, few = owners(missing_share=0.6, named_share=0.7)[0], owners(missing_share=0.6, named_share=0.2)[0]
    assert (fewer <= few).all() and (few <= more).all()


def test_names_may_be_given_later_and_in_one_street():
    part = Part("names", 20, Where(streets=("street-01",)), {"owners.named_share": 1.0})
    without, start = owners(part, missing_share=0.4)
    inside = start.world.building["street"] == 0
    assert without[0][inside].any() and not without[1][inside].any()
    assert np.isclose(without[1][~inside].mean(), 0.4, atol=0.01)
