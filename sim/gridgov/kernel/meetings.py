"""Rule 6, beside the ladder: joint meetings and leaders' projects take up late cases that are stuck in queues."""

from __future__ import annotations

from gridgov.jit import by_reference, inline, kernel, leaf
from gridgov.kernel.books import book_wait, free_ticket, leave, node_of, regime_of_desk, write
from gridgov.kernel.desks import queue_up
from gridgov.kernel.events import cancel
from gridgov.kernel.loop import what_is_full
from gridgov.kernel.service import try_start
from gridgov.kernel.state import BUSY, FINE, IS_LEG, LEAVING, QUITTING
from gridgov.tables.dtypes import (
    AT_DEPARTMENTS,
    CLASSES,
    CONVENED,
    DAY,
    IN_MEETING,
    LEG_CANCELLED,
    MAX_PICKS,
    NONE,
    ON_LADDER,
    QUEUED,
)  # fmt: skip

ROOM, FOUND, FIRST = range(3)  # columns of the table of picks: cases that may be taken, cases found, the first of them


@inline
def hold_meetings(W, S, t):
    """All meetings of the day that begins at t, tier by tier; then those who met set to work."""
    anybody = False
    for d in range(len(W.desk)):
        anybody = anybody or meets(W, S, t, d)
    if not anybody:
        return
    link_waiting_legs(W, S)
    for k in range(len(W.tier)):
        if W.tier[k].on_call != ON_LADDER and make_room(W, S, t, k):
            for row in range(S.clock[0].cases):
                if S.case_ticket[row] != NONE:
                    consider(W, S, t, k, S.case_ticket[row])
            for j in range(W.tier_desks[k, 1]):
                for i in range(S.pick[j, FOUND]):
                    convene(W, S, t, W.tier_desks[k, 0] + j, S.pick[j, FIRST + i])
    for d in range(len(W.desk)):
        if meets(W, S, t, d):
            try_start(W, S, t, d)


@leaf
def meets(W, S, t, d):
    """Whether desk d meets on the day that begins at t."""
    if S.desk[d].meets == 0:
        return False
    return (t // DAY) % W.tier_rate[regime_of_desk(W, S, d), W.desk[d].tier].every_days == 0


@inline
def link_waiting_legs(W, S):
    """Link the calls that wait in queues to their problems, in order of calling."""
    for row in range(S.clock[0].cases):
        ticket = S.case_ticket[row]
        if ticket != NONE:
            S.ticket[ticket].queued = 0
            S.ticket[ticket].first_leg = NONE
    for m in range(len(W.department)):
        if W.department[m].desk == NONE:
            continue
        for queue in range(CLASSES):
            ticket = S.desk[W.department[m].desk].head[queue]
            while ticket != NONE:
                leg = S.ticket[ticket]
                if S.node[node_of(W, ticket)].what == IS_LEG:
                    owner = S.ticket[leg.parent]
                    owner.queued += 1
                    before, after = NONE, owner.first_leg
                    while after != NONE and S.ticket[after].leg < leg.leg:
                        before, after = after, S.ticket[after].next_leg
                    leg.next_leg = after
                    if before == NONE:
                        owner.first_leg = ticket
                    else:
                        S.ticket[before].next_leg = ticket
                ticket = leg.next


@inline
def make_room(W, S, t, k):
    """How many cases each desk of tier k may take today; whether any may."""
    anybody = False
    for j in range(W.tier_desks[k, 1]):
        d = W.tier_desks[k, 0] + j
        room = 0
        if meets(W, S, t, d):
            if W.tier[k].on_call == IN_MEETING:
                room = W.tier_rate[regime_of_desk(W, S, d), k].takes_cases
            else:
                room = S.desk[d].filled - S.desk[d].waiting
                for row in range(W.desk[d].first_worker, W.desk[d].first_worker + W.desk[d].workers):
                    if S.worker[row].state == BUSY or S.worker[row].state == LEAVING or S.worker[row].state == QUITTING:
                        room -= 1
        S.pick[j, ROOM] = max(0, min(MAX_PICKS, room))
        S.pick[j, FOUND] = 0
        anybody = anybody or S.pick[j, ROOM] > 0
    return anybody


@inline
def consider(W, S, t, k, ticket):
    """Note a problem for the meeting of its desk of tier k, if it is late and stuck and goes before those found so far."""
    p = S.ticket[ticket]
    case = S.case[ticket]
    d = S.ladder[case.building, k]
    if d == NONE or case.due >= t:
        return
    if case.state == QUEUED:
        if W.tier[W.desk[p.desk].tier].on_call != ON_LADDER:
            return
    elif case.state != AT_DEPARTMENTS or p.pending == 0 or p.queued < p.pending:
        return
    j = d - W.tier_desks[k, 0]
    if S.pick[j, ROOM] == 0:
        return
    place = S.pick[j, FOUND]
    if place < S.pick[j, ROOM]:
        S.pick[j, FOUND] += 1
    else:
        place -= 1
        if not goes_before(W, S, d, k, ticket, S.pick[j, FIRST + place]):
            return
    while place > 0 and goes_before(W, S, d, k, ticket, S.pick[j, FIRST + place - 1]):
        S.pick[j, FIRST + place] = S.pick[j, FIRST + place - 1]
        place -= 1
    S.pick[j, FIRST + place] = ticket


@leaf
def goes_before(W, S, d, k, a, b):
    """Whether desk d of tier k takes up problem a before b: the one that waits longer, or the easier one."""
    one, other = S.case[a], S.case[b]
    g = regime_of_desk(W, S, d)
    if W.tier_rate[g, k].easiest:
        x, y = W.work_rate[g, one.category, k].work_s, W.work_rate[g, other.category, k].work_s
        if x != y:
            return x < y
    if one.registered != other.registered:
        return one.registered < other.registered
    return one.key < other.key


@inline
def convene(W, S, t, d, ticket):
    """Take a problem out of the queue it waits in, or back from the departments, to desk d."""
    p = S.ticket[ticket]
    case = S.case[ticket]
    if case.state == QUEUED:
        cancel(S, node_of(W, ticket))
        book_wait(W, S, t, ticket, False)
    else:
        leg = p.first_leg
        while leg != NONE:
            q = S.ticket[leg]
            cancel(S, node_of(W, leg))
            leave(W, S, t, leg, False)
            if S.leg[q.leg].window_end > t:
                S.leg[q.leg].window_end = NONE
            write(S, t, case.key, LEG_CANCELLED, W.desk[q.desk].tier, q.desk, NONE)
            following = q.next_leg
            free_ticket(S, leg)
            leg = following
        case.departments_s += t - p.since
    case.hops += 1
    p.astray = 0
    p.desk = d
    write(S, t, case.key, CONVENED, W.desk[d].tier, d, NONE)
    queue_up(W, S, t, ticket)


@kernel
def run_meetings(world, tables):
    """Entry point: the meetings with which a day begins, unless a table lacks room for what they may bring about."""
    W, S = by_reference(world), by_reference(tables)
    full = what_is_full(S)
    if full != FINE:
        return full
    hold_meetings(W, S, S.clock[0].day * DAY)
    S.clock[0].next_meeting = S.clock[0].day + 1
    return FINE
