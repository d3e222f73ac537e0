"""Who comes and goes: month ticks and new phases where chiefs are not fixed beforehand, and what changes by them."""

from __future__ import annotations

from gridgov.jit import by_reference, inline, kernel
from gridgov.kernel import state
from gridgov.kernel.hidden import look_again, use_up
from gridgov.kernel.loop import what_is_full
from gridgov.kernel.posts import (
    book_posts,
    chiefs_leave,
    count_unpaid,
    enforce_posts,
    fill_as_planned,
    fill_vacancies,
    first_posts,
    note_changes,
    pay_stipends,
    receive_rest,
)  # fmt: skip
from gridgov.kernel.service import try_start
from gridgov.kernel.staff import book_staff, change_staff, enforce_staff, note_walks, staff_comes_and_goes
from gridgov.kernel.ticks import begin_year, change_slots, first_month, is_hidden, pay_points, receive_money, serves, vacate
from gridgov.tables.dtypes import AREA_BUILDING, MONTH

FINE, MONTH_DUE, PHASE_DUE = state.FINE, state.MONTH_DUE, state.PHASE_DUE


@kernel
def run_turn(world, tables, due):
    """Entry point: a month tick or a new phase, or the books up to the end; returns what table is full, if one is."""
    W, S = by_reference(world), by_reference(tables)
    full = what_is_full(S)
    if full != FINE:
        return full
    if due == MONTH_DUE:
        turn_month(W, S, S.clock[0].next_month)
    elif due == PHASE_DUE:
        turn_phase(W, S, W.phase_start[S.clock[0].phase + 1])
    else:
        book_stretch(W, S, W.end)
    return FINE


@inline
def turn_month(W, S, t):
    """A month tick: who leaves, who comes, what is paid, and all that follows from it."""
    clock = S.clock[0]
    book_stretch(W, S, t)
    pay_points(W, S, t)
    begin_year(W, S, t)
    if t == 0:
        first_posts(W, S)
    else:
        count_unpaid(W, S)
        chiefs_leave(W, S, t)
        fill_vacancies(W, S, t)
        staff_comes_and_goes(W, S, t)
    pay_stipends(W, S, clock.phase)
    if W.switch[0].posts:
        receive_rest(W, S, t)
    else:
        receive_money(W, S)
    take_force(W, S, t, clock.phase)
    for b in range(len(S.post)):
        S.post[b].thanks = 0
    for d in range(len(W.desk)):
        S.desk[d].busy_s = 0
    clock.month += 1
    clock.month_at = t
    clock.next_month = t + MONTH if t > 0 else first_month(W)


@inline
def turn_phase(W, S, t):
    """A new phase: posts for which it names another kind of chief are filled anew, in all others whoever holds them stays."""
    phase = S.clock[0].phase + 1
    book_stretch(W, S, t)
    for i in range(len(W.post)):
        b = W.post[i]
        if W.building_phase[phase, b].chief != W.building_phase[phase - 1, b].chief:
            fill_as_planned(W, S, t, b, phase)
    for b in range(len(S.place)):
        S.place[b].changed = W.building_phase[phase, b].changed
    pay_stipends(W, S, phase)
    change_staff(W, S, t, phase)
    take_force(W, S, t, phase)


@inline
def take_force(W, S, t, phase):
    """What has changed takes force, in the order of a new phase: exposure used up, rates, workers, vacated desks, hidden problems, queues."""
    clock = S.clock[0]
    note_changes(W, S, phase)
    note_walks(W, S, phase)
    for row in range(clock.cases):
        ticket = S.case_ticket[row]
        if is_hidden(S, ticket) and S.place[S.case[ticket].building].changed:
            use_up(W, S, t, ticket)
    for d in range(len(W.desk)):
        S.desk[d].acted = serves(S, d)
    if phase != clock.phase:
        enter(W, S, t, phase)
    enforce_posts(W, S, t, phase)
    enforce_staff(W, S, phase)
    for d in range(len(W.desk)):
        if S.desk[d].acted and not serves(S, d):
            vacate(W, S, t, d)
    for row in range(clock.cases):
        ticket = S.case_ticket[row]
        if is_hidden(S, ticket) and S.place[S.case[ticket].building].changed:
            look_again(W, S, t, ticket)
    for b in range(len(S.place)):
        S.place[b].changed = 0
    for d in range(len(W.desk)):
        try_start(W, S, t, d)


@inline
def enter(W, S, t, phase):
    """Bring the rates of a phase to buildings and desks; posts and staff that come and go have their own workers."""
    clock = S.clock[0]
    before = clock.phase
    clock.phase = phase
    for b in range(len(S.place)):
        S.place[b].regime = W.building_phase[phase, b].regime
        S.place[b].ease = W.building_phase[phase, b].ease
        S.place[b].unowned = W.building_phase[phase, b].unowned
        for h in range(len(W.channel)):
            S.watch[b, h] = W.exposure_s[phase, h, b]
    for d in range(len(W.desk)):
        k = W.desk[d].tier
        S.desk[d].speed = W.desk_phase[phase, d].speed
        S.desk[d].acts = W.desk_phase[phase, d].acts
        S.desk[d].meets = W.desk_phase[phase, d].meets
        if W.turnover[k] == 0 and (W.tier[k].area != AREA_BUILDING or W.switch[0].posts == 0):
            change_slots(W, S, t, d, W.desk_phase[before, d].slots, W.desk_phase[phase, d].slots)


@inline
def book_stretch(W, S, t):
    """Book what held since the last booking; ticks delimit months, so that no stretch lies in two."""
    clock = S.clock[0]
    if t > clock.booked:
        book_posts(W, S, clock.booked, t)
        book_staff(W, S, clock.booked, t)
    clock.booked = t
