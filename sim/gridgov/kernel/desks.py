"""Rule 4: cases arrive at a desk and wait there, until a limit sends them up or under supervision."""

from __future__ import annotations

from gridgov.draws import PAPER
from gridgov.jit import inline
from gridgov.kernel.books import book_wait, class_of, join, node_of, regime_of_building, regime_of_desk, unlink, write
from gridgov.kernel.chance import uniform
from gridgov.kernel.closing import close_on_paper
from gridgov.kernel.departments import refer
from gridgov.kernel.events import schedule
from gridgov.kernel.hours import add
from gridgov.kernel.routing import is_departments, next_tier, pass_on
from gridgov.kernel.state import IS_LEG
from gridgov.tables import dtypes as names
from gridgov.tables.dtypes import FAR, MAX_VISITS, NONE, SUPERVISED


@inline
def arrive(W, S, t, ticket):
    """A problem comes to the desk it was sent to, or to the next tier that takes cases; returns the desk, or NONE if referred."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    if S.desk[p.desk].acts == 0:
        above = next_tier(W, S, W.desk[p.desk].tier + 1, case.building)
        if above != NONE:
            p.astray = 0
            if is_departments(W, above):
                refer(W, S, t, ticket)
                return NONE
            p.desk = S.ladder[case.building, above]
    queue_up(W, S, t, ticket)
    return p.desk


@inline
def queue_up(W, S, t, ticket):
    """A problem waits at its desk, in its class and with a fresh limit."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    d = p.desk
    k = W.desk[d].tier
    g = regime_of_desk(W, S, d)
    rates = W.tier_rate[g, k]
    p.visit = (p.visits >> (7 * k)) & MAX_VISITS
    if p.visit < MAX_VISITS:
        p.visits += 1 << (7 * k)
    p.arrived = t
    p.tried = 0
    p.limit_at = p.paper_at = FAR
    limit = rates.limit_s[case.severity]
    if limit >= 0:
        clock = W.desk[d].calendar if rates.limit_working else 0
        p.limit_at = add(W.calendar, clock, t, limit)
        if max(rates.paper, rates.paper_rush) > 0.0:
            p.paper_at = add(W.calendar, clock, t, max(0, limit - rates.margin_s))
    case.state = names.QUEUED
    join(W, S, t, ticket, SUPERVISED if case.supervised else class_of(W, S, case), True)
    first = min(p.paper_at, p.limit_at)
    if first < FAR:
        schedule(W, S, node_of(W, ticket), first, names.LIMIT)
    write(S, t, case.key, names.ARRIVED, k, d, NONE)


@inline
def limit(W, S, t, ticket):
    """A waiting case comes near its limit, or to it."""
    p = S.ticket[ticket]
    d = p.desk
    k = W.desk[d].tier
    case = S.case[p.parent]
    g = regime_of_desk(W, S, d)
    rates = W.tier_rate[g, k]
    if S.node[node_of(W, ticket)].what == IS_LEG:
        S.leg[p.leg].late = 1
        write(S, t, case.key, names.LEG_LATE, k, d, NONE)
        if rates.limit_action != names.NOTHING:
            unlink(S, ticket)
            join(W, S, t, ticket, SUPERVISED, False)
        return
    if t >= p.paper_at and p.tried == 0:
        p.tried = 1
        inspected = W.rule_rate[regime_of_building(S, case.building)].inspect_share
        review = W.rule_rate[g].review_s
        rush = review > 0 and t % review >= review - W.rule_rate[g].rush_s
        if uniform(W, PAPER, case.key, W.tier[k].key, p.visit) < (rates.paper_rush if rush else rates.paper) * (1.0 - inspected):
            book_wait(W, S, t, ticket, False)
            close_on_paper(W, S, t, ticket, k)
            return
        if t < p.limit_at:
            if p.limit_at < FAR:
                schedule(W, S, node_of(W, ticket), p.limit_at, names.LIMIT)
            return
    if rates.limit_action == names.NOTHING:
        return
    if rates.limit_action == names.CLIMB:
        above = next_tier(W, S, k + 1, case.building)
        if above != NONE and not is_departments(W, above):
            climb(W, S, t, ticket, above)
            return
    write(S, t, case.key, names.SUPERVISED_NOW, k, d, NONE)
    case.supervised = 1
    unlink(S, ticket)
    join(W, S, t, ticket, SUPERVISED, False)


@inline
def climb(W, S, t, ticket, above):
    """A waiting case goes up to tier `above` without having been looked at."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    book_wait(W, S, t, ticket, False)
    write(S, t, case.key, names.CLIMBED, W.desk[p.desk].tier, p.desk, NONE)
    if is_departments(W, above):
        refer(W, S, t, ticket)
    else:
        pass_on(W, S, t, ticket, above, False)
