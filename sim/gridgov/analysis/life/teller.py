"""The life of one case as lines in order of time: every entry of the log, every wait and way, every draw."""

from __future__ import annotations

from gridgov.analysis.life.beginning import Beginning
from gridgov.analysis.life.chances import Chances, Line
from gridgov.analysis.life.passage import Passage
from gridgov.analysis.life.spans import ENDS, Life
from gridgov.tables.build import Start
from gridgov.tables.dtypes import (
    ACTIVITIES,
    ARRIVED,
    BORN,
    CLIMBED,
    CLOSED,
    CLOSED_ON_PAPER,
    CONVENED,
    EXAMINED,
    LEG_ARRIVED,
    LEG_BOUNCED,
    LEG_CALLED,
    LEG_CANCELLED,
    LEG_DONE,
    LEG_LATE,
    LEG_STARTED,
    MISROUTED,
    NONE,
    NOTHING,
    NOTICED,
    PASSED_ON,
    REOPENED,
    SETTLED_AMONG,
    STARTED,
    UNFUNDED,
    WORKED,
)

#: Entries that end a wait at a desk.
LEAVING = (STARTED, CLIMBED, UNFUNDED, CLOSED_ON_PAPER, CONVENED)
#: Entries of calls to departments: while they run, the case itself waits for all of them.
OF_LEGS = (LEG_CALLED, LEG_BOUNCED, LEG_ARRIVED, LEG_STARTED, LEG_LATE, LEG_DONE, LEG_CANCELLED)


class Teller(Beginning, Passage):
    """One telling of one life; `lines` holds it when `tell` is done."""

    def __init__(self, start: Start, life: Life):
        self.chances, self.life, self.case, self.key = Chances(start), life, life.case, life.key
        self.building, self.category = int(life.case["building"]), int(life.case["category"])
        self.lines: list[Line] = []
        self.hops = self.visit = self.called = self.closings = 0
        self.visits: dict[int, int] = {}
        self.legs, self.bounces = {}, {}
        self.entering = self.is_astray = self.was_astray = False
        self.paper_at, self.paper, self.opened, self.last, self.worked_at = NONE, 0.0, NONE, NONE, NONE

    def line(self, t: int, kind: str, code: str, **values) -> None:
        """Add a line."""
        self.lines.append(Line(t, kind, code, values))

    def draw(self, t: int, purpose: str, code: str, name: int = 0, visit: int = 0, **values) -> None:
        """Add a draw."""
        self.lines.append(Line(t, "draw", code, values, (purpose, name, visit)))

    def ends_work(self, t: int) -> bool:
        """Whether a piece of its work ended at t, so that what follows in this second comes before a phase that starts in it."""
        return t == self.worked_at

    @property
    def case_limited(self) -> bool:
        """Whether something happens at limits of desks here."""
        return bool((self.chances.world.tier_rate["limit_action"] != NOTHING).any())

    def tell(self) -> list[Line]:
        """All lines, in order of time."""
        spans = {}
        for span in self.life.spans:
            spans.setdefault(span.end, []).append(span)
        for t, activity, tier, desk, worker in zip(*(self.life.events[name].tolist() for name in ("time", "activity", "tier", "desk", "worker"))):
            if activity not in OF_LEGS:
                for span in spans.pop(t, ()):
                    self.tell_span(span)
            if activity in (WORKED, EXAMINED):
                self.worked_at = t
            self.entry(t, activity, tier, desk, worker)
            self.last = activity
        for left in spans.values():
            for span in left:
                self.tell_span(span)
        self.lines.sort(key=lambda line: line.time)
        if not self.life.ended:
            self.line(self.life.spans[-1].end, "event", "run_ends")
        return self.lines

    def tell_span(self, span) -> None:
        """A stretch of time that ends."""
        if span.seconds:
            self.line(span.end, "span", f"span.{span.kind}", seconds_s=span.seconds, desk=span.desk, tier=span.tier)

    def entry(self, t: int, activity: int, tier: int, desk: int, worker: int) -> None:
        """One entry of the log."""
        if activity in LEAVING and tier != NONE and tier != self.chances.departments and self.visits:
            self.leave_queue(t, self.at_tier, activity == CLOSED_ON_PAPER)
        if activity == BORN:
            self.line(t, "event", "born", building=self.building, category=self.category)
            self.tell_birth(t)
        elif activity in (NOTICED, SETTLED_AMONG):
            self.opened = t
            self.tell_noticed(t)
        elif activity in (PASSED_ON, MISROUTED):
            self.was_astray, self.is_astray, self.bound = self.is_astray, activity == MISROUTED, desk
            self.tell_sent(t, tier, desk, activity == MISROUTED)
        elif activity == ARRIVED:
            self.is_astray = self.is_astray and desk == self.bound
            self.at_tier = tier
            self.tell_arrival(t, tier, desk)
        elif activity == STARTED:
            self.tell_start(t, tier, desk, worker)
        elif activity == WORKED:
            self.tell_worked(t, tier, desk)
        elif activity == LEG_CALLED:
            self.tell_leg_called(t, desk)
        elif activity in (LEG_ARRIVED, LEG_BOUNCED):
            self.tell_leg_comes(t, desk, activity == LEG_BOUNCED)
        elif activity == LEG_STARTED:
            self.tell_leg_start(t, desk, worker)
        elif activity == LEG_DONE:
            self.tell_leg_done(t, desk)
        elif activity in (CLOSED, CLOSED_ON_PAPER):
            self.tell_closing(t, tier, desk, activity == CLOSED_ON_PAPER)
        else:
            if activity == CONVENED:
                self.hops += 1
                self.is_astray = False
            elif activity == REOPENED:
                self.opened, self.is_astray = t, False
            self.line(t, "event", ACTIVITIES[activity], tier=tier, desk=desk)


def tell(start: Start, life: Life) -> list[Line]:
    """The lines of a life. After an end of the trouble only checks of its closing can follow (`ENDS`)."""
    assert any(activity in ENDS for activity in life.events["activity"]) == life.ended
    return Teller(start, life).tell()
