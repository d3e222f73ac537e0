"""What a reader of a run sees of those who come and go: posts in the views, tables of both engines, figures."""

from __future__ import annotations

import pytest

from gridgov.metrics.duties import IDLE, USES
from gridgov.model import GridModel
from gridgov.run import simulate
from gridgov.scenario.load import load_scenario

FLUID = {
    "city.residents": 1500, "time.warmup_days": 20, "time.horizon_days": 200, "chiefs.cadre_share": 0.3, "chiefs.resident_share": 0.5,
    "chiefs.monthly": True, "chiefs.quit_per_year": 0.9, "chiefs.willing_share": 0.02, "chiefs.stipend_yuan_per_month": 100.0,
    "tier.grid.quit_per_year": 0.9, "tier.grid.pay": 1.2, "tier.grid.slots": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def run():
    """A run in which chiefs and the grids' staff come and go."""
    return simulate(load_scenario("classroom", extra=FLUID))


def test_the_views_say_who_holds_a_post_now():
    model = GridModel("classroom", levers=FLUID)
    for _ in range(model.days):
        model.step()
    last = model.outcome().posts
    held = {model.views.some("building", [row])[0].chief for row in model.start.world.post}
    now = [model.views.some("building", [row])[0].chief for row in model.start.world.post]
    assert held > {"resident"} and now.count("resident") <= (last["kind"][:, -1] == 2).sum()


def test_figures_follow_those_who_are_there(run):
    still = simulate(load_scenario("classroom", extra=FLUID | {"chiefs.monthly": False, "tier.grid.quit_per_year": 0.0}))
    assert run.metrics["chief_turnover"] > 0.5 and run.metrics["staff_turnover"] > 0.2 and still.metrics["chief_turnover"] == 0
    assert 0 < run.metrics["staff_vacancy_share"] < 1 and still.metrics["staff_vacancy_share"] == 0
    assert run.metrics["chiefs_none"] > still.metrics["chiefs_none"] and run.metrics["chief_hours"] < still.metrics["chief_hours"]
    assert run.metrics["chiefs_none"] + run.metrics["chiefs_cadre"] + run.metrics["chiefs_resident"] == pytest.approx(len(run.start.world.building))
    assert run.metrics["cost_street"] < still.metrics["cost_street"], "who is not there is not paid"


def test_the_ledger_has_the_hours_of_those_who_were_there_and_no_others(run):
    world, shifts = run.start.world, run.outcome.shifts
    grid = run.start.labels.tiers.index("grid")
    workers = (world.desk["tier"] == grid).repeat(world.desk["workers"])
    there = shifts["there_s"][workers, 1:].sum(dtype="i8") / 3600
    booked = sum(row["hours"] for row in run.ledger.rows() if row["tier"] == "grid" and row["use"] in USES[: IDLE + 1])
    assert booked == pytest.approx(there, rel=0.01), "work in hand at a departure may last longer than the shift"
    assert run.start.labels.wage[0, grid] == pytest.approx(1.2 * 20.0)
    assert run.ledger.stipends_fen == run.outcome.stipends[:, 1:].sum() > 0
