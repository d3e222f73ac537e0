"""A desk: a tier in one area, with its queue, its workers and its power."""

from __future__ import annotations

from gridgov.agents.service import ServicePoint
from gridgov.agents.work import draw_procedure, draw_work
from gridgov.draws import PAPER, uniform
from gridgov.tables.dtypes import (
    ARRIVED,
    CLIMB,
    CLIMBED,
    EXAMINED,
    FAR,
    IN_HAND,
    MAX_VISITS,
    NOTHING,
    PAID,
    QUEUED,
    STARTED,
    SUPERVISED_NOW,
    UNFUNDED,
    WEEK,
    WORKED,
)


class Desk(ServicePoint):
    """A desk that takes problems: settles what it has the power for, examines the rest and passes it on."""

    def __init__(self, model, town, row: int, key: int, x: float, y: float, tier, number: int, calendar, fund):
        super().__init__(model, town, row, key, x, y, tier, number, calendar)
        self.fund = fund  # of its community, if that pays this tier's repairs
        self.whistle_week = self.whistles = 0

    def has_power(self, problem) -> bool:
        """Whether this desk may settle a problem."""
        return problem.power_score < self.work[problem.category].power[problem.severity]

    def receive(self, problem, t: int) -> None:
        """Queue a problem that arrives, or send it on at once if nobody acts here any more."""
        if not self.acts:
            building = problem.building
            k = building.next_tier(self.tier.row)
            if k is not None:
                problem.astray = False
                if k == self.town.departments_tier:
                    problem.refer(t)
                else:
                    building.desks[k].receive(problem, t)
                return
        self.admit(problem, t)
        self.try_to_start(t)

    def admit(self, problem, t: int) -> None:
        """Queue a problem, with a fresh limit."""
        problem.desk = self
        k = self.tier.row
        problem.visit = min(problem.visits[k], MAX_VISITS)
        problem.visits[k] += 1
        rates = self.rates
        problem.paper_tried = False
        problem.limit_at = problem.paper_at = FAR
        limit = rates.limit_s[problem.severity]
        if limit >= 0:
            clock = self.limit_clock()
            problem.limit_at = clock.add(t, limit)
            if max(rates.paper, rates.paper_rush) > 0.0:
                problem.paper_at = clock.add(t, max(0, limit - rates.margin_s))
        problem.state = QUEUED
        self.queue(problem, t, problem.queue_class())
        self.wait_for_limit(problem, min(problem.paper_at, problem.limit_at))
        problem.note(t, ARRIVED, self)

    def leave_unserved(self, problem, t: int) -> None:
        """Let a problem leave the queue without work."""
        self.dequeue(problem, t)
        self.left += t >= self.town.warmup

    def send_up(self, problem, t: int, k: int) -> None:
        """Let a waiting case climb to tier k."""
        self.leave_unserved(problem, t)
        problem.note(t, CLIMBED, self)
        problem.go_to(t, k)

    def pass_limit(self, problem, t: int) -> None:
        """The margin before a limit, or the limit itself, passes while a problem waits."""
        rates = self.rates
        problem.entry = None
        if t >= problem.paper_at and not problem.paper_tried:
            problem.paper_tried = True
            chance = (rates.paper_rush if self.rushes(t) else rates.paper) * (1 - problem.building.rules.inspect_share)
            if uniform(self.town.seed, PAPER, problem.key, self.tier.key, problem.visit) < chance:
                self.leave_unserved(problem, t)
                problem.close_on_paper(t, self)
                return
        if t < problem.limit_at:
            self.wait_for_limit(problem, problem.limit_at)
            return
        if rates.limit_action == NOTHING:
            return
        if rates.limit_action == CLIMB:
            k = problem.building.next_tier(self.tier.row)
            if k is not None and k != self.town.departments_tier:
                self.send_up(problem, t, k)
                return
        problem.note(t, SUPERVISED_NOW, self)
        problem.supervised = 1
        self.supervise(problem)

    def rushes(self, t: int) -> bool:
        """Whether a review is so near that figures are put right."""
        review = self.rules.review_s
        return review > 0 and t % review >= review - self.rules.rush_s

    def take_up(self, problem, t: int) -> None:
        """Begin to settle a problem, or to examine it if it came by mistake or wants more power."""
        settles = not problem.astray and self.has_power(problem)
        self.dequeue(problem, t)
        if settles and problem.repair_fen and not problem.paid and not self.pay_repair(problem, t):
            self.left += t >= self.town.warmup
            return
        c, rules, regime = problem.category, self.rules, self.regime
        work = (
            draw_work(
                self.town.seed, regime.categories[c], self.work[c].work_s, regime.gamma_log[c], rules.shared_work,
                problem.key, problem.key, self.tier.key, problem.visit,
            )
            / self.rates.skill
        )  # fmt: skip
        if not settles:
            work *= self.rates.examine_share
        problem.settles = settles
        problem.state = IN_HAND
        slot = self.give_to_worker(problem, t, work, self.way_to(problem.building))
        problem.note(t, STARTED, self, slot)

    def pay_repair(self, problem, t: int) -> bool:
        """Pay the repair that a case needs; without the money the case passes up, and False is returned."""
        if self.fund is not None:
            if self.fund.balance() < problem.repair_fen:
                k = problem.building.next_tier(self.tier.row)
                if k is not None:
                    problem.note(t, UNFUNDED, self)
                    problem.go_to(t, k)
                    return False
            self.fund.spend(problem.repair_fen, self.town.ledger.month(t))
        problem.paid = True
        problem.note(t, PAID, self)
        return True

    def conclude(self, problem, t: int, worked: int) -> None:
        """Say what comes of a piece of work that has ended."""
        k = self.tier.row
        if problem.astray:
            problem.astray_s += worked
            problem.note(t, EXAMINED, self)
            problem.pass_on(t, self.tier, may_stray=False)
            return
        problem.working_s += worked
        if not problem.settles:
            above = problem.building.next_tier_with_power(k, problem)
            if above is not None:
                problem.note(t, EXAMINED, self)
                problem.go_to(t, above, may_stray=True)
                return
        problem.note(t, WORKED, self)
        c = problem.category
        seconds = draw_procedure(self.town.seed, self.regime.categories[c], self.work[c].procedure_s, problem.key, self.tier.key, problem.visit)
        if seconds:
            problem.undergo_procedure(t, seconds)
        else:
            problem.close_truly(t, k)

    def vacate(self, t: int) -> None:
        """Send every waiting case to the next tier that takes cases: nobody is left here to take it."""
        for line in self.lines:
            for problem in list(line):
                k = problem.building.next_tier(self.tier.row)
                if k is not None:
                    self.send_up(problem, t, k)

    # ---- the whistle -------------------------------------------------------------------------------------------------

    def may_whistle(self, t: int) -> bool:
        """Whether this desk may call all departments at once this week."""
        if not (self.rates.whistle and self.acts):
            return False
        quota = self.rules.whistle_quota
        return quota < 0 or (self.whistles if self.whistle_week == t // WEEK else 0) < quota

    def blow_whistle(self, t: int) -> None:
        """Use one of the week's whistles."""
        week = t // WEEK
        if self.whistle_week != week:
            self.whistle_week, self.whistles = week, 0
        self.whistles += 1
