"""What differs from phase to phase: regimes, slots, speeds, who looks how often, and the community's money."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.city.city import City
from gridgov.organisation.organisation import Organisation
from gridgov.organisation.posts import CADRE, RESIDENT_CHIEF
from gridgov.scenario.hours import duty_hours, there_share
from gridgov.tables.calendars import calendar_names
from gridgov.tables.dtypes import BUILDING_PHASE, DAY, DESK_PHASE, Calendars
from gridgov.tables.rates import shifted
from gridgov.tables.terms import deterrence, eases, entries, owner_hours

HOUR = 3600


@dataclass(frozen=True, eq=False)
class ChiefTime:
    """Hours a week of the chief of each building, f8 (P, B), 0 where there is none."""

    look: np.ndarray  # walking through his building
    cases: np.ndarray  # kept free for cases
    way: np.ndarray  # between home and the building
    surge: np.ndarray  # given to a surge


@dataclass(frozen=True, eq=False)
class Phases:
    """Tables by phase. P phases, D desks, B buildings, H channels."""

    regimes: tuple  # Settings, in order of their sets of parts; with and, where it has a price, without one boundary of grid and branch
    phase_start: np.ndarray  # i8 (P,), seconds
    desk_phase: np.ndarray  # DESK_PHASE (P, D)
    building_phase: np.ndarray  # BUILDING_PHASE (P, B)
    exposure_s: np.ndarray  # f8 (P, H, B)
    births_phase: np.ndarray  # f8 (P, B, C) or (0, 0, C)
    entry_rate: np.ndarray  # ENTRY_RATE (G, H) or (0, H)
    owner_hours: np.ndarray  # f8 (P, D): hours a week that a worker spends on the buildings of which his grid was named owner
    fund_year: np.ndarray  # f8 (P, communities), yuan
    fund_month: np.ndarray  # f8 (P, communities), yuan that the overhead leaves
    fund_fen: np.ndarray  # i8 (P, communities)
    stipend_fen: np.ndarray  # i8 (P, communities), a month
    overhead_fen: np.ndarray  # i8 (P, communities), a month
    chief_time: ChiefTime


def build_phases(city: City, organisation: Organisation, calendars: Calendars) -> Phases:
    """All tables by phase."""
    schedule, desks = organisation.schedule, organisation.desks
    of_buildings = schedule.of_buildings()
    # a regime is a set of parts, and whether the price of a mismatch is paid: twice the set, plus 1 where it is
    of_buildings, of_desks = 2 * of_buildings + priced_mismatch(organisation), 2 * desks.bits
    sets = np.unique(np.concatenate([of_buildings.ravel(), of_desks.ravel()]))
    plain = [schedule.settings_of(int(code) >> 1) for code in sets]
    regimes = tuple(with_mismatch(settings) if code & 1 else settings for settings, code in zip(plain, sets))
    building_phase = np.zeros(of_buildings.shape, BUILDING_PHASE)
    building_phase["regime"] = np.searchsorted(sets, of_buildings)
    building_phase["chief"] = organisation.chief
    building_phase["unowned"] = organisation.owners.unowned
    building_phase["ease"] = eases(organisation, regimes, building_phase["regime"])
    desk_phase = np.zeros(desks.bits.shape, DESK_PHASE)
    desk_phase["regime"] = np.searchsorted(sets, of_desks)
    desk_phase["slots"] = desks.slots
    time = chief_time(organisation, regimes, building_phase["regime"])
    owned = owner_hours(organisation, regimes, desk_phase)
    _fill_speeds(desk_phase, organisation, calendars, regimes, time, owned)
    exposure = exposures(city, organisation, calendars, regimes, building_phase["regime"], desk_phase, time)
    differs = building_phase["regime"][1:] != building_phase["regime"][:-1]
    # infinite exposures are equal to each other, which is meant
    building_phase["changed"][1:] = differs | (exposure[1:] != exposure[:-1]).any(axis=1)
    births = deterrence(organisation, regimes, building_phase["regime"])
    entry, money = entries(organisation, regimes), funds(city, organisation)
    return Phases(regimes, schedule.start_day * DAY, desk_phase, building_phase, exposure, births, entry, owned, *money, time)


def chief_time(organisation: Organisation, regimes, regime: np.ndarray) -> ChiefTime:
    """What becomes of each chief's hours; `regime` i4 (P, B) is a row of `regimes`.

    A chief gives hours a week times his motivation. A cadre's ways from home and back come out of them, at most all; a surge takes
    its share of what is left, and the rest is spent looking or kept free for cases.
    """
    kind, apart_m = organisation.chief, organisation.chiefs.distance_m
    given, look_share, surge_share, way = np.zeros((4, *kind.shape))
    for g, settings in enumerate(regimes):
        now, chiefs = regime == g, settings.chiefs
        given[now & (kind == CADRE)] = chiefs.cadre_hours_per_week * chiefs.cadre_motivation
        given[now & (kind == RESIDENT_CHIEF)] = chiefs.resident_hours_per_week * chiefs.resident_motivation
        look_share[now], surge_share[now] = chiefs.look_share, chiefs.surge_share
        way[now] = way_per_metre(settings) * apart_m[now]
    way = np.minimum(way, given)
    left = (given - way) * (1.0 - surge_share)
    return ChiefTime(left * look_share, left * (1.0 - look_share), way, (given - way) * surge_share)


def way_per_metre(settings) -> float:
    """Hours a week that a cadre chief is on the way for each metre between his home and the building."""
    chiefs = settings.chiefs
    return 2.0 * chiefs.visits_per_week * settings.travel.detour / (1000.0 * chiefs.travel_kmh) if chiefs.travel_kmh > 0 else 0.0


def priced_mismatch(organisation: Organisation) -> np.ndarray:
    """Where the boundaries of grid and branch differ and this costs anything, bool (P, B)."""
    bits = organisation.schedule.of_buildings()
    out = organisation.mismatch.copy()
    for value in np.unique(bits):
        grids = organisation.schedule.settings_of(int(value)).grids
        if grids.mismatch_logit == 0 and grids.mismatch_hours == 0:
            out[bits == value] = False
    return out


def with_mismatch(settings):
    """The settings of a building whose grid has another boundary than its party branch: less accuracy, and longer handovers."""
    routing, grids = settings.routing, settings.grids
    moved = {"accuracy": shifted(routing.accuracy, -grids.mismatch_logit), "handover_hours": routing.handover_hours + grids.mismatch_hours}
    return settings.model_copy(update={"routing": routing.model_copy(update=moved)})


def _share(hours, open_s: float):
    """Hours a week (one number or many) as a share of a calendar's open time (0 for a calendar that never opens)."""
    return hours * HOUR / open_s if open_s > 0 else 0.0 * hours


