"""What the next events will read is fetched from memory while the present one is handled."""

from __future__ import annotations

from gridgov.jit import fetch, leaf
from gridgov.kernel.books import ledger_month
from gridgov.tables.dtypes import END_OF_WORK, NONE


@leaf
def look_ahead(W, S, place):
    """Fetch what the next stretches of time will need, the farthest first: most of the time goes into waiting for memory."""
    if place + 6 >= len(S.bucket):
        return
    clock = S.clock[0]
    tickets = len(W.stream) + len(W.desk)
    n = S.bucket[place + 6]
    if n != NONE:
        fetch(S.node, n)
    n = S.bucket[place + 3]
    while n != NONE:
        if n >= tickets:
            fetch(S.ticket, n - tickets)
            fetch(S.case, n - tickets)
        elif n < len(W.stream):
            fetch(W.stream, n)
        n = S.node[n].next
    n = S.bucket[place + 2]
    while n != NONE:
        if n >= tickets:
            look_at_ticket(W, S, S.ticket[n - tickets])
        elif n < len(W.stream) and W.stream[n].building != NONE:
            fetch(S.place, W.stream[n].building)
            fetch(S.watch, (W.stream[n].building, 0))
        n = S.node[n].next
    n = S.bucket[place + 1]
    month = ledger_month(W, clock.now)
    while n != NONE:
        if n >= tickets and S.node[n].kind == END_OF_WORK:
            worker = W.desk[S.ticket[n - tickets].desk].first_worker + S.ticket[n - tickets].worker
            fetch(S.worker, worker)
            fetch(S.worker_month, (month, worker))
        n = S.node[n].next


@leaf
def look_at_ticket(W, S, p):
    """Fetch what a ticket points to."""
    if p.desk != NONE:
        fetch(W.desk, p.desk)
        fetch(S.desk, p.desk)
        fetch(S.tally, p.desk)
        fetch(W.desk_phase, (S.clock[0].phase, p.desk))
    if p.parent != NONE:
        case = S.case[p.parent]
        fetch(S.place, case.building)
        fetch(S.ladder, (case.building, 0))
        if case.resident != NONE:
            fetch(S.resident, case.resident)
