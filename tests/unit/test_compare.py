"""Many runs: the same answer whatever the number of workers, whole files or none, and words that follow the numbers."""

import csv
import importlib
import json
import os
import subprocess
import sys

import pytest

from gridgov.analysis.compare import MAIN_METRICS, Comparison, compare
from gridgov.analysis.files import write_comparison
from gridgov.analysis.wording import amount, assumptions, difference_texts, sentence, unit_label
from gridgov.metrics import METRICS, find_metric
from gridgov.placing import all_or_nothing

SHARE = next(metric.name for metric in METRICS if metric.unit == "share" and metric.better == "higher")
LESS = "problem_days"


# A worker is a new Python that must be able to import what it runs, so this is a module of its own.
PRETEND = """
import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    level: object
    parts: tuple = ()
    sets: tuple = ()
    sha256: str = ""
    asked: str = "town"

    def title(self, lang):
        return "Town"

    def policy_title(self, lang):
        return ""


def pretend(scenario, seed):
    scenario = scenario.level
    if scenario == "kill":
        os._exit(3)
    if scenario == "fail":
        raise OSError(5, "made to fail")
    shas = {"scenario_sha256": f"sha of {scenario}", "source_sha256": "s", "case_table_sha256": f"{scenario}{seed}"}
    provenance = {**shas, "seed": seed, "version": "0"}
    return {"LESS": scenario * 10.0 + seed, "SHARE": None if seed == 2 else 0.5 + scenario / 100}, provenance
"""


