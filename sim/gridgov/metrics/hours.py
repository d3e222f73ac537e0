"""Open time of calendars, counted for the books: what staff could have worked, phase by phase and month by month."""

from __future__ import annotations

import numpy as np

from gridgov.tables.dtypes import MONTH, WEEK, Calendars, World


def opened(calendar: Calendars, t: int) -> np.ndarray:
    """Open seconds of every calendar from 0 to t, i8 (calendars,)."""
    weeks, rest = divmod(int(t), WEEK)
    # unused windows start and end at the end of the week, and so add nothing
    return weeks * calendar.open + np.clip(rest - calendar.start, 0, calendar.end - calendar.start).sum(axis=1)


def months(world: World) -> list[tuple[int, int]]:
    """Start and end of each ledger month of the measured period; their columns in the tables are 1, 2, ..."""
    return [(t, min(t + MONTH, int(world.end))) for t in range(int(world.warmup), int(world.end), MONTH)]


def stretches(world: World, since: int, until: int) -> list[tuple[int, int, int]]:
    """The phases within [since, until): (phase, start, end), in order."""
    starts = [int(t) for t in world.phase_start]
    ends = [*starts[1:], int(world.end)]
    return [(p, max(since, start), min(until, end)) for p, (start, end) in enumerate(zip(starts, ends)) if max(since, start) < min(until, end)]


def slot_seconds(world: World) -> np.ndarray:
    """Open seconds of the filled slots of each desk in the measured period, i8 (D,)."""
    total = np.zeros(len(world.desk), np.int64)
    for phase, start, end in stretches(world, int(world.warmup), int(world.end)):
        total += (opened(world.calendar, end) - opened(world.calendar, start))[world.desk["calendar"]] * world.desk_phase["slots"][phase]
    return total
