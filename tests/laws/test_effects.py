"""The claims of effects.csv, row by row."""

import pytest

from gridgov.scenario.effects import effects
from tests.laws.effects import REPLICATES, judged, springs_from
from tests.laws.judge import assert_holds

ROWS = {f"{row.mechanism}-{row.lever}-{row.line}": row for row in effects()}


@pytest.mark.parametrize("name", ROWS)
def test_a_mechanism_does_what_is_claimed_and_has_its_price(name):
    assert_holds(judged(ROWS[name], REPLICATES))


def test_logs_that_differ_first_in_another_event_are_told_apart():
    born, noticed, closed = (1, 7, "born"), (2, 7, "noticed"), (3, 7, "closed")
    assert springs_from([born, noticed], [born, noticed], set())
    assert springs_from([born, noticed, closed], [born, closed], {"noticed"})
    assert not springs_from([born, noticed, closed], [born, closed], {"closed"})
    assert not springs_from([born, noticed], [born, noticed, noticed], {"born"})
