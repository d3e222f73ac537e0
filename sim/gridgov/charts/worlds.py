"""Plausible worlds: every world's difference of each policy from the reference, and in what share of them it is better or worse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gridgov.analysis.wording import better_of, metric_label, scale, unit_label
from gridgov.analysis.worlds import Verdict
from gridgov.analysis.worlds_wording import percent
from gridgov.charts.paired import short_name
from gridgov.charts.panels import Grid, axis_words, bar, fit, head_of, named_rows, names_margin, rows_height, say_empty, sheet, ticks, zero_line
from gridgov.charts.style import COLOURS, FAINT, INK, drawable
from gridgov.text.words import say

PANEL, ROW = 3.6, 0.62  # inches
SHARE = 1.05  # inches of each column of shares
BINS = 60  # along an axis, in each of which dots lie beside each other
DEEP = 0.62  # of a row that dots may fill
BLUE, ORANGE = COLOURS[0], COLOURS[1]


def worlds_figure(data: Sequence[Verdict], lang: str):
    """A panel per figure, a row per policy; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    metrics = list(dict.fromkeys(one.default.metric for one in data))
    by_metric = {metric: [one for one in data if one.default.metric == metric] for metric in metrics}
    names = {one.default.policy_name: short_name(one.default.policy_name) for one in data}
    worlds = max((len(one.worlds.differences) for one in data if one.worlds is not None), default=0)
    looks = (("dot_good", BLUE, "o", BLUE), ("dot_bad", ORANGE, "s", ORANGE), ("dot_close", FAINT, "o", "white"), ("default", INK, "D", INK))
    legend = [
        (Line2D([], [], linestyle="none", color=colour, marker=marker, markersize=4, markerfacecolor=face), say(f"study_chart.worlds.{name}", lang))
        for name, colour, marker, face in looks
    ]
    reference = data[0].default.reference_name if data else ""
    heights, left = tuple(rows_height(len(rows), ROW) for rows in by_metric.values()), names_margin(list(names.values()))
    grid = Grid(heights, columns=1, panel=PANEL, left=left, right=3 * SHARE + 0.2, above=0.5, below=0.5)
    title = say("study_chart.worlds.title", lang, reference=short_name(reference))
    figure, panels = sheet(title, say("study_chart.worlds.notes", lang, worlds=worlds), grid, legend)
    for axes, (metric, found) in zip(panels, by_metric.items()):
        head_of(axes, metric_label(metric, lang), PANEL)
        named_rows(axes, [names[one.default.policy_name] for one in found])
        unit = unit_label(metric, lang, difference=True)
        axes.set_xlabel(axis_words(say("chart.axis", lang, unit=unit) if unit else say("chart.axis_bare", lang), PANEL), fontsize=8.5)
        zero_line(axes)
        drawn = [end for row, one in enumerate(found) for end in _row(axes, row, one)]
        if not any(one.worlds is not None and len(one.worlds.differences) for one in found):
            say_empty(axes, say("study_chart.no_runs", lang))
            continue
        fit(axes, drawn, zero=True)
        ticks(axes.xaxis)
        _shares(axes, found, better_of(metric), lang)
    return figure


def _row(axes, row: int, one: Verdict) -> list[float]:
    """The worlds of one policy as dots, and the verdict at default assumptions over them; all numbers drawn."""
    factor, metric = scale(one.default.metric), one.default.metric
    drawn: list[float] = []
    if one.worlds is not None and len(one.worlds.differences):
        values = one.worlds.differences * factor
        good = 1 if better_of(metric) == "higher" else -1
        heights = row + stacked(values)
        for sign, colour, marker, face in ((good, BLUE, "o", BLUE), (-good, ORANGE, "s", ORANGE), (0, FAINT, "o", "white")):
            here = one.worlds.signs == sign
            axes.plot(values[here], heights[here], linestyle="none", color=colour, marker=marker, markersize=2.6,
                      markerfacecolor=face, markeredgewidth=0.7, alpha=0.85, zorder=2)  # fmt: skip
        drawn += [float(one) for one in values]
    estimate = one.default.estimate
    if estimate.mean is not None and drawn:
        at = row + 0.37
        if estimate.low is not None:
            bar(axes, estimate.low * factor, estimate.high * factor, at, INK)
            drawn += [estimate.low * factor, estimate.high * factor]
        axes.plot([estimate.mean * factor], [at], color=INK, marker="D", markersize=3.8, zorder=3)
    return drawn


def stacked(values: np.ndarray) -> np.ndarray:
    """How far off the middle of their row dots lie, f8 (values,), so that equal ones lie beside each other and not on each other."""
    reach = float(np.ptp(values)) or 1.0
    bins = np.minimum(BINS - 1, ((values - values.min()) / reach * BINS).astype(int))
    step = min(0.11, DEEP / max(1, np.bincount(bins).max()))
    out = np.zeros(len(values))
    for one in np.unique(bins):
        here = np.flatnonzero(bins == one)
        here = here[np.argsort(values[here], kind="stable")]
        out[here] = (np.arange(len(here)) - (len(here) - 1) / 2) * step
    return out - 0.08


def _shares(axes, found: Sequence[Verdict], better: str, lang: str) -> None:
    """In what share of the worlds it is so, with its interval, right of the panel."""
    columns = ("more", "less", "close") if better == "neither" else ("better", "worse", "close")
    signs = (-1, 1, 0) if better == "lower" else (1, -1, 0)
    for place, (name, sign) in enumerate(zip(columns, signs)):
        at = 72 * (0.15 + SHARE * (place + 0.5))
        over = {"textcoords": "offset points", "ha": "center", "fontsize": 8}
        head = drawable(say(f"study_chart.worlds.{name}", lang))
        axes.annotate(head, (1, 1), (at, 7), xycoords="axes fraction", va="bottom", color=FAINT, **over)
        for row, one in enumerate(found):
            text = "-"
            if one.worlds is not None and len(one.worlds.differences):
                share, low, high = one.worlds.share(sign)
                text = say("study_chart.worlds.share", lang, share=percent(share), low=percent(low), high=percent(high))
            axes.annotate(text, (1, row), (at, 0), xycoords=("axes fraction", "data"), va="center", **over)
