"""What a metric is, and the small arithmetic that formulas share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

#: What a metric that comes once per tier, payer, account, estate kind, category or channel has in its name.
PLACES = ("<tier>", "<payer>", "<account>", "<kind>", "<category>", "<channel>")


@dataclass(frozen=True)
class Metric:
    """One figure of a run.

    `better` is "lower", "higher" or "neither". `function` takes a `Measured` and gives a number, or None where there is nothing
    to speak of (a share of no cases, a quantile that was not reached). A name with one of PLACES stands for one figure for
    each tier, payer, and so on; its function gives them by name.
    """

    name: str
    en: str
    zh: str
    unit: str
    better: str
    formula: str
    function: Callable

    @property
    def place(self) -> str:
        """The part of the name that stands for many, or an empty text."""
        return next((place for place in PLACES if place in self.name), "")

    def figures(self, measured) -> dict[str, float | None]:
        """The figure by its name, or the figures of every tier, payer, kind or category by theirs."""
        found = self.function(measured)
        named = {self.name.replace(self.place, which): value for which, value in found.items()} if self.place else {self.name: found}
        return {name: plain(value) for name, value in named.items()}


def plain(value) -> float | int | None:
    """A number as JSON can hold it: Python's own, and None instead of NaN and infinity."""
    if value is None or not np.isfinite(value):
        return None
    return int(value) if isinstance(value, int | np.integer) else float(value)


def ratio(part: float, whole: float, scale: float = 1.0) -> float | None:
    """scale * part / whole, None where there is no whole."""
    return scale * float(part) / float(whole) if whole > 0 else None


def gini(values: np.ndarray, weights: np.ndarray) -> float | None:
    """Gini coefficient of non-negative values with weights: 0 = all equal; None if all are zero."""
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order].astype(float)
    amount = values * weights
    total, people = amount.sum(), weights.sum()
    if total <= 0:
        return None
    # twice the area under the Lorenz curve, by trapezoids
    below = np.cumsum(amount) / total
    area = (weights / people * (below + np.concatenate([[0.0], below[:-1]]))).sum()
    return float(1.0 - area)


def weighted_quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float | None:
    """Smallest value such that at least this share of the weight lies at or below it."""
    if not weights.sum() > 0:
        return None
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))])
