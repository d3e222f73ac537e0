"""A study on disk: made from a plan, worked through, cut off at any moment and gone on with, extended, read and replayed."""

from __future__ import annotations

import os
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gridgov.scenario.scenario import Scenario
from gridgov.study.plan import Plan, load_plan
from gridgov.study.points import Point, Task
from gridgov.study.pool import local_pool
from gridgov.study.processes import end_if_interrupted, interrupts_held, warm_kernel
from gridgov.study.runner import Runner, in_turns
from gridgov.study.store import FILE, Store
from gridgov.text.faults import Fault, Faults, fault

SCENARIOS_KEPT = 64
#: Disk that a run takes, bytes: of itself and for each figure and day of a series; measured, and rounded up.
PER_RUN, PER_FIGURE, PER_DAY = 400, 24, 5
FIGURES = 200  # of a run, more than there are


class Study:
    """A plan and its results. `Study.create` begins one, `Study.open` goes on with one; both are closed by `close` or a `with`."""

    def __init__(self, folder: Path, plan: Plan, store: Store):
        self.folder, self.plan, self.store = folder, plan, store
        self.points: list[Point] = []
        self._sha256: list[str] = []
        self._scenarios: OrderedDict[int, Scenario] = OrderedDict()
        for _, policy, changes, factors, sha256 in store.points():
            self.points.append(Point(policy, changes, factors))
            self._sha256.append(sha256)

    # ---- beginning and going on ----------------------------------------------------------------------------------------

    @classmethod
    def create(cls, plan: str | Path | Plan, folder: str | Path, tell: Callable[[int], None] = lambda points: None) -> Study:
        """A new study in a folder that holds none; raises Faults with what is wrong at any of the plan's points.

        `tell` is called with the number of points that have just been checked.
        """
        plan, folder = _plan(plan), Path(folder)
        if (folder / FILE).exists():
            raise Faults([fault(str(folder / FILE), None, "", "", Fault.NO_VALUE, "study_exists")])
        points = plan.points()
        checked = _checked(plan, points, tell)
        _check_disk(folder, plan, len(points))
        folder.mkdir(parents=True, exist_ok=True)
        staged = folder / f".{FILE}.{os.getpid()}.partial"
        staged.unlink(missing_ok=True)
        store = Store.create(staged, _about(plan))
        store.add_points((number, point, sha256) for number, (point, sha256) in enumerate(zip(points, checked)))
        store.close()
        for rest in ("-wal", "-shm"):
            Path(f"{staged}{rest}").unlink(missing_ok=True)
        os.replace(staged, folder / FILE)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: str | Path) -> Study:
        """The study in a folder; raises Faults where there is none, or one of another version, or a damaged one."""
        folder = Path(folder)
        store = Store.open(folder / FILE)
        return cls(folder, Plan.from_json(store.about("plan")), store)

    def close(self) -> None:
        """Let the file go."""
        self.store.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *wrong) -> None:
        self.close()

    def extend(self, plan: str | Path | Plan, tell: Callable[[int], None] = lambda points: None) -> int:
        """Take over what a later plan has more of: points, policies and replicates; how many points came in.

        Raises Faults where the plan is about another scenario, begins with another seed, or where the scenario was changed since.
        """
        plan = _plan(plan)
        faults = [
            fault(str(self.folder / FILE), None, "", name, getattr(plan, name), "study_differs", before=getattr(self.plan, name))
            for name in ("scenario", "seed", "days", "sets")
            if getattr(plan, name) != getattr(self.plan, name)
        ]
        if faults:
            raise Faults(faults)
        known = {point.identity for point in self.points}
        new = [point for point in plan.points() if point.identity not in known]
        checked = _checked(plan, new, tell)
        _check_disk(self.folder, plan, len(self.points) + len(new))
        self.store.add_points((len(self.points) + number, point, sha256) for number, (point, sha256) in enumerate(zip(new, checked)))
        self.plan = plan.at_least(self.plan)
        self.store.note("plan", self.plan.to_json())
        self.points += new
        self._sha256 += checked
        return len(new)

    # ---- running -------------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> int:
        """Runs that the study is to have."""
        return len(self.points) * self.plan.replicates

    @property
    def counts(self) -> Mapping[str, int]:
        """Runs that it has, by status (done, failed)."""
        return self.store.counts()

    def run(
        self, workers: int | None = None, executor: Executor | None = None, progress: Callable[[int], None] = lambda runs: None, again: bool = False,
        rounds: Iterable[Mapping[int, int]] | None = None,
    ) -> Mapping[str, int]:  # fmt: skip
        """Make the runs that are missing; the counts by status.

        Results are written as they come, so that whatever ends this loses no more than the runs in hand.

        Parameters
        ----------
        workers : processes of this machine; None for one per core
        executor : any `concurrent.futures.Executor` instead; it is not shut down
        progress : called with the number of runs that have just been written
        again : whether runs that failed are tried once more
        rounds : replicates by the number of the point, the next to be asked for when all of the last are written (so they may depend on
            them); None for those of the plan at every point
        """
        from gridgov.jit import kernel_is_warm
        from gridgov.run.hashes import source_sha256

        source = source_sha256()
        if source != self.store.about("source_sha256"):
            known = self.store.about("source_sha256")
            raise Faults([fault(str(self.folder / FILE), None, "", "source_sha256", source[:12], "study_source", before=known[:12])])
        with self._alone():
            if again:
                self.store.forget_failed()

            def keep(results) -> None:
                self.store.add(results)
                progress(len(results))

            count = workers or os.cpu_count() or 1
            if executor is None and not kernel_is_warm():
                warm_kernel()  # once, and not in every worker at the same time
            with interrupts_held(), local_pool(count) if executor is None else _lent(executor) as make:
                runner = Runner(make, count, source, self.plan.series, keep, end_if_interrupted)
                runner.work_through(self._tasks(runner, rounds))
        return self.counts

    def _tasks(self, runner: Runner, rounds: Iterable[Mapping[int, int]] | None) -> Iterator[Task | None]:
        """What is missing."""
        for wanted in rounds or [dict.fromkeys(range(len(self.points)), self.plan.replicates)]:
            yield from in_turns(wanted, self.store.finished(), runner.pace, self._task)
            yield None

    def _task(self, number: int, replicates: tuple[int, ...]) -> Task:
        return Task(number, self.scenario(number), tuple((one, self.plan.seed + one) for one in replicates))

    def scenario(self, number: int) -> Scenario:
        """The scenario of a point; raises Faults where its files were changed since the study was begun."""
        if number not in self._scenarios:
            scenario = scenario_of(self.plan, self.points[number])
            if scenario.sha256 != self._sha256[number]:
                raise Faults([fault(self.plan.scenario, None, "", "", Fault.NO_VALUE, "study_scenario_changed", folder=self.folder)])
            self._scenarios[number] = scenario
            while len(self._scenarios) > SCENARIOS_KEPT:
                self._scenarios.popitem(last=False)
        return self._scenarios[number]

    @contextmanager
    def _alone(self):
        """The right to write, which one process has at a time and loses with its life."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "study.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise Faults([fault(str(self.folder), None, "", "", Fault.NO_VALUE, "study_busy")]) from None
        try:
            yield
        finally:
            lock.release()

    # ---- one run again -------------------------------------------------------------------------------------------------

    def replay(self, run: str, engine: str = "compiled", events: bool = False):
        """One run once more, as `simulate` gives it; raises Faults where there is no such run, or where it does not come out as it did.

        A run that failed fails again, with its own exception.
        """
        from gridgov.run import simulate

        found = self.store.find(run)
        if found is None:
            raise Faults([fault(str(self.folder / FILE), None, "", "", Fault.NO_VALUE, "no_run", run=run)])
        _, point, _, seed, _, before, _ = found
        result = simulate(self.scenario(point), seed=seed, engine=engine, events=events)
        now = result.provenance["case_table_sha256"]
        if before is not None and now != before:
            raise Faults([fault(str(self.folder / FILE), None, "", "", Fault.NO_VALUE, "replay_differs", run=run, before=before[:12], now=now[:12])])
        return result

    # ---- reading -------------------------------------------------------------------------------------------------------

    def table(self, metrics: tuple[str, ...] | None = None):
        """A DataFrame with a row per finished run, by point and replicate: run, point, policy, replicate, seed, the factors, the figures."""
        from gridgov.study.tables import runs_table

        return runs_table(self, metrics)

    def failures(self):
        """A DataFrame of the runs that failed: run, point, policy, replicate, seed, error, and the command that replays each."""
        from gridgov.study.tables import failures_table

        return failures_table(self)

    def export(self, folder: str | Path | None = None) -> Path:
        """Write the tables as CSV and Parquet; the folder. They hold no times, so equal studies give equal bytes."""
        from gridgov.study.tables import export

        return export(self, Path(folder or self.folder))


def scenario_of(plan: Plan, point: Point) -> Scenario:
    """The checked scenario of a point."""
    from gridgov.organisation.checked import load_checked

    return load_checked(plan.scenario_source, policies=point.policies, extra=plan.changes_of(point), asker="policies")


def _plan(plan: str | Path | Plan) -> Plan:
    return plan if isinstance(plan, Plan) else load_plan(plan)


def _checked(plan: Plan, points: list[Point], tell: Callable[[int], None]) -> list[str]:
    """Hashes of the points' scenarios; the faults of all of them together, each once."""
    hashes, faults = [], []
    for point in points:
        try:
            hashes.append(scenario_of(plan, point).sha256)
        except Faults as found:
            faults += [one for one in found.faults if one not in faults]
        tell(1)
    if faults:
        raise Faults(faults)
    return hashes


