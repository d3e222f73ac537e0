"""The tables that the kernel writes, and their first values."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gridgov.tables.dtypes import (
    CASE,
    CLASSES,
    DAILY,
    DAY,
    DESK_TALLY,
    EVENT,
    FAR,
    LEG,
    MAX_PICKS,
    MONTH,
    MONTH_TALLY,
    NONE,
    POST_MONTH,
    WORKER_MONTH,
    WORKER_SHIFT,
    World,
)  # fmt: skip

# What a node of the event calendar is.
IS_STREAM, IS_DESK, IS_PROBLEM, IS_LEG, IS_OWN_WORK = range(5)
# What the engine asks of the shell when a day could not be finished.
FINE, CASES_FULL, LEGS_FULL, TICKETS_FULL, EVENTS_FULL, PAGES_FULL = range(6)
# .. and of entry points of their own: for who comes and goes a month tick, a new phase, the end of the books; a day's meetings and sessions.
MONTH_DUE, PHASE_DUE, BOOKS_DUE = range(6, 9)
MEETINGS_DUE, SESSIONS_DUE = 16, 17
# A worker is not there, free, has a case in hand, or will go when the case in hand ends because the slot is gone;
# or the slot is there and has nobody, or will have nobody when the case in hand ends.
ABSENT, FREE, BUSY, LEAVING, VACANT, QUITTING = range(6)

# Whether a node waits for nothing, for an event of a later day, or for one of the present day.
IDLE, LATER, TODAY = range(3)
LINE = 64  # bytes that the processor fetches at once

#: Anything that waits for an event: streams first, then desks, then tickets (an open problem, leg or piece of own work).
#: `row` is the desk or the ticket; of a stream it is the ordinal of its next candidate.
NODE = np.dtype([("time", "i8"), ("key", "i8"), ("next", "i4"), ("row", "i4"), ("kind", "i1"), ("what", "i1"), ("waits", "i1"), ("pad", "i1", (5,))])

#: Some of the nodes that wait for an event of one later day, in one line of the processor's cache. `next` also links the free ones.
PAGE = np.dtype([("next", "i4"), ("used", "i4"), ("node", "i4", (14,))])
PAGE_NODES = 14

#: The working notes of an open problem or leg; rows are used again once it is done. `next` also links the free ones.
#: Three lines of the processor's cache: what a desk reads, what changes seldom, the times of a hidden spell. Meetings find the calls of a
#: problem that wait in a queue by first_leg and next_leg, `queued` many; nothing else keeps these up to date.
TICKET = np.dtype(
    [("arrived", "i8"), ("limit_at", "i8"), ("paper_at", "i8"), ("started", "i8"), ("work", "f8"), ("way", "f8"), ("desk", "i4"),
     ("worker", "i4"), ("visit", "i2"), ("queue", "i1"), ("tried", "i1"), ("astray", "i1"), ("settles", "i1"), ("paid", "i1"), ("channel", "i1"),
     ("next", "i4"), ("prev", "i4"), ("parent", "i4"), ("case", "i4"), ("leg", "i4"), ("spell", "i4"), ("visits", "i8"), ("handover", "i8"),
     ("opened", "i8"), ("called", "i4"), ("pending", "i4"), ("needed", "i4"), ("closings", "i2"), ("inspect", "i1"), ("pad", "i1"),
     ("since", "i8"), ("notice_at", "i8"), ("life_end", "i8"), ("doubt_at", "i8"), ("inspect_at", "i8"), ("complain_at", "i8"),
     ("first_leg", "i4"), ("next_leg", "i4"), ("queued", "i4"), ("room", "i4")]
)  # fmt: skip

#: What rules read of a building, in one line of the processor's cache: the set of rates in force and the present problems change.
PLACE = np.dtype(
    [("x", "f8"), ("y", "f8"), ("effect", "f8"), ("reputation", "f8"), ("regime", "i4"), ("open", "i4"), ("first", "i4"), ("residents", "i4"),
     ("kind", "i2"), ("changed", "i1"), ("unowned", "i1"), ("pad", "i4"), ("ease", "f8")]
)  # fmt: skip

#: Two lines of the processor's cache: what every rule asks of a desk, and the rest. `speed`, `acts` and `meets` (0 or 1) and `filled` slots are
#: those of the phase until a monthly rule changes them; `busy_s` are the open seconds of the pieces that ended since the last month tick,
#: `acted` whether it did, or met, when a change began.
DESK_STATE = np.dtype(
    [("speed", "f8"), ("head", "i4", (CLASSES,)), ("tail", "i4", (CLASSES,)), ("free_head", "i4"), ("free_tail", "i4"), ("waiting", "i4"),
     ("acts", "i4"), ("week", "i4"), ("blown", "i4"), ("opening", "i4"), ("filled", "i4"), ("busy_s", "i8"), ("acted", "i4"), ("meets", "i4"),
     ("room", "i4", (8,))]
)  # fmt: skip

#: The post of a building's chief. `way`, `look`, `train`, `surge`, `cases` are hours a week, `bar` is the draw of willingness of the last
#: resident who took the post, `thanks` counts what chiefs settled here since the last month tick.
POST_STATE = np.dtype(
    [("motivation", "f8"), ("metres", "f8"), ("bar", "f8"), ("stipend", "f8"), ("way", "f8"), ("look", "f8"), ("train", "f8"), ("surge", "f8"),
     ("cases", "f8"), ("vacant_since", "i8"), ("kind", "i4"), ("holder", "i4"), ("thanks", "i4"), ("pad", "i4")]
)  # fmt: skip

WORKER_STATE = np.dtype([("free_since", "i8"), ("skill", "f8"), ("next", "i4"), ("state", "i4")])

#: Records closed since the last public sessions, and of these within their service limit.
COMMUNITY_STATE = np.dtype([("closed", "i8"), ("on_time", "i8")])

#: One row: the clock, what is running, and the sums of the present day.
CLOCK = np.dtype(
    [("now", "i8"), ("day", "i8"), ("day_end", "i8"), ("next_month", "i8"), ("phase", "i8"), ("bucket", "i8"), ("head", "i8"), ("width", "i8"),
     ("cases", "i8"), ("legs", "i8"), ("tickets", "i8"), ("free", "i8"), ("pages", "i8"), ("free_page", "i8"), ("pages_used", "i8"),
     ("waiting", "i8"), ("events", "i8"), ("handled", "i8"), ("log", "i8"), ("next_meeting", "i8"), ("next_sessions", "i8"),
     ("present", "i8"), ("hidden", "i8"), ("open_records", "i8"), ("present_s", "i8"), ("hidden_s", "i8"), ("open_records_s", "i8"),
     ("born", "i8"), ("registered", "i8"), ("closed", "i8"), ("fixed", "i8"), ("closed_on_paper", "i8"), ("reopened", "i8"), ("lapsed", "i8"),
     ("contacts", "i8"), ("whistles", "i8"), ("trust", "f8"), ("satisfaction", "f8"),
     ("month", "i8"), ("month_at", "i8"), ("booked", "i8"), ("reserve", "i8")]
)  # fmt: skip


class State(NamedTuple):
    """Everything that changes during a run."""

    clock: np.ndarray  # CLOCK (1,)
    node: np.ndarray  # NODE (streams + desks + tickets,)
    bucket: np.ndarray  # i4 (buckets,): first node of each stretch of the present day
    day: np.ndarray  # i4 (days + 1,): first page of the nodes that wait for an event of that day
    page: np.ndarray  # PAGE
    ticket: np.ndarray  # TICKET
    case: np.ndarray  # CASE (tickets,): the rows of open problems, close together
    done: np.ndarray  # CASE (cases,): the case table, filled when a problem is final
    blank: np.ndarray  # CASE (1,): the row of a problem just born
    case_ticket: np.ndarray  # i4 (cases,): where the row of an open problem is, NONE once it is final
    used: np.ndarray  # f8 (tickets or 1, channels): exposure used before `since`, kept only where exposure may change
    leg: np.ndarray  # LEG
    event: np.ndarray  # EVENT
    place: np.ndarray  # PLACE (buildings,)
    ladder: np.ndarray  # i4 (buildings, tiers): desks, building by building
    watch: np.ndarray  # f8 (buildings, channels): open seconds per unit of exposure now, building by building
    resident: np.ndarray  # RESIDENT
    desk: np.ndarray  # DESK_STATE
    worker: np.ndarray  # WORKER_STATE
    worker_month: np.ndarray  # WORKER_MONTH (months, workers): the present month lies close together
    fund_in: np.ndarray  # i8 (communities,): come in this year, fen
    fund_out: np.ndarray  # i8 (communities,): spent this year, fen
    fund_spent: np.ndarray  # i8 (communities, months)
    points: np.ndarray  # i8 (communities,): owed for reports of the month, fen; (0,) where no points are given
    points_paid: np.ndarray  # i8 (communities or 0, months)
    tally: np.ndarray  # DESK_TALLY (desks,)
    daily: np.ndarray  # DAILY (days,)
    queue: np.ndarray  # i8 (tiers,): waiting now
    queue_daily: np.ndarray  # i8 (days, tiers)
    buildings_daily: np.ndarray  # i4 (days or 0, buildings)
    post: np.ndarray  # POST_STATE (buildings,), or (0,) where chiefs do not come and go
    unpaid: np.ndarray  # i4 (communities or 0,): posts held by a resident
    stipend: np.ndarray  # f8 (communities or 0,): yuan of stipends a month
    post_month: np.ndarray  # POST_MONTH (months, posts)
    shift: np.ndarray  # WORKER_SHIFT (months, workers or 0)
    month_tally: np.ndarray  # MONTH_TALLY (months or 0,)
    stipend_fen: np.ndarray  # i8 (communities or 0, months)
    pick: np.ndarray  # i4 (most desks of a tier on call, 2 + MAX_PICKS): cases that a meeting may take, how many it has found, their tickets
    community: np.ndarray  # COMMUNITY_STATE (communities,), or (0,) where no public sessions are held


def ledger_months(world: World) -> int:
    """Columns of the ledger: the warm-up as a whole, then months of 730 hours."""
    return 1 + -(-(world.end - world.warmup) // MONTH)


def comes_and_goes(world: World) -> bool:
    """Whether chiefs or staff come and go month by month."""
    return bool(world.switch["posts"][0] or world.switch["staff"][0])


def expected_births(world: World) -> float:
    """Mean number of problems of the run, half way between an orderly city and a wholly disordered one."""
    of_buildings = world.stream["building"] >= 0
    per_category = np.bincount(world.stream["category"][of_buildings], world.stream["rate"][of_buildings], minlength=len(world.category_key))
    disorder = world.rule_rate["disorder"][world.rule_rate["disorder_open"] > 0].max(initial=0.0)
    return float((per_category[:, None] * world.accept * DAY).sum() * (1.0 + disorder / 2))


def fresh_state(world: World, log_events: bool, buildings_daily: bool) -> State:
    """Allocate the tables of a run, which grow later where the guess was low; what is not used costs no memory."""
    streams, desks, buildings = len(world.stream), len(world.desk), len(world.building)
    births = expected_births(world)
    cases = int(births * 1.02 + 6 * births**0.5) + 64
    tickets = int(births * 0.1) + 4 * desks + 256
    days = -(-world.end // DAY)
    keeps_used = len(world.phase_start) > 1 or comes_and_goes(world)
    clock = zeros(1, CLOCK)
    clock["width"] = stretch(births * 6 + world.stream["rate"].sum() * world.end, world.end)
    clock["head"] = clock["free"] = clock["free_page"] = NONE
    clock["bucket"] = -1
    clock["day_end"] = min(DAY, world.end)
    clock["log"] = log_events
    on_call = world.tier["on_call"] > 0
    clock["next_meeting"] = 1 if on_call.any() else FAR
    sessions = bool((world.rule_rate["session_weight"] > 0).any())
    clock["next_sessions"] = session_day(world.warmup, 0) if sessions else FAR
    node = zeros(streams + desks + tickets, NODE)
    node["next"] = NONE
    desk = zeros(desks, DESK_STATE)
    for name in ("head", "tail", "free_head", "free_tail", "week"):
        desk[name] = NONE
    for name in ("speed", "acts", "meets"):
        desk[name] = world.desk_phase[name][0]
    place = zeros(buildings, PLACE)
    for name in ("x", "y", "effect", "reputation", "first", "residents", "kind"):
        place[name] = world.building[name]
    for name in ("regime", "ease", "unowned"):
        place[name] = world.building_phase[name][0]
    resident = zeros(len(world.resident), world.resident.dtype)
    resident[:] = world.resident
    trust = satisfaction = 0.0
    if len(resident):
        # numpy's sum adds in pairs; the running sum is defined in row order
        trust, satisfaction = np.add.accumulate(resident["trust"])[-1], np.add.accumulate(resident["satisfaction"])[-1]
    clock["trust"], clock["satisfaction"] = trust, satisfaction
    posts, fluid = bool(world.switch["posts"][0]), comes_and_goes(world)
    clock["reserve"] = world.reserve
    workers, months, communities = int(world.desk["workers"].sum()), ledger_months(world), world.fund_fen.shape[1]
    giving = communities if (world.rule_rate["points_fen"] > 0).any() else 0
    worker = np.zeros(workers, WORKER_STATE)
    worker["skill"] = 1.0
    return State(
        clock=clock, node=node, bucket=np.full(-(-DAY // int(clock["width"][0])) + 1, NONE, np.int32), day=np.full(days + 1, NONE, np.int32),
        page=zeros(2 * days + (streams + desks + tickets) // 7 + 1024, PAGE), ticket=zeros(tickets, TICKET), case=zeros(tickets, CASE),
        done=zeros(cases, CASE), blank=zeros(1, CASE), case_ticket=np.zeros(cases, np.int32),
        used=np.zeros((tickets if keeps_used else 1, len(world.channel))),
        leg=zeros(int(births * 0.2) + 64, LEG), event=zeros(int(births * 12) + 4096 if log_events else 1, EVENT),
        place=place, ladder=world.desk_of.T.copy(), watch=world.exposure_s[0].T.copy(), resident=resident,
        desk=desk, worker=worker, worker_month=np.zeros((months, workers), WORKER_MONTH),
        fund_in=np.zeros(communities, np.int64), fund_out=np.zeros(communities, np.int64), fund_spent=np.zeros((communities, months), np.int64),
        points=np.zeros(giving, np.int64), points_paid=np.zeros((giving, months), np.int64),
        tally=zeros(desks, DESK_TALLY), daily=np.zeros(days, DAILY), queue=np.zeros(len(world.tier), np.int64),
        queue_daily=np.zeros((days, len(world.tier)), np.int64),
        buildings_daily=np.zeros((days if buildings_daily else 0, buildings), np.int32),
        post=zeros(buildings * posts, POST_STATE), unpaid=np.zeros(communities * posts, np.int32), stipend=np.zeros(communities * posts),
        post_month=np.zeros((months, len(world.post)), POST_MONTH), shift=np.zeros((months, workers * fluid), WORKER_SHIFT),
        month_tally=np.zeros(months * fluid, MONTH_TALLY), stipend_fen=np.zeros((communities * posts, months), np.int64),
        pick=np.zeros((world.tier_desks[on_call, 1].max(initial=0), 2 + MAX_PICKS), np.int32),
        community=zeros(communities * sessions, COMMUNITY_STATE),
    )  # fmt: skip


def session_day(warmup: int, t: int) -> int:
    """The day with which public sessions come next after t: the first that begins when a ledger month does, or after."""
    first = warmup % MONTH
    return (first + (t + MONTH - first) // MONTH * MONTH + DAY - 1) // DAY


def stretch(events: float, end: int) -> int:
    """Seconds of one stretch of the day's calendar: about one event, a power of two."""
    per_day = events / max(1, end) * DAY
    return 1 << max(0, min(12, int(np.log2(DAY / max(1.0, per_day)) + 0.5)))


def zeros(count: int, dtype: np.dtype) -> np.ndarray:
    """A table of zeros whose first row begins with a line of the processor's cache."""
    size = count * dtype.itemsize
    room = np.zeros(size + LINE, np.uint8)
    start = -room.ctypes.data % LINE
    return room[start : start + size].view(dtype)


def grown(table: np.ndarray, extra: int) -> np.ndarray:
    """The same rows with room for more."""
    if table.ndim > 1:
        return np.concatenate([table, np.zeros((extra, *table.shape[1:]), table.dtype)])
    more = zeros(len(table) + extra, table.dtype)
    more[: len(table)] = table
    return more
