"""Who came and went: who held posts and slots for how long, where people are not fixed beforehand."""

from __future__ import annotations

import numpy as np

from gridgov.metrics.hours import slot_seconds, stretches
from gridgov.metrics.metric import ratio
from gridgov.tables.dtypes import AREA_BUILDING, CADRE, CHIEF_KINDS, DAY, RESIDENT_CHIEF, Outcome, World

YEAR = 365 * DAY


def fluid_workers(outcome: Outcome, world: World) -> np.ndarray:
    """Workers whose shifts are those of the table of shifts, because they come and go: bool (W,)."""
    if not len(outcome.shifts):
        return np.zeros(len(outcome.workers), bool)
    tiers = (world.turnover > 0) | ((world.tier["area"] == AREA_BUILDING) & (world.switch["posts"][0] > 0))
    return np.repeat(tiers[world.desk["tier"]], world.desk["workers"])


def filled_seconds(m) -> np.ndarray:
    """Open seconds of the filled slots of each desk in the measured period, i8 (D,)."""
    total, fluid = slot_seconds(m.world), fluid_workers(m.outcome, m.world)
    if fluid.any():
        desk = np.repeat(np.arange(len(m.world.desk)), m.world.desk["workers"])
        opened = np.bincount(desk[fluid], m.outcome.shifts["open_s"][fluid, 1:].sum(axis=1), len(total)).astype(np.int64)
        total = np.where(np.bincount(desk[fluid], minlength=len(total)) > 0, opened, total)
    return total


def chief_payers(outcome: Outcome, world: World, column: int) -> tuple[np.ndarray, np.ndarray]:
    """Desks of posts that somebody held in a ledger month, and whether it was a resident who held them last: i8 and bool."""
    kind = outcome.posts["kind"][:, column]
    desks = world.desk_of[world.tier["area"] == AREA_BUILDING][:, world.post]
    there = (desks >= 0) & (kind > 0)
    return desks[there], np.broadcast_to(kind == RESIDENT_CHIEF, desks.shape)[there]


def held_seconds(m, kind: int) -> np.ndarray:
    """Seconds of the measured period for which each building had a chief of this kind, f8 (B,)."""
    if not m.world.switch["posts"][0]:
        return over_phases(m, m.world.building_phase["chief"] == kind)
    buildings = np.zeros((len(CHIEF_KINDS), len(m.world.building)))
    books = m.outcome.posts[:, 1:]
    buildings[CADRE, m.world.post] = books["cadre_s"].sum(axis=1, dtype=np.int64)
    buildings[RESIDENT_CHIEF, m.world.post] = books["resident_s"].sum(axis=1, dtype=np.int64)
    buildings[0] = m.span - buildings[1:].sum(axis=0)
    return buildings[kind]


def cadre_metre_seconds(m) -> float:
    """Metres between the homes of cadre chiefs and their buildings, times the seconds of the measured period for which they served."""
    if not m.world.switch["posts"][0]:
        return float(over_phases(m, m.labels.chief_distance_m).sum())
    return float(m.outcome.posts["metre_s"][:, 1:].sum())


def over_phases(m, values: np.ndarray) -> np.ndarray:
    """Sum over the measured period of a quantity of each phase and building, times the seconds that the phase lasts: f8 (B,)."""
    return sum((end - start) * values[phase].astype(float) for phase, start, end in stretches(m.world, m.warmup, m.end))


def chief_turnover(m) -> float | None:
    """Residents who gave up their post per resident chief and year."""
    return ratio(m.outcome.months["quits"][1:].sum() * YEAR, held_seconds(m, RESIDENT_CHIEF).sum())


def staff_turnover(m) -> float | None:
    """Workers who quit per filled slot and year."""
    filled = filled_seconds(m) / np.maximum(1, slot_seconds(m.world)) * sum(
        (end - start) * m.world.desk_phase["slots"][phase].astype(float) for phase, start, end in stretches(m.world, m.warmup, m.end)
    )  # fmt: skip
    return ratio(m.outcome.months["left"][1:].sum() * YEAR, filled[_staff(m)].sum())


def staff_vacancy_share(m) -> float | None:
    """Open time of slots that nobody filled, over that of all slots."""
    slots, staff = slot_seconds(m.world), _staff(m)
    return ratio((slots - filled_seconds(m))[staff].sum(), slots[staff].sum())


def _staff(m) -> np.ndarray:
    """Desks whose staff comes and goes, or those of all staff where none does: bool (D,)."""
    tiers = m.world.turnover > 0
    return (tiers if tiers.any() else m.world.tier["area"] != AREA_BUILDING)[m.world.desk["tier"]]
