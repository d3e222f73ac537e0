"""From a checked scenario to the tables that both engines start from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City, build_city
from gridgov.city.keyed import child_keys
from gridgov.draws import PURPOSES, name_key, stem
from gridgov.organisation.organisation import Organisation, organise
from gridgov.tables.acceptance import Acceptance, build_acceptance
from gridgov.tables.calendars import build_calendars, calendar_names
from gridgov.tables.dtypes import (
    AREAS,
    BUILDING,
    CHANNEL,
    CHANNEL_KINDS,
    DAY,
    DEPARTMENT_ROW,
    DESK,
    NONE,
    RESIDENT,
    STREAM,
    TAKES,
    TIER,
    World,
)  # fmt: skip
from gridgov.tables.labels import Labels, build_labels
from gridgov.tables.monthly import build_monthly
from gridgov.tables.phases import build_phases
from gridgov.tables.rates import build_rates
from gridgov.tables.works import build_works

YEAR_S = 365 * DAY
OWN_WORK = name_key("own work")


@dataclass(frozen=True, eq=False)
class Start:
    """What one run starts from, with the names that go with it."""

    world: World
    labels: Labels
    city: City
    acceptance: Acceptance

    def with_seed(self, seed: int) -> Start:
        """The same start for another run: only the days' own factors are drawn anew."""
        return Start(self.world._replace(seed=seed, stem=stems(seed), accept=self.acceptance.of_seed(seed)), self.labels, self.city, self.acceptance)


def stems(seed: int) -> np.ndarray:
    """Stem of the draws of each purpose, u8 (PURPOSES,)."""
    return np.array([int(stem(seed, purpose)) for purpose in range(PURPOSES)], np.uint64)


def build(scenario, seed: int, city: City | None = None) -> Start:
    """Everything that a run of this scenario with this seed starts from; `city` saves building the city again.

    Raises Faults where a policy names a place that the city does not have.
    """
    city = build_city(scenario) if city is None else city
    organisation = organise(scenario, city)
    settings, desks = organisation.settings, organisation.desks
    calendars = build_calendars(settings)
    phases = build_phases(city, organisation, calendars)
    acceptance = build_acceptance(settings)
    category_key = _keys(settings.category)
    world = World(
        seed=seed, stem=stems(seed), warmup=settings.time.warmup_days * DAY, end=(settings.time.warmup_days + settings.time.horizon_days) * DAY,
        building=buildings(settings, city, organisation), resident=city.people.view(RESIDENT).reshape(-1),
        stream=streams(settings, city, category_key), category_key=category_key,
        tier=tiers(settings), channel=channels(settings), desk=desk_rows(settings, organisation),
        department=departments(settings, organisation), department_weight=department_weights(settings),
        desk_of=desks.of_building, tier_desks=desks.block, accept=acceptance.of_seed(seed), calendar=calendars,
        phase_start=phases.phase_start, desk_phase=phases.desk_phase, building_phase=phases.building_phase,
        exposure_s=phases.exposure_s, births_phase=phases.births_phase, entry_rate=phases.entry_rate, fund_fen=phases.fund_fen,
        **build_works(city, organisation), **build_rates(phases.regimes), **build_monthly(city, organisation, calendars, phases),
    )  # fmt: skip
    return Start(world, build_labels(city, organisation, phases, calendar_names(settings)), city, acceptance)


def build_world(scenario, seed: int, city: City | None = None) -> World:
    """The tables of one run."""
    return build(scenario, seed, city).world


def _keys(names) -> np.ndarray:
    return np.array([name_key(name) for name in names], np.int64)


def buildings(settings, city: City, organisation: Organisation) -> np.ndarray:
    """BUILDING (B,)."""
    out = np.zeros(len(city.key), BUILDING)
    for name in ("key", "x", "y", "effect", "first", "residents", "households", "street", "community", "estate", "kind"):
        out[name] = getattr(city, name)
    out["grid"] = organisation.grids.of_building
    out["reputation"] = settings.learning.trust
    return out


def streams(settings, city: City, category_key: np.ndarray) -> np.ndarray:
    """STREAM (S,): candidates at the ceiling of their rate, building by building, then the departments' own work."""
    births = np.array([row.births for row in settings.estate.values()])[city.kind]
    per_second = np.array([row.per_1000 for row in settings.category.values()]) / 1000.0 / YEAR_S * settings.birth.ceiling
    rate = np.outer(city.residents * births, per_second)
    building, category = np.nonzero(rate)
    out = np.zeros(len(building), STREAM)
    out["building"], out["category"], out["rate"] = building, category, rate[building, category]
    out["key"] = child_keys(city.key[building], category_key[category])
    own = np.array([row.own_work_per_100k for row in settings.department.values()], float) * city.residents.sum() / 1e5 / DAY
    # departments without desks, on a ladder that does not reach them, have no work here either
    reached = any(tier.area == "departments" for tier in settings.tier.values())
    worked = np.flatnonzero(own * reached)
    more = np.zeros(len(worked), STREAM)
    more["building"], more["category"], more["rate"] = NONE, worked, own[worked]
    more["key"] = child_keys(_keys(settings.department)[worked], np.full(len(worked), OWN_WORK))
    return np.concatenate([out, more])


def tiers(settings) -> np.ndarray:
    """TIER (K,)."""
    out = np.zeros(len(settings.tier), TIER)
    out["key"] = _keys(settings.tier)
    for row, tier in zip(out, settings.tier.values()):
        row["area"] = AREAS.index(tier.area)
        row["repairs_fund"] = tier.repairs_paid_by == "community_fund"
        row["climb_when_vacant"] = tier.when_vacant == "climb"
        row["on_call"] = TAKES.index(tier.takes)
    return out


def channels(settings) -> np.ndarray:
    """CHANNEL (H,)."""
    names, places = calendar_names(settings), list(settings.tier)
    out = np.zeros(len(settings.channel), CHANNEL)
    out["key"] = _keys(settings.channel)
    for row, channel in zip(out, settings.channel.values()):
        row["kind"] = CHANNEL_KINDS.index(channel.kind)
        row["tier"] = places.index(channel.tier)
        row["calendar"] = names.index(channel.calendar)
        row["on_spot"] = channel.fixes_on_spot
    return out


def desk_rows(settings, organisation: Organisation) -> np.ndarray:
    """DESK (D,); a desk has as many rows of workers as it ever has slots."""
    desks, names = organisation.desks, calendar_names(settings)
    out = np.zeros(len(desks.names), DESK)
    out["key"] = _keys(desks.names)
    for name in ("x", "y", "tier", "department", "community"):
        out[name] = getattr(desks, name)
    out["workers"] = desks.slots.max(axis=0)
    out["first_worker"] = np.cumsum(out["workers"]) - out["workers"]
    out["calendar"] = np.array([names.index(tier.calendar) for tier in settings.tier.values()], np.int32)[desks.tier]
    return out


def departments(settings, organisation: Organisation) -> np.ndarray:
    """DEPARTMENT_ROW (M,)."""
    out = np.zeros(len(settings.department), DEPARTMENT_ROW)
    out["key"] = _keys(settings.department)
    out["desk"] = NONE
    rows = np.flatnonzero(organisation.desks.department >= 0)
    out["desk"][organisation.desks.department[rows]] = rows
    out["own_work_s"] = [row.own_work_minutes * 60.0 for row in settings.department.values()]
    return out


def department_weights(settings) -> np.ndarray:
    """How often each department is needed, f8 (C, M)."""
    rows = [[row.departments.get(name, 0.0) for name in settings.department] for row in settings.category.values()]
    return np.array(rows, float).reshape(len(rows), len(settings.department))
