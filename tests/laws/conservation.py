"""What no run may lose or invent: problems, time, hours, money and places in queues."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import ACTIVITIES, AREA_DEPARTMENTS, CHECK, DONE, LAPSED, LATENT, MONTH, NONE, PAPER_CLOSED, WEEK
from tests.generators import random_scenario_file
from tests.laws.judge import Finding, exceptions
from tests.laws.law import Size, law
from tests.laws.town import Run, play, run

PARTS = ("waiting_s", "working_s", "procedure_s", "handover_s", "astray_s", "departments_s", "on_paper_s")
TIMES = ("registered", "first_closed", "closed", "fixed", "gone", "final")
COUNTS = ("hops", "reopened", "paper", "inspected", "verified", "legs", "whistled", "complied", "repeats", "repair_fen")


def sample_runs(size: Size) -> Iterator[Run]:
    """Runs of shipped towns with policies, of towns of the laws, and of random towns with random ladders."""
    yield run("classroom", 1, log=True)
    yield run("classroom", 2, log=True, policies=("five_chiefs", "whistle"))
    stuck = {"tier.street.slots": 1, "tier.street.meeting_hours_per_week": 36.0, "tier.leader.slots": 2, "tier.alliance.slots": 3}
    yield run("classroom", 5, stuck, log=True, policies=("alliance", "leaders"))
    busy = {"tier.community.slots": 1, "tier.street.slots": 1, "category.parking.per_1000": 900.0}
    yield run("classroom", 3, busy, log=True, policies=("pilot", "no_patrol"))
    pressed = {f"tier.{tier}.paper": 1.0 for tier in ("grid", "community", "street")} | {"inspection.share": 0.3, "tier.grid.slots": 0}
    yield run("classroom", 4, pressed, log=True)
    for name in ("watched", "ladder", "departments", "paper", "climbing"):
        yield run(name, 5, {"time.horizon_days": 60}, log=True)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(size.of(25)):
            path, policies = random_scenario_file(random.Random(number), Path(folder))
            yield play(build(load_scenario(path, policies), 0), number, log=True)


@law("conservation")
def nothing_is_lost(size: Size) -> Iterator[Finding]:
    """Every law of conservation, on many runs."""
    laws = (
        problems_have_one_fate, parts_of_time_add_up, times_are_in_order, days_add_up_to_cases, workers_keep_their_hours,
        funds_are_not_overdrawn, queues_obey_little, legs_are_in_order,
    )  # fmt: skip
    broken, examined = Counter(), Counter()
    for this in sample_runs(size):
        for one in laws:
            for what, wrong, count in one(this):
                broken[what] += int(wrong)
                examined[what] += int(count)
    for what, count in examined.items():
        yield exceptions(what, broken[what], count)


def problems_have_one_fate(this: Run):
    """Births = latent + lapsed + record open + record closed."""
    c = this.cases
    latent, lapsed = c["state"] == LATENT, c["state"] == LAPSED
    is_closed = c["closed"] != NONE
    is_open = (c["registered"] != NONE) & ~is_closed
    fates = latent.astype(int) + lapsed + is_open + is_closed
    yield "problems with no fate, or two", (fates != 1).sum(), len(c)
    yield "latent or lapsed problems with a record", ((latent | lapsed) & (c["registered"] != NONE)).sum(), len(c)
    yield "closed records in a state of open ones", (is_closed & ~np.isin(c["state"], (PAPER_CLOSED, CHECK, DONE))).sum(), len(c)
    yield "problems gone without a reason", ((c["gone"] != NONE) & (c["fixed"] == NONE) & ~np.isin(c["state"], (LAPSED, DONE))).sum(), len(c)
    daily = this.outcome.daily
    yield "births, days against cases", daily["born"].sum() != len(c), 1
    yield "present at the end", daily["present"][-1] != (c["gone"] == NONE).sum(), 1
    yield "open records at the end", daily["open_records"][-1] != is_open.sum(), 1
    yield "hidden at the end", daily["hidden"][-1] != (latent | (c["state"] == PAPER_CLOSED)).sum(), 1


def parts_of_time_add_up(this: Run):
    """Waiting, working, procedure, handover, astray, departments, on paper = closed - registered."""
    c = this.cases
    total = sum(c[part] for part in PARTS)
    is_closed = c["closed"] != NONE
    yield "closed records whose parts are not the whole", (total != c["closed"] - c["registered"])[is_closed].sum(), is_closed.sum()
    is_open = (c["registered"] != NONE) & ~is_closed
    yield "open records with more time than there was", (total > this.world.end - c["registered"])[is_open].sum(), is_open.sum()
    for part in PARTS:
        yield "parts of time below zero", (c[part] < 0).sum(), len(c)
    yield "unregistered problems with a record's time", (total[c["registered"] == NONE] != 0).sum(), (c["registered"] == NONE).sum()


def times_are_in_order(this: Run):
    """Nothing before birth, nothing after the end, counts not below zero."""
    c = this.cases
    for name in TIMES:
        outside = (c[name] < c["born"]) | (c[name] >= this.world.end)
        yield f"{name} before birth or after the end", ((c[name] != NONE) & outside).sum(), len(c)
    for early, late in (("registered", "first_closed"), ("first_closed", "closed"), ("closed", "final"), ("fixed", "final")):
        both = (c[early] != NONE) & (c[late] != NONE)
        yield f"{late} before {early}", (both & (c[late] < c[early])).sum(), len(c)
    fixed = c["fixed"] != NONE
    yield "fixed but not gone or not closed then", (fixed & ((c["gone"] != c["fixed"]) | (c["closed"] != c["fixed"]))).sum(), len(c)
    for name in COUNTS:
        yield f"{name} below zero", (c[name] < 0).sum(), len(c)
    yield "reopened more often than closed on paper", (c["reopened"] > c["paper"]).sum(), len(c)
    yield "more found fixed than inspected", (c["verified"] > c["inspected"]).sum(), len(c)
    yield "births out of order", (np.diff(c["born"]) < 0).sum(), len(c)
    yield "two problems of one name", len(c) - len(np.unique(c["key"])), len(c)
    events = this.outcome.events
    yield "events out of order", (np.diff(events["time"]) < 0).sum(), len(events)
    people = this.outcome.residents
    for name in ("trust", "satisfaction"):
        yield f"{name} outside 0 and 1", ((people[name] < 0) | (people[name] > 1)).sum(), len(people)


def days_add_up_to_cases(this: Run):
    """The days' sums and integrals are those of the case table."""
    c, daily, end = this.cases, this.outcome.daily, this.world.end
    registered, gone = c["registered"] != NONE, np.where(c["gone"] == NONE, end, c["gone"])
    latent = np.where(registered, c["registered"], gone) - c["born"]
    on_paper_now = (c["closed"] != NONE) & (c["fixed"] == NONE)
    paper = c["on_paper_s"] + np.where(on_paper_now, gone - c["closed"], 0)
    closed = np.where(c["closed"] == NONE, end, c["closed"])
    open_s = np.where(registered, closed - c["registered"] - c["on_paper_s"], 0)
    for name, value in (
        ("registered", registered.sum()), ("fixed", (c["fixed"] != NONE).sum()), ("lapsed", (c["state"] == LAPSED).sum()),
        ("reopened", c["reopened"].sum()), ("closed_on_paper", c["paper"].sum()), ("closed", c["paper"].sum() + (c["fixed"] != NONE).sum()),
        ("whistles", c["whistled"].sum()), ("present_s", (gone - c["born"]).sum()), ("hidden_s", (latent + paper).sum()),
        ("open_records_s", open_s.sum()),
    ):  # fmt: skip
        yield f"days' sums of {name} against the cases", daily[name].sum() != value, 1
    residents = np.isin(c["channel"], np.flatnonzero(this.world.channel["kind"] == 0)) & registered
    contacts = residents.sum() + c["repeats"].sum()
    # repeats of spells still open at the end are booked when the last day is over
    late = (residents & (c["closed"] == NONE) & (c["due"] < end))
    yield "more contacts than registrations and repeats", daily["contacts"].sum() > contacts, 1
    yield "fewer contacts than registrations and repeats", daily["contacts"].sum() < contacts - c["repeats"][late].sum(), 1
    trust = this.outcome.residents["trust"].mean() if len(this.outcome.residents) else 0.0
    yield "mean trust of the last day against the residents", abs(daily["trust"][-1] - trust) > 1e-9, 1


