"""Ticks: the fund of the month, the page of the day, and the start of a phase."""

from __future__ import annotations

from gridgov.jit import inline, leaf
from gridgov.kernel.books import comes_and_goes, ledger_month, node_of
from gridgov.kernel.desks import climb
from gridgov.kernel.events import cancel, open_day
from gridgov.kernel.hidden import look_again, use_up
from gridgov.kernel.routing import next_tier
from gridgov.kernel.service import try_start
from gridgov.kernel.state import ABSENT, BUSY, FINE, FREE, IS_PROBLEM, LEAVING, PHASE_DUE, QUITTING
from gridgov.kernel.workers import release
from gridgov.tables.dtypes import CLASSES, DAY, LATENT, MONTH, NONE, PAPER_CLOSED


@leaf
def first_month(W):
    """The first month tick after 0: months are counted from the end of the warm-up, backwards too."""
    return W.warmup % MONTH if W.warmup % MONTH > 0 else MONTH


@inline
def begin_year(W, S, t):
    """A year of the funds that begins forgets what was left."""
    if t == 0 or ((t - W.warmup) // MONTH) % 12 == 0:
        for community in range(len(S.fund_in)):
            S.fund_in[community] = 0
            S.fund_out[community] = 0


@inline
def pay_points(W, S, t):
    """Points of the month that ends are paid as far as the money goes; the rest is forgotten."""
    for community in range(len(S.points)):
        paid = min(S.points[community], max(0, S.fund_in[community] - S.fund_out[community]))
        S.fund_out[community] += paid
        S.points_paid[community, ledger_month(W, t - 1)] += paid
        S.points[community] = 0


@inline
def month_tick(W, S, t):
    """Points of the month are paid; money for repairs comes in; a year that begins forgets what was left."""
    pay_points(W, S, t)
    begin_year(W, S, t)
    receive_money(W, S)


@inline
def receive_money(W, S):
    """The month's money for repairs comes in."""
    for community in range(len(S.fund_in)):
        S.fund_in[community] += W.fund_fen[S.clock[0].phase, community]


@inline
def day_tick(W, S, t):
    """Write the page of the day that ends at t; begin the next day and perhaps a phase, or say that one is due."""
    clock = S.clock[0]
    d = clock.day
    row = S.daily[d]
    row.born = clock.born
    row.registered = clock.registered
    row.closed = clock.closed
    row.fixed = clock.fixed
    row.closed_on_paper = clock.closed_on_paper
    row.reopened = clock.reopened
    row.lapsed = clock.lapsed
    row.contacts = clock.contacts
    row.whistles = clock.whistles
    row.present = clock.present
    row.hidden = clock.hidden
    row.open_records = clock.open_records
    row.present_s = clock.present_s
    row.hidden_s = clock.hidden_s
    row.open_records_s = clock.open_records_s
    people = len(S.resident)
    row.trust = clock.trust / people if people > 0 else 0.0
    row.satisfaction = clock.satisfaction / people if people > 0 else 0.0
    for k in range(len(S.queue)):
        S.queue_daily[d, k] = S.queue[k]
    if len(S.buildings_daily) > 0:
        for b in range(len(S.place)):
            S.buildings_daily[d, b] = S.place[b].open
    clock.born = clock.registered = clock.closed = clock.fixed = clock.closed_on_paper = clock.reopened = clock.lapsed = 0
    clock.contacts = clock.whistles = 0
    clock.day = d + 1
    clock.day_end = min(W.end, (d + 2) * DAY)
    open_day(S, d + 1)
    length = clock.day_end - t
    clock.present_s = clock.present * length
    clock.hidden_s = clock.hidden * length
    clock.open_records_s = clock.open_records * length
    if clock.phase + 1 < len(W.phase_start) and W.phase_start[clock.phase + 1] <= t and t < W.end:
        if comes_and_goes(W):
            return PHASE_DUE
        new_phase(W, S, t)
    return FINE


@inline
def new_phase(W, S, t):
    """The policies in force change."""
    clock = S.clock[0]
    for row in range(clock.cases):
        ticket = S.case_ticket[row]
        if is_hidden(S, ticket) and W.building_phase[clock.phase + 1, S.case[ticket].building].changed:
            use_up(W, S, t, ticket)
    for d in range(len(W.desk)):
        S.desk[d].acted = serves(S, d)
    clock.phase += 1
    for b in range(len(S.place)):
        S.place[b].regime = W.building_phase[clock.phase, b].regime
        S.place[b].ease = W.building_phase[clock.phase, b].ease
        S.place[b].unowned = W.building_phase[clock.phase, b].unowned
        for h in range(len(W.channel)):
            S.watch[b, h] = W.exposure_s[clock.phase, h, b]
    for d in range(len(W.desk)):
        S.desk[d].speed = W.desk_phase[clock.phase, d].speed
        S.desk[d].acts = W.desk_phase[clock.phase, d].acts
        S.desk[d].meets = W.desk_phase[clock.phase, d].meets
        change_slots(W, S, t, d, W.desk_phase[clock.phase - 1, d].slots, W.desk_phase[clock.phase, d].slots)
    for d in range(len(W.desk)):
        if S.desk[d].acted and not serves(S, d):
            vacate(W, S, t, d)
    for row in range(clock.cases):
        ticket = S.case_ticket[row]
        if is_hidden(S, ticket) and W.building_phase[clock.phase, S.case[ticket].building].changed:
            look_again(W, S, t, ticket)
    for d in range(len(W.desk)):
        try_start(W, S, t, d)


@leaf
def is_hidden(S, ticket):
    """Whether a case (NONE if it is final) waits to be noticed."""
    return ticket != NONE and (S.case[ticket].state == LATENT or S.case[ticket].state == PAPER_CLOSED)


@leaf
def serves(S, d):
    """Whether a desk takes cases now, by itself or on call."""
    return S.desk[d].acts + S.desk[d].meets > 0


@inline
def change_slots(W, S, t, d, old, new):
    """Slots that are gone lose their workers, at the latest when the work in hand ends; new ones are free at once."""
    desk = S.desk[d]
    for slot in range(new, old):
        worker = S.worker[W.desk[d].first_worker + slot]
        if worker.state == FREE or worker.state == BUSY:
            desk.filled -= 1
        if worker.state == FREE:
            take_from_line(W, S, d, slot)
        worker.state = LEAVING if worker.state == BUSY or worker.state == QUITTING else ABSENT
    for slot in range(old, new):
        worker = S.worker[W.desk[d].first_worker + slot]
        desk.filled += 1
        if worker.state == LEAVING:
            worker.state = BUSY
        else:
            worker.skill = 1.0
            release(W, S, t, d, slot)


@inline
def take_from_line(W, S, d, slot):
    """Remove a free worker from the line of the free."""
    q = S.desk[d]
    row = W.desk[d].first_worker + slot
    before, n = NONE, q.free_head
    while n != row:
        before, n = n, S.worker[n].next
    after = S.worker[row].next
    if before == NONE:
        q.free_head = after
    else:
        S.worker[before].next = after
    if after == NONE:
        q.free_tail = before
    S.worker[row].next = NONE


@inline
def vacate(W, S, t, d):
    """A desk that takes cases no more sends up those that wait, where there is a tier to take them."""
    q = S.desk[d]
    for queue in range(CLASSES):
        ticket = q.head[queue]
        while ticket != NONE:
            following = S.ticket[ticket].next
            if S.node[node_of(W, ticket)].what == IS_PROBLEM:
                above = next_tier(W, S, W.desk[d].tier + 1, S.case[S.ticket[ticket].parent].building)
                if above != NONE:
                    cancel(S, node_of(W, ticket))
                    climb(W, S, t, ticket, above)
            ticket = following
