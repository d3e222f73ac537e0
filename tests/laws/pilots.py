"""Pilots: what a policy does in its place stays there, nothing shows where nothing acts, and cohorts together are the run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from gridgov.analysis.pilot import COLUMNS, FIGURES, Pilot, place_effects, weekly
from gridgov.metrics import Measured
from gridgov.metrics.cohorts import COUNTS, cohort_days, cohort_figures
from gridgov.metrics.cohorts import FIGURES as METRICS_OF_COHORTS
from gridgov.organisation.cohorts import Cohorts
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import Start, build
from gridgov.tables.dtypes import DAY
from tests.laws.judge import Finding, exceptions, share_of
from tests.laws.law import Size, law
from tests.laws.neutral import BUILDINGS, SMALL_TOWN
from tests.laws.town import SCENARIOS, Run, play

FAMILY_WISE = 0.05
POLICIES = """
[policy.east]
title_en = "Ten workers per grid in the east, for a while"
from_day = 30
until_day = 86
where = {streets = ["east"]}
[policy.east.set]
tier.grid.slots = 10
[policy.same]
title_en = "As it is"
from_day = 30
where = {streets = ["east"]}
[policy.same.set]
tier.grid.slots = SLOTS
"""


def two_streets(folder: Path, policy: str | None) -> Start:
    """The start of the town of two streets that share nothing, with one of the policies of this file."""
    text = (SCENARIOS / "streets.toml").read_text(encoding="utf-8")
    path = folder / "town.toml"
    path.write_text(text, encoding="utf-8")
    (folder / "streets.csv").write_text(re.sub(r"0,e", "00,e", BUILDINGS.format(more="")), encoding="utf-8")  # ten times the households
    slots = load_scenario(path).settings.tier["grid"].slots
    path.write_text(text + POLICIES.replace("SLOTS", str(slots)), encoding="utf-8")
    return build(load_scenario(path, [policy] if policy else [], extra={"grids.households_per_grid": 1000}), 0)


def counts(this: Run, cohorts: Cohorts) -> np.ndarray:
    """Counts of the measured days, i8 (cohorts, days, columns)."""
    return cohort_days(this.outcome, this.world, cohorts)[:, int(this.world.warmup) // DAY :, COLUMNS]


def pilot_of(policy: Start, reference: Start, seeds: int) -> tuple[Pilot, list[tuple[Run, Run]]]:
    """Paired runs of a policy with a place."""
    cohorts = policy.labels.cohorts
    pairs = [(play(policy, seed, log=True), play(reference, seed, log=True)) for seed in range(1, seeds + 1)]
    new, old = (np.stack([counts(pair[side], cohorts) for pair in pairs]) for side in (0, 1))
    return Pilot("east", "none", cohorts, new, old), pairs


@law("neutral")
def places_out_of_reach(size: Size) -> Iterator[Finding]:
    """A policy in one street changes nothing in another with which it shares no desk, nothing before its first day, and shows after it."""
    seeds = size.of(8, most=40)
    with TemporaryDirectory() as folder:
        plain, east, same = (two_streets(Path(folder), policy) for policy in (None, "east", "same"))
        pilot, pairs = pilot_of(east, plain, seeds)
        null, _ = pilot_of(same, plain, min(seeds, 4))
    west = pilot.cohorts.of_building == 0
    touched = 0
    for new, old in pairs:
        rows = [{name: this.cases[west[this.cases["building"]]][name].tobytes() for name in this.cases.dtype.names} for this in (new, old)]
        keys = [set(this.cases["key"][west[this.cases["building"]]].tolist()) for this in (new, old)]
        events = [this.outcome.events[["time", "case", "activity"]].tolist() for this in (new, old)]
        logs = [[event for event in log if event[1] in own] for log, own in zip(events, keys)]
        touched += rows[0] != rows[1] or logs[0] != logs[1]
    yield exceptions("runs in which a street without the policy has another case table or log", touched, seeds)
    yield exceptions("counts outside that differ", int((pilot.with_policy[:, 0] != pilot.without[:, 0]).sum()), pilot.without[:, 0].size)
    early = pilot.with_policy[:, :, :30] != pilot.without[:, :, :30]
    yield exceptions("counts before the first day that differ", int(early.sum()), early.size)
    effects = {(effect.cohort, effect.difference.metric): effect for effect in place_effects(pilot)}
    shown = effects[1, "problem_days"]
    yield exceptions("policies of ten workers that do not show", int(not shown.shows_after or shown.difference.verdict != "better"), 1)
    yield exceptions("weeks beyond the last day", int(len(shown.weeks) != 8 or shown.weeks[-1].day + 7 > 86), 8)
    yield exceptions("figures that show something outside", sum(bool(effects[0, metric].weeks_shown) for metric in FIGURES), len(FIGURES))
    weeks = [week for effect in place_effects(null) for week in effect.weeks]
    anything = sum(week.estimate.mean != 0 or week.shows for week in weeks)
    yield exceptions("weeks in which a policy that leaves all as it was shows anything", anything, len(weeks))


@law("neutral")
def weeks_without_effect(size: Size) -> Iterator[Finding]:
    """Of pairs of runs that differ by chance only, at most one family of weeks in twenty shows a difference, whatever the figure."""
    pairs, families = 5, size.of(60, most=400)
    with TemporaryDirectory() as folder:
        path = Path(folder, "town.toml")
        path.write_text('extends = "classroom"\n[policy.half]\nfrom_day = 1\nwhere = {share = 0.5}\nset.inspection.share = 0.3\n', encoding="utf-8")
        sets = SMALL_TOWN | {"time.horizon_days": 71}
        cohorts = build(load_scenario(path, ["half"], extra=sets), 0).labels.cohorts
        start = build(load_scenario(path, extra=sets), 0)
    shown, judged = dict.fromkeys(FIGURES, 0), 0
    for family in range(families):
        rows = np.stack([counts(play(start, 2 * pairs * family + seed), cohorts) for seed in range(2 * pairs)])
        pilot = Pilot("chance", "chance", cohorts, rows[:pairs], rows[pairs:])
        for metric in FIGURES:
            shown[metric] += any(week.shows for week in weekly(pilot, 1, metric))
        judged += 1
    for metric, hits in shown.items():
        found = share_of(f"families of weeks without any effect that show one: {metric}", FAMILY_WISE, hits, judged)
        yield Finding(found.law, found.theory, found.value, found.half, found.samples, bound="most")


@law("conservation")
def cohorts_together(size: Size) -> Iterator[Finding]:
    """Cohorts of a roll-out together are the run: day by day, and in their figures weighted by what they are shares of."""
    seeds, wrong, checked = size.of(2, most=20), 0, 0
    press = {f"tier.{tier}.paper": 0.9 for tier in ("grid", "community", "street")} | {"tier.grid.limit_hours.routine": 4.0, "inspection.share": 0.4}
    start = build(load_scenario("classroom", ["rollout"], extra=SMALL_TOWN | press | {"city.residents": 3000, "time.horizon_days": 200}), 0)
    far = 0.0
    for seed in range(1, seeds + 1):
        this, cohorts = play(start, seed), start.labels.cohorts
        table = cohort_days(this.outcome, this.world, cohorts).sum(axis=0)
        again = int((this.cases["reopened"] > 1).sum())
        for place, name in enumerate(COUNTS):
            if name in this.outcome.daily.dtype.names and not (again and name.startswith("hidden")):
                wrong += int((table[:, place] != this.outcome.daily[name]).sum())
                checked += len(table)
        hidden = COUNTS.index("hidden_s")
        wrong += int(table[:, hidden].sum() != this.outcome.daily["hidden_s"].sum())
        measured = Measured(this.outcome, this.world, start.labels)
        rows = [cohort_figures(measured, cohorts, k) for k in cohorts.some]
        wrong += int(rows[0].keys() != set(METRICS_OF_COHORTS))
        residents = cohorts.residents[cohorts.some]
        for name in ("problem_days", "births_per_1000", "late_days", "trust", "satisfaction"):
            whole = figure_of(measured, name)
            together = sum(row[name] * people for row, people in zip(rows, residents)) / residents.sum()
            far = max(far, abs(together / whole - 1))
    yield exceptions("days on which the counts of all cohorts are not those of the run", wrong, checked)
    yield Finding("largest relative distance of cohorts' figures, weighted by residents, from the run's", 0.0, far, 1e-9, seeds)


def figure_of(measured: Measured, name: str) -> float:
    """A figure of the whole run."""
    from gridgov.metrics import find_metric

    return find_metric(name).figures(measured)[name]
