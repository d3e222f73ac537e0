"""A Dask cluster that works through a study: its executor, its workers, and how it says that one of them died."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager

from distributed import Client
from distributed.scheduler import KilledWorker

from gridgov.study.engines import Engine
from gridgov.text.faults import Fault, Faults, fault

PATIENCE_SECONDS = 10  # for a scheduler to answer
LOOK_SECONDS = 2.0  # between two looks at how many workers there are: a queueing system starts them when it likes
TRIES = 1  # of a run alone: the scheduler has tried it with other workers already


@contextmanager
def cluster_engine(cluster: str | Client, source_sha256: str, check: Callable[[], None]) -> Iterator[Engine]:
    """The workers of a scheduler at an address, or of a client, which stays open; raises Faults where they have another model, or none.

    Workers may come and go. `check` is called while there is none yet.
    """
    mine = not isinstance(cluster, Client)
    log = logging.getLogger("distributed")
    level = log.level
    if mine:
        log.setLevel(logging.CRITICAL)  # what it would say with tracebacks, a sentence says
    client = _client(cluster) if mine else cluster
    try:
        _wait_for_workers(client, check)
        _compare_sources(client, source_sha256)
        # a task that ran is never taken for another one with equal arguments
        yield Engine(lambda: _Futures(client.get_executor(pure=False)), _Count(client), (BrokenExecutor, KilledWorker), TRIES)
    finally:
        if mine:
            client.close(timeout=PATIENCE_SECONDS)
            log.setLevel(level)


def _client(address: str) -> Client:
    try:
        # workers of the scheduler stay as they are; this process asks, and works on nothing itself
        return Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as wrong:
        raise Faults([fault("--dask", None, "", "", Fault.NO_VALUE, "dask_unreached", address=address)]) from wrong


def _wait_for_workers(client: Client, check: Callable[[], None]) -> None:
    while not client.nthreads():
        check()
        time.sleep(LOOK_SECONDS / 10)


def _compare_sources(client: Client, source_sha256: str) -> None:
    """Refuse workers with another model before anything is sent; each looks once more before each task."""
    faults = []
    for address, own in client.run(_own_source, on_error="return").items():
        if isinstance(own, BaseException):
            faults.append(fault(address, None, "", "", Fault.NO_VALUE, "worker_without", reason=f"{type(own).__name__}: {own}"[:200]))
        elif own != source_sha256:
            faults.append(fault(address, None, "", "source_sha256", own[:12], "worker_source", study=source_sha256[:12]))
    if faults:
        raise Faults(faults)


def _own_source() -> str:
    from gridgov.run.hashes import source_sha256

    return source_sha256()


class _Count:
    """How many tasks the cluster works on at one time; asked again every now and then."""

    def __init__(self, client: Client):
        self._client, self._count, self._asked = client, 0, float("-inf")

    def __call__(self) -> int:
        if time.monotonic() - self._asked > LOOK_SECONDS:
            self._count, self._asked = sum(self._client.nthreads().values()), time.monotonic()
        return self._count


class _Futures(Executor):
    """Dask's executor in the shape of the standard library's: its `shutdown` knows no `cancel_futures`, and cancels where it does not wait."""

    def __init__(self, executor):
        self._executor = executor

    def submit(self, *arguments, **names):
        return self._executor.submit(*arguments, **names)

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._executor.shutdown(wait=wait)
