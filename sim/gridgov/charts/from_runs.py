"""All charts of exemplar runs together, for those who show them: each with its title and what a reader can see from it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from gridgov.analysis.life.follows import directly_follows
from gridgov.analysis.runs.enduring import GROUPS
from gridgov.analysis.runs.gathered import Shown
from gridgov.analysis.runs.places import LEVELS
from gridgov.charts.chart import Chart
from gridgov.charts.city_map import city_map_figure
from gridgov.charts.days_spent import days_spent_figure
from gridgov.charts.enduring import enduring_figure
from gridgov.charts.follows import follows_figure
from gridgov.charts.inequality import inequality_figure
from gridgov.charts.people import people_figure
from gridgov.charts.sides import title_of
from gridgov.charts.tier_flow import tier_flow_figure
from gridgov.text.words import say


def charts(shown: Shown, lang: str) -> list[Chart]:
    """The charts of one run or of two policies side by side, from what was gathered of them."""
    drawn = [
        ("days_spent", partial(days_spent_figure, shown, lang)),
        ("tier_flow", partial(tier_flow_figure, shown, lang)),
        *((f"enduring_{by}", partial(enduring_figure, shown, by, lang)) for by in GROUPS),
        ("inequality", partial(inequality_figure, shown, lang)),
        ("people", partial(people_figure, shown, lang)),
        *((f"map_{level}", partial(city_map_figure, shown, level, lang)) for level in LEVELS),
    ]
    return [Chart(name, title_of(shown, name, lang), say(f"runs.purpose.{name}", lang), draw) for name, draw in drawn]


def ways(runs: Mapping[str, Any], lang: str) -> list[Chart]:
    """The way of cases through each run that kept its event log, by the label of its policy or point."""
    found = []
    for number, (label, run) in enumerate(runs.items()):
        draw = partial(follows_figure, run, directly_follows(run.outcome.events), lang, label)
        title = say("report.picture.follows", lang, policy=label, seed=run.seed)
        found.append(Chart(f"follows{number + 1}", title, say("report.purpose.follows", lang, policy=label), draw))
    return found
