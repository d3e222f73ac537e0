"""Finding agents by type: the same questions for the agents of the Mesa engine and the views of the compiled one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gridgov.model import import_mesa
from gridgov.model.views import Building, BuildingChief, Department, Desk, Resident, View, Worker
from gridgov.tables.dtypes import AREA_BUILDING, NONE, World

AgentSet = import_mesa().agent.AgentSet


class ByType(dict):
    """Agent sets by type; a type's name, or a type of the other engine with the same name, finds it as well."""

    def __missing__(self, wanted):
        name = wanted if isinstance(wanted, str) else getattr(wanted, "__name__", "")
        for kind in self:
            if kind.__name__ == name:
                return self[kind]
        raise KeyError(wanted)


class Views:
    """The views of a compiled run, each made once when it is first asked for."""

    def __init__(self, model):
        world: World = model.start.world
        self.model = model
        self.kinds = {
            "desk": np.where(world.desk["department"] != NONE, Department, Desk),
            "building": np.full(len(world.building), Building),
            "resident": np.full(len(world.resident), Resident),
            "worker": _worker_kinds(world),
        }
        sizes = [len(kinds) for kinds in self.kinds.values()]
        self.before = dict(zip(self.kinds, np.cumsum([0, *sizes[:-1]]).tolist()))
        self.made: dict[tuple[str, int], View] = {}

    def some(self, table: str, rows: Iterable[int]) -> list[View]:
        """The views of these rows of a table."""
        kinds, before, made = self.kinds[table], self.before[table], self.made
        found = []
        for row in rows:
            view = made.get((table, row))
            if view is None:
                view = made[table, row] = kinds[row](self.model, row, before + row + 1)
            found.append(view)
        return found

    def everyone(self) -> AgentSet:
        """All of them."""
        return AgentSet([view for table, kinds in self.kinds.items() for view in self.some(table, range(len(kinds)))], random=self.model.random)

    def by_type(self) -> ByType:
        """An agent set for each type that the town has."""
        return _OnDemand(self)

    def rows_of(self) -> dict[type, tuple[str, np.ndarray]]:
        """Table and rows of each type that the town has."""
        found = {}
        for table, kinds in self.kinds.items():
            for kind in dict.fromkeys((Desk, Department, Building, Resident, Worker, BuildingChief)):
                rows = np.flatnonzero(kinds == kind)
                if len(rows):
                    found[kind] = (table, rows)
        return found


class _OnDemand(ByType):
    """Makes an agent set when its type is looked up; the types themselves are there from the start."""

    def __init__(self, views: Views):
        self.views, self.rows = views, views.rows_of()
        super().__init__(dict.fromkeys(self.rows))

    def __getitem__(self, wanted):
        if wanted not in self.rows:
            return self.__missing__(wanted)
        if super().__getitem__(wanted) is None:
            table, rows = self.rows[wanted]
            self[wanted] = AgentSet(self.views.some(table, rows.tolist()), random=self.views.model.random)
        return super().__getitem__(wanted)

    def get(self, wanted, default=None):
        try:
            return self[wanted]
        except KeyError:
            return default

    def items(self):
        return [(kind, self[kind]) for kind in self]

    def values(self):
        return [self[kind] for kind in self]


def _worker_kinds(world: World) -> np.ndarray:
    """Type of each worker: a chief if the desk is that of a building which ever has one."""
    chief_desk = np.zeros(len(world.desk), bool)
    ever = (world.building_phase["chief"] != 0).any(axis=0)
    for k in np.flatnonzero(world.tier["area"] == AREA_BUILDING):
        rows = world.desk_of[k][ever]
        chief_desk[rows[rows != NONE]] = True
    return np.where(np.repeat(chief_desk, world.desk["workers"]), BuildingChief, Worker)
