"""Rules 1 and 2: a hidden trouble comes to light, or ends unseen."""

from __future__ import annotations

from gridgov.draws import ON_SPOT, SETTLE
from gridgov.jit import inline, leaf
from gridgov.kernel.books import count_hidden, count_present, count_record, end_case, regime_of_building, write
from gridgov.kernel.chance import uniform
from gridgov.kernel.closing import close_truly, reopen
from gridgov.kernel.departments import refer
from gridgov.kernel.desks import arrive
from gridgov.kernel.hidden import wait_hidden
from gridgov.kernel.hours import add
from gridgov.kernel.learning import experience, learn
from gridgov.kernel.routing import enters_later, has_power, is_departments, next_tier
from gridgov.tables.dtypes import (
    COMPLAINED,
    DONE,
    DOUBTED,
    FAR,
    GONE,
    INSPECTED,
    LAPSED,
    LAPSED_NOW,
    LATENT,
    NEIGHBOURS,
    NONE,
    NOTICED,
    NOTICED_AGAIN,
    RESIDENTS,
    ROUTINE,
    SETTLED_AMONG,
)  # fmt: skip


@inline
def come_to_light(W, S, t, ticket):
    """What a hidden problem waited for has come; returns the desk that it joined, or NONE."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    if t == p.inspect_at:
        case.inspected += 1
        case.supervised = 1
        write(S, t, case.key, INSPECTED, NONE, NONE, NONE)
        reopen(W, S, t, ticket)
        return NONE
    if t == p.complain_at:
        case.repeats += 1
        S.clock[0].contacts += 1
        write(S, t, case.key, COMPLAINED, NONE, NONE, NONE)
        reopen(W, S, t, ticket)
        return NONE
    if t == p.notice_at:
        if case.state == LATENT:
            return register(W, S, t, ticket)
        write(S, t, case.key, NOTICED_AGAIN, W.channel[p.channel].tier, NONE, NONE)
        reopen(W, S, t, ticket)
        return NONE
    if t == p.life_end:
        end_by_itself(W, S, t, ticket)
        return NONE
    p.doubt_at = FAR
    learn(W, S, ticket, 0.0)
    write(S, t, case.key, DOUBTED, NONE, NONE, NONE)
    wait_hidden(W, S, ticket)
    return NONE


@inline
def end_by_itself(W, S, t, ticket):
    """A trouble that nobody treats goes away."""
    case = S.case[S.ticket[ticket].parent]
    if case.state == LATENT:
        end_unregistered(W, S, t, ticket, LAPSED_NOW, NONE, 0.0)
        return
    case.gone = case.final = t
    count_present(S, case.building, t, -1)
    count_hidden(S, t, -1)
    case.state = DONE
    write(S, t, case.key, GONE, NONE, NONE, NONE)
    learn(W, S, ticket, experience(W, S, case))
    end_case(S, ticket)


@inline
def end_unregistered(W, S, t, ticket, activity, tier, y):
    """A latent trouble ends without a record, and the resident concerned takes y away from it."""
    case = S.case[S.ticket[ticket].parent]
    case.gone = case.final = t
    count_present(S, case.building, t, -1)
    count_hidden(S, t, -1)
    case.state = LAPSED
    S.clock[0].lapsed += 1
    write(S, t, case.key, activity, tier, NONE, NONE)
    learn(W, S, ticket, y)
    end_case(S, ticket)


@leaf
def give_points(W, S, g, case):
    """A report of a resident who takes part is worth points, which the community owes at the end of the month."""
    rates = W.rule_rate[g]
    if rates.points_fen > 0 and S.resident[case.resident].propensity >= rates.points_from:
        S.points[W.building[case.building].community] += rates.points_fen


@inline
def register(W, S, t, ticket):
    """A latent problem gets its record, or is settled among residents; returns the desk that it joined, or NONE."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    b = case.building
    channel = W.channel[p.channel]
    g = regime_of_building(S, b)
    category = W.category_rate[g, case.category]
    case.channel = p.channel
    if channel.kind == NEIGHBOURS and uniform(W, SETTLE, case.key, 0, 0) < category.settle:
        end_unregistered(W, S, t, ticket, SETTLED_AMONG, channel.tier, W.rule_rate[g].self_y)
        return NONE
    case.registered = t
    case.due = FAR
    p.opened = t
    limit = category.service_s[case.severity]
    if limit >= 0:
        case.due = add(W.calendar, category.service_calendar, t, limit)
    clock = S.clock[0]
    clock.registered += 1
    if channel.kind == RESIDENTS:
        clock.contacts += 1
        if len(S.points) > 0:
            give_points(W, S, g, case)
    count_hidden(S, t, -1)
    count_record(S, t, 1)
    write(S, t, case.key, NOTICED, channel.tier, NONE, NONE)
    k = next_tier(W, S, channel.tier, b)
    case.entry_tier = k
    if is_departments(W, k):
        refer(W, S, t, ticket)
        return NONE
    if channel.on_spot and case.severity == ROUTINE and case.repair_fen == 0 and has_power(W, S, case, k):
        if uniform(W, ON_SPOT, case.key, 0, 0) < category.on_spot:
            close_truly(W, S, t, ticket, k)
            return NONE
    p.desk = S.ladder[b, k]
    if len(W.entry_rate) > 0 and enters_later(W, S, t, ticket, k):
        return NONE
    return arrive(W, S, t, ticket)
