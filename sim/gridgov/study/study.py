"""A study on disk: made from a plan, worked through, cut off at any moment and gone on with, extended, read and replayed."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from gridgov.scenario.scenario import Scenario
from gridgov.study.engines import dask_engine, lent_engine, local_engine
from gridgov.study.folder import alone, check_disk
from gridgov.study.plan import Plan, load_plan
from gridgov.study.points import Job, Point, Task, pack
from gridgov.study.processes import end_if_interrupted, interrupts_held, warm_kernel
from gridgov.study.runner import Runner
from gridgov.study.salvage import is_whole, set_aside
from gridgov.study.sampling import joined
from gridgov.study.store import FILE, Store
from gridgov.study.worlds import WORLD, numbered_on
from gridgov.text.faults import Fault, Faults, fault

SCENARIOS_KEPT = 4096  # packed, of about 6 kB each: with more points than that, every run costs its scenario's checks again


class Study:
    """A plan and its results. `Study.create` begins one, `Study.open` goes on with one; both are closed by `close` or a `with`."""

    def __init__(self, folder: Path, plan: Plan, store: Store):
        self.folder, self.plan, self.store = folder, plan, store
        #: Where a damaged file of this study was set aside when it was opened, and how many whole runs of it were kept.
        self.set_aside: tuple[Path, int] | None = None
        self.points: list[Point] = []
        self._sha256: list[str] = []
        self._packed: OrderedDict[int, bytes] = OrderedDict()
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
            raise _exists(folder)
        points = plan.points()
        check_disk(folder, sum(map(plan.replicates_of, points)), plan.days, len(plan.series))
        points, checked, unsound = _checked(plan, points, points, tell)
        folder.mkdir(parents=True, exist_ok=True)
        staged = folder / f".{FILE}.{os.getpid()}.partial"
        with alone(folder):
            if (folder / FILE).exists():  # another process was faster
                raise _exists(folder)
            try:
                staged.unlink(missing_ok=True)
                store = Store.create(staged, _about(plan))
                store.add_points((number, point, sha256) for number, (point, sha256) in enumerate(zip(points, checked)))
                store.note("unsound_worlds", unsound)
                store.note("sample", plan.sample_note(points))
                store.close()
                os.replace(staged, folder / FILE)
            finally:
                for rest in ("", "-wal", "-shm"):
                    Path(f"{staged}{rest}").unlink(missing_ok=True)
        return cls.open(folder)

    @classmethod
    def begin(cls, plan: str | Path | Plan, folder: str | Path, tell: Callable[[int], None] = lambda points: None) -> Study:
        """The study of a plan, whatever there is of it: a new one where there is none, else the one that is there, extended to the plan.

        A damaged file is set aside, and what is whole of it begins the new one: `set_aside` of the study says so.
        """
        plan, folder = _plan(plan), Path(folder)
        kept = None
        if (folder / FILE).is_file() and not is_whole(folder / FILE):
            with alone(folder):
                kept = set_aside(folder / FILE)
        if (folder / FILE).is_file():
            study = cls.open(folder)
            try:
                study.extend(plan, tell)
            except BaseException:
                study.close()
                raise
        else:
            study = cls.create(plan, folder, tell)
        study.set_aside = kept
        return study

    @classmethod
    def open(cls, folder: str | Path) -> Study:
        """The study in a folder; raises Faults where there is none, or one of another version, or a damaged one."""
        folder = Path(folder)
        store = Store.open(folder / FILE)
        try:
            return cls(folder, store.plan(Plan.from_json), store)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Let the file go."""
        self.store.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(self, *wrong) -> None:
        self.close()

    def extend(self, plan: str | Path | Plan, tell: Callable[[int], None] = lambda points: None) -> int:
        """Take over what a later plan has more of: points, policies and replicates; how many points came in.

        Raises Faults where the plan is about another scenario, begins with another seed or draws another sample for a sensitivity, and where
        scenario or model were changed since.
        """
        plan = _plan(plan)
        self._check_source()
        faults = [
            fault(str(self.folder / FILE), None, "", name, getattr(plan, name), "study_differs", before=getattr(self.plan, name))
            for name in ("scenario", "seed", "days", "sets", "series")
            if getattr(plan, name) != getattr(self.plan, name)
        ]
        if faults:
            raise Faults(faults)
        known = {point.identity for point in self.points}
        points, larger = plan.points(), plan.at_least(self.plan)
        new = numbered_on([point for point in points if point.identity not in known], self.points)
        sample = self._sample_with(plan, new)
        runs = sum(map(larger.replicates_of, [*self.points, *new])) - sum(self.counts.values())
        check_disk(self.folder, runs, plan.days, len(self.plan.series))
        new, checked, unsound = _checked(plan, new, points, tell)
        if not new and larger.to_json() == self.plan.to_json():
            return 0
        with alone(self.folder):
            self.store.add_points((len(self.points) + number, point, sha256) for number, (point, sha256) in enumerate(zip(new, checked)))
            self.store.note("plan", larger.to_json())
            self.store.note("unsound_worlds", max(unsound, self.store.about("unsound_worlds") or 0))
            self.store.note("sample", sample)
            self.store.note("levers", (self.store.about("levers") or {}) | plan.levers)
        self.plan = larger
        self.points += new
        self._sha256 += checked
        return len(new)

    def number_of(self, point: Point) -> int | None:
        """The number of a point that means the same; None where there is none."""
        identity = point.identity
        return next((number for number, known in enumerate(self.points) if known.identity == identity), None)

    def join(self, point: Point) -> int:
        """Take in a point that is not there yet, and give its number; for rounds of `run`, which make points from what earlier ones gave.

        Raises Faults where it cannot be run. Only whoever runs the study may ask: the lock is held by `run`.
        """
        sha256 = scenario_of(self.plan, point).sha256
        self.store.add_points([(len(self.points), point, sha256)])
        self.points.append(point)
        self._sha256.append(sha256)
        return len(self.points) - 1

    def _sample_with(self, plan: Plan, new: list[Point]) -> dict[str, Any] | None:
        """What is noted of the study's sample when a plan brings new points; raises Faults where its own is another, and one would be lost."""
        points = [*self.points, *new]
        try:
            return joined(self.store.about("sample"), plan.sample_note(points), points)
        except ValueError as wrong:
            place = str(plan.folder / f"{plan.name}.toml")
            raise Faults([fault(place, None, "design", "kind", plan.design, "study_sample", before=self.plan.design)]) from wrong

    @property
    def twins(self) -> list[list[int]]:
        """Points that stand for the same runs: a lever set to what it is anyway."""
        groups: dict[tuple[str, int], list[int]] = {}
        for number, (point, sha256) in enumerate(zip(self.points, self._sha256)):
            groups.setdefault((sha256, self.plan.seed_of(point, 0)), []).append(number)
        return [group for group in groups.values() if len(group) > 1]

    def _check_source(self) -> str:
        """The hash of the model's source; raises Faults where it is not that of the study."""
        from gridgov.run.hashes import source_sha256

        own, known = source_sha256(), self.store.about("source_sha256")
        if own != known:
            raise Faults([fault(str(self.folder / FILE), None, "", "source_sha256", own[:12], "study_source", before=known[:12])])
        return own

    # ---- running -------------------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> int:
        """Runs that the study is to have."""
        return sum(map(self.plan.replicates_of, self.points))

    @property
    def adaptive(self) -> bool:
        """Whether what runs gave may have decided how many there are: plain intervals do not account for that."""
        return bool(self.store.about("adaptive"))

    @property
    def counts(self) -> Mapping[str, int]:
        """Runs that it has, by status (done, failed)."""
        return self.store.counts()

    def run(
        self, workers: int | None = None, executor: Executor | None = None, dask: Any = None,
        progress: Callable[[int], None] = lambda runs: None, again: bool = False, rounds: Iterable[Mapping[int, int]] | None = None,
    ) -> Mapping[str, int]:  # fmt: skip
        """Make the runs that are missing; the counts by status.

        Results are written as they come, so that whatever ends this loses no more than the runs in hand.

        Parameters
        ----------
        workers : processes of this machine, None for one per core; with an executor, how many tasks it works on at one time
        executor : any `concurrent.futures.Executor` instead; it is not shut down
        dask : a Dask scheduler's address, or a `distributed.Client`, instead
        progress : called with the number of runs that have just been written
        again : whether runs that failed are tried once more
        rounds : replicates by the number of the point, the next to be asked for when all of the last are written (so they may depend on
            them); None for those of the plan at every point
        """
        source = self._check_source()
        count = workers or os.cpu_count() or 1
        with alone(self.folder):
            if again:
                self.store.forget_failed()
            if rounds is None and self.wanted == sum(self.counts.values()):
                return self.counts
            if rounds is not None and not self.adaptive:
                self.store.note("adaptive", True)

            def keep(results) -> None:
                self.store.add(results)
                progress(len(results))

            if executor is None and dask is None:
                from gridgov.jit import kernel_is_warm

                if not kernel_is_warm():
                    warm_kernel()  # once, and not in every worker at the same time
            with interrupts_held():
                if dask is not None:
                    engine = dask_engine(dask, source, end_if_interrupted)
                else:
                    engine = local_engine(count) if executor is None else lent_engine(executor, count)
                with engine as ready:
                    runner = Runner(ready, source, self.plan.series, keep, end_if_interrupted)
                    runner.work_through(self._tasks(runner, rounds))
        return self.counts

    def _tasks(self, runner: Runner, rounds: Iterable[Mapping[int, int]] | None) -> Iterator[Task | None]:
        """What is missing, each replicate of every point before the next one of any: a cut study is balanced.

        Points with more replicates than the plan's (default assumptions, among worlds) come first: all others are held against them.
        """
        for wanted in rounds or [{number: self.plan.replicates_of(point) for number, point in enumerate(self.points)}]:
            jobs, left = self._missing(wanted)
            yield from runner.in_tasks(jobs, left)
            yield None

    def _missing(self, wanted: Mapping[int, int]) -> tuple[Iterator[Job], int]:
        """The runs that are missing of so many replicates by the number of the point, in the order in which they are to be made; how many."""
        import numpy as np

        counts = np.zeros(len(self.points), np.int64)
        counts[list(wanted)] = list(wanted.values())
        missing = np.arange(counts.max(initial=0))[:, None] < counts
        for point, replicate in self.store.finished():
            if replicate < len(missing):
                missing[replicate, point] = False

        def jobs() -> Iterator[Job]:
            for these in (counts > self.plan.replicates, counts > 0):
                for replicate in range(len(missing) if these.any() else 0):
                    for number in np.flatnonzero(these & missing[replicate]).tolist():
                        missing[replicate, number] = False
                        yield Job(number, replicate, self.plan.seed_of(self.points[number], replicate), self._sha256[number], self._pack(number))

        return jobs(), int(missing.sum())

    def _pack(self, number: int) -> bytes:
        """The scenario of a point for the way to a worker; kept, and made again where it was not."""
        if number not in self._packed:
            self._packed[number] = pack(self.scenario(number))
            while len(self._packed) > SCENARIOS_KEPT:
                self._packed.popitem(last=False)
        return self._packed[number]

    def scenario(self, number: int) -> Scenario:
        """The scenario of a point; raises Faults where its files were changed since the study was begun."""
        scenario = scenario_of(self.plan, self.points[number])
        if scenario.sha256 != self._sha256[number]:
            raise Faults([fault(self.plan.scenario, None, "", "", Fault.NO_VALUE, "study_scenario_changed", folder=self.folder)])
        return scenario

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

    @property
    def shown(self) -> tuple[str, ...]:
        """The metrics of the plan that runs gave; all of them while there is no run."""
        known = self.store.metric_names()
        return tuple(name for name in self.plan.metrics if name in known or not known)

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


