"""The charts of a report: differences of every block, and what is read from runs that were made again."""

from __future__ import annotations

from functools import partial

from gridgov.charts.chart import Chart
from gridgov.report.again import Again
from gridgov.report.material import Material
from gridgov.text.faults import Faults
from gridgov.text.words import say

DIFFERENCES = "differences"
MOST_BLOCKS = 4  # of which the differences are drawn; the others stand in tables
MOST_ROWS = 12  # policies that one picture of differences holds


def pictures(material: Material, again: Again, lang: str) -> list[Chart]:
    """What there is to be seen of the study, and of the runs that were made again; there may be none of these."""
    drawn = [] if material.study is None else _of_study(material, lang)
    own = [] if any(one.name == DIFFERENCES for one in drawn) else _differences(material, lang)
    return [*own, *drawn, *_of_runs(again, lang)]


def _of_runs(again: Again, lang: str) -> list[Chart]:
    from gridgov.charts.from_runs import charts, ways

    return [] if again.shown is None else [*charts(again.shown, lang), *ways(again.runs, lang)]


def _of_study(material: Material, lang: str) -> list[Chart]:
    """What the study's own design has data for; nothing where too little of it is there."""
    from gridgov.charts.from_study import charts

    try:
        return charts(material.study, lang, material.metrics)
    except Faults:
        return []


def _differences(material: Material, lang: str) -> list[Chart]:
    from gridgov.charts.paired import paired_figure

    found = []
    for number, block in enumerate(material.blocks[:MOST_BLOCKS]):
        if not 1 < len(block.groups) <= MOST_ROWS:
            continue
        title = say("report.picture.differences", lang, reference=block.reference.label)
        title = say("label.which", lang, label=title, which=block.setting) if block.setting else title
        draw = partial(paired_figure, block.comparison, material.shown, lang)
        found.append(Chart(f"{DIFFERENCES}{number + 1}", title, say("report.purpose.differences", lang), draw))
    return found
