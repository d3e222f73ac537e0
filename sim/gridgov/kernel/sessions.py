"""Rule 8: public sessions tell residents what is on record, and what they think of the service moves towards it."""

from __future__ import annotations

from gridgov.jit import by_reference, kernel, leaf
from gridgov.kernel import state
from gridgov.tables.dtypes import DAY

session_day = leaf(state.session_day)


@kernel
def run_sessions(world, tables):
    """Entry point: the sessions with which a day begins; then communities count afresh."""
    W, S = by_reference(world), by_reference(tables)
    for b in range(len(S.place)):
        place = S.place[b]
        weight = W.rule_rate[place.regime].session_weight
        community = S.community[W.building[b].community]
        if weight > 0.0 and community.closed > 0:
            place.reputation += weight * (community.on_time / community.closed - place.reputation)
    for c in range(len(S.community)):
        S.community[c].closed = S.community[c].on_time = 0
    S.clock[0].next_sessions = session_day(W.warmup, S.clock[0].day * DAY)
