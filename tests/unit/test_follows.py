"""What follows what: counted rightly, drawn in both languages with every glyph and no label on another, the same bytes each time."""

from collections import Counter
from functools import cache
from itertools import pairwise
from statistics import median

import numpy as np
import pytest

from gridgov import load_scenario, simulate
from gridgov.analysis.life.follows import directly_follows
from gridgov.charts import follows
from gridgov.charts.follows import PLACES, follows_figure, write_follows
from gridgov.charts.process import process_figure, write_process
from gridgov.run.process import causes, known, relation
from gridgov.tables.dtypes import ACTIVITIES
from gridgov.text.terms import ACTIVITY_TERMS
from tests.figures import assert_readable

SMALL = {"city.residents": 1200, "city.streets": 1, "time.warmup_days": 5, "time.horizon_days": 60}
NAME = "A district whose name is longer than any title should be " * 4
LONG = f'extends = "classroom"\ntitle_en = "{NAME}"\ntitle_zh = "{"名字很长的区" * 20}"\n'
QUIET = {"time.horizon_days": 1, "time.warmup_days": 0, "city.residents": 1}


@cache
def run(*policies):
    return simulate(load_scenario("classroom", policies, extra=SMALL), seed=2, events=True)


@pytest.fixture(scope="module")
def towns(tmp_path_factory):
    """Runs of three kinds: with much going on, with a long title, with nothing in the log."""
    path = tmp_path_factory.mktemp("town") / "long.toml"
    path.write_text(LONG, encoding="utf-8")
    return {
        "full": run("five_chiefs", "whistle"),
        "long": simulate(load_scenario(path, extra=SMALL), seed=2, events=True),
        "empty": simulate(load_scenario("classroom", extra=SMALL | QUIET), events=True),
    }


def test_pairs_and_times_are_those_of_the_lives():
    events, lives = run().outcome.events, {}
    for time, case, activity in zip(*(events[name].tolist() for name in ("time", "case", "activity"))):
        lives.setdefault(case, []).append((activity, time))
    steps = {}
    for life in lives.values():
        for (a, before), (b, after) in pairwise(life):
            steps.setdefault((a, b), []).append(after - before)
    found = directly_follows(events)
    assert found.cases == len(lives) and found.entries.tolist() == [Counter(events["activity"].tolist())[a] for a in range(len(ACTIVITIES))]
    assert {step: int(found.pairs[step]) for step in steps} == {step: len(seconds) for step, seconds in steps.items()}
    assert found.pairs.sum() == len(events) - len(lives)
    assert all(found.median_s[step] == median(seconds) for step, seconds in steps.items())
    assert np.isnan(found.median_s[found.pairs == 0]).all()
    counts = [found.pairs[step] for step in found.most(5)]
    assert len(counts) == 5 and counts == sorted(counts, reverse=True) and counts[0] == found.pairs.max()


def test_a_log_without_entries_has_no_pairs(towns):
    empty = directly_follows(towns["empty"].outcome.events)
    assert empty.cases == 0 and not empty.pairs.any() and empty.most(10) == []


def test_every_activity_has_a_place_of_its_own_and_a_word():
    assert set(PLACES) == set(ACTIVITIES) == set(ACTIVITY_TERMS) and len(set(PLACES.values())) == len(ACTIVITIES)


def test_no_arrow_of_the_process_runs_through_a_box():
    steps = [(ACTIVITIES.index(one), ACTIVITIES.index(other)) for one, other in causes()]
    for step in steps:
        if step[0] != step[1]:
            start, end = (follows._centre(ACTIVITIES[which]) for which in step)
            boxes = [follows._box_of(name) for name in PLACES if ACTIVITIES.index(name) not in step]
            assert not follows._meets(start, end, follows._bend(step, steps), boxes), step


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("town", ["full", "long", "empty"])
def test_every_text_of_the_map_is_inside_and_none_lies_on_another(towns, town, lang, caplog):
    assert_readable(lambda: follows_figure(towns[town], directly_follows(towns[town].outcome.events), lang), caplog)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_text_of_the_picture_of_the_process_is_inside_and_none_lies_on_another(lang, caplog):
    assert_readable(lambda: process_figure(lang), caplog)


def test_the_same_log_gives_the_same_bytes(tmp_path):
    files = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        files.append(write_follows(tmp_path / name, run(), directly_follows(run().outcome.events), "zh") + write_process(tmp_path / name, "en"))
    assert [path.suffix for path in files[0]] == [".png", ".svg", ".pdf"] * 2
    for one, two in zip(*files):
        assert one.read_bytes() == two.read_bytes(), one.name


def test_the_relation_of_the_process_holds_every_step_of_a_real_log():
    allowed = relation()
    assert {activity for pair in allowed for activity in pair} == known()
    assert ("worked", "closed") in allowed and ("arrived", "closed") not in allowed and causes() < allowed
    found = directly_follows(run().outcome.events)
    for a, b in found.most(1000):
        assert (ACTIVITIES[a], ACTIVITIES[b]) in allowed
