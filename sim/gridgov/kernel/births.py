"""Births: candidates that happen or not, and what chance fixes for the problem that is born."""

from __future__ import annotations

import math

from gridgov.draws import ACCEPT, AMOUNT, GAP, MONEY, REPORT, RESIDENT, SEVERITY, child_key
from gridgov.jit import fetch, inline, leaf
from gridgov.kernel.books import count_hidden, count_present, new_ticket, regime_of_building, write
from gridgov.kernel.chance import exponential, normal, uniform
from gridgov.kernel.departments import own_work_arrives
from gridgov.kernel.events import schedule
from gridgov.kernel.hidden import hide, later, whole
from gridgov.kernel.state import IS_PROBLEM
from gridgov.tables.dtypes import BIRTH, BORN, CRITICAL, DAY, LATENT, NONE, ROUTINE, URGENT


@inline
def next_candidate(W, S, t, s):
    """Schedule the next candidate of stream s after t, passing over those that could not happen in the most disordered building."""
    stream = W.stream[s]
    node = S.node[s]
    worst = 1.0  # times the works that bring most, last of all as in `candidate`
    for g in range(len(W.rule_rate)):
        if W.rule_rate[g].disorder_open > 0.0:
            worst = max(worst, 1.0 + W.rule_rate[g].disorder)
    while True:
        n = node.row
        node.row = n + 1
        gap = whole(exponential(W, GAP, stream.key, 0, n) / stream.rate)
        t = later(t, gap if n == 0 else max(1, gap))
        if stream.building == NONE or t >= W.end or uniform(W, ACCEPT, stream.key, 0, n) < W.accept[stream.category, t // DAY] * worst * W.most_works:
            schedule(W, S, s, t, BIRTH)
            return


@leaf
def of_works(W, b, c, t):
    """What works in its estate do to births of a category in building b: more noise and dust for a while, less to complain of after."""
    works = W.works[b]
    if t < works.start:
        return 1.0
    return W.births_works[0 if t < works.end else 1, b, c]


@inline
def candidate(W, S, t, s):
    """A candidate of stream s: schedule the next one, then let it happen or not; returns the desk of own work, or NONE."""
    stream = W.stream[s]
    n = S.node[s].row - 1
    happens = True
    if stream.building != NONE:
        rates = W.rule_rate[regime_of_building(S, stream.building)]
        chance = W.accept[stream.category, t // DAY]
        if rates.disorder_open > 0.0:
            chance = chance * (1.0 + rates.disorder * min(float(S.place[stream.building].open), rates.disorder_open) / rates.disorder_open)
        if len(W.births_phase) > 0:
            chance = chance * W.births_phase[S.clock[0].phase, stream.building, stream.category]
        if len(W.works) > 0:
            chance = chance * of_works(W, stream.building, stream.category, t)
        happens = uniform(W, ACCEPT, stream.key, 0, n) < chance
    next_candidate(W, S, t, s)
    if not happens:
        return NONE
    if stream.building == NONE:
        return own_work_arrives(W, S, t, s, child_key(stream.key, n))
    bear(W, S, t, stream.building, stream.category, child_key(stream.key, n), n)
    return NONE


@leaf
def reports(W, S, g, b, case):
    """Whether the resident concerned would report (rule 2)."""
    if case.resident == NONE:
        return False
    category = W.category_rate[g, case.category]
    rates = W.rule_rate[g]
    if math.isinf(category.report_logit):
        return category.report_logit > 0.0
    person = S.resident[case.resident]
    place = S.place[b]
    trust = rates.trust_mix * person.trust + (1.0 - rates.trust_mix) * place.reputation
    x = category.report_logit + (category.report_severe if case.severity > ROUTINE else 0.0) + rates.trust_gain * (trust - 0.5)
    x = x + rates.propensity_sd * person.propensity + W.report_kind[g, place.kind] + place.effect + place.ease
    if rates.points_logit != 0.0 and person.propensity >= rates.points_from:
        x = x + rates.points_logit
    # below -709 the exponential of plain Python overflows; the chance is nil long before
    return x > -709.0 and uniform(W, REPORT, case.key, 0, 0) < 1.0 / (1.0 + math.exp(-x))


@inline
def bear(W, S, t, b, c, key, ordinal):
    """A problem is born: a row of the case table, fixed by chance for good."""
    clock = S.clock[0]
    row = clock.cases
    clock.cases += 1
    ticket = new_ticket(W, S, key, IS_PROBLEM)
    S.case_ticket[row] = ticket
    S.ticket[ticket].case = row
    S.ticket[ticket].parent = ticket
    S.case[ticket] = S.blank[0]
    case = S.case[ticket]
    g = regime_of_building(S, b)
    category = W.category_rate[g, c]
    case.key = key
    case.ordinal = ordinal
    case.born = t
    case.building = b
    case.category = c
    case.registered = case.due = case.first_closed = case.closed = case.fixed = case.gone = case.final = NONE
    case.channel = case.entry_tier = case.settled_tier = NONE
    case.resident = NONE
    residents = S.place[b].residents
    if residents > 0:
        # the row is far away in memory and read last
        case.resident = S.place[b].first + min(residents - 1, int(uniform(W, RESIDENT, key, 0, 0) * residents))
        fetch(S.resident, case.resident)
    u = uniform(W, SEVERITY, key, 0, 0)
    case.severity = CRITICAL if u < category.critical else (URGENT if u < category.critical + category.urgent else ROUTINE)
    case.repair_fen = 0
    if uniform(W, MONEY, key, 0, 0) < category.money_share:
        sigma = category.money_sigma
        fen = category.money_fen * math.exp(sigma * normal(W, AMOUNT, key, 0, 0) - 0.5 * sigma * sigma)
        case.repair_fen = max(1, int(math.floor(fen + 0.5)))
    case.will_report = 1 if reports(W, S, g, b, case) else 0
    case.state = LATENT
    clock.born += 1
    count_present(S, b, t, 1)
    count_hidden(S, t, 1)
    write(S, t, key, BORN, NONE, NONE, NONE)
    hide(W, S, t, ticket, 0)
