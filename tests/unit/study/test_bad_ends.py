"""Disks that are full or too small, runs that fail, files that are damaged, and two sweeps at once: each a clear stop, and nothing lost."""

import os
import shlex
import sqlite3
import subprocess
import sys
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gridgov import Study
from gridgov.cli.shell import run_command_line
from gridgov.study.points import DONE, FAILED
from gridgov.study.store import FILE, Store
from gridgov.text.faults import Faults
from tests.unit.study.stores import filled

PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 3
days = 10

[set]
"city.residents" = 400
"city.streets" = 1
"city.communities_per_street" = 1
"time.warmup_days" = 2
"""
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def plan(tmp_path, monkeypatch) -> Path:
    """A small plan in the folder where one works."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "small.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def here():
    """Work in this process."""
    with ThreadPoolExecutor(1) as executor:
        yield {"executor": executor, "workers": 1}


def broken_at(seed: int):
    """A simulation that fails with one seed."""
    from gridgov.study.work import _simulated

    def simulated(scenario, one, series):
        if one == seed:
            raise ZeroDivisionError("planted")
        return _simulated(scenario, one, series)

    return simulated


def test_a_failed_run_is_a_row_with_its_traceback_and_the_command_that_replays_it(plan, here, tmp_path, monkeypatch, capsys):
    with monkeypatch.context() as patched, Study.create(plan, tmp_path / "my study") as study:
        patched.setattr("gridgov.study.work._simulated", broken_at(2))
        assert study.run(**here) == {DONE: 4, FAILED: 2}
        study.export()
        failures = study.failures()
    assert list(failures["seed"]) == [2, 2] and failures["error"].str.contains("Traceback.*ZeroDivisionError: planted", regex=True).sum() == 0
    assert all("Traceback" in error and "ZeroDivisionError: planted" in error for error in failures["error"])
    assert "planted" in (tmp_path / "my study" / "failures.csv").read_text()
    words = shlex.split(failures["replay"][0])
    assert words[0] == "gridgov" and run_command_line(words[1:]) == 0, capsys.readouterr().err
    assert "problem-days" in capsys.readouterr().out
    with Study.open(tmp_path / "my study") as study:  # the cause is gone
        assert study.run(**here) == {DONE: 4, FAILED: 2} and study.run(**here, again=True) == {DONE: 6}


def test_more_runs_than_the_disk_can_hold_are_refused_before_anything_is_checked_or_written(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda place: Usage(1, 1, 20_000))
    checked = []
    with pytest.raises(Faults, match="6 runs need about 0.0 GB of disk"):
        Study.create(plan, tmp_path / "study", checked.append)
    assert checked == [] and not (tmp_path / "study").exists()


def test_an_extension_that_the_disk_cannot_hold_is_refused_and_the_study_stays_as_it_was(plan, tmp_path, monkeypatch):
    with Study.create(plan, tmp_path / "study") as study:
        monkeypatch.setattr("shutil.disk_usage", lambda place: Usage(1, 1, 100_000_000))
        plan.write_text(PLAN.replace("replicates = 3", "replicates = 90000"))
        with pytest.raises(Faults, match="180,000 runs need about"):
            study.extend(plan)
        assert study.wanted == 6


def test_a_full_disk_is_a_clear_stop_and_the_same_command_goes_on(plan, here, tmp_path):
    with Study.create(plan, tmp_path / "study") as study:
        pages = study.store._db.execute("PRAGMA page_count").fetchone()[0]
        study.store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(Faults, match=r"full\); (\d) finished runs are kept: make room"):
            study.run(**here)
        kept = sum(study.counts.values())
        assert kept < 6 and len(study.table()) == kept
        study.store._db.execute("PRAGMA max_page_count = 1000000")
        assert study.run(**here) == {DONE: 6}
        assert study.table().notna().all().loc["problem_days"] and study.store.metric_names() == sorted(set(study.store.metric_names()))


LIMITED = """
import resource, signal, sys
from gridgov.cli.shell import run_command_line
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run_command_line(["sweep", "small.toml", "--workers", "1"]))
"""


