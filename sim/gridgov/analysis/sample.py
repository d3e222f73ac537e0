"""From a study to the values that sensitivity is reckoned from: figures, or their differences between policies, in the order of the sample."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridgov.analysis.figures import ByPoint, by_point, fault_of, metric_faults
from gridgov.analysis.sensitivity import LEAST_ROWS, Indices, Screening, morris, sobol
from gridgov.study.sampling import MORRIS
from gridgov.text.faults import Faults

if TYPE_CHECKING:
    from gridgov.study.study import Study


@dataclass(frozen=True)
class Sensitivity:
    """What moves one metric under a policy, or, where there is a reference, its difference from it."""

    metric: str
    policy: str
    reference: str | None
    factors: tuple[str, ...]
    found: Indices | Screening


def sensitivities(study: Study, metrics: Sequence[str] | None = None, reference: str | None = None, policy: str | None = None) -> list[Sensitivity]:
    """What moves each metric: the difference of each policy from the reference (the first), or the level under one policy.

    A difference is taken over the rows of the sample that both policies have. Raises Faults where both a reference and a level are asked for,
    and where the study has no sample, or too little of it is done.
    """
    note = study.store.about("sample")
    if note is None:
        raise Faults([fault_of(study, "sensitivity_no_sample")])
    policies = list(note["rows"])
    wrong = metric_faults(study, metrics)
    if reference is not None and policy is not None:
        wrong.append(fault_of(study, "sensitivity_level_or_difference"))
    for name in dict.fromkeys((reference, policy)):
        if name is not None and name not in policies:
            wrong.append(fault_of(study, "study_no_policy", policy=name, known=", ".join(policies)))
    if wrong:
        raise Faults(wrong)
    reference = policies[0] if reference is None else reference
    pairs = [(policy, None)] if policy else [(one, reference) for one in policies if one != reference] or [(policies[0], None)]
    found, faults = [], []
    for metric in study.plan.metrics if metrics is None else metrics:
        of = by_point(study, metric)
        for one, against in pairs:
            shared = min(len(note["rows"][name]) for name in (one, against or one))
            values = _values(of, note["rows"][one][:shared])
            if against is not None:
                values = values - _values(of, note["rows"][against][:shared])
            judged = morris(values, np.array(note["shares"][:shared])) if note["kind"] == MORRIS else sobol(values, len(note["names"]))
            if judged is None:
                whole = sum(study.counts.values()) >= study.wanted  # then to sweep on would change nothing
                faults.append(fault_of(study, "sensitivity_few" if whole else "sensitivity_unfinished", metric=metric, least=LEAST_ROWS))
            else:
                found.append(Sensitivity(metric, one, against, tuple(note["names"]), judged))
    if faults:
        raise Faults(dict.fromkeys(faults))
    return found


def _values(of: ByPoint, rows: Sequence[int]) -> np.ndarray:
    """f8 (rows, replicates), NaN where a run is missing or gave no number."""
    replicates = 1 + max((replicate for values in of.values() for replicate in values), default=-1)
    values = [[of.get(row, {}).get(replicate) for replicate in range(replicates)] for row in rows]
    return np.array([[math.nan if value is None else value for value in row] for row in values], float).reshape(len(rows), replicates)
