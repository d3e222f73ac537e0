"""A damaged study: the file is set aside, and what can still be read of it begins a new one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from gridgov.study.store import FORMAT, SCHEMA

TABLES = {"about": 2, "point": 5, "run": 9, "metric": 2, "figure": 3, "series": 3}  # columns of each
STEP = 200  # rows that are read at one time; where that fails, one by one


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file."""
    try:
        with _reading(path) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and _says(connection)
    except sqlite3.DatabaseError:
        return False


def set_aside(path: Path) -> tuple[Path, int]:
    """Rename a damaged file and write what it still gives into a new one; where it lies now, and how many whole runs were kept.

    Of a run all is kept or nothing: one whose figures cannot all be read is run again.
    """
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    fresh = path.with_name(f".{path.name}.{os.getpid()}.partial")
    fresh.unlink(missing_ok=True)
    kept = _copy(path, fresh)
    for rest in ("", "-wal", "-shm"):
        if (part := Path(f"{path}{rest}")).exists():
            os.replace(part, f"{aside}{rest}")
    if kept is not None:
        os.replace(fresh, path)
    fresh.unlink(missing_ok=True)
    return aside, kept or 0


def _copy(damaged: Path, fresh: Path) -> int | None:
    """Copy what can be read; the number of runs, or None where not even the points can."""
    target = sqlite3.connect(fresh)
    try:
        target.executescript(SCHEMA)
        with _reading(damaged) as source:
            rows = {table: list(_rows(source, table)) for table in TABLES}
    except sqlite3.DatabaseError:
        target.close()
        return None
    about = dict(rows["about"])
    if about.get("format") != str(FORMAT) or "plan" not in about or not rows["point"]:
        target.close()
        return None
    figures: dict[int, int] = {}
    for _, run, _ in rows["figure"]:
        figures[run] = figures.get(run, 0) + 1
    most, names = max(figures.values(), default=0), {metric for metric, _ in rows["metric"]}
    whole = {run for run, count in figures.items() if count == most} if len(names) >= most else set()
    runs = [row for row in rows["run"] if row[0] in whole]
    kept = {row[0] for row in runs}
    with target:
        for table in ("about", "point", "metric"):
            target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * TABLES[table])})", rows[table])
        target.executemany("INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", runs)
        target.executemany("INSERT INTO figure VALUES (?, ?, ?)", [row for row in rows["figure"] if row[1] in kept])
        target.executemany("INSERT INTO series VALUES (?, ?, ?)", [row for row in rows["series"] if row[0] in kept])
    target.close()
    return len(runs)


def _rows(source: sqlite3.Connection, table: str) -> Iterator[tuple]:
    """The rows of a table that can be read, in the order of its keys, up to the first that cannot."""
    try:
        cursor = source.execute(f"SELECT * FROM {table}")
        while rows := cursor.fetchmany(STEP):
            yield from rows
    except sqlite3.DatabaseError:
        return


def _reading(path: Path):
    return closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True))


def _says(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT COUNT(*) FROM about").fetchone()[0] > 0
