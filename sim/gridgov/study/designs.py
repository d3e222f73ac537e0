"""Designs: from policies and ranges to the points of a study. Each is one function and one row."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from gridgov.study.ask import Ask
from gridgov.study.points import ROW, Point
from gridgov.study.sampling import MORRIS, SOBOL_INDICES, base_sample, trajectories
from gridgov.study.worlds import worlds


def every_policy(ask: Ask, settings: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Each of some settings (values by the name of a range) under each policy."""
    by_name = {one.name: one for one in ask.ranges}
    known: dict[tuple, dict[str, Any]] = {}  # designs come back to the same values again and again
    points = []
    for factors in settings:
        for policy in ask.policies:
            changes: dict[str, Any] = {}
            for name, value in factors.items():
                if (policy, name, value) not in known:
                    known[policy, name, value] = by_name[name].changes_under(policy, value)
                changes |= known[policy, name, value]
            points.append(Point(policy, changes, dict(factors)))
    return points


def policies(ask: Ask) -> list[Point]:
    """The policies alone."""
    return every_policy(ask, [{}])


def one_at_a_time(ask: Ask) -> list[Point]:
    """The scenario as it stands, then each range through its steps with all others as they stand."""
    return every_policy(ask, [{}, *({one.name: value} for one in ask.ranges for value in one.steps(ask.levels))])


def factorial(ask: Ask) -> list[Point]:
    """Every step of every range with every step of every other."""
    names = [one.name for one in ask.ranges]
    return every_policy(ask, [dict(zip(names, values)) for values in product(*(one.steps(ask.levels) for one in ask.ranges))])


def combinations(ask: Ask) -> int:
    """How many points a factorial design has, before any of them is made."""
    return len(ask.policies) * math.prod(len(one.steps(ask.levels)) for one in ask.ranges)


def latin_hypercube(ask: Ask) -> list[Point]:
    """A Latin hypercube (McKay, Beckman and Conover 1979): each range is cut into as many equal parts as there are points, each used once."""
    from scipy.stats.qmc import LatinHypercube

    return every_policy(ask, _scaled(ask, LatinHypercube(len(ask.ranges), rng=np.random.default_rng(ask.seed)).random(ask.points)))


def sobol(ask: Ask) -> list[Point]:
    """The first points of a scrambled Sobol sequence (Sobol 1967, Owen 1998), which fills the ranges evenly."""
    from scipy.stats.qmc import Sobol

    return every_policy(ask, _scaled(ask, Sobol(len(ask.ranges), rng=np.random.default_rng(ask.seed)).random(ask.points)))


def morris(ask: Ask) -> list[Point]:
    """Trajectories for elementary effects, each a row with seeds of its own."""
    return _in_rows(ask, trajectories(ask))


def sobol_indices(ask: Ask) -> list[Point]:
    """The points from which first-order and total Sobol indices are reckoned: base rows, each with what is exchanged in it and seeds of its own."""
    return _in_rows(ask, base_sample(ask))


def _in_rows(ask: Ask, sample: np.ndarray) -> list[Point]:
    """An ordered sample of `ask.points` rows, f8 (points of all rows, ranges) in [0, 1), under each policy; the points know their row."""
    points = every_policy(ask, _scaled(ask, sample))
    each = len(points) // ask.points
    return [replace(point, factors={ROW: 1 + place // each, **point.factors}) for place, point in enumerate(points)]


def table(ask: Ask) -> list[Point]:
    """The rows of a table: a column `policy` if there is one, all others are paths."""
    points = []
    for row in ask.rows:
        changes = {path: value for path, value in row.items() if path != "policy"}
        points += [Point(policy, changes, dict(changes)) for policy in ([row["policy"]] if "policy" in row else ask.policies)]
    return points


def search(ask: Ask) -> list[Point]:
    """None that is known beforehand: an optimisation asks for one point after the other."""
    return []


def _scaled(ask: Ask, sample: np.ndarray) -> list[dict[str, Any]]:
    """A sample f8 (points, ranges) in [0, 1) as values by name."""
    return [{one.name: plain(one.at(float(share))) for one, share in zip(ask.ranges, row)} for row in sample]


def plain(value: Any) -> Any:
    # as many digits as a person would read: what is written down is what is run
    return float(f"{value:.6g}") if isinstance(value, float) else value


@dataclass(frozen=True)
class Design:
    """A design as plans name it: how it makes points, and what it needs."""

    make: Callable[[Ask], list[Point]]
    takes: tuple[str, ...]  # the entries of [design] that mean something to it, beside its kind
    ranges: bool = True  # whether it moves ranges at all
    count: Callable[[Ask], int] | None = None  # how many points that will be, where it may be more than anybody can list
    ordered: bool = False  # whether the order of its points means something, and a study has to keep it
    doubts: bool = False  # whether it moves the table of doubts, and ranges only beside it


SEARCH = "optimise"
DESIGNS: dict[str, Design] = {
    "policies": Design(policies, (), ranges=False),
    "one_at_a_time": Design(one_at_a_time, ("levels", "doubts")),
    "factorial": Design(factorial, ("levels", "doubts"), count=combinations),
    "latin_hypercube": Design(latin_hypercube, ("points", "seed", "doubts")),
    "sobol": Design(sobol, ("points", "seed", "doubts")),
    MORRIS: Design(morris, ("points", "levels", "seed", "doubts"), ordered=True),
    SOBOL_INDICES: Design(sobol_indices, ("points", "seed", "doubts"), ordered=True),
    "table": Design(table, ("file",), ranges=False),
    SEARCH: Design(search, ()),
    "worlds": Design(worlds, ("points", "seed", "at_default", "doubts"), doubts=True),
}
