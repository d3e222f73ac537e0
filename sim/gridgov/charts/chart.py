"""What a chart is to those who show it: a name, what it is called, what it is for, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Chart:
    """One chart of a study or of a run, in one language."""

    name: str  #: the stem of its files
    title: str  #: the heading over it
    purpose: str  #: one sentence: what a reader can see from it
    draw: Callable[[], Figure]  #: makes the figure; to be called within `style()`, as `save` does
