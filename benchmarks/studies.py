"""What the machinery of a study costs: a sweep against bare processes, a large study that is opened, memory of the parent."""

from __future__ import annotations

import multiprocessing
import sqlite3
import tempfile
import time
from concurrent.futures import Executor, Future
from pathlib import Path

from benchmarks import processes
from benchmarks.rows import Row, bytes_text, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "studies", "Studies"
WORKERS = 2
AIM_SHARE, AIM_OPEN, AIM_FLAT = 0.95, 1.0, 1.1  # of bare processes' speed; seconds; times the memory of the smaller study
POLICIES = ("before", "five_chiefs")
METRIC = "problem_days"
POINTS = 1000  # of the study that is opened
PLAN = 'scenario = "classroom"\npolicies = ["{}", "{}"]\nreplicates = {}\n'


def steps(sizes: Sizes) -> int:
    """Rounds, studies that are opened, and parents that `measure` starts."""
    return sizes.study_rounds + 1 + len(sizes.study_parents)


def measure(sizes: Sizes, tell) -> dict:
    """A sweep and bare processes in turn; then what opening takes, and what parents of a small and a large study hold."""
    rounds = []
    for _ in range(sizes.study_rounds):
        rounds.append(processes.call(sweep_and_bare, replicates=sizes.study_replicates, first=("sweep", "bare")[len(rounds) % 2]))
        tell()
    opened = processes.call(opening, runs=sizes.study_opened)
    tell()
    parents = []
    for runs in sizes.study_parents:
        parents.append(processes.call(parent, runs=runs))
        tell()
    runs = len(POLICIES) * sizes.study_replicates
    return {
        "runs": runs, "rounds": rounds, "share": middle(one["bare_s"] / one["sweep_s"] for one in rounds),
        "overhead_s": middle((one["sweep_s"] - one["bare_s"]) / runs for one in rounds),
        "runs_per_s": middle(runs / one["sweep_s"] for one in rounds),
        "opened": opened, "parents": parents, "flat": parents[-1]["peak_bytes"] / parents[0]["peak_bytes"],
    }  # fmt: skip


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    share, flat, opened, parents = result["share"], result["flat"], result["opened"], result["parents"]
    few, many = parents[0], parents[-1]
    work_s = (many["cpu_s"] - few["cpu_s"]) / (many["runs"] - few["runs"])  # without what is imported once
    return [
        Row(
            f"{WORKERS} workers, {result['runs']} runs of the classroom's year, in per cent of the speed of {WORKERS} bare processes",
            f"{share:.1%}", True, f"at least {AIM_SHARE:.0%}", share >= AIM_SHARE,
        ),
        Row("overhead of a run over bare processes", f"{result['overhead_s'] * 1e3:.2f} ms", False),
        Row("runs of the classroom's year, start of the workers included", f"{result['runs_per_s']:.0f} per s", False),
        Row(
            f"study of {opened['runs']:,} runs with {opened['figures']} figures each ({bytes_text(opened['bytes'])}): open, read one",
            f"{opened['open_s'] + opened['read_s']:.2f} s of the processor", False,
            f"under {AIM_OPEN:g} s", opened["open_s"] + opened["read_s"] < AIM_OPEN,
        ),
        Row(
            f"peak memory of the parent with {many['runs']:,} runs over that with {few['runs']:,} ({bytes_text(few['peak_bytes'])})",
            f"{flat:.2f} times", True, f"at most {AIM_FLAT:g} times", flat <= AIM_FLAT,
        ),
        Row("the parent's work on a run: hand it out, keep it, write the tables", f"{work_s * 1e3:.2f} ms of the processor", False),
    ]  # fmt: skip


