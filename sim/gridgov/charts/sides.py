"""What charts of exemplar runs share: the names of their sides, their title, and how their runs were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.analysis.runs.gathered import Shown, Side
from gridgov.charts.paired import short_name
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.text.layout import headed
from gridgov.text.words import say

LINES = ("-", (0, (4, 1.6)))  # of the first and the second side: told apart in grey as well


def side_name(side: Side, lang: str) -> str:
    """What a side is called."""
    return say("run.no_policy", lang) if side.label == AS_IT_STANDS else short_name(side.label)


def title_of(shown: Shown, name: str, lang: str) -> str:
    """The heading of the chart of that name: the scenario and what the chart is about."""
    return headed(say("runs.heading", lang, scenario=shown.sides[0].scenario.title(lang), name=say(f"runs.title.{name}", lang)))


def merged(lists: Iterable[Sequence[str]]) -> list[str]:
    """The names of all sides, each once; what only one side has stands before what follows it there (a policy may add a tier)."""
    names: list[str] = []
    for one in lists:
        for place, name in enumerate(one):
            if name not in names:
                following = next((names.index(other) for other in one[place + 1 :] if other in names), len(names))
                names.insert(following, name)
    return names


def notes_of(shown: Shown, lang: str, *more: str) -> str:
    """How the runs were chosen, after what a reader must know of the chart."""
    return say("list.sentence", lang).join([*more, how_chosen(shown.exemplars, lang)])
