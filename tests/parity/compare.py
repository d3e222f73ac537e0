"""Two outcomes compared bit for bit, with the first difference in words."""

from __future__ import annotations

import mesa
import numpy as np

from gridgov.agents.engine import AgentEngine
from gridgov.kernel.engine import CompiledEngine
from gridgov.tables.dtypes import ACTIVITIES, DAY, Outcome, World

#: The event log comes first: where two runs part, it shows what happened.
ORDER = ("events", *(field for field in Outcome._fields if field != "events"))
CONTEXT = 3  # events shown before the first that differs


def run_agents(world: World) -> Outcome:
    """The world run by the Mesa engine, with everything logged."""
    return run(AgentEngine(mesa.Model(), world, log_events=True, buildings_daily=True), world.end)


def run_compiled(world: World) -> Outcome:
    """The world run by the compiled engine, with everything logged."""
    return run(CompiledEngine(world, log_events=True, buildings_daily=True), world.end)


def run(engine, end: int) -> Outcome:
    """The outcome of an engine that goes on day by day to the end."""
    for _ in range(end // DAY):
        engine.step()
    return engine.finish()


def same_in_both(world: World) -> Outcome:
    """The outcome of both engines; fails with the first difference if there is one."""
    compiled = run_compiled(world)
    difference = first_difference(compiled, run_agents(world), ("compiled", "agents"))
    assert difference is None, difference
    return compiled


def first_difference(one: Outcome, two: Outcome, names: tuple[str, str] = ("one", "two")) -> str | None:
    """What differs first, in words; None if every byte of every table is the same."""
    for field in ORDER:
        a, b = getattr(one, field), getattr(two, field)
        if not isinstance(a, np.ndarray):
            if type(a) is not type(b) or a != b:
                return f"{field}: {names[0]} {a!r}, {names[1]} {b!r}"
        elif a.dtype != b.dtype or a.shape[1:] != b.shape[1:]:
            return f"{field}: {names[0]} has {a.dtype} {a.shape}, {names[1]} {b.dtype} {b.shape}"
        elif a.shape != b.shape or a.tobytes() != b.tobytes():
            return _table_difference(field, a, b, names)
    return None


def _table_difference(field: str, a: np.ndarray, b: np.ndarray, names: tuple[str, str]) -> str:
    """The first row that differs, and how many do."""
    shared = min(len(a), len(b))
    differs = np.array([x.tobytes() != y.tobytes() for x, y in zip(a[:shared], b[:shared], strict=True)], bool)
    row = int(differs.argmax()) if differs.any() else shared
    lines = [f"{field}: {differs.sum()} of {shared} rows differ ({names[0]} has {len(a)}, {names[1]} {len(b)}); the first is row {row}"]
    if field == "events":
        lines += [f"  both      {event_words(event)}" for event in a[max(0, row - CONTEXT) : row]]
        lines += [f"  {name:9} {event_words(table[row]) if row < len(table) else '(no more)'}" for name, table in zip(names, (a, b), strict=True)]
    elif row < shared and a.dtype.names:
        for column in a.dtype.names:
            if a[row][column].tobytes() != b[row][column].tobytes():
                lines.append(f"  {column}: {names[0]} {a[row][column]!r}, {names[1]} {b[row][column]!r}")
    elif row < shared:
        place = np.flatnonzero(a[row].reshape(-1) != b[row].reshape(-1))
        lines.append(f"  columns {place[:8].tolist()}: {names[0]} {a[row].reshape(-1)[place[:8]]}, {names[1]} {b[row].reshape(-1)[place[:8]]}")
    return "\n".join(lines)


def event_words(event: np.void) -> str:
    """An event of the log as one line."""
    day, second = divmod(int(event["time"]), DAY)
    clock = f"day {day} {second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
    where = " ".join(f"{name} {event[name]}" for name in ("tier", "desk", "worker") if event[name] >= 0)
    return f"{clock} case {event['case']} {ACTIVITIES[event['activity']]} {where}".rstrip()
