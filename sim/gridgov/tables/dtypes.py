"""The columns of every table that an engine reads or writes, and the small integers that stand for words.

Times are int64 seconds since Monday 00:00 of day 0; FAR stands for "never" and NONE for "not (yet)". Money is
int64 fen (a hundredth of a yuan). Every `key` is a 63-bit name (see `gridgov.draws`).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

DAY = 86_400
WEEK = 604_800
MONTH = 2_628_000  # 730 hours
FAR = 1 << 60
NONE = -1
MAX_TIERS = 9
MAX_CHANNELS = 16
MAX_VISITS = 127  # visits to one tier are counted in 7 bits
MAX_PICKS = 64  # cases that one joint meeting takes up

# Kinds of event, in the order in which they happen within one second.
END_OF_WORK, TICK, BIRTH, ARRIVAL, LIMIT, OPENING = range(6)

# States of a problem.
LATENT, TRANSIT, QUEUED, IN_HAND, PROCEDURE, AT_DEPARTMENTS, PAPER_CLOSED, CHECK, DONE, LAPSED = range(10)
STATE_NAMES = ("latent", "transit", "queued", "in_hand", "procedure", "at_departments", "paper_closed", "check", "done", "lapsed")

ROUTINE, URGENT, CRITICAL = range(3)
SEVERITY_NAMES = ("routine", "urgent", "critical")

# Classes of a desk's queue.
SUPERVISED, CAMPAIGN, CLASS_CRITICAL, CLASS_URGENT, CLASS_ROUTINE = range(5)
CLASSES = 5

# What a tier belongs to, a channel is, a limit does, a discipline chooses, a piece of work does.
AREAS = ("building", "estate", "grid", "community", "street", "district", "departments")
AREA_BUILDING, AREA_ESTATE, AREA_GRID, AREA_COMMUNITY, AREA_STREET, AREA_DISTRICT, AREA_DEPARTMENTS = range(7)
CHANNEL_KINDS = ("residents", "chief", "patrol", "watch", "neighbours")
RESIDENTS, CHIEF, PATROL, WATCH, NEIGHBOURS = range(5)
LIMIT_ACTIONS = ("climb", "supervise", "nothing")
CLIMB, SUPERVISE, NOTHING = range(3)
DISCIPLINES = ("arrival", "class", "due")
BY_ARRIVAL, BY_CLASS, BY_DUE = range(3)
WORK_FAMILIES = ("lognormal", "exponential", "gamma", "fixed")
LOGNORMAL, EXPONENTIAL, GAMMA, FIXED = range(4)
VACANCIES = ("wait", "climb")
TAKES = ("ladder", "meeting", "project")
ON_LADDER, IN_MEETING, AS_PROJECT = range(3)
CHIEF_KINDS = ("none", "cadre", "resident")
NO_CHIEF, CADRE, RESIDENT_CHIEF = range(3)
PAYERS = ("street", "community_fund", "departments", "organisations", "property", "volunteers", "residents")
WHISTLE_CAUSES = ("departments", "past_limit", "severity")

# Activities of the event log.
ACTIVITIES = (
    "born", "noticed", "arrived", "started", "examined", "worked", "passed_on", "misrouted", "climbed", "supervised", "unfunded",
    "paid", "whistled", "leg_called", "leg_bounced", "leg_arrived", "leg_started", "leg_late", "leg_done",
    "closed", "closed_on_paper", "inspected", "complained", "noticed_again", "reopened", "gone", "lapsed", "doubted",
    "settled_among", "convened", "leg_cancelled",
)  # fmt: skip
(
    BORN, NOTICED, ARRIVED, STARTED, EXAMINED, WORKED, PASSED_ON, MISROUTED, CLIMBED, SUPERVISED_NOW, UNFUNDED,
    PAID, WHISTLED, LEG_CALLED, LEG_BOUNCED, LEG_ARRIVED, LEG_STARTED, LEG_LATE, LEG_DONE,
    CLOSED, CLOSED_ON_PAPER, INSPECTED, COMPLAINED, NOTICED_AGAIN, REOPENED, GONE, LAPSED_NOW, DOUBTED,
    SETTLED_AMONG, CONVENED, LEG_CANCELLED,
) = range(len(ACTIVITIES))  # fmt: skip

# ---- tables of the start (read only) -----------------------------------------------------------------------------

#: One row per building. `first` and `residents` give its rows of the resident table.
BUILDING = np.dtype(
    [("key", "i8"), ("x", "f8"), ("y", "f8"), ("effect", "f8"), ("reputation", "f8"), ("first", "i8"), ("residents", "i8"),
     ("households", "i8"), ("street", "i4"), ("community", "i4"), ("grid", "i4"), ("estate", "i4"), ("kind", "i4"), ("pad", "i4")]
)  # fmt: skip

#: One row per resident: trust and satisfaction in [0, 1]; propensity is a standard normal number.
RESIDENT = np.dtype([("trust", "f8"), ("satisfaction", "f8"), ("propensity", "f8")])

#: One row per stream of candidate problems: a (building, category), or a department's own work (building = NONE, category = department).
STREAM = np.dtype([("key", "i8"), ("rate", "f8"), ("building", "i4"), ("category", "i4")])

#: One row per tier, lowest first. area is a place in AREAS, repairs_fund 1 if the community's fund pays its repairs;
#: on_call a place in TAKES: how cases come to its desks.
TIER = np.dtype([("key", "i8"), ("area", "i4"), ("repairs_fund", "i4"), ("climb_when_vacant", "i4"), ("on_call", "i4")])

#: One row per channel. tier is where its reports enter; on_spot 1 if small troubles are fixed where they are found.
CHANNEL = np.dtype([("key", "i8"), ("kind", "i4"), ("tier", "i4"), ("calendar", "i4"), ("on_spot", "i4")])

#: One row per desk. department is NONE unless the desk is one. Workers of a desk are rows first_worker .. of the worker table.
DESK = np.dtype(
    [("key", "i8"), ("x", "f8"), ("y", "f8"), ("first_worker", "i8"), ("workers", "i4"), ("tier", "i4"), ("calendar", "i4"),
     ("department", "i4"), ("community", "i4"), ("pad", "i4")]
)  # fmt: skip

#: One row per department.
DEPARTMENT_ROW = np.dtype([("key", "i8"), ("desk", "i4"), ("pad", "i4"), ("own_work_s", "f8")])

#: One row per (phase, desk): slots that may be filled, share of the shift left for cases, and whether the desk takes cases at all. meets: whether a
#: desk on call, which takes none of itself, has somebody to take up those that are stuck.
DESK_PHASE = np.dtype([("speed", "f8"), ("slots", "i4"), ("regime", "i4"), ("acts", "i4"), ("meets", "i4")])

#: One row per (phase, building). changed = 1 if anything a hidden problem of it depends on differs from the phase before; ease is
#: what channels and the counter add to the logit of reporting; unowned = 1 if nobody feels responsible.
BUILDING_PHASE = np.dtype([("ease", "f8"), ("regime", "i4"), ("changed", "i4"), ("chief", "i4"), ("unowned", "i4")])

#: One row: which rules a run can need at all, 1 or 0; a rule asks its switch before anything that costs time.
SWITCH = np.dtype([(name, "i4") for name in ("posts", "staff")])

#: One row per building: seconds between which its estate is under works (FAR = never).
WORKS = np.dtype([("start", "i8"), ("end", "i8")])

# ---- rates: one set per regime (a combination of policies in force) ------------------------------------------------

#: One row per (regime, category).
CATEGORY_RATE = np.dtype(
    [("urgent", "f8"), ("critical", "f8"), ("report_logit", "f8"), ("report_severe", "f8"), ("life_s", "f8"),
     ("money_share", "f8"), ("money_fen", "f8"), ("money_sigma", "f8"), ("multi_share", "f8"), ("on_spot", "f8"),
     ("settle", "f8"), ("work_shape", "f8"), ("procedure_sigma", "f8"), ("service_s", "i8", (3,)), ("service_calendar", "i8"), ("work_family", "i8"),
     ("campaign", "i8")]
)  # fmt: skip

#: One row per (regime, category, tier): share of power held by severity, mean hands-on work and mean procedure, in seconds.
WORK_RATE = np.dtype([("power", "f8", (3,)), ("work_s", "f8"), ("procedure_s", "f8")])

#: One row per (regime, tier). limit_s < 0 means none; limit_working 1 = the desk's calendar, 0 = wall clock; paper_rush is `paper` before a review;
#: every_days, takes_cases and easiest say when a desk on call meets, how many cases a joint meeting takes, and which first.
TIER_RATE = np.dtype(
    [("examine_share", "f8"), ("skill", "f8"), ("paper", "f8"), ("paper_rush", "f8"), ("limit_s", "i8", (3,)), ("margin_s", "i8"),
     ("limit_working", "i4"), ("limit_action", "i4"), ("discipline", "i4"), ("whistle", "i4"),
     ("every_days", "i4"), ("takes_cases", "i4"), ("easiest", "i4"), ("pad", "i4")]
)  # fmt: skip

#: One row per (regime, channel): chance that a report enters at the right desk, and the time that dispatching it takes.
ENTRY_RATE = np.dtype([("accuracy", "f8"), ("dispatch_s", "i8")])

#: One row per regime. review_s is the period of reviews (0 = none), rush_s its last part.
RULE_RATE = np.dtype(
    [("accuracy", "f8"), ("shared_work", "f8"), ("inspect_share", "f8"), ("inform_share", "f8"), ("complaint_s", "f8"), ("repeat_s", "f8"),
     ("trust_gain", "f8"), ("trust_mix", "f8"), ("propensity_sd", "f8"), ("trust_step", "f8"), ("satisfaction_step", "f8"),
     ("reputation_step", "f8"), ("weight_seen", "f8"), ("y_on_time", "f8"), ("y_fixed", "f8"), ("y_informed", "f8"),
     ("disorder", "f8"), ("disorder_open", "f8"), ("metres_per_s", "f8"), ("comply", "f8"), ("bounce", "f8"), ("multi_more", "f8"),
     ("self_y", "f8"), ("points_logit", "f8"), ("points_from", "f8"), ("session_weight", "f8"),
     ("handover_s", "i8"), ("inspect_delay_s", "i8"), ("bounce_s", "i8"), ("whistle_window_s", "i8"),
     ("review_s", "i8"), ("rush_s", "i8"), ("unowned_s", "i8"), ("points_fen", "i8"),
     ("max_bounces", "i4"), ("reopen_climb", "i4"), ("whistle_departments", "i4"), ("whistle_past_limit", "i4"),
     ("whistle_severity", "i4"), ("whistle_quota", "i4")]
)  # fmt: skip


#: One row per regime, where chiefs come and go month by month. Hours are a week's, `way_per_metre` hours a week per metre from home.
CHIEF_RATE = np.dtype(
    [(name, "f8") for name in (
        "cadre_h", "resident_h", "cadre_base", "resident_base", "look_share", "way_per_metre", "drift", "thanks_gain", "thanks_full",
        "load_loss", "load_from", "quit_logit", "transfer_logit", "quit_gain", "crowding_h", "hours_per_100_yuan", "stipend_yuan", "share_max",
        "willing_logit", "willing_stipend", "willing_trust", "convert", "convert_logit", "train_share", "surge_share")]
    + [("fallback", "i8")]
)  # fmt: skip


#: One row per (regime, tier), where staff comes and goes: the logit of quitting within a month at this pay, what a load above
#: `overload_from` adds, the chance that a vacancy is filled, the skill of a newcomer, the part of what is missing that he learns in a
#: month, and the share of open time on duty.
STAFF_RATE = np.dtype([(name, "f8") for name in ("quit_logit", "overload_logit", "overload_from", "fill", "newcomer_skill", "learn", "present")])


class Calendars(NamedTuple):
    """Weekly opening times. `start`, `end`, `before` have shape (calendars, windows), int64 seconds of the week.

    `before` is the open time of the week before a window; `windows` counts the used ones; `open` is the open time
    of a whole week; `by_hour[c, h]` is the first window that ends after hour h. Calendar 0 is always open.
    """

    READ_ONLY = True  # told to the compiler of the kernel

    start: np.ndarray
    end: np.ndarray
    before: np.ndarray
    windows: np.ndarray
    open: np.ndarray
    by_hour: np.ndarray


class World(NamedTuple):
    """One run's start: what both engines read and neither writes. Shapes are given with each field."""

    READ_ONLY = True  # told to the compiler of the kernel

    seed: int
    stem: np.ndarray  # u8 (PURPOSES,): `gridgov.draws.stem` of each purpose
    warmup: int  # seconds
    end: int  # seconds
    switch: np.ndarray  # SWITCH (1,)
    building: np.ndarray  # BUILDING (B,)
    resident: np.ndarray  # RESIDENT (R,)
    stream: np.ndarray  # STREAM (S,), buildings' streams first, departments' own after
    category_key: np.ndarray  # i8 (C,)
    tier: np.ndarray  # TIER (K,)
    channel: np.ndarray  # CHANNEL (H,)
    desk: np.ndarray  # DESK (D,)
    department: np.ndarray  # DEPARTMENT_ROW (M,)
    department_weight: np.ndarray  # f8 (C, M), 0 = never needed
    desk_of: np.ndarray  # i4 (K, B), NONE where a place has no such desk (also for the departments' tier)
    tier_desks: np.ndarray  # i4 (K, 2): first desk and number of desks of each tier; desks of a tier are consecutive
    accept: np.ndarray  # f8 (C, days): probability that a candidate of that day happens in an orderly building
    births_phase: np.ndarray  # f8 (P, B, C): factor on births where a channel deters, or (0, 0, C) where nothing is deterred
    works: np.ndarray  # WORKS (B,), or (0,) where nothing is renovated
    births_works: np.ndarray  # f8 (2, B, C), or (2, 0, C): factor on births during the works and after them
    most_works: float  # the largest of these factors, at least 1
    calendar: Calendars
    phase_start: np.ndarray  # i8 (P,), seconds; the first is 0
    desk_phase: np.ndarray  # DESK_PHASE (P, D)
    building_phase: np.ndarray  # BUILDING_PHASE (P, B)
    exposure_s: np.ndarray  # f8 (P, H, B): open seconds of the channel's calendar per unit of E at visibility 1; inf = channel absent
    visibility: np.ndarray  # f8 (G, H, C)
    fund_fen: np.ndarray  # i8 (P, communities): money for repairs that arrives each month
    fund_year: np.ndarray  # f8 (P, communities): what the fund brings in a year, yuan; (P, 0) unless `switch.posts`
    fund_month: np.ndarray  # f8 (P, communities): what its overhead leaves of a month of that, yuan; (P, 0) unless `switch.posts`
    post: np.ndarray  # i4 (posts,): buildings that have a chief in some phase, in order of the keyed ranking; none unless `switch.posts`
    home_m: np.ndarray  # f8 (P, B): metres from the home of the cadre whom the tables name, 0 where there is none; (P, 0) unless `switch.posts`
    look_s: np.ndarray  # f8 (P, H, posts): seconds of looking per unit of E at visibility 1; inf = no channel of chiefs, or not covered
    home_row: np.ndarray  # i4 (2, B): buildings where cadres may live, in the city (0) and in the quarter (1); (2, 0) unless `switch.posts`
    home_reach: np.ndarray  # f8 (2, B): running sum of their households
    in_quarter: float  # share of cadres who live in the quarter
    reserve: int  # cadres whom the organisations could still send at the start
    chief_rate: np.ndarray  # CHIEF_RATE (G,), or (0,) unless `switch.posts`
    turnover: np.ndarray  # i4 (K,): 1 where the staff of a tier comes and goes
    staff_rate: np.ndarray  # STAFF_RATE (G, K), or (0, K) unless `switch.staff`
    pass_s: np.ndarray  # f8 (P, H, D): seconds of one pass of a patrol by one worker who does nothing else; (P, H, 0) unless `switch.staff`
    patrol_share: np.ndarray  # f8 (P, H, D): share of the channel's open time for which a worker is on it; likewise
    category_rate: np.ndarray  # CATEGORY_RATE (G, C)
    work_rate: np.ndarray  # WORK_RATE (G, C, K)
    tier_rate: np.ndarray  # TIER_RATE (G, K)
    rule_rate: np.ndarray  # RULE_RATE (G,)
    entry_rate: np.ndarray  # ENTRY_RATE (G, H), or (0, H) where every report comes to the right desk at once
    report_kind: np.ndarray  # f8 (G, kinds): term of the estate kind in the logit of reporting
    gamma_log: np.ndarray  # f8 (G, C, GAMMA_KNOTS): log quantiles of the unit-mean gamma of the category's work, by normal score


