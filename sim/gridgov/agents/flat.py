"""A town as bytes: every agent, problem and leg written by itself, with names in place of links."""

from __future__ import annotations

import io
import pickle

from gridgov.agents.building import Building
from gridgov.agents.department import Department
from gridgov.agents.desk import Desk
from gridgov.agents.leg import Leg
from gridgov.agents.people import BuildingChief, Resident, Worker
from gridgov.agents.problem import Problem
from gridgov.agents.record import Record
from gridgov.agents.town import Town
from gridgov.tables.dtypes import NONE

_AGENTS = frozenset((Building, Resident, Desk, Department, Worker, BuildingChief))
_MESA_ATTRIBUTES = frozenset(("model", "unique_id", "pos"))


class _Writer(pickle.Pickler):
    """Pickles names for agents, problems and legs, so that depth stays small whatever the size of the town."""

    def __init__(self, file, agents: list):
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.places = {agent.unique_id: place for place, agent in enumerate(agents)}

    def persistent_id(self, thing):
        kind = type(thing)
        if kind in _AGENTS:
            return "agent", self.places[thing.unique_id]
        if kind is Problem:
            return "problem", thing.row
        if kind is Leg and thing.row != NONE:
            return "leg", thing.row
        return None


class _Reader(pickle.Unpickler):
    """Finds the things that `_Writer` named."""

    def __init__(self, file, things: dict[str, list]):
        super().__init__(file)
        self.things = things

    def persistent_load(self, name):
        kind, number = name
        return self.things[kind][number]


def town_agents(town: Town) -> list:
    """All agents of a town."""
    return [*town.desks, *town.buildings, *town.residents, *town.workers]


def write_town(town: Town) -> bytes:
    """Everything a town holds but its model."""
    file = io.BytesIO()
    agents = town_agents(town)
    states = [{name: value for name, value in vars(agent).items() if name not in _MESA_ATTRIBUTES} for agent in agents]
    problems = [[getattr(problem, name) for name in Record.__slots__] for problem in town.problems]
    legs = [[getattr(leg, name) for name in Leg.__slots__] for leg in town.legs]
    _Writer(file, agents).dump((town, states, problems, legs))
    return file.getvalue()


def read_town(data: bytes, agents: list, problems: int, legs: int) -> Town:
    """The town of `write_town`, given its agents in order (empty, filled here) and the numbers of its problems and legs."""
    things = {
        "agent": agents,
        "problem": [Problem.__new__(Problem) for _ in range(problems)],
        "leg": [Leg.__new__(Leg) for _ in range(legs)],
    }
    town, agent_states, problem_states, leg_states = _Reader(io.BytesIO(data), things).load()
    for agent, state in zip(agents, agent_states, strict=True):
        vars(agent).update(state)
    for rows, names, states in (
        (things["problem"], Record.__slots__, problem_states),
        (things["leg"], Leg.__slots__, leg_states),
    ):
        for row, values in zip(rows, states, strict=True):
            for name, value in zip(names, values, strict=True):
                setattr(row, name, value)
    return town
