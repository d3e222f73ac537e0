"""Charts of single runs: readable in both languages on empty, small and full data, units on every axis, the same bytes twice."""

from dataclasses import replace

import numpy as np
import pytest

from gridgov.analysis.runs.flow import Flow
from gridgov.analysis.runs.inequality import QUANTILES, Inequality
from gridgov.analysis.runs.people import CHIEFS, STAFF, People
from gridgov.analysis.runs.places import LEVELS, WHATS, CityMap
from gridgov.analysis.runs.stages import Stages
from gridgov.charts.days_spent import parts
from gridgov.charts.from_runs import charts
from gridgov.charts.sides import merged
from gridgov.charts.style import style
from gridgov.tables.dtypes import DAY
from gridgov.text.words import say
from tests.unit.charts.boxes import assert_chart, assert_same_bytes, texts_of
from tests.unit.charts.shown import run_of, shown, thinned, without_log

NAMES = ("days_spent", "tier_flow", "enduring_category", "enduring_kind", "inequality", "people", "map_building", "map_grid", "map_street")
LONGEST = "before_everything_was_changed_in_the_year_of_grids_number_59"


def no_city(data):
    """The same as if nobody lived anywhere and there were no buildings and no posts."""
    nothing = np.zeros(0)
    months = data.sides[0].run.people.days
    zeros = np.zeros(len(months) - 1)
    empty = {
        "maps": {level: CityMap(level, nothing, nothing, (), dict.fromkeys(WHATS, nothing)) for level in LEVELS},
        "inequality": Inequality(np.zeros(1), np.zeros(1), None, (), np.zeros((0, len(QUANTILES)))),
        "people": People(months, dict.fromkeys(CHIEFS, zeros), dict.fromkeys(STAFF, zeros), False),
        "curves": {"category": (), "kind": ()},
    }
    return replace(data, sides=tuple(replace(side, run=replace(side.run, **empty), others=()) for side in data.sides))


CASES = {
    "two": lambda: shown([run_of("before"), run_of("before", 2)], [run_of(fluid=True), run_of(fluid=True, seed=2)], labels=(LONGEST, "吹哨$x^$<b>")),
    "one": lambda: shown([run_of()], labels=("none",), how="asked"),
    "row": lambda: shown([thinned(run_of("before"), 1)]),
    "empty": lambda: shown([thinned(run_of("before"), 0)], labels=("none",)),
    "no_log": lambda: shown([without_log(run_of("before"))]),
    "no_city": lambda: no_city(shown([without_log(thinned(run_of(), 0))])),
}
#: What a chart has to say of itself where it has nothing to show.
SENTENCES = {
    ("no_log", "days_spent"): "runs.no_log", ("no_log", "tier_flow"): "runs.no_log", ("empty", "tier_flow"): "runs.no_registered",
    ("empty", "days_spent"): "runs.no_cases", ("empty", "enduring_category"): "runs.no_cases", ("empty", "inequality"): "runs.no_cases",
    ("no_city", "inequality"): "runs.no_residents", ("no_city", "map_building"): "runs.no_buildings", ("no_city", "people"): "runs.no_staff",
    ("row", "people"): "runs.no_chiefs", ("no_city", "enduring_kind"): "runs.no_cases",
}  # fmt: skip
#: What is drawn: all charts in both languages with much, little and nothing to show; the rest where it makes a difference (streets
#: are drawn as grids are, and an empty map has the words of a full one).
DRAWN = [
    (case, name, lang) for case in ("two", "row", "empty") for name in NAMES for lang in ("en", "zh")
    if case == "two" or not name.startswith("map_") or (name, lang) in (("map_building", "en"), ("map_grid", "zh"))
]  # fmt: skip
DRAWN += [("one", name, "en") for name in NAMES if not name.startswith("map_")] + [
    (case, name, "zh") for case, name in SENTENCES if case in ("no_log", "no_city")
]


