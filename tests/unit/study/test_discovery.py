"""Discovery of boxes: a planted one is found, in noise none is beyond chance, and the sentences say what was found."""

import json
import math

import numpy as np
import pytest

from gridgov.analysis.discovery import discoveries
from gridgov.analysis.peeling import MOST_LIMITS, find_box
from gridgov.analysis.worlds import verdicts
from gridgov.cli.shell import run_command_line
from gridgov.study.plan import load_plan
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from gridgov.text.faults import Faults


def in_planted_box(values):
    return (values[:, 3] < 0.4) & (values[:, 7] >= 0.5)


def test_a_planted_box_is_found_on_its_factors_and_near_its_borders():
    rng = np.random.default_rng(1)
    values = rng.random((400, 20))
    box = find_box(values, in_planted_box(values) & (rng.random(400) < 0.95))
    ends = {column: (low, high) for column, low, high in box.limits}
    assert set(ends) == {3, 7} and ends[3][0] is None and ends[7][1] is None
    assert ends[3][1] == pytest.approx(0.4, abs=0.03) and ends[7][0] == pytest.approx(0.5, abs=0.03)
    assert box.coverage > 0.9 and box.density > 0.8 and box.tested > 0.7 and box.mass == pytest.approx(0.2, abs=0.06) and box.only


def test_what_is_said_of_a_box_can_be_counted_from_its_limits():
    rng = np.random.default_rng(2)
    values = rng.random((200, 6))
    hits = in_planted_box(np.pad(values, ((0, 0), (0, 4)))[:, [0, 1, 2, 3, 4, 5, 6, 4]]) | (rng.random(200) < 0.1)
    box = find_box(values, hits)
    inside = np.ones(200, bool)
    for column, low, high in box.limits:
        inside &= (values[:, column] >= (low if low is not None else -1)) & (values[:, column] < (high if high is not None else 2))
    assert (box.points, box.mass) == (inside.sum(), inside.mean()) and len(box.limits) <= MOST_LIMITS
    assert box.density == hits[inside].mean() and box.coverage == hits[inside].sum() / hits.sum() and box.base == hits.mean()


def test_in_noise_no_box_is_found_more_often_than_was_promised():
    rng, repetitions, level = np.random.default_rng(3), 25, 0.05
    found = sum(find_box(rng.random((50, 6)), rng.random(50) < 0.3, level) is not None for _ in range(repetitions))
    assert found <= level * repetitions + 4 * math.sqrt(level * (1 - level) * repetitions)


def test_a_box_in_whole_numbers_keeps_equal_values_together():
    rng = np.random.default_rng(4)
    values = np.column_stack([rng.integers(1, 5, 200), rng.random(200)])
    box = find_box(values, values[:, 0] >= 3)
    ((column, low, high),) = box.limits
    assert column == 0 and 2 < low <= 3 and high is None and box.coverage == box.density == 1


def test_rare_hits_and_factors_that_stand_still_give_no_box():
    rng = np.random.default_rng(5)
    assert find_box(rng.random((100, 3)), np.arange(100) < 3) is None and find_box(np.empty((100, 0)), np.arange(100) < 50) is None
    assert find_box(np.ones((100, 3)), rng.random(100) < 0.5) is None


PLAN = """
title_en = "Planted"
scenario = "classroom"
policies = {policies}
replicates = 2
metrics = ["problem_days"]

[design]
kind = "latin_hypercube"
points = 80

[lever.trust_start]
path = "learning.trust"
low = 0.0
high = 1.0

[lever.shared]
path = "work.shared"
low = 0.0
high = 1.0
"""


