"""What a part of the page consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BROAD = 1250  # pixels


@dataclass(frozen=True)
class Piece:
    """A text, heading, list, table, code, answer (its head alone), policies (the rest of it) or picture; `style` is its class."""

    kind: str
    body: Any
    style: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart as the page shows it; `width` and `height` in pixels as it was drawn, at which its smallest words can be read."""

    name: str
    title: str
    purpose: str
    source: str
    width: int
    height: int

    @property
    def broad(self) -> bool:
        """Whether it is wider than the text."""
        return self.width > BROAD


@dataclass(frozen=True)
class Part:
    """A section: the name that links use, its heading, and its pieces."""

    name: str
    heading: str
    pieces: list[Piece]


def text(body: Any, style: str = "") -> Piece:
    """A paragraph."""
    return Piece("text", body, style)


def heading(body: Any) -> Piece:
    """A heading within a part."""
    return Piece("heading", body)


def note(body: Any) -> Piece:
    """A paragraph in small print."""
    return Piece("text", body, "note")