@pytest.fixture(scope="module")
def made():
    return {name: fewer(make()) for name, make in CASES.items()}


def fewer(data):
    """The same with four categories: each costs a panel."""
    sides = []
    for side in data.sides:
        curves = {by: curves[:4] for by, curves in side.run.curves.items()}
        sides.append(replace(side, run=replace(side.run, curves=curves)))
    return replace(data, sides=tuple(sides))


def chart(data, name, lang):
    return next(one for one in charts(data, lang) if one.name == name)


@pytest.mark.parametrize(("case", "name", "lang"), DRAWN)
def test_every_text_is_inside_and_apart_every_axis_names_its_unit_and_what_is_empty_says_so(made, case, name, lang, caplog):
    figure = assert_chart(chart(made[case], name, lang).draw, caplog)
    if (case, name) in SENTENCES:
        words = [text.replace(" ", "") for text in texts_of(figure)]
        assert say(SENTENCES[case, name], lang).replace(" ", "") in words


@pytest.mark.parametrize("name", [name for name in NAMES if name != "map_street"])
def test_a_chart_is_the_same_bytes_each_time(made, name):
    assert_same_bytes(chart(made["one"], name, "en").draw)


def test_all_charts_have_titles_and_purposes_in_both_languages(made):
    for lang in ("en", "zh"):
        offered = charts(made["two"], lang)
        assert tuple(one.name for one in offered) == NAMES and len({one.purpose for one in offered}) == len(NAMES)
        assert all(one.title.startswith(made["two"].sides[0].scenario.title(lang)) for one in offered)


def test_what_stands_beside_a_bar_is_the_sum_of_its_parts():
    seconds = np.zeros((8, 3), np.int64)
    seconds[:, 0], seconds[2, 1], seconds[0, 2] = DAY, 6 * DAY, 20 * DAY
    stages = Stages(("grid", "street"), seconds, 2)
    assert parts(stages, 0).sum() == pytest.approx(seconds.sum() / DAY / 2)
    assert parts(stages, 1).sum(axis=0).tolist() == [4.0, 3.0]
    assert parts(stages, 0).sum() == pytest.approx(parts(stages, 1).sum() + 20 / 2)


def test_a_tier_that_only_one_policy_has_stands_in_its_place_on_both_sides():
    both = merged([("grid", "street", "departments"), ("grid", "street", "leader", "departments")])
    assert both == ["grid", "street", "leader", "departments"] == merged([both, ("grid", "street", "departments")])
    sides = [run_of("before"), run_of("squads")]
    tiers = [side.start.labels.tiers for side in sides]
    assert len(tiers[0]) < len(tiers[1])
    with style():
        for name in ("days_spent", "tier_flow"):
            figure = chart(shown([sides[0]], [sides[1]]), name, "en").draw()
            assert len(texts_of(figure)) > len(tiers[1])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_cases_may_go_back_to_a_lower_tier_and_a_tier_may_have_next_to_none(made, lang, caplog):
    moves = np.array([[0, 400, 3], [150, 0, 90], [0, 1, 0]])
    ends = np.array([[500, 300, 80], [0, 1, 0], [30, 0, 0], [20, 10, 12]])
    flow = Flow(("grid", "street", "unheard_of_tier_of_a_user"), moves.sum(axis=1) + ends.sum(axis=0) - moves.sum(axis=0), moves, ends)
    side = made["one"].sides[0]
    data = replace(made["one"], sides=(replace(side, run=replace(side.run, flow=flow)),))
    figure = assert_chart(chart(data, "tier_flow", lang).draw, caplog)
    assert flow.entries.tolist() == [803, 150, 0] and any("953" in text for text in texts_of(figure))


def test_two_policies_share_one_scale(made):
    with style():
        figure = chart(made["two"], "days_spent", "en").draw()
        left, right, *_ = (axes.get_xlim() for axes in figure.axes)
    assert left == right
