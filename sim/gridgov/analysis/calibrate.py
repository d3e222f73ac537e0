"""Fit the free parameters to the targets: `python -m gridgov.analysis.calibrate` prints the defaults that come nearest.

Bounded least squares (scipy's trust region) in units of tolerance: a figure at the edge of its tolerance counts 1. All steps meet the same
cities, seeds and draws (common random numbers), so the sum is nearly smooth and a second call prints the same numbers. Free parameters are weakly
held where judgement had put them (PULL), so that what no target speaks of stays. It writes nothing: the numbers are carried into `free.csv` and
the declarations by hand, and a test holds the two together. Policies have no part in it.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from gridgov.analysis.targets.figures import FIGURES
from gridgov.analysis.targets.free import DECIMALS, Free, defaults_at, free_parameters
from gridgov.analysis.targets.judge import judge, sample_runs
from gridgov.analysis.targets.sample import Sample
from gridgov.analysis.targets.table import FIT, Target, targets

#: The cost of a parameter at the other end of its bounds, in tolerances: judgement is worth something, a published figure more.
PULL = 1.0
#: Part of the way between its bounds by which a parameter is moved to see what it does: small steps drown in chance.
STEP = 0.06
SEEDS, ROUNDS = 20, 8
FINE = 12  # decimals of defaults during the fit: rounded ones would make steps of it


def distance(target: Target, value: float) -> float:
    """How far a figure lies from the target's value, on its scale, in units of the tolerance to that side."""
    scale = {"log": math.log, "logit": lambda share: math.log(share / (1 - share))}[target.scale]
    tiny = 1e-6
    inside = min(max(value, tiny), 1 - tiny) if target.scale == "logit" else max(value, tiny)
    off = scale(inside) - scale(target.value)
    edge = scale(target.high if off > 0 else target.low) - scale(target.value)
    return off / abs(edge)


class Fit:
    """The sum of squares as a function of the parameters' places between their bounds, and the best so far."""

    def __init__(self, free: tuple[Free, ...], wanted: tuple[Target, ...], seeds: range, tell: Callable[[], Any]):
        self.free, self.wanted, self.seeds, self.tell = free, wanted, seeds, tell
        self.start = np.array([one.share(one.start) for one in free])
        self.best, self.least = self.start, math.inf
        self._known: dict[bytes, np.ndarray] = {}

    def numbers(self, shares: np.ndarray) -> dict[str, float]:
        """The free parameters' numbers by name."""
        return {one.id: one.at(float(share)) for one, share in zip(self.free, shares)}

    def residuals(self, shares: np.ndarray) -> np.ndarray:
        """Distances from the targets, then those from judgement, (targets + parameters,)."""
        key = np.ascontiguousarray(shares).tobytes()
        if key not in self._known:
            sample = self.sample(self.numbers(shares), FINE)
            off = [distance(target, FIGURES[target.id](sample)) for target in self.wanted]
            self._known[key] = np.array([*off, *(PULL * (shares - self.start))])
            self.tell()
            cost = float(self._known[key] @ self._known[key])
            if cost < self.least:
                self.best, self.least = np.array(shares), cost
        return self._known[key]

    def slopes(self, shares: np.ndarray) -> np.ndarray:
        """The residuals' derivatives by steps towards the middle, (targets + parameters, parameters)."""
        here, columns = self.residuals(shares), []
        for place, share in enumerate(shares):
            step = STEP if share < 0.5 else -STEP
            moved = shares.copy()
            moved[place] += step
            columns.append((self.residuals(moved) - here) / step)
        return np.array(columns).T

    def sample(self, numbers: Mapping[str, float], decimals: int = DECIMALS) -> Sample:
        """Runs of the baseline at these numbers."""
        return sample_runs(self.seeds, defaults_at(dict(numbers), decimals))


def main(arguments: list[str] | None = None) -> int:
    """Fit and print; 130 if it was interrupted, when the best so far is printed."""
    from scipy.optimize import least_squares
    from tqdm import tqdm

    parser = argparse.ArgumentParser(prog="python -m gridgov.analysis.calibrate", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"runs of each step (default {SEEDS})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"steps of the fit (default {ROUNDS})")
    asked = parser.parse_args(arguments)
    if asked.seeds < 2 or asked.rounds < 1:
        parser.error("the fit needs at least two seeds, whose spread is the doubt of its figures, and one step")
    free, wanted = free_parameters(), targets(FIT)
    code = 0
    with tqdm(total=asked.rounds * (len(free) + 1), unit=" steps", leave=False, disable=None) as bar:
        fit = Fit(free, wanted, range(1, asked.seeds + 1), bar.update)
        try:
            least_squares(fit.residuals, fit.start, fit.slopes, bounds=(0, 1), xtol=1e-3, ftol=1e-3, max_nfev=asked.rounds)
        except KeyboardInterrupt:
            code = 130
    if not math.isfinite(fit.least):
        return code
    report(fit)
    return code


def report(fit: Fit) -> None:
    """Print the numbers found, the defaults that they make, and where every target stands."""
    numbers = {name: round(number, 2) for name, number in fit.numbers(fit.best).items()}
    print(f"sum of squares {fit.least:.3f}, at the start {float(np.square(fit.residuals(fit.start)).sum()):.3f}\n\nfitted numbers (free.csv)")
    for one in fit.free:
        print(f"  {one.id:18s} {numbers[one.id]:8.3f}   from {one.start:g}, within [{one.low:g}, {one.high:g}]")
    print("\ndefaults (scenario/levers.py)")
    for path, value in defaults_at(numbers).items():
        print(f"  {path} = {value:g}")
    print("\ntargets")
    for judged in judge(fit.sample(numbers)):
        target = judged.target
        allowed, verdict = f"[{target.low:g}, {target.high:g}]", "hit" if judged.hit else "MISS"
        print(f"  {target.use:8s} {target.id:24s} {judged.value:10.4f} +- {judged.error:<8.4f} {target.value:8g} {allowed:16s} {verdict}")


if __name__ == "__main__":
    sys.exit(main())
