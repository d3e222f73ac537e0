"""The event log for process mining: XES by the rules of its schema, a CSV of plain names, real dates, names that XML does not like."""

import csv
import re
import warnings
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from functools import cache

import pandas as pd
import pytest

from gridgov import load_scenario, simulate
from gridgov.run import event_log
from gridgov.run.columns import EVENT_LOG
from gridgov.tables.dtypes import ACTIVITIES, NONE

SPACE = "{http://www.xes-standard.org/}"
#: Attribute elements of IEEE 1849, and what a value of each looks like.
ATTRIBUTES = {"string": ".*", "date": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", "int": r"-?\d+", "id": ".+"}
NAME = re.compile(r"[A-Za-z_][\w.:-]*")
KNOWN_EXTENSIONS = {"concept": {"name"}, "time": {"timestamp"}, "lifecycle": {"transition"}, "org": {"resource", "role", "group"}}
BUILDINGS = """id,x,y,households,estate,community,street,kind
"a&b <1>",0,0,40,"Estate ""East"" & Sons's",c1,s1,old
b2,60,0,40,庭院,c1,s1,ordinary
b3,0,60,40,third,c2,s1,gated
"""


@cache
def run(seed=3):
    extra = {"city.residents": 900, "city.streets": 1, "time.warmup_days": 5, "time.horizon_days": 40}
    return simulate(load_scenario("classroom", ["five_chiefs", "whistle"], extra=extra), seed=seed, events=True)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("log")
    run().write(folder, events=True)
    return folder


def check_attributes(elements):
    """Rules of the schema for attributes: known elements, a key that is a name, a value of the type; no key twice beside another."""
    keys = [element.get("key") for element in elements]
    for element in elements:
        kind = element.tag.removeprefix(SPACE)
        assert kind in ATTRIBUTES and set(element.attrib) == {"key", "value"} and not len(element), ET.tostring(element)
        assert NAME.fullmatch(element.get("key")) and re.fullmatch(ATTRIBUTES[kind], element.get("value"), re.DOTALL)
        prefix, colon, name = element.get("key").partition(":")
        assert not colon or name in KNOWN_EXTENSIONS[prefix]
    assert len(set(keys)) == len(keys)
    return dict(zip(keys, (element.get("value") for element in elements)))


def check_xes(path):
    """Hold a file against the schema of IEEE 1849 (XES 2.0) in the parts that it uses; the traces, as attributes and lists of events."""
    root = ET.parse(path).getroot()
    assert root.tag == f"{SPACE}log" and float(root.get("xes.version")) == 2.0 and set(root.attrib) == {"xes.version", "xes.features"}
    order = ["extension", "global", "classifier", "attribute", "trace"]  # the sequence of LogType
    kinds = [child.tag.removeprefix(SPACE) for child in root]
    places = [order.index(kind) if kind in order else order.index("attribute") for kind in kinds]
    assert places == sorted(places)
    extensions = root.findall(f"{SPACE}extension")
    assert {one.get("prefix") for one in extensions} == set(KNOWN_EXTENSIONS)
    for one in extensions:
        assert set(one.attrib) == {"name", "prefix", "uri"} and one.get("uri") == f"http://www.xes-standard.org/{one.get('prefix')}.xesext"
    globals_of = {one.get("scope"): check_attributes(list(one)) for one in root.findall(f"{SPACE}global")}
    assert set(globals_of) == {"trace", "event"}
    for one in root.findall(f"{SPACE}classifier"):
        assert set(one.get("keys").split()) <= set(globals_of[one.get("scope")]), "a classifier names globals"
    traces = []
    for trace in root.findall(f"{SPACE}trace"):
        inside = [child.tag == f"{SPACE}event" for child in trace]
        assert inside == sorted(inside), "attributes of a trace come before its events"
        about = check_attributes([child for child in trace if child.tag != f"{SPACE}event"])
        events = [check_attributes(list(child)) for child in trace.findall(f"{SPACE}event")]
        assert globals_of["trace"].keys() <= about.keys() and all(globals_of["event"].keys() <= event.keys() for event in events)
        assert all(not child.attrib for child in (trace, *trace.findall(f"{SPACE}event")))
        traces.append((about, events))
    return traces


def expected(this):
    """Activities and times by case, in the order of the log."""
    out = {int(key): [] for key in this.outcome.cases["key"]}
    for time, case, activity in zip(*(this.outcome.events[name].tolist() for name in ("time", "case", "activity"))):
        out[case].append((ACTIVITIES[activity], time))
    return out


def test_xes_obeys_the_schema_and_holds_every_event_of_every_case_in_order(written):
    traces, log, start = check_xes(written / "events.xes"), expected(run()), datetime.fromisoformat("2024-01-01T00:00:00+08:00")
    assert [int(about["concept:name"]) for about, _ in traces] == list(log), "traces in order of birth"
    for about, events in traces:
        seconds = [int((datetime.fromisoformat(event["time:timestamp"]) - start).total_seconds()) for event in events]
        assert list(zip((event["concept:name"] for event in events), seconds)) == log[int(about["concept:name"])]
    labels = run().start.labels
    assert {event.get("org:role", labels.tiers[0]) for _, events in traces for event in events} <= set(labels.tiers)
    assert all(event["org:resource"].startswith(event["org:group"] + "#") for _, events in traces for event in events if "org:resource" in event)


def test_the_csv_has_plain_columns_and_the_same_events(written):
    with open(written / "events_log.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == [column.name for column in EVENT_LOG]
    assert list(rows[0]) == ["case", "activity", "timestamp", "tier", "desk", "worker", "category", "estate"]
    frame = run().events
    assert [int(row["case"]) for row in rows] == frame["case"].tolist()
    for name in ("activity", "tier", "desk"):
        assert [row[name] for row in rows] == ["" if pd.isna(value) else value for value in frame[name]]
    assert [row["worker"] for row in rows] == ["" if pd.isna(value) else str(value) for value in frame["worker"]]
    cases = run().cases.set_index("case")
    assert [row["category"] for row in rows] == cases.loc[frame["case"], "category"].tolist()
    assert all(row["timestamp"].endswith("+08:00") for row in rows)


def test_tools_of_process_mining_open_both_files(written):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        xes = pm4py.read_xes(str(written / "events.xes"))
        table = pd.read_csv(written / "events_log.csv", dtype={"case": str})
        table["timestamp"] = pd.to_datetime(table["timestamp"])
        log = pm4py.format_dataframe(table, case_id="case", activity_key="activity", timestamp_key="timestamp")
    counts = Counter(ACTIVITIES[activity] for activity in run().outcome.events["activity"])
    assert Counter(xes["concept:name"]) == Counter(log["concept:name"]) == counts
    by_case = {int(case): list(part) for case, part in xes.groupby("case:concept:name", sort=False)["concept:name"]}
    assert by_case == {case: [activity for activity, _ in events] for case, events in expected(run()).items()}
    assert set(xes["case:category"]) == set(table["category"])


def test_batches_do_not_show(written, tmp_path, monkeypatch):
    monkeypatch.setattr(event_log, "BATCH", 7)
    run().write(tmp_path, events=True)
    for name in ("events.xes", "events_log.csv"):
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes()


def test_names_that_xml_and_csv_do_not_like_come_back_as_they_were(tmp_path):
    (tmp_path / "buildings.csv").write_text(BUILDINGS, encoding="utf-8")
    text = 'extends = "baseline"\nstart_date = "2026-01-05"\nutc_offset = "-03:30"\n[city]\nbuildings_file = "buildings.csv"\n'
    (tmp_path / "odd.toml").write_text(text, encoding="utf-8")
    odd = simulate(load_scenario(tmp_path / "odd.toml", extra={"time.warmup_days": 0, "time.horizon_days": 60}), events=True)
    odd.write(tmp_path / "out", events=True)
    traces = check_xes(tmp_path / "out" / "events.xes")
    estates = {about["estate"] for about, _ in traces}
    assert estates == {'s1/c1/Estate "East" & Sons\'s', "s1/c1/庭院", "s1/c2/third"} and "a&b <1>" in {about["building"] for about, _ in traces}
    assert set(pd.read_csv(tmp_path / "out" / "events_log.csv")["estate"]) == estates
    assert min(event["time:timestamp"] for _, events in traces for event in events) >= "2026-01-05T00:00:00-03:30"


def test_a_character_that_xml_forbids_becomes_a_question_mark():
    assert event_log._quoted("a\x00b\x1fc\ud800") == '"a?b?c?"' and event_log._quoted("\n") == '"&#10;"'


def test_a_log_without_entries_has_its_head_and_no_trace(tmp_path):
    extra = {"city.residents": 1, "city.streets": 1, "city.communities_per_street": 1, "time.warmup_days": 0, "time.horizon_days": 1}
    empty = simulate(load_scenario("classroom", extra=extra), seed=1, events=True)
    assert not len(empty.outcome.events)
    empty.write(tmp_path, events=True)
    assert check_xes(tmp_path / "events.xes") == []
    assert (tmp_path / "events_log.csv").read_text(encoding="utf-8").count("\n") == 1


def test_rows_of_cases_are_found_for_every_entry():
    rows = event_log.rows_of_cases(run(), run().outcome.events)
    assert (run().outcome.cases["key"][rows] == run().outcome.events["case"]).all() and NONE not in rows
