"""Which buildings each channel covers, and what that costs in money and in volunteers' hours."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import COVER, name_key
from gridgov.organisation.schedule import Schedule


@dataclass(frozen=True, eq=False)
class Coverage:
    """Reach and price of the channels. P phases, H channels, B buildings."""

    buildings: np.ndarray  # bool (P, H, B)
    yuan_per_year: np.ndarray  # f8 (P, H): of all units covered
    hours_per_week: np.ndarray  # f8 (P, H): given by volunteers in all buildings covered


def cover(settings, city: City, schedule: Schedule, committee: np.ndarray) -> Coverage:
    """Coverage of every channel; `committee` bool (P, estates) are the estates with a committee of their residents.

    Units under one rule are ranked together and the first are covered, so that a larger share keeps those there were.
    """
    of_buildings = schedule.of_buildings()
    shape = len(of_buildings), len(settings.channel)
    buildings = np.ones((*shape, len(city.key)), bool)
    yuan, hours = np.zeros((2, *shape))
    for h, (name, channel) in enumerate(settings.channel.items()):
        units, unit_of = _units(channel.unit, city)
        bits = of_buildings if channel.unit == "building" else schedule.of_areas(unit_of, len(units))
        for p in range(len(bits)):
            covered = committee[p] if channel.unit == "committee" else _chosen(name, units, bits[p], city.seed, schedule)
            buildings[p, h] = covered[unit_of]
            yuan[p, h] = _sum(covered, bits[p], schedule, name, "cost_yuan_per_year")
            hours[p, h] = _sum(buildings[p, h], of_buildings[p], schedule, name, "volunteer_hours_per_week")
    return Coverage(buildings, yuan, hours)


def _units(unit: str, city: City) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the units that are covered or not as a whole, and each building's row among them, i4 (B,)."""
    if unit == "building":
        return city.buildings, np.arange(len(city.key), dtype=np.int32)
    return (city.communities, city.community) if unit == "community" else (city.estates, city.estate)


def _chosen(channel: str, units: tuple[str, ...], bits: np.ndarray, seed: int, schedule: Schedule) -> np.ndarray:
    """The units covered in one phase, bool (units,); `bits` i8 (units,) are the parts in force there."""
    covered, order = np.zeros(len(units), bool), None
    for share, here in schedule.groups(bits, (f"channel.{channel}.coverage",), lambda now: now.channel[channel].coverage):
        count = half_up(share * here.sum())
        if count == here.sum():
            covered |= here
        elif count > 0:
            if order is None:
                order = ranking(seed, COVER, np.fromiter((name_key(f"{channel}/{unit}") for unit in units), np.int64, len(units)))
            covered[order[here[order]][:count]] = True
    return covered


def _sum(covered: np.ndarray, bits: np.ndarray, schedule: Schedule, channel: str, what: str) -> float:
    """Sum of a parameter of a channel over the places that it covers, each with the value of the parts in force there."""
    found, counts = np.unique(bits[covered], return_counts=True)
    return float(sum(getattr(schedule.settings_of(int(b)).channel[channel], what) * int(n) for b, n in zip(found, counts)))
