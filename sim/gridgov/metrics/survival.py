"""How long troubles last, when some have not ended yet (Kaplan and Meier 1958, doi:10.2307/2281868)."""

from __future__ import annotations

import numpy as np

TOLERANCE = 1e-9  # of a product of many factors


class Survival:
    """The product-limit estimate of a duration.

    Parameters
    ----------
    spells : np.ndarray
        i8 (n,): twice the duration in seconds, plus 1 where it had not ended when it was last seen. Sorted in place:
        at equal durations those that ended come first.
    """

    def __init__(self, spells: np.ndarray):
        spells.sort()
        self.seconds = spells >> 1
        count = len(spells)
        at_risk = np.arange(count, 0, -1, dtype=float)
        self.left = np.cumprod(np.where(spells & 1, 1.0, (at_risk - 1.0) / at_risk))

    def quantile(self, share: float) -> int | None:
        """Seconds after which this share has ended; None if so many have not been seen to end."""
        reached = np.flatnonzero(self.left <= 1.0 - share + TOLERANCE)
        return int(self.seconds[reached[0]]) if len(reached) else None
