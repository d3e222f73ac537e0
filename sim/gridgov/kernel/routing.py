"""Rule 3: which tier takes a case next, and the way there, sometimes to a wrong desk."""

from __future__ import annotations

from gridgov.draws import ENTRY, ENTRY_DESK, MISROUTE, POWER, WRONG_DESK
from gridgov.jit import inline, leaf
from gridgov.kernel.books import node_of, regime_of_building, regime_of_desk, write
from gridgov.kernel.chance import uniform
from gridgov.kernel.events import schedule
from gridgov.tables.dtypes import AREA_DEPARTMENTS, ARRIVAL, MISROUTED, NONE, PASSED_ON, TRANSIT


@leaf
def is_departments(W, k):
    """Whether tier k is the departments'."""
    return W.tier[k].area == AREA_DEPARTMENTS


@leaf
def takes_cases(W, S, k, b):
    """Whether tier k takes cases at building b."""
    if is_departments(W, k):
        return True
    d = S.ladder[b, k]
    return d != NONE and S.desk[d].acts != 0


@inline
def next_tier(W, S, k, b):
    """Lowest tier at or above k that takes cases at building b, or NONE."""
    while k < len(W.tier):
        if takes_cases(W, S, k, b):
            return k
        k += 1
    return NONE


@inline
def has_power(W, S, case, k):
    """Whether tier k, which takes cases at the building of this problem, has the power to settle it."""
    if is_departments(W, k):
        return True
    g = regime_of_desk(W, S, S.ladder[case.building, k])
    return uniform(W, POWER, case.key, 0, 0) < W.work_rate[g, case.category, k].power[case.severity]


@inline
def next_tier_with_power(W, S, case, k):
    """Lowest tier at or above k that takes cases here and has the power, or NONE."""
    k = next_tier(W, S, k, case.building)
    while k != NONE and not has_power(W, S, case, k):
        k = next_tier(W, S, k + 1, case.building)
    return k


@leaf
def other_desk(W, k, d, u):
    """A desk of tier k, of several, that is not its desk d, by a number in (0, 1)."""
    first, n = W.tier_desks[k, 0], W.tier_desks[k, 1]
    return first + (d - first + 1 + min(n - 2, int(u * (n - 1)))) % n


@inline
def enters_later(W, S, t, ticket, k):
    """Find the desk of tier k to which a new case comes, perhaps a wrong one; whether it comes only later, after dispatch or for want of an owner."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    g = regime_of_building(S, case.building)
    entry = W.entry_rate[g, case.channel]
    if W.tier_desks[k, 1] > 1 and uniform(W, ENTRY, case.key, 0, 0) >= entry.accuracy:
        p.desk = other_desk(W, k, p.desk, uniform(W, ENTRY_DESK, case.key, 0, 0))
        p.astray = 1
        write(S, t, case.key, MISROUTED, k, p.desk, NONE)
    p.handover = entry.dispatch_s + (W.rule_rate[g].unowned_s if S.place[case.building].unowned else 0)
    if p.handover == 0:
        return False
    case.state = TRANSIT
    schedule(W, S, node_of(W, ticket), t + p.handover, ARRIVAL)
    return True


@inline
def pass_on(W, S, t, ticket, k, chance):
    """Send a case to the desk of ordinary tier k; with chance, sometimes to a wrong one. The tier need not act on arrival."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    case.hops += 1
    rates = W.rule_rate[regime_of_building(S, case.building)]
    d = S.ladder[case.building, k]
    p.desk = d
    p.astray = 0
    name = W.tier[k].key
    n = W.tier_desks[k, 1]
    if chance and n > 1 and uniform(W, MISROUTE, case.key, name, case.hops) >= rates.accuracy:
        p.desk = other_desk(W, k, d, uniform(W, WRONG_DESK, case.key, name, case.hops))
        p.astray = 1
    write(S, t, case.key, MISROUTED if p.astray else PASSED_ON, k, p.desk, NONE)
    case.state = TRANSIT
    p.handover = rates.handover_s
    schedule(W, S, node_of(W, ticket), t + rates.handover_s, ARRIVAL)
