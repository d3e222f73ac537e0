"""The loop: take the next event, apply its rule, until the day is over or a table is full."""

from __future__ import annotations

from gridgov.jit import by_reference, inline, kernel, leaf
from gridgov.kernel import state
from gridgov.kernel.births import candidate, next_candidate
from gridgov.kernel.books import comes_and_goes, end_case, write
from gridgov.kernel.closing import repeats_of_spell
from gridgov.kernel.departments import leg_arrives
from gridgov.kernel.desks import arrive, limit
from gridgov.kernel.events import next_event, take
from gridgov.kernel.ledger import book_hours
from gridgov.kernel.notice import come_to_light
from gridgov.kernel.outcomes import end_work, finish
from gridgov.kernel.service import try_start
from gridgov.kernel.ticks import change_slots, day_tick, first_month, month_tick
from gridgov.tables.dtypes import (
    BIRTH,
    CHECK,
    DONE,
    END_OF_WORK,
    INSPECTED,
    LATENT,
    LIMIT,
    MONTH,
    NONE,
    OPENING,
    PAPER_CLOSED,
    PROCEDURE,
    TRANSIT,
)  # fmt: skip

IDLE, IS_STREAM, IS_DESK, IS_LEG = state.IDLE, state.IS_STREAM, state.IS_DESK, state.IS_LEG
FINE, CASES_FULL, LEGS_FULL, MONTH_DUE = state.FINE, state.CASES_FULL, state.LEGS_FULL, state.MONTH_DUE
TICKETS_FULL, EVENTS_FULL, PAGES_FULL = state.TICKETS_FULL, state.EVENTS_FULL, state.PAGES_FULL
MEETINGS_DUE, SESSIONS_DUE = state.MEETINGS_DUE, state.SESSIONS_DUE


@inline
def begin(W, S):
    """First events of every stream, first workers, first month."""
    for s in range(len(W.stream)):
        node = S.node[s]
        node.key = W.stream[s].key
        node.what = IS_STREAM
        next_candidate(W, S, 0, s)
    for d in range(len(W.desk)):
        node = S.node[len(W.stream) + d]
        node.key = W.desk[d].key
        node.row = d
        node.what = IS_DESK
        change_slots(W, S, 0, d, 0, W.desk_phase[0, d].slots)
    if comes_and_goes(W):
        return  # the tick of time 0 is that of who comes and goes
    S.clock[0].next_month = first_month(W)
    month_tick(W, S, 0)


@inline
def advance(W, S):
    """Handle the events of one day, then turn its page.

    Returns FINE when the day is over, or what table is full or what is due; then nothing is lost, and the call may be repeated when that is done.
    """
    clock = S.clock[0]
    until = clock.day_end
    while True:
        full = what_is_full(S)
        if full != FINE:
            return full
        month_due = clock.next_month <= until and clock.next_month < W.end
        tick = clock.next_month if month_due else until
        n = next_event(W, S, tick + 1)
        if n != NONE and (S.node[n].time < tick or (S.node[n].time == tick and S.node[n].kind == END_OF_WORK)):
            clock.now = S.node[n].time
            clock.handled += 1
            take(S, n)
            handle(W, S, clock.now, n)
        elif month_due:
            if comes_and_goes(W):
                return MONTH_DUE
            month_tick(W, S, tick)
            clock.next_month += MONTH
        else:
            return day_tick(W, S, until)


@leaf
def what_is_full(S):
    """Which table may lack room for the next event, if any: at worst every waiting case moves at once."""
    clock = S.clock[0]
    waiting = clock.waiting
    if clock.cases + 1 > len(S.done):
        return CASES_FULL
    if clock.legs + 64 + 3 * waiting > len(S.leg):
        return LEGS_FULL
    if clock.tickets + 64 + 3 * waiting > len(S.ticket):
        return TICKETS_FULL
    if clock.pages_used + 64 + 3 * waiting > len(S.page):
        return PAGES_FULL
    if clock.log and clock.events + 64 + 16 * waiting > len(S.event):
        return EVENTS_FULL
    return FINE


@inline
def handle(W, S, t, n):
    """Apply the rule that belongs to an event."""
    node = S.node[n]
    kind = node.kind
    row = node.row
    if kind == BIRTH:
        d = candidate(W, S, t, n)
    elif kind == END_OF_WORK:
        d = end_work(W, S, t, row)
    elif kind == OPENING:
        S.desk[row].opening = 0
        d = row
    elif kind == LIMIT:
        limit(W, S, t, row)
        d = NONE
    else:
        d = something_arrives(W, S, t, row, node.what)
    if d != NONE:
        try_start(W, S, t, d)


@inline
def something_arrives(W, S, t, ticket, what):
    """An ARRIVAL of a problem or leg; returns the desk that it joined, or NONE."""
    p = S.ticket[ticket]
    if what == IS_LEG:
        if S.leg[p.leg].started != NONE:
            finish(W, S, t, ticket)
            return NONE
        return p.desk if leg_arrives(W, S, t, ticket) else NONE
    case = S.case[p.parent]
    state_now = case.state
    if state_now == LATENT or state_now == PAPER_CLOSED:
        return come_to_light(W, S, t, ticket)
    if state_now == TRANSIT:
        if p.astray:
            case.astray_s += p.handover
        else:
            case.handover_s += p.handover
        return arrive(W, S, t, ticket)
    if state_now == PROCEDURE:
        finish(W, S, t, ticket)
        return NONE
    if state_now == CHECK:
        case.inspected += 1
        case.verified += 1
        write(S, t, case.key, INSPECTED, NONE, NONE, NONE)
        case.final = t
        case.state = DONE
        end_case(S, ticket)
    return NONE


@inline
def close_books(W, S):
    """Section 12: book the pieces in hand and the late spells up to the end of the run."""
    for n in range(S.clock[0].tickets):
        node = S.node[len(W.stream) + len(W.desk) + n]
        if node.waits == IDLE and node.kind == END_OF_WORK and node.time >= W.end:
            book_hours(W, S, S.ticket[n].desk, n, S.ticket[n].started, W.end)
            node.kind = OPENING
    for row in range(S.clock[0].cases):
        ticket = S.case_ticket[row]
        if ticket == NONE:
            continue
        S.done[row] = S.case[ticket]
        case = S.done[row]
        if case.registered != NONE and case.closed == NONE:
            case.repeats += repeats_of_spell(W, S, W.end, ticket, S.ticket[ticket].closings + 1)


@kernel
def run_begin(world, tables):
    """Entry point: `begin`."""
    begin(by_reference(world), by_reference(tables))


@kernel
def run_days(world, tables, until):
    """Entry point: `advance` until so many days are done, a day begins with sessions or meetings, a table is full or something else is due."""
    W, S = by_reference(world), by_reference(tables)
    while S.clock[0].day < until:
        if S.clock[0].next_sessions <= S.clock[0].day:
            return SESSIONS_DUE
        if S.clock[0].next_meeting <= S.clock[0].day:
            return MEETINGS_DUE
        full = advance(W, S)
        if full != FINE:
            return full
    return FINE


@kernel
def run_close(world, tables):
    """Entry point: `close_books`."""
    close_books(by_reference(world), by_reference(tables))
