"""The desks of every tier: where they stand, whom they serve and how many work there."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.grids import Grids
from gridgov.organisation.posts import NO_CHIEF
from gridgov.organisation.schedule import Schedule

PER = 100_000  # residents, for workers of departments


@dataclass(frozen=True, eq=False)
class Desks:
    """All desks, one consecutive block per tier, lowest tier first. D desks, K tiers."""

    names: tuple[str, ...]  # (D,) tier/area
    tier: np.ndarray  # i4 (D,)
    x: np.ndarray  # f8 (D,), metres
    y: np.ndarray  # f8 (D,), metres
    community: np.ndarray  # i4 (D,), -1 for a desk above communities
    department: np.ndarray  # i4 (D,), -1 for a desk that is none
    households: np.ndarray  # i8 (D,): of the area
    manned: np.ndarray  # bool (P, D): the desk is there at all (a chief's only with a chief, an estate's only where the tier covers it)
    bits: np.ndarray  # i8 (P, D): parts in force
    slots: np.ndarray  # i4 (P, D)
    block: np.ndarray  # i4 (K, 2): first desk and number of desks
    of_building: np.ndarray  # i4 (K, B), -1 where none


def place_desks(settings, city: City, grids: Grids, schedule: Schedule, chief: np.ndarray, estates: dict[str, np.ndarray]) -> Desks:
    """Desks of the ladder.

    `chief` i4 (P, B) says which buildings have one, `estates` bool (P, estates) which estates each word of `tier.*.covers` stands for.
    """
    blocks = [_tier_block(name, tier.area, settings, city, grids, schedule, chief, estates[tier.covers]) for name, tier in settings.tier.items()]
    sizes = [len(block["names"]) for block in blocks]
    first = np.cumsum([0, *sizes])[:-1]
    of_building = np.stack([np.where(block["of_building"] >= 0, block["of_building"] + start, -1) for block, start in zip(blocks, first)])

    def joined(name, axis=0):
        return np.concatenate([block[name] for block in blocks], axis=axis)

    bits = joined("bits", 1)
    tier_of = np.repeat(np.arange(len(blocks), dtype=np.int32), sizes)
    manned = joined("manned", 1)
    department = joined("department")
    slots = _slots(settings, city, schedule, tier_of, department, bits, manned)
    return Desks(
        names=tuple(name for block in blocks for name in block["names"]), tier=tier_of,
        x=joined("x"), y=joined("y"), community=joined("community").astype(np.int32), department=department.astype(np.int32),
        households=joined("households"), manned=manned, bits=bits, slots=slots,
        block=np.stack([first, sizes], axis=1).astype(np.int32), of_building=of_building.astype(np.int32),
    )  # fmt: skip


def _tier_block(tier, area, settings, city, grids, schedule, chief, estates) -> dict[str, np.ndarray]:
    """Columns of one tier's desks; `of_building` counts within the block. `estates` bool (P, estates) are those that it covers."""
    phases, n = len(schedule.start_day), len(city.key)
    community_of = None  # of each place
    ever = None  # bool (P, places): whether the desk of a place is there
    if area == "building":
        names, place, community_of, ever = city.buildings, np.arange(n), city.community, chief != NO_CHIEF
    elif area == "estate":
        names, place, community_of, ever = city.estates, city.estate, city.estate_community, estates
    elif area == "grid":
        names, place, community_of = grids.names, grids.of_building, grids.community
    elif area == "community":
        names, place, community_of = city.communities, city.community, np.arange(len(city.communities))
    elif area == "street":
        names, place = city.streets, city.street
    elif area == "district":
        names, place = ("district",), np.zeros(n, np.int64)
    else:
        return _departments_block(tier, settings, city, schedule)
    if area == "building":
        bits = schedule.of_buildings()
    else:
        bits = schedule.of_whole() if area == "district" else schedule.of_areas(place, len(names))
    if ever is None:
        ever = np.ones((phases, len(names)), bool)
    kept = np.flatnonzero(ever.any(axis=0))
    row = np.full(len(names), -1, np.int64)
    row[kept] = np.arange(len(kept))
    x, y, households = _centroids(city, place, len(names))
    return {
        "names": tuple(f"{tier}/{names[i]}" for i in kept), "x": x[kept], "y": y[kept], "households": households[kept],
        "community": np.full(len(kept), -1) if community_of is None else community_of[kept], "department": np.full(len(kept), -1),
        "manned": ever[:, kept], "bits": bits[:, kept], "of_building": row[place],
    }  # fmt: skip


def _departments_block(tier, settings, city, schedule) -> dict[str, np.ndarray]:
    """Departments serve the whole district and stand at its centre; none is the right desk of a building by itself."""
    count, phases = len(settings.department), len(schedule.start_day)
    x, y, households = _centroids(city, np.zeros(len(city.key), np.int64), 1)
    return {
        "names": tuple(f"{tier}/{name}" for name in settings.department), "x": np.repeat(x, count), "y": np.repeat(y, count),
        "households": np.repeat(households, count), "community": np.full(count, -1), "department": np.arange(count),
        "manned": np.ones((phases, count), bool), "bits": np.repeat(schedule.of_whole(), count, axis=1), "of_building": np.full(len(city.key), -1),
    }  # fmt: skip


def _centroids(city: City, place: np.ndarray, places: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centres of places weighted by households (by buildings where there are none), and households: f8, f8, i8 (places,)."""
    households = np.bincount(place, weights=city.households, minlength=places)
    weight = np.where(households[place] > 0, city.households, 1.0)
    mass = np.maximum(np.bincount(place, weights=weight, minlength=places), 1e-300)
    x = np.bincount(place, weights=weight * city.x, minlength=places) / mass
    y = np.bincount(place, weights=weight * city.y, minlength=places) / mass
    return x, y, households.astype(np.int64)


def _slots(settings, city, schedule, tier_of, department, bits, manned) -> np.ndarray:
    """Workers of each desk, i4 (P, D)."""
    slots = np.zeros(bits.shape, np.int32)
    residents = int(city.residents.sum())
    departments = list(settings.department)
    for value in np.unique(bits):
        now = schedule.settings_of(int(value))
        here = bits == value
        for k, (name, tier) in enumerate(settings.tier.items()):
            if tier.area == "departments":
                for m, department_name in enumerate(departments):
                    workers = max(1, math.ceil(round(now.department[department_name].slots_per_100k * residents / PER, 9)))
                    slots[here & (department == m)] = workers
            else:
                slots[here & (tier_of == k)] = 1 if tier.area == "building" else now.tier[name].slots
    return np.where(manned, slots, 0).astype(np.int32)
