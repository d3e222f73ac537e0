"""Outcomes dealt out anew: what the best rule of a search is held against, and when there is too little to search at all."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

LEVEL = 0.05
#: Fewer settings than these on a side, or fewer of a kind, are no ground for a rule.
LEAST = 5
SEED = 1


def worth_a_search(factors: np.ndarray, outcome: np.ndarray) -> bool:
    """Whether an outcome, bool (points,), is there often enough and not too often, and anything moves, f8 (points, factors)."""
    return bool(factors.shape[1] and min(outcome.sum(), (~outcome).sum()) >= LEAST)


def times_for(level: float, least: int) -> int:
    """How often outcomes are dealt out, at least so often: with too few, no rule could be as rare as a level."""
    return max(least, math.ceil(2 / level) - 1)


def dealt(outcome: np.ndarray, times: int) -> Iterator[np.ndarray]:
    """The outcome in another order, so often: what it would be if it had nothing to do with any factor. The same each time it is asked."""
    rng = np.random.default_rng(SEED)
    for _ in range(times):
        yield rng.permutation(outcome)
