"""What differs from phase to phase: regimes, slots, speeds, who looks how often, and the community's money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.organisation import Organisation
from gridgov.organisation.posts import CADRE, NO_CHIEF, RESIDENT_CHIEF
from gridgov.scenario.duties import patrol_hours
from gridgov.tables.calendars import calendar_names
from gridgov.tables.dtypes import BUILDING_PHASE, DAY, DESK_PHASE, Calendars

HOUR = 3600


@dataclass(frozen=True, eq=False)
class Phases:
    """Tables by phase. P phases, D desks, B buildings, H channels."""

    regimes: tuple  # Settings, in order of their sets of parts
    phase_start: np.ndarray  # i8 (P,), seconds
    desk_phase: np.ndarray  # DESK_PHASE (P, D)
    building_phase: np.ndarray  # BUILDING_PHASE (P, B)
    exposure_s: np.ndarray  # f8 (P, H, B)
    fund_fen: np.ndarray  # i8 (P, communities)
    stipend_fen: np.ndarray  # i8 (P, communities), a month


def build_phases(city: City, organisation: Organisation, calendars: Calendars) -> Phases:
    """All tables by phase."""
    schedule, desks = organisation.schedule, organisation.desks
    of_buildings = schedule.of_buildings()
    sets = np.unique(np.concatenate([of_buildings.ravel(), desks.bits.ravel()]))
    regimes = tuple(schedule.settings_of(int(bits)) for bits in sets)
    building_phase = np.zeros(of_buildings.shape, BUILDING_PHASE)
    building_phase["regime"] = np.searchsorted(sets, of_buildings)
    building_phase["chief"] = organisation.chief
    desk_phase = np.zeros(desks.bits.shape, DESK_PHASE)
    desk_phase["regime"] = np.searchsorted(sets, desks.bits)
    desk_phase["slots"] = desks.slots
    _fill_speeds(desk_phase, organisation, calendars, regimes)
    exposure = exposures(city, organisation, calendars, regimes, building_phase["regime"], desk_phase)
    differs = building_phase["regime"][1:] != building_phase["regime"][:-1]
    # infinite exposures are equal to each other, which is meant
    building_phase["changed"][1:] = differs | (exposure[1:] != exposure[:-1]).any(axis=1)
    fund, stipend = funds(city, organisation)
    return Phases(regimes, schedule.start_day * DAY, desk_phase, building_phase, exposure, fund, stipend)


def chief_hours(settings, kind: int) -> float:
    """Hours a week that a chief of this kind really gives."""
    chiefs = settings.chiefs
    if kind == CADRE:
        return chiefs.cadre_hours_per_week * chiefs.cadre_motivation
    return chiefs.resident_hours_per_week * chiefs.resident_motivation if kind == RESIDENT_CHIEF else 0.0


def _share(hours: float, open_s: float) -> float:
    """Hours a week as a share of a calendar's open time (0 for a calendar that never opens)."""
    return hours * HOUR / open_s if open_s > 0 else 0.0


def _fill_speeds(desk_phase, organisation: Organisation, calendars: Calendars, regimes) -> None:
    """Fill speed and acts: the share of the calendar left for cases, and whether the desk takes cases."""
    desks, names = organisation.desks, calendar_names(organisation.settings)
    for k, (name, tier) in enumerate(organisation.settings.tier.items()):
        first, count = desks.block[k]
        rows = slice(first, first + count)
        here = desk_phase[:, rows]
        open_s = float(calendars.open[names.index(tier.calendar)])
        for g, settings in enumerate(regimes):
            now = here["regime"] == g
            if tier.area == "building":
                kind = organisation.chief[:, _buildings_of(desks, k)]
                for one in (NO_CHIEF, CADRE, RESIDENT_CHIEF):
                    hours = chief_hours(settings, one) * (1.0 - settings.chiefs.look_share)
                    here["speed"][now & (kind == one)] = min(1.0, _share(hours, open_s))
            else:
                duty = settings.tier[name]
                away = patrol_hours(settings, name) + duty.meeting_hours_per_week + duty.training_hours_per_week
                here["speed"][now] = max(0.0, 1.0 - _share(away, open_s))
        manned = desks.manned[:, rows]
        here["speed"][~manned] = 0.0
        here["acts"] = manned & (((here["slots"] > 0) & (here["speed"] > 0)) | (tier.when_vacant == "wait"))


