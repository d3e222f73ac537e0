"""A department: a desk that takes legs, not problems, and has ordinary work of its own."""

from __future__ import annotations

from gridgov.agents.desk import Desk
from gridgov.agents.work import draw_procedure, draw_score, draw_work, exponential_work
from gridgov.tables.dtypes import ARRIVAL, LEG_ARRIVED, LEG_CANCELLED, LEG_LATE, LEG_STARTED, NONE, NOTHING


class Department(Desk):
    """A desk of the departments' tier. ``name`` is the key of the department, ``key`` that of its desk."""

    def __init__(self, model, town, *desk, own_key: int, department: int, own_work_s: float):
        super().__init__(model, town, *desk)
        self.own_key = own_key
        self.department = department  # row of the department table
        self.own_work_s = own_work_s

    def receive(self, leg, t: int) -> None:
        """Queue a leg that arrives; its window may already have passed."""
        problem = leg.parent
        if problem is not None:
            if leg.whistled:
                leg.window_end = self.calendar.add(leg.called, problem.building.rules.whistle_window_s)
            else:
                limit = self.rates.limit_s[problem.severity]
                if limit >= 0:
                    leg.window_end = self.limit_clock().add(t, limit)
            if leg.window_end != NONE:
                leg.limit_at = leg.window_end
                self.wait_for_limit(leg, max(t, leg.window_end))
        self.queue(leg, t, leg.rank)
        leg.note(t, LEG_ARRIVED)
        self.try_to_start(t)

    def pass_limit(self, leg, t: int) -> None:
        """A window ends while its leg waits."""
        leg.entry = None
        leg.late = 1
        leg.note(t, LEG_LATE)
        if self.rates.limit_action != NOTHING:
            self.supervise(leg)

    def take_up(self, leg, t: int) -> None:
        """Begin a leg, or a piece of own work."""
        self.dequeue(leg, t)
        leg.started = t
        problem, seed, way = leg.parent, self.town.seed, 0.0
        if problem is None:
            self.count_own_work(leg, t)
            work = exponential_work(self.own_work_s, draw_score(seed, 0.0, leg.key, leg.key, self.own_key, 0))
        else:
            c, regime = problem.category, self.regime
            work = draw_work(
                seed, regime.categories[c], self.work[c].work_s, regime.gamma_log[c], self.rules.shared_work,
                problem.key, leg.key, self.own_key, 0,
            )  # fmt: skip
            way = self.way_to(problem.building)
        slot = self.give_to_worker(leg, t, work / self.rates.skill, way)
        leg.note(t, LEG_STARTED, slot)

    def count_own_work(self, leg, t: int) -> None:
        """Tell the starts and waits of own work from those of legs."""
        warmup = self.town.warmup
        if t >= warmup:
            self.own_starts += 1
            self.own_waited_s += t - max(leg.arrived, warmup)

    def conclude(self, leg, t: int, worked: int) -> None:
        """A leg's work has ended: it may go on as a procedure."""
        seconds, problem = 0, leg.parent
        if problem is not None:
            c = problem.category
            seconds = draw_procedure(self.town.seed, self.regime.categories[c], self.work[c].procedure_s, leg.key, self.own_key, 0)
        if not seconds:
            leg.finish(t)
        else:
            self.town.agenda.book(t + seconds, ARRIVAL, leg.key, leg.finish)

    def release(self, leg, t: int) -> None:
        """Let a waiting leg go that is called off; a window that has not ended is none."""
        self.leave_unserved(leg, t)
        if leg.window_end > t:
            leg.window_end = NONE
        leg.note(t, LEG_CANCELLED)

    def vacate(self, t: int) -> None:
        """Legs stay: no tier is above the departments'."""
