"""A study's results as tables: DataFrames, CSV and Parquet, in an order and with contents that do not depend on how they came about."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

from gridgov.placing import all_or_nothing
from gridgov.study.points import DONE, FAILED
from gridgov.text.faults import Fault, Faults, fault, nearest

#: Columns beside levers and figures: of the runs that went well, and of those that failed.
KEYS = ("run", "point", "policy", "replicate", "seed", "case_table_sha256")
FAILURE = ("run", "point", "policy", "replicate", "seed", "error", "replay")
STRETCH = 500  # runs that are written at one time: memory does not grow with the study


def unknown_metrics(study, metrics: Sequence[str]) -> list[Fault]:
    """A fault for each name that is no figure of any run; a study without runs knows none yet, and takes all."""
    known = study.store.metric_names() or metrics
    faults = []
    for metric in dict.fromkeys(metrics):
        if metric not in known:
            like = nearest(metric, known)
            code = "study_no_metric" if like is None else "study_no_metric_like"
            faults.append(fault(str(study.folder), None, "", "", Fault.NO_VALUE, code, metric=metric, like=like))
    return faults


def runs_table(study, metrics: Sequence[str] | None = None):
    """A row per finished run, by point and replicate; all figures, or those named. Raises Faults with names that are no figures."""
    store = study.store
    if faults := unknown_metrics(study, metrics or ()):
        raise Faults(faults)
    with store.at_one_moment():
        runs = store.runs(DONE)
        rows = [row for row, *_ in runs]
        names = store.metric_names() if metrics is None else metrics
        return _frame(study, runs, {name: store.figure(name)[rows] for name in names})


def _frame(study, runs: Sequence[tuple], figures):
    """Keys and factors of some runs, and their figures."""
    import pandas

    points = [point for _, _, point, *_ in runs]
    columns = {
        "run": [run for _, run, *_ in runs],
        "point": points,
        "policy": [study.points[point].policy for point in points],
        "replicate": [replicate for _, _, _, replicate, *_ in runs],
        "seed": [seed for _, _, _, _, seed, *_ in runs],
        "case_table_sha256": [sha256 for *_, sha256, _ in runs],
    }
    for name in dict.fromkeys(name for point in study.points for name in point.factors):
        # of the points, not of these runs: a column has one type in the whole study
        columns[name] = pandas.Series([point.factors.get(name) for point in study.points]).take(points).array
    return pandas.DataFrame(columns | figures)


def failures_table(study):
    """A row per failed run, with its traceback and the command that replays it."""
    import pandas

    with study.store.at_one_moment():
        rows = study.store.runs(FAILED)
    return pandas.DataFrame({
        "run": [run for _, run, *_ in rows],
        "point": [point for _, _, point, *_ in rows],
        "policy": [study.points[point].policy for _, _, point, *_ in rows],
        "replicate": [replicate for _, _, _, replicate, *_ in rows],
        "seed": [seed for _, _, _, _, seed, *_ in rows],
        "error": [error for *_, error in rows],
        "replay": [replay_command(study.folder, run) for _, run, *_ in rows],
    })  # fmt: skip


def replay_command(folder: Path, run: str) -> str:
    """What to type to see one run again."""
    return f"gridgov replay {run} --study {shlex.quote(str(folder))}"


def series_table(study):
    """A row per run and day, with the columns of daily.csv that the plan keeps; None if it keeps none."""
    import pandas

    with study.store.at_one_moment():
        frames = list(_series_frames(study))
    return pandas.concat(frames, ignore_index=True) if frames else None


def _series_frames(study) -> Iterator:
    """The series of each run, by point and replicate."""
    import numpy as np
    import pandas

    for (point, replicate), rows in groupby(study.store.series(), key=lambda row: row[:2]):
        days = {name: values for _, _, name, values in rows}
        length = len(next(iter(days.values())))
        unknown = np.full(length, np.nan, np.float32)  # a queue of a tier that this policy does not have
        columns = {name: days.get(name, unknown) for name in study.plan.series}
        yield pandas.DataFrame({"point": point, "replicate": replicate, "day": np.arange(length), **columns})


def _run_frames(study) -> Iterator:
    """The finished runs with all figures, a stretch at a time; one without rows where there are none."""
    store, first = study.store, 0
    while True:
        runs = store.runs(DONE, first, STRETCH)
        if runs or first == 0:
            yield _frame(study, runs, store.figures_of([row for row, *_ in runs]))
        if len(runs) < STRETCH:
            return
        first += len(runs)


def first_rows(study) -> dict:
    """What the tables of a study begin with, by name, and how many rows each has: enough to tell their columns, however large they are."""
    store, failures = study.store, failures_table(study)
    with store.at_one_moment():
        found = {"runs": (next(_run_frames(study)), store.counts().get(DONE, 0)), "failures": (failures, len(failures))}
        series = next(_series_frames(study), None)
        return found if series is None else found | {"series": (series, store.series_days())}


def export(study, folder: Path) -> Path:
    """Write `runs.csv`, `runs.parquet`, `failures.csv` and, where the plan keeps series, `series.parquet`: all of them, or none."""
    import pandas

    with all_or_nothing(folder) as stage:
        failures_table(study).to_csv(stage / "failures.csv", index=False, lineterminator="\n")
        with study.store.at_one_moment():
            with open(stage / "runs.csv", "w", encoding="utf-8", newline="") as text, _Parquet(stage / "runs.parquet") as parquet:
                for number, frame in enumerate(_run_frames(study)):
                    frame.to_csv(text, index=False, lineterminator="\n", header=number == 0)
                    parquet.write(frame)
            with _Parquet(stage / "series.parquet") as parquet:
                frames = _series_frames(study)
                while stretch := list(islice(frames, STRETCH)):
                    parquet.write(pandas.concat(stretch, ignore_index=True))
    return folder


class _Parquet:
    """A Parquet file that is written stretch by stretch; without any, there is no file."""

    def __init__(self, path: Path):
        self._path, self._writer = path, None

    def __enter__(self):
        return self

    def write(self, frame) -> None:
        """One stretch more, with the columns of the first."""
        import pyarrow
        import pyarrow.parquet

        table = pyarrow.Table.from_pandas(frame, schema=self._writer and self._writer.schema, preserve_index=False).replace_schema_metadata(None)
        if self._writer is None:
            self._writer = pyarrow.parquet.ParquetWriter(self._path, table.schema, compression="zstd")
        self._writer.write_table(table)

    def __exit__(self, *wrong) -> None:
        if self._writer is not None:
            self._writer.close()
