"""What one source says about the parameters (a layer), and many layers laid over the defaults (a state)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import ValidationError

from gridgov.scenario.data import is_name
from gridgov.scenario.lever import Lever
from gridgov.scenario.paths import BY_NAME, ENTRIES, KEYED, SEVERITIES, TABLES, Path, alike, defaults, is_table_of_numbers, lever_of, likely
from gridgov.scenario.schema import Settings, judge
from gridgov.text.faults import Fault, fault, nearest
from gridgov.text.units import bounds_words

#: Kinds of a keyed table's rows, as sentences call them.
ROW_WORDS = {
    "tier": ("tier", "层级"), "category": ("category", "类别"), "department": ("department", "部门"), "severity": ("severity", "严重程度"),
    "estate": ("kind of estate", "小区类型"), "channel": ("channel", "渠道"), "calendar": ("calendar", "日历"),
}  # fmt: skip
_WANTS = {
    "int": "wants_whole",
    "bool": "wants_bool",
    "text": "wants_text",
    "choice": "wants_choice",
    "number_or_none": "wants_number_or_none",
    "by_severity": "wants_number_or_none",
}


@dataclass(frozen=True)
class Origin:
    """Where a value was written. `shown` is the table's name there; of two origins the one with the larger `turn` is later."""

    file: str
    line: int | None
    shown: str
    turn: int


@dataclass(frozen=True)
class Source:
    """Who says something: a file's shown name, how to find a line in it, and what its tables' names begin with there."""

    file: str
    line_of: Callable[[Path], int | None] = lambda path: None
    prefix: Path = ()

    def table(self, path: Path) -> str:
        """Name of the table of a path, as this source writes it."""
        return ".".join((*self.prefix, *path))

    def fault(self, path: Path, value: Any, code: str, **arguments) -> Fault:
        """A fault of the entry at `path`."""
        return fault(self.file, self.line_of((*self.prefix, *path)), self.table(path[:-1]), path[-1] if path else "", value, code, **arguments)


@dataclass
class Layer:
    """What one source changes: single values by path, and rows that it takes away."""

    changes: dict[Path, Any] = field(default_factory=dict)
    removed: dict[Path, Origin] = field(default_factory=dict)
    origins: dict[Path, Origin] = field(default_factory=dict)
    bad: set[Path] = field(default_factory=set)

    def by_name(self) -> dict[str, Any]:
        """What it changes by dotted path, rows that it takes away as `remove`."""
        return {".".join(path): value for path, value in self.changes.items()} | {".".join((*place, "remove")): True for place in self.removed}


