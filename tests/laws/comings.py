"""Who comes and goes: as often as declared, nobody twice, every post held or vacant, and nothing at all where nobody moves."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from gridgov.metrics import measure
from gridgov.metrics.measured import Measured
from gridgov.tables.dtypes import CADRE, DAY, MONTH
from tests.laws.judge import Finding, exceptions, mean_of
from tests.laws.law import Size, law
from tests.laws.neutral import SMALL_TOWN, digest, each_tier
from tests.laws.town import Run, play, start_of

#: Chiefs in half of the buildings, of either kind.
CHIEFS = {"chiefs.cadre_share": 0.25, "chiefs.resident_share": 0.25, "chiefs.stipend_yuan_per_month": 100.0}
#: Nobody's motivation moves, nobody comes or goes, and a stipend changes no hours.
STILL = dict.fromkeys((f"chiefs.{name}" for name in (
    "quit_per_year", "transfer_per_year", "thanks_gain", "load_loss", "crowding_hours_per_week", "hours_per_100_yuan", "convert_per_month",
)), 0.0)  # fmt: skip
#: Motivation stays at its base, so that everybody leaves with the declared chance.
STEADY = {"chiefs.thanks_gain": 0.0, "chiefs.load_loss": 0.0, "time.warmup_days": 0, "time.horizon_days": 366}


def monthly(sets: dict[str, Any] | None = None, seed: int = 1, policies: tuple[str, ...] = ()) -> Run:
    """A run of the small town in which chiefs come and go."""
    return play(start_of("classroom", SMALL_TOWN | CHIEFS | {"chiefs.monthly": True} | (sets or {}), policies), seed, log=True)


def figures(this: Run) -> dict[str, float | None]:
    """All metrics of a run."""
    return measure(Measured(this.outcome, this.world, this.start.labels))


@law("coming and going")
def nobody_moves(size: Size) -> Iterator[Finding]:
    """Where nobody comes or goes and nothing moves, the monthly rules change no byte, and the books say the same."""
    wrong, apart = 0, 0.0
    seeds = size.of(2)
    for seed in range(1, seeds + 1):
        moved = monthly(STILL, seed)
        fixed = play(start_of("classroom", SMALL_TOWN | CHIEFS | STILL), seed, log=True)
        wrong += digest(moved) != digest(fixed)
        here, there = figures(moved), figures(fixed)
        # seconds are rounded stretch by stretch
        apart = max(apart, *(abs(here[name] - there[name]) / max(1.0, abs(there[name])) for name in here if here[name] is not None))
    yield exceptions("runs that the monthly rules change though nobody moves", wrong, seeds)
    yield Finding("largest difference between the figures of the two", 0.0, apart, 1e-3, seeds)


@law("coming and going")
def who_leaves(size: Size) -> Iterator[Finding]:
    """Of residents the declared share gives up within a year, and cadres are transferred as often as declared."""
    many = {"city.residents": 20000, "chiefs.willing_share": 0.0, "chiefs.fallback": False}
    for share, name, tally in ((0.35, "quit_per_year", "quits"), (0.2, "transfer_per_year", "transfers")):
        kind = {"chiefs.cadre_share": float(tally == "transfers"), "chiefs.resident_share": float(tally == "quits")}
        found = []
        for seed in range(1, size.of(3) + 1):
            months = monthly(STEADY | many | kind | {f"chiefs.{name}": share}, seed).outcome
            # twelve ticks after the first; who is transferred is followed by another, who may be too
            left = months.months[tally].sum() / len(months.posts)
            found.append(left)
        month = 1 - (1 - share) ** (1 / 12)
        yield mean_of(f"{tally} of a year per post", share if tally == "quits" else 12 * month, found)


@law("coming and going")
def books_of_posts(size: Size) -> Iterator[Finding]:
    """Every post is held or vacant at every moment, hours of chiefs are the sum of their uses, and cadres come from the reserve."""
    busy = {"chiefs.quit_per_year": 0.9, "chiefs.transfer_per_year": 0.9, "chiefs.willing_share": 0.005, "chiefs.convert_per_month": 0.1,
            "chiefs.reserve_share": 1.0, "time.horizon_days": 300, "city.residents": 6000}  # fmt: skip
    for seed in range(1, size.of(2) + 1):
        this = monthly(busy, seed)
        world, outcome = this.world, this.outcome
        posts, shifts, tally = outcome.posts, outcome.shifts.astype([(name, "i8") for name in outcome.shifts.dtype.names]), outcome.months
        edges = np.array([0, *range(world.warmup, world.end, MONTH), world.end])
        held = posts["cadre_s"].astype(np.int64) + posts["resident_s"]
        yield exceptions("post-months held for longer than they last", (held > np.diff(edges)).sum(), held.size)
        yield exceptions("holders who became fewer", (np.diff(posts["holder"].astype(int), axis=1) < 0).sum(), posts.size)
        come = posts["holder"][:, -1].sum() - (posts["holder"][:, 0] > 0).sum()
        yield exceptions("posts taken without being counted", come - sum(tally[name].sum() for name in tally.dtype.names if name != "quits"), come)
        reserve = world.reserve + tally["converted"].sum() - tally["fallback"].sum()
        yield exceptions("cadres sent whom the organisations did not have", max(0, -reserve), int(tally["fallback"].sum()))
        cadres = (world.building_phase["chief"][0] == CADRE).sum() - tally["converted"].sum() + tally["fallback"].sum()
        last = posts["kind"][:, -1][posts["cadre_s"][:, -1] + posts["resident_s"][:, -1] > 0]
        yield exceptions("cadres who serve at the end and did not come from anywhere", abs(int((last == CADRE).sum()) - cadres), int(cadres))
        parts = shifts["way_s"] + shifts["look_s"] + shifts["surge_s"] + shifts["cases_s"]
        yield exceptions("shifts shorter than their uses", (parts > shifts["there_s"]).sum(), parts.size)
        spent, stipends = outcome.fund_spent[:, 1:], outcome.stipends[:, 1:]
        come_in = 100 * world.fund_month[0][:, None]
        over = np.cumsum(spent + stipends, axis=1) > np.cumsum(np.ones_like(spent) * come_in, axis=1) + 1
        yield exceptions("community-months that had spent more on repairs and stipends than had come in", over[:, :12].sum(), over[:, :12].size)


@law("coming and going")
def what_a_stipend_does(size: Size) -> Iterator[Finding]:
    """Being paid at all costs hours, more pay brings them back; training a successor costs the cadre's."""
    quiet = STEADY | {"chiefs.quit_per_year": 0.0, "chiefs.transfer_per_year": 0.0, "money.fund_yuan_per_year": 1e6, "chiefs.stipend_share_max": 1.0}
    only = quiet | {"chiefs.cadre_share": 0.0}
    hours = {yuan: figures(monthly(only | {"chiefs.stipend_yuan_per_month": yuan}))["chief_hours"] for yuan in (0.0, 1.0, 400.0)}
    yield exceptions("small stipends that cost no hours", int(hours[1.0] >= hours[0.0]), 1)
    yield exceptions("large stipends that bring no hours", int(hours[400.0] <= hours[0.0]), 1)
    each = {yuan: value / hours[0.0] * 4.0 for yuan, value in hours.items()}
    yield Finding("hours a week of a resident paid one yuan", 4.0 - 0.92 + 0.0061, each[1.0], 0.01, 1)
    yield Finding("hours a week of a resident paid 400 yuan", 4.0 - 0.92 + 0.61 * 4, each[400.0], 0.01, 1)
    cadres = {"chiefs.resident_share": 0.0, "chiefs.willing_share": 0.0, "chiefs.visits_per_week": 0.0}
    free = []
    for chance in (0.0, 0.5):
        shifts = monthly(quiet | cadres | {"chiefs.convert_per_month": chance}).outcome.shifts
        free.append(float((shifts["look_s"].astype(np.int64) + shifts["cases_s"]).sum()))
    yield Finding("time that cadres who train successors keep for anything else, over that of others", 1 - 0.2, free[1] / free[0], 1e-3, 1)


