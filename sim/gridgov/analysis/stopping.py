"""How many replicates a difference needs: two stages and batches, whose interval holds what it says although the data decided its length.

Stein's rule (1945, "A two-sample test for a linear hypothesis whose power is independent of the variance", Annals of Mathematical
Statistics 16(3), doi:10.1214/aoms/1177731088): the spread s of the first n0 differences decides their number,

    n = max(n0, ceil((t(n0 - 1) s / d)^2)),

for a half width of at most d, and the interval is the mean of all n -+ t(n0 - 1) s / sqrt(n) with that same s. For normal differences it
covers at least as often as it says, whatever their true spread, because the mean of n does not depend on s; so it does when a budget ends
the work early, when n is rounded up to whole batches, and when n is the largest that any of several policies asks for.

A pilot that happens to look calm asks for too little where differences are skewed. So batches go on until Student's half width of all n is
at most d as well (the rule of Chow and Robbins 1965, "On the asymptotic theory of fixed-width sequential confidence intervals for the
mean", Annals of Mathematical Statistics 36(2), doi:10.1214/aoms/1177700156, which alone covers too seldom), and the interval is the wider
of both. It then still covers at least as often as Stein's: no spread, of whatever n, depends on the mean, and the interval is never
narrower. The price is a pilot's t quantile (2.09 instead of 1.96 for 20 replicates).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gridgov.analysis.paired import LEVEL, Difference, Estimate, levels_of, paired_values, spread, t_quantile

PILOT = 20  # replicates, the fewest that may decide about others
BATCH = 10  # replicates by which they grow
BUDGET = 1_000  # runs of all policies together, where nothing is said


@dataclass(frozen=True)
class Precision:
    """What is asked: a half width of the interval on the difference of one metric, in the metric's own unit, within a budget of runs."""

    metric: str
    half_width: float
    budget: int = BUDGET
    pilot: int = PILOT

    def rounds(self, values: Callable[[int], Mapping[str, Mapping[str, Sequence]]]) -> Iterator[int]:
        """Numbers of replicates, each to be there before the next is asked for.

        `values` gives the metrics by policy and name of the first so many replicates; the first policy is the reference.
        """
        there = self.pilot
        yield there
        pairs = self._differences(values(there))
        most = self.budget // (1 + len(pairs))
        first = [len(one) for one in pairs]
        # a replicate that gives no number adds nothing: another takes its place
        while (missing := max(map(self._missing, pairs, first), default=0)) > 0 and there < most:
            there = min(most, there + BATCH * math.ceil(missing / BATCH))
            yield there
            pairs = self._differences(values(there))

    def _missing(self, differences: Sequence[float], first: int) -> int:
        """Differences that are wanting: all that Stein's rule asks for, then a batch at a time, since one odd value may ask for far too many."""
        staged, all_of_them = (two_stage_number(some, self.half_width) - len(differences) for some in (differences[:first], differences))
        return staged if staged > 0 else min(BATCH, all_of_them)

    def _differences(self, values: Mapping[str, Mapping[str, Sequence[float | None]]]) -> list[list[float]]:
        """Differences of every policy beside the reference, pair by pair; none for a metric that these runs do not give."""
        reference, *others = (found.get(self.metric, ()) for found in values.values())
        return [[new - old for new, old in paired_values(other, reference)] for other in others]


def two_stage_number(pilot: Sequence[float], half_width: float, level: float = LEVEL) -> int:
    """Values that an interval of this half width needs, by the spread of the first few; as many as there are if these are fewer than two."""
    count = len(pilot)
    if count < 2:
        return count
    return max(count, math.ceil((t_quantile(0.5 + level / 2, count - 1) * spread(pilot) / half_width) ** 2))


def two_stage_interval(values: Sequence[float], pilot: int, level: float = LEVEL) -> Estimate:
    """Mean of all values with the wider of two intervals: by the spread of the first `pilot` of them, and by that of all."""
    count = len(values)
    mean = math.fsum(values) / count if count else None
    if min(pilot, count) < 2:
        return Estimate(count, mean, None, None)
    half = max(t_quantile(0.5 + level / 2, len(some) - 1) * spread(some) for some in (values[:pilot], values)) / math.sqrt(count)
    return Estimate(count, mean, mean - half, mean + half)


def two_stage_difference(
    policy: Sequence[float | None], reference: Sequence[float | None], pilot: int, level: float = LEVEL, **about: str
) -> Difference:
    """Paired difference with the interval of two stages; `about` as for `paired_difference`."""
    pairs = paired_values(policy, reference)
    early = len(paired_values(policy[:pilot], reference[:pilot]))
    estimate = two_stage_interval([new - old for new, old in pairs], early, level)
    return Difference(about["metric"], about["policy_name"], about["reference_name"], about["better"], *levels_of(pairs), estimate)
