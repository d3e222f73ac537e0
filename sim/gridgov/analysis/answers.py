"""A study that answers: what the package's user knows as `Study`, with its paired differences beside its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gridgov.analysis.figures import metric_faults
from gridgov.analysis.paired import paired_difference, present
from gridgov.metrics import METRICS
from gridgov.study import study
from gridgov.text.faults import Faults, fault, show

#: What `compare` gives of each difference, beside the point's policy and factors.
DIFFERENCE = ("metric", "pairs", "reference", "level", "difference", "low", "high", "verdict")


class Study(study.Study):
    """A plan and its results: `Study.create / open / begin`, then `run`, `extend`, `table`, `compare`, `failures`, `replay`, `export`."""

    def compare(self, reference: str | Mapping[str, Any] | None = None, metrics: Sequence[str] | None = None):
        """A DataFrame of paired differences, a row per point and metric: policy, factors, and `DIFFERENCE`, with 95 % intervals.

        Each point is held against the one that is the same but for what `reference` says, seed by seed. The intervals speak of chance only.

        Parameters
        ----------
        reference : a policy, or values by the name of a lever (`"policy"` is one): `{"stipend": 0}`. None for the plan's first policy
            where there are several, else for the plan's first point.
        metrics : those of the plan, if not said

        Raises
        ------
        Faults : where no point is what `reference` says, or no run gave one of the metrics
        """
        import pandas

        if wrong := metric_faults(self, metrics):
            raise Faults(wrong)
        names = tuple(self.plan.metrics if metrics is None else metrics)
        wanted = self._reference(reference)
        places = {_described(point.policy, point.factors): number for number, point in enumerate(self.points)}
        values = self._values(names)
        better = {metric.name: metric.better for metric in METRICS}
        rows = []
        for number, point in enumerate(self.points):
            other = 0 if wanted is None else places.get(_described(**_but(point, wanted)))
            if other is None or other == number:
                continue
            for name in names:
                mine, theirs = values[name].get(number, {}), values[name].get(other, {})
                shared = sorted(mine.keys() & theirs.keys())
                one = paired_difference(
                    [mine[replicate] for replicate in shared], [theirs[replicate] for replicate in shared], metric=name,
                    policy_name=point.policy, reference_name=self.points[other].policy, better=better.get(name, "neither"),
                )  # fmt: skip
                estimate = one.estimate
                found = (name, estimate.count, one.reference, one.policy, estimate.mean, estimate.low, estimate.high, one.verdict)
                rows.append({"point": number, "policy": point.policy, **point.factors, **dict(zip(DIFFERENCE, found))})
        factors = dict.fromkeys(name for point in self.points for name in point.factors)
        return pandas.DataFrame(rows, columns=["point", "policy", *factors, *DIFFERENCE])

    def _reference(self, reference: str | Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """What is asked for, by name; None for the first point, whatever it is."""
        first = self.points[0]
        if reference is None:
            several = any(point.policy != first.policy for point in self.points)
            return {"policy": first.policy} if several else None
        wanted = {"policy": reference} if isinstance(reference, str) else reference
        described = [{"policy": point.policy, **point.factors} for point in self.points]
        faults = []
        for name, value in wanted.items():
            known = dict.fromkeys(point[name] for point in described if name in point)
            if value not in known:
                faults.append(fault("compare", None, "", name, value, "no_reference", known=", ".join(map(show, known)) or "-"))
        if faults:
            raise Faults(faults)
        return wanted

    def _values(self, names: Sequence[str]) -> dict[str, dict[int, dict[int, float]]]:
        """Figures by name, point and replicate, where a run gave one."""
        frame = self.table(names)
        found: dict[str, dict[int, dict[int, float]]] = {name: {} for name in names}
        for name in names:
            for point, replicate, value in zip(frame["point"], frame["replicate"], frame[name]):
                if present(value):
                    found[name].setdefault(point, {})[replicate] = value
        return found


def _described(policy: str, factors: Mapping[str, Any]) -> tuple:
    return policy, tuple(sorted(factors.items()))


def _but(point, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A point's policy and factors, with what is wanted in place of its own."""
    factors = {**point.factors, **{name: value for name, value in wanted.items() if name != "policy"}}
    return {"policy": wanted.get("policy", point.policy), "factors": factors}