def _fill_speeds(desk_phase, organisation: Organisation, calendars: Calendars, regimes, time: ChiefTime, owned) -> None:
    """Fill speed, acts and meets: the share of the calendar left for cases, and whether the desk takes cases, by itself or on call."""
    desks, names = organisation.desks, calendar_names(organisation.settings)
    for k, (name, tier) in enumerate(organisation.settings.tier.items()):
        first, count = desks.block[k]
        rows = slice(first, first + count)
        here = desk_phase[:, rows]
        open_s = float(calendars.open[names.index(tier.calendar)])
        if tier.area == "building":
            here["speed"] = np.minimum(1.0, _share(time.cases[:, _buildings_of(desks, k)], open_s))
        else:
            for g, settings in enumerate(regimes):
                now = here["regime"] == g
                away = _share(sum(duty_hours(settings, name)) + owned[:, rows][now], open_s)
                here["speed"][now] = np.maximum(0.0, there_share(settings.tier[name]) - away)
        manned = desks.manned[:, rows]
        here["speed"][~manned] = 0.0
        staffed = (here["slots"] > 0) & (here["speed"] > 0)
        if tier.takes == "ladder":
            here["acts"] = manned & (staffed | (tier.when_vacant == "wait"))
        else:
            here["meets"] = staffed


def _buildings_of(desks, k: int) -> np.ndarray:
    """The building of each desk of a tier whose area is the building."""
    served = np.flatnonzero(desks.of_building[k] >= 0)
    return served[np.argsort(desks.of_building[k][served], kind="stable")]


