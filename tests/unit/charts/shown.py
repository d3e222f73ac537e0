"""Runs and what charts show of them: a small town, one without cases, and one with a single case."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from gridgov.analysis.runs.gathered import Shown, Side, figures_of
from gridgov.exemplars import Exemplar, Exemplars
from gridgov.run import simulate
from gridgov.scenario.load import load_scenario
from gridgov.tables.dtypes import NONE

SMALL = {"city.residents": 1500, "time.warmup_days": 10, "time.horizon_days": 45}
#: Chiefs and staff come and go.
FLUID = SMALL | {
    "chiefs.monthly": True, "chiefs.quit_per_year": 0.9, "chiefs.transfer_per_year": 0.8, "tier.grid.quit_per_year": 0.99,
    "tier.community.quit_per_year": 0.99, "tier.grid.slots": 6, "tier.grid.present_share": 0.8,
}  # fmt: skip


@cache
def run_of(policy: str = "five_chiefs", seed: int = 1, fluid: bool = False):
    """A run with its event log."""
    return simulate(load_scenario("classroom", policies=(policy,) if policy else (), extra=FLUID if fluid else SMALL), seed=seed, events=True)


def thinned(run, cases: int):
    """The run with the first registered cases of its measured period alone, and what the log says of them."""
    rows = run.outcome.cases
    wanted = rows[(rows["born"] >= run.start.world.warmup) & (rows["registered"] != NONE)][:cases]
    log = run.outcome.events[[key in set(wanted["key"].tolist()) for key in run.outcome.events["case"].tolist()]]
    return replace(run, outcome=run.outcome._replace(cases=wanted, events=log))


def without_log(run):
    """The run as if it had kept no event log."""
    empty = run.outcome._replace(events=run.outcome.events[:0])
    return replace(run, outcome=empty, provenance=dict(run.provenance) | {"event_log_sha256": None})


def shown(*sides, labels=("before", "five_chiefs"), how="median_difference") -> Shown:
    """What charts show of some sides, each a list of runs of which the first stands for the others."""
    made = []
    for label, runs in zip(labels, sides):
        first, *others = (figures_of(run) for run in runs)
        made.append(Side(label, runs[0].scenario, first, tuple(others)))
    runs = tuple(Exemplar(side.label, side.scenario, 1) for side in made)
    return Shown(tuple(made), Exemplars(runs, "study", how, "problem_days", 20))
