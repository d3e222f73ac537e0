"""Paired differences between policies, with Student's intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.95


@dataclass(frozen=True)
class Estimate:
    """Mean of some values with its interval; `low` and `high` are None with fewer than two values, all three with none."""

    count: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Difference:
    """What one policy does to one metric, measured against the reference on the same troubles.

    `reference` and `policy` are the levels over the pairs, `estimate` the mean of policy minus reference with its interval,
    `better` is "lower", "higher" or "neither".
    """

    metric: str
    policy_name: str
    reference_name: str
    better: str
    reference: float | None
    policy: float | None
    estimate: Estimate

    @property
    def verdict(self) -> str:
        """What the interval supports: better, worse, other (a sign, but neither is better), same, undecided or missing."""
        low, high = self.estimate.low, self.estimate.high
        if low is None or high is None:
            return "missing"
        if low == high == 0:
            return "same"
        if low <= 0 <= high:
            return "undecided"
        if self.better == "neither":
            return "other"
        return "better" if (self.better == "higher") == (low > 0) else "worse"


def t_quantile(probability: float, degrees: int) -> float:
    """Quantile of Student's distribution."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, probability))


def mean_interval(values: Sequence[float], level: float = LEVEL) -> Estimate:
    """Mean with Student's interval, exact for normal values: mean -+ t(n - 1) * s / sqrt(n)."""
    count = len(values)
    if count == 0:
        return Estimate(0, None, None, None)
    if count == 1:
        return Estimate(1, float(values[0]), None, None)
    if min(values) == max(values):
        constant = float(values[0])
        return Estimate(count, constant, constant, constant)
    mean = math.fsum(values) / count
    variance = math.fsum((value - mean) ** 2 for value in values) / (count - 1)
    half = t_quantile(0.5 + level / 2, count - 1) * math.sqrt(variance / count)
    return Estimate(count, mean, mean - half, mean + half)


def spread(values: Sequence[float]) -> float:
    """Standard deviation of two values or more, of n - 1 degrees of freedom; exactly 0 of equal ones."""
    if min(values) == max(values):
        return 0.0
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def together(number: int, level: float = LEVEL) -> float:
    """Level of each of several intervals that are to hold all together at `level` (Bonferroni; Dunn 1961, doi:10.1080/01621459.1961.10482090).

    Whatever the intervals have in common: it asks nothing of how they depend on each other, and is the wider for it.
    """
    return 1 - (1 - level) / max(1, number)


def paired_values(policy: Sequence[float | None], reference: Sequence[float | None]) -> list[tuple[float, float]]:
    """Pairs (policy, reference) of replicates in the same order; those with a missing value on either side are left out.

    Raises
    ------
    ValueError
        If the two do not hold equally many replicates.
    """
    if len(policy) != len(reference):
        raise ValueError(f"{len(policy)} replicates cannot be paired with {len(reference)}")
    return [(float(new), float(old)) for new, old in zip(policy, reference) if present(new) and present(old)]


def present(value) -> bool:
    """Whether a replicate gave a number: metrics without a case to speak of are null."""
    return value is not None and math.isfinite(value)


def paired_difference(
    policy: Sequence[float | None],
    reference: Sequence[float | None],
    *,
    metric: str = "",
    policy_name: str = "",
    reference_name: str = "",
    better: str = "neither",
    level: float = LEVEL,
) -> Difference:
    """Difference of two policies over replicates in the same order; pairs with a missing value on either side are left out."""
    pairs = paired_values(policy, reference)
    estimate = mean_interval([new - old for new, old in pairs], level)
    return Difference(metric, policy_name, reference_name, better, *levels_of(pairs), estimate)


def levels_of(pairs: Sequence[tuple[float, float]]) -> tuple[float | None, float | None]:
    """Mean of the reference and of the policy over pairs (policy, reference)."""
    return mean_interval([old for _, old in pairs]).mean, mean_interval([new for new, _ in pairs]).mean
