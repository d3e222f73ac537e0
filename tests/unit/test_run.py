"""A run and its files: equal results have equal bytes, readable columns, and no half file is left."""

import csv
import json
import os
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow.parquet as parquet
import pytest

from gridgov import load_scenario, simulate
from gridgov.run import files, hashes
from gridgov.run.columns import BUILDING_DAYS, CASES, DAYS, EVENTS, FILES
from gridgov.run.hashes import machine, source_sha256, table_sha256
from gridgov.run.reference import COHORTS, PROVENANCE, page
from gridgov.tables.dtypes import ACTIVITIES, CASE, DAILY, EVENT, FAR, NONE
from gridgov.text.faults import Faults

TOP = Path(__file__).resolve().parents[2]
ALL = ["buildings_daily.parquet", "cases.parquet", "daily.csv", "events.parquet", "events.xes", "events_log.csv", "summary.json"]
SMALL = {
    "city.residents": 600, "city.streets": 1, "category.litter.per_1000": 2000.0, "time.warmup_days": 5, "time.horizon_days": 25,
    "chiefs.resident_share": 0.4, "whistle.departments": 1,
}  # fmt: skip


@cache
def run(engine="compiled", seed=2):
    return simulate(load_scenario("baseline", extra=SMALL), seed=seed, engine=engine, events=True, buildings_daily=True)


@cache
def pilot_run():
    """A run of a roll-out whose second stage begins after the end."""
    text = 'extends = "baseline"\n[policy.roll]\nset.tier.grid.slots = 3\nstages = [{from_day = 10, where.share = 0.5}, {from_day = 90}]\n'
    with TemporaryDirectory() as folder:
        path = Path(folder, "town.toml")
        path.write_text(text, encoding="utf-8")
        return simulate(load_scenario(path, ["roll"], extra=SMALL | {"city.residents": 3000}), seed=2)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("run")
    run().write(folder, cases=True, events=True, buildings_daily=True)
    pilot_run().write(folder / "pilot")
    (folder / "pilot" / "cohorts.csv").rename(folder / "cohorts.csv")
    return folder


def test_a_run_says_what_made_it():
    provenance = run().provenance
    assert list(provenance) == [name for name, *_ in PROVENANCE]
    assert provenance["scenario_sha256"] == load_scenario("baseline", extra=SMALL).sha256 and provenance["seed"] == 2
    assert provenance["packages"].keys() == set(hashes.PACKAGES) and provenance["cpu"]
    assert simulate(load_scenario("baseline", extra=SMALL), seed=2).provenance["event_log_sha256"] is None


def test_both_engines_give_the_same_hashes_metrics_and_files(tmp_path, written):
    other = run("agents")
    for name in ("case_table_sha256", "event_log_sha256", "scenario_sha256"):
        assert other.provenance[name] == run().provenance[name]
    assert other.metrics == run().metrics and other.provenance["engine"] == "agents"
    other.write(tmp_path, cases=True, events=True, buildings_daily=True)
    for name in set(ALL) - {"summary.json"}:
        assert (tmp_path / name).read_bytes() == (written / name).read_bytes(), name


def test_another_seed_gives_another_case_table():
    assert run(seed=3).provenance["case_table_sha256"] != run().provenance["case_table_sha256"]


def test_the_same_run_twice_writes_the_same_bytes(tmp_path, written):
    again = simulate(load_scenario("baseline", extra=SMALL), seed=2, events=True, buildings_daily=True)
    again.write(tmp_path, cases=True, events=True, buildings_daily=True)
    assert {name: (tmp_path / name).read_bytes() for name in ALL} == {name: (written / name).read_bytes() for name in ALL}


def test_only_what_was_asked_for_is_written(tmp_path):
    run().write(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["daily.csv", "summary.json"]
    bare = simulate(load_scenario("baseline", extra=SMALL), seed=2)
    with pytest.raises(ValueError, match="events=True"):
        bare.write(tmp_path / "more", events=True)
    with pytest.raises(ValueError, match="buildings_daily=True"):
        bare.write(tmp_path / "more", buildings_daily=True)
    assert not (tmp_path / "more").exists()


def test_a_failure_leaves_no_half_file(tmp_path, monkeypatch):
    def fail(run, path):
        path.write_text("half", encoding="utf-8")
        raise OSError("disk full")

    run().write(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)}
    monkeypatch.setattr(files, "write_daily", fail)
    with pytest.raises(OSError, match="disk full"):
        run(seed=3).write(tmp_path, cases=True)
    assert {name: (tmp_path / name).read_bytes() for name in os.listdir(tmp_path)} == before


def test_the_summary_is_strict_json_with_nulls(written):
    def refuse(word):
        raise AssertionError(word)

    summary = json.loads((written / "summary.json").read_text(encoding="utf-8"), parse_constant=refuse)
    assert list(summary) == ["asked", "metrics", "provenance"]
    assert summary["metrics"] == run().metrics and None in summary["metrics"].values()


