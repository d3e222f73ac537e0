"""How long problems stay: a survival curve with its band per category or kind of estate, the policies in one panel."""

from __future__ import annotations

import math

import numpy as np

from gridgov.analysis.runs.enduring import CATEGORY, Curve
from gridgov.analysis.runs.gathered import Shown
from gridgov.charts.panels import SMALL, Grid, head_of, say_empty, sheet
from gridgov.charts.sides import LINES, merged, notes_of, side_name, title_of
from gridgov.charts.style import COLOURS
from gridgov.text.layout import number
from gridgov.text.terms import CATEGORY_TERMS, KIND_TERMS, term
from gridgov.text.words import say

COLUMNS, WIDE = 3, 2.35  # and inches of a panel
NOTHING = Curve("", *[np.zeros(0)] * 4, 0, 0, math.nan)  # of a side without such a group


def enduring_figure(shown: Shown, by: str, lang: str):
    """The figure by category or by kind of estate; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    sides = [side.run.curves[by] for side in shown.sides]
    two = len(sides) > 1
    names = merged([curve.name for curve in side] for side in sides)
    grid = Grid((1.45,) * max(1, len(names)), COLUMNS, WIDE, left=0.62, right=0.22, above=0.52, below=0.5)
    notes = notes_of(shown, lang, say("runs.enduring.notes", lang))
    lines = [Line2D([], [], color=COLOURS[place], linestyle=LINES[place]) for place in range(len(sides))]
    legend = [(line, side_name(side, lang)) for line, side in zip(lines, shown.sides)] if two else []
    figure, axes = sheet(title_of(shown, f"enduring_{by}", lang), notes, grid, legend)
    if not names:
        say_empty(axes[0], say("runs.no_cases", lang))
    for one, name in zip(axes, names):
        curves = [next((curve for curve in side if curve.name == name), NOTHING) for side in sides]
        label = term(name, lang, CATEGORY_TERMS if by == CATEGORY else KIND_TERMS)
        if not any(curve.problems for curve in curves):
            head_of(one, label, WIDE)
            say_empty(one, say("runs.no_cases", lang), 26)
            continue
        head_of(one, label, WIDE, "" if two else _count(curves[0], lang))
        _panel(one, curves, lang)
    return figure


def _count(curve: Curve, lang: str) -> str:
    """How many problems there were, and how much of their days was hidden."""
    if not curve.problems:
        return say("runs.enduring.count_none", lang)
    return say("runs.enduring.count", lang, problems=f"{curve.problems:,}", hidden=number(100 * curve.hidden_share, 0))


def _panel(axes, curves: list[Curve], lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    for place, curve in enumerate(curves):
        if not curve.problems:
            continue
        colour = COLOURS[place]
        there = np.isfinite(curve.low) & np.isfinite(curve.high)
        axes.fill_between(curve.days, 100 * curve.low, 100 * curve.high, where=there, step="post", color=colour, alpha=0.25, linewidth=0, zorder=2)
        axes.plot(curve.days, 100 * curve.share, drawstyle="steps-post", color=colour, linestyle=LINES[place], linewidth=1.4, zorder=3)
        if len(curves) > 1:
            at = {"transform": axes.transAxes, "ha": "right", "va": "top", "fontsize": SMALL - 1, "color": colour}
            axes.text(1.0, 1.0 - 0.11 * place, _count(curve, lang), **at)
    longest = max(float(curve.days[-1]) for curve in curves if curve.problems)
    axes.set_xlim(0, math.ceil(longest) or 1.0)
    axes.set_ylim(0, 102 + 15 * len(curves) * (len(curves) > 1))  # room for what is written over the curves
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 3, 5, 10]))
    axes.set_xlabel(say("runs.enduring.x", lang), fontsize=SMALL)
    axes.set_ylabel(say("runs.enduring.y", lang), fontsize=SMALL)
