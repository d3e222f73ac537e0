"""Studies that are cut off at any moment, gone on with, extended and replayed."""

import io
import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas
import pytest

from gridgov import Study
from gridgov.scenario.load import load_scenario
from gridgov.study.plan import load_plan
from gridgov.study.store import FILE
from gridgov.text.faults import Faults

PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = {replicates}
days = 20
series = ["present", "hidden"]

[set]
"city.residents" = 600
"city.streets" = 1
"city.communities_per_street" = 1
"time.warmup_days" = 5

[design]
kind = "factorial"

[lever.workers]
path = "tier.grid.slots"
values = {workers}
"""


def plan(folder: Path, replicates: int = 4, workers=(1, 2)) -> Path:
    """A small plan in a folder."""
    path = folder / "small.toml"
    path.write_text(PLAN.format(replicates=replicates, workers=list(workers)), encoding="utf-8")
    return path


def exported(study: Study, folder: Path) -> dict[str, bytes]:
    """The bytes of every table of a study."""
    study.export(folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> dict[str, bytes]:
    """The tables of a study that nothing interrupted, made by one worker in this process."""
    folder = tmp_path_factory.mktemp("whole")
    with Study.create(plan(folder), folder / "study") as study:
        assert study.run(workers=1) == {"done": 16}
        return exported(study, folder / "tables")


@pytest.mark.parametrize("workers", [1, 7])
def test_the_tables_do_not_depend_on_the_number_of_workers(tmp_path, whole, processes, workers):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=workers)
        assert exported(study, tmp_path / "tables") == whole


def test_any_executor_gives_the_same_tables_and_is_left_open(tmp_path, whole):
    with ThreadPoolExecutor(1) as executor, Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1, executor=executor)
        assert exported(study, tmp_path / "tables") == whole
        assert executor.submit(int, "7").result() == 7


def test_a_sweep_that_names_no_number_of_workers_has_one_for_each_core(tmp_path, monkeypatch):
    class Asked(Exception):
        pass

    def engine(workers: int):
        raise Asked(workers)

    monkeypatch.setattr("os.cpu_count", lambda: 13)
    monkeypatch.setattr("gridgov.study.study.local_engine", engine)
    with Study.create(plan(tmp_path), tmp_path / "study") as study, pytest.raises(Asked, match="^13$"):
        study.run()


#: Sweeps, and kills itself and its workers soon after five more runs are written: at any moment, and before many more are.
SWEEP = """
import os, random, signal, sys, threading, time
from gridgov.study.study import Study

def kill():
    os.killpg(0, signal.SIGKILL)

def later(seconds):
    time.sleep(seconds)
    kill()

def written(runs, seen=[]):
    before, after = sum(seen), sum(seen) + runs
    seen.append(runs)
    if before < 5 <= after:
        threading.Thread(target=later, args=(random.Random(int(sys.argv[2])).uniform(0, 0.03),), daemon=True).start()
    if after >= 9:
        kill()

if __name__ == "__main__":
    with Study.open(sys.argv[1]) as study:
        study.run(workers=2, progress=written)
