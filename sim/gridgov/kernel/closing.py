"""Rule 7: records are closed, truly or on paper, checked, and opened again."""

from __future__ import annotations

from gridgov.draws import INFORM, INSPECT, REPEAT
from gridgov.jit import inline
from gridgov.kernel.books import count_hidden, count_present, count_record, end_case, node_of, regime_of_building, write
from gridgov.kernel.chance import exponential, uniform
from gridgov.kernel.departments import refer
from gridgov.kernel.events import schedule
from gridgov.kernel.hidden import hide
from gridgov.kernel.learning import came_from_residents, experience, learn
from gridgov.kernel.routing import is_departments, next_tier, pass_on
from gridgov.tables.dtypes import AREA_BUILDING, ARRIVAL, CHECK, CLOSED, CLOSED_ON_PAPER, DONE, NONE, PAPER_CLOSED, REOPENED

MOST_REPEATS = 1000  # of one late spell


@inline
def repeats_of_spell(W, S, t, ticket, number):
    """Repeat contacts of the late spell that ends now, at closing number `number`."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    mean = W.rule_rate[regime_of_building(S, case.building)].repeat_s
    late_since = max(case.due, p.opened)
    if not came_from_residents(W, case) or mean <= 0.0 or t <= late_since:
        return 0
    total = 0.0
    for i in range(MOST_REPEATS):
        total += mean * exponential(W, REPEAT, case.key, number, i)
        if not total <= t - late_since:
            return i
    return MOST_REPEATS


@inline
def close_record(W, S, t, ticket, k):
    """What every closing does."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    rates = W.rule_rate[regime_of_building(S, case.building)]
    p.closings += 1
    again = repeats_of_spell(W, S, t, ticket, p.closings)
    case.repeats += again
    S.clock[0].contacts += again
    S.clock[0].closed += 1
    count_record(S, t, -1)
    case.closed = t
    if case.first_closed == NONE:
        case.first_closed = t
    case.settled_tier = k
    if len(S.community) > 0:
        community = S.community[W.building[case.building].community]
        community.closed += 1
        if t <= case.due:
            community.on_time += 1
    case.informed = 1 if uniform(W, INFORM, case.key, 0, p.closings) < rates.inform_share else 0
    p.inspect = 1 if uniform(W, INSPECT, case.key, 0, p.closings) < rates.inspect_share else 0


@inline
def close_truly(W, S, t, ticket, k):
    """The trouble is fixed and the record closed by tier k."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    close_record(W, S, t, ticket, k)
    case.fixed = t
    case.gone = t
    S.clock[0].fixed += 1
    if W.switch[0].posts and W.tier[k].area == AREA_BUILDING:
        S.post[case.building].thanks += 1
    count_present(S, case.building, t, -1)
    write(S, t, case.key, CLOSED, k, NONE, NONE)
    learn(W, S, ticket, experience(W, S, case))
    if p.inspect:
        case.state = CHECK
        delay = W.rule_rate[regime_of_building(S, case.building)].inspect_delay_s
        schedule(W, S, node_of(W, ticket), t + delay, ARRIVAL)
    else:
        case.final = t
        case.state = DONE
        end_case(S, ticket)


@inline
def close_on_paper(W, S, t, ticket, k):
    """The record is closed by tier k, the trouble stays."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    close_record(W, S, t, ticket, k)
    case.paper += 1
    S.clock[0].closed_on_paper += 1
    count_hidden(S, t, 1)
    write(S, t, case.key, CLOSED_ON_PAPER, k, p.desk, NONE)
    case.state = PAPER_CLOSED
    hide(W, S, t, ticket, case.paper)


@inline
def reopen(W, S, t, ticket):
    """A closing on paper was found out: open the record again."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    rates = W.rule_rate[regime_of_building(S, case.building)]
    case.reopened += 1
    case.on_paper_s += t - case.closed
    case.closed = NONE
    p.opened = t
    p.astray = 0
    S.clock[0].reopened += 1
    count_hidden(S, t, -1)
    count_record(S, t, 1)
    write(S, t, case.key, REOPENED, NONE, NONE, NONE)
    b = case.building
    k = next_tier(W, S, case.settled_tier, b)
    if rates.reopen_climb > 0 and case.reopened >= rates.reopen_climb:
        above = next_tier(W, S, case.settled_tier + 1, b)
        if above != NONE and not is_departments(W, above):
            k = above
    if k == NONE:
        pass_on(W, S, t, ticket, case.settled_tier, False)
    elif is_departments(W, k):
        refer(W, S, t, ticket)
    else:
        pass_on(W, S, t, ticket, k, False)
