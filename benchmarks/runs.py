"""Runs of the two engines under a stopwatch, for the processes that measure them."""

from __future__ import annotations

import time
from typing import NamedTuple

PER_STREET = 10_000  # residents, as in the scenario baseline
POLICIES = ("five_chiefs", "whistle")
SEED = 1


class Spent(NamedTuple):
    """Seconds of one part of the work."""

    wall_s: float
    cpu_s: float


class Run(NamedTuple):
    """One run: making the engine, its days, closing the books; and its outcome."""

    allocate: Spent
    loop: Spent
    close: Spent
    outcome: object

    @property
    def cpu_s(self) -> float:
        """Processor seconds of all three."""
        return self.allocate.cpu_s + self.loop.cpu_s + self.close.cpu_s

    @property
    def wall_s(self) -> float:
        """Seconds on the clock of all three."""
        return self.allocate.wall_s + self.loop.wall_s + self.close.wall_s


def timed(function, *arguments):
    """What a function gives, and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = function(*arguments)
    return result, Spent(time.perf_counter() - wall, time.process_time() - cpu)


def district(residents: int, days: int, warmup: int | None = None) -> dict:
    """Arguments for `load_scenario`: the baseline's district at another size, with chiefs and the whistle."""
    sets = [f"city.residents={residents}", f"city.streets={max(1, residents // PER_STREET)}", f"time.horizon_days={days}"]
    return {"name_or_path": "baseline", "policies": POLICIES, "sets": sets + ([] if warmup is None else [f"time.warmup_days={warmup}"])}


def world_of(**loading):
    """The tables of a run of this scenario."""
    from gridgov.scenario.load import load_scenario
    from gridgov.tables.build import build

    return build(load_scenario(**loading), SEED).world


def warm() -> None:
    """Compile the kernel, or load it from its cache, so that no run pays for it."""
    compiled(world_of(**district(100, 3, 0)))


def compiled(world) -> Run:
    """A run of the compiled engine."""
    from gridgov.kernel.engine import CompiledEngine

    return _run(lambda: CompiledEngine(world), CompiledEngine.run)


def agents(world) -> Run:
    """A run of the Mesa engine."""
    import mesa

    from gridgov.agents.engine import AgentEngine

    return _run(lambda: AgentEngine(mesa.Model(), world), _day_by_day)


def _run(make, days) -> Run:
    engine, allocate = timed(make)
    _, loop = timed(days, engine)
    outcome, close = timed(engine.finish)
    return Run(allocate, loop, close, outcome)


def _day_by_day(engine) -> None:
    from gridgov.tables.dtypes import DAY

    for _ in range(-(-engine.world.end // DAY)):
        engine.step()


def sources() -> dict:
    """What is measured: a hash of all its files."""
    from gridgov.run.hashes import source_sha256

    return {"source_sha256": source_sha256()}
