"""What each lever that a design moved does to a figure: one at a time in steps, or all at once by rank correlation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gridgov.analysis.drawn.settings import Read, at_default, estimate_at
from gridgov.analysis.figures import pairs_of
from gridgov.analysis.paired import LEVEL, Estimate, mean_interval, present
from gridgov.analysis.sensitivity import FALSE_MARKS, stand_out
from gridgov.study.worlds import WORLD

if TYPE_CHECKING:
    from gridgov.study.study import Study

LEAST_SETTINGS = 8  # fewer say nothing about a rank correlation


@dataclass(frozen=True)
class Steps:
    """One lever through its values in order, each with the paired difference from where nothing is moved."""

    name: str
    steps: tuple[tuple[Any, Estimate], ...]

    @property
    def reach(self) -> float:
        """From the smallest to the largest mean difference, where nothing is moved (0) among them."""
        means = [0.0, *(one.mean for _, one in self.steps if one.mean is not None)]
        return max(means) - min(means)


@dataclass(frozen=True)
class Tornado:
    """One figure under one policy: its level where nothing is moved, and the levers, that with the largest reach first."""

    metric: str
    policy: str
    level: Estimate
    levers: tuple[Steps, ...]


def tornado(study: Study, read: Read, metric: str, policy: str) -> Tornado:
    """Of a design that moves one lever at a time."""
    of, base = read(metric), at_default(study).get(policy)
    found: dict[str, list[tuple[Any, Estimate]]] = {}
    for place, point in enumerate(study.points):
        if point.policy == policy and len(point.factors) == 1 and place != base:
            ((name, value),) = point.factors.items()
            found.setdefault(name, []).append((value, mean_interval([new - old for new, old in pairs_of(of, place, base)])))
    levers = [Steps(name, tuple(sorted(steps, key=lambda step: _order(step[0])))) for name, steps in found.items()]
    return Tornado(metric, policy, estimate_at(of, base), tuple(sorted(levers, key=lambda one: -one.reach)))


def _order(value: Any) -> tuple:
    """Numbers by size, then words by letters."""
    return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value))


@dataclass(frozen=True)
class RankEffect:
    """Spearman's rank correlation of one factor with a figure, with its interval by itself; all NaN where either never changes.

    `chance` is that of one as far from zero without any relation; `stands` says whether it is beyond what chance gives among all factors.
    """

    name: str
    rho: float
    low: float
    high: float
    chance: float = 1.0
    stands: bool = False


@dataclass(frozen=True)
class Ranks:
    """One figure under a policy, or its difference from a reference, over `settings` settings; the strongest effect first."""

    metric: str
    policy: str
    reference: str | None
    settings: int
    effects: tuple[RankEffect, ...]


def ranks(study: Study, read: Read, metric: str, policy: str, reference: str | None) -> Ranks:
    """Of a design that moves all factors at once; each setting counts with the mean of its runs."""
    of = read(metric)
    partner = {_key(point.factors): place for place, point in enumerate(study.points) if point.policy == reference}
    rows, values = [], []
    for place, point in enumerate(study.points):
        moved = {name: value for name, value in point.factors.items() if name != WORLD}
        if point.policy != policy or not moved:
            continue
        if reference is None:
            found = [value for value in of.get(place, {}).values() if present(value)]
        else:
            found = [new - old for new, old in pairs_of(of, place, partner.get(_key(point.factors)))]
        if found:
            rows.append(moved)
            values.append(math.fsum(found) / len(found))
    names = [name for name, value in (rows[0] if rows else {}).items() if isinstance(value, int | float) and all(name in row for row in rows)]
    effects = [rank_effect(name, [row[name] for row in rows], values) for name in names] if len(rows) >= LEAST_SETTINGS else []
    effects = [replace(one, stands=stands) for one, stands in zip(effects, stand_out([one.chance for one in effects], FALSE_MARKS))]
    effects.sort(key=lambda one: (-abs(one.rho) if math.isfinite(one.rho) else 1.0, one.name))
    return Ranks(metric, policy, reference, len(rows), tuple(effects))


def _key(factors: dict[str, Any]) -> tuple:
    return tuple(sorted(factors.items()))


def rank_effect(name: str, factor: Sequence[float], values: Sequence[float]) -> RankEffect:
    """Spearman's correlation; interval and chance are Fisher's, with the variance 1.06 / (n - 3) of Fieller, Hartley and Pearson (1957)."""
    if min(factor) == max(factor) or min(values) == max(values):
        return RankEffect(name, math.nan, math.nan, math.nan)
    from scipy.special import ndtr, ndtri
    from scipy.stats import spearmanr

    rho = float(spearmanr(factor, values).statistic)
    if abs(rho) >= 1 - 1e-12:
        return RankEffect(name, rho, rho, rho, 2.0 / math.factorial(len(values)))  # two of all orders
    middle, error = math.atanh(rho), math.sqrt(1.06 / (len(values) - 3))
    half = float(ndtri(0.5 + LEVEL / 2)) * error
    return RankEffect(name, rho, math.tanh(middle - half), math.tanh(middle + half), 2 * float(ndtr(-abs(middle) / error)))
