"""Weekly calendars: from words such as `Mon-Fri` and `08:30-12:00 13:30-18:00` to seconds of the week."""

from __future__ import annotations

import re
from functools import lru_cache

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAY = 86_400
WEEK = 7 * DAY
ALWAYS = "always"  # the calendar that is open all the time and need not be declared

Window = tuple[int, int]


class CalendarError(ValueError):
    """Days or hours that cannot be read; `code` and `arguments` name the sentence that says why."""

    def __init__(self, code: str, **arguments: str):
        self.code = code
        self.arguments = arguments
        super().__init__(code, arguments)


def parse_days(text: str) -> list[int]:
    """Days of the week, Monday = 0, in order: `Mon-Fri`, `Mon,Wed,Sat`, `Sat-Mon`."""
    days: list[int] = []
    for part in text.split(","):
        names = [name.strip().capitalize() for name in part.split("-")]
        if len(names) > 2 or any(name not in DAYS for name in names):
            raise CalendarError("bad_days", part=part.strip()[:40])
        first, last = DAYS.index(names[0]), DAYS.index(names[-1])
        days += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    if len(set(days)) < len(days):
        raise CalendarError("days_twice")
    return sorted(days)


def parse_hours(text: str) -> list[Window]:
    """Windows of one day in seconds, in order: `08:30-12:00 13:30-18:00`; a day ends at 24:00."""
    windows = []
    for part in re.split(r"[\s,]+", text.strip()):
        if not part:
            continue
        match = re.fullmatch(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", part, re.ASCII)
        if match is None:
            raise CalendarError("bad_hours", part=part[:40])
        h0, m0, h1, m1 = map(int, match.groups())
        start, end = h0 * 3600 + m0 * 60, h1 * 3600 + m1 * 60
        if m0 > 59 or m1 > 59 or end > DAY:
            raise CalendarError("bad_hours", part=part[:40])
        if start >= end:
            raise CalendarError("hours_backwards", part=part)
        windows.append((start, end))
    if not windows:
        raise CalendarError("no_hours")
    windows.sort()
    for (_, end), (start, _) in zip(windows, windows[1:], strict=False):
        if start < end:
            raise CalendarError("hours_overlap", at=f"{start // 3600:02d}:{start % 3600 // 60:02d}")
    return windows


def weekly_windows(days: str, hours: str) -> list[Window]:
    """Open windows `[start, end)` in seconds since Monday 00:00, in order; windows that touch are one."""
    joined: list[Window] = []
    for day in parse_days(days):
        for start, end in parse_hours(hours):
            start, end = start + day * DAY, end + day * DAY
            if joined and joined[-1][1] == start:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
    return joined


@lru_cache(maxsize=256)
def weekly_hours(days: str, hours: str) -> float:
    """Open hours of a week."""
    return sum(end - start for start, end in weekly_windows(days, hours)) / 3600
