"""A table of real buildings (CSV): read whole, with every fault and its line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from gridgov.scenario.data import is_formula
from gridgov.scenario.document import read_at_most, shown_path
from gridgov.text.faults import Fault, Faults, fault, nearest
from gridgov.text.reasons import reader_reason

COLUMNS = ("id", "x", "y", "households", "estate", "community", "street")
OPTIONAL = ("kind", "grid")
TEXTS = ("id", "estate", "community", "street", "kind", "grid")
MOST_SHOWN = 20  # faults of one file
MOST_OF_HEADER = 100  # characters of a first line that names no column
MOST_BUILDINGS = 2_000_000
MOST_HOUSEHOLDS = 100_000  # in one building
LARGEST_TABLE = 300_000_000  # bytes: 150 for each of the most buildings
FARTHEST = 100_000_000  # metres from the origin; national grids with a zone number before the easting stay below half of it
ROW_WORDS = {
    "estate": ("estate", "小区"), "community": ("community", "社区"), "street": ("street", "街道"),
    "kind": ("kind", "类型"), "grid": ("grid", "网格"),
}  # fmt: skip
NARROW = 2.0  # metres: no two buildings stand so near each other; coordinates that all do are degrees


class _Table:
    """The faults of one file; those beyond the first twenty are only counted."""

    def __init__(self, path: Path):
        self.shown = shown_path(path)
        self.faults: list[Fault] = []
        self.more = 0

    def say(self, line: int | None, column: str, value: object, code: str, **arguments) -> None:
        if len(self.faults) < MOST_SHOWN:
            self.faults.append(fault(self.shown, line, "", column, value, code, **arguments))
        else:
            self.more += 1

    def raise_any(self) -> None:
        if self.faults:
            last = [fault(self.shown, None, "", "", Fault.NO_VALUE, "csv_more", count=self.more)] if self.more else []
            raise Faults(self.faults + last)


def read_buildings(path: str | Path, kinds: Sequence[str] = (), grids_within: str = "street") -> dict[str, np.ndarray]:
    """The buildings of a CSV file, in the order of its lines.

    Parameters
    ----------
    path
        A file with a line of column names: id, x, y (metres), households, estate, community, street; kind and grid are optional.
    kinds
        Kinds of estate that may be named; any if empty.
    grids_within
        What no grid may cross: "street", or "community" as well.

    Returns
    -------
    dict
        One array per column, shape (buildings,): x and y float64, households int64, the rest text.
        `kind` and `grid` are there only if the file has that column.

    Raises
    ------
    Faults
        All faults, of which twenty are shown and the rest counted.
    """
    return parse_buildings(read_table(path), path, kinds, grids_within)


def read_table(path: str | Path) -> bytes:
    """The bytes of a table of buildings, read once and not beyond its bound; raises `Faults`."""
    return read_at_most(Path(path), LARGEST_TABLE)


def parse_buildings(raw: bytes, path: str | Path, kinds: Sequence[str] = (), grids_within: str = "street") -> dict[str, np.ndarray]:
    """The buildings in the bytes of the file at `path`, as `read_buildings` gives them; raises `Faults`."""
    table = _Table(Path(path))
    text = _text(raw, table)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(row for row in reader if any(field.strip() for field in row))
        columns = _columns(header, reader.line_num, table)
        rows, lines = [], []
        for row in reader:
            if not any(field.strip() for field in row):
                continue
            if len(row) != len(header):
                code = "csv_long_row" if len(row) > len(header) else "csv_wide_comma" if "，" in "".join(row) else "csv_short_row"
                table.say(reader.line_num, "", Fault.NO_VALUE, code, there=len(row), columns=len(header))
                continue
            rows.append(row)
            lines.append(reader.line_num)
            if len(rows) > MOST_BUILDINGS:
                table.say(reader.line_num, "", Fault.NO_VALUE, "csv_too_large", most=MOST_BUILDINGS)
                table.raise_any()
    except csv.Error as error:
        table.say(reader.line_num, "", Fault.NO_VALUE, "csv_broken", reason=reader_reason(str(error)))
        table.raise_any()
        raise
    if not rows and not table.faults:
        table.say(None, "", Fault.NO_VALUE, "csv_no_rows")
    found = {name: [row[place].strip() for row in rows] for name, place in columns.items()}
    _check_texts(found, lines, table, kinds)
    numbers = {name: _numbers(name, found[name], lines, table) for name in ("x", "y", "households")}
    _check_tree(found, lines, table, (("estate", "community"), ("community", "street"), ("estate", "kind"), ("grid", grids_within)))
    table.raise_any()
    if sum(numbers["households"]) == 0:
        table.say(None, "households", Fault.NO_VALUE, "csv_no_households")
    if len(rows) >= 2 and all(max(numbers[axis]) - min(numbers[axis]) < NARROW for axis in "xy"):
        table.say(None, "x, y", Fault.NO_VALUE, "csv_degrees")
    table.raise_any()
    arrays = {name: np.array(found[name]) for name in TEXTS if name in found}
    arrays |= {axis: np.array(numbers[axis], dtype=np.float64) for axis in "xy"}
    return arrays | {"households": np.array(numbers["households"], dtype=np.int64)}


def _text(raw: bytes, table: _Table) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        table.say(raw.count(b"\n", 0, error.start) + 1, "", Fault.NO_VALUE, "csv_not_utf8")
        table.raise_any()
        raise
    if "\0" in text:
        table.say(text.count("\n", 0, text.index("\0")) + 1, "", Fault.NO_VALUE, "csv_broken", reason=reader_reason("it holds a zero byte"))
        table.raise_any()
    if not text.strip():
        table.say(None, "", Fault.NO_VALUE, "csv_empty", known=", ".join(COLUMNS))
        table.raise_any()
    return text


def _columns(header: list[str], line: int, table: _Table) -> dict[str, int]:
    """Place of each column by its name."""
    names = [name.strip() for name in header]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|，；"):
        table.say(line, "", Fault.NO_VALUE, "csv_delimiter")
        table.raise_any()
    if len(names) > 1 and not {name.casefold() for name in names} & set(COLUMNS):
        table.say(line, "", Fault.NO_VALUE, "csv_no_names", known=", ".join(COLUMNS), found=", ".join(names)[:MOST_OF_HEADER])
        table.raise_any()
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if not name:
            table.say(line, "", Fault.NO_VALUE, "csv_nameless", place=place + 1)
            continue
        if name in places:
            table.say(line, name, Fault.NO_VALUE, "csv_column_twice", name=name)
        places[name] = place
    strangers = [name for name in places if name not in COLUMNS + OPTIONAL]
    for name in COLUMNS:
        if name not in places:
            like = next((one for one in strangers if one.casefold() == name), None) or nearest(name, strangers)
            if like is not None:
                strangers.remove(like)
            table.say(line, name, Fault.NO_VALUE, "csv_missing_column" if like is None else "csv_missing_column_like", name=name, like=like)
    for name in strangers:
        table.say(line, name[:60], Fault.NO_VALUE, "csv_unknown_column", known=", ".join(COLUMNS + OPTIONAL))
    table.raise_any()
    return places


def _check_texts(found: dict[str, list[str]], lines: list[int], table: _Table, kinds: Sequence[str]) -> None:
    for name in (name for name in TEXTS if name in found):
        for line, value in zip(lines, found[name], strict=True):
            if not value:
                table.say(line, name, Fault.NO_VALUE, "csv_hole")
            elif is_formula(value):
                table.say(line, name, value, "formula")
            elif name == "kind" and kinds and value not in kinds:
                like = nearest(value, kinds)
                table.say(line, name, value, "unknown_row" if like is None else "unknown_row_like", row=("kind of estate", "小区类型"), like=like)
    first: dict[str, int] = {}
    for line, value in zip(lines, found["id"], strict=True):
        if value in first and value:
            table.say(line, "id", value, "csv_twice", at=first[value])
        first.setdefault(value, line)


def _numbers(name: str, texts: list[str], lines: list[int], table: _Table) -> list:
    numbers = []
    whole = name == "households"
    for line, text in zip(lines, texts, strict=True):
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not text:
            table.say(line, name, Fault.NO_VALUE, "csv_hole")
        elif "," in text or "，" in text:
            table.say(line, name, text, "csv_number_comma")
        elif not math.isfinite(number) or "_" in text:
            table.say(line, name, text, "csv_households" if whole else "csv_number")
        elif whole and not (number.is_integer() and 0 <= number <= MOST_HOUSEHOLDS):
            table.say(line, name, text, "csv_households")
        elif not whole and abs(number) > FARTHEST:
            table.say(line, name, text, "csv_far", farthest=f"{FARTHEST:,}")
        else:
            numbers.append(int(number) if whole else number)
    return numbers


def _check_tree(found: dict[str, list[str]], lines: list[int], table: _Table, pairs: tuple[tuple[str, str], ...]) -> None:
    """Refuse whatever lies in two places at once; `pairs` says what lies in what."""
    for low, high in pairs:
        if low not in found or high not in found:
            continue
        parent: dict[str, tuple[str, int]] = {}
        for line, key, above in zip(lines, found[low], found[high], strict=True):
            if not key or not above:
                continue
            there, where = parent.setdefault(key, (above, line))
            if there != above:
                table.say(line, low, key, "csv_tree", low=ROW_WORDS[low], high=ROW_WORDS[high], name=key, here=above, there=there, at=where)
