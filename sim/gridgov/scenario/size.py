"""How much memory a run would take, and how much there is."""

from __future__ import annotations

import math
import os
from pathlib import Path

from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, Faults, fault

# Bytes per row, with room for the links and the results that belong to it.
PER_PROBLEM, PER_LEG, PER_RESIDENT, PER_BUILDING, PER_STREAM, PER_DESK = 250, 100, 24, 100, 100, 200
PER_LOGGED, PER_BUILDING_DAY = 400, 4  # a problem's rows of the event log; a building's day of its daily series
PER_WORKER = 250_000_000  # a worker process before its first run: Python, numpy, the compiled kernel

EVENT_LOG = ("the event log", "事件日志")
BUILDING_SERIES = ("the daily series of each building", "各楼栋逐日序列")


def expected_buildings(settings: Settings) -> float:
    """Residential buildings of the synthetic city."""
    city = settings.city
    return float(city.buildings or max(1.0, city.residents / city.persons_per_household / city.households_per_building))


def building_count(city) -> int:
    """Buildings of the synthetic city of a table [city]: as declared, else residents over persons and households, and at least one per community."""
    if city.buildings is not None:
        return int(city.buildings)
    wanted = math.floor(city.residents / (city.persons_per_household * city.households_per_building) + 0.5)
    return max(city.streets * city.communities_per_street, wanted)


def household_count(city) -> int:
    """Households of the synthetic city of a table [city]."""
    return max(1, math.floor(city.residents / city.persons_per_household + 0.5))


def expected_problems(settings: Settings) -> float:
    """Problems that arise in one run, warm-up included."""
    years = (settings.time.warmup_days + settings.time.horizon_days) / 365
    kinds = sum(kind.share * kind.births for kind in settings.estate.values())
    return settings.city.residents / 1000 * years * kinds * sum(category.per_1000 for category in settings.category.values())


def estimate_bytes(settings: Settings, events: bool = False, buildings_daily: bool = False) -> int:
    """Memory of one run, roughly; with the event log or the daily series of each building, if they are kept."""
    buildings = expected_buildings(settings)
    days = settings.time.warmup_days + settings.time.horizon_days
    departments = any(tier.area == "departments" for tier in settings.tier.values())
    own = sum(each.own_work_per_100k for each in settings.department.values()) * settings.city.residents / 100_000 * days if departments else 0
    communities = settings.city.streets * settings.city.communities_per_street
    places = {
        "building": buildings,
        "estate": buildings / settings.city.buildings_per_estate,
        "community": communities,
        "street": settings.city.streets,
        "district": 1,
    }
    households = settings.city.residents / settings.city.persons_per_household
    per_street = settings.grids.per_street * settings.city.streets
    places["grid"] = per_street or max(communities, households / settings.grids.households_per_grid)
    desks = sum(places.get(tier.area, len(settings.department)) * (1 + tier.slots) for tier in settings.tier.values())
    return int(
        PER_PROBLEM * expected_problems(settings) + PER_LEG * own + PER_RESIDENT * settings.city.residents
        + buildings * (PER_BUILDING + PER_STREAM * len(settings.category)) + PER_DESK * desks
        + events * PER_LOGGED * expected_problems(settings) + buildings_daily * PER_BUILDING_DAY * days * buildings
    )  # fmt: skip


def check_room(name: str, settings: Settings, events: bool, buildings_daily: bool) -> None:
    """Refuse a run that fits into memory only without what it is to keep, or not at all; raises `Faults`.

    `name` is the scenario's. A scenario was checked without these when it was loaded.
    """
    needed, there = estimate_bytes(settings, events, buildings_daily), available_bytes()
    if there and needed > there:
        kept = [pair for wanted, pair in ((events, EVENT_LOG), (buildings_daily, BUILDING_SERIES)) if wanted]
        what = tuple(joint.join(pair[lang] for pair in kept) for lang, joint in enumerate((" and ", "与")))
        code = "beyond_memory_kept" if kept else "beyond_memory"
        counts = {"residents": f"{settings.city.residents:,}", "problems": f"{expected_problems(settings):,.0f}"}
        raise Faults([fault(name, None, "", "", Fault.NO_VALUE, code, needed=gigabytes(needed), there=gigabytes(there), what=what, **counts)])


def gigabytes(number: int) -> str:
    """Bytes as sentences show them, without the unit."""
    return f"{number / 1e9:,.1f}"


def workers_that_fit(settings: Settings, wanted: int | None, most: int) -> int:
    """How many runs at one time memory allows: as many as are wanted, or else up to `most`.

    Raises `Faults` where so many are wanted that they do not fit together; one always does, since a scenario that does
    not fit is refused when it is loaded.
    """
    each, there = estimate_bytes(settings) + PER_WORKER, available_bytes()
    fit = max(1, there // each) if there else most
    if wanted is None:
        return min(most, fit)
    if 1 < wanted and fit < wanted and there:
        needed = gigabytes(each * wanted)
        place = ("--workers", None, "", "", Fault.NO_VALUE)
        raise Faults([fault(*place, "beyond_memory_workers", workers=wanted, needed=needed, there=gigabytes(there), fit=fit)])
    return wanted


def available_bytes() -> int:
    """Memory that a new process may take: what the system calls available, within the limit of a container; 0 if unknown."""
    found = []
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                found.append(int(line.split()[1]) * 1024)
    except (OSError, ValueError, IndexError):
        pass
    try:
        found.append(int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    except (OSError, ValueError):
        pass
    if not found:
        try:
            found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
        except (OSError, ValueError, AttributeError):
            return 0
    return min(found)
