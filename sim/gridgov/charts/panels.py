"""Panels of a chart in inches: a title, notes and a legend over a grid of axes, so that no text lies on another whatever its length."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gridgov.charts.paired import short_name, tick_text
from gridgov.charts.style import COLOURS, FAINT, INK, MARKERS, MOST_WIDE, drawable
from gridgov.text.layout import balanced, width, wrapped
from gridgov.text.words import say

HEAD, TITLE_LINE, NOTE_LINE, LEGEND_LINE = 0.50, 0.21, 0.155, 0.175  # inches
LETTER = 0.071  # inches of a narrow character of a legend, at most
HANDLE = 0.55  # of what stands before a legend's words
MARGIN = 0.15
SMALL = 8  # points
NAME_COLUMNS = 30  # of narrow characters, of a line of a long name left of a panel
#: Between the marks of one row of a panel, as a share of it.
SPREAD = 0.7


@dataclass(frozen=True)
class Grid:
    """How the panels of a figure lie; inches. `left` and `right` are beside each panel, `above` and `below` over and under it."""

    heights: tuple[float, ...]  # of each panel
    columns: int = 2
    panel: float = 3.1
    left: float = 0.75
    right: float = 0.25
    above: float = 0.42
    below: float = 0.52


def sheet(title: str, notes: str, grid: Grid, legend: Sequence[tuple] = ()):
    """A figure and its axes, a title and notes over them; `legend` holds pairs of a handle and its words."""
    from matplotlib.figure import Figure

    fitting = int(MOST_WIDE / (grid.left + grid.panel + grid.right))
    columns = max(1, min(grid.columns, len(grid.heights), fitting))
    wide = max(6.3, columns * (grid.left + grid.panel + grid.right))
    rows = [grid.heights[start : start + columns] for start in range(0, len(grid.heights), columns)]
    title, notes = drawable(balanced(title, int(10 * wide))), drawable(balanced(notes, int(14.5 * wide)))
    words = [drawable(short_name(text, 60)) for _, text in legend]
    entry = HANDLE + LETTER * max(map(width, words), default=0)
    across = max(1, min(len(words), int((wide - MARGIN) / entry))) if words else 1
    below_title = HEAD + TITLE_LINE * title.count("\n")
    below_notes = below_title + NOTE_LINE * len(notes.splitlines()) + 0.06
    head = below_notes + LEGEND_LINE * math.ceil(len(words) / across) + 0.08 * bool(words)
    tall = head + sum(grid.above + max(row) + grid.below for row in rows)
    figure = Figure(figsize=(wide, tall))
    figure.text(MARGIN / wide, 1 - 0.14 / tall, title, va="top", fontsize=12, linespacing=1.25)
    figure.text(MARGIN / wide, 1 - (below_title - 0.06) / tall, notes, va="top", fontsize=SMALL, color=FAINT, linespacing=1.35)
    if words:
        figure.legend(
            [handle for handle, _ in legend], words, loc="upper left", bbox_to_anchor=(MARGIN / wide, 0, 1, 1 - below_notes / tall),
            ncols=across, frameon=False, fontsize=SMALL, borderaxespad=0.0, borderpad=0.0, handlelength=2.2, handletextpad=0.5,
            columnspacing=1.2, labelspacing=0.35,
        )  # fmt: skip
    axes, top = [], tall - head
    for row in rows:
        top -= grid.above
        for place, height in enumerate(row):
            x = place * (grid.left + grid.panel + grid.right) + grid.left
            across = grid.panel if columns > 1 else wide - grid.left - grid.right
            axes.append(figure.add_axes((x / wide, (top - height) / tall, across / wide, height / tall)))
        top -= max(row) + grid.below
    for one in axes:
        one.tick_params(labelsize=SMALL)
    return figure, axes


def rows_height(count: int, row: float = 0.28) -> float:
    """Inches of a panel with so many rows; the sentence of one without any needs room too."""
    return max(1.0, row * count)


def row_names(names: Sequence[str]) -> list[str]:
    """Names left of a panel in lines of NAME_COLUMNS, so that long ones are neither cut nor take the room of the panel."""
    return [drawable(balanced(name, NAME_COLUMNS)) for name in names]


def names_heights(panels: Sequence[Sequence[str]], row: float) -> tuple[float, ...]:
    """Inches of panels whose rows have these names, each row as high as the name with the most lines needs."""
    row = max([row, *(0.08 + 0.135 * (1 + name.count("\n")) for names in panels for name in names)])
    return tuple(rows_height(len(names), row) for names in panels)


def names_margin(names: Sequence[str]) -> float:
    """Inches that names left of a panel take."""
    return 0.3 + LETTER * max((width(line) for name in names for line in name.split("\n")), default=0)


def head_of(axes, title: str, inches: float = 3.1, faint: str = "") -> None:
    """The words over a panel, in lines as long as it is, and a faint line under them."""
    over = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(drawable(wrapped(title, int(inches * 12))), (0, 1), (0, 18 if faint else 7), fontsize=10, linespacing=1.1, **over)
    if faint:
        axes.annotate(drawable(faint), (0, 1), (0, 6), fontsize=SMALL, color=FAINT, **over)


def say_empty(axes, sentence: str, columns: int = 44) -> None:
    """Say within axes why there is nothing in them."""
    axes.set_xticks([])
    axes.set_yticks([])
    text = drawable(balanced(sentence, columns))
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=FAINT, fontsize=8.5, linespacing=1.35)


def named_rows(axes, names: Sequence[str]) -> None:
    """Rows from the top down, each with its name, and a faint line along it."""
    axes.set_ylim(max(1, len(names)) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), [drawable(name) for name in names])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    for place in range(len(names)):
        axes.axhline(place, color="#E4E4E4", linewidth=0.6, zorder=0)


def ticks(axis, bins: int = 5) -> None:
    """Few round numbers, without zeros at their ends."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(tick_text))


