"""A problem's way: registration, the tiers, the departments."""

from __future__ import annotations

from gridgov.agents.record import Record
from gridgov.agents.referral import Referral
from gridgov.draws import ENTRY, ENTRY_DESK, MISROUTE, ON_SPOT, POWER, SETTLE, WRONG_DESK, uniform
from gridgov.tables.dtypes import (
    ARRIVAL,
    AT_DEPARTMENTS,
    CAMPAIGN,
    CLASS_ROUTINE,
    FAR,
    MISROUTED,
    NONE,
    NOTICED,
    PASSED_ON,
    PROCEDURE,
    ROUTINE,
    SUPERVISED,
    TRANSIT,
)


class Problem(Record):
    """A problem on its way through the tiers."""

    __slots__ = ()

    def come_to_light(self, t: int, channel) -> None:
        """Be noticed for the first time: neighbours may settle it among themselves, else it enters the record."""
        settle = self.building.regime.categories[self.category].settle if channel.of_neighbours else 0.0
        if settle > 0.0 and uniform(self.town.seed, SETTLE, self.key, 0, 0) < settle:
            self.settle_among(t, channel)
        else:
            self.register(t, channel)

    def register(self, t: int, channel) -> None:
        """Enter the record: fixed on the spot, or on the way to the first tier that takes cases."""
        town, building = self.town, self.building
        ledger, category = town.ledger, building.regime.categories[self.category]
        self.spell = None
        self.registered = self.opened = t
        self.channel = channel.row
        self.reported = channel.of_residents
        service = category.service_s[self.severity]
        self.due = FAR if service < 0 else town.calendars[category.service_calendar].add(t, service)
        ledger.registered += 1
        if self.reported:
            ledger.contacts += 1
            building.give_points(self.resident)
        ledger.hidden.change(t, -1)
        ledger.open_records.change(t, 1)
        ledger.note(t, self.key, NOTICED, channel.tier, NONE)
        self.power_score = uniform(town.seed, POWER, self.key, 0, 0)
        self.visits = [0] * len(town.tiers)
        self.entry_tier = k = building.first_tier(channel.tier)
        if k == town.departments_tier:
            self.refer(t)
        elif (
            channel.on_spot
            and self.severity == ROUTINE
            and not self.repair_fen
            and building.desks[k].has_power(self)
            and uniform(town.seed, ON_SPOT, self.key, 0, 0) < category.on_spot
        ):
            self.close_truly(t, k)
        else:
            self.enter(t, k, channel)

    def enter(self, t: int, k: int, channel) -> None:
        """Come to the first desk, perhaps a wrong one; later where it is dispatched, or nobody feels responsible."""
        town, building = self.town, self.building
        self.desk, wait = building.desks[k], 0
        if building.regime.entry is not None:
            entry, desks = building.regime.entry[channel.row], town.tiers[k].desks
            if len(desks) > 1 and uniform(town.seed, ENTRY, self.key, 0, 0) >= entry.accuracy:
                further = min(len(desks) - 2, int(uniform(town.seed, ENTRY_DESK, self.key, 0, 0) * (len(desks) - 1)))
                self.desk = desks[(self.desk.number + 1 + further) % len(desks)]
                self.astray = True
                self.note(t, MISROUTED, self.desk)
            wait = entry.dispatch_s + (building.rules.unowned_s if building.unowned else 0)
        if wait:
            self.state = TRANSIT
            self.sent = t
            town.agenda.book(t + wait, ARRIVAL, self.key, self.arrive)
        else:
            self.desk.receive(self, t)

    def go_to(self, t: int, k: int, may_stray: bool = False) -> None:
        """Go to another tier: handed over to its desk, or referred to the departments."""
        if k == self.town.departments_tier:
            self.refer(t)
        else:
            self.pass_on(t, self.town.tiers[k], may_stray)

    def pass_on(self, t: int, tier, may_stray: bool) -> None:
        """Be handed over to the desk of a tier here, or by mistake to another desk of that tier."""
        town, building = self.town, self.building
        self.hops += 1
        desk = building.desks[tier.row]
        number = len(tier.desks)
        self.astray = may_stray and number > 1 and uniform(town.seed, MISROUTE, self.key, tier.key, self.hops) >= building.rules.accuracy
        if self.astray:
            further = min(number - 2, int(uniform(town.seed, WRONG_DESK, self.key, tier.key, self.hops) * (number - 1)))
            desk = tier.desks[(desk.number + 1 + further) % number]
        self.note(t, MISROUTED if self.astray else PASSED_ON, desk)
        self.state = TRANSIT
        self.desk = desk
        self.sent = t
        town.agenda.book(t + building.rules.handover_s, ARRIVAL, self.key, self.arrive)

    def arrive(self, t: int) -> None:
        """Reach the desk gone to."""
        if self.astray:
            self.astray_s += t - self.sent
        else:
            self.handover_s += t - self.sent
        self.desk.receive(self, t)

    def pass_limit(self, t: int) -> None:
        """A limit of this visit passes while it waits."""
        self.desk.pass_limit(self, t)

    def queue_class(self) -> int:
        """Its class in a queue."""
        return SUPERVISED if self.supervised else self.ordinary_class()

    def ordinary_class(self) -> int:
        """The class of a case that nobody supervises: what a campaign is about goes before the rest, then the more severe."""
        campaign = self.building.regime.categories[self.category].campaign
        return CAMPAIGN if campaign else CLASS_ROUTINE - self.severity

    def book_wait(self, seconds: int) -> None:
        """Enter the wait at a desk that it leaves."""
        if self.astray:
            self.astray_s += seconds
        else:
            self.waiting_s += seconds

    def refer(self, t: int) -> None:
        """Go to the departments."""
        town = self.town
        self.hops += 1
        self.astray = False
        self.state = AT_DEPARTMENTS
        self.desk = None
        town.ledger.note(t, self.key, PASSED_ON, town.departments_tier, NONE)
        self.referral = Referral(self, t)
        self.referral.call(t)

    def undergo_procedure(self, t: int, seconds: int) -> None:
        """Wait for a contractor or a notice, which holds nobody."""
        self.state = PROCEDURE
        self.sent = t
        self.town.agenda.book(t + seconds, ARRIVAL, self.key, self.end_procedure)

    def end_procedure(self, t: int) -> None:
        """The procedure is over."""
        self.procedure_s += t - self.sent
        self.close_truly(t, self.desk.tier.row)
