"""The end of a run: the books are closed and become tables."""

from __future__ import annotations

from operator import attrgetter

import numpy as np

from gridgov.tables.dtypes import (
    CASE,
    DAILY,
    DESK_TALLY,
    DONE,
    EVENT,
    LEG,
    MONTH_TALLY,
    NONE,
    POST_MONTH,
    RESIDENT,
    WORKER_MONTH,
    WORKER_SHIFT,
    Outcome,
)  # fmt: skip

#: Columns of the case and leg tables that are attributes of a problem or a leg by the same name.
_CASE_PLAIN = tuple(name for name in CASE.names if name not in ("resident", "building", "pad"))
_LEG_PLAIN = tuple(name for name in LEG.names if name not in ("parent", "department", "pad"))


def close_books(town, t: int) -> Outcome:
    """Book what is unfinished at t, the end, and write the tables. Once per run: hours booked twice would count twice."""
    if town.months is not None:
        town.months.book(t)
    for worker in town.workers:
        if worker.piece is not None:
            worker.book_hours(t)
    for problem in town.problems:
        if problem.reported and problem.closed == NONE and problem.state < DONE:
            problem.repeats += problem.count_repeats(t, problem.paper + 1)
    ledger = town.ledger
    return Outcome(
        cases=_case_table(town.problems),
        legs=_leg_table(town.legs),
        events=_event_table(ledger.log),
        daily=np.array(ledger.daily, dtype=DAILY),
        queue_daily=_counts(ledger.queue_daily, len(town.tiers), "i8"),
        buildings_daily=_counts(ledger.buildings_daily, len(town.buildings), "i4"),
        desks=np.array([_tally(desk, town.warmup, t) for desk in town.desks], dtype=DESK_TALLY),
        workers=_worker_table(town.workers, ledger.months),
        fund_spent=_counts([fund.by_month for fund in town.funds], ledger.months, "i8"),
        points_paid=_counts([fund.points_by_month for fund in town.funds if town.gives_points], ledger.months, "i8"),
        residents=np.array([(who.trust, who.satisfaction, who.propensity) for who in town.residents], dtype=RESIDENT),
        reputation=np.array([building.reputation for building in town.buildings], dtype="f8"),
        events_handled=town.agenda.handled,
        **_who_came_and_went(town),
    )


def _who_came_and_went(town) -> dict[str, np.ndarray]:
    """The tables of months, without rows where nobody comes and goes."""
    months, its = town.ledger.months, town.months
    posts, shifts = np.zeros((0 if its is None else len(its.posts), months), POST_MONTH), np.zeros((0, months), WORKER_SHIFT)
    if its is None:
        return {"posts": posts, "shifts": shifts, "months": np.zeros(0, MONTH_TALLY), "stipends": np.zeros((0, months), "i8")}
    for row, post in zip(posts, its.posts, strict=True):
        row[:] = [tuple(book[name] for name in POST_MONTH.names) for book in post.books]
    shifts = np.zeros((len(town.workers), months), WORKER_SHIFT)
    for row, worker in zip(shifts, town.workers, strict=True):
        row[:] = [tuple(month) for month in worker.shifts]
    tally = np.array([tuple(month[name] for name in MONTH_TALLY.names) for month in its.tally], MONTH_TALLY)
    return {"posts": posts, "shifts": shifts, "months": tally, "stipends": _counts(its.stipend_fen if its.posts else [], months, "i8")}


def _counts(rows: list[list[int]], width: int, dtype: str) -> np.ndarray:
    return np.array(rows, dtype=dtype).reshape(len(rows), width)


def _fill(table: np.ndarray, names: tuple[str, ...], things: list) -> None:
    for name in names:
        table[name] = list(map(attrgetter(name), things))


def _case_table(problems: list) -> np.ndarray:
    table = np.zeros(len(problems), dtype=CASE)
    _fill(table, _CASE_PLAIN, problems)
    table["building"] = [problem.building.row for problem in problems]
    table["resident"] = [NONE if problem.resident is None else problem.resident.row for problem in problems]
    return table


def _leg_table(legs: list) -> np.ndarray:
    table = np.zeros(len(legs), dtype=LEG)
    _fill(table, _LEG_PLAIN, legs)
    table["parent"] = [leg.parent.row for leg in legs]
    table["department"] = [leg.department.department for leg in legs]
    return table


def _event_table(log) -> np.ndarray:
    rows = np.array(log if log is not None else (), dtype="i8").reshape(-1, len(EVENT.names))
    table = np.zeros(len(rows), dtype=EVENT)
    for column, name in enumerate(EVENT.names):
        table[name] = rows[:, column]
    return table


def _worker_table(workers: list, months: int) -> np.ndarray:
    table = np.zeros((len(workers), months), dtype=WORKER_MONTH)
    table["busy_s"] = _counts([worker.busy for worker in workers], months, "i8")
    table["travel_s"] = _counts([worker.travel for worker in workers], months, "i8")
    return table


def _tally(desk, warmup: int, t: int) -> tuple[int, ...]:
    """The tally of a desk; the integral of its queue is the sum of the waits, those not over included."""
    unfinished = sum(t - max(piece.arrived, warmup) for line in desk.lines for piece in line)
    queue_s = desk.waited_s + unfinished
    return desk.arrivals, desk.starts, desk.left, desk.waited_s, queue_s, desk.waiting, desk.own_starts, desk.own_waited_s
