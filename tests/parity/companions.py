"""Ends of levers that the town cannot have by themselves: why, and the settings beside them that make them possible."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gridgov.scenario.levers import CATEGORIES, DEPARTMENTS, TIERS

Changes = dict[str, Any]
ORDINARY = TIERS[:-1]  # all but the departments
OUTSIDE = {f"tier.{tier}.repairs_paid_by": "street" for tier in ("chief", "grid", "community")}  # nobody's community pays
DUTIES = ("patrol", "meeting", "task", "training")
AT_EASE = {f"tier.{tier}.{duty}_hours_per_week": 0 for tier in TIERS for duty in DUTIES} | {"assessment.weight": 0}
ROUND_THE_CLOCK = {f"tier.{tier}.calendar": "always" for tier in TIERS}
FEW_PROBLEMS = {f"category.{name}.per_1000": 5 for name in CATEGORIES} | {"city.residents": 100}
CALM = {"estate.old.births": 1, "estate.ordinary.births": 1, "estate.gated.births": 1}
NO_OWN_WORK = {f"department.{name}.own_work_per_100k": 0 for name in DEPARTMENTS}


def _each(path: str, keys, value) -> Changes:
    return {path.replace("*", key): value for key in keys}


def _except(duty: str, *tiers: str) -> Changes:
    """Calendars that are open for 168 hours, and none of them taken by other duties."""
    calendars = _each("tier.*.calendar", tiers, "always")
    others = {f"tier.{tier}.{other}_hours_per_week": 0 for tier in tiers for other in DUTIES if other != duty}
    return calendars | others | {"assessment.weight": 0}


SHARES = "the shares of the kinds of estate have to add up to 1"
WEIGHTS = "the three weights have to add up to 1"
CEILING = "no day may be busier than the ceiling"
SEVERITIES = "urgent and critical together may not be more than all"
POWER = "power may not fall upward and is 1 at the top"
ORDER = "no two tiers have the same order, and the departments' is the last"
AREA = "areas do not get smaller upward; departments are the last tier, and only the last"
FUND = "a community's fund pays within its community, and not at the top"
HOURS = "duties may not take more hours than the calendar has"
CHIEFS = "not more chiefs than buildings"
ON_CALL = "desks on call stand off the ladder, where no report enters, and meet by grid, community, street or district"
ALL_ON_CALL = {f"tier.{tier}.takes": "ladder" for tier in ("chief", "property", "grid", "departments")} | {"channel.residents.tier": "grid"}
#: What lets the grid stand below the two tiers that it follows.
LOW_TIERS_ALIKE = (
    {"tier.chief.area": "grid", "tier.property.area": "grid", "tier.property.covers": "all"}
    | _each("category.*.power.chief", CATEGORIES, 0.1)
    | _each("category.*.power.property", CATEGORIES, 0.1)
    | _each("category.*.power.grid", CATEGORIES, 0.1)
)
GIVEN = str(Path(__file__).with_name("buildings.csv"))  # a table that gives grids

#: Name of an end: the reason why `check` refuses it, and what makes it valid (None where nothing does).
INVALID: dict[str, tuple[str, Changes | None]] = {
    "city.streets=1000": ("there must be a building in every community", {"city.communities_per_street": 1, "city.buildings": 1000}),
    "city.communities_per_street=200": ("there must be a building in every community", {"city.buildings": 200}),
    "city.buildings=1": ("there must be a building in every community", {"city.communities_per_street": 1, "grids.households_per_grid": 200}),
    "city.buildings=none": ("grids are not smaller than a building", {"grids.households_per_grid": 40}),
    "estate.*.share=0 (all)": (SHARES, {"estate.old.share": 1}),
    "estate.*.share=0 (one)": (SHARES, {"estate.old.share": 0.55}),
    "estate.*.share=1 (all)": (SHARES, {"estate.ordinary.share": 0, "estate.gated.share": 0}),
    "estate.*.share=1 (one)": (SHARES, {"estate.ordinary.share": 0, "estate.gated.share": 0}),
    "birth.ceiling=1": (
        CEILING,
        {f"birth.{name}": 0 for name in ("season_amplitude", "disorder", "day_shape")}
        | {"category.noise.works": 1}
        | _each("category.*.weekend", CATEGORIES, 1),
    ),
    "birth.season_amplitude=1": (CEILING, {"birth.ceiling": 50}),
    "birth.disorder=2": (CEILING, {"birth.ceiling": 50}),
    "category.*.works=5 (all)": (CEILING, {"birth.ceiling": 50}),
    "category.*.works=5 (one)": (CEILING, {"birth.ceiling": 50}),
    "category.*.weekend=5 (all)": (CEILING, {"birth.ceiling": 50}),
    "category.*.weekend=5 (one)": (CEILING, {"birth.ceiling": 50}),
    "category.*.urgent=1 (all)": (SEVERITIES, _each("category.*.critical", CATEGORIES, 0)),
    "category.*.urgent=1 (one)": (SEVERITIES, _each("category.*.critical", CATEGORIES, 0)),
    "category.*.critical=1 (all)": (SEVERITIES, _each("category.*.urgent", CATEGORIES, 0)),
    "category.*.critical=1 (one)": (SEVERITIES, _each("category.*.urgent", CATEGORIES, 0)),
    "category.*.power=0 (all)": (POWER, _each("category.*.power.departments", CATEGORIES, 1)),
    "category.*.power=0 (one)": (POWER, {"category.property.power.departments": 1, "category.property.power.chief": 0}),
    "category.*.power=1 (one)": (POWER, {"category.disputes.power.street": 1}),
    "category.*.departments=0 (all)": (
        "every category needs a department, and every department named a category",
        _each("category.litter.departments.*", DEPARTMENTS, 1) | _each("category.*.departments.urban_management", CATEGORIES, 1),
    ),
    "grids.balance=given": ("grids are given by a table of buildings", {"city.buildings_file": GIVEN}),
    "grids.per_street=1000": ("every grid needs a building", {"city.buildings": 1000}),
    "grids.tolerance=0": ("no two grids carry the same to the household", {"grids.per_street": 1, "grids.within": "street"}),
    "tier.*.order=1 (all)": (ORDER, {f"tier.{tier}.order": place for place, tier in enumerate(TIERS, 1)}),
    "tier.*.order=1 (one)": (AREA, LOW_TIERS_ALIKE),
    "tier.*.order=999 (all)": (ORDER, {f"tier.{tier}.order": place for place, tier in enumerate(TIERS, 1000 - len(TIERS))}),
    "tier.*.order=999 (one)": (ORDER, {"tier.property.order": 20, "tier.departments.order": 999}),
    "tier.*.area=building (all)": (AREA, {"tier.departments.area": "departments"}),
    "tier.*.area=building (one)": (AREA, {"tier.property.area": "building"}),
    "tier.*.area=estate (all)": (AREA, {"tier.departments.area": "departments"}),
    "tier.*.area=estate (one)": (AREA, {"tier.grid.area": "estate"}),
    "tier.*.area=grid (all)": ("departments that are named must be reached", {"tier.departments.area": "departments"}),
    "tier.*.area=community (all)": ("departments that are named must be reached", {"tier.departments.area": "departments"}),
    "tier.*.area=street (all)": (FUND, OUTSIDE | {"tier.departments.area": "departments"}),
    "tier.*.area=street (one)": (AREA, OUTSIDE | {"tier.community.area": "street"}),
    "tier.*.area=district (all)": (FUND, OUTSIDE | {"tier.departments.area": "departments"}),
    "tier.*.area=district (one)": (AREA, OUTSIDE | _each("tier.*.area", ("grid", "community", "street"), "district")),
    "tier.*.area=departments (all)": (AREA, None),
    "tier.*.area=departments (one)": (AREA, None),
    "tier.*.repairs_paid_by=community_fund (all)": (
        FUND,
        {"tier.street.repairs_paid_by": "street", "tier.departments.repairs_paid_by": "departments"},
    ),
    "tier.*.patrol_hours_per_week=168 (all)": (HOURS, _except("patrol", *TIERS)),
    "tier.*.patrol_hours_per_week=168 (one)": (HOURS, _except("patrol", "street")),
    "tier.*.meeting_hours_per_week=168 (all)": (HOURS, _except("meeting", *TIERS)),
    "tier.*.meeting_hours_per_week=168 (one)": (HOURS, _except("meeting", "chief")),
    "tier.*.training_hours_per_week=168 (all)": (HOURS, _except("training", *TIERS)),
    "tier.*.training_hours_per_week=168 (one)": (HOURS, _except("training", "property")),
    "channel.*.hours_share=10 (all)": (HOURS, {"tier.grid.calendar": "always"}),
    "channel.*.watch_hours_per_week=168 (all)": (
        "duties may not take more hours than the calendar has, and a chief keeps none for watching",
        _except("watch", "grid", "community") | {"channel.chief.watch_hours_per_week": 0, "channel.mediators.watch_hours_per_week": 0},
    ),
    "channel.*.watch_hours_per_week=168 (one)": (HOURS, _except("watch", "grid", "community")),
    "tier.*.task_hours_per_week=168 (all)": (HOURS, _except("task", *TIERS)),
    "tier.*.task_hours_per_week=168 (one)": (HOURS, _except("task", "community")),
    "tier.*.present_share=0 (all)": (HOURS, AT_EASE),
    "tier.*.present_share=0 (one)": (HOURS, AT_EASE),
    "assessment.report_hours_per_week=168": (HOURS, {"assessment.weight": 0.05}),
    "tier.*.surge_share=1 (all)": (HOURS, AT_EASE),
    "tier.*.surge_share=1 (one)": (HOURS, AT_EASE),
    "tier.*.takes=meeting (all)": (ON_CALL, ALL_ON_CALL),
    "tier.*.takes=meeting (one)": (ON_CALL, {"tier.departments.takes": "ladder", "tier.street.takes": "meeting"}),
    "tier.*.takes=project (all)": (ON_CALL, ALL_ON_CALL),
    "tier.*.takes=project (one)": (ON_CALL, {"tier.chief.takes": "ladder", "tier.street.takes": "project"}),
    "transparency.sessions_per_month=100": (HOURS, {"transparency.hours_per_session": 0.2}),
    "chiefs.cadre_share=1": (CHIEFS, {"chiefs.resident_share": 0}),
    "chiefs.resident_share=1": (CHIEFS, {"chiefs.cadre_share": 0}),
    "calendar.*.days=Sun (all)": (HOURS, AT_EASE),
    "calendar.*.days=Sun (one)": (HOURS, AT_EASE),
    "calendar.*.hours=12:00-12:01 (all)": (HOURS, AT_EASE),
    "learning.on_time=0": (WEIGHTS, {"learning.fixed": 0.7, "learning.informed": 0.3}),
    "learning.on_time=1": (WEIGHTS, {"learning.fixed": 0, "learning.informed": 0}),
    "learning.fixed=0": (WEIGHTS, {"learning.on_time": 0.6, "learning.informed": 0.4}),
    "learning.fixed=1": (WEIGHTS, {"learning.on_time": 0, "learning.informed": 0}),
    "learning.informed=0": (WEIGHTS, {"learning.on_time": 0.4, "learning.fixed": 0.6}),
    "learning.informed=1": (WEIGHTS, {"learning.on_time": 0, "learning.fixed": 0}),
}

#: Name of an end that is valid and too large for the Mesa engine in a test: the reason, and what makes it small (None: it is left out).
TOO_LARGE: dict[str, tuple[str, Changes | None]] = {
    "city.residents=20000000": ("twenty million agents", None),
    "city.buildings=2000000": ("two million agents", None),
    "time.warmup_days=3650": ("ten years of a busy town", FEW_PROBLEMS | NO_OWN_WORK),
    "time.horizon_days=3650": ("ten years of a busy town", FEW_PROBLEMS | NO_OWN_WORK),
    "category.*.per_1000=100000 (all)": ("a hundred problems of each kind per head", CALM | {"city.residents": 15, "city.communities_per_street": 1}),
    "category.*.per_1000=100000 (one)": ("a hundred problems per head", CALM | {"city.residents": 100}),
    "tier.*.slots=100000 (all)": ("a million agents", _each("tier.*.slots", ORDINARY, 200)),
    "tier.*.slots=100000 (one)": ("some hundred thousand agents", _each("tier.*.slots", ORDINARY, 1) | {"tier.street.slots": 5000}),
    "department.*.own_work_per_100k=100000 (all)": (
        "as many pieces a day and department as residents",
        {"city.residents": 8, "city.communities_per_street": 1},
    ),
    "department.*.own_work_per_100k=100000 (one)": ("as many pieces a day as residents", {"city.residents": 60}),
}
