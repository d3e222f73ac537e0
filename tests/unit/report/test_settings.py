"""A page of several settings: one reference for all of it, one level for all that decides, and what the plan moved told with all its values."""

from math import comb

import pytest

from gridgov.report.material import joint_level
from gridgov.report.money import price_of
from gridgov.report.reading import material_of
from tests.unit.report.doctored import LEVELS, Page, begun, by_policy, page_of, planted
from tests.unit.report.test_numbers import FACTORIAL_BOTH as FACTORIAL

TABLE = """
title_en = "A table"
title_zh = "一张表"
scenario = "classroom"
replicates = {replicates}
metrics = ["problem_days", "cost"]
[design]
kind = "table"
file = "points.csv"
"""
BETTER = {"problem_days": -0.1}


def table(folder, *rows):
    """A study of the points that are written down: `policy,workers`."""
    (folder / "points.csv").write_text("\n".join(["policy,tier.grid.slots", *rows]) + "\n", encoding="utf-8")
    return begun(folder, TABLE, policies=(), replicates=6)


def part(page: Page, first: str, last: str) -> str:
    """What the page says from the last place of one text to the next of another."""
    start = page.text.rindex(first)
    return page.text[start : page.text.index(last, start)]


def test_every_setting_is_held_against_the_first_policy_whatever_the_order_of_a_table(tmp_path):
    begin = table(tmp_path, "none,1", "five_chiefs,2", "none,2", "five_chiefs,1")
    folder = planted(begin, tmp_path / "planted", by_policy(five_chiefs=BETTER))
    with material_of(folder, "en") as material:
        assert [block.reference.policy for block in material.blocks] == ["none", "none"]
    page = Page(page_of(folder))
    assert "none against five_chiefs" not in page.text and "none is worse" not in page.text
    differences = [one for one in page.numbers if one["data-what"] == "difference" and one["data-metric"] == "problem_days"]
    assert differences and all(float(one["value"]) < 0 for one in differences)


def test_a_setting_without_the_reference_is_held_against_nothing_and_says_so(tmp_path):
    begin = table(tmp_path, "none,1", "five_chiefs,1", "five_chiefs,2", "whistle,2")
    page = Page(page_of(planted(begin, tmp_path / "planted", by_policy(five_chiefs=BETTER))))
    assert "five_chiefs, whistle: not held against none, which was not run in this setting." in page.text
    assert "Only five_chiefs was run" not in page.text
    turned = part(page, "at other values of the levers", "Only the levers above were moved")
    assert turned.count("not held against") == 2 and "tier.grid.slots=2" in turned
    keys = {key: group["policy"] for key, group in page.groups.items()}
    assert all(keys[one["data-runs"].split("-")[1]] == "none" for one in page.numbers if one["data-what"] == "difference")


def test_intervals_on_several_settings_hold_all_together(tmp_path):
    begin = begun(tmp_path, FACTORIAL, ("before", "five_chiefs", "whistle"), 6)
    folder = planted(begin, tmp_path / "planted", by_policy(five_chiefs=BETTER))
    page = Page(page_of(folder))
    level = 1 - 0.05 / (2 * comb(3, 2))
    levels = {one.get("data-level") for one in page.numbers if one["data-what"] == "difference" and one["data-metric"] == "problem_days"}
    assert levels == {f"{level:.10g}"}
    assert "each of the 6 pairs of policies, over all settings, at 99.2 %" in page.text
    with material_of(folder, "en") as material:
        assert material.level_of("problem_days") == joint_level(material.blocks) == pytest.approx(level)
        assert material.level_of("cost") == 0.95


def test_no_price_stands_where_the_page_calls_problem_days_undecided(tmp_path):
    begin = begun(tmp_path, FACTORIAL, ("none", "whistle", "five_chiefs"), 6)
    with material_of(planted(begin, tmp_path / "neutral", by_policy()), "en") as material:
        comparison = material.blocks[0].comparison
        two, six = (comparison.difference("five_chiefs", "problem_days", level=level).estimate.high for level in (0.975, 1 - 0.05 / 6))
    between = {"problem_days": -(two + six) / 2 / LEVELS["problem_days"], "cost": 0.2}  # decided where two hold together, and not where six do
    with material_of(planted(begin, tmp_path / "planted", by_policy(five_chiefs=between)), "en") as material:
        block = material.blocks[0]
        assert block.comparison.difference("five_chiefs", "problem_days", "lower", 0.975).verdict == "better"
        told = price_of(material, block, block.group("five_chiefs"), "en")
    assert told == "five_chiefs: no break-even can be told, since at 99.2 % the difference from none in problem-days is undecided."


SAME = {
    "both": ({}, "costs what none costs and leaves as many problem-days, in every run: there is nothing to weigh"),
    "cost": ({"problem_days": -0.1}, "costs what none costs, in every run, and leaves fewer problem-days: it pays at any price"),
    "days": ({"cost": 0.1}, "leaves as many problem-days as none, in every run, and costs more: it pays at no price"),
}


@pytest.mark.parametrize("case", SAME)
def test_what_is_the_same_in_every_run_is_not_called_undecided(tmp_path, case):
    effect, said = SAME[case]
    begin = begun(tmp_path, policies=("none", "five_chiefs"), replicates=6)
    with material_of(planted(begin, tmp_path / "planted", by_policy(five_chiefs=effect), noise=0.0), "en") as material:
        told = price_of(material, material.blocks[0], material.blocks[0].groups[1], "en")
    assert said in told and "undecided" not in told
