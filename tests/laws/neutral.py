"""What must change nothing at all: mechanisms that are off, tiers nobody uses, days beyond the end, neighbours out of reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from gridgov.scenario.lever import LOCAL
from gridgov.scenario.levers import CATEGORIES, LEVERS, TIERS
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import FAR, NONE
from tests.laws.judge import Finding, exceptions
from tests.laws.law import Size, law
from tests.laws.town import Run, play, start_of, town

#: Small and busy enough that every mechanism acts: queues, limits, closings on paper, departments, money that runs out.
SMALL_TOWN = {"birth.ceiling": 4.0, "city.residents": 1500, "time.warmup_days": 20, "time.horizon_days": 90, "money.fund_yuan_per_year": 60000.0}


def digest(this: Run) -> tuple[bytes, ...]:
    """All that came out, as bytes."""
    outcome = this.outcome
    return tuple(
        np.ascontiguousarray(getattr(outcome, name)).tobytes()
        for name in ("cases", "legs", "events", "daily", "queue_daily", "desks", "workers", "fund_spent", "residents", "reputation")
    )


def each_tier(name: str, value: Any) -> dict[str, Any]:
    """One parameter of all tiers of the baseline."""
    return {f"tier.{tier}.{name}": value for tier in TIERS}


def each_category(name: str, value: Any) -> dict[str, Any]:
    """One parameter of all categories of the baseline."""
    return {f"category.{category}.{name}": value for category in CATEGORIES}


#: Limits so short that many a case is closed on paper, and complaints so quick that many of those come back.
PRESSED = {**each_tier("paper", 1.0), **each_tier("limit_hours.routine", 1.0), **each_tier("margin_hours", 0.5), "feedback.complaint_days": 1.0}

#: Cadres by lot: where they live then says nothing but for the way.
BY_LOT = {"chiefs.cadre_share": 0.5, "chiefs.claim": "keyed"}

#: A mechanism that is off, parameters of it that then say nothing, and what makes them speak (None: they are prices, which no engine reads).
SILENT: tuple[tuple[dict[str, Any], dict[str, Any], dict[str, Any] | None], ...] = (
    ({"birth.disorder": 0.0}, {"birth.disorder_open": 1}, {"birth.disorder": 0.6}),
    ({"birth.season_amplitude": 0.0}, {"birth.season_peak_day": 10}, {"birth.season_amplitude": 0.3}),
    ({"inspection.share": 0.0}, {"inspection.delay_days": 1.0}, {"inspection.share": 0.5}),
    ({"departments.bounce": 0.0}, {"departments.bounce_hours": 300.0, "departments.max_bounces": 9}, {"departments.bounce": 0.5}),
    ({"departments.max_bounces": 0}, {"departments.bounce": 0.9, "departments.bounce_hours": 300.0}, {"departments.max_bounces": 2}),
    ({"routing.separate_grids": 1}, {"routing.separate_grids_logit": 4.0}, {"routing.separate_grids": 3}),
    ({"grids.branches": "equal"}, {"grids.mismatch_logit": 4.0, "grids.mismatch_hours": 50.0},
     {"grids.branches": "estate", "city.buildings_per_estate": 3}),
    ({}, {"whistle.window_hours": 1.0, "whistle.compliance": 0.1, "whistle.assessment_power": 1.0}, {"whistle.departments": 1}),
    ({}, {"whistle.quota_per_week": 0}, {"whistle.departments": 1}),
    ({"whistle.departments": 1, "whistle.assessment_power": 0.0}, {"whistle.assessment_logit": 9.0},
     {"whistle.departments": 1, "whistle.assessment_power": 0.5}),
    (each_tier("may_whistle", False), {"whistle.departments": 1, "whistle.past_limit": True, "whistle.severity": "urgent"}, {}),
    (each_tier("paper", 0.0), {**each_tier("margin_hours", 9.0), "feedback.complaint_days": 1.0}, each_tier("paper", 1.0)),
    (each_category("money_share", 0.0), {**each_category("money_yuan", 9e6), "money.fund_yuan_per_year": 0.0}, {}),
    (each_category("multi_share", 0.0), {"departments.third_share": 1.0}, {}),
    ({"travel.speed_kmh": 0.0}, {"travel.detour": 4.0}, {}),
    ({"chiefs.cadre_share": 0.0}, {"chiefs.cadre_hours_per_week": 30.0, "chiefs.cadre_motivation": 1.0}, {"chiefs.cadre_share": 0.5}),
    ({"chiefs.cadre_share": 0.5}, {"chiefs.resident_hours_per_week": 30.0, "chiefs.stipend_yuan_per_month": 900.0}, {"chiefs.resident_share": 0.5}),
    (BY_LOT, {"chiefs.max_distance_m": 0.0, "chiefs.rebalance": False}, {"chiefs.cadre_share": 0.5}),
    ({**BY_LOT, "chiefs.visits_per_week": 0.0}, {"chiefs.travel_kmh": 0.5}, BY_LOT),
    ({**BY_LOT, "chiefs.visits_per_week": 0.0}, {"chiefs.organisations": 40}, BY_LOT),
    ({**BY_LOT, "chiefs.resident_share": 0.4},
     {"chiefs.quit_per_year": 0.9, "chiefs.transfer_per_year": 0.9, "chiefs.load_loss": 9.0, "chiefs.willing_share": 0.5},
     {**BY_LOT, "chiefs.resident_share": 0.4, "chiefs.monthly": True}),
    ({**BY_LOT, "chiefs.monthly": True, "chiefs.convert_per_month": 0.0}, {"chiefs.train_share": 0.9, "chiefs.convert_logit": 9.0},
     {**BY_LOT, "chiefs.monthly": True, "chiefs.convert_per_month": 0.2}),
    ({"learning.trust_gain": 0.0}, {"learning.trust_mix": 0.1}, {"learning.trust_gain": 3.0}),
    (each_category("critical", 0.0), each_tier("limit_hours.critical", 0.1), each_category("critical", 0.2)),
    ({path: value for severity in ("routine", "urgent", "critical") for path, value in each_tier(f"limit_hours.{severity}", "none").items()},
     {**each_tier("limit_action", "nothing"), **each_tier("limit_clock", "wall"), **each_tier("paper", 1.0)}, {}),
    (each_tier("paper", 0.0), {"feedback.reopen_climb": 1}, PRESSED),
    ({"data.sharing": 0.0}, {"data.sharing_logit": 9.0, "data.upkeep_hours_per_week": 9.0}, {"data.sharing": 0.5}),
    ({"training.gain": 0.0}, {"training.half_hours": 9.0}, {"training.gain": 0.5}),
    ({"assessment.weight": 0.0}, {"assessment.paper_logit": 9.0, "assessment.report_hours_per_week": 5.0}, {"assessment.weight": 0.5}),
    ({"assessment.weight": 0.0}, {"assessment.effort": 1.0}, {"assessment.weight": 0.5}),
    (each_tier("bonus_share", 0.0), {"assessment.bonus_logit": 9.0},
     {**PRESSED, **each_tier("paper", 0.5), **each_tier("bonus_share", 0.5), **each_tier("margin_hours", 9.0)}),
    (each_tier("bonus_share", 0.0), {"assessment.bonus_effort": 1.0}, each_tier("bonus_share", 0.5)),
    ({"property.led": 0.0}, {"property.led_logit": 9.0, "property.led_meeting_hours_per_week": 20.0},
     {"property.led": 0.5, "chiefs.resident_share": 0.6}),
    ({"chiefs.cadre_share": 0.0}, {"chiefs.attention.litter": 50.0, "chiefs.surge_share": 0.9}, {"chiefs.cadre_share": 0.5}),
    # meetings take what is past its limit: with limits of days a seed may hold nothing that waits for the next meeting
    ({}, {**each_tier("every_days", 1), **each_tier("takes_cases", 60), **each_tier("picks", "easiest")},
     {"tier.street.takes": "meeting", **each_tier("limit_hours.routine", 1.0)}),
    ({"transparency.sessions_per_month": 0.0}, {"transparency.attend_share": 1.0, "transparency.step": 1.0, "transparency.hours_per_session": 40.0},
     {"transparency.sessions_per_month": 0.5, "learning.trust_mix": 0.3}),
    ({}, {"surge.units": 9000.0, "surge.units_per_hour": 1.0}, None),
    ({}, {"tasks.revenue_yuan_per_hour": 900.0, "property.prize_yuan_per_year": 1e6}, None),
    ({}, {**each_tier("wage_yuan_per_hour", 1.0), "feedback.intake_minutes": 99.0, "inspection.minutes": 500.0}, None),
)  # fmt: skip


@law("neutral")
def mechanisms_that_are_off(size: Size) -> Iterator[Finding]:
    """Parameters of a mechanism that is off say nothing, and setting a lever to the value it has changes no byte."""
    changed, mute, same_as_before, count = [], [], [], 0
    for off, silent, on in SILENT:
        for seed in range(1, size.of(1, most=5) + 1):
            changed += [next(iter(silent))] if makes_a_difference(off, silent, seed) else []
            mute += [next(iter(silent))] if on is not None and not makes_a_difference(on, silent, seed) else []
            count += 1
    yield exceptions("parameters that change something though their mechanism is off" + listed(changed), len(changed), count)
    yield exceptions("parameters that change nothing though their mechanism is on" + listed(mute), len(mute), count)
    paths = off_values("classroom")
    plain = start_of("classroom", SMALL_TOWN | paths)
    before = digest(play(plain, 1, log=True))
    for path, value in paths.items():
        policy = {"name": "same", "changes": {path: value}}
        if digest(play(with_part(SMALL_TOWN | paths, policy), 1, log=True)) != before:
            same_as_before.append(path)
    yield exceptions("levers that are off and that a policy which sets them so changes" + listed(same_as_before), len(same_as_before), len(paths))


def makes_a_difference(base: dict[str, Any], change: dict[str, Any], seed: int) -> bool:
    """Whether some values change anything in the small town."""
    before, after = (digest(play(start_of("classroom", SMALL_TOWN | base | more), seed, log=True)) for more in ({}, change))
    return before != after


def listed(names: list[str]) -> str:
    """Names to be added to a sentence."""
    return ": " + ", ".join(names) if names else ""


def off_values(name: str) -> dict[str, Any]:
    """The value that switches it off of every lever that has one and that policies may set on any day."""
    settings = town(name).settings.model_dump()
    found: dict[str, Any] = {}
    for lever in LEVERS:
        if lever.off is None or lever.scope != LOCAL:
            continue
        table, *_, field = lever.path.split(".")
        rows = settings[table]
        for key in rows if "*" in lever.path else [None]:
            place = [table, field] if key is None else [table, key, field]
            entry = rows[field] if key is None else rows[key][field]
            for last in entry if isinstance(entry, Mapping) else [None]:
                found[".".join([*place, *([last] if last else [])])] = lever.off
    return found


def with_part(sets: Mapping[str, Any], part: dict):
    """The start of the small town with a policy that acts from the first day of the measured period on."""
    lines = ["[policy.same]", 'title_en = "The same again"', "from_day = 1", "[policy.same.set]"]
    lines += [f"{path} = {toml(value)}" for path, value in part["changes"].items()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "same.toml"
        path.write_text('title_en = "x"\nextends = "classroom"\n' + "\n".join(lines) + "\n", encoding="utf-8")
        return build(load_scenario(path, ["same"], extra=dict(sets)), 0)


def toml(value: Any) -> str:
    """A single value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else repr(value)


