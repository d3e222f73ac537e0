"""Exports: equal to the run, explained column by column in both languages, maps that follow their standard, whole or not at all."""

import csv
import json
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas
import pytest

from gridgov.cli.shell import run_command_line
from gridgov.exemplars import Wish, find_exemplars
from gridgov.exports.geojson import EARTH_M, Anchor
from gridgov.exports.levers import lever_words
from gridgov.exports.places import building_table, grid_table
from gridgov.exports.readme import _label
from gridgov.exports.tables import _DECLARED, _OWN, dictionary
from gridgov.exports.write import endings, factors_of, study_tables
from gridgov.run import simulate
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.paths import lever_of
from gridgov.study.doubts import doubts
from gridgov.study.points import Point
from gridgov.study.study import Study
from gridgov.study.tables import first_rows
from gridgov.text.column_words import COLUMN_UNITS_ZH, column_meaning_zh
from gridgov.text.words import WORDS

CHINESE = re.compile(r"[一-鿿]")
TOWN = """
extends = "classroom"
title_en = "A | town <script> [x](y)"
[city]
residents = 1500
[time]
warmup_days = 20
horizon_days = 40
[policy.fewer]
set = { routing.accuracy = 0.5 }
[policy.more]
set = { routing.accuracy = 0.9 }
"""
PLAN = """
scenario = "town.toml"
replicates = 3
days = 10
metrics = ["hops", "cost"]
series = ["present", "queue_grid"]
[design]
kind = "one_at_a_time"
[lever.right]
path = "routing.accuracy"
values = [0.4, 0.9]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    (folder / "town.toml").write_text(TOWN, encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def run(place):
    return find_exemplars(str(place / "town.toml"), Wish(policies=("fewer",), seed=2)).simulate(0)


@pytest.fixture(autouse=True)
def there(place, monkeypatch):
    monkeypatch.chdir(place)


def find_lever(path: str):
    return lever_of(tuple(path.split(".")))


def explained(folder: Path) -> dict[tuple[str, str], dict]:
    with open(folder / "dictionary.csv", encoding="utf-8", newline="") as file:
        return {(row["table"], row["column"]): row for row in csv.DictReader(file)}


def test_every_column_of_a_run_has_a_meaning_and_a_unit_in_chinese():
    for table, columns in _DECLARED.items():
        for column in columns:
            assert CHINESE.search(column_meaning_zh(table, column.name) or ""), (table, column.name)
            assert column.unit in COLUMN_UNITS_ZH, column.unit
    assert all(f"export.column.{name}" in WORDS for name in _OWN)


@pytest.mark.parametrize("table", [building_table, grid_table])
def test_figures_of_places_add_up_to_the_metrics_of_the_run(run, table):
    frame, cohort = table(run), run.cases[run.cases["born"] >= run.start.world.warmup]
    assert frame["births"].sum() == len(cohort) and frame["residents"].sum() == 1500
    assert frame["fixed"].sum() == cohort["fixed"].notna().sum()
    assert np.average(frame["problem_days_per_1000"], weights=frame["residents"]) == pytest.approx(run.metrics["problem_days"])
    assert np.average(frame["hidden_share"].fillna(0), weights=frame["problem_days"]) == pytest.approx(run.metrics["hidden_share"])
    for name in ("trust", "satisfaction"):
        assert np.average(frame[name].fillna(0), weights=frame["residents"]) == pytest.approx(run.metrics[name])


def test_a_run_is_exported_with_every_column_explained_and_every_number_its_own(run):
    run.write("one")
    assert run_command_line(["export", "one", "--cases", "--events", "--buildings-daily"]) == 0
    folder = Path("one/export")
    words = explained(folder)
    for path in folder.glob("*.csv"):
        if path.name != "dictionary.csv":
            frame = pandas.read_csv(path)
            assert all(words[path.stem, name]["meaning_en"] and words[path.stem, name]["meaning_zh"] for name in frame), path.name
            assert len(frame) == len(pandas.read_parquet(path.with_suffix(".parquet"))), path.name
    metrics = pandas.read_csv(folder / "metrics.csv").set_index("metric")["value"]
    assert {name: value for name, value in metrics.items() if not np.isnan(value)} == pytest.approx(
        {name: value for name, value in run.metrics.items() if value is not None}
    )
    assert pandas.read_csv(folder / "daily.csv")["present"].tolist() == run.daily["present"].tolist()
    assert pandas.read_csv(folder / "ledger.csv")["yuan"].sum() == pytest.approx(run.ledger.fen.sum() / 100)
    page = (folder / "README.md").read_text(encoding="utf-8")
    assert "A \\| town \\<script\\> \\[x\\](y)" in page and "## 文件" in page and "gridgov export one --seed 2 --cases" in page
    assert {path.name for path in folder.iterdir()} - {"README.md", "dictionary.csv"} == set(re.findall(r"^\| `(.*?)` \|", page, re.MULTILINE))


def test_maps_are_geojson_at_the_anchor_that_was_asked_for(run):
    run.write("mapped")
    assert run_command_line(["export", "mapped", "--format", "geojson", "--anchor", "124.8,45.1", "--out", "maps"]) == 0
    assert {path.name for path in Path("maps").iterdir()} == {"buildings.geojson", "grids.geojson", "README.md", "dictionary.csv"}
    buildings, grids = (json.loads(Path(f"maps/{name}.geojson").read_text(encoding="utf-8")) for name in ("buildings", "grids"))
    assert "no place on Earth" in buildings["gridgov"]["note"]["en"] and buildings["gridgov"]["anchor"] == [124.8, 45.1]
    places = np.array([one["geometry"]["coordinates"] for one in buildings["features"]])
    assert places.min(axis=0) == pytest.approx([124.8, 45.1])
    city = run.start.city
    north = np.radians(places[:, 1] - 45.1) * EARTH_M
    east = np.radians(places[:, 0] - 124.8) * EARTH_M * np.cos(np.radians(45.1))
    assert north == pytest.approx(city.y - city.y.min(), abs=0.02) and east == pytest.approx(city.x - city.x.min(), abs=0.02)
    assert [one["properties"]["building"] for one in buildings["features"]] == list(city.buildings)
    for place, feature in zip(range(len(grids["features"])), grids["features"]):
        (ring,) = feature["geometry"]["coordinates"]
        x, y = np.array(ring).T
        assert ring[0] == ring[-1] and ((x[1:] - x[:-1]) * (y[1:] + y[:-1])).sum() < 0  # closed and counter-clockwise, as the standard wants
        mine = places[run.start.world.building["grid"] == place]
        assert (mine >= [x.min(), y.min()]).all() and (mine <= [x.max(), y.max()]).all()


def test_an_anchor_turns_metres_into_degrees():
    quarter = EARTH_M * np.pi / 2
    assert Anchor().degrees(np.array([0.0, quarter]), np.array([0.0, 0.0])).tolist() == [[0, 0], [90, 0]]
    assert Anchor(10, 60).degrees(np.array([quarter / 90]), np.array([quarter / 90])).tolist() == [[12, 61]]


def test_a_swept_study_lies_beside_its_page_and_is_exported_with_its_median_runs():
    assert run_command_line(["sweep", "plan.toml", "--out", "study", "--workers", "1"]) == 0
    page = Path("study/README.md").read_text(encoding="utf-8")
    assert "9 runs" in page and "right=0.4" in page and "研究" in page and "±" in page
    words = explained(Path("study"))
    assert {name for table, name in words if table == "runs"} == set(pandas.read_csv("study/runs.csv"))
    right = words["runs", "right"]
    assert (right["unit"], right["unit_zh"]) == ("probability", "概率")
    assert words["series", "queue_grid"]["unit"] == "cases"
    assert "routing.accuracy" in right["meaning_en"] and find_lever("routing.accuracy").en in right["meaning_en"]
    assert "routing.accuracy" in right["meaning_zh"] and find_lever("routing.accuracy").zh in right["meaning_zh"]
    with Study.open("study") as study:
        whole, begins = study_tables(study), first_rows(study)
    # the page is written from what tables begin with, and says the same as if all of them had been read
    assert {name: rows for name, (_, rows) in begins.items()} == {name: len(frame) for name, frame in whole.items()}
    paths = {"right": ("routing.accuracy",)}
    assert dictionary({name: frame for name, (frame, _) in begins.items()}, paths).equals(dictionary(whole, paths))
    assert all(f"| {len(whole[name]):,} |" in page for name in ("runs", "series"))
    assert run_command_line(["export", "study", "--format", "csv", "--format", "geojson"]) == 0
    names = {path.name for path in Path("study/export").iterdir()}
    assert {"runs.csv", "series.csv", "metrics.csv", "buildings-1-none.geojson", "buildings-2-right=0.9.geojson"} <= names
    assert not [name for name in names if name.endswith(".parquet")]
    assert "stands in the middle of 3" in Path("study/export/README.md").read_text(encoding="utf-8")


def test_every_doubt_and_every_lever_is_explained_with_its_paths_and_its_unit_in_both_languages():
    for doubt in doubts():
        unit, unit_zh, en, zh = lever_words(doubt.id, None)
        assert doubt.en in en and doubt.zh in zh and all(path in en and path in zh for path in doubt.paths)
        assert doubt.how != "times" or (unit, unit_zh) == ("times its default", "倍默认值")
    for lever in LEVERS:
        path = lever.path.replace("*", "grid")
        for name, paths in (("mine", (path,)), (path, None)):  # named in a plan, or by the column of a table of points
            if lever_of(tuple(path.split("."))) is None:
                continue
            unit, unit_zh, en, zh = lever_words(name, paths)
            assert unit == lever.unit and path in en and path in zh and lever.en in en and lever.zh in zh
            assert bool(unit_zh) == bool(unit) and (unit_zh == unit or CHINESE.search(unit_zh))
    # several that move together are all named, and a plan's own lever may be called like a doubt
    _, _, en, _ = lever_words("trust_start", ("tier.grid.slots", "tier.street.slots"))
    assert "tier.grid.slots" in en and "tier.street.slots" in en and "trust at the start" not in en


def test_points_that_move_many_levers_are_called_by_their_policy_and_row_on_the_page():
    points = [Point(policy, {}, {"sample_row": 7} | {f"lever_{one}": one for one in range(70)}) for policy in ("a", "b")]
    points.append(Point("a", {}, {"lever_1": 1}))
    assert [_label(SimpleNamespace(points=points), place) for place in range(3)] == ["a sample_row=7", "b sample_row=7", "a lever_1=1"]


def test_a_study_knows_the_paths_of_its_levers_however_it_was_extended(tmp_path):
    Path("wider.toml").write_text(PLAN + '[lever.hands]\npath = "tier.grid.slots"\nvalues = [1, 2]\n', encoding="utf-8")
    with Study.begin("plan.toml", tmp_path / "study") as study:
        assert factors_of(study) == {"right": ["routing.accuracy"]}
    with Study.begin("wider.toml", tmp_path / "study") as study:
        assert factors_of(study) == {"right": ["routing.accuracy"], "hands": ["tier.grid.slots"]}


def test_the_same_export_gives_the_same_bytes(run):
    run.write("twice")
    for out in ("a", "b"):
        assert run_command_line(["export", "twice", "--out", out]) == 0
    assert all((Path("b") / path.name).read_bytes() == path.read_bytes() for path in Path("a").iterdir())


def test_names_of_maps_are_apart_and_hold_no_letter_that_a_system_refuses():
    assert endings(["a/b", "a:b"]) == ["-1-a-b", "-2-a-b"] and endings(["x"]) == [""]


@pytest.mark.parametrize("text", ["1", "1,2,3", "a,b", "nan,0", "200,0", "0,86"])
def test_a_bad_anchor_ends_with_a_sentence_and_leaves_nothing(text, capsys):
    assert run_command_line(["export", "town.toml", "--anchor", text, "--out", "none"]) == 2
    assert "LON,LAT" in capsys.readouterr().err and not Path("none").exists()


@pytest.mark.parametrize("anchor", ["179.9995,45", "-180,45"])
@pytest.mark.parametrize(("lang", "words"), [("en", "180th meridian"), ("zh", "180° 经线")])
def test_a_city_that_would_lie_across_the_180th_meridian_is_refused_in_a_sentence_and_leaves_nothing(anchor, lang, words, run, capsys):
    run.write("edge")
    assert run_command_line(["export", "edge", "--format", "geojson", f"--anchor={anchor}", "--out", "none", "--lang", lang]) == 2
    assert words in capsys.readouterr().err and not Path("none").exists()


def test_a_map_of_a_town_from_a_table_says_that_its_place_is_the_table_s_and_an_invented_one_that_it_has_none(run):
    rows = [f"b{one},{60 * one},{45 * one},20,e,c,s" for one in range(6)]
    Path("real.csv").write_text("\n".join(["id,x,y,households,estate,community,street", *rows]), encoding="utf-8")
    Path("real.toml").write_text(TOWN.replace("residents =", 'buildings_file = "real.csv"\nresidents ='), encoding="utf-8")
    simulate("real.toml", days=5).write("real")
    run.write("invented")
    for name, own, other in (("real", "table of buildings", "no place on Earth"), ("invented", "no place on Earth", "table of buildings")):
        assert run_command_line(["export", name, "--format", "geojson", "--out", f"{name}_map", "--anchor", "124.8,45.1"]) == 0
        note = json.loads(Path(f"{name}_map/grids.geojson").read_text(encoding="utf-8"))["gridgov"]["note"]
        page = Path(f"{name}_map/README.md").read_text(encoding="utf-8")
        assert own in note["en"] and other not in note["en"] and note["en"] in page and note["zh"] in page
    assert "合成城市" not in Path("real_map/README.md").read_text(encoding="utf-8")


def test_a_run_whose_scenario_was_changed_since_is_refused(capsys):
    Path("moved.toml").write_text(TOWN, encoding="utf-8")
    simulate("moved.toml", days=5).write("moved")
    Path("moved.toml").write_text(TOWN.replace("1500", "1400"), encoding="utf-8")
    assert run_command_line(["export", "moved"]) == 2
    assert "changed since moved was written" in capsys.readouterr().err and not Path("moved/export").exists()
