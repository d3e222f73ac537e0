"""Towns for tests: synthetic ones, scattered ones from a table of buildings, their organisation, and a small one whose runs are drawn."""

from __future__ import annotations

import math
import random
from pathlib import Path

from gridgov.city.city import City, build_city
from gridgov.organisation.organisation import Organisation, organise
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario

HEADER = "id,x,y,households,estate,community,street,kind"
KINDS = ("old", "ordinary", "gated")


def organised(name: str | Path = "baseline", **changes) -> tuple[Scenario, City, Organisation]:
    """Scenario, city and organisation with single values changed (two underscores for each dot)."""
    scenario = load_scenario(name, extra={path.replace("__", "."): value for path, value in changes.items()})
    city = build_city(scenario)
    return scenario, city, organise(scenario, city)


def place(rng: random.Random, shape: str) -> tuple[float, float]:
    """A random place: anywhere, on a lattice (two may share a place), in one of three villages, along a road, along a winding road."""
    if shape == "anywhere":
        return rng.uniform(0, 900), rng.uniform(0, 900)
    if shape == "lattice":
        return 60.0 * rng.randrange(12), 60.0 * rng.randrange(12)
    if shape == "villages":
        x, y = rng.choice(((0, 0), (1500, 200), (700, 1900)))
        return x + rng.gauss(0, 90), y + rng.gauss(0, 90)
    if shape == "road":
        return rng.uniform(0, 4000), rng.gauss(0, 15)
    angle = rng.uniform(0, 5)
    return 250 * angle * math.cos(angle), 250 * angle * math.sin(angle)


SHAPES = ("anywhere", "lattice", "villages", "road", "winding")


def scattered(folder: Path, shape: str, seed: int, buildings: int = 120, header: str = HEADER, extra=lambda row: "") -> Path:
    """A scenario over a table of `buildings` random buildings in two streets of two communities; `extra` adds a column to a row."""
    rng = random.Random(f"{shape} {seed}")
    rows = [header]
    for i in range(buildings):
        community = rng.randrange(4)
        x, y = place(rng, shape)
        estate = f"e{community}{rng.randrange(3)}"
        kind = KINDS[(int(estate[1:]) + seed) % 3]
        x, y = x + 3000 * (community % 2), y + 5000 * (community // 2)
        row = f"b{i:03d},{x:.2f},{y:.2f},{rng.choice((0, 20, 36, 48, 60, 90))},{estate},c{community},s{community // 2},{kind}"
        rows.append(row + extra(row))
    (folder / "buildings.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = folder / "town.toml"
    path.write_text('extends = "baseline"\n[city]\nbuildings_file = "buildings.csv"\n', encoding="utf-8")
    return path


#: A scenario file of a small town with two policies of its own, for what draws and keeps single runs of a study of it.
TWO_POLICIES = """
extends = "classroom"
[city]
residents = 400
[time]
warmup_days = 5
horizon_days = 20
[policy.fewer]
set = { routing.accuracy = 0.5 }
[policy.more]
set = { routing.accuracy = 0.9 }
"""


def plan_of_two(replicates: int) -> str:
    """A plan file of both policies of `TWO_POLICIES`, kept as town.toml beside it."""
    return f'scenario = "town.toml"\npolicies = ["fewer", "more"]\nreplicates = {replicates}\nmetrics = ["problem_days", "cost"]\n'