MORE = """title_en = "x"
extends = "classroom"
[policy.more]
title_en = "More workers and inspections"
from_day = {day}
[policy.more.set]
tier.grid.slots = 3
inspection.share = 0.5
"""


@law("neutral")
def policies_that_do_not_act(size: Size) -> Iterator[Finding]:
    """A policy that begins after the end changes nothing; one from day 0 of a run without warm-up is the same as being there from the start."""
    late = begun = 0
    seeds = size.of(2, most=10)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "late.toml"
        for seed in range(1, seeds + 1):
            path.write_text(MORE.format(day=90), encoding="utf-8")
            plain, never = (play(build(load_scenario(path, names, extra=SMALL_TOWN), 0), seed, log=True) for names in ([], ["more"]))
            late += digest(plain) != digest(never)
            path.write_text(MORE.format(day=0), encoding="utf-8")
            sets = SMALL_TOWN | {"time.warmup_days": 0}
            at_once = play(build(load_scenario(path, ["more"], extra=sets), 0), seed, log=True)
            there = play(build(load_scenario(path, extra=sets | {"tier.grid.slots": 3, "inspection.share": 0.5}), 0), seed, log=True)
            begun += digest(at_once) != digest(there)
            begun += digest(at_once) == digest(plain)
    yield exceptions("policies from after the end that change something", late, seeds)
    yield exceptions("policies from day 0 that differ from being there, or that do nothing", begun, seeds)


