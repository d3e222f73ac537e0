"""What analyses of a study read from it: one figure of all its runs, by point and replicate, and two points paired by their seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridgov.analysis.paired import present
from gridgov.text.faults import Fault, fault

if TYPE_CHECKING:
    from gridgov.study.study import Study

#: Values of one figure, by point and replicate; None where a run gave none.
ByPoint = dict[int, dict[int, float | None]]


def by_point(study: Study, metric: str) -> ByPoint:
    """One figure of all runs that went well; points that stand for the same runs all have them."""
    found: ByPoint = {}
    for point, replicate, value in study.store.values_of(metric):
        found.setdefault(point, {})[replicate] = value
    for group in study.twins:
        shared = {replicate: value for point in group for replicate, value in found.get(point, {}).items()}
        if shared:
            found |= {point: dict(sorted(shared.items())) for point in group}
    return found


def pairs_of(of: ByPoint, point: int | None, reference: int | None) -> list[tuple[float, float]]:
    """Values of two points with the same seed, in the order of replicates, where both runs gave one."""
    new, old = of.get(point, {}), of.get(reference, {})
    return [(new[one], old[one]) for one in sorted(new.keys() & old.keys()) if present(new[one]) and present(old[one])]


def fault_of(study: Study, code: str, **arguments) -> Fault:
    """A fault that names the study's folder."""
    return fault(str(study.folder), None, "", "", Fault.NO_VALUE, code, **arguments)