def sweep_and_bare(replicates: int, first: str) -> dict:
    """Seconds by the clock of a sweep and of as many bare processes for the same runs, from start to end, one after the other."""
    from benchmarks import runs
    from gridgov.organisation.checked import load_checked
    from gridgov.study.study import Study

    runs.warm()
    loaded = [load_checked("classroom", policies=(policy,)) for policy in POLICIES]
    found = {}
    for which in (first, {"sweep": "bare", "bare": "sweep"}[first]):
        with tempfile.TemporaryDirectory() as folder:
            plan = Path(folder) / "plan.toml"
            plan.write_text(PLAN.format(*POLICIES, replicates), encoding="utf-8")
            with Study.create(plan, Path(folder) / "study") as study:
                began = time.perf_counter()
                if which == "sweep":
                    assert study.run(workers=WORKERS) == {"done": len(POLICIES) * replicates}, "runs failed"
                else:
                    _bare_processes(loaded, replicates)
                found[f"{which}_s"] = time.perf_counter() - began
    return found


def _bare_processes(loaded: list, replicates: int) -> None:
    """As many processes as a sweep has workers, each with its share of every policy's seeds."""
    context = multiprocessing.get_context("spawn")
    started = [context.Process(target=_bare, args=(loaded, range(1 + number, 1 + replicates, WORKERS))) for number in range(WORKERS)]
    for one in started:
        one.start()
    for one in started:
        one.join()
        assert one.exitcode == 0, "a bare process failed"


def _bare(loaded: list, seeds) -> None:
    from gridgov.run import simulate

    for seed in seeds:
        for scenario in loaded:
            simulate(scenario, seed=seed)


def opening(runs: int) -> dict:
    """Processor seconds for opening a study of so many invented runs, and for a DataFrame of one figure; pandas is there already."""
    import pandas  # noqa: F401

    from gridgov.metrics import METRICS
    from gridgov.run.hashes import source_sha256
    from gridgov.study.plan import Plan
    from gridgov.study.points import Point
    from gridgov.study.store import FILE, Store
    from gridgov.study.study import Study

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        each = runs // POINTS
        plan = Plan("invented", "classroom", ask=None, replicates=each)
        store = Store.create(file, {"plan": plan.to_json(), "source_sha256": source_sha256()})
        store.add_points((number, Point(POLICIES[0], {"learning.trust": number}, {"trust": number}), "0" * 64) for number in range(POINTS))
        store.close()
        with sqlite3.connect(file) as filled:
            rows = ((f"{run:016x}", run % POINTS, run // POINTS, 1 + run // POINTS, len(METRICS)) for run in range(each * POINTS))
            filled.executemany("INSERT INTO run VALUES (NULL, ?, ?, ?, ?, 'done', '0', NULL, 0.0, ?)", rows)
            filled.executemany("INSERT INTO metric VALUES (?, ?)", enumerate((metric.name for metric in METRICS), 1))
            filled.execute("INSERT INTO figure SELECT metric, run, run / 7.0 FROM metric CROSS JOIN run ORDER BY metric, run")
        filled.close()
        began = time.process_time()
        with Study.open(folder) as study:
            opened = time.process_time()
            table = study.table((METRIC,))
            read = time.process_time()
        assert len(table) == each * POINTS and table[METRIC].notna().all()
        size = file.stat().st_size
    return {"runs": each * POINTS, "figures": len(METRICS), "bytes": size, "open_s": opened - began, "read_s": read - opened}


class Invented(Executor):
    """Gives a real run's figures for every run at once, so that what is left is the work of the parent."""

    def submit(self, do, task, source_sha256, series):
        from gridgov.study.work import blank

        future: Future = Future()
        future.set_result([blank(job, source_sha256) | self.result | {"seconds": 0.02} for job in task.runs])
        return future


def parent(runs: int) -> dict:
    """Peak memory of the process that works through a study of so many runs and writes its tables, and its processor seconds."""
    from gridgov.study.study import Study
    from gridgov.study.work import _simulated

    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.toml"
        plan.write_text(PLAN.format(*POLICIES, runs // len(POLICIES)) + 'series = ["present"]\n', encoding="utf-8")
        with Study.create(plan, Path(folder) / "study") as study:
            executor = Invented()
            executor.result = _simulated(study.scenario(0), 1, study.plan.series)
            before = time.process_time()
            study.run(executor=executor, workers=WORKERS)
            study.export()
            spent = time.process_time() - before
            assert study.counts == {"done": runs}
    return {"runs": runs, "peak_bytes": processes.peak_bytes(), "cpu_s": spent}
