"""The figures that evidence speaks of, computed from what runs record: one function each, of a Sample."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gridgov.analysis.targets.sample import Sample
from gridgov.metrics.measured import PATIENCE
from gridgov.tables.dtypes import AREA_DEPARTMENTS, AREA_STREET, DAY, FAR, NONE

HOUR, MINUTE, YEAR = 3600, 60, 365 * DAY
FOLLOWED = 60 * DAY  # cases registered later than this before the end are left out of the figures of how long cases take
FIFTEEN_MONTHS = 455 * DAY
WEEKDAYS = 5

Figure = Callable[[Sample], float]


def share(part: np.ndarray, whole: np.ndarray) -> float:
    """Rows of `whole` that are in `part` too, of all its rows; no number without any."""
    count = np.count_nonzero(whole)
    return np.count_nonzero(part & whole) / count if count else float("nan")


# ---- how many, and who finds them ------------------------------------------------------------------------------------------


def grid_events(sample: Sample) -> float:
    """Cases that staff, chiefs or a watch found, per 1,000 residents and year."""
    return np.count_nonzero(sample.by_staff) * sample.per_1000


def work_orders(sample: Sample) -> float:
    """Cases that residents reported, per 1,000 residents and year."""
    return np.count_nonzero(sample.by_residents) * sample.per_1000


def staff_found(sample: Sample) -> float:
    """Grid events of all cases."""
    return share(sample.by_staff, sample.registered)


def noticed_share(sample: Sample) -> float:
    """Cases of all problems that arose."""
    return share(sample.registered, np.ones(len(sample.cases), bool))


def hazard_share(sample: Sample) -> float:
    """Safety hazards of grid events."""
    return share(sample.cases["category"] == sample.place("categories", "hazards"), sample.by_staff)


def repeat_share(sample: Sample) -> float:
    """Repeats of all contacts of residents: first reports and repeats."""
    repeats = int(sample.cases["repeats"].sum())
    return repeats / (np.count_nonzero(sample.by_residents) + repeats)


def one_time_reporters(sample: Sample) -> float:
    """Residents who reported once, of all who reported in the first fifteen months, warm-up included."""
    rows = sample.reports & (sample.all_cases["registered"] < FIFTEEN_MONTHS)
    who = sample.all_runs[rows] * len(sample.start.world.resident) + sample.all_cases["resident"][rows]
    return float((np.unique(who, return_counts=True)[1] == 1).mean())


def report_spread(sample: Sample) -> float:
    """p90/p10 over residents of the probability to report one and the same trouble, at equal trust and kind of estate.

    The trouble is one of the births' mean probability; residents differ by their propensity and their building's effect.
    """
    world, rows, learning = sample.start.world, sample.settings.category.values(), sample.settings.learning
    p = sum(row.per_1000 * row.report for row in rows) / sum(row.per_1000 for row in rows)
    building = np.repeat(np.arange(len(world.building)), world.building["residents"])
    x = np.log(p / (1 - p)) + learning.propensity_sd * world.resident["propensity"] + world.building["effect"][building]
    low, high = np.quantile(1 / (1 + np.exp(-x)), [0.1, 0.9])
    return float(high / low)


def second_report(sample: Sample) -> float:
    """Chance of another report within a year of the first, if that was truly fixed by its service limit, over that if it was not."""
    rows = sample.reports
    cases, run = sample.all_cases[rows], sample.all_runs[rows]
    order = np.lexsort((cases["registered"], cases["resident"], run))
    cases, run = cases[order], run[order]
    first = np.append(True, (cases["resident"][1:] != cases["resident"][:-1]) | (run[1:] != run[:-1]))
    following = np.append(cases["registered"][1:], FAR)
    following[np.append(first[1:], True)] = FAR
    watched = first & (cases["registered"] < sample.end - YEAR)
    again = following - cases["registered"] <= YEAR
    success = (cases["fixed"] != NONE) & (cases["fixed"] <= cases["due"])
    return share(again, watched & success) / share(again, watched & ~success)


# ---- when ------------------------------------------------------------------------------------------------------------------


def weekend_registrations(sample: Sample) -> float:
    """Registrations of a day of the weekend over those of a weekday."""
    weekday = _weekdays(sample)
    return float(sample.daily[:, ~weekday].mean() / sample.daily[:, weekday].mean())


def daily_dispersion(sample: Sample) -> float:
    """Size k of a negative binomial with the mean and variance of the registrations of weekdays, mean over runs of each run's moments."""
    counts = sample.daily[:, _weekdays(sample)].astype(float)
    mean, variance = counts.mean(), counts.var(axis=1, ddof=1).mean()
    return float(mean**2 / (variance - mean))


