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
    LEG,
    MONTH,
    NONE,
    WORKER_MONTH,
    World,
)  # fmt: skip

# What a node of the event calendar is.
IS_STREAM, IS_DESK, IS_PROBLEM, IS_LEG, IS_OWN_WORK = range(5)
# What the engine asks of the shell when a day could not be finished.
FINE, CASES_FULL, LEGS_FULL, TICKETS_FULL, EVENTS_FULL = range(5)
# A worker is not there, free, has a case in hand, or will go when the case in hand ends.
ABSENT, FREE, BUSY, LEAVING = range(4)

#: Anything that waits for an event: streams first, then desks, then tickets (an open problem, leg or piece of own work).
#: `row` is the desk or the ticket; of a stream it is the ordinal of its next candidate.
NODE = np.dtype([("time", "i8"), ("key", "i8"), ("next", "i4"), ("row", "i4"), ("kind", "i1"), ("what", "i1"), ("linked", "i1"), ("pad", "i1", (5,))])

#: The working notes of an open problem or leg; rows are used again once it is done. `next` also links the free ones.
#: Hidden and queued problems never coincide, so the hidden spell's times share no row with another state.
TICKET = np.dtype(
    [("arrived", "i8"), ("limit_at", "i8"), ("paper_at", "i8"), ("started", "i8"), ("opened", "i8"), ("since", "i8"),
     ("notice_at", "i8"), ("life_end", "i8"), ("doubt_at", "i8"), ("inspect_at", "i8"), ("complain_at", "i8"), ("visits", "i8"),
     ("work", "f8"), ("way", "f8"), ("handover", "i8"), ("next", "i4"), ("prev", "i4"), ("case", "i4"), ("leg", "i4"), ("desk", "i4"),
     ("right_desk", "i4"), ("worker", "i4"), ("parent", "i4"), ("spell", "i4"), ("called", "i4"), ("pending", "i4"), ("needed", "i4"),
     ("visit", "i2"), ("queue", "i1"), ("tried", "i1"), ("astray", "i1"), ("settles", "i1"), ("paid", "i1"), ("channel", "i1"),
     ("informed", "i1"), ("inspect", "i1"), ("closings", "i2"), ("pad", "i1", (4,))]
)  # fmt: skip

DESK_STATE = np.dtype(
    [("head", "i4", (CLASSES,)), ("tail", "i4", (CLASSES,)), ("free_head", "i4"), ("free_tail", "i4"), ("waiting", "i4"), ("week", "i4"),
     ("blown", "i4"), ("opening", "i4")]
)  # fmt: skip

WORKER_STATE = np.dtype([("free_since", "i8"), ("next", "i4"), ("state", "i4")])

#: One row: the clock, what is running, and the sums of the present day.
CLOCK = np.dtype(
    [("now", "i8"), ("day", "i8"), ("day_end", "i8"), ("next_month", "i8"), ("phase", "i8"), ("bucket", "i8"), ("head", "i8"), ("width", "i8"),
     ("cases", "i8"), ("legs", "i8"), ("tickets", "i8"), ("free", "i8"), ("events", "i8"), ("handled", "i8"), ("log", "i8"),
     ("present", "i8"), ("hidden", "i8"), ("open_records", "i8"), ("present_s", "i8"), ("hidden_s", "i8"), ("open_records_s", "i8"),
     ("born", "i8"), ("registered", "i8"), ("closed", "i8"), ("fixed", "i8"), ("closed_on_paper", "i8"), ("reopened", "i8"), ("lapsed", "i8"),
     ("contacts", "i8"), ("whistles", "i8"), ("trust", "f8"), ("satisfaction", "f8")]
)  # fmt: skip


class State(NamedTuple):
    """Everything that changes during a run."""

    clock: np.ndarray  # CLOCK (1,)
    node: np.ndarray  # NODE (streams + desks + tickets,)
    bucket: np.ndarray  # i4 (buckets,): first node of each stretch of time
    ticket: np.ndarray  # TICKET
    case: np.ndarray  # CASE (tickets,): the rows of open problems, close together
    done: np.ndarray  # CASE (cases,): the case table, filled when a problem is final
    blank: np.ndarray  # CASE (1,): the row of a problem just born
    case_ticket: np.ndarray  # i4 (cases,): where the row of an open problem is, NONE once it is final
    used: np.ndarray  # f8 (tickets or 1, channels): exposure used before `since`, kept only where there are phases
    leg: np.ndarray  # LEG
    event: np.ndarray  # EVENT
    open: np.ndarray  # i4 (buildings,): present problems
    reputation: np.ndarray  # f8 (buildings,)
    resident: np.ndarray  # RESIDENT
    desk: np.ndarray  # DESK_STATE
    worker: np.ndarray  # WORKER_STATE
    worker_month: np.ndarray  # WORKER_MONTH (workers, months)
    fund_in: np.ndarray  # i8 (communities,): come in this year, fen
    fund_out: np.ndarray  # i8 (communities,): spent this year, fen
    fund_spent: np.ndarray  # i8 (communities, months)
    tally: np.ndarray  # DESK_TALLY (desks,)
    daily: np.ndarray  # DAILY (days,)
    queue: np.ndarray  # i8 (tiers,): waiting now
    queue_daily: np.ndarray  # i8 (days, tiers)
    buildings_daily: np.ndarray  # i4 (days or 0, buildings)


