"""A policy with a place against the reference, in and out of it: its effect, what a city itself could see of it, and when it shows.

Four answers for each cohort of buildings (those that the same parts reach) and each figure of FIGURES:

- *Effect*: policy less reference over the days on which the policy is in force there, the same buildings on the same days with the same
  troubles, paired by replicate, with Student's interval. Outside, where no part has a place, over the days on which any is in force
  anywhere: what gets there all the same, by desks that serve both and by parts without a place.
- *What a city sees*, which has no twin: the difference in differences, (in - out) of the days in force less (in - out) of the measured
  days before (Card and Krueger 1994, American Economic Review 84(4)). Out are the buildings that no part ever reaches, or, where all
  are reached in the end, those that are not reached yet, on the days until the first of them is (Callaway and Sant'Anna 2021,
  doi:10.1016/j.jeconom.2020.12.001); so no place that has the policy ever stands for one without. It strays from the effect where the
  two would not have gone the same way (a full year has seasons, a backlog grows faster here than there) and where outside is reached.
- *One city*: the interval in which 95 % of single cities would see it, mean -+ t(n - 1) * s * sqrt(1 + 1/n) (Hahn and Meeker 1991,
  doi:10.1002/9780470316771, section 4.7). It says how much a pilot can tell those who run it once.
- *Shows after*: the days until the end of the first week, counted from the first day, whose paired difference has an interval without
  zero. The intervals of all weeks hold together with 95 % (Bonferroni: each at 1 - 0.05 / weeks; Dunn 1961,
  doi:10.1080/01621459.1961.10482090, with Student's t over the replicates), so that of policies without any effect one in twenty at most
  shows something in some week. A week's difference is made by few problems, and a few replicates may agree on it by chance; so its
  variance is never taken to be less than Poisson's, |difference| times what one problem can move the week's figure (a week of days, or one
  case). More replicates see smaller differences sooner; with one there is no interval.

All intervals are of chance only and say nothing of the assumptions. Figures are of the days, not of births: problem-days and hidden days are
those lived on them, whenever the trouble was born, and on time are the cases whose limit ended on them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gridgov.analysis.paired import LEVEL, Difference, Estimate, mean_interval, paired_difference, present, t_quantile, together
from gridgov.metrics import find_metric
from gridgov.metrics.cohorts import COUNTS
from gridgov.organisation.cohorts import OUTSIDE, Cohorts
from gridgov.tables.dtypes import DAY

#: What is compared, by the names of the metrics whose place it takes.
FIGURES = ("problem_days", "hidden_share", "on_time_recorded", "on_time_true")
#: Counts of a cohort and day that the figures need, in this order.
NEEDED = ("present_s", "hidden_s", "due", "due_recorded", "due_fixed")
COLUMNS = [COUNTS.index(name) for name in NEEDED]
DAYS_IN_A_YEAR, DAYS_IN_A_WEEK = 365, 7


@dataclass(frozen=True, eq=False)
class Pilot:
    """The counts of both runs of every replicate. R replicates, K cohorts, D measured days; columns as in NEEDED."""

    policy: str
    reference: str
    cohorts: Cohorts
    with_policy: np.ndarray  # i8 (R, K, D, columns)
    without: np.ndarray  # i8 (R, K, D, columns), of the reference

    @cached_property
    def effects(self) -> list[PlaceEffect]:
        """What `place_effects` finds."""
        return place_effects(self)


@dataclass(frozen=True)
class Week:
    """The paired difference of one week; its interval holds together with those of all other weeks."""

    day: int  # of the measured period, its first
    estimate: Estimate

    @property
    def shows(self) -> bool:
        """Whether the interval excludes zero."""
        low, high = self.estimate.low, self.estimate.high
        return low is not None and not low <= 0 <= high


@dataclass(frozen=True)
class City:
    """What a city without a twin sees: means over the replicates. None stands where there is nothing to compare with."""

    until_day: int | None  # of the measured period, before which it is seen: where those not reached yet stand for outside
    in_less_out: Estimate
    after_less_before: Estimate
    both: Estimate  # the difference in differences
    one_low: float | None  # a single city
    one_high: float | None
    astray: Estimate  # difference in differences less the effect on the same days, pair by pair


@dataclass(frozen=True)
class PlaceEffect:
    """What a policy does to one figure in one cohort."""

    cohort: int
    difference: Difference
    city: City | None  # None outside
    weeks: tuple[Week, ...]

    @property
    def shows_after(self) -> int | None:
        """Days from the first day to the end of the first week that shows a difference; None if no week does."""
        return next(((place + 1) * DAYS_IN_A_WEEK for place, week in enumerate(self.weeks) if week.shows), None)

    @property
    def weeks_shown(self) -> int:
        """Weeks that show a difference."""
        return sum(week.shows for week in self.weeks)


def place_effects(pilot: Pilot) -> list[PlaceEffect]:
    """Every cohort that holds a building, those reached first and outside last, each with every figure."""
    rows = [k for k in pilot.cohorts.some if k != OUTSIDE] + [k for k in pilot.cohorts.some if k == OUTSIDE]
    return [_effect(pilot, k, metric) for k in rows for metric in FIGURES]


def _effect(pilot: Pilot, k: int, metric: str) -> PlaceEffect:
    window = np.flatnonzero(pilot.cohorts.window(k))
    return PlaceEffect(
        k, _paired(pilot, k, window, metric), None if k == OUTSIDE else _city(pilot, k, window, metric), weekly(pilot, k, metric),
    )  # fmt: skip


def _paired(pilot: Pilot, k: int, days: np.ndarray, metric: str) -> Difference:
    return paired_difference(
        levels(pilot, pilot.with_policy, [k], days, metric), levels(pilot, pilot.without, [k], days, metric),
        metric=metric, policy_name=pilot.policy, reference_name=pilot.reference, better=find_metric(metric).better,
    )  # fmt: skip


def levels(pilot: Pilot, counts: np.ndarray, cohorts: Sequence[int], days: np.ndarray, metric: str) -> list[float | None]:
    """A figure of some cohorts together on some days, one per replicate; None where there is nothing to speak of."""
    residents = int(pilot.cohorts.residents[list(cohorts)].sum())
    present_s, hidden_s, due, recorded, fixed = _sums(counts, cohorts, days).T.tolist()
    if metric == "problem_days":
        whole = residents * len(days) / DAYS_IN_A_YEAR
        return [1000.0 * one / DAY / whole if whole else None for one in present_s]
    parts, wholes = {"hidden_share": (hidden_s, present_s), "on_time_recorded": (recorded, due), "on_time_true": (fixed, due)}[metric]
    return [part / whole if whole else None for part, whole in zip(parts, wholes)]


def _sums(counts: np.ndarray, cohorts: Sequence[int], days: np.ndarray) -> np.ndarray:
    """Counts of some cohorts and days together, i8 (R, columns)."""
    return counts[:, list(cohorts)][:, :, days].sum(axis=(1, 2))


def _of_one_problem(pilot: Pilot, k: int, week: np.ndarray, metric: str) -> float:
    """What one problem can move a figure in a week: it is there, or hidden, all week, or it is one case that is on time or not."""
    present_s, _, due, *_ = (_sums(pilot.with_policy, [k], week) + _sums(pilot.without, [k], week)).mean(axis=0) / 2
    if metric == "problem_days":
        residents = int(pilot.cohorts.residents[k])
        return 1000.0 * DAYS_IN_A_YEAR / residents if residents else 0.0
    step, whole = (DAYS_IN_A_WEEK * DAY, present_s) if metric == "hidden_share" else (1, due)
    return float(step / whole) if whole else 0.0


def _week_interval(differences: Sequence[float], level: float, step: float) -> Estimate:
    """Mean with Student's interval, where the variance is at least that of a Poisson number of steps of this size."""
    count = len(differences)
    plain = mean_interval(differences, level)
    if count < 2:
        return plain
    variance = math.fsum((one - plain.mean) ** 2 for one in differences) / (count - 1)
    least = step * math.fsum(map(abs, differences)) / count
    half = t_quantile(0.5 + level / 2, count - 1) * math.sqrt(max(variance, least) / count)
    return Estimate(count, plain.mean, plain.mean - half, plain.mean + half)