def exposures(city: City, organisation: Organisation, calendars: Calendars, regimes, regime, desk_phase, time: ChiefTime) -> np.ndarray:
    """Open seconds of each channel's calendar per unit of chance, at visibility 1: f8 (P, H, B); infinite where it does not cover or nobody looks."""
    base, desks = organisation.settings, organisation.desks
    names, tiers = calendar_names(base), list(base.tier)
    out = np.full((len(regime), len(base.channel), len(city.key)), np.inf)
    for h, (name, channel) in enumerate(base.channel.items()):
        open_s = float(calendars.open[names.index(channel.calendar)])
        rate = np.minimum(1.0, _share(time.look, open_s))
        for g, settings in enumerate(regimes):
            now, row = regime == g, settings.channel[name]
            if channel.kind == "residents":
                out[:, h][now] = row.mean_hours * HOUR
            elif channel.kind in ("watch", "neighbours") and row.reach > 0:
                out[:, h][now] = row.mean_hours * HOUR / row.reach
            elif channel.kind == "chief":
                looks = now & (rate > 0)
                length = np.broadcast_to(row.minutes_per_household * 60.0 * city.households, rate.shape)
                out[:, h][looks] = length[looks] / rate[looks]
        if channel.kind == "patrol":
            k = tiers.index(channel.tier)
            served = np.flatnonzero(desks.of_building[k] >= 0)
            length, share = one_pass(name, channel, organisation, calendars, regimes, desk_phase["regime"])
            rate = desk_phase["slots"] * share
            walked = np.full(rate.shape, np.inf)
            walked[rate > 0] = length[rate > 0] / rate[rate > 0]
            out[:, h, served] = walked[:, desks.of_building[k][served]]
    out[~organisation.coverage.buildings] = np.inf
    return out


def one_pass(name: str, channel, organisation: Organisation, calendars: Calendars, regimes, regime: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A patrol over the area of each desk of its tier: seconds of one pass by one worker, and the share of open time that he walks, f8 (P, D).

    `regime` i4 (P, D) is a row of `regimes`. At the desks of other tiers nobody walks.
    """
    desks, names = organisation.desks, calendar_names(organisation.settings)
    open_s = float(calendars.open[names.index(channel.calendar)])
    length, share = np.full(regime.shape, np.inf), np.zeros(regime.shape)
    of_tier = desks.tier == list(organisation.settings.tier).index(channel.tier)
    for g, settings in enumerate(regimes):
        row, here = settings.channel[name], (regime == g) & of_tier
        share[here] = _share(settings.tier[channel.tier].patrol_hours_per_week * row.hours_share, open_s)
        seconds = row.minutes_per_household * 60.0 * desks.households * settings.routing.separate_grids
        length[here] = np.broadcast_to(seconds, regime.shape)[here]
    return length, share


def funds(city: City, organisation: Organisation) -> tuple[np.ndarray, ...]:
    """What each fund brings in a year and what its overhead leaves of a month, f8 yuan; money for repairs, stipends and overhead, i8 fen a month.

    All five are (P, communities).
    A resident chief is paid the stipend of his building, at most an equal part of the share of the fund that may go to stipends.
    The overhead is spent whatever happens; stipends are paid out of what it leaves.
    """
    schedule = organisation.schedule
    n = len(city.communities)
    of_communities, of_buildings = schedule.of_areas(city.community, n), schedule.of_buildings()
    shape = len(of_communities), n
    by_phase, net = np.zeros((2, *shape))
    fund_fen, stipend_fen, overhead_fen = np.zeros((3, *shape), np.int64)
    for p in range(len(of_communities)):
        yearly, overhead = by_phase[p], np.zeros(n)
        for bits in np.unique(of_communities[p]):
            money = schedule.settings_of(int(bits)).money
            yearly[of_communities[p] == bits], overhead[of_communities[p] == bits] = money.fund_yuan_per_year, money.overhead_share
        unpaid = organisation.chief[p] == RESIDENT_CHIEF
        chiefs = np.bincount(city.community[unpaid], minlength=n)
        paid = np.zeros(len(city.key))
        for bits in np.unique(of_buildings[p][unpaid]):
            rule = schedule.settings_of(int(bits)).chiefs
            rows = unpaid & (of_buildings[p] == bits)
            at = city.community[rows]
            paid[rows] = np.minimum(rule.stipend_yuan_per_month, rule.stipend_share_max * yearly[at] / 12 / chiefs[at])
        stipends = np.bincount(city.community, weights=paid, minlength=n)
        monthly = net[p] = yearly * (1.0 - overhead) / 12
        whole, left = (np.floor(yuan * 100.0 + 0.5).astype(np.int64) for yuan in (yearly / 12, monthly))
        fund_fen[p] = np.maximum(0.0, np.floor((monthly - stipends) * 100.0 + 0.5))
        stipend_fen[p], overhead_fen[p] = left - fund_fen[p], whole - left
    return by_phase, net, fund_fen, stipend_fen, overhead_fen