GAMMA_KNOTS = 2049
GAMMA_SPAN = 8.5  # knots run from -span to +span in normal score

# ---- tables that an engine writes ----------------------------------------------------------------------------------

#: The case table: one row per accepted problem, in order of birth. NONE where a time has not come. The first 64 bytes hold
#: what most rules read, the next when things happened, the last what is only added to.
CASE = np.dtype(
    [("key", "i8"), ("born", "i8"), ("registered", "i8"), ("due", "i8"), ("repair_fen", "i8"), ("building", "i4"), ("category", "i2"), ("hops", "i2"),
     ("severity", "i1"), ("state", "i1"), ("channel", "i1"), ("will_report", "i1"), ("entry_tier", "i1"), ("settled_tier", "i1"),
     ("supervised", "i1"), ("learned", "i1"), ("resident", "i8"),
     ("first_closed", "i8"), ("closed", "i8"), ("fixed", "i8"), ("gone", "i8"), ("final", "i8"), ("ordinal", "i8"),
     ("waiting_s", "i8"), ("working_s", "i8"), ("procedure_s", "i8"), ("handover_s", "i8"), ("astray_s", "i8"), ("departments_s", "i8"),
     ("on_paper_s", "i8"), ("repeats", "i4"), ("reopened", "i2"), ("paper", "i2"), ("inspected", "i2"), ("verified", "i2"),
     ("legs", "i2"), ("whistled", "i2"), ("complied", "i2"), ("informed", "i1"), ("pad", "i1", (5,))]
)  # fmt: skip

