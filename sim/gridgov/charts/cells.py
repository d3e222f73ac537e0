"""A heat map of two levers: the mean of a figure in each cell, as a colour and as a number with half its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from gridgov.analysis.drawn.cells import Cells
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.charts.paired import tick_text
from gridgov.charts.panels import Grid, axis_words, head_of, money_unit, say_empty, sheet, with_unit
from gridgov.charts.style import INK, drawable
from gridgov.text.layout import decimals_for, number
from gridgov.text.words import say

CELL, ROW = 0.82, 0.46  # inches
LEAST = 2.5  # inches of a panel
MAP = "cividis"  # even steps of lightness for every eye and in grey
MOST_DECIMALS = 5


def cells_figure(data: Sequence[Cells], words: Mapping[str, str], lang: str):
    """A panel per figure; `words` names the levers; to be drawn within `style()`."""
    one = data[0]
    wide, tall = max(LEAST, CELL * len(one.column_values)), max(1.0, ROW * len(one.row_values))
    others = say("list.comma", lang).join(words.get(name, name) for name in one.others)
    notes = say("study_chart.cells.notes", lang) + (say("study_chart.cells.others", lang, others=others) if others else "")
    title = say("study_chart.cells.title", lang, rows=one.rows, columns=one.columns, policy=one.policy)
    columns = 3 if wide < 2.6 and len(data) > 4 else 2
    figure, panels = sheet(title, notes, Grid((tall,) * len(data), columns, wide, left=0.95, above=0.6, below=0.68))
    for axes, found in zip(panels, data):
        axes.set_xlabel(axis_words(_lever(found.columns, words, lang), wide), fontsize=8.5)
        axes.set_ylabel(axis_words(_lever(found.rows, words, lang), max(1.4, tall)), fontsize=8.5)
        _panel(axes, found, lang, wide)
    return figure


def _lever(name: str, words: Mapping[str, str], lang: str) -> str:
    label = words.get(name, name)
    return label if label.endswith((")", "）")) else with_unit(label, say("study_chart.cells.value", lang), lang)


def _panel(axes, one: Cells, lang: str, wide: float) -> None:
    from matplotlib import colormaps

    factor, unit = scale(one.metric), unit_label(one.metric, lang)
    means = np.array([[np.nan if cell.mean is None else cell.mean * factor for cell in row] for row in one.estimates], float)
    if unit == unit_label("cost", lang) and np.isfinite(means).any():
        size, unit = money_unit(float(np.nanmax(means)), lang)
        means, factor = means / size, factor / size
    head_of(axes, with_unit(metric_label(one.metric, lang), unit, lang), wide)
    if not np.isfinite(means).any():
        say_empty(axes, say("study_chart.no_runs", lang), int(14 * wide))
        return
    low, high = np.nanmin(means), np.nanmax(means)
    shades = (means - low) / (high - low) if high > low else np.full(means.shape, 0.8)
    axes.imshow(np.ma.masked_invalid(shades), cmap=colormaps[MAP], vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    halves = [(cell.high - cell.low) / 2 * factor for row in one.estimates for cell in row if cell.low is not None]
    decimals = min(MOST_DECIMALS, max(0, decimals_for(max(halves, default=0.0) or high, 2 if halves else 3)))
    for row, found in enumerate(one.estimates):
        for column, cell in enumerate(found):
            text = "-"
            if cell.mean is not None:
                text = number(means[row][column], decimals)
                if cell.low is not None:
                    text += f"\n±{_half((cell.high - cell.low) / 2 * factor, decimals)}"
            colour = readable_on(colormaps[MAP](shades[row][column])) if np.isfinite(shades[row][column]) else INK
            axes.text(column, row, text, ha="center", va="center", fontsize=8, color=colour, linespacing=1.1)
    axes.set_xticks(range(len(one.column_values)), [_shown(value) for value in one.column_values])
    axes.set_yticks(range(len(one.row_values)), [_shown(value) for value in one.row_values])
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)


def _half(value: float, decimals: int) -> str:
    """Half of an interval; of one that is there and smaller than the last decimal, that it is smaller."""
    least = 10.0**-decimals
    if value < least / 2:
        return f"<{number(least, decimals)}" if value > 0 else "0"
    return number(value, decimals)


def readable_on(colour: Sequence[float]) -> str:
    """White or black, whichever has the higher contrast on a colour: at least 4.5 to 1 on any (WCAG 2.1, relative luminance)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "white" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "black"


def _shown(value) -> str:
    return tick_text(float(value), None) if isinstance(value, int | float) and not isinstance(value, bool) else drawable(str(value))
