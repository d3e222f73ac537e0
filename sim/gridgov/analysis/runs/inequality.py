"""How unequally problem-days are spread over households, between buildings and between kinds of estate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.metrics.metric import gini, weighted_quantile
from gridgov.metrics.spans import spans_of
from gridgov.tables.dtypes import DAY

YEAR = 365 * DAY
#: Shares of households of the fan, its middle one the median.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Inequality:
    """Problem-days per household, equal within a building: tables do not say whose household a problem concerns.

    `households` and `days` are the Lorenz curve: cumulative shares, those with least first. `gini` is None where there are no
    problem-days. `fans` has the quantiles over households of problem-days per household and year of each kind of estate, NaN
    where nobody lives.
    """

    households: np.ndarray  # f8 (n,), from 0 to 1
    days: np.ndarray  # f8 (n,), from 0 to 1; zeros without problem-days
    gini: float | None
    kinds: tuple[str, ...]
    fans: np.ndarray  # f8 (kinds, QUANTILES)


def inequality_of(run) -> Inequality:
    """The spread over households of the days of problems born in the measured period."""
    world, labels = run.start.world, run.start.labels
    rows = run.outcome.cases[run.outcome.cases["born"] >= world.warmup]
    building = world.building
    seconds = np.bincount(rows["building"], spans_of(rows, int(world.end)).until - rows["born"], len(building))
    lived = building["households"] > 0
    households, kind = building["households"][lived], building["kind"][lived]
    each = seconds[lived] / households / DAY * YEAR / (int(world.end) - int(world.warmup))
    fans = np.full((len(labels.kinds), len(QUANTILES)), np.nan)
    for place in range(len(labels.kinds)):
        for which, share in enumerate(QUANTILES):
            value = weighted_quantile(each[kind == place], households[kind == place], share)
            fans[place, which] = np.nan if value is None else value
    order = np.argsort(each, kind="stable")
    people, days = (np.concatenate([[0.0], np.cumsum(part[order])]) for part in (households, each * households))
    return Inequality(people / max(1.0, people[-1]), days / (days[-1] or 1.0), gini(each, households), labels.kinds, fans)
