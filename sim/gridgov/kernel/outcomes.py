"""What follows a piece of work: the case is passed on, waits out a procedure, or is settled."""

from __future__ import annotations

from gridgov.jit import inline
from gridgov.kernel.books import free_ticket, node_of, regime_of_desk, write
from gridgov.kernel.closing import close_truly
from gridgov.kernel.departments import call, refer
from gridgov.kernel.events import schedule
from gridgov.kernel.hidden import later
from gridgov.kernel.ledger import book_hours
from gridgov.kernel.routing import is_departments, next_tier_with_power, pass_on
from gridgov.kernel.state import IS_LEG, IS_OWN_WORK, IS_PROBLEM
from gridgov.kernel.work import procedure_time
from gridgov.kernel.workers import release
from gridgov.tables import dtypes as names
from gridgov.tables.dtypes import NONE


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
    case = S.case[p.parent]
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
    above = next_tier_with_power(W, S, case, k + 1)
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
        S.case[p.parent].state = names.PROCEDURE
    schedule(W, S, node_of(W, ticket), later(t, seconds), names.ARRIVAL)


@inline
def finish(W, S, t, ticket):
    """Work and procedure are over: a problem is fixed; a leg is done, and with the last one its problem."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
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
