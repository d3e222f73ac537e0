"""Shared policies that put a row into the ladder or the channels: neutral as they stand, and the same in both engines when used."""

from __future__ import annotations

import pytest

from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario
from gridgov.tables.build import Start, build
from tests.parity.compare import run_compiled, same_in_both
from tests.parity.levers import TOWN

SEED = 4
#: What puts each policy to use.
USED = {
    "unit_chiefs": {"channel.unit.coverage": 0.6},
    "centre_households": {"channel.centre_household.coverage": 0.6},
    "cameras": {"channel.camera.coverage": 0.5},
    "service_centres": {"channel.centre.coverage": 0.5},
    "evening_visits": {"channel.evening.hours_share": 0.5},
    "adoption": {f"estate.{kind}.adopted": 0.5 for kind in ("old", "ordinary", "gated")},
    "committees": {f"estate.{kind}.committee": 0.5 for kind in ("old", "ordinary", "gated")},
    "squads": {"tier.squad.slots": 2},
    "alliance": {"tier.alliance.slots": 2, "tier.alliance.every_days": 3},
    "leaders": {"tier.leader.slots": 2, "tier.leader.every_days": 2},
}


def town(*policies: str, **changes) -> Scenario:
    """The town without its own body of neighbours, which would settle by the shares that a policy brings along."""
    return load_scenario(TOWN, ["later", *policies], extra=changes | {"channel.mediators": {"remove": True}})


def log_in_names(start: Start) -> list[tuple]:
    """The event log with tiers and desks by their names."""
    labels, events = start.labels, run_compiled(start.world).events
    tiers, desks = [*labels.tiers, None], [*labels.desks, None]
    rows = events[["time", "case", "activity", "tier", "desk", "worker"]].tolist()
    return [(time, case, activity, tiers[tier], desks[desk], worker) for time, case, activity, tier, desk, worker in rows]


@pytest.fixture(scope="module")
def plain() -> list[tuple]:
    return log_in_names(build(town(), SEED))


@pytest.mark.parametrize("policy", USED)
def test_a_policy_that_is_not_put_to_use_changes_nothing(policy, plain):
    assert log_in_names(build(town(policy), SEED)) == plain


@pytest.mark.parametrize("policy", USED)
def test_both_engines_agree_on_a_policy_that_is_used(policy, plain):
    start = build(town(policy, **USED[policy]), SEED)
    same_in_both(start.world)
    assert log_in_names(start) != plain


@pytest.mark.parametrize("left_out", ["leaders", "squads"])
def test_both_engines_agree_when_as_many_of_them_as_the_ladder_holds_are_used(left_out):
    names = [name for name in USED if name != left_out]
    changes = {path: value for name in names for path, value in USED[name].items()}
    same_in_both(build(town(*names, **changes), SEED).world)
