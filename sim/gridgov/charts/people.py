"""Chiefs and staff over the measured period: who is in post, who is on duty, what stands empty, one policy beside the other."""

from __future__ import annotations

import numpy as np

from gridgov.analysis.runs.gathered import Shown, Side
from gridgov.analysis.runs.people import CHIEFS, STAFF, People
from gridgov.charts.panels import SMALL, Grid, head_of, say_empty, sheet
from gridgov.charts.sides import notes_of, side_name, title_of
from gridgov.charts.style import COLOURS
from gridgov.text.words import say

#: Colour and line of each series.
LOOKS = {
    "cadre": (COLOURS[0], "-"), "resident": (COLOURS[2], (0, (5, 1.5))), "vacant": (COLOURS[1], (0, (1, 1))),
    "in_post": (COLOURS[6], "-"), "on_duty": (COLOURS[3], (0, (5, 1.5))),
}  # fmt: skip
#: What a panel without posts says.
EMPTY = {"chiefs": "runs.no_chiefs", "staff": "runs.no_staff"}


def people_figure(shown: Shown, lang: str):
    """The figure; to be drawn within `style()`."""
    from matplotlib.lines import Line2D

    several = len(shown.sides[0].runs)
    notes = [say("runs.people.notes", lang)]
    if several > 1:
        notes.append(say("runs.people.notes_several", lang, count=several))
    columns = len(shown.sides)
    grid = Grid((1.7,) * 2 * columns, columns, 2.9 if columns > 1 else 5.6, left=0.72, right=0.3, above=0.36, below=0.52)
    names = list(dict.fromkeys((*CHIEFS, *STAFF)))
    legend = [(Line2D([], [], color=LOOKS[name][0], linestyle=LOOKS[name][1]), say(f"runs.people.{name}", lang)) for name in names]
    figure, panels = sheet(title_of(shown, "people", lang), notes_of(shown, lang, *notes), grid, legend)
    for row, (group, series) in enumerate((("chiefs", CHIEFS), ("staff", STAFF))):
        most = max(float(values.max(initial=0)) for side in shown.sides for run in side.runs for values in getattr(run.people, group).values())
        for axes, side in zip(panels[row * columns :], shown.sides):
            label = say(f"runs.people.{group}", lang)
            head_of(axes, say(f"runs.people.{group}_side", lang, policy=side_name(side, lang)) if len(shown.sides) > 1 else label)
            if not any(values.any() for values in getattr(side.run.people, group).values()):
                say_empty(axes, say(EMPTY[group], lang))
            else:
                _panel(axes, side, group, series, most, lang)
    return figure


def _panel(axes, side: Side, group: str, series: tuple[str, ...], most: float, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    edges = side.run.people.days
    for name in series:
        if name == "on_duty" and not side.run.people.fluid:
            continue  # no rule says who is away
        colour, line = LOOKS[name]
        if name != "vacant" and not any(getattr(run.people, group)[name].any() for run in side.runs):
            continue  # a kind that does not occur
        values = [getattr(run.people, group)[name] for run in side.runs if _alike(run.people, side.run.people)]
        if len(values) > 1:
            low, high = (np.append(ends, ends[-1]) for ends in (np.min(values, axis=0), np.max(values, axis=0)))
            axes.fill_between(edges, low, high, step="post", color=colour, alpha=0.22, linewidth=0, zorder=2)
        axes.plot(edges, np.append(values[0], values[0][-1]), drawstyle="steps-post", color=colour, linestyle=line, linewidth=1.5, zorder=3)
    axes.set_xlim(edges[0], edges[-1])
    axes.set_ylim(-0.02 * most, 1.08 * most)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 5, 10]))
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 3, 5, 6, 10]))
    axes.set_xlabel(say("runs.day", lang), fontsize=SMALL)
    axes.set_ylabel(say(f"runs.people.y.{group}", lang), fontsize=SMALL)


def _alike(one: People, other: People) -> bool:
    return len(one.days) == len(other.days)
