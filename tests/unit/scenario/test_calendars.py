"""Weekly calendars in words become windows in seconds."""

from __future__ import annotations

import pytest

from gridgov.scenario.calendars import DAY, WEEK, CalendarError, parse_days, weekly_hours, weekly_windows


def test_office_hours():
    windows = weekly_windows("Mon-Fri", "08:30-12:00 13:30-18:00")
    assert len(windows) == 10 and windows[0] == (30600, 43200) and windows[-1] == (4 * DAY + 48600, 4 * DAY + 64800)
    assert weekly_hours("Mon-Fri", "08:30-12:00 13:30-18:00") == 40.0


def test_days_may_run_over_sunday_and_stand_in_any_order():
    assert parse_days("Sat-Mon") == [0, 5, 6] and parse_days("wed, mon") == [0, 2] and parse_days("Sun") == [6]


def test_windows_that_touch_are_one():
    assert weekly_windows("Mon-Sun", "00:00-24:00") == [(0, WEEK)]
    assert weekly_windows("Mon,Tue", "20:00-24:00 00:00-06:00 06:00-07:00") == [
        (0, 7 * 3600),
        (20 * 3600, DAY + 7 * 3600),
        (DAY + 20 * 3600, 2 * DAY),
    ]


@pytest.mark.parametrize(
    ("days", "hours", "code"),
    [
        ("", "08:00-09:00", "bad_days"),
        ("Mon-Tue,Tue", "08:00-09:00", "days_twice"),
        ("Mon", " ", "no_hours"),
        ("Mon", "8h-9h", "bad_hours"),
        ("Mon", "08:00-08:00", "hours_backwards"),
        ("Mon", "08:00-10:00,09:00-11:00", "hours_overlap"),
    ],
)
def test_what_cannot_be_read_says_why(days, hours, code):
    with pytest.raises(CalendarError) as caught:
        weekly_windows(days, hours)
    assert caught.value.code == code
