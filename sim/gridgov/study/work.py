"""What a worker does: the runs of a task, each to a result that the store can take, whatever happens in it."""

from __future__ import annotations

import time
import traceback
from functools import lru_cache
from typing import Any

from gridgov.study.points import DONE, FAILED, Job, Task, run_id, unpack


class OtherSource(RuntimeError):
    """A worker has other sources of the model than the study: its runs would be those of another model."""


def work(task: Task, source_sha256: str, series: tuple[str, ...]) -> list[dict[str, Any]]:
    """Results of the runs of a task; raises `OtherSource` where the worker's model is not the study's."""
    from gridgov.run.hashes import source_sha256 as own_source

    if own_source() != source_sha256:
        raise OtherSource(own_source())
    return [_one(job, source_sha256, series) for job in task.runs]


def _one(job: Job, source_sha256: str, series: tuple[str, ...]) -> dict[str, Any]:
    began = time.perf_counter()
    result = blank(job, source_sha256)
    try:
        result |= _simulated(unpacked(job.scenario), job.seed, series)
    except Exception:  # whatever it is: a failed run is a row, not the end of the study
        result |= {"status": FAILED, "error": traceback.format_exc()}
    return result | {"seconds": time.perf_counter() - began}


#: The scenario of a job; a worker meets the same points again with every replicate.
unpacked = lru_cache(maxsize=128)(unpack)


def _simulated(scenario, seed: int, series: tuple[str, ...]) -> dict[str, Any]:
    from gridgov.run import simulate
    from gridgov.run.files import daily_columns

    run = simulate(scenario, seed=seed)
    daily = daily_columns(run) if series else {}
    return {
        "status": DONE, "case_table_sha256": run.provenance["case_table_sha256"], "metrics": dict(run.metrics),
        "series": {name: daily[name] for name in series if name in daily},
    }  # fmt: skip


def blank(job: Job, source_sha256: str) -> dict[str, Any]:
    """A result without any figure."""
    return {
        "id": run_id(job.sha256, job.seed, source_sha256), "point": job.point, "replicate": job.replicate, "seed": job.seed,
        "status": FAILED, "case_table_sha256": None, "error": None, "seconds": 0.0, "metrics": {}, "series": {},
    }  # fmt: skip
