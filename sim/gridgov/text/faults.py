"""Faults of what a user wrote, as sentences in English and Chinese."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from gridgov.text.sentences import words

LONGEST_VALUE = 60  # characters of a value that a sentence shows
LONGEST_NAME = 120  # of a table's name or a key; the longest of a shipped file has about 60
_NOTHING = object()


@dataclass(frozen=True)
class Fault:
    """One fault: where it is (file, line, table, key), what was written there, and what is wrong with it.

    `line` is None where there is none (a command line, a whole file); `value` is `Fault.NO_VALUE` where nothing was
    written. `message` is English; `message_zh` its Chinese, or empty for the same.
    """

    file: str
    line: int | None
    table: str
    key: str
    value: Any
    message: str
    message_zh: str = ""

    NO_VALUE = _NOTHING

    def sentence(self, lang: str = "en") -> str:
        """The fault as one sentence: `x.toml:12: [patrol] hours_per_day = -3: must be within [0, 8] hours`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"[{_cut(self.table, LONGEST_NAME)}]" if self.table else ""
        if self.key:
            subject = f"{subject} {_cut(self.key, LONGEST_NAME)}".strip()
            if self.value is not _NOTHING:
                subject += f" = {show(self.value)}"
        message = self.message_zh if lang == "zh" and self.message_zh else self.message
        return plain(": ".join(part for part in (place, subject, message) if part))

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self):
        value = () if self.value is _NOTHING else (self.value,)
        return _again, (self.file, self.line, self.table, self.key, self.message, self.message_zh, value)


def _again(file, line, table, key, message, message_zh, value):
    return Fault(file, line, table, key, value[0] if value else _NOTHING, message, message_zh)


class Faults(Exception):
    """All faults of what a user gave, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = list(faults)
        super().__init__(self.faults)

    def sentences(self, lang: str = "en") -> list[str]:
        """One sentence per fault."""
        return [fault.sentence(lang) for fault in self.faults]

    def __str__(self) -> str:
        return "\n".join(self.sentences())


def fault(file: str, line: int | None, table: str, key: str, value: Any, code: str, **arguments) -> Fault:
    """A fault whose message is the sentence `code` of the catalogue."""
    return Fault(file, line, table, key, value, words(code, "en", **arguments), words(code, "zh", **arguments))


def plain(text: str) -> str:
    """A text on one line: whatever a terminal would obey, or could not print, is a question mark."""
    return "".join("?" if category(letter)[0] == "C" or category(letter) in ("Zl", "Zp") else letter for letter in text)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 3] + "..."


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that looks most like `name`, if any does."""
    found = difflib.get_close_matches(str(name)[:100].lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def show(value: Any) -> str:
    """A value as a scenario file would write it, cut where it is long."""
    if value is None:
        text = '"none"'
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, float):
        text = repr(value) if math.isfinite(value) else str(value)
    elif isinstance(value, int):
        text = str(value) if value.bit_length() < 4000 else "(a very long number)"
    elif isinstance(value, str):
        text = '"' + value[: LONGEST_VALUE + 1].replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
    elif isinstance(value, dict):
        text = "{" + ", ".join(f"{str(key)[:20]} = ..." for key in list(value)[:4]) + "}"
    elif isinstance(value, list | tuple):
        text = (
            "["
            + ", ".join("..." if isinstance(item, dict | list | tuple) else show(item) for item in list(value)[:6])
            + (", ..." if len(value) > 6 else "")
            + "]"
        )
    else:
        text = str(value)
    text = "".join(letter if letter.isprintable() else "?" for letter in text)
    return _cut(text, LONGEST_VALUE)
