"""A damaged study: the file is set aside, and what can still be read of it begins a new one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from gridgov.study.store import FORMAT, SCHEMA

#: The key and the number of columns of each table.
TABLES = {
    "about": (("name",), 2), "point": (("point",), 5), "run": (("run",), 10), "metric": (("metric",), 2), "figure": (("metric", "run"), 3),
    "series": (("run", "name"), 3),
}  # fmt: skip
#: Runs whose figures and series are all there.
WHOLE = (
    "SELECT run FROM run JOIN (SELECT run, COUNT(*) AS found FROM (SELECT run FROM figure UNION ALL SELECT run FROM series) GROUP BY run) "
    "USING (run) WHERE found = parts"
)
STEP = 50  # rows that are read at one time; where that fails, they are lost together


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
    """Copy what can be read; the number of runs, or None where not even the plan and its points can."""
    with closing(sqlite3.connect(fresh)) as target:
        target.executescript(SCHEMA)
        with _reading(damaged) as source, target:
            for table in ("about", "point", "metric", "run", "series"):
                _copy_rows(source, target, table)
            for (metric,) in target.execute("SELECT metric FROM metric").fetchall():
                _copy_rows(source, target, "figure", f"WHERE metric = {metric}")
        about = dict(target.execute("SELECT name, value FROM about"))
        points, last = target.execute("SELECT COUNT(*), MAX(point) FROM point").fetchone()
        if about.get("format") != str(FORMAT) or not {"plan", "source_sha256"} <= about.keys() or points == 0 or points != last + 1:
            return None
        with target:
            target.execute(f"DELETE FROM run WHERE point > {last} OR run NOT IN ({WHOLE})")
            for table in ("figure", "series"):
                target.execute(f"DELETE FROM {table} WHERE run NOT IN (SELECT run FROM run)")
        return target.execute("SELECT COUNT(*) FROM run").fetchone()[0]


def _copy_rows(source: sqlite3.Connection, target: sqlite3.Connection, table: str, where: str = "") -> None:
    """Copy the rows of a table up to the first that cannot be read, and then from the other end down to it."""
    keys, columns = TABLES[table]
    for way in ("ASC", "DESC"):
        order = ", ".join(f"{key} {way}" for key in keys)
        whole = True
        for rows in _stretches(source, f"SELECT * FROM {table} {where} ORDER BY {order}"):
            whole = rows is not None
            target.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * columns)})", rows or [])
        if whole:
            return


def _stretches(source: sqlite3.Connection, query: str) -> Iterator[list[tuple] | None]:
    """What a query gives, some rows at a time; None at the end of what can be read, where that is not the end."""
    try:
        cursor = source.execute(query)
        while rows := cursor.fetchmany(STEP):
            yield rows
    except sqlite3.DatabaseError:
        yield None


def _reading(path: Path):
    return closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True))


def _says(connection: sqlite3.Connection) -> bool:
    """Whether there is a study in it, with what it says of itself and its points whole: SQLite looks at the form of a file only."""
    noted = connection.execute("SELECT COUNT(*), SUM(json_valid(value)) FROM about").fetchone()
    points = connection.execute("SELECT COUNT(*), TOTAL(json_valid(changes) AND json_valid(factors)) FROM point").fetchone()
    return noted[0] == noted[1] and points[0] == points[1]  # a search has no points before it begins
