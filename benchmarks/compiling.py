"""Seconds to compile the kernel with an empty cache, by the file that a function stands in."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Counts for each file the seconds that its functions took themselves to compile, callees left out.

    A function that is called by another is compiled in the midst of the other's compilation.
    """

    def __init__(self):
        self.seconds: dict[str, float] = {}
        self.functions: dict[str, int] = {}
        self._open: list[list] = []

    def start(self, event) -> None:
        """Note that a compilation begins."""
        self._open.append([time.perf_counter(), 0.0])

    def end(self, event) -> None:
        """Note that the compilation begun last is over."""
        began, inside = self._open.pop()
        took = time.perf_counter() - began
        if self._open:
            self._open[-1][1] += took
        path = event.data["dispatcher"].py_func.__code__.co_filename
        self.seconds[path] = self.seconds.get(path, 0.0) + took - inside
        self.functions[path] = self.functions.get(path, 0) + 1


@contextmanager
def listening() -> Iterator[SelfTime]:
    """Count what numba compiles meanwhile."""
    from numba.core import event

    class Listener(event.Listener):
        """Passes on what it hears: numba takes nothing but listeners of its own kind."""

        def on_start(self, heard):
            times.start(heard)

        def on_end(self, heard):
            times.end(heard)

    times = SelfTime()
    with event.install_listener("numba:compile", Listener()):
        yield times


def compile_all() -> dict:
    """Compile everything by a first small run; what a second one takes is taken off."""
    from benchmarks import runs

    with listening() as times:
        _, first = runs.timed(runs.warm)
    _, second = runs.timed(runs.warm)
    files = {}
    for path, seconds in sorted(times.seconds.items(), key=lambda item: -item[1]):
        files[_shown(path)] = {"seconds": seconds, "functions": times.functions[path]}
    wall = first.wall_s - second.wall_s
    return {"wall_s": wall, "cpu_s": first.cpu_s - second.cpu_s, "files": files, "saving_and_rest_s": wall - sum(times.seconds.values())}


def _shown(path: str) -> str:
    parts = Path(path).parts
    return "/".join(parts[len(parts) - parts[::-1].index("gridgov") :]) if "gridgov" in parts else "libraries"


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    total = f"{result['wall_s']:.1f} s ({result['cpu_s']:.1f} s of the processor)"
    shown = [Row("in all", total, False, f"under {AIM} s", result["wall_s"] < AIM)]
    shown += [Row(name, f"{one['seconds']:.1f} s, {one['functions']} compilations", False) for name, one in result["files"].items()]
    return [*shown, Row("saving to the cache, and the rest", f"{result['saving_and_rest_s']:.1f} s", False)]