def planted(tmp_path, noise=0.1, policies='["five_chiefs", "five_chiefs+stipend"]', plan=PLAN):
    """A study whose figures are made up: the stipend pays only where trust is below 0.4."""
    path = tmp_path / "plan.toml"
    path.write_text(plan.format(policies=policies), encoding="utf-8")
    plan, rng, folder = load_plan(path), np.random.default_rng(6), tmp_path / "study"
    folder.mkdir()
    store = Store.create(folder / FILE, {"plan": plan.to_json(), "source_sha256": "x"})
    store.add_points((number, point, "") for number, point in enumerate(plan.points()))
    for number, point in enumerate(plan.points()):
        effect = (-1 if point.factors.get("trust_start", 1) < 0.4 else 1) if "stipend" in point.policy else 0
        store.add([
            {"id": f"{number}-{one}", "point": number, "replicate": one, "seed": one, "status": "done", "case_table_sha256": "x", "error": None,
             "seconds": 0.0, "series": {}, "metrics": {"problem_days": 50 + effect + noise * rng.normal()}} for one in range(2)
        ])  # fmt: skip
    store.close()
    return folder


def test_the_stipend_that_pays_only_where_trust_is_low_is_found_through_the_store(tmp_path, capsys):
    folder = planted(tmp_path)
    with Study.open(folder) as study:
        (found,) = discoveries(study)
    assert (found.outcome, found.hits, found.settings) == ("better", 32, 80) and found.box.limits == ((0, None, 0.4),)
    assert run_command_line(["discover", str(folder)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "five_chiefs+stipend is better in problem-days" in printed and "only where trust at the start is below 0.4" in printed
    assert "coverage 100 %" in printed and "density 100 %" in printed and "mass 40 % of 80 settings" in printed
    assert run_command_line(["discover", str(folder), "--lang", "zh"]) == 0
    assert "初始信任低于 0.4" in capsys.readouterr().out
    assert run_command_line(["discover", str(folder), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["box"]["limits"] == [{"factor": "trust_start", "low": None, "high": 0.4}]


def test_where_nothing_explains_an_outcome_that_is_said(tmp_path, capsys):
    assert run_command_line(["discover", str(planted(tmp_path, noise=30.0))]) == 0
    assert "no box of assumptions" in " ".join(capsys.readouterr().out.split())


def test_a_study_of_one_policy_or_one_that_moves_nothing_has_nothing_to_discover(tmp_path, capsys):
    (tmp_path / "one").mkdir()
    (tmp_path / "still").mkdir()
    folder = planted(tmp_path / "one", policies='["five_chiefs"]')
    with Study.open(folder) as study, pytest.raises(Faults, match="one policy only"):
        discoveries(study)
    folder = planted(tmp_path / "still", plan=PLAN.split("[design]")[0])
    for metrics, words in (("cost", "no run of the study gave a figure cost"), (",", "no metric is named")):
        assert run_command_line(["discover", str(folder), "--metrics", metrics]) == 2
        told = capsys.readouterr().err
        assert "moves no assumption" in told and words in told  # both at once


WORLDS = PLAN.replace('kind = "latin_hypercube"', 'kind = "worlds"\ndoubts = []\nat_default = 10')


@pytest.mark.parametrize("noise", [0.5, 1.5])
def test_a_setting_too_close_to_call_is_neither_outcome_as_it_is_for_a_verdict(tmp_path, noise):
    folder = planted(tmp_path, noise, plan=WORLDS)
    with Study.open(folder) as study:
        (found,), (verdict,) = discoveries(study), verdicts(study)
    worlds = verdict.worlds
    assert 0 < worlds.count(0) == found.close and found.settings == 80
    assert found.hits == worlds.count(found.sign) == min(worlds.count(-1), worlds.count(1))


def test_of_nothing_but_noise_hardly_any_setting_has_an_outcome_and_the_rest_is_said_to_be_too_close_to_call(tmp_path, capsys):
    folder = planted(tmp_path, noise=30.0)
    with Study.open(folder) as study:
        (found,) = discoveries(study)
    # five in a hundred by chance, and the rarer half of them: 80 settings whose noise is told by 80 degrees of freedom
    assert found.close >= 80 * 0.95 - 4 * math.sqrt(80 * 0.95 * 0.05) - 1 and found.hits < 8
    for lang, words in (("en", f"{found.close} of 80 settings are too close to call."), ("zh", f"80 个设定中有 {found.close} 个难分高下。")):
        assert run_command_line(["discover", str(folder), "--lang", lang]) == 0
        assert "".join(words.split()) in "".join(capsys.readouterr().out.split())
    assert run_command_line(["discover", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["close"] == found.close
