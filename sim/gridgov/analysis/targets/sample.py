"""What the figures of the evidence read of some runs of one scenario: the columns of their case tables, laid end to end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gridgov.metrics.measured import YEAR
from gridgov.run import Run
from gridgov.tables.dtypes import DAY, NONE, RESIDENTS

#: The columns of the case table that figures read.
COLUMNS = ("born", "registered", "due", "fixed", "first_closed", "category", "settled_tier", "channel", "resident", "repeats", "reopened")


@dataclass(frozen=True, eq=False)
class Sample:
    """Some runs of one scenario that differ in their seeds.

    `cases` are the problems born in the measured period (n,), `all_cases` those of the warm-up too; `run` and `all_runs` say of
    each row from which run it is. `daily` are the registrations of each day of the measured period, i8 (runs, days).
    """

    runs: int
    seeds: tuple[int, ...]
    cases: np.ndarray
    run: np.ndarray
    all_cases: np.ndarray
    all_runs: np.ndarray
    daily: np.ndarray
    settings: object
    start: object

    @property
    def end(self) -> int:
        """End of a run, in seconds."""
        return int(self.start.world.end)

    @property
    def per_1000(self) -> float:
        """What makes a count of all runs one per 1,000 residents and year."""
        world = self.start.world
        return 1000 / (len(world.resident) * (int(world.end) - int(world.warmup)) / YEAR * self.runs)

    @property
    def registered(self) -> np.ndarray:
        """Rows of `cases` that were registered."""
        return self.cases["registered"] != NONE

    @property
    def by_residents(self) -> np.ndarray:
        """Rows of `cases` that residents reported."""
        return self._reported(self.cases)

    @property
    def by_staff(self) -> np.ndarray:
        """Rows of `cases` that anyone else found: grid events."""
        return self.registered & ~self.by_residents

    @property
    def closed(self) -> np.ndarray:
        """Rows of `cases` with a recorded closing."""
        return self.cases["first_closed"] != NONE

    @property
    def reports(self) -> np.ndarray:
        """Rows of `all_cases` that residents reported."""
        return self._reported(self.all_cases)

    def _reported(self, cases: np.ndarray) -> np.ndarray:
        return np.append(self.start.world.channel["kind"] == RESIDENTS, False)[cases["channel"]]  # the last place answers for NONE

    def place(self, table: str, name: str) -> int:
        """Number of a tier or category."""
        return getattr(self.start.labels, table).index(name)

    def without(self, run: int) -> Sample:
        """The same without one of the runs, by its place."""
        kept = np.flatnonzero(np.arange(self.runs) != run)
        rows, all_rows = self.run != run, self.all_runs != run

        def moved(numbers: np.ndarray) -> np.ndarray:
            return numbers[numbers != run] - (numbers[numbers != run] > run)

        return Sample(self.runs - 1, tuple(self.seeds[place] for place in kept), self.cases[rows], moved(self.run), self.all_cases[all_rows],
                      moved(self.all_runs), self.daily[kept], self.settings, self.start)  # fmt: skip


def sample_of(runs: Iterable[Run]) -> Sample:
    """The sample that some runs of one scenario make; each run may be forgotten once it has been read."""
    tables: list[np.ndarray] = []
    daily: list[np.ndarray] = []
    seeds: list[int] = []
    for run in runs:
        tables.append(_columns(run.outcome.cases))
        daily.append(run.outcome.daily["registered"][int(run.start.world.warmup) // DAY :].copy())
        seeds.append(run.seed)
    all_cases = np.concatenate(tables)
    all_runs = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
    measured = all_cases["born"] >= int(run.start.world.warmup)
    rows = all_cases[measured], all_runs[measured], all_cases, all_runs
    return Sample(len(tables), tuple(seeds), *rows, np.array(daily), run.scenario.settings, run.start)


def _columns(cases: np.ndarray) -> np.ndarray:
    out = np.empty(len(cases), [(name, cases.dtype[name]) for name in COLUMNS])
    for name in COLUMNS:
        out[name] = cases[name]
    return out
