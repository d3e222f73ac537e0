"""Seconds to compile the kernel with an empty cache, by the file that a function stands in."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks import processes
from benchmarks.rows import Row
from benchmarks.sizes import Sizes

NAME, TITLE = "compiling", "Compiling the kernel, cache empty"
AIM = 40  # seconds


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return 1


def measure(sizes: Sizes, tell) -> dict:
    """One process with a cache folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        result = processes.call(compile_all, environment={"GRIDGOV_CACHE": folder})
    tell()
    return result


class SelfTime:
    """Listens to numba and counts for each function the seconds that it took itself, callees left out.

    A function that is called by another is compiled in the midst of the other's compilation.
    """

    def __init__(self):
        self.seconds: dict[str, float] = {}
        self.functions: dict[str, int] = {}
        self._open: list[list] = []

    def notify(self, event) -> None:
        """Called by numba at the start and the end of each compilation."""
        if event.is_start:
            self._open.append([time.perf_counter(), 0.0])
            return
        began, inside = self._open.pop()
        took = time.perf_counter() - began
        if self._open:
            self._open[-1][1] += took
        path = event.data["dispatcher"].py_func.__code__.co_filename
        self.seconds[path] = self.seconds.get(path, 0.0) + took - inside
        self.functions[path] = self.functions.get(path, 0) + 1


def compile_all() -> dict:
    """Compile everything by a first small run; what a second one takes is taken off."""
    from numba.core import event

    from benchmarks import runs

    listener = SelfTime()
    event.register("numba:compile", listener)
    _, first = runs.timed(runs.warm)
    event.unregister("numba:compile", listener)
    _, second = runs.timed(runs.warm)
    files = {}
    for path, seconds in sorted(listener.seconds.items(), key=lambda item: -item[1]):
        files[_shown(path)] = {"seconds": seconds, "functions": listener.functions[path]}
    wall = first.wall_s - second.wall_s
    return {"wall_s": wall, "cpu_s": first.cpu_s - second.cpu_s, "files": files, "saving_and_rest_s": wall - sum(listener.seconds.values())}


def _shown(path: str) -> str:
    parts = Path(path).parts
    return "/".join(parts[len(parts) - parts[::-1].index("gridgov") :]) if "gridgov" in parts else "libraries"


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    total = f"{result['wall_s']:.1f} s ({result['cpu_s']:.1f} s of the processor)"
    shown = [Row("in all", total, False, f"under {AIM} s", result["wall_s"] < AIM)]
    shown += [Row(name, f"{one['seconds']:.1f} s, {one['functions']} compilations", False) for name, one in result["files"].items()]
    return [*shown, Row("saving to the cache, and the rest", f"{result['saving_and_rest_s']:.1f} s", False)]
