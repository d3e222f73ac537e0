"""A desk: a tier in one area, with its queue, its workers and its power."""

from __future__ import annotations

from collections import OrderedDict
from heapq import heapify, heappop, heappush
from math import sqrt
from operator import attrgetter

from gridgov.agents.base import TownAgent
from gridgov.agents.calendar import whole_seconds
from gridgov.agents.people import Worker
from gridgov.agents.rates import Regime, RuleRates, TierRates
from gridgov.agents.work import draw_procedure, draw_work
from gridgov.draws import PAPER, uniform
from gridgov.tables.dtypes import (
    ARRIVED, BY_ARRIVAL, BY_CLASS, CLASSES, CLIMB, CLIMBED, EXAMINED, FAR, IN_HAND, LIMIT, MAX_VISITS, NOTHING, OPENING, PAID,
    QUEUED, STARTED, SUPERVISED, SUPERVISED_NOW, UNFUNDED, WEEK, WORKED,
)  # fmt: skip

_arrival = attrgetter("arrived")
_deadline = attrgetter("limit_at")


class Desk(TownAgent):
    """A desk with one list per class.

    The lists are ordered dictionaries, from which a case that climbs can leave anywhere at no cost. ``free`` is a heap
    of (free since, slot). ``regime`` holds the rates in force here (`rd` of the rules page); it, ``acts``, ``speed``
    and ``slots`` change with the phase.
    """

    def __init__(self, model, town, row: int, key: int, x: float, y: float, tier, number: int, calendar, fund):
        super().__init__(model, town)
        self.row, self.key = row, key
        self.x, self.y = x, y
        self.tier = tier
        self.number = number  # among the desks of its tier
        self.calendar = calendar
        self.fund = fund  # of its community, if that pays this tier's repairs
        self.workers: list[Worker] = []
        self.lines = [OrderedDict() for _ in range(CLASSES)]
        self.waiting = 0
        self.free: list[tuple[int, int]] = []
        self.slots = 0
        self.opening_booked = False
        self.whistle_week = self.whistles = 0
        self.arrivals = self.starts = self.left = self.waited_s = 0  # since the warm-up
        self.own_starts = self.own_waited_s = 0  # the part of a department's own work

    # ---- phases ------------------------------------------------------------------------------------------------------

    def enter_phase(self, t: int, regime: Regime, speed: float, slots: int, acts: bool) -> None:
        """Come under other rates; slots come and go, a busy one that goes when its work ends."""
        self.regime: Regime = regime
        self.rules: RuleRates = regime.rules
        self.rates: TierRates = regime.tiers[self.tier.row]
        self.work = [tiers[self.tier.row] for tiers in regime.work]  # by category
        self.speed = speed
        self.acts = acts
        if slots < self.slots:
            self.free = [(since, slot) for since, slot in self.free if slot < slots]
            heapify(self.free)
        for slot in range(self.slots, slots):
            if self.workers[slot].piece is None:
                heappush(self.free, (t, slot))
        self.slots = slots

    def vacate(self, t: int) -> None:
        """Send every waiting case to the next tier that takes cases: nobody is left here to take it."""
        for line in self.lines:
            for problem in list(line):
                k = problem.building.next_tier(self.tier.row)
                if k is not None:
                    self.send_up(problem, t, k)

    # ---- the queue ---------------------------------------------------------------------------------------------------

    def has_power(self, problem) -> bool:
        """Whether this desk may settle a problem."""
        return problem.power_score < self.work[problem.category].power

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
            if rates.paper > 0.0:
                problem.paper_at = clock.add(t, max(0, limit - rates.margin_s))
        problem.state = QUEUED
        self.queue(problem, t, problem.queue_class())
        self.wait_for_limit(problem, min(problem.paper_at, problem.limit_at))
        problem.note(t, ARRIVED, self)
        self.try_to_start(t)

    def limit_clock(self):
        """The calendar in which limits of this desk run."""
        return self.calendar if self.rates.limit_working else self.town.calendars[0]

    def queue(self, piece, t: int, rank: int) -> None:
        """Put a piece at the end of its class's list."""
        piece.arrived = t
        piece.rank = rank
        self.lines[rank][piece] = None
        self.waiting += 1
        self.tier.waiting += 1
        self.arrivals += t >= self.town.warmup

    @staticmethod
    def wait_for_limit(piece, time: int) -> None:
        """Wake a waiting piece at a time."""
        piece.entry = piece.town.agenda.book(time, LIMIT, piece.key, piece.pass_limit)

    def dequeue(self, piece, t: int) -> None:
        """Let a piece leave its list and its limit, and book its wait."""
        del self.lines[piece.rank][piece]
        self.waiting -= 1
        self.tier.waiting -= 1
        self.town.agenda.cancel(piece.entry)
        piece.entry = None
        warmup = self.town.warmup
        if t >= warmup:
            self.waited_s += t - max(piece.arrived, warmup)
        piece.book_wait(t - piece.arrived)

    def leave_unserved(self, problem, t: int) -> None:
        """Let a problem leave the queue without work."""
        self.dequeue(problem, t)
        self.left += t >= self.town.warmup

    def send_up(self, problem, t: int, k: int) -> None:
        """Let a waiting case climb to tier k."""
        self.leave_unserved(problem, t)
        problem.note(t, CLIMBED, self)
        problem.go_to(t, k)

    def supervise(self, piece) -> None:
        """Move a waiting piece to the end of the supervised list; its place in time stays."""
        del self.lines[piece.rank][piece]
        piece.rank = SUPERVISED
        self.lines[SUPERVISED][piece] = None

    def pass_limit(self, problem, t: int) -> None:
        """The margin before a limit, or the limit itself, passes while a problem waits."""
        rates = self.rates
        problem.entry = None
        if t >= problem.paper_at and not problem.paper_tried:
            problem.paper_tried = True
            chance = rates.paper * (1 - problem.building.rules.inspect_share)
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

    # ---- work --------------------------------------------------------------------------------------------------------

    def try_to_start(self, t: int) -> None:
        """Start cases while one waits and a worker is free; if the desk is closed, see to it when it opens."""
        if not self.waiting or not self.free or self.speed <= 0.0:
            return
        if not self.calendar.is_open(t):
            if not self.opening_booked:
                opening = self.calendar.next_open(t)
                self.opening_booked = opening < FAR
                self.town.agenda.book(opening, OPENING, self.key, self.wake)
            return
        while self.waiting and self.free:
            self.take_up(self.choose(), t)

    def wake(self, t: int) -> None:
        """The shift begins and cases may be waiting."""
        self.opening_booked = False
        self.try_to_start(t)

    def choose(self):
        """The piece to take up next: a discipline only chooses among the heads of the lists (ties: the first class)."""
        heads = [next(iter(line)) for line in self.lines if line]
        discipline = self.rates.discipline
        if len(heads) == 1 or discipline == BY_CLASS:
            return heads[0]
        return min(heads, key=_arrival if discipline == BY_ARRIVAL else _deadline)

    def give_to_worker(self, piece, t: int, work: float, way: float) -> int:
        """Let the worker who is free for longest take up a piece; the slot."""
        _, slot = heappop(self.free)
        self.starts += t >= self.town.warmup
        held = whole_seconds((work + way) / self.speed)
        self.workers[slot].take_up(piece, t, work, way, held)
        return slot

    def way_to(self, building) -> float:
        """Seconds on the way to a building."""
        speed = self.rules.metres_per_s
        if speed == 0.0:
            return 0.0
        dx, dy = building.x - self.x, building.y - self.y
        return sqrt(dx * dx + dy * dy) / speed

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
        seconds = draw_procedure(
            self.town.seed, self.regime.categories[c], self.work[c].procedure_s, problem.key, self.tier.key, problem.visit
        )
        if seconds:
            problem.undergo_procedure(t, seconds)
        else:
            problem.close_truly(t, k)

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
