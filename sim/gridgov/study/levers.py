"""The levers of a plan, the tables [lever.NAME]; and what may not stand together: two names for one column, two hands on one parameter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gridgov.metrics import find_metric
from gridgov.scenario.data import is_formula
from gridgov.study.doubts import doubts, stands_for
from gridgov.study.entries import Entries, Place
from gridgov.study.ranges import LINEAR, LOG, Range
from gridgov.study.tables import FAILURE, KEYS
from gridgov.study.worlds import NUMBERING
from gridgov.text.faults import Fault

IN_LEVER = ("path", "paths", "values", "low", "high", "scale")
HORIZON = "time.horizon_days"  # what a plan's `days` sets
#: Columns of a study's tables beside its levers and metrics, and of those that are made from them; none of them can be a lever's name.
TAKEN = frozenset((
    *KEYS, *FAILURE, *NUMBERING, "status", "day", "metric", "pairs", "reference", "level", "difference", "low", "high", "verdict",
))  # fmt: skip


def read_levers(entries: Entries) -> tuple[Range, ...]:
    """The tables [lever.NAME]; what is wrong with each is noted."""
    return tuple(_range(name, row, entries) for name, row in entries.table(("lever",), {}).items())


def note_clashes(entries: Entries, ranges: Iterable[Range], sets: Mapping[str, Any], columns: Iterable[str], drawn: Iterable[str]) -> None:
    """Note what would be silently dead: a lever with the name of a column or of a doubt that is drawn, and two that set one parameter.

    Parameters
    ----------
    columns : of a table of points
    drawn : the doubts that the design moves, but for those that the plan decides itself
    """
    hands = {} if entries.document.data.get("days") is None else {HORIZON: ("set", "days")}
    ranges, drawn = tuple(ranges), frozenset(drawn)
    for path in sets:
        _one_hand(entries, ("set", *_written_as(entries, path)), path, hands, ("set", "[set]"))
    decided = {path for one in ranges for path in one.paths}.union(sets)
    beside = {one.id for one in doubts() if one.id in drawn and not any(stands_for(pattern, path) for pattern in one.paths for path in decided)}
    for one in ranges:
        place = ("lever", one.name)
        if one.name in TAKEN or find_metric(one.name) is not None:
            entries.note(place, Fault.NO_VALUE, "lever_column")
        elif one.name in beside:
            entries.note(place, Fault.NO_VALUE, "lever_doubt")
        for path in one.paths:
            _one_hand(entries, place, path, hands, ("moved", f"[lever.{one.name}]"))
    for path in columns:
        _one_hand(entries, ("design", "file"), path, hands, ("moved", path))


def _one_hand(entries: Entries, place: Place, path: str, hands: dict[str, tuple[str, str]], mine: tuple[str, str]) -> None:
    """Note a second hand on a parameter; the first is kept in `hands`, with what it does."""
    if not path:  # it is no text, which was told
        return
    if path in hands:
        how, who = hands[path]
        entries.note(place, Fault.NO_VALUE, f"{how}_already", parameter=path, by=who)
    else:
        hands[path] = mine


def _written_as(entries: Entries, path: str) -> Place:
    """The keys below [set] by which a path stands there."""
    return (path,) if path in entries.table(("set",), {}) else tuple(path.split("."))


def _range(name: str, row: Any, entries: Entries) -> Range:
    place = ("lever", name)
    if not isinstance(row, dict):
        entries.note(place, row, "not_a_table", entries=("name", "名称"))
        return Range(name, ())
    entries.only(place, row, IN_LEVER)
    if is_formula(name):
        entries.note(place, Fault.NO_VALUE, "formula")
    if "paths" in row:
        paths = entries.names((*place, "paths"), row["paths"], least=1)
        if "path" in row:
            entries.note((*place, "path"), row["path"], "path_or_paths")
    else:
        paths = (entries.text((*place, "path"), row.get("path", name)),)
    at = next((key for key in ("path", "paths") if key in row), None)
    declared = entries.declared((*place, at) if at else place, paths)
    values, low, high = row.get("values"), row.get("low"), row.get("high")
    scale = entries.choice((*place, "scale"), row.get("scale", LINEAR), (LINEAR, LOG)) or LINEAR
    if (values is None) == (low is None and high is None) or (low is None) != (high is None):
        entries.note(place, Fault.NO_VALUE, "values_or_range")
    elif values is not None:
        if "scale" in row:
            entries.note((*place, "scale"), row["scale"], "scale_of_values")
        if not isinstance(values, list) or not values:
            entries.note((*place, "values"), values, "wants_values")
        elif declared:
            entries.judge_each((*place, "values"), paths, values)
            for text in (value for value in values if isinstance(value, str) and is_formula(value)):
                entries.note((*place, "values"), text, "formula")
            return Range(name, paths, values=tuple(dict.fromkeys(values)))
    elif declared and entries.judge_each((*place, "low"), paths, [low]) and entries.judge_each((*place, "high"), paths, [high]):
        return _span(name, paths, low, high, scale, place, entries)
    return Range(name, paths, values=(0,))


def _span(name: str, paths: tuple[str, ...], low: Any, high: Any, scale: str, place: Place, entries: Entries) -> Range:
    numbers = all(isinstance(end, int | float) and not isinstance(end, bool) for end in (low, high))
    found = Range(name, paths, low=low, high=high, scale=scale)
    if not numbers:
        entries.note((*place, "low"), low, "range_of_numbers")
    elif not low < high:
        entries.note((*place, "high"), high, "high_above_low", low=low)
    elif scale == LOG and found.is_whole:
        entries.note((*place, "scale"), scale, "log_of_whole")
    elif scale == LOG and low <= 0:
        entries.note((*place, "low"), low, "log_above_zero")
    else:
        return found
    return Range(name, paths, values=(0,))
