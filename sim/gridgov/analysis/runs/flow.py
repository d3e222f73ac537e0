"""How cases flow between tiers: where they come in, from where to where they move, and how they end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.analysis.runs.stages import by_case
from gridgov.tables.dtypes import ARRIVED, CONVENED, DONE, MISROUTED, NONE, NOTICED, PAPER_CLOSED, PASSED_ON

#: How a registered case stands at the end: truly fixed, gone by itself, closed on paper only, open.
OUTCOMES = ("fixed", "gone", "on_paper", "open")


@dataclass(frozen=True, eq=False)
class Flow:
    """Of the registered cases that were born in the measured period, K tiers; what comes into a tier is what leaves it."""

    tiers: tuple[str, ...]
    entries: np.ndarray  # i8 (K,): registered there
    moves: np.ndarray  # i8 (K, K): from one tier (row) to another (column)
    ends: np.ndarray  # i8 (outcomes, K): where they were last, in the order of OUTCOMES

    @property
    def through(self) -> np.ndarray:
        """Visits of each tier, i8 (K,)."""
        return self.entries + self.moves.sum(axis=0)


def flow_of(run) -> Flow | None:
    """The flow; None where the run kept no event log."""
    if run.provenance["event_log_sha256"] is None:
        return None
    tiers, world = run.start.labels.tiers, run.start.world
    count = len(tiers)
    log, group, born = by_case(run.outcome.events)
    stands = np.isin(log["activity"], (NOTICED, ARRIVED, PASSED_ON, MISROUTED, CONVENED)) & (log["tier"] != NONE) & (born[group] >= world.warmup)
    tier, of = log["tier"][stands].astype(np.int64), group[stands]
    first, last = np.ones((2, len(of)), bool)
    first[1:] = of[1:] != of[:-1]
    last[:-1] = first[1:]
    moved = np.flatnonzero(~first[1:] & (tier[1:] != tier[:-1])) if len(of) else np.zeros(0, np.int64)
    moves = np.bincount(tier[moved] * count + tier[moved + 1], minlength=count * count).reshape(count, count)
    # the log is in order of the names of cases now
    cases = run.outcome.cases[np.argsort(run.outcome.cases["key"])][of[last]]
    ends = np.bincount(_outcomes(cases) * count + tier[last], minlength=len(OUTCOMES) * count).reshape(-1, count)
    return Flow(tiers, np.bincount(tier[first], minlength=count), moves, ends)


def _outcomes(cases: np.ndarray) -> np.ndarray:
    """A place in OUTCOMES for each case, i8."""
    fixed, gone = cases["fixed"] != NONE, cases["gone"] != NONE
    paper = (cases["state"] == PAPER_CLOSED) | (cases["state"] == DONE)
    return np.select([fixed, gone, paper], [0, 1, 2], 3)
