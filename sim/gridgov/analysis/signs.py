"""Which way the difference of one setting goes beyond the noise of its seeds, or that it is too close to call: the same for all who count signs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Two-sided level of the interval beyond which a difference has a sign; within, it is too close to call.
SURE = 0.95

#: Variance of log spreads beyond chance that is none: d0 would be above a million.
NOTHING = 1e-6

#: Values of a policy and of the reference with the same seed.
Pairs = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Noise:
    """Of each setting the standard error of its mean difference over seeds and the degrees of freedom behind it, f8 (settings,) both.

    The errors are 0 and the degrees 0 where no setting has two seeds and nothing tells any noise. `pooled` says that no setting had a spread of
    its own, but for at most one, so that all settings share one.
    """

    errors: np.ndarray
    degrees: np.ndarray
    pooled: bool

    def only(self, which: slice) -> Noise:
        """That of some of the settings."""
        return Noise(self.errors[which], self.degrees[which], self.pooled)


def mean_difference(pairs: Pairs) -> float:
    """The mean paired difference of one setting."""
    return math.fsum(new - old for new, old in pairs) / len(pairs)


def noise_of(samples: Sequence[Pairs]) -> Noise:
    """What seeds alone leave open about the mean difference of each setting, from its own seeds and from those of all others.

    Two or three seeds tell little of one setting's spread, and the spread of all settings together is wrong for each where they differ. So the
    variance of each is drawn towards what the others have in common, by as much as they agree (moderated t: Smyth 2004,
    doi:10.2202/1544-6115.1027): with s^2 of d degrees, and a scaled inverse chi-square of d0 degrees around s0^2 over the settings, it is
    (d0 s0^2 + d s^2) / (d0 + d) with d0 + d degrees. d0 and s0 are found by the mean and the variance of log s^2; where that varies no more than
    chance makes it, d0 is infinite and the variance is the pooled one. So it is with one seed a setting.
    """
    counts = np.array([len(pairs) for pairs in samples], float)
    degrees = np.maximum(counts - 1, 0)
    whole = degrees.sum()
    if whole == 0:
        return Noise(np.zeros(len(samples)), np.zeros(len(samples)), True)
    own = np.array([_variance(pairs) for pairs in samples])
    pooled = float(degrees @ own / whole)
    prior, middle = _prior(own[degrees > 0], degrees[degrees > 0], pooled)
    if math.isinf(prior):
        moderated, behind = np.full(len(samples), pooled), np.full(len(samples), whole)
    else:
        moderated = (prior * middle + degrees * own) / (prior + degrees)
        behind = np.minimum(prior + degrees, whole)  # no setting knows more than all of them
    return Noise(np.sqrt(moderated / np.maximum(counts, 1)), behind, int((degrees > 0).sum()) < 2)


def _variance(pairs: Pairs) -> float:
    if len(pairs) < 2:
        return 0.0
    differences = [new - old for new, old in pairs]
    if min(differences) == max(differences):
        return 0.0  # exactly: a mean of equal numbers may be off by a bit
    mean = mean_difference(pairs)
    return math.fsum((one - mean) ** 2 for one in differences) / (len(pairs) - 1)


def _prior(own: np.ndarray, degrees: np.ndarray, pooled: float) -> tuple[float, float]:
    """d0 and s0^2 of variances of at least one degree each (Smyth 2004, section 6.2)."""
    from scipy.optimize import brentq
    from scipy.special import digamma, polygamma

    some = own > 0  # a setting in which nothing ever differs from seed to seed is of another kind, and tells nothing of the others
    own, degrees = own[some], degrees[some]
    if len(own) < 2:
        return math.inf, pooled
    logs = np.log(own) - digamma(degrees / 2) + np.log(degrees / 2)
    beyond = float(logs.var(ddof=1) - polygamma(1, degrees / 2).mean())
    if beyond <= NOTHING:
        return math.inf, pooled
    # 1 / y < trigamma(y) < 1 / y + 1 / y^2
    half = brentq(lambda y: polygamma(1, y) - beyond, 1 / beyond, (1 + math.sqrt(1 + 4 * beyond)) / (2 * beyond))
    return 2 * half, math.exp(float(logs.mean() + digamma(half)) - math.log(half))


def signs(differences: np.ndarray, noise: Noise) -> np.ndarray:
    """-1, 0 (too close to call) or 1 for each setting, from mean differences and what their seeds leave open; without noise each has its sign."""
    from scipy.special import stdtrit

    limit = np.where(noise.degrees > 0, stdtrit(np.maximum(noise.degrees, 1e-3), (1 + SURE) / 2), 0)
    return np.where(np.abs(differences) > limit * noise.errors, np.sign(differences), 0).astype(int)
