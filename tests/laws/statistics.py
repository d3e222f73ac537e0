"""Statistics that are themselves judged: how often intervals hold, how often the best is chosen, what pairing saves.

Runs are dear, so each law draws its samples from a pool: runs of a queue (M/M/c, whose waits are skewed) that went through a study's
store once, taken again at random. The truth of such samples is the pool's own mean, which is known. Normal and skewed numbers
without any model stand beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import Estimate, mean_interval, together
from gridgov.analysis.power import POWER, pairing_saves, replicates_for
from gridgov.analysis.selection import select_best
from gridgov.analysis.stopping import Precision, two_stage_difference
from gridgov.analysis.wording import differences_of
from gridgov.study.designs import Ask
from gridgov.study.plan import Plan
from gridgov.study.ranges import Range
from gridgov.study.study import Study
from tests.laws.judge import ERRORS, Finding, share_of
from tests.laws.law import Size, law

#: Two streets of one worker each, twenty days, at loads of 0.8, 0.83 and 0.86.
SETS = {"city.streets": 2, "city.buildings": 2, "city.residents": 2000, "time.warmup_days": 5, "time.horizon_days": 20}
LOADS = (7008.0, 7271.0, 7534.0)  # problems per 1,000 residents and year
METRICS = ("problem_days", "restricted_mean_days", "days_waiting")
METRIC = "days_waiting"
POLICIES = ("load_80", "load_83", "load_86")
PROMISE = 0.95


@lru_cache(maxsize=2)
def pool(replicates: int) -> dict[str, dict[str, np.ndarray]]:
    """Figures by policy (a load) and metric of paired runs of the queue, read back from a study's store, f8 (replicates,)."""
    plan = Plan(
        "pool", "mmc", Ask(("none",), (Range("load", ("category.work.per_1000",), values=LOADS),)), "factorial", replicates=replicates, sets=SETS,
    )  # fmt: skip
    with TemporaryDirectory() as folder, Study.create(plan, Path(folder, "study")) as study:
        study.run(workers=2)
        table = study.table(METRICS)
    assert len(table) == replicates * len(LOADS)
    return {
        policy: {metric: table[table["load"] == load].sort_values("replicate")[metric].to_numpy() for metric in METRICS}
        for policy, load in zip(POLICIES, LOADS)
    }


def runs(size: Size) -> int:
    """Paired runs of a pool."""
    return size.of(60, most=600)


def differences(size: Size) -> np.ndarray:
    """Paired differences of the waits under two loads, f8 (runs,)."""
    found = pool(runs(size))
    return found["load_83"][METRIC] - found["load_80"][METRIC]


def held(law: str, hits: int, rounds: int, promise: float = PROMISE) -> Finding:
    """A share that is to be no less than was promised."""
    found = share_of(law, promise, hits, rounds)
    return Finding(law, promise, found.value, found.half, rounds, bound="least")


def short(law: str, hits: int, rounds: int, least: float) -> Finding:
    """A share that is known to be less than the promise; it says how much less, and holds as long as it is no lower than that."""
    half = ERRORS * math.sqrt(least * (1 - least) / rounds)
    return Finding(f"known to fall short of {PROMISE:.0%}: {law}", least, hits / rounds, half, rounds, bound="least")


def covered(draw: Callable[[int], np.ndarray], count: int, truth: float, rounds: int) -> int:
    """How many of so many samples, each of `count` values, have an interval that holds the truth."""
    return sum(holds(mean_interval(draw(count).tolist()), truth) for _ in range(rounds))


def holds(estimate: Estimate, truth: float) -> bool:
    """Whether an interval holds the truth."""
    return estimate.low is not None and estimate.low <= truth <= estimate.high


