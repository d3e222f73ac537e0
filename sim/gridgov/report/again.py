"""Runs made once more for what no store keeps, of the reference and of the policy that leads, and what went wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.analysis.runs.gathered import Shown, gather
from gridgov.exemplars import Exemplars, Wish, find_each, point_label
from gridgov.report.answer import leader_of
from gridgov.report.material import Material


@dataclass(frozen=True)
class Again:
    """The runs that stand for the others, by the label of their group, what charts show of them and of the extremes, why their seed was
    taken, and sentences on what went wrong."""

    runs: Mapping[str, Any] = field(default_factory=dict)
    shown: Shown | None = None
    how: str = ""
    troubles: tuple[str, ...] = ()


def wanted(material: Material) -> tuple[dict[str, Exemplars], tuple[str, ...]]:
    """The runs that stand for the others and the extremes by name, and what the page calls them; raises Faults where they cannot be made again."""
    if not material.blocks:
        points = material.study.points
        same = [point_label(point, points) for point in points if point.factors == points[0].factors]
        labels = tuple(dict.fromkeys([same[0], same[-1]]))
        return find_each(str(material.folder), Wish(labels)), labels
    block = material.blocks[0]
    leader = leader_of(block, material.main, material.level_of(material.main))[0]
    other = leader if leader != block.reference.label else block.groups[-1].label
    labels = tuple(dict.fromkeys([block.reference.label, other]))
    if material.study is None:
        return find_each(str(material.folder), Wish(tuple(block.group(label).code for label in labels))), labels
    points, plan = material.study.points, material.study.plan
    by_meaning = {(point.policy, tuple(sorted(plan.changes_of(point).items()))): point for point in points}
    groups = [block.group(label) for label in labels]
    found = [by_meaning[group.policy, tuple(sorted(group.changes.items()))] for group in groups]
    return find_each(str(material.folder), Wish(tuple(point_label(point, points) for point in found))), labels


def made_again(found: Mapping[str, Exemplars], labels: Sequence[str], tell: Callable[[int], None], lang: str) -> Again:
    """The runs with their event logs; raises Faults where one does not come out as it did."""
    runs: list[Any] = []
    shown = gather(found, tell, runs.append)
    sides = tuple(replace(side, label=label) for side, label in zip(shown.sides, labels))  # called as everywhere on the page
    shown = replace(shown, sides=sides)
    return Again(dict(zip(labels, runs)), shown, how_chosen(shown.exemplars, lang))
