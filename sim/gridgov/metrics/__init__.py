"""What a run reports: METRICS has one row per figure, `measure` computes them all; FIGURES has those that only facts ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from gridgov.metrics.figures import FIGURES
from gridgov.metrics.ledger import ACCOUNTS
from gridgov.metrics.measured import Measured
from gridgov.metrics.metric import Metric
from gridgov.metrics.table import METRICS
from gridgov.scenario.facts import MEASURED
from gridgov.scenario.levers import PAYERS
from gridgov.scenario.scenario import Fact, Scenario
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, fault, nearest

__all__ = ["FIGURES", "METRICS", "Measured", "Metric", "find_metric", "list_metrics", "measure", "metric_faults", "metric_names"]


def measure(measured: Measured) -> dict[str, float | int | None]:
    """Every figure of a run by name, in the order of METRICS; None where there is nothing to speak of."""
    figures: dict[str, float | int | None] = {}
    for metric in METRICS:
        figures.update(metric.figures(measured))
    return figures


def list_metrics() -> list[dict[str, str]]:
    """All metrics as plain rows: name, en, zh, unit, better, formula."""
    return [{column: getattr(metric, column) for column in ("name", "en", "zh", "unit", "better", "formula")} for metric in METRICS]


@cache
def find_metric(name: str) -> Metric | None:
    """The row of a figure, also of one that stands for many (`settled_share_grid`); None if there is none."""
    declared = (*METRICS, *FIGURES)
    exact = {metric.name: metric for metric in declared}
    if name in exact:
        return exact[name]
    stems = {metric: metric.name.removesuffix(metric.place) for metric in declared if metric.place}
    # the longest stem: problem_days_of_litter is no kind of estate
    return max((metric for metric, stem in stems.items() if name.startswith(stem)), key=lambda metric: len(stems[metric]), default=None)


def metric_faults(facts: Iterable[Fact], under: Callable[[str], Scenario], file: str) -> list[Fault]:
    """Facts whose metric there is not, or not in their scenario under their policy, which `under` gives; those that wait are left out."""
    faults = []
    for one in facts:
        if one.kind in MEASURED:
            known = [name for metric in (*METRICS, *FIGURES) for name in _names(metric, under(one.policy).settings)]
            if one.metric not in known:
                like = nearest(one.metric, known)
                code = "fact_metric" if like is None else "fact_metric_like"
                faults.append(fault(file, None, f"fact.{one.name}", "metric", one.metric, code, like=like))
    return faults


def metric_names(settings: Settings) -> list[str]:
    """The names of all figures of a run in a scenario with these settings."""
    return [name for metric in METRICS for name in _names(metric, settings)]


def _names(metric: Metric, settings: Settings) -> list[str]:
    """The names of a metric's figures in a scenario."""
    if not metric.place:
        return [metric.name]
    fixed = {"<payer>": PAYERS, "<account>": ACCOUNTS}
    rows = fixed.get(metric.place) or getattr(settings, {"<kind>": "estate"}.get(metric.place, metric.place.strip("<>")))
    return [metric.name.replace(metric.place, row) for row in rows]
