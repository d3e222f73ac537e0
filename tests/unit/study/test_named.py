"""A plan that names what there is none of is told all of it at once, with lines and the nearest names."""

import pytest

from gridgov.scenario.load import load_scenario
from gridgov.study.plan import load_plan
from gridgov.text.faults import Faults

BAD = """scenario = "classroom"
policies = ["none", "five_chief", "whistle+delegatoin"]
replicates = 0
[design]
kind = "factorial"
[lever.slots]
path = "tier.grid.slot"
values = [1, 2]
[lever.pay]
path = "stipend"
values = [100, 200]
"""


def faults_of(tmp_path, text):
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as wrong:
        load_plan(tmp_path / "plan.toml")
    return wrong.value.sentences("en"), wrong.value.sentences("zh")


def test_all_faults_of_a_plan_are_told_at_once_with_their_lines(tmp_path):
    english, chinese = faults_of(tmp_path, BAD)
    told = "\n".join(english)
    assert len(english) == len(chinese) == 5
    for piece in (
        'plan.toml:2: policies = "five_chief": there is no policy five_chief; did you mean five_chiefs?',
        'plan.toml:2: policies = "whistle+delegatoin": there is no policy delegatoin; did you mean delegation?',
        "plan.toml:3: replicates = 0", "did you mean tier.grid.slots", "did you mean chiefs.stipend_yuan_per_month",
    ):  # fmt: skip
        assert piece in told
    assert "是否指 five_chiefs？" in "\n".join(chinese)


def test_a_misspelt_scenario_is_told_on_its_line_with_the_rest(tmp_path):
    english, _ = faults_of(tmp_path, BAD.replace('"classroom"', '"clasroom"'))
    assert any('plan.toml:1: scenario = "clasroom": no such scenario; did you mean classroom?' in one for one in english)
    assert any("plan.toml:3: replicates" in one for one in english)


def test_a_misspelt_policy_in_a_table_of_points_is_told_on_its_line_there(tmp_path):
    (tmp_path / "points.csv").write_text("policy,tier.grid.slots\nnone,1\n\nfive_chief,2\n", encoding="utf-8")
    english, _ = faults_of(tmp_path, 'scenario = "classroom"\n[design]\nkind = "table"\nfile = "points.csv"\n')
    assert len(english) == 1 and "points.csv:4: policy" in english[0] and "did you mean five_chiefs?" in english[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("grid.slots=2", "grids, tier.*.slots"), ("stipend=300", "chiefs.stipend_yuan_per_month"), ("tier.grid.slot=2", "slots"),
        ("teir.grid.slots=2", "tier"), ("tier.grid.stipend=3", "chiefs.stipend_yuan_per_month"),
    ],
)  # fmt: skip
def test_a_misspelt_path_is_answered_with_what_it_may_mean(text, meant):
    with pytest.raises(Faults) as wrong:
        load_scenario("classroom", sets=[text])
    assert f"did you mean {meant}" in str(wrong.value)
    assert f"是否指 {meant}" in wrong.value.sentences("zh")[0]
