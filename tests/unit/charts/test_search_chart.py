"""The chart of an optimisation: readable whatever was looked for and found, its numbers are those of the answer, and damage is a sentence."""

import json
from dataclasses import replace
from functools import partial

import pytest

from gridgov.analysis.drawn.searched import searched
from gridgov.analysis.figures import by_point
from gridgov.analysis.optimum import FILE
from gridgov.charts.from_study import charts
from gridgov.charts.optimum import optimum_figure
from gridgov.charts.style import style
from gridgov.cli.shell import run_command_line
from gridgov.study.aims import Target
from gridgov.text.words import say
from tests.unit.charts.boxes import assert_chart, assert_same_bytes, texts_of
from tests.unit.charts.searches import AIMS, FRESH, search

#: Of each aim what may be there: nothing, one point with one seed, a search that was cut off, and all.
STATES = {"empty": {"points": 0}, "one": {"points": 1, "replicates": 1, "fresh": 1}, "cut": {"over": False}, "full": {}}


def data_of(folder, aims, **state):
    with search(folder, aims, **state) as study:
        return searched(study, partial(by_point, study))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("aims", ["alone", "target", "front_targets"])
def test_a_search_is_readable_at_every_stage_and_says_what_is_not_there_yet(tmp_path, aims, state, lang, caplog):
    with search(tmp_path, AIMS[aims], **STATES[state]) as study:
        (chart,) = charts(study, lang)
    words = [text.replace(" ", "") for text in texts_of(assert_chart(chart.draw, caplog))]
    assert chart.name == "optimum"
    for key, is_said in (("study_chart.no_runs", state == "empty"), ("study_chart.optimum.unfinished", state in ("empty", "cut"))):
        assert (say(key, lang).replace(" ", "") in words) == is_said


@pytest.mark.parametrize("aims", ["targets", "front"])
def test_other_aims_are_readable_and_the_same_bytes_each_time(tmp_path, aims, caplog):
    data = data_of(tmp_path, AIMS[aims])
    assert_chart(partial(optimum_figure, data, "en"), caplog)
    assert_same_bytes(partial(optimum_figure, data, "zh"))


def test_the_marks_are_the_figures_of_the_answer_and_a_ring_is_around_it(tmp_path):
    data = data_of(tmp_path, AIMS["target"])
    told = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    assert data.answer == told["chosen"] is not None and data.fresh == FRESH
    assert [one.fresh["cost"].low for one in data.best] == [row["figures"]["cost"]["low"] for row in told["points"]]
    assert [data.means[one.number]["cost"] for one in data.best] == pytest.approx([row["figures"]["cost"]["search"] for row in told["points"]])
    with style():
        right = optimum_figure(data, "en").axes[1]
    (ring,) = [line for line in right.lines if line.get_markersize() > 10]
    figures = told["points"][told["chosen"]]["figures"]
    assert ring.get_xydata().tolist() == [pytest.approx([figures["cost"]["fresh"] / 1e6, 100 * figures["on_time_true"]["fresh"]])]


def test_a_point_that_misses_a_target_is_hollow_and_without_a_sure_one_there_is_no_answer(tmp_path):
    data = data_of(tmp_path, replace(AIMS["target"], targets=(Target("on_time_true", 0.99, True),)))
    assert data.best and data.answer is None and not any(one.holds for one in data.best)
    with style():
        words = texts_of(optimum_figure(data, "en"))
    assert any(say("study_chart.optimum.no_answer", "en") in word for word in words) and say("study_chart.optimum.answer", "en") not in words


def test_more_points_than_a_legend_holds_are_counted(tmp_path, caplog):
    data = data_of(tmp_path, replace(AIMS["target"], kept=18, targets=(Target("on_time_true", 0.6, True),)))
    words = texts_of(assert_chart(partial(optimum_figure, data, "zh"), caplog))
    assert len(data.best) == 18 and say("study_chart.optimum.others", "zh", count=4) in words


@pytest.mark.parametrize("text", ["{", "[]", '{"points": [{"point": 99}]}', '{"points": [], "chosen": null}'])
def test_a_damaged_file_of_what_was_found_is_a_sentence_and_no_chart(tmp_path, text, capsys):
    search(tmp_path, AIMS["target"]).close()
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    for lang, said in (("en", "gridgov optimise"), ("zh", "损坏")):
        assert run_command_line(["charts", str(tmp_path), "--lang", lang]) == 2
        assert said in capsys.readouterr().err and not (tmp_path / "charts").exists()
