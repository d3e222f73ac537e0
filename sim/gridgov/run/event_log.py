"""The event log for tools of process mining: a CSV in order of time, and XES with a trace per case, both with real dates."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np

from gridgov.run.columns import EVENT_LOG, WORD
from gridgov.tables.dtypes import ACTIVITIES, NONE, SEVERITY_NAMES

BATCH = 1 << 16  # rows that are turned into text at a time: memory stays the same however long the log is
#: Characters that XML 1.0 does not know (Extensible Markup Language (XML) 1.0, fifth edition, section 2.2).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_VALUES = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}

#: IEEE 1849 (XES 2.0): the extensions that declare the attributes used, the globals that every trace and event has, one classifier.
XES_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="2.0" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value="unknown"/>
<string key="category" value="unknown"/>
<string key="severity" value="unknown"/>
<string key="estate" value="unknown"/>
<string key="building" value="unknown"/>
</global>
<global scope="event">
<string key="concept:name" value="unknown"/>
<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>
<string key="lifecycle:transition" value="complete"/>
</global>
<classifier name="Activity" scope="event" keys="concept:name"/>
"""


def rows_of_cases(run, events: np.ndarray) -> np.ndarray:
    """Rows of the case table of entries of the log, i8 (n,)."""
    keys = run.outcome.cases["key"]
    order = np.argsort(keys)
    return order[np.searchsorted(keys, events["case"], sorter=order)]


def timestamps(run, seconds: np.ndarray) -> list[str]:
    """Seconds of the run as ISO 8601 with the distance from UTC, which is the same all year."""
    dates = run.scenario.dates
    moments = np.datetime64(dates.start.isoformat(), "s") + seconds.astype("timedelta64[s]")
    return [f"{moment}{dates.offset}" for moment in np.datetime_as_string(moments, unit="s").tolist()]


def write_csv(run, path: Path) -> None:
    """`events_log.csv`."""
    events = run.outcome.events
    row = rows_of_cases(run, events)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in EVENT_LOG])
        for start in range(0, len(events), BATCH):
            part = events[start : start + BATCH]
            rows = {name: part[name] for name in part.dtype.names} | {"row": row[start : start + BATCH]}
            writer.writerows(zip(*(_cells(column, rows, run) for column in EVENT_LOG)))


def _cells(column, rows, run) -> list:
    if column.name == "timestamp":
        return timestamps(run, rows["time"])
    values = np.asarray(column.make(rows, run)).tolist()
    if column.type == WORD:
        words = [*column.words(run.start.labels), ""]  # NONE is the last
        return [words[value] for value in values]
    return ["" if column.null and value == NONE else value for value in values]


def write_xes(run, path: Path) -> None:
    """`events.xes`: traces in order of birth, in each the entries of one case in the order in which they happened."""
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(XES_HEAD)
        file.writelines(_attributes("concept:name", [run.scenario.name]))
        file.writelines(_traces(run))
        file.write("</log>\n")


def _traces(run) -> Iterator[str]:
    events, cases, labels = run.outcome.events, run.outcome.cases, run.start.labels
    row = rows_of_cases(run, events)
    order = np.argsort(row, kind="stable")
    estate = run.start.world.building["estate"]
    about = {
        "category": (labels.categories, cases["category"]), "severity": (SEVERITY_NAMES, cases["severity"]),
        "estate": (labels.estates, estate[cases["building"]]), "building": (labels.buildings, cases["building"]),
    }  # fmt: skip
    about = [(_attributes(key, names), values) for key, (names, values) in about.items()]
    activity, tier = _attributes("concept:name", ACTIVITIES), [*_attributes("org:role", labels.tiers), ""]
    desk, resource = [*_attributes("org:group", labels.desks), ""], [_quoted(name)[1:-1] for name in labels.desks]
    before = NONE
    for start in range(0, len(order), BATCH):
        part = events[order[start : start + BATCH]]
        columns = (part[name].tolist() for name in ("activity", "tier", "desk", "worker"))
        for at, stamp, what, k, d, worker in zip(row[order[start : start + BATCH]].tolist(), timestamps(run, part["time"]), *columns):
            if at != before:
                yield "<trace>\n" if before == NONE else "</trace>\n<trace>\n"
                yield f'<string key="concept:name" value="{cases["key"][at]}"/>\n'
                yield "".join(texts[values[at]] for texts, values in about)
                before = at
            by = f'<string key="org:resource" value="{resource[d]}#{worker}"/>\n' if worker != NONE else ""
            yield (
                f'<event>\n{activity[what]}<string key="lifecycle:transition" value="complete"/>\n'
                f'<date key="time:timestamp" value="{stamp}"/>\n{tier[k]}{desk[d]}{by}</event>\n'
            )
    if before != NONE:
        yield "</trace>\n"


def _attributes(key: str, names: Sequence[str]) -> list[str]:
    return [f'<string key="{key}" value={_quoted(name)}/>\n' for name in names]


def _quoted(text: str) -> str:
    """A text as the value of an attribute, always in double quotes."""
    return f'"{escape(_NO_XML.sub("?", text), _IN_VALUES)}"'
