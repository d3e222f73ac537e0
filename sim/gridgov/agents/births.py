"""Streams: the candidate problems of a building, and the own work of a department, one after another by name."""

from __future__ import annotations

from gridgov.agents.calendar import whole_seconds
from gridgov.agents.leg import Leg
from gridgov.agents.problem import Problem
from gridgov.draws import ACCEPT, GAP, child_key, exponential, uniform
from gridgov.tables.dtypes import BIRTH, DAY


class Stream:
    """Candidates with keyed exponential gaps; the ordinal counts them, accepted or not."""

    __slots__ = ("town", "key", "rate", "ordinal")

    def __init__(self, town, key: int, rate: float):
        self.town, self.key, self.rate = town, key, rate
        self.ordinal = -1

    def begin(self) -> None:
        """Name the first candidate."""
        if self.rate > 0.0:
            self.name_next(0)

    def gap(self, ordinal: int) -> int:
        """Whole seconds before a candidate."""
        return whole_seconds(exponential(self.town.seed, GAP, self.key, 0, ordinal) / self.rate)

    def name_next(self, t: int) -> None:
        """Book the next candidate after t, passing over those that cannot happen."""
        while True:
            self.ordinal += 1
            gap = self.gap(self.ordinal)
            t += gap if self.ordinal == 0 else max(1, gap)
            if t >= self.town.agenda.end or self.may_happen(t):
                self.town.agenda.book(t, BIRTH, self.key, self.happen)
                return

    def happen(self, t: int) -> None:
        """Name the next candidate, then see what comes of this one."""
        ordinal = self.ordinal
        happens = self.happens(t, ordinal)
        self.name_next(t)
        if happens:
            self.bear(t, ordinal)

    def may_happen(self, t: int) -> bool:
        """Whether the present candidate could happen at t at all."""
        return True

    def happens(self, t: int, ordinal: int) -> bool:
        """Whether a candidate happens."""
        return True


class ProblemStream(Stream):
    """The candidate problems of one category in one building."""

    __slots__ = ("building", "category", "accept")

    def __init__(self, town, key: int, rate: float, building, category: int, accept: list[float]):
        super().__init__(town, key, rate)
        self.building, self.category, self.accept = building, category, accept

    def may_happen(self, t: int) -> bool:
        """Whether the present candidate could happen in the most disordered building, under the works that bring most."""
        return uniform(self.town.seed, ACCEPT, self.key, 0, self.ordinal) < self.accept[t // DAY] * self.town.worst_disorder * self.town.most_works

    def happens(self, t: int, ordinal: int) -> bool:
        """Whether the candidate happens in this building as it is."""
        return self.building.suffers(self.key, ordinal, self.category, self.accept[t // DAY], t)

    def bear(self, t: int, ordinal: int) -> None:
        """Let the problem appear."""
        problem = Problem(self.town, self.building, self.category, child_key(self.key, ordinal), ordinal, t)
        problem.appear(t)


class OwnWorkStream(Stream):
    """The ordinary work of a department: pieces that belong to no problem."""

    __slots__ = ("department",)

    def __init__(self, town, key: int, rate: float, department):
        super().__init__(town, key, rate)
        self.department = department

    def bear(self, t: int, ordinal: int) -> None:
        """Bring the department a piece of its own."""
        leg = Leg(self.town, child_key(self.key, ordinal), t, self.department, None)
        self.department.receive(leg, t)
