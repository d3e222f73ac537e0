"""Calendars: from words such as Mon-Fri 08:30-12:00 to the opening windows of the week, in seconds."""

from __future__ import annotations

import re

import numpy as np

from gridgov.tables.dtypes import DAY, WEEK, Calendars
from gridgov.text.faults import Fault, Faults

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "always"
HOURS_OF_WEEK = WEEK // 3600


def calendar_names(settings) -> tuple[str, ...]:
    """Names of the calendars in order of their rows; row 0 is always open."""
    return (ALWAYS, *(name for name in settings.calendar if name != ALWAYS))


def build_calendars(settings) -> Calendars:
    """The opening windows of every calendar; raises Faults where days or hours cannot be read."""
    rows, faults = [[(0, WEEK)]], []
    for name in calendar_names(settings)[1:]:
        row = settings.calendar[name]
        try:
            rows.append(windows(row.days, row.hours))
        except ValueError as wrong:
            word = "days" if "day" in str(wrong) else "hours"
            faults.append(Fault("scenario", None, f"calendar.{name}", word, getattr(row, word), f"cannot read {wrong}", f"无法识别：{wrong}"))
    if faults:
        raise Faults(faults)
    return pack(rows)


def windows(days: str, hours: str) -> list[tuple[int, int]]:
    """Opening windows of the week, in order and merged, as (start, end) in seconds. Hours may run past midnight."""
    parts = []
    for day in _days(days):
        for start, end in _hours(hours):
            t0, t1 = day * DAY + start, day * DAY + end + (DAY if end <= start else 0)
            parts.append((t0, min(t1, WEEK)))
            if t1 > WEEK:
                parts.append((0, t1 - WEEK))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(parts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _days(text: str) -> list[int]:
    found: list[int] = []
    for part in filter(None, re.split(r"[,\s]+", text.strip().lower())):
        first, _, last = part.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"the day {part!r}")
        a, b = DAYS.index(first), DAYS.index(last or first)
        found += [day % 7 for day in range(a, b + 1 if b >= a else b + 8)]
    return sorted(set(found))


def _hours(text: str) -> list[tuple[int, int]]:
    found = []
    for part in filter(None, re.split(r"[,\s]+", text.strip())):
        match = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", part)
        if not match:
            raise ValueError(f"the hours {part!r}")
        h0, m0, h1, m1 = map(int, match.groups())
        start, end = h0 * 3600 + m0 * 60, h1 * 3600 + m1 * 60
        if m0 > 59 or m1 > 59 or start >= DAY or end > DAY:
            raise ValueError(f"the hours {part!r}")
        found.append((start, end))
    return found


def pack(rows: list[list[tuple[int, int]]]) -> Calendars:
    """Windows of all calendars as the table that the engines read; unused places hold the end of the week."""
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
