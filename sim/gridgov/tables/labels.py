"""Names and prices that go with the rows of the tables: what metrics and reports say, and no engine reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.balance import Balance
from gridgov.organisation.cohorts import Cohorts, find_cohorts
from gridgov.organisation.organisation import Organisation
from gridgov.tables.dtypes import DAY, PAYERS, WEEK
from gridgov.tables.phases import ChiefTime, Phases

YEAR_S = 365 * DAY


@dataclass(frozen=True, eq=False)
class Labels:
    """Names by row of World's tables, and the settings that only the books need.

    B buildings, D desks, K tiers, C categories, H channels, G regimes, P phases.
    """

    streets: tuple[str, ...]
    communities: tuple[str, ...]
    grids: tuple[str, ...]
    estates: tuple[str, ...]
    kinds: tuple[str, ...]
    buildings: tuple[str, ...]
    tiers: tuple[str, ...]
    categories: tuple[str, ...]
    channels: tuple[str, ...]
    departments: tuple[str, ...]
    desks: tuple[str, ...]  # tier/area
    calendars: tuple[str, ...]
    community_street: np.ndarray  # i4 (communities,)
    grid_community: np.ndarray  # i4 (grids,)
    estate_kind: np.ndarray  # i4 (estates,)
    estate_community: np.ndarray  # i4 (estates,)
    balance: Balance  # of the grids
    mismatch: np.ndarray  # f8 (P,): share of households in grids with another boundary than their party branch
    regimes: tuple  # (G,) Settings
    phase_day: np.ndarray  # i8 (P,), days of the run
    payer: np.ndarray  # i4 (K,), a place in PAYERS
    repairs_payer: np.ndarray  # i4 (K,), a place in PAYERS
    wage: np.ndarray  # f8 (G, K), yuan per hour
    chief_kind: np.ndarray  # i4 (P, B), a place in CHIEF_KINDS
    sender: np.ndarray  # i4 (P, B): organisation of the cadre chief, -1 where there is none
    chief_distance_m: np.ndarray  # f8 (P, B): from the home of the cadre chief to the building, 0 where there is none
    chief_time: ChiefTime
    owner_hours: np.ndarray  # f8 (P, D): hours a week that a worker spends on the buildings of which his grid was named owner
    company: np.ndarray  # bool (P, estates): property companies
    desk_households: np.ndarray  # i8 (D,)
    stipend_fen: np.ndarray  # i8 (P, communities), a month
    overhead_fen: np.ndarray  # i8 (P, communities), a month
    works_day: np.ndarray  # f8 (estates,): day of the run on which works begin, infinite where there are none
    works_fen: np.ndarray  # i8 (estates,): what they cost
    equipment: np.ndarray  # f8 (P, H), fen a second that the street pays for a channel
    watching: np.ndarray  # f8 (P, H), hours that volunteers give to a channel in an hour
    cohorts: Cohorts  # of a roll-out


def build_labels(city: City, organisation: Organisation, phases: Phases, calendars: tuple[str, ...]) -> Labels:
    """The labels of a built world."""
    settings = organisation.settings
    tiers = settings.tier.values()
    return Labels(
        streets=city.streets, communities=city.communities, grids=organisation.grids.names, estates=city.estates, kinds=city.kinds,
        buildings=city.buildings, tiers=tuple(settings.tier), categories=tuple(settings.category), channels=tuple(settings.channel),
        departments=tuple(settings.department), desks=organisation.desks.names, calendars=calendars,
        community_street=city.community_street, grid_community=organisation.grids.community,
        estate_kind=city.estate_kind, estate_community=city.estate_community,
        balance=organisation.grids.balance, mismatch=organisation.mismatch @ city.households / max(1, int(city.households.sum())),
        regimes=phases.regimes, phase_day=organisation.schedule.start_day,
        payer=np.array([PAYERS.index(tier.payer) for tier in tiers], np.int32),
        repairs_payer=np.array([PAYERS.index(tier.repairs_paid_by) for tier in tiers], np.int32),
        wage=np.array([[row.wage_yuan_per_hour * row.pay for row in regime.tier.values()] for regime in phases.regimes]),
        chief_kind=organisation.chief, sender=organisation.chiefs.organisation, chief_distance_m=organisation.chiefs.distance_m,
        chief_time=phases.chief_time, owner_hours=phases.owner_hours, company=organisation.estates["company"],
        desk_households=organisation.desks.households, stipend_fen=phases.stipend_fen, overhead_fen=phases.overhead_fen,
        works_day=organisation.renovation.start_day, works_fen=np.floor(organisation.renovation.yuan * 100 + 0.5).astype(np.int64),
        cohorts=find_cohorts(organisation.schedule, city, settings.time.warmup_days, settings.time.horizon_days),
        equipment=organisation.coverage.yuan_per_year * 100.0 / YEAR_S, watching=organisation.coverage.hours_per_week * 3600.0 / WEEK,
    )  # fmt: skip
