"""GridModel: one run as a Mesa model. One step is one day."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from gridgov.metrics import Measured, measure
from gridgov.model import import_mesa
from gridgov.model.start import check_engine, check_room, check_seed, make_engine, open_scenario, start_of
from gridgov.scenario.scenario import Scenario
from gridgov.tables.dtypes import DAILY, DAY, Outcome

mesa = import_mesa()

#: Metrics that the data collector holds on the last day (None before), so that `batch_run` returns them. `trust` and
#: `satisfaction` are daily series already, and the metrics of these names are their last values.
COLLECTED_METRICS = (
    "problem_days", "on_time_recorded", "on_time_true", "restricted_mean_days", "hidden_share", "noticed_share",
    "gap_estate_kinds", "gini", "chief_hours", "staff_hours", "cost", "cost_per_fixed",
)  # fmt: skip


class GridModel(mesa.Model):
    """A run of gridgov as a Mesa model.

    Parameters
    ----------
    scenario : str, Path or Scenario
        A shipped scenario, a file, or what `load_scenario` gave.
    seed : int or None
        Seed of the run. None draws one from the system and keeps it in `run_seed`. Mesa's `batch_run` gives every
        iteration the same seed: repeat a run with `parameters={"seed": range(10)}` or with `seed=None`.
    engine : str
        "compiled", or "agents" (Mesa agents, at most 50,000 residents). Both give the same tables.
    policies : str or list of str
        Policies to apply; a text may hold several, divided by commas. (`batch_run` iterates over lists, so give it texts.)
    days : int or None
        Length of the measured period in days, instead of the scenario's.
    events, buildings_daily : bool
        Whether to keep the event log, and the present problems of each building at the end of each day.
    levers : dict or None
        Values by dotted path, such as {"tier.grid.slots": 2}.
    rng : int or None
        Another name for `seed`, as newer versions of Mesa call it.
    **paths
        Levers with two underscores for each dot: `tier__grid__slots=2`.

    Attributes
    ----------
    day : int
        Days done.
    running : bool
        False after the last day; another step raises RuntimeError.
    datacollector : mesa.DataCollector
        One row per day: the columns of `daily.csv`, the queue of each tier, the seed, and on the last day some metrics.
    """

    def __init__(
        self,
        scenario: str | Path | Scenario = "classroom",
        seed: int | None = 1,
        engine: str = "compiled",
        policies: str | Iterable[str] = (),
        days: int | None = None,
        events: bool = False,
        buildings_daily: bool = False,
        levers: Mapping[str, Any] | None = None,
        rng: int | None = None,
        **paths: Any,
    ):
        seed = seed if rng is None else rng
        self.run_seed = secrets.randbelow(2**31) if seed is None else check_seed(seed)
        super().__init__(rng=self.run_seed)
        changes = {**(levers or {}), **{name.replace("__", "."): value for name, value in paths.items()}}
        self.scenario = open_scenario(scenario, policies, changes, days)
        check_engine(engine, self.scenario.settings.city.residents)
        check_room(self.scenario, days, events, buildings_daily)
        self.start = start_of(self.scenario, self.run_seed)
        self.engine_name = engine
        self.engine = make_engine(self.start, engine, events, buildings_daily, model=self)
        self._views = None
        self._outcome: Outcome | None = None
        self._metrics: dict | None = None
        self.datacollector = mesa.DataCollector(model_reporters=_reporters(self.start.labels.tiers))

    # ---- time ----------------------------------------------------------------------------------------------------------

    @property
    def day(self) -> int:
        """Days done."""
        return self.engine.day

    @property
    def days(self) -> int:
        """Days of the run, warm-up included."""
        return self.start.world.end // DAY

    def step(self) -> None:
        """Run one day. Raises RuntimeError when the run is over."""
        if not self.running:
            raise RuntimeError(f"the run is over: all {self.days} days are done")
        self.engine.step()
        if self.day >= self.days:
            self.running = False
        self.datacollector.collect(self)

    # ---- what happened -------------------------------------------------------------------------------------------------

    def outcome(self) -> Outcome:
        """The tables of the run. Raises RuntimeError before its end."""
        if self.running:
            raise RuntimeError(f"the run is not over: day {self.day} of {self.days}")
        if self._outcome is None:
            self._outcome = self.engine.finish()
        return self._outcome

    def measured(self) -> Measured:
        """What the metrics read. Raises RuntimeError before the end."""
        return Measured(self.outcome(), self.start.world, self.start.labels)

    def metrics(self) -> dict[str, float | int | None]:
        """All metrics by name. Raises RuntimeError before the end."""
        if self._metrics is None:
            self._metrics = measure(self.measured())
        return dict(self._metrics)

    def today(self) -> dict[str, float]:
        """The last day's row of the daily table, and who waits at each tier."""
        values, queue = self._last_rows()
        row = dict(zip(DAILY.names, values))
        row.update((f"queue_{tier}", waiting) for tier, waiting in zip(self.start.labels.tiers, queue))
        return row

    def _last_rows(self) -> tuple[Iterable, Iterable]:
        if self.engine_name == "agents":
            ledger = self.engine.town.ledger
            return ledger.daily[-1], ledger.queue_daily[-1]
        state, last = self.engine.state, self.day - 1
        return state.daily[last].tolist(), state.queue_daily[last].tolist()

    # ---- agents --------------------------------------------------------------------------------------------------------

    @property
    def views(self):
        """The views of a compiled run."""
        from gridgov.model.directory import Views

        if self._views is None:
            self._views = Views(self)
        return self._views

    @property
    def agents(self):
        """All agents. With the compiled engine they are views made now: ask for a type where a city is large."""
        return super().agents if self.engine_name == "agents" else self.views.everyone()

    @property
    def agents_by_type(self):
        """Agent sets by type (Resident, BuildingChief, Worker, Desk, Department, Building) or its name."""
        from gridgov.model.directory import ByType

        return ByType(super().agents_by_type) if self.engine_name == "agents" else self.views.by_type()

    @property
    def agent_types(self) -> list[type]:
        """The types of agents that the town has."""
        return list(self.agents_by_type)

    def __getstate__(self) -> dict:
        return {**self.__dict__, "_views": None}


def _reporters(tiers: Iterable[str]) -> dict[str, Any]:
    """Reporters of the data collector; none is a lambda, so that a model can be pickled."""
    daily = [*DAILY.names, *(f"queue_{tier}" for tier in tiers)]
    return {
        "day": _day,
        "run_seed": "run_seed",
        **{name: partial(_of_today, name) for name in daily},
        **{name: partial(_of_the_end, name) for name in COLLECTED_METRICS},
    }


def _day(model: GridModel) -> int:
    """The day just done, counted from 0 as in daily.csv."""
    return model.day - 1


def _of_today(name: str, model: GridModel):
    return model.today()[name]


def _of_the_end(name: str, model: GridModel):
    return None if model.running else model.metrics()[name]