# ---- in and out of a pilot


def test_a_run_with_a_place_writes_its_cohorts_and_another_run_does_not(tmp_path):
    pilot_run().write(tmp_path)
    assert sorted(os.listdir(tmp_path)) == ["cohorts.csv", "daily.csv", "summary.json"]
    rows = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["cohorts"]
    assert [(row["cohort"], row["parts"], row["from_day"], row["until_day"]) for row in rows] == [(0, [], None, None), (1, ["roll/1"], 10, None)]
    assert sum(row["residents"] for row in rows) == 3000 and list(rows[0]) == [name for name, *_ in COHORTS]
    assert rows[0]["metrics"].keys() == rows[1]["metrics"].keys() and rows[0]["metrics"]["problem_days"] > 0
    plain = run().by_cohort
    assert len(plain) == 1 and {name: run().metrics[name] for name in plain[0]["metrics"]} == plain[0]["metrics"]


def test_days_of_cohorts_add_up_to_the_days_of_the_run():
    found, daily = pilot_run().cohorts, pilot_run().daily
    assert len(found) == 2 * len(daily) and found["in_force"].tolist() == 2 * ([0] * 15 + [1] * 15)
    together = found.groupby("day").sum(numeric_only=True)
    for name in ("born", "registered", "fixed", "lapsed", "present", "present_s"):
        assert together[name].tolist() == daily[name].tolist(), name
    assert (found["due_fixed"] <= found["due_recorded"]).all() and (found["due_recorded"] <= found["due"]).all()


# ---- columns ---------------------------------------------------------------------------------------------------------


