"""What charts of exemplar runs share: the names of their sides, their title, and how their runs were chosen."""

from __future__ import annotations

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.analysis.runs.gathered import Shown, Side
from gridgov.charts.paired import short_name
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.text.words import say

LINES = ("-", (0, (4, 1.6)))  # of the first and the second side: told apart in grey as well


def side_name(side: Side, lang: str) -> str:
    """What a side is called."""
    return say("run.no_policy", lang) if side.label == AS_IT_STANDS else short_name(side.label)


def title_of(shown: Shown, name: str, lang: str) -> str:
    """The heading of a chart: the scenario and what the chart is about."""
    return say("runs.title", lang, scenario=shown.sides[0].scenario.title(lang), name=say(name, lang))


def notes_of(shown: Shown, lang: str, *more: str) -> str:
    """How the runs were chosen, after what a reader must know of the chart."""
    return say("list.sentence", lang).join([*more, how_chosen(shown.exemplars, lang)])
