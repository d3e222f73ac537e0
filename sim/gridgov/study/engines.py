"""Engines: what works through a study. Processes of this machine, an executor that somebody lends, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from gridgov.study.pool import local_pool
from gridgov.text.faults import Fault, Faults, fault

TRIES = 3  # of a run whose worker dies, until that is recorded


@dataclass(frozen=True)
class Engine:
    """An executor and what is to be known of it.

    `make` gives the executor, again after one was lost; `workers` says how many tasks it works on now; `lost` are the exceptions that
    mean that a worker has died of a task; `tries` how often a run is tried alone that was in hand when this happened.
    """

    make: Callable[[], Executor]
    workers: Callable[[], int]
    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)
    tries: int = TRIES


@contextmanager
def local_engine(workers: int) -> Iterator[Engine]:
    """Processes of this machine, which are gone at the end."""
    with local_pool(workers) as make:
        yield Engine(make, lambda: workers)


@contextmanager
def lent_engine(executor: Executor, workers: int) -> Iterator[Engine]:
    """Somebody else's executor: it is not shut down, and cannot be made anew."""
    lent = iter([executor])

    def make() -> Executor:
        for one in lent:
            return _Kept(one)
        raise Faults([fault("executor", None, "", "", Fault.NO_VALUE, "executor_gone")])

    yield Engine(make, lambda: workers)


class _Kept(Executor):
    """An executor that is not ours to shut down."""

    def __init__(self, executor: Executor):
        self._executor = executor

    def submit(self, *arguments, **names):
        return self._executor.submit(*arguments, **names)


def dask_engine(cluster: Any, source_sha256: str, check: Callable[[], None]):
    """A Dask cluster: a scheduler's address, or a `distributed.Client`; raises Faults where Dask is not installed."""
    try:
        import distributed  # noqa: F401
    except ImportError as wrong:
        raise Faults([fault("--dask", None, "", "", Fault.NO_VALUE, "dask_missing")]) from wrong
    from gridgov.study.cluster import cluster_engine

    return cluster_engine(cluster, source_sha256, check)
