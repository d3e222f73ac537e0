"""Paired differences of several policies from one reference: a panel per metric, a point with its interval per policy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import LEVEL, Difference
from gridgov.analysis.paired import together as level_together
from gridgov.analysis.wording import assumptions, better_of, differences_of, level_text, metric_label, scale, unit_label
from gridgov.analysis.worlds import Verdict, Worlds
from gridgov.analysis.worlds_wording import percent
from gridgov.charts.style import COLOURS, FAINT, INK, MARKERS, MOST_WIDE, drawable, save
from gridgov.text.counts import counted
from gridgov.text.layout import balanced, headed, width, wrapped
from gridgov.text.words import say

COLUMNS = 3
PANEL_WIDTH, GAP = 3.5, 0.45  # inches, and how much of it lies between two panels: numbers at their ends need room
SHARES_WIDTH = 0.75  # more of it, where shares of worlds stand beside it
ROW_HEIGHT = 0.30
ABOVE, BELOW = 0.75, 0.68  # inches over a panel for its title, and under it for ticks, axis words and arrow
HEAD = 0.48  # over the notes, for a title of one line
TITLE_HEIGHT = 0.21  # of a further line of the title
NOTE_HEIGHT = 0.15  # of a line of the notes
LEVEL_HEIGHT = 0.14  # of a further line of the level over a panel
NAMED_HEIGHT = 0.155  # of a line that says what a policy is
TITLE_COLUMNS, LEVEL_COLUMNS = 46, 50  # characters that fit over a panel, of its title and of the level under it
MARKER, WHISKER = 4.4, 10.0  # points: the ends of an interval stand out over a marker that lies on them
LONGEST_NAME = 28


def write_paired(folder: Path, comparison: Comparison, metrics: Sequence[str], lang: str) -> list[Path]:
    """Write `chart.png` and `chart.svg`."""
    return save(folder, "chart", lambda: paired_figure(comparison, metrics, lang))


def paired_figure(comparison: Comparison, metrics: Sequence[str], lang: str, verdicts: Sequence[Verdict] = (), together: bool = False):
    """The figure, to be drawn within `style()`.

    `verdicts` add in how many plausible worlds each difference holds; the intervals hold each by itself, or all `together`.
    """
    from matplotlib.figure import Figure

    others = comparison.policies[1:]
    names = [short_name(policy) for policy in others]
    left = 0.35 + 0.078 * max((width(name) for name in names), default=0)
    shares = {(one.default.policy_name, one.default.metric): one.worlds for one in verdicts if one.worlds is not None}
    panel_width = PANEL_WIDTH + SHARES_WIDTH * bool(shares)
    columns = max(1, min(COLUMNS, len(metrics), int((MOST_WIDE - left) / panel_width)))
    rows = max(1, math.ceil(len(metrics) / columns))
    levels = {metric: _level(comparison, metric, lang) for metric in metrics}
    above = ABOVE + LEVEL_HEIGHT * max((level.count("\n") for level in levels.values()), default=0)
    panel_height = above + BELOW + ROW_HEIGHT * max(1, len(others))
    wide = left + columns * panel_width
    title, notes, named = _title(comparison, wide, lang), _notes(comparison, shares, together, wide, lang), _named(comparison, wide, lang)
    below_title = HEAD + TITLE_HEIGHT * title.count("\n")
    below_notes = below_title + NOTE_HEIGHT * len(notes.splitlines())
    head = below_notes + NAMED_HEIGHT * len(named.splitlines())
    size = (wide, head + rows * panel_height)
    figure = Figure(figsize=size)
    small = {"va": "top", "fontsize": 8, "linespacing": 1.35}
    figure.text(0.15 / wide, 1 - 0.14 / size[1], title, va="top", fontsize=12, linespacing=1.25)
    figure.text(0.15 / wide, 1 - (below_title - 0.06) / size[1], notes, color=FAINT, **small)
    figure.text(0.15 / wide, 1 - below_notes / size[1], named, **small)
    by_metric = {metric: [] for metric in metrics}
    for policy in others:
        for difference in differences_of(comparison, policy, metrics, level_together(len(others) * len(metrics)) if together else LEVEL):
            by_metric[difference.metric].append(difference)
    for place, metric in enumerate(metrics):
        row, column = divmod(place, columns)
        # inches from the left and from the bottom
        x = left + column * panel_width
        y = size[1] - head - (row + 1) * panel_height + BELOW
        axes = figure.add_axes((x / size[0], y / size[1], (PANEL_WIDTH - GAP) / size[0], ROW_HEIGHT * max(1, len(others)) / size[1]))
        _panel(axes, metric, levels[metric], by_metric[metric], names if column == 0 else None, lang)
        _shares(axes, [shares.get((policy, metric)) for policy in others], lang)
    return figure


def _title(comparison: Comparison, inches_wide: float, lang: str) -> str:
    text = say("chart.title", lang, scenario=comparison.title(lang), reference=short_name(comparison.reference))
    return drawable(wrapped(headed(text), int(10 * inches_wide)))


def _named(comparison: Comparison, inches_wide: float, lang: str) -> str:
    """What each policy is, in a line or more each."""
    lines = [say("compare.named", lang, policy=short_name(policy), title=title) for policy, title in comparison.named(lang)]
    return drawable("\n".join(wrapped(line, int(14 * inches_wide)) for line in lines))


def _notes(comparison: Comparison, shares: Mapping[tuple[str, str], Worlds], together: bool, inches_wide: float, lang: str) -> str:
    """What was compared, at which assumptions, and what the marks mean."""
    replicates = counted("pairs", lang, len(comparison.seeds))
    text = say("chart.subtitle", lang, replicates=replicates, assumptions=assumptions(comparison, lang))
    text += say("chart.marks", lang, reference=short_name(comparison.reference))
    if together:
        text += say("chart.together", lang)
    if shares:
        text += say("study_chart.differences.worlds", lang, worlds=max(len(one.differences) for one in shares.values()))
    return drawable(balanced(text, int(15 * inches_wide)))


def _level(comparison: Comparison, metric: str, lang: str) -> str:
    """The reference's level with its unit."""
    level = level_text(metric, comparison.level(comparison.reference, metric).mean)
    value = say("per", lang, value=level, unit=unit_label(metric, lang)).strip()
    return drawable(wrapped(say("chart.level", lang, reference=short_name(comparison.reference), level=value), LEVEL_COLUMNS))


