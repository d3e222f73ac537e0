"""Working through tasks: any executor, tasks of about half a second, and a pool that survives the death of a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from itertools import islice
from typing import Any

from gridgov.study.engines import Engine
from gridgov.study.points import Job, Task
from gridgov.study.work import OtherSource, blank, work
from gridgov.text.faults import Fault, Faults, fault

TICK_SECONDS = 0.2  # between two looks for an interrupt
TASK_SECONDS = 0.5  # that a task should take: long beside the way to a worker, short beside what a kill loses
MOST_PER_TASK = 200
END = object()  # of the tasks


class Pace:
    """How many runs make a task, by the time that runs took so far; one, before any is known."""

    def __init__(self):
        self.runs, self.seconds = 0, 0.0

    def saw(self, results: Iterable[dict[str, Any]]) -> None:
        """Note what runs took."""
        for result in results:
            self.runs += 1
            self.seconds += result["seconds"]

    def per_task(self, left: int, workers: int) -> int:
        """Runs that take about `TASK_SECONDS` together; fewer near the end, so that no worker waits long for the last one."""
        if self.runs == 0:
            return 1
        paced = int(TASK_SECONDS * self.runs / max(self.seconds, 1e-9))
        return max(1, min(MOST_PER_TASK, paced, left // (2 * max(1, workers))))


class Runner:
    """Hands tasks to the executor of an engine, a few more than it has workers, and their results to `keep` as they come.

    Where a worker's death has broken the executor, it is made anew, and what was in hand is tried one run at a time.

    Parameters
    ----------
    engine : makes the executor, and knows how many workers there are
    keep : takes the results of one task; called in this process and thread only
    check : called between two looks; raises KeyboardInterrupt to end at once
    do : what a worker does with a task, the study's sources and its series
    """

    def __init__(
        self, engine: Engine, source_sha256: str, series: tuple[str, ...],
        keep: Callable[[list[dict[str, Any]]], None], check: Callable[[], None] = lambda: None, do: Callable = work,
    ):  # fmt: skip
        self.engine, self.source_sha256, self.series = engine, source_sha256, series
        self.keep, self.check, self.do = keep, check, do
        self.pace = Pace()
        self._suspects: deque[tuple[Job, int]] = deque()  # runs that were in hand when a worker died, and how often

    def in_tasks(self, jobs: Iterator[Job], left: int) -> Iterator[Task]:
        """So many runs, in their order, as tasks of the length that fits what runs took so far."""
        while runs := tuple(islice(jobs, self.pace.per_task(left, self.engine.workers()))):
            left -= len(runs)
            yield Task(runs)

    def work_through(self, tasks: Iterator[Task | None]) -> None:
        """All tasks, and what became suspect on the way.

        Where `tasks` gives None, the next one is asked for when all results so far have gone to `keep`: it may depend on them.
        """
        tasks = iter(tasks)
        more = True
        while more or self._suspects:
            executor = self.engine.make()
            try:
                while self._suspects:
                    self._try_alone(executor)
                more = self._until_broken(executor, tasks)
            except self.engine.lost:
                pass  # of a suspect: with a new executor it goes on
            finally:
                executor.shutdown(wait=False, cancel_futures=True)

    def _until_broken(self, executor: Executor, tasks: Iterator[Task | None]) -> bool:
        """Work until all is done (False) or a worker has died (True); tasks in hand are then suspects."""
        flying: dict[Future, Task] = {}
        held = False  # until nothing is in hand
        try:
            while True:
                held = held and bool(flying)
                while not held and len(flying) < self.engine.workers() + 2 and (task := next(tasks, END)) is not END:
                    if task is None:
                        held = bool(flying)
                        continue
                    try:
                        flying[executor.submit(self.do, task, self.source_sha256, self.series)] = task
                    except self.engine.lost:
                        flying[_broken()] = task
                if not flying:
                    return False
                self.check()
                done = wait(flying, TICK_SECONDS, FIRST_COMPLETED).done
                for future in [one for one in flying if one in done]:  # in the order of the tasks: what comes first is kept first
                    results = self._results(future)
                    del flying[future]
                    self._take(results)
        except self.engine.lost:
            self._rescue(flying)
            return True

    def _rescue(self, flying: dict[Future, Task]) -> None:
        """Take what was finished, and try all else again, run by run."""
        for future, task in flying.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                self._take(future.result())
            else:
                future.cancel()
                self._suspects += [(job, 0) for job in task.runs]

    def _try_alone(self, executor: Executor) -> None:
        """One suspect with nothing beside it: if a worker dies now, it is this run that it dies of."""
        job, deaths = self._suspects.popleft()
        try:
            future = executor.submit(self.do, Task((job,)), self.source_sha256, self.series)
            while not wait([future], TICK_SECONDS).done:
                self.check()
            self._take(self._results(future))
        except self.engine.lost:
            if deaths + 1 >= self.engine.tries:
                self._take([blank(job, self.source_sha256) | {"error": f"worker died, {deaths + 1} times of {self.engine.tries}"}])
            else:
                self._suspects.appendleft((job, deaths + 1))
            raise

    def _results(self, future: Future) -> list[dict[str, Any]]:
        """What a task gave. A worker makes a row of whatever a run fails with: what is raised here is trouble with the workers themselves."""
        try:
            return future.result()
        except (*self.engine.lost, Faults):
            raise
        except OtherSource as wrong:
            own, ours = str(wrong)[:12], self.source_sha256[:12]
            raise Faults([fault("worker", None, "", "source_sha256", own, "worker_source", study=ours)]) from wrong
        except CancelledError as wrong:
            raise Faults([fault("executor", None, "", "", Fault.NO_VALUE, "executor_gone")]) from wrong
        except Exception as wrong:
            reason = f"{type(wrong).__name__}: {wrong}".rstrip(": ")
            raise Faults([fault("executor", None, "", "", Fault.NO_VALUE, "executor_failed", reason=reason[:300])]) from wrong

    def _take(self, results: list[dict[str, Any]]) -> None:
        self.pace.saw(results)
        self.keep(results)


def _broken() -> Future:
    future: Future = Future()
    future.set_exception(BrokenExecutor())
    return future
