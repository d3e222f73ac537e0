"""What a study tried: the levers that its plan moved, with all their values, and what each parameter was over all points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gridgov.report.names import lever_name, paths_of
from gridgov.report.pieces import Piece, note
from gridgov.report.tables import Label, Table
from gridgov.report.values import unit_text, value_text
from gridgov.scenario.paths import lever_of
from gridgov.study.doubts import doubts
from gridgov.study.worlds import NUMBERING
from gridgov.text.words import say

MOST_VALUES = 8  # that stand one by one; of more the ends


def levers_moved(study: Any, before: Mapping[str, Any], lang: str) -> list[Piece]:
    """A table of the levers that a plan moved, with what the scenario has in their place; doubts stand in a table of their own."""
    if study is None:
        return []
    known = {one.id for one in doubts()}
    names = [name for name in dict.fromkeys(name for point in study.points for name in point.factors) if name not in (*NUMBERING, *known)]
    if not names:
        return []
    rows = [_row(study, name, before, lang) for name in names]
    head = tuple(say(f"report.column.{name}", lang) for name in ("parameter", "before", "values"))
    return [Piece("table", Table(say("report.moved.table", lang), head, tuple(rows)), "words"), note(say("report.moved.note", lang))]


def _row(study: Any, name: str, before: Mapping[str, Any], lang: str) -> tuple[Any, ...]:
    values = _in_order(point.factors[name] for point in study.points if name in point.factors)
    paths = paths_of(study, name)
    lever = lever_of(paths[0]) if paths else None
    dotted = [".".join(path) for path in paths]
    small = " · ".join(filter(None, [*dict.fromkeys([name, *dotted]), unit_text(lever, lang)]))
    old = _in_order(before[path] for path in dotted if path in before)
    return Label(lever_name(paths[0], lang) if paths else name, small), values_text(old, lang) if old else "-", values_text(values, lang)


def values_moved(study: Any, before: Mapping[str, Any], lang: str) -> dict[str, str]:
    """By path, all values that a parameter has at any point, for those that the plan moves; `before` says what it is where it is not moved."""
    if study is None:
        return {}
    changes = [point.changes for point in study.points]
    paths = dict.fromkeys(path for one in changes for path in one)
    return {path: values_text(_in_order(one.get(path, before.get(path)) for one in changes if path in one or path in before), lang) for path in paths}


def values_text(values: Sequence[Any], lang: str) -> str:
    """Each value if they are few, else from which to which."""
    if len(values) <= MOST_VALUES or not all(isinstance(one, int | float) for one in values):
        return say("list.comma", lang).join(value_text(one, lang) for one in values)
    low, high = (value_text(one, lang) for one in (min(values), max(values)))
    return say("report.moved.range", lang, low=low, high=high, count=f"{len(values):,}")


def _in_order(values: Any) -> list[Any]:
    """Each value once: numbers by size, else as they come."""
    each = list(dict.fromkeys(values))
    return sorted(each) if all(isinstance(one, int | float) for one in each) else each
