"""Laws of calendars as tables."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from gridgov.tables.calendars import build_calendars, calendar_names, pack
from gridgov.tables.dtypes import DAY, WEEK

SETTINGS = SimpleNamespace(
    calendar={
        "office": SimpleNamespace(days="Mon-Fri", hours="08:30-12:00 13:30-18:00"),
        "round_the_clock": SimpleNamespace(days="Mon-Sun", hours="00:00-24:00"),
        "market": SimpleNamespace(days="Wed,Sun", hours="20:15-24:00"),
    }
)


def open_by_hand(calendars, c):
    """Whether each second of the week is open, from the windows alone."""
    is_open = np.zeros(WEEK, bool)
    for w in range(calendars.windows[c]):
        is_open[calendars.start[c, w] : calendars.end[c, w]] = True
    return is_open


def test_calendar_0_is_always_open():
    calendars = build_calendars(SETTINGS)
    assert calendar_names(SETTINGS) == ("always", "office", "round_the_clock", "market")
    assert calendars.windows[0] == 1 and calendars.open[0] == WEEK and (calendars.start[0, 0], calendars.end[0, 0]) == (0, WEEK)


def test_words_become_windows_of_the_week():
    calendars = build_calendars(SETTINGS)
    assert calendars.windows[1] == 10 and calendars.open[1] == 40 * 3600
    assert (calendars.start[1, 2], calendars.end[1, 2]) == (DAY + 8.5 * 3600, DAY + 12 * 3600)
    assert list(calendars.start[3, :2]) == [2 * DAY + 20.25 * 3600, 6 * DAY + 20.25 * 3600] and calendars.end[3, 1] == WEEK


def test_windows_that_touch_are_one():
    assert build_calendars(SETTINGS).windows[2] == 1


def test_before_counts_the_open_time_of_the_week_up_to_each_window():
    calendars = build_calendars(SETTINGS)
    for c in range(4):
        passed = np.concatenate([[0], np.cumsum(open_by_hand(calendars, c))])
        used = slice(0, calendars.windows[c])
        assert np.array_equal(calendars.before[c, used], passed[calendars.start[c, used]])
        assert calendars.open[c] == passed[-1]


def test_by_hour_is_the_first_window_that_ends_after_the_hour():
    calendars = build_calendars(SETTINGS)
    for c in range(4):
        for hour in range(168):
            later = [w for w in range(calendars.windows[c]) if calendars.end[c, w] > hour * 3600]
            assert calendars.by_hour[c, hour] == (later[0] if later else calendars.windows[c])


def test_a_calendar_may_never_open():
    calendars = pack([[(0, WEEK)], []])
    assert calendars.windows[1] == 0 and calendars.open[1] == 0 and np.all(calendars.by_hour[1] == 0)
