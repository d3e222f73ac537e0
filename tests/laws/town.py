"""Towns of the laws: scenario files, runs by the compiled engine, and samples drawn from their tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.kernel.engine import CompiledEngine
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import Start, build
from gridgov.tables.dtypes import ACTIVITIES, DAY, Outcome, World

SCENARIOS = Path(__file__).resolve().parent / "scenarios"
HOUR = 3600


@dataclass(frozen=True, eq=False)
class Run:
    """One run: what it started from and what came out."""

    start: Start
    world: World
    outcome: Outcome

    @property
    def cases(self) -> np.ndarray:
        """The case table."""
        return self.outcome.cases

    def cohort(self, tail_days: float = 0.0) -> np.ndarray:
        """Cases born in the measured period, but for the last days of it."""
        born = self.cases["born"]
        return self.cases[(born >= self.world.warmup) & (born < self.world.end - tail_days * DAY)]

    def events(self, *activities: str) -> np.ndarray:
        """Rows of the event log with one of these activities."""
        wanted = [ACTIVITIES.index(name) for name in activities]
        return self.outcome.events[np.isin(self.outcome.events["activity"], wanted)]


def town(name: str, sets: Mapping[str, Any] | None = None, policies=()):
    """A scenario of the laws, or a shipped one, with some values changed."""
    path = SCENARIOS / f"{name}.toml"
    return load_scenario(path if path.is_file() else name, policies, extra=sets or {})


@lru_cache(maxsize=4)
def _start(name: str, sets: tuple, policies: tuple) -> Start:
    return build(town(name, dict(sets), policies), 0)


def start_of(name: str, sets: Mapping[str, Any] | None = None, policies=()) -> Start:
    """What runs of this town start from; a few are kept."""
    return _start(name, tuple((sets or {}).items()), tuple(policies))


def play(start: Start, seed: int, log: bool = False) -> Run:
    """One run of the compiled engine."""
    start = start.with_seed(seed)
    engine = CompiledEngine(start.world, log_events=log)
    for _ in range(start.world.end // DAY):
        engine.step()
    return Run(start, start.world, engine.finish())


def run(name: str, seed: int, sets: Mapping[str, Any] | None = None, log: bool = False, policies=()) -> Run:
    """One run of a town."""
    return play(start_of(name, sets, policies), seed, log)


def runs(name: str, seeds: int, sets: Mapping[str, Any] | None = None, log: bool = False, policies=()) -> Iterator[Run]:
    """Runs with seeds 1, 2, ..., one at a time."""
    start = start_of(name, sets, policies)
    for seed in range(1, seeds + 1):
        yield play(start, seed, log)


def street_means(cases: np.ndarray, values: np.ndarray, streets: int) -> np.ndarray:
    """Mean of a value of each case per building, where there is one building per street."""
    count = np.bincount(cases["building"], minlength=streets)
    return np.bincount(cases["building"], values, streets) / count