class Reader:
    """Reads tables into layers and collects the faults of their fields."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        self.turn = 0

    def read(self, tables: dict[str, Any], source: Source) -> Layer:
        """The layer that a source's tables make; what is faulty is left out of it and noted as bad."""
        layer = Layer()
        for table, content in tables.items():
            if table not in TABLES:
                self._unknown((table,), content, source, TABLES, "unknown_table")
            elif self._is_table((table,), content, source, layer):
                if table not in KEYED:
                    self._fields((table,), content, source, layer)
                    continue
                for key, row in content.items():
                    if not is_name(key) or (table == "calendar" and key == "always"):
                        self.faults.append(source.fault((table, key), Fault.NO_VALUE, "bad_name", name=key[:60]))
                    elif self._is_table((table, key), row, source, layer):
                        self._row((table, key), row, source, layer)
        return layer

    def _row(self, place: Path, row: dict[str, Any], source: Source, layer: Layer) -> None:
        gone = row.get("remove", False)
        if not isinstance(gone, bool):
            self.faults.append(source.fault((*place, "remove"), gone, "wants_bool"))
        elif gone and len(row) > 1:
            self.faults.append(source.fault((*place, "remove"), gone, "removed_and_set"))
        elif gone:
            layer.removed[place] = self._origin((*place, "remove"), source)
        self._fields(place, {name: value for name, value in row.items() if name != "remove"}, source, layer)

    def _fields(self, place: Path, content: dict[str, Any], source: Source, layer: Layer) -> None:
        known = [lever.name for lever in TABLES[place[0]]]
        for name, value in content.items():
            path = (*place, name)
            lever = BY_NAME.get((place[0], name))
            if lever is None:
                layer.bad.add(place)
                self._unknown(path, value, source, known, "unknown_key")
            elif not is_table_of_numbers(lever):
                self._leaf(lever, path, value, source, layer)
            elif self._is_table(path, value, source, layer, entries=ENTRIES[lever.kind]):
                for entry, number in value.items():
                    if lever.kind == "by_severity" and entry not in SEVERITIES:
                        self._unknown((*path, entry), number, source, SEVERITIES, "unknown_row", row=ROW_WORDS["severity"])
                    else:
                        self._leaf(lever, (*path, entry), number, source, layer)

    def _leaf(self, lever: Lever, path: Path, value: Any, source: Source, layer: Layer) -> None:
        try:
            layer.changes[path] = judge(lever).validate_python(value)
        except ValidationError as error:
            kind = error.errors(include_url=False, include_context=False, include_input=False)[0]["type"]
            layer.bad.add(path)
            self.faults.append(source.fault(path, value, **_complaint(lever, kind)))
        else:
            layer.origins[path] = self._origin(path, source)

    def _origin(self, path: Path, source: Source) -> Origin:
        self.turn += 1
        return Origin(source.file, source.line_of((*source.prefix, *path)), source.table(path[:-1]), self.turn)

    def _is_table(self, path: Path, content: Any, source: Source, layer: Layer, entries: str | None = None) -> bool:
        if isinstance(content, dict):
            return True
        layer.bad.add(path)
        code = "list_not_table" if isinstance(content, list) else "not_a_table"
        self.faults.append(source.fault(path, content, code, entries=ROW_WORDS[entries] if entries else ("name", "名称")))
        return False

    def _unknown(self, path: Path, value: Any, source: Source, known, code: str, **arguments) -> None:
        like = nearest(path[-1], known)
        near, leaf = [], _first_leaf(value)
        if like is None or (code == "unknown_table" and leaf and lever_of((like, *leaf)) is None):
            near = likely(".".join((*path, *leaf))) if code in ("unknown_table", "unknown_key") else []
            code = "unknown_parameter" if code == "unknown_key" and not near else code
        elif code == "unknown_key" and not alike(path[-1], like):
            near, like = likely(".".join(path)), None
        code += "_near" if near else "" if like is None else "_like"
        arguments["near"] = ", ".join([*([] if like is None else [like]), *near])
        if isinstance(value, dict):
            self.faults.append(
                fault(source.file, source.line_of((*source.prefix, *path)), source.table(path), "", Fault.NO_VALUE, code, like=like, **arguments)
            )
        else:
            self.faults.append(source.fault(path, value, code, like=like, **arguments))


def _first_leaf(value: Any) -> Path:
    """The keys that lead to the first value in nested tables."""
    keys: Path = ()
    while isinstance(value, dict) and value:
        key, value = next(iter(value.items()))
        keys += (str(key),)
    return keys


def _complaint(lever: Lever, kind: str) -> dict[str, Any]:
    """Code and arguments of the sentence that says what a value should have been."""
    if lever.kind == "choice":
        return {"code": "wants_choice", "choices": ", ".join(lever.choices)}
    bounds = bounds_words(lever.low, lever.high, lever.unit)
    if kind in ("greater_than_equal", "less_than_equal"):
        return {"code": "out_of_range", "bounds": bounds}
    return {"code": _WANTS.get(lever.kind, "wants_number"), "bounds": bounds}


_defaults = cache(defaults)


