"""Every column of every file that a run writes: its type, unit, null rule and meaning, and how it is made."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

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
    return Column(
        name, WHOLE, TIME, null_rule, meaning, lambda rows, run: rows[field], null=lambda values: (values == NONE) | (values >= FAR)
    )


def _whole(name: str, unit: str, meaning: str, field: str = "") -> Column:
    field = field or name
    return Column(name, WHOLE, unit, "never", meaning, lambda rows, run: rows[field])


def _flag(name: str, meaning: str) -> Column:
    return Column(name, YES_NO, "", "never", meaning, lambda rows, run: rows[name] == 1)


def _word(name: str, null_rule: str, meaning: str, make: Callable, words: Callable) -> Column:
    null = None if null_rule == "never" else (lambda values: values == NONE)
    return Column(name, WORD, "", null_rule, meaning, make, null, words)


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
    Column("resident", WHOLE, "", "nobody lives in the building", "row of the resident concerned", lambda rows, run: rows["resident"], lambda values: values == NONE),
    _word("category", "never", "category", lambda rows, run: rows["category"], lambda labels: labels.categories),
    _word("severity", "never", "severity", lambda rows, run: rows["severity"], lambda labels: SEVERITY_NAMES),
    _flag("will_report", "whether the resident concerned reports it, if nobody sees it before"),
    _word("state", "never", "state at the end", lambda rows, run: rows["state"], lambda labels: STATE_NAMES),
    _word("channel", "not registered", "channel that noticed it", lambda rows, run: rows["channel"], lambda labels: labels.channels),
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
    _whole("handover_s", "s", "on the way between right desks"),
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
    Column("informed", YES_NO, "", "never closed", "whether the resident was told of the last closing", lambda rows, run: np.where(rows["first_closed"] == NONE, NONE, rows["informed"]), lambda values: values == NONE),
    _flag("learned", "whether the resident concerned has learned from it"),
    _flag("supervised", "whether it is under supervision"),
)  # fmt: skip

EVENTS: tuple[Column, ...] = (
    _whole("case", "", "name of the problem, as in the case table"),
    _word("activity", "never", "what happened", lambda rows, run: rows["activity"], lambda labels: ACTIVITIES),
    _time("time", "never", "when; rows are in order of time, and within a second in the order in which they happened"),
    _word("tier", "no tier is concerned", "tier concerned", lambda rows, run: rows["tier"], lambda labels: labels.tiers),
    _word("desk", "no desk is concerned", "desk concerned, as tier/area", lambda rows, run: rows["desk"], lambda labels: labels.desks),
    Column("worker", WHOLE, "", "no worker is concerned", "slot of the worker at the desk", lambda rows, run: rows["worker"], lambda values: values == NONE),
)  # fmt: skip

DAYS: tuple[Column, ...] = (
    Column("day", WHOLE, "day", "never", "day of the run, warm-up included; the first is 0, a Monday", lambda rows, run: np.arange(len(rows))),
    Column("measured", WHOLE, "", "never", "1 in the measured period, 0 in the warm-up", lambda rows, run: (np.arange(len(rows)) >= run.first_day).astype(np.int64)),
    _whole("born", "problems", "problems that arose on the day"),
    _whole("registered", "cases", "registered on the day"),
    _whole("closed", "closings", "closings on the day, true and on paper"),
    _whole("fixed", "cases", "truly fixed on the day"),
    _whole("closed_on_paper", "closings", "closings on paper on the day"),
    _whole("reopened", "cases", "reopened on the day"),
    _whole("lapsed", "problems", "ended by themselves on the day, never registered"),
    _whole("contacts", "contacts", "registrations by residents, repeats and complaints booked on the day; repeats are booked when the late spell ends"),
    _whole("whistles", "whistles", "whistles blown on the day"),
    _whole("present", "problems", "present at the end of the day"),
    _whole("hidden", "problems", "present without an open record at the end of the day"),
    _whole("open_records", "cases", "open records at the end of the day"),
    _whole("present_s", "problem-seconds", "integral of present over the day"),
    _whole("hidden_s", "problem-seconds", "integral of hidden over the day"),
    _whole("open_records_s", "case-seconds", "integral of open_records over the day"),
    Column("trust", NUMBER, "index 0 to 1", "never", "mean trust of residents at the end of the day", lambda rows, run: rows["trust"]),
    Column("satisfaction", NUMBER, "index 0 to 1", "never", "mean satisfaction of residents at the end of the day", lambda rows, run: rows["satisfaction"]),
)  # fmt: skip

#: The columns of `daily.csv` that come once per tier.
QUEUE = Column("queue_<tier>", WHOLE, "cases", "never", "cases and calls that wait at the tier at the end of the day", lambda rows, run: rows)

BUILDING_DAYS: tuple[Column, ...] = (
    Column("day", WHOLE, "day", "never", "day of the run, warm-up included; the first is 0", lambda rows, run: rows["day"]),
    _word("building", "never", "building", lambda rows, run: rows["building"], lambda labels: labels.buildings),
    Column("present", WHOLE, "problems", "never", "problems present at the end of the day", lambda rows, run: rows["present"]),
)  # fmt: skip

FILES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "daily.csv": ("One row per day.", (*DAYS, QUEUE)),
    "cases.parquet": ("With `--cases`. One row per problem that arose, warm-up included, in order of birth.", CASES),
    "events.parquet": ("With `--events`. One row per event of a problem.", EVENTS),
    "buildings_daily.parquet": ("With `--buildings-daily`. One row per day and building, day by day.", BUILDING_DAYS),
}

_HEAD = """# Columns of the files of a run

Written from the declarations by `python -m gridgov.run.columns`; do not edit. Names stay as they are.

Money is in fen (a hundredth of a yuan). Words are stored as dictionaries in Parquet files. `summary.json` holds `metrics`, by the
names that `gridgov metrics` lists (null where there is nothing to speak of), and `provenance`.
"""

#: What stands under `provenance` in summary.json.
PROVENANCE: tuple[tuple[str, str, str, str], ...] = (
    ("scenario_sha256", "string", "never", "hash of the scenario's canonical JSON: what was simulated"),
    ("source_sha256", "string", "never", "hash of the sources of gridgov"),
    ("seed", "integer", "never", "seed of the run"),
    ("engine", "string", "never", "compiled or agents"),
    ("version", "string", "never", "version of gridgov; unknown where it is not installed"),
    ("case_table_sha256", "string", "never", "hash of the case table, as the engines keep it"),
    ("event_log_sha256", "string", "no event log was kept", "hash of the event log"),
    ("python", "string", "never", "version of Python"),
    ("packages", "object", "never", "versions of the packages that compute: numpy, scipy, numba, llvmlite, and of mesa, pydantic, pandas, pyarrow"),
    ("cpu", "string", "never", "name of the processor: the last bit of an exponential differs between some"),
)


def page() -> str:
    """The reference page `docs/reference/columns.md`."""
    parts = [_HEAD]
    for file, (about, columns) in FILES.items():
        rows = [(f"`{column.name}`", column.type if file.endswith(".parquet") else column.type.split(",")[0], column.unit, column.null_rule, column.meaning) for column in columns]
        parts.append(f"## {file}\n\n{about}\n\n{_table(('column', 'type', 'unit', 'null', 'meaning'), rows)}")
    rows = [(f"`{name}`", kind, null_rule, meaning) for name, kind, null_rule, meaning in PROVENANCE]
    parts.append(f"## summary.json, provenance\n\n{_table(('name', 'type', 'null', 'meaning'), rows)}")
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(tuple(head)), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
