"""A figure over every combination of two levers, the mean of what all others were moved to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gridgov.analysis.drawn.settings import Read
from gridgov.analysis.paired import Estimate, mean_interval, present
from gridgov.study.worlds import WORLD

if TYPE_CHECKING:
    from gridgov.study.study import Study

MOST_VALUES = 12  # of a lever that a heat map can show


@dataclass(frozen=True)
class Cells:
    """`estimates[row][column]` of one figure under one policy; `others` were averaged over, seed by seed."""

    metric: str
    policy: str
    rows: str
    columns: str
    row_values: tuple[Any, ...]
    column_values: tuple[Any, ...]
    others: tuple[str, ...]
    estimates: tuple[tuple[Estimate, ...], ...]


def moved_together(study: Study) -> dict[str, list[Any]]:
    """What a study moved, each with its values in order; only what has two or more and not too many."""
    found: dict[str, dict[Any, None]] = {}
    for point in study.points:
        for name, value in point.factors.items():
            if name != WORLD:
                found.setdefault(name, {})[value] = None
    plain = {name: list(values) for name, values in found.items() if 2 <= len(values) <= MOST_VALUES}
    return {name: sorted(values) if all(isinstance(one, int | float) for one in values) else values for name, values in plain.items()}


def cells(study: Study, read: Read, metric: str, policy: str, rows: str, columns: str) -> Cells:
    """The mean of each cell over seeds; a seed counts where every setting of the cell has a run of it that gave a number."""
    values, of = moved_together(study), read(metric)
    there: dict[tuple, list[dict[int, float | None]]] = {}
    for place, point in enumerate(study.points):
        if point.policy == policy and rows in point.factors and columns in point.factors:
            there.setdefault((point.factors[rows], point.factors[columns]), []).append(of.get(place, {}))
    estimates = tuple(tuple(_cell(there.get((row, column), [])) for column in values[columns]) for row in values[rows])
    others = tuple(name for name in values if name not in (rows, columns))
    return Cells(metric, policy, rows, columns, tuple(values[rows]), tuple(values[columns]), others, estimates)


def _cell(settings: list[dict[int, float | None]]) -> Estimate:
    shared = sorted(set.intersection(*(set(one) for one in settings))) if settings else []
    whole = [seed for seed in shared if all(present(one[seed]) for one in settings)]
    return mean_interval([math.fsum(one[seed] for one in settings) / len(settings) for seed in whole])
