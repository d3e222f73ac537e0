"""What waits and what is there over time with bands over replicates, and how much of their time the tiers have work in hand."""

from __future__ import annotations

import numpy as np

from gridgov.analysis.drawn.backlog import QUEUE, WEEK, Backlog
from gridgov.charts.panels import SPREAD, Grid, axis_words, bar, fit, handle, head_of, look, named_rows, rows_height, say_empty, sheet, ticks
from gridgov.text.terms import term
from gridgov.text.words import say

PANEL, HEIGHT = 3.1, 1.5  # inches
LINES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (5, 1.5, 1, 1.5)))


def backlog_figure(data: Backlog, lang: str):
    """The figure; to be drawn within `style()`."""
    columns = list(data.bands) or [""]
    tiers = list(data.use)
    heights = (*(HEIGHT for _ in columns), rows_height(len(tiers), 0.075 * len(data.settings) + 0.15))
    legend = [(handle(place, line=_line(place)), one.label(lang)) for place, one in enumerate(data.settings)]
    notes = say("study_chart.backlog.notes", lang)
    grid = Grid(heights, 2, PANEL, left=0.95, above=0.38, below=0.5)
    figure, panels = sheet(say("study_chart.backlog.title", lang), notes, grid, legend)
    for axes, name in zip(panels, columns):
        _over_time(axes, data, name, lang)
    _use(panels[-1], data, tiers, lang)
    return figure


def _line(place: int):
    return LINES[place % len(LINES)]


def _over_time(axes, data: Backlog, column: str, lang: str) -> None:
    weekly = "_weekly" if data.step == WEEK else ""
    axes.set_xlabel(say(f"study_chart.backlog.day{weekly}", lang), fontsize=8.5)
    is_queue = column.startswith(QUEUE)
    if column:
        tier = term(column.removeprefix(QUEUE), lang)
        head_of(axes, say("study_chart.backlog.queue", lang, tier=tier) if is_queue else say(f"study_chart.backlog.{column}", lang))
    axes.set_ylabel(say("study_chart.backlog.cases" if is_queue or not column else f"study_chart.backlog.unit_{column}", lang), fontsize=8.5)
    bands = [(place, band) for place, band in enumerate(data.bands.get(column, ())) if band is not None and len(band.days)]
    if not bands:
        say_empty(axes, say("study_chart.no_runs" if data.kept else "study_chart.backlog.no_series", lang))
        return
    for place, band in bands:
        colour = look(place)["color"]
        if np.isfinite(band.low).all():
            axes.fill_between(band.days, band.low, band.high, color=colour, alpha=0.20, linewidth=0, zorder=2)
        every = max(1, len(band.days) // 6)
        axes.plot(band.days, band.mean, linewidth=1.4, linestyle=_line(place), markersize=3.5,
                  markevery=(place * every // max(1, len(bands)), every), zorder=3, **look(place))  # fmt: skip
    axes.set_xlim(0, max(band.days[-1] for _, band in bands) + data.step / 2)
    axes.set_ylim(0, 1.06 * max(float(np.nanmax([band.mean.max(), band.high.max()])) for _, band in bands) or 1.0)
    ticks(axes.xaxis, 6)
    ticks(axes.yaxis)


def _use(axes, data: Backlog, tiers: list[str], lang: str) -> None:
    """The share of time with work in hand, a row per tier."""
    head_of(axes, say("study_chart.backlog.use", lang))
    axes.set_xlabel(axis_words(say("study_chart.backlog.use_axis", lang), PANEL), fontsize=8.5)
    drawn = [one for row in data.use.values() for one in row if one.mean is not None]
    if not drawn:
        named_rows(axes, [])
        say_empty(axes, say("study_chart.no_runs", lang))
        return
    named_rows(axes, [axis_words(term(tier, lang), 0.7) for tier in tiers])
    step = SPREAD / max(1, len(data.settings))
    for row, tier in enumerate(tiers):
        for place, one in enumerate(data.use[tier]):
            if one.mean is None:
                continue
            at = row + (place - (len(data.settings) - 1) / 2) * step
            colour = look(place)["color"]
            bar(axes, one.low and 100 * one.low, one.high and 100 * one.high, at, colour)
            axes.plot([100 * one.mean], [at], markersize=3.6, zorder=3, **look(place))
    fit(axes, [100 * end for one in drawn for end in (one.mean, one.low, one.high) if end is not None], zero=True)
    ticks(axes.xaxis)
