"""What moves a figure, held against functions that are known: how often intervals of indices and effects hold, and how often boxes are found."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from gridgov.analysis.peeling import Box, find_box
from gridgov.analysis.sample import sensitivities
from gridgov.analysis.sensitivity import FALSE_MARKS, Indices, Screening, morris, sobol
from gridgov.analysis.split import best_split
from gridgov.study.ask import Ask
from gridgov.study.plan import Plan
from gridgov.study.ranges import Range
from gridgov.study.sampling import base_sample, trajectories
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from tests.functions import FUNCTIONS, ask, bent, runs
from tests.laws.judge import Finding, mean_of, share_of
from tests.laws.law import Size, law
from tests.laws.statistics import held, short

#: Noise of single runs in standard deviations of the function (and as much again that is common to a row), replicates, base rows, what share of
#: intervals holds at least (None for the promise), and what share of samples gives none at most.
SAMPLES = ((0.5, 3, 256, None, 0.0), (1.0, 2, 64, 0.9, 0.1))


def at_most(law_of: str, most: float, hits: int, rounds: int) -> Finding:
    """A share that is to be no more than was promised."""
    found = share_of(law_of, most, hits, rounds)
    return Finding(law_of, most, found.value, found.half, rounds, bound="most")


@law("statistics")
def coverage_of_sobol_indices(size: Size) -> Iterator[Finding]:
    """Intervals of Sobol indices from noisy runs hold the closed forms as often as they say, in small samples less often."""
    rng, rounds = np.random.default_rng(11), size.of(50, most=1000)
    for function, factors, truth in FUNCTIONS:
        variance, *known = truth()
        for noise, replicates, rows, least, none in SAMPLES:
            hits, given = np.zeros((2, factors), int), 0
            for _ in range(rounds):
                levels = function(base_sample(ask(factors, rows, seed=int(rng.integers(2**31)))))
                deviation = noise * math.sqrt(variance)
                found = sobol(runs(levels, deviation, replicates, rng, common=deviation, each=factors + 2), factors)
                if found.first:
                    given += 1
                    both = zip((found.first, found.total), known)
                    hits += [[one.low <= true <= one.high for one, true in zip(of, wanted)] for of, wanted in both]
            about = f"{function.__name__}, {rows} base rows of {replicates} replicates, noise {noise:g} deviations"
            yield at_most(f"samples whose variance is not told from noise, which gives no index: {about}", none, rounds - given, rounds)
            for kind, of_kind in zip(("first-order", "total"), hits):
                for one, count in enumerate(of_kind.tolist(), 1):
                    what = f"intervals of the {kind} index that hold the truth: {about}, x{one}"
                    yield held(what, count, given) if least is None else short(what, count, given, least)


@law("statistics")
def coverage_of_elementary_effects(size: Size) -> Iterator[Finding]:
    """Intervals of mu* hold what is known of a bent function as often as they say where effects are beyond noise; effects of nothing stay marked."""
    rng, rounds = np.random.default_rng(12), size.of(50, most=1000)
    # the effects of the third and fourth are 8 (x - 1/2) of the other, which lies on 0, 1/3, 2/3 or 1
    known = (3.0, 2.0, 8 / 3, 8 / 3)
    for rows, replicates in ((10, 2), (40, 3)):
        hits, weak = np.zeros(4, int), 0
        for _ in range(rounds):
            shares = trajectories(ask(4, rows, seed=int(rng.integers(2**31))))
            found = morris(runs(bent(shares), 0.2, replicates, rng, common=1.0, each=5), shares).effects
            hits += [one.strength.low <= true <= one.strength.high for one, true in zip(found, known)]
            # as strong as the noise of its effects
            effect = 0.2 * 1.5 * math.sqrt(2 / replicates)
            shares = trajectories(ask(1, rows, seed=int(rng.integers(2**31))))
            found = morris(runs(effect * shares[:, 0], 0.2, replicates, rng, each=2), shares).effects[0].strength
            weak += found.low <= effect <= found.high
        about = f"{rows} trajectories of {replicates} replicates"
        for one, count in enumerate(hits.tolist(), 1):
            what = f"intervals of mu* that hold the truth: {about}, x{one}"
            yield held(what, count, rounds)
        what = f"intervals of mu* that hold the truth: {about}, an effect as strong as its noise, which adds to mu*"
        yield short(what, weak, rounds, 0.75)
    for rows, replicates, factors in ((10, 2, 60), (40, 3, 5)):
        marks = 0
        for _ in range(max(1, rounds // 4)):
            shares = trajectories(ask(factors, rows, seed=int(rng.integers(2**31))))
            found = morris(runs(np.zeros(len(shares)), 1.0, replicates, rng, common=3.0, each=factors + 1), shares).effects
            marks += any(one.beyond_noise for one in found)
        what = f"samples of {factors} factors without effect of which one is told from noise: {rows} trajectories of {replicates} replicates"
        yield at_most(what, FALSE_MARKS, marks, max(1, rounds // 4))


#: Slopes of a straight function over three ranges, and how far they differ from seed to seed.
SLOPES, SWAY = np.array([3.0, -2.0, 1.5]), 1.0
RANGES = (
    Range("a", ("learning.trust",), low=0.0, high=1.0),
    Range("b", ("work.shared",), low=0.0, high=1.0),
    Range("c", ("tier.grid.slots",), low=1, high=4),
)
#: By design: rows, and what is known. The indices of a sum are the shares of its parts; c takes 1, 2, 3 and 4 alike.
PARTS = SLOPES**2 * [1 / 12, 1 / 12, np.var([0, 1 / 3, 2 / 3, 1])]
KNOWN = {"morris": (10, np.abs(SLOPES)), "sobol_indices": (64, np.tile(PARTS / PARTS.sum(), 2))}


def swayed(plan: Plan, folder: Path, own_seeds: bool) -> Indices | Screening:
    """What a study finds, through its store, of a straight function whose slopes differ by seed.

    The seeds are those of the plan, or, if not its own, the same few in all rows of the sample.
    """
    points = plan.points()
    store = Store.create(folder / FILE, {"plan": plan.to_json(), "source_sha256": "x", "sample": plan.sample_note(points)})
    store.add_points((number, point, "") for number, point in enumerate(points))
    slopes, made = {}, []
    for number, point in enumerate(points):
        shares = np.array([point.factors["a"], point.factors["b"], (point.factors["c"] - 1) / 3])
        for one in range(plan.replicates):
            seed = plan.seed_of(point, one) if own_seeds else plan.seed + one
            if seed not in slopes:
                slopes[seed] = SLOPES + SWAY * np.random.default_rng(seed).normal(size=3)
            run = {"id": f"{number}-{one}", "point": number, "replicate": one, "seed": seed, "status": "done", "case_table_sha256": "x"}
            made.append(run | {"error": None, "seconds": 0.0, "series": {}, "metrics": {"problem_days": float(slopes[seed] @ shares)}})
    store.add(made)
    store.close()
    with Study.open(folder) as study:
        (found,) = sensitivities(study)
    return found.found


def covered(design: str, rounds: int, own_seeds: bool = True) -> np.ndarray:
    """How often intervals held what is known of it, i8 (intervals,), each time with other seeds."""
    points, known = KNOWN[design]
    plan = Plan("swayed", "classroom", Ask(("none",), RANGES, points=points, levels=4), design, replicates=3, metrics=("problem_days",))
    hits = np.zeros(len(known), int)
    for one in range(rounds):
        with TemporaryDirectory() as folder:
            found = swayed(replace(plan, seed=1_000_000 * (one + 1)), Path(folder), own_seeds)
        intervals = [each.strength for each in found.effects] if isinstance(found, Screening) else found.first + found.total
        hits += [each.low <= true <= each.high for each, true in zip(intervals, known)]
    return hits


@law("statistics")
def coverage_over_seeds(size: Size) -> Iterator[Finding]:
    """Where a factor does more under one seed than under another, intervals of a study, through its store, hold the mean over all seeds."""
    rounds = size.of(8, most=100)
    indices = [f"{kind} index of {one}" for kind in ("first-order", "total") for one in "abc"]
    names = {"morris": [f"mu* of {one}" for one in "abc"], "sobol_indices": indices}
    for design, known in names.items():
        for name, count in zip(known, covered(design, rounds).tolist()):
            yield held(f"intervals that hold the mean over seeds: {KNOWN[design][0]} rows of 3 seeds each, {name}", count, rounds)


def planted(values: np.ndarray) -> np.ndarray:
    """Whether points f8 (points, factors) in [0, 1) lie in the box that is to be found."""
    return (values[:, 1] < 0.4) & (values[:, 3] >= 0.5)


def inside(box: Box, values: np.ndarray) -> np.ndarray:
    """Whether points lie in a box that was found."""
    held_by = np.ones(len(values), bool)
    for column, low, high in box.limits:
        held_by &= (values[:, column] >= (-math.inf if low is None else low)) & (values[:, column] < (math.inf if high is None else high))
    return held_by


@law("statistics")
def boxes_and_thresholds(size: Size) -> Iterator[Finding]:
    """A planted box is found and little else, on points that were not searched; where there is nothing, nothing is found, as often as is promised."""
    rng, rounds = np.random.default_rng(13), size.of(2, most=15)
    fresh = rng.random((20_000, 6))
    for noise, most, pure, only in ((0.0, 0.9, 0.9, 0.8), (0.1, 0.75, 0.85, 0.2)):
        caught, precise, right = [], [], 0
        for _ in range(rounds):
            values = rng.random((150, 6))
            box = find_box(values, planted(values) ^ (rng.random(150) < noise))
            within = inside(box, fresh) if box else np.zeros(len(fresh), bool)
            caught.append(float(within[planted(fresh)].mean()))
            precise.append(float(planted(fresh)[within].mean()) if within.any() else 0.0)
            right += bool(box) and {column for column, _, _ in box.limits} == {1, 3}
        about = f"a box of a fifth of all points, 150 points of 6 factors, {noise:.0%} of outcomes turned round"
        yield mean_of(f"share of the planted box that the box found holds: {about}", most, caught, "least")
        yield mean_of(f"share of the box found that lies in the planted one: {about}", pure, precise, "least")
        known = "known to be few: " if noise else ""
        yield held(f"{known}boxes found with limits on the planted factors and no other: {about}", right, rounds, only)
    rounds = size.of(6, most=120)
    found = sum(find_box(rng.random((50, 4)), rng.random(50) < 0.3) is not None for _ in range(rounds))
    yield at_most("samples of noise in which a box is found: 50 points of 4 factors", 0.05, found, rounds)
    rounds = size.of(30, most=600)
    found = sum(best_split(rng.random((50, 10)), rng.random(50) < 0.3) is not None for _ in range(rounds))
    yield at_most("samples of noise in which a threshold is found: 50 points of 10 factors", 0.05, found, rounds)
