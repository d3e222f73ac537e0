"""How cases flow between tiers: tiers as stairs, cases coming in from the left and ending on the right, bands as wide as they are many."""

from __future__ import annotations

import numpy as np

from gridgov.analysis.runs.flow import OUTCOMES, Flow
from gridgov.analysis.runs.gathered import Shown
from gridgov.charts.panels import SMALL, Grid, head_of, say_empty, sheet
from gridgov.charts.sides import notes_of, side_name, title_of
from gridgov.charts.style import COLOURS, INK, drawable
from gridgov.text.terms import term
from gridgov.text.words import say

WIDE, HIGH = 7.2, 3.5  # inches of a panel
GAP = 0.27  # inches between a stair and the next: room for a name
BAR = 0.10  # inches of the width of a tier
LEFT, RIGHT = 0.85, 1.65  # inches for the first and the last column
END_LOOKS = {"fixed": COLOURS[2], "gone": COLOURS[4], "on_paper": COLOURS[6], "open": COLOURS[1]}
FIRST = "#8C8C8C"


def tier_flow_figure(shown: Shown, lang: str):
    """The figure, a panel per policy; to be drawn within `style()`."""
    flows = [side.run.flow for side in shown.sides]
    grid = Grid((HIGH,) * len(flows), 1, WIDE, left=0.2, right=0.2, above=0.34, below=0.12)
    figure, axes = sheet(title_of(shown, "tier_flow", lang), notes_of(shown, lang, say("runs.flow.notes", lang)), grid)
    most = max((int(flow.entries.sum() + flow.moves.sum()) for flow in flows if flow), default=0)
    for one, side, flow in zip(axes, shown.sides, flows):
        head_of(one, side_name(side, lang) if len(flows) > 1 else "")
        if flow is None or not flow.entries.sum():
            say_empty(one, say("runs.no_log" if flow is None else "runs.no_registered", lang))
        else:
            _Drawing(one, flow, most, lang).draw()
    return figure


class _Drawing:
    """One panel in inches: where the next band leaves or enters each bar."""

    def __init__(self, axes, flow: Flow, most: int, lang: str):
        from matplotlib.patheffects import withStroke

        self.axes, self.flow, self.lang = axes, flow, lang
        self.halo = [withStroke(linewidth=2.2, foreground="white")]  # names stand on bands
        axes.set_axis_off()
        axes.set_xlim(0, WIDE)
        axes.set_ylim(0, HIGH)
        self.used = np.flatnonzero(flow.through)
        ends = int((flow.ends.sum(axis=1) > 0).sum())
        self.unit = max(0.1, HIGH - GAP * max(len(self.used), ends)) / most  # inches of a case
        self.x = dict(zip(self.used.tolist(), np.linspace(LEFT + 1.2, WIDE - RIGHT - 0.9, len(self.used)).tolist()))
        self.low, y = {}, 0.0
        for tier in self.used.tolist():
            self.low[tier] = y
            y += float(flow.through[tier]) * self.unit + GAP
        self.tall = y - GAP

    def draw(self) -> None:
        """Bands first, bars and names over them."""
        flow, unit = self.flow, self.unit
        into, out = dict(self.low), dict(self.low)
        # out of a bar from below: ends, then moves, the farthest first: those to the next tier turn up before them and cross none; into a
        # bar from below: from lower tiers, the farthest first, and those registered there on top, as they come from above
        last = self._ends(out)
        for source, target in sorted(np.argwhere(flow.moves).tolist(), key=lambda step: (step[0], -step[1])):
            height, back = int(flow.moves[source, target]) * unit, target < source
            self._band(self.x[source] + BAR, out, source, self.x[target], into, target, height, self._colour(source), back)
        total = int(flow.entries.sum())
        start = {None: (self.tall - total * unit) / 2}
        first = start[None]
        for tier in self.used.tolist():
            if flow.entries[tier]:
                self._band(LEFT, start, None, self.x[tier], into, tier, int(flow.entries[tier]) * unit, FIRST)
        self._bar(LEFT - BAR, first, total * unit, FIRST)
        text = drawable(say("runs.flow.registered", self.lang, count=f"{total:,}"))
        self.axes.text(LEFT - BAR - 0.06, first + total * unit / 2, text, ha="right", va="center", fontsize=SMALL)
        for tier in self.used.tolist():
            self._bar(self.x[tier], self.low[tier], float(flow.through[tier]) * unit, self._colour(tier))
            name = say("runs.flow.node", self.lang, name=term(flow.tiers[tier], self.lang), count=f"{int(flow.through[tier]):,}")
            top = self.low[tier] + float(flow.through[tier]) * unit
            self.axes.text(
                self.x[tier] + BAR / 2,
                top + 0.03,
                drawable(name),
                ha="center",
                va="bottom",
                fontsize=SMALL,
                color=INK,
                zorder=6,
                path_effects=self.halo,
            )
        for outcome, (low, count) in last.items():
            self._bar(WIDE - RIGHT, low, count * unit, END_LOOKS[outcome])
            text = say("runs.flow.node", self.lang, name=say(f"runs.flow.{outcome}", self.lang), count=f"{count:,}")
            self.axes.text(WIDE - RIGHT + BAR + 0.06, low + count * self.unit / 2, drawable(text), va="center", fontsize=SMALL)

    def _ends(self, out: dict) -> dict[str, tuple[float, int]]:
        """The bands to how cases end; where each end begins, and how many it has."""
        flow, unit = self.flow, self.unit
        counts = {outcome: int(flow.ends[place].sum()) for place, outcome in enumerate(OUTCOMES) if flow.ends[place].sum()}
        room = GAP
        y = max(0.0, (self.tall - sum(counts.values()) * unit - room * (len(counts) - 1)) / 2)
        last, ends = {}, {}
        for outcome, count in counts.items():
            last[outcome], ends[outcome] = (y, count), y
            y += count * unit + room
        for tier in self.used.tolist():
            for place, outcome in enumerate(OUTCOMES):
                if flow.ends[place, tier]:
                    height = int(flow.ends[place, tier]) * unit
                    self._band(self.x[tier] + BAR, out, tier, WIDE - RIGHT, ends, outcome, height, END_LOOKS[outcome])
        return last

    def _colour(self, tier: int) -> str:
        return COLOURS[self.used.tolist().index(tier) % 2 * 3]

    def _bar(self, x: float, low: float, height: float, colour: str) -> None:
        from matplotlib.patches import Rectangle

        self.axes.add_patch(Rectangle((x, low), BAR, height, facecolor=colour, edgecolor="none", zorder=4))

    def _band(self, x: float, out: dict, source, to: float, into: dict, target, height: float, colour: str, back: bool = False) -> None:
        """One band, and both of its ends used up by its width."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        y, other = out[source], into[target]
        out[source], into[target] = y + height, other + height
        bend = (x + to) / 2
        far = (bend, bend)
        if to < x:  # back: out to the right, and in from the left
            far = (x + 0.7, to - 0.7)
        points = [(x, y), (far[0], y), (far[1], other), (to, other)]
        points += [(place, level + height) for place, level in reversed(points)]
        codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        look = {"facecolor": (colour, 0.45), "edgecolor": "none", "linewidth": 0.0}
        if back:
            look = {"facecolor": (colour, 0.15), "edgecolor": (colour, 0.8), "hatch": "/////", "linewidth": 0.7}
        self.axes.add_patch(PathPatch(Path(points, codes), zorder=3 if back else 2, **look))
