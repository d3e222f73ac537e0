"""Workers that die, runs that fail, workers of another model, and how many runs make a task."""

import os
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from gridgov.study.engines import TRIES, lent_engine, local_engine
from gridgov.study.points import Job, Task, pack
from gridgov.study.runner import MOST_PER_TASK, TASK_SECONDS, Pace, Runner
from gridgov.study.work import work
from gridgov.text.faults import Faults


def job(seed: int) -> Job:
    """A run of no scenario."""
    return Job(0, seed, seed, "sha", pack("no scenario"))


def die_of_seven(task, source, series):
    """A worker's work that kills it at seed 7 and at no other."""
    if any(job.seed == 7 for job in task.runs):
        os._exit(1)
    return [{"replicate": job.replicate, "seed": job.seed, "status": "done", "seconds": 0.01, "error": None} for job in task.runs]


def test_a_run_that_kills_its_workers_is_recorded_after_three_tries_and_all_others_are_made(light_workers):
    found = []
    tasks = [Task(tuple(job(seed) for seed in range(first, first + 3))) for first in range(0, 12, 3)]
    with local_engine(2) as engine:
        Runner(engine, "source", (), found.extend, do=die_of_seven).work_through(iter(tasks))
    assert sorted(result["seed"] for result in found) == list(range(12))
    failed = [result for result in found if result["status"] == "failed"]
    assert [result["seed"] for result in failed] == [7] and f"{TRIES} times" in failed[0]["error"]


def test_a_run_that_fails_is_a_result_with_its_traceback():
    from gridgov.run.hashes import source_sha256

    (result,) = work(Task((job(1),)), source_sha256(), ())
    assert result["status"] == "failed" and "Traceback" in result["error"] and result["replicate"] == 1


def test_a_worker_with_other_sources_is_refused_and_nothing_is_kept_of_it():
    found = []
    with ThreadPoolExecutor(1) as executor, lent_engine(executor, 1) as engine:
        with pytest.raises(Faults, match=r"worker: source_sha256 = .* and the study has f{12}:"):
            Runner(engine, "f" * 64, (), found.extend).work_through(iter([Task((job(1),))]))
    assert found == []


@pytest.mark.parametrize("trouble", [OSError("no way there"), ImportError("gridgov")])
def test_trouble_with_the_workers_themselves_ends_in_a_sentence_and_makes_no_failed_runs(trouble):
    class Elsewhere(ThreadPoolExecutor):
        def submit(self, *arguments):
            future = Future()
            future.set_exception(trouble)
            return future

    found = []
    with Elsewhere(1) as executor, lent_engine(executor, 1) as engine:
        with pytest.raises(Faults, match=f"cannot be worked with .{type(trouble).__name__}"):
            Runner(engine, "source", (), found.extend).work_through(iter([Task((job(1),))]))
    assert found == []


def test_workers_that_cannot_begin_are_no_runs_that_kill_their_workers(monkeypatch):
    from gridgov.study import pool

    monkeypatch.setattr(pool, "_begin", os.abort)
    found = []
    with local_engine(2) as engine, pytest.raises(Faults, match="no worker process could begin"):
        Runner(engine, "source", (), found.extend, do=die_of_seven).work_through(iter([Task((job(1),))]))
    assert found == []


def test_tasks_take_about_half_a_second_once_it_is_known_what_a_run_takes():
    pace = Pace()
    assert pace.per_task(1000, 2) == 1
    pace.saw([{"seconds": TASK_SECONDS / 10}] * 5)
    assert 9 <= pace.per_task(1000, 2) <= 10
    pace.saw([{"seconds": 1e9}])
    assert pace.per_task(1000, 2) == 1


def test_tasks_grow_small_towards_the_end_and_are_never_empty():
    pace = Pace()
    pace.saw([{"seconds": 1e-9}])
    assert [pace.per_task(left, 2) for left in (10**6, 100, 7, 1, 0)] == [MOST_PER_TASK, 25, 1, 1, 1]


def done(task, source, series):
    """A worker's work that does nothing."""
    return [{"replicate": job.replicate, "seconds": 0.0} for job in task.runs]


def test_what_is_asked_for_after_a_halt_may_depend_on_every_result_so_far(light_workers):
    found, seen = [], []

    def tasks():
        for first in (0, 5, 6):
            seen.append(len(found))
            yield from (Task((job(one),)) for one in range(first, {0: 5, 5: 6, 6: 12}[first]))
            yield None

    with local_engine(2) as engine:
        Runner(engine, "source", (), found.extend, do=done).work_through(tasks())
    assert seen == [0, 5, 6] and sorted(result["replicate"] for result in found) == list(range(12))


def test_results_that_arrive_together_are_kept_in_the_order_of_their_tasks():
    class AtOnce(ThreadPoolExecutor):
        def submit(self, do, *arguments):
            future = Future()
            future.set_result(do(*arguments))
            return future

    found = []
    with AtOnce(1) as executor, lent_engine(executor, 40) as engine:
        Runner(engine, "source", (), found.extend, do=done).work_through(Task((job(one),)) for one in range(100))
    assert [result["replicate"] for result in found] == list(range(100))
