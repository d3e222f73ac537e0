"""What analyses of a study read from it: one figure of all its runs, by point and replicate, and two points paired by their seeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gridgov.analysis.paired import present
from gridgov.study.tables import unknown_metrics
from gridgov.text.faults import Fault, fault

if TYPE_CHECKING:
    from gridgov.study.study import Study

#: Values of one figure, by point and replicate; None where a run gave none.
ByPoint = dict[int, dict[int, float | None]]


def by_point(study: Study, metric: str) -> ByPoint:
    """One figure of all runs that went well."""
    found: ByPoint = {}
    for point, replicate, value in study.store.values_of(metric):
        found.setdefault(point, {})[replicate] = value
    return found


def pairs_of(of: ByPoint, point: int | None, reference: int | None) -> list[tuple[float, float]]:
    """Values of two points with the same seed, in the order of replicates, where both runs gave one."""
    new, old = of.get(point, {}), of.get(reference, {})
    return [(new[one], old[one]) for one in sorted(new.keys() & old.keys()) if present(new[one]) and present(old[one])]


def metric_faults(study: Study, metrics: Sequence[str] | None) -> list[Fault]:
    """What is wrong with the metrics that are asked for (None: those of the plan): none is named, or no run gave it."""
    if metrics is not None and not metrics:
        return [fault_of(study, "study_no_names")]
    return unknown_metrics(study, study.plan.metrics if metrics is None else metrics)


def fault_of(study: Study, code: str, **arguments) -> Fault:
    """A fault that names the study's folder."""
    return fault(str(study.folder), None, "", "", Fault.NO_VALUE, code, **arguments)
