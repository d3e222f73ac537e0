"""The work that each building is expected to make, from the births that the scenario declares."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City

MINUTES = 60.0  # of an hour


def expected_problems(settings, city: City) -> np.ndarray:
    """Problems expected to arise in each building in a year, f8 (B,): per 1,000 residents, by the kind of its estate.

    Disorder, which depends on what the policies do, is left out.
    """
    return _weighted_residents(settings, city) * (_per_1000(settings) / 1000.0)


def expected_hours(settings, city: City) -> np.ndarray:
    """Hands-on hours a year that the grid's desk would need if every problem of a building came to it: f8 (B,).

    A problem it may not settle costs only the share of the work to find that out. Without a tier of grids the lowest
    tier is asked. Work at other desks, way, patrol and meetings are left out.
    """
    tiers = settings.tier
    name = next((name for name, tier in tiers.items() if tier.area == "grid"), next(iter(tiers)))
    minutes = 0.0
    for row in settings.category.values():
        settled = row.power[name] + (1.0 - row.power[name]) * tiers[name].examine_share
        minutes += row.per_1000 * settled * row.work_minutes[name] / tiers[name].skill
    every = _per_1000(settings)
    return expected_problems(settings, city) * (minutes / every / MINUTES if every > 0 else 0.0)


def loads_of(settings, city: City) -> np.ndarray:
    """What each building adds to its grid, i8 (B,), positive: the whole numbers that the delineation makes equal.

    Households, or expected workload. All buildings have the same mix of categories, so that the expected hours are
    residents times the births of the kind of estate, but for one factor; without the factor the grids are the same
    whatever a policy makes of powers and working times. A building without either still has to lie somewhere.
    """
    if settings.grids.balance == "workload":
        return np.floor(1000.0 * _weighted_residents(settings, city) + 0.5).astype(np.int64) + 1
    return 1000 * city.households + 1


def _per_1000(settings) -> float:
    """Problems of all categories per 1,000 residents and year, before the kinds of estate."""
    return sum(row.per_1000 for row in settings.category.values())


def _weighted_residents(settings, city: City) -> np.ndarray:
    births = np.array([row.births for row in settings.estate.values()], float)
    return city.residents * births[city.kind]