@pytest.mark.parametrize("size", [100, 130_000])
def test_a_file_that_may_not_grow_ends_a_sweep_with_a_sentence_and_leaves_no_half_file(plan, tmp_path, size):
    done = subprocess.run([sys.executable, "-c", LIMITED, str(size)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "finished runs are kept" in done.stderr, done.stderr
    assert not [path.name for path in (tmp_path / "results").rglob("*") if "partial" in path.name]


@pytest.mark.parametrize("share", [0.1, 0.7])
def test_a_truncated_study_is_named_and_set_aside_and_the_next_sweep_ends_with_the_same_tables(plan, tmp_path, capsys, share):
    assert run_command_line(["sweep", "small.toml", "--workers", "1"]) == 0, capsys.readouterr().err
    folder = tmp_path / "results" / "small"
    before = {name: (folder / name).read_bytes() for name in ("runs.csv", "runs.parquet", "failures.csv")}
    raw = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(raw[: int(len(raw) * share)])
    capsys.readouterr()
    assert run_command_line(["sweep", "small.toml", "--workers", "1"]) == 0
    assert f"set aside as {Path('results') / 'small' / FILE}.damaged-1" in capsys.readouterr().err
    assert before == {name: (folder / name).read_bytes() for name in before}
    assert (folder / f"{FILE}.damaged-1").stat().st_size == int(len(raw) * share)


def test_a_table_of_a_damaged_file_is_refused_with_its_name(tmp_path):
    filled(tmp_path).close()
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[3 * 4096 :] = b"\xff" * (len(raw) - 3 * 4096)
    (tmp_path / FILE).write_bytes(raw)
    with pytest.raises(Faults, match=f"{FILE}: is damaged"):
        store = Store.open(tmp_path / FILE)
        with store.at_one_moment():
            store.runs()


def test_a_study_of_another_version_is_refused_and_left_as_it_is(plan, tmp_path, capsys):
    folder = tmp_path / "results" / "small"
    with Study.create(plan, folder) as study:
        study.store.note("format", 77)
    before = (folder / FILE).read_bytes()
    assert run_command_line(["sweep", "small.toml"]) == 2 and "another version of gridgov" in capsys.readouterr().err
    assert (folder / FILE).read_bytes() == before


def test_a_second_sweep_is_refused_while_the_first_one_works_and_changes_nothing(plan, here, tmp_path, capsys):
    folder = tmp_path / "results" / "small"
    larger = tmp_path / "larger.toml"
    larger.write_text(PLAN.replace("replicates = 3", "replicates = 5"))
    with Study.create(plan, folder) as study:

        def meanwhile(runs: int) -> None:
            assert run_command_line(["sweep", "larger.toml", "--out", str(folder)]) == 2
            assert "another sweep is working" in capsys.readouterr().err

        study.run(**here, progress=meanwhile)
    with Study.open(folder) as study:
        assert study.counts == {DONE: 6} and study.wanted == 6


def test_of_two_that_begin_one_study_at_once_the_slower_is_refused(plan, tmp_path, monkeypatch):
    from gridgov.study import study as module

    checked = module._checked

    def overtaken(*arguments):
        monkeypatch.setattr(module, "_checked", checked)
        Study.create(plan, tmp_path / "study").close()
        return checked(*arguments)

    monkeypatch.setattr(module, "_checked", overtaken)
    with pytest.raises(Faults, match="there is a study here already"):
        Study.create(plan, tmp_path / "study")
    assert sorted(os.listdir(tmp_path / "study")) == ["study.lock", FILE]


def test_a_file_that_is_somebody_elses_database_is_set_aside_and_not_written_to(plan, here, tmp_path):
    (tmp_path / "study").mkdir()
    with sqlite3.connect(tmp_path / "study" / FILE) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with Study.begin(plan, tmp_path / "study") as study:
        assert study.set_aside == (tmp_path / "study" / f"{FILE}.damaged-1", 0) and study.wanted == 6
