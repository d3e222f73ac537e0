"""The record of a problem: what chance fixes at birth, how it closes and reopens, and what is learned from it."""

from __future__ import annotations

from math import exp, floor

from gridgov.agents.spell import Spell
from gridgov.draws import AMOUNT, INFORM, INSPECT, MONEY, REPEAT, SEVERITY, exponential, normal, uniform
from gridgov.tables.dtypes import (
    AREA_BUILDING,
    ARRIVAL,
    BORN,
    CHECK,
    CLASS_ROUTINE,
    CLOSED,
    CLOSED_ON_PAPER,
    CRITICAL,
    DONE,
    FAR,
    GONE,
    INSPECTED,
    LAPSED,
    LAPSED_NOW,
    LATENT,
    NONE,
    PAPER_CLOSED,
    REOPENED,
    ROUTINE,
    SETTLED_AMONG,
    URGENT,
)

#: At most so many repeats of one late spell are counted.
MOST_REPEATS = 1000


class Record:
    """One row of the case table and where it stands.

    A plain object with slots: problems are as many as events, and a Mesa agent takes 14 microseconds to make and half
    a kilobyte to keep. The attributes of the first group are columns of the case table.
    """

    __slots__ = (
        "key", "ordinal", "born", "registered", "due", "first_closed", "closed", "fixed", "gone", "final",
        "waiting_s", "working_s", "procedure_s", "handover_s", "astray_s", "departments_s", "on_paper_s", "repair_fen",
        "repeats", "category", "severity", "state", "channel", "will_report", "entry_tier", "settled_tier",
        "hops", "reopened", "paper", "inspected", "verified", "legs", "whistled", "complied", "informed", "learned", "supervised",
        # what it belongs to
        "town", "row", "building", "resident", "reported", "power_score",
        # where it is: the desk at hand or gone to, and what holds for this visit
        "desk", "astray", "visits", "visit", "arrived", "rank", "limit_at", "paper_at", "paper_tried", "entry", "settles", "paid",
        "sent", "opened", "spell", "referral",
    )  # fmt: skip

    def __init__(self, town, building, category: int, key: int, ordinal: int, t: int):
        self.town, self.building, self.category, self.key, self.ordinal, self.born = town, building, category, key, ordinal, t
        self.row = len(town.problems)
        town.problems.append(self)
        self.registered = self.due = self.first_closed = self.closed = self.fixed = self.gone = self.final = NONE
        self.waiting_s = self.working_s = self.procedure_s = self.handover_s = self.astray_s = 0
        self.departments_s = self.on_paper_s = self.repeats = self.hops = self.reopened = self.paper = 0
        self.inspected = self.verified = self.legs = self.whistled = self.complied = 0
        self.informed = self.learned = self.supervised = 0
        self.channel = self.entry_tier = self.settled_tier = NONE
        self.state = LATENT
        self.reported = self.astray = self.settles = self.paid = self.paper_tried = False
        self.visits = None
        self.visit = self.sent = 0
        self.arrived = self.opened = NONE
        self.limit_at = self.paper_at = FAR
        self.rank = CLASS_ROUTINE
        self.desk = self.entry = self.spell = self.referral = self.power_score = None
        self.draw_severity()
        self.draw_repair()
        self.resident = building.choose_resident(key)
        self.will_report = int(self.resident is not None and self.resident.will_report(self))

    def note(self, t: int, activity: int, desk=None, worker: int = NONE) -> None:
        """Write a row of the event log, at a desk or nowhere."""
        if desk is None:
            self.town.ledger.note(t, self.key, activity)
        else:
            self.town.ledger.note(t, self.key, activity, desk.tier.row, desk.row, worker)

    # ---- birth ---------------------------------------------------------------------------------------------------

    def draw_severity(self) -> None:
        """Routine, urgent or critical."""
        category = self.building.regime.categories[self.category]
        u = uniform(self.town.seed, SEVERITY, self.key, 0, 0)
        if u < category.critical:
            self.severity = CRITICAL
        elif u < category.critical + category.urgent:
            self.severity = URGENT
        else:
            self.severity = ROUTINE

    def draw_repair(self) -> None:
        """Money that the repair needs, in fen."""
        category, seed = self.building.regime.categories[self.category], self.town.seed
        self.repair_fen = 0
        if uniform(seed, MONEY, self.key, 0, 0) < category.money_share:
            sigma = category.money_sigma
            fen = category.money_fen * exp(sigma * normal(seed, AMOUNT, self.key, 0, 0) - 0.5 * sigma * sigma)
            self.repair_fen = max(1, floor(fen + 0.5))

    def appear(self, t: int) -> None:
        """Be there, hidden as yet."""
        ledger = self.town.ledger
        self.building.open += 1
        ledger.born += 1
        ledger.present.change(t, 1)
        ledger.hidden.change(t, 1)
        self.note(t, BORN)
        self.spell = Spell(self, 0, t, False)

    def vanish(self, t: int) -> None:
        """Come to a natural end without an open record."""
        latent = self.state == LATENT
        self.end_hidden(t)
        self.note(t, LAPSED_NOW if latent else GONE)
        self.teach(0.0 if latent else self.outcome())

    def settle_among(self, t: int, channel) -> None:
        """Be settled by the neighbours who came to know of it: no office ever hears of it."""
        self.channel = channel.row
        self.end_hidden(t)
        self.town.ledger.note(t, self.key, SETTLED_AMONG, channel.tier, NONE)
        self.teach(self.building.rules.self_y)

    def end_hidden(self, t: int) -> None:
        """Be gone while no record is open."""
        ledger = self.town.ledger
        self.spell = None
        self.gone = self.final = t
        self.building.open -= 1
        ledger.present.change(t, -1)
        ledger.hidden.change(t, -1)
        ledger.lapsed += self.state == LATENT
        self.state = LAPSED if self.state == LATENT else DONE

    # ---- closing, checking, learning ---------------------------------------------------------------------------------

    def close(self, t: int, k: int) -> bool:
        """Close the record by tier k; whether the closing will be inspected."""
        seed, rules, ledger = self.town.seed, self.building.rules, self.town.ledger
        number = self.paper + 1
        self.closed = t
        if self.first_closed == NONE:
            self.first_closed = t
        self.settled_tier = k
        self.informed = int(uniform(seed, INFORM, self.key, 0, number) < rules.inform_share)
        repeats = self.count_repeats(t, number)
        self.repeats += repeats
        ledger.contacts += repeats
        ledger.closed += 1
        self.building.community.enter(t, self.due)
        ledger.open_records.change(t, -1)
        return uniform(seed, INSPECT, self.key, 0, number) < rules.inspect_share

    def count_repeats(self, t: int, number: int) -> int:
        """Further contacts of the resident in a spell that is late at t, and that closing `number` ends."""
        late = t - max(self.due, self.opened)
        repeat_s = self.building.rules.repeat_s
        if not self.reported or late <= 0 or repeat_s == 0.0:
            return 0
        seed, passed, count = self.town.seed, 0.0, 0
        while count < MOST_REPEATS:
            passed += repeat_s * exponential(seed, REPEAT, self.key, number, count)
            if passed > late:
                break
            count += 1
        return count

    def close_truly(self, t: int, k: int) -> None:
        """Be fixed and closed by tier k."""
        inspected = self.close(t, k)
        ledger = self.town.ledger
        self.fixed = self.gone = t
        self.building.open -= 1
        ledger.fixed += 1
        if self.building.post is not None and self.town.tiers[k].area == AREA_BUILDING:
            self.building.post.thanks += 1
        ledger.present.change(t, -1)
        ledger.note(t, self.key, CLOSED, k, NONE)
        self.teach(self.outcome())
        if inspected:
            self.state = CHECK
            self.town.agenda.book(t + self.building.rules.inspect_delay_s, ARRIVAL, self.key, self.pass_check)
        else:
            self.state = DONE
            self.final = t

    def pass_check(self, t: int) -> None:
        """An inspector finds it fixed."""
        self.inspected += 1
        self.verified += 1
        self.final = t
        self.state = DONE
        self.note(t, INSPECTED)

    def close_on_paper(self, t: int, desk) -> None:
        """Be closed by a desk while the trouble stays."""
        inspected = self.close(t, desk.tier.row)
        ledger = self.town.ledger
        self.paper += 1
        self.state = PAPER_CLOSED
        ledger.closed_on_paper += 1
        ledger.hidden.change(t, 1)
        self.note(t, CLOSED_ON_PAPER, desk)
        self.spell = Spell(self, self.paper, t, inspected)

    def reopen(self, t: int) -> None:
        """Be taken up again, by the tier that closed it or by the next above."""
        town, building = self.town, self.building
        self.spell = None
        self.reopened += 1
        self.on_paper_s += t - self.closed
        self.closed = NONE
        self.opened = t
        town.ledger.reopened += 1
        town.ledger.hidden.change(t, -1)
        town.ledger.open_records.change(t, 1)
        self.note(t, REOPENED)
        k = building.first_tier(self.settled_tier)
        climb = building.rules.reopen_climb
        if climb > 0 and self.reopened >= climb:
            above = building.next_tier(self.settled_tier)
            if above is not None and above != town.departments_tier:
                k = above
        self.go_to(t, k)

    def outcome(self) -> float:
        """How well it ended, in [0, 1], as the resident sees it."""
        rules = self.building.rules
        fixed = self.fixed != NONE
        return rules.y_on_time * (fixed and self.fixed <= self.due) + rules.y_fixed * fixed + rules.y_informed * self.informed

    def teach(self, y: float) -> None:
        """Let the resident concerned, and the building, learn from the outcome y, once."""
        if self.learned:
            return
        self.learned = 1
        if self.resident is not None:
            rules = self.building.rules
            weight = 1.0 if self.reported else rules.weight_seen
            self.resident.learn(y, weight, rules)
            self.building.learn(y, weight)
