"""Maps of a city at the end of a run: buildings as points, grids and streets as outlines, one colour scale for all sides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gridgov.analysis.runs.gathered import Shown
from gridgov.analysis.runs.places import BUILDING, CHIEF, OPEN, SATISFACTION, WHATS, CityMap
from gridgov.charts.panels import SMALL, Grid, head_of, say_empty, sheet
from gridgov.charts.sides import notes_of, side_name, title_of
from gridgov.charts.style import COLOURS, FAINT, drawable
from gridgov.text.words import say

WIDE, LOWEST, HIGHEST = 2.75, 1.7, 3.2  # inches of a map
PALETTE = "cividis_r"  # even in lightness, and the same to colour-blind eyes (Nunez et al. 2018, doi:10.1371/journal.pone.0199239)
NOWHERE = "#D9D9D9"
#: Marks of no chief, a cadre, a resident.
CHIEF_MARKS = ((NOWHERE, "o", "runs.map.none"), (COLOURS[0], "s", "runs.map.cadre"), (COLOURS[5], "^", "runs.map.resident"))
LEAST_SPAN = 0.05  # of the scale of satisfaction
MANY = 400  # points from which they are one picture within the drawing
SHARP = 220.0  # dots per inch of that picture
POINTS = 72.0  # in an inch


def city_map_figure(shown: Shown, by: str, lang: str, what: Sequence[str] = WHATS):
    """The figure of one level; to be drawn within `style()`. Two sides stand beside each other, of one its maps do."""
    maps = [side.run.maps[by] for side in shown.sides]
    two = len(maps) > 1
    panels = [(one, place) for one in what for place in range(len(maps))]
    grid = Grid((_height(maps[0]),) * len(panels), 2, WIDE, left=0.58, right=1.0, above=0.52 if two else 0.34, below=0.5)
    figure, axes = sheet(title_of(shown, f"map_{by}", lang), notes_of(shown, lang, say("runs.map.notes", lang)), grid)
    if len(maps[0].x) > MANY:
        figure.set_dpi(SHARP)
    for one, (which, place) in zip(axes, panels):
        title = say(f"runs.map.{which}", lang)
        head_of(one, title, WIDE, side_name(shown.sides[place], lang) if two else "")
        if not len(maps[place].x):
            say_empty(one, say("runs.no_buildings", lang))
        elif which == SATISFACTION and not np.isfinite(maps[place].values[which]).any():
            say_empty(one, say("runs.no_residents", lang))
        else:
            _map(figure, one, maps, place, which, lang)
    return figure


def _height(reach: CityMap) -> float:
    wide, high = (float(np.ptp(side)) if len(side) else 0.0 for side in (reach.x, reach.y))
    return min(HIGHEST, max(LOWEST, WIDE * (high / wide if wide else 1.0)))


def _map(figure, axes, maps: Sequence[CityMap], place: int, what: str, lang: str) -> None:
    """One map; the last of those beside each other with the key."""
    here = maps[place]
    _frame(axes, here, lang)
    if what == CHIEF and here.level == BUILDING:
        _chiefs(axes, here, lang)
        return
    values = 100 * here.values[what] if what == CHIEF else here.values[what]
    every = np.concatenate([one.values[what] for one in maps]) * (100 if what == CHIEF else 1)
    every = every[np.isfinite(every)]
    low, high = (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)
    if what == SATISFACTION:  # small differences do not look large
        middle, half = (low + high) / 2, max(high - low, LEAST_SPAN) / 2
        low, high = middle - half, middle + half
    else:
        low, high = 0.0, 100.0 if what == CHIEF else high or 1.0
    drawn = _points(axes, here, values, low, high) if here.level == BUILDING else _areas(axes, here, values, low, high)
    if place == len(maps) - 1:  # one scale for all
        _scale(figure, axes, drawn, what, here.level, lang)


def _frame(axes, here: CityMap, lang: str) -> None:
    from matplotlib.ticker import MaxNLocator

    corners = np.concatenate(here.outlines) if here.outlines else np.column_stack([here.x, here.y])
    (west, south), (east, north) = corners.min(axis=0) / 1000, corners.max(axis=0) / 1000
    box, size = axes.get_position(), axes.figure.get_size_inches()
    wide, high = box.width * size[0], box.height * size[1]
    scale = 1.06 * max((east - west) / wide, (north - south) / high) or 0.1 / wide  # kilometres in an inch, the same both ways
    axes.set_xlim((west + east - scale * wide) / 2, (west + east + scale * wide) / 2)
    axes.set_ylim((south + north - scale * high) / 2, (south + north + scale * high) / 2)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
    axes.set_xlabel(say("runs.map.east", lang), fontsize=SMALL)
    axes.set_ylabel(say("runs.map.north", lang), fontsize=SMALL)


def _size(axes, count: int) -> float:
    """Square points of a mark: together they cover a third of the panel at most."""
    box = axes.get_position()
    wide, high = axes.figure.get_size_inches()
    return float(np.clip(0.33 * box.width * wide * box.height * high * POINTS**2 / max(1, count), 2.0, 34.0))


def _points(axes, here: CityMap, values: np.ndarray, low: float, high: float):
    known = np.isfinite(values)
    look = {"s": _size(axes, len(values)), "linewidths": 0, "rasterized": len(values) > MANY}
    axes.scatter(here.x[~known] / 1000, here.y[~known] / 1000, color=NOWHERE, zorder=1, **look)
    # the darkest on top: what stands out is not hidden by its neighbours
    order = np.argsort(values[known], kind="stable")
    x, y, shown = (part[known][order] for part in (here.x / 1000, here.y / 1000, values))
    return axes.scatter(x, y, c=shown, cmap=PALETTE, vmin=low, vmax=high, zorder=2, **look)


def _areas(axes, here: CityMap, values: np.ndarray, low: float, high: float):
    from matplotlib import colormaps
    from matplotlib.collections import PolyCollection

    there = [place for place, outline in enumerate(here.outlines) if len(outline)]
    # the largest below: outlines of scattered places overlap
    there.sort(key=lambda place: -float(np.prod(np.ptp(here.outlines[place], axis=0))))
    palette = colormaps[PALETTE].with_extremes(bad=NOWHERE)
    shapes = PolyCollection([here.outlines[place] / 1000 for place in there], cmap=palette, edgecolors="white", linewidths=0.4, zorder=2)
    shapes.set_array(np.ma.masked_invalid(values[there]))
    shapes.set_clim(low, high)
    axes.add_collection(shapes)
    return shapes


def _scale(figure, axes, drawn, what: str, level: str, lang: str) -> None:
    """The scale of colours beside its map."""
    from matplotlib.ticker import MaxNLocator

    box = axes.get_position()
    beside = figure.add_axes((box.x1 + 0.05 * box.width, box.y0, 0.04 * box.width, box.height))
    bar = figure.colorbar(drawn, cax=beside)
    bar.outline.set_visible(False)
    bar.solids.set_rasterized(True)
    bar.ax.tick_params(labelsize=SMALL, length=2)
    bar.locator = MaxNLocator(nbins=5, integer=what == OPEN and level == BUILDING, steps=[1, 2, 5, 10])
    bar.update_ticks()
    own = what in (OPEN, CHIEF) and level != BUILDING
    bar.set_label(say(f"runs.map.unit.{what}_place" if own else f"runs.map.unit.{what}", lang), fontsize=SMALL)


def _chiefs(axes, here: CityMap, lang: str) -> None:
    kinds = here.values[CHIEF].astype(int)
    size = _size(axes, len(kinds))
    for kind, (colour, marker, name) in enumerate(CHIEF_MARKS):
        of = kinds == kind
        label = say(name, lang)
        axes.scatter(
            here.x[of] / 1000, here.y[of] / 1000, s=size, color=colour, marker=marker, linewidths=0, rasterized=len(kinds) > MANY, zorder=1 + kind
        )
        y = 0.95 - 0.14 * kind
        axes.plot([1.07], [y], color=colour, marker=marker, markersize=5, linestyle="", transform=axes.transAxes, clip_on=False)
        axes.text(1.11, y, drawable(label), fontsize=SMALL, va="center", transform=axes.transAxes)
    axes.text(1.05, 0.95 - 0.14 * len(CHIEF_MARKS), say("runs.map.count", lang, count=int((kinds > 0).sum()), all=len(kinds)), fontsize=SMALL,
              va="center", color=FAINT, transform=axes.transAxes)  # fmt: skip
