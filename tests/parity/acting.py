"""Beside what every lever acts: other levers' values under which a rule has to read it; and the levers that no rule reads, each with the reason."""

from __future__ import annotations

from typing import Any

from gridgov.scenario.levers import TIERS

Changes = dict[str, Any]

SEASON = {"birth.season_amplitude": 0.9, "birth.ceiling": 8}
#: Everybody is a resident chief, for whose post another resident has to be found when he gives up.
VOLUNTEERS = {"chiefs.cadre_share": 0, "chiefs.resident_share": 1}
#: No resident is willing, so a vacant post waits for a cadre.
NOBODY_WILLING = {"chiefs.cadre_share": 0.5, "chiefs.resident_share": 0.5, "chiefs.willing_share": 0}
BONUS = {f"tier.{tier}.bonus_share": 0.5 for tier in TIERS}
SESSIONS = {"transparency.sessions_per_month": 2, "transparency.attend_share": 0.5}
#: Little enough that the most hours a lever asks for leave some of the week.
A_LITTLE_LED = {"property.led": 0.05}

#: Path of a lever: what stands beside it. A lever that is not here acts in the town as it is.
ACTS: dict[str, Changes] = {
    "time.start_day": SEASON | {"birth.season_peak_day": 90},
    "birth.season_peak_day": SEASON | {"time.start_day": 90},
    "city.households_per_building": {"city.buildings": "none", "city.communities_per_street": 1, "grids.households_per_grid": 200},
    "estate.*.adopted": {"tier.property.covers": "adopted"},
    "estate.*.committee": {"tier.property.covers": "committee"},
    # who joins at the second month tick, on day 40, learns at the third, on day 70
    "tier.*.learning_days": {"time.horizon_days": 70},
    "chiefs.max_distance_m": {"chiefs.rebalance": False},
    "chiefs.rebalance": {"chiefs.max_distance_m": 0},
    "chiefs.quarter_share": {"chiefs.homes_in_quarter": 1},
    "chiefs.quit_gain": VOLUNTEERS | {"chiefs.load_loss": 5},
    "chiefs.willing_stipend": VOLUNTEERS | {"chiefs.willing_share": 0.01},
    "chiefs.willing_trust": VOLUNTEERS | {"chiefs.willing_share": 0.02, "learning.trust": 0.8},
    "chiefs.fallback": NOBODY_WILLING | {"chiefs.reserve_share": 10},
    "chiefs.reserve_share": NOBODY_WILLING,
    "chiefs.convert_logit": {"chiefs.cadre_share": 1, "chiefs.resident_share": 0, "chiefs.convert_per_month": 1, "chiefs.willing_share": 0.001},
    "routing.separate_grids_logit": {"routing.separate_grids": 3},
    "tasks.revenue_yuan_per_hour": {"tier.grid.task_hours_per_week": 2},
    "data.sharing_logit": {"data.sharing": 0.5},
    "data.upkeep_hours_per_week": {"data.sharing": 0.02},
    "training.half_hours": {"training.gain": 1},
    "assessment.bonus_logit": BONUS,
    "assessment.bonus_effort": BONUS,
    "property.led_logit": A_LITTLE_LED,
    "property.led_meeting_hours_per_week": A_LITTLE_LED,
    "whistle.assessment_logit": {"whistle.assessment_power": 0.5},
    "transparency.attend_share": {"transparency.sessions_per_month": 2},
    "transparency.step": SESSIONS,
    # a thousand hours are taken from the week of the few hands there are
    "transparency.hours_per_session": {"transparency.sessions_per_month": 0.05},
    # the town has one estate of the kind, and its works begin on day 0
    "renovation.yuan_per_estate": {"time.warmup_days": 0},
    "surge.units": {"tier.grid.surge_share": 0.1},
    "surge.units_per_hour": {"surge.units": 1000, "tier.grid.surge_share": 0.1},
}

#: Levers that act only where desks are on call: they are tried in the town with meetings.
ON_CALL = ("tier.*.every_days", "tier.*.takes_cases", "tier.*.picks")

#: Levers that no rule reads, since they price or count what happens: the run stays what it is to the byte, its figures or its money change.
FIGURES: dict[str, str] = {
    "tier.*.payer": "who bears the hours of a tier",
    "tier.*.wage_yuan_per_hour": "a price",
    "channel.*.volunteer_hours_per_week": "hours of people who are no workers of a desk",
    "channel.*.cost_yuan_per_year": "a price, paid by the street, whose money has no end",
    "tasks.revenue_yuan_per_hour": "revenue that is reported, and spent on nothing here",
    "property.prize_yuan_per_year": "a price, paid by the street",
    "inspection.minutes": "hours of inspectors, who are no workers of a desk",
    "feedback.intake_minutes": "hours of those who take calls, who are no workers of a desk",
    "neighbours.minutes": "hours of volunteers",
    "points.false_per_act": "points for reports without a case are paid beside the fund that rules ask",
    "renovation.yuan_per_estate": "a price, paid by the street",
    "surge.units": "how far the hours of a surge bring it: they are set aside for the whole of it, also when it is done before",
    "surge.units_per_hour": "the same",
}

#: Levers that change nothing that a run gives out.
LABELS: dict[str, str] = {
    "calendar.*.order": "a place in lists; desks and channels name their calendar",
    "grids.tolerance": "a test that a delineation has to pass: it refuses, and draws no other",
}

#: Levers that do the same at both ends of their bounds, or have one end that can be run: they are told from the town's own value.
MEET: dict[str, str] = {
    "city.residents": "twenty million residents are too many to run",
    **dict.fromkeys(("estate.*.order", "category.*.order", "channel.*.order", "department.*.order"), "all in one place at either end"),
    "tier.*.order": "the same order at the lowest and at the highest numbers",
    "estate.*.share": "the shares add up to 1, so one kind has all",
    "assessment.review_days": "0 is no review, and one in ten years comes too late",
    "whistle.departments": "0 is never, and no problem needs 22 departments",
    "feedback.complaint_days": "0 is never, and 27 years are too late",
    "feedback.repeat_days": "0 is never, and 27 years are too late",
    "feedback.reopen_climb": "0 is never, and nothing is reopened a hundred times",
}