#: One row per leg, in order of calling; parent is a row of the case table. A department's own work has no row.
LEG = np.dtype(
    [("key", "i8"), ("called", "i8"), ("arrived", "i8"), ("window_end", "i8"), ("started", "i8"), ("done", "i8"), ("parent", "i4"),
     ("department", "i4"), ("bounces", "i2"), ("whistled", "i1"), ("complied", "i1"), ("late", "i1"), ("pad", "i1", (3,))]
)  # fmt: skip

#: The event log, in order of (time, order of happening).
EVENT = np.dtype([("time", "i8"), ("case", "i8"), ("activity", "i4"), ("tier", "i4"), ("desk", "i4"), ("worker", "i4")])

#: One row per day.
DAILY = np.dtype(
    [("born", "i8"), ("registered", "i8"), ("closed", "i8"), ("fixed", "i8"), ("closed_on_paper", "i8"), ("reopened", "i8"), ("lapsed", "i8"),
     ("contacts", "i8"), ("whistles", "i8"), ("present", "i8"), ("hidden", "i8"), ("open_records", "i8"), ("present_s", "i8"),
     ("hidden_s", "i8"), ("open_records_s", "i8"), ("trust", "f8"), ("satisfaction", "f8")]
)  # fmt: skip

#: One row per desk, from the end of the warm-up on: flow, the integral of the queue's length over time, and apart the
#: starts and waits of departments' own work (which are part of starts and waited_s too).
DESK_TALLY = np.dtype([("arrivals", "i8"), ("starts", "i8"), ("left", "i8"), ("waited_s", "i8"), ("queue_s", "i8"), ("queue", "i8"),
                       ("own_starts", "i8"), ("own_waited_s", "i8")])  # fmt: skip

