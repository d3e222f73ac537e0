"""The folder of a study: who may write there, and whether the study will fit."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path

from gridgov.text.faults import Fault, Faults, fault

#: Disk that a run takes, bytes: of itself and for each figure and day of a series; measured, and rounded up.
PER_RUN, PER_FIGURE, PER_DAY = 400, 24, 5
FIGURES = 200  # of a run, more than there are
LONGEST_GUESS = 500  # days of a run where the plan does not say


@contextmanager
def alone(folder: Path):
    """The right to write, which one process has at a time and loses with its life; raises Faults where another has it."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / "study.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise Faults([fault(str(folder), None, "", "", Fault.NO_VALUE, "study_busy")]) from None
    try:
        yield
    finally:
        lock.release()


def check_disk(folder: Path, runs: int, days: int | None, series: int) -> None:
    """Refuse so many runs more, each with so many series of so many days, where the disk cannot hold them."""
    place = next(parent for parent in (folder.resolve(), *folder.resolve().parents) if parent.exists())
    needed = runs * (PER_RUN + PER_FIGURE * FIGURES + PER_DAY * series * (days or LONGEST_GUESS))
    there = shutil.disk_usage(place).free
    if needed > there:
        arguments = {"runs": f"{runs:,}", "needed": f"{needed / 1e9:,.1f}", "there": f"{there / 1e9:,.1f}"}
        raise Faults([fault(str(folder), None, "", "", Fault.NO_VALUE, "beyond_disk", **arguments)])