def _buildings_of(desks, k: int) -> np.ndarray:
    """The building of each desk of a tier whose area is the building."""
    served = np.flatnonzero(desks.of_building[k] >= 0)
    return served[np.argsort(desks.of_building[k][served], kind="stable")]


def exposures(city: City, organisation: Organisation, calendars: Calendars, regimes, regime, desk_phase) -> np.ndarray:
    """Open seconds of each channel's calendar per unit of chance, at visibility 1: f8 (P, H, B); infinite where it does not cover or nobody looks."""
    base, desks = organisation.settings, organisation.desks
    names, tiers = calendar_names(base), list(base.tier)
    out = np.full((len(regime), len(base.channel), len(city.key)), np.inf)
    for h, (name, channel) in enumerate(base.channel.items()):
        open_s = float(calendars.open[names.index(channel.calendar)])
        for g, settings in enumerate(regimes):
            now, row = regime == g, settings.channel[name]
            if channel.kind == "residents":
                out[:, h][now] = row.mean_hours * HOUR
            elif channel.kind == "watch" and row.reach > 0:
                out[:, h][now] = row.mean_hours * HOUR / row.reach
            elif channel.kind == "chief":
                look = row.minutes_per_household * 60.0 * city.households
                for kind in (CADRE, RESIDENT_CHIEF):
                    rate = min(1.0, _share(chief_hours(settings, kind) * settings.chiefs.look_share, open_s))
                    if rate > 0:
                        out[:, h] = np.where(now & (organisation.chief == kind), look / rate, out[:, h])
        if channel.kind == "patrol":
            k = tiers.index(channel.tier)
            served = np.flatnonzero(desks.of_building[k] >= 0)
            out[:, h, served] = _passes(name, k, channel.tier, organisation, regimes, desk_phase, open_s)[:, desks.of_building[k][served]]
    out[~organisation.coverage.buildings] = np.inf
    return out


def _passes(channel: str, k: int, tier: str, organisation: Organisation, regimes, desk_phase, open_s: float) -> np.ndarray:
    """Open seconds of one pass of the patrol over the area of each desk, f8 (P, D); infinite outside tier k and where nobody patrols."""
    desks = organisation.desks
    out = np.full(desk_phase.shape, np.inf)
    of_tier = desks.tier == k
    for g, settings in enumerate(regimes):
        row = settings.channel[channel]
        rate = desk_phase["slots"] * _share(settings.tier[tier].patrol_hours_per_week * row.hours_share, open_s)
        length = row.minutes_per_household * 60.0 * desks.households * settings.routing.separate_grids
        walks = (desk_phase["regime"] == g) & of_tier & (rate > 0)
        out[walks] = np.broadcast_to(length, rate.shape)[walks] / rate[walks]
    return out


def funds(city: City, organisation: Organisation) -> tuple[np.ndarray, np.ndarray]:
    """Money for repairs and stipends of chiefs of each community and month: two i8 (P, communities), fen.

    A resident chief is paid the stipend of his building, at most an equal part of the share of the fund that may go to stipends.
    """
    schedule = organisation.schedule
    n = len(city.communities)
    of_communities, of_buildings = schedule.of_areas(city.community, n), schedule.of_buildings()
    fund_fen, stipend_fen = np.zeros((2, len(of_communities), n), np.int64)
    for p in range(len(of_communities)):
        yearly = np.zeros(n)
        for bits in np.unique(of_communities[p]):
            yearly[of_communities[p] == bits] = schedule.settings_of(int(bits)).money.fund_yuan_per_year
        unpaid = organisation.chief[p] == RESIDENT_CHIEF
        chiefs = np.bincount(city.community[unpaid], minlength=n)
        paid = np.zeros(len(city.key))
        for bits in np.unique(of_buildings[p][unpaid]):
            rule = schedule.settings_of(int(bits)).chiefs
            rows = unpaid & (of_buildings[p] == bits)
            at = city.community[rows]
            paid[rows] = np.minimum(rule.stipend_yuan_per_month, rule.stipend_share_max * yearly[at] / 12 / chiefs[at])
        stipends = np.bincount(city.community, weights=paid, minlength=n)
        fund_fen[p] = np.maximum(0.0, np.floor((yearly / 12 - stipends) * 100.0 + 0.5))
        stipend_fen[p] = np.floor(yearly / 12 * 100.0 + 0.5).astype(np.int64) - fund_fen[p]
    return fund_fen, stipend_fen