#: One row per (worker, ledger month): open seconds in hand, the part of it that is hands-on work, and the part on the way.
WORKER_MONTH = np.dtype([("busy_s", "i8"), ("travel_s", "i8")])


#: One row per (post of a chief, ledger month), where they come and go: who held it last (0 = nobody did), the number of holders so far,
#: seconds held by a cadre and by a resident, and the metres from home that cadres had, times these seconds.
POST_MONTH = np.dtype([("metre_s", "i8"), ("cadre_s", "i4"), ("resident_s", "i4"), ("holder", "i4"), ("kind", "i4")])

#: One row per (worker, ledger month), filled for those who come and go: open seconds in which the slot was filled, on duty, and of these on
#: the way from home, looking, and free for cases.
WORKER_SHIFT = np.dtype([("open_s", "i4"), ("there_s", "i4"), ("way_s", "i4"), ("look_s", "i4"), ("surge_s", "i4"), ("cases_s", "i4")])

#: One row per ledger month: chiefs who gave up, were transferred, handed over to a resident, were recruited, were sent as a fallback;
#: staff who left and who joined.
MONTH_TALLY = np.dtype([(name, "i8") for name in ("quits", "transfers", "converted", "recruited", "fallback", "left", "joined")])


class Outcome(NamedTuple):
    """What an engine hands back. Both engines must return the same bytes."""

    cases: np.ndarray  # CASE
    legs: np.ndarray  # LEG
    events: np.ndarray  # EVENT, empty unless asked for
    daily: np.ndarray  # DAILY (days,)
    queue_daily: np.ndarray  # i8 (days, K): cases waiting per tier at the end of each day
    buildings_daily: np.ndarray  # i4 (days, B): present problems at the end of each day; (0, B) unless asked for
    desks: np.ndarray  # DESK_TALLY (D,)
    workers: np.ndarray  # WORKER_MONTH (workers, ledger months)
    fund_spent: np.ndarray  # i8 (communities, ledger months), fen, for repairs
    points_paid: np.ndarray  # i8 (communities, ledger months), fen, out of the same funds; (0, ledger months) where no points are given
    residents: np.ndarray  # RESIDENT (R,): trust and satisfaction at the end
    reputation: np.ndarray  # f8 (B,)
    posts: np.ndarray  # POST_MONTH (posts, ledger months), without rows where chiefs do not come and go
    shifts: np.ndarray  # WORKER_SHIFT (workers, ledger months), without rows where nobody comes and goes
    months: np.ndarray  # MONTH_TALLY (ledger months,), likewise
    stipends: np.ndarray  # i8 (communities, ledger months), fen that stipends took from what came in; without rows unless chiefs come and go
    events_handled: int