@pytest.fixture
def pretend(tmp_path_factory, monkeypatch):
    """A run that only knows its policy's level and its seed."""
    folder = tmp_path_factory.mktemp("module")
    (folder / "gridgov_pretended_runs.py").write_text(PRETEND.replace("LESS", LESS).replace("SHARE", SHARE), encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    yield importlib.import_module("gridgov_pretended_runs")
    sys.modules.pop("gridgov_pretended_runs")


def made_up(values, policies=("before", "after"), seeds=(1, 2, 3)):
    return Comparison("town", tuple(policies), tuple(seeds), values, {"scenario_sha256": {}})


def test_every_policy_meets_the_same_seeds(pretend):
    comparison = compare({"a": pretend.Town(1), "b": pretend.Town(2)}, name="town", replicates=3, seed=5, workers=1, measure=pretend.pretend)
    assert comparison.seeds == (5, 6, 7)
    assert comparison.values["a"][LESS] == [15.0, 16.0, 17.0] and comparison.values["b"][LESS] == [25.0, 26.0, 27.0]
    assert comparison.provenance["scenario_sha256"] == {"a": "sha of 1", "b": "sha of 2"}
    assert [run["seed"] for run in comparison.provenance["runs"]] == [5, 5, 6, 6, 7, 7]
    assert comparison.provenance["source_sha256"] == "s" and "case_table_sha256" not in comparison.provenance


def test_the_number_of_workers_changes_nothing_and_progress_counts_every_run(pretend, light_workers):
    one = compare({"a": pretend.Town(1), "b": pretend.Town(2)}, name="town", replicates=4, workers=1, measure=pretend.pretend)
    ended = []
    two = compare({"a": pretend.Town(1), "b": pretend.Town(2)}, name="town", replicates=4, workers=2, measure=pretend.pretend, progress=ended.append)
    assert two == one
    assert sum(ended) == 8


def test_a_comparison_that_names_no_number_of_workers_has_one_for_each_core_and_no_more_than_runs(pretend, monkeypatch):
    class Asked(Exception):
        pass

    def gather(scenarios, rounds, seed, do, workers, *rest):
        raise Asked(workers)

    monkeypatch.setattr("os.cpu_count", lambda: 13)
    monkeypatch.setattr("gridgov.analysis.compare.gather", gather)
    for replicates, workers in ((10, 13), (3, 6)):
        with pytest.raises(Asked, match=f"^{workers}$"):
            compare({"a": pretend.Town(1), "b": pretend.Town(2)}, name="town", replicates=replicates, measure=pretend.pretend)


def test_a_fault_of_one_run_is_raised_and_leaves_no_worker_behind(pretend, light_workers):
    import multiprocessing

    with pytest.raises(OSError, match="made to fail"):
        compare({"a": pretend.Town(1), "b": pretend.Town("fail")}, name="town", replicates=2, workers=2, measure=pretend.pretend)
    assert multiprocessing.active_children() == []


def test_a_worker_that_dies_is_noticed(pretend, light_workers):
    from concurrent.futures.process import BrokenProcessPool

    with pytest.raises(BrokenProcessPool):
        compare({"a": pretend.Town(1), "b": pretend.Town("kill")}, name="town", replicates=1, workers=2, measure=pretend.pretend)


def test_files_appear_whole_or_not_at_all(tmp_path):
    with all_or_nothing(tmp_path / "new" / "results") as stage:
        (stage / "one.csv").write_text("1")
    assert [path.name for path in (tmp_path / "new" / "results").iterdir()] == ["one.csv"]
    with pytest.raises(KeyboardInterrupt), all_or_nothing(tmp_path / "other" / "results") as stage:
        (stage / "half.csv").write_text("1")
        raise KeyboardInterrupt
    assert not (tmp_path / "other").exists()
    with pytest.raises(RuntimeError), all_or_nothing(tmp_path / "new" / "results") as stage:
        (stage / "one.csv").write_text("2")
        raise RuntimeError
    assert (tmp_path / "new" / "results" / "one.csv").read_text() == "1"


def test_no_file_is_placed_if_one_of_them_cannot_be(tmp_path):
    (tmp_path / "b.csv").mkdir()
    (tmp_path / "a.csv").write_text("old")
    with pytest.raises(IsADirectoryError) as caught, all_or_nothing(tmp_path) as stage:
        for name in ("a.csv", "b.csv", "c.csv"):
            (stage / name).write_text("new")
    assert caught.value.filename == str(tmp_path / "b.csv")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"] and (tmp_path / "a.csv").read_text() == "old"


@pytest.mark.parametrize("wrong", [OSError(5, "made to fail"), KeyboardInterrupt()])
@pytest.mark.parametrize("call", range(5))
def test_what_was_there_returns_if_placing_is_cut_off_in_the_middle(tmp_path, monkeypatch, wrong, call):
    (tmp_path / "a.csv").write_text("old a")
    (tmp_path / "c.csv").write_text("old c")
    calls, replace = [], os.replace

    def fail(source, target):
        calls.append(target)
        if len(calls) == call + 1:
            raise wrong
        replace(source, target)

    with pytest.raises(type(wrong)), all_or_nothing(tmp_path) as stage:
        for name in ("a.csv", "b.csv", "c.csv"):
            (stage / name).write_text("new")
        monkeypatch.setattr(os, "replace", fail)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "old a", "c.csv": "old c"}


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_writes_is_not(tmp_path):
    program = f"""
import os, signal
from gridgov.placing import all_or_nothing
with all_or_nothing({str(tmp_path)!r}) as stage:
    (stage / "half.csv").write_text("1")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program])
    (left,) = tmp_path.iterdir()
    assert left.name.startswith(".partial-")
    with all_or_nothing(tmp_path) as stage:
        assert list(tmp_path.iterdir()) == [stage]
        with all_or_nothing(tmp_path):
            assert stage in tmp_path.iterdir()
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_names_the_folder_that_the_user_knows(tmp_path):
    with pytest.raises(OSError) as caught, all_or_nothing(tmp_path / "x"):
        raise OSError(28, "No space left on device")
    assert caught.value.filename == str(tmp_path / "x")


def test_the_tables_hold_every_replicate_and_null_where_there_is_no_number(pretend, tmp_path):
    comparison = compare({"a": pretend.Town(1), "b": pretend.Town(2)}, name="town", replicates=3, workers=1, measure=pretend.pretend)
    write_comparison(tmp_path, comparison, (LESS, SHARE))
    runs = list(csv.DictReader((tmp_path / "compare.csv").open(encoding="utf-8")))
    assert len(runs) == 2 * 3 * 2
    assert runs[0] == {"scenario": "town", "policy": "a", "replicate": "1", "seed": "1", "metric": LESS, "value": "11.0"}
    assert [row["value"] for row in runs if row["metric"] == SHARE and row["seed"] == "2"] == ["", ""]
    differences = {row["metric"]: row for row in csv.DictReader((tmp_path / "differences.csv").open(encoding="utf-8"))}
    assert float(differences[LESS]["difference"]) == 10.0 and differences[LESS]["verdict"] == "worse"
    assert differences[SHARE]["pairs"] == "2" and differences[SHARE]["verdict"] == "better"
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["reference"] == "a" and summary["provenance"]["seeds"] == [1, 2, 3]
    assert summary["differences"]["b"][LESS]["mean"] == 10.0
    assert "problem" in summary["sentences"]["en"][0]
    assert summary["assumptions"] == "At the assumptions of this scenario only" and summary["sets"] == {}


def test_what_was_set_is_named_with_the_assumptions(pretend, tmp_path):
    sets = (("chiefs.cadre_motivation", 0.1), ("tier.grid.calendar", "always"))
    towns = {"a": pretend.Town(1, sets=sets), "b": pretend.Town(2, sets=sets)}
    comparison = compare(towns, name="town", replicates=3, workers=1, measure=pretend.pretend)
    assert assumptions(comparison, "en") == 'At the assumptions of this scenario only, with chiefs.cadre_motivation=0.1, tier.grid.calendar="always"'
    assert "chiefs.cadre_motivation=0.1、" in assumptions(comparison, "zh")
    write_comparison(tmp_path, comparison, (LESS,))
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))
    assert summary["sets"] == dict(sets) and summary["assumptions"] == assumptions(comparison, "en")


def test_the_main_metrics_are_declared():
    assert [name for name in MAIN_METRICS if find_metric(name) is None] == []


@pytest.mark.parametrize(("shift", "word"), [(-100.0, "Better: "), (100.0, "Worse: "), (0.0, "No difference: ")])
def test_the_sentence_turns_with_the_numbers(shift, word):
    values = {"before": {LESS: [5000.0, 5100.0, 5200.0]}, "after": {LESS: [5000.0 + shift, 5100.0 + shift, 5200.0 + shift]}}
    difference = made_up(values).difference("after", LESS, "lower")
    assert word in sentence("after", "before", [difference], "en")
    assert sentence("after", "before", [difference], "zh").startswith("after 对比 before。")


def test_what_an_interval_leaves_open_is_called_undecided():
    values = {"before": {LESS: [5000.0, 5100.0, 5200.0]}, "after": {LESS: [5050.0, 5040.0, 5210.0]}}
    text = sentence("after", "before", [made_up(values).difference("after", LESS, "lower")], "en")
    assert "Undecided: " in text and "Better" not in text and "Worse" not in text


def test_shares_are_shown_in_percent_and_their_differences_in_points():
    values = {"before": {SHARE: [0.50, 0.52, 0.51]}, "after": {SHARE: [0.60, 0.63, 0.61]}}
    difference = made_up(values).difference("after", SHARE, "higher")
    mean, interval = difference_texts(difference)
    assert mean == "+10.3" and interval == "[+8.9, +11.8]"
    assert unit_label(SHARE, "en") == "%" and unit_label(SHARE, "zh", difference=True) == "个百分点"
    assert amount(difference, "en").endswith("8.9 to 11.8 % points more")
