"""A study's results as tables: DataFrames, CSV and Parquet, in an order and with contents that do not depend on how they came about."""

from __future__ import annotations

import shlex
from pathlib import Path

from gridgov.placing import all_or_nothing
from gridgov.study.store import DONE, FAILED

KEYS = ("run", "point", "policy", "replicate", "seed", "case_table_sha256")


def runs_table(study, metrics: tuple[str, ...] | None = None):
    """A row per finished run; all figures, or those named."""
    import pandas

    store = study.store
    with store.at_one_moment():
        runs = [row for row in store.runs() if row[4] == DONE]
        names = store.metric_names() if metrics is None else metrics
        figures = {name: {(point, replicate): value for point, replicate, value in store.figures(name)} for name in names}
    factors = list(dict.fromkeys(name for point in study.points for name in point.factors))
    columns = {
        "run": [run for run, *_ in runs],
        "point": [point for _, point, *_ in runs],
        "policy": [study.points[point].policy for _, point, *_ in runs],
        "replicate": [replicate for _, _, replicate, *_ in runs],
        "seed": [seed for _, _, _, seed, *_ in runs],
        "case_table_sha256": [sha256 for *_, sha256, _ in runs],
    }
    for name in factors:
        columns[name] = [study.points[point].factors.get(name) for _, point, *_ in runs]
    for name in names:
        columns[name] = [figures[name].get((point, replicate)) for _, point, replicate, *_ in runs]
    frame = pandas.DataFrame(columns)
    return frame.astype(dict.fromkeys(names, "float64"))


def failures_table(study):
    """A row per failed run, with its traceback and the command that replays it."""
    import pandas

    rows = [row for row in study.store.runs() if row[4] == FAILED]
    return pandas.DataFrame({
        "run": [run for run, *_ in rows],
        "point": [point for _, point, *_ in rows],
        "policy": [study.points[point].policy for _, point, *_ in rows],
        "replicate": [replicate for _, _, replicate, *_ in rows],
        "seed": [seed for _, _, _, seed, *_ in rows],
        "error": [error for *_, error in rows],
        "replay": [replay_command(study.folder, run) for run, *_ in rows],
    })  # fmt: skip


def replay_command(folder: Path, run: str) -> str:
    """What to type to see one run again."""
    return f"gridgov replay {run} --study {shlex.quote(str(folder))}"


def series_table(study):
    """A row per run and day, with the columns of daily.csv that the plan keeps; None if it keeps none."""
    import numpy as np
    import pandas

    parts: dict[tuple[int, int], dict] = {}
    with study.store.at_one_moment():
        for point, replicate, name, days in study.store.series():
            parts.setdefault((point, replicate), {})[name] = days
    if not parts:
        return None
    frames = [
        pandas.DataFrame({"point": point, "replicate": replicate, "day": np.arange(len(next(iter(days.values())))), **days})
        for (point, replicate), days in parts.items()
    ]
    return pandas.concat(frames, ignore_index=True)


def export(study, folder: Path) -> Path:
    """Write `runs.csv`, `runs.parquet`, `failures.csv` and, where the plan keeps series, `series.parquet`: all of them, or none."""
    with all_or_nothing(folder) as stage:
        runs = runs_table(study)
        runs.to_csv(stage / "runs.csv", index=False, lineterminator="\n")
        _parquet(runs, stage / "runs.parquet")
        failures_table(study).to_csv(stage / "failures.csv", index=False, lineterminator="\n")
        series = series_table(study)
        if series is not None:
            _parquet(series, stage / "series.parquet")
    return folder


def _parquet(frame, path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None), path, compression="zstd")
