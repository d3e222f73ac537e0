"""Rule 14: whose hours went where, month by month."""

from __future__ import annotations

from gridgov.jit import inline
from gridgov.kernel.books import comes_and_goes, ledger_month, month_start
from gridgov.kernel.hours import between


@inline
def book_hours(W, S, d, ticket, t0, t1):
    """Book the open seconds of a piece of work that ran from t0 to t1 at desk d, split by ledger month."""
    p = S.ticket[ticket]
    row = W.desk[d].first_worker + p.worker
    total = p.work + p.way
    if comes_and_goes(W):
        S.desk[d].busy_s += between(W.calendar, W.desk[d].calendar, t0, t1)
    month = ledger_month(W, t0)
    while t0 < t1:
        end = min(t1, month_start(W, month + 1))
        part = between(W.calendar, W.desk[d].calendar, t0, end)
        book = S.worker_month[month, row]
        book.busy_s += part
        if p.way > 0.0:
            book.travel_s += int(part * p.way / total)
        t0 = end
        month += 1
