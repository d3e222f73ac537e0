"""The compiled engine against the Mesa engine: the same run, in turn, in one process."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row, at_least, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "twin", "Compiled engine against Mesa engine"
AIM = 300  # times
OURS_PER_ROUND = 3  # the compiled run is too short to be timed once


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return 1


def measure(sizes: Sizes, tell) -> dict:
    """Events per second of both engines and their ratio, checked to have done the same."""
    result = processes.call(compare, residents=sizes.twin_residents, days=sizes.twin_days, rounds=sizes.twin_rounds)
    tell()
    return result


def compare(residents: int, days: int, rounds: int) -> dict:
    """Both engines in turn; speeds of whole runs (engine made, days, books closed), in seconds of the processor."""
    from benchmarks import runs
    from gridgov.run.hashes import table_sha256

    runs.warm()
    world = runs.world_of(**runs.district(residents, days))
    ours, twins, loops, whole = [], [], [], []
    for _ in range(rounds):
        fast = [runs.compiled(world) for _ in range(OURS_PER_ROUND)]
        slow = runs.agents(world)
        for run in fast:
            _same(run.outcome, slow.outcome)
        ours.append(middle(run.cpu_s for run in fast))
        twins.append(slow.cpu_s)
        whole.append(slow.cpu_s / ours[-1])
        loops.append(slow.loop.cpu_s / middle(run.loop.cpu_s for run in fast))
    events = slow.outcome.events_handled
    return {
        "residents": residents, "days": int(world.end // 86_400), "rounds": rounds, "events": events, "cases": len(slow.outcome.cases),
        "case_table_sha256": table_sha256(slow.outcome.cases),
        "compiled_events_per_s": events / middle(ours), "agents_events_per_s": events / middle(twins),
        "agents_us_per_event": middle(twins) / events * 1e6, "agents_run_s": middle(twins), "compiled_run_s": middle(ours),
        "ratio": middle(whole), "ratio_low": min(whole), "ratio_high": max(whole), "loop_ratio": middle(loops),
    }  # fmt: skip


def _same(fast, slow) -> None:
    if fast.events_handled != slow.events_handled or fast.cases.tobytes() != slow.cases.tobytes():
        done = " and ".join(f"{one.events_handled} events with {len(one.cases)} cases" for one in (fast, slow))
        raise AssertionError(f"the engines did not do the same: {done}")


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    size = f"{result['residents']:,} residents, {result['days']} days, {result['events']:,} events, {result['cases']:,} cases"
    per_event = f"{result['agents_us_per_event']:.1f} microseconds each"
    return [
        at_least(f"compiled over Mesa, whole run ({size})", result["ratio"], AIM),
        Row("the same, from round to round", f"{result['ratio_low']:.0f} to {result['ratio_high']:.0f} times", True),
        Row("the same, the days alone", f"{result['loop_ratio']:,.0f} times", True),
        Row("events handled and case table of both", "the same, bit for bit", True),
        Row("compiled engine", f"{result['compiled_events_per_s'] / 1e6:.2f} million events a second", False),
        Row("Mesa engine", f"{result['agents_events_per_s'] / 1e3:.0f} thousand events a second ({per_event})", False),
    ]
