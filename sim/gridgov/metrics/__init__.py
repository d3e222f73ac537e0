"""What a run reports: METRICS has one row per figure, `measure` computes them all."""

from __future__ import annotations

from functools import cache

from gridgov.metrics.measured import Measured
from gridgov.metrics.metric import Metric
from gridgov.metrics.table import METRICS

__all__ = ["METRICS", "Measured", "Metric", "find_metric", "list_metrics", "measure"]


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
    exact = {metric.name: metric for metric in METRICS}
    if name in exact:
        return exact[name]
    stems = {metric: metric.name.removesuffix(metric.place) for metric in METRICS if metric.place}
    # the longest stem: problem_days_of_litter is no kind of estate
    return max((metric for metric, stem in stems.items() if name.startswith(stem)), key=lambda metric: len(stems[metric]), default=None)
