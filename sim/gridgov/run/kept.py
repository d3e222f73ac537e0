"""A run's tables kept in a folder, and the run read back from there as if it had just been made."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from gridgov.metrics import Measured, measure
from gridgov.model.start import start_of
from gridgov.placing import all_or_nothing
from gridgov.run import Run
from gridgov.run.hashes import source_sha256, table_sha256
from gridgov.scenario.scenario import Scenario
from gridgov.tables.dtypes import Outcome

ABOUT = "provenance.json"


def keep_run(run: Run, folder: Path) -> None:
    """Write a Parquet file per table of the outcome and `provenance.json`; all appear whole, or none does."""
    outcome = run.outcome._asdict()
    with all_or_nothing(folder) as stage:
        shapes, files = {}, {}
        for name, table in outcome.items():
            if isinstance(table, np.ndarray):
                path = stage / f"{name}.parquet"
                _write(table, path)
                shapes[name], files[name] = list(table.shape), _hash(path)
        numbers = {name: int(value) for name, value in outcome.items() if not isinstance(value, np.ndarray)}
        types = {name: _type(outcome[name].dtype) for name in files}
        about = {"provenance": dict(run.provenance), "sha256": files, "shapes": shapes, "types": types, "numbers": numbers}
        (stage / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def kept_run(folder: Path, scenario: Scenario, seed: int, sha256: str, events: bool = False, buildings_daily: bool = False) -> Run | None:
    """The run kept in a folder; None where there is none, or another one, or one with less in it, or any file is damaged.

    `sha256` is the hash that its case table must have. It must have been made by the sources of today.
    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        made = about["provenance"]
        same = (made["scenario_sha256"], made["seed"], made["source_sha256"]) == (scenario.sha256, seed, source_sha256())
        enough = (made["event_log_sha256"] is not None or not events) and (about["shapes"]["buildings_daily"][0] > 0 or not buildings_daily)
        if not (same and enough) or any(_hash(folder / f"{name}.parquet") != expected for name, expected in about["sha256"].items()):
            return None
        tables = {name: _read(folder / f"{name}.parquet", about["types"][name], about["shapes"][name]) for name in about["sha256"]}
        outcome = Outcome(**tables, **about["numbers"])
    except (OSError, ValueError, KeyError, TypeError):  # pyarrow's errors are among them
        return None
    if table_sha256(outcome.cases) != sha256:
        return None
    start = start_of(scenario, seed)
    measured = Measured(outcome, start.world, start.labels)
    return Run(scenario, seed, made["engine"], start, outcome, measure(measured), measured.ledger, made)


def kept_parts(folder: Path) -> tuple[bool, bool]:
    """Whether a folder says that it keeps an event log, and buildings day by day."""
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        return about["provenance"]["event_log_sha256"] is not None, about["shapes"]["buildings_daily"][0] > 0
    except (OSError, ValueError, KeyError, TypeError):
        return False, False


def _hash(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _type(dtype: np.dtype) -> str | list:
    """A type as JSON holds it."""
    return [[name, dtype[name].base.str, list(dtype[name].shape)] for name in dtype.names] if dtype.names else dtype.str


def _dtype(kept: str | list) -> np.dtype:
    return np.dtype(kept) if isinstance(kept, str) else np.dtype([(name, base, tuple(shape)) for name, base, shape in kept])


def _write(table: np.ndarray, path: Path) -> None:
    """A table row by row, whatever its shape; padding is left out."""
    import pyarrow
    import pyarrow.parquet

    rows = np.ascontiguousarray(table).reshape(-1)
    columns = {name: np.ascontiguousarray(rows[name]) for name in rows.dtype.names if name != "pad"} if rows.dtype.names else {"value": rows}
    pyarrow.parquet.write_table(pyarrow.table(columns), path, compression="zstd")


def _read(path: Path, kept: str | list, shape: list[int]) -> np.ndarray:
    import pyarrow.parquet

    dtype = _dtype(kept)
    found = pyarrow.parquet.read_table(path)
    rows = np.zeros(found.num_rows, dtype)
    for name in found.column_names:
        (rows[name] if dtype.names else rows)[...] = found.column(name).to_numpy()
    return rows.reshape(shape)