def lognormal(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Skewed numbers of mean 0 and standard deviation 1; their skewness is 6.2, that of waits in the pool about 1.5."""
    return (rng.lognormal(0.0, 1.0, shape) - math.exp(0.5)) / math.sqrt((math.e - 1) * math.e)


@law("statistics")
def coverage_of_intervals(size: Size) -> Iterator[Finding]:
    """Student's intervals on paired differences hold the truth as often as they say, and less often the more skewed the differences are."""
    rng, rounds, waits = np.random.default_rng(1), size.of(300, most=4000), differences(size)
    truth = float(waits.mean())
    for pairs in (10, 20, 80):
        yield held(f"intervals that hold the truth: normal, {pairs} pairs", covered(lambda count: rng.normal(size=count), pairs, 0.0, rounds), rounds)
    for pairs, least in ((10, 0.88), (20, 0.9), (80, 0.92)):
        hits = covered(lambda count: rng.choice(waits, count), pairs, truth, rounds)
        yield short(f"intervals that hold the truth: waits in M/M/c, {pairs} pairs", hits, rounds, least)
    for pairs, least in ((10, 0.8), (20, 0.82), (80, 0.87)):
        hits = covered(lambda count: lognormal(rng, count), pairs, 0.0, rounds)
        yield short(f"intervals that hold the truth: lognormal differences, {pairs} pairs", hits, rounds, least)


def stopped(precision: Precision, draw: Callable[[int], np.ndarray]) -> np.ndarray:
    """Paired differences as a comparison gathers them that is to be so precise, f8 (pairs,)."""
    values = np.empty(0)

    def so_many(count: int) -> dict[str, dict[str, np.ndarray]]:
        nonlocal values
        values = np.concatenate([values, draw(count - len(values))])
        return {"reference": {precision.metric: np.zeros(count)}, "policy": {precision.metric: values}}

    for _ in precision.rounds(so_many):
        pass
    return values


@law("statistics")
def coverage_of_the_stopping_rule(size: Size) -> Iterator[Finding]:
    """The interval of a comparison that stops at a precision holds the truth as often as it says, and is as narrow as was asked."""
    rng, rounds, waits = np.random.default_rng(2), size.of(200, most=4000), differences(size)
    cases = {
        "normal": (lambda count: rng.normal(size=count), 0.0, 1.0, None),
        "waits in M/M/c": (lambda count: rng.choice(waits, count), float(waits.mean()), float(waits.std()), 0.9),
        "lognormal differences": (lambda count: lognormal(rng, count), 0.0, 1.0, 0.8),
    }
    for name, (draw, truth, deviation, least) in cases.items():
        for share in (0.4, 0.2):
            precision = Precision(METRIC, share * deviation, budget=10_000_000)
            hits = plain = wide = used = 0
            for _ in range(rounds):
                values = stopped(precision, draw)
                found = two_stage_difference(
                    values, np.zeros(len(values)), precision.pilot, metric=METRIC, policy_name="", reference_name="", better="lower"
                ).estimate
                hits += holds(found, truth)
                plain += holds(mean_interval(values.tolist()), truth)
                wide += (found.high - found.low) / 2 > precision.half_width * (1 + 1e-9)
                used += len(values)
            about = f"{name}, half width {share} standard deviations, {used / rounds:.0f} pairs on average"
            what = f"intervals at the stop that hold the truth: {about}"
            yield held(what, hits, rounds) if least is None else short(what, hits, rounds, least)
            yield short(f"Student's intervals of all pairs at the same stop, which are not used: {about}", plain, rounds, (least or 0.95) - 0.03)
            yield Finding(f"intervals wider than asked: {about}", 0.0, float(wide), 0.0, rounds)


@law("statistics")
def coverage_together(size: Size) -> Iterator[Finding]:
    """Intervals that are said to hold all together do so as often as they say, over two policies and three metrics."""
    rng, rounds, found = np.random.default_rng(3), size.of(150, most=2000), pool(runs(size))
    count, pairs = (len(POLICIES) - 1) * len(METRICS), 30
    truth = {policy: {metric: float((found[policy][metric] - found[POLICIES[0]][metric]).mean()) for metric in METRICS} for policy in POLICIES[1:]}
    mixed = rng.normal(size=(count, count))
    joint = alone = normal = 0
    for _ in range(rounds):
        rows = rng.integers(0, runs(size), pairs)
        values = {policy: {metric: found[policy][metric][rows].tolist() for metric in METRICS} for policy in POLICIES}
        comparison = Comparison("queue", POLICIES, tuple(range(pairs)), values)

        def all_hold(*level: float, of: Comparison = comparison) -> bool:
            each = [(policy, one) for policy in POLICIES[1:] for one in differences_of(of, policy, METRICS, *level)]
            return all(holds(one.estimate, truth[policy][one.metric]) for policy, one in each)

        joint += all_hold(together(count))
        alone += all_hold()
        normal += all(holds(mean_interval(row.tolist(), together(count)), 0.0) for row in mixed @ rng.normal(size=(count, pairs)))
    yield held(f"sets of {count} intervals together that all hold the truth: normal, correlated, {pairs} pairs", normal, rounds)
    yield held(f"sets of {count} intervals together that all hold the truth: M/M/c, {pairs} pairs", joint, rounds)
    yield short(f"sets of {count} intervals, each alone, that all hold the truth: M/M/c, {pairs} pairs", alone, rounds, 0.75)


@law("statistics")
def what_pairing_saves(size: Size) -> Iterator[Finding]:
    """The variance between independent runs, reckoned from paired ones, is that of runs with seeds of their own; the interval of the saving holds."""
    found, half = pool(runs(size)), runs(size) // 2
    new, old = found["load_83"]["problem_days"], found["load_80"]["problem_days"]
    # the first half of one with the second half of the other: no two runs of a pair share a seed
    a, b = new[:half] - new[:half].mean(), old[half : 2 * half] - old[half : 2 * half].mean()
    whole = a.var(ddof=1) + b.var(ddof=1)
    error = 2 * float((a * b).std(ddof=1)) / math.sqrt(half) / whole
    share = float((a - b).var(ddof=1) / whole)
    yield Finding("variance of a difference of runs with seeds of their own, as a share of the sum of both", 1.0, share, ERRORS * error, half)
    rng, rounds, hits, truth = np.random.default_rng(4), size.of(300, most=4000), 0, 5.0
    for _ in range(rounds):
        common, one, other = rng.normal(size=(3, 20))
        saving = pairing_saves(common + one / 2, common + other / 2)
        hits += saving.low <= truth <= saving.high
    yield held("intervals of what pairing saves that hold the truth: normal, 20 pairs", hits, rounds)


@law("statistics")
def power_of_the_number_named(size: Size) -> Iterator[Finding]:
    """As many replicates as are said to show a difference with a chance of 80 % do so."""
    rng, rounds, waits = np.random.default_rng(5), size.of(300, most=4000), differences(size)
    for name, draw, mean, deviation in (
        ("normal", lambda count: rng.normal(0.4, 1.0, count), 0.4, 1.0),
        ("waits in M/M/c", lambda count: rng.choice(waits, count), float(waits.mean()), float(waits.std())),
    ):
        count = replicates_for(mean, deviation)
        shown = sum(not holds(mean_interval(draw(count).tolist()), 0.0) for _ in range(rounds))
        yield held(f"samples of {count} pairs that show the difference: {name}", shown, rounds, POWER)


@law("statistics")
def selections_of_the_best(size: Size) -> Iterator[Finding]:
    """The best policy is chosen as often as is promised, where it is better than all others by just what matters."""
    rng, rounds = np.random.default_rng(6), size.of(500, most=2000)
    kinds = {
        "normal": lambda k, n: rng.normal(size=(k, n)),
        "normal, same troubles": lambda k, n: 0.6 * rng.normal(size=(k, n)) + 0.8 * rng.normal(size=n),
        "normal, unequal spreads": lambda k, n: np.linspace(0.5, 1.5, k)[:, None] * rng.normal(size=(k, n)),
        "lognormal": lambda k, n: lognormal(rng, k, n),
        "lognormal, turned round": lambda k, n: -lognormal(rng, k, n),
    }
    for name, draw in kinds.items():
        for k in (2, 5):
            hits = used = 0
            for _ in range(rounds):
                values = 2.0 * draw(k, 1000)
                values[0] += 1.0
                found = select_best(values, 20, 1.0)
                hits += found.best == 0
                used += found.replicates
            yield held(f"selections of the best of {k}: {name}, {used / rounds:.0f} replicates on average", hits, rounds)
