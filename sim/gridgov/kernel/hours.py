"""Opening hours: is a calendar open, when will so many open seconds have passed, how many lie between."""

from __future__ import annotations

from gridgov.jit import inline, leaf
from gridgov.tables.dtypes import FAR, WEEK


@leaf
def window_at(calendars, c, second):
    """First window of calendar c that ends after this second of the week (the number of windows if none)."""
    w = calendars.by_hour[c, second // 3600]
    while w < calendars.windows[c] and calendars.end[c, w] <= second:
        w += 1
    return w


@leaf
def is_open(calendars, c, t):
    """Whether calendar c is open at second t."""
    second = t % WEEK
    w = window_at(calendars, c, second)
    return w < calendars.windows[c] and calendars.start[c, w] <= second


@inline
def next_open(calendars, c, t):
    """Earliest open second at or after t; FAR if the calendar never opens."""
    if calendars.windows[c] == 0:
        return FAR
    second = t % WEEK
    w = window_at(calendars, c, second)
    if w == calendars.windows[c]:
        return t - second + WEEK + calendars.start[c, 0]
    return t - second + max(second, calendars.start[c, w])


@leaf
def passed(calendars, c, t):
    """Open seconds of calendar c in [0, t)."""
    second = t % WEEK
    weeks = (t // WEEK) * calendars.open[c]
    w = window_at(calendars, c, second)
    if w == calendars.windows[c]:
        return weeks + calendars.open[c]
    return weeks + calendars.before[c, w] + max(0, second - calendars.start[c, w])


@leaf
def between(calendars, c, t0, t1):
    """Open seconds of calendar c in [t0, t1)."""
    return passed(calendars, c, t1) - passed(calendars, c, t0)


@inline
def add(calendars, c, t, s):
    """Earliest second by which s open seconds have passed since t."""
    if s <= 0:
        return t
    if s >= FAR or calendars.open[c] == 0:
        return FAR
    if c == 0:
        return min(FAR, t + s)
    goal = passed(calendars, c, t) + s
    # the goal falls into (0, open] of its week, so that an end of hours counts as reached
    weeks = (goal - 1) // calendars.open[c]
    rest = goal - weeks * calendars.open[c]
    # windows of a calendar are much alike, so that the right one is near its share of the week
    w = int((rest - 1) * (float(calendars.windows[c]) / float(calendars.open[c])))
    while w > 0 and calendars.before[c, w] >= rest:
        w -= 1
    while w + 1 < calendars.windows[c] and calendars.before[c, w + 1] < rest:
        w += 1
    return min(FAR, weeks * WEEK + calendars.start[c, w] + rest - calendars.before[c, w])
