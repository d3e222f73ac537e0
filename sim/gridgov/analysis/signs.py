"""Which way the difference of one setting goes beyond the noise of its seeds, or that it is too close to call: the same for all who count signs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

#: Beyond so many standard errors of its own seeds a difference has a sign; within, it is too close to call.
SURE = 1.959964

#: Values of a policy and of the reference with the same seed.
Pairs = Sequence[tuple[float, float]]


def mean_difference(pairs: Pairs) -> float:
    """The mean paired difference of one setting."""
    return math.fsum(new - old for new, old in pairs) / len(pairs)


def seed_spread(samples: Iterable[Pairs]) -> float:
    """Standard deviation of a paired difference from seed to seed, pooled over all settings of at least two seeds; 0 where nothing tells it."""
    squares, degrees = 0.0, 0
    for pairs in samples:
        if len(pairs) > 1:
            mean = mean_difference(pairs)
            squares += math.fsum((new - old - mean) ** 2 for new, old in pairs)
            degrees += len(pairs) - 1
    return math.sqrt(squares / degrees) if degrees else 0.0


def signs(differences: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """-1, 0 (too close to call) or 1 for each setting, from mean differences and their standard errors over seeds."""
    return np.where(np.abs(differences) > SURE * noise, np.sign(differences), 0).astype(int)
