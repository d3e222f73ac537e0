"""The people of the town: residents, who report and learn, and workers, who take up pieces of work."""

from __future__ import annotations

from heapq import heappush
from math import exp

from gridgov.agents.base import TownAgent
from gridgov.agents.rates import RuleRates
from gridgov.draws import REPORT, uniform
from gridgov.tables.dtypes import END_OF_WORK, FAR, ROUTINE

#: Below this, exp(-x) is too large for a double and the probability is nil.
LOWEST_LOGIT = -709.0


def happens(u: float, x: float) -> bool:
    """Whether a draw falls below the probability of a logit."""
    return x > LOWEST_LOGIT and u < 1.0 / (1.0 + exp(-x))


class Resident(TownAgent):
    """Someone who lives in a building: trust decides on reporting, satisfaction is only measured."""

    def __init__(self, model, town, row: int, trust: float, satisfaction: float, propensity: float):
        super().__init__(model, town)
        self.row = row
        self.trust = trust
        self.satisfaction = satisfaction
        self.propensity = propensity

    def will_report(self, problem) -> bool:
        """Whether the resident concerned would report this problem, given trust at its birth."""
        building = problem.building
        category = building.regime.categories[problem.category]
        if abs(category.report_logit) == float("inf"):
            return category.report_logit > 0.0
        rules = building.rules
        trust = rules.trust_mix * self.trust + (1 - rules.trust_mix) * building.reputation
        x = (
            category.report_logit
            + (category.report_severe if problem.severity > ROUTINE else 0.0)
            + rules.trust_gain * (trust - 0.5)
            + rules.propensity_sd * self.propensity
            + building.regime.report_kind[building.kind]
            + building.effect
            + building.ease
        )
        if rules.points_logit != 0.0 and self.propensity >= rules.points_from:
            x = x + rules.points_logit
        return happens(uniform(self.town.seed, REPORT, problem.key, 0, 0), x)

    def learn(self, y: float, weight: float, rules: RuleRates) -> None:
        """Step towards the outcome y of a problem."""
        ledger = self.town.ledger
        trust, satisfaction = self.trust, self.satisfaction
        self.trust = trust + rules.trust_step * weight * (y - trust)
        self.satisfaction = satisfaction + rules.satisfaction_step * weight * (y - satisfaction)
        ledger.trust += self.trust - trust
        ledger.satisfaction += self.satisfaction - satisfaction


class Worker(TownAgent):
    """The holder of a slot of a desk."""

    def __init__(self, model, town, desk, slot: int):
        super().__init__(model, town)
        self.desk = desk
        self.slot = slot
        self.piece = None  # the problem or leg in hand
        self.started = 0
        self.work = self.way = 0.0  # of the piece in hand, in seconds at full speed
        self.skill = 1.0  # times that of one who knows the work
        self.vacant = self.quitting = False  # nobody fills the slot; nobody will when the work in hand ends
        self.busy = [0] * town.ledger.months
        self.travel = [0] * town.ledger.months
        self.shifts = [[0] * 6 for _ in self.busy]  # where people come and go: open seconds, on duty, on the way, looking, at a surge, free for cases

    def take_up(self, piece, t: int, work: float, way: float, held: int) -> None:
        """Hold a piece for so many open seconds of the desk."""
        self.piece = piece
        self.started = t
        self.work = work
        self.way = way
        end = self.desk.calendar.add(t, held)
        if end < FAR:
            self.town.agenda.book(end, END_OF_WORK, piece.key, self.end_work)

    def end_work(self, t: int) -> None:
        """Lay the piece down; what comes of it is the desk's to say."""
        piece, desk = self.piece, self.desk
        self.book_hours(t)
        self.piece = None
        if self.quitting:
            self.quitting, self.vacant = False, True
        elif self.slot < desk.slots:
            heappush(desk.free, (t, self.slot))
        desk.conclude(piece, t, t - self.started)
        desk.try_to_start(t)

    def book_hours(self, t: int) -> None:
        """Enter the open seconds of the piece up to t, month by month."""
        ledger, calendar = self.town.ledger, self.desk.calendar
        way, whole = self.way, self.work + self.way
        since = self.started
        month = ledger.month(since)
        while since < t:
            until = min(t, ledger.month_end(month))
            part = calendar.between(since, until)
            self.busy[month] += part
            self.desk.busy_s += part
            if way > 0.0:
                self.travel[month] += int(part * way / whole)
            since = until
            month += 1


    def learn(self, part: float) -> None:
        """Make up for a part of what is missing in skill."""
        if self.skill < 1.0:
            self.skill = self.skill + part * (1.0 - self.skill)

    def quit(self) -> None:
        """Leave for good, at once or when the work in hand ends."""
        if self.piece is None:
            self.vacant = True
            self.desk.strike_off(self.slot)
        else:
            self.quitting = True

    def join(self, t: int, skill: float) -> None:
        """Somebody new fills the slot."""
        self.vacant, self.skill = False, skill
        heappush(self.desk.free, (t, self.slot))


class BuildingChief(Worker):
    """The holder of a chief's post: the worker of a building's desk that has a chief."""
