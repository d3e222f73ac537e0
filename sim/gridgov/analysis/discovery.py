"""Where a policy pays: boxes of assumptions in which its difference from the reference has one sign, found in any study that moves factors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridgov.analysis.chance import LEVEL
from gridgov.analysis.figures import by_point, fault_of, metric_faults, pairs_of
from gridgov.analysis.peeling import Box, find_box
from gridgov.analysis.signs import mean_difference, noise_of, signs
from gridgov.analysis.wording import better_of
from gridgov.study.worlds import NUMBERING
from gridgov.text.faults import Faults

if TYPE_CHECKING:
    from gridgov.study.study import Study


@dataclass(frozen=True)
class Discovery:
    """Of one policy and metric: the rarer sign of its difference from the reference over the study's settings, and where it is found.

    `sign` is that sign, `hits` of `settings` have it beyond the noise of their seeds, `close` are too close to call and have neither sign;
    `box` is None where no box beats chance or the sign is too rare to look for.
    """

    metric: str
    policy: str
    reference: str
    factors: tuple[str, ...]
    sign: int
    hits: int
    close: int
    settings: int
    box: Box | None

    @property
    def outcome(self) -> str:
        """What the sign means: better, worse, or less, more where neither is better."""
        better = better_of(self.metric)
        if better == "neither":
            return "less" if self.sign < 0 else "more"
        return "better" if (better == "higher") == (self.sign > 0) else "worse"


def discoveries(
    study: Study, metrics: Sequence[str] | None = None, reference: str | None = None, tell: Callable[[int], None] = lambda done: None,
) -> list[Discovery]:
    """A box for each policy beside the reference and each metric; all searches together find one in noise with a chance of 5 % at most.

    A setting is what the points of all policies share; its difference is the mean over the seeds that both have, and whether that has a sign is
    judged as a verdict judges worlds. Raises Faults where the study has one policy or moves nothing. `tell` is called with 1 after each search.
    """
    policies = list(dict.fromkeys(point.policy for point in study.points))
    reference = policies[0] if reference is None else reference
    names = tuple(dict.fromkeys(name for point in study.points for name in point.factors if name not in NUMBERING))
    settings: dict[tuple, dict[str, int]] = {}
    for place, point in enumerate(study.points):
        settings.setdefault(tuple(sorted(point.factors.items())), {})[point.policy] = place
    numbers = [_numbers(dict(setting), names) for setting in settings]
    faults = metric_faults(study, metrics)
    if reference not in policies:
        faults.append(fault_of(study, "study_no_policy", policy=reference, known=", ".join(policies)))
    if len(policies) < 2:
        faults.append(fault_of(study, "verdict_one_policy"))
    if not any(numbers):
        faults.append(fault_of(study, "discovery_nothing_moves"))
    if faults:
        raise Faults(faults)
    pairs = [(one, metric) for one in policies if one != reference for metric in (study.plan.metrics if metrics is None else metrics)]
    found = []
    for policy, metric in pairs:
        found.append(_discovery(study, metric, policy, reference, names, list(zip(numbers, settings.values())), LEVEL / len(pairs)))
        tell(1)
    return found


def _numbers(factors, names: tuple[str, ...]) -> tuple[float, ...] | None:
    """Values of the factors; None where one is missing or is no number."""
    values = [factors.get(name) for name in names]
    return tuple(map(float, values)) if values and all(isinstance(value, int | float) for value in values) else None


def _discovery(study: Study, metric: str, policy: str, reference: str, names, settings, level: float) -> Discovery:
    of = by_point(study, metric)
    paired = [(numbers, found) for numbers, places in settings if (found := pairs_of(of, places.get(policy), places.get(reference)))]
    paired.sort(key=lambda one: one[0] is not None)  # settings that cannot be searched, such as default assumptions, tell of noise as well
    noise = noise_of([found for _, found in paired])
    searched = [(numbers, found) for numbers, found in paired if numbers is not None]
    here = slice(len(paired) - len(searched), None)
    ways = signs(np.array([mean_difference(found) for _, found in searched]), noise.only(here))
    sign = min((-1, 1), key=lambda each: np.sum(ways == each))
    hits = ways == sign
    box = find_box(np.array([numbers for numbers, _ in searched]), hits, level) if searched else None
    return Discovery(metric, policy, reference, names, sign, int(hits.sum()), int(np.sum(ways == 0)), len(searched), box)
