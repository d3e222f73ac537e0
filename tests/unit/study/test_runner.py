"""Workers that die, runs that fail, and how many runs make a task."""

import os
from dataclasses import dataclass

from gridgov.study.points import Task
from gridgov.study.pool import local_pool
from gridgov.study.runner import TASK_SECONDS, TRIES, Pace, Runner, in_turns
from gridgov.study.work import work


@dataclass(frozen=True)
class Stub:
    """What a task needs of a scenario."""

    sha256: str


def die_of_seven(task, source, series):
    """A worker's work that kills it at seed 7 and at no other."""
    if any(seed == 7 for _, seed in task.runs):
        os._exit(1)
    return [
        {"point": task.point, "replicate": replicate, "seed": seed, "status": "done", "seconds": 0.01, "error": None} for replicate, seed in task.runs
    ]


def test_a_run_that_kills_its_workers_is_recorded_after_three_tries_and_all_others_are_made():
    found = []
    tasks = [Task(0, Stub("a"), tuple((seed, seed) for seed in range(first, first + 3))) for first in range(0, 12, 3)]
    with local_pool(2) as make:
        Runner(make, 2, "source", (), found.extend, do=die_of_seven).work_through(iter(tasks))
    assert sorted(result["seed"] for result in found) == list(range(12))
    failed = [result for result in found if result["status"] == "failed"]
    assert [result["seed"] for result in failed] == [7] and f"{TRIES} times" in failed[0]["error"]


def test_a_run_that_fails_is_a_result_with_its_traceback():
    from gridgov.run.hashes import source_sha256

    (result,) = work(Task(3, Stub("no scenario"), ((0, 1),)), source_sha256(), ())
    assert result["status"] == "failed" and "Traceback" in result["error"] and result["point"] == 3


def test_tasks_take_about_half_a_second_once_it_is_known_what_a_run_takes():
    pace = Pace()
    assert pace.per_task == 1
    pace.saw([{"seconds": TASK_SECONDS / 10}] * 5)
    assert 9 <= pace.per_task <= 10
    pace.saw([{"seconds": 1e9}])
    assert pace.per_task == 1


def done(task, source, series):
    """A worker's work that does nothing."""
    return [{"replicate": replicate, "seconds": 0.0} for replicate, _ in task.runs]


def test_what_is_asked_for_after_a_halt_may_depend_on_every_result_so_far():
    found, seen = [], []

    def tasks():
        for first in (0, 5, 6):
            seen.append(len(found))
            yield from (Task(0, Stub("a"), ((one, one),)) for one in range(first, {0: 5, 5: 6, 6: 12}[first]))
            yield None

    with local_pool(2) as make:
        Runner(make, 2, "source", (), found.extend, do=done).work_through(tasks())
    assert seen == [0, 5, 6] and sorted(result["replicate"] for result in found) == list(range(12))


def test_stretches_of_replicates_take_turns_and_leave_out_what_is_there():
    pace = Pace()
    pace.saw([{"seconds": TASK_SECONDS / 2}])
    found = list(in_turns({0: 3, 4: 5}, {(4, 2)}, pace, lambda point, replicates: (point, replicates)))
    assert found == [(0, (0, 1)), (4, (0, 1)), (0, (2,)), (4, (3,)), (4, (4,))]
