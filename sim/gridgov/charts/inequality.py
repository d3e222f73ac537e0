"""How unequally problem-days are spread: the Lorenz curve with its Gini, and a fan of quantiles per kind of estate."""

from __future__ import annotations

import numpy as np

from gridgov.analysis.runs.gathered import Shown, Side
from gridgov.charts.panels import SMALL, Grid, head_of, say_empty, sheet
from gridgov.charts.sides import LINES, notes_of, side_name, title_of
from gridgov.charts.style import COLOURS, FAINT, MARKERS, drawable
from gridgov.text.layout import number, width
from gridgov.text.terms import KIND_TERMS, term
from gridgov.text.words import say

GRID = np.linspace(0, 1, 101)


def inequality_figure(shown: Shown, lang: str):
    """The figure; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    several = len(shown.sides[0].runs)
    notes = [say("runs.inequality.notes", lang), say("runs.inequality.fan_key", lang)]
    if several > 1:
        notes.append(say("runs.inequality.notes_several", lang, count=several))
    grid = Grid((2.7, 2.7), 2, 3.0, left=0.95, right=0.25, above=0.34, below=0.5)
    looks = [{"color": COLOURS[place], "linestyle": LINES[place], "marker": MARKERS[place], "markersize": 4} for place in range(len(shown.sides))]
    legend = [(Line2D([], [], **look), _gini(side, lang)) for look, side in zip(looks, shown.sides)]
    figure, (left, right) = sheet(title_of(shown, "inequality", lang), notes_of(shown, lang, *notes), grid, legend)
    _lorenz(left, shown, lang)
    _fan(right, shown, lang)
    return figure


def _lorenz(axes, shown: Shown, lang: str) -> None:
    head_of(axes, say("runs.inequality.lorenz", lang))
    if all(side.run.inequality.gini is None for side in shown.sides):
        say_empty(axes, say("runs.no_cases", lang))
        return
    axes.plot([0, 100], [0, 100], color=FAINT, linewidth=0.9, linestyle=":", zorder=1)
    # as wide as its letters: turned to the slope of the line it would meet the numbers of the axes
    axes.text(55, 60, say("runs.inequality.equal", lang), ha="right", va="bottom", fontsize=SMALL, color=FAINT)
    for place, side in enumerate(shown.sides):
        one = side.run.inequality
        if one.gini is None:
            continue
        every = [run.inequality for run in side.runs if run.inequality.gini is not None]
        curves = np.array([np.interp(GRID, other.households, other.days) for other in every])
        if len(curves) > 1:
            low, high = 100 * curves.min(axis=0), 100 * curves.max(axis=0)
            axes.fill_between(100 * GRID, low, high, color=COLOURS[place], alpha=0.25, linewidth=0, zorder=2)
        axes.plot(100 * one.households, 100 * one.days, color=COLOURS[place], linestyle=LINES[place], linewidth=1.5, zorder=3)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    axes.set_xlabel(say("runs.inequality.x", lang), fontsize=SMALL)
    axes.set_ylabel(say("runs.inequality.y", lang), fontsize=SMALL)


def _gini(side: Side, lang: str) -> str:
    """A side and its Gini, with the lowest and the highest of its runs where there are several."""
    found = [run.inequality.gini for run in side.runs if run.inequality.gini is not None]
    policy, gini = side_name(side, lang), number(side.run.inequality.gini, 2)
    if len(found) <= 1:
        return say("runs.inequality.gini", lang, policy=policy, gini=gini)
    return say("runs.inequality.gini_span", lang, policy=policy, gini=gini, low=number(min(found), 2), high=number(max(found), 2))


def _fan(axes, shown: Shown, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    head_of(axes, say("runs.inequality.fan", lang))
    fans = [side.run.inequality.fans for side in shown.sides]
    if not any(np.isfinite(fan).any() for fan in fans):
        say_empty(axes, say("runs.no_residents", lang))
        return
    kinds = shown.sides[0].run.inequality.kinds
    shift = (0.0,) if len(fans) == 1 else (-0.17, 0.17)
    for place, fan in enumerate(fans):
        for row, (low, quarter, middle, three, high) in enumerate(fan):
            y, colour = row + shift[place], COLOURS[place]
            axes.plot([low, high], [y, y], color=colour, linewidth=1.0, zorder=2)
            axes.plot([quarter, three], [y, y], color=colour, linewidth=6, alpha=0.55, solid_capstyle="butt", zorder=2.5)
            axes.plot([middle], [y], color=colour, marker=MARKERS[place], markersize=5, markeredgecolor="white", markeredgewidth=0.7, zorder=3)
    labels = [drawable(term(kind, lang, KIND_TERMS)) for kind in kinds]
    axes.set_yticks(range(len(kinds)), labels, fontsize=min(SMALL + 1, 9 * 14 / max(14, *map(width, labels), 1)))
    axes.set_ylim(len(kinds) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]))
    axes.set_xlabel(say("runs.inequality.fan_x", lang), fontsize=SMALL)
