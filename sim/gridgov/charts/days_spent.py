"""Where the days of problems went: a bar of their whole life, and below a bar per tier, stacked, one policy beside the other."""

from __future__ import annotations

import numpy as np

from gridgov.analysis.life.spans import KINDS
from gridgov.analysis.runs.gathered import Shown
from gridgov.analysis.runs.stages import Stages
from gridgov.charts.panels import SMALL, Grid, head_of, names_margin, say_empty, sheet
from gridgov.charts.sides import merged, notes_of, side_name, title_of
from gridgov.charts.style import COLOURS, drawable
from gridgov.tables.dtypes import DAY
from gridgov.text.counts import counted
from gridgov.text.layout import decimals_for, number
from gridgov.text.terms import term
from gridgov.text.words import say

#: Colour and hatch of each kind of time: neighbours differ in lightness.
LOOKS = {
    "hidden": ("#D9D9D9", ""), "handover": (COLOURS[4], ""), "waiting": (COLOURS[1], ""), "working": (COLOURS[0], ""),
    "procedure": (COLOURS[5], ""), "astray": ("white", "xxxx"), "departments": (COLOURS[2], ""), "on_paper": (COLOURS[6], ""),
}  # fmt: skip
EDGE = {"edgecolor": "#444444", "linewidth": 0.4}
ROW = 0.32  # inches of a bar
PANEL = 2.7  # inches of the width of one of two panels
ALONE = 5.6  # and of a single one: the key needs room


def days_spent_figure(shown: Shown, lang: str):
    """The figure; to be drawn within `style()`."""
    from matplotlib.patches import Patch

    found = [side.run.stages for side in shown.sides]
    tiers = merged(one.tiers for one in found if one)
    names = [say("runs.stages.whole", lang), *(term(tier, lang) for tier in tiers)]
    lived = [counted("days", lang, int(one.seconds.sum() // DAY)) if one else "-" for one in found]
    total = say("list.semicolon", lang).join(
        say("runs.stages.total", lang, policy=side_name(side, lang), days=days) for side, days in zip(shown.sides, lived)
    )
    notes = notes_of(shown, lang, say("runs.stages.notes", lang, total=total))
    heights = (1.3 * ROW,) * len(found) + (max(3, len(tiers)) * ROW,) * len(found)
    grid = Grid(heights, len(found), PANEL if len(found) > 1 else ALONE, left=names_margin(names), right=0.55, above=0.34, below=0.46)
    legend = [(Patch(facecolor=LOOKS[kind][0], hatch=LOOKS[kind][1], **EDGE), say(f"runs.stages.{kind}", lang)) for kind in KINDS]
    figure, axes = sheet(title_of(shown, "days_spent", lang), notes, grid, legend)
    known = [one for one in found if one and one.problems]
    most = [max((_mean(one, row).max() for one in known), default=1.0) or 1.0 for row in (0, 1)]
    for column, (side, stages) in enumerate(zip(shown.sides, found)):
        for row in (0, 1):
            one = axes[row * len(found) + column]
            if row == 0:
                head_of(one, side_name(side, lang) if len(found) > 1 else "")
            if stages is None or not stages.problems:
                if row == 0:
                    one.set_axis_off()
                else:
                    say_empty(one, say("runs.no_log" if stages is None else "runs.no_cases", lang))
                continue
            _bars(one, stages, row, tiers, names[:1] if row == 0 else names[1:], most[row], lang)
    return figure


def parts(stages: Stages, row: int) -> np.ndarray:
    """Mean days of a problem by kind and bar, f8 (kinds, bars): one bar of the whole life (row 0), or one per tier."""
    days = stages.seconds / DAY / max(1, stages.problems)
    return days.sum(axis=1, keepdims=True) if row == 0 else days[:, :-1]


def _mean(stages: Stages, row: int) -> np.ndarray:
    return parts(stages, row).sum(axis=0)


def _bars(axes, stages: Stages, row: int, tiers: list[str], names: list[str], most: float, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    days = parts(stages, row)
    left = np.zeros(days.shape[1])
    places = np.array([0] if row == 0 else [tiers.index(tier) for tier in stages.tiers])
    for kind, values in zip(KINDS, days):
        colour, hatch = LOOKS[kind]
        there = values > 0
        axes.barh(places[there], values[there], 0.7, left[there], color=colour, hatch=hatch, **EDGE)
        left += values
    for place, total in zip(places, left):
        axes.text(total + 0.015 * most, place, number(float(total), decimals_for(most, 3) if total else 0), va="center", fontsize=SMALL)
    axes.set_xlim(0, 1.02 * most)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), [drawable(name) for name in names], fontsize=SMALL + 1)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.set_xlabel(say("runs.stages.axis", lang), fontsize=SMALL)
