"""Rules 3, 5 and 12 at a desk: the next case is chosen, paid for if it needs money, and started."""

from __future__ import annotations

import math

from gridgov.draws import WORK
from gridgov.jit import inline
from gridgov.kernel.books import book_wait, leave, ledger_month, node_of, regime_of_desk, write
from gridgov.kernel.chance import normal
from gridgov.kernel.departments import refer
from gridgov.kernel.events import cancel, schedule
from gridgov.kernel.hours import is_open, next_open
from gridgov.kernel.routing import has_power, is_departments, next_tier, pass_on
from gridgov.kernel.state import IS_OWN_WORK, IS_PROBLEM
from gridgov.kernel.work import way_to, work_draw
from gridgov.kernel.workers import occupy
from gridgov.tables import dtypes as names
from gridgov.tables.dtypes import CLASSES, FAR, NONE


@inline
def choose(W, S, d, discipline):
    """The next case: a head of one of the class lists."""
    q = S.desk[d]
    best = NONE
    for queue in range(CLASSES):
        head = q.head[queue]
        if head == NONE:
            continue
        if best == NONE:
            best = head
            if discipline == names.BY_CLASS:
                break
        elif discipline == names.BY_ARRIVAL:
            if S.ticket[head].arrived < S.ticket[best].arrived:
                best = head
        elif S.ticket[head].limit_at < S.ticket[best].limit_at:
            best = head
    return best


@inline
def try_start(W, S, t, d):
    """Start waiting cases while there are free workers and the desk is open."""
    q = S.desk[d]
    if q.speed <= 0.0:
        return
    while q.waiting > 0 and q.free_head != NONE:
        if not is_open(W.calendar, W.desk[d].calendar, t):
            if q.opening == 0:
                at = next_open(W.calendar, W.desk[d].calendar, t)
                if at < FAR:
                    q.opening = 1
                    schedule(W, S, len(W.stream) + d, at, names.OPENING)
            return
        g = regime_of_desk(W, S, d)
        ticket = choose(W, S, d, W.tier_rate[g, W.desk[d].tier].discipline)
        cancel(S, node_of(W, ticket))
        if S.node[node_of(W, ticket)].what == IS_PROBLEM:
            start_problem(W, S, t, d, ticket)
        else:
            start_leg(W, S, t, d, ticket)


@inline
def start_problem(W, S, t, d, ticket):
    """Take up a problem: settle it here, examine it to pass it on, or send it on at once for want of money."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    k = W.desk[d].tier
    g = regime_of_desk(W, S, d)
    book_wait(W, S, t, ticket, True)
    settles = p.astray == 0 and has_power(W, S, case, k)
    if settles and case.repair_fen > 0 and p.paid == 0 and not pay_repair(W, S, t, d, ticket):
        tally = S.tally[d]
        if t >= W.warmup:
            tally.starts -= 1
            tally.left += 1
        return
    name = W.tier[k].key
    rates = W.tier_rate[g, k]
    work = work_draw(W, g, case.category, W.work_rate[g, case.category, k].work_s, case.key, case.key, name, p.visit) / rates.skill
    if not settles:
        work = work * rates.examine_share
    p.settles = 1 if settles else 0
    case.state = names.IN_HAND
    occupy(W, S, t, d, ticket, work, way_to(W, S, g, d, case.building))
    write(S, t, case.key, names.STARTED, k, d, p.worker)


@inline
def pay_repair(W, S, t, d, ticket):
    """Pay for a repair; if the community's fund cannot, the case passes one tier up. Whether it was paid."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    k = W.desk[d].tier
    community = W.desk[d].community
    if W.tier[k].repairs_fund and community != NONE:
        above = next_tier(W, S, k + 1, case.building)
        if S.fund_in[community] - S.fund_out[community] < case.repair_fen and above != NONE:
            write(S, t, case.key, names.UNFUNDED, k, d, NONE)
            if is_departments(W, above):
                refer(W, S, t, ticket)
            else:
                pass_on(W, S, t, ticket, above, False)
            return False
        S.fund_out[community] += case.repair_fen
        S.fund_spent[community, ledger_month(W, t)] += case.repair_fen
    p.paid = 1
    write(S, t, case.key, names.PAID, k, d, NONE)
    return True


@inline
def start_leg(W, S, t, d, ticket):
    """Take up a call to a department, or a piece of its own work."""
    p = S.ticket[ticket]
    leave(W, S, t, ticket, True)
    g = regime_of_desk(W, S, d)
    k = W.desk[d].tier
    m = W.desk[d].department
    skill = W.tier_rate[g, k].skill
    key = S.node[node_of(W, ticket)].key
    if S.node[node_of(W, ticket)].what == IS_OWN_WORK:
        z = normal(W, WORK, key, W.department[m].key, 0)
        work = -W.department[m].own_work_s * math.log(0.5 * math.erfc(z / math.sqrt(2.0))) / skill
        occupy(W, S, t, d, ticket, work, 0.0)
        return
    case = S.case[p.parent]
    S.leg[p.leg].started = t
    work = work_draw(W, g, case.category, W.work_rate[g, case.category, k].work_s, key, case.key, W.department[m].key, 0) / skill
    occupy(W, S, t, d, ticket, work, way_to(W, S, g, d, case.building))
    write(S, t, case.key, names.LEG_STARTED, k, d, p.worker)
