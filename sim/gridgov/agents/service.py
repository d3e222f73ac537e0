"""A service point: a queue with its workers, which is what desks and departments have in common."""

from __future__ import annotations

from collections import OrderedDict
from heapq import heapify, heappop, heappush
from math import sqrt
from operator import attrgetter

from gridgov.agents.base import TownAgent
from gridgov.agents.calendar import whole_seconds
from gridgov.agents.people import Worker, happens
from gridgov.agents.rates import Regime, RuleRates, TierRates
from gridgov.draws import STAFF, uniform
from gridgov.tables.dtypes import BY_ARRIVAL, BY_CLASS, CLASSES, FAR, LIMIT, OPENING, SUPERVISED

_arrival = attrgetter("arrived")
_deadline = attrgetter("limit_at")


class ServicePoint(TownAgent):
    """One list of pieces per class, and workers; subclasses say what comes of a piece.

    The lists are ordered dictionaries, from which a case that climbs can leave anywhere at no cost. ``free`` is a heap
    of (free since, slot). ``regime`` holds the rates in force here (`rd` of the rules page); it, ``acts`` (takes cases), ``meets``
    (takes up cases that are stuck), ``speed`` and ``slots`` change with the phase.
    """

    def __init__(self, model, town, row: int, key: int, x: float, y: float, tier, number: int, calendar):
        super().__init__(model, town)
        self.row, self.key = row, key
        self.x, self.y = x, y
        self.tier = tier
        self.number = number  # among the desks of its tier
        self.calendar = calendar
        self.workers: list[Worker] = []
        self.lines = [OrderedDict() for _ in range(CLASSES)]
        self.waiting = 0
        self.free: list[tuple[int, int]] = []
        self.slots = 0
        self.meets = False
        self.opening_booked = False
        self.busy_s = 0  # open seconds of the pieces that ended since the last month tick
        self.arrivals = self.starts = self.left = self.waited_s = 0  # since the warm-up
        self.own_starts = self.own_waited_s = 0  # the part of a department's own work

    def enter_rates(self, regime: Regime) -> None:
        """Come under other rates."""
        self.regime: Regime = regime
        self.rules: RuleRates = regime.rules
        self.rates: TierRates = regime.tiers[self.tier.row]
        self.work = [tiers[self.tier.row] for tiers in regime.work]  # by category

    def enter_phase(self, t: int, regime: Regime, speed: float, slots: int, acts: bool) -> None:
        """Come under the rates of a phase, with the speed and the slots that it gives."""
        self.enter_rates(regime)
        self.staff(t, speed, slots, acts)

    def staff(self, t: int, speed: float, slots: int, acts: bool) -> None:
        """Have another speed; slots come and go, a busy one that goes when its work ends."""
        self.speed = speed
        self.acts = acts
        if slots < self.slots:
            self.free = [(since, slot) for since, slot in self.free if slot < slots]
            heapify(self.free)
            for worker in self.workers[slots : self.slots]:
                worker.vacant = worker.quitting = False
        for worker in self.workers[self.slots : slots]:
            if worker.piece is None:
                worker.skill = 1.0
                heappush(self.free, (t, worker.slot))
        self.slots = slots

    @property
    def filled(self) -> int:
        """Slots that somebody fills."""
        return sum(not worker.vacant and not worker.quitting for worker in self.workers[: self.slots])

    def strike_off(self, slot: int) -> None:
        """Take a free worker out of the line of the free."""
        self.free = [entry for entry in self.free if entry[1] != slot]
        heapify(self.free)

    def review_staff(self, t: int, since: int, month: int, rates) -> tuple[int, int]:
        """Let a month pass for every slot: learning, quitting, filling; how many left and joined."""
        there = self.calendar.between(since, t) * self.filled
        load = self.busy_s / there if there else 0.0
        x = rates.quit_logit + rates.overload_logit * max(0.0, load - rates.overload_from)
        left = joined = 0
        for worker in self.workers[: self.slots]:
            u = uniform(self.town.seed, STAFF, self.key, worker.slot, month)
            if worker.vacant:
                if u < rates.fill:
                    worker.join(t, rates.newcomer_skill)
                    joined += 1
            elif not worker.quitting:
                worker.learn(rates.learn)
                if happens(u, x):
                    worker.quit()
                    left += 1
        return left, joined

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

    def supervise(self, piece) -> None:
        """Move a waiting piece to the end of the supervised list; its place in time stays."""
        del self.lines[piece.rank][piece]
        piece.rank = SUPERVISED
        self.lines[SUPERVISED][piece] = None

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
        work = work / self.workers[slot].skill
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