def day_time_reports(sample: Sample) -> float:
    """Reports of residents between 8 and 18 o'clock."""
    hour = sample.cases["registered"] % DAY // HOUR
    return share((hour >= 8) & (hour < 18), sample.by_residents)


def _weekdays(sample: Sample) -> np.ndarray:
    first = int(sample.start.world.warmup) // DAY
    return (first + np.arange(sample.daily.shape[1])) % 7 < WEEKDAYS


# ---- where and how well ----------------------------------------------------------------------------------------------------


def settled_low(sample: Sample) -> float:
    """Closed grid events that ended in the community or below."""
    area = sample.start.world.tier["area"][sample.cases["settled_tier"]]
    return share(area < AREA_STREET, sample.by_staff & sample.closed)


def settled_by_departments(sample: Sample) -> float:
    """Closed cases that ended at departments."""
    area = sample.start.world.tier["area"][sample.cases["settled_tier"]]
    return share(area == AREA_DEPARTMENTS, sample.closed)


def on_time(sample: Sample) -> float:
    """Cases closed on record by their service limit, of those whose limit ended in the period."""
    cases = sample.cases
    return share(sample.closed & (cases["first_closed"] <= cases["due"]), sample.registered & (cases["due"] < sample.end))


def closing_rate(sample: Sample) -> float:
    """Cases closed on record within 30 days, of those registered at least 30 days before the end."""
    cases = sample.cases
    old = sample.registered & (cases["registered"] <= sample.end - PATIENCE)
    return share(sample.closed & (cases["first_closed"] - cases["registered"] <= PATIENCE), old)


def rework(sample: Sample) -> float:
    """Cases that were reopened, of those closed on record."""
    return share(sample.cases["reopened"] > 0, sample.closed)


def heavy_days(sample: Sample) -> float:
    """On time (weekdays) on days with fewer registrations than their median, less that on days with more."""
    cases = sample.cases
    day = cases["registered"] // DAY
    limited = sample.registered & (cases["due"] < sample.end) & (day % 7 < WEEKDAYS)
    by_day = np.zeros((sample.runs, sample.end // DAY), np.int64)
    np.add.at(by_day, (sample.run[limited], day[limited]), 1)
    count = by_day[sample.run, np.where(limited, day, 0)]
    median = np.median(count[limited])
    in_time = sample.closed & (cases["first_closed"] <= cases["due"])
    return share(in_time, limited & (count < median)) - share(in_time, limited & (count > median))


# ---- how long --------------------------------------------------------------------------------------------------------------


def staff_ten_minutes(sample: Sample) -> float:
    """Grid events that were closed within ten minutes, of those closed."""
    cases = sample.cases
    return share(cases["first_closed"] - cases["registered"] <= 10 * MINUTE, sample.by_staff & sample.closed & _followed(sample))


def _lead_quantile(probability: float) -> Figure:
    def hours(sample: Sample) -> float:
        cases, rows = sample.cases, sample.registered & _followed(sample)
        lead = np.where(sample.closed, cases["first_closed"] - cases["registered"], FAR)[rows]  # the open ones are the longest
        return float(np.quantile(lead, probability)) / HOUR

    hours.__doc__ = f"{probability:.0%} quantile of the hours from registration to the first closing on record; open cases are the longest."
    return hours


def _followed(sample: Sample) -> np.ndarray:
    return sample.cases["registered"] <= sample.end - FOLLOWED


#: Every figure by its name in the table of targets.
FIGURES: dict[str, Figure] = {
    function.__name__: function
    for function in (
        grid_events,
        work_orders,
        staff_found,
        noticed_share,
        hazard_share,
        repeat_share,
        one_time_reporters,
        report_spread,
        second_report,
        weekend_registrations,
        daily_dispersion,
        day_time_reports,
        settled_low,
        settled_by_departments,
        on_time,
        closing_rate,
        rework,
        heavy_days,
        staff_ten_minutes,
    )
} | {f"lead_p{percent}": _lead_quantile(percent / 100) for percent in (25, 50, 75, 90)}
