"""Optimising levers in a study: which points are asked for, and what the best of them give with seeds that the search never saw.

Optuna proposes (Akiba et al. 2019, doi:10.1145/3292500.3330701): a tree of Parzen estimators for one objective (Bergstra et al. 2011), NSGA-II
for several (Deb et al. 2002, doi:10.1109/4235.996017). It is seeded and told results in the order of its questions, so that the same plan asks
for the same points again: what was made before a cut is read from the store, and nothing else has to be kept.

Every point of the search has the replicates 0 to R - 1. The best of many noisy means is too good on average (the winner's curse), and so the
points that are left get replicates from R on, with seeds of their own: these, and not those of the search, say what a point gives.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gridgov.analysis.paired import mean_interval, together
from gridgov.study.aims import Aims
from gridgov.study.designs import plain
from gridgov.study.plan import Plan
from gridgov.study.points import Point
from gridgov.study.ranges import Range
from gridgov.study.study import Study
from gridgov.text.faults import Fault, Faults, fault

MET, OPEN, MISSED = "met", "open", "missed"
ROUNDS_WITHOUT = 20  # batches that bring nothing new, after which the search has seen what there is


def optuna():
    """The library; raises Faults where it is not installed."""
    try:
        import optuna as found
    except ImportError as wrong:
        raise Faults([fault("optuna", None, "", "", Fault.NO_VALUE, "optimise_missing")]) from wrong
    found.logging.set_verbosity(found.logging.ERROR)
    return found


class Asker:
    """Proposes values and is told what they gave; the same questions and answers give the same next question."""

    def __init__(self, aims: Aims, ranges: Sequence[Range], policies: Sequence[str]):
        self.aims, self.ranges, self.policies = aims, ranges, policies
        library = optuna()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # constraints are marked as experimental
            limits = (lambda trial: trial.user_attrs["excess"]) if aims.targets else None
            if len(aims.objectives) == 1:
                sampler = library.samplers.TPESampler(seed=aims.seed, n_startup_trials=2 * aims.batch, constraints_func=limits, constant_liar=True)
            else:
                sampler = library.samplers.NSGAIISampler(seed=aims.seed, population_size=max(2, aims.batch), constraints_func=limits)
            self._study = library.create_study(directions=["minimize"] * len(aims.objectives), sampler=sampler)

    def ask(self) -> tuple[Any, Point]:
        """A question's handle, and the point that it asks for."""
        trial = self._study.ask()
        policy = trial.suggest_categorical("policy", list(self.policies)) if len(self.policies) > 1 else self.policies[0]
        factors = {one.name: self._value(trial, one) for one in self.ranges}
        changes: dict[str, Any] = {}
        for one in self.ranges:
            changes |= one.changes_under(policy, factors[one.name])
        return trial, Point(policy, changes, factors)

    def _value(self, trial, one: Range):
        name = f"lever.{one.name}"
        if one.values:
            # numbers in order are a scale, and only words are mere names
            if all(isinstance(value, int | float) and not isinstance(value, bool) for value in one.values):
                return sorted(one.values)[trial.suggest_int(name, 0, len(one.values) - 1)]
            return one.values[trial.suggest_categorical(name, list(range(len(one.values))))]
        if one.is_whole:
            return trial.suggest_int(name, int(one.low), int(one.high))
        return plain(trial.suggest_float(name, one.low, one.high, log=one.scale == "log"))

    def tell(self, trial, means: dict[str, float] | None) -> None:
        """What a question gave: means by metric, None where it has none."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if means is None:
                trial.set_user_attr("excess", [1e300] * len(self.aims.targets))
                self._study.tell(trial, state=optuna().trial.TrialState.FAIL)
                return
            trial.set_user_attr("excess", [target.excess(means[target.metric]) for target in self.aims.targets])
            self._study.tell(trial, [self.aims.sign(name) * means[name] for name in self.aims.objectives])


@dataclass(frozen=True)
class Search:
    """An optimisation of a plan in its study."""

    plan: Plan
    aims: Aims

    def rounds(self, study: Study) -> Iterator[dict[int, int]]:
        """Replicates by point: batch after batch of the search, then those of the best with fresh seeds."""
        found: dict[int, dict[str, float] | None] = {}
        yield from self._search(study, found)
        self._found(study, found)
        kept = self.candidates(found)
        if kept:
            yield dict.fromkeys(kept, self.plan.replicates + self.aims.fresh)

    def _search(self, study: Study, found: dict[int, dict[str, float] | None]) -> Iterator[dict[int, int]]:
        asker, replicates = Asker(self.aims, self.plan.ask.ranges, self.plan.ask.policies), self.plan.replicates
        idle = 0
        while idle < ROUNDS_WITHOUT:
            asked, new = [], []
            for _ in range(self.aims.batch):
                trial, point = asker.ask()
                try:
                    number = study.join(point)
                except Faults:
                    if not found and not new and len(asked) == self.aims.batch - 1:
                        raise  # not one sound point at all: the plan is wrong
                    asked.append((trial, None))
                    continue
                if number not in found and number not in new:
                    if (len(found) + len(new) + 1) * replicates > self.aims.budget:
                        return
                    new.append(number)
                asked.append((trial, number))
            if new:
                yield dict.fromkeys(new, replicates)
            found |= self.means(study, new, 0, replicates)
            for trial, number in asked:
                asker.tell(trial, None if number is None else found[number])
            idle = 0 if new else idle + 1

    def _found(self, study: Study, found: dict) -> None:
        if not any(found.values()):
            raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "optimise_no_value")])

    def values(self, study: Study, numbers: Sequence[int], first: int, last: int) -> dict[int, dict[str, list[float]]]:
        """Figures of replicates `first` to `last` - 1 of some points, by point and metric, those that have a value."""
        wanted = set(numbers)
        values: dict[int, dict[str, list[float]]] = {number: {name: [] for name in self.aims.metrics} for number in numbers}
        for name in self.aims.metrics:
            for point, replicate, value in study.store.values_of(name):
                if point in wanted and first <= replicate < last and value is not None:
                    values[point][name].append(value)
        return values

    def means(self, study: Study, numbers: Sequence[int], first: int, last: int) -> dict[int, dict[str, float] | None]:
        """Mean of each figure at each point; None of a point where any run gave none of a figure."""
        return {
            number: {name: float(np.mean(mine)) for name, mine in by_name.items()} if all(len(m) == last - first for m in by_name.values()) else None
            for number, by_name in self.values(study, numbers, first, last).items()
        }

    def candidates(self, found: dict[int, dict[str, float] | None]) -> list[int]:
        """The points that are worth fresh seeds: the best by the objective that keep the targets, or the front; where none does, the nearest."""
        known = {number: means for number, means in found.items() if means is not None}
        keeping = [number for number, means in known.items() if all(target.excess(means[target.metric]) <= 0 for target in self.aims.targets)]
        if not keeping:
            # each target on its own scale: shares beside yuan
            miss = {n: sum(max(0.0, t.excess(m[t.metric])) / (abs(t.bound) or 1.0) for t in self.aims.targets) for n, m in known.items()}
            return sorted(known, key=lambda number: (miss[number], number))[: self.aims.kept]
        scores = np.array([self.scores(known[number]) for number in keeping])
        first = np.lexsort((keeping, *scores.T[::-1]))
        if scores.shape[1] == 1:
            return [keeping[place] for place in first[: self.aims.kept]]
        front = [place for place in first if not dominated(scores)[place]]
        spread = np.unique(np.linspace(0, len(front) - 1, min(self.aims.kept, len(front))).round().astype(int))
        return [keeping[front[place]] for place in spread]

    def scores(self, means: dict[str, float]) -> list[float]:
        """The objectives, less is better."""
        return [self.aims.sign(name) * means[name] for name in self.aims.objectives]

    def answer(self, study: Study) -> dict[str, Any]:
        """What `optimum.json` holds: every kept point with its search and fresh figures, and what became of it with fresh seeds.

        `chosen` is the place of the first point, in the order of the search, whose 95 % intervals keep every target (all kept points together,
        Bonferroni); None where no point surely does, or where there are several objectives.
        """
        found: dict[int, dict[str, float] | None] = {}
        for _ in self._search(study, found):
            pass  # all of it is in the store
        kept, replicates = self.candidates(found), self.plan.replicates
        last = replicates + self.aims.fresh
        searched, fresh = self.values(study, kept, 0, replicates), self.values(study, kept, replicates, last)
        level = together(max(1, len(kept) * len(self.aims.targets)))
        rows = []
        for number in kept:
            figures = {}
            for name in self.aims.metrics:
                now = mean_interval(fresh[number][name])
                figures[name] = {"search": float(np.mean(searched[number][name])), "fresh": now.mean, "low": now.low, "high": now.high}
            verdicts = {f"{t.metric} {'>=' if t.is_least else '<='} {t.bound:g}": self._verdict(t, fresh[number][t.metric], level) for t in self.aims.targets}
            point = study.points[number]
            rows.append({"policy": point.policy, "levers": dict(point.factors), "figures": figures, "targets": verdicts})
        if len(self.aims.objectives) > 1 and rows and all(row["figures"][name]["fresh"] is not None for row in rows for name in self.aims.objectives):
            off = dominated(np.array([self.scores({n: row["figures"][n]["fresh"] for n in self.aims.objectives}) for row in rows]))
            rows = [row | {"on_front": not out} for row, out in zip(rows, off.tolist())]
        single = len(self.aims.objectives) == 1
        chosen = next((place for place, row in enumerate(rows) if single and all(v == MET for v in row["targets"].values())), None)
        return {
            "objectives": list(self.aims.objectives), "points_searched": len(found), "runs_searched": len(found) * replicates,
            "search_replicates": replicates, "fresh_replicates": self.aims.fresh, "chosen": chosen, "points": rows,
        }  # fmt: skip

    @staticmethod
    def _verdict(target, values: Sequence[float], level: float) -> str:
        found = mean_interval(values, level)
        if found.low is None:
            return OPEN
        ends = target.excess(found.low), target.excess(found.high)
        return MET if max(ends) <= 0 else MISSED if min(ends) > 0 else OPEN


def dominated(scores: np.ndarray) -> np.ndarray:
    """Whether another row is nowhere worse and somewhere better: b1 (points,) of f8 (points, objectives), less is better."""
    worse = (scores[None, :, :] <= scores[:, None, :]).all(axis=2) & (scores[None, :, :] < scores[:, None, :]).any(axis=2)
    return worse.any(axis=1)


def begin(plan: Plan, study: Study) -> Search:
    """The search of a study; raises Faults where it was begun with other aims, whose points would be others."""
    ranges = [[one.name, *one.paths, *map(str, one.values), str(one.low), str(one.high), one.scale] for one in plan.ask.ranges]
    note = {**plan.aims.note(), "replicates": plan.replicates, "policies": list(plan.ask.policies), "lever": ranges}
    note = _as_kept(note)
    before = study.store.about("optimise")
    if before is None:
        study.store.note("optimise", note)
    elif before != note:
        names = [name for name in note if before.get(name) != note[name]]
        raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "optimise_differs", names=", ".join(names))])
    return Search(plan, plan.aims)


def _as_kept(note: Any) -> Any:
    import json

    return json.loads(json.dumps(note))


