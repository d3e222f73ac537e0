"""Rules 3, 4 and 12 at a desk: cases arrive, wait, are started, worked on, passed on, and run into limits."""

from __future__ import annotations

import math

from gridgov.draws import PAPER, PROCEDURE, WORK, WORK_COMMON, normal, uniform
from gridgov.jit import inline, leaf
from gridgov.kernel import state
from gridgov.kernel.books import (
    book_wait,
    free_ticket,
    join,
    leave,
    ledger_month,
    node_of,
    regime_of_building,
    regime_of_desk,
    unlink,
    write,
)  # fmt: skip
from gridgov.kernel.closing import close_on_paper, close_truly
from gridgov.kernel.departments import call, leg_arrives, refer
from gridgov.kernel.events import cancel, schedule
from gridgov.kernel.hidden import later, whole
from gridgov.kernel.hours import add, is_open, next_open
from gridgov.kernel.ledger import book_hours
from gridgov.kernel.routing import has_power, is_departments, next_tier, next_tier_with_power, pass_on
from gridgov.tables import dtypes as names
from gridgov.tables.dtypes import CLASS_ROUTINE, CLASSES, FAR, MAX_VISITS, NONE, SUPERVISED

IS_PROBLEM, IS_LEG, IS_OWN_WORK = state.IS_PROBLEM, state.IS_LEG, state.IS_OWN_WORK
ABSENT, FREE, BUSY, LEAVING = state.ABSENT, state.FREE, state.BUSY, state.LEAVING


@inline
def work_draw(W, g, category, mean, key, common_key, name, visit):
    """Hands-on seconds of a piece of work."""
    rates = W.category_rate[g, category]
    shared = W.rule_rate[g].shared_work
    z = math.sqrt(shared) * normal(W.seed, WORK_COMMON, common_key, 0, 0) + math.sqrt(1.0 - shared) * normal(W.seed, WORK, key, name, visit)
    if rates.work_family == names.FIXED:
        return mean
    if rates.work_family == names.EXPONENTIAL:
        return -mean * math.log(0.5 * math.erfc(z / math.sqrt(2.0)))
    if rates.work_family == names.LOGNORMAL:
        return mean * math.exp(rates.work_shape * z - 0.5 * rates.work_shape * rates.work_shape)
    place = (z + names.GAMMA_SPAN) * ((names.GAMMA_KNOTS - 1) / (2 * names.GAMMA_SPAN))
    place = min(max(place, 0.0), float(names.GAMMA_KNOTS - 1))
    i = min(names.GAMMA_KNOTS - 2, int(place))
    low = W.gamma_log[g, category, i]
    return mean * math.exp(low + (place - i) * (W.gamma_log[g, category, i + 1] - low))


@inline
def procedure_time(W, g, category, k, key, name, visit):
    """Seconds of procedure after the work; it holds nobody."""
    mean = W.work_rate[g, category, k].procedure_s
    if mean <= 0.0:
        return 0
    sigma = W.category_rate[g, category].procedure_sigma
    return whole(mean * math.exp(sigma * normal(W.seed, PROCEDURE, key, name, visit) - 0.5 * sigma * sigma))


@leaf
def way_to(W, g, d, b):
    """Seconds on the way from a desk to a building."""
    speed = W.rule_rate[g].metres_per_s
    if speed <= 0.0:
        return 0.0
    dx = W.desk[d].x - W.building[b].x
    dy = W.desk[d].y - W.building[b].y
    return math.sqrt(dx * dx + dy * dy) / speed


