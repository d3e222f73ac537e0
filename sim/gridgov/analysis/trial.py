"""How large a pilot must be to show what a policy does: days and streets for 80 % power, of a city that has no twin.

The city tries the policy in n streets drawn by lot, keeps n others as they are, and compares how much each street's figure has changed from the
days before to the first T days of the pilot, by Student's two-sided test of two samples at 5 %. What it can hope for is reckoned from
paired runs of the whole city, street by street: the effect is the mean of (policy less reference) over streets and replicates, and
the spreads are those of the changes of streets, under the policy and without it, within a city: about the mean of its own streets, since what
moves all streets at once moves both arms alike. The power of n streets an arm is that of Student's t with 2 n - 2 degrees of freedom
and the noncentrality |effect| / sqrt((s1^2 + s0^2) / n) (Cohen 1988, Statistical Power Analysis for the Behavioral Sciences,
section 2.2). The effect is known from the replicates only: it has Student's interval over their means, of the same streets under other troubles,
and streets are reckoned for both of its ends as well; the spreads are taken as they are. Two things are not in it:
streets that share a desk, whose pilots reach each other; and what a city cannot know, such as true problem-days, which it would have to ask
its residents.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gridgov.analysis.paired import LEVEL, Estimate, mean_interval, t_quantile
from gridgov.analysis.pilot import Pilot, levels
from gridgov.analysis.power import POWER, beyond
from gridgov.organisation.cohorts import Cohorts

LENGTHS = (14, 30, 60, 90, 120, 180, 240, 300, 365)  # days that a pilot may last
MOST_STREETS = 10_000


@dataclass(frozen=True)
class Length:
    """What a pilot of so many days can hope for. None where the figure has no value or the difference no spread.

    Streets are those in each arm for 80 % power; None if it takes more than MOST_STREETS.
    """

    days: int
    estimate: Estimate  # of the effect, over the replicates
    spread: float | None  # root of the mean of both variances of the changes of a street
    streets: int | None
    alone: float  # power of half of the city's own streets in each arm
    strong: int | None = None  # streets, if the effect is that of the end of its interval that is farther from zero
    weak: int | None = None  # and of the nearer end; None as well where the interval holds zero

    @property
    def effect(self) -> float | None:
        """The mean of policy less reference."""
        return self.estimate.mean


def streets_of(scenario) -> Cohorts:
    """The streets of a scenario's city in the place of cohorts, all of them in force on all measured days."""
    from gridgov.city.city import build_city

    city, days = build_city(scenario), scenario.settings.time.horizon_days
    count = len(city.streets)
    return Cohorts(
        city.street, tuple((name,) for name in city.streets), np.ones((count, days), bool),
        *(np.bincount(city.street, weights=each, minlength=count).astype(np.int64) for each in (city.residents, city.households)),
    )  # fmt: skip


def lengths(pilot: Pilot, metric: str, before: int) -> list[Length]:
    """What a pilot that begins on day `before` of the measured period could show, for each of LENGTHS that fits into it.

    `pilot` holds the counts by street of runs under the policy everywhere and of the reference.
    """
    days = pilot.with_policy.shape[2] - before
    wanted = sorted({one for one in LENGTHS if one <= days} | {days})
    return [_length(pilot, metric, before, one) for one in wanted]


def changes(pilot: Pilot, counts: np.ndarray, metric: str, before: int, days: int) -> np.ndarray:
    """Change of each street's figure from the days before, under the reference, to the first days of the pilot, f8 (R, streets); NaN without one."""
    early, late = np.arange(before), np.arange(before, before + days)
    streets = range(len(pilot.cohorts))
    old = np.array([levels(pilot, pilot.without, [k], early, metric) for k in streets], float).T
    return np.array([levels(pilot, counts, [k], late, metric) for k in streets], float).T - old


def _length(pilot: Pilot, metric: str, before: int, days: int) -> Length:
    new, old = (changes(pilot, counts, metric, before, days) for counts in (pilot.with_policy, pilot.without))
    each = [float(city[np.isfinite(city)].mean()) for city in new - old if np.isfinite(city).any()]
    if len(each) < 2 or new.shape[1] < 2:
        return Length(days, Estimate(0, None, None, None), None, None, 0.0)
    estimate = mean_interval(each)
    spread = math.sqrt((_within(new) + _within(old)) / 2)
    weak, strong = sorted(map(abs, (estimate.low, estimate.high)))
    if estimate.low <= 0 <= estimate.high:
        weak = 0.0
    return Length(
        days, estimate, spread, streets_for(estimate.mean, spread), power_of_streets(new.shape[1] // 2, estimate.mean, spread),
        streets_for(strong, spread), streets_for(weak, spread),
    )  # fmt: skip


def _within(change: np.ndarray) -> float:
    """Variance of streets about the mean of their own city, over all cities: the mean of the variances within."""
    return float(np.nanmean(np.nanvar(change, axis=1, ddof=1)))


def power_of_streets(count: int, effect: float, spread: float, level: float = LEVEL) -> float:
    """Chance that Student's test of two samples of so many streets each shows the effect; `spread` is the standard deviation of a change."""
    if count < 2 or effect == 0:
        return 0.0
    if spread == 0:
        return 1.0
    degrees, shift = 2 * count - 2, abs(effect) / spread * math.sqrt(count / 2)
    return beyond(degrees, shift, t_quantile(0.5 + level / 2, degrees))


def streets_for(effect: float, spread: float, power: float = POWER) -> int | None:
    """The fewest streets in each arm that show the effect with this power; None beyond MOST_STREETS."""
    return next((n for n in _growing() if power_of_streets(n, effect, spread) >= power), None) if effect else None


def _growing() -> Sequence[int]:
    # one by one where a street more matters, then in steps of a twentieth
    found = list(range(2, 41))
    while found[-1] < MOST_STREETS:
        found.append(math.ceil(found[-1] * 1.05))
    return found


def summary(rows: Sequence[Length]) -> list[dict[str, Any]]:
    """The rows as a file holds them."""
    return [
        {
            "days": one.days, "effect": one.effect, "effect_low": one.estimate.low, "effect_high": one.estimate.high, "spread": one.spread,
            "streets_in_each_arm": one.streets, "streets_at_strong_end": one.strong, "streets_at_weak_end": one.weak,
            "power_of_this_city": one.alone,
        }
        for one in rows
    ]  # fmt: skip


def counted_by_street(done: Mapping, policies: tuple[str, str], seeds: Sequence[int], streets: Cohorts) -> Pilot:
    """What `gather` found of a reference and a policy, as a pilot whose cohorts are the streets."""
    reference, policy = policies
    new, old = (np.stack([done[name, seed][2][policy] for seed in seeds]) for name in (policy, reference))
    return Pilot(policy, reference, streets, new, old)
