"""Which estates have what not all of them have: a property company, an organisation that adopted them, a body of their residents."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import ADOPTED, COMMITTEE, PROPERTY, name_key
from gridgov.organisation.schedule import Schedule

#: Word of `tier.*.covers`: the parameter of [estate.KIND] that says in what share of estates, and the purpose of the draw that ranks them.
CHOSEN_BY = {"company": ("property", PROPERTY), "adopted": ("adopted", ADOPTED), "committee": ("committee", COMMITTEE)}


def choose_estates(city: City, schedule: Schedule) -> dict[str, np.ndarray]:
    """The estates that each word of `tier.*.covers` stands for: bool (P, estates)."""
    bits = schedule.of_areas(city.estate, len(city.estates))
    keys = np.fromiter(map(name_key, city.estates), np.int64, len(city.estates))
    chosen = {word: _ranked(city, schedule, bits, share, ranking(city.seed, purpose, keys)) for word, (share, purpose) in CHOSEN_BY.items()}
    return {"all": np.ones(bits.shape, bool), **chosen}


def _ranked(city: City, schedule: Schedule, bits: np.ndarray, share_name: str, order: np.ndarray) -> np.ndarray:
    """The first estates of each kind, as many as its share says: bool (P, estates). Estates of one kind under one rule are ranked together."""
    has = np.zeros(bits.shape, bool)
    for p in range(len(bits)):
        for row, kind in enumerate(city.kinds):
            path = f"estate.{kind}.{share_name}"
            for share, here in schedule.groups(bits[p], (path,), lambda settings, kind=kind: getattr(settings.estate[kind], share_name)):
                estates = order[(city.estate_kind[order] == row) & here[order]]
                has[p, estates[: half_up(share * len(estates))]] = True
    return has
