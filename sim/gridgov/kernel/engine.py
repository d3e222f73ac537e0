"""The shell of the compiled engine: it allocates tables, runs the kernel day by day and hands over the outcome."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np

from gridgov.jit import JIT_DISABLED
from gridgov.kernel import loop, meetings, months, sessions, state
from gridgov.tables.dtypes import DAY, Outcome, World

#: Of one call of the kernel, which costs some 20 microseconds by itself and cannot be interrupted.
LEAST_SECONDS = 0.02


class CompiledEngine:
    """One run of the compiled engine. `step` handles one day, `finish` closes the books.

    Parameters
    ----------
    world : World
        The tables of the start; they are not changed.
    log_events, buildings_daily : bool
        Whether to keep the event log, and the present problems of every building at the end of every day.
    """

    def __init__(self, world: World, log_events: bool = False, buildings_daily: bool = False):
        self.world = world
        self.state = state.fresh_state(world, log_events, buildings_daily)
        self.done = False
        self._call(loop.run_begin)

    @property
    def day(self) -> int:
        """Days done."""
        return int(self.state.clock["day"][0])

    def step(self, days: int = 1) -> None:
        """Handle the events of the next days."""
        until = self.day + days
        while (status := self._call(loop.run_days, until)) != state.FINE:
            self._see_to(status)

    def run(self, tell: Callable[[int], object] = lambda days: None) -> None:
        """Handle all days that are left, as many in one call as take long enough; `tell` hears after each call how many are done."""
        last, stretch = -(-self.world.end // DAY), 1
        while self.day < last:
            began, days = time.perf_counter(), min(stretch, last - self.day)
            self.step(days)
            tell(days)
            if time.perf_counter() - began < LEAST_SECONDS:
                stretch *= 2

    def finish(self) -> Outcome:
        """Close the books and return what happened. Call it once, after the last day."""
        if not self.done:
            if state.comes_and_goes(self.world):
                self._see_to(state.BOOKS_DUE)
            self._call(loop.run_close)
            self.done = True
        s, clock = self.state, self.state.clock[0]
        events = s.event[: clock["events"]]
        return Outcome(
            cases=s.done[: clock["cases"]], legs=s.leg[: clock["legs"]], events=events, daily=s.daily, queue_daily=s.queue_daily,
            buildings_daily=s.buildings_daily, desks=s.tally, workers=np.ascontiguousarray(s.worker_month.T), fund_spent=s.fund_spent,
            points_paid=s.points_paid, residents=s.resident, reputation=s.place["reputation"].copy(), posts=np.ascontiguousarray(s.post_month.T),
            shifts=np.ascontiguousarray(s.shift.T), months=s.month_tally, stipends=s.stipend_fen, events_handled=int(clock["handled"]),
        )  # fmt: skip

    def _call(self, function, *arguments):
        if not JIT_DISABLED:
            return function(self.world, self.state, *arguments)
        with warnings.catch_warnings(), np.errstate(over="ignore"):
            return function(self.world, self.state, *arguments)

    def _see_to(self, status: int) -> None:
        """Hold the sessions or meetings or make the turn that is due, or enlarge the table that is full."""
        if status == state.SESSIONS_DUE:
            self._call(sessions.run_sessions)
            return
        if status < state.MONTH_DUE:
            self._grow(status)
            return
        function, arguments = (meetings.run_meetings, ()) if status == state.MEETINGS_DUE else (months.run_turn, (status,))
        while (full := self._call(function, *arguments)) != state.FINE:
            self._grow(full)

    def _grow(self, full: int) -> None:
        s = self.state
        if full == state.CASES_FULL:
            extra = max(1024, len(s.done) // 8)
            self.state = s._replace(done=state.grown(s.done, extra), case_ticket=state.grown(s.case_ticket, extra))
        elif full == state.LEGS_FULL:
            self.state = s._replace(leg=state.grown(s.leg, max(1024, len(s.leg) // 4)))
        elif full == state.PAGES_FULL:
            self.state = s._replace(page=state.grown(s.page, max(1024, len(s.page) // 2)))
        elif full == state.EVENTS_FULL:
            self.state = s._replace(event=state.grown(s.event, max(4096, len(s.event) // 2)))
        else:
            extra = max(1024, len(s.ticket) // 3)
            used = state.grown(s.used, extra) if len(s.used) > 1 else s.used
            node, ticket, case = state.grown(s.node, extra), state.grown(s.ticket, extra), state.grown(s.case, extra)
            self.state = s._replace(node=node, ticket=ticket, case=case, used=used)

