"""Rules 1 and 7: a trouble nobody has on record waits to be noticed, complained of, inspected, or to end by itself."""

from __future__ import annotations

import math

from gridgov.draws import COMPLAIN, LIFE, NOTICE
from gridgov.jit import inline, leaf
from gridgov.kernel.books import node_of, regime_of_building
from gridgov.kernel.chance import exponential
from gridgov.kernel.events import cancel, schedule
from gridgov.kernel.hours import add, between
from gridgov.kernel.learning import came_from_residents
from gridgov.tables.dtypes import ARRIVAL, FAR, NEIGHBOURS, NONE, RESIDENTS


@leaf
def whole(x):
    """A duration as whole seconds; what is infinite or beyond all time is never."""
    if not x < 1e15:
        return FAR
    return int(math.floor(x + 0.5)) if x > 0.0 else 0


@leaf
def later(t, s):
    """Time s seconds after t, or never."""
    return FAR if s >= FAR or t >= FAR - s else t + s


@leaf
def need(W, regime, watch, h, category):
    """Open seconds that channel h, with this watch, needs for one unit of exposure to a problem; infinite if it never sees it."""
    visibility = W.visibility[regime, h, category]
    if visibility <= 0.0:
        return math.inf
    return watch / visibility


@leaf
def watches(W, h, spell, case):
    """Whether channel h can notice this hidden problem at all."""
    kind = W.channel[h].kind
    if kind == RESIDENTS:
        return spell == 0 and case.will_report != 0
    return kind != NEIGHBOURS or spell == 0


@inline
def find_notice(W, S, t, ticket):
    """Earliest notice of a hidden problem, counted on from t."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    p.notice_at = FAR
    p.channel = NONE
    regime = regime_of_building(S, case.building)
    keeps_used = len(S.used) > 1
    for h in range(len(W.channel)):
        if not watches(W, h, p.spell, case):
            continue
        seconds = need(W, regime, S.watch[case.building, h], h, case.category)
        if not seconds < math.inf:
            continue
        exposure = exponential(W, NOTICE, case.key, W.channel[h].key, p.spell)
        if keeps_used:
            exposure = max(0.0, exposure - S.used[ticket, h])
        at = add(W.calendar, W.channel[h].calendar, t, whole(exposure * seconds))
        if at < p.notice_at:
            p.notice_at = at
            p.channel = h


@leaf
def wait_hidden(W, S, ticket):
    """Wait for whatever comes first."""
    p = S.ticket[ticket]
    first = min(min(min(p.inspect_at, p.complain_at), min(p.notice_at, p.life_end)), p.doubt_at)
    if first < FAR:
        schedule(W, S, node_of(W, ticket), first, ARRIVAL)


@inline
def hide(W, S, t, ticket, spell):
    """Begin hidden spell number `spell`: 0 before registration, j after the j-th closing on paper."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    g = regime_of_building(S, case.building)
    category = W.category_rate[g, case.category]
    rates = W.rule_rate[g]
    p.spell = spell
    p.since = t
    p.life_end = p.doubt_at = p.inspect_at = p.complain_at = FAR
    if category.life_s > 0.0:
        p.life_end = later(t, whole(category.life_s * exponential(W, LIFE, case.key, 0, spell)))
    if len(S.used) > 1:
        for h in range(len(W.channel)):
            S.used[ticket, h] = 0.0
    find_notice(W, S, t, ticket)
    if spell == 0:
        if category.service_s[case.severity] >= 0:
            p.doubt_at = add(W.calendar, category.service_calendar, case.born, category.service_s[case.severity])
    else:
        if p.inspect:
            p.inspect_at = later(t, rates.inspect_delay_s)
        if rates.complaint_s > 0.0 and case.will_report and came_from_residents(W, case):
            p.complain_at = later(t, whole(rates.complaint_s * exponential(W, COMPLAIN, case.key, 0, spell)))
    wait_hidden(W, S, ticket)


@inline
def use_up(W, S, t, ticket):
    """What a channel needs here is about to change: keep the exposure used so far."""
    p = S.ticket[ticket]
    case = S.case[p.parent]
    regime = regime_of_building(S, case.building)
    for h in range(len(W.channel)):
        if not watches(W, h, p.spell, case):
            continue
        seconds = need(W, regime, S.watch[case.building, h], h, case.category)
        if seconds < math.inf and seconds > 0.0:
            S.used[ticket, h] += between(W.calendar, W.channel[h].calendar, p.since, t) / seconds
    p.since = t


@inline
def look_again(W, S, t, ticket):
    """What a channel needs here has changed: count on from the exposure used up."""
    cancel(S, node_of(W, ticket))
    find_notice(W, S, t, ticket)
    wait_hidden(W, S, ticket)
