"""Rule 9: chiefs tire, give up, are transferred and recruited; what they give, and what a stipend takes from the fund."""

from __future__ import annotations

import math

from gridgov.draws import CONVERT, HOME, POST, WILLING
from gridgov.jit import inline, leaf
from gridgov.kernel.books import ledger_month
from gridgov.kernel.chance import uniform
from gridgov.kernel.hours import between
from gridgov.kernel.ticks import change_slots
from gridgov.tables.dtypes import AREA_BUILDING, CADRE, CHIEF, NO_CHIEF, NONE, RESIDENT_CHIEF

NOBODY = 2.0  # willing: above every draw


@leaf
def chance_of(x):
    """Probability of a logit; nil where exp would be too large."""
    return 0.0 if x <= -709.0 else 1.0 / (1.0 + math.exp(-x))


@leaf
def share_of(hours, open_s):
    """Hours a week as a share of a calendar's open time, at most 1; 0 for a calendar that never opens."""
    return min(1.0, hours * 3600 / float(open_s)) if open_s > 0 else 0.0


@inline
def fill_as_planned(W, S, t, b, phase):
    """Give a post to whom the tables of a phase name, or leave it vacant."""
    post = S.post[b]
    rates = W.chief_rate[W.building_phase[phase, b].regime]
    post.kind = W.building_phase[phase, b].chief
    post.metres = W.home_m[phase, b]
    if post.kind == NO_CHIEF:
        post.vacant_since = t
        return
    post.holder += 1
    post.motivation = rates.cadre_base if post.kind == CADRE else rates.resident_base


@inline
def first_posts(W, S):
    """Who serves at the start. Of residents it is the most willing one: nobody below that draw is asked again."""
    for i in range(len(W.post)):
        b = W.post[i]
        fill_as_planned(W, S, 0, b, 0)
        if S.post[b].kind == RESIDENT_CHIEF and S.place[b].residents > 0:
            S.post[b].bar = NOBODY
            for n in range(S.place[b].residents):
                S.post[b].bar = min(S.post[b].bar, uniform(W, WILLING, W.building[b].key, n, 0))


@inline
def chiefs_leave(W, S, t):
    """Motivation moves; who gives up leaves a gap, who is transferred is followed at once, who trained a resident hands over."""
    clock = S.clock[0]
    tally = S.month_tally[ledger_month(W, t)]
    for i in range(len(W.post)):
        b = W.post[i]
        post = S.post[b]
        if post.kind == NO_CHIEF:
            continue
        rates = W.chief_rate[S.place[b].regime]
        key = W.building[b].key
        base = rates.cadre_base if post.kind == CADRE else rates.resident_base
        thanks = rates.thanks_gain * min(1.0, post.thanks / rates.thanks_full) if rates.thanks_full > 0.0 else 0.0
        loss = rates.load_loss * max(0.0, load_of(W, S, t, b) - rates.load_from)
        post.motivation = min(1.0, max(0.0, post.motivation + rates.drift * (base - post.motivation) + thanks - loss))
        u = uniform(W, POST, key, 0, clock.month)
        if post.kind == RESIDENT_CHIEF:
            if u < chance_of(rates.quit_logit - rates.quit_gain * (post.motivation - base)):
                post.kind = NO_CHIEF
                post.vacant_since = t
                S.unpaid[W.building[b].community] -= 1
                tally.quits += 1
        elif u < chance_of(rates.transfer_logit):
            take_office(W, S, b, rates)
            tally.transfers += 1
        elif rates.convert > 0.0 and uniform(W, CONVERT, key, 0, clock.month) < rates.convert * post.motivation:
            if recruit(W, S, b, rates, rates.convert_logit):
                clock.reserve += 1
                tally.converted += 1


@inline
def load_of(W, S, t, b):
    """Time with a case in hand since the last month tick, over the open time of the calendar, at the lowest desk of the building's chief."""
    for k in range(len(W.tier)):
        d = S.ladder[b, k]
        if W.tier[k].area == AREA_BUILDING and d != NONE:
            opened = between(W.calendar, W.desk[d].calendar, S.clock[0].month_at, t)
            return S.desk[d].busy_s / float(opened) if opened > 0 else 0.0
    return 0.0


