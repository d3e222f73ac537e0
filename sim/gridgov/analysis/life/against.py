"""One case under two policies: how much longer it lasted by kind of time, where the two lives part, and which draws decided otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from gridgov import draws
from gridgov.analysis.life.chances import Line
from gridgov.analysis.life.spans import KINDS, Life
from gridgov.analysis.life.teller import Teller, tell
from gridgov.tables.build import Start
from gridgov.tables.dtypes import NONE
from gridgov.tables.labels import Labels

#: Draws that say when something would come, or of which size it is: that they came out otherwise is no decision.
SIZES = ("GAP", "AMOUNT", "NOTICE", "LIFE", "COMPLAIN", "WORK_COMMON", "WORK", "PROCEDURE", "REPEAT", "DEPARTMENT", "RESIDENT")


@dataclass(frozen=True, eq=False)
class Against:
    """The same case twice; `first` and `second` are lives, lines and labels theirs."""

    first: Life
    second: Life
    lines: tuple[list[Line], list[Line]]
    labels: tuple[Labels, Labels]

    @property
    def differences(self) -> dict[str, int]:
        """Seconds by kind, the second less the first; they add up exactly to the difference of the two durations."""
        first, second = self.first.by_kind(), self.second.by_kind()
        return {kind: second[kind] - first[kind] for kind in KINDS}

    @property
    def parting(self) -> tuple[Line | None, Line | None] | None:
        """The first entries of the log in which the lives differ (None where one has no more), or None if they do not."""
        ours, theirs = ([line for line in lines if line.kind == "event" and line.code != "limit"] for lines in self.lines)
        for one, other in zip_longest(ours, theirs):
            if one is None or other is None or self._named(one, 0) != self._named(other, 1):
                return one, other
        return None

    def _named(self, line: Line, which: int) -> tuple:
        """A line with names instead of rows, which differ from policy to policy."""
        labels, values = self.labels[which], dict(line.values)
        names = {"desk": labels.desks, "tier": labels.tiers, "channel": labels.channels}
        values |= {name: names[name][values[name]] for name in names if values.get(name, NONE) != NONE}
        return line.time, line.code, tuple(values.items())

    @property
    def turned(self) -> list[tuple[Line, Line]]:
        """Draws that both lives made and that decided otherwise, in the order of the first life."""
        ours, theirs = ({line.draw: line for line in lines if line.kind == "draw"} for lines in self.lines)
        return [(ours[name], theirs[name]) for name in ours if name in theirs and name[0] not in SIZES and ours[name].code != theirs[name].code]


def compare_lives(starts: tuple[Start, Start], lives: tuple[Life, Life]) -> Against:
    """Two lives of one case, of runs with the same seed."""
    if lives[0].key != lives[1].key:
        raise ValueError("two lives are of one case")
    lines = tuple(tell(start, life) for start, life in zip(starts, lives))
    return Against(*lives, lines, tuple(start.labels for start in starts))


def why_never_born(start: Start, other: Start, life: Life) -> dict[str, float]:
    """Of a case that does not arise under another start: the draw, and the chances of an orderly building there and here."""
    streams, born = start.world.stream, int(life.case["born"])
    (row,) = np.flatnonzero((streams["building"] == life.case["building"]) & (streams["category"] == life.case["category"]))
    u = draws.uniform(start.world.seed, draws.ACCEPT, int(streams["key"][row]), 0, int(life.case["ordinal"]))
    before, chance = (Teller(one, life).calm_chance(born) for one in (start, other))
    return {"u": u, "chance": chance, "before": before}
