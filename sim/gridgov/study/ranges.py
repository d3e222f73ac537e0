"""What a plan moves: a lever (or several that move together), with the values or the range that it may take."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gridgov.scenario.lever import Lever
from gridgov.scenario.paths import lever_of

LINEAR, LOG = "linear", "log"


@dataclass(frozen=True)
class Range:
    """One factor of a design: its name, the paths that take its value, and either `values` or `low` and `high`.

    A factor of a whole-number lever takes whole numbers; `scale` "log" spreads a range evenly over its logarithm.
    """

    name: str
    paths: tuple[str, ...]
    values: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    scale: str = LINEAR

    @property
    def levers(self) -> list[Lever]:
        """The declarations of its paths."""
        return [lever_of(tuple(path.split("."))) for path in self.paths]

    @property
    def is_whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return any(lever.kind == "int" for lever in self.levers)

    def at(self, share: float) -> Any:
        """The value at a share of the way from its low end to its high end, share in [0, 1); of listed values the one in that part."""
        if self.values:
            return self.values[min(len(self.values) - 1, int(share * len(self.values)))]
        if self.is_whole:  # every whole number has an equal part
            return min(int(self.high), int(self.low) + int(share * (int(self.high) - int(self.low) + 1)))
        if self.scale == LOG:
            return math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        return self.low + share * (self.high - self.low)

    def steps(self, count: int) -> tuple[Any, ...]:
        """So many values from end to end, evenly; those listed, where values are listed. Equal ones come once."""
        if self.values:
            return self.values
        places = [place / (count - 1) if count > 1 else 0.5 for place in range(count)]
        if self.is_whole:
            found: Iterable = (round(self.low + place * (self.high - self.low)) for place in places)
        elif self.scale == LOG:
            found = (self.low * (self.high / self.low) ** place for place in places)
        else:
            found = (self.low + place * (self.high - self.low) for place in places)
        return tuple(dict.fromkeys(found))

    def changes(self, value: Any) -> dict[str, Any]:
        """What this value means for the scenario."""
        return dict.fromkeys(self.paths, value)

    def changes_under(self, policy: str, value: Any) -> dict[str, Any]:
        """What it means under a policy: the same under all, but for what one of them brings in."""
        return self.changes(value)
