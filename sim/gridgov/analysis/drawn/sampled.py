"""What samples made for sensitivity give, figure by figure: one that too little is done of yet does not take the others with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridgov.analysis.sample import sensitivities
from gridgov.analysis.sensitivity import Indices, Screening
from gridgov.text.faults import Faults

if TYPE_CHECKING:
    from gridgov.study.study import Study


@dataclass(frozen=True)
class Sampled:
    """What moves one figure under a policy, or its difference from the reference; `found` is None where too little of the sample is done."""

    metric: str
    policy: str
    reference: str | None
    factors: tuple[str, ...]
    found: Indices | Screening | None


def sampled(study: Study, metrics: Sequence[str], policy: str, reference: str | None) -> list[Sampled]:
    """Each figure under a policy; without a reference its level."""
    return [_one(study, metric, policy, reference) for metric in metrics]


def _one(study: Study, metric: str, policy: str, reference: str | None) -> Sampled:
    try:
        every = sensitivities(study, [metric], reference, None if reference else policy)
    except Faults:  # of a study that is cut off the chart says so itself
        every = []
    mine = next((one for one in every if one.policy == policy), None)
    return Sampled(metric, policy, reference, mine.factors if mine else (), mine.found if mine else None)
