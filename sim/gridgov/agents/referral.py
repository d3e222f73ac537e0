"""A referral: the departments that one problem needs, called leg by leg or by one whistle for all."""

from __future__ import annotations

from gridgov.agents.leg import Leg
from gridgov.draws import COUNT, DEPARTMENT, child_key, exponential, uniform
from gridgov.tables.dtypes import NONE, WHISTLED


class Referral:
    """One stay of a problem with the departments."""

    __slots__ = ("problem", "since", "needed", "called", "legs", "running")

    def __init__(self, problem, t: int):
        self.problem = problem
        self.since = t
        self.needed = self.choose_departments()
        self.called = 0  # of those needed
        self.legs: list[Leg] = []  # in order of calling
        self.running = 0  # legs called and not done

    def choose_departments(self) -> list:
        """The departments needed, in the order of their calls: chance fixed it at birth."""
        problem = self.problem
        town, building = problem.town, problem.building
        multi = building.regime.categories[problem.category].multi_share
        u = uniform(town.seed, COUNT, problem.key, 0, 0)
        number = 1 + (u < multi)
        if u < multi * building.rules.multi_more:
            number = 3
        ranked = sorted(
            (exponential(town.seed, DEPARTMENT, problem.key, department.own_key, 0) / weight, m)
            for m, (department, weight) in enumerate(zip(town.departments, town.weights[problem.category], strict=True))
            if weight > 0.0
        )
        return [town.departments[m] for _, m in ranked[:number]]

    def call(self, t: int) -> None:
        """Call the next department, or all that remain if the whistle is blown; without any left, close."""
        problem = self.problem
        if self.called == len(self.needed):
            problem.departments_s += t - self.since
            problem.referral = None
            problem.close_truly(t, problem.town.departments_tier)
            return
        blower = self.find_blower(t) if self.has_cause(t) else None
        if blower is None:
            self.call_leg(t, False)
            return
        blower.blow_whistle(t)
        problem.whistled += 1
        problem.town.ledger.whistles += 1
        problem.note(t, WHISTLED, blower)
        while self.called < len(self.needed):
            self.call_leg(t, True)

    def has_cause(self, t: int) -> bool:
        """Whether the rules give a reason to blow the whistle."""
        problem = self.problem
        rules = problem.building.rules
        return (
            len(self.needed) >= rules.whistle_departments > 0
            or (rules.whistle_past_limit and t > problem.due)
            or problem.severity >= rules.whistle_severity >= 0
        )

    def find_blower(self, t: int):
        """The lowest desk of the building that may blow the whistle now; None if there is none."""
        building = self.problem.building
        for desk in building.desks[: building.town.departments_tier]:
            if desk is not None and desk.may_whistle(t):
                return desk
        return None

    def call_leg(self, t: int, whistled: bool) -> None:
        """Call the next department."""
        problem = self.problem
        department = self.needed[self.called]
        key = child_key(child_key(problem.key, department.own_key), problem.legs)
        self.called += 1
        self.running += 1
        problem.legs += 1
        self.legs.append(Leg(problem.town, key, t, department, problem))
        self.legs[-1].call(t, whistled)

    def end_leg(self, t: int) -> None:
        """A leg is done; after the last one called, the next are due."""
        self.running -= 1
        if not self.running:
            self.call(t)

    def waiting_legs(self) -> list[Leg]:
        """The legs that wait in a department's queue."""
        return [leg for leg in self.legs if leg.arrived != NONE and leg.started == NONE]

    def is_stuck(self) -> bool:
        """Whether nothing happens but waiting."""
        return len(self.waiting_legs()) == self.running > 0

    def call_off(self, t: int) -> None:
        """Take the problem back from all departments where it waits."""
        for leg in self.waiting_legs():
            leg.department.release(leg, t)
        self.problem.departments_s += t - self.since
        self.problem.referral = None
