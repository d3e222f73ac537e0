"""Measured work in processes of its own, and what machine it ran on.

The process that leads the benchmarks stays small: a new process counts the memory of the one that started it as its
own peak until it has more.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[1]
PACKAGES = ("gridgov", "numba", "llvmlite", "numpy", "mesa", "simpy", "ciw")
KILOBYTE = 1024


class Finished(NamedTuple):
    """What a process did: seconds from start to end, of the clock and of the processor, peak memory, and what it printed."""

    wall_s: float
    cpu_s: float
    peak_bytes: int
    printed: str


class Failed(RuntimeError):
    """A process of a benchmark ended with an error."""


def run(command: list[str], **environment: str) -> Finished:
    """Run a command to its end and measure it from outside."""
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=TOP, env=os.environ | environment, stdin=subprocess.DEVNULL, stdout=printed, stderr=said)
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        said.seek(0)
        if process.returncode != 0:
            lines = said.read().strip().splitlines() or [f"exit code {process.returncode}"]
            raise Failed(lines[-1][:300])
        return Finished(took, used.ru_utime + used.ru_stime, used.ru_maxrss * KILOBYTE, printed.read())


def call(function, environment: dict[str, str] | None = None, **arguments):
    """What a function of a module gives for these arguments in a process of its own; both travel as JSON."""
    target = f"{function.__module__}:{function.__qualname__}"
    done = run([sys.executable, "-m", "benchmarks.child", target, json.dumps(arguments)], **(environment or {}))
    return json.loads(done.printed.splitlines()[-1])


def peak_bytes() -> int:
    """Most memory that this process has held."""
    return _status("VmHWM") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


def held_bytes() -> int:
    """Memory that this process holds now (0 where the system does not say)."""
    return _status("VmRSS")


def _status(name: str) -> int:
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith(name + ":"):
                return int(line.split()[1]) * KILOBYTE
    except OSError:
        pass
    return 0


def machine() -> dict:
    """The machine, as far as it is of use to a reader elsewhere: cores, processor, Python."""
    return {"cores": _cores(), "processor": _processor(), "python": platform.python_version()}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def versions() -> dict[str, str]:
    """Versions of what was measured."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
