"""The city: what every policy meets unchanged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from gridgov.city.given import given_plan
from gridgov.city.keyed import apportion, normals, ranking
from gridgov.city.people import draw_people
from gridgov.city.synthetic import synthetic_plan
from gridgov.draws import BUILDING_EFFECT, ESTATE_KIND, name_key


@dataclass(frozen=True, eq=False)
class City:
    """Place and people. B buildings, R residents; rows of `people` follow the buildings, `first` says where each begins."""

    seed: int
    streets: tuple[str, ...]
    communities: tuple[str, ...]  # street/community
    estates: tuple[str, ...]  # street/community/estate
    kinds: tuple[str, ...]
    buildings: tuple[str, ...]  # (B,) ids
    community_street: np.ndarray  # i4 (communities,)
    estate_community: np.ndarray  # i4 (estates,)
    estate_kind: np.ndarray  # i4 (estates,)
    key: np.ndarray  # i8 (B,)
    x: np.ndarray  # f8 (B,), metres
    y: np.ndarray  # f8 (B,), metres
    households: np.ndarray  # i8 (B,)
    residents: np.ndarray  # i8 (B,)
    first: np.ndarray  # i8 (B,)
    estate: np.ndarray  # i4 (B,)
    community: np.ndarray  # i4 (B,)
    street: np.ndarray  # i4 (B,)
    kind: np.ndarray  # i4 (B,)
    effect: np.ndarray  # f8 (B,), logit of reporting
    people: np.ndarray  # f8 (R, 3): trust, satisfaction, propensity
    given_grids: tuple[str, ...]  # names of the grids that the table of buildings gives; a policy may take them or leave them
    given_grid: np.ndarray | None  # i4 (B,); None where the table gives none

    @cached_property
    def sha256(self) -> str:
        """Hash of every name and number (real numbers to nine decimals): equal cities have equal hashes."""
        digest = hashlib.sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            digest.update(field.name.encode())
            if not isinstance(value, np.ndarray):
                digest.update(repr(value).encode())
                continue
            if value.dtype.kind == "f":
                # adding 0.0 turns a negative zero into a positive one
                value = np.round(value, 9) + 0.0
            digest.update(f"{value.dtype.str}{value.shape}".encode())
            digest.update(np.ascontiguousarray(value))
        return digest.hexdigest()


def build_city(scenario) -> City:
    """The city of a scenario, the same under every policy."""
    settings = scenario.settings
    kinds = tuple(settings.estate)
    if scenario.buildings_path:
        from gridgov.scenario.buildings import read_buildings

        plan = given_plan(settings.city, read_buildings(scenario.buildings_path), kinds)
    else:
        plan = synthetic_plan(settings.city)
    seed = settings.city.seed
    estate_kind = plan.given_kind
    if estate_kind is None:
        estate_kind = estate_kinds(seed, plan.estates, [row.share for row in settings.estate.values()])
    community = plan.estate_community[plan.estate]
    return City(
        seed=seed, streets=plan.streets, communities=plan.communities, estates=plan.estates, kinds=kinds, buildings=plan.ids,
        community_street=plan.community_street, estate_community=plan.estate_community, estate_kind=estate_kind,
        key=plan.key, x=plan.x, y=plan.y, households=plan.households, residents=plan.residents, first=np.cumsum(plan.residents) - plan.residents,
        estate=plan.estate, community=community, street=plan.community_street[community], kind=estate_kind[plan.estate],
        effect=settings.learning.building_sd * normals(seed, BUILDING_EFFECT, plan.key),
        people=draw_people(seed, plan.key, plan.residents, settings.learning), given_grids=plan.given_grids, given_grid=plan.given_grid,
    )  # fmt: skip


def estate_kinds(seed: int, estates: tuple[str, ...], shares: list[float]) -> np.ndarray:
    """Kind of each estate (i4), in exact shares by keyed ranking."""
    keys = np.fromiter(map(name_key, estates), np.int64, len(estates))
    counts = apportion(len(estates), np.array(shares, float))
    kind = np.zeros(len(estates), np.int32)
    kind[ranking(seed, ESTATE_KIND, keys)] = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    return kind
