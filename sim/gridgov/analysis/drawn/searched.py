"""What charts show of an optimisation: every point with its means of the search, and the best with those of fresh seeds."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridgov.analysis.drawn.settings import Read, Setting, within_range
from gridgov.analysis.optimum import FILE, MET, worst
from gridgov.analysis.paired import Estimate, present
from gridgov.study.aims import Target
from gridgov.text.faults import Fault, Faults, fault

if TYPE_CHECKING:
    from gridgov.study.study import Study


@dataclass(frozen=True)
class Best:
    """A point that was run again: its number among the points, what it is called, and the means of fresh seeds with their joint intervals.

    `holds` says whether its intervals keep every target and no other fresh mean beats it where there are several objectives.
    """

    number: int
    setting: Setting
    fresh: Mapping[str, Estimate]  # by figure
    holds: bool
    on_front: bool


@dataclass(frozen=True)
class Searched:
    """A search: `means` of each point by figure, over `replicates` seeds, of the points whose runs all gave every figure.

    `best` are the points with `fresh` new seeds each, in the order of the search; none before it is over. `answer` is the place of the
    answer among them, None where there is none. All `intervals` of fresh means hold together.
    """

    objectives: tuple[str, ...]
    targets: tuple[Target, ...]
    replicates: int
    means: Mapping[int, Mapping[str, float]]
    best: tuple[Best, ...] = ()
    answer: int | None = None
    fresh: int = 0
    intervals: int = 0

    @property
    def figures(self) -> tuple[str, ...]:
        """Every figure that was looked at, once: the objectives, then those with a target."""
        return tuple(dict.fromkeys([*self.objectives, *(target.metric for target in self.targets)]))

    def keeps(self, number: int) -> bool:
        """Whether a point's means of the search keep every target."""
        return all(target.excess(self.means[number][target.metric]) <= 0 for target in self.targets)


def searched(study: Study, read: Read) -> Searched:
    """The search of a study; raises Faults where `optimum.json`, which holds what was found, cannot be understood."""
    note = study.store.about("optimise") or {}  # nothing yet where the search was cut off before its first batch
    objectives = tuple(note.get("objectives", study.plan.metrics[:1]))
    found = Searched(objectives, tuple(Target(**one) for one in note.get("targets", ())), note.get("replicates", study.plan.replicates), {})
    means = {}
    for number in range(len(study.points)):
        values = {name: [read(name).get(number, {}).get(one) for one in range(found.replicates)] for name in found.figures}
        if all(map(present, (value for mine in values.values() for value in mine))):
            means[number] = {name: math.fsum(mine) / len(mine) for name, mine in values.items()}
    about = {"means": means}
    path = study.folder / FILE
    if path.is_file():
        try:
            about |= _found(study, found.figures, json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, LookupError, TypeError, AttributeError):
            raise Faults([fault(str(path), None, "", "", Fault.NO_VALUE, "optimum_unreadable")]) from None
    return Searched(**{**vars(found), **about})


def _found(study: Study, figures: tuple[str, ...], answer: dict) -> dict:
    """What the file says of the best points."""
    several = len({point.policy for point in study.points}) > 1
    best = []
    for row in answer["points"]:
        point = study.points[row["point"]]
        fresh = {
            name: within_range(Estimate(answer["fresh_replicates"], given["fresh"], given["low"], given["high"]), name)
            for name in figures
            for given in (row["figures"][name],)
        }
        on_front = row.get("on_front") is not False
        setting = Setting(row["point"], point.policy, tuple(point.factors.items()), several)
        best.append(Best(row["point"], setting, fresh, on_front and worst(row) in (None, MET), on_front))
    return {"best": tuple(best), "answer": answer["chosen"], "fresh": answer["fresh_replicates"], "intervals": answer["intervals_together"]}
