"""Policies in and out of their places: a panel per place with the difference week by week, and one with what the whole time gave."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import present
from gridgov.analysis.pilot import DAYS_IN_A_WEEK, Pilot, PlaceEffect, levels
from gridgov.analysis.pilot_wording import place_name
from gridgov.analysis.wording import assumptions, metric_label, scale, unit_label
from gridgov.charts.paired import LONGEST_NAME, short_name, tick_text
from gridgov.charts.style import COLOURS, FAINT, INK, drawable, save
from gridgov.organisation.cohorts import OUTSIDE
from gridgov.text.counts import counted
from gridgov.text.layout import balanced, headed, width, wrapped
from gridgov.text.words import say

METRIC = "problem_days"  # the main figure; pilot.csv has the others
MOST_PLACES = 8  # that are drawn of one policy, the earliest ones; outside is drawn beside them
COLUMNS = 3
PANEL_WIDTH, PANEL_HEIGHT = 3.35, 1.35  # inches
LEFT, RIGHT, ABOVE, BELOW = 0.85, 0.20, 0.62, 0.50  # around a panel
WHOLE_ROW, WHOLE_ABOVE, WHOLE_BELOW = 0.36, 0.45, 0.50  # of the panel of the whole time
HEAD, TITLE_HEIGHT, NOTE_HEIGHT = 0.48, 0.21, 0.155
GAP = 0.14  # between the two marks of a place, as a share of its row
OUT = "#6B6B6B"


def write_pilot(folder: Path, comparison: Comparison, lang: str) -> list[Path]:
    """Write `pilot.png` and `pilot.svg`."""
    return save(folder, "pilot", lambda: pilot_figure(comparison, lang))


def pilot_figure(comparison: Comparison, lang: str):
    """The figure; to be drawn within `style()`."""
    from matplotlib.figure import Figure

    shown = {policy: _shown(pilot) for policy, pilot in comparison.pilots.items()}
    columns = min(COLUMNS, max(len(effects) for effects in shown.values()))
    wide = columns * (LEFT + PANEL_WIDTH + RIGHT)
    reference, metric = short_name(comparison.reference), metric_label(METRIC, lang)
    title = headed(say("chart.pilot_title", lang, scenario=comparison.title(lang), metric=metric, reference=reference))
    title = drawable(wrapped(title, int(10 * wide)))
    notes = _notes(comparison, shown, wide, lang)
    head = HEAD + TITLE_HEIGHT * title.count("\n") + NOTE_HEIGHT * len(notes.splitlines()) + 0.12
    heights = {policy: _height(effects, columns) for policy, effects in shown.items()}
    high = head + sum(heights.values())
    figure = Figure(figsize=(wide, high))
    figure.text(0.15 / wide, 1 - 0.14 / high, title, va="top", fontsize=12, linespacing=1.25)
    below_title = HEAD + TITLE_HEIGHT * title.count("\n") - 0.06
    figure.text(0.15 / wide, 1 - below_title / high, notes, va="top", fontsize=8, color=FAINT, linespacing=1.35)
    top = high - head
    for policy, effects in shown.items():
        _policy(figure, comparison.pilots[policy], effects, columns, top, lang)
        top -= heights[policy]
    return figure


def _shown(pilot: Pilot) -> list[PlaceEffect]:
    found = [effect for effect in pilot.effects if effect.difference.metric == METRIC]
    inside = [effect for effect in found if effect.cohort != OUTSIDE]
    return inside[:MOST_PLACES] + [effect for effect in found if effect.cohort == OUTSIDE]


def _notes(comparison: Comparison, shown: dict[str, list[PlaceEffect]], wide: float, lang: str) -> str:
    replicates = counted("pairs", lang, len(comparison.seeds))
    unit = unit_label(METRIC, lang, difference=True)
    text = say(
        "chart.pilot_notes", lang, metric=metric_label(METRIC, lang), unit=unit, replicates=replicates, assumptions=assumptions(comparison, lang)
    )
    for policy, pilot in comparison.pilots.items():
        left = len(pilot.cohorts.some) - len(shown[policy])
        if left:
            text = say("list.sentence", lang).join([text, say("chart.pilot_more", lang, policy=short_name(policy), count=left)])
    return drawable(balanced(text, int(14.5 * wide)))


def _height(effects: list[PlaceEffect], columns: int) -> float:
    rows = math.ceil(len(effects) / columns)
    return rows * (ABOVE + PANEL_HEIGHT + BELOW) + WHOLE_ABOVE + WHOLE_ROW * len(effects) + WHOLE_BELOW


def _policy(figure, pilot: Pilot, effects: list[PlaceEffect], columns: int, top: float, lang: str) -> None:
    """All panels of one policy, from `top` (inches from the bottom) downward."""
    wide, high = figure.get_size_inches()
    series = [_series(pilot, effect) for effect in effects]
    ends = [end for one in series for end in one.ends]
    reach = max(ends) - min(ends) or 1.0
    limits = min(ends) - 0.08 * reach, max(ends) + 0.08 * reach
    for place, (effect, one) in enumerate(zip(effects, series)):
        row, column = divmod(place, columns)
        x = column * (LEFT + PANEL_WIDTH + RIGHT) + LEFT
        y = top - row * (ABOVE + PANEL_HEIGHT + BELOW) - ABOVE - PANEL_HEIGHT
        axes = figure.add_axes((x / wide, y / high, PANEL_WIDTH / wide, PANEL_HEIGHT / high))
        _weeks(axes, pilot, effect, one, _colour(place, effect), limits, lang)
    top -= math.ceil(len(effects) / columns) * (ABOVE + PANEL_HEIGHT + BELOW) + WHOLE_ABOVE
    names = [_place(pilot, effect.cohort, lang) for effect in effects]
    left = 0.35 + 0.078 * max(map(width, names))
    tall = WHOLE_ROW * len(effects)
    axes = figure.add_axes((left / wide, (top - tall) / high, (wide - left - RIGHT) / wide, tall / high))
    _whole(axes, pilot, effects, names, lang)


def _place(pilot: Pilot, k: int, lang: str) -> str:
    """The name of a cohort, cut where it is long; the number of a stage stays."""
    policy, slash, stage = place_name(pilot.cohorts, k, lang).rpartition("/")
    return short_name(policy, LONGEST_NAME - len(stage) - 1) + slash + stage if slash else short_name(stage)


def _colour(place: int, effect: PlaceEffect) -> str:
    return OUT if effect.cohort == OUTSIDE else COLOURS[place % len(COLOURS)]


class _Series:
    """Mean differences week by week, those before the first day included, and the band of those that are judged."""

    def __init__(self):
        self.days: list[float] = []  # the middle of each week
        self.means: list[float] = []
        self.band: list[tuple[float, float, float]] = []
        self.mark: tuple[float, float] | None = None

    @property
    def ends(self) -> list[float]:
        """Values that must be seen; a band far wider than the differences is cut."""
        return [0.0, *self.means, *(end for _, *ends in self._seen() for end in ends)]

    def _seen(self) -> list[tuple[float, float, float]]:
        most = 4 * max((abs(mean) for mean in self.means), default=0.0)
        return [one for one in self.band if max(abs(one[1]), abs(one[2])) <= most]


def _series(pilot: Pilot, effect: PlaceEffect) -> _Series:
    factor, series = scale(METRIC), _Series()
    first = pilot.cohorts.first_day(effect.cohort)
    days = pilot.with_policy.shape[2]
    for start in range(first % DAYS_IN_A_WEEK, days - DAYS_IN_A_WEEK + 1, DAYS_IN_A_WEEK):
        span = np.arange(start, start + DAYS_IN_A_WEEK)
        new, old = (levels(pilot, counts, [effect.cohort], span, METRIC) for counts in (pilot.with_policy, pilot.without))
        pairs = [a - b for a, b in zip(new, old) if present(a) and present(b)]
        if pairs:
            series.days.append(start + DAYS_IN_A_WEEK / 2)
            series.means.append(factor * math.fsum(pairs) / len(pairs))
    for week in effect.weeks:
        middle = week.day + DAYS_IN_A_WEEK / 2
        if week.estimate.low is not None:
            series.band.append((middle, factor * week.estimate.low, factor * week.estimate.high))
        if week.shows and series.mark is None:
            series.mark = middle, factor * week.estimate.mean
    return series


def _weeks(axes, pilot: Pilot, effect: PlaceEffect, series: _Series, colour: str, limits: tuple[float, float], lang: str) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    cohorts, k = pilot.cohorts, effect.cohort
    name = say("chart.pilot_place", lang, place=_place(pilot, k, lang), residents=f"{int(cohorts.residents[k]):,}")
    over = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "bottom"}
    axes.annotate(drawable(name), (0, 1), (0, 19), fontsize=10, **over)
    axes.annotate(_shows(effect, lang), (0, 1), (0, 6), fontsize=8, color=FAINT, **over)
    axes.axhline(0, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    axes.axvline(cohorts.first_day(k), color=colour, linewidth=0.9, zorder=1)
    if cohorts.until_day(k) is not None:
        axes.axvline(cohorts.until_day(k), color=colour, linewidth=0.9, linestyle=":", zorder=1)
    if series.band:
        axes.fill_between(*(np.array(column) for column in zip(*series.band)), color=colour, alpha=0.22, linewidth=0, zorder=2)
    axes.plot(series.days, series.means, color=colour, linewidth=1.5, zorder=3)
    if series.mark:
        axes.plot(*series.mark, color=colour, marker="o", markersize=5.5, markeredgecolor="white", zorder=4, clip_on=False)
    axes.set_xlim(0, pilot.with_policy.shape[2])
    axes.set_ylim(*limits)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, steps=[1, 2, 3, 5, 6, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.tick_params(labelsize=8)
    axes.set_xlabel(say("chart.pilot_day", lang), fontsize=8)


def _shows(effect: PlaceEffect, lang: str) -> str:
    if effect.difference.estimate.low is None:
        return say("chart.pilot_alone", lang)
    if effect.shows_after is None:
        return say("chart.pilot_not", lang)
    return say("chart.pilot_shows", lang, days=counted("days", lang, effect.shows_after))


def _whole(axes, pilot: Pilot, effects: list[PlaceEffect], names: list[str], lang: str) -> None:
    """The effect on all days in force beside what a city sees, a row per place."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    factor, ends = scale(METRIC), [0.0]
    for place, effect in enumerate(effects):
        colour, estimate = _colour(place, effect), effect.difference.estimate
        if estimate.mean is not None:
            ends += _bar(axes, place - GAP, factor, estimate, colour, "o", colour)
        city = effect.city
        if city is not None and city.both.mean is not None:
            if city.one_low is not None:
                single = [city.one_low * factor, city.one_high * factor]
                axes.plot(single, [place + GAP] * 2, color=colour, linewidth=0.8, zorder=2)
                ends += single
            ends += _bar(axes, place + GAP, factor, city.both, colour, "D", "white")
    reach = max(ends) - min(ends) or 1.0
    axes.set_xlim(min(ends) - 0.04 * reach, max(ends) + 0.04 * reach)
    axes.set_ylim(len(effects) - 0.5, -0.5)
    axes.axvline(0, color=INK, linewidth=0.9, linestyle=(0, (4, 2)), zorder=1)
    axes.set_yticks(range(len(effects)), names)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=8)
    axes.spines["left"].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=9, steps=[1, 2, 2.5, 5, 10]))
    axes.xaxis.set_major_formatter(FuncFormatter(tick_text))
    axes.set_xlabel(say("chart.axis", lang, unit=unit_label(METRIC, lang, difference=True)), fontsize=8)
    title = drawable(say("chart.pilot_whole", lang, policy=short_name(pilot.policy)))
    axes.annotate(title, (0, 1), (0, 6), xycoords="axes fraction", textcoords="offset points", va="bottom", fontsize=10)


def _bar(axes, y: float, factor: float, estimate, colour: str, marker: str, face: str) -> list[float]:
    mean = estimate.mean * factor
    ends = [mean]
    if estimate.low is not None:
        ends = [estimate.low * factor, estimate.high * factor]
        axes.plot(ends, [y, y], color=colour, linewidth=2.2, solid_capstyle="butt", zorder=2.5)
    axes.plot([mean], [y], color=colour, marker=marker, markersize=4.6, markerfacecolor=face, markeredgewidth=1.2, zorder=3)
    return ends
