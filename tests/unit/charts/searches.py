"""Optimisations for tests of charts, without a simulation: made-up points and figures in a store, and what was found in its file."""

import json
import random

from gridgov.analysis.optimise import Search
from gridgov.analysis.optimum import FILE as FOUND
from gridgov.analysis.optimum import answer
from gridgov.study.aims import Aims, Target
from gridgov.study.ask import Ask
from gridgov.study.designs import SEARCH
from gridgov.study.plan import Plan
from gridgov.study.points import Point
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study

REPLICATES, FRESH = 3, 6
ON_TIME = Target("on_time_true", 0.74, True)
DAYS = Target("problem_days", 700.0, False)
#: One figure alone, a target, two targets, two objectives, and two with a target on each of their figures and one more.
AIMS = {
    "alone": Aims(("cost",)),
    "target": Aims(("cost",), (ON_TIME,)),
    "targets": Aims(("cost",), (ON_TIME, DAYS)),
    "front": Aims(("cost", "problem_days")),
    "front_targets": Aims(("cost", "problem_days"), (Target("cost", 3.2e6, False), DAYS, ON_TIME)),
}


def figures(point: Point, replicate: int) -> dict:
    """More workers cost money and shorten what problems last."""
    draw = random.Random(f"{point.factors} {replicate}")
    workers, patrol = point.factors["workers"], point.factors["patrol"]
    return {
        "cost": 1e6 * workers + 1e5 * patrol + draw.gauss(0, 2e4), "problem_days": 2000 / (workers + patrol / 4) + draw.gauss(0, 10),
        "on_time_true": 0.65 + 0.03 * workers + draw.gauss(0, 0.004),
    }  # fmt: skip


def search(folder, aims: Aims, points: int = 20, fresh: int = FRESH, replicates: int = REPLICATES, over: bool = True) -> Study:
    """A search that is `over`, or was cut off before its best points got fresh seeds."""
    plan = Plan("made_up", "classroom", Ask(("five_chiefs",), ()), design=SEARCH, replicates=replicates, metrics=("cost",), aims=aims)
    store = Store.create(folder / FILE, {"plan": plan.to_json(), "source_sha256": "0", "machine": {}})
    draw = random.Random(3)
    asked = [Point("five_chiefs", {}, {"workers": draw.randint(1, 5), "patrol": number}) for number in range(points)]
    store.add_points((number, point, f"sha{number}") for number, point in enumerate(asked))
    if points:
        store.note("optimise", json.loads(json.dumps(aims.note() | {"replicates": replicates, "policies": ["five_chiefs"]})))
    store.add([_run(number, point, one) for number, point in enumerate(asked) for one in range(replicates)])
    store.close()
    study = Study.open(folder)
    if over and points:
        found = Search(plan, aims)
        found._found = found._means(study, range(points))
        kept = found.candidates(found._found)
        study.store.add([_run(number, asked[number], replicates + one) for number in kept for one in range(fresh)])
        (folder / FOUND).write_text(json.dumps(answer(found, study) | {"fresh_replicates": fresh}), encoding="utf-8")
    return study


def _run(number: int, point: Point, replicate: int) -> dict:
    return {
        "id": f"{number:08x}{replicate:08x}", "point": number, "replicate": replicate, "seed": replicate, "status": "done", "case_table_sha256": "c",
        "error": None, "seconds": 0.1, "metrics": figures(point, replicate), "series": {},
    }  # fmt: skip
