"""Figures of what residents do themselves: settling among neighbours, points, and buildings for which nobody feels responsible."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.metrics import Measured, measure
from gridgov.metrics.duties import USES
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import DONE, LAPSED, PAYERS
from tests.unit.test_metrics import HORIZON, TOWN, at, nothing

BODY = {"order": 40, "kind": "neighbours", "tier": "grid", "unit": "estate"}
RULE = {f"channel.body.{name}": value for name, value in BODY.items()}
RESIDENTS, BODY_CHANNEL, GRID = 2, 3, 2


def start_with(**changes):
    """The start of the small town with a body of neighbours and these changes."""
    return build(load_scenario("baseline", extra=TOWN | RULE | {name.replace("__", "."): value for name, value in changes.items()}), seed=1)


def test_what_neighbours_settle_is_neither_lapsed_nor_registered_and_costs_volunteers_hours():
    start = start_with(neighbours__minutes=90.0)
    cases = [
        {"born": at(1), "gone": at(3), "state": LAPSED, "channel": BODY_CHANNEL},
        {"born": at(2), "gone": at(4), "state": LAPSED, "channel": BODY_CHANNEL},
        {"born": at(2), "gone": at(5), "state": LAPSED},
        {"born": at(3), "registered": at(4), "fixed": at(6), "gone": at(6), "state": DONE, "channel": BODY_CHANNEL, "settled_tier": GRID},
    ]
    outcome = nothing(start, cases)
    figures, ledger = measure(Measured(outcome, start.world, start.labels)), Measured(outcome, start.world, start.labels).ledger
    assert figures["settled_by_residents_share"] == pytest.approx(2 / 4) and figures["lapsed_share"] == pytest.approx(1 / 4)
    assert figures["noticed_share"] == pytest.approx(1 / 4) and figures["contacts_per_1000_households"] == 0
    assert figures["days_to_notice"] == pytest.approx((2 + 2 + 3 + 1) / 4)
    given = ledger.seconds[GRID, PAYERS.index("volunteers"), USES.index("mediation")]
    assert given == 3 * 90 * 60 == ledger.seconds[:, :, USES.index("mediation")].sum()
    assert ledger.wages_fen[:, PAYERS.index("volunteers")].sum() == 0


def test_a_case_has_no_owner_if_its_building_had_none_when_it_was_registered():
    start = start_with(owners__missing_share=0.5)
    without = start.world.building_phase["unowned"][0] == 1
    orphan, owned = int(np.flatnonzero(without)[0]), int(np.flatnonzero(~without)[0])
    cases = [{"born": at(1), "registered": at(2), "building": b, "channel": RESIDENTS} for b in (orphan, owned, orphan, owned)]
    cases += [{"born": at(1), "building": orphan}]
    assert measure(Measured(nothing(start, cases), start.world, start.labels))["orphan_share"] == pytest.approx(1 / 2)
    plain = start_with()
    assert measure(Measured(nothing(plain, cases), plain.world, plain.labels))["orphan_share"] == 0


def test_points_are_paid_by_the_fund_and_every_act_brings_false_reports_to_take():
    start = start_with(points__yuan_per_act=10.0, points__share=0.5, points__false_per_act=2.0, feedback__intake_minutes=6.0)
    propensity = start.world.resident["propensity"]
    eager, idle = int(np.argmax(propensity)), int(np.argmin(propensity))
    cases = [{"born": at(1), "registered": at(2), "channel": RESIDENTS, "resident": who} for who in (eager, eager, idle)]
    cases += [{"born": at(1), "registered": at(2), "channel": 1, "resident": eager}, {"born": at(1), "resident": eager}]
    outcome = nothing(start, cases)
    paid = np.zeros(outcome.fund_spent.shape, np.int64)
    paid[:, 0], paid[0, 1], paid[1, 2] = 700, 1000, 2000  # what is paid in the warm-up is in no figure
    measured = Measured(outcome._replace(points_paid=paid), start.world, start.labels)
    figures, ledger = measure(measured), measured.ledger
    assert figures["points_yuan"] == pytest.approx(30 * 365 / HORIZON)
    community = start.labels.tiers.index("community")
    assert ledger.seconds[community, PAYERS.index("street"), USES.index("intake")] == (3 + 2 * 2) * 6 * 60
    assert ledger.fen[PAYERS.index("community_fund")] == 3000
    assert {"tier": "", "payer": "community_fund", "use": "points", "hours": 0.0, "yuan": 30.0} in ledger.rows()


def test_hours_of_ownership_are_booked_as_meetings():
    rule = {"owners__missing_share": 0.5, "owners__hours_per_building": 0.5}
    meeting = [
        Measured(nothing(start), start.world, start.labels).ledger.seconds[GRID, :, USES.index("meeting")].sum()
        for start in (start_with(**rule), start_with(owners__named_share=1.0, **rule))
    ]
    assert meeting[1] > meeting[0]
