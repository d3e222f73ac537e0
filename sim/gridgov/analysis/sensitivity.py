"""What moves a figure: Sobol indices and Morris' elementary effects of runs that are noisy, with the noise of seeds told apart.

A run gives f(x) + noise, and it is f, the mean over seeds, that is asked about. Squares of noisy values are too large by the noise, so that
every product is taken across replicates only (a value of one seed times a value of another): its mean has no noise in it, though the points of
a row (a trajectory, a base row with what is exchanged in it) share their seeds. Rows have seeds of their own, so that they are independent of
each other, and intervals over rows cover all that differs by seed. This is the estimator with repetitions for the indices of the conditional
mean of a stochastic model (Mazo 2021, SIAM/ASA J. Uncertainty Quantification 9(4), "A trade-off between explorations and repetitions ..."), on
the sampling scheme and the first-order form of Saltelli et al. (2010) and the total one of Jansen (1999). With one replicate nothing can be
told apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from gridgov.analysis.paired import mean_interval

RESAMPLES, RESAMPLE_SEED = 1000, 1
LOW, HIGH = 2.5, 97.5
#: Chance that of all factors of a figure any is told from noise that has no effect.
FALSE_MARKS = 0.05
#: Fewer whole rows of a sample than these give no interval worth the name.
LEAST_ROWS = 4
#: A replicate that lacks more of its runs than this has not been swept yet; one that lacks fewer has failed runs.
UNFINISHED = 0.1


@dataclass(frozen=True)
class Interval:
    """A value with its 95 % interval and standard error."""

    value: float
    low: float
    high: float
    error: float


@dataclass(frozen=True)
class Indices:
    """Sobol indices of the mean over seeds, by factor; `variance` is that mean's, `noise` that of single runs around it.

    `noise` is None with one replicate. `first` and `total` are empty where the figure moves by nothing that could be told from noise.
    """

    rows: int
    replicates: int
    variance: Interval
    noise: float | None
    first: tuple[Interval, ...]
    total: tuple[Interval, ...]

    @property
    def noise_share(self) -> float | None:
        """Share of the variance of single runs that is the noise of seeds."""
        whole = max(0.0, self.variance.value) + (self.noise or 0.0)
        return None if self.noise is None or whole == 0 else self.noise / whole


def sobol(values: np.ndarray, factors: int) -> Indices | None:
    """First-order and total indices with percentile bootstrap intervals over the base rows.

    Parameters
    ----------
    values : f8 (rows * (factors + 2), replicates), in the order of `gridgov.study.sampling.base_sample`; NaN where there is none
    factors : how many factors moved

    Returns
    -------
    Indices or None
        None where fewer than LEAST_ROWS base rows are whole.
    """
    values = _without_unfinished(np.asarray(values, float))
    if not values.shape[1]:
        return None
    blocks = values.reshape(-1, factors + 2, values.shape[1])
    blocks = blocks[~np.isnan(blocks).any(axis=(1, 2))]
    rows, replicates = len(blocks), blocks.shape[2]
    if rows < LEAST_ROWS:
        return None
    ends = blocks[:, [0, -1]]
    noise = float(ends.var(axis=2, ddof=1).mean()) if replicates > 1 else None
    blocks = blocks - ends.mean(axis=(0, 1))  # what one seed adds everywhere is its own luck, and centred values have smaller products
    a, mixed, b = blocks[:, :1], blocks[:, 1:-1], blocks[:, -1:]
    spread = (_across(a, a) + _across(b, b)) / 2 * (2 * rows / (2 * rows - 1))
    first, total = _across(b, mixed - a), _across(a - mixed, a - mixed) / 2
    drawn = _resamples(rows)
    again = spread[drawn, 0].mean(axis=1)
    variance = _interval(float(spread.mean()), again)
    constant = variance.value <= 1e-24 * max(1.0, float(np.square(values[~np.isnan(values)]).max(initial=0)))
    if constant or (replicates > 1 and variance.low <= 0):
        return Indices(rows, replicates, variance, noise, (), ())
    safe = np.where(again > 0, again, np.nan)

    def indices(parts: np.ndarray) -> tuple[Interval, ...]:
        return tuple(_interval(float(part.mean() / variance.value), part[drawn].mean(axis=1) / safe) for part in np.ascontiguousarray(parts.T))

    return Indices(rows, replicates, variance, noise, indices(first), indices(total))


@lru_cache(maxsize=4)
def _resamples(rows: int) -> np.ndarray:
    """The rows of each resample, i8 (RESAMPLES, rows): the same for all figures of a study."""
    return np.random.default_rng(RESAMPLE_SEED).integers(0, rows, (RESAMPLES, rows))


def _across(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Mean product of two values of different seeds; of the same one where there is one seed. The last axis is that of seeds."""
    count = left.shape[-1]
    if count == 1:
        return (left * right)[..., 0]
    return (left.sum(-1) * right.sum(-1) - (left * right).sum(-1)) / (count * (count - 1))


def _interval(value: float, again: np.ndarray) -> Interval:
    low, high = np.nanpercentile(again, [LOW, HIGH])
    return Interval(value, float(low), float(high), float(np.nanstd(again)))


