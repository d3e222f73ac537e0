"""How equal the grids are: what a run reports of its delineation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Balance:
    """The balance reached, over all grids of the city. A ratio is None where there is nothing to share out."""

    grids: int
    contiguous: int  # grids in one piece
    households_cv: float | None  # coefficient of variation of households per grid
    households_peak: float | None  # the largest grid over the mean
    workload_cv: float | None  # of the expected hours of work
    workload_peak: float | None


def measure_balance(of_building: np.ndarray, grids: int, piece: np.ndarray, households: np.ndarray, hours: np.ndarray) -> Balance:
    """The balance of a delineation.

    Parameters
    ----------
    of_building
        Grid of each building, whole numbers (B,).
    grids
        How many there are.
    piece
        The connected piece of its grid in which each building lies, i8 (B,).
    households, hours
        What each building has (B,): households, and expected hours of work a year.
    """
    found = [spread_of(np.bincount(of_building, weights=what, minlength=grids)) for what in (households, hours)]
    # a grid in one piece gives as many pairs of grid and piece as there are grids
    count = np.bincount(np.unique(of_building.astype(np.int64) * (len(piece) + 1) + piece) // (len(piece) + 1), minlength=grids)
    return Balance(grids, int((count == 1).sum()), *found[0], *found[1])


def spread_of(loads: np.ndarray) -> tuple[float | None, float | None]:
    """Coefficient of variation, and the largest over the mean, of the grids' loads, f8 (grids,)."""
    mean = float(loads.mean())
    return (float(loads.std()) / mean, float(loads.max()) / mean) if mean > 0 else (None, None)
