"""What an optimisation found: every point of its search, the best again with fresh seeds and joint intervals, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gridgov.analysis.drawn.searched import Best, Searched
from gridgov.analysis.wording import metric_label, scale, unit_label
from gridgov.charts.panels import (
    Grid,
    axis_words,
    bar,
    fit,
    handle,
    head_of,
    look,
    money_unit,
    named_rows,
    rows_height,
    say_empty,
    sheet,
    ticks,
    with_unit,
)  # fmt: skip
from gridgov.charts.style import INK
from gridgov.text.words import say

SIDE, PANEL = 2.4, 3.1  # inches of a panel
MOST_NAMED = 14  # of the best points, that a legend can hold
GREY, MISSED = "#8C8C8C", "#EDEDED"
RING = {"marker": "o", "markersize": 12.5, "markerfacecolor": "none", "markeredgecolor": INK, "markeredgewidth": 1.3, "linestyle": "none"}
TARGET = {"color": INK, "linewidth": 1.0, "linestyle": (0, (4, 2))}


def optimum_figure(data: Searched, lang: str):
    """Two panels per further figure, the search and the fresh seeds; of a single figure its course and a row per point; within `style()`."""
    first, *others = data.figures
    rows = len(others) or 1
    tall = SIDE if others else max(SIDE, rows_height(len(data.best)))
    grid = Grid((tall,) * 2 * rows, 2, PANEL, left=0.85, below=0.68)
    figure, panels = sheet(say("study_chart.optimum.title", lang), _notes(data, lang), grid, _legend(data, lang))
    sizes = {name: _size(data, name, lang) for name in data.figures}
    for row in range(rows):
        left, right = panels[2 * row : 2 * row + 2]
        head_of(left, say("study_chart.optimum.search", lang), PANEL)
        head_of(right, say("study_chart.optimum.fresh", lang), PANEL)
        if others:
            _plane(left, right, data, (first, others[row]), sizes, lang)
        else:
            _course(left, right, data, first, sizes[first], lang)
    return figure


def _notes(data: Searched, lang: str) -> str:
    """What the panels hold, and what may be said of the answer."""
    said = [say("study_chart.optimum.notes", lang, points=len(data.means), replicates=data.replicates)]
    if data.best:
        said.append(say("study_chart.optimum.notes_fresh", lang, fresh=data.fresh, count=data.intervals))
    if data.targets:
        said.append(say("study_chart.optimum.notes_targets", lang))
    if len(data.objectives) > 1:
        said.append(say("study_chart.optimum.notes_front", lang))
    elif data.best:
        said.append(say("study_chart.optimum.no_answer" if data.answer is None else "study_chart.optimum.notes_answer", lang))
    return say("list.sentence", lang).join(said)


def _legend(data: Searched, lang: str) -> list[tuple]:
    from matplotlib.lines import Line2D

    small = {"linestyle": "none", "marker": "o", "markersize": 3.5, "color": GREY}
    found = [(Line2D([], [], **small), say("study_chart.optimum.keeps" if data.targets else "study_chart.optimum.searched", lang))]
    if data.targets:
        found += [(Line2D([], [], **small, markerfacecolor="white"), say("study_chart.optimum.misses", lang)),
                  (Line2D([], [], **TARGET), say("study_chart.optimum.target", lang))]  # fmt: skip
    if data.answer is not None:
        found.append((Line2D([], [], **RING), say("study_chart.optimum.answer", lang)))
    found += [
        (handle(place, face=None if one.holds else "white"), say("study_chart.optimum.point", lang, point=one.number, levers=one.setting.label(lang)))
        for place, one in enumerate(data.best[:MOST_NAMED])
    ]
    if len(data.best) > MOST_NAMED:
        found.append((Line2D([], [], **small | {"marker": "D"}), say("study_chart.optimum.others", lang, count=len(data.best) - MOST_NAMED)))
    return found


def _size(data: Searched, name: str, lang: str) -> tuple[float, str]:
    """What a figure is multiplied by, and the words beside its axis."""
    factor, unit = scale(name), unit_label(name, lang)
    if unit == unit_label("cost", lang):
        most = max([mine[name] for mine in data.means.values()] + [one.fresh[name].mean or 0.0 for one in data.best], default=0.0)
        size, unit = money_unit(most, lang)
        factor /= size
    return factor, with_unit(metric_label(name, lang), unit, lang)


def _plane(left, right, data: Searched, names: tuple[str, str], sizes: dict[str, tuple[float, str]], lang: str) -> None:
    """Two figures against each other, on the left in the search and on the right with fresh seeds."""
    (x_factor, x_words), (y_factor, y_words) = (sizes[name] for name in names)
    points = {number: (mine[names[0]] * x_factor, mine[names[1]] * y_factor) for number, mine in data.means.items()}
    for axes in (left, right):
        axes.set_xlabel(axis_words(x_words, PANEL), fontsize=8.5)
        axes.set_ylabel(axis_words(y_words, SIDE), fontsize=8.5)
    if points:
        _searched(left, data, points)
        _done(left, [x for x, _ in points.values()], [y for _, y in points.values()], data, names, (x_factor, y_factor))
    else:
        say_empty(left, say("study_chart.no_runs", lang))
    known = [(place, one) for place, one in enumerate(data.best) if None not in (one.fresh[names[0]].mean, one.fresh[names[1]].mean)]
    if not known:
        say_empty(right, say("study_chart.optimum.unfinished", lang))
        return
    xs, ys = [], []
    for place, one in known:
        x, y = (_ends(one, name, factor) for name, factor in zip(names, (x_factor, y_factor)))
        style = _style(place)
        bar(right, x[0], x[2], y[1], style["color"])
        bar(right, y[0], y[2], x[1], style["color"], upright=True)
        _mark(right, x[1], y[1], place, one, data)
        xs += [end for end in x if end is not None]
        ys += [end for end in y if end is not None]
    if names == data.objectives:
        front = sorted((one.fresh[names[0]].mean * x_factor, one.fresh[names[1]].mean * y_factor) for _, one in known if one.on_front)
        right.plot(*zip(*front), color=INK, linewidth=0.9, zorder=1.5)
    _done(right, xs, ys, data, names, (x_factor, y_factor))


def _course(left, right, data: Searched, name: str, size: tuple[float, str], lang: str) -> None:
    """One figure alone: in the order in which points were asked for, and a row per point with fresh seeds."""
    factor, words = size
    left.set_xlabel(axis_words(say("study_chart.optimum.order", lang), PANEL), fontsize=8.5)
    left.set_ylabel(axis_words(words, SIDE), fontsize=8.5)
    right.set_xlabel(axis_words(words, PANEL), fontsize=8.5)
    points = {number: (number, mine[name] * factor) for number, mine in data.means.items()}
    if points:
        _searched(left, data, points)
        _done(left, list(points), [y for _, y in points.values()], data, (None, name), (1.0, factor))
    else:
        say_empty(left, say("study_chart.no_runs", lang))
    known = [(place, one) for place, one in enumerate(data.best) if one.fresh[name].mean is not None]
    if not known:
        say_empty(right, say("study_chart.optimum.unfinished", lang))
        return
    named_rows(right, [say("study_chart.optimum.row", lang, point=one.number) for _, one in known])
    drawn = []
    for row, (place, one) in enumerate(known):
        low, mean, high = _ends(one, name, factor)
        bar(right, low, high, row, _style(place)["color"])
        _mark(right, mean, row, place, one, data)
        drawn += [end for end in (low, mean, high) if end is not None]
    fit(right, drawn)
    _bounds(right.axvspan, right.axvline, right.get_xlim, right.set_xlim, data, name, factor)
    ticks(right.xaxis)


def _ends(one: Best, name: str, factor: float) -> tuple[float | None, float, float | None]:
    found = one.fresh[name]
    return found.low and found.low * factor, found.mean * factor, found.high and found.high * factor


def _style(place: int) -> dict:
    return look(place) if place < MOST_NAMED else {"color": GREY, "marker": "D"}


def _mark(axes, x: float, y: float, place: int, one: Best, data: Searched) -> None:
    """The mark of one of the best, filled where it holds, in a ring where it is the answer."""
    style = _style(place)
    face = style["color"] if one.holds else "white"
    axes.plot([x], [y], markersize=5.5, markerfacecolor=face, markeredgewidth=1.2, zorder=3, **style)
    if place == data.answer:
        axes.plot([x], [y], zorder=3.5, **RING)


def _searched(axes, data: Searched, points: dict[int, tuple[float, float]]) -> None:
    """All points of the search as small dots, hollow where their means miss a target; the best with their marks over them."""
    places = {one.number: place for place, one in enumerate(data.best)}
    for number, (x, y) in points.items():
        face = GREY if data.keeps(number) else "white"
        axes.plot([x], [y], linestyle="none", marker="o", markersize=3.5, color=GREY, markerfacecolor=face, zorder=2)
        if number in places:
            _mark(axes, x, y, places[number], data.best[places[number]], data)


def _done(axes, xs: Sequence[float], ys: Sequence[float], data: Searched, names: tuple[str | None, str], factors: tuple[float, float]) -> None:
    """Limits with room around what is drawn, targets within them, and round numbers."""
    fit(axes, xs)
    fit(axes, ys, upright=True)
    _bounds(axes.axvspan, axes.axvline, axes.get_xlim, axes.set_xlim, data, names[0], factors[0])
    _bounds(axes.axhspan, axes.axhline, axes.get_ylim, axes.set_ylim, data, names[1], factors[1])
    ticks(axes.xaxis)
    ticks(axes.yaxis)


def _bounds(span: Callable, line: Callable, limits: Callable, limit: Callable, data: Searched, name: str | None, factor: float) -> None:
    """The targets of one figure as dashed lines, what misses them in grey; limits reach them where they are near."""
    for target in data.targets:
        if target.metric != name:
            continue
        bound, (low, high) = target.bound * factor, limits()
        room = 0.06 * (high - low)
        if low - (high - low) < bound < high + (high - low):
            low, high = min(low, bound - room), max(high, bound + room)
            limit(low, high)
        missed = (low, min(high, bound)) if target.is_least else (max(low, bound), high)
        if missed[0] < missed[1]:
            span(*missed, color=MISSED, linewidth=0, zorder=0)
        if low <= bound <= high:
            line(bound, zorder=1, **TARGET)
