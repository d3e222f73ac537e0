"""Numbers as people read them, and tables for the terminal whose columns also line up under Chinese."""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence

MOST_DECIMALS = 6


def is_number(value) -> bool:
    """Whether a value can be shown as a number: neither missing nor NaN nor infinite."""
    return value is not None and math.isfinite(value)


def decimals_for(value: float, digits: int, coarsest: int = 0) -> int:
    """Decimals that show `value` with so many significant digits; below 0 (tens, hundreds) as far as `coarsest` lets them."""
    if not is_number(value) or value == 0:
        return 0
    return min(MOST_DECIMALS, max(coarsest, digits - 1 - math.floor(math.log10(abs(value)) + 1e-12)))


def number(value: float | None, decimals: int | None = None, signed: bool = False) -> str:
    """A number with thousands divided, three significant digits unless decimals are given (-3: whole thousands); a dash if it is missing."""
    if not is_number(value):
        return "-"
    if decimals is None:
        decimals = decimals_for(value, 3)
    if decimals < 0:
        value, decimals = round(value, decimals), 0
    text = f"{value:{'+' if signed else ''},.{decimals}f}"
    return text.lstrip("+-") if not text.strip("+-0.,") else text


def width(text: str) -> int:
    """Columns that a text takes in a terminal: two for a Chinese character."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def pad(text: str, columns: int, right: bool = False) -> str:
    """A text filled with blanks to so many columns, set to the left or the right."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = (), indent: str = "  ") -> str:
    """Lines of a table: a head, a rule and rows; the columns numbered in `right` are set to the right."""
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(width(line[place]) for line in lines) for place in range(len(head))]
    right = set(right)

    def written(line):
        return (indent + "  ".join(pad(cell, widths[place], place in right) for place, cell in enumerate(line))).rstrip()

    rule = indent + "  ".join("-" * columns for columns in widths)
    return "\n".join([written(lines[0]), rule, *(written(line) for line in lines[1:])])


def wrapped(text: str, columns: int, indent: str = "") -> str:
    """A text in lines of at most so many columns; lines after the first are indented. Chinese breaks at any character."""
    lines, line = [], ""
    for piece in _pieces(text):
        if line.strip() and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, piece = indent, piece.lstrip()
        line += piece
    return "\n".join([*lines, line.rstrip()])


def balanced(text: str, columns: int) -> str:
    """A text in as few lines as `wrapped` needs for it, all of about one length: no single word stands on the last."""
    lines = wrapped(text, columns).count("\n")
    fewest = bisect_left(range(1, columns), True, key=lambda fewer: wrapped(text, fewer).count("\n") <= lines)
    return wrapped(text, 1 + fewest)


def headed(text: str) -> str:
    """A heading of two parts without a colon after a mark that ends a sentence: a question may be the first part."""
    return re.sub(r"([?!？！。])(: |：)", lambda found: found[1] + (" – " if found[2] == ": " else "——"), text)


def _pieces(text: str) -> list[str]:
    """Parts between which a line may break: words with the blanks before them, and single Chinese characters with their marks."""
    pieces: list[str] = []
    for char in text:
        wide = width(char) == 2
        closing = char in "，。；：、）”’！？"
        joins = pieces and not (char == " " or (wide and not closing)) and not (not wide and width(pieces[-1][-1]) == 2)
        if joins:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
