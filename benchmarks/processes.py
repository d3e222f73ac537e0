"""Measured work in processes of its own, and what machine it ran on.

The system counts the memory of the process that starts another as the other's peak until that has more. Hence a
process of ours reads its own peak, and a command is started by a small one.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[1]
PACKAGES = ("gridgov", "numba", "llvmlite", "numpy", "mesa", "simpy", "ciw")
KILOBYTE = 1024
ERROR = re.compile(r"[\w.]*(Error|Exception|Faults?)\b")  # the line of a traceback that says what went wrong


# Starts a command from a process that is smaller than any it starts, and prints what the command took.
LAUNCHER = """
import json, os, sys, time
nowhere = os.open(os.devnull, os.O_RDWR)
began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nowhere, 1)])
_, status, used = os.wait4(process, 0)
print(json.dumps([time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024]))
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""


class Took(NamedTuple):
    """What a command took from start to end: seconds of the clock and of the processor, peak memory."""

    wall_s: float
    cpu_s: float
    peak_bytes: int


class Failed(RuntimeError):
    """A process of a benchmark ended with an error."""


def run(command: list[str], environment: dict[str, str] | None = None) -> str:
    """What a command prints on its way to a good end."""
    done = subprocess.run(command, cwd=TOP, env=os.environ | (environment or {}), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        lines = [line.strip() for line in done.stderr.splitlines() if line.strip()] or [f"exit code {done.returncode}"]
        raise Failed(next((line for line in reversed(lines) if ERROR.match(line)), lines[-1])[:300])
    return done.stdout


def measured(command: list[str]) -> Took:
    """Run a command to a good end and measure it from outside."""
    return Took(*json.loads(run([sys.executable, "-I", "-S", "-c", LAUNCHER, *command])))


def call(function, environment: dict[str, str] | None = None, **arguments):
    """What a function of a module gives for these arguments in a process of its own; both travel as JSON."""
    target = f"{function.__module__}:{function.__qualname__}"
    printed = run([sys.executable, "-m", "benchmarks.child", target, json.dumps(arguments)], environment)
    return json.loads(printed.splitlines()[-1])


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
    from gridgov.jit import processor_name

    return {"cores": _cores(), "processor": processor_name(), "python": platform.python_version()}


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def versions() -> dict[str, str]:
    """Versions of what was measured."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
