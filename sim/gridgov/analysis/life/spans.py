"""Where the time of one case went: its life from birth to its end, cut into stretches without a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gridgov.tables.dtypes import (
    ARRIVED,
    CLOSED,
    CLOSED_ON_PAPER,
    CONVENED,
    EVENT,
    GONE,
    LAPSED_NOW,
    MISROUTED,
    NONE,
    NOTICED,
    PASSED_ON,
    REOPENED,
    SETTLED_AMONG,
    STARTED,
    WORKED,
    Outcome,
    World,
)

#: What a case may spend its time on. All but the first are columns of the case table, with `_s` added.
KINDS = ("hidden", "handover", "waiting", "working", "procedure", "astray", "departments", "on_paper")
#: Entries of the log with which the trouble is over.
ENDS = (CLOSED, LAPSED_NOW, GONE, SETTLED_AMONG)


@dataclass(frozen=True)
class Span:
    """A stretch ``[start, end)`` of a life, in seconds of the run, and the tier and desk where it was spent (NONE where at none)."""

    kind: str
    start: int
    end: int
    tier: int = NONE
    desk: int = NONE

    @property
    def seconds(self) -> int:
        """How long it lasted."""
        return self.end - self.start


@dataclass(frozen=True, eq=False)
class Life:
    """One case: its row of the case table, its entries of the log, its calls of departments, its spans."""

    row: int
    case: np.void  # CASE
    events: np.ndarray  # EVENT
    legs: np.ndarray  # LEG
    spans: tuple[Span, ...]

    @property
    def key(self) -> int:
        """Its name, the same under every policy."""
        return int(self.case["key"])

    @property
    def ended(self) -> bool:
        """Whether the trouble was over before the run was."""
        return int(self.case["gone"]) != NONE

    @property
    def seconds(self) -> int:
        """How long the trouble lasted, to the end of the run if it was not over."""
        return self.spans[-1].end - self.spans[0].start

    def by_kind(self) -> dict[str, int]:
        """Seconds by kind, in the order of `KINDS`; they add up to `seconds`."""
        out = dict.fromkeys(KINDS, 0)
        for span in self.spans:
            out[span.kind] += span.seconds
        return out


def find_life(outcome: Outcome, world: World, key: int) -> Life | None:
    """The life of the case of that name, None where there is no such case. The run must have kept its event log."""
    found = np.flatnonzero(outcome.cases["key"] == key)
    if not len(found):
        return None
    row = int(found[0])
    events = outcome.events[outcome.events["case"] == key]
    legs = outcome.legs[outcome.legs["parent"] == row]
    return Life(row, outcome.cases[row], events, legs, tuple(cut(events, world.end)))


def cut(events: np.ndarray, end: int) -> Iterable[Span]:
    """The spans of a life, from its entries in the log, EVENT (n,), in order; `end` is that of the run.

    They follow one another without a gap, some may last no time, and the seconds of a kind are those of the case table
    (docs/background/rules.md, sections 5 to 9) but for stretches that the table books only when they end.
    """
    assert events.dtype == EVENT
    kind, since, tier, desk = "hidden", int(events["time"][0]), NONE, NONE
    bound, astray = NONE, False  # for which desk, and whether that is a wrong one
    for t, activity, at_tier, at_desk in zip(*(events[name].tolist() for name in ("time", "activity", "tier", "desk"))):
        following = None
        if activity == NOTICED:
            following = "handover"
        elif activity in (PASSED_ON, MISROUTED):
            astray, bound = activity == MISROUTED, at_desk
            following = "astray" if astray else "departments" if at_desk == NONE else "handover"
        elif activity == ARRIVED:
            astray = astray and at_desk == bound  # a desk that does not act sends on what came by mistake
            following = "astray" if astray else "waiting"
        elif activity == STARTED:
            following = "astray" if astray else "working"
        elif activity == WORKED:
            following = "procedure"
        elif activity in (CONVENED, REOPENED):
            following, astray = "handover", False
        elif activity == CLOSED_ON_PAPER:
            following = "on_paper"
        elif activity in ENDS:
            yield Span(kind, since, t, tier, desk)
            return
        if following:
            yield Span(kind, since, t, tier, desk)
            kind, since, tier, desk = following, t, at_tier, at_desk
    yield Span(kind, since, end, tier, desk)


def worst(outcome: Outcome, world: World, count: int) -> list[int]:
    """Names of the cases of the measured period whose troubles lasted longest, the worst first; those never registered are no cases.

    A trouble that is not over counts to the end of the run. Of equals the one with the smaller name comes first.
    """
    cases = outcome.cases
    wanted = np.flatnonzero((cases["registered"] != NONE) & (cases["born"] >= world.warmup))
    rows = cases[wanted]
    lasted = np.where(rows["gone"] == NONE, world.end, rows["gone"]) - rows["born"]
    order = np.lexsort((rows["key"], -lasted))[:count]
    return rows["key"][order].tolist()
