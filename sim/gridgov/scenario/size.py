"""How much memory a run would take, and how much there is."""

from __future__ import annotations

import os
from pathlib import Path

from gridgov.scenario.schema import Settings

# Bytes per row, with room for the links and the results that belong to it.
PER_PROBLEM, PER_LEG, PER_RESIDENT, PER_BUILDING, PER_STREAM, PER_DESK = 250, 100, 24, 100, 100, 200


def expected_buildings(settings: Settings) -> float:
    """Residential buildings of the synthetic city."""
    city = settings.city
    return float(city.buildings or max(1.0, city.residents / city.persons_per_household / city.households_per_building))


def expected_problems(settings: Settings) -> float:
    """Problems that arise in one run, warm-up included."""
    years = (settings.time.warmup_days + settings.time.horizon_days) / 365
    kinds = sum(kind.share * kind.births for kind in settings.estate.values())
    return settings.city.residents / 1000 * years * kinds * sum(category.per_1000 for category in settings.category.values())


def estimate_bytes(settings: Settings) -> int:
    """Memory of one run, roughly."""
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
    )  # fmt: skip


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
