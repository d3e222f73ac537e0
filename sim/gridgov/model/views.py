"""The agents of the compiled engine: thin views, made when somebody asks, that read the kernel's tables.

They have the names and the attributes that a reader of `gridgov.agents` expects; nothing can be changed through them.
"""

from __future__ import annotations

import numpy as np

from gridgov.model import import_mesa
from gridgov.tables.dtypes import CHIEF_KINDS, NONE, SEVERITY_NAMES, STATE_NAMES

mesa = import_mesa()


class View(mesa.Agent):
    """A row of a table. Agents number from 1: desks, buildings, residents, workers."""

    def __init__(self, model, row: int, unique_id: int):
        # mesa's own constructor would enter it into the model's lists, which a view must not grow
        self.model = model
        self.row = row
        self.unique_id = unique_id
        self.pos = None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.row}>"

    @property
    def _world(self):
        return self.model.start.world

    @property
    def _labels(self):
        return self.model.start.labels

    @property
    def _state(self):
        return self.model.engine.state

    @property
    def _phase(self) -> int:
        return int(self._state.clock["phase"][0])


def _problem(case, labels) -> dict:
    words = {"category": labels.categories[case["category"]], "severity": SEVERITY_NAMES[case["severity"]], "state": STATE_NAMES[case["state"]]}
    return {**words, "born": int(case["born"])}


class Desk(View):
    """A desk of one tier in one area."""

    @property
    def name(self) -> str:
        """Tier and area."""
        return self._labels.desks[self.row]

    @property
    def tier(self) -> str:
        """Name of the tier."""
        return self._labels.tiers[self._world.desk["tier"][self.row]]

    @property
    def x(self) -> float:
        """Metres east."""
        return float(self._world.desk["x"][self.row])

    @property
    def y(self) -> float:
        """Metres north."""
        return float(self._world.desk["y"][self.row])

    @property
    def waiting(self) -> int:
        """Cases and calls that wait here now."""
        return int(self._state.desk["waiting"][self.row])

    @property
    def slots(self) -> int:
        """Slots filled now."""
        return int(self._state.desk["filled"][self.row])

    @property
    def speed(self) -> float:
        """Share of the shift left for cases."""
        return float(self._state.desk["speed"][self.row])

    @property
    def acts(self) -> bool:
        """Whether the desk takes cases."""
        return bool(self._state.desk["acts"][self.row])

    @property
    def workers(self) -> list:
        """Its workers, those of empty slots included."""
        row = self._world.desk[self.row]
        first = int(row["first_worker"])
        return self.model.views.some("worker", range(first, first + int(row["workers"])))


class Department(Desk):
    """A desk of the departments' tier."""

    @property
    def department(self) -> str:
        """Name of the department."""
        return self._labels.departments[self._world.desk["department"][self.row]]


class Building(View):
    """A building with its residents."""

    @property
    def name(self) -> str:
        """Its id."""
        return self._labels.buildings[self.row]

    @property
    def kind(self) -> str:
        """Kind of its estate."""
        return self._labels.kinds[self._world.building["kind"][self.row]]

    @property
    def x(self) -> float:
        """Metres east."""
        return float(self._world.building["x"][self.row])

    @property
    def y(self) -> float:
        """Metres north."""
        return float(self._world.building["y"][self.row])

    @property
    def households(self) -> int:
        """Number of households."""
        return int(self._world.building["households"][self.row])

    @property
    def open(self) -> int:
        """Problems present now."""
        return int(self._state.place["open"][self.row])

    @property
    def reputation(self) -> float:
        """Reputation of the service here."""
        return float(self._state.place["reputation"][self.row])

    @property
    def chief(self) -> str:
        """Kind of chief now: none, cadre or resident."""
        if len(self._state.post) and self._state.clock["month"][0] > 0:  # they come and go, and the first month has begun
            return CHIEF_KINDS[self._state.post["kind"][self.row]]
        return CHIEF_KINDS[self._world.building_phase["chief"][self._phase, self.row]]

    @property
    def residents(self) -> list:
        """Who lives here."""
        row = self._world.building[self.row]
        first = int(row["first"])
        return self.model.views.some("resident", range(first, first + int(row["residents"])))

    @property
    def desks(self) -> list:
        """The right desk of each tier, None where a place has none."""
        rows = self._world.desk_of[:, self.row].tolist()
        return [None if row == NONE else self.model.views.some("desk", [row])[0] for row in rows]

    @property
    def problems(self) -> list[dict]:
        """Its problems so far that are still present: category, severity, state, second of birth."""
        ticket = self._state.case_ticket[: int(self._state.clock["cases"][0])]
        cases = self._state.case[ticket[ticket != NONE]]
        rows = np.flatnonzero((cases["building"] == self.row) & (cases["gone"] == NONE))
        return [_problem(cases[row], self._labels) for row in rows]


class Resident(View):
    """Someone who lives in a building."""

    @property
    def building(self) -> Building:
        """Where the resident lives."""
        first = self._world.building["first"]
        # empty buildings share their first row with the next one
        row = int(np.searchsorted(first + self._world.building["residents"], self.row, side="right"))
        return self.model.views.some("building", [row])[0]

    @property
    def trust(self) -> float:
        """Trust in the service, in [0, 1]."""
        return float(self._state.resident["trust"][self.row])

    @property
    def satisfaction(self) -> float:
        """Satisfaction with it, in [0, 1]."""
        return float(self._state.resident["satisfaction"][self.row])

    @property
    def propensity(self) -> float:
        """Readiness to report, a standard normal number."""
        return float(self._state.resident["propensity"][self.row])


class Worker(View):
    """The holder of a slot of a desk."""

    @property
    def desk(self) -> Desk:
        """Where the worker works."""
        row = int(np.searchsorted(self._world.desk["first_worker"] + self._world.desk["workers"], self.row, side="right"))
        return self.model.views.some("desk", [row])[0]

    @property
    def slot(self) -> int:
        """Place at the desk."""
        return self.row - int(self._world.desk["first_worker"][self.desk.row])

    @property
    def busy(self) -> list[int]:
        """Open seconds with a piece in hand, by ledger month; booked when a piece ends."""
        return self._state.worker_month["busy_s"][:, self.row].tolist()

    @property
    def travel(self) -> list[int]:
        """The part of them on the way."""
        return self._state.worker_month["travel_s"][:, self.row].tolist()


class BuildingChief(Worker):
    """The holder of a chief's post."""
