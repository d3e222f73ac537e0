"""The post of a building's chief: who holds it, how long he stays, who follows, and the hours that he gives."""

from __future__ import annotations

from math import floor, inf, sqrt

from gridgov.agents.people import happens
from gridgov.draws import CONVERT, HOME, POST, WILLING, uniform
from gridgov.tables.dtypes import CADRE, NO_CHIEF, POST_MONTH, RESIDENT_CHIEF, WEEK


class Post:
    """The post of chief in one building.

    ``way``, ``look``, ``train`` and ``cases`` are the hours a week that its holder gives; ``bar`` is the draw of willingness of the last
    resident who took it: whoever was passed over, or has served, is not asked again. ``thanks`` counts what chiefs settled here since
    the last month tick.
    """

    def __init__(self, building, desks: list, look_s: list[list[float]]):
        self.building, self.desks = building, desks
        self.look_s = look_s  # by phase and channel: seconds of looking for one unit of exposure
        self.kind, self.holder, self.vacant_since, self.thanks = NO_CHIEF, 0, 0, 0
        self.motivation = self.metres = self.bar = self.stipend = 0.0
        self.way = self.look = self.train = self.cases = 0.0
        self.books = [dict.fromkeys(POST_MONTH.names, 0) for _ in range(building.town.ledger.months)]

    def draw(self, purpose: int, name: int, visit: int) -> float:
        """A uniform draw of this post."""
        return uniform(self.building.town.seed, purpose, self.building.key, name, visit)

    # ---- who holds it --------------------------------------------------------------------------------------------------

    def begin(self, kind: int, motivation: float, metres: float) -> None:
        """Another holder begins."""
        self.kind, self.motivation, self.metres = kind, motivation, metres
        self.holder += 1

    def leave_vacant(self, t: int) -> None:
        """Nobody holds it any more."""
        self.kind, self.vacant_since = NO_CHIEF, t

    def fill_as_planned(self, t: int, kind: int, metres: float, rates) -> None:
        """Be held by whom the tables name."""
        if kind == NO_CHIEF:
            self.leave_vacant(t)
            self.metres = metres
        else:
            self.begin(kind, rates.cadre_base if kind == CADRE else rates.resident_base, metres)

    def fix_bar(self) -> None:
        """The resident who serves at the start is the most willing one."""
        self.bar = min((self.draw(WILLING, n, 0) for n in range(len(self.building.residents))), default=self.bar)

    def base(self, rates) -> float:
        """Motivation to which that of the holder drifts."""
        return rates.cadre_base if self.kind == CADRE else rates.resident_base

    def tire(self, t: int, last: int, rates) -> None:
        """Let motivation move since the last month tick: thanks lift it, load wears it down."""
        thanks = rates.thanks_gain * min(1.0, self.thanks / rates.thanks_full) if rates.thanks_full > 0.0 else 0.0
        loss = rates.load_loss * max(0.0, self.load(last, t) - rates.load_from)
        moved = self.motivation + rates.drift * (self.base(rates) - self.motivation) + thanks - loss
        self.motivation = min(1.0, max(0.0, moved))

    def load(self, since: int, until: int) -> float:
        """Time with a case in hand over open time, at the lowest of its desks."""
        if not self.desks:
            return 0.0
        opened = self.desks[0].calendar.between(since, until)
        return self.desks[0].busy_s / opened if opened else 0.0

    def gives_up(self, month: int, rates) -> bool:
        """Whether the resident who holds it gives it up."""
        return happens(self.draw(POST, 0, month), rates.quit_logit - rates.quit_gain * (self.motivation - rates.resident_base))

    def is_transferred(self, month: int, rates) -> bool:
        """Whether the cadre who holds it is transferred."""
        return happens(self.draw(POST, 0, month), rates.transfer_logit)

    def would_hand_over(self, month: int, rates) -> bool:
        """Whether the cadre who holds it has trained somebody."""
        return rates.convert > 0.0 and self.draw(CONVERT, 0, month) < rates.convert * self.motivation

    def send_cadre(self, rates) -> None:
        """A cadre begins, who lives somewhere in the city or in its quarter."""
        number = self.holder + 1
        town = self.building.town
        home = town.months.home(self.draw(HOME, 1, number) < town.months.in_quarter, self.draw(HOME, 0, number))
        dx, dy = home.x - self.building.x, home.y - self.building.y
        self.begin(CADRE, rates.cadre_base, sqrt(dx * dx + dy * dy))

    def recruit(self, rates, offer: float, more: float) -> bool:
        """Let the most willing resident who was not passed over begin; whether there is one."""
        x = rates.willing_logit + rates.willing_stipend * offer / 100
        asked = ((self.draw(WILLING, n, 0), resident) for n, resident in enumerate(self.building.residents))
        willing = [u for u, one in asked if u > self.bar and happens(u, x + rates.willing_trust * (one.trust - 0.5) + more)]
        if not willing:
            return False
        self.bar = min(willing)
        self.begin(RESIDENT_CHIEF, rates.resident_base, 0.0)
        return True

    # ---- what he gives -------------------------------------------------------------------------------------------------

    def plan_hours(self, rates) -> None:
        """Divide the hours of a week: a cadre's ways come first, then training a successor, and the rest is looking or for cases."""
        given = self.way = self.train = 0.0
        if self.kind == CADRE:
            given = rates.cadre_h * self.motivation
            self.way = min(given, rates.way_per_metre * self.metres)
            if rates.convert > 0.0:
                self.train = (given - self.way) * rates.train_share
        elif self.kind == RESIDENT_CHIEF:
            lost = rates.crowding_h if self.stipend > 0.0 else 0.0
            given = max(0.0, rates.resident_h - lost + rates.hours_per_100_yuan * self.stipend / 100) * self.motivation
        left = given - self.way - self.train
        self.surge = left * rates.surge_share
        left = left * (1.0 - rates.surge_share)
        self.look = left * rates.look_share
        self.cases = left * (1.0 - rates.look_share)

    def exposures(self, phase: int) -> dict[int, float]:
        """Open seconds that each channel of chiefs needs here for one unit of exposure."""
        found = {}
        for channel in self.building.town.channels:
            if channel.of_chiefs:
                rate = min(1.0, share(self.look, channel.calendar))
                found[channel.row] = self.look_s[phase][channel.row] / rate if rate > 0.0 else inf
        return found

    def enforce(self, t: int, phase: int) -> None:
        """Let what the holder gives take force at his desks and in his building."""
        for desk in self.desks:
            speed = min(1.0, share(self.cases, desk.calendar))
            there = self.kind != NO_CHIEF
            desk.staff(t, speed, int(there), there and (speed > 0.0 or not desk.tier.climb_when_vacant))
        for row, seconds in self.exposures(phase).items():
            self.building.exposure[row] = seconds

    def book(self, t0: int, t1: int, month: int) -> None:
        """Enter who held it from t0 to t1, and what became of the open time of its desks."""
        book = self.books[month]
        book["holder"] = self.holder
        if self.kind == NO_CHIEF:
            return
        book["kind"] = self.kind
        if self.kind == CADRE:
            book["cadre_s"] += t1 - t0
            book["metre_s"] += floor(self.metres * (t1 - t0) + 0.5)
        else:
            book["resident_s"] += t1 - t0
        for desk in self.desks:
            opened = desk.calendar.between(t0, t1)
            duties = [share(hours, desk.calendar) for hours in (self.way, self.look, self.train, self.surge)]
            over = max(1.0, sum(duties))
            way_s, look_s, train_s, surge_s = (floor(part / over * opened + 0.5) for part in duties)
            cases_s = floor(desk.speed * opened + 0.5)
            shift = desk.workers[0].shifts[month]
            for place, seconds in enumerate((opened, way_s + look_s + train_s + surge_s + cases_s, way_s, look_s, surge_s, cases_s)):
                shift[place] += seconds


def share(hours: float, calendar) -> float:
    """Hours a week over a calendar's open time; 0 for one that never opens."""
    opened = calendar.between(0, WEEK)
    return hours * 3600 / opened if opened else 0.0
