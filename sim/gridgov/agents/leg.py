"""A leg: one call to a department for a problem, or a piece of the department's own work."""

from __future__ import annotations

from gridgov.draws import BOUNCE, COMPLY, uniform
from gridgov.tables.dtypes import (
    ARRIVAL,
    CLASS_ROUTINE,
    FAR,
    LEG_BOUNCED,
    LEG_CALLED,
    LEG_DONE,
    NONE,
    SUPERVISED,
)


class Leg:
    """One row of the leg table. A plain object: legs are as many as events, and an agent takes 14 microseconds to make."""

    __slots__ = (
        "town", "row", "key", "called", "arrived", "window_end", "started", "done", "parent", "department", "bounces",
        "whistled", "complied", "late", "rank", "limit_at", "entry",
    )  # fmt: skip

    def __init__(self, town, key: int, t: int, department, parent):
        self.town = town
        self.row = NONE  # own work has no row in the table
        if parent is not None:
            self.row = len(town.legs)
            town.legs.append(self)
        self.key = key
        self.called = t
        self.arrived = self.window_end = self.started = self.done = NONE
        self.parent = parent
        self.department = department
        self.bounces = self.whistled = self.complied = self.late = 0
        self.rank = CLASS_ROUTINE  # its class in the queue
        self.limit_at = FAR
        self.entry = None  # of the agenda, while it waits for its limit

    def note(self, t: int, activity: int, worker: int = NONE) -> None:
        """Write a row of the event log under the problem's name; own work leaves no trace."""
        if self.parent is not None:
            desk = self.department
            self.town.ledger.note(t, self.parent.key, activity, desk.tier.row, desk.row, worker)

    def call(self, t: int, whistled: bool) -> None:
        """Set out for the department; a whistled leg complies or not."""
        rules = self.parent.building.rules
        if whistled:
            self.whistled = 1
            if uniform(self.town.seed, COMPLY, self.key, 0, 0) < rules.comply:
                self.complied = 1
                self.parent.complied += 1
        self.note(t, LEG_CALLED)
        self.town.agenda.book(t + rules.handover_s, ARRIVAL, self.key, self.arrive)

    def arrive(self, t: int) -> None:
        """Come to the department, which may send it back (buck-passing)."""
        rules = self.parent.building.rules
        if not self.complied and self.bounces < rules.max_bounces and uniform(self.town.seed, BOUNCE, self.key, 0, self.bounces) < rules.bounce:
            self.bounces += 1
            self.note(t, LEG_BOUNCED)
            self.town.agenda.book(t + rules.bounce_s, ARRIVAL, self.key, self.arrive)
            return
        if self.complied or self.parent.supervised:
            self.rank = SUPERVISED
        else:
            self.rank = self.parent.ordinary_class()
        self.department.receive(self, t)

    def pass_limit(self, t: int) -> None:
        """Its window ends while it waits."""
        self.department.pass_limit(self, t)

    def book_wait(self, seconds: int) -> None:
        """Nothing: a problem counts its whole stay with the departments."""

    def finish(self, t: int) -> None:
        """Be done; the problem's next leg may now be due."""
        self.done = t
        self.note(t, LEG_DONE)
        if self.parent is not None:
            self.parent.referral.end_leg(t)