def in_names(this: Run) -> list[tuple]:
    """The case table and event log with names instead of rows of tiers and desks, and without rows of buildings and residents."""
    labels = this.start.labels
    tiers, desks = [*labels.tiers, None], [*labels.desks, None]
    plain = [name for name in this.cases.dtype.names if name not in ("entry_tier", "settled_tier", "pad", "building", "resident")]
    rows = [(row["key"].item(), tiers[row["entry_tier"]], tiers[row["settled_tier"]], *row[plain].item()) for row in this.cases]
    events = this.outcome.events[["time", "case", "activity", "tier", "desk", "worker"]].tolist()
    return rows + [(time, case, activity, tiers[tier], desks[desk], worker) for time, case, activity, tier, desk, worker in events]


@law("neutral")
def tiers_that_nobody_uses(size: Size) -> Iterator[Finding]:
    """A tier without desks, and one whose desks are vacant and hand on at once, leave every case and event what it was."""
    seeds, changed = size.of(1, most=5), []
    idle = {"area": "estate", "when_vacant": "climb", "limit_action": "climb", "slots": 0}
    for place, order in (("below property", 150), ("above property", 250)):
        spread = {f"tier.{tier}.order": 100 * (n + 1) for n, tier in enumerate(TIERS)}
        new = {f"tier.club.{name}": value for name, value in idle.items()} | {"tier.club.order": order}
        new |= {f"category.{category}.power.club": town("classroom").settings.category[category].power["property"] for category in CATEGORIES}
        for seed in range(1, seeds + 1):
            before = in_names(play(start_of("classroom", SMALL_TOWN | spread), seed, log=True))
            area = {"tier.chief.area": "building"}
            after = in_names(play(start_of("classroom", SMALL_TOWN | spread | new | area), seed, log=True))
            changed.extend([place] if before != after else [])
    yield exceptions("idle tiers that change something" + listed(changed), len(changed), 2 * seeds)


