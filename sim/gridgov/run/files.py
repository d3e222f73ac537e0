"""The files of a run: readable columns, equal bytes for equal results, and never half a file."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from gridgov.metrics import Measured
from gridgov.metrics.cohorts import cohort_days, cohort_figures
from gridgov.placing import put_in_place
from gridgov.run.columns import BUILDING_DAYS, CASES, COHORT_DAYS, DAYS, EVENTS, NUMBER, QUEUE, WORD, YES_NO, Column
from gridgov.run.hashes import DECIMALS

BATCH = 1 << 18  # rows that are turned into columns at a time


def write_files(folder: str | Path, writers: Mapping[str, Callable[[Path], None]]) -> None:
    """Write files beside their places first and put them there when all are whole."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stages = {name: folder / f".{name}.{os.getpid()}.partial" for name in writers}
    try:
        for name, write in writers.items():
            write(stages[name])
        put_in_place((stage, folder / name) for name, stage in stages.items())
    finally:
        for stage in stages.values():
            stage.unlink(missing_ok=True)


def write_summary(run, path: Path) -> None:
    """`summary.json`."""
    cohorts = {"cohorts": run.by_cohort} if run.start.labels.cohorts.placed else {}
    summary = {"asked": asked(run.scenario), "metrics": dict(run.metrics), **cohorts, "provenance": dict(run.provenance)}
    text = json.dumps(summary, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def asked(scenario) -> dict:
    """What to ask for to get a scenario again: its name or path, policies, length of the measured period, and what was set beside them."""
    days = scenario.settings.time.horizon_days
    return {"scenario": scenario.asked or scenario.name, "policies": list(scenario.policies), "days": days, "set": dict(scenario.sets)}


def daily_columns(run) -> dict[str, np.ndarray]:
    """The columns of `daily.csv`."""
    daily = run.outcome.daily
    columns = {column.name: np.asarray(column.make(daily, run)) for column in DAYS}
    for tier, queue in zip(run.start.labels.tiers, run.outcome.queue_daily.T):
        columns[QUEUE.name.replace("<tier>", tier)] = queue
    return {name: np.round(values, DECIMALS) if values.dtype.kind == "f" else values for name, values in columns.items()}


def write_daily(run, path: Path) -> None:
    """`daily.csv`."""
    _write_columns(daily_columns(run), path)


def _write_columns(columns: Mapping[str, np.ndarray], path: Path) -> None:
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*(values.tolist() for values in columns.values())))


def cohort_rows(run) -> list[dict]:
    """What `summary.json` says of each cohort that holds a building."""
    cohorts = run.start.labels.cohorts
    measured = Measured(run.outcome, run.start.world, run.start.labels)
    return [
        {
            "cohort": k, "parts": list(cohorts.parts[k]), "from_day": cohorts.first_day(k) if k else None,
            "until_day": cohorts.until_day(k) if k else None, "residents": int(cohorts.residents[k]), "households": int(cohorts.households[k]),
            "metrics": cohort_figures(measured, cohorts, k),
        }
        for k in cohorts.some
    ]  # fmt: skip


def cohort_columns(run) -> dict[str, np.ndarray]:
    """The columns of `cohorts.csv`."""
    cohorts = run.start.labels.cohorts
    rows = cohort_days(run.outcome, run.start.world, cohorts)
    return {column.name: np.asarray(column.make(rows, run))[cohorts.some].ravel() for column in COHORT_DAYS}


def write_cohorts(run, path: Path) -> None:
    """`cohorts.csv`."""
    _write_columns(cohort_columns(run), path)


def case_batches(run) -> Iterator:
    """The case table in Arrow batches."""
    return _batches(run, CASES, run.outcome.cases)


def event_batches(run) -> Iterator:
    """The event log in Arrow batches."""
    return _batches(run, EVENTS, run.outcome.events)


def building_batches(run) -> Iterator:
    """The present problems of each building and day in Arrow batches."""
    table = run.outcome.buildings_daily
    buildings = table.shape[1]
    days = max(1, BATCH // max(1, buildings))
    for first in range(0, max(1, len(table)), days):
        part = table[first : first + days]
        day, building = np.divmod(np.arange(part.size), buildings)
        rows = {"day": first + day, "building": building, "present": part.ravel()}
        yield batch(BUILDING_DAYS, rows, run)


def write_parquet(batches: Iterator, path: Path) -> None:
    """One Parquet file of all batches."""
    import pyarrow.parquet as parquet

    first = next(batches)
    with parquet.ParquetWriter(path, first.schema, compression="zstd", version="2.6") as writer:
        writer.write_batch(first)
        for one in batches:
            writer.write_batch(one)


def data_frame(batches: Iterator):
    """All batches as a pandas DataFrame: words as categories, whole numbers that may be missing as Int64."""
    import pandas
    import pyarrow

    table = pyarrow.Table.from_batches(list(batches))
    mapping = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype()}
    frame = table.to_pandas(types_mapper=mapping.get)
    whole = [name for name in frame if frame[name].dtype == "Int64" and not frame[name].hasnans]
    plain = [name for name in frame if frame[name].dtype == "boolean" and not frame[name].hasnans]
    return frame.astype({**dict.fromkeys(whole, "int64"), **dict.fromkeys(plain, "bool")})


def _batches(run, columns: tuple[Column, ...], table: np.ndarray) -> Iterator:
    # one batch even of an empty table: a file has its columns
    for start in range(0, max(1, len(table)), BATCH):
        yield batch(columns, table[start : start + BATCH], run)


def batch(columns: tuple[Column, ...], rows, run):
    """Some rows as an Arrow record batch."""
    import pyarrow

    arrays = [_array(column, np.asarray(column.make(rows, run)), run) for column in columns]
    return pyarrow.record_batch(arrays, names=[column.name for column in columns])


def _array(column: Column, values: np.ndarray, run):
    import pyarrow

    missing = None if column.null is None else column.null(values)
    if column.type == WORD:
        places = pyarrow.array(values.astype(np.int32), mask=missing)
        return pyarrow.DictionaryArray.from_arrays(places, pyarrow.array(list(column.words(run.start.labels)), pyarrow.string()))
    if column.type == YES_NO:
        return pyarrow.array(values == 1, pyarrow.bool_(), mask=missing)
    if column.type == NUMBER:
        return pyarrow.array(np.round(values, DECIMALS), pyarrow.float64(), mask=missing)
    return pyarrow.array(values.astype(np.int64), pyarrow.int64(), mask=missing)
