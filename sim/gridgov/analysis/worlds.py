"""Verdicts that carry both doubts: what chance leaves open at default assumptions, and in how many plausible worlds they hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridgov.analysis.chance import LEVEL
from gridgov.analysis.figures import by_point, fault_of, metric_faults, pairs_of
from gridgov.analysis.paired import Difference, paired_difference, together
from gridgov.analysis.signs import Noise, mean_difference, noise_of, signs
from gridgov.analysis.split import Split, best_split, wilson
from gridgov.analysis.wording import better_of
from gridgov.study.worlds import WORLD, in_worlds
from gridgov.text.faults import Faults

if TYPE_CHECKING:
    from gridgov.study.study import Study


@dataclass(frozen=True)
class Worlds:
    """One policy and metric in plausible worlds.

    `differences` f8 (worlds,) are policy minus reference, `noise` what their seeds leave open of them, `values` f8 (worlds, factors) the
    assumptions; `sign` is that of the verdict at default assumptions, 0 where it is none.
    """

    factors: tuple[str, ...]
    values: np.ndarray
    differences: np.ndarray
    noise: Noise
    sign: int
    split: Split | None = None

    @property
    def signs(self) -> np.ndarray:
        """-1, 0 (too close to call) or 1 for each world."""
        return signs(self.differences, self.noise)

    def count(self, sign: int) -> int:
        """Worlds whose difference has this sign."""
        return int(np.sum(self.signs == sign))

    @property
    def commoner(self) -> int:
        """The sign that more worlds have, -1 where both are as common."""
        return -1 if self.count(-1) >= self.count(1) else 1

    def share(self, sign: int) -> tuple[float, float, float]:
        """Share of the worlds whose difference has this sign, and its interval (Wilson; for a Latin hypercube too wide rather than too narrow)."""
        count = len(self.differences)
        return (self.count(sign) / count if count else math.nan, *wilson(self.count(sign), count))

    @property
    def against(self) -> np.ndarray:
        """Worlds that a split should explain: those that reverse the verdict; without one, those with the rarer of both signs."""
        if self.sign:
            return self.signs == -self.sign
        return self.signs == min((-1, 1), key=self.count)


@dataclass(frozen=True)
class Verdict:
    """What is known of one policy and metric: at default assumptions, and in worlds if the study has any."""

    default: Difference
    worlds: Worlds | None


def verdicts(
    study: Study, metrics: Sequence[str] | None = None, reference: str | None = None, level: Callable[[str], float] | None = None,
) -> list[Verdict]:  # fmt: skip
    """A verdict for each policy beside the reference and each metric, in that order; raises Faults where a study cannot give any.

    The reference is the study's first policy, the metrics are those that its plan shows. The intervals at default assumptions hold all together
    with 95 % (Bonferroni), or each has the `level` that is given for its metric; all splits together find a rule where there is none with a
    chance of 5 % at most.
    """
    policies = list(dict.fromkeys(point.policy for point in study.points))
    reference = policies[0] if reference is None else reference
    unmoved = [(place, point) for place, point in enumerate(study.points) if not set(point.factors) - {WORLD}]
    at_default = {point.policy: place for place, point in unmoved}
    faults = metric_faults(study, metrics)
    if reference not in policies:
        faults.append(fault_of(study, "verdict_reference", reference=reference, known=", ".join(policies)))
    elif len(policies) < 2:
        faults.append(fault_of(study, "verdict_one_policy"))
    elif not all(policy in at_default for policy in policies):
        faults.append(fault_of(study, "verdict_no_default"))
    if faults:
        raise Faults(faults)
    metrics = tuple(study.plan.metrics if metrics is None else metrics)
    figures = {metric: by_point(study, metric) for metric in metrics}
    others = [policy for policy in policies if policy != reference]
    count = len(others) * len(metrics)
    chance = LEVEL / max(1, count)
    worlds = [each for each in in_worlds(study.points).values() if len(each) == len(policies) and not set(each.values()) & set(at_default.values())]
    found = []
    for policy in others:
        for metric in metrics:
            of = figures[metric]
            default = _paired(of, at_default[policy], at_default[reference], metric, policy, reference, level(metric) if level else together(count))
            found.append(Verdict(default, _in_worlds(study, of, worlds, default, at_default, chance) if worlds else None))
    return found


def _paired(of, policy: int, reference: int, metric: str, policy_name: str, reference_name: str, level: float) -> Difference:
    pairs = pairs_of(of, policy, reference)
    return paired_difference(
        [new for new, _ in pairs], [old for _, old in pairs], metric=metric, policy_name=policy_name,
        reference_name=reference_name, better=better_of(metric), level=level,
    )  # fmt: skip


def _in_worlds(study: Study, of, worlds, default: Difference, at_default: dict[str, int], level: float) -> Worlds:
    names = tuple(name for name in study.points[next(iter(worlds[0].values()))].factors if name != WORLD)
    pairs = [(each, pairs_of(of, each[default.policy_name], each[default.reference_name])) for each in worlds]
    pairs = [(each, found) for each, found in pairs if found]
    at_home = pairs_of(of, at_default[default.policy_name], at_default[default.reference_name])
    noise = noise_of([at_home, *(found for _, found in pairs)])
    low, high = default.estimate.low, default.estimate.high
    result = Worlds(
        names,
        np.array([[float(study.points[each[default.policy_name]].factors.get(name, math.nan)) for name in names] for each, _ in pairs]),
        np.array([mean_difference(found) for _, found in pairs]),
        noise.only(slice(1, None)),
        0 if low is None or low <= 0 <= high else 1 if low > 0 else -1,
    )
    if not pairs:
        return result
    whole = ~np.isnan(result.values).any(axis=1)  # a study that was extended may have worlds that move less
    return Worlds(**{**vars(result), "split": best_split(result.values[whole], result.against[whole], level)})
