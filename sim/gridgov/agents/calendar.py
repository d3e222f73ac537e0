"""Weekly opening times and whole seconds: when a desk is open, and when so many open seconds have passed."""

from __future__ import annotations

from bisect import bisect_right
from math import floor

from gridgov.tables.dtypes import FAR, WEEK, Calendars

#: A duration of this many seconds or more never ends.
FOREVER_S = 1e15


def whole_seconds(duration: float) -> int:
    """A duration rounded to whole seconds, never below 0; FAR if it never ends."""
    if duration >= FOREVER_S:
        return FAR
    seconds = floor(duration + 0.5)
    return seconds if seconds > 0 else 0


class Calendar:
    """Windows ``[start, end)`` of the week, in seconds since Monday 00:00, sorted and apart."""

    __slots__ = ("starts", "ends", "before", "open")

    def __init__(self, starts: list[int], ends: list[int]):
        self.starts, self.ends = starts, ends
        self.before = []  # open seconds of the week before each window
        self.open = 0
        for start, end in zip(starts, ends, strict=True):
            self.before.append(self.open)
            self.open += end - start

    def is_open(self, t: int) -> bool:
        """Whether the second t lies in a window."""
        moment = t % WEEK
        i = bisect_right(self.starts, moment) - 1
        return i >= 0 and moment < self.ends[i]

    def opened(self, t: int) -> int:
        """Open seconds in ``[0, t)``."""
        weeks, moment = divmod(t, WEEK)
        i = bisect_right(self.starts, moment) - 1
        if i < 0:
            return weeks * self.open
        end = self.ends[i]
        return weeks * self.open + self.before[i] + (moment if moment < end else end) - self.starts[i]

    def between(self, t0: int, t1: int) -> int:
        """Open seconds in ``[t0, t1)``."""
        return self.opened(t1) - self.opened(t0)

    def add(self, t: int, seconds: int) -> int:
        """The earliest T >= t such that so many open seconds lie in ``[t, T)``; FAR if never."""
        if seconds <= 0:
            return t
        if seconds >= FAR or not self.open:
            return FAR
        # T follows the last open second used, so that work that ends with the shift ends at the end of that window
        weeks, last = divmod(self.opened(t) + seconds - 1, self.open)
        i = bisect_right(self.before, last) - 1
        return min(FAR, weeks * WEEK + self.starts[i] + last - self.before[i] + 1)

    def next_open(self, t: int) -> int:
        """The earliest T >= t that is open; FAR if never."""
        if not self.open:
            return FAR
        moment = t % WEEK
        i = bisect_right(self.starts, moment) - 1
        if i >= 0 and moment < self.ends[i]:
            return t
        if i + 1 < len(self.starts):
            return t - moment + self.starts[i + 1]
        return t - moment + WEEK + self.starts[0]


class AlwaysOpen(Calendar):
    """The wall clock."""

    __slots__ = ()

    def __init__(self):
        super().__init__([0], [WEEK])

    def is_open(self, t: int) -> bool:
        """Always."""
        return True

    def opened(self, t: int) -> int:
        """All seconds in ``[0, t)``."""
        return t

    def add(self, t: int, seconds: int) -> int:
        """So many seconds later; FAR if never."""
        return t if seconds <= 0 else min(FAR, t + seconds)

    def next_open(self, t: int) -> int:
        """At once."""
        return t


def read_calendars(tables: Calendars) -> list[Calendar]:
    """The calendars of a world as objects; number 0 is always open."""
    calendars: list[Calendar] = [AlwaysOpen()]
    for c in range(1, len(tables.windows)):
        used = int(tables.windows[c])
        calendars.append(Calendar(tables.start[c, :used].tolist(), tables.end[c, :used].tolist()))
    return calendars
