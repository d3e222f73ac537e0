"""Rates: the settings of each regime in seconds, metres per second, fen and whole numbers."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import gammainccinv, gammaincinv, ndtr

from gridgov.draws import inverse_normal
from gridgov.scenario.hours import OFFICES, serves_companies
from gridgov.tables.calendars import calendar_names
from gridgov.tables.dtypes import (
    CATEGORY_RATE,
    DAY,
    DISCIPLINES,
    GAMMA_KNOTS,
    GAMMA_SPAN,
    LIMIT_ACTIONS,
    NONE,
    RULE_RATE,
    SEVERITY_NAMES,
    TIER_RATE,
    WORK_FAMILIES,
    WORK_RATE,
)  # fmt: skip

HOUR = 3600
SMALLEST = 1e-300  # of a gamma quantile, so that its log stays a number


def seconds(amount: float | None, unit: int) -> int:
    """An amount of a unit of so many seconds (or fen) as whole ones, halves upward; NONE for none."""
    return NONE if amount is None else int(math.floor(amount * unit + 0.5))


def logit(p: float) -> float:
    """Log odds, minus or plus infinity at 0 and 1."""
    if p <= 0.0:
        return -math.inf
    return math.inf if p >= 1.0 else math.log(p / (1.0 - p))


def propensity_of(share: float) -> float:
    """Propensity (a standard normal number) above which this share of the residents lies."""
    if share <= 0.0:
        return math.inf
    return -math.inf if share >= 1.0 else float(inverse_normal(1.0 - share))


def shifted(p: float, by: float) -> float:
    """The probability p moved by `by` on the logit; 0 and 1 stay, and so does every p when `by` is 0."""
    if by == 0.0 or p <= 0.0 or p >= 1.0:
        return p
    return 1.0 / (1.0 + math.exp(-(logit(p) + by)))


def build_rates(regimes: tuple) -> dict[str, np.ndarray]:
    """Every table of rates, one set per regime (Settings), by the name of its field of World."""
    each = [_regime(settings) for settings in regimes]
    return {name: np.stack([tables[name] for tables in each]) for name in each[0]}


def _regime(settings) -> dict[str, np.ndarray]:
    return {
        "category_rate": category_rates(settings), "work_rate": work_rates(settings),
        "tier_rate": tier_rates(settings), "rule_rate": rule_rate(settings),
        "report_kind": np.array([row.report for row in settings.estate.values()], float),
        "visibility": visibility(settings),
        "gamma_log": np.array([gamma_table(row.work_shape if row.work_family == "gamma" else None) for row in settings.category.values()]),
    }  # fmt: skip


def visibility(settings) -> np.ndarray:
    """How easily each channel sees each category, f8 (H, C). Chiefs divide their attention: more for one kind is less for the others."""
    out = np.array([[row.visibility[name] for name in settings.category] for row in settings.channel.values()], float)
    attention = [settings.chiefs.attention[name] for name in settings.category]
    mean = sum(attention) / len(attention)
    of_chiefs = [row.kind == "chief" for row in settings.channel.values()]
    out[of_chiefs] *= [one / mean for one in attention] if mean > 0 else 0.0
    return out


def category_rates(settings) -> np.ndarray:
    """CATEGORY_RATE (C,)."""
    calendars = calendar_names(settings)
    out = np.zeros(len(settings.category), CATEGORY_RATE)
    for row, category in zip(out, settings.category.values()):
        for name in ("urgent", "critical", "report_severe", "money_share", "money_sigma", "multi_share", "on_spot", "settle", "work_shape",
                     "procedure_sigma"):  # fmt: skip
            row[name] = getattr(category, name)
        row["report_logit"] = logit(category.report)
        row["life_s"] = 0.0 if category.life_days is None else category.life_days * DAY
        row["money_fen"] = category.money_yuan * 100.0
        row["service_s"] = [seconds(category.service_limit_hours[severity], HOUR) for severity in SEVERITY_NAMES]
        row["service_calendar"] = calendars.index(category.service_clock)
        row["campaign"] = category.campaign
        row["work_family"] = WORK_FAMILIES.index(category.work_family)
    return out


def work_rates(settings) -> np.ndarray:
    """WORK_RATE (C, K)."""
    out = np.zeros((len(settings.category), len(settings.tier)), WORK_RATE)
    for c, category in enumerate(settings.category.values()):
        powers = powers_of(settings, category)
        for k, tier in enumerate(settings.tier):
            out[c, k] = tuple(powers[k]), category.work_minutes[tier] * 60.0, category.procedure_hours[tier] * 3600.0
    return out


def powers_of(settings, category) -> np.ndarray:
    """Share of a category's problems that each tier has the power to settle, by severity: f8 (K, 3).

    Delegation hands the tier named, and those above it, a share of what lay beyond them; the last tier has all power anyway.
    """
    tiers = list(settings.tier)
    powers = np.repeat(np.array(own_powers(settings, category))[:, None], len(SEVERITY_NAMES), axis=1)
    if settings.delegation.tier in tiers:
        handed = np.array([category.delegated[severity] or 0.0 for severity in SEVERITY_NAMES])
        rows = slice(tiers.index(settings.delegation.tier), len(tiers) - 1)
        # a share of nothing leaves every bit of the power as it was
        powers[rows] = np.where(handed > 0, powers[rows] + handed * (1.0 - powers[rows]), powers[rows])
    return powers


def own_powers(settings, category) -> list[float]:
    """Share of a category's problems that each tier has the power to settle before delegation, lowest tier first.

    Party lead adds to the powers of property companies, up to those of the next tier of the ladder: powers never fall upward there.
    """
    powers = [category.power[tier] for tier in settings.tier]
    ladder = [k for k, tier in enumerate(settings.tier.values()) if tier.takes == "ladder"]
    tiers = list(settings.tier.values())
    for k, above in zip(ladder, ladder[1:]):
        if serves_companies(tiers[k]):
            powers[k] = min(shifted(powers[k], settings.property.led * settings.property.led_logit), powers[above])
    return powers


def skill(settings, tier) -> float:
    """Speed of a tier's hands-on work: its own, what training adds, what being governed by figures and paid by them adds.

    Chiefs of buildings are neither trained in working hours nor paid nor assessed.
    """
    if tier.area == "building":
        return tier.skill
    training, assessment, hours = settings.training, settings.assessment, tier.training_hours_per_week
    trained = training.gain * hours / (hours + training.half_hours) if hours + training.half_hours > 0 else 0.0
    weight = assessment.weight if tier.area in OFFICES else 0.0
    return tier.skill * (1.0 + trained) * (1.0 + weight * assessment.effort) * (1.0 + tier.bonus_share * assessment.bonus_effort)


def paper(settings, tier) -> tuple[float, float]:
    """Chance of closing on paper, ordinarily and before a review.

    It is that of the tier, moved by assessment (of the offices) and by pay that hangs on figures, and in a rush once more by assessment.
    """
    if tier.area == "building":
        return tier.paper, tier.paper
    assessment = settings.assessment
    weight = assessment.weight if tier.area in OFFICES else 0.0
    moved = weight * assessment.paper_logit + tier.bonus_share * assessment.bonus_logit
    return shifted(tier.paper, moved), shifted(tier.paper, moved + weight * assessment.rush_logit)


def tier_rates(settings) -> np.ndarray:
    """TIER_RATE (K,)."""
    out = np.zeros(len(settings.tier), TIER_RATE)
    for row, tier in zip(out, settings.tier.values()):
        row["examine_share"], row["skill"] = tier.examine_share, skill(settings, tier)
        row["paper"], row["paper_rush"] = paper(settings, tier)
        row["limit_s"] = [seconds(tier.limit_hours[severity], HOUR) for severity in SEVERITY_NAMES]
        row["margin_s"] = seconds(tier.margin_hours, HOUR)
        row["limit_working"] = tier.limit_clock == "working"
        row["limit_action"] = LIMIT_ACTIONS.index(tier.limit_action)
        row["discipline"] = DISCIPLINES.index(tier.discipline)
        row["whistle"] = tier.may_whistle
        row["every_days"], row["takes_cases"], row["easiest"] = tier.every_days, tier.takes_cases, tier.picks == "easiest"
    return out


def rule_rate(settings) -> np.ndarray:
    """One row of RULE_RATE, shape ()."""
    routing, whistle, learning, feedback, departments = settings.routing, settings.whistle, settings.learning, settings.feedback, settings.departments
    certainty = -(routing.separate_grids - 1) * routing.separate_grids_logit + settings.data.sharing * settings.data.sharing_logit
    values = {
        "accuracy": shifted(routing.accuracy, certainty),
        "shared_work": settings.work.shared, "metres_per_s": settings.travel.speed_kmh / 3.6 / settings.travel.detour,
        "inspect_share": settings.inspection.share, "inspect_delay_s": seconds(settings.inspection.delay_days, DAY),
        "inform_share": feedback.inform_share, "complaint_s": feedback.complaint_days * DAY, "repeat_s": feedback.repeat_days * DAY,
        "reopen_climb": feedback.reopen_climb,
        "y_on_time": learning.on_time, "y_fixed": learning.fixed, "y_informed": learning.informed,
        "disorder": settings.birth.disorder, "disorder_open": settings.birth.disorder_open,
        "comply": shifted(whistle.compliance, whistle.assessment_logit * whistle.assessment_power),
        "bounce": departments.bounce, "bounce_s": seconds(departments.bounce_hours, HOUR), "max_bounces": departments.max_bounces,
        "multi_more": departments.third_share,
        "self_y": settings.neighbours.experience * (1.0 - settings.neighbours.capture), "unowned_s": seconds(settings.owners.wait_hours, HOUR),
        "points_logit": settings.points.logit_per_yuan * settings.points.yuan_per_act, "points_from": propensity_of(settings.points.share),
        "points_fen": seconds(settings.points.yuan_per_act, 100),
        "review_s": settings.assessment.review_days * DAY, "rush_s": settings.assessment.rush_days * DAY,
        "session_weight": min(1.0, settings.transparency.sessions_per_month * settings.transparency.attend_share * settings.transparency.step),
        "handover_s": seconds(routing.handover_hours, HOUR), "whistle_window_s": seconds(whistle.window_hours, HOUR),
        "whistle_departments": whistle.departments, "whistle_past_limit": whistle.past_limit,
        "whistle_severity": SEVERITY_NAMES.index(whistle.severity) if whistle.severity in SEVERITY_NAMES else NONE,
        "whistle_quota": NONE if whistle.quota_per_week is None else int(whistle.quota_per_week),
    }  # fmt: skip
    for name in ("trust_gain", "trust_mix", "propensity_sd", "trust_step", "satisfaction_step", "reputation_step", "weight_seen"):
        values[name] = getattr(learning, name)
    out = np.zeros((), RULE_RATE)
    for name in RULE_RATE.names:
        out[name] = values[name]
    return out


def gamma_table(shape: float | None) -> np.ndarray:
    """Log quantiles of the gamma of this shape and mean 1 at the knots of the normal score, f8 (GAMMA_KNOTS,); zeros for None."""
    if shape is None:
        return np.zeros(GAMMA_KNOTS)
    z = np.linspace(-GAMMA_SPAN, GAMMA_SPAN, GAMMA_KNOTS)
    # the smaller tail is exact: 1 - p would lose the upper one
    quantile = np.where(z <= 0, gammaincinv(shape, ndtr(np.minimum(z, 0.0))), gammainccinv(shape, ndtr(-np.maximum(z, 0.0)))) / shape
    return np.log(np.maximum(quantile, SMALLEST))
