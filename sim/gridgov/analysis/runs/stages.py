"""Where the days of all cases of a run went, by kind of time and tier: `analysis.life.spans`, for a whole log at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.analysis.life.spans import ENDS, KINDS
from gridgov.tables.dtypes import ARRIVED, CLOSED_ON_PAPER, CONVENED, MISROUTED, NONE, NOTICED, PASSED_ON, REOPENED, STARTED, WORKED

HIDDEN, HANDOVER, WAITING, WORKING, PROCEDURE, ASTRAY, DEPARTMENTS, ON_PAPER = range(len(KINDS))
NO_CHANGE, END = -1, -2


@dataclass(frozen=True, eq=False)
class Stages:
    """Time of the problems born in the measured period, from birth until they are gone or the run ends."""

    tiers: tuple[str, ...]
    seconds: np.ndarray  # i8 (kinds, tiers + 1), in the order of KINDS; the last column is what was spent at no tier
    problems: int


def stages_of(run) -> Stages | None:
    """Where the time went; None where the run kept no event log."""
    if run.provenance["event_log_sha256"] is None:
        return None
    world, tiers = run.start.world, run.start.labels.tiers
    log, group, born = by_case(run.outcome.events)
    kind, tier, start, end, of = cut_all(log, group, int(world.end))
    wanted = born[of] >= world.warmup
    places = kind * (len(tiers) + 1) + np.where(tier == NONE, len(tiers), tier)
    # sums of whole numbers below 2**53 are exact as floating-point numbers
    seconds = np.bincount(places[wanted], (end - start)[wanted], len(KINDS) * (len(tiers) + 1)).astype(np.int64)
    return Stages(tiers, seconds.reshape(len(KINDS), -1), int((born >= world.warmup).sum()))


def by_case(events: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The log, EVENT (n,), sorted by case and in order within each; the number of the case of each row, i8 (n,); birth of each case, i8."""
    log = events[np.argsort(events["case"], kind="stable")]
    first = np.ones(len(log), bool)
    first[1:] = log["case"][1:] != log["case"][:-1]
    return log, np.cumsum(first) - 1, log["time"][first]


def cut_all(log: np.ndarray, group: np.ndarray, run_end: int) -> tuple[np.ndarray, ...]:
    """What `analysis.life.spans.cut` gives for each case, for a log sorted by case: kind, tier, start, end and case of each span, i8."""
    time, activity, tier, desk = (log[name].astype(np.int64) for name in ("time", "activity", "tier", "desk"))
    rows = np.arange(len(log))
    first = np.ones(len(log), bool)
    first[1:] = group[1:] != group[:-1]
    sent, afresh = (activity == PASSED_ON) | (activity == MISROUTED), (activity == CONVENED) | (activity == REOPENED)
    # a case is astray from being sent to a wrong desk until it comes to another one, or is sent or taken up again
    last = np.maximum.accumulate(np.where(sent | afresh | first, rows, 0)) if len(log) else rows
    elsewhere = np.cumsum((activity == ARRIVED) & (desk != desk[last]))
    astray = (activity[last] == MISROUTED) & (elsewhere == elsewhere[last])
    following = np.full(len(log), NO_CHANGE)
    following[first] = HIDDEN
    following[(activity == NOTICED) | sent | afresh] = HANDOVER
    following[(activity == PASSED_ON) & (desk == NONE)] = DEPARTMENTS
    following[activity == ARRIVED] = WAITING
    following[activity == STARTED] = WORKING
    following[astray & ((activity == MISROUTED) | (activity == ARRIVED) | (activity == STARTED))] = ASTRAY
    following[activity == WORKED] = PROCEDURE
    following[activity == CLOSED_ON_PAPER] = ON_PAPER
    following[np.isin(activity, ENDS)] = END
    kept = np.flatnonzero(following != NO_CHANGE)
    until = np.append(time[kept][1:], run_end)
    until[np.append(group[kept][1:] != group[kept][:-1], True)[: len(kept)]] = run_end
    spans = following[kept] != END
    kept, until = kept[spans], until[: len(spans)][spans]
    at = np.where(following[kept] == HIDDEN, NONE, tier[kept])
    return following[kept], at, time[kept], until, group[kept]