@inline
def take_office(W, S, b, rates):
    """Another cadre begins, who lives elsewhere."""
    post = S.post[b]
    post.kind = CADRE
    post.holder += 1
    post.motivation = rates.cadre_base
    key = W.building[b].key
    inside = 1 if uniform(W, HOME, key, 1, post.holder) < W.in_quarter else 0
    last = len(S.place) - 1
    wanted = uniform(W, HOME, key, 0, post.holder) * W.home_reach[inside, last]
    low, high = 0, last
    while low < high:  # the first whose running sum exceeds it
        middle = (low + high) // 2
        if W.home_reach[inside, middle] > wanted:
            high = middle
        else:
            low = middle + 1
    home = W.home_row[inside, low]
    dx = S.place[home].x - S.place[b].x
    dy = S.place[home].y - S.place[b].y
    post.metres = math.sqrt(dx * dx + dy * dy)


@inline
def recruit(W, S, b, rates, more):
    """Let the most willing resident of a building who was not passed over take the post; whether there is one. `more` is added on the logit."""
    post = S.post[b]
    place = S.place[b]
    community = W.building[b].community
    share = rates.share_max * W.fund_year[S.clock[0].phase, community] / 12 / (S.unpaid[community] + 1)
    x = rates.willing_logit + rates.willing_stipend * min(rates.stipend_yuan, share) / 100
    best = NOBODY
    for n in range(place.residents):
        u = uniform(W, WILLING, W.building[b].key, n, 0)
        if u > post.bar and u < best and u < chance_of(x + rates.willing_trust * (S.resident[place.first + n].trust - 0.5) + more):
            best = u
    if best == NOBODY:
        return False
    post.kind = RESIDENT_CHIEF
    post.holder += 1
    post.motivation = rates.resident_base
    post.metres = 0.0
    post.bar = best
    S.unpaid[community] += 1
    return True


@inline
def fill_vacancies(W, S, t):
    """A willing resident takes a post that has been vacant for a month, else a cadre whom the organisations can still send."""
    clock = S.clock[0]
    tally = S.month_tally[ledger_month(W, t)]
    for i in range(len(W.post)):
        b = W.post[i]
        post = S.post[b]
        if post.kind != NO_CHIEF or W.building_phase[clock.phase, b].chief == NO_CHIEF or post.vacant_since >= t:
            continue
        rates = W.chief_rate[S.place[b].regime]
        if recruit(W, S, b, rates, 0.0):
            tally.recruited += 1
        elif rates.fallback and clock.reserve > 0:
            clock.reserve -= 1
            take_office(W, S, b, rates)
            tally.fallback += 1


@inline
def count_unpaid(W, S):
    """Posts that a resident holds, by community."""
    for community in range(len(S.unpaid)):
        S.unpaid[community] = 0
    for b in range(len(S.post)):
        if S.post[b].kind == RESIDENT_CHIEF:
            S.unpaid[W.building[b].community] += 1


@inline
def pay_stipends(W, S, phase):
    """What each resident chief is paid a month, at most an equal part of the share of the fund that may go to stipends."""
    if W.switch[0].posts == 0:
        return
    count_unpaid(W, S)
    for community in range(len(S.stipend)):
        S.stipend[community] = 0.0
    for b in range(len(S.place)):
        post = S.post[b]
        post.stipend = 0.0
        if post.kind == RESIDENT_CHIEF:
            rates = W.chief_rate[W.building_phase[phase, b].regime]
            community = W.building[b].community
            post.stipend = min(rates.stipend_yuan, rates.share_max * W.fund_year[phase, community] / 12 / S.unpaid[community])
            S.stipend[community] += post.stipend


@inline
def receive_rest(W, S, t):
    """The month's money comes in, less overhead and stipends."""
    month = ledger_month(W, t)
    for community in range(len(S.stipend)):
        monthly = W.fund_month[S.clock[0].phase, community]
        rest = max(0, int(math.floor((monthly - S.stipend[community]) * 100.0 + 0.5)))
        S.fund_in[community] += rest
        S.stipend_fen[community, month] += int(math.floor(monthly * 100.0 + 0.5)) - rest


