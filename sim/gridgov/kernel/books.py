"""The books that every rule writes to: tickets, the event log, the sums of the day, the queue's tallies."""

from __future__ import annotations

from gridgov.jit import inline, leaf
from gridgov.kernel.state import IS_LEG, IS_OWN_WORK
from gridgov.tables.dtypes import CAMPAIGN, CLASS_ROUTINE, MONTH, NONE


@leaf
def node_of(W, ticket):
    """Node of a ticket."""
    return len(W.stream) + len(W.desk) + ticket


@leaf
def new_ticket(W, S, key, what):
    """A clean ticket; the shell made sure that there is one."""
    clock = S.clock[0]
    if clock.free != NONE:
        t = clock.free
        clock.free = S.ticket[t].next
    else:
        t = clock.tickets
        clock.tickets += 1
    p = S.ticket[t]
    p.visits = p.closings = p.called = p.pending = p.needed = p.spell = 0
    p.tried = p.astray = p.settles = p.paid = p.inspect = 0
    p.case = p.leg = p.desk = p.worker = p.parent = p.next = p.prev = p.queue = p.channel = NONE
    node = S.node[node_of(W, t)]
    node.key = key
    node.row = t
    node.what = what
    return t


@leaf
def free_ticket(S, t):
    """Give a ticket back."""
    clock = S.clock[0]
    S.ticket[t].next = clock.free
    clock.free = t


@inline
def end_case(S, t):
    """Enter a finished problem into the case table and give its ticket back."""
    row = S.ticket[t].case
    S.done[row] = S.case[t]
    S.case_ticket[row] = NONE
    free_ticket(S, t)


@leaf
def write(S, t, key, activity, tier, desk, worker):
    """Add a row to the event log, if one is kept."""
    clock = S.clock[0]
    if clock.log:
        e = S.event[clock.events]
        e.time = t
        e.case = key
        e.activity = activity
        e.tier = tier
        e.desk = desk
        e.worker = worker
        clock.events += 1


@leaf
def count_present(S, b, t, change):
    """A trouble begins (1) or ends (-1) in building b."""
    clock = S.clock[0]
    S.place[b].open += change
    clock.present += change
    clock.present_s += change * (clock.day_end - t)


@leaf
def count_hidden(S, t, change):
    """A hidden spell begins or ends."""
    clock = S.clock[0]
    clock.hidden += change
    clock.hidden_s += change * (clock.day_end - t)


@leaf
def count_record(S, t, change):
    """A record is opened or closed."""
    clock = S.clock[0]
    clock.open_records += change
    clock.open_records_s += change * (clock.day_end - t)


@leaf
def comes_and_goes(W):
    """Whether chiefs or staff come and go month by month."""
    return W.switch[0].posts != 0 or W.switch[0].staff != 0


@leaf
def ledger_month(W, t):
    """Column of the ledger that second t belongs to."""
    if t < W.warmup:
        return 0
    return (t - W.warmup) // MONTH + 1


@leaf
def regime_of_building(S, b):
    """Set of rates in force in a building."""
    return S.place[b].regime


@leaf
def regime_of_desk(W, S, d):
    """Set of rates in force at a desk."""
    return W.desk_phase[S.clock[0].phase, d].regime


@leaf
def class_of(W, S, case):
    """Class of the queue that a case joins which nobody supervises: a campaign goes before severity."""
    if W.category_rate[regime_of_building(S, case.building), case.category].campaign:
        return CAMPAIGN
    return CLASS_ROUTINE - case.severity


@leaf
def join(W, S, t, ticket, queue, now):
    """Put a ticket at the end of a class's list of its desk."""
    p = S.ticket[ticket]
    d = p.desk
    q = S.desk[d]
    p.queue = queue
    p.next = NONE
    p.prev = q.tail[queue]
    if p.prev == NONE:
        q.head[queue] = ticket
    else:
        S.ticket[p.prev].next = ticket
    q.tail[queue] = ticket
    if now:
        q.waiting += 1
        S.clock[0].waiting += 1
        S.queue[W.desk[d].tier] += 1
        tally = S.tally[d]
        tally.queue += 1
        tally.queue_s += W.end - max(t, W.warmup)
        if t >= W.warmup:
            tally.arrivals += 1


@leaf
def unlink(S, ticket):
    """Take a ticket out of its list, still waiting."""
    p = S.ticket[ticket]
    q = S.desk[p.desk]
    if p.prev == NONE:
        q.head[p.queue] = p.next
    else:
        S.ticket[p.prev].next = p.next
    if p.next == NONE:
        q.tail[p.queue] = p.prev
    else:
        S.ticket[p.next].prev = p.prev
    p.next = p.prev = NONE


@inline
def leave(W, S, t, ticket, starts):
    """End a ticket's wait at its desk: it is started (True) or goes away; returns the seconds waited."""
    p = S.ticket[ticket]
    unlink(S, ticket)
    q = S.desk[p.desk]
    q.waiting -= 1
    S.clock[0].waiting -= 1
    S.queue[W.desk[p.desk].tier] -= 1
    tally = S.tally[p.desk]
    tally.queue -= 1
    tally.queue_s -= W.end - max(t, W.warmup)
    if t >= W.warmup:
        waited = t - max(p.arrived, W.warmup)
        if starts:
            tally.starts += 1
        else:
            tally.left += 1
        tally.waited_s += waited
        if S.node[node_of(W, ticket)].what == IS_OWN_WORK:
            tally.own_starts += 1
            tally.own_waited_s += waited
    return t - p.arrived


@inline
def book_wait(W, S, t, ticket, starts):
    """End a problem's wait and book it in its case, as astray if it is at a wrong desk."""
    waited = leave(W, S, t, ticket, starts)
    p = S.ticket[ticket]
    if S.node[node_of(W, ticket)].what != IS_LEG:
        case = S.case[p.parent]
        if p.astray:
            case.astray_s += waited
        else:
            case.waiting_s += waited


@leaf
def month_start(W, month):
    """First second of a ledger column after the warm-up's."""
    return W.warmup + (month - 1) * MONTH