def test_the_reference_page_is_up_to_date():
    written = (TOP / "docs" / "reference" / "columns.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m gridgov.run.reference > docs/reference/columns.md"


def test_every_file_has_the_columns_that_the_page_lists(written):
    tiers = run().start.labels.tiers
    kinds = {"int64": "int64", "bool": "bool", "double": "double", "string, dictionary": "dictionary<values=string, indices=int32, ordered=0>"}
    for file_name, (_, columns) in FILES.items():
        names = [[column.name.replace("<tier>", tier) for tier in tiers] if "<tier>" in column.name else [column.name] for column in columns]
        promised = [name for group in names for name in group]
        if file_name.endswith(".csv"):
            with open(written / file_name, encoding="utf-8") as file:
                assert next(csv.reader(file)) == promised
        else:
            schema = parquet.read_schema(written / file_name)
            assert schema.names == promised
            assert [str(field.type) for field in schema] == [kinds[column.type] for column in columns]


def test_every_column_of_the_engines_tables_is_written():
    assert {"key" if column.name == "case" else column.name for column in CASES} >= set(CASE.names) - {"pad"}
    assert {column.name for column in EVENTS} == set(EVENT.names)
    assert {column.name for column in DAYS} >= set(DAILY.names)


def test_words_times_and_nulls_stand_for_the_numbers_of_the_engine(written):
    table = parquet.read_table(written / "cases.parquet").to_pydict()
    cases, labels = run().outcome.cases, run().start.labels
    assert len(table["case"]) == len(cases) > 30
    for row, case in enumerate(cases):
        assert table["case"][row] == case["key"] and table["born"][row] == case["born"]
        assert table["category"][row] == labels.categories[case["category"]] and table["building"][row] == labels.buildings[case["building"]]
        assert table["community"][row] == labels.communities[run().start.world.building["community"][case["building"]]]
        for name in ("registered", "fixed", "gone", "final"):
            assert table[name][row] == (None if case[name] == NONE else case[name])
        assert table["due"][row] == (None if case["due"] == NONE or case["due"] >= FAR else case["due"])
        assert table["settled_tier"][row] == (None if case["settled_tier"] == NONE else labels.tiers[case["settled_tier"]])
        assert table["informed"][row] == (None if case["first_closed"] == NONE else bool(case["informed"]))
    assert None in table["registered"] and None in table["channel"]


def test_the_event_log_reads_as_words(written):
    table = parquet.read_table(written / "events.parquet").to_pydict()
    events = run().outcome.events
    assert table["activity"] == [ACTIVITIES[number] for number in events["activity"]] and table["time"] == events["time"].tolist()
    started = [row for row, activity in enumerate(table["activity"]) if activity == "started"]
    assert started and all(table["desk"][row].startswith(table["tier"][row] + "/") and table["worker"][row] is not None for row in started)


def test_buildings_are_written_day_by_day(written):
    table = parquet.read_table(written / "buildings_daily.parquet").to_pydict()
    days, buildings = run().outcome.buildings_daily.shape
    assert [column.name for column in BUILDING_DAYS] == list(table) and len(table["day"]) == days * buildings
    assert table["building"][:buildings] == list(run().start.labels.buildings) and table["day"][buildings] == 1
    assert np.array(table["present"]).reshape(days, buildings).tolist() == run().outcome.buildings_daily.tolist()


def test_large_tables_are_written_in_batches_with_the_same_content(written, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "BATCH", 7)
    run().write(tmp_path, cases=True, events=True, buildings_daily=True)
    for name in ("cases.parquet", "events.parquet", "buildings_daily.parquet"):
        assert parquet.read_table(tmp_path / name).equals(parquet.read_table(written / name)), name


def test_data_frames_have_the_same_columns(written):
    assert list(run().cases) == parquet.read_schema(written / "cases.parquet").names
    assert list(run().events) == parquet.read_schema(written / "events.parquet").names
    types = {name: str(run().cases[name].dtype) for name in ("category", "born", "fixed", "will_report", "informed")}
    assert types == {"category": "category", "born": "int64", "fixed": "Int64", "will_report": "bool", "informed": "boolean"}
    assert run().daily["measured"].tolist() == [0] * 5 + [1] * 25
    assert run().cases["fixed"].isna().sum() == (run().outcome.cases["fixed"] == NONE).sum()


def test_a_run_in_which_nothing_happens_has_files_too(tmp_path):
    empty = {**SMALL, **{f"category.{name}.per_1000": 0.0 for name in load_scenario("baseline").settings.category}}
    quiet = simulate(load_scenario("baseline", extra=empty), events=True, buildings_daily=True)
    quiet.write(tmp_path, cases=True, events=True, buildings_daily=True)
    assert quiet.metrics["problem_days"] == 0 and len(quiet.cases) == len(quiet.events) == 0
    assert parquet.read_schema(tmp_path / "cases.parquet").names == [column.name for column in CASES]


# ---- hashes ----------------------------------------------------------------------------------------------------------


def test_a_hash_depends_on_values_and_not_on_the_machine():
    table = np.zeros(3, [("time", "i8"), ("value", "f8"), ("pad", "i1", (3,))])
    table["time"], table["value"] = [1, 2, 3], [0.1, -0.0, 1e6]
    base = table_sha256(table)
    assert table_sha256(table.astype([("time", ">i8"), ("value", ">f8"), ("pad", "i1", (3,))])) == base
    nearly, padded, other = table.copy(), table.copy(), table.copy()
    nearly["value"] += [1e-11, 0.0, 0.0]
    padded["pad"] = 7
    other["time"][1] = 5
    named = table.astype([("times", "i8"), ("value", "f8"), ("pad", "i1", (3,))])
    assert table_sha256(nearly) == table_sha256(padded) == base
    assert table_sha256(other) != base and table_sha256(named) != base and table_sha256(table[:2]) != base


def test_chunks_do_not_change_a_hash(monkeypatch):
    before = table_sha256(run().outcome.cases)
    monkeypatch.setattr(hashes, "CHUNK", 11)
    assert table_sha256(run().outcome.cases) == before


def test_the_source_hash_follows_every_file(tmp_path, monkeypatch):
    package = tmp_path / "gridgov" / "run"
    package.mkdir(parents=True)
    (package / "hashes.py").write_text("", encoding="utf-8")
    (package / "rule.py").write_text("a = 1\n", encoding="utf-8")
    monkeypatch.setattr(hashes, "__file__", str(package / "hashes.py"))
    found = []
    for change in (lambda: None, lambda: (package / "rule.py").write_text("a = 2\n"), lambda: (package / "rule.py").rename(package / "law.py")):
        change()
        found.append(source_sha256.__wrapped__())
    assert len(set(found)) == 3


# ---- simulate --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["compiled", "agents"])
def test_progress_is_told_until_all_days_are_done(engine):
    told = []
    simulate(load_scenario("baseline", extra=SMALL), engine=engine, progress=told.append)
    assert sum(told) == 30 and min(told) > 0
    if engine == "agents":
        assert told == [1] * 30


def test_days_replace_the_measured_period_and_only_append():
    loaded = load_scenario("baseline", extra=SMALL)
    short, long = simulate(loaded, days=10), simulate(loaded)
    assert len(short.outcome.daily) == 15 and short.outcome.daily.tobytes() == long.outcome.daily[:15].tobytes()


def test_a_wrong_engine_or_seed_is_a_sentence():
    with pytest.raises(Faults, match="compiled, agents"):
        simulate("classroom", engine="fast")
    with pytest.raises(Faults, match="seed"):
        simulate("classroom", seed=-3)
    with pytest.raises(Faults, match="at most 50,000"):
        simulate(load_scenario("baseline", extra={"city.residents": 60_000}), engine="agents")


def test_the_compiled_engine_runs_without_mesa_and_pandas():
    import subprocess

    code = (
        "import sys\nfrom gridgov import simulate\nsimulate('classroom', days=1)\n"
        "print([name for name in ('mesa', 'pandas', 'pyarrow', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_machine_is_described():
    about = machine()
    assert about["python"].startswith("3.") and about["packages"]["numpy"] == np.__version__
