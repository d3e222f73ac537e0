"""Real dates of a run: `start_date` and `utc_offset` of a scenario, which only what is written reads, no rule."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from gridgov.scenario.document import Document
from gridgov.text.faults import Fault

KEYS = ("start_date", "utc_offset")
#: The date whose year a run lies in where none is given: 2024 begins with a Monday, as every run does.
NEW_YEAR = date(2024, 1, 1)
DEFAULT_OFFSET = "+08:00"
#: How far the date of day 0 may lie from `time.start_day`, by which the season goes: a week for the Monday, a day for leap years.
LEEWAY_DAYS = 8
_OFFSET = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")


@dataclass(frozen=True)
class Dates:
    """Day 0 of a run as a date, and a fixed distance from UTC. There is no summer time: a day of a run has 24 hours."""

    start: date = NEW_YEAR
    offset: str = DEFAULT_OFFSET

    @property
    def zone(self) -> timezone:
        """The time zone."""
        hours, minutes = int(self.offset[1:3]), int(self.offset[4:])
        return timezone((-1 if self.offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))

    def moment(self, seconds: int) -> datetime:
        """The date and time of so many seconds since 00:00 of day 0."""
        return datetime(self.start.year, self.start.month, self.start.day, tzinfo=self.zone) + timedelta(seconds=seconds)


def read_dates(documents: Iterable[Document], start_day: int | None, faults: list[Fault]) -> Dates:
    """The dates that the last document which names them gives; `start_day` is that of the season, None where it is at fault."""
    given: dict[str, tuple[Document, object]] = {}
    for document in documents:
        given |= {key: (document, document.data[key]) for key in KEYS if key in document.data}
    offset = DEFAULT_OFFSET
    if "utc_offset" in given:
        document, value = given["utc_offset"]
        if isinstance(value, str) and _OFFSET.fullmatch(value):
            offset = value
        else:
            faults.append(document.fault(("utc_offset",), value, "wants_offset"))
    if "start_date" not in given:
        return Dates(nearest_monday(NEW_YEAR + timedelta(days=start_day or 0)), offset)
    document, value = given["start_date"]
    day = _as_date(value)
    shown = value if isinstance(value, str | int | float | bool | list | dict) else str(value)
    if day is None:
        faults.append(document.fault(("start_date",), shown, "wants_date"))
    elif day.weekday():
        faults.append(document.fault(("start_date",), shown, "wants_monday", monday=nearest_monday(day).isoformat()))
    elif start_day is not None:
        of_year = (day - day.replace(month=1, day=1)).days
        apart = abs(of_year - start_day)
        if min(apart, 365 - apart) > LEEWAY_DAYS:
            faults.append(document.fault(("start_date",), shown, "date_off_season", day=min(364, of_year), start_day=start_day))
    return Dates(day or NEW_YEAR, offset)


def _as_date(value: object) -> date | None:
    """A date written as one, or as text; years that a log's readers know."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            return None
    plain = isinstance(value, date) and not isinstance(value, datetime)
    return value if plain and 1700 <= value.year <= 2200 else None


def nearest_monday(day: date) -> date:
    """The Monday nearest to a day."""
    return day - timedelta(days=day.weekday() - (7 if day.weekday() > 3 else 0))
