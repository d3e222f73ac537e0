"""One run from a scenario to its results: `simulate` gives a Run, which can be looked at and written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from gridgov.metrics import Measured, measure
from gridgov.metrics.ledger import Ledger
from gridgov.model.start import ENGINES, check_engine, check_room, make_engine, open_scenario, start_of
from gridgov.run import event_log, files
from gridgov.run.hashes import machine, source_sha256, table_sha256
from gridgov.scenario.scenario import Scenario
from gridgov.tables.build import Start
from gridgov.tables.dtypes import DAY, Outcome

__all__ = ["ENGINES", "Run", "simulate"]


@dataclass(frozen=True, eq=False)
class Run:
    """What one run gave. Tables are made when they are first looked at."""

    scenario: Scenario
    seed: int
    engine: str
    start: Start
    outcome: Outcome
    metrics: Mapping[str, float | int | None]
    ledger: Ledger
    provenance: Mapping[str, Any]

    @property
    def first_day(self) -> int:
        """The first day of the measured period."""
        return self.start.world.warmup // DAY

    @cached_property
    def cases(self):
        """The case table as a DataFrame, with the columns of cases.parquet."""
        return files.data_frame(files.case_batches(self))

    @cached_property
    def daily(self):
        """The daily series as a DataFrame, with the columns of daily.csv."""
        import pandas

        return pandas.DataFrame(files.daily_columns(self))

    @cached_property
    def cohorts(self):
        """What happened day by day in and out of a roll-out as a DataFrame, with the columns of cohorts.csv; one cohort without one."""
        import pandas

        return pandas.DataFrame(files.cohort_columns(self))

    @cached_property
    def by_cohort(self) -> list[dict[str, Any]]:
        """What summary.json says of each cohort: its parts, days, residents and metrics."""
        return files.cohort_rows(self)

    @cached_property
    def events(self):
        """The event log as a DataFrame, with the columns of events.parquet; without rows unless it was asked for."""
        return files.data_frame(files.event_batches(self))

    def write(self, folder: str | Path, cases: bool = False, events: bool = False, buildings_daily: bool = False) -> None:
        """Write `summary.json` and `daily.csv`, and what else is asked for, into a folder; all files appear whole, or none does.

        Where a policy has a place, `cohorts.csv` is written as well.

        Raises
        ------
        ValueError
            If an event log or a series per building is to be written that the run did not keep.
        """
        writers: dict[str, Callable[[Path], None]] = {
            "summary.json": partial(files.write_summary, self),
            "daily.csv": partial(files.write_daily, self),
        }
        if self.start.labels.cohorts.placed:
            writers["cohorts.csv"] = partial(files.write_cohorts, self)
        if cases:
            writers["cases.parquet"] = lambda path: files.write_parquet(files.case_batches(self), path)
        if events:
            if self.provenance["event_log_sha256"] is None:
                raise ValueError("this run kept no event log: simulate with events=True")
            writers["events.parquet"] = lambda path: files.write_parquet(files.event_batches(self), path)
            writers["events_log.csv"] = partial(event_log.write_csv, self)
            writers["events.xes"] = partial(event_log.write_xes, self)
        if buildings_daily:
            if not len(self.outcome.buildings_daily):
                raise ValueError("this run kept no daily series per building: simulate with buildings_daily=True")
            writers["buildings_daily.parquet"] = lambda path: files.write_parquet(files.building_batches(self), path)
        files.write_files(folder, writers)


def simulate(
    scenario: str | Path | Scenario,
    seed: int = 1,
    engine: str = "compiled",
    events: bool = False,
    buildings_daily: bool = False,
    days: int | None = None,
    progress: Callable[[int], Any] | None = None,
) -> Run:
    """Run a scenario once.

    Parameters
    ----------
    scenario : a shipped name, a file, or what `load_scenario` gave
    engine : "compiled" or "agents"; both give the same tables
    events, buildings_daily : whether to keep the event log, and the present problems of each building at the end of each day
    days : length of the measured period, instead of the scenario's
    progress : called with the number of days that have just ended

    Raises
    ------
    Faults
        If the scenario has any, the city is too large for Mesa agents, or what is to be kept for memory.
    """
    scenario = open_scenario(scenario, days=days)
    check_engine(engine, scenario.settings.city.residents)
    check_room(scenario, days, events, buildings_daily)
    start = start_of(scenario, seed)
    tell = progress or (lambda days: None)
    if engine == "compiled":
        running = make_engine(start, engine, events, buildings_daily)
        running.run(tell)
        outcome = running.finish()
    else:
        from gridgov.model import GridModel

        running = GridModel(scenario, seed, engine, events=events, buildings_daily=buildings_daily)
        for _ in range(start.world.end // DAY):
            running.step()
            tell(1)
        outcome = running.outcome()
    measured = Measured(outcome, start.world, start.labels)
    return Run(scenario, seed, engine, start, outcome, measure(measured), measured.ledger, _provenance(scenario, seed, engine, outcome, events))


def _provenance(scenario: Scenario, seed: int, engine: str, outcome: Outcome, events: bool) -> dict[str, Any]:
    about = machine()
    return {
        "scenario_sha256": scenario.sha256, "source_sha256": source_sha256(), "seed": seed, "engine": engine, "version": about["version"],
        "case_table_sha256": table_sha256(outcome.cases), "event_log_sha256": table_sha256(outcome.events) if events else None,
        "python": about["python"], "packages": about["packages"], "cpu": about["cpu"],
    }  # fmt: skip
