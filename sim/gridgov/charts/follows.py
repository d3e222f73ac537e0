"""The map of what follows what in the event log: a box per activity in a fixed place, an arrow per frequent step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from gridgov.analysis.life.follows import Follows
from gridgov.charts.style import COLOURS, FAINT, INK, drawable, save
from gridgov.tables.dtypes import ACTIVITIES, DAY
from gridgov.text.layout import headed, number, width, wrapped
from gridgov.text.terms import ACTIVITY_TERMS, term
from gridgov.text.words import say

#: Column and row of each activity: along the middle a case that goes well, above it departments, below it what goes wrong.
PLACES: dict[str, tuple[float, float]] = {
    "born": (0, 2), "noticed": (1, 2), "arrived": (2, 2), "started": (3, 2), "worked": (4, 2), "closed": (5, 2), "inspected": (6, 2),
    "passed_on": (2, 3), "examined": (3, 3), "misrouted": (1, 3), "convened": (0, 3), "whistled": (4, 3),
    "leg_called": (2, 4), "leg_arrived": (3, 4), "leg_started": (4, 4), "leg_done": (5, 4),
    "leg_cancelled": (1, 5), "leg_bounced": (2, 5), "leg_late": (3.5, 5),
    "doubted": (0, 1), "supervised": (2, 1), "paid": (3, 1), "unfunded": (4, 1), "climbed": (1, 1), "reopened": (5, 1), "complained": (6, 1),
    "lapsed": (1, 0), "settled_among": (2, 0), "closed_on_paper": (3, 0), "gone": (4, 0), "noticed_again": (5, 0),
}  # fmt: skip
COLUMN, ROW = 2.3, 1.15  # inches from box to box
BOX = (1.25, 0.44)  # inches
MARGIN, HEAD = 0.85, 0.6
WIDEST = 5.0  # points, of an arrow
MOST_STEPS = 40
#: Where along an arrow its label may stand, the best first.
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
CHARACTERS, LINE = (0.058, 0.092), 0.13  # inches, of the font of labels: narrow and wide characters, and the height of a line
BEND = 0.22  # of the distance: arrows there and back do not lie on each other
MOST_SAG = 1.1  # inches: twice what a long arrow may stray from the straight way, so that it runs between two rows


def write_follows(folder: Path, run, follows: Follows, lang: str) -> list[Path]:
    """Write `follows.png`, `follows.svg` and `follows.pdf`."""
    return save(folder, "follows", lambda: follows_figure(run, follows, lang), pdf=True)


def empty_map():
    """A figure of the size of the map, its axes in inches, and that size."""
    from matplotlib.figure import Figure

    columns, rows = (max(place[which] for place in PLACES.values()) for which in (0, 1))
    size = (2 * MARGIN + columns * COLUMN, 2 * MARGIN + rows * ROW + HEAD)
    figure = Figure(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])
    axes.axis("off")
    return figure, axes, size


def follows_figure(run, follows: Follows, lang: str):
    """The figure; to be drawn within `style()`."""
    figure, axes, size = empty_map()
    policy = "+".join(run.scenario.policies) or say("run.no_policy", lang)
    title = headed(say("follows.title", lang, scenario=run.scenario.title(lang), policy=policy, seed=run.seed))
    title = drawable(wrapped(title, int(10 * size[0])))
    axes.text(0.2, size[1] - 0.15, title, va="top", fontsize=12)
    if not follows.cases:
        axes.text(size[0] / 2, size[1] / 2, say("chart.no_data", lang), ha="center", va="center", color=FAINT)
        return figure
    steps = follows.most(MOST_STEPS)
    everything = int(follows.pairs.sum())
    shown = int(sum(follows.pairs[step] for step in steps))
    notes = say(
        "follows.notes", lang, cases=f"{follows.cases:,}", entries=f"{int(follows.entries.sum()):,}", shown=len(steps),
        all=int((follows.pairs > 0).sum()), share=number(100 * shown / max(1, everything), 1),
    )  # fmt: skip
    below = size[1] - 0.45 - 0.21 * title.count("\n")
    axes.text(0.2, below, drawable(wrapped(notes, int(14 * size[0]))), va="top", fontsize=8, color=FAINT, linespacing=1.35)
    taken = [_box_of(name) for name in ACTIVITIES if follows.entries[ACTIVITIES.index(name)]]
    for step in steps:
        count = int(follows.pairs[step])
        curve = draw_arrow(axes, step, steps, 0.5 + (WIDEST - 0.5) * math.sqrt(count / follows.pairs.max()))
        time = _short(float(follows.median_s[step]), lang)
        _label(axes, say("follows.label", lang, count=f"{count:,}", time=time), curve, taken)
    for name in ACTIVITIES:
        if count := int(follows.entries[ACTIVITIES.index(name)]):
            draw_box(axes, name, f"{count:,}", lang)
    return figure


def _centre(name: str) -> tuple[float, float]:
    column, row = PLACES[name]
    return MARGIN + column * COLUMN, MARGIN + row * ROW


def _box_of(name: str) -> tuple[float, float, float, float]:
    x, y = _centre(name)
    return x - BOX[0] / 2, y - BOX[1] / 2, x + BOX[0] / 2, y + BOX[1] / 2


def draw_box(axes, name: str, count: str, lang: str) -> None:
    """The box of an activity, with its name and a number."""
    from matplotlib.patches import FancyBboxPatch

    left, low, right, high = _box_of(name)
    edge = COLOURS[1] if name in ("closed_on_paper", "misrouted", "leg_late", "lapsed", "leg_bounced") else COLOURS[0]
    shape = "round,pad=0,rounding_size=0.08"
    axes.add_patch(FancyBboxPatch((left, low), right - left, high - low, boxstyle=shape, fc="white", ec=edge, lw=1.2, zorder=3))
    x, y = _centre(name)
    label = term(name, lang, ACTIVITY_TERMS)
    points = min(8.0, 8.0 * 20 / max(20, width(label)))
    at = {"va": "bottom"} if count else {"va": "center"}
    axes.text(x, y + 0.02 * bool(count), drawable(label), ha="center", fontsize=points, color=INK, zorder=4, **at)
    axes.text(x, y - 0.03, count, ha="center", va="top", fontsize=7.5, color=INK, zorder=4)


def draw_arrow(axes, step: tuple[int, int], steps: Sequence[tuple[int, int]], line: float) -> tuple:
    """An arrow between two boxes, so many points wide; its start, end and bend."""
    from matplotlib.patches import FancyArrowPatch

    start, end = (_centre(ACTIVITIES[which]) for which in step)
    if step[0] == step[1]:  # a loop over the box
        start, end, bend = (start[0] - 0.3, start[1] + BOX[1] / 2), (start[0] + 0.3, start[1] + BOX[1] / 2), -0.8
    else:
        bend = _bend(step, steps)
        start, end = _edge(start, end, bend), _edge(end, start, -bend)
    head = f"-|>,head_length={2.5 + line},head_width={1.2 + 0.5 * line}"
    look = {"arrowstyle": head, "lw": line, "color": FAINT, "alpha": 0.75, "shrinkA": 0.0, "shrinkB": 0.0, "zorder": 1}
    axes.add_patch(FancyArrowPatch(start, end, connectionstyle=f"arc3,rad={bend}", **look))
    return start, end, bend


def _label(axes, text: str, curve: tuple, taken: list) -> None:
    """A label on an arrow, where there is room for it."""
    long = sum(CHARACTERS[width(letter) == 2] for letter in text)
    room = (long / 2 + 0.02, LINE / 2 + 0.01)
    for along in ALONG:
        x, y = _on_curve(*curve, along)
        box = (x - room[0], y - room[1], x + room[0], y + room[1])
        if not any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
            taken.append(box)
            ground = {"fc": "white", "ec": "none", "pad": 0.6, "alpha": 0.85}
            axes.text(x, y, text, ha="center", va="center", fontsize=6.5, color=INK, zorder=5, bbox=ground)
            return


def _bend(step: tuple[int, int], steps: Sequence[tuple[int, int]]) -> float:
    """How much an arrow bends: as little as keeps it off the boxes on its way, and off the arrow back."""
    start, end = (_centre(ACTIVITIES[which]) for which in step)
    least = min(BEND, MOST_SAG / math.dist(start, end))
    bends = [0.0, least, -least, 2 * least, -2 * least]
    if step[::-1] in steps:  # both bend to their right, and so apart
        bends = [least, 2 * least]
    boxes = [_box_of(name) for name in PLACES if ACTIVITIES.index(name) not in step]
    return next((bend for bend in bends if not _meets(start, end, bend, boxes)), bends[0] or least)


def _meets(start: tuple[float, float], end: tuple[float, float], bend: float, boxes: Sequence[tuple]) -> bool:
    """Whether a curve runs through a box."""
    points = [_on_curve(start, end, bend, part / 40) for part in range(1, 40)]
    return any(left < x < right and low < y < high for left, low, right, high in boxes for x, y in points)


def _edge(start: tuple[float, float], end: tuple[float, float], bend: float) -> tuple[float, float]:
    """Where a curve from the middle of a box leaves it: on its edge, towards the point that bends it."""
    middle = _bending_point(start, end, bend)
    dx, dy = middle[0] - start[0], middle[1] - start[1]
    reach = min(BOX[0] / 2 / abs(dx) if dx else math.inf, BOX[1] / 2 / abs(dy) if dy else math.inf)
    return start[0] + dx * reach, start[1] + dy * reach


def _bending_point(start: tuple[float, float], end: tuple[float, float], bend: float) -> tuple[float, float]:
    """The control point of matplotlib's `arc3`, as it stands in the documentation of `ConnectionStyle.Arc3`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 + bend * dy, (start[1] + end[1]) / 2 - bend * dx


def _on_curve(start: tuple[float, float], end: tuple[float, float], bend: float, along: float) -> tuple[float, float]:
    middle = _bending_point(start, end, bend)
    weights = ((1 - along) ** 2, 2 * along * (1 - along), along**2)
    return tuple(sum(weight * point[which] for weight, point in zip(weights, (start, middle, end))) for which in (0, 1))


def _short(seconds: float, lang: str) -> str:
    """A duration in its largest unit."""
    for unit, size in (("days", DAY), ("hours", 3600), ("minutes", 60)):
        if seconds >= size:
            return say(f"duration.{unit}", lang, count=number(seconds / size, 1))
    return say("duration.seconds", lang, count=number(seconds, 0))
