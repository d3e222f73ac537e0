"""How long one waits before anything happens: help, a lesson's run, an import."""

from __future__ import annotations

import sys
import tempfile

from benchmarks import processes
from benchmarks.rows import Row, bytes_text, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "startup", "Start-up"
AIM_HELP = 0.5  # seconds
COMMANDS = {
    "python": ("python -c pass", ["-c", "pass"]),
    "import": ("import gridgov", ["-c", "import gridgov"]),
    "help": ("gridgov --help", ["-m", "gridgov.cli", "--help"]),
    "run": ("gridgov run classroom, kernel in the cache", ["-m", "gridgov.cli", "run", "classroom"]),
}


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return len(COMMANDS) * (1 + sizes.startup_rounds)


def measure(sizes: Sizes, tell) -> dict:
    """All commands in turn, after a first round that fills the caches and is not counted."""
    found = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for counted in [False] + [True] * sizes.startup_rounds:
            for name, (_, words) in COMMANDS.items():
                done = processes.measured([sys.executable, *words, *(["--out", folder] if name == "run" else [])])
                if counted:
                    found[name].append(done)
                tell()
    return {
        name: {
            "wall_s": middle(one.wall_s for one in done),
            "cpu_s": middle(one.cpu_s for one in done),
            "peak_bytes": max(one.peak_bytes for one in done),
        }
        for name, done in found.items()
    }


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    shown = []
    for name, (label, _) in COMMANDS.items():
        one = result[name]
        aim, met = (f"under {AIM_HELP} s", one["wall_s"] < AIM_HELP) if name == "help" else ("", None)
        took = f"{one['wall_s']:.2f} s ({one['cpu_s']:.2f} s of the processor)"
        shown.append(Row(label, f"{took}, peak {bytes_text(one['peak_bytes'])}", False, aim, met))
    return shown
