"""The residents: trust, satisfaction and readiness to report at the start."""

from __future__ import annotations

import numpy as np

from gridgov.draws import PROPENSITY, TRUST, normal, uniform
from gridgov.jit import jit


@jit
def fill_people(seed, keys, residents, trust, satisfaction, spread, out):
    """Write the residents of each building, one after another, into `out` (f8, (R, 3)).

    `keys` and `residents` (i8, (B,)) are the buildings' keys and numbers of residents. The n-th resident of a building
    is named by the building's key and n, so that nobody depends on anybody else. Columns: trust, satisfaction
    (uniform within `spread` of their means, cut to [0, 1]), propensity (standard normal).
    """
    row = 0
    for b in range(len(keys)):
        for n in range(residents[b]):
            u = uniform(seed, TRUST, keys[b], n, 0)
            v = uniform(seed, TRUST, keys[b], n, 1)
            out[row, 0] = min(1.0, max(0.0, trust + spread * (2.0 * u - 1.0)))
            out[row, 1] = min(1.0, max(0.0, satisfaction + spread * (2.0 * v - 1.0)))
            out[row, 2] = normal(seed, PROPENSITY, keys[b], n, 0)
            row += 1


def draw_people(seed: int, keys: np.ndarray, residents: np.ndarray, learning) -> np.ndarray:
    """Residents of all buildings in order of building: f8, (R, 3), columns trust, satisfaction, propensity."""
    people = np.empty((int(residents.sum()), 3))
    fill_people(seed, keys, residents, float(learning.trust), float(learning.satisfaction), float(learning.trust_spread), people)
    return people
