"""The kinds of building chiefs, and where estates have a property company."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import PROPERTY, name_key
from gridgov.organisation.schedule import Schedule

NO_CHIEF, CADRE, RESIDENT_CHIEF = range(3)


def place_companies(city: City, schedule: Schedule) -> np.ndarray:
    """Whether each estate has a property company: bool (P, estates). Estates of one kind under one rule are ranked together."""
    bits = schedule.of_areas(city.estate, len(city.estates))
    has = np.zeros(bits.shape, bool)
    keys = np.fromiter(map(name_key, city.estates), np.int64, len(city.estates))
    order = ranking(city.seed, PROPERTY, keys)
    for p in range(len(bits)):
        for row, kind in enumerate(city.kinds):
            path = f"estate.{kind}.property"
            for share, here in schedule.groups(bits[p], (path,), lambda settings, kind=kind: settings.estate[kind].property):
                estates = order[(city.estate_kind[order] == row) & here[order]]
                has[p, estates[: half_up(share * len(estates))]] = True
    return has
