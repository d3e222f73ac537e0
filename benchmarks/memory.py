"""Bytes per resident and per case: of the tables, and as the process grows."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row
from benchmarks.sizes import Sizes

NAME, TITLE = "memory", "Memory"
LARGEST_SHOWN = 6


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return 3


def measure(sizes: Sizes, tell) -> dict:
    """Three runs: one, one with twice the residents, one of twice the days; the differences give bytes per resident and case."""
    residents, days = sizes.memory_residents, sizes.memory_days
    found = []
    for more, longer in ((1, 1), (2, 1), (1, 2)):
        found.append(processes.call(one_run, residents=more * residents, days=longer * days))
        tell()
    start, larger, longer = found
    result = {"residents": residents, "days": start["days"], "cases": start["cases"], "tables": start["tables"]}
    for name in ("table_bytes", "peak_bytes"):
        per_case = (longer[name] - start[name]) / (longer["cases"] - start["cases"])
        per_resident = (larger[name] - start[name]) / residents
        of_cases = per_case * (larger["cases"] - start["cases"]) / residents
        kind = name.removesuffix("_bytes")
        result |= {f"{kind}_bytes_per_case": per_case, f"{kind}_bytes_per_resident": per_resident}
        result[f"{kind}_bytes_per_resident_without_cases"] = per_resident - of_cases
    return result


def one_run(residents: int, days: int) -> dict:
    """Bytes of the tables after a run, and the most that the process held."""
    from benchmarks import runs
    from gridgov.kernel.engine import CompiledEngine

    runs.warm()
    world = runs.world_of(**runs.district(residents, days))
    engine = CompiledEngine(world)
    length = -(-world.end // 86_400)
    for _ in range(length):
        engine.step()
    cases = len(engine.finish().cases)
    tables = {f"{kind}.{name}": size for kind, owner in (("world", world), ("state", engine.state)) for name, size in _sizes(owner)}
    return {
        "residents": residents, "days": int(length), "cases": cases, "tables": tables, "table_bytes": sum(tables.values()),
        "peak_bytes": processes.peak_bytes(), "held_bytes": processes.held_bytes(),
    }  # fmt: skip


def _sizes(owner):
    for name, value in zip(owner._fields, owner):
        if hasattr(value, "nbytes"):
            yield name, int(value.nbytes)
        elif hasattr(value, "_fields"):
            yield name, sum(size for _, size in _sizes(value))


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    size = f"{result['residents']:,} residents, {result['days']} days, {result['cases']:,} cases"
    shown = [
        Row(f"tables, bytes per case ({size})", f"{result['table_bytes_per_case']:.0f}", True),
        Row("tables, bytes per resident, cases left out", f"{result['table_bytes_per_resident_without_cases']:.0f}", True),
        Row("tables, bytes per resident, with the cases of the run", f"{result['table_bytes_per_resident']:.0f}", True),
        Row("peak of the process, bytes per case", f"{result['peak_bytes_per_case']:.0f}", True),
        Row("peak of the process, bytes per resident, with the cases of the run", f"{result['peak_bytes_per_resident']:.0f}", True),
    ]
    largest = sorted(result["tables"].items(), key=lambda item: -item[1])[:LARGEST_SHOWN]
    return [*shown, *(Row(f"table {name}, bytes per resident", f"{number / result['residents']:.0f}", True) for name, number in largest)]