def zero_line(axes) -> None:
    """Where nothing is different."""
    axes.axvline(0, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)


def look(place: int) -> dict:
    """Colour and marker of one of many: both change from one to the next, and no pair comes twice in 49."""
    return {"color": COLOURS[place % len(COLOURS)], "marker": MARKERS[(place + place // len(COLOURS)) % len(MARKERS)]}


def handle(place: int, face: str | None = None, line: object = "none"):
    """What stands for one of many in a legend."""
    from matplotlib.lines import Line2D

    style = look(place)
    return Line2D([], [], linestyle=line, markersize=5, markerfacecolor=face or style["color"], **style)


def bar(axes, low: float | None, high: float | None, at: float, colour: str, upright: bool = False) -> None:
    """An interval as a line with ends, along a row or upright; nothing where there is none."""
    if low is None or high is None or not math.isfinite(low) or not math.isfinite(high):
        return
    ends, place = [low, high], [at, at]
    for line, marker in (("-", "none"), ("none", "_" if upright else "|")):
        axes.plot(*((place, ends) if upright else (ends, place)), color=colour, linewidth=1.4, linestyle=line, marker=marker,
                  markersize=6, markeredgewidth=1.2, solid_capstyle="butt", zorder=2.5)  # fmt: skip


def fit(axes, values: Sequence[float], upright: bool = False, zero: bool = False) -> None:
    """Limits with room around what is drawn."""
    values = [one for one in values if one is not None and math.isfinite(one)] + [0.0] * zero
    if not values:
        return
    reach = max(values) - min(values) or abs(values[0]) or 1.0
    low, high = min(values) - 0.06 * reach, max(values) + 0.06 * reach
    (axes.set_ylim if upright else axes.set_xlim)(low, high)


def with_unit(label: str, unit: str, lang: str) -> str:
    """The words beside an axis: what, and in which unit."""
    return say("label.which", lang, label=label, which=unit) if unit else label


def axis_words(text: str, inches: float) -> str:
    """Words beside an axis of this length, in lines."""
    return drawable(wrapped(text, max(12, int(inches * 16))))


def money_unit(most: float, lang: str) -> tuple[float, str]:
    """What yuan are divided by so that numbers stay short, and the unit's name."""
    sizes = ((1e8, "hundred_millions"), (1e4, "ten_thousands")) if lang == "zh" else ((1e6, "millions"), (1e3, "thousands"))
    size, name = next(((size, name) for size, name in sizes if most >= 2 * size), (1.0, "ones"))
    return size, say(f"study_chart.yuan.{name}", lang)
