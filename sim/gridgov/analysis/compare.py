"""Several policies on the same city with the same troubles: the runs, in parallel, and what they gave."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gridgov.analysis.gather import Measuring, gather, measure
from gridgov.analysis.paired import LEVEL, Difference, mean_interval, paired_difference, present
from gridgov.analysis.pilot import Pilot
from gridgov.analysis.stopping import Precision, two_stage_difference
from gridgov.text.words import LANGUAGES

#: The figures that a comparison shows; its files hold all of them.
MAIN_METRICS = (
    "problem_days",
    "restricted_mean_days",
    "hidden_share",
    # what the record says stands beside what is true
    "on_time_true",
    "on_time_recorded",
    "satisfaction",
    "closing_true",
    "closing_recorded",
    "gap_estate_kinds",
    "chief_hours",
    "staff_hours",
    "cost_per_fixed",
)


@dataclass(frozen=True)
class Comparison:
    """The metrics of every run: `values[policy][metric][replicate]`; policies in order, the first is the reference."""

    scenario: str
    policies: tuple[str, ...]
    seeds: tuple[int, ...]
    values: Mapping[str, Mapping[str, Sequence[float | None]]]
    provenance: Mapping[str, Any] = field(default_factory=dict)
    titles: tuple[str, str] = ("", "")  # of the scenario, English and Chinese
    policy_titles: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    pilots: Mapping[str, Pilot] = field(default_factory=dict)  # of every policy beside the reference that has a place
    sets: Mapping[str, Any] = field(default_factory=dict)  # what was set beside the scenario's file and the policies, by dotted path
    precision: Precision | None = None  # that decided how many replicates there are
    asked: str = ""  # the name or path by which the scenario was asked for

    def title(self, lang: str) -> str:
        """The scenario's title, or its name where it has none."""
        return self.titles[lang == "zh"] or self.titles[0] or self.scenario

    def named(self, lang: str) -> list[tuple[str, str]]:
        """Every policy that has a title, with it."""
        titles = [(policy, self.policy_titles.get(policy, ("", ""))) for policy in self.policies]
        return [(policy, both[lang == "zh"] or both[0]) for policy, both in titles if any(both)]

    @property
    def reference(self) -> str:
        """The policy that the others are measured against."""
        return self.policies[0]

    def level(self, policy: str, metric: str):
        """Mean of a metric over the replicates that gave one, with its interval."""
        return mean_interval([value for value in self.values[policy][metric] if present(value)])

    def difference(self, policy: str, metric: str, better: str = "neither", level: float = LEVEL) -> Difference:
        """Paired difference of a policy from the reference; that of the metric which decided the number of replicates as it then must be."""
        both = self.values[policy][metric], self.values[self.reference][metric]
        about = {"metric": metric, "policy_name": policy, "reference_name": self.reference, "better": better, "level": level}
        if self.precision is not None and metric == self.precision.metric:
            return two_stage_difference(*both, self.precision.pilot, **about)
        return paired_difference(*both, **about)


def compare(
    scenarios: Mapping[str, Any],
    *,
    name: str,
    replicates: int = 10,
    precision: Precision | None = None,
    seed: int = 1,
    workers: int | None = None,
    progress: Callable[[int], None] = lambda runs: None,
    planned: Callable[[int], None] = lambda runs: None,
    measure: Callable[..., tuple] = measure,
) -> Comparison:
    """Run every policy with the seeds `seed`, `seed + 1`, ... and gather the metrics.

    Replicate i has one seed under all policies, so that they meet the same troubles. Runs are spread over processes
    and begin replicate by replicate; the answer depends neither on their number nor on the order in which they end.

    Parameters
    ----------
    scenarios : the scenario of each policy, by the policy's name; the first is the reference
    replicates : runs of each policy, where no precision is asked for
    precision : how sure the difference of one metric is to be; it then says how many replicates there are
    workers : runs at one time; None for one per processor core, 1 for none but this process
    progress : called with the number of runs that have just ended
    planned : called with the number of all runs, as often as that is known better
    """
    cohorts = _cohorts(scenarios)
    workers = min(workers or os.cpu_count() or 1, len(scenarios) * (replicates if precision is None else precision.pilot))

    def rounds(done: Mapping) -> Iterator[int]:
        if precision is None:
            yield replicates
        else:
            yield from precision.rounds(lambda count: _by_policy(scenarios, range(seed, seed + count), done))

    done = gather(scenarios, rounds, seed, Measuring(measure, tuple(scenarios), cohorts), workers, progress, planned)
    seeds = tuple(range(seed, seed + len(done) // len(scenarios)))
    reference = next(iter(scenarios.values()))
    return Comparison(
        name, tuple(scenarios), seeds, _by_policy(scenarios, seeds, done), _joined(scenarios, seeds, done),
        titles=tuple(reference.title(lang) for lang in LANGUAGES),
        policy_titles={policy: tuple(scenario.policy_title(lang) for lang in LANGUAGES) for policy, scenario in scenarios.items()},
        pilots=_pilots(cohorts, next(iter(scenarios)), seeds, done),
        sets=dict(one for scenario in scenarios.values() for one in scenario.sets),
        asked=reference.asked, precision=precision,
    )  # fmt: skip


def _cohorts(scenarios: Mapping[str, Any]) -> dict[str, Any]:
    """The cohorts of every policy beside the reference that has a place."""
    placed = [policy for policy in list(scenarios)[1:] if any(part.placed for part in scenarios[policy].parts)]
    if not placed:
        return {}
    from gridgov.organisation.cohorts import cohorts_of

    found = {policy: cohorts_of(scenarios[policy]) for policy in placed}
    return {policy: cohorts for policy, cohorts in found.items() if cohorts.placed}


def _pilots(cohorts: Mapping[str, Any], reference: str, seeds: Sequence[int], done: Mapping) -> dict[str, Pilot]:
    def counts(policy: str, name: str) -> np.ndarray:
        return np.stack([done[policy, seed][2][name] for seed in seeds])

    return {name: Pilot(name, reference, one, counts(name, name), counts(reference, name)) for name, one in cohorts.items()}


def _by_policy(scenarios, seeds, done) -> dict[str, dict[str, list[float | None]]]:
    names = list(done[next(iter(scenarios)), seeds[0]][0])
    return {policy: {name: [done[policy, seed][0].get(name) for seed in seeds] for name in names} for policy in scenarios}


def _joined(scenarios, seeds, done) -> dict[str, Any]:
    """What made a comparison: what all runs share once, scenario hashes by policy, and the hashes of each run."""
    first = done[next(iter(scenarios)), seeds[0]][1]
    own = ("scenario_sha256", "seed", "case_table_sha256", "event_log_sha256")
    runs = [{"policy": policy, **{key: done[policy, seed][1].get(key) for key in own[1:]}, "seed": seed} for seed in seeds for policy in scenarios]
    return {
        **{key: value for key, value in first.items() if key not in own},
        "scenario_sha256": {policy: done[policy, seeds[0]][1].get("scenario_sha256") for policy in scenarios},
        "seeds": list(seeds),
        "runs": runs,
    }
