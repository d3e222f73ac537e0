"""Choosing the best policy in a study: replicates only of those that may still be it, and the answer read back from the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gridgov.analysis.paired import LEVEL
from gridgov.analysis.selection import Selection, select_best
from gridgov.analysis.table import plain
from gridgov.metrics import find_metric
from gridgov.study.points import FAILED
from gridgov.study.study import Study
from gridgov.study.tables import replay_command
from gridgov.text.faults import Fault, Faults, fault

BATCH = 10  # replicates by which those that are in grow
MOST_NAMED = 5  # runs without a value that are listed


@dataclass(frozen=True)
class Choice:
    """What is asked: which of some policies is best in one metric, beyond a difference that does not matter, within a budget of runs."""

    policies: tuple[str, ...]
    metric: str
    indifference: float  # in the metric's own unit
    first: int  # replicates of every policy before anything is decided
    budget: int  # runs of all policies together

    def numbers(self, study: Study) -> list[int]:
        """Of the points of the policies in a study, in their order."""
        found = {point.policy: number for number, point in enumerate(study.points) if not point.changes}
        return [found[policy] for policy in self.policies]

    def values(self, study: Study, wanted: Mapping[int, int]) -> np.ndarray:
        """The metric as it stands in the study, f8 (policies, replicates), of so many replicates of each point; NaN where there is no run.

        Raises
        ------
        Faults
            If a run failed or gives no value: without it nothing is guaranteed.
        """
        rows = {number: place for place, number in enumerate(self.numbers(study))}
        with study.store.at_one_moment():
            runs = [row[1:6] for row in study.store.runs() if row[3] < wanted.get(row[2], 0)]
            figures = {(point, replicate): value for point, replicate, value in study.store.values_of(self.metric)}
        found = np.full((len(rows), max(wanted.values())), np.nan)
        missing = []
        for name, point, replicate, _, status in runs:
            value = figures.get((point, replicate))
            if value is None:
                missing.append((name, study.points[point].policy, "select_failed" if status == FAILED else "select_no_value"))
            else:
                found[rows[point], replicate] = value
        if missing:
            raise Faults([
                fault(
                    str(study.folder), None, "", "", Fault.NO_VALUE, code,
                    metric=self.metric, run=name, policy=policy, replay=replay_command(study.folder, name),
                )
                for name, policy, code in missing[:MOST_NAMED]
            ])  # fmt: skip
        return found

    def selection(self, values: np.ndarray) -> Selection:
        """The decision that these values allow."""
        return select_best(values if find_metric(self.metric).better == "higher" else -values, self.first, self.indifference)

    def rounds(self, study: Study) -> Iterator[dict[int, int]]:
        """Replicates by point, each to be there before the next are asked for, until one policy is chosen or the budget ends.

        They follow from the values alone and never look beyond what they asked for: a study that was cut off asks for the same again.
        """
        numbers = self.numbers(study)
        wanted = dict.fromkeys(numbers, self.first)
        while True:
            yield dict(wanted)
            found = self.selection(self.values(study, wanted))
            if found.decided:
                return
            growing = [numbers[place] for place in found.still]
            left = self.budget - sum(wanted.values())
            more = min(BATCH, found.most - found.replicates, left // len(growing))
            if more < 1:
                return
            wanted |= dict.fromkeys(growing, found.replicates + more)

    def answer(self, study: Study) -> tuple[Selection, np.ndarray]:
        """The last decision and the values it was made from, where the runs of all rounds are there."""
        *_, wanted = self.rounds(study)
        values = self.values(study, wanted)
        return self.selection(values), values

    def summary(self, study: Study) -> dict[str, Any]:
        """The answer as `selection.json` holds it."""
        found, values = self.answer(study)
        return {
            "metric": self.metric, "better": find_metric(self.metric).better, "indifference": self.indifference, "guarantee": LEVEL,
            "procedure": "Kim and Nelson (2001), ACM TOMACS 11(3), with common random numbers", "first_replicates": self.first,
            "best": None if found.best is None else self.policies[found.best],
            "still_in": [self.policies[place] for place in found.still],
            "policies": {
                policy: {
                    "replicates": int(np.isfinite(values[place]).sum()), "mean": plain(float(np.nanmean(values[place]))),
                    "left_after_replicates": found.left_after[place],
                }
                for place, policy in enumerate(self.policies)
            },
            "runs": int(np.isfinite(values).sum()), "replicates_at_most": found.most,
        }  # fmt: skip
