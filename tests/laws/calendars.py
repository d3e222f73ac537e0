"""Opening hours reckoned anew, second by second of a week, for laws about time."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gridgov.tables.build import Start
from gridgov.tables.dtypes import WEEK

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@lru_cache(maxsize=32)
def open_before(days: str, hours: str) -> np.ndarray:
    """Open seconds from Monday 00:00 to each second of the week, from texts such as Mon-Fri and 08:30-12:00 13:30-18:00."""
    first, _, last = days.partition("-")
    if last:  # from Saturday to Monday there are three days
        begin = DAYS.index(first)
        chosen = [(begin + step) % 7 for step in range((DAYS.index(last) - begin) % 7 + 1)]
    else:
        chosen = [DAYS.index(day) for day in days.split(",")]
    is_open = np.zeros(WEEK, bool)
    for day in chosen:
        for span in hours.split():
            start, end = (60 * (60 * int(text[:2]) + int(text[3:])) for text in span.split("-"))
            is_open[86400 * day + start : 86400 * day + end] = True
    return np.concatenate([[0], np.cumsum(is_open)])


def week_of(start: Start, name: str) -> np.ndarray | None:
    """Open seconds of the week before each second, or None for the calendar that never closes."""
    if name == "always":
        return None
    row = start.labels.regimes[0].calendar[name]
    return open_before(row.days, row.hours)


def open_seconds(week: np.ndarray | None, t: np.ndarray) -> np.ndarray:
    """Open seconds from the start of the run to each time."""
    if week is None:
        return np.asarray(t)
    return (t // WEEK) * week[-1] + week[t % WEEK]
