"""Public sessions: a community tells its residents what is on record."""

from __future__ import annotations

from gridgov.tables.dtypes import DAY


class Community:
    """What a community has on record since its last public sessions."""

    __slots__ = ("closed", "on_time")

    def __init__(self):
        self.start_month()

    def start_month(self) -> None:
        """Count afresh."""
        self.closed = self.on_time = 0

    def enter(self, t: int, due: int) -> None:
        """Count a closing, true or on paper."""
        self.closed += 1
        self.on_time += t <= due


def session_days(month_ticks: list[int]) -> frozenset[int]:
    """Days that begin with sessions: the first that begins with a month, or after it has begun. The month of time 0 has nothing to tell."""
    return frozenset(-(-t // DAY) for t in month_ticks if t > 0)


def hold_sessions(town) -> None:
    """Let the reputation of the service in each building move towards the share of recorded closings that were in time."""
    for building in town.buildings:
        community, weight = building.community, building.rules.session_weight
        if weight > 0.0 and community.closed:
            building.reputation += weight * (community.on_time / community.closed - building.reputation)
    for community in town.communities:
        community.start_month()
