"""A synthetic city from a few declared numbers: streets side by side, communities within them, estates as blocks."""

from __future__ import annotations

import math

import numpy as np

from gridgov.city.keyed import apportion, half_up, normals, uniforms
from gridgov.city.plan import Plan
from gridgov.draws import HOUSEHOLDS, PLACE, name_key
from gridgov.scenario.places import numbered
from gridgov.scenario.size import building_count, household_count

JITTER = 0.25  # of the spacing: how far a building stands from its place in the pattern, at most


def synthetic_plan(city) -> Plan:
    """Plan of the synthetic city that the table [city] describes.

    Buildings are numbered along a walk through each community, so that estates, which are runs of that walk, are blocks.
    Households are lognormal around their mean and residents follow households; both add up exactly.
    """
    n_communities = city.streets * city.communities_per_street
    n = building_count(city)
    digits = max(6, len(str(n)))
    ids = tuple(f"b{i:0{digits}d}" for i in range(1, n + 1))
    key = np.fromiter(map(name_key, ids), np.int64, n)

    streets = numbered("street", city.streets)
    communities = tuple(f"{street}/{name}" for street in streets for name in numbered("community", city.communities_per_street))
    community = np.arange(n) * n_communities // n
    size = np.bincount(community, minlength=n_communities)
    within = np.arange(n) - np.repeat(np.cumsum(size) - size, size)

    n_estates = np.maximum(size > 0, np.floor(size / city.buildings_per_estate + 0.5).astype(np.int64))
    first_estate = np.cumsum(n_estates) - n_estates
    estate = first_estate[community] + within * n_estates[community] // size[community]
    estates = tuple(f"{name}/{estate_name}" for name, count in zip(communities, n_estates) for estate_name in numbered("estate", count))

    weight = np.exp(city.households_spread * normals(city.seed, HOUSEHOLDS, key))
    households = apportion(household_count(city), weight)
    x, y = _lay_out(city, community, within, size, key)
    return Plan(
        ids=ids, x=x, y=y, households=households, residents=apportion(city.residents, households), key=key,
        streets=streets, communities=communities, estates=estates, estate=estate.astype(np.int32), given_kind=None,
        community_street=(np.arange(n_communities) // city.communities_per_street).astype(np.int32),
        estate_community=np.repeat(np.arange(n_communities), n_estates).astype(np.int32),
    )  # fmt: skip


def _lay_out(city, community, within, size, key) -> tuple[np.ndarray, np.ndarray]:
    """Positions in metres: each community nearly a square, walked in strips as wide as an estate, to and fro."""
    most = int(size.max())
    width = min(most, max(1, half_up(math.sqrt(city.buildings_per_estate))))
    strips = max(1, half_up(math.sqrt(most) / width))
    rows = math.ceil(most / (strips * width))
    # an odd number of rows lets a strip end beside the beginning of the next
    rows += (rows + 1) % 2
    strip, rest = np.divmod(within, width * rows)
    row, column = np.divmod(rest, width)
    column = np.where(row % 2 == 0, column, width - 1 - column)
    row = np.where(strip % 2 == 0, row, rows - 1 - row)
    # one place free between communities: a road
    pitch_x, pitch_y = strips * width + 1, rows + 1
    across = max(1, math.ceil(math.sqrt(city.communities_per_street)))
    down = math.ceil(city.communities_per_street / across)
    streets_across = max(1, math.ceil(math.sqrt(city.streets)))
    street, number = np.divmod(community, city.communities_per_street)
    cell_x = (street % streets_across) * across + number % across
    cell_y = (street // streets_across) * down + number // across
    shift_x = JITTER * (2.0 * uniforms(city.seed, PLACE, key, 0) - 1.0)
    shift_y = JITTER * (2.0 * uniforms(city.seed, PLACE, key, 1) - 1.0)
    spacing = float(city.building_spacing_m)
    return (cell_x * pitch_x + strip * width + column + shift_x) * spacing, (cell_y * pitch_y + row + shift_y) * spacing
