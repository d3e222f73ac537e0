"""The map of what follows what in the event log: a box per activity in a fixed place, an arrow per frequent step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from gridgov.analysis.life.follows import Follows
from gridgov.charts.style import COLOURS, FAINT, INK, drawable, save
from gridgov.tables.dtypes import ACTIVITIES, DAY
from gridgov.text.layout import balanced, headed, number, width, wrapped
from gridgov.text.terms import ACTIVITY_TERMS, term
from gridgov.text.words import say

#: Column and row of each activity: along the middle a case that goes well, above it departments, below it what goes wrong.
PLACES: dict[str, tuple[float, float]] = {
    "born": (0, 2), "noticed": (1, 2), "arrived": (2, 2), "started": (3, 2), "worked": (4, 2), "closed": (5, 2), "inspected": (6, 2),
    "passed_on": (2, 3), "examined": (3, 3), "misrouted": (1, 3), "convened": (0, 3), "whistled": (4, 3),
    "leg_called": (2, 4), "leg_arrived": (3, 4), "leg_started": (4, 4), "leg_done": (5, 4),
    "leg_cancelled": (1, 5), "leg_bounced": (2, 5), "leg_late": (3.5, 5),
    "doubted": (0, 1), "supervised": (2, 1), "paid": (3, 1), "unfunded": (3, 0), "climbed": (1, 1), "reopened": (5, 1), "complained": (6, 1),
    "lapsed": (1, 0), "settled_among": (2, 0), "closed_on_paper": (4, 0), "gone": (6, 0), "noticed_again": (5, 0),
}  # fmt: skip
COLUMN, ROW = 1.54, 1.3  # inches from box to box
BOX = (0.94, 0.44)  # inches
NAME_COLUMNS = 14  # of a line of a box's name
MARGIN, UNDER = 0.56, 0.8  # from the edges of the picture to the middle of the nearest boxes: at its sides, and below for arrows that bend there
TITLE, NOTE = 0.21, 0.155  # inches of a line
OVER = 0.55  # between the notes and the highest row, for what is over a box
WIDEST = 5.0  # points, of an arrow
MOST_STEPS = 40
#: Where along an arrow its label may stand, the best first.
ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
CHARACTERS, LINE = (0.060, 0.099), 0.115  # inches, of the font of labels: narrow and wide characters, and the height of a line
BENDS = (0.5, 1, 1.5, 2, 2.5, 3, 3.5)  # times as much as BEND that are tried, until an arrow meets no box
BEND = 0.3  # of the distance: arrows there and back do not lie on each other
MOST_SAG = 1.3  # inches: twice what a long arrow may stray from the straight way, so that it runs between two rows


def write_follows(folder: Path, run, follows: Follows, lang: str) -> list[Path]:
    """Write `follows.png`, `follows.svg` and `follows.pdf`."""
    return save(folder, "follows", lambda: follows_figure(run, follows, lang), pdf=True)


def empty_map(title: str, notes: str = ""):
    """A figure of the size of the map with a title and notes over it, its axes in inches, and that size."""
    from matplotlib.figure import Figure

    columns, rows = (max(place[which] for place in PLACES.values()) for which in (0, 1))
    wide = 2 * MARGIN + columns * COLUMN
    title, notes = (drawable(wrapped(text, int(letters * wide))) for text, letters in ((title, 10), (notes, 14)))
    below = 0.3 + TITLE * (1 + title.count("\n"))
    size = (wide, UNDER + rows * ROW + BOX[1] / 2 + OVER + below + NOTE * len(notes.splitlines()))
    figure = Figure(figsize=size)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, size[0])
    axes.set_ylim(0, size[1])
    axes.axis("off")
    axes.text(0.2, size[1] - 0.15, title, va="top", fontsize=12)
    axes.text(0.2, size[1] - below, notes, va="top", fontsize=8, color=FAINT, linespacing=1.35)
    return figure, axes, size


def follows_figure(run, follows: Follows, lang: str, policy: str = ""):
    """The figure, to be drawn within `style()`; `policy` is what its title calls what was run, if not by the scenario's own policies."""
    policy = policy or "+".join(run.scenario.policies) or say("run.no_policy", lang)
    title = headed(say("follows.title", lang, scenario=run.scenario.title(lang), policy=policy, seed=run.seed))
    if not follows.cases:
        figure, axes, size = empty_map(title)
        axes.text(size[0] / 2, size[1] / 2, say("chart.no_data", lang), ha="center", va="center", color=FAINT)
        return figure
    steps = follows.most(MOST_STEPS)
    everything = int(follows.pairs.sum())
    shown = int(sum(follows.pairs[step] for step in steps))
    notes = say(
        "follows.notes", lang, cases=f"{follows.cases:,}", entries=f"{int(follows.entries.sum()):,}", shown=len(steps),
        all=int((follows.pairs > 0).sum()), share=number(100 * shown / max(1, everything), 1),
    )  # fmt: skip
    figure, axes, _ = empty_map(title, notes)
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
    return MARGIN + column * COLUMN, UNDER + row * ROW


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
    label = balanced(term(name, lang, ACTIVITY_TERMS), NAME_COLUMNS)
    text = drawable(f"{label}\n{count}" if count else label)
    axes.text(x, y, text, ha="center", va="center", fontsize=8, color=INK, linespacing=1.05, zorder=4)


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
    """A label of two lines on an arrow, where there is room for it."""
    long = max(sum(CHARACTERS[width(letter) == 2] for letter in line) for line in text.split("\n"))
    room = (long / 2 + 0.02, LINE + 0.01)
    for along in ALONG:
        x, y = _on_curve(*curve, along)
        box = (x - room[0], y - room[1], x + room[0], y + room[1])
        if not any(box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken):
            taken.append(box)
            ground = {"fc": "white", "ec": "none", "pad": 0.6, "alpha": 0.85}
            axes.text(x, y, text, ha="center", va="center", fontsize=7, color=INK, linespacing=1.0, zorder=5, bbox=ground)
            return


def _bend(step: tuple[int, int], steps: Sequence[tuple[int, int]]) -> float:
    """How much an arrow bends: as little as keeps it off the boxes on its way, and off the arrow back."""
    start, end = (_centre(ACTIVITIES[which]) for which in step)
    least = min(BEND, MOST_SAG / math.dist(start, end))
    bends = [0.0, *(sign * times * least for times in BENDS for sign in (1, -1))]
    if step[::-1] in steps:  # both bend to their right, and so apart
        bends = [times * least for times in BENDS[1:]]
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
