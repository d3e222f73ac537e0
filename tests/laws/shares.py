"""Chances along the ladder: powers, wrong desks, departments, bounces, whistles, closings on paper, inspections, complaints."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gridgov.tables.dtypes import ACTIVITIES, CLIMBED, DAY, MISROUTED, NONE, PASSED_ON
from tests.laws.calendars import open_seconds, week_of
from tests.laws.judge import Finding, exceptions, mean_of, share_of
from tests.laws.law import Size, law
from tests.laws.town import HOUR, Run, runs, town


def expit(x: float) -> float:
    """Probability of these log odds."""
    return 1 / (1 + math.exp(-x))


@law("ladder")
def powers_and_wrong_desks(size: Size) -> Iterator[Finding]:
    """Each tier settles what it first has the power for; of cases passed on, 1 - accuracy go astray, more where grids are separate."""
    power = town("ladder").settings.category["work"].power
    for grids, cost in ((1, 0.0), (3, 0.4)):
        sets = {"routing.accuracy": 0.8, "routing.separate_grids": grids, "routing.separate_grids_logit": cost}
        settled, astray, passed, count, strays = np.zeros(3, int), 0, 0, 0, []
        for this in runs("ladder", size.of(3), sets, log=True):
            cases = this.cohort(30)
            settled += np.bincount(cases["settled_tier"][cases["fixed"] >= 0], minlength=3)[:3]
            count += len(cases)
            events = this.events("passed_on", "misrouted", "examined")
            # one wrong desk sends the case on to the right one without chance: not a second throw
            order = np.lexsort((np.arange(len(events)), events["case"]))
            events = events[order]
            wrong = events["activity"] == MISROUTED
            astray += int(wrong.sum())
            passed += int((events["activity"] == PASSED_ON).sum()) - int(wrong.sum())
            strays.append(this)
        accuracy = expit(math.log(0.8 / 0.2) - (grids - 1) * cost)
        yield share_of(f"share gone astray, {grids} networks of grids", 1 - accuracy, astray, astray + passed)
        if grids == 1:
            for tier, name in enumerate(power):
                below = power[list(power)[tier - 1]] if tier else 0.0
                yield share_of(f"share settled by tier {name}", power[name] - below, int(settled[tier]), count)
            yield exceptions("cases whose hops do not fit the tier that settled them", wrong_hops(strays), count)


def wrong_hops(of_runs: list[Run]) -> int:
    """Cases that did not go straight from the lowest tier to the one that settled them, but for wrong desks, which cost one hop each."""
    wrong = 0
    for this in of_runs:
        cases = this.cohort(30)
        events = this.events("misrouted")
        detours = dict(zip(*np.unique(events["case"], return_counts=True)))
        more = np.array([detours.get(key, 0) for key in cases["key"]])
        wrong += int((cases["hops"] != (cases["settled_tier"] > 0) + more).sum())
    return wrong


@law("departments")
def departments_needed(size: Size) -> Iterator[Finding]:
    """How many departments a problem needs, and which: the first by weight, the next by weight among the rest."""
    settings = town("departments").settings
    category, third = settings.category["work"], settings.departments.third_share
    weights = np.array(list(category.departments.values()))
    weights = weights / weights.sum()
    needed, first, second = np.zeros(4, int), np.zeros(len(weights), int), np.zeros(len(weights), int)
    for this in runs("departments", size.of(2)):
        cases, legs = this.cases, this.outcome.legs
        done = (cases["born"] >= this.world.warmup) & (cases["fixed"] >= 0)
        needed += np.bincount(cases["legs"][done], minlength=4)[:4]
        rows = legs[done[legs["parent"]]]
        rows = rows[np.lexsort((np.arange(len(rows)), rows["parent"]))]
        place = np.arange(len(rows)) - np.searchsorted(rows["parent"], rows["parent"])
        first += np.bincount(rows["department"][place == 0], minlength=len(weights))
        second += np.bincount(rows["department"][place == 1], minlength=len(weights))
    total = int(needed.sum())
    multi = category.multi_share
    for count, share in ((1, 1 - multi), (2, multi * (1 - third)), (3, multi * third)):
        yield share_of(f"share that needs {count} department(s)", share, int(needed[count]), total)
    for m, name in enumerate(settings.department):
        yield share_of(f"{name} is called first", weights[m], int(first[m]), total)
        after = sum(weights[j] * weights[m] / (1 - weights[j]) for j in range(len(weights)) if j != m)
        yield share_of(f"{name} is called second", after, int(second[m]), int(second.sum()))


@law("departments")
def bounces_and_whistles(size: Size) -> Iterator[Finding]:
    """Bounces are geometric up to their bound; compliance has the declared chance, raised by the power to assess; a whistle calls all at once."""
    departments = town("departments").settings.departments
    counts = np.zeros(departments.max_bounces + 1, int)
    for this in runs("departments", size.of(2)):
        arrived = this.outcome.legs[this.outcome.legs["arrived"] >= 0]
        # of legs called late some have not arrived: only old ones are fair
        arrived = arrived[arrived["called"] < this.world.end - 20 * DAY]
        counts += np.bincount(arrived["bounces"], minlength=len(counts))
    for n in range(len(counts)):
        chance = departments.bounce**n * (1.0 if n == departments.max_bounces else 1 - departments.bounce)
        yield share_of(f"calls bounced {n} times", chance, int(counts[n]), int(counts.sum()))
    for power in (0.0, 0.5, 1.0):
        sets = {"whistle.departments": 1, "whistle.compliance": 0.6, "whistle.assessment_power": power, "whistle.assessment_logit": 2.0}
        blown = complied = single = multiple = bounced = 0
        for this in runs("departments", size.of(1), sets):
            legs = this.outcome.legs
            blown += len(legs)
            single += int((legs["whistled"] == 0).sum())
            complied += int(legs["complied"].sum())
            bounced += int((legs["bounces"][legs["complied"] == 1]).sum())
            parents, first = np.unique(legs["parent"], return_index=True)
            multiple += int((legs["called"] != legs["called"][first][np.searchsorted(parents, legs["parent"])]).sum())
        yield share_of(f"calls by whistle complied with, power to assess {power:g}", expit(math.log(0.6 / 0.4) + 2.0 * power), complied, blown)
        wrong = single + multiple + bounced
        yield exceptions(f"calls that are no whistle, bounce though complied with, or come later than the first, power {power:g}", wrong, blown)


@law("departments")
def quotas_of_whistles(size: Size) -> Iterator[Finding]:
    """No desk blows more often in a week than its quota; with cause enough it uses it up."""
    too_many = weeks = full = 0
    for this in runs("departments", size.of(2), {"whistle.departments": 1, "whistle.quota_per_week": 10}, log=True):
        blown = this.events("whistled")
        _, times = np.unique(np.stack([blown["desk"], blown["time"] // (7 * DAY)]), axis=1, return_counts=True)
        too_many += int((times > 10).sum())
        full += int((times == 10).sum())
        weeks += len(times)
    yield exceptions("weeks of a desk with more whistles than its quota", too_many, weeks)
    yield exceptions("weeks in which the quota was not used up though there was cause", weeks - full, weeks)


@law("closing")
def closings_on_paper(size: Size) -> Iterator[Finding]:
    """A case closes on paper with chance paper x (1 - inspection), just the margin before its limit; inspection or complaint finds it out."""
    settings = town("paper").settings
    tier, share, delay = settings.tier["street"], settings.inspection.share, settings.inspection.delay_days * DAY
    limit, margin = tier.limit_hours["routine"] * HOUR, tier.margin_hours * HOUR
    tried = closed = late = inspected = early = 0
    complaints = []
    for this in runs("paper", size.of(2), log=True):
        events = this.events("arrived", "closed_on_paper", "inspected", "complained", "supervised")
        events = events[np.argsort(events["case"], kind="stable")]
        week = week_of(this.start, tier.calendar)
        kind = np.array(ACTIVITIES)[events["activity"]]
        same = events["case"][1:] == events["case"][:-1]
        before, after = events[:-1][same], events[1:][same]
        was, then = kind[:-1][same], kind[1:][same]
        waited = open_seconds(week, after["time"]) - open_seconds(week, before["time"])
        on_paper = (was == "arrived") & (then == "closed_on_paper")
        held = (was == "arrived") & (then == "supervised")
        tried += int(on_paper.sum() + held.sum())
        closed += int(on_paper.sum())
        late += int((waited[on_paper] != limit - margin).sum() + (waited[held] != limit).sum())
        old = (was == "closed_on_paper") & (before["time"] < this.world.end - delay)
        seconds = (after["time"] - before["time"])[old]
        found = then[old] == "inspected"
        early += int((seconds[found] != delay).sum())
        complaints.append(np.column_stack([seconds, found]))
        old_closings = (kind == "closed_on_paper") & (events["time"] < this.world.end - delay)
        inspected += int(old_closings.sum())
    complaints = np.concatenate(complaints)
    yield share_of("share closed on paper of those that came near their limit", tier.paper * (1 - share), closed, tried)
    yield exceptions("closings on paper or limits at the wrong second of the office's hours", late, tried)
    yield exceptions("inspections at the wrong time", early, int(complaints[:, 1].sum()))
    # a complaint comes after an exponential time unless an inspection comes first
    mean = settings.feedback.complaint_days * DAY
    before_inspection = -math.expm1(-delay / mean)
    soon = int(((complaints[:, 1] == 0) & (complaints[:, 0] < delay)).sum())
    yield share_of("complaints before the inspection's delay is over", before_inspection, soon, inspected)
    # those who said nothing before the end are not among the rows
    exposure = np.append(np.minimum(complaints[:, 0], delay), np.full(inspected - len(complaints), delay))
    yield mean_of("mean time to complain within the delay, days", mean * before_inspection / DAY, exposure / DAY)


@law("closing")
def inspections(size: Size) -> Iterator[Finding]:
    """The declared share of closings is inspected, after the declared delay, and the declared share of residents is told."""
    sets = {"inspection.share": 0.3, "inspection.delay_days": 4.0, "feedback.inform_share": 0.7, "time.horizon_days": 100}
    inspected = informed = count = wrong = 0
    for this in runs("mmc", size.of(1), sets):
        cases = this.cohort(20)
        count += len(cases)
        inspected += int(cases["inspected"].sum())
        informed += int(cases["informed"].sum())
        seen = cases["inspected"] > 0
        wrong += int((cases["final"][seen] - cases["closed"][seen] != 4 * DAY).sum() + (cases["verified"] != cases["inspected"]).sum())
    yield share_of("share of closings inspected", 0.3, inspected, count)
    yield share_of("share of residents told", 0.7, informed, count)
    yield exceptions("inspections at the wrong time or that did not find the repair", wrong, inspected)


@law("clocks")
def service_limits(size: Size) -> Iterator[Finding]:
    """The service limit runs in its calendar from registration: the first second by which so many seconds were open."""
    for calendar, hours in (("office", 12.0), ("evenings", 5.5), ("property", 40.0), ("always", 30.0)):
        sets = {"category.work.service_clock": calendar, "category.work.service_limit_hours.routine": hours, "time.horizon_days": 60}
        wrong = count = 0
        for this in runs("seen", size.of(2), sets | {"channel.residents.mean_hours": 20.0}):
            cases = this.cases[this.cases["registered"] != NONE]
            week = week_of(this.start, calendar)
            open_at = open_seconds(week, cases["due"]) - open_seconds(week, cases["registered"])
            just_before = open_seconds(week, cases["due"] - 1) - open_seconds(week, cases["registered"])
            wrong += int(((open_at != hours * HOUR) | (just_before >= hours * HOUR)).sum())
            count += len(cases)
        yield exceptions(f"service limits that end at another second, calendar {calendar}", wrong, count)


@law("clocks")
def limits_at_desks(size: Size) -> Iterator[Finding]:
    """A case climbs when it has waited its limit at this desk, in the desk's hours or on the wall clock, with a fresh limit each time."""
    for clock in ("working", "wall"):
        sets = {"tier.grid.limit_clock": clock, "tier.community.limit_clock": clock}
        wrong = count = 0
        for this in runs("climbing", size.of(2), sets, log=True):
            events = this.events("arrived", "climbed")
            events = events[np.argsort(events["case"], kind="stable")]
            climbs = np.flatnonzero((events["activity"][1:] == CLIMBED) & (events["case"][1:] == events["case"][:-1]))
            arrived, climbed = events[climbs], events[climbs + 1]
            week = week_of(this.start, "office" if clock == "working" else "always")
            waited = open_seconds(week, climbed["time"]) - open_seconds(week, arrived["time"])
            wrong += int(((waited != 6 * HOUR) | (arrived["desk"] != climbed["desk"])).sum())
            count += len(climbs)
        yield exceptions(f"climbs after another wait than the limit, {clock} hours", wrong, count)
