"""What more or less of something must do when all else is drawn alike, and policies that may not look better than they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from gridgov.scenario.levers import CATEGORIES, TIERS
from gridgov.tables.dtypes import DAY, NONE
from tests.laws.judge import Finding, exceptions, mean_of
from tests.laws.law import Size, law
from tests.laws.town import Run, play, start_of


@law("monotone")
def nothing_from_nothing(size: Size) -> Iterator[Finding]:
    """Where no problem arises nothing happens at all."""
    sets = {f"category.{category}.per_1000": 0.0 for category in CATEGORIES}
    sets |= {f"department.{name}.own_work_per_100k": 0.0 for name in start_of("classroom").labels.departments}
    happened, seeds = 0, size.of(2, most=10)
    for seed in range(1, seeds + 1):
        out = play(start_of("classroom", sets), seed, log=True).outcome
        happened += len(out.cases) + len(out.legs) + len(out.events) + out.events_handled + int(out.workers["busy_s"].sum() + out.fund_spent.sum())
        happened += int(out.daily["present_s"].sum() + out.desks["queue_s"].sum())
    yield exceptions("things that happened without a problem", happened, seeds)


@law("monotone")
def hands_without_limit(size: Size) -> Iterator[Finding]:
    """With hands for everything, at all hours, nobody waits."""
    waits = count = 0
    for name, tiers in (("mmc", ("street",)), ("ladder", ("grid", "community", "street"))):
        start = start_of(name, {f"tier.{tier}.slots": 2000 for tier in tiers} | {"time.horizon_days": 60})
        for seed in range(1, size.of(1, most=10) + 1):
            this = play(start, seed)
            waits += int((this.cases["waiting_s"] > 0).sum() + this.outcome.desks["queue_s"].sum())
            count += len(this.cases)
    yield exceptions("waits where hands are without limit", waits, count)


@law("monotone")
def more_workers(size: Size) -> Iterator[Finding]:
    """At one tier, first come first served, another worker makes no case whatever wait longer (Jacobs and Schach 1972)."""
    longer = fewer_helped = count = 0
    for seed in range(1, size.of(1, most=10) + 1):
        before = None
        for workers in (1, 2, 3, 5, 8):
            sets = {"city.residents": 4000, "city.streets": 4, "city.buildings": 4, "time.horizon_days": 60}
            sets |= {"tier.street.slots": workers, "category.work.per_1000": 20000.0}
            cases = play(start_of("mmc", sets), seed).cases
            done = np.where(cases["state"] >= 8, cases["waiting_s"], 1 << 50)
            if before is not None:
                longer += int((done > before).sum())
                fewer_helped += int(not (done < before).any())
                count += len(done)
            before = done
    yield exceptions("cases that wait longer because of one more worker", longer, count)
    yield exceptions("numbers of workers that help nobody", fewer_helped, count)


def problem_days(this: Run) -> float:
    """The main outcome, reckoned from the case table alone: days of problems born in the measured period until truly gone or the end."""
    cases = this.cohort()
    gone = np.where(cases["gone"] == NONE, this.world.end, cases["gone"])
    return float((gone - cases["born"]).sum()) / DAY / len(this.world.resident) * 1000 * 365 / (this.world.end // DAY - this.world.warmup // DAY)


STAFF = ("grid", "community", "street")
UNREPORTED = {f"category.{name}.report": 0.0 for name in CATEGORIES}
ON_PAPER = {f"tier.{tier}.paper": 1.0 for tier in STAFF} | {"inspection.share": 0.0}
#: Limits so short that many a case is late, though there are hands enough.
STRICT = {f"tier.{tier}.limit_hours.{severity}": 1.5 for tier in STAFF for severity in ("routine", "urgent", "critical")}
STRICT |= {f"tier.{tier}.limit_action": "supervise" for tier in STAFF} | {f"tier.{tier}.paper": 0.0 for tier in STAFF}
#: More work than hands.
OVERLOADED = {"tier.community.slots": 1, "tier.street.slots": 1, "tier.grid.slots": 1}
OVERLOADED |= {f"category.{name}.per_1000": 300.0 for name in ("parking", "property", "facilities")}
LASTING = {f"category.{name}.life_days": "none" for name in CATEGORIES} | {"birth.disorder": 0.0}
#: What residents report and what patrols find come to one desk, so that silence moves no work to a desk with hands to spare.
ONE_ENTRY = {"channel.residents.tier": "grid"}
#: Ways to make records look better that do nothing for the troubles: the town, and what is changed in it.
TRICKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "nobody reports": ({}, UNREPORTED),
    "nobody reports and nobody patrols": ({}, UNREPORTED | {"tier.grid.patrol_hours_per_week": 0.0}),
    "nobody reports where work exceeds hands and troubles last": (OVERLOADED | LASTING | ONE_ENTRY, UNREPORTED),
    "every late case is closed on paper": (STRICT, ON_PAPER),
    "late cases are closed on paper and nobody complains": (STRICT, ON_PAPER | {"feedback.complaint_days": 0.0}),
    "cases climb at once": ({}, {f"tier.{tier}.limit_hours.{severity}": 0.0 for tier in TIERS[:4] for severity in ("routine", "urgent", "critical")}),
    "residents take a month to report": ({}, {"channel.residents.mean_hours": 720.0}),
    "every handover takes a week": ({}, {"routing.handover_hours": 168.0}),
    "departments send every call back": ({}, {"departments.bounce": 1.0, "departments.max_bounces": 20}),
}  # fmt: skip


def change_of_problem_days(base: dict[str, Any], trick: dict[str, Any], seeds: int) -> list[float]:
    """Relative change of the main outcome in pairs of runs that share all draws."""
    sets = {"time.horizon_days": 180} | base
    runs = ([problem_days(play(start_of("classroom", sets | more), seed)) for seed in range(1, seeds + 1)] for more in ({}, trick))
    return [tricky / honest - 1 for honest, tricky in zip(*runs)]


@law("monotone")
def tricks_do_not_pay(size: Size) -> Iterator[Finding]:
    """What postpones hard cases or sees fewer of them does not lower problem-days."""
    for name, (base, trick) in TRICKS.items():
        yield mean_of(f"change of problem-days if {name}", 0.0, change_of_problem_days(base, trick, size.of(8, most=40)), bound="least")


#: The same law where it is known not to hold, with the reason.
BREACHES = {
    "every late case is closed on paper, work exceeds hands and troubles end by themselves": (OVERLOADED, ON_PAPER),
    "nobody reports, work exceeds hands and troubles end by themselves": (OVERLOADED, UNREPORTED),
    "every late case is closed on paper, work exceeds hands and troubles last": (OVERLOADED | LASTING, ON_PAPER),
    "nobody reports, work exceeds the hands of those who take reports and troubles last": (OVERLOADED | LASTING, UNREPORTED),
}


def tricks_that_pay(size: Size) -> Iterator[Finding]:
    """Where work exceeds hands the law above is broken: see `BREACHES`."""
    for name, (base, trick) in BREACHES.items():
        yield mean_of(f"change of problem-days if {name}", 0.0, change_of_problem_days(base, trick, size.of(8, most=40)), bound="least")
