"""The store of a study: one SQLite file that a kill at any moment leaves whole, and that can be read while it grows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.scenario.kinds import STUDY, STUDY_FILE, found_instead
from gridgov.study.points import DONE, FAILED
from gridgov.text.faults import Fault, Faults, fault

FILE, FORMAT = STUDY_FILE, 3
#: One row per run, which says how many rows of figures and series belong to it; its figures lie in a narrow table apart from its
#: series, clustered by metric: one figure of 100,000 runs is one stretch. An id stands for what is simulated: points that come to the same
#: scenario have a row each, with one id.
SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE point (
    point INTEGER PRIMARY KEY, policy TEXT NOT NULL, changes TEXT NOT NULL, factors TEXT NOT NULL, scenario_sha256 TEXT NOT NULL
);
CREATE TABLE run (
    run INTEGER PRIMARY KEY, id TEXT NOT NULL, point INTEGER NOT NULL, replicate INTEGER NOT NULL, seed INTEGER NOT NULL,
    status TEXT NOT NULL, case_table_sha256 TEXT, error TEXT, seconds REAL NOT NULL,
    parts INTEGER NOT NULL, UNIQUE (point, replicate)
);
CREATE INDEX run_id ON run (id);
CREATE TABLE metric (metric INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE figure (metric INTEGER NOT NULL, run INTEGER NOT NULL, value REAL, PRIMARY KEY (metric, run)) WITHOUT ROWID;
CREATE TABLE series (run INTEGER NOT NULL, name TEXT NOT NULL, days BLOB NOT NULL, PRIMARY KEY (run, name)) WITHOUT ROWID;
"""
RUN = "id, point, replicate, seed, status, case_table_sha256, error"
LOG_PAGES = 8000  # of 4 kB that the log holds before they move to their places; a page changes with every task, and so moves less often
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
        try:
            connection = _connect(path)
        except sqlite3.OperationalError as wrong:
            raise _unwritten(path, wrong, 0) from wrong
        with _transaction(path, connection):
            connection.execute("BEGIN IMMEDIATE")
            for statement in filter(str.strip, SCHEMA.split(";")):
                connection.execute(statement)
            connection.executemany("INSERT INTO about VALUES (?, ?)", [(name, _text(value)) for name, value in {"format": FORMAT, **about}.items()])
        return cls(path, connection)

    @classmethod
    def open(cls, path: Path) -> Store:
        """A file that is there; raises Faults where it is no study, of another version, or damaged."""
        if not path.is_file():
            raise found_instead(path.parent, STUDY) or Faults([fault(str(path.parent), None, "", "", Fault.NO_VALUE, "study_missing")])
        try:
            connection = _connect(path)
            found = dict(connection.execute("SELECT name, value FROM about"))
            if "format" not in found:
                raise sqlite3.DatabaseError("format")
            if found["format"] != str(FORMAT):
                raise Faults([fault(str(path), None, "", "format", found["format"], "study_format", known=FORMAT)])
            return cls(path, connection)
        except sqlite3.DatabaseError as wrong:
            raise _damaged(path, wrong) from wrong

    def close(self) -> None:
        """Let the file go; what was written is in it already."""
        self._db.close()

    # ---- writing -------------------------------------------------------------------------------------------------------

    def note(self, name: str, value: Any) -> None:
        """Note something about the study, in place of what was noted under this name."""
        with _transaction(self.path, self._db):
            self._db.execute("INSERT INTO about VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, _text(value)))

    def add_points(self, points: Iterable[tuple[int, Any, str]]) -> None:
        """Note points: number, `Point`, and the hash of the scenario it stands for."""
        rows = [(number, point.policy, _text(dict(point.changes)), _text(dict(point.factors)), sha256) for number, point, sha256 in points]
        with _transaction(self.path, self._db):
            self._db.executemany("INSERT INTO point VALUES (?, ?, ?, ?, ?)", rows)

    def add(self, results: Sequence[Mapping[str, Any]]) -> None:
        """Write what the runs of a task gave, all of it or nothing; a run that is there already stays as it is.

        A result has id, point, replicate, seed, status, case_table_sha256, error, seconds, metrics and series (arrays by name). Together,
        because a figure lies beside its like of other runs: each page of the file is then written once for all of them. Raises Faults
        where the file cannot be written.
        """
        try:
            with _transaction(self.path, self._db):
                figures = [row for result in results for row in self._add(result)]
                # in the order in which they lie in the file
                self._db.executemany("INSERT INTO figure VALUES (?, ?, ?)", sorted(figures, key=itemgetter(0, 1)))
        except BaseException:
            self._metrics = dict(self._db.execute("SELECT name, metric FROM metric"))  # what was added to it is not in the file
            raise

    def _add(self, result: Mapping[str, Any]) -> list[tuple[int, int, float | None]]:
        """Write a run and its series; the rows of its figures, which are still to be written."""
        columns = ("id", "point", "replicate", "seed", "status", "case_table_sha256", "error", "seconds")
        values = [*(result[name] for name in columns), len(result["metrics"]) + len(result["series"])]
        done = self._db.execute(f"INSERT INTO run ({', '.join(columns)}, parts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", values)
        if done.rowcount == 0:
            return []
        run = done.lastrowid
        for name in result["metrics"].keys() - self._metrics.keys():
            self._db.execute("INSERT INTO metric (name) VALUES (?) ON CONFLICT DO NOTHING", (name,))
            self._metrics[name] = self._db.execute("SELECT metric FROM metric WHERE name = ?", (name,)).fetchone()[0]
        series = [(run, name, np.asarray(values, "<f4").tobytes()) for name, values in result["series"].items()]
        self._db.executemany("INSERT INTO series VALUES (?, ?, ?)", series)
        return [(self._metrics[name], run, value) for name, value in result["metrics"].items()]

    def forget_failed(self) -> int:
        """Take the failed runs out, so that they are tried again; how many they were."""
        with _transaction(self.path, self._db):
            return self._db.execute("DELETE FROM run WHERE status = ?", (FAILED,)).rowcount

    # ---- reading -------------------------------------------------------------------------------------------------------
    # each raises Faults where the file turns out to be damaged, however far it could be opened

    def _each(self, statement: str, values: Sequence = ()) -> Iterator[tuple]:
        with _whole(self.path):
            # not the cursor itself: one that is left half read would be closed after the file, which is an error
            yield from iter(self._db.execute(statement, values).fetchone, None)

    def _one(self, statement: str, values: Sequence = ()) -> tuple | None:
        with _whole(self.path):
            return self._db.execute(statement, values).fetchone()

    def about(self, name: str) -> Any:
        """What was noted under this name; None if nothing was."""
        found = self._one("SELECT value FROM about WHERE name = ?", (name,))
        with _whole(self.path):
            return None if found is None else json.loads(found[0])

    def plan(self, read: Callable[[Mapping[str, Any]], Any]) -> Any:
        """The plan as `read` makes it from what was noted of it."""
        noted = self.about("plan")
        with _whole(self.path):
            return read(noted)

    def points(self) -> list[tuple]:
        """Rows (point, policy, changes, factors, scenario_sha256), in order; changes and factors as dicts."""
        rows = self._each("SELECT * FROM point ORDER BY point")
        with _whole(self.path):
            return [(number, policy, json.loads(changes), json.loads(factors), sha256) for number, policy, changes, factors, sha256 in rows]

    def runs(self, status: str | None = None, first: int = 0, count: int = -1) -> list[tuple]:
        """Rows (run, id, point, replicate, seed, status, case_table_sha256, error) by point and replicate; of one status, or a stretch of them."""
        where, values = ("", []) if status is None else ("WHERE status = ?", [status])
        return list(self._each(f"SELECT run, {RUN} FROM run {where} ORDER BY point, replicate LIMIT ? OFFSET ?", [*values, count, first]))

    def finished(self) -> Iterator[tuple[int, int]]:
        """Point and replicate of every run there is."""
        yield from self._each("SELECT point, replicate FROM run")

    def find(self, run_id: str) -> tuple | None:
        """The row (id, point, replicate, seed, status, case_table_sha256, error) of a run, of the first point that has it; None if there is none."""
        return self._one(f"SELECT {RUN} FROM run WHERE id = ? ORDER BY point LIMIT 1", (run_id,))

    def counts(self) -> dict[str, int]:
        """Number of runs by status."""
        return dict(self._each("SELECT status, COUNT(*) FROM run GROUP BY status"))

    def metric_names(self) -> list[str]:
        """Names of the figures that runs gave, in alphabetical order: the order in which they were first met depends on chance."""
        names = [name for (name,) in self._each("SELECT name FROM metric ORDER BY name")]
        with _whole(self.path):
            if not all(isinstance(name, str) for name in names):
                raise TypeError("the name of a metric is no text")
        return names

    def figure(self, metric: str) -> np.ndarray:
        """One figure of all runs: f8 (largest run + 1,), by the row of the run; NaN where a run gave none.

        It is one stretch of the file, so that reading it takes as long as there are runs, however many figures they have.
        """
        last = self._one("SELECT MAX(run) FROM run")[0] or 0
        rows = self._each(
            "SELECT run, value FROM figure WHERE metric = (SELECT metric FROM metric WHERE name = ?) AND value IS NOT NULL", (metric,)
        )
        with _whole(self.path):
            values = np.full(last + 1, np.nan)
            found = np.fromiter(rows, np.dtype("i8, f8"))
            values[found["f0"]] = found["f1"]
        return values

    def values_of(self, metric: str) -> list[tuple[int, int, float | None]]:
        """Rows (point, replicate, value) of one figure for all runs that went well, by point and replicate; None where a run gave none."""
        return list(self._each(
            "SELECT point, replicate, value FROM run LEFT JOIN figure ON figure.run = run.run "
            "AND figure.metric = (SELECT metric FROM metric WHERE name = ?) WHERE status = ? ORDER BY point, replicate",
            (metric, DONE),
        ))  # fmt: skip

    def figures_of(self, runs: Sequence[int]) -> dict[str, np.ndarray]:
        """All figures of some runs, by name: f8 (runs,), in their order; NaN where a run gave none."""
        names = dict(self._each("SELECT metric, name FROM metric"))
        place = {run: number for number, run in enumerate(runs)}
        columns = {metric: np.full(len(runs), np.nan) for metric in names}
        rows = self._each(
            "SELECT figure.metric, figure.run, figure.value FROM metric CROSS JOIN figure ON figure.metric = metric.metric "
            "WHERE figure.run IN (SELECT value FROM json_each(?)) AND figure.value IS NOT NULL",
            (json.dumps(list(runs)),),
        )
        with _whole(self.path):
            for metric, run, value in rows:
                columns[metric][place[run]] = value
        return {names[metric]: columns[metric] for metric in sorted(names, key=names.get)}

    def series(self) -> Iterator[tuple[int, int, str, np.ndarray]]:
        """Rows (point, replicate, name, f4 (days,)), by point, replicate and name."""
        # the order is that of an index of run and of the key of series: nothing is gathered first to be sorted
        rows = self._each(
            "SELECT point, replicate, name, days FROM run CROSS JOIN series USING (run) ORDER BY point, replicate, run.run, name"
        )
        with _whole(self.path):
            for point, replicate, name, days in rows:
                yield point, replicate, name, np.frombuffer(days, "<f4")

    def series_days(self) -> int:
        """Days of all runs that keep series, together; the series themselves are not read."""
        return self._one("SELECT SUM(days) FROM (SELECT MAX(LENGTH(days)) / 4 AS days FROM series GROUP BY run)")[0] or 0

    @contextmanager
    def at_one_moment(self):
        """Read several tables as they stand now, whatever is written meanwhile."""
        with _whole(self.path):
            self._db.execute("BEGIN")
        try:
            yield
        finally:
            with _whole(self.path):
                self._db.execute("COMMIT")


@contextmanager
def _whole(path: Path):
    """Raise Faults where what is read is no study, in what the file holds or already in how."""
    try:
        yield
    except sqlite3.DatabaseError as wrong:
        # that very class says that the file is malformed; of the other kind are texts that are none
        if type(wrong) is not sqlite3.DatabaseError and "decode" not in str(wrong):
            raise
        raise _damaged(path, wrong) from wrong
    except (ValueError, TypeError, KeyError, IndexError) as wrong:
        raise _damaged(path, wrong) from wrong


def _damaged(path: Path, wrong: Exception) -> Faults:
    return Faults([fault(str(path), None, "", "", Fault.NO_VALUE, "study_damaged", reason=str(wrong))])


def _unwritten(path: Path, wrong: Exception, done: int) -> Faults:
    return Faults([fault(str(path), None, "", "", Fault.NO_VALUE, "study_unwritten", reason=str(wrong), done=f"{done:,}")])


@contextmanager
def _transaction(path: Path, connection: sqlite3.Connection):
    """All that is written within, or nothing; raises Faults where the disk is full or will not take it. What was written before stays."""
    try:
        with connection:
            yield
    except sqlite3.OperationalError as wrong:
        if wrong.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # of the statement, and not of the file
            raise
        try:
            done = connection.execute("SELECT COUNT(*) FROM run").fetchone()[0]
        except sqlite3.DatabaseError:
            done = 0
        raise _unwritten(path, wrong, done) from wrong


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level="IMMEDIATE", check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    # in this mode a crash of the system may cost the last transactions and never the file; a kill of the process costs nothing
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    return connection


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
