"""The store of a study: one SQLite file that a kill at any moment leaves whole, and that can be read while it grows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.text.faults import Fault, Faults, fault

FILE = "study.sqlite"
FORMAT = 1
#: One row per run; its figures lie in a narrow table apart from its series, clustered by metric: one figure of 100,000 runs is one stretch.
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE point (
    point INTEGER PRIMARY KEY, policy TEXT NOT NULL, changes TEXT NOT NULL, factors TEXT NOT NULL, scenario_sha256 TEXT NOT NULL
);
CREATE TABLE run (
    run INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, point INTEGER NOT NULL, replicate INTEGER NOT NULL, seed INTEGER NOT NULL,
    status TEXT NOT NULL, case_table_sha256 TEXT, error TEXT, seconds REAL NOT NULL, UNIQUE (point, replicate)
);
CREATE TABLE metric (metric INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE figure (metric INTEGER NOT NULL, run INTEGER NOT NULL, value REAL, PRIMARY KEY (metric, run)) WITHOUT ROWID;
CREATE TABLE series (run INTEGER NOT NULL, name TEXT NOT NULL, days BLOB NOT NULL, PRIMARY KEY (run, name)) WITHOUT ROWID;
"""
DONE, FAILED = "done", "failed"
WAIT_SECONDS = 30.0  # for a reader or a checkpoint of the same file


