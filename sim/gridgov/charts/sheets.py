"""A sheet of panels under a title and notes, laid out in inches, so that nothing overlaps however long a name is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gridgov.charts.style import FAINT, drawable
from gridgov.text.layout import balanced, wrapped
from gridgov.text.words import say

HEAD, TITLE_HEIGHT, NOTE_HEIGHT, KEY_HEIGHT = 0.46, 0.21, 0.155, 0.19
GAP = 0.06  # between notes and key, and between these and the first panel
TITLE_LETTERS, NOTE_LETTERS = 10, 14.5  # characters in an inch
SMALL = 8  # points


@dataclass(frozen=True)
class Grid:
    """Sizes in inches: of a panel, and of the room around it."""

    wide: float
    high: float
    left: float = 0.6
    right: float = 0.2
    above: float = 0.34
    below: float = 0.48


def sheet(title: str, notes: str, rows: int, columns: int, grid: Grid, heights: Sequence[float] = (), key: int = 0, dpi: float = 100.0):
    """A figure with `rows` x `columns` axes, each a list per row; `heights` are those of single rows, `key` lines are left free for a legend."""
    from matplotlib.figure import Figure

    heights = list(heights) or [grid.high] * rows
    wide = columns * (grid.left + grid.wide + grid.right)
    title = drawable(wrapped(title, int(TITLE_LETTERS * wide)))
    notes = drawable(balanced(notes, int(NOTE_LETTERS * wide)))
    below_title = HEAD + TITLE_HEIGHT * title.count("\n")
    below_notes = below_title + NOTE_HEIGHT * len(notes.splitlines())
    head = below_notes + (KEY_HEIGHT * key + GAP) * bool(key) + GAP
    high = head + sum(heights) + rows * (grid.above + grid.below)
    figure = Figure(figsize=(wide, high), dpi=dpi)
    figure.text(0.15 / wide, 1 - 0.14 / high, title, va="top", fontsize=12, linespacing=1.25)
    figure.text(0.15 / wide, 1 - below_title / high, notes, va="top", fontsize=SMALL, color=FAINT, linespacing=1.35)
    figure.key_top = 1 - (below_notes + GAP) / high  # where a legend may begin
    panels, top = [], high - head
    for height in heights:
        low = top - grid.above - height
        row = []
        for column in range(columns):
            x = column * (grid.left + grid.wide + grid.right) + grid.left
            axes = figure.add_axes((x / wide, low / high, grid.wide / wide, height / high))
            axes.tick_params(labelsize=SMALL)
            row.append(axes)
        panels.append(row)
        top = low - grid.below
    return figure, panels


def key(figure, handles: Sequence, columns: int) -> None:
    """One legend for all panels, under the notes."""
    wide = figure.get_size_inches()[0]
    place = {"loc": "upper left", "bbox_to_anchor": (0.17 / wide, figure.key_top), "borderaxespad": 0.0, "borderpad": 0.0}
    figure.legend(handles=handles, ncols=columns, frameon=False, fontsize=SMALL, handlelength=1.8, columnspacing=1.4, **place)


def head_of(axes, text: str, faint: str = "") -> None:
    """The heading of a panel, and a faint line under it."""
    over = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(drawable(text), (0, 1), (0, 17 if faint else 5), fontsize=10, **over)
    if faint:
        axes.annotate(drawable(faint), (0, 1), (0, 5), fontsize=SMALL, color=FAINT, **over)


def nothing(axes, name: str, lang: str, columns: int = 34) -> None:
    """A panel that has nothing to show says why, and has no axes."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, drawable(balanced(say(name, lang), columns)), ha="center", va="center", color=FAINT, transform=axes.transAxes)
