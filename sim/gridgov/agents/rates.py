"""The numbers of a world as plain Python objects: what numpy holds in columns, rules read as attributes."""

from __future__ import annotations

import numpy as np

from gridgov.agents.calendar import Calendar
from gridgov.tables.dtypes import AREA_DEPARTMENTS, CHIEF, NEIGHBOURS, PATROL, RESIDENTS, World


class Row:
    """One row of a table, its columns as attributes."""

    def __init__(self, names: tuple[str, ...], values: tuple):
        for name, value in zip(names, values, strict=True):
            setattr(self, name, value.tolist() if isinstance(value, np.ndarray) else value)


class CategoryRates(Row):
    """One row of the table CATEGORY_RATE."""


class WorkRates(Row):
    """One row of the table WORK_RATE."""


class TierRates(Row):
    """One row of the table TIER_RATE."""


class RuleRates(Row):
    """One row of the table RULE_RATE."""


def read_rows(table: np.ndarray, kind: type[Row] = Row) -> list:
    """The rows of a one-dimensional table as objects (numpy's scalars are slow, and are not Python's numbers)."""
    return [kind(table.dtype.names, values) for values in table.tolist()]


class Regime:
    """One set of rates: rules, categories[c], work[c][k], tiers[k], report_kind[kind], visibility[h][c], gamma_log[c], entry[h]."""

    def __init__(self, world: World, g: int):
        self.rules = read_rows(world.rule_rate[g : g + 1], RuleRates)[0]
        self.categories = read_rows(world.category_rate[g], CategoryRates)
        self.work = [read_rows(row, WorkRates) for row in world.work_rate[g]]
        self.tiers = read_rows(world.tier_rate[g], TierRates)
        self.report_kind = world.report_kind[g].tolist()
        self.visibility = world.visibility[g].tolist()
        self.gamma_log = world.gamma_log[g].tolist()
        self.entry = read_rows(world.entry_rate[g]) if len(world.entry_rate) else None  # None: at once, to the right desk


class Tier:
    """A rung of the ladder and its desks."""

    __slots__ = ("row", "key", "area", "repairs_fund", "climb_when_vacant", "on_call", "is_departments", "desks", "waiting")

    def __init__(self, row: int, key: int, area: int, repairs_fund: int, climb_when_vacant: int, on_call: int):
        self.row, self.key, self.area, self.repairs_fund = row, key, area, repairs_fund
        self.climb_when_vacant, self.on_call = climb_when_vacant, on_call
        self.is_departments = area == AREA_DEPARTMENTS
        self.desks: list = []
        self.waiting = 0  # pieces in the queues of its desks


class Channel:
    """A way in which a problem is noticed."""

    __slots__ = ("row", "key", "of_residents", "of_chiefs", "of_neighbours", "of_patrol", "tier", "calendar", "on_spot")

    def __init__(self, row: int, key: int, kind: int, tier: int, calendar: Calendar, on_spot: int):
        self.row, self.key, self.tier, self.calendar, self.on_spot = row, key, tier, calendar, on_spot
        self.of_residents = kind == RESIDENTS
        self.of_chiefs = kind == CHIEF
        self.of_neighbours = kind == NEIGHBOURS
        self.of_patrol = kind == PATROL
