"""A city from a user's table of buildings."""

from __future__ import annotations

import numpy as np

from gridgov.city.keyed import uniforms
from gridgov.city.plan import Plan
from gridgov.draws import HOUSEHOLDS, name_key


def given_plan(city, table: dict[str, np.ndarray], kinds: tuple[str, ...]) -> Plan:
    """Plan of the city in a table of buildings: columns id, x, y, households, estate, community, street, perhaps kind and grid.

    Buildings are ordered by id, so that the order of lines does not matter. A building has households x persons per
    household residents, the fraction rounded up or down by its own keyed number: one more building changes no other.
    """
    order = np.argsort(np.asarray(table["id"], str), kind="stable")
    column = {name: [str(value) for value in np.asarray(values)[order]] for name, values in table.items() if name not in ("x", "y", "households")}
    ids = tuple(column["id"])
    key = np.fromiter(map(name_key, ids), np.int64, len(ids))
    households = np.asarray(table["households"], np.int64)[order]
    residents = np.floor(households * float(city.persons_per_household) + uniforms(city.seed, HOUSEHOLDS, key)).astype(np.int64)

    of_building = [f"{s}/{c}" for s, c in zip(column["street"], column["community"])]
    estate_of = [f"{community}/{estate}" for community, estate in zip(of_building, column["estate"])]
    streets = tuple(sorted(set(column["street"])))
    communities = tuple(sorted(set(of_building)))
    estates = tuple(sorted(set(estate_of)))
    row = {name: i for names in (streets, communities, estates) for i, name in enumerate(names)}
    estate = np.fromiter((row[name] for name in estate_of), np.int32, len(ids))
    street_of = dict(zip(of_building, column["street"]))
    community_of = dict(zip(estate_of, of_building))
    given_kind = None
    if "kind" in column:
        # an estate is of the kind of its first building
        named = dict(zip(reversed(estate_of), reversed(column["kind"])))
        given_kind = np.array([kinds.index(named[name]) for name in estates], np.int32)
    given_grids, given_grid = (), None
    if "grid" in column:
        given_grids = tuple(sorted(set(column["grid"])))
        place = {name: i for i, name in enumerate(given_grids)}
        given_grid = np.array([place[name] for name in column["grid"]], np.int32)
    return Plan(
        ids=ids, x=np.asarray(table["x"], float)[order], y=np.asarray(table["y"], float)[order], key=key,
        households=households, residents=residents, streets=streets, communities=communities, estates=estates, estate=estate, given_kind=given_kind,
        community_street=np.array([row[street_of[name]] for name in communities], np.int32),
        estate_community=np.array([row[community_of[name]] for name in estates], np.int32), given_grids=given_grids, given_grid=given_grid,
    )  # fmt: skip
