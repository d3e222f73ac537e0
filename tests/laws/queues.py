"""Queues whose waits are known in closed form: one desk, classes of urgency, two tiers in a row, too much work."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gridgov.tables.dtypes import CRITICAL, DONE, ROUTINE, URGENT
from tests.laws.judge import Finding, exceptions, mean_of
from tests.laws.law import Size, law
from tests.laws.theory import HOURS, variation_of, wait_mg1, wait_mmc, waits_of_classes
from tests.laws.town import HOUR, play, start_of, street_means, town

STREETS = 20
TAIL = 30  # days before the end whose births are left out, so that every wait is over


def mean_waits(name: str, sets: dict, seeds: int) -> tuple[np.ndarray, int]:
    """Mean wait in hours of each street and seed, and how many of the cases looked at had not been done."""
    start, found, unfinished = start_of(name, sets), [], 0
    streets = len(start.world.building)
    for seed in range(1, seeds + 1):
        cases = play(start, seed).cohort(TAIL)
        unfinished += int((cases["state"] != DONE).sum())
        found.append(street_means(cases, cases["waiting_s"] / HOUR, streets))
    return np.concatenate(found), unfinished


def per_1000(load: float, servers: int = 1) -> float:
    """Rate at which work of an hour each makes this load, where 1,000 residents live."""
    return HOURS * load * servers


@law("queues")
def waits_of_mmc(size: Size) -> Iterator[Finding]:
    """M/M/c: Erlang C."""
    for servers, streets, days in ((1, 20, 365), (3, 20, 150), (10, 10, 120)):
        for load in (0.5, 0.8, 0.9):
            sets = {"time.warmup_days": 60 // servers, "time.horizon_days": days, "tier.street.slots": servers}
            sets |= {"city.streets": streets, "city.buildings": streets, "city.residents": 1000 * streets}
            sets |= {"category.work.per_1000": per_1000(load, servers)}
            waits, unfinished = mean_waits("mmc", sets, size.of(1))
            yield mean_of(f"mean wait in M/M/{servers} at load {load}, hours", wait_mmc(servers, load), waits)
            yield exceptions(f"cases never done in M/M/{servers} at load {load}", unfinished, len(waits))


@law("queues")
def waits_of_mg1(size: Size) -> Iterator[Finding]:
    """M/G/1: Pollaczek and Khinchine."""
    kinds = (("lognormal", 0.8, 0.5), ("lognormal", 0.8, 0.8), ("gamma", 0.5, 0.5), ("gamma", 2.0, 0.8), ("fixed", 1.0, 0.5), ("fixed", 1.0, 0.9))
    for family, shape, load in kinds:
        sets = {"category.work.work_family": family, "category.work.work_shape": shape}
        sets |= {"category.work.per_1000": per_1000(load), "time.horizon_days": 300}
        waits, _ = mean_waits("mmc", sets, size.of(1))
        shown = family if family == "fixed" else f"{family} {shape}"
        yield mean_of(f"mean wait in M/G/1, {shown}, at load {load}, hours", wait_mg1(load, variation_of(family, shape)), waits)


@law("queues")
def pace_of_workers(size: Size) -> Iterator[Finding]:
    """Half the shift in meetings doubles the time of a piece of work, skill divides it."""
    for sets, mean, words in (
        ({"tier.street.meeting_hours_per_week": 42.0, "tier.street.training_hours_per_week": 42.0}, 2.0, "half the shift in meetings and training"),
        ({"tier.street.skill": 2.0}, 0.5, "skill 2"),
    ):
        sets = sets | {"category.work.per_1000": per_1000(0.6 / mean), "time.horizon_days": 365}
        waits, _ = mean_waits("mmc", sets, size.of(1))
        yield mean_of(f"mean wait in M/M/1 with {words}, hours", wait_mmc(1, 0.6, mean), waits)


@law("queues")
def waits_of_classes_of_urgency(size: Size) -> Iterator[Finding]:
    """M/G/1 with classes that do not interrupt each other: Cobham. Which class goes first does not change the mean of all (Kleinrock 1965)."""
    common = {"category.work.per_1000": per_1000(0.8), "time.horizon_days": 300}
    lognormal = {"category.work.work_family": "lognormal", "category.work.work_shape": 0.8}
    for family, shares, words in ((lognormal, (0.3, 0.0), "two classes, lognormal"), ({}, (0.3, 0.2), "three classes, exponential")):
        sets = common | family | {"category.work.urgent": shares[0], "category.work.critical": shares[1], "tier.street.discipline": "class"}
        variation = variation_of("lognormal", 0.8) if family else 1.0
        classes = [(CRITICAL, shares[1], "critical"), (URGENT, shares[0], "urgent"), (ROUTINE, 1 - sum(shares), "routine")]
        classes = [row for row in classes if row[1] > 0]
        theory = waits_of_classes([0.8 * share for _, share, _ in classes], variation)
        found = [[] for _ in classes]
        start = start_of("mmc", sets)
        for seed in range(1, size.of(1) + 1):
            cases = play(start, seed).cohort(TAIL)
            for waits, (severity, _, _) in zip(found, classes):
                rows = cases[cases["severity"] == severity]
                waits.append(street_means(rows, rows["waiting_s"] / HOUR, STREETS))
        for waits, mean, (_, _, name) in zip(found, theory, classes):
            yield mean_of(f"mean wait of {name} cases, {words}, load 0.8, hours", mean, np.concatenate(waits))
    for discipline in ("arrival", "class", "due"):
        # limits that order the queue but, having no action, do no more
        limits = {"routine": 24.0, "urgent": 8.0, "critical": 2.0}
        sets = common | {"category.work.urgent": 0.3, "tier.street.discipline": discipline, "tier.street.limit_action": "nothing"}
        waits, _ = mean_waits("mmc", sets | {f"tier.street.limit_hours.{name}": hours for name, hours in limits.items()}, size.of(1))
        yield mean_of(f"mean wait of all cases of M/M/1 at load 0.8 in the order '{discipline}', hours", wait_mmc(1, 0.8), waits)


@law("queues")
def queues_of_two_tiers(size: Size) -> Iterator[Finding]:
    """Two tiers in a row with a chance of passing on: each is M/M/c of its own (Jackson 1957)."""
    start = start_of("tandem")
    settings = town("tandem").settings
    work, power = settings.category["work"], settings.category["work"].power["community"]
    arrivals = work.per_1000 / HOURS  # per hour and community, of 1,000 residents
    below = settings.city.communities_per_street
    lower, upper = settings.tier["community"].slots, settings.tier["street"].slots
    mean = {tier: work.work_minutes[tier] / 60 for tier in ("community", "street")}
    passed = below * arrivals * (1 - power)
    theory = (
        arrivals * wait_mmc(lower, arrivals * mean["community"] / lower, mean["community"]),
        passed * wait_mmc(upper, passed * mean["street"] / upper, mean["street"]),
    )
    lengths = [[], []]
    shares = []
    for seed in range(1, size.of(1) + 1):
        this = play(start, seed)
        span = this.world.end - this.world.warmup
        for tier in (0, 1):
            lengths[tier].append(this.outcome.desks["queue_s"][this.world.desk["tier"] == tier] / span)
        cases = this.cohort(TAIL)
        shares.append(street_means(cases, cases["settled_tier"] == 1, len(this.world.building)))
    for tier, name in enumerate(("lower", "upper")):
        yield mean_of(f"mean queue of the {name} of two tiers in a row", theory[tier], np.concatenate(lengths[tier]))
    yield mean_of("share passed on to the upper tier", 1 - power, np.concatenate(shares))


@law("queues")
def growth_of_backlogs(size: Size) -> Iterator[Finding]:
    """With more work than hands the backlog grows by arrivals less services."""
    for servers, load in ((1, 1.5), (3, 1.2)):
        sets = {"category.work.per_1000": per_1000(load, servers), "tier.street.slots": servers, "time.horizon_days": 90}
        start = start_of("mmc", sets)
        growth = []
        for seed in range(1, size.of(2) + 1):
            this = play(start, seed)
            tally = this.outcome.desks
            growth.extend((tally["arrivals"] - tally["starts"] - tally["left"]) / 90)
        yield mean_of(f"growth of the backlog of {servers} workers at load {load}, cases a day", 24 * servers * (load - 1), growth)


@law("queues")
def time_in_procedures(size: Size) -> Iterator[Finding]:
    """Procedures hold nobody: M/G/infinity after the queue, and as many are in it as arrive in a mean procedure."""
    hours = 60.0
    sets = {"category.work.procedure_hours.street": hours, "category.work.procedure_sigma": 0.9, "time.horizon_days": 365}
    start = start_of("mmc", sets)
    times, numbers = [], []
    for seed in range(1, size.of(1) + 1):
        this = play(start, seed)
        cases = this.cohort(90)
        times.append(street_means(cases, cases["procedure_s"] / HOUR, STREETS))
        begun = this.cases["registered"] + this.cases["waiting_s"] + this.cases["working_s"]
        done = np.where(this.cases["fixed"] < 0, this.world.end, this.cases["fixed"])
        inside = np.clip(done, this.world.warmup, None) - np.clip(begun, this.world.warmup, this.world.end)
        span = this.world.end - this.world.warmup
        numbers.append(np.bincount(this.cases["building"], np.clip(inside, 0, None), STREETS) / span)
    yield mean_of("mean procedure, lognormal, hours", hours, np.concatenate(times))
    yield mean_of("mean number in procedure (Little 1961)", 0.8 * hours, np.concatenate(numbers))


@law("queues")
def waits_for_opening(size: Size) -> Iterator[Finding]:
    """Beyond all need of hands a case waits only until the desk opens: the mean wait is the calendar's mean distance to its next opening."""
    sets = {"tier.street.slots": 1000, "tier.street.calendar": "office", "time.horizon_days": 364, "time.warmup_days": 7}
    start = start_of("mmc", sets)
    # office: five days, 08:30-12:00 and 13:30-18:00; gaps of 1.5, 14.5 (four nights) and 62.5 hours (the weekend)
    gaps = np.array([1.5] * 5 + [14.5] * 4 + [62.5])
    theory = float((gaps**2).sum() / 2 / 168)
    waits = []
    for seed in range(1, size.of(1) + 1):
        cases = play(start, seed).cohort(7)
        waits.append(street_means(cases, cases["waiting_s"] / HOUR, STREETS))
    yield mean_of("mean wait of a case for the next opening of the office, hours", theory, np.concatenate(waits))
