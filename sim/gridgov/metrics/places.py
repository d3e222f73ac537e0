"""Figures that come once per tier, payer, category, kind of estate or kind of chief, and those of inequality."""

from __future__ import annotations

import numpy as np

from gridgov.metrics.hours import opened, slot_seconds, stretches
from gridgov.metrics.metric import gini, ratio, weighted_quantile
from gridgov.metrics.turnover import cadre_metre_seconds, filled_seconds, held_seconds
from gridgov.tables.dtypes import CADRE, CHIEF_KINDS, DAY, NO_CHIEF, PAYERS

HOUR = 3600


def settled_shares(m) -> dict[str, float | None]:
    """Share of the truly fixed that each tier settled."""
    return {tier: ratio(m.settled[k], m.sums.fixed) for k, tier in enumerate(m.labels.tiers)}


def by_tier(m, of_desks: np.ndarray) -> np.ndarray:
    """Sum over the desks of each tier."""
    return np.bincount(m.world.desk["tier"], of_desks, len(m.world.tier))


def utilisation(m) -> dict[str, float | None]:
    """Open seconds in hand over open seconds of the filled slots."""
    desk_of_worker = np.repeat(np.arange(len(m.world.desk)), m.world.desk["workers"])
    busy = np.bincount(desk_of_worker, m.outcome.workers["busy_s"][:, 1:].sum(axis=1), len(m.world.desk))
    busy, there = by_tier(m, busy), by_tier(m, filled_seconds(m))
    return {tier: ratio(busy[k], there[k]) for k, tier in enumerate(m.labels.tiers)}


def backlog(m) -> dict[str, float | None]:
    """Mean number waiting."""
    queue = by_tier(m, m.outcome.desks["queue_s"])
    return {tier: ratio(queue[k], m.span) for k, tier in enumerate(m.labels.tiers)}


def backlog_growth(m) -> float | None:
    """How much of what was registered has piled up at the desks: mean waiting of the last quarter less that of the first."""
    waiting = m.outcome.queue_daily[m.warmup // DAY :].sum(axis=1)
    quarter = max(1, len(waiting) // 4)
    return ratio(waiting[-quarter:].mean() - waiting[:quarter].mean(), m.sums.registered)


def visit_waits(m) -> dict[str, float | None]:
    """Mean wait of a visit that ended."""
    tally = m.outcome.desks
    waited, visits = by_tier(m, tally["waited_s"]), by_tier(m, tally["starts"] + tally["left"])
    return {tier: ratio(waited[k], visits[k] * DAY) for k, tier in enumerate(m.labels.tiers)}


def own_delay(m) -> float | None:
    """Mean wait of a piece of the departments' own work that was started."""
    return ratio(m.outcome.desks["own_waited_s"].sum(), m.outcome.desks["own_starts"].sum() * DAY)


def costs(m) -> dict[str, float | None]:
    """Yuan a year of each payer."""
    return {payer: ratio(m.ledger.fen[j], 100 * m.years) for j, payer in enumerate(PAYERS)}


def spent(m) -> dict[str, float | None]:
    """Yuan a year that went on each account."""
    return {account: ratio(fen, 100 * m.years) for account, fen in m.ledger.accounts.items()}


def hours(m) -> dict[str, float | None]:
    """Hours a year that each payer bears or gives."""
    seconds = m.ledger.seconds.sum(axis=(0, 2))
    return {payer: ratio(seconds[j], HOUR * m.years) for j, payer in enumerate(PAYERS)}


def task_revenue(m) -> float | None:
    """Yuan a year that the hours of tasks from above bring."""
    world, regimes = m.world, m.labels.regimes
    of_tier = np.array([[0.0 if row.area == "building" else row.task_hours_per_week for row in settings.tier.values()] for settings in regimes])
    yuan = of_tier * np.array([settings.tasks.revenue_yuan_per_hour for settings in regimes])[:, None]
    week, total = np.maximum(world.calendar.open, 1), 0.0
    there = filled_seconds(m) / np.maximum(1, slot_seconds(world))  # who is not there does no tasks
    for phase, start, end in stretches(world, m.warmup, m.end):
        weeks = ((opened(world.calendar, end) - opened(world.calendar, start)) / week)[world.desk["calendar"]]
        now = world.desk_phase[phase]
        total += float((weeks * now["slots"] * there * yuan[now["regime"], world.desk["tier"]]).sum())
    return total / m.years


def by_category(m, part: str, whole: str, scale: float = 1.0) -> dict[str, float | None]:
    """One sum over the births of a category, over another."""
    return {name: ratio(m.of_category[part][c], m.of_category[whole][c], scale) for c, name in enumerate(m.labels.categories)}


def problem_days_of_categories(m) -> dict[str, float | None]:
    """Problem-days per 1,000 residents and year of each category."""
    return {name: ratio(m.of_category["present_s"][c] / DAY, m.residents * m.years, 1000.0) for c, name in enumerate(m.labels.categories)}


def problem_days_of_kinds(m) -> dict[str, float | None]:
    """Problem-days per 1,000 residents and year in the estates of each kind."""
    building, kinds = m.world.building, len(m.labels.kinds)
    days = np.bincount(building["kind"], m.building_s, kinds) / DAY
    people = np.bincount(building["kind"], building["residents"], kinds)
    return {kind: ratio(days[i], people[i] * m.years, 1000.0) for i, kind in enumerate(m.labels.kinds)}


def gap_of_kinds(m) -> float | None:
    """Largest less smallest of the estate kinds that have residents."""
    found = [value for value in problem_days_of_kinds(m).values() if value is not None]
    return max(found) - min(found) if found else None


def chiefs(m, kind: str) -> float:
    """Mean number of buildings with a chief of this kind over the measured period."""
    return held_seconds(m, CHIEF_KINDS.index(kind)).sum() / m.span


def chief_coverage(m) -> float | None:
    """Share of buildings with a chief, mean over the measured period."""
    there = m.span * len(m.world.building)
    return ratio(there - held_seconds(m, NO_CHIEF).sum(), there)


def cadre_distance(m) -> float | None:
    """Mean metres from a cadre chief's home to his building, over the measured period."""
    return ratio(cadre_metre_seconds(m), held_seconds(m, CADRE).sum())


def gini_of_cadres(m) -> float | None:
    """Gini over streets of cadre chiefs per building."""
    street, streets = m.world.building["street"], len(m.labels.streets)
    cadres = held_seconds(m, CADRE) / m.span
    buildings = np.bincount(street, minlength=streets)
    there = buildings > 0
    return gini(np.bincount(street, cadres, streets)[there] / buildings[there], buildings[there])


def branch_mismatch(m) -> float:
    """Mean share of households in grids with another boundary than their party branch, over the measured period."""
    return ratio(sum((end - start) * m.labels.mismatch[phase] for phase, start, end in stretches(m.world, m.warmup, m.end)), m.span)


def _per_household(m) -> tuple[np.ndarray, np.ndarray]:
    """Problem-days per household and year of each building that has households, and their number."""
    households = m.world.building["households"]
    lived = households > 0
    return m.building_s[lived] / DAY / households[lived] / m.years, households[lived]


def gini_of_buildings(m) -> float | None:
    """Gini of problem-days per household."""
    return gini(*_per_household(m))


def spread_of_buildings(m) -> float | None:
    """90 % over 10 % quantile of problem-days per household; None if the lower one is zero."""
    values, households = _per_household(m)
    low, high = weighted_quantile(values, households, 0.1), weighted_quantile(values, households, 0.9)
    return high / low if low else None
