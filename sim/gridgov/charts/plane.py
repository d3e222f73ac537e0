"""Two figures against each other, a mark with a cross of intervals per setting: cost against delay, and the record against the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gridgov.analysis.drawn.plane import Plane
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.charts.panels import Grid, axis_words, bar, fit, handle, look, money_unit, say_empty, sheet, ticks, with_unit
from gridgov.charts.style import FAINT, INK
from gridgov.text.words import say

SIDE, PANEL = 2.7, 3.1  # inches of a panel
MOST_NAMED = 14  # settings that a legend can hold; of more, those on the front have names
OTHERS = "#A0A0A0"


def front_figure(data: Sequence[Plane], lang: str):
    """Cost against each delay, the settings that no other one beats joined and named; to be drawn within `style()`."""
    settings = data[0].settings
    named = [place for place in range(len(settings)) if len(settings) <= MOST_NAMED or any(place in one.front for one in data)]
    title, notes = say("study_chart.front.title", lang), say("study_chart.front.notes", lang)
    legend = [(handle(number), settings[place].label(lang)) for number, place in enumerate(named)]
    if len(named) < len(settings):
        legend.append((_other(), say("study_chart.front.others", lang, count=len(settings) - len(named))))
    figure, panels = sheet(title, notes, Grid((SIDE,) * len(data), 2, PANEL, left=0.85, above=0.3, below=0.68), legend)
    for axes, one in zip(panels, data):
        points = [place for place, both in enumerate(one.estimates) if both]
        most = max((one.estimates[place][0].mean for place in points), default=0.0)
        size, unit = money_unit(most, lang)
        _axes(axes, with_unit(metric_label(one.across, lang), unit, lang), with_unit(metric_label(one.up, lang), unit_label(one.up, lang), lang))
        if not points:
            say_empty(axes, say("study_chart.no_runs", lang))
            continue
        looks = [named.index(place) if place in named else None for place in range(len(settings))]
        _marks(axes, one, looks, (1 / size, scale(one.up)), filled=one.front)
        best = [one.estimates[place] for place in one.front]
        axes.plot([x.mean / size for x, _ in best], [y.mean * scale(one.up) for _, y in best], color=INK, linewidth=0.9, zorder=1.5)
    return figure


def recorded_figure(data: Sequence[Plane], lang: str):
    """What the record says against what is true; on the line they are the same; to be drawn within `style()`."""
    settings = data[0].settings
    alike = list(range(len(settings)))
    labels = [one.label(lang) for one in settings]
    if len(settings) > MOST_NAMED:
        labels = [replace(one, factors=one.factors[:1]).label(lang) for one in settings]
        alike = [list(dict.fromkeys(labels)).index(label) for label in labels]
    legend = [(handle(place), label) for place, label in dict(zip(alike, labels)).items()]
    title, notes = say("study_chart.recorded.title", lang), say("study_chart.recorded.notes", lang)
    if len(legend) < len(settings):
        notes += say("study_chart.recorded.alike", lang, names=say("list.comma", lang).join(name for name, _ in settings[-1].factors[1:]))
    figure, panels = sheet(title, notes, Grid((PANEL,) * len(data), 2, PANEL, left=0.75, above=0.3, below=0.68), legend)
    for axes, one in zip(panels, data):
        factors = scale(one.across), scale(one.up)
        words = (with_unit(metric_label(name, lang), unit_label(name, lang), lang) for name in (one.across, one.up))
        _axes(axes, *words)
        if not any(one.estimates):
            say_empty(axes, say("study_chart.no_runs", lang))
            continue
        axes.axline((0, 0), slope=1, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
        drawn = _marks(axes, one, alike, factors, filled=range(len(settings)))
        for limit in (False, True):
            fit(axes, drawn, limit)
        ticks(axes.xaxis)
        ticks(axes.yaxis)
    return figure


def _axes(axes, across: str, up: str) -> None:
    axes.set_xlabel(axis_words(across, PANEL), fontsize=8.5)
    axes.set_ylabel(axis_words(up, SIDE), fontsize=8.5)


def _marks(axes, one: Plane, looks: Sequence[int | None], factors: tuple[float, float], filled: Sequence[int]) -> list[float]:
    """Draw every setting with its look, None for a small dot; hollow where it is not among the `filled` ones. All numbers that were drawn."""
    across, up = [], []
    for place, both in enumerate(one.estimates):
        if both is None:
            continue
        named = looks[place] is not None
        style = look(looks[place]) if named else {"color": OTHERS, "marker": "o"}
        (x, y), (left, right) = both, factors
        if named:
            bar(axes, x.low and x.low * left, x.high and x.high * left, y.mean * right, style["color"])
            bar(axes, y.low and y.low * right, y.high and y.high * right, x.mean * left, style["color"], upright=True)
        face = style["color"] if place in filled else "white"
        size, top = (5.5, 3) if named else (3.5, 2)
        axes.plot([x.mean * left], [y.mean * right], markersize=size, markerfacecolor=face, markeredgewidth=1.2, zorder=top, **style)
        across += [value * left for value in (x.mean, x.low, x.high) if value is not None]
        up += [value * right for value in (y.mean, y.low, y.high) if value is not None]
    fit(axes, across)
    fit(axes, up, upright=True)
    ticks(axes.xaxis)
    ticks(axes.yaxis)
    return across + up


def _other():
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="none", marker="o", markersize=3.5, markerfacecolor="white", color=FAINT)
