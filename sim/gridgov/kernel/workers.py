"""Workers of a desk: the line of the free, the case in hand, and who is next."""

from __future__ import annotations

from gridgov.jit import inline, leaf
from gridgov.kernel import state
from gridgov.kernel.books import node_of
from gridgov.kernel.events import schedule
from gridgov.kernel.hidden import whole
from gridgov.kernel.hours import add
from gridgov.tables.dtypes import END_OF_WORK, NONE

ABSENT, FREE, BUSY, LEAVING, VACANT = state.ABSENT, state.FREE, state.BUSY, state.LEAVING, state.VACANT


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
    work = work / worker.skill
    p.work = work
    p.way = way
    held = whole((work + way) / q.speed)
    schedule(W, S, node_of(W, ticket), add(W.calendar, W.desk[d].calendar, t, held), END_OF_WORK)


@inline
def release(W, S, t, d, slot):
    """A worker is free again, behind all who are free for longer; or gone, if the slot is or he has quit."""
    q = S.desk[d]
    row = W.desk[d].first_worker + slot
    worker = S.worker[row]
    worker.next = NONE
    if worker.state >= LEAVING:
        worker.state = ABSENT if worker.state == LEAVING else VACANT
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
