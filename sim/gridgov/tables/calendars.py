"""Calendars as the table of weekly windows that the engines read."""

from __future__ import annotations

import numpy as np

from gridgov.scenario.calendars import ALWAYS, weekly_windows
from gridgov.tables.dtypes import WEEK, Calendars

HOURS_OF_WEEK = WEEK // 3600


def calendar_names(settings) -> tuple[str, ...]:
    """Names of the calendars in order of their rows; row 0 is always open."""
    return (ALWAYS, *(name for name in settings.calendar if name != ALWAYS))


def build_calendars(settings) -> Calendars:
    """The opening windows of every calendar of the settings."""
    rows = [settings.calendar[name] for name in calendar_names(settings)[1:]]
    return pack([[(0, WEEK)], *(weekly_windows(row.days, row.hours) for row in rows)])


def pack(rows: list[list[tuple[int, int]]]) -> Calendars:
    """Windows [start, end) of each calendar, in order and in seconds of the week, as one table; unused places hold the end of the week."""
    most = max(1, max(map(len, rows)))
    start, end, before = np.full((3, len(rows), most), WEEK, np.int64)
    count, opening = np.zeros((2, len(rows)), np.int64)
    by_hour = np.zeros((len(rows), HOURS_OF_WEEK), np.int64)
    for c, row in enumerate(rows):
        for w, (t0, t1) in enumerate(row):
            start[c, w], end[c, w], before[c, w] = t0, t1, opening[c]
            opening[c] += t1 - t0
        count[c] = len(row)
        by_hour[c] = np.searchsorted(end[c, : len(row)], np.arange(HOURS_OF_WEEK) * 3600, side="right")
    return Calendars(start, end, before, count, opening, by_hour)
