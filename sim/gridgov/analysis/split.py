"""Which single assumption explains where an outcome happens: the best threshold on one factor, held against chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridgov.analysis.chance import LEAST, LEVEL, dealt, times_for, worth_a_search

PERMUTATIONS = 999


@dataclass(frozen=True)
class Split:
    """One factor cut in two: of `inside` points on the side named, `hits` have the outcome; of `outside` others, `misses` have it.

    `below` says whether the side is that below the threshold; `p` is the chance that the best of all thresholds on all factors does as well
    where the outcome has nothing to do with any of them.
    """

    factor: int
    threshold: float
    below: bool
    inside: int
    hits: int
    outside: int
    misses: int
    p: float

    @property
    def explains(self) -> bool:
        """Whether most of the side has the outcome and most of the outcome is there: anything less is "more often", not "where"."""
        return 2 * self.hits > self.inside and self.hits > self.misses


def wilson(hits: int, count: int, z: float = 1.959964) -> tuple[float, float]:
    """Interval of a share (Wilson 1927), within [0, 1]; the whole of it where nothing was counted."""
    if not count:
        return 0.0, 1.0
    share, weight = hits / count, z * z / count
    middle = (share + weight / 2) / (1 + weight)
    half = z / (1 + weight) * math.sqrt(share * (1 - share) / count + weight / (4 * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def best_split(factors: np.ndarray, outcome: np.ndarray, level: float = LEVEL) -> Split | None:
    """The threshold on one factor that tells an outcome best, if chance would hardly do as well.

    The measure of a cut is the chi-squared statistic of its fourfold table; the best over all cuts of all factors is held against the same
    best after the outcomes were dealt out anew (the permutation test of a maximally selected statistic, Hothorn and Lausen 2003), so that
    many factors and many cuts find nothing in noise more often than `level`.

    Parameters
    ----------
    factors : f8 (points, factors)
    outcome : bool (points,)
    level : chance of a false rule; where several outcomes are looked at, divide it among them

    Returns
    -------
    Split or None
        None where either outcome is too rare, or where no rule beats chance.
    """
    factors, outcome = np.asarray(factors, float), np.asarray(outcome, bool)
    count, total = len(outcome), int(outcome.sum())
    if not worth_a_search(factors, outcome):
        return None
    outcomes = np.array([outcome, *dealt(outcome, times_for(level, PERMUTATIONS))])
    best = np.zeros(len(outcomes))
    where: tuple[int, int] | None = None
    left = np.arange(1, count)
    for column in range(factors.shape[1]):
        order = np.argsort(factors[:, column], kind="stable")
        values = factors[order, column]
        allowed = (values[1:] > values[:-1]) & (left >= LEAST) & (count - left >= LEAST)
        if not allowed.any():
            continue
        hits = np.cumsum(outcomes[:, order], axis=1)[:, :-1][:, allowed]
        cuts = left[allowed]
        measure = (hits - total * cuts / count) ** 2 / (cuts * (count - cuts))
        if measure[0].max() > best[0]:
            where = column, int(cuts[measure[0].argmax()])
        best = np.maximum(best, measure.max(axis=1))
    p = float((1 + np.sum(best[1:] >= best[0] * (1 - 1e-12))) / len(best))
    if where is None or p > level:
        return None
    return _split(factors, outcome, *where, p)


def _split(factors: np.ndarray, outcome: np.ndarray, column: int, cut: int, p: float) -> Split:
    values = np.sort(factors[:, column])
    threshold = between(values[cut - 1], values[cut])
    low = factors[:, column] < threshold
    below = bool(outcome[low].mean() > outcome[~low].mean())
    side = low if below else ~low
    return Split(column, threshold, below, int(side.sum()), int(outcome[side].sum()), int((~side).sum()), int(outcome[~side].sum()), p)


def between(low: float, high: float) -> float:
    """The number with the fewest digits above `low` and not above `high`: what a person would say the border is."""
    middle = (low + high) / 2
    for digits in range(1, 17):
        found = float(f"{middle:.{digits}g}")
        if low < found <= high:
            return found
    return float(high)
