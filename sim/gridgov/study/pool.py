"""A pool of processes on this machine, made anew when one of them dies, and ended at once when anything interrupts."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager

from gridgov.study.processes import TICK_SECONDS, end_if_interrupted, end_processes, spawning, watch_parent
from gridgov.text.faults import Faults, fault

LAST_SECONDS = 5.0  # that a thread of a pool may take to see that its processes are gone


@contextmanager
def local_pool(workers: int) -> Iterator[Callable[[], ProcessPoolExecutor]]:
    """Gives what makes a pool of spawned processes; all of them are gone at the end.

    Spawned, not forked: numba's threads and open databases do not survive a fork, and every platform can spawn. Making a pool raises
    Faults where its processes cannot even begin, which otherwise would look like runs that kill their workers.
    """
    before, threads = set(multiprocessing.active_children()), set(threading.enumerate())

    def make() -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(workers, mp_context=spawning(), initializer=_begin)
        try:
            begun = [pool.submit(int) for _ in range(workers)]  # one each: a pool starts a process when there is something to do
            while not wait(begun, TICK_SECONDS, FIRST_COMPLETED).done:
                end_if_interrupted()
            next(future for future in begun if future.done()).result()
        except BrokenExecutor as wrong:
            raise Faults([fault("--workers", None, "", "", workers, "workers_never_began")]) from wrong
        return pool

    try:
        yield make
    finally:
        # whatever was worth keeping is written by now; a worker in the middle of a run has nothing to put in order
        end_processes(set(multiprocessing.active_children()) - before)
        # the pool's own thread waits for the same processes and then puts its queues away: all that before anybody says it is over
        for thread in set(threading.enumerate()) - threads:
            if not thread.daemon:
                thread.join(LAST_SECONDS)


def _begin() -> None:
    """Bring in what runs need, and go when the parent goes."""
    watch_parent()
    import gridgov.kernel.engine
    import gridgov.run  # noqa: F401
    from gridgov.run.hashes import source_sha256

    source_sha256()  # of what was just read, and not of what a later edit leaves there
