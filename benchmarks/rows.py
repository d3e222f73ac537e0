"""Rows of the printed table and of the page: what was measured, its value, the aim."""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

UNITS = (("GB", 1e9), ("MB", 1e6), ("kB", 1e3))


class Row(NamedTuple):
    """One figure. `travels` says that it may be read on another machine: a ratio, a count, a number of bytes."""

    what: str
    value: str
    travels: bool
    aim: str = ""
    met: bool | None = None


def at_least(what: str, value: float, aim: float, unit: str = " times") -> Row:
    """A ratio that should be large."""
    return Row(what, f"{value:,.0f}{unit}" if value >= 10 else f"{value:.1f}{unit}", True, f"at least {aim:g}{unit}", value >= aim)


def bytes_text(number: float) -> str:
    """A number of bytes to read."""
    for unit, size in UNITS:
        if number >= size:
            return f"{number / size:.2f} {unit}"
    return f"{number:.0f} bytes"


def middle(values) -> float:
    """The median, as a number of JSON."""
    return float(median(values))
