"""What a part of the page consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A text, heading, list, table, code, answer or picture; `style` is its class, of a picture its source."""

    kind: str
    body: Any
    style: str = ""


@dataclass(frozen=True)
class Part:
    """A section: the name that links use, its heading, and its pieces."""

    name: str
    heading: str
    pieces: list[Piece]


def text(body: Any, style: str = "") -> Piece:
    """A paragraph."""
    return Piece("text", body, style)


def heading(body: str) -> Piece:
    """A heading within a part."""
    return Piece("heading", body)


def note(body: Any) -> Piece:
    """A paragraph in small print."""
    return Piece("text", body, "note")
