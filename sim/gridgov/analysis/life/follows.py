"""Which entry of the log directly follows which within a case, how often, and after how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.tables.dtypes import ACTIVITIES


@dataclass(frozen=True)
class Follows:
    """The directly-follows relation of a log.

    ``entries[a]`` counts the entries of activity a, ``pairs[a, b]`` how often b directly follows a in a case, both by
    places in `ACTIVITIES`; ``median_s[a, b]`` is the median of the seconds between, NaN where the pair does not occur.
    """

    entries: np.ndarray  # i8 (activities,)
    pairs: np.ndarray  # i8 (activities, activities)
    median_s: np.ndarray  # f8 (activities, activities)
    cases: int

    def most(self, count: int) -> list[tuple[int, int]]:
        """The pairs that occur most often, the most frequent first; of equals in the order of activities."""
        order = np.argsort(-self.pairs, axis=None, kind="stable")[:count]
        return [(int(a), int(b)) for a, b in zip(*np.unravel_index(order, self.pairs.shape)) if self.pairs[a, b]]


def directly_follows(events: np.ndarray) -> Follows:
    """The relation of a log, EVENT (n,), in the order in which the engines keep it."""
    size = len(ACTIVITIES)
    ordered = events[np.argsort(events["case"], kind="stable")]
    same = ordered["case"][1:] == ordered["case"][:-1]
    pair = (ordered["activity"][:-1].astype(np.int64) * size + ordered["activity"][1:])[same]
    seconds = np.diff(ordered["time"])[same]
    counts = np.bincount(pair, minlength=size * size)
    median, order = np.full(size * size, np.nan), np.argsort(pair, kind="stable")
    for which, part in zip(np.flatnonzero(counts), np.split(seconds[order], np.cumsum(counts[counts > 0])[:-1])):
        median[which] = np.median(part)
    cases = len(events) and int((~same).sum()) + 1
    return Follows(np.bincount(events["activity"], minlength=size), counts.reshape(size, size), median.reshape(size, size), cases)
