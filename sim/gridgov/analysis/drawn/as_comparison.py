"""A study of named policies as a comparison, so that the charts of comparisons serve it too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gridgov.analysis.compare import Comparison
from gridgov.analysis.drawn.settings import Read, at_default
from gridgov.scenario.load import load_scenario
from gridgov.text.faults import Faults
from gridgov.text.words import LANGUAGES

if TYPE_CHECKING:
    from gridgov.study.study import Study


def as_comparison(study: Study, read: Read, policies: Sequence[str], metrics: Sequence[str]) -> Comparison:
    """The policies at default assumptions, the first of them the reference; replicates that any of them has a run of, None where one has none."""
    at = at_default(study)
    found = {policy: {metric: read(metric).get(at[policy], {}) for metric in metrics} for policy in policies}
    replicates = sorted({one for by_metric in found.values() for of in by_metric.values() for one in of})
    values = {policy: {metric: [of.get(one) for one in replicates] for metric, of in by_metric.items()} for policy, by_metric in found.items()}
    seeds = tuple(study.plan.seed_of(study.points[at[policies[0]]], one) for one in replicates)
    titles = tuple(study.plan.title(lang) for lang in LANGUAGES)
    named = {policy: _titles(study, at[policy]) for policy in policies}
    return Comparison(study.plan.scenario, tuple(policies), seeds, values, titles=titles, policy_titles=named, sets=dict(study.plan.sets))


def _titles(study: Study, point: int) -> tuple[str, str]:
    try:
        scenario = load_scenario(study.plan.scenario_source, study.points[point].policies)
    except Faults:  # files that were changed or moved since the sweep: its figures stand without what they call a policy
        return "", ""
    return tuple(scenario.policy_title(lang) for lang in LANGUAGES)
