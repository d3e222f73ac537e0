"""Cadres to buildings: time and memory by size of the city, homes spread or crowded, and the distance against the best there is."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rows import Row, bytes_text, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "cadres", "Cadres to buildings"
CADRES, RESIDENTS = 0.4703, 0.2594  # of buildings: S0 facts 7 to 10
PER_STREET, MOST_STREETS = 200, 1000  # buildings of a street, streets
HOUSEHOLDS = 10  # per building, one person each: the people play no part
AIM_AT, AIM_SECONDS = 4040, 1
AIM_SCALE = 10  # times
AIM_OPTIMUM = 1.1  # times
#: Name, words and settings of each way of coming to the buildings.
WAYS = {
    "spread": ("homes spread", {}),
    "quarter": ("all homes in one quarter", {"chiefs.homes_in_quarter": 1.0}),
    "quarter_unlimited": ("all homes in one quarter, any distance", {"chiefs.homes_in_quarter": 1.0, "chiefs.max_distance_m": "none"}),
    "lot": ("by lot", {"chiefs.claim": "keyed"}),
}


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return len(sizes.cadre_buildings) * len(WAYS)


def measure(sizes: Sizes, tell) -> dict:
    """One process for each size and way; the smallest city is solved to the optimum as well."""
    found = []
    for buildings in sizes.cadre_buildings:
        for way in WAYS:
            solve = buildings == min(sizes.cadre_buildings)
            found.append(processes.call(place, buildings=buildings, way=way, rounds=sizes.cadre_rounds, solve=solve))
            tell()
    per_cadre = {(one["buildings"], one["way"]): one["cpu_s"] / one["cadres"] for one in found}
    least, most = min(sizes.cadre_buildings), max(sizes.cadre_buildings)
    return {"places": found, "scale": {way: per_cadre[most, way] / per_cadre[least, way] for way in WAYS}}


def place(buildings: int, way: str, rounds: int, solve: bool) -> dict:
    """All chiefs of a city of this many buildings, placed some times."""
    from benchmarks import runs
    from gridgov.organisation.chiefs import place_chiefs
    from gridgov.organisation.optimum import gap_to_optimum
    from gridgov.organisation.organisation import organise

    place_chiefs(*_city_and_schedule(60, way))  # compile, or load from the cache
    city, schedule = _city_and_schedule(buildings, way)
    before = processes.peak_bytes()
    done = [runs.timed(place_chiefs, city, schedule) for _ in range(rounds)]
    chiefs, after = done[-1][0], processes.peak_bytes()
    cadres = chiefs.post[0] >= 0
    result = {
        "buildings": buildings, "way": way, "cadres": int(cadres.sum()), "cpu_s": middle(took.cpu_s for _, took in done),
        "metres": float(chiefs.distance_m[0][cadres].mean()), "more_bytes": after - before,
    }  # fmt: skip
    if solve:
        scenario = _scenario(buildings, way)
        gap = gap_to_optimum(city, organise(scenario, city))
        result |= {"optimum_metres": gap.optimum_m / gap.cadres, "bound_metres": gap.bound_m / gap.cadres}
    return result


def _scenario(buildings: int, way: str):
    from gridgov.scenario.load import load_scenario

    streets = max(2, min(MOST_STREETS, buildings // PER_STREET))
    city = {"buildings": buildings, "residents": HOUSEHOLDS * buildings, "persons_per_household": 1.0, "streets": streets}
    extra = {f"city.{name}": value for name, value in city.items()} | {"chiefs.cadre_share": CADRES, "chiefs.resident_share": RESIDENTS}
    return load_scenario("baseline", extra=extra | WAYS[way][1])


def _city_and_schedule(buildings: int, way: str):
    from gridgov.city.city import build_city
    from gridgov.organisation.grids import draw_grids
    from gridgov.organisation.schedule import build_schedule

    scenario = _scenario(buildings, way)
    city = build_city(scenario)
    return city, build_schedule(scenario, city, draw_grids(scenario.settings, city))


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    shown, sizes = [], [one["buildings"] for one in result["places"]]
    for one in result["places"]:
        what = f"{one['cadres']:,} cadres to {one['buildings']:,} buildings, {WAYS[one['way']][0]}"
        aimed = one["buildings"] == AIM_AT
        aim, met = (f"under {AIM_SECONDS} s", one["cpu_s"] < AIM_SECONDS) if aimed else ("", None)
        shown.append(Row(what, f"{one['cpu_s']:.3f} s, mean distance {one['metres']:,.0f} m", False, aim, met))
        if "optimum_metres" in one:
            ratio = one["metres"] / one["optimum_metres"]
            aim, met = (f"at most {AIM_OPTIMUM} times", ratio <= AIM_OPTIMUM) if one["way"] in ("spread", "quarter_unlimited") else ("", None)
            shown.append(Row(f"{what}: distance over the least possible", f"{ratio:.2f} times", True, aim, met))
        if one["buildings"] == max(sizes):
            shown.append(Row(f"{what}: memory beside the city", bytes_text(one["more_bytes"]), True))
    for way, ratio in result["scale"].items():
        what = f"time per cadre, {max(sizes):,} over {min(sizes):,} buildings, {WAYS[way][0]}"
        shown.append(Row(what, f"{ratio:.1f} times", True, f"at most {AIM_SCALE} times", ratio <= AIM_SCALE))
    return shown
