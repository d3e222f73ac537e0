"""Reading one TOML file: whatever is wrong with it becomes a fault with its line, never a traceback."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gridgov.scenario.lines import line_numbers
from gridgov.text.faults import Fault, Faults, fault
from gridgov.text.reasons import reader_reason, system_reason

LARGEST_FILE = 2_000_000  # bytes; the baseline, which states everything, has about 50,000
DEEPEST = 8  # levels of tables and lists; [policy.NAME.set.category.NAME.power] has six

_HEADER = re.compile(r"^[ \t]*\[\[?[ \t]*([^\]\n]*?)[ \t]*\]")
_ENTRY = re.compile(r"""^[ \t]*([^=#\[\n]+?)[ \t]*=""")


@dataclass(frozen=True, eq=False)
class Document:
    """One file that is valid TOML. Two readings of a file are two documents."""

    path: Path
    shown: str
    text: str
    data: dict[str, Any]

    @cached_property
    def _lines(self) -> dict[tuple[str, ...], int]:
        return line_numbers(self.text)

    def line_of(self, path: tuple[str, ...]) -> int | None:
        """Line of a table or key, or of the nearest table above it."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def fault(self, path: tuple[str, ...], value: Any, code: str, **arguments) -> Fault:
        """A fault of the entry at `path`."""
        return fault(self.shown, self.line_of(path), ".".join(path[:-1]), path[-1] if path else "", value, code, **arguments)


def shown_path(path: Path) -> str:
    """A path as sentences show it: short where it lies below the present folder."""
    try:
        short = os.path.relpath(path)
    except (OSError, ValueError):
        return str(path)
    return str(path) if short.startswith("..") else short


def read_at_most(path: Path, largest: int) -> bytes:
    """All bytes of a file, which is opened once; raises `Faults` if it cannot be read or holds more than `largest`.

    What is read is counted, not what the system says of it: a pipe tells no size, and a device may have no end.
    """
    try:
        if not path.is_dir():
            with open(path, "rb") as file:
                raw = file.read(largest + 1)
            if len(raw) <= largest:
                return raw
            code, arguments = "file_too_large", {"largest": f"{largest:,}"}
        else:
            code, arguments = "is_a_folder", {}
    except (OSError, ValueError) as error:
        code, arguments = "cannot_read", {"reason": system_reason(error)}
    raise Faults([fault(shown_path(path), None, "", "", Fault.NO_VALUE, code, **arguments)])


def read_document(path: Path) -> Document:
    """The tables of a TOML file; raises `Faults`."""
    shown = shown_path(path)

    def refuse(code: str, line: int | None = None, table: str = "", key: str = "", **arguments) -> Faults:
        return Faults([fault(shown, line, table, key, Fault.NO_VALUE, code, **arguments)])

    raw = read_at_most(path, LARGEST_FILE)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refuse("not_utf8", line=raw.count(b"\n", 0, error.start) + 1) from None
    if not text.strip():
        raise refuse("file_empty")
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, reason = _position(str(error), text)
        table, key = _around(text, line)
        raise refuse("not_toml", line=line, table=table, key=key, reason=reader_reason(reason)) from None
    except RecursionError:
        raise refuse("too_deep", line=_deepest_line(text), deepest=DEEPEST) from None
    except ValueError as error:  # a number too long to convert, a date that does not exist
        line = _longest_number(text)
        table, key = _around(text, line)
        raise refuse("not_toml", line=line, table=table, key=key, reason=reader_reason(str(error).split(";")[0])) from None
    document = Document(path, shown, text, data)
    deep = _too_deep(data)
    if deep is not None:
        raise Faults(
            [fault(shown, document.line_of(deep) or _deepest_line(text), ".".join(deep[:3]) + "...", "", Fault.NO_VALUE, "too_deep", deepest=DEEPEST)]
        )
    if not data:
        raise refuse("file_empty")
    return document


def _position(message: str, text: str) -> tuple[int | None, str]:
    match = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if match is None:
        return None, message
    line = int(match.group(1)) if match.group(1) else text.rstrip().count("\n") + 1
    return line, message[: match.start()]


def _longest_number(text: str) -> int | None:
    """Line of the first number with more digits than Python converts, if there is one."""
    most = sys.get_int_max_str_digits()
    found = re.search(rf"[=,\[]\s*[+-]?[0-9][0-9_]{{{most},}}", text) if most else None
    return text.count("\n", 0, found.end()) + 1 if found else None


def _around(text: str, line: int | None) -> tuple[str, str]:
    """Table and key on a line of a text that is not TOML, as far as they can be made out."""
    if line is None:
        return "", ""
    lines = text.split("\n")[:line]
    header = next((match.group(1) for match in map(_HEADER.match, reversed(lines)) if match), "")
    entry = _ENTRY.match(lines[-1]) if lines else None
    return header[:60], entry.group(1).strip()[:60] if entry else ""


def _too_deep(data: dict[str, Any]) -> tuple[str, ...] | None:
    """Path of something that lies deeper than allowed, or None; without recursion."""
    waiting: list[tuple[tuple[str, ...], Any, int]] = [((), data, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if depth > DEEPEST:
            return path
        if isinstance(value, dict):
            waiting.extend(((*path, key), item, depth + 1) for key, item in value.items())
        elif isinstance(value, list):
            waiting.extend((path, item, depth + 1) for item in value if isinstance(item, dict | list))
    return None


def _deepest_line(text: str) -> int:
    """Line on which most brackets are open, or most dots stand in a row of keys."""
    depth = deepest = 0
    place = line = 1
    for letter in text:
        if letter == "\n":
            line += 1
        elif letter in "[{":
            depth += 1
            if depth > deepest:
                deepest, place = depth, line
        elif letter in "]}":
            depth -= 1
    return place
