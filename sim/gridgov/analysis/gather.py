"""Runs of several policies with the same seeds, in parallel, and more of them as long as what they gave so far asks for more."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.pilot import COLUMNS
from gridgov.study.engines import local_engine
from gridgov.study.points import FAILED, Job, Task, pack
from gridgov.study.processes import end_if_interrupted, interrupts_held
from gridgov.study.runner import Runner
from gridgov.study.work import unpacked

#: What a run gave: its metrics, its provenance, and its counts by each partition into cohorts.
Found = tuple[dict, dict, dict]


def measure(scenario, seed: int, engine: str = "compiled", cohorts: Mapping[str, Any] | None = None) -> Found:
    """Metrics and provenance of one run, and its counts by each of several partitions into cohorts: what a worker sends back."""
    from gridgov.metrics.cohorts import cohort_days
    from gridgov.run import simulate

    run = simulate(scenario, seed=seed, engine=engine)
    counts = {name: cohort_days(run.outcome, run.start.world, one)[:, run.first_day :, COLUMNS] for name, one in (cohorts or {}).items()}
    return dict(run.metrics), dict(run.provenance), counts


@dataclass(frozen=True)
class Measuring:
    """What a worker does with a task of a comparison: `measure` of each run, by the cohorts that it is looked at by.

    The reference is looked at by the cohorts of all policies, another policy by its own. Whatever a run raises ends the comparison.
    """

    measure: Callable[..., tuple]
    policies: tuple[str, ...]  # by the number of their point; the first is the reference
    cohorts: Mapping[str, Any]  # by policy

    def __call__(self, task: Task, source_sha256: str, series: tuple[str, ...]) -> list[dict[str, Any]]:
        results = []
        for job in task.runs:
            policy, began = self.policies[job.point], time.perf_counter()
            wanted = {name: one for name, one in self.cohorts.items() if policy in (name, self.policies[0])}
            scenario = unpacked(job.scenario)
            try:
                found = self.measure(scenario, job.seed, cohorts=wanted) if wanted else self.measure(scenario, job.seed)
            except Exception as wrong:  # on its way to the caller, whom the runner would tell of workers in trouble
                return [*results, {"error": wrong, "status": FAILED, "seconds": 0.0}]
            results.append({"point": job.point, "replicate": job.replicate, "found": found, "seconds": time.perf_counter() - began})
        return results


def gather(
    scenarios: Mapping[str, Any], rounds: Callable[[Mapping], Iterator[int]], seed: int, do: Measuring, workers: int,
    progress: Callable[[int], None], planned: Callable[[int], None],
) -> dict[tuple[str, int], Found]:  # fmt: skip
    """What every run gave, by policy and seed.

    Parameters
    ----------
    scenarios : the scenario of each policy, by the policy's name
    rounds : given what every run gave so far, goes on giving how many replicates each policy is to have; it is asked again when they are there
    seed : of the first replicate; the next ones follow
    workers : processes; 1 for none but this one
    progress, planned : called with the number of runs that have just ended, and of all that are to be

    Raises
    ------
    BrokenProcessPool
        If a run has killed its worker as often as the runner lets it.
    """
    policies, done, lost = tuple(scenarios), {}, []

    packed = [pack(scenario) for scenario in scenarios.values()]

    def each_round() -> Iterator[tuple[Iterator[Job], int]]:
        there = 0
        for wanted in rounds(done):
            planned(wanted * len(packed))
            runs = ((number, one) for one in range(there, wanted) for number in range(len(packed)))
            yield (Job(number, one, seed + one, "", packed[number]) for number, one in runs), (wanted - there) * len(packed)
            there = wanted

    def tasks(runner: Runner) -> Iterator[Task | None]:
        for jobs, count in each_round():
            for task in runner.in_tasks(jobs, count):
                if lost:
                    return
                yield task
            yield None
            if lost:
                return

    def keep(results: list[dict[str, Any]]) -> None:
        for result in results:
            if result.get("status") == FAILED:
                lost.append(result["error"])
            else:
                done[policies[result["point"]], seed + result["replicate"]] = result["found"]
        progress(len(results))

    if workers == 1:
        for jobs, _ in each_round():
            for job in jobs:
                keep(do(Task((job,)), "", ()))
                if lost:
                    raise lost[0]
    else:
        with interrupts_held(), local_engine(workers) as engine:
            runner = Runner(engine, "", (), keep, end_if_interrupted, do)
            runner.work_through(tasks(runner))
    if lost:
        raise lost[0] if isinstance(lost[0], Exception) else BrokenProcessPool(lost[0])
    return done