@inline
def plan_hours(W, S, b, phase):
    """What a chief gives a week: his ways from home come out of it, and training a successor out of what is left."""
    post = S.post[b]
    rates = W.chief_rate[W.building_phase[phase, b].regime]
    given = post.way = post.train = 0.0
    if post.kind == CADRE:
        given = rates.cadre_h * post.motivation
        post.way = min(given, rates.way_per_metre * post.metres)
        if rates.convert > 0.0:
            post.train = (given - post.way) * rates.train_share
    elif post.kind == RESIDENT_CHIEF:
        paid = rates.crowding_h if post.stipend > 0.0 else 0.0
        given = max(0.0, rates.resident_h - paid + rates.hours_per_100_yuan * post.stipend / 100) * post.motivation
    left = given - post.way - post.train
    post.surge = left * rates.surge_share
    left = left * (1.0 - rates.surge_share)
    post.look = left * rates.look_share
    post.cases = left * (1.0 - rates.look_share)


@leaf
def watch_of(W, S, i, h, phase):
    """Open seconds that a channel of chiefs needs per unit of exposure at the i-th post."""
    rate = share_of(S.post[W.post[i]].look, W.calendar.open[W.channel[h].calendar])
    return W.look_s[phase, h, i] / rate if rate > 0.0 else math.inf


@inline
def note_changes(W, S, phase):
    """Mark the buildings in which a chief will look more or less than now."""
    for i in range(len(W.post)):
        b = W.post[i]
        plan_hours(W, S, b, phase)
        for h in range(len(W.channel)):
            if W.channel[h].kind == CHIEF and watch_of(W, S, i, h, phase) != S.watch[b, h]:
                S.place[b].changed = 1


@inline
def enforce_posts(W, S, t, phase):
    """What chiefs give takes force: how often they look, whether their desks act, and how fast."""
    for i in range(len(W.post)):
        b = W.post[i]
        for h in range(len(W.channel)):
            if W.channel[h].kind == CHIEF:
                S.watch[b, h] = watch_of(W, S, i, h, phase)
        for k in range(len(W.tier)):
            d = S.ladder[b, k]
            if W.tier[k].area == AREA_BUILDING and d != NONE:
                desk = S.desk[d]
                there = 0 if S.post[b].kind == NO_CHIEF else 1
                desk.speed = share_of(S.post[b].cases, W.calendar.open[W.desk[d].calendar])
                desk.acts = 1 if there and (desk.speed > 0.0 or W.tier[k].climb_when_vacant == 0) else 0
                change_slots(W, S, t, d, desk.filled, there)


@inline
def book_posts(W, S, t0, t1):
    """Book who held each post from t0 to t1, and what became of the open time of its desks."""
    month = ledger_month(W, t0)
    for i in range(len(W.post)):
        b = W.post[i]
        post = S.post[b]
        book = S.post_month[month, i]
        book.holder = post.holder
        if post.kind == NO_CHIEF:
            continue
        book.kind = post.kind
        if post.kind == CADRE:
            book.cadre_s += t1 - t0
            book.metre_s += int(math.floor(post.metres * (t1 - t0) + 0.5))
        else:
            book.resident_s += t1 - t0
        for k in range(len(W.tier)):
            d = S.ladder[b, k]
            if W.tier[k].area == AREA_BUILDING and d != NONE:
                book_shift(W, S, t0, t1, month, d, post)


@inline
def book_shift(W, S, t0, t1, month, d, post):
    """Split the open time of a chief's desk: duties that fill more than it leave no time for cases, and what is over cannot be done."""
    calendar = W.desk[d].calendar
    week = W.calendar.open[calendar]
    shift = S.shift[month, W.desk[d].first_worker]
    opened = between(W.calendar, calendar, t0, t1)
    shift.open_s += opened
    if week == 0:
        return
    way, look, train = post.way * 3600 / float(week), post.look * 3600 / float(week), post.train * 3600 / float(week)
    surge = post.surge * 3600 / float(week)
    whole = max(1.0, way + look + train + surge)
    way_s = int(math.floor(way / whole * opened + 0.5))
    look_s = int(math.floor(look / whole * opened + 0.5))
    surge_s = int(math.floor(surge / whole * opened + 0.5))
    cases_s = int(math.floor(S.desk[d].speed * opened + 0.5))
    shift.way_s += way_s
    shift.look_s += look_s
    shift.surge_s += surge_s
    shift.cases_s += cases_s
    shift.there_s += way_s + look_s + surge_s + int(math.floor(train / whole * opened + 0.5)) + cases_s