@law("neutral")
def longer_horizons(size: Size) -> Iterator[Finding]:
    """A longer run begins as the shorter one: the same events, days and problems."""
    seeds, wrong = size.of(2, most=10), 0
    for seed in range(1, seeds + 1):
        short, long = (play(start_of("classroom", SMALL_TOWN | {"time.horizon_days": days}), seed, log=True) for days in (60, 90))
        end = short.world.end
        events, daily = short.outcome.events, short.outcome.daily
        wrong += events.tobytes() != long.outcome.events[long.outcome.events["time"] < end].tobytes()
        wrong += daily.tobytes() != long.outcome.daily[: len(daily)].tobytes()
        rows = long.cases[: len(short.cases)]
        for name in ("key", "born", "resident", "building", "category", "severity", "will_report", "repair_fen"):
            wrong += not np.array_equal(short.cases[name], rows[name])
        for name in ("registered", "first_closed", "fixed", "gone"):
            clipped = np.where(rows[name] >= end, NONE, rows[name])
            wrong += not np.array_equal(short.cases[name], clipped)
        wrong += bool((short.cases["due"] > FAR).any()) + bool(len(long.cases) > len(rows) and long.cases["born"][len(rows)] < end)
    yield exceptions("tables of a longer run that do not begin as the shorter one's", wrong, 14 * seeds)


BUILDINGS = """id,x,y,households,estate,community,street
a1,0,0,60,e1,c1,east
a2,90,0,40,e1,c1,east
a3,180,0,50,e2,c2,east
{more}b1,5000,0,60,e3,c3,west
b2,5090,0,40,e3,c3,west
b3,5180,0,30,e4,c4,west
"""


@law("neutral")
def neighbours_out_of_reach(size: Size) -> Iterator[Finding]:
    """One more building, and problems of it, change nothing in another street when no desk serves both and nobody is sent astray."""
    seeds, changed, reached, count = size.of(2, most=20), 0, 0, 0
    with TemporaryDirectory() as folder:
        Path(folder, "town.toml").write_text((Path(__file__).parent / "scenarios" / "streets.toml").read_text(encoding="utf-8"), encoding="utf-8")
        table = Path(folder, "streets.csv")
        for seed in range(1, seeds + 1):
            streets = []
            for more in ("", "a4,270,0,45,e2,c2,east\n"):
                table.write_text(BUILDINGS.format(more=more), encoding="utf-8")
                this = play(build(load_scenario(Path(folder, "town.toml")), 0), seed, log=True)
                street = np.array(this.start.labels.streets)[this.world.building["street"]][this.cases["building"]]
                names = in_names(this)
                west = set(this.cases["key"][street == "west"].tolist())
                split = len(this.cases)
                cases, events = [row for row in names[:split] if row[0] in west], [row for row in names[split:] if row[1] in west]
                streets.append((cases, events, split - len(cases)))
            count += len(streets[0][0])
            changed += streets[0][:2] != streets[1][:2]
            reached += streets[0][2] < streets[1][2]
    yield exceptions("towns in which a building of one street changed cases of the other", changed, count)
    yield exceptions("towns in which one more building brought no more problems", seeds - reached, seeds)