class Store:
    """An open study file. Whoever writes holds the study's lock (see `gridgov.study.study`); readers need none."""

    def __init__(self, path: Path, connection: sqlite3.Connection):
        self.path = path
        self._db = connection
        self._metrics: dict[str, int] = dict(self._db.execute("SELECT name, metric FROM metric"))

    # ---- opening -------------------------------------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, about: Mapping[str, Any]) -> Store:
        """A new file; what there is to say about the study is written with its tables, or neither is."""
        connection = _connect(path)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            for statement in filter(str.strip, SCHEMA.split(";")):
                connection.execute(statement)
            connection.executemany("INSERT INTO about VALUES (?, ?)", [(name, _text(value)) for name, value in {"format": FORMAT, **about}.items()])
        return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> Store:
        """A file that is there; raises Faults where it is no study, of another version, or damaged."""
        if not path.is_file():
            raise Faults([fault(str(path), None, "", "", Fault.NO_VALUE, "study_missing")])
        try:
            connection = _connect(path)
            found = dict(connection.execute("SELECT name, value FROM about"))
            if found.get("format") != str(FORMAT):
                raise Faults([fault(str(path), None, "", "format", found.get("format", ""), "study_format", known=FORMAT)])
            return cls(path, connection)
        except sqlite3.DatabaseError as wrong:
            raise Faults([fault(str(path), None, "", "", Fault.NO_VALUE, "study_damaged", reason=str(wrong))]) from wrong

    def close(self) -> None:
        """Let the file go; what was written is in it already."""
        self._db.close()

    # ---- writing -------------------------------------------------------------------------------------------------------

    def note(self, name: str, value: Any) -> None:
        """Note something about the study, in place of what was noted under this name."""
        with self._db:
            self._db.execute("INSERT INTO about VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, _text(value)))

    def add_points(self, points: Iterable[tuple[int, Any, str]]) -> None:
        """Note points: number, `Point`, and the hash of the scenario it stands for."""
        rows = [(number, point.policy, _text(dict(point.changes)), _text(dict(point.factors)), sha256) for number, point, sha256 in points]
        with self._db:
            self._db.executemany("INSERT INTO point VALUES (?, ?, ?, ?, ?)", rows)

    def add(self, results: Sequence[Mapping[str, Any]]) -> None:
        """Write what some runs gave, each in a transaction of its own; a run that is there already stays as it is.

        A result has id, point, replicate, seed, status, case_table_sha256, error, seconds, metrics and series (arrays by name).
        """
        for result in results:
            with self._db:
                self._add(result)

    def _add(self, result: Mapping[str, Any]) -> None:
        columns = ("id", "point", "replicate", "seed", "status", "case_table_sha256", "error", "seconds")
        done = self._db.execute(
            f"INSERT INTO run ({', '.join(columns)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", [result[name] for name in columns]
        )
        if done.rowcount == 0:
            return
        run = done.lastrowid
        for name in result["metrics"].keys() - self._metrics.keys():
            self._db.execute("INSERT INTO metric (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            self._metrics[name] = self._db.execute("SELECT metric FROM metric WHERE name = ?", (name,)).fetchone()[0]
        self._db.executemany("INSERT INTO figure VALUES (?, ?, ?)", [(self._metrics[name], run, value) for name, value in result["metrics"].items()])
        series = [(run, name, np.asarray(values, "<f4").tobytes()) for name, values in result["series"].items()]
        self._db.executemany("INSERT INTO series VALUES (?, ?, ?)", series)

    def forget_failed(self) -> int:
        """Take the failed runs out, so that they are tried again; how many they were."""
        with self._db:
            return self._db.execute("DELETE FROM run WHERE status = ?", (FAILED,)).rowcount

    # ---- reading -------------------------------------------------------------------------------------------------------

    def about(self, name: str) -> Any:
        """What was noted under this name; None if nothing was."""
        found = self._db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return None if found is None else json.loads(found[0])

    def points(self) -> list[tuple]:
        """Rows (point, policy, changes, factors, scenario_sha256), in order; changes and factors as dicts."""
        rows = self._db.execute("SELECT * FROM point ORDER BY point")
        return [(number, policy, json.loads(changes), json.loads(factors), sha256) for number, policy, changes, factors, sha256 in rows]

    def runs(self) -> list[tuple]:
        """Rows (id, point, replicate, seed, status, case_table_sha256, error) by point and replicate."""
        names = "id, point, replicate, seed, status, case_table_sha256, error"
        return self._db.execute(f"SELECT {names} FROM run ORDER BY point, replicate").fetchall()

    def finished(self) -> set[tuple[int, int]]:
        """Point and replicate of every run there is."""
        return set(self._db.execute("SELECT point, replicate FROM run"))

    def find(self, run_id: str) -> tuple | None:
        """The row (id, point, replicate, seed, status, case_table_sha256, error) of one run; None if there is none."""
        names = "id, point, replicate, seed, status, case_table_sha256, error"
        return self._db.execute(f"SELECT {names} FROM run WHERE id = ?", (run_id,)).fetchone()

    def counts(self) -> dict[str, int]:
        """Number of runs by status."""
        return dict(self._db.execute("SELECT status, COUNT(*) FROM run GROUP BY status"))

    def metric_names(self) -> list[str]:
        """Names of the figures that runs gave, in alphabetical order: the order in which they were first met depends on chance."""
        return [name for (name,) in self._db.execute("SELECT name FROM metric ORDER BY name")]

    def figures(self, metric: str) -> Iterator[tuple[int, int, float | None]]:
        """Rows (point, replicate, value) of one figure, by point and replicate."""
        yield from self._db.execute(
            "SELECT run.point, run.replicate, figure.value FROM figure JOIN run USING (run) "
            "WHERE figure.metric = (SELECT metric FROM metric WHERE name = ?) ORDER BY run.point, run.replicate",
            (metric,),
        )

    def series(self) -> Iterator[tuple[int, int, str, np.ndarray]]:
        """Rows (point, replicate, name, f4 (days,)), by point, replicate and name."""
        rows = self._db.execute("SELECT point, replicate, name, days FROM series JOIN run USING (run) ORDER BY point, replicate, name")
        for point, replicate, name, days in rows:
            yield point, replicate, name, np.frombuffer(days, "<f4")

    @contextmanager
    def at_one_moment(self):
        """Read several tables as they stand now, whatever is written meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level="IMMEDIATE", check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    # in this mode a crash of the system may cost the last transactions and never the file; a kill of the process costs nothing
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
