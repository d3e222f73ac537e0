"""How often problems arise: Poisson with the declared rate, better and worse days, weekends, seasons, disorder."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from scipy.linalg import expm

from gridgov.tables.dtypes import DAY
from tests.laws.judge import Finding, mean_of, ratio_of, sum_of
from tests.laws.law import Size, law
from tests.laws.town import Run, runs, start_of, town


def per_day(this: Run, category: int | None = None) -> np.ndarray:
    """Births on each day of the measured period."""
    cases = this.cases if category is None else this.cases[this.cases["category"] == category]
    days = this.world.end // DAY
    return np.bincount(cases["born"] // DAY, minlength=days)[this.world.warmup // DAY :]


@law("births")
def rates_of_births(size: Size) -> Iterator[Finding]:
    """Births of each category and kind of estate are Poisson: their mean is the declared rate, and so is their variance."""
    settings = town("births").settings
    start = start_of("births")
    years = settings.time.horizon_days / 365
    seeds = size.of(10)
    residents = np.bincount(start.world.building["kind"], start.world.building["residents"], len(settings.estate))
    totals = np.zeros((seeds, len(settings.category), len(settings.estate)))
    dispersion = []
    for place, this in enumerate(runs("births", seeds)):
        cases = this.cases
        np.add.at(totals[place], (cases["category"], this.world.building["kind"][cases["building"]]), 1)
        dispersion.append([per_day(this, c).var(ddof=1) / per_day(this, c).mean() for c in range(len(settings.category))])
    for c, (name, category) in enumerate(settings.category.items()):
        for e, (kind, estate) in enumerate(settings.estate.items()):
            expected = seeds * years * category.per_1000 / 1000 * residents[e] * estate.births
            yield sum_of(f"births of {name} in {kind} estates", expected, expected, totals[:, c, e].sum(), seeds)
        yield mean_of(f"variance over mean of a day's births of {name}", 1.0, np.array(dispersion)[:, c])


@law("births")
def spread_between_days(size: Size) -> Iterator[Finding]:
    """A gamma factor common to the day makes births of a day negative binomial: variance = mean + mean^2 / shape."""
    for shape in (4.0, 40.0):
        # a high ceiling, so that the factor is hardly ever cut
        sets = {"birth.day_shape": shape, "birth.ceiling": 8.0}
        extra, means = [], []
        for this in runs("births", size.of(10), sets):
            births = per_day(this)
            extra.append((births.var(ddof=1) - births.mean()) / births.mean() ** 2)
            means.append(births.mean())
        yield mean_of(f"(variance - mean) / mean^2 of a day's births, shape {shape:g}", 1 / shape, extra)
        yield mean_of(f"mean of a day's births, shape {shape:g}", daily_births(), means)


def daily_births() -> float:
    """Births of a day in the town `births`, from its parameters alone."""
    settings, building = town("births").settings, start_of("births").world.building
    factor = np.array([row.births for row in settings.estate.values()])[building["kind"]]
    return sum(row.per_1000 for row in settings.category.values()) * float(building["residents"] @ factor) / 365e3


@law("births")
def weekends_and_seasons(size: Size) -> Iterator[Finding]:
    """Weekends have the declared share of weekdays and leave the week's mean, seasons have the declared amplitude and leave the year's."""
    weekend = {"one": 2.0, "two": 0.5}
    sets = {f"category.{name}.weekend": value for name, value in weekend.items()}
    quiet, busy, total = [[], []], [[], []], []
    for this in runs("births", size.of(10), sets):
        for c in range(2):
            births = per_day(this, c)
            at_weekend = np.arange(len(births)) % 7 >= 5  # the warm-up is whole weeks
            busy[c].append(births[at_weekend].mean())
            quiet[c].append(births[~at_weekend].mean())
        total.append(per_day(this).mean())
    for c, name in enumerate(weekend):
        yield ratio_of(f"births of a weekend day over a weekday, declared {weekend[name]:g}", weekend[name], busy[c], quiet[c])
    amplitude, peak = 0.4, 100
    waves, season_total = [], []
    for this in runs("births", size.of(10), {"birth.season_amplitude": amplitude, "birth.season_peak_day": peak}):
        births = per_day(this)[: 365 * (this.world.end // DAY // 365)]
        day = np.arange(len(births)) + this.world.warmup // DAY
        waves.append(2 * (births * np.cos(2 * math.pi * (day - peak) / 365)).mean() / births.mean())
        season_total.append(births.mean())
    yield mean_of(f"amplitude of the year's wave of births, declared {amplitude:g}", amplitude, waves)
    yield mean_of("mean of a day's births with weekends", daily_births(), total)
    yield mean_of("mean of a day's births with seasons", daily_births(), season_total)


@law("births")
def disorder_breeds_disorder(size: Size) -> Iterator[Finding]:
    """With nobody to mend anything, open problems are a pure birth process whose rate grows with their number up to a bound."""
    disorder, full, days = 1.5, 10, 100
    sets = {
        "birth.disorder": disorder, "birth.disorder_open": full, "birth.ceiling": 1 + disorder, "time.horizon_days": days, "time.warmup_days": 0,
        "category.work.per_1000": 36.5, "category.work.report": 0.0,
    }  # fmt: skip
    rate = 0.1  # a day, in an orderly building of 1,000 residents
    most = 200  # far beyond what can be reached
    rates = rate * (1 + disorder * np.minimum(np.arange(most), full) / full)
    generator = np.diag(-rates) + np.diag(rates[:-1], 1)
    chance = expm(generator * days)[0]
    mean = float(chance @ np.arange(most))
    variance = float(chance @ np.arange(most) ** 2) - mean**2
    counts = []
    for this in runs("mmc", size.of(50), sets):
        counts.extend(np.bincount(this.cases["building"], minlength=len(this.world.building)))
    yield mean_of("problems of a building after 100 days of growing disorder", mean, counts)
    spread = (np.array(counts) - mean) ** 2
    yield mean_of("their variance", variance, spread)
