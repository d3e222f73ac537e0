"""Every column of every file that a run writes: its type, unit, null rule and meaning, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gridgov.metrics.cohorts import COUNTS
from gridgov.tables.dtypes import ACTIVITIES, FAR, NONE, SEVERITY_NAMES, STATE_NAMES

TIME = "s since Monday 00:00 of day 0"
WHOLE, YES_NO, NUMBER, WORD = "int64", "bool", "double", "string, dictionary"


@dataclass(frozen=True)
class Column:
    """A column of a file.

    `make` gives the values of some rows, `null` says where the file has none (and, in words, `null_rule` why). A column of
    words gives numbers, which are places in the list of `words`, itself made from the labels.
    """

    name: str
    type: str
    unit: str
    null_rule: str
    meaning: str
    make: Callable
    null: Callable | None = None
    words: Callable | None = None


def _time(name: str, null_rule: str, meaning: str, field: str = "") -> Column:
    field = field or name
    return Column(name, WHOLE, TIME, null_rule, meaning, lambda rows, run: rows[field], lambda values: (values == NONE) | (values >= FAR))


def _whole(name: str, unit: str, meaning: str, field: str = "") -> Column:
    field = field or name
    return Column(name, WHOLE, unit, "never", meaning, lambda rows, run: rows[field])


def _flag(name: str, meaning: str) -> Column:
    return Column(name, YES_NO, "", "never", meaning, lambda rows, run: rows[name] == 1)


def _word(name: str, null_rule: str, meaning: str, make: Callable, words: Callable) -> Column:
    null = None if null_rule == "never" else (lambda values: values == NONE)
    return Column(name, WORD, "", null_rule, meaning, make, null, words)


def _row(name: str, null_rule: str, meaning: str) -> Column:
    return Column(name, WHOLE, "", null_rule, meaning, lambda rows, run: rows[name], lambda values: values == NONE)


def _index(name: str, meaning: str) -> Column:
    return Column(name, NUMBER, "index 0 to 1", "never", meaning, lambda rows, run: rows[name])


def _told(rows, run) -> np.ndarray:
    return np.where(rows["first_closed"] == NONE, NONE, rows["informed"])


def _days(rows, run) -> np.ndarray:
    return np.arange(len(rows))


def _measured(rows, run) -> np.ndarray:
    return (np.arange(len(rows)) >= run.first_day).astype(np.int64)


def _place(field: str) -> Callable:
    """Where the building of a case lies."""
    return lambda rows, run: run.start.world.building[field][rows["building"]]


CASES: tuple[Column, ...] = (
    _whole("case", "", "name of the problem: 63 bits that building, category and ordinal give; the same under every policy", "key"),
    _whole("ordinal", "", "number of the candidate in its building and category, those that did not happen counted"),
    _word("building", "never", "building", lambda rows, run: rows["building"], lambda labels: labels.buildings),
    _word("street", "never", "street of the building", _place("street"), lambda labels: labels.streets),
    _word("community", "never", "community of the building", _place("community"), lambda labels: labels.communities),
    _word("grid", "never", "grid of the building", _place("grid"), lambda labels: labels.grids),
    _word("estate_kind", "never", "kind of its estate", _place("kind"), lambda labels: labels.kinds),
    _row("resident", "nobody lives in the building", "row of the resident concerned"),
    _word("category", "never", "category", lambda rows, run: rows["category"], lambda labels: labels.categories),
    _word("severity", "never", "severity", lambda rows, run: rows["severity"], lambda labels: SEVERITY_NAMES),
    _flag("will_report", "whether the resident concerned reports it, if nobody sees it before"),
    _word("state", "never", "state at the end", lambda rows, run: rows["state"], lambda labels: STATE_NAMES),
    _word("channel", "never noticed", "channel that noticed it; with no time of registration residents settled it among themselves",
          lambda rows, run: rows["channel"], lambda labels: labels.channels),
    _word("entry_tier", "not registered", "tier at which it entered", lambda rows, run: rows["entry_tier"], lambda labels: labels.tiers),
    _word("settled_tier", "never closed", "tier of the last closing", lambda rows, run: rows["settled_tier"], lambda labels: labels.tiers),
    _time("born", "never", "when it arose"),
    _time("registered", "not registered", "when it was registered"),
    _time("due", "not registered, or no service limit", "end of its service limit"),
    _time("first_closed", "never closed", "first closing, true or on paper"),
    _time("closed", "the record is not closed", "last closing that was not reopened"),
    _time("fixed", "not truly fixed", "when it was truly fixed"),
    _time("gone", "still present", "when the trouble ended: fixed, or by itself"),
    _time("final", "not final", "when nothing more could happen to it (a true closing may still be inspected)"),
    _whole("waiting_s", "s", "waited at right desks; a wait is booked when it ends"),
    _whole("working_s", "s", "in hand at right desks, closed hours included"),
    _whole("procedure_s", "s", "in procedures after the work"),
    _whole("handover_s", "s", "on the way between right desks, and from registration to the first of them"),
    _whole("astray_s", "s", "on the way to, waiting at and examined by wrong desks"),
    _whole("departments_s", "s", "from referral to the last department's answer"),
    _whole("on_paper_s", "s", "closed on paper, booked when reopened"),
    _whole("repair_fen", "fen", "money that its repair needs"),
    _whole("hops", "", "times it was passed on"),
    _whole("reopened", "", "times it was reopened"),
    _whole("paper", "", "closings on paper"),
    _whole("inspected", "", "inspections"),
    _whole("verified", "", "inspections that found it fixed"),
    _whole("legs", "", "calls of departments"),
    _whole("whistled", "", "whistles blown for it"),
    _whole("complied", "", "calls by whistle that departments complied with"),
    _whole("repeats", "", "repeat contacts and complaints about it"),
    Column("informed", YES_NO, "", "never closed", "whether the resident was told of the last closing", _told, lambda values: values == NONE),
    _flag("learned", "whether the resident concerned has learned from it"),
    _flag("supervised", "whether it is under supervision"),
)  # fmt: skip

EVENTS: tuple[Column, ...] = (
    _whole("case", "", "name of the problem, as in the case table"),
    _word("activity", "never", "what happened", lambda rows, run: rows["activity"], lambda labels: ACTIVITIES),
    _time("time", "never", "when; rows are in order of time, and within a second in the order in which they happened"),
    _word("tier", "no tier is concerned", "tier concerned", lambda rows, run: rows["tier"], lambda labels: labels.tiers),
    _word("desk", "no desk is concerned", "desk concerned, as tier/area", lambda rows, run: rows["desk"], lambda labels: labels.desks),
    _row("worker", "no worker is concerned", "slot of the worker at the desk"),
)  # fmt: skip

TEXT = "string"

#: Of `events_log.csv`; rows have the columns of the log and `row`, that of the case table.
EVENT_LOG: tuple[Column, ...] = (
    EVENTS[0],
    EVENTS[1],
    Column("timestamp", TEXT, "ISO 8601", "never", "when, as a date by the scenario's start_date and utc_offset; there is no summer time",
           lambda rows, run: rows["time"]),
    *EVENTS[3:],
    _word("category", "never", "category of the case",
          lambda rows, run: run.outcome.cases["category"][rows["row"]], lambda labels: labels.categories),
    _word("estate", "never", "estate of its building",
          lambda rows, run: run.start.world.building["estate"][run.outcome.cases["building"][rows["row"]]], lambda labels: labels.estates),
)  # fmt: skip

DAYS: tuple[Column, ...] = (
    Column("day", WHOLE, "day", "never", "day of the run, warm-up included; the first is 0, a Monday", _days),
    Column("measured", WHOLE, "", "never", "1 in the measured period, 0 in the warm-up", _measured),
    _whole("born", "problems", "problems that arose on the day"),
    _whole("registered", "cases", "registered on the day"),
    _whole("closed", "closings", "closings on the day, true and on paper"),
    _whole("fixed", "cases", "truly fixed on the day"),
    _whole("closed_on_paper", "closings", "closings on paper on the day"),
    _whole("reopened", "cases", "reopened on the day"),
    _whole("lapsed", "problems", "ended on the day, by themselves or settled among residents, and never registered"),
    _whole("contacts", "contacts", "registrations by residents, complaints and repeats; repeats are booked when the late spell ends"),
    _whole("whistles", "whistles", "whistles blown on the day"),
    _whole("present", "problems", "present at the end of the day"),
    _whole("hidden", "problems", "present without an open record at the end of the day"),
    _whole("open_records", "cases", "open records at the end of the day"),
    _whole("present_s", "problem-seconds", "integral of present over the day; unlike problem_days, with what was born before the measured period"),
    _whole("hidden_s", "problem-seconds", "integral of hidden over the day; unlike hidden_share, with what was born before the measured period"),
    _whole("open_records_s", "case-seconds", "integral of open_records over the day"),
    _index("trust", "mean trust of residents at the end of the day"),
    _index("satisfaction", "mean satisfaction of residents at the end of the day"),
)  # fmt: skip

#: The columns of `daily.csv` that come once per tier.
QUEUE = Column("queue_<tier>", WHOLE, "cases", "never", "cases and calls that wait at the tier at the end of the day", lambda rows, run: rows)

BUILDING_DAYS: tuple[Column, ...] = (
    Column("day", WHOLE, "day", "never", "day of the run, warm-up included; the first is 0", lambda rows, run: rows["day"]),
    _word("building", "never", "building", lambda rows, run: rows["building"], lambda labels: labels.buildings),
    Column("present", WHOLE, "problems", "never", "problems present at the end of the day", lambda rows, run: rows["present"]),
)  # fmt: skip


def _counted(name: str, unit: str, meaning: str) -> Column:
    place = COUNTS.index(name)
    return Column(name, WHOLE, unit, "never", meaning, lambda rows, run: rows[:, :, place])


def _of_cohort(make: Callable) -> Callable:
    """A column that is the same on all days: `make` gives it from the cohorts, (K,)."""
    return lambda rows, run: np.broadcast_to(np.asarray(make(run.start.labels.cohorts))[:, None], rows.shape[:2])


def _of_day(make: Callable) -> Callable:
    """A column that is the same in all cohorts: `make` gives it from the days."""
    return lambda rows, run: np.broadcast_to(make(np.arange(rows.shape[1]), run), rows.shape[:2])


def _measured_days(days, run) -> np.ndarray:
    return (days >= run.first_day).astype(np.int64)


def _in_force(rows, run) -> np.ndarray:
    cohorts, days = run.start.labels.cohorts, np.zeros(rows.shape[:2], np.int64)
    days[:, run.first_day :] = [cohorts.window(k) for k in range(len(cohorts))]
    return days


# `make` of these columns takes the counts of all cohorts and days and gives an array (cohorts, days).
COHORT_DAYS: tuple[Column, ...] = (
    Column("day", WHOLE, "day", "never", "day of the run, warm-up included; the first is 0", _of_day(lambda days, run: days)),
    Column("measured", WHOLE, "", "never", "1 in the measured period, 0 in the warm-up", _of_day(_measured_days)),
    Column("cohort", WHOLE, "", "never", "number of the cohort: 0 outside, the others in the order of their first day",
           _of_cohort(lambda c: range(len(c)))),
    Column("parts", TEXT, "", "empty outside", "policies with a place (and stages, as policy/number) that ever reach the cohort, joined by +",
           _of_cohort(lambda c: [c.name(k) for k in range(len(c))])),
    Column("in_force", WHOLE, "", "never", "1 on measured days on which one of them is in force there (outside: anywhere)", _in_force),
    Column("residents", WHOLE, "persons", "never", "residents of the cohort", _of_cohort(lambda c: c.residents)),
    _counted("born", "problems", "problems that arose on the day"),
    _counted("registered", "cases", "registered on the day"),
    _counted("fixed", "cases", "truly fixed on the day"),
    _counted("lapsed", "problems", "ended by themselves on the day, never registered"),
    _counted("present", "problems", "present at the end of the day"),
    _counted("hidden", "problems",
             "present without an open record at the end of the day; of a case reopened more than once, time on paper is taken as one stretch"),
    _counted("present_s", "problem-seconds", "integral of present over the day, whenever born"),
    _counted("hidden_s", "problem-seconds", "integral of hidden over the day"),
    _counted("due", "cases", "registered cases whose service limit ended on the day"),
    _counted("due_recorded", "cases", "of these, first closed by the limit, truly or on paper"),
    _counted("due_fixed", "cases", "of these, truly fixed by the limit"),
)  # fmt: skip

FILES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "daily.csv": ("One row per day.", (*DAYS, QUEUE)),
    "cohorts.csv": (
        "Where a policy has a place or stages. One row per cohort and day, cohort by cohort: the buildings that the same parts ever reach. "
        "Summed over the cohorts, columns of one name are those of daily.csv.",
        COHORT_DAYS,
    ),
    "cases.parquet": ("With `--cases`. One row per problem that arose, warm-up included, in order of birth.", CASES),
    "events.parquet": ("With `--events`. One row per event of a problem.", EVENTS),
    "events_log.csv": (
        "With `--events`. The same for tools of process mining, one row per event in order of time; they ask for `case`, `activity` and "
        "`timestamp`. `events.xes` holds it as XES 2.0 (IEEE 1849), a trace per case in order of birth: `concept:name`, `time:timestamp` and "
        "`lifecycle:transition` (always complete: an entry says that something has happened) of every event, `org:role` = tier, `org:group` = desk, "
        "`org:resource` = desk#worker where there are any; of every trace `concept:name` = case, `category`, `severity`, `estate`, `building`.",
        EVENT_LOG,
    ),
    "buildings_daily.parquet": ("With `--buildings-daily`. One row per day and building, day by day.", BUILDING_DAYS),
}