def ledger_months(world: World) -> int:
    """Columns of the ledger: the warm-up as a whole, then months of 730 hours."""
    return 1 + -(-(world.end - world.warmup) // MONTH)


def expected_births(world: World) -> float:
    """Mean number of problems of the run, half way between an orderly city and a wholly disordered one."""
    of_buildings = world.stream["building"] >= 0
    per_category = np.bincount(world.stream["category"][of_buildings], world.stream["rate"][of_buildings], minlength=len(world.category_key))
    disorder = world.rule_rate["disorder"][world.rule_rate["disorder_open"] > 0].max(initial=0.0)
    return float((per_category[:, None] * world.accept * DAY).sum() * (1.0 + disorder / 2))


def fresh_state(world: World, log_events: bool, buildings_daily: bool) -> State:
    """Allocate the tables of a run, which grow later where the guess was low; what is not used costs no memory."""
    streams, desks = len(world.stream), len(world.desk)
    births = expected_births(world)
    cases = int(births * 1.02 + 6 * births**0.5) + 64
    tickets = int(births * 0.1) + 4 * desks + 256
    days = -(-world.end // DAY)
    phases = len(world.phase_start)
    events_expected = births * 6 + world.stream["rate"].sum() * world.end
    # a stretch of time holds some four events: fewer and the empty ones cost, more and sorting does
    buckets = int(min(1 << 23, max(1024, events_expected / 4), world.end))
    workers = int(world.desk["workers"].sum())
    clock = np.zeros(1, CLOCK)
    clock["width"] = -(-world.end // buckets)
    buckets = -(-world.end // int(clock["width"][0])) + 1
    clock["head"] = clock["free"] = NONE
    clock["bucket"] = -1
    clock["day_end"] = min(DAY, world.end)
    clock["log"] = log_events
    node = np.zeros(streams + desks + tickets, NODE)
    node["next"] = NONE
    desk = np.zeros(desks, DESK_STATE)
    for name in ("head", "tail", "free_head", "free_tail", "week"):
        desk[name] = NONE
    resident = world.resident.copy()
    trust = satisfaction = 0.0
    if len(resident):
        # numpy's sum adds in pairs; the running sum is defined in row order
        trust, satisfaction = np.add.accumulate(resident["trust"])[-1], np.add.accumulate(resident["satisfaction"])[-1]
    clock["trust"], clock["satisfaction"] = trust, satisfaction
    return State(
        clock=clock, node=node, bucket=np.full(buckets, NONE, np.int32), ticket=np.zeros(tickets, TICKET), case=np.zeros(tickets, CASE),
        done=np.zeros(cases, CASE), blank=np.zeros(1, CASE), case_ticket=np.zeros(cases, np.int32),
        used=np.zeros((tickets if phases > 1 else 1, len(world.channel))),
        leg=np.zeros(int(births * 0.2) + 64, LEG),
        event=np.zeros(int(births * 12) + 4096 if log_events else 1, EVENT), open=np.zeros(len(world.building), np.int32),
        reputation=world.building["reputation"].copy(), resident=resident, desk=desk, worker=np.zeros(workers, WORKER_STATE),
        worker_month=np.zeros((workers, ledger_months(world)), WORKER_MONTH), fund_in=np.zeros(world.fund_fen.shape[1], np.int64),
        fund_out=np.zeros(world.fund_fen.shape[1], np.int64), fund_spent=np.zeros((world.fund_fen.shape[1], ledger_months(world)), np.int64),
        tally=np.zeros(desks, DESK_TALLY), daily=np.zeros(days, DAILY), queue=np.zeros(len(world.tier), np.int64),
        queue_daily=np.zeros((days, len(world.tier)), np.int64),
        buildings_daily=np.zeros((days if buildings_daily else 0, len(world.building)), np.int32),
    )  # fmt: skip


def grown(table: np.ndarray, extra: int) -> np.ndarray:
    """The same rows with room for more."""
    more = np.zeros((len(table) + extra, *table.shape[1:]), table.dtype)
    more[: len(table)] = table
    return more