@law("coming and going")
def staff_turns_over(size: Size) -> Iterator[Finding]:
    """Staff quits as often as declared, vacancies last as long as declared, and pay holds it."""
    steady = STEADY | {"staff.overload_logit": 0.0, "city.residents": 6000, **each_tier("slots", 50), **each_tier("quit_per_year", 0.4)}
    month = 1 - (1 - 0.4) ** (1 / 12)
    paid = 1 / (1 + math.exp(-(math.log(month / (1 - month)) - 3.0 * math.log(1.5))))
    for words, sets, chance in (("", {}, month), (" at half as much pay again", each_tier("pay", 1.5), paid)):
        start = start_of("classroom", SMALL_TOWN | steady | each_tier("vacancy_days", 0.0) | sets)
        found = [figures(play(start, seed))["staff_turnover"] for seed in range(1, size.of(8) + 1)]
        # the last day has no tick
        yield mean_of("staff who quit per filled slot and year" + words, 12 * chance * 365 / 366, found)
    vacant, months = 0.0, []
    for _ in range(12):
        months.append(vacant)
        vacant = vacant * (1 - MONTH / (DAY * 10000)) + (1 - vacant) * month
    start = start_of("classroom", SMALL_TOWN | steady | each_tier("vacancy_days", 10000.0))
    gone = [figures(play(start, seed))["staff_vacancy_share"] for seed in range(1, size.of(8) + 1)]
    yield mean_of("share of slots that are vacant in a year in which hardly anybody follows", (sum(months) * 365 / 12 + vacant) / 366, gone)


@law("coming and going")
def staff_that_stays(size: Size) -> Iterator[Finding]:
    """Where nobody quits, what newcomers and vacancies are like says nothing; newcomers who need no time to learn work as all do."""
    quiet = {**each_tier("vacancy_days", 5.0), **each_tier("newcomer_skill", 0.1), **each_tier("learning_days", 9.0), "staff.overload_logit": 9.0}
    wrong, seeds = 0, size.of(2)
    for seed in range(1, seeds + 1):
        runs = [digest(play(start_of("classroom", SMALL_TOWN | sets), seed, log=True)) for sets in ({}, quiet, each_tier("pay", 2.0))]
        wrong += len(set(runs)) > 1
        never = each_tier("quit_per_year", 1e-12)
        wrong += digest(play(start_of("classroom", SMALL_TOWN | never), seed, log=True)) != runs[0]
    yield exceptions("runs that rules of staff change though nobody quits", wrong, 2 * seeds)
