"""Plausible worlds: a Latin hypercube over everything that is not known for sure, with the policies paired in each world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from gridgov.scenario.scenario import Scenario
from gridgov.study.ask import Ask
from gridgov.study.doubts import doubts, ranges_of
from gridgov.study.points import ROW, Point
from gridgov.text.faults import Faults

#: Factor that numbers the worlds; 0 is the world at default assumptions.
WORLD = "world"
#: Factors that number points and move nothing.
NUMBERING = (WORLD, ROW)
#: Seeds from one world to the next: every world has its own, so that the luck of one seed is not taken for a property of all worlds. So has
#: every row of an ordered sample.
SEEDS_PER_WORLD = 1000


def worlds(ask: Ask) -> list[Point]:
    """The world at default assumptions, then `points` worlds, each under every policy.

    The worlds are a scrambled Latin hypercube (McKay, Beckman and Conover 1979).
    """
    from scipy.stats.qmc import LatinHypercube

    sample = LatinHypercube(len(ask.ranges), scramble=True, rng=np.random.default_rng(ask.seed)).random(ask.points)
    points = [Point(policy, {}, {WORLD: 0}) for policy in ask.policies]
    for number, shares in enumerate(sample, 1):
        values = {one.name: _written(one.at(float(share))) for one, share in zip(ask.ranges, shares)}
        for policy in ask.policies:
            changes = {path: value for one in ask.ranges for path, value in one.changes_under(policy, values[one.name]).items()}
            points.append(Point(policy, changes, {WORLD: number, **values}))
    return points


def _written(value: float) -> float:
    # as many digits as a person would read: what is written down is what is run
    return float(f"{value:.6g}") if isinstance(value, float) else value


def with_doubts(ask: Ask, scenario_of: Callable[[str], Scenario], fixed: Iterable[str]) -> Ask:
    """The ask with its own ranges and the doubts of the table that neither they, nor policies, nor `fixed` paths decide.

    `scenario_of` gives the scenario under a policy, without any doubt; raises Faults with what is wrong with any of them.
    """
    scenarios, faults = {}, []
    for policy in ask.policies:
        try:
            scenarios[policy] = scenario_of(policy)
        except Faults as found:
            faults += [one for one in found.faults if one not in faults]
    if faults:
        raise Faults(faults)
    decided = {path for one in ask.ranges for path in one.paths} | set(fixed)
    wanted = [one for one in doubts() if ask.doubts is None or one.id in ask.doubts]
    return replace(ask, ranges=(*ask.ranges, *ranges_of(wanted, scenarios, decided.__contains__)))


def numbered_on(new: Sequence[Point], known: Sequence[Point]) -> list[Point]:
    """The points that come into a study, with the numbers that their worlds have in it.

    A world that is there already, known by its values, keeps its number, so that another policy meets the others under their seeds; what was
    drawn anew is numbered on from the highest that is there, in the order in which it was drawn, since its number decides its seeds.
    """
    numbers = {_drawn(point): point.factors[WORLD] for point in known if WORLD in point.factors}
    last, found = max(numbers.values(), default=0), []
    for point in new:
        if point.factors.get(WORLD):
            number = numbers.setdefault(_drawn(point), last + 1)
            last = max(last, number)
            point = replace(point, factors={**point.factors, WORLD: number})
        found.append(point)
    return found


def _drawn(point: Point) -> tuple:
    return tuple(sorted((name, value) for name, value in point.factors.items() if name != WORLD))


def in_worlds(points: Sequence[Point]) -> dict[int, dict[str, int]]:
    """Places of points by the number of their world and their policy."""
    found: dict[int, dict[str, int]] = {}
    for place, point in enumerate(points):
        if WORLD in point.factors:
            found.setdefault(point.factors[WORLD], {})[point.policy] = place
    return found


def first_seed(seed: int, point: Point) -> int:
    """Seed of a point's first replicate: that of the plan; in worlds the world's own, in an ordered sample its row's."""
    return seed + SEEDS_PER_WORLD * point.factors.get(WORLD, point.factors.get(ROW, 0))
