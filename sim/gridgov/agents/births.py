"""Streams: the candidate problems of a building, and the own work of a department, one after another by name."""

from __future__ import annotations

from gridgov.agents.calendar import whole_seconds
from gridgov.agents.leg import Leg
from gridgov.agents.problem import Problem
from gridgov.draws import GAP, child_key, exponential
from gridgov.tables.dtypes import BIRTH, DAY


class Stream:
    """Candidates with keyed exponential gaps; the ordinal counts them, accepted or not."""

    __slots__ = ("town", "key", "rate", "ordinal")

    def __init__(self, town, key: int, rate: float):
        self.town, self.key, self.rate = town, key, rate
        self.ordinal = 0
        if rate > 0.0:
            town.agenda.book(self.gap(0), BIRTH, key, self.happen)

    def gap(self, ordinal: int) -> int:
        """Whole seconds before a candidate."""
        return whole_seconds(exponential(self.town.seed, GAP, self.key, 0, ordinal) / self.rate)

    def happen(self, t: int) -> None:
        """Name the next candidate, then see what comes of this one."""
        ordinal = self.ordinal
        self.ordinal = ordinal + 1
        self.town.agenda.book(t + max(1, self.gap(ordinal + 1)), BIRTH, self.key, self.happen)
        self.bear(t, ordinal)


class ProblemStream(Stream):
    """The candidate problems of one category in one building."""

    __slots__ = ("building", "category", "accept")

    def __init__(self, town, key: int, rate: float, building, category: int, accept: list[float]):
        super().__init__(town, key, rate)
        self.building, self.category, self.accept = building, category, accept

    def bear(self, t: int, ordinal: int) -> None:
        """Let the candidate happen, or not."""
        if self.building.suffers(self.key, ordinal, self.accept[t // DAY]):
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
