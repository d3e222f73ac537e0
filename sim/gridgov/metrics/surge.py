"""How far a surge came: the pieces of a mass task that its hours have worked off, and when it was done."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import partial

import numpy as np

from gridgov.metrics.duties import HOUR, SURGE, TRAVEL, duty_shares
from gridgov.metrics.hours import opened, stretches
from gridgov.metrics.metric import ratio
from gridgov.tables.dtypes import DAY


def units(m) -> float:
    """Pieces that are due: the largest number by any rule in force within the measured period."""
    due = np.array([settings.surge.units for settings in m.labels.regimes])
    spans = stretches(m.world, m.warmup, m.end)
    return max((float(due[table["regime"][phase]].max(initial=0.0)) for phase, *_ in spans for table in (m.world.desk_phase, m.world.building_phase)))


def paces(m) -> list[tuple[int, int, np.ndarray]]:
    """Start and end of each phase in the measured period, and the pieces done in an open second of each calendar, f8 (calendars,)."""
    world, found = m.world, []
    per_second = np.array([settings.surge.units_per_hour for settings in m.labels.regimes]) / HOUR
    for phase, start, end in stretches(world, m.warmup, m.end):
        now = world.desk_phase[phase]
        pieces = now["slots"] * duty_shares(world, m.labels, phase)[:, SURGE - TRAVEL] * per_second[now["regime"]]
        found.append((start, end, np.bincount(world.desk["calendar"], pieces, len(world.calendar.open))))
    return found


def done(m, found: list[tuple[int, int, np.ndarray]], t: int) -> float:
    """Pieces done from the start of the measured period to t."""
    total = 0.0
    for start, end, pace in found:
        if start < t:
            total += float(((opened(m.world.calendar, min(t, end)) - opened(m.world.calendar, start)) * pace).sum())
    return total


def done_share(m) -> float | None:
    """Share of the pieces due that were done by the end."""
    due = units(m)
    return ratio(min(due, done(m, paces(m), m.end)), due) if due > 0 else None


def days(m) -> float | None:
    """Days from the first second of the surge until every piece is done; None if that is not reached."""
    due = units(m)
    if due <= 0:
        return None
    seconds, so_far = range(m.warmup, m.end + 1), partial(done, m, paces(m))
    begun, over = bisect_right(seconds, 0.0, key=so_far), bisect_left(seconds, due, key=so_far)
    return (over - begun + 1) / DAY if over < len(seconds) else None
