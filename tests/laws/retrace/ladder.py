"""Arrival, waiting, limits, money, work and passing on, read from the log (sections 6 and 7)."""

from __future__ import annotations

import numpy as np

from gridgov import draws
from gridgov.tables.dtypes import BY_ARRIVAL, BY_CLASS, CLIMB, FAR, MAX_VISITS, MISROUTED, MONTH, NONE, NOTHING, SUPERVISED
from tests.laws.retrace.case import Case
from tests.laws.retrace.town import whole


class Ladder:
    """Part of the reader: desks and the ways between them."""

    def tier_of(self, case: Case) -> int:
        """Tier of the desk where a case is."""
        return int(self.town.world.desk["tier"][case.desk])

    def rates_of(self, desk: int):
        """Rates of the tier in force at a desk."""
        return self.town.world.tier_rate[self.town.desk_regime(desk), self.town.world.desk["tier"][desk]]

    # ---- waiting

    def arrived(self, case: Case, event) -> None:
        """A case joins the queue of its class, with a fresh limit."""
        t, town = int(event["time"]), self.town
        self.handed_over(case, t)
        case.desk, case.arrived = int(event["desk"]), t
        k, rates = self.tier_of(case), self.rates_of(case.desk)
        case.visit = min(case.visits.get(k, 0), MAX_VISITS)
        case.visits[k] = case.visits.get(k, 0) + 1
        limit, case.limit_at, case.paper_at = int(rates["limit_s"][case.severity]), FAR, FAR
        if limit >= 0:
            clock = int(town.world.desk["calendar"][case.desk]) if rates["limit_working"] else 0
            case.limit_at = town.add(clock, t, limit)
            if max(rates["paper"], rates["paper_rush"]) > 0:
                case.paper_at = town.add(clock, t, max(0, limit - int(rates["margin_s"])))
        case.phase = town.phase
        self.lines[case.desk].join(case, SUPERVISED if case.supervised else self.town.class_of(case))

    @staticmethod
    def handed_over(case: Case, t: int) -> None:
        """The way ends; where nobody acts any more the case goes on at once, no longer astray."""
        if case.sent != NONE:
            case.book("handover_s", t - case.sent)
            case.sent = NONE
            case.astray = case.astray and not case.forwarded

    def tempted(self, case: Case) -> bool:
        """Whether the draw of this visit closes a case on paper near its limit; in the last days before a review more easily."""
        rules = self.town.world.rule_rate[self.town.desk_regime(case.desk)]
        review = int(rules["review_s"])
        rush = review > 0 and case.paper_at % review >= review - int(rules["rush_s"])
        chance = float(self.rates_of(case.desk)["paper_rush" if rush else "paper"]) * (1 - float(self.town.rules(case.building)["inspect_share"]))
        return self.town.uniform(draws.PAPER, case.key, self.town.tier_key[self.tier_of(case)], case.visit) < chance

    def above(self, case: Case) -> int:
        """The next tier to which a case may climb: not the departments'."""
        k = self.town.next_tier(self.tier_of(case) + 1, case.building)
        return NONE if k == self.town.departments else k

    def leaves_line(self, case: Case, t: int) -> None:
        """A case waits no longer."""
        self.lines[case.desk].leave(case)
        case.book("waiting_s", t - case.arrived)

    def climbed(self, case: Case, event) -> None:
        """It has waited its limit, and goes up unseen."""
        t, k = int(event["time"]), self.above(case)
        if case.vacated:
            case.vacated = False
            self.leaves_line(case, t)
            self.go(case, t, self.town.next_tier(self.tier_of(case) + 1, case.building), stray=False)
            return
        right = self.rates_of(case.desk)["limit_action"] == CLIMB and k != NONE
        self.check("climbs at the limit, from a desk that lets climb", right and t == case.limit_at)
        self.leaves_line(case, t)
        if k != NONE:
            self.go(case, t, k, stray=False)

    def supervised_now(self, case: Case, event) -> None:
        """It has waited its limit, and is put before the others."""
        action = self.rates_of(case.desk)["limit_action"]
        right = action != NOTHING and (action != CLIMB or self.above(case) == NONE)
        self.check("supervision at the limit, where a case cannot climb", int(event["time"]) == case.limit_at and right)
        case.supervised = 1
        self.lines[case.desk].leave(case)
        self.lines[case.desk].join(case, SUPERVISED)

    # ---- starting

    def taken_up(self, piece, desk: int, t: int) -> None:
        """The piece chosen is the one that the discipline names among the first of each class."""
        town, calendar = self.town, int(self.town.world.desk["calendar"][desk])
        self.check("work begins in the desk's hours", town.passed(calendar, t + 1) > town.passed(calendar, t))
        if desk in town.own_work:  # pieces that the log does not tell of
            return
        discipline = int(self.rates_of(desk)["discipline"])
        order = {BY_ARRIVAL: lambda one: one.arrived, BY_CLASS: lambda one: 0}.get(discipline, lambda one: one.limit_at)
        self.check("the case that the discipline names", min(self.lines[desk].heads(), key=order, default=None) is piece)

    def begins(self, desk: int, slot: int, t: int, work: float, way: float) -> int:
        """The worker free for longest takes it up; when the work will end, and the hours that it takes of each month."""
        work = work / self.lines[desk].skill.get(slot, 1.0)
        free, held = self.lines[desk].free, whole((work + way) / self.town.speed[desk])
        if desk not in self.town.own_work:
            longest = min(free.values(), default=NONE)
            # of several who end in this second only those who ended before this start are free
            lowest = longest == t or slot == min((one for one, since in free.items() if since == longest), default=NONE)
            self.check("the worker who is free for longest", free.get(slot) == longest and lowest)
        end = self.town.add(int(self.town.world.desk["calendar"][desk]), t, held)
        free[slot] = end
        self.book_hours(desk, slot, t, min(end, self.town.end), work, way)
        return end

    def book_hours(self, desk: int, slot: int, start: int, end: int, work: float, way: float) -> None:
        """Open seconds from start to end, and the share of the way in them, by month of the ledger."""
        world = self.town.world
        row, calendar = int(world.desk["first_worker"][desk]) + slot, int(world.desk["calendar"][desk])
        month = max(0, (start - world.warmup) // MONTH + 1)
        self.ended.setdefault(desk, []).append((end, self.town.passed(calendar, end) - self.town.passed(calendar, start)))
        while start < end:
            until = min(end, world.warmup + month * MONTH)
            part = self.town.passed(calendar, until) - self.town.passed(calendar, start)
            self.hours[row, month] += part, int(part * way / (work + way)) if way > 0 else 0
            self.pieces[row, month] += 1
            start, month = until, month + 1

    def settles(self, case: Case) -> bool:
        """Whether a case is settled where it is."""
        return not case.astray and self.town.has_power(case, self.tier_of(case))

    def paid(self, case: Case, event) -> None:
        """The repair is paid, by the tier or out of a fund that has enough."""
        t = int(event["time"])
        self.taken_up(case, case.desk, t)
        community = self.fund_of(case)
        self.check("a repair is paid once, by who settles it", self.settles(case) and case.repair_fen > 0 and not case.paid)
        if community != NONE:
            stranded = self.town.next_tier(self.tier_of(case) + 1, case.building) == NONE
            self.check("a fund pays what it has", stranded or self.balance(community, t) >= case.repair_fen)
            self.spent[community] += case.repair_fen
        case.paid = case.paid_now = True
        case.script.append((t, "started", self.tier_of(case), case.desk))

    def unfunded(self, case: Case, event) -> None:
        """The fund has not enough: the case passes up unpaid."""
        t, community = int(event["time"]), self.fund_of(case)
        self.taken_up(case, case.desk, t)
        poor = community != NONE and self.balance(community, t) < case.repair_fen
        self.check("a repair passes up when the fund has too little", poor and self.settles(case) and not case.paid)
        self.leaves_line(case, t)
        self.go(case, t, self.town.next_tier(self.tier_of(case) + 1, case.building), stray=False)

    def fund_of(self, case: Case) -> int:
        """The community whose fund pays here, if one does."""
        return int(self.town.world.desk["community"][case.desk]) if self.town.world.tier["repairs_fund"][self.tier_of(case)] else NONE

    def balance(self, community: int, t: int) -> int:
        """What came in this year less what was spent: a year begins with the run, and every twelve months from the warm-up's end."""
        self.come_to_month(t)
        return int(self.come[community] - self.spent[community])

    def give_points(self, case: Case, t: int) -> None:
        """A report is worth points where its author takes part."""
        rules, community = self.town.rules(case.building), int(self.town.world.building["community"][case.building])
        if rules["points_fen"] > 0 and self.town.world.resident["propensity"][case.resident] >= rules["points_from"]:
            self.come_to_month(t)
            self.points[community] += int(rules["points_fen"])

    def come_to_month(self, t: int) -> None:
        """Let the months begin that have begun at t."""
        world = self.town.world
        if self.posts:
            return  # its months begin when they come
        if self.month is None:
            self.months_begin(0)
        while world.warmup + self.month * MONTH <= t:
            self.months_begin(world.warmup + self.month * MONTH)

    def months_begin(self, t: int) -> None:
        """Points are paid; money comes in; a new year forgets the old."""
        world = self.town.world
        self.pay_points(t)
        if t == 0 or (t - world.warmup) // MONTH % 12 == 0:
            self.come[:] = 0
            self.spent[:] = 0
        self.come += world.fund_fen[self.town.phase_before(t)]
        self.month = (t - world.warmup) // MONTH + 1

    def pay_points(self, t: int) -> None:
        """Points of the month that ends are paid as far as there is money, and no longer owed."""
        paid = np.minimum(self.points, np.maximum(0, self.come - self.spent))
        self.spent += paid
        self.points_paid[:, max(0, (t - 1 - self.town.world.warmup) // MONTH + 1)] += paid
        self.points[:] = 0

    def started(self, case: Case, event) -> None:
        """Work begins: settling, or only examining."""
        t, town, k = int(event["time"]), self.town, self.tier_of(case)
        if not case.paid_now:  # else it was taken up when it was paid
            self.taken_up(case, case.desk, t)
        case.paid_now = False
        case.settles = self.settles(case)
        self.check("a repair is paid before it begins", not (case.settles and case.repair_fen and not case.paid))
        action = self.rates_of(case.desk)["limit_action"]
        steady = case.phase == town.phase  # the rates are still those of its arrival
        late = steady and t > case.limit_at and action != NOTHING and not case.supervised
        self.check("no limit passes in silence", not late)
        self.check("a draw to close on paper is obeyed", not (steady and t > case.paper_at and self.tempted(case)))
        self.leaves_line(case, t)
        g, name = town.desk_regime(case.desk), town.tier_key[k]
        work = town.work(g, case.category, k, case.key, case.key, name, case.visit) / float(self.rates_of(case.desk)["skill"])
        work *= 1.0 if case.settles else float(self.rates_of(case.desk)["examine_share"])
        end = self.begins(case.desk, int(event["worker"]), t, work, town.way(g, case.desk, case.building))
        case.started = t
        settled = case.settles or (not case.astray and town.next_tier_with_power(case, k + 1) == NONE)
        case.script.append((end, "worked" if settled else "examined", k, case.desk))

    # ---- what comes of it

    def worked(self, case: Case, event) -> None:
        """Settled; a procedure may follow."""
        t, k = int(event["time"]), self.tier_of(case)
        case.working_s += t - case.started
        g = self.town.desk_regime(case.desk, self.town.phase_before(t))
        more = self.town.procedure(g, case.category, k, case.key, self.town.tier_key[k], case.visit)
        if t + more < self.town.end:
            case.procedure_s += more
        case.script.append((t + more, "closed", k, NONE))

    def examined(self, case: Case, event) -> None:
        """Looked at, and sent on: to the right desk, or to the lowest tier with the power."""
        t, k = int(event["time"]), self.tier_of(case)
        case.book("working_s", t - case.started)
        if case.astray:
            self.go(case, t, k, stray=False)
        else:
            self.go(case, t, self.town.next_tier_with_power(case, k + 1), stray=True)

    def go(self, case: Case, t: int, k: int, stray: bool) -> None:
        """Pass a case on to tier k, sometimes to a wrong desk; the entry that must follow."""
        town = self.town
        if k == town.departments:
            self.refer(case, t)
            return
        hops, rules = case.hops + 1, town.rules(case.building)
        first, number = (int(x) for x in town.world.tier_desks[k])
        right = town.desk_of[k][case.building]
        wrong = stray and number > 1 and town.uniform(draws.MISROUTE, case.key, town.tier_key[k], hops) >= rules["accuracy"]
        desk = right
        if wrong:
            shift = min(number - 2, int(town.uniform(draws.WRONG_DESK, case.key, town.tier_key[k], hops) * (number - 1)))
            desk = first + (right - first + 1 + shift) % number
        case.script.append((t, "misrouted" if wrong else "passed_on", k, desk))

    def passed_on(self, case: Case, event) -> None:
        """On the way to a desk, or at the departments."""
        if case.entering:  # entering is no passing on
            case.entering = False
            self.announce_arrival(case)
            return
        t, town, desk = int(event["time"]), self.town, int(event["desk"])
        case.hops += 1
        if desk == NONE:
            self.referred(case, t)
            return
        case.sent, case.astray = t, event["activity"] == MISROUTED
        case.going = int(event["tier"]), desk, t + int(town.rules(case.building)["handover_s"])
        self.announce_arrival(case)

    def announce_arrival(self, case: Case) -> None:
        """The entry that must follow a way: arrival, or going on at once where nobody acts."""
        town, (k, desk, arrives) = self.town, case.going
        above = NONE if town.acts[desk] else town.next_tier(k + 1, case.building)
        case.forwarded = above != NONE
        if case.forwarded and above == town.departments:
            self.refer(case, arrives)
            return
        if case.forwarded:
            k, desk = above, town.desk_of[above][case.building]
        case.script.append((arrives, "arrived", k, desk))
