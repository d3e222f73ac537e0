"""Rule 5: calls to departments, one after the other or all at once on a whistle."""

from __future__ import annotations

import math

from gridgov.draws import BOUNCE, COMPLY, COUNT, DEPARTMENT, child_key
from gridgov.jit import inline
from gridgov.kernel.books import class_of, join, new_ticket, node_of, regime_of_building, regime_of_desk, write
from gridgov.kernel.chance import exponential, uniform
from gridgov.kernel.events import schedule
from gridgov.kernel.hours import add
from gridgov.kernel.state import IS_LEG, IS_OWN_WORK
from gridgov.tables.dtypes import (
    ARRIVAL,
    AT_DEPARTMENTS,
    CLASS_ROUTINE,
    FAR,
    LEG_ARRIVED,
    LEG_BOUNCED,
    LEG_CALLED,
    LIMIT,
    NONE,
    PASSED_ON,
    SUPERVISED,
    WEEK,
    WHISTLED,
)  # fmt: skip


@inline
def departments_wanted(W, category):
    """How many departments may ever be needed for a category."""
    n = 0
    for m in range(len(W.department)):
        if W.department_weight[category, m] > 0.0:
            n += 1
    return n


@inline
def needed_department(W, key, category, place):
    """Row of the department that is needed in this place of the order (0 = first)."""
    last_time, last_row = -1.0, -1
    for _ in range(place + 1):
        best, row = math.inf, NONE
        for m in range(len(W.department)):
            weight = W.department_weight[category, m]
            if weight > 0.0:
                x = exponential(W, DEPARTMENT, key, W.department[m].key, 0) / weight
                if (x > last_time or (x == last_time and m > last_row)) and x < best:
                    best, row = x, m
        last_time, last_row = best, row
    return last_row


@inline
def refer(W, S, t, ticket):
    """Hand a problem to the departments it needs."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    case.hops += 1
    write(S, t, case.key, PASSED_ON, len(W.tier) - 1, NONE, NONE)
    case.state = AT_DEPARTMENTS
    p.since = t
    p.astray = 0
    g = regime_of_building(S, case.building)
    share = W.category_rate[g, case.category].multi_share
    u = uniform(W, COUNT, case.key, 0, 0)
    n = 1
    if u < share * W.rule_rate[g].multi_more:
        n = 3
    elif u < share:
        n = 2
    p.needed = min(n, departments_wanted(W, case.category))
    p.called = 0
    p.pending = 0
    call(W, S, t, ticket)


@inline
def call(W, S, t, ticket):
    """Call the next department, or all that are left if the whistle is blown."""
    p = S.ticket[ticket]
    whistled = cause_to_whistle(W, S, t, ticket) and blow(W, S, t, ticket)
    call_one(W, S, t, ticket, whistled)
    while whistled and p.called < p.needed:
        call_one(W, S, t, ticket, True)


@inline
def cause_to_whistle(W, S, t, ticket):
    """Whether a declared cause for the whistle holds."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    rates = W.rule_rate[regime_of_building(S, case.building)]
    if rates.whistle_departments > 0 and p.needed >= rates.whistle_departments:
        return True
    if rates.whistle_past_limit and t > case.due:
        return True
    return rates.whistle_severity >= 0 and case.severity >= rates.whistle_severity


@inline
def blow(W, S, t, ticket):
    """Let the lowest desk that may and has quota left blow the whistle; whether one did."""
    case = S.case[S.ticket[ticket].parent]
    week = t // WEEK
    for k in range(len(W.tier) - 1):
        d = S.ladder[case.building, k]
        if d == NONE or S.desk[d].acts == 0:
            continue
        g = regime_of_desk(W, S, d)
        if W.tier_rate[g, k].whistle == 0:
            continue
        desk = S.desk[d]
        if desk.week != week:
            desk.week = week
            desk.blown = 0
        quota = W.rule_rate[g].whistle_quota
        if quota >= 0 and desk.blown >= quota:
            continue
        desk.blown += 1
        case.whistled += 1
        S.clock[0].whistles += 1
        write(S, t, case.key, WHISTLED, k, d, NONE)
        return True
    return False


@inline
def call_one(W, S, t, ticket, whistled):
    """Call the next department needed."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    rates = W.rule_rate[regime_of_building(S, case.building)]
    m = needed_department(W, case.key, case.category, p.called)
    key = child_key(child_key(case.key, W.department[m].key), case.legs)
    d = W.department[m].desk
    leg_ticket = new_ticket(W, S, key, IS_LEG)
    q = S.ticket[leg_ticket]
    q.case = p.case
    q.parent = ticket
    q.desk = d
    q.leg = S.clock[0].legs
    S.clock[0].legs += 1
    leg = S.leg[q.leg]
    leg.key = key
    leg.called = t
    leg.arrived = leg.window_end = leg.started = leg.done = NONE
    leg.parent = p.case
    leg.department = m
    leg.bounces = leg.late = leg.complied = 0
    leg.whistled = 1 if whistled else 0
    case.legs += 1
    p.called += 1
    p.pending += 1
    write(S, t, case.key, LEG_CALLED, len(W.tier) - 1, d, NONE)
    if whistled and uniform(W, COMPLY, key, 0, 0) < rates.comply:
        leg.complied = 1
        case.complied += 1
    schedule(W, S, node_of(W, leg_ticket), t + rates.handover_s, ARRIVAL)


@inline
def leg_arrives(W, S, t, leg_ticket):
    """A leg comes to its department's desk, or is sent back once more; whether it joined the queue."""
    q = S.ticket[leg_ticket]
    leg = S.leg[q.leg]
    case = S.case[q.parent]
    rates = W.rule_rate[regime_of_building(S, case.building)]
    if leg.complied == 0 and leg.bounces < rates.max_bounces and uniform(W, BOUNCE, leg.key, 0, leg.bounces) < rates.bounce:
        leg.bounces += 1
        write(S, t, case.key, LEG_BOUNCED, len(W.tier) - 1, q.desk, NONE)
        schedule(W, S, node_of(W, leg_ticket), t + rates.bounce_s, ARRIVAL)
        return False
    q.arrived = t
    leg.arrived = t
    k = len(W.tier) - 1
    limits = W.tier_rate[regime_of_desk(W, S, q.desk), k]
    q.limit_at = FAR
    if leg.whistled:
        q.limit_at = add(W.calendar, W.desk[q.desk].calendar, leg.called, rates.whistle_window_s)
        leg.window_end = q.limit_at
    elif limits.limit_s[case.severity] >= 0:
        q.limit_at = add(W.calendar, W.desk[q.desk].calendar if limits.limit_working else 0, t, limits.limit_s[case.severity])
        leg.window_end = q.limit_at
    join(W, S, t, leg_ticket, SUPERVISED if leg.complied or case.supervised else class_of(W, S, case), True)
    if q.limit_at < FAR:
        schedule(W, S, node_of(W, leg_ticket), max(t, q.limit_at), LIMIT)
    write(S, t, case.key, LEG_ARRIVED, k, q.desk, NONE)
    return True


@inline
def own_work_arrives(W, S, t, stream, key):
    """A piece of a department's own work joins its queue; returns the desk."""
    d = W.department[W.stream[stream].category].desk
    ticket = new_ticket(W, S, key, IS_OWN_WORK)
    q = S.ticket[ticket]
    q.desk = d
    q.arrived = t
    q.limit_at = FAR
    join(W, S, t, ticket, CLASS_ROUTINE, True)
    return d
