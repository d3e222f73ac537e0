"""A lever on trial: run at its ends by both engines, and what of a run it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from gridgov.metrics import Measured, measure
from gridgov.scenario.lever import Lever
from gridgov.tables.build import Start, build
from gridgov.text.faults import Faults
from tests.parity.acting import ACTS, FIGURES, LABELS
from tests.parity.companions import INVALID, TOO_LARGE, Changes
from tests.parity.compare import first_difference, run_agents, run_compiled
from tests.parity.levers import End, ends, paths_of, town_of

ENDS = {end.name: end for end in ends()}
SEED = 4
#: The weights of an experience add up to 1: none of them is moved alone.
WEIGHTS = ("learning.on_time", "learning.fixed", "learning.informed")
#: What of a run two values of a lever change: the tables; nothing but the figures made from them, and the money; or no byte at all.
NOTHING, MONEY, TABLES = range(3)
Beside = tuple[tuple[str, object], ...]
#: What worlds gave that were run before, by digest of the world: many an end is what the town has anyway. The second is what the engines
#: differ in, once both were asked.
TABLES_OF: dict[str, str] = {}
DIFFERENCE_OF: dict[str, str | None] = {}


class Given(NamedTuple):
    """What a run gives out, as digests."""

    tables: str
    figures: str


def companions_of(name: str) -> Changes | None:
    """What has to stand beside an end so that it can be run; None if it cannot."""
    return (INVALID | TOO_LARGE).get(name, ("", {}))[1]


def digest(tables: tuple) -> str:
    """Digest of every byte of a tuple of tables and numbers, which may hold another."""
    found = hashlib.sha256()
    for field in tables:
        if isinstance(field, np.ndarray):
            found.update(repr((field.dtype, field.shape)).encode())
            found.update(field.tobytes())
        else:
            found.update((digest(field) if isinstance(field, tuple) else repr(field)).encode())
    return found.hexdigest()


def differs(runs: Iterable[Given]) -> int:
    """The most that differs between any two of these runs."""
    runs = list(runs)
    if len({run.tables for run in runs}) > 1:
        return TABLES
    return MONEY if len({run.figures for run in runs}) > 1 else NOTHING


class Trial:
    """A lever at all its ends.

    Attributes
    ----------
    parts : dict
        By name of an end at which the engines part, the first difference in words.
    found : dict
        What the runs gave, by what stands beside the lever and by name of the end: runs of one place differ in the values of this lever and in
        nothing else.
    """

    def __init__(self, lever: Lever):
        self.lever = lever
        self.parts: dict[str, str] = {}
        self.found: dict[Beside, dict[str, Given]] = {}
        self._own = set(WEIGHTS if lever.path in WEIGHTS else paths_of(lever))
        self._ends = [end for end in ENDS.values() if end.lever is lever]
        for end in self._ends:
            beside = companions_of(end.name)
            if beside is not None:
                self._try(end, beside)

    def between_ends(self) -> int:
        """What differs between two ends (of all the lever's values at once) beside which all else is the same."""
        whole = {end.name: end.changes for end in self._ends if end.reach != "one"}
        most = max(differs(run for name, run in runs.items() if name in whole) for runs in self.found.values())
        if most > NOTHING:
            return most
        # each end has companions of its own: try the others beside them, too
        small = {name: changes for name, changes in whole.items() if name not in TOO_LARGE}
        for beside, runs in self.found.items():
            here = [run for name, run in runs.items() if name in whole]
            if here:
                most = max(most, differs(here + self._more({name: moved for name, moved in small.items() if name not in runs}, beside)))
        return most

    def from_the_town(self) -> int:
        """What differs between any two values, the town's own among them, beside which all else is the same."""
        return max(differs([*runs.values(), *self._more({"": {}}, beside)]) for beside, runs in self.found.items())

    def _start(self, moved: Changes, beside: Mapping[str, object]) -> Start:
        return build(town_of(self.lever, {**ACTS.get(self.lever.path, {}), **moved, **beside}), SEED)

    def _try(self, end: End, beside: Changes) -> None:
        start = self._start(end.changes, beside)
        world = digest(start.world)
        if world not in DIFFERENCE_OF:
            outcome = run_compiled(start.world)
            difference = first_difference(outcome, run_agents(start.world), ("compiled", "agents"))
            DIFFERENCE_OF[world] = difference if len(outcome.daily) else "no day was run"
            TABLES_OF[world] = digest(outcome)
        if DIFFERENCE_OF[world] is not None:
            self.parts[end.name] = DIFFERENCE_OF[world]
        others = tuple(sorted((path, value) for path, value in beside.items() if path not in self._own))
        self.found.setdefault(others, {})[end.name] = self._given(start)

    def _more(self, values: Mapping[str, Changes], beside: Beside) -> list[Given]:
        """What the compiled engine gives at more values; those that are refused beside the others are left out."""
        given = []
        for moved in values.values():
            try:
                start = self._start(moved, dict(beside))
            except Faults:
                continue
            given.append(self._given(start))
        return given

    def _given(self, start: Start) -> Given:
        world, figures = digest(start.world), ""
        # nobody asks for the figures of a lever that changes the tables
        asked = self.lever.path in FIGURES or self.lever.path in LABELS
        if asked or world not in TABLES_OF:
            outcome = run_compiled(start.world)
            TABLES_OF[world] = digest(outcome)
            if asked:
                measured = Measured(outcome, start.world, start.labels)
                figures = repr((measure(measured), measured.ledger.fen.tobytes()))
        return Given(TABLES_OF[world], figures)
