"""How long problems last, by category and by kind of estate: the share still there so many days after they began."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from gridgov.metrics.spans import spans_of
from gridgov.tables.dtypes import DAY

CATEGORY, KIND = "category", "kind"
GROUPS = (CATEGORY, KIND)
POINTS = 181  # of a curve
CONFIDENCE = 0.95


@dataclass(frozen=True, eq=False)
class Curve:
    """The product-limit estimate for one group of problems, those still there at the end censored then.

    The band treats cases as independent (log-log, as scipy.stats.ecdf has it); where it is undefined it is NaN. Values hold from
    their day on until the next.
    """

    name: str
    days: np.ndarray  # f8 (n,), from 0 to the longest duration; empty without problems
    share: np.ndarray  # f8 (n,)
    low: np.ndarray  # f8 (n,)
    high: np.ndarray  # f8 (n,)
    problems: int
    still: int  # there at the end
    hidden_share: float  # part of their days without an open record; NaN without days


def curves_of(run, by: str) -> tuple[Curve, ...]:
    """A curve per category, or per kind of estate, of the problems that were born in the measured period."""
    world, labels = run.start.world, run.start.labels
    rows = run.outcome.cases[run.outcome.cases["born"] >= world.warmup]
    group = rows["category"].astype(np.int64) if by == CATEGORY else world.building["kind"][rows["building"]]
    spans = spans_of(rows, int(world.end))
    lasted, hidden = spans.until - rows["born"], spans.latent + spans.paper
    names = labels.categories if by == CATEGORY else labels.kinds
    return tuple(
        curve(name, lasted[group == place], spans.open_end[group == place], int(hidden[group == place].sum())) for place, name in enumerate(names)
    )


def curve(name: str, lasted: np.ndarray, still: np.ndarray, hidden_s: int) -> Curve:
    """The curve of durations in seconds, i8 (N,), of which some had not ended, bool (N,)."""
    from scipy.stats import CensoredData, ecdf

    total = int(lasted.sum())
    if not len(lasted):
        nothing = np.zeros(0)
        return Curve(name, nothing, nothing, nothing, nothing, 0, 0, np.nan)
    left = ecdf(CensoredData(uncensored=lasted[~still], right=lasted[still])).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the band is undefined where nothing or everything has ended
        band = left.confidence_interval(CONFIDENCE, method="log-log")
    seconds = np.linspace(0, int(lasted.max()), POINTS)
    share, low, high = (one.evaluate(seconds) for one in (left, band.low, band.high))
    return Curve(name, seconds / DAY, share, low, high, len(lasted), int(still.sum()), hidden_s / total if total else np.nan)
