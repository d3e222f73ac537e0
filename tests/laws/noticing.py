"""How troubles come to light: exposure in each channel's own hours, channels against each other and against time, who reports."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm

from gridgov.tables.dtypes import LAPSED, RESIDENTS, URGENT
from tests.laws.calendars import open_seconds, week_of
from tests.laws.judge import Finding, exceptions, mean_of, share_of, sum_of
from tests.laws.law import Size, law
from tests.laws.town import HOUR, Run, runs, town

TAIL = 200  # days before the end whose births are left out: all are noticed by then


def notice_hours(cases: np.ndarray, calendar) -> np.ndarray:
    """Open hours of a calendar between birth and registration."""
    if calendar is None:
        return (cases["registered"] - cases["born"]) / HOUR
    return (open_seconds(calendar, cases["registered"]) - open_seconds(calendar, cases["born"])) / HOUR


@law("noticing")
def times_to_notice(size: Size) -> Iterator[Finding]:
    """Residents need an exponential time of their calendar's hours, divided by visibility."""
    mean = 30.0
    for calendar, visibility in (("always", 1.0), ("always", 2.5), ("office", 1.0), ("evenings", 1.0)):
        sets = {"channel.residents.mean_hours": mean, "channel.residents.calendar": calendar, "channel.residents.visibility.work": visibility}
        hours, late = [], 0
        for this in runs("seen", size.of(5), sets):
            cases = this.cohort(TAIL)
            late += int((cases["registered"] < 0).sum())
            needed = notice_hours(cases, week_of(this.start, calendar))
            hours.append(needed)
        hours = np.concatenate(hours)
        theory = mean / visibility
        yield mean_of(f"mean open hours to notice, calendar {calendar}, visibility {visibility:g}", theory, hours)
        within = int((hours <= theory).sum())
        yield share_of(f"share noticed within the mean, calendar {calendar}, visibility {visibility:g}", -math.expm1(-1), within, len(hours))
        yield exceptions(f"never noticed, calendar {calendar}, visibility {visibility:g}", late, len(hours))


def expected_rates(this: Run) -> dict[str, np.ndarray]:
    """Notices per hour and building of each channel of the town `watched`, from its parameters alone; all calendars are always open."""
    settings, building = town("watched").settings, this.world.building
    grid_households = np.bincount(building["grid"], building["households"])[building["grid"]]
    grid, patrol, chief = settings.tier["grid"], settings.channel["patrol"], settings.channel["chief"]
    walked = grid.slots * grid.patrol_hours_per_week / 168  # hours of patrol per hour
    looked = settings.chiefs.resident_hours_per_week * settings.chiefs.resident_motivation * settings.chiefs.look_share / 168
    return {
        "chief": chief.visibility["work"] * looked / (chief.minutes_per_household / 60 * building["households"]),
        "patrol": patrol.visibility["work"] * walked / (patrol.minutes_per_household / 60 * grid_households * settings.routing.separate_grids),
        "residents": np.full(len(building), settings.channel["residents"].visibility["work"] / settings.channel["residents"].mean_hours),
        "end": np.full(len(building), 1 / (settings.category["work"].life_days * 24)),
    }


@law("noticing")
def channels_against_each_other(size: Size) -> Iterator[Finding]:
    """Chiefs, patrols, residents and the trouble's own end race; each wins in proportion to its rate."""
    wins = {name: [0, 0.0, 0.0] for name in ("chief", "patrol", "residents", "end")}
    hours = []
    for this in runs("watched", size.of(4)):
        cases = this.cohort(TAIL)
        rates = {name: values[cases["building"]] for name, values in expected_rates(this).items()}
        rates["residents"] = rates["residents"] * cases["will_report"]
        total = sum(rates.values())
        names = [*this.start.labels.channels]
        for name, row in wins.items():
            won = cases["state"] == LAPSED if name == "end" else cases["channel"] == (names.index(name))
            chance = rates[name] / total
            row[0] += int(won.sum())
            row[1] += chance.sum()
            row[2] += (chance * (1 - chance)).sum()
        until = np.where(cases["registered"] >= 0, cases["registered"], cases["gone"])
        hours.append((until - cases["born"]) / HOUR * total)
    count = sum(len(part) for part in hours)
    for name, (won, expected, variance) in wins.items():
        yield sum_of(f"troubles first met by: {name}", expected, variance, won, count)
    yield mean_of("mean time until the first, over its expectation", 1.0, np.concatenate(hours))


@law("noticing")
def who_reports(size: Size) -> Iterator[Finding]:
    """Reports follow the declared probability of each resident, severity, building and kind of estate."""
    hits, expected, variance, count = np.zeros(2), np.zeros(2), np.zeros(2), 0
    for this in runs("reporting", size.of(10)):
        cases, world = this.cases, this.world
        settings = town("reporting").settings
        people, building, learning = world.resident[cases["resident"]], world.building[cases["building"]], settings.learning
        category, kinds = settings.category["work"], np.array([row.report for row in settings.estate.values()])
        severe = cases["severity"] >= URGENT
        x = math.log(category.report / (1 - category.report)) + category.report_severe * severe + kinds[building["kind"]] + building["effect"]
        mixed = learning.trust_mix * people["trust"] + (1 - learning.trust_mix) * learning.trust
        x = x + learning.trust_gain * (mixed - 0.5) + learning.propensity_sd * people["propensity"]
        p = 1 / (1 + np.exp(-x))
        for place, rows in enumerate((severe, ~severe)):
            hits[place] += cases["will_report"][rows].sum()
            expected[place] += p[rows].sum()
            variance[place] += (p[rows] * (1 - p[rows])).sum()
        count += len(cases)
    for place, name in enumerate(("severe", "routine")):
        yield sum_of(f"residents who will report, {name} troubles", expected[place], variance[place], hits[place], count)


@law("noticing")
def spread_of_readiness(size: Size) -> Iterator[Finding]:
    """The spreads of residents and buildings in the baseline make p90/p10 of the probability of reporting, at equal troubles, 3 (E5)."""
    value = readiness_ratio(town("baseline").settings)
    yield Finding("p90/p10 of the probability of reporting at its mean over categories", 3.0, value, samples=1, allowed=0.1)


def readiness_ratio(settings) -> float:
    """p90/p10 over residents of equal trust, by quadrature over propensities and buildings, at the births' mean probability to report."""
    rows, learning = settings.category.values(), settings.learning
    p = sum(row.per_1000 * row.report for row in rows) / sum(row.per_1000 for row in rows)
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)

    def below(x: float) -> float:
        return float(weights @ norm.cdf((x - learning.propensity_sd * nodes) / learning.building_sd) / weights.sum())

    low, high = (brentq(lambda x, share=share: below(x) - share, -20, 20) + math.log(p / (1 - p)) for share in (0.1, 0.9))
    return (1 + math.exp(-low)) / (1 + math.exp(-high))


@law("noticing")
def channel_kinds(size: Size) -> Iterator[Finding]:
    """Only those who would report are met by the residents' channel."""
    wrong = count = 0
    for this in runs("watched", size.of(2)):
        cases = this.cases[this.cases["channel"] >= 0]
        by_residents = this.world.channel["kind"][cases["channel"]] == RESIDENTS
        wrong += int((by_residents & (cases["will_report"] == 0)).sum())
        count += int(by_residents.sum())
    yield exceptions("reports by residents who do not report", wrong, count)
