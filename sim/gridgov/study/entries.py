"""The entries of a plan's file, each checked as it is taken; what is wrong with them is noted, all of it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gridgov.metrics import METRICS, find_metric
from gridgov.scenario.data import is_formula
from gridgov.scenario.document import Document, read_at_most
from gridgov.scenario.layers import Reader, Source
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.paths import lever_of, likely
from gridgov.text.faults import Fault, fault, nearest

Place = tuple[str, ...]
LARGEST_TABLE = 20_000_000  # bytes of a table of points


class Entries:
    """Takes values out of a document; a faulty one is noted, and something harmless comes in its place."""

    def __init__(self, document: Document, faults: list[Fault]):
        self.document, self.faults = document, faults
        self.row_places: list[tuple[str, int]] = []  # file and line of each point that `rows` gave

    def note(self, place: Place, value: Any, code: str, **arguments) -> None:
        """Note a fault."""
        self.faults.append(self.document.fault(place, value, code, **arguments))

    def only(self, place: Place, found: Mapping[str, Any], known: Sequence[str]) -> None:
        """Refuse names that mean nothing here."""
        for name in found:
            if name not in known:
                like = nearest(name, known)
                self.note((*place, name), found[name], "unknown_key" if like is None else "unknown_key_like", like=like)

    def table(self, place: Place, instead: dict) -> dict:
        """A table, or what stands in its place where there is none."""
        found = self.document.data.get(place[0], instead)
        if isinstance(found, dict):
            return found
        self.note(place, found, "not_a_table", entries=("name", "名称"))
        return instead

    def text(self, place: Place, value: Any, needed: bool = False) -> str:
        """A text."""
        if isinstance(value, str) and (value.strip() or not needed):
            return value
        self.note(place, Fault.NO_VALUE if value is None else value, "plan_needs" if value is None else "wants_text", name=place[-1])
        return ""

    def choice(self, place: Place, value: Any, known: Sequence[str]) -> str:
        """One of some words; empty where it is none of them."""
        if value in known:
            return value
        self.note(place, value, "wants_choice", choices=", ".join(known))
        return ""

    def names(self, place: Place, value: Any, least: int = 0) -> tuple[str, ...]:
        """A list of texts, each once."""
        if isinstance(value, list) and len(value) >= least and all(isinstance(name, str) and name.strip() for name in value):
            return tuple(dict.fromkeys(value))
        self.note(place, value, "wants_names")
        return ()

    def whole(self, place: Place, value: Any, low: int, high: int) -> int:
        """A whole number within bounds."""
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.note(place, value, "wants_whole", bounds=(f"within [{low:,}, {high:,}]", f"在 [{low:,}, {high:,}] 之内"))
        return low

    def metrics(self, place: Place, value: Any) -> tuple[str, ...]:
        """Names of figures that `gridgov metrics` lists."""
        names = self.names(place, value, least=1)
        for name in names:
            if find_metric(name) is None:
                like = nearest(name, [metric.name for metric in METRICS])
                self.note(place, name, "unknown_key" if like is None else "unknown_key_like", like=like)
        return names

    def series(self, place: Place, value: Any) -> tuple[str, ...]:
        """Names of columns of daily.csv."""
        from gridgov.run.columns import DAYS, QUEUE

        names, known = self.names(place, value), [column.name for column in DAYS]
        for name in names:
            if name not in known and not name.startswith(QUEUE.name.removesuffix("<tier>")):
                like = nearest(name, known)
                self.note(place, name, "unknown_key" if like is None else "unknown_key_like", like=like)
        return names

    def levers(self, place: Place, tables: Mapping[str, Any]) -> dict[str, Any]:
        """Values of parameters, by dotted path or as in a scenario's file; checked as there."""
        found: dict[str, Any] = {}
        for name, value in tables.items():
            read = {}
            if "." not in name:
                read = Reader(self.faults).read({name: value}, Source(self.document.shown, self.document.line_of, place)).by_name()
            elif self.judge_each((*place, name), (name,), (value,)):
                read = {name: value}
            for path in found.keys() & read.keys():
                self.note((*place, name), Fault.NO_VALUE, "set_already", parameter=path, by=f"[{place[0]}]")
            found |= read
        return found

    def declared(self, place: Place, paths: Sequence[str]) -> bool:
        """Whether every path is that of a parameter."""
        known = True
        for path in paths:
            if lever_of(tuple(path.split("."))) is None:
                like = ", ".join(likely(path)) or nearest(path, [lever.path for lever in LEVERS])
                self.note(place, path, "no_lever" if like is None else "no_lever_like", name=path, like=like)
                known = False
        return known

    def judge_each(self, place: Place, paths: Sequence[str], values: Sequence[Any]) -> bool:
        """Whether every value may be given to every path; the faults name the place in the plan."""
        before = len(self.faults)
        for value in values:
            for path in paths:
                found: list[Fault] = []
                *tables, name = path.split(".")
                nested: Any = {name: value}
                for table in reversed(tables):
                    nested = {table: nested}
                Reader(found).read(nested, Source(self.document.shown))
                self.faults += [
                    Fault(self.document.shown, self.document.line_of(place), ".".join(place[:-1]), place[-1], value, one.message, one.message_zh)
                    for one in found
                ]
        return len(self.faults) == before

    def rows(self, place: Place, value: Any) -> tuple[dict[str, Any], ...]:
        """The points of a table in CSV: a column `policy` if there is one, all others named by the path that they set."""
        name = self.text(place, value, needed=True)
        if not name:
            return ()
        path = self.document.path.parent / Path(name).expanduser()
        if "\0" in name or not path.is_file():
            shown, line = self.document.shown, self.document.line_of(place)
            self.faults.append(fault(shown, line, place[0], place[1], name, "no_such_file", path=str(path).replace("\0", "?")))
            return ()
        try:
            text = read_at_most(path, LARGEST_TABLE).decode("utf-8-sig")
            rows = list(csv.reader(text.splitlines(), strict=True))
        except (UnicodeDecodeError, csv.Error):
            self.note(place, name, "table_unreadable")
            return ()
        head, body = (rows[0], rows[1:]) if rows else ([], [])
        self.declared(place, [column for column in head if column != "policy"])
        for name in dict.fromkeys(column for column in head if head.count(column) > 1):
            self.faults.append(fault(str(path), 1, "", "", Fault.NO_VALUE, "csv_column_twice", name=name))
        found = []
        for line, row in enumerate(body, 2):
            if not row:
                continue
            if len(row) != len(head) or not all(cell.strip() for cell in row):
                self.faults.append(fault(str(path), line, "", "", Fault.NO_VALUE, "table_row", columns=len(head)))
                continue
            for column, cell in zip(head, row):
                if is_formula(cell) and isinstance(_value(cell), str):
                    self.faults.append(fault(str(path), line, "", column, cell, "formula"))
            self.row_places.append((str(path), line))
            found.append({column: cell if column == "policy" else _value(cell) for column, cell in zip(head, row)})
        if not found:
            self.note(place, name, "table_empty")
        return tuple(found)


def _value(cell: str) -> Any:
    """A cell as a value of TOML; a bare word is text."""
    try:
        return tomllib.loads(f"value = {cell}")["value"]
    except tomllib.TOMLDecodeError:
        return cell
