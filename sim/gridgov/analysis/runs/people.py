"""Staff and chiefs over the measured period, ledger month by ledger month: in post, on duty, and posts that nobody holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.metrics.hours import months, opened, stretches
from gridgov.metrics.turnover import fluid_workers
from gridgov.tables.dtypes import AREA_BUILDING, CADRE, DAY, NO_CHIEF, RESIDENT_CHIEF

#: Series of the two panels, in the order of their legends.
CHIEFS = ("cadre", "resident", "vacant")
STAFF = ("in_post", "on_duty", "vacant")


@dataclass(frozen=True, eq=False)
class People:
    """Means of each of M ledger months: the books are kept by the month.

    Staff are those of tiers where they come and go, or all but chiefs where none do. `fluid` says whether staff comes and goes: if
    not, all are on duty whom the plan names.
    """

    days: np.ndarray  # f8 (M + 1,): edges of the months in days of the measured period
    chiefs: dict[str, np.ndarray]  # f8 (M,), buildings, by CHIEFS
    staff: dict[str, np.ndarray]  # f8 (M,), persons, by STAFF
    fluid: bool


def people_of(run) -> People:
    """Who was there in each month of a run."""
    world, outcome = run.start.world, run.outcome
    spans = months(world)
    edges = (np.array([spans[0][0], *(end for _, end in spans)]) - int(world.warmup)) / DAY
    chiefs = [_chiefs(world, outcome, column, *span) for column, span in enumerate(spans, 1)]
    staff = [_staff(world, outcome, column, *span) for column, span in enumerate(spans, 1)]
    return People(edges, _columns(CHIEFS, chiefs), _columns(STAFF, staff), bool((world.turnover > 0).any()))


def _columns(names: tuple[str, ...], rows: list) -> dict[str, np.ndarray]:
    return {name: np.array([row[place] for row in rows], float) for place, name in enumerate(names)}


def _chiefs(world, outcome, column: int, start: int, end: int) -> tuple[float, float, float]:
    """Mean numbers of buildings with a cadre, with a resident, and with a post that nobody holds."""
    planned = _over_phases(world, start, end, lambda phase: int((world.building_phase["chief"][phase] != NO_CHIEF).sum()))
    if len(outcome.posts):
        cadres, residents = (float(outcome.posts[name][:, column].sum(dtype=np.int64)) / (end - start) for name in ("cadre_s", "resident_s"))
    else:
        cadres, residents = (
            _over_phases(world, start, end, lambda phase, kind=kind: int((world.building_phase["chief"][phase] == kind).sum()))
            for kind in (CADRE, RESIDENT_CHIEF)
        )
    return cadres, residents, max(0.0, planned - cadres - residents)


def _staff(world, outcome, column: int, start: int, end: int) -> tuple[float, float, float]:
    """Mean numbers of slots that somebody fills, of those on duty, and of slots that nobody fills."""
    fluid_tiers = world.turnover > 0
    tiers = fluid_tiers if fluid_tiers.any() else world.tier["area"] != AREA_BUILDING
    wanted = tiers[world.desk["tier"]]
    slots = _over_phases(world, start, end, lambda phase: world.desk_phase["slots"][phase].astype(float))
    filled, there = slots.copy(), slots.copy()
    fluid = fluid_workers(outcome, world)
    if fluid.any():
        desk = np.repeat(np.arange(len(world.desk)), world.desk["workers"])
        open_s = (opened(world.calendar, end) - opened(world.calendar, start))[world.desk["calendar"]]
        moving = (np.bincount(desk[fluid], minlength=len(slots)) > 0) & (open_s > 0)
        for name, out in (("open_s", filled), ("there_s", there)):
            seconds = np.bincount(desk[fluid], outcome.shifts[name][fluid, column], len(slots))
            out[moving] = seconds[moving] / open_s[moving]
    total, held, duty = (float(part[wanted].sum()) for part in (slots, filled, there))
    return held, duty, max(0.0, total - held)


def _over_phases(world, start: int, end: int, value):
    """Mean over a stretch of time of what each phase has."""
    return sum((until - since) * value(phase) for phase, since, until in stretches(world, start, end)) / (end - start)
