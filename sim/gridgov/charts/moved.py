"""What each lever does to a figure: a tornado of steps one at a time, and rank correlations where all were moved at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from gridgov.analysis.drawn.moved import RankEffect, Ranks, Steps, Tornado
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.charts.paired import short_name
from gridgov.charts.panels import (
    Grid,
    axis_words,
    bar,
    fit,
    head_of,
    named_rows,
    names_heights,
    names_margin,
    row_names,
    say_empty,
    sheet,
    ticks,
    zero_line,
)  # fmt: skip
from gridgov.charts.style import COLOURS, FAINT
from gridgov.text.faults import show
from gridgov.text.words import say

MOST_TRIED = 5  # values that stand under the name of a lever
MOST_ROWS = 12  # levers of one panel, the strongest
PANEL = 2.5  # inches
SPAN = "#C9DCEB"
#: Face and size of the mark of a step.
LOWEST, BETWEEN, HIGHEST = ("white", 4.8), (COLOURS[0], 2.4), (COLOURS[0], 4.8)


def tornado_figure(data: Sequence[Tornado], words: Mapping[str, str], lang: str):
    """A panel per figure, a row per lever; `words` names the levers; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    colour = COLOURS[0]
    legend = [
        (Line2D([], [], linestyle="none", marker="o", color=colour, markersize=size, markerfacecolor=face), say(f"study_chart.tornado.{which}", lang))
        for which, (face, size) in zip(("lowest", "between", "highest"), (LOWEST, BETWEEN, HIGHEST))
    ]
    title = say("study_chart.tornado.title", lang, policy=data[0].policy)
    figure, panels, names = _rows_of(title, say("study_chart.tornado.notes", lang), [one.levers for one in data], words, legend)
    for axes, one, labels in zip(panels, data, names):
        _panel(axes, one.metric, say("chart.axis", lang, unit=unit_label(one.metric, lang, difference=True)), labels, lang)
        ends = _steps(axes, one, colour)
        if not ends:
            say_empty(axes, say("study_chart.tornado.none" if not one.levers else "study_chart.no_runs", lang))
        fit(axes, ends, zero=True)
    return figure


def _steps(axes, one: Tornado, colour: str) -> list[float]:
    """Draw the steps of every lever; all numbers drawn."""
    factor, drawn = scale(one.metric), []
    for row, lever in enumerate(one.levers[:MOST_ROWS]):
        means = [found.mean * factor for _, found in lever.steps if found.mean is not None]
        if not means:
            continue
        low, high = min(0.0, *means), max(0.0, *means)
        axes.barh(row, high - low, 0.62, left=low, color=SPAN, zorder=1)
        for place, (_, found) in enumerate(lever.steps):
            if found.mean is None:
                continue
            at = row + 0.36 * ((place + 0.5) / len(lever.steps) - 0.5)
            ends = [end * factor for end in (found.low, found.high) if end is not None]
            bar(axes, *(ends or (None, None)), at, colour)
            face, size = HIGHEST if place == len(lever.steps) - 1 else LOWEST if place == 0 else BETWEEN
            axes.plot([found.mean * factor], [at], color=colour, marker="o", markersize=size, markerfacecolor=face, zorder=3)
            drawn += [found.mean * factor, *ends]
    return drawn


def ranks_figure(data: Sequence[Ranks], words: Mapping[str, str], lang: str):
    """A panel per figure, a row per factor with its rank correlation; to be drawn within `style()`."""
    one = data[0]
    which = "level" if one.reference is None else "difference"
    title = say(f"study_chart.ranks.title_{which}", lang, policy=one.policy, reference=one.reference)
    notes = say("study_chart.ranks.notes", lang, settings=max(found.settings for found in data), most=MOST_ROWS)
    figure, panels, names = _rows_of(title, notes, [found.effects for found in data], words, ())
    for axes, found, labels in zip(panels, data, names):
        _panel(axes, found.metric, say("study_chart.ranks.axis", lang), labels, lang)
        known = [(row, effect) for row, effect in enumerate(found.effects[:MOST_ROWS]) if math.isfinite(effect.rho)]
        if not known:
            say_empty(axes, say("study_chart.ranks.none", lang))
            continue
        for row, effect in known:
            colour = COLOURS[0] if effect.stands else FAINT
            axes.barh(row, effect.rho, 0.5, color=colour, alpha=0.35, zorder=1)
            bar(axes, effect.low, effect.high, row, colour)
            axes.plot([effect.rho], [row], color=colour, marker="o", markersize=4.6, markerfacecolor=colour if effect.stands else "white", zorder=3)
        axes.set_xlim(-1.05, 1.05)
    return figure


def _rows_of(title: str, notes: str, found: Sequence[Sequence], words: Mapping[str, str], legend: Sequence[tuple]):
    """A sheet with a panel per figure whose rows are levers, and their names."""
    names = [[_name(one, words) for one in rows[:MOST_ROWS]] for rows in found]
    left = names_margin([name for rows in names for name in rows])
    grid = Grid(names_heights(names, 0.42 if legend else 0.27), 2, PANEL, left=left, above=0.42, below=0.68)
    figure, panels = sheet(title, notes, grid, legend)
    return figure, panels, names


def _name(one: Steps | RankEffect, words: Mapping[str, str]) -> str:
    """A lever's words; under them the values that were tried, where they are steps."""
    (label,) = row_names([words.get(one.name, one.name)])
    if isinstance(one, RankEffect):
        return label
    values = [value for value, _ in one.steps]
    tried = [value if isinstance(value, str) else show(value) for value in (values if len(values) <= MOST_TRIED else (values[0], "…", values[-1]))]
    return f"{label}\n{short_name(', '.join(tried).replace(', …,', ' …'), 34)}"


def _panel(axes, metric: str, axis: str, names: Sequence[str], lang: str) -> None:
    head_of(axes, metric_label(metric, lang), PANEL)
    named_rows(axes, names)
    zero_line(axes)
    axes.set_xlabel(axis_words(axis, PANEL), fontsize=8.5)
    ticks(axes.xaxis, 5)
