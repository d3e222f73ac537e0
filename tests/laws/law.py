"""The list of laws. A law is a function from a size to findings; sizes say how large its samples are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.laws.judge import Finding


@dataclass(frozen=True)
class Size:
    """How much to simulate. `times` multiplies the small samples of the tests."""

    times: float = 1.0

    def of(self, small: int, most: int | None = None) -> int:
        """A number of seeds, years or towns that is `small` in the tests, and never above `most`."""
        wanted = max(1, math.ceil(small * self.times))
        return wanted if most is None else min(wanted, most)


SMALL = Size()


@dataclass(frozen=True)
class Law:
    """One law: its name, the group it is shown in, and how to examine it."""

    name: str
    group: str
    examine: Callable[[Size], Iterable[Finding]]


LAWS: dict[str, Law] = {}


def law(group: str):
    """Put a function on the list, under its own name."""

    def register(function: Callable[[Size], Iterable[Finding]]):
        LAWS[function.__name__] = Law(function.__name__, group, function)
        return function

    return register
