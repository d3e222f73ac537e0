"""What the monthly rules need of a scenario: who may come and go, at which rates, and where those who come may live."""

from __future__ import annotations

import math

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import CHIEF
from gridgov.organisation.homes import quarter
from gridgov.organisation.organisation import Organisation
from gridgov.organisation.posts import CADRE, NO_CHIEF
from gridgov.tables.dtypes import CHIEF_RATE, DAY, MONTH, STAFF_RATE, SWITCH, Calendars
from gridgov.tables.phases import Phases, one_pass, way_per_metre
from gridgov.tables.rates import logit

MONTHS = 12  # of a year, in which a chance a year is divided
MONTH_DAYS = 365.25 / MONTHS  # in which what is learnt in days is counted


def build_monthly(city: City, organisation: Organisation, calendars: Calendars, phases: Phases) -> dict:
    """Fields of World that only monthly rules read, by name; what nobody reads has no rows."""
    switch = np.zeros(1, SWITCH)
    held = (organisation.chief != NO_CHIEF).any(axis=0)
    # chiefs come and go everywhere or nowhere: no policy with a day or a place sets it
    switch["posts"] = on = organisation.settings.chiefs.monthly and bool(held.any())
    turnover = np.array([_turns_over(phases.regimes, name) for name in organisation.settings.tier], np.int32)
    switch["staff"] = turnover.any()
    staff = {"turnover": turnover, **_staff(organisation, calendars, phases, bool(turnover.any()))}
    phases_there, channels = len(phases.phase_start), len(organisation.settings.channel)
    if not on:
        none = np.zeros((phases_there, 0))
        return {
            "switch": switch, "post": np.zeros(0, np.int32), "look_s": np.zeros((phases_there, channels, 0)), "fund_year": none,
            "fund_month": none, "home_m": none, "home_row": np.zeros((2, 0), np.int32), "home_reach": np.zeros((2, 0)),
            "in_quarter": 0.0, "reserve": 0, "chief_rate": np.zeros(0, CHIEF_RATE), **staff,
        }  # fmt: skip
    order = ranking(city.seed, CHIEF, city.key)
    post, chiefs = order[held[order]], organisation.settings.chiefs
    home_row, home_reach = _homes(city, chiefs.quarter_share)
    return {
        "switch": switch, "post": post.astype(np.int32), "look_s": _look_s(city, organisation, phases, post), "fund_year": phases.fund_year,
        "fund_month": phases.fund_month, "home_m": organisation.chiefs.distance_m, "home_row": home_row,
        "home_reach": home_reach, "in_quarter": chiefs.homes_in_quarter,
        "reserve": half_up(chiefs.reserve_share * int((organisation.chief[0] == CADRE).sum())),
        "chief_rate": np.array([chief_rate(settings) for settings in phases.regimes], CHIEF_RATE), **staff,
    }  # fmt: skip


def per_month(p: float) -> float:
    """The logit of the chance in a month of what happens within a year with chance p, each month alike."""
    return logit(1.0 - (1.0 - p) ** (1.0 / MONTHS))


def chief_rate(settings) -> np.ndarray:
    """One row of CHIEF_RATE, shape ()."""
    chiefs = settings.chiefs
    values = {
        "cadre_h": chiefs.cadre_hours_per_week, "resident_h": chiefs.resident_hours_per_week,
        "cadre_base": chiefs.cadre_motivation, "resident_base": chiefs.resident_motivation,
        "way_per_metre": way_per_metre(settings), "quit_logit": per_month(chiefs.quit_per_year),
        "transfer_logit": per_month(chiefs.transfer_per_year), "crowding_h": chiefs.crowding_hours_per_week,
        "stipend_yuan": chiefs.stipend_yuan_per_month, "share_max": chiefs.stipend_share_max,
        "willing_logit": logit(chiefs.willing_share), "convert": chiefs.convert_per_month,
    }  # fmt: skip
    out = np.zeros((), CHIEF_RATE)
    for name in CHIEF_RATE.names:
        out[name] = values[name] if name in values else getattr(chiefs, name)
    return out


def _homes(city: City, quarter_share: float) -> tuple[np.ndarray, np.ndarray]:
    """Buildings of the city and of its quarter in order, and running sums of their households, i4 and f8 (2, B); the last one is repeated."""
    out = []
    for rows in (np.arange(len(city.key)), quarter(city, quarter_share)):
        reach = np.cumsum(city.households[rows], dtype=float)
        missing = len(city.key) - len(rows)
        out.append((np.append(rows, np.full(missing, rows[-1])), np.append(reach, np.full(missing, reach[-1]))))
    return np.array([rows for rows, _ in out], np.int32), np.array([reach for _, reach in out])


def _look_s(city: City, organisation: Organisation, phases: Phases, post: np.ndarray) -> np.ndarray:
    """Seconds of looking for one unit of chance at visibility 1 in the building of each post, f8 (P, H, posts); infinite where no chief can look."""
    regime = phases.building_phase["regime"][:, post]
    base = organisation.settings.channel
    out = np.full((len(regime), len(base), len(post)), np.inf)
    for h, (name, channel) in enumerate(base.items()):
        if channel.kind == "chief":
            minutes = np.array([settings.channel[name].minutes_per_household for settings in phases.regimes])
            out[:, h] = minutes[regime] * 60.0 * city.households[post]
    out[~organisation.coverage.buildings[:, :, post]] = np.inf
    return out


def _turns_over(regimes, tier: str) -> bool:
    """Whether the staff of a tier comes and goes under any rule; chiefs of buildings have rules of their own."""
    return any(settings.tier[tier].area != "building" and settings.tier[tier].quit_per_year > 0 for settings in regimes)


def staff_rate(settings, tier) -> tuple[float, ...]:
    """One row of STAFF_RATE."""
    staff, fill, learn = settings.staff, 1.0, 1.0
    if tier.vacancy_days > 0:
        fill = min(1.0, MONTH / (tier.vacancy_days * DAY))
    if tier.learning_days > 0:
        learn = 1.0 - math.exp(-MONTH_DAYS / tier.learning_days)
    quits = per_month(tier.quit_per_year) - staff.pay_logit * math.log(tier.pay)
    return quits, staff.overload_logit, staff.overload_from, fill, tier.newcomer_skill, learn, tier.present_share


def _staff(organisation: Organisation, calendars: Calendars, phases: Phases, on: bool) -> dict[str, np.ndarray]:
    """Rates of staff by regime and tier, and how far one worker gets on patrol by phase, channel and desk."""
    base, desks = organisation.settings, organisation.desks
    shape = len(phases.phase_start), len(base.channel), len(desks.tier) * on
    pass_s, share = np.full(shape, np.inf), np.zeros(shape)
    rates = np.zeros((len(phases.regimes) * on, len(base.tier)), STAFF_RATE)
    if on:
        for g, settings in enumerate(phases.regimes):
            rates[g] = [staff_rate(settings, tier) for tier in settings.tier.values()]
        for h, (name, channel) in enumerate(base.channel.items()):
            if channel.kind == "patrol":
                pass_s[:, h], share[:, h] = one_pass(name, channel, organisation, calendars, phases.regimes, phases.desk_phase["regime"])
    return {"staff_rate": rates, "pass_s": pass_s, "patrol_share": share}
