"""Rules 1 and 2: a hidden trouble comes to light, or ends unseen."""

from __future__ import annotations

from gridgov.draws import ON_SPOT
from gridgov.jit import inline
from gridgov.kernel.books import count_hidden, count_present, count_record, end_case, regime_of_building, write
from gridgov.kernel.chance import uniform
from gridgov.kernel.closing import close_truly, reopen
from gridgov.kernel.departments import refer
from gridgov.kernel.desks import arrive
from gridgov.kernel.hidden import wait_hidden
from gridgov.kernel.hours import add
from gridgov.kernel.learning import learn
from gridgov.kernel.routing import has_power, is_departments, next_tier
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
    NONE,
    NOTICED,
    NOTICED_AGAIN,
    RESIDENTS,
    ROUTINE,
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
    learn(W, S, ticket, True)
    write(S, t, case.key, DOUBTED, NONE, NONE, NONE)
    wait_hidden(W, S, ticket)
    return NONE


@inline
def end_by_itself(W, S, t, ticket):
    """A trouble that nobody treats goes away."""
    case = S.case[S.ticket[ticket].parent]
    latent = case.state == LATENT
    case.gone = t
    case.final = t
    count_present(S, case.building, t, -1)
    count_hidden(S, t, -1)
    if latent:
        case.state = LAPSED
        S.clock[0].lapsed += 1
        write(S, t, case.key, LAPSED_NOW, NONE, NONE, NONE)
    else:
        case.state = DONE
        write(S, t, case.key, GONE, NONE, NONE, NONE)
    learn(W, S, ticket, latent)
    end_case(S, ticket)


@inline
def register(W, S, t, ticket):
    """A latent problem gets its record; returns the desk that it joined, or NONE."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    b = case.building
    channel = W.channel[p.channel]
    category = W.category_rate[regime_of_building(S, b), case.category]
    case.registered = t
    case.channel = p.channel
    case.due = FAR
    p.opened = t
    limit = category.service_s[case.severity]
    if limit >= 0:
        case.due = add(W.calendar, category.service_calendar, t, limit)
    clock = S.clock[0]
    clock.registered += 1
    if channel.kind == RESIDENTS:
        clock.contacts += 1
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
    return arrive(W, S, t, ticket)
