"""The comparison of two outcomes sees every bit, and says where."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from gridgov.tables.build import build
from gridgov.tables.dtypes import Outcome
from tests.parity.compare import first_difference, run_compiled
from tests.parity.levers import town


@cache
def outcome():
    """A short run of the town."""
    return run_compiled(build(town({"time.horizon_days": 25}), 4).world)


def test_an_outcome_is_the_same_as_its_copy():
    assert first_difference(outcome(), outcome()._replace(cases=outcome().cases.copy())) is None


@pytest.mark.parametrize("field", [field for field in Outcome._fields if field != "events_handled"])
def test_one_bit_in_any_table_is_seen(field):
    table = getattr(outcome(), field)
    assert table.nbytes, f"{field} is empty"
    other = bytearray(table.tobytes())
    other[len(other) // 2] ^= 1
    changed = np.frombuffer(bytes(other), table.dtype).reshape(table.shape)
    difference = first_difference(outcome(), outcome()._replace(**{field: changed}))
    assert difference is not None and difference.startswith(f"{field}: 1 of "), difference


def test_a_negative_zero_is_not_a_zero():
    trust = outcome().reputation.copy()
    trust[0] = 0.0
    other = trust.copy()
    other[0] = -0.0
    assert first_difference(outcome()._replace(reputation=trust), outcome()._replace(reputation=other)) is not None


def test_a_missing_row_is_seen_and_the_last_events_before_it_are_shown():
    difference = first_difference(outcome(), outcome()._replace(events=outcome().events[:-1]), ("long", "short"))
    assert "short     (no more)" in difference and difference.count("\n  both") == 3


def test_a_number_of_events_is_compared_too():
    assert first_difference(outcome(), outcome()._replace(events_handled=3)).startswith("events_handled")