def weekly(pilot: Pilot, k: int, metric: str) -> tuple[Week, ...]:
    """Whole weeks from the first day of a cohort on, as long as the policy is in force there, with intervals that hold together."""
    window = pilot.cohorts.window(k)
    first = pilot.cohorts.first_day(k)
    lasts = np.flatnonzero(~window[first:])
    days = int(lasts[0]) if len(lasts) else len(window) - first
    number = days // DAYS_IN_A_WEEK
    weeks = []
    for day in range(first, first + number * DAYS_IN_A_WEEK, DAYS_IN_A_WEEK):
        span = np.arange(day, day + DAYS_IN_A_WEEK)
        pairs = zip(levels(pilot, pilot.with_policy, [k], span, metric), levels(pilot, pilot.without, [k], span, metric))
        differences = [new - old for new, old in pairs if present(new) and present(old)]
        weeks.append(Week(day, _week_interval(differences, together(number), _of_one_problem(pilot, k, span, metric))))
    return tuple(weeks)


def _city(pilot: Pilot, k: int, window: np.ndarray, metric: str) -> City:
    cohorts = pilot.cohorts
    first = cohorts.first_day(k)
    out = [OUTSIDE] if OUTSIDE in cohorts.some else [j for j in cohorts.some if cohorts.first_day(j) > first]
    until = min((cohorts.first_day(j) for j in out if j != OUTSIDE), default=None)
    after, before = window if until is None else window[window < until], np.arange(first)

    def seen(place: Sequence[int], days: np.ndarray) -> list[float | None]:
        return levels(pilot, pilot.with_policy, place, days, metric) if place and len(days) else [None] * len(pilot.with_policy)

    inside, outside, inside_before, outside_before = seen([k], after), seen(out, after), seen([k], before), seen(out, before)
    both = [_less(_less(a, b), _less(c, d)) for a, b, c, d in zip(inside, outside, inside_before, outside_before)]
    twin = levels(pilot, pilot.without, [k], after, metric)
    astray = [_less(one, _less(new, old)) for one, new, old in zip(both, inside, twin)]
    return City(
        until, _mean(map(_less, inside, outside)), _mean(map(_less, inside, inside_before)), _mean(both), *_single(both), _mean(astray),
    )  # fmt: skip


def _less(one: float | None, other: float | None) -> float | None:
    return one - other if present(one) and present(other) else None


def _mean(values) -> Estimate:
    return mean_interval([value for value in values if present(value)])


def _single(values: Sequence[float | None]) -> tuple[float | None, float | None]:
    """The interval of one more value like these."""
    known = [value for value in values if present(value)]
    count = len(known)
    if count < 2:
        return None, None
    mean = math.fsum(known) / count
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in known) / (count - 1))
    half = t_quantile(0.5 + LEVEL / 2, count - 1) * spread * math.sqrt(1 + 1 / count)
    return mean - half, mean + half
