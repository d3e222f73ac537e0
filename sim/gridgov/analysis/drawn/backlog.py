"""What waited and what was there over time, with bands over replicates, and how much of their time those who work on it had work in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridgov.analysis.drawn.settings import Read, Setting, estimate_at, within_range
from gridgov.analysis.paired import LEVEL, Estimate, t_quantile
from gridgov.text.terms import TERMS

if TYPE_CHECKING:
    from gridgov.study.study import Study

QUEUE, UTILISATION = "queue_", "utilisation_"
#: Columns of daily.csv that are numbers of things there at the end of a day.
STOCKS = ("present", "hidden", "open_records")
LADDER = tuple(TERMS)
WEEK = 7
LEAST_DAYS = 28  # of a series that is drawn by weeks: single days go up and down with the weekend


@dataclass(frozen=True)
class Band:
    """Means over replicates with the interval of each stretch of time by itself; `low` and `high` NaN with one replicate.

    All f8 (stretches,); `days` is the middle of each, counted from the first day of the run.
    """

    days: np.ndarray
    mean: np.ndarray
    low: np.ndarray
    high: np.ndarray
    count: int


@dataclass(frozen=True)
class Backlog:
    """`bands[column][setting]`, None where no run kept the column; `use[tier][setting]` is the share of time with work in hand."""

    settings: tuple[Setting, ...]
    bands: dict[str, tuple[Band | None, ...]]
    use: dict[str, tuple[Estimate, ...]]
    step: int  # days that each stretch of time has
    kept: bool  # whether the plan keeps any column of this kind


def backlog(study: Study, read: Read, settings: Sequence[Setting]) -> Backlog:
    """Of every setting: the kept columns that count what is there or waits, and the use of each tier over the measured period."""
    columns = [name for name in study.plan.series if name in STOCKS or name.startswith(QUEUE)]
    found = _runs(study, {one.point for one in settings}, columns)
    days = min((len(values) for of_point in found.values() for runs in of_point.values() for values in runs), default=0)
    step = WEEK if days >= LEAST_DAYS else 1
    bands = {name: tuple(band_of(runs, step) if (runs := found.get(one.point, {}).get(name)) else None for one in settings) for name in columns}
    names = [name for name in study.store.metric_names() if name.startswith(UTILISATION)]
    tiers = sorted((name.removeprefix(UTILISATION) for name in names), key=lambda tier: (_rung(tier), tier))
    use = {tier: tuple(_use(read, UTILISATION + tier, one) for one in settings) for tier in tiers}
    use = {tier: found for tier, found in use.items() if any(one.mean is not None for one in found)}  # chiefs, where there are none
    return Backlog(tuple(settings), bands, use, step, bool(columns))


def _use(read: Read, metric: str, setting: Setting) -> Estimate:
    return within_range(estimate_at(read(metric), setting.point), metric)


def _rung(tier: str) -> int:
    """Where a tier stands in the ladder; those that a user made up come last."""
    return LADDER.index(tier) if tier in LADDER else len(LADDER)


def _runs(study: Study, points: set[int], columns: Sequence[str]) -> dict[int, dict[str, list[np.ndarray]]]:
    """The series of the runs of some points, by point and column, in the order of replicates."""
    if not columns:
        return {}
    found: dict[int, dict[str, list[np.ndarray]]] = {}
    for point, _, name, values in study.store.series():
        if point in points and name in columns:
            found.setdefault(point, {}).setdefault(name, []).append(values)
    return found


def band_of(runs: Sequence[np.ndarray], step: int) -> Band:
    """The band of some series, by stretches of so many days; a shorter rest at the end is left out."""
    length = min(map(len, runs)) // step * step
    values = np.array([np.asarray(one[:length], float).reshape(-1, step).mean(axis=1) for one in runs])
    mean, count = values.mean(axis=0), len(values)
    half = np.full(len(mean), np.nan)
    if count > 1:
        half = t_quantile(0.5 + LEVEL / 2, count - 1) * values.std(axis=0, ddof=1) / np.sqrt(count)
    days = np.arange(len(mean)) * step + (step - 1) / 2
    return Band(days, mean, mean - half, mean + half, count)
