"""Boxes in which something happens: patient rule induction (PRIM, Friedman and Fisher 1999), held against chance.

From the box that holds everything a thin slice is peeled off, that one whose loss leaves the highest share of hits, again and again. Of the
boxes on the way the one is kept that is farthest from chance; limits that it does not need are dropped, and it grows back where that takes
it still farther. The same search on outcomes that were dealt out anew says how good a box noise alone gives.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from gridgov.analysis.chance import LEAST, LEVEL, SEED, dealt, times_for, worth_a_search
from gridgov.analysis.split import between

SLICE = 0.1  # share of the box's points that a slice holds, when it is peeled off or pasted on
LEAST_MASS = 0.05  # of all points, in a box
MOST_LIMITS = 3  # of a rule that people can keep in mind
PERMUTATIONS, FOLDS = 199, 5

#: By factor: at least, and below; either may be None.
Limits = dict[int, tuple[float | None, float | None]]


@dataclass(frozen=True)
class Box:
    """Where the share of hits is high.

    `limits` are (factor, low, high): low <= x < high, either may be None. `coverage` is the share of all hits that lie in the box, `density` the
    share of hits among its points, `mass` its share of all points, `base` the share of hits everywhere. `tested` is the density among points
    that were set aside while boxes were sought, None where none fell in; `p` the chance of so good a box in noise.
    """

    limits: tuple[tuple[int, float | None, float | None], ...]
    coverage: float
    density: float
    mass: float
    base: float
    points: int
    p: float
    tested: float | None = None

    @property
    def only(self) -> bool:
        """Whether it happens there and hardly anywhere else."""
        return self.coverage >= 0.8 and self.density >= 0.5


def find_box(factors: np.ndarray, hits: np.ndarray, level: float = LEVEL) -> Box | None:
    """The best box, if noise would hardly give one as good.

    Parameters
    ----------
    factors : f8 (points, factors)
    hits : bool (points,)
    level : chance of a false box; where several outcomes are looked at, divide it among them

    Returns
    -------
    Box or None
        None where hits or misses are fewer than LEAST, or where no box beats chance.
    """
    factors, hits = np.asarray(factors, float), np.asarray(hits, bool)
    if not worth_a_search(factors, hits):
        return None
    limits, distance = _search(factors, hits)
    times, as_good = times_for(level, PERMUTATIONS), 0
    for other in dealt(hits, times):
        as_good += _search(factors, other)[1] >= distance * (1 - 1e-12)
        if 1 + as_good > level * (1 + times):  # it cannot become rare any more
            return None
    inside = _inside(factors, limits)
    box = Box(
        _said(factors, limits), float(hits[inside].sum() / hits.sum()), float(hits[inside].mean()), float(inside.mean()), float(hits.mean()),
        int(inside.sum()), (1 + as_good) / (1 + times),
    )  # fmt: skip
    return replace(box, tested=_tested(factors, hits))


def _search(factors: np.ndarray, hits: np.ndarray) -> tuple[Limits, float]:
    """The box on the way that is farthest from chance, with few limits, and how far that is."""
    best: tuple[float, Limits] = (0.0, {})
    for limits, inside in _peeled(factors, hits):
        best = max(best, (float(_distances(hits, inside[None])[0]), limits), key=lambda each: each[0])
    return _settled(factors, hits, _with_few(factors, hits, best[1]))


def _distances(hits: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """How far the hits in each of some boxes, bool (boxes, points), lie above what a box of its size holds by chance."""
    return _away(inside @ hits.astype(float), inside.sum(axis=1), hits)


def _away(caught: np.ndarray, held: np.ndarray, hits: np.ndarray) -> np.ndarray:
    """The same from counts of hits and points, in standard deviations of the hypergeometric distribution; 0 for all points or none."""
    count, share = len(hits), hits.mean()
    spread = held * share * (1 - share) * (count - held) / (count - 1)
    return np.where(spread > 0, (caught - held * share) / np.sqrt(np.where(spread > 0, spread, 1.0)), 0.0)


def _inside(factors: np.ndarray, limits: Limits) -> np.ndarray:
    inside = np.ones(len(factors), bool)
    for column, (low, high) in limits.items():
        values = factors[:, column]
        inside &= (values >= (-math.inf if low is None else low)) & (values < (math.inf if high is None else high))
    return inside


def _peeled(factors: np.ndarray, hits: np.ndarray):
    """Boxes and their points, from large to small: each is the one before less the slice whose loss leaves the highest share of hits."""
    limits: Limits = {}
    inside = np.ones(len(hits), bool)
    least = max(LEAST, math.ceil(LEAST_MASS * len(hits)))
    while inside.sum() > least:
        values, here = factors[inside], hits[inside].astype(float)
        held, thin = len(here), max(1, int(SLICE * len(here)))
        ordered = np.sort(values, axis=0)
        # among equal values none may be peeled off without the others
        above_least = np.where(values > ordered[0], values, np.inf).min(axis=0)
        low, high = np.maximum(ordered[thin], above_least), ordered[held - thin]
        kept = np.stack([values >= low, values < high])  # (2, points, factors)
        counts = kept.sum(axis=1)
        shares = np.where((counts >= least) & (counts < held), (kept * here[None, :, None]).sum(axis=1) / np.maximum(1, counts), -1.0)
        end, column = np.unravel_index(np.lexsort((-counts.ravel(), -shares.ravel()))[0], shares.shape)
        if shares[end, column] < 0:
            return
        before = limits.get(int(column), (None, None))
        limits = {**limits, int(column): (before[0], float(high[column])) if end else (float(low[column]), before[1])}
        inside = _inside(factors, limits)
        yield limits, inside


def _with_few(factors: np.ndarray, hits: np.ndarray, limits: Limits) -> Limits:
    """The box without the ends that it does not need: those whose loss brings it no nearer to chance, and the weakest beyond MOST_LIMITS factors."""
    ends = [(column, end, at) for column, each in limits.items() for end, at in enumerate(each) if at is not None]
    fails = np.array([factors[:, column] >= at if end else factors[:, column] < at for column, end, at in ends])
    while ends:
        lost = fails.sum(axis=0)
        now = _distances(hits, (lost == 0)[None])[0]
        without = _distances(hits, lost - fails == 0)
        weakest = int(without.argmax())
        if len({column for column, _, _ in ends}) <= MOST_LIMITS and without[weakest] < now:
            break
        del ends[weakest]
        fails = np.delete(fails, weakest, axis=0)
    return {column: tuple(next((at for one, side, at in ends if (one, side) == (column, end)), None) for end in (0, 1)) for column, _, _ in ends}


def _settled(factors: np.ndarray, hits: np.ndarray, limits: Limits) -> tuple[Limits, float]:
    """The box with each end put where it takes it farthest from chance while all others stay, and how far that is: pasting, one point at a time."""
    least = max(LEAST, math.ceil(LEAST_MASS * len(hits)))
    now, moved = float(_distances(hits, _inside(factors, limits)[None])[0]), True
    while moved:
        moved = False
        for column, end in [(column, end) for column, each in limits.items() for end in (0, 1) if each[end] is not None]:
            other = limits[column][1 - end]
            rest = {**limits, column: (None, other) if end == 0 else (other, None)}
            inside = _inside(factors, rest)
            order = np.argsort(factors[inside, column], kind="stable")
            values, here = factors[inside, column][order], hits[inside][order]
            held = np.arange(1, len(values))
            caught = np.cumsum(here)[:-1]
            if end == 0:
                held, caught = len(values) - held, here.sum() - caught
            cuts = values[1:]
            distance = np.where((values[1:] > values[:-1]) & (held >= least), _away(caught, held, hits), -1.0)
            if len(distance) and distance.max() > now * (1 + 1e-12):
                at = float(cuts[distance.argmax()])
                limits = {**limits, column: (at, other) if end == 0 else (other, at)}
                now, moved = float(distance.max()), True
    return limits, now


def _said(factors: np.ndarray, limits: Limits) -> tuple[tuple[int, float | None, float | None], ...]:
    """The limits with as few digits as tell the points on both sides apart, in the order of the factors."""

    def said(column: int, at: float | None) -> float | None:
        below = factors[:, column][factors[:, column] < at] if at is not None else ()
        return at if at is None or not len(below) else between(float(below.max()), at)

    return tuple((column, said(column, low), said(column, high)) for column, (low, high) in sorted(limits.items()))


def _tested(factors: np.ndarray, hits: np.ndarray) -> float | None:
    """Density of boxes that were found without the points that it is counted on, in turn for each part of the points."""
    fold = np.random.default_rng(SEED).permutation(len(hits)) % FOLDS
    held = caught = 0
    for one in range(FOLDS):
        apart = fold == one
        limits, _ = _search(factors[~apart], hits[~apart])
        inside = _inside(factors[apart], limits)
        held, caught = held + int(inside.sum()), caught + int(hits[apart][inside].sum())
    return caught / held if held else None
