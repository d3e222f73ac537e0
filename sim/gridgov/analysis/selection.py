"""Which of several policies is best, with a guarantee: the fully sequential procedure of Kim and Nelson. Arrays in, a decision out.

Kim and Nelson (2001, "A fully sequential procedure for indifference-zone selection in simulation", ACM Transactions on Modeling and
Computer Simulation 11(3), doi:10.1145/502109.502111). After n0 replicates of each of k alternatives, S2[i, l] is the variance of the paired
differences of i and l. With a = 1 - level,

    eta = ((2 a / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1),
    W[i, l](r) = max(0, delta / (2 r) * (h2 S2[i, l] / delta^2 - r)),

and after r replicates of those still in, i is left if its mean is below that of any l by more than W[i, l](r). The last one in is chosen; where
several are in once r exceeds every h2 S2[i, l] / delta^2, the one with the best mean. For normal values, whatever their variances, and whether or
not all meet the same troubles (common random numbers, which make S2 small and the work short), the best is chosen with a chance of at least
`level` wherever it is better than the second by delta or more; where it is not, what is chosen is within delta of the best with that chance
in practice, though the paper proves the first only. For skewed values both hold the better the more replicates there are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridgov.analysis.paired import LEVEL


@dataclass(frozen=True)
class Selection:
    """What is known after some replicates of k alternatives."""

    best: int | None  # the chosen one; None while several are in
    still: tuple[int, ...]  # those in
    left_after: tuple[int | None, ...]  # replicates after which each was left; None of those in
    replicates: int  # of those in that were looked at
    most: int  # replicates of those in after which it ends at the latest

    @property
    def decided(self) -> bool:
        """Whether one is chosen."""
        return self.best is not None


def select_best(values: np.ndarray, first: int, indifference: float, level: float = LEVEL) -> Selection:
    """The decision that the replicates so far allow: more of them never change it once it is made.

    Parameters
    ----------
    values : f8 (k, replicates), larger is better; NaN where an alternative was not run, which may be only after it was left
    first : n0, replicates of every alternative before anything is decided; at least 2
    indifference : delta, the least difference that matters, above zero
    level : of the guarantee; more than 1 / k

    Raises
    ------
    ValueError
        If one of these is not so, or if fewer than `first` replicates of any alternative are there.
    """
    values = np.asarray(values, float)
    k, there = values.shape
    if k < 2 or first < 2 or not indifference > 0 or not 1 / k < level < 1:
        raise ValueError(f"{k} alternatives, {first} first replicates, indifference {indifference}, level {level}")
    if there < first or np.isnan(values[:, :first]).any():
        raise ValueError(f"not all alternatives have {first} replicates")
    limits = _limits(values[:, :first], indifference, level)  # f8 (k, k): replicates after which W is zero
    still, left = np.arange(k), np.zeros(k, np.int64)
    sums = values[:, :first].sum(axis=1)
    r = first
    while True:
        most = 1 + math.floor(limits[np.ix_(still, still)].max(initial=0.0))
        mean = sums[still] / r
        if r >= most:
            return _chosen(still, left, int(still[mean.argmax()]), r, most)
        slack = np.maximum(0.0, indifference / (2 * r) * (limits[np.ix_(still, still)] - r))
        stays = (mean[:, None] >= mean[None, :] - slack).all(axis=1)
        left[still[~stays]] = r
        still = still[stays]
        if len(still) == 1:
            return _chosen(still, left, int(still[0]), r, r)
        if r == there or np.isnan(values[still, r]).any():
            most = 1 + math.floor(limits[np.ix_(still, still)].max())
            return _chosen(still, left, None, r, max(r, most))
        sums[still] += values[still, r]
        r += 1


def _limits(values: np.ndarray, indifference: float, level: float) -> np.ndarray:
    """h2 S2 / delta^2 of each pair, f8 (k, k), from the first replicates f8 (k, n0)."""
    k, first = values.shape
    eta = ((2 * (1 - level) / (k - 1)) ** (-2 / (first - 1)) - 1) / 2
    variance = (values[:, None, :] - values[None, :, :]).var(axis=2, ddof=1)
    return 2 * eta * (first - 1) * variance / indifference**2


def _chosen(still: np.ndarray, left: np.ndarray, best: int | None, replicates: int, most: int) -> Selection:
    inside = set(still.tolist())
    after = tuple(None if one in inside else int(left[one]) for one in range(len(left)))
    return Selection(best, tuple(sorted(inside)), after, replicates, most)
