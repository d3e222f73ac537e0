"""Nanoseconds per event with calendars on, from a small town to ten million residents, and the largest run's memory and time."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row, bytes_text, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "scale", "Size of the district"
AIM_AT, AIM_NS = 600_000, 300
AIM_FLAT = 3  # times
LARGE, AIM_BYTES, AIM_SECONDS = 10_000_000, 6e9, 60


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return len(sizes.scale)


def measure(sizes: Sizes, tell) -> dict:
    """One process per size."""
    found = []
    for residents, repetitions in sizes.scale:
        found.append(processes.call(one_size, residents=residents, days=sizes.scale_days, repetitions=repetitions))
        tell()
    speeds = [each["ns_per_event"] for each in found]
    return {"sizes": found, "flat": max(speeds) / min(speeds)}


def one_size(residents: int, days: int, repetitions: int) -> dict:
    """A district of this size, built once and run some times; the loop is timed apart from making tables."""
    from benchmarks import runs

    runs.warm()
    world, build = runs.timed(lambda: runs.world_of(**runs.district(residents, days)))
    allocate, loop, close, wall = [], [], [], []
    for _ in range(repetitions):
        run = runs.compiled(world)
        events, cases = run.outcome.events_handled, len(run.outcome.cases)
        allocate.append(run.allocate.cpu_s)
        loop.append(run.loop)
        close.append(run.close.cpu_s)
        wall.append(run.wall_s)
        del run
    return {
        "residents": residents, "days": int(world.end // 86_400), "repetitions": repetitions, "events": events, "cases": cases,
        "ns_per_event": middle(each.cpu_s for each in loop) / events * 1e9, "wall_ns_per_event": middle(each.wall_s for each in loop) / events * 1e9,
        "build_s": build.cpu_s, "allocate_s": middle(allocate), "close_s": middle(close), "build_wall_s": build.wall_s, "run_wall_s": middle(wall),
        "wall_s": build.wall_s + middle(wall), "peak_bytes": processes.peak_bytes(),
    }  # fmt: skip


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    shown = []
    for each in result["sizes"]:
        what = f"{each['residents']:,} residents, {each['days']} days, {each['events']:,} events"
        aimed = each["residents"] == AIM_AT
        aim, met = (f"under {AIM_NS} ns", each["ns_per_event"] < AIM_NS) if aimed else ("", None)
        beside = f"tables: {each['build_s']:.2f} s to build, {each['allocate_s']:.2f} s to allocate"
        shown.append(Row(what, f"{each['ns_per_event']:.0f} ns an event; {beside}", False, aim, met))
    shown.append(Row("slowest size over fastest", f"{result['flat']:.2f} times", True, f"at most {AIM_FLAT} times", result["flat"] <= AIM_FLAT))
    for each in result["sizes"]:
        if each["residents"] == LARGE:
            met = each["peak_bytes"] < AIM_BYTES
            shown.append(Row(f"{LARGE:,} residents: peak memory", bytes_text(each["peak_bytes"]), True, f"under {bytes_text(AIM_BYTES)}", met))
            parts = f"{each['wall_s']:.0f} s ({each['build_wall_s']:.0f} s to build the tables, {each['run_wall_s']:.0f} s to run)"
            shown.append(Row(f"{LARGE:,} residents: from scenario to outcome", parts, False, f"under {AIM_SECONDS} s", each["wall_s"] < AIM_SECONDS))
    return shown
