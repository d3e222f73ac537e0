"""When the trouble of each case was there, hidden, due and settled: what totals and maps both reckon with."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from gridgov.tables.dtypes import DONE, NONE, PAPER_CLOSED


class Spans(NamedTuple):
    """Of N cases. Seconds are i8 (N,), the rest bool (N,); what is not over counts to the end of the run."""

    until: np.ndarray  # second in which the trouble was gone, or the end
    latent: np.ndarray  # seconds before it was registered
    paper: np.ndarray  # seconds in which it was closed on paper only
    open_end: np.ndarray  # whether it was there at the end
    noticed: np.ndarray  # whether it was registered
    fixed: np.ndarray  # whether it was truly fixed
    due: np.ndarray  # whether it was registered and its service limit ended before the run did
    in_time: np.ndarray  # whether it was truly fixed by a limit that did


def spans_of(rows: np.ndarray, end: int) -> Spans:
    """The spans of rows of the case table, CASE (N,); `end` is that of the run."""
    born, registered, gone, closed = (np.ascontiguousarray(rows[name]) for name in ("born", "registered", "gone", "closed"))
    due, when, state = (np.ascontiguousarray(rows[name]) for name in ("due", "fixed", "state"))
    noticed, open_end, fixed = registered != NONE, gone == NONE, when != NONE
    until = np.where(open_end, end, gone)
    latent = np.where(noticed, registered, until) - born
    paper_now = (state == PAPER_CLOSED) | ((state == DONE) & ~fixed)
    paper = rows["on_paper_s"] + np.where(paper_now, until - closed, 0)
    limit = noticed & (due < end)
    return Spans(until, latent, paper, open_end, noticed, fixed, limit, limit & fixed & (when <= due))
