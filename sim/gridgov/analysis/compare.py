"""Several policies on the same city with the same troubles: the runs, in parallel, and what they gave."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

from gridgov.analysis.paired import Difference, mean_interval, paired_difference, present
from gridgov.analysis.pilot import COLUMNS, Pilot
from gridgov.study.processes import TICK_SECONDS, end_if_interrupted, end_processes, interrupts_held, watch_parent
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

    def difference(self, policy: str, metric: str, better: str = "neither") -> Difference:
        """Paired difference of a policy from the reference."""
        return paired_difference(
            self.values[policy][metric],
            self.values[self.reference][metric],
            metric=metric,
            policy_name=policy,
            reference_name=self.reference,
            better=better,
        )


def measure(scenario, seed: int, engine: str = "compiled", cohorts: Mapping[str, Any] | None = None) -> tuple[dict, dict, dict]:
    """Metrics and provenance of one run, and its counts by each of several partitions into cohorts: what a worker sends back."""
    from gridgov.metrics.cohorts import cohort_days
    from gridgov.run import simulate

    run = simulate(scenario, seed=seed, engine=engine)
    counts = {name: cohort_days(run.outcome, run.start.world, one)[:, run.first_day :, COLUMNS] for name, one in (cohorts or {}).items()}
    return dict(run.metrics), dict(run.provenance), counts


def compare(
    scenarios: Mapping[str, Any],
    *,
    name: str,
    replicates: int,
    seed: int = 1,
    workers: int | None = None,
    progress: Callable[[int], None] | None = None,
    measure: Callable[..., tuple] = measure,
) -> Comparison:
    """Run every policy with the seeds `seed`, `seed + 1`, ... and gather the metrics.

    Replicate i has one seed under all policies, so that they meet the same troubles. Runs are spread over processes
    and begin replicate by replicate; the answer depends neither on their number nor on the order in which they end.

    Parameters
    ----------
    scenarios : the scenario of each policy, by the policy's name; the first is the reference
    workers : runs at one time; None for one per processor core, 1 for none but this process
    progress : called with the number of runs that have just ended
    """
    seeds = tuple(range(seed, seed + replicates))
    cohorts = _cohorts(scenarios)
    measure = partial(_measured, measure, cohorts, next(iter(scenarios)))
    tasks = [(policy, one) for one in seeds for policy in scenarios]
    workers = min(workers or os.cpu_count() or 1, len(tasks))
    tell = progress or (lambda ended: None)
    done: dict[tuple[str, int], tuple] = {}
    if workers == 1:
        for policy, one in tasks:
            done[policy, one] = measure(policy, scenarios[policy], one)
            tell(1)
    else:
        ended: SimpleQueue[Future] = SimpleQueue()
        # An interrupt in the middle of the pool's own code leaves locks behind that it then waits for: none until it is over.
        with interrupts_held(), _pool(workers, scenarios, measure) as pool:
            waiting: dict[Future, tuple[str, int]] = {}
            for policy, one in tasks:
                future = pool.submit(_measure_here, policy, one)
                waiting[future] = (policy, one)
                future.add_done_callback(ended.put)
            while waiting:
                end_if_interrupted()
                try:
                    future = ended.get(timeout=TICK_SECONDS)
                except Empty:
                    continue
                done[waiting.pop(future)] = future.result()
                tell(1)
    reference = next(iter(scenarios.values()))
    return Comparison(
        name, tuple(scenarios), seeds, _by_policy(scenarios, seeds, done), _joined(scenarios, seeds, done),
        titles=tuple(reference.title(lang) for lang in LANGUAGES),
        policy_titles={policy: tuple(scenario.policy_title(lang) for lang in LANGUAGES) for policy, scenario in scenarios.items()},
        pilots=_pilots(cohorts, next(iter(scenarios)), seeds, done),
        sets=dict(one for scenario in scenarios.values() for one in scenario.sets), asked=reference.asked,
    )  # fmt: skip


def _measured(measure: Callable[..., tuple], cohorts: Mapping[str, Any], reference: str, policy: str, scenario, seed: int) -> tuple:
    """Measure a run by the cohorts of all policies where it is the reference, and by its own where it is not."""
    wanted = {name: one for name, one in cohorts.items() if policy in (name, reference)}
    return measure(scenario, seed, cohorts=wanted) if wanted else measure(scenario, seed)


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


@contextmanager
def _pool(workers: int, scenarios: Mapping[str, Any], measure: Callable):
    """Spawned worker processes, ended at once when anything interrupts.

    Each gets the scenarios once, at its start: tasks then are a few bytes. Tasks that do not fit into a pipe's buffer
    would leave the pool waiting for ever for a reader that was ended.
    """
    before = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin_worker, initargs=(dict(scenarios), measure)
    )
    try:
        yield pool
    except Exception:
        raise  # the runs in hand come to their end
    except BaseException:
        end_processes(set(multiprocessing.active_children()) - before)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


#: What a worker process was started with; empty in the parent.
_HERE: dict[str, Any] = {}


def _begin_worker(scenarios: Mapping[str, Any], measure: Callable) -> None:
    _HERE.update(scenarios=scenarios, measure=measure)
    watch_parent()


def _measure_here(policy: str, seed: int) -> tuple:
    return _HERE["measure"](policy, _HERE["scenarios"][policy], seed)


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