"""


def test_a_study_that_is_killed_again_and_again_ends_with_the_tables_of_one_that_was_not(tmp_path, whole):
    folder = tmp_path / "study"
    Study.create(plan(tmp_path), folder).close()
    counts, codes = [], []
    while not counts or counts[-1] < 16:
        codes.append(subprocess.run([sys.executable, "-c", SWEEP, str(folder), str(len(counts))], start_new_session=True).returncode)
        with Study.open(folder) as study:
            counts.append(sum(study.counts.values()))
        assert counts == sorted(counts) and codes[-1] in (0, -signal.SIGKILL) and len(counts) < 9
    assert codes[0] == -signal.SIGKILL and 5 <= counts[0] < 16
    with Study.open(folder) as study:
        assert exported(study, tmp_path / "tables") == whole


def test_a_finished_study_is_extended_by_replicates_and_points_and_gives_what_the_larger_one_gives(tmp_path, whole):
    with Study.create(plan(tmp_path, replicates=2, workers=(1,)), tmp_path / "study") as study:
        study.run(workers=1)
        assert study.extend(plan(tmp_path)) == 2 and study.wanted == 16
        study.run(workers=1)
        large = study.table()
    with Study.open(tmp_path / "study") as study:
        assert study.wanted == 16 and exported(study, tmp_path / "tables") == whole
    assert len(large) == 16


def test_a_policy_can_be_added_and_gives_what_a_study_with_both_gives(tmp_path, whole):
    path = plan(tmp_path)
    both = path.read_text()
    path.write_text(both.replace('["before", "five_chiefs"]', '["before"]'))
    with ThreadPoolExecutor(1) as executor:
        with Study.create(path, tmp_path / "study") as study:
            study.run(workers=1, executor=executor)
            path.write_text(both)
            assert study.extend(path) == 2 and study.extend(path) == 0
            assert study.run(workers=1, executor=executor) == {"done": 16}
            found = study.table().drop(columns="point").sort_values("run", ignore_index=True)
    expected = pandas.read_csv(io.BytesIO(whole["runs.csv"])).drop(columns="point").sort_values("run", ignore_index=True)
    pandas.testing.assert_frame_equal(found, expected, check_dtype=False)  # points are numbered as they came in


def test_exported_tables_hold_every_run_once_and_no_time(whole):
    frame, parquet = pandas.read_csv(io.BytesIO(whole["runs.csv"])), pandas.read_parquet(io.BytesIO(whole["runs.parquet"]))
    series = pandas.read_parquet(io.BytesIO(whole["series.parquet"]))
    assert len(frame) == len(parquet) == frame["run"].nunique() == 16 and list(frame) == list(parquet)
    assert "seconds" not in frame and {"problem_days", "workers", "case_table_sha256"} <= set(frame)
    assert list(series) == ["point", "replicate", "day", "present", "hidden"] and len(series) == 16 * 25


def test_tables_are_the_same_whatever_is_written_at_one_time(tmp_path, whole, monkeypatch):
    monkeypatch.setattr("gridgov.study.tables.STRETCH", 5)
    with ThreadPoolExecutor(1) as executor, Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1, executor=executor)
        assert exported(study, tmp_path / "tables")["runs.csv"] == whole["runs.csv"]
        assert pandas.read_parquet(tmp_path / "tables" / "runs.parquet").equals(pandas.read_parquet(io.BytesIO(whole["runs.parquet"])))


def test_a_worker_that_is_killed_costs_nothing(tmp_path, whole):
    killed = []

    def kill_one(runs: int) -> None:
        if not killed:
            victim = multiprocessing.active_children()[0]
            os.kill(victim.pid, signal.SIGKILL)
            killed.append(victim)

    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        assert study.run(workers=2, progress=kill_one) == {"done": 16} and killed
        assert exported(study, tmp_path / "tables") == whole


def test_a_program_without_a_guard_and_one_from_a_pipe_can_run_a_study(tmp_path):
    plan(tmp_path, replicates=1, workers=(1,))
    program = "from gridgov import Study\nwith Study.begin('small.toml', 'study') as study:\n    print(study.run(workers=1))\n"
    (tmp_path / "plain.py").write_text(program)
    for arguments, given in ((["plain.py"], None), (["-"], program.replace("'study'", "'piped'"))):
        done = subprocess.run([sys.executable, *arguments], input=given, cwd=tmp_path, capture_output=True, text=True)
        assert done.stdout == "{'done': 2}\n", done.stderr


def test_a_study_finishes_without_any_executor_if_nothing_is_missing(tmp_path):
    with ThreadPoolExecutor(1) as executor, Study.create(plan(tmp_path, replicates=1), tmp_path / "study") as study:
        study.run(executor=executor, workers=1)
        assert study.run(workers=10**6) == {"done": 4}


@pytest.mark.parametrize("cut", [3, 9, 14])
def test_a_cut_study_is_balanced_whatever_makes_a_task(tmp_path, monkeypatch, cut):
    monkeypatch.setattr("gridgov.study.runner.Pace.per_task", lambda self, left, workers: 3)
    with Study.create(plan(tmp_path, replicates=6), tmp_path / "study") as study:
        seen = []

        def enough(runs: int) -> None:
            seen.append(runs)
            if sum(seen) >= cut:
                raise KeyboardInterrupt

        with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
            study.run(workers=1, executor=executor, progress=enough)
        per_point = [list(study.table(())["point"]).count(point) for point in range(4)]
        # a task or two may be under way beside the one that ended it
        assert max(per_point) - min(per_point) <= 1


def test_every_run_can_be_replayed_bit_for_bit_and_a_changed_one_is_noticed(tmp_path):
    with Study.create(plan(tmp_path, replicates=1), tmp_path / "study") as study:
        study.run(workers=1)
        for row in study.table(("problem_days",)).itertuples():
            assert study.replay(row.run).metrics["problem_days"] == row.problem_days
        with sqlite3.connect(tmp_path / "study" / FILE) as database:
            database.execute("UPDATE run SET case_table_sha256 = 'other' WHERE id = ?", (row.run,))
        with pytest.raises(Faults, match="did not come out as it did"):
            study.replay(row.run)
        with pytest.raises(Faults, match="no run nothing"):
            study.replay("nothing")


def test_two_sweeps_never_write_to_one_study(tmp_path):
    with Study.create(plan(tmp_path), tmp_path / "study") as study, Study.open(tmp_path / "study") as other:

        def meanwhile(runs: int) -> None:
            with pytest.raises(Faults, match="another sweep"):
                other.run(workers=1)

        with ThreadPoolExecutor(1) as executor:
            study.run(workers=1, executor=executor, progress=meanwhile)


def test_a_study_of_other_sources_or_a_changed_scenario_is_refused(tmp_path):
    shutil.copy(Path(__file__).parents[3] / "scenarios" / "classroom.toml", tmp_path / "mine.toml")
    path = plan(tmp_path)
    path.write_text(path.read_text().replace('"classroom"', '"mine"'))
    with Study.create(path, tmp_path / "study") as study:
        with open(tmp_path / "mine.toml", "a", encoding="utf-8") as file:
            file.write("\n[learning]\ntrust = 0.123\n")
        with pytest.raises(Faults, match="were changed since"):
            study.run(workers=1)
        with pytest.raises(Faults, match="is not that of the study"):
            study.extend(replace(load_plan(path), seed=77))
        study.store.note("source_sha256", "0" * 64)
        for change in (study.run, lambda: study.extend(path)):
            with pytest.raises(Faults, match="source of the model"):
                change()


def test_points_that_come_to_the_same_scenario_each_have_their_runs_and_nothing_is_missing_for_ever(tmp_path):
    own = load_scenario("classroom", ["before"]).settings.tier["grid"].slots
    path = plan(tmp_path, replicates=2, workers=(own,))
    path.write_text(path.read_text(encoding="utf-8").replace('"factorial"', '"one_at_a_time"'), encoding="utf-8")
    with Study.create(path, tmp_path / "study") as study:
        same = study.twins
        assert same, "a lever is set to what it is anyway"
        assert study.run(workers=1) == {"done": study.wanted}
        table = study.table()
        assert len(table) == study.wanted
        for one, other in same:
            pair = [table[table["point"] == point].drop(columns=["point", "workers"]) for point in (one, other)]
            assert pair[0].reset_index(drop=True).equals(pair[1].reset_index(drop=True))
        first = table["run"].iloc[0]
        assert study.replay(first).provenance["case_table_sha256"] == table["case_table_sha256"].iloc[0]
