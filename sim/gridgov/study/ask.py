"""What a design is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gridgov.study.ranges import Range


@dataclass(frozen=True)
class Ask:
    """Policies, ranges, and the numbers of the plan's [design] table.

    `points` is how many points a sampled design has (worlds; trajectories, for Morris; the base sample, for Sobol indices), `levels` in how
    many steps a range without listed values is cut, `seed` that of the sample, `doubts` which rows of the table of doubts are moved beside the
    plan's own ranges (None: all in worlds, none in other designs).
    """

    policies: tuple[str, ...]
    ranges: tuple[Range, ...]
    points: int = 64
    levels: int = 5
    seed: int = 1
    rows: tuple[Mapping[str, Any], ...] = ()
    doubts: tuple[str, ...] | None = None
