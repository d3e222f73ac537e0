"""The list of events to come: a heap for the day at hand, plain lists for the days after."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush

from gridgov.tables.dtypes import DAY, TICK


class Agenda:
    """Events in the order of (time, kind, key).

    An entry is ``[time, kind, key, serial, action]``; ``action(time)`` is what happens. Whoever may have to take an
    event back keeps its entry and cancels it. Most events lie days ahead, so only today's are kept in a heap: its
    depth follows the events of a day, not all problems of the town.
    """

    __slots__ = ("end", "day", "today", "later", "serial", "handled")

    def __init__(self, end: int):
        self.end = end
        self.day = -1  # the day whose events are in the heap
        self.today: list[list] = []
        self.later: list[list] = [[] for _ in range(end // DAY)]
        self.serial = 0  # comparison of entries stops here, before the action
        self.handled = 0

    def book(self, time: int, kind: int, key: int, action: Callable[[int], None]) -> list | None:
        """Let ``action(time)`` happen at a time; None, and nothing happens, if the run ends before."""
        if time >= self.end:
            return None
        self.serial += 1
        entry = [time, kind, key, self.serial, action]
        # a day ends with its own tick: ends of work and the month's tick on that very second still belong to it
        day = (time - (kind <= TICK)) // DAY
        if day <= self.day:
            heappush(self.today, entry)
        else:
            self.later[day].append(entry)
        return entry

    @staticmethod
    def cancel(entry: list | None) -> None:
        """Take an event back; it stays in the list but does nothing and is not counted."""
        if entry is not None:
            entry[4] = None

    def run_day(self, day: int) -> None:
        """Let everything happen that comes before the tick at the end of a day."""
        self.day = day
        today = self.today
        today += self.later[day]
        self.later[day] = []
        heapify(today)
        tick = [(day + 1) * DAY, TICK, 1, 0, None]
        heappush(today, tick)
        handled = 0
        while True:
            entry = heappop(today)
            action = entry[4]
            if action is not None:
                action(entry[0])
                handled += entry[1] != TICK
            elif entry is tick:
                break
        self.handled += handled
