"""What replicates can tell: how many show a difference, and what pairing them saves. Arrays in, numbers out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gridgov.analysis.paired import LEVEL, t_quantile

POWER = 0.8
MOST = 1_000_000  # replicates beyond which nobody goes


def power_of(count: int, mean: float, spread: float, level: float = LEVEL) -> float:
    """Chance that Student's interval of so many normal values with this mean and standard deviation leaves out zero."""
    if count < 2:
        return 0.0
    if spread == 0:
        return float(mean != 0)
    limit, shift = t_quantile(0.5 + level / 2, count - 1), abs(mean) / spread * math.sqrt(count)
    return beyond(count - 1, shift, limit)


def beyond(degrees: int, shift: float, limit: float) -> float:
    """Chance that a noncentral Student number (shift at least 0) lies outside -limit to limit."""
    from scipy.special import chdtri, nctdtr

    # outside it whenever a normal number about the shift exceeds the limit times the largest spread that is worth reckoning with
    if shift > 8 + limit * math.sqrt(chdtri(degrees, 1e-12) / degrees):
        return 1.0
    low = float(nctdtr(degrees, shift, -limit))
    # far below a large shift scipy knows no number; what is there is less than a normal number's tail at four and a half
    return min(1.0, float(1 - nctdtr(degrees, shift, limit)) + (0.0 if math.isnan(low) else low))


def replicates_for(mean: float, spread: float, level: float = LEVEL, power: float = POWER) -> int | None:
    """The fewest values that show this difference with this power; None if it takes more than MOST."""
    if power_of(MOST, mean, spread, level) < power:
        return None
    low, high = 1, 2  # enough lies in (low, high]
    while power_of(high, mean, spread, level) < power:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power_of(middle, mean, spread, level) >= power else (middle, high)
    return high


@dataclass(frozen=True)
class Saving:
    """How many times less the difference varies between pairs than between independent runs, with a 95 % interval; None where nothing is known."""

    times: float | None
    low: float | None = None
    high: float | None = None


def pairing_saves(policy: Sequence[float], reference: Sequence[float], level: float = LEVEL) -> Saving:
    """(Variance of the policy + variance of the reference) / variance of their differences, over the same pairs, f8 (pairs,).

    The upper part is the variance that the difference of two independent runs has; that independent seeds have it is tested, not taken
    for granted. So many times as many replicates would be needed without pairing. The interval is the jackknife's on the logarithm of the
    ratio (Miller 1968, "Jackknifing variances", Annals of Mathematical Statistics 39(2), doi:10.1214/aoms/1177698418).
    """
    new, old = np.asarray(policy, float), np.asarray(reference, float)
    count = len(new)
    if count < 2:
        return Saving(None)
    parts = [_left_out(each) for each in (new, old, new - old)]
    whole = [each.var(ddof=1) for each in (new, old, new - old)]
    if not whole[2] > 0 or not whole[0] + whole[1] > 0:
        return Saving(None)
    ratio = float((whole[0] + whole[1]) / whole[2])
    if count < 3 or not (parts[2] > 0).all() or not (parts[0] + parts[1] > 0).all():
        return Saving(ratio)
    log = np.log((parts[0] + parts[1]) / parts[2])
    pseudo = count * math.log(ratio) - (count - 1) * log
    half = t_quantile(0.5 + level / 2, count - 1) * float(pseudo.std(ddof=1)) / math.sqrt(count)
    centre = float(pseudo.mean())
    return Saving(ratio, math.exp(centre - half), math.exp(centre + half))


def _left_out(values: np.ndarray) -> np.ndarray:
    """Variance of all values but one, for each that is left out, f8 (values,); negative rounding is zero."""
    count, centred = len(values), values - values.mean()
    if count < 3:
        return np.zeros(count)
    rest = (centred @ centred) - centred**2
    return np.maximum(0.0, (rest - centred**2 / (count - 1)) / (count - 2))