def _about(plan: Plan) -> dict[str, Any]:
    from gridgov.run.hashes import machine, source_sha256

    return {"plan": plan.to_json(), "source_sha256": source_sha256(), "machine": machine()}


def _check_disk(folder: Path, plan: Plan, points: int) -> None:
    """Refuse a study that the disk cannot hold."""
    place = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    runs = points * plan.replicates
    needed = runs * (PER_RUN + PER_FIGURE * FIGURES + PER_DAY * len(plan.series) * (plan.days or 500))
    there = shutil.disk_usage(place).free
    if needed > there:
        arguments = {"runs": f"{runs:,}", "needed": f"{needed / 1e9:,.1f}", "there": f"{there / 1e9:,.1f}"}
        raise Faults([fault(str(folder), None, "", "", Fault.NO_VALUE, "beyond_disk", **arguments)])


@contextmanager
def _lent(executor: Executor):
    """Somebody else's executor, in the shape of a pool: it cannot be made anew."""
    lent = iter([executor])

    def make() -> Executor:
        for one in lent:
            return _Kept(one)
        raise Faults([fault("executor", None, "", "", Fault.NO_VALUE, "executor_gone")])

    yield make


class _Kept(Executor):
    """An executor that is not ours to shut down."""

    def __init__(self, executor: Executor):
        self._executor = executor

    def submit(self, *arguments, **names):
        return self._executor.submit(*arguments, **names)
