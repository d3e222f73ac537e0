"""Optimising levers in a study: which points are asked for, and which of them are run again with seeds that the search never saw.

Optuna proposes (Akiba et al. 2019, doi:10.1145/3292500.3330701): a tree of Parzen estimators for one objective (Bergstra et al. 2011), NSGA-II
for several (Deb et al. 2002, doi:10.1109/4235.996017). It is seeded and told results in the order of its questions, so that the same plan asks
for the same points again: what was made before a cut is read from the store, and nothing else has to be kept.

Every point of the search has the replicates 0 to R - 1. The best of many noisy means is too good on average (the winner's curse), and so the
points that are left get replicates from R on, with seeds of their own: these, and not those of the search, say what a point gives.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from gridgov.study.aims import Aims
from gridgov.study.designs import plain
from gridgov.study.plan import Plan
from gridgov.study.points import Point
from gridgov.study.ranges import Range
from gridgov.study.study import Study, scenario_of
from gridgov.text.faults import Fault, Faults, fault

ROUNDS_WITHOUT = 20  # batches that bring nothing new, after which the search has seen what there is
MOST_FAULTS = 3  # of a plan without a sound point: they are of one kind, at one point after the other
Means = dict[str, float] | None  # of a point, by metric; None where any of its runs gave none of a figure


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
        self._failed = library.trial.TrialState.FAIL
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

    def tell(self, trial, means: Means) -> None:
        """What a question gave."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if means is None:
                trial.set_user_attr("excess", [1e300] * len(self.aims.targets))
                self._study.tell(trial, state=self._failed)
                return
            trial.set_user_attr("excess", [target.excess(means[target.metric]) for target in self.aims.targets])
            self._study.tell(trial, self.aims.scores(means))


class Search:
    """An optimisation of a plan in its study."""

    def __init__(self, plan: Plan, aims: Aims):
        self.plan, self.aims = plan, aims
        self._found: dict[int, Means] | None = None  # until the search is over

    def rounds(self, study: Study) -> Iterator[dict[int, int]]:
        """Replicates by point: batch after batch of the search, then those of the best with fresh seeds."""
        found: dict[int, Means] = {}
        yield from self._search(study, found)
        if not any(found.values()):
            raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "optimise_no_value")])
        self._found = found
        yield dict.fromkeys(self.candidates(found), self.plan.replicates + self.aims.fresh)

    def found(self, study: Study) -> dict[int, Means]:
        """Every point of a search that is over, in the order in which it was asked for; all of it is in the store."""
        if self._found is None:
            found: dict[int, Means] = {}
            for _ in self._search(study, found):
                pass
            self._found = found
        return self._found

    def _search(self, study: Study, found: dict[int, Means]) -> Iterator[dict[int, int]]:
        asker, replicates = Asker(self.aims, self.plan.ask.ranges, self.plan.ask.policies), self.plan.replicates
        most = self.aims.budget // replicates
        idle = 0
        while idle < ROUNDS_WITHOUT and len(found) < most:
            asked, new = [], []
            while len(asked) < self.aims.batch and len(found) + len(new) < most:
                trial, point = asker.ask()
                number = study.number_of(point)
                if number is None:
                    with suppress(Faults):  # this one contradicts a check; the sampler is told that it gave nothing
                        number = study.join(point)
                if number is not None and number not in found and number not in new:
                    new.append(number)
                asked.append((trial, number))
            if new:
                yield dict.fromkeys(new, replicates)
            found |= self._means(study, new)
            for trial, number in asked:
                asker.tell(trial, None if number is None else found[number])
            idle = 0 if new else idle + 1

    def _means(self, study: Study, numbers: Sequence[int]) -> dict[int, Means]:
        replicates = self.plan.replicates
        values = values_of(study, self.aims.metrics, numbers, 0, replicates)
        return {
            number: {name: float(np.mean(mine)) for name, mine in by_name.items()} if all(len(m) == replicates for m in by_name.values()) else None
            for number, by_name in values.items()
        }

    def candidates(self, found: dict[int, Means]) -> list[int]:
        """The points that are worth fresh seeds: the best by the objective that keep the targets, or the front; where none does, the nearest."""
        known = {number: means for number, means in found.items() if means is not None}
        keeping = [number for number, means in known.items() if all(target.excess(means[target.metric]) <= 0 for target in self.aims.targets)]
        if not keeping:
            # each target on its own scale: shares beside yuan
            miss = {n: sum(max(0.0, t.excess(m[t.metric])) / (abs(t.bound) or 1.0) for t in self.aims.targets) for n, m in known.items()}
            return sorted(known, key=lambda number: (miss[number], number))[: self.aims.kept]
        scores = np.array([self.aims.scores(known[number]) for number in keeping])
        first = np.lexsort((keeping, *scores.T[::-1]))
        if scores.shape[1] == 1:
            return [keeping[place] for place in first[: self.aims.kept]]
        beaten = dominated(scores)
        front = [place for place in first if not beaten[place]]
        spread = np.unique(np.linspace(0, len(front) - 1, min(self.aims.kept, len(front))).round().astype(int))
        return [keeping[front[place]] for place in spread]


def values_of(study: Study, metrics: Sequence[str], numbers: Sequence[int], first: int, last: int) -> dict[int, dict[str, list[float]]]:
    """Figures of replicates `first` to `last` - 1 of some points, by point and metric, in the order of replicates; those that have a value."""
    found: dict[int, dict[str, list[float]]] = {number: {name: [] for name in metrics} for number in numbers}
    for name in metrics:
        for point, replicate, value in study.store.values_of(name):
            if point in found and first <= replicate < last and value is not None:
                found[point][name].append(value)
    return found


def dominated(scores: np.ndarray) -> np.ndarray:
    """Whether another row is nowhere worse and somewhere better: b1 (points,) of f8 (points, objectives), less is better."""
    return np.array([((scores <= mine).all(axis=1) & (scores < mine).any(axis=1)).any() for mine in scores], bool)


def check(plan: Plan) -> None:
    """Raise Faults where Optuna is missing, or none of the first points can be run: the plan is wrong then, and nothing is written for it."""
    asker, wrong = Asker(plan.aims, plan.ask.ranges, plan.ask.policies), []
    for _ in range(plan.aims.batch):
        try:
            scenario_of(plan, asker.ask()[1])
            return
        except Faults as found:
            wrong += [one for one in found.faults if one not in wrong]
    raise Faults(wrong[:MOST_FAULTS])


def begin(plan: Plan, study: Study) -> Search:
    """The search of a study; raises Faults where it was begun with other aims, whose points would be others."""
    ranges = [[one.name, *one.paths, *map(str, one.values), str(one.low), str(one.high), one.scale] for one in plan.ask.ranges]
    note = {**plan.aims.note(), "replicates": plan.replicates, "policies": list(plan.ask.policies), "lever": ranges}
    note = json.loads(json.dumps(note))  # as the store gives it back
    before = study.store.about("optimise")
    if before is None:
        study.store.note("optimise", note)
    elif before != note:
        names = [name for name in note if before.get(name) != note[name]]
        raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "optimise_differs", names=", ".join(names))])
    return Search(plan, plan.aims)
