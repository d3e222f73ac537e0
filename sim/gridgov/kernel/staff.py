"""Rule 11: staff quits, vacancies last, newcomers learn."""

from __future__ import annotations

import math

from gridgov.draws import STAFF
from gridgov.jit import inline, leaf
from gridgov.kernel.books import ledger_month, regime_of_desk
from gridgov.kernel.chance import uniform
from gridgov.kernel.hours import between
from gridgov.kernel.posts import chance_of
from gridgov.kernel.state import ABSENT, BUSY, FREE, QUITTING, VACANT
from gridgov.kernel.ticks import change_slots, take_from_line
from gridgov.kernel.workers import release
from gridgov.tables.dtypes import NONE, PATROL


@inline
def staff_comes_and_goes(W, S, t):
    """Everybody learns, some quit, some vacancies are filled."""
    clock = S.clock[0]
    for d in range(len(W.desk)):
        k = W.desk[d].tier
        if W.turnover[k] == 0:
            continue
        rates = W.staff_rate[regime_of_desk(W, S, d), k]
        there = between(W.calendar, W.desk[d].calendar, clock.month_at, t) * S.desk[d].filled
        load = S.desk[d].busy_s / float(there) if there > 0 else 0.0
        quits = chance_of(rates.quit_logit + rates.overload_logit * max(0.0, load - rates.overload_from))
        for slot in range(W.desk_phase[clock.phase, d].slots):
            review(W, S, t, d, slot, rates, quits)


@inline
def review(W, S, t, d, slot, rates, quits):
    """What a month does to one slot."""
    worker = S.worker[W.desk[d].first_worker + slot]
    desk = S.desk[d]
    tally = S.month_tally[ledger_month(W, t)]
    u = uniform(W, STAFF, W.desk[d].key, slot, S.clock[0].month)
    if worker.state == VACANT:
        if u < rates.fill:
            worker.state = ABSENT
            worker.skill = rates.newcomer_skill
            release(W, S, t, d, slot)
            desk.filled += 1
            tally.joined += 1
    elif worker.state == FREE or worker.state == BUSY:
        if worker.skill < 1.0:
            worker.skill = worker.skill + rates.learn * (1.0 - worker.skill)
        if u < quits:
            if worker.state == FREE:
                take_from_line(W, S, d, slot)
                worker.state = VACANT
            else:
                worker.state = QUITTING
            desk.filled -= 1
            tally.left += 1


@inline
def change_staff(W, S, t, phase):
    """Slots of a new phase: who is there stays, slots that are new are filled at once."""
    for d in range(len(W.desk)):
        if W.turnover[W.desk[d].tier]:
            change_slots(W, S, t, d, W.desk_phase[phase - 1, d].slots, W.desk_phase[phase, d].slots)


@leaf
def walk_of(W, S, b, h, phase):
    """Open seconds that a patrol needs per unit of exposure in building b, by those who are there."""
    watch = W.exposure_s[phase, h, b]
    if not watch < math.inf:
        return watch
    d = S.ladder[b, W.channel[h].tier]
    rate = S.desk[d].filled * W.patrol_share[phase, h, d] if d != NONE else 0.0
    return W.pass_s[phase, h, d] / rate if rate > 0.0 else math.inf


@inline
def note_walks(W, S, phase):
    """Mark the buildings where a patrol comes by more or less often than now."""
    for h in range(len(W.channel)):
        if W.channel[h].kind == PATROL and W.turnover[W.channel[h].tier]:
            for b in range(len(S.place)):
                if walk_of(W, S, b, h, phase) != S.watch[b, h]:
                    S.place[b].changed = 1


@inline
def enforce_staff(W, S, phase):
    """Who is there takes force: how often patrols come by, and whether desks act or meet."""
    for h in range(len(W.channel)):
        if W.channel[h].kind == PATROL and W.turnover[W.channel[h].tier]:
            for b in range(len(S.place)):
                S.watch[b, h] = walk_of(W, S, b, h, phase)
    for d in range(len(W.desk)):
        k = W.desk[d].tier
        if W.turnover[k]:
            waits = W.tier[k].climb_when_vacant == 0
            S.desk[d].acts = 1 if W.desk_phase[phase, d].acts and (S.desk[d].filled > 0 or waits) else 0
            S.desk[d].meets = 1 if W.desk_phase[phase, d].meets and S.desk[d].filled > 0 else 0


@inline
def book_staff(W, S, t0, t1):
    """Book the open time of the slots that somebody filled from t0 to t1."""
    month = ledger_month(W, t0)
    for d in range(len(W.desk)):
        k = W.desk[d].tier
        if W.turnover[k] == 0:
            continue
        opened = between(W.calendar, W.desk[d].calendar, t0, t1)
        there = int(math.floor(W.staff_rate[regime_of_desk(W, S, d), k].present * opened + 0.5))
        cases = int(math.floor(S.desk[d].speed * opened + 0.5))
        for slot in range(W.desk_phase[S.clock[0].phase, d].slots):
            row = W.desk[d].first_worker + slot
            if S.worker[row].state == FREE or S.worker[row].state == BUSY:
                shift = S.shift[month, row]
                shift.open_s += opened
                shift.there_s += there
                shift.cases_s += cases
