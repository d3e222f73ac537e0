"""Who is chief of which building."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import CHIEF
from gridgov.organisation.schedule import Schedule

NO_CHIEF, CADRE, RESIDENT_CHIEF = range(3)


def place_chiefs(city: City, schedule: Schedule) -> tuple[np.ndarray, np.ndarray]:
    """Kind of chief and sending organisation (NONE = -1) of each building: two i4 (P, B).

    The buildings that a policy's shares reach are ranked together, and so are all others: the first have a cadre, the
    next a resident. A larger share keeps the cadres there were. Cadre posts go round the organisations in order of rank.
    """
    bits = schedule.of_buildings()
    kind = np.zeros(bits.shape, np.int32)
    sender = np.full(bits.shape, -1, np.int32)
    order = ranking(city.seed, CHIEF, city.key)
    paths = ("chiefs.cadre_share", "chiefs.resident_share")
    for p in range(len(bits)):
        for (cadre, resident), here in schedule.groups(bits[p], paths, _chief_shares):
            rows = order[here[order]]
            cadres = half_up(cadre * len(rows))
            kind[p, rows[:cadres]] = CADRE
            kind[p, rows[cadres : cadres + half_up(resident * len(rows))]] = RESIDENT_CHIEF
        posts = order[kind[p][order] == CADRE]
        organisations = schedule.settings_of(int(schedule.of_whole()[p, 0])).chiefs.organisations
        sender[p, posts] = np.arange(len(posts)) % organisations
    return kind, sender


def _chief_shares(settings) -> tuple[float, float]:
    return settings.chiefs.cadre_share, settings.chiefs.resident_share