@inline
def arrive(W, S, t, ticket):
    """A problem comes to the desk it was sent to, or to the next tier that takes cases; returns the desk, or NONE if referred."""
    p = S.ticket[ticket]
    case = S.case[p.case]
    phase = S.clock[0].phase
    if W.desk_phase[phase, p.desk].acts == 0:
        above = next_tier(W, S, W.desk[p.desk].tier + 1, case.building)
        if above != NONE:
            p.astray = 0
            if is_departments(W, above):
                refer(W, S, t, ticket)
                return NONE
            p.desk = W.desk_of[above, case.building]
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
        if rates.paper > 0.0:
            p.paper_at = add(W.calendar, clock, t, max(0, limit - rates.margin_s))
    case.state = names.QUEUED
    join(W, S, t, ticket, SUPERVISED if case.supervised else CLASS_ROUTINE - case.severity, True)
    first = min(p.paper_at, p.limit_at)
    if first < FAR:
        schedule(W, S, node_of(W, ticket), first, names.LIMIT)
    write(S, t, case.key, names.ARRIVED, k, d, NONE)
    return d


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
    if W.desk_phase[S.clock[0].phase, d].speed <= 0.0:
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
def occupy(W, S, t, d, ticket, work, way):
    """Give a case to the worker who is free for longest."""
    q = S.desk[d]
    p = S.ticket[ticket]
    row = q.free_head
    worker = S.worker[row]
    q.free_head = worker.next
    if q.free_head == NONE:
        q.free_tail = NONE
    worker.state = BUSY
    worker.next = NONE
    p.worker = row - W.desk[d].first_worker
    p.started = t
    p.work = work
    p.way = way
    held = whole((work + way) / W.desk_phase[S.clock[0].phase, d].speed)
    schedule(W, S, node_of(W, ticket), add(W.calendar, W.desk[d].calendar, t, held), names.END_OF_WORK)


@inline
def release(W, S, t, d, slot):
    """A worker is free again, behind all who are free for longer; or gone, if the slot is."""
    q = S.desk[d]
    row = W.desk[d].first_worker + slot
    worker = S.worker[row]
    worker.next = NONE
    if worker.state == LEAVING:
        worker.state = ABSENT
        return
    worker.state = FREE
    worker.free_since = t
    before, after = NONE, q.free_head
    if q.free_tail != NONE and comes_after(S, row, q.free_tail):
        before, after = q.free_tail, NONE
    while after != NONE and comes_after(S, row, after):
        before, after = after, S.worker[after].next
    worker.next = after
    if before == NONE:
        q.free_head = row
    else:
        S.worker[before].next = row
    if after == NONE:
        q.free_tail = row


@leaf
def comes_after(S, a, b):
    """Whether worker a is behind worker b in the line of the free: freed later, or in the same second with a higher slot."""
    if S.worker[a].free_since != S.worker[b].free_since:
        return S.worker[a].free_since > S.worker[b].free_since
    return a > b


@inline
def start_problem(W, S, t, d, ticket):
    """Take up a problem: settle it here, examine it to pass it on, or send it on at once for want of money."""
    p = S.ticket[ticket]
    case = S.case[p.case]
    k = W.desk[d].tier
    g = regime_of_desk(W, S, d)
    book_wait(W, S, t, ticket, True)
    settles = p.astray == 0 and has_power(W, S, case.key, case.category, k, case.building)
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
    occupy(W, S, t, d, ticket, work, way_to(W, g, d, case.building))
    write(S, t, case.key, names.STARTED, k, d, p.worker)


@inline
def pay_repair(W, S, t, d, ticket):
    """Pay for a repair; if the community's fund cannot, the case passes one tier up. Whether it was paid."""
    p = S.ticket[ticket]
    case = S.case[p.case]
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
        z = normal(W.seed, WORK, key, W.department[m].key, 0)
        work = -W.department[m].own_work_s * math.log(0.5 * math.erfc(z / math.sqrt(2.0))) / skill
        occupy(W, S, t, d, ticket, work, 0.0)
        return
    case = S.case[p.case]
    S.leg[p.leg].started = t
    work = work_draw(W, g, case.category, W.work_rate[g, case.category, k].work_s, key, case.key, W.department[m].key, 0) / skill
    occupy(W, S, t, d, ticket, work, way_to(W, g, d, case.building))
    write(S, t, case.key, names.LEG_STARTED, k, d, p.worker)


