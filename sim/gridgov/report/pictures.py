"""The charts of a report: differences of every block, and what is read from runs that were made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import LEVEL, Difference
from gridgov.charts.chart import Chart
from gridgov.report.again import Again
from gridgov.report.material import Material
from gridgov.text.faults import Faults
from gridgov.text.words import say

if TYPE_CHECKING:
    from gridgov.analysis.worlds import Verdict

DIFFERENCES = "differences"
MOST_BLOCKS = 4  # of which the differences are drawn; the others stand in tables
MOST_ROWS = 12  # policies that one picture of differences holds


@dataclass(frozen=True, kw_only=True)
class Levelled(Comparison):
    """A comparison whose differences have the intervals of the page: a chart shows the numbers of the tables."""

    level_of: Callable[[str], float]

    def difference(self, policy: str, metric: str, better: str = "neither", level: float = LEVEL) -> Difference:
        """As that of a comparison, at the level that the page gives this metric."""
        return super().difference(policy, metric, better, self.level_of(metric))


def pictures(material: Material, again: Again, lang: str) -> list[Chart]:
    """What there is to be seen of the study, and of the runs that were made again; there may be none of these."""
    drawn = [] if material.study is None else [one for one in _of_study(material, lang) if one.name != DIFFERENCES]
    return [*_differences(material, lang), *drawn, *_of_runs(again, lang)]


def _of_runs(again: Again, lang: str) -> list[Chart]:
    from gridgov.charts.from_runs import charts, ways

    return [] if again.shown is None else [*charts(again.shown, lang), *ways(again.runs, lang)]


def _of_study(material: Material, lang: str) -> list[Chart]:
    """What the study's own design has data for; nothing where too little of it is there."""
    from gridgov.charts.from_study import charts

    try:
        return charts(material.study, lang, material.metrics, names=material.names, level=material.level_of)
    except Faults:
        return []


def _differences(material: Material, lang: str) -> list[Chart]:
    from gridgov.charts.paired import paired_figure

    found = []
    for number, block in enumerate(material.blocks[:MOST_BLOCKS]):
        if not 0 < len(block.others) < MOST_ROWS:
            continue
        title = say("report.picture.differences", lang, reference=block.reference.label)
        title = say("label.which", lang, label=title, which=block.setting) if block.setting else title
        comparison = Levelled(**{one.name: getattr(block.comparison, one.name) for one in fields(block.comparison)}, level_of=material.level_of)
        metrics = material.shown if material.study is None else material.metrics
        draw = partial(paired_figure, comparison, metrics, lang, [_named(one, material) for one in material.verdicts])
        found.append(Chart(f"{DIFFERENCES}{number + 1}", title, say("report.purpose.differences", lang), draw))
    return found


def _named(verdict: Verdict, material: Material) -> Verdict:
    """A verdict whose policies are called as on the page."""
    one = verdict.default
    default = replace(one, policy_name=material.name(one.policy_name), reference_name=material.name(one.reference_name))
    return replace(verdict, default=default)
