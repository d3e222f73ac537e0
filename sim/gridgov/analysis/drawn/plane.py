"""Two figures of each setting of a study against each other: cost against delay, and what the record says against what is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gridgov.analysis.drawn.settings import Read, Setting, estimate_at, within_range
from gridgov.analysis.paired import Estimate

COST, DELAYS = "cost", ("restricted_mean_days", "problem_days")
RECORDED = (("on_time_recorded", "on_time_true"), ("closing_recorded", "closing_true"))


@dataclass(frozen=True)
class Plane:
    """Estimates (across, up) of every setting in two figures; None of a setting that gave no number in one of them."""

    across: str
    up: str
    settings: tuple[Setting, ...]
    estimates: tuple[tuple[Estimate, Estimate] | None, ...]

    @property
    def front(self) -> tuple[int, ...]:
        """Settings that no other one beats in one figure without losing in the other, by their means, the smallest `across` first."""
        means = {place: (x.mean, y.mean) for place, both in enumerate(self.estimates) if both for x, y in (both,)}
        best = [
            place
            for place, mine in means.items()
            if not any(other != mine and other[0] <= mine[0] and other[1] <= mine[1] for other in means.values())
        ]
        return tuple(sorted(best, key=means.get))


def plane(read: Read, settings: Sequence[Setting], across: str, up: str) -> Plane:
    """Both figures of every setting, with their intervals over seeds."""
    both = [tuple(within_range(estimate_at(read(name), one.point), name) for name in (across, up)) for one in settings]
    return Plane(across, up, tuple(settings), tuple(pair if None not in (pair[0].mean, pair[1].mean) else None for pair in both))
