"""Studies for tests of charts, without a simulation: plans, points and made-up figures straight into a store."""

import math
import random
from itertools import product

import numpy as np

from gridgov.metrics.ledger import ACCOUNTS
from gridgov.study.ask import Ask
from gridgov.study.designs import DESIGNS
from gridgov.study.plan import Plan
from gridgov.study.points import Point
from gridgov.study.ranges import Range
from gridgov.study.sampling import note_of
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from gridgov.tables.dtypes import PAYERS

TIERS = ("chief", "grid", "community", "departments")
METRICS = ("problem_days", "on_time_true")
SERIES = ("present", "queue_grid")
DAYS = 70
LEVERS = (
    Range("workers", ("tier.grid.slots",), values=(1, 2, 3)),
    Range("stipend", ("chiefs.stipend_yuan_per_month",), values=(0, 100)),
    Range("trust_start", ("learning.trust",), values=(0.2, 0.8)),
)
DRAWN = tuple(Range(name, ("learning.trust",), low=0.0, high=1.0) for name in ("trust_start", "reporting", "life"))


def points_of(design, policies):
    """Points of a design, with made-up factors where making the real ones would ask a scenario."""
    if design == "worlds":
        draw = random.Random(5)
        worlds = [{}] + [{name: round(draw.random(), 3) for name in ("trust_start", "reporting", "life")} for _ in range(24)]
        return None, [Point(policy, {}, {"world": number, **values}) for number, values in enumerate(worlds) for policy in policies]
    ranges = () if design == "policies" else DRAWN if design in ("morris", "sobol_indices", "latin_hypercube") else LEVERS
    points = {"morris": 5, "sobol_indices": 16, "latin_hypercube": 40}.get(design, 1)
    ask = Ask(policies, ranges, points=points, levels=4)
    return ask, DESIGNS[design].make(ask)


def figures(point, replicate):
    """What a made-up run gives: parts of the cost that add up, shares, and a difference that a lever turns round."""
    draw = random.Random(f"{point.policy} {sorted(point.factors.items())} {replicate}")
    seed = random.Random(replicate).gauss(0, 20)
    moved = sum(float(value) * (place + 1) for place, (name, value) in enumerate(sorted(point.factors.items())) if name != "world")
    effect = 0.0 if point.policy == "before" else 80 * (0.3 - float(point.factors.get("trust_start", 0.6)))
    days = 900 + seed + effect + 5 * math.sin(moved) + draw.gauss(0, 3)
    spent = {account: max(0.0, 1e6 / (place + 1) + draw.gauss(0, 1e4) + 1000 * effect) for place, account in enumerate(ACCOUNTS[:8])}
    cost = sum(spent.values())
    true = 0.8 - days / 9000 + draw.gauss(0, 0.004)
    return {
        "problem_days": days, "restricted_mean_days": days / 100, "on_time_true": true, "on_time_recorded": true + 0.03,
        "closing_true": true + 0.02, "closing_recorded": true + 0.05, "cost": cost, "satisfaction": 0.7 + effect / 1000,
        **{f"spent_on_{account}": spent.get(account, 0.0) for account in ACCOUNTS},
        **{f"cost_{payer}": cost / 4 if place < 4 else 0.0 for place, payer in enumerate(PAYERS)},
        **{f"utilisation_{tier}": 0.2 + 0.1 * place + draw.gauss(0, 0.01) for place, tier in enumerate(TIERS)},
    }  # fmt: skip


def series(point, replicate):
    """What a made-up run keeps by day."""
    draw = np.random.default_rng([replicate, len(point.policy)])
    return {name: np.maximum(0, 20 + draw.normal(size=DAYS).cumsum()) for name in SERIES}


def study(folder, design="policies", policies=("before", "five_chiefs", "whistle"), replicates=3, state="done", kept=SERIES):
    """A study of made-up runs: all of them "done", "failed", or none ("empty")."""
    ask, points = points_of(design, policies)
    plan = Plan(
        "made_up", "classroom", Ask(policies, ()), design=design, replicates=replicates, metrics=METRICS, series=kept, titles=("Made up", "虚构")
    )
    store = Store.create(folder / FILE, {"plan": plan.to_json(), "source_sha256": "0", "machine": {}})
    store.add_points((number, point, f"sha{number}") for number, point in enumerate(points))
    if DESIGNS[design].ordered:
        store.note("sample", note_of(design, ask, points, {point.identity: number for number, point in enumerate(points)}))
    if state != "empty":
        runs = enumerate(product(enumerate(points), range(replicates)))
        store.add([_run(run, number, point, replicate, state, kept) for run, ((number, point), replicate) in runs])
    store.close()
    return Study.open(folder)


def _run(run, number, point, replicate, state, kept):
    done = state == "done"
    return {
        "id": f"{run:016x}", "point": number, "replicate": replicate, "seed": replicate, "status": state, "case_table_sha256": "c" if done else None,
        "error": None if done else "ValueError", "seconds": 0.1, "metrics": figures(point, replicate) if done else {},
        "series": series(point, replicate) if done and kept else {},
    }  # fmt: skip