def _without_unfinished(values: np.ndarray) -> np.ndarray:
    return values[:, np.isnan(values).mean(axis=0) <= UNFINISHED]


@dataclass(frozen=True)
class Effect:
    """Elementary effects of one factor over its whole range, in the figure's unit.

    `strength` is the mean of their sizes (mu star, Campolongo, Cariboni and Saltelli 2007) with Student's interval, `mean` that of the effects
    themselves, `sigma` their standard deviation with the noise of seeds taken out (bent or dependent on others, where it is large),
    `floor` the mean strength that a factor without any effect would show by noise alone, `chance` that of a strength so far above it if there
    is no effect, and `beyond_noise` whether that is less than all factors of the figure together allow; None with one replicate.
    """

    strength: Interval
    mean: float
    sigma: Interval
    floor: float | None
    chance: float | None
    beyond_noise: bool | None = None


@dataclass(frozen=True)
class Screening:
    """Morris' screening: the effects by factor, from so many whole trajectories and replicates."""

    rows: int
    replicates: int
    effects: tuple[Effect, ...]


def morris(values: np.ndarray, shares: np.ndarray) -> Screening | None:
    """Elementary effects from trajectories (Morris 1991).

    Parameters
    ----------
    values : f8 (trajectories * (factors + 1), replicates); NaN where there is none
    shares : f8 (trajectories * (factors + 1), factors), where the rows lie, each factor from 0 to 1

    Returns
    -------
    Screening or None
        None where fewer than LEAST_ROWS trajectories are whole.
    """
    values, shares = _without_unfinished(np.asarray(values, float)), np.asarray(shares, float)
    factors = shares.shape[1]
    if not values.shape[1]:
        return None
    ways, places = values.reshape(-1, factors + 1, values.shape[1]), shares.reshape(-1, factors + 1, factors)
    whole = ~np.isnan(ways).any(axis=(1, 2))
    ways, places = ways[whole], places[whole]
    rows, replicates = ways.shape[0], ways.shape[2]
    if rows < LEAST_ROWS:
        return None
    steps = np.diff(places, axis=1)
    moved = np.abs(steps).argmax(axis=2)  # (rows, steps): which factor a step moves
    slopes = np.diff(ways, axis=1) / np.take_along_axis(steps, moved[:, :, None], axis=2)
    effects = np.empty_like(slopes)
    np.put_along_axis(effects, moved[:, :, None], slopes, axis=1)
    found = [_effect(effects[:, one]) for one in range(factors)]
    if replicates > 1:
        found = [replace(one, beyond_noise=beyond) for one, beyond in zip(found, stand_out([one.chance for one in found], FALSE_MARKS))]
    return Screening(rows, replicates, tuple(found))


def stand_out(chances: Sequence[float], level: float) -> list[bool]:
    """Which of several findings stand where all together are to be wrong with this chance at most (Holm 1979, Scand. J. Statistics 6, 65-70)."""
    stand = [False] * len(chances)
    for place, one in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        if chances[one] > level / (len(chances) - place):
            break
        stand[one] = True
    return stand


def _effect(effects: np.ndarray) -> Effect:
    """Of one factor's effects, f8 (trajectories, replicates)."""
    rows, replicates = effects.shape
    means = effects.mean(axis=1)
    noises = effects.var(axis=1, ddof=1) / replicates if replicates > 1 else None  # of each trajectory's mean
    noise = None if noises is None else float(noises.mean())
    sizes = np.abs(means)
    size = mean_interval(sizes.tolist())
    error = float(sizes.std(ddof=1) / math.sqrt(rows))

    def sigma(of: np.ndarray) -> np.ndarray:
        return np.sqrt(np.maximum(0.0, of.var(axis=-1, ddof=1) - (noise or 0.0)))

    strength = Interval(size.mean, max(0.0, size.low), size.high, error)
    effect = Effect(strength, float(means.mean()), _interval(float(sigma(means)), sigma(means[_resamples(rows)])), None, None)
    if noises is None:
        return effect
    # the mean size of a normal number, and the bias of a standard deviation of so many degrees of freedom
    floor = math.sqrt(2 / math.pi * noise) * (1 + 1 / (4 * rows * (replicates - 1)))
    return replace(effect, floor=floor, chance=_chance(sizes, noises, floor))


def _chance(sizes: np.ndarray, noises: np.ndarray, floor: float) -> float:
    """Chance by noise alone of a mean size so far above the floor, by Student's distribution over the trajectories.

    The floor is itself reckoned from the trajectories, to first order as a mean of their noises: what they have in common is in the error.
    """
    from scipy.special import stdtr

    above = float(sizes.mean()) - floor
    parts = sizes - noises * (floor / (2 * noises.mean())) if floor else sizes
    error = float(parts.std(ddof=1)) / math.sqrt(len(parts))
    if error <= 1e-12 * abs(float(sizes.mean())):
        return 0.0 if above > 0 else 1.0
    return float(stdtr(len(parts) - 1, -above / error))
