"""Drawing the grids of a district, from a small town to ten million residents: seconds, and how equal they become."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row, bytes_text, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "grids", "Drawing grids"
AIMS_S = {600_000: 5, 10_000_000: 60}
AIM_FLAT = 3  # times
WISHES = {"households": "community", "workload": "street"}  # what is balanced, and what no grid may cross


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return len(sizes.grids)


def measure(sizes: Sizes, tell) -> dict:
    """One process per size."""
    found = []
    for residents, repetitions in sizes.grids:
        found.append(processes.call(one_size, residents=residents, repetitions=repetitions))
        tell()
    each = [size["seconds"] / size["buildings"] for size in found]
    return {"sizes": found, "flat": max(each) / min(each)}


def one_size(residents: int, repetitions: int) -> dict:
    """A district of this size and the grids in it, for both wishes: seconds of the processor, peak memory, and the variation left."""
    from benchmarks import runs
    from gridgov.city.city import build_city
    from gridgov.organisation.grids import draw_grids
    from gridgov.scenario.load import load_scenario

    loading = runs.district(residents, days=1, warmup=0)
    scenario = load_scenario(**loading)
    city = build_city(scenario)
    small = load_scenario(**runs.district(300, days=1, warmup=0))
    draw_grids(small.settings, build_city(small))  # compiled before the clock starts
    found, before = {}, processes.held_bytes()
    for balance, within in WISHES.items():
        settings = load_scenario(**loading | {"sets": loading["sets"] + [f"grids.balance={balance}", f"grids.within={within}"]}).settings
        spent = []
        for _ in range(repetitions):
            grids, took = runs.timed(draw_grids, settings, city)
            spent.append(took.cpu_s)
        left, walk = variations(settings, city, grids.of_building)
        found[balance] = {
            "seconds": middle(spent), "grids": grids.balance.grids, "contiguous": grids.balance.contiguous, "cv": left, "walk_cv": walk,
        }  # fmt: skip
    return {
        "residents": residents, "buildings": len(city.key), "repetitions": repetitions, "wishes": found,
        "seconds": sum(one["seconds"] for one in found.values()) / len(found), "peak_bytes": processes.peak_bytes(), "city_bytes": before,
    }  # fmt: skip


def variations(settings, city, of_building) -> list[float]:
    """Variation of the load per grid around the mean of its community or street: of these grids, and of a walk cut into portions."""
    import numpy as np

    from gridgov.organisation.targets import grids_wanted
    from gridgov.organisation.walk import cut_walk, walk_through
    from gridgov.organisation.workload import loads_of

    area, load = (city.community if settings.grids.within == "community" else city.street).astype(np.int64), loads_of(settings, city)
    wanted = grids_wanted(settings, city, load)
    walk = cut_walk(walk_through(city.x, city.y, area, wanted), load, area, wanted)
    found = []
    for grid in (of_building, walk):
        carried, of_grid = np.bincount(grid, weights=load), np.empty(int(wanted.sum()), np.int64)
        of_grid[grid] = area
        mean = np.bincount(of_grid, weights=carried) / wanted
        found.append(float((carried / mean[of_grid]).std()))
    return found


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    shown = []
    for size in result["sizes"]:
        what = f"{size['residents']:,} residents, {size['buildings']:,} buildings"
        for balance, one in size["wishes"].items():
            aim = AIMS_S.get(size["residents"])
            where = f"{what}, {one['grids']:,} grids of equal {balance} within each {WISHES[balance]}"
            shown.append(Row(where, f"{one['seconds']:.2f} s", False, f"under {aim} s" if aim else "", one["seconds"] < aim if aim else None))
            left = f"{100 * one['cv']:.1f} % (a walk cut into portions: {100 * one['walk_cv']:.1f} %); in one piece: {one['contiguous']:,}"
            shown.append(Row(f"{where}: variation of {balance} left", left, True))
        more = bytes_text(max(0, size["peak_bytes"] - size["city_bytes"]))
        shown.append(Row(f"{what}: peak memory beyond the city", more, True))
    flat = result["flat"]
    return [*shown, Row("time per building, slowest size over fastest", f"{flat:.2f} times", True, f"at most {AIM_FLAT} times", flat <= AIM_FLAT)]