@inline
def end_work(W, S, t, ticket):
    """A piece of work is done: book it, free the worker, let the case go on; returns the desk."""
    p = S.ticket[ticket]
    d = p.desk
    book_hours(W, S, d, ticket, p.started, t)
    release(W, S, t, d, p.worker)
    what = S.node[node_of(W, ticket)].what
    k = W.desk[d].tier
    g = regime_of_desk(W, S, d)
    if what == IS_OWN_WORK:
        free_ticket(S, ticket)
        return d
    case = S.case[p.case]
    if what == IS_LEG:
        m = W.desk[d].department
        finish_procedure(W, S, t, ticket, procedure_time(W, g, case.category, k, S.leg[p.leg].key, W.department[m].key, 0))
        return d
    if p.astray:
        case.astray_s += t - p.started
    else:
        case.working_s += t - p.started
    if p.settles:
        write(S, t, case.key, names.WORKED, k, d, NONE)
        finish_procedure(W, S, t, ticket, procedure_time(W, g, case.category, k, case.key, W.tier[k].key, p.visit))
        return d
    write(S, t, case.key, names.EXAMINED, k, d, NONE)
    if p.astray:
        pass_on(W, S, t, ticket, k, False)
        return d
    above = next_tier_with_power(W, S, case.key, case.category, k + 1, case.building)
    if is_departments(W, above):
        refer(W, S, t, ticket)
    else:
        pass_on(W, S, t, ticket, above, True)
    return d


@inline
def finish_procedure(W, S, t, ticket, seconds):
    """Wait out the procedure, if there is one, then finish."""
    p = S.ticket[ticket]
    p.handover = seconds
    if seconds == 0:
        finish(W, S, t, ticket)
        return
    if S.node[node_of(W, ticket)].what == IS_PROBLEM:
        S.case[p.case].state = names.PROCEDURE
    schedule(W, S, node_of(W, ticket), later(t, seconds), names.ARRIVAL)


@inline
def finish(W, S, t, ticket):
    """Work and procedure are over: a problem is fixed; a leg is done, and with the last one its problem."""
    p = S.ticket[ticket]
    case = S.case[p.case]
    if S.node[node_of(W, ticket)].what == IS_PROBLEM:
        case.procedure_s += p.handover
        close_truly(W, S, t, ticket, W.desk[p.desk].tier)
        return
    S.leg[p.leg].done = t
    write(S, t, case.key, names.LEG_DONE, len(W.tier) - 1, p.desk, NONE)
    parent = p.parent
    free_ticket(S, ticket)
    owner = S.ticket[parent]
    owner.pending -= 1
    if owner.pending > 0:
        return
    if owner.called < owner.needed:
        call(W, S, t, parent)
        return
    case.departments_s += t - owner.since
    close_truly(W, S, t, parent, len(W.tier) - 1)


@inline
def limit(W, S, t, ticket):
    """A waiting case comes near its limit, or to it."""
    p = S.ticket[ticket]
    d = p.desk
    k = W.desk[d].tier
    case = S.case[p.case]
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
        inspected = W.rule_rate[regime_of_building(W, S, case.building)].inspect_share
        if uniform(W.seed, PAPER, case.key, W.tier[k].key, p.visit) < rates.paper * (1.0 - inspected):
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
    case = S.case[p.case]
    book_wait(W, S, t, ticket, False)
    write(S, t, case.key, names.CLIMBED, W.desk[p.desk].tier, p.desk, NONE)
    if is_departments(W, above):
        refer(W, S, t, ticket)
    else:
        pass_on(W, S, t, ticket, above, False)


__all__ = ["arrive", "climb", "end_work", "finish", "leg_arrives", "limit", "release", "try_start"]
