"""When each building is under works, and what they do to births: tables of the engines, empty where nothing is renovated."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.organisation import Organisation
from gridgov.tables.dtypes import DAY, FAR, WORKS
from gridgov.tables.rates import seconds


def build_works(city: City, organisation: Organisation) -> dict[str, np.ndarray | float]:
    """Fields of World: works (B,) or (0,), births_works f8 (2, B, C) or (2, 0, C), most_works."""
    categories, plan = len(organisation.settings.category), organisation.renovation
    renovated = np.flatnonzero(np.isfinite(plan.start_day))
    if not len(renovated):
        return {"works": np.zeros(0, WORKS), "births_works": np.ones((2, 0, categories)), "most_works": 1.0}
    works = np.zeros(len(city.key), WORKS)
    works["start"] = works["end"] = FAR
    factor = np.ones((2, len(city.key), categories))
    bits = organisation.schedule.of_buildings()
    for estate in renovated:
        rows = np.flatnonzero(city.estate == estate)
        works["start"][rows] = seconds(plan.start_day[estate], DAY)
        works["end"][rows] = seconds(plan.start_day[estate] + plan.days[estate], DAY)
        for b in rows:
            settings = organisation.schedule.settings_of(int(bits[plan.phase[estate], b]))
            for c, category in enumerate(settings.category.values()):
                factor[:, b, c] = category.works, category.renovated
    return {"works": works, "births_works": factor, "most_works": float(max(1.0, factor.max()))}
