"""How likely a candidate problem is to happen on each day: season, weekend, and a factor of the day that the run's seed decides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import gammainc, gammaincc, gammaincinv

from gridgov.draws import DAY_FACTOR, uniform

YEAR = 365  # days
BISECTIONS = 60


@dataclass(frozen=True, eq=False)
class Acceptance:
    """What does not depend on the run's seed. C categories, N days.

    The day's factor is a gamma number with mean 1, cut at `cut` and divided by the mean that is left, so that its mean
    stays 1 and no rate passes the ceiling even where disorder is full.
    """

    expected: np.ndarray  # f8 (C, N): season x weekend, mean 1
    cut: np.ndarray  # f8 (C, N)
    left: np.ndarray  # f8 (C, N): mean of the cut gamma
    shape: float
    ceiling: float
    most: float  # largest probability in an orderly building

    def of_seed(self, seed: int) -> np.ndarray:
        """Probability that a candidate happens in an orderly building: f8 (C, N)."""
        days = self.expected.shape[1]
        gamma = np.ones(days)
        if self.shape > 0:
            u = np.array([uniform(seed, DAY_FACTOR, 0, 0, day) for day in range(days)])
            gamma = gammaincinv(self.shape, u) / self.shape
        factor = np.minimum(gamma, self.cut) / self.left
        return np.minimum(self.expected * factor / self.ceiling, self.most)


def build_acceptance(settings) -> Acceptance:
    """Season, weekend and cut of every category and day of the run."""
    return _acceptance(settings.birth, settings.time, tuple(category.weekend for category in settings.category.values()))


@lru_cache(maxsize=16)  # few points of a study move it, and it would be half of what building their tables costs
def _acceptance(birth, time, weekends: tuple[float, ...]) -> Acceptance:
    days = time.warmup_days + time.horizon_days
    season = 1.0 + birth.season_amplitude * np.cos(2 * math.pi * (time.start_day + np.arange(days) - birth.season_peak_day) / YEAR)
    at_weekend = np.arange(days) % 7 >= 5
    rows = [season * np.where(at_weekend, factor, 1.0) / ((5 + 2 * factor) / 7) for factor in weekends]
    expected = np.array(rows).reshape(len(weekends), days)
    room = birth.ceiling / ((1.0 + birth.disorder) * np.maximum(expected, 1e-9))
    cut, left = cut_levels(room, birth.day_shape)
    return Acceptance(expected, cut, left, birth.day_shape, birth.ceiling, 1.0 / (1.0 + birth.disorder))


def cut_levels(room: np.ndarray, shape: float) -> tuple[np.ndarray, np.ndarray]:
    """Where to cut a gamma of mean 1 so that, divided by the mean left, it is at most `room` (f8, any shape): cut and mean left."""
    if shape <= 0:
        return np.full(room.shape, np.inf), np.ones(room.shape)
    values, place = np.unique(room, return_inverse=True)
    low, high = np.zeros(len(values)), values.copy()
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        fits = middle <= values * mean_of_cut(middle, shape)
        low, high = np.where(fits, middle, low), np.where(fits, high, middle)
    place = place.reshape(room.shape)
    return high[place], mean_of_cut(high, shape)[place]


def mean_of_cut(cut: np.ndarray, shape: float) -> np.ndarray:
    """Mean of min(G, cut) for a gamma G of this shape and mean 1."""
    return gammainc(shape + 1.0, shape * cut) + cut * gammaincc(shape, shape * cut)
