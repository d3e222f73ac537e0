"""Working through tasks: any executor, tasks of about half a second, and a pool that survives the death of a worker."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import replace
from typing import Any

from gridgov.study.points import Task
from gridgov.study.work import blank, work

TICK_SECONDS = 0.2  # between two looks for an interrupt
TASK_SECONDS = 0.5  # that a task should take: long beside the way to a worker, short beside what a kill loses
MOST_PER_TASK = 200
TRIES = 3  # of a run whose worker dies, until that is recorded
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

    @property
    def per_task(self) -> int:
        """Runs that take about `TASK_SECONDS` together."""
        if self.runs == 0:
            return 1
        return max(1, min(MOST_PER_TASK, int(TASK_SECONDS * self.runs / max(self.seconds, 1e-9))))


def in_turns(
    wanted: Mapping[int, int], finished: Collection[tuple[int, int]], pace: Pace, task: Callable[[int, tuple[int, ...]], Task]
) -> Iterator[Task]:
    """Tasks for what is missing: a stretch of replicates of every point before the next stretch of any, so that what is cut off is balanced.

    Parameters
    ----------
    wanted : replicates by the number of the point
    finished : pairs of point and replicate that are there already
    task : makes a task of a point and some of its replicates
    """
    replicate, most = 0, max(wanted.values(), default=0)
    while replicate < most:
        stretch = range(replicate, min(most, replicate + pace.per_task))
        for number, count in wanted.items():
            runs = tuple(one for one in stretch if one < count and (number, one) not in finished)
            if runs:
                yield task(number, runs)
        replicate = stretch.stop


class Runner:
    """Hands tasks to an executor, a few more than it has workers, and their results to `keep` as they come.

    Parameters
    ----------
    make_executor : makes an executor; called again when a worker's death has broken it (what was in hand is then tried one run at a time)
    workers : how many tasks it works on at one time
    keep : takes the results of one task; called in this process and thread only
    check : called between two looks; raises KeyboardInterrupt to end at once
    do : what a worker does with a task, the study's sources and its series
    """

    def __init__(
        self, make_executor: Callable[[], Executor], workers: int, source_sha256: str, series: tuple[str, ...],
        keep: Callable[[list[dict[str, Any]]], None], check: Callable[[], None] = lambda: None, do: Callable = work,
    ):  # fmt: skip
        self.make_executor, self.workers = make_executor, workers
        self.source_sha256, self.series = source_sha256, series
        self.keep, self.check, self.do = keep, check, do
        self.pace = Pace()
        self._suspects: deque[tuple[Task, int]] = deque()  # runs that were in hand when a worker died, and how often

    def work_through(self, tasks: Iterator[Task | None]) -> None:
        """All tasks, and what became suspect on the way.

        Where `tasks` gives None, the next one is asked for when all results so far have gone to `keep`: it may depend on them.
        """
        tasks = iter(tasks)
        more = True
        while more or self._suspects:
            executor = self.make_executor()
            try:
                while self._suspects:
                    self._try_alone(executor)
                more = self._until_broken(executor, tasks)
            except BrokenExecutor:
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
                while not held and len(flying) < self.workers + 2 and (task := next(tasks, END)) is not END:
                    if task is None:
                        held = bool(flying)
                        continue
                    try:
                        flying[executor.submit(self.do, task, self.source_sha256, self.series)] = task
                    except BrokenExecutor:
                        flying[_broken()] = task
                if not flying:
                    return False
                self.check()
                for future in wait(flying, TICK_SECONDS, FIRST_COMPLETED).done:
                    results = future.result()
                    del flying[future]
                    self._take(results)
        except BrokenExecutor:
            self._rescue(flying)
            return True

    def _rescue(self, flying: dict[Future, Task]) -> None:
        """Take what was finished, and try all else again, run by run."""
        for future, task in flying.items():
            if future.done() and not future.cancelled() and future.exception() is None:
                self._take(future.result())
            else:
                self._suspects += [(replace(task, runs=(run,)), 0) for run in task.runs]

    def _try_alone(self, executor: Executor) -> None:
        """One suspect with nothing beside it: if a worker dies now, it is this run that it dies of."""
        task, deaths = self._suspects.popleft()
        try:
            future = executor.submit(self.do, task, self.source_sha256, self.series)
            while not wait([future], TICK_SECONDS).done:
                self.check()
            self._take(future.result())
        except BrokenExecutor:
            if deaths + 1 >= TRIES:
                replicate, seed = task.runs[0]
                self._take([blank(task, replicate, seed, self.source_sha256) | {"error": f"worker died, {TRIES} times of {TRIES}"}])
            else:
                self._suspects.appendleft((task, deaths + 1))
            raise

    def _take(self, results: list[dict[str, Any]]) -> None:
        self.pace.saw(results)
        self.keep(results)


def _broken() -> Future:
    future: Future = Future()
    future.set_exception(BrokenExecutor())
    return future
