"""Processes beside this one: started and ended in order, whatever interrupts, and never left alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnContext, SpawnProcess
from types import ModuleType

TICK_SECONDS = 0.2  # between two looks for an interrupt
INTERRUPTS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class _Apart(SpawnProcess):
    """A spawned process that never reads the program which it was started from."""

    @staticmethod
    def _Popen(process):
        # Spawn runs the caller's program once more in every child, to find functions in it. Ours all lie in gridgov; a plain program, a
        # notebook or a program read from a pipe, none of them guarded by `if __name__ == "__main__"`, would begin its study in there again.
        program = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            return SpawnProcess._Popen(process)
        finally:
            sys.modules["__main__"] = program


class _SpawnApart(SpawnContext):
    Process = _Apart


def spawning() -> SpawnContext:
    """How processes are started here: spawned, and without the caller's program; functions that they are given must be of some module."""
    return _SpawnApart()


def warm_kernel() -> None:
    """Compile the kernel in a process of its own, so that workers find it ready and an interrupt ends it at once.

    Within this process an interrupt may be lost: numba takes what is raised while it infers types for a wrong guess of its own.
    """
    process = spawning().Process(target=_run_one_day)
    with interrupts_held():
        process.start()
        while process.exitcode is None:
            process.join(TICK_SECONDS)
            try:
                end_if_interrupted()
            except KeyboardInterrupt:
                end_processes([process])
                raise


def _run_one_day() -> None:
    watch_parent()
    from gridgov.run import simulate
    from gridgov.scenario.load import load_scenario

    simulate(load_scenario("baseline", sets=("city.residents=300", "time.warmup_days=0", "time.horizon_days=1")), seed=1)


def end_processes(processes) -> None:
    """End child processes now; they hold nothing that is worth an orderly end."""
    for process in processes:
        process.kill()
    for process in processes:
        process.join()


#: Signals that came while they were held.
_heard: list[int] = []


@contextmanager
def interrupts_held():
    """Within, Ctrl-C, SIGTERM and SIGHUP wait, unless they are ignored. Processes started here never hear them: this one ends them, in order."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the main thread's business
        return
    _heard.clear()
    heard = {number for number in INTERRUPTS if signal.getsignal(number) != signal.SIG_IGN}
    # The tracker is started with the first process otherwise, and lets signals through again. It shuts its ears to all but
    # SIGHUP itself; that one it inherits as blocked.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, heard & {signal.SIGHUP})
    resource_tracker.ensure_running()
    handlers = {number: signal.signal(number, lambda number, frame: _heard.append(number)) for number in heard}
    # The handlers keep this process going (numpy's threads would let a blocked signal in); children inherit what is blocked.
    signal.pthread_sigmask(signal.SIG_BLOCK, heard)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number, handler in handlers.items():
            signal.signal(number, handler or signal.SIG_DFL)
        if _heard:
            signal.raise_signal(_heard[0])


def end_if_interrupted() -> None:
    """Raise what was held; it is heard itself when signals are let through again."""
    if _heard or INTERRUPTS & signal.sigpending():
        raise KeyboardInterrupt


def watch_parent() -> None:
    """In a process that was started: end with whoever started it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed has nobody to report to, and would otherwise wait for ever."""
    multiprocessing.parent_process().join()
    os._exit(1)