def _checked(plan: Plan, points: list[Point], among: list[Point], tell: Callable[[int], None]) -> tuple[list[Point], list[str], int]:
    """The points that can be run, hashes of their scenarios, and how many drawn worlds were left out; the faults of all points, each once.

    What nobody wrote down may contradict itself: a drawn world that is unsound under any policy is left out under all of them. Faults of
    anything else, and those of a world where more than half of the worlds `among` all points are unsound, are told.
    """
    hashes, faults, unsound = [], [], {}
    for point in points:
        try:
            hashes.append(scenario_of(plan, point).sha256)
        except Faults as found:
            hashes.append("")
            if point.factors.get(WORLD):
                unsound.setdefault(point.factors[WORLD], found.faults)
            else:
                faults += [one for one in found.faults if one not in faults]
        tell(1)
    worlds = len({point.factors[WORLD] for point in among if point.factors.get(WORLD)})
    if 2 * len(unsound) > worlds:
        place = plan.folder / f"{plan.name}.toml"
        faults.append(fault(str(place), None, "design", "points", plan.ask.points, "worlds_unsound", count=len(unsound), worlds=worlds))
        faults += [one for one in next(iter(unsound.values())) if one not in faults]
    if faults:
        raise Faults(faults)
    sound = [(point, sha256) for point, sha256 in zip(points, hashes) if point.factors.get(WORLD) not in unsound]
    return [point for point, _ in sound], [sha256 for _, sha256 in sound], len(unsound)


def _about(plan: Plan) -> dict[str, Any]:
    from gridgov.run.hashes import machine, source_sha256

    return {"plan": plan.to_json(), "source_sha256": source_sha256(), "machine": machine(), "levers": plan.levers}


def _exists(folder: Path) -> Faults:
    return Faults([fault(str(folder / FILE), None, "", "", Fault.NO_VALUE, "study_exists")])
