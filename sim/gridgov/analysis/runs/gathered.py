"""All that charts show of exemplar runs, reckoned run by run: the tables of one run are let go of before the next is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.runs.enduring import GROUPS, Curve, curves_of
from gridgov.analysis.runs.flow import Flow, flow_of
from gridgov.analysis.runs.inequality import Inequality, inequality_of
from gridgov.analysis.runs.people import People, people_of
from gridgov.analysis.runs.places import LEVELS, CityMap, city_map
from gridgov.analysis.runs.stages import Stages, stages_of
from gridgov.exemplars import Exemplars
from gridgov.scenario.scenario import Scenario


@dataclass(frozen=True, eq=False)
class RunFigures:
    """What charts show of one run."""

    seed: int
    days: int  # of the measured period
    maps: dict[str, CityMap]  # by LEVELS
    stages: Stages | None
    curves: dict[str, tuple[Curve, ...]]  # by GROUPS
    flow: Flow | None
    inequality: Inequality
    people: People


@dataclass(frozen=True, eq=False)
class Side:
    """One policy: the run that stands for it, and other runs under it (the same seeds on every side)."""

    label: str
    scenario: Scenario
    run: RunFigures
    others: tuple[RunFigures, ...] = ()

    @property
    def runs(self) -> tuple[RunFigures, ...]:
        """All of them, first the one that stands for the others."""
        return (self.run, *self.others)


@dataclass(frozen=True, eq=False)
class Shown:
    """One side or two, and how their first runs were chosen."""

    sides: tuple[Side, ...]
    exemplars: Exemplars


def figures_of(run) -> RunFigures:
    """Everything about one run; the flow and where the days went need its event log."""
    return RunFigures(
        run.seed, run.scenario.settings.time.horizon_days, {level: city_map(run, level) for level in LEVELS}, stages_of(run),
        {by: curves_of(run, by) for by in GROUPS}, flow_of(run), inequality_of(run), people_of(run),
    )  # fmt: skip


def distinct(found: Mapping[str, Exemplars]) -> list[Exemplars]:
    """The exemplars of which each has another seed, in their order: with few seeds the median is an extreme too."""
    seeds: dict[int, Exemplars] = {}
    for one in found.values():
        seeds.setdefault(one.runs[0].seed, one)
    return list(seeds.values())


def days_of(found: Mapping[str, Exemplars]) -> int:
    """Days that `gather` tells of."""
    times = [run.scenario.settings.time for one in distinct(found) for run in one.runs]
    return sum(time.warmup_days + time.horizon_days for time in times)


def gather(found: Mapping[str, Exemplars], progress: Callable[[int], Any] | None = None, keep: Callable[[Any], Any] = lambda run: None) -> Shown:
    """Make or read the runs of `gridgov.exemplars.find_each`, and reckon what is shown; `progress` is called with days that have ended.

    The first of `found` stands for the others, and `keep` is given its runs, one after the other; runs that have several names are made once.
    """
    first, *others = distinct(found)
    sides = []
    for place, exemplar in enumerate(first.runs):
        run = first.make(place, events=True, progress=progress)
        keep(run)
        figures = figures_of(run)
        del run
        rest = tuple(figures_of(one.make(place, events=True, progress=progress)) for one in others)
        sides.append(Side(exemplar.label, exemplar.scenario, figures, rest))
    return Shown(tuple(sides), first)
