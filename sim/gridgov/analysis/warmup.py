"""Is the warm-up long enough? MSER-5 on open cases and problems present of a town that starts empty: `python -m gridgov.analysis.warmup`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gridgov.scenario.data import scenario_names
from gridgov.scenario.load import load_scenario

BATCH = 5  # days: the 5 of MSER-5
KEPT = 5  # batches that a cut leaves at least: the mean of fewer is near zero spread by chance
DAYS, REPLICATES = 730, 3
#: The series that are judged, and the one that is only shown: it follows from all that residents have lived through.
OPEN, PRESENT, TRUST = SERIES = ("open_records", "present", "trust")
NO_SEASON = {"birth.season_amplitude": 0.0}
AFTER = 10  # days after the warm-up that are held against the level of the steady state
PAGE = Path("docs/background/warmup.md")


@dataclass(frozen=True)
class Cut:
    """Where MSER-5 cuts a series. `day` is the first day kept, None where it finds no steady state; `level` the mean of what is kept."""

    day: int | None
    level: float


@dataclass(frozen=True, eq=False)
class Town:
    """One scenario that started empty: its usual warm-up, and its mean daily series without the season and with it, f8 (DAYS,) each."""

    name: str
    residents: int
    warmup_days: int
    season: float
    steady: Mapping[str, np.ndarray]
    seasonal: Mapping[str, np.ndarray]

    def cut(self, series: str) -> Cut:
        """Where a series is cut, the season being off."""
        return mser5(self.steady[series])

    @property
    def days_needed(self) -> int | None:
        """The later of the cuts of the two series that are judged; None where one of them finds no steady state."""
        days = [self.cut(series).day for series in (OPEN, PRESENT)]
        return None if None in days else max(days)

    @property
    def verdict(self) -> str:
        """Whether the usual warm-up reaches to the cuts."""
        if self.days_needed is None:
            return "no steady state found"
        return "enough" if self.days_needed <= self.warmup_days else f"too few: {self.days_needed}"

    def off(self, series: str) -> float | None:
        """How far the first days after the usual warm-up lie from the level of the steady state, as a share of it."""
        level, after = self.cut(series).level, self.steady[series][self.warmup_days : self.warmup_days + AFTER]
        return float(after.mean() / level - 1) if level else None


def mser5(series: Sequence[float]) -> Cut:
    """The cut of a series that makes the standard error of the mean of the rest least.

    The rule is White's (1997, An effective truncation heuristic for bias reduction in simulation output, Simulation 69(6), 323-334),
    taken on means of five observations (White, Cobb and Spratt 2000, A comparison of five steady-state truncation heuristics for
    simulation, Winter Simulation Conference, 755-760); why it nearly makes the mean squared error of the mean least: White and Robinson
    (2010, The problem of the initial transient (again), or why MSER works, Journal of Simulation 4(4), 268-272). A cut in the second half
    says that the series is too short or has no steady state.

    Parameters
    ----------
    series : f8 (days,), one run or the mean of several, day by day; days beyond a whole number of batches are left out

    Raises
    ------
    ValueError
        If fewer than twice KEPT batches are given, so that no cut in the first half could leave enough.
    """
    count = len(series) // BATCH
    if count < 2 * KEPT:
        raise ValueError(f"MSER-5 needs at least {2 * KEPT * BATCH} days, not {len(series)}")
    means = np.asarray(series, np.float64)[: count * BATCH].reshape(count, BATCH).mean(axis=1)
    rests = [means[cut:] for cut in range(count - KEPT + 1)]
    cut = int(np.argmin([np.square(rest - rest.mean()).sum() / len(rest) ** 2 for rest in rests]))
    return Cut(cut * BATCH if 2 * cut <= count else None, float(rests[cut].mean()))


def mean_series(name: str, changes: Mapping[str, Any], replicates: int, tell: Callable[[int], Any]) -> dict[str, np.ndarray]:
    """Means over replicates (Welch), day by day from an empty town without a warm-up, of each of SERIES, f8 (DAYS,)."""
    from gridgov.run import simulate

    scenario = load_scenario(name, extra={"time.warmup_days": 0, "time.horizon_days": DAYS, **changes})
    total = {series: np.zeros(DAYS) for series in SERIES}
    for seed in range(1, replicates + 1):
        daily = simulate(scenario, seed=seed).outcome.daily
        for series in SERIES:
            total[series] += daily[series]
        tell(1)
    return {series: values / replicates for series, values in total.items()}


def watch(name: str, replicates: int = REPLICATES, tell: Callable[[int], Any] = lambda runs: None) -> Town:
    """A scenario, started empty, with the season off and on; `tell` hears of each run."""
    usual = load_scenario(name).settings
    steady = mean_series(name, NO_SEASON, replicates, tell)
    seasonal = mean_series(name, {}, replicates, tell) if usual.birth.season_amplitude else steady
    return Town(name, usual.city.residents, usual.time.warmup_days, usual.birth.season_amplitude, steady, seasonal)


def main(arguments: list[str] | None = None) -> int:
    """Watch the scenarios and print the page; with `--write`, write it too."""
    from tqdm import tqdm

    from gridgov.analysis.warmup_page import page

    parser = argparse.ArgumentParser(prog="python -m gridgov.analysis.warmup", description=__doc__)
    parser.add_argument("--scenario", action="append", help="only this one; may be repeated (default: all that are shipped)")
    parser.add_argument("--replicates", type=int, default=REPLICATES, help=f"runs that a series is the mean of (default {REPLICATES})")
    parser.add_argument("--write", nargs="?", type=Path, const=PAGE, metavar="FILE", help=f"write the page (default {PAGE}, from a checkout)")
    asked = parser.parse_args(arguments)
    if asked.replicates < 1:
        parser.error("at least one run is needed")
    if asked.write and (asked.scenario or asked.replicates != REPLICATES):
        parser.error(f"the page is about all shipped scenarios, {REPLICATES} runs each: leave out --scenario and --replicates")
    names = asked.scenario or scenario_names()
    try:
        with tqdm(total=2 * asked.replicates * len(names), unit=" runs", leave=False, disable=None) as bar:
            text = page([watch(name, asked.replicates, bar.update) for name in names], asked.replicates)
    except KeyboardInterrupt:
        return 130
    sys.stdout.write(text)
    if asked.write:
        partial = asked.write.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(asked.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
