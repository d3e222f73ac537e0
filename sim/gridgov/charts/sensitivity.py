"""What samples made for it say of each factor: Morris' strengths against how they vary, and Sobol indices, both with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gridgov.analysis.drawn.sampled import Sampled
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.charts.panels import (
    Grid,
    axis_words,
    bar,
    fit,
    handle,
    head_of,
    look,
    named_rows,
    names_heights,
    names_margin,
    row_names,
    say_empty,
    sheet,
    ticks,
    zero_line,
)  # fmt: skip
from gridgov.charts.style import COLOURS, FAINT, INK
from gridgov.text.words import say

PANEL = 2.5  # inches
MOST_ROWS, MOST_NAMED = 12, 5  # factors of a panel of indices; of one of effects that are named, the strongest
OTHERS = "#A0A0A0"


def morris_figure(data: Sequence[Sampled], words: Mapping[str, str], lang: str):
    """A panel per figure: how strong each factor is against how much its effect varies; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    effects = [one.found.effects if one.found else () for one in data]
    strongest = [sorted(range(len(found)), key=lambda place: -found[place].strength.value)[:MOST_NAMED] for found in effects]
    named = list(dict.fromkeys(one.factors[place] for one, places in zip(data, strongest) for place in places))
    legend = [(handle(place), words.get(name, name)) for place, name in enumerate(named)]
    if any(name not in named for one in data for name in one.factors):
        legend.append((Line2D([], [], linestyle="none", marker="o", markersize=3.5, color=OTHERS), say("study_chart.morris.others", lang)))
    notes = say("study_chart.morris.notes", lang, rows=_rows(data))
    grid = Grid((2.6,) * len(data), 2, PANEL, left=1.05, above=0.42, below=0.68)
    figure, panels = sheet(_title("morris", data, lang), notes, grid, legend)
    for axes, one, found in zip(panels, data, effects):
        factor, unit = scale(one.metric), unit_label(one.metric, lang, difference=True)
        head_of(axes, metric_label(one.metric, lang), PANEL)
        axes.set_xlabel(axis_words(say("study_chart.morris.strength", lang, unit=unit), PANEL), fontsize=8.5)
        axes.set_ylabel(axis_words(say("study_chart.morris.sigma", lang, unit=unit), 2.6), fontsize=8.5)
        if not found:
            say_empty(axes, say("study_chart.unfinished", lang))
            continue
        across, up = [0.0], [0.0]
        for name, effect in zip(one.factors, found):
            x, y = effect.strength, effect.sigma
            style = look(named.index(name)) if name in named else {"color": OTHERS, "marker": "o"}
            if name in named:
                bar(axes, x.low * factor, x.high * factor, y.value * factor, style["color"])
                bar(axes, y.low * factor, y.high * factor, x.value * factor, style["color"], upright=True)
            face = style["color"] if effect.beyond_noise else "white"
            size = 5.5 if name in named else 3.5
            axes.plot([x.value * factor], [y.value * factor], markersize=size, markerfacecolor=face, zorder=3, **style)
            across += [end * factor for end in (x.low, x.value, x.high)]
            up += [end * factor for end in (y.low, y.value, y.high)]
        axes.axline((0, 0), slope=1, color=FAINT, linewidth=0.8, linestyle=(0, (4, 2)), zorder=1)
        fit(axes, across)
        fit(axes, up, upright=True)
        ticks(axes.xaxis)
        ticks(axes.yaxis)
    return figure


def sobol_figure(data: Sequence[Sampled], words: Mapping[str, str], lang: str):
    """A panel per figure, a row per factor with its first-order and its total index; to be drawn within `style()`."""
    from matplotlib.patches import Patch

    totals = [one.found.total if one.found else () for one in data]
    orders = [sorted(range(len(total)), key=lambda place: -total[place].value)[:MOST_ROWS] for total in totals]
    names = [row_names([words.get(one.factors[place], one.factors[place]) for place in order]) for one, order in zip(data, orders)]
    left = names_margin([name for rows in names for name in rows])
    grid = Grid(names_heights(names, 0.4), 2, PANEL, left=left, above=0.42, below=0.68)
    looks = {"total": {"facecolor": "#9CC3DE", "edgecolor": "none"}, "first": {"facecolor": COLOURS[0], "edgecolor": "none"}}
    legend = [(Patch(**looks[which]), say(f"study_chart.sobol.{which}", lang)) for which in ("first", "total")]
    notes = say("study_chart.sobol.notes", lang, rows=_rows(data))
    figure, panels = sheet(_title("sobol", data, lang), notes, grid, legend)
    for axes, one, order, rows in zip(panels, data, orders, names):
        head_of(axes, metric_label(one.metric, lang), PANEL)
        named_rows(axes, rows)
        axes.set_xlabel(say("study_chart.sobol.axis", lang), fontsize=8.5)
        if not order:
            say_empty(axes, say("study_chart.sobol.none" if one.found else "study_chart.unfinished", lang))
            continue
        zero_line(axes)
        drawn = [1.0]
        for row, place in enumerate(order):
            for index, at, which in ((one.found.first[place], row - 0.18, "first"), (one.found.total[place], row + 0.18, "total")):
                axes.barh(at, index.value, 0.32, zorder=1.5, **looks[which])
                bar(axes, index.low, index.high, at, INK)
                drawn += [index.low, index.value, index.high]
        fit(axes, drawn, zero=True)
        ticks(axes.xaxis)
    return figure


def _title(kind: str, data: Sequence[Sampled], lang: str) -> str:
    which = "level" if data[0].reference is None else "difference"
    return say(f"study_chart.{kind}.title_{which}", lang, policy=data[0].policy, reference=data[0].reference)


def _rows(data: Sequence[Sampled]) -> int:
    """Whole rows of the sample that every figure has."""
    return min((one.found.rows for one in data if one.found), default=0)
