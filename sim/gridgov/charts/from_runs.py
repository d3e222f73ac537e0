"""All charts of exemplar runs together, for those who show them: each with its title and what a reader can see from it."""

from __future__ import annotations

from functools import partial

from gridgov.analysis.runs.enduring import GROUPS
from gridgov.analysis.runs.gathered import Shown
from gridgov.analysis.runs.places import LEVELS
from gridgov.charts.chart import Chart
from gridgov.charts.city_map import city_map_figure
from gridgov.charts.days_spent import days_spent_figure
from gridgov.charts.enduring import enduring_figure
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