def shift_seconds(this: Run) -> np.ndarray:
    """Open seconds of each desk's calendar in each column of the ledger: i8 (D, months)."""
    world, months = this.world, this.outcome.workers.shape[1]
    edges = [0, *(world.warmup + MONTH * np.arange(months))]
    edges[-1] = world.end
    out = np.zeros((len(world.desk), months), np.int64)
    calendar = world.calendar
    for d, row in enumerate(world.desk["calendar"]):
        windows = int(calendar.windows[row])
        before = [
            int(t // WEEK) * int(calendar.open[row])
            + sum(int(np.clip(t % WEEK - calendar.start[row, w], 0, calendar.end[row, w] - calendar.start[row, w])) for w in range(windows))
            for t in edges
        ]
        out[d] = np.diff(before)[:months]
    return out


def workers_keep_their_hours(this: Run):
    """No worker is busy for longer than the desk is open; the way is a part of it; all hours belong to somebody."""
    workers = this.outcome.workers
    shift = np.repeat(shift_seconds(this), this.world.desk["workers"], axis=0)
    yield "months in which a worker was busy for longer than the shift", (workers["busy_s"] > shift).sum(), workers.size
    yield "months with more way than work", (workers["travel_s"] > workers["busy_s"]).sum(), workers.size
    yield "hours below zero", (workers["busy_s"] < 0).sum() + (workers["travel_s"] < 0).sum(), workers.size


def funds_are_not_overdrawn(this: Run):
    """A community spends no more in a year, on repairs and points, than has come in so far."""
    world, spent = this.world, this.outcome.fund_spent
    if len(this.outcome.points_paid):
        yield "points below zero", (this.outcome.points_paid < 0).sum(), spent.size
        spent = spent + this.outcome.points_paid
    # where nobody above takes cases the last tier pays all the same
    stranded = world.tier["area"][-1] != AREA_DEPARTMENTS and not (world.desk_phase["acts"] == 1).all()
    if stranded:
        return
    months = spent.shape[1]
    # the column of the warm-up holds its months together: it is judged as a whole
    come = np.zeros(spent.shape, np.int64)
    # where chiefs come and go the money of a month depends on who is paid a stipend in it
    fluid = bool(world.switch["posts"][0])
    monthly = np.floor(world.fund_month * 100.0 + 0.5).astype(np.int64) if fluid else world.fund_fen
    first = -(world.warmup // MONTH)
    for j in range(first, months - 1):
        t = world.warmup + j * MONTH
        phase = np.searchsorted(world.phase_start, t, "right") - 1
        come[:, max(0, j + 1)] += monthly[phase]
    if world.warmup % MONTH or world.warmup == 0:
        come[:, 0] += monthly[0]
    if fluid:
        come -= this.outcome.stipends
    yield "community-years that spent more in the warm-up than came in", (spent[:, 0] > come[:, 0]).sum(), len(spent)
    for year in range(0, months - 1, 12):
        rows = slice(1 + year, 1 + year + 12)
        over = np.cumsum(spent[:, rows], axis=1) > np.cumsum(come[:, rows], axis=1)
        yield "community-months that had spent more in the year than had come in", over.sum(), over.size


def queues_obey_little(this: Run):
    """The integral of each queue is the sum of its waits; the event log, read alone, says the same."""
    world, tally = this.world, this.outcome.desks
    yield "desks whose arrivals are not starts, departures and those still there", (tally["queue"] < 0).sum(), len(tally)
    integral, waited, ended, left = (np.zeros(len(world.desk), np.int64) for _ in range(4))
    waiting: dict[tuple[int, int], int] = {}
    where: dict[int, int] = {}
    names = np.array(ACTIVITIES)
    for event in this.outcome.events[np.isin(names[this.outcome.events["activity"]], VISITS)].tolist():
        time, case, activity, _, desk, _ = event
        what = ACTIVITIES[activity]
        if what in ("arrived", "leg_arrived"):
            waiting[case, desk] = time
            if what == "arrived":
                where[case] = desk
            continue
        if what == "convened" and case not in where:
            continue  # it came back from the departments
        at = desk if what in ("leg_started", "leg_cancelled") else where.pop(case)
        since = max(waiting.pop((case, at)), world.warmup)
        if time >= world.warmup:
            integral[at] += time - since
            waited[at] += time - since
            ended[at] += 1
            left[at] += what != "started" and what != "leg_started"
    for (_, at), since in waiting.items():
        integral[at] += world.end - max(since, world.warmup)
    still = np.bincount([at for _, at in waiting], minlength=len(world.desk))
    own = own_work(this)
    yield "desks whose queue's integral is not the sum of waits (Little)", ((integral != tally["queue_s"]) & ~own).sum(), (~own).sum()
    yield "desks whose waits the log does not confirm", (waited + tally["own_waited_s"] != tally["waited_s"]).sum(), len(own)
    yield "desks whose visits the log does not confirm", (ended + tally["own_starts"] != tally["starts"] + tally["left"]).sum(), len(own)
    yield "desks whose early departures the log does not confirm", (left != tally["left"]).sum(), len(own)
    yield "desks whose last queue the log does not confirm", ((still != tally["queue"]) & ~own).sum(), (~own).sum()
    last = np.bincount(world.desk["tier"], tally["queue"], len(world.tier))
    yield "tiers whose last queue is not that of their desks", (last != this.outcome.queue_daily[-1]).sum(), len(last)


VISITS = ("arrived", "leg_arrived", "started", "leg_started", "climbed", "closed_on_paper", "unfunded", "convened", "leg_cancelled")


def own_work(this: Run) -> np.ndarray:
    """Desks of departments with work of their own, whose arrivals are in no log."""
    stream = this.world.stream[this.world.stream["building"] == NONE]
    return np.isin(this.world.desk["department"], stream["category"]) & (this.world.desk["department"] != NONE)


def legs_are_in_order(this: Run):
    """Calls belong to a case, happen in order and are counted there."""
    legs, c = this.outcome.legs, this.cases
    parent = legs["parent"]
    yield "calls that belong to nobody", ((parent < 0) | (parent >= len(c))).sum(), len(legs)
    for early, late in (("called", "arrived"), ("arrived", "started"), ("started", "done")):
        yield f"calls {late} before {early}", ((legs[late] != NONE) & ((legs[early] == NONE) | (legs[late] < legs[early]))).sum(), len(legs)
    yield "cases whose calls are not counted", (np.bincount(parent, minlength=len(c)) != c["legs"]).sum(), len(c)
    yield "cases whose compliance is not counted", (np.bincount(parent, legs["complied"], len(c)) != c["complied"]).sum(), len(c)
    called = legs["called"]
    yield "calls before registration or after the end", ((called < c["registered"][parent]) | (called >= this.world.end)).sum(), len(legs)