def _panel(axes, metric: str, level: str, differences: list[Difference], names: list[str] | None, lang: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    factor = scale(metric)
    over = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(level, (0, 1), (0, 6), fontsize=7.5, color=FAINT, linespacing=1.25, **over)
    axes.annotate(wrapped(metric_label(metric, lang), TITLE_COLUMNS), (0, 1), (0, 19 + 72 * LEVEL_HEIGHT * level.count("\n")), fontsize=10, **over)

    axes.axvline(0, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    ends = [0.0]
    for place, difference in enumerate(differences):
        ends += _point(axes, place, difference, factor)
    reach = max(ends) - min(ends)
    margin = 0.08 * reach if reach else 1.0
    axes.set_xlim(min(ends) - margin, max(ends) + margin)
    axes.set_ylim(max(1, len(differences)) - 0.5, -0.5)
    if len(ends) == 1:
        axes.text(0.5, 0.5, say("chart.no_data", lang), transform=axes.transAxes, ha="center", va="center", color=FAINT)
    axes.set_yticks(range(len(differences)), names if names is not None else [""] * len(differences))
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.tick_params(axis="x", labelsize=8)
    for place in range(len(differences)):
        axes.axhline(place, color="#E4E4E4", linewidth=0.6, zorder=0)
    unit = unit_label(metric, lang, difference=True)
    axes.set_xlabel(say("chart.axis", lang, unit=unit) if unit else say("chart.axis_bare", lang), fontsize=8)
    arrow = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "top", "fontsize": 8}
    if better_of(metric) == "lower":
        axes.annotate(say("chart.better_left", lang), (0, 0), (0, -31), ha="left", **arrow)
    elif better_of(metric) == "higher":
        axes.annotate(say("chart.better_right", lang), (1, 0), (0, -31), ha="right", **arrow)


def _shares(axes, worlds: Sequence[Worlds | None], lang: str) -> None:
    """Right of a panel, in what share of the worlds each difference has the sign that it has here."""
    for place, one in enumerate(worlds):
        if one is not None and len(one.differences):
            share, low, high = (percent(part) for part in one.share(one.sign or one.commoner))
            text = say("study_chart.differences.share", lang, share=share, low=low, high=high)
            at = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points"}
            axes.annotate(text, (1, place), (5, 0), va="center", fontsize=7.5, color=FAINT, **at)


def _point(axes, place: int, difference: Difference, factor: float) -> list[float]:
    """Draw one policy's point; the ends of what was drawn."""
    estimate = difference.estimate
    if estimate.mean is None:
        return []
    colour = COLOURS[place % len(COLOURS)]
    mean = estimate.mean * factor
    ends = [mean]
    if difference.verdict == "same":
        axes.plot([mean], [place], color=colour, marker="x", markersize=MARKER + 1.5, markeredgewidth=1.6, zorder=3)
        return ends
    if estimate.low is not None:
        ends = [estimate.low * factor, estimate.high * factor]
        axes.plot(ends, [place, place], color=colour, linewidth=1.8, solid_capstyle="butt", zorder=2)
        axes.plot(ends, [place, place], color=colour, linestyle="none", marker="|", markersize=WHISKER, markeredgewidth=1.3, zorder=2)
    decided = difference.verdict in ("better", "worse", "other")
    face = colour if decided else "white"
    mark = MARKERS[place % len(MARKERS)]
    axes.plot([mean], [place], color=colour, marker=mark, markersize=MARKER, markerfacecolor=face, markeredgewidth=1.2, zorder=3)
    return ends


def tick_text(value: float, place) -> str:
    """A number under an axis, without zeros at its end."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text.replace("-", "−")


def short_name(name: str, longest: int = LONGEST_NAME) -> str:
    """A policy's name as a chart shows it: cut where it is long."""
    name = drawable(name)
    while width(name) > longest:
        name = name.removesuffix("…")[:-1] + "…"
    return name
