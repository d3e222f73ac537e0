"""Rule 8: what a resident takes away from a problem, once."""

from __future__ import annotations

from gridgov.jit import inline, leaf
from gridgov.kernel.books import regime_of_building
from gridgov.tables.dtypes import NONE, RESIDENTS


@leaf
def came_from_residents(W, case):
    """Whether a residents' channel registered the case."""
    return case.channel != NONE and W.channel[case.channel].kind == RESIDENTS


@leaf
def experience(W, S, case):
    """How well it ended for the resident concerned, in [0, 1]."""
    rates = W.rule_rate[regime_of_building(S, case.building)]
    fixed = 1.0 if case.fixed != NONE else 0.0
    on_time = 1.0 if case.fixed != NONE and case.fixed <= case.due else 0.0
    return rates.y_on_time * on_time + rates.y_fixed * fixed + rates.y_informed * (1.0 if case.informed == 1 else 0.0)


@inline
def learn(W, S, ticket, y):
    """Move trust, satisfaction and the building's reputation towards the experience y."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    if case.learned:
        return
    case.learned = 1
    if case.resident == NONE:
        return
    rates = W.rule_rate[regime_of_building(S, case.building)]
    w = 1.0 if came_from_residents(W, case) else rates.weight_seen
    clock = S.clock[0]
    person = S.resident[case.resident]
    old = person.trust
    person.trust = old + rates.trust_step * w * (y - old)
    clock.trust += person.trust - old
    old = person.satisfaction
    person.satisfaction = old + rates.satisfaction_step * w * (y - old)
    clock.satisfaction += person.satisfaction - old
    old = S.place[case.building].reputation
    S.place[case.building].reputation = old + rates.reputation_step * w * (y - old)