@dataclass
class State:
    """All parameters as single values by path, with the rows of each keyed table and where each value was written."""

    values: dict[Path, Any]
    rows: dict[str, set[str]]
    ever: dict[str, set[str]]
    origins: dict[Path, Origin]
    bad: set[Path]

    @classmethod
    def of_defaults(cls) -> State:
        """The declarations' own values."""
        values = dict(_defaults())
        rows = {table: {path[1] for path in values if path[0] == table} for table in KEYED}
        return cls(values, rows, {table: set(keys) for table, keys in rows.items()}, {}, set())

    def with_layer(self, layer: Layer, faults: list[Fault]) -> State:
        """This state with a layer laid over it; rows that are neither there nor new are faults."""
        state = State(
            dict(self.values),
            {t: set(k) for t, k in self.rows.items()},
            {t: set(k) for t, k in self.ever.items()},
            self.origins | layer.origins,
            self.bad | layer.bad,
        )
        for (table, key), origin in layer.removed.items():
            if key not in state.ever[table]:  # to take away what is gone already does no harm
                faults.append(_no_such_row(table, key, state.rows[table], origin, "remove_unknown"))
            state.rows[table].discard(key)
            state.origins[table, key, "remove"] = origin
        if layer.removed:
            state.values = {path: value for path, value in state.values.items() if path[:2] not in layer.removed}
        refused = set()
        for path, value in layer.changes.items():
            place = path[:2]
            if path[0] in KEYED and path[1] not in state.rows[path[0]]:
                if place in refused:
                    continue
                if (*place, "order") not in layer.changes:
                    refused.add(place)
                    state.bad.add(place)
                    if (*place, "order") not in layer.bad:
                        faults.append(_no_such_row(*place, state.rows[path[0]], layer.origins[path], "unknown_row_no_order"))
                    continue
                state.rows[path[0]].add(path[1])
                state.ever[path[0]].add(path[1])
            state.values[path] = value
        return state

    def build(self, faults: list[Fault]) -> Settings:
        """The frozen settings: every entry that is left out gets the declared value, keyed tables are put in order."""
        nested: dict[str, Any] = {table: {key: {} for key in self.rows[table]} if table in KEYED else {} for table in TABLES}
        entries = {kind: SEVERITIES if kind == "by_severity" else self.in_order(ENTRIES[kind]) for kind in ENTRIES}
        for table, levers in TABLES.items():
            for row in nested[table].values() if table in KEYED else [nested[table]]:
                for lever in levers:
                    row[lever.name] = dict.fromkeys(entries[lever.kind], lever.new) if lever.kind in ENTRIES else lever.new
        for path, value in self.values.items():
            row = nested[path[0]][path[1]] if path[0] in KEYED else nested[path[0]]
            at = 2 if path[0] in KEYED else 1
            if len(path) == at + 1:
                row[path[at]] = value
            elif path[-1] in row[path[at]]:
                row[path[at]][path[-1]] = value
            else:
                table = ENTRIES[BY_NAME[path[0], path[at]].kind]
                if path[-1] not in self.ever[table] and path in self.origins:
                    faults.append(_no_such_entry(path, value, table, self.rows[table], self.origins[path]))
        for table in KEYED:
            nested[table] = {key: nested[table][key] for key in self.in_order(table)}
        return Settings.model_validate(nested)

    def in_order(self, table: str) -> list[str]:
        """Keys of a keyed table by (order, name)."""
        return sorted(self.rows[table], key=lambda key: (self.values[table, key, "order"], key))


def _no_such_row(table: str, key: str, known: set[str], origin: Origin, code: str) -> Fault:
    like = nearest(key, sorted(known))
    shown = origin.shown[: origin.shown.rindex(f"{table}.{key}") + len(f"{table}.{key}")]
    return fault(origin.file, origin.line, shown, "", None, code if like is None else code + "_like", like=like, name=key, row=ROW_WORDS[table])


def _no_such_entry(path: Path, value: Any, table: str, known: set[str], origin: Origin) -> Fault:
    like = nearest(path[-1], sorted(known))
    return fault(
        origin.file,
        origin.line,
        origin.shown,
        path[-1],
        value,
        "unknown_row" if like is None else "unknown_row_like",
        like=like,
        row=ROW_WORDS[table],
    )
