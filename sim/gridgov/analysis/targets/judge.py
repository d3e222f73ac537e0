"""The figures of a sample held against the targets: value, doubt, hit or miss."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.targets.figures import FIGURES
from gridgov.analysis.targets.sample import Sample, sample_of
from gridgov.analysis.targets.table import Target, targets
from gridgov.run import Run, simulate
from gridgov.scenario.load import load_scenario

SEEDS = tuple(range(1, 21))
SCENARIO = "baseline"
#: Two years are measured, so that a second report can follow within a year of many first ones.
LENGTH = {"time.horizon_days": 730}


@dataclass(frozen=True)
class Judged:
    """One target and what the runs gave: `error` is the standard error of the value over seeds (0 where every run has the same)."""

    target: Target
    value: float
    error: float

    @property
    def hit(self) -> bool:
        """Whether the figure lies within the target's tolerance."""
        return self.target.allows(self.value)


def sample_runs(
    seeds: Iterable[int] = SEEDS, values: Mapping[str, Any] | None = None, scenario: str = SCENARIO, tell: Callable[[], Any] = lambda: None
) -> Sample:
    """Runs of a scenario with some parameters changed, as a sample; `tell` is called after each run."""
    checked = load_scenario(scenario, extra=LENGTH | dict(values or {}))

    def runs() -> Iterator[Run]:
        for seed in seeds:
            yield simulate(checked, seed=seed)
            tell()

    return sample_of(runs())


def judge(sample: Sample, wanted: Iterable[Target] | None = None) -> tuple[Judged, ...]:
    """Every target with its figure and the standard error of that over seeds.

    A figure is computed once over all runs together; its error is the jackknife's, which leaves out one run at a time
    (Efron and Tibshirani 1993, chapter 11), and so holds for shares, quantiles and ratios of shares alike.
    """
    wanted = tuple(targets() if wanted is None else wanted)
    left_out = [[FIGURES[target.id](less) for target in wanted] for less in (sample.without(run) for run in range(sample.runs))]
    return tuple(
        Judged(target, float(FIGURES[target.id](sample)), _jackknife([row[place] for row in left_out])) for place, target in enumerate(wanted)
    )


def _jackknife(values: list[float]) -> float:
    count, mean = len(values), math.fsum(values) / len(values)
    return math.sqrt((count - 1) / count * math.fsum((value - mean) ** 2 for value in values))
