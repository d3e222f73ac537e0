"""Studies that are cut off at any moment, gone on with, extended and replayed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from gridgov.study.plan import load_plan
from gridgov.study.store import FILE
from gridgov.study.study import Study
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
    """The tables of a study that nothing interrupted, made by one worker."""
    folder = tmp_path_factory.mktemp("whole")
    with Study.create(plan(folder), folder / "study") as study:
        assert study.run(workers=1) == {"done": 16}
        return exported(study, folder / "tables")


@pytest.mark.parametrize("workers", [2, 7])
def test_the_tables_do_not_depend_on_the_number_of_workers(tmp_path, whole, workers):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=workers)
        assert exported(study, tmp_path / "tables") == whole


def test_any_executor_gives_the_same_tables_and_is_left_open(tmp_path, whole):
    with ThreadPoolExecutor(1) as executor, Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1, executor=executor)
        assert exported(study, tmp_path / "tables") == whole
        assert executor.submit(int, "7").result() == 7


SWEEP = "import sys; from gridgov.study.study import Study\nif __name__ == '__main__': Study.open(sys.argv[1]).run(workers=2)"


def test_a_study_that_is_killed_again_and_again_ends_with_the_tables_of_one_that_was_not(tmp_path, whole):
    folder = tmp_path / "study"
    Study.create(plan(tmp_path), folder).close()
    counts = []
    for _ in range(40):
        running = subprocess.Popen([sys.executable, "-c", SWEEP, str(folder)], start_new_session=True)
        before = counts[-1] if counts else 0
        until = time.monotonic() + 120
        while time.monotonic() < until and running.poll() is None:
            with Study.open(folder) as study:
                if sum(study.counts.values()) >= before + 3:
                    break
            time.sleep(0.02)
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        with Study.open(folder) as study:
            counts.append(sum(study.counts.values()))
        assert counts == sorted(counts)
        if counts[-1] == 16:
            break
    assert counts[-1] == 16 and len(counts) > 1
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


def test_a_cut_study_is_balanced(tmp_path):
    with Study.create(plan(tmp_path, replicates=6), tmp_path / "study") as study:
        seen = []

        def enough(runs: int) -> None:
            seen.append(runs)
            if sum(seen) >= 9:
                raise KeyboardInterrupt

        with ThreadPoolExecutor(1) as executor, pytest.raises(KeyboardInterrupt):
            study.run(workers=1, executor=executor, progress=enough)
        per_point = study.table(())["point"].value_counts()
        assert per_point.max() - per_point.min() <= max(seen)


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
        study.store.note("source_sha256", "0" * 64)
        with pytest.raises(Faults, match="source of the model"):
            study.run(workers=1)
        with pytest.raises(Faults, match="is not that of the study"):
            study.extend(replace(load_plan(path), seed=77))
