"""Plans are checked like scenarios: all faults at once, each with its line; designs fill their ranges."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from gridgov.study.designs import DESIGNS
from gridgov.study.effort import minutes_expected, problems_expected
from gridgov.study.plan import load_plan, plan_names
from gridgov.study.ranges import Range
from gridgov.text.faults import Faults

TOP = Path(__file__).resolve().parents[3]
SHARES = ("learning.trust", "routing.accuracy", "chiefs.cadre_motivation")


def write(folder, text: str):
    """A plan's file."""
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


FAULTY = """scenario = "classroom"
replicates = 0
metrics = ["problem_dayz"]
colour = "red"
[set]
"tier.grid.slots" = "many"
[design]
kind = "factorail"
[lever.one]
path = "tier.grid.slotz"
values = [1]
[lever.two]
path = "learning.trust"
low = 0.9
high = 0.1
[lever.three]
path = "learning.trust"
values = [0.5, 7]
[lever.four]
path = "tier.grid.slots"
"""


def test_all_faults_of_a_plan_are_told_at_once_with_their_lines(tmp_path):
    with pytest.raises(Faults) as found:
        load_plan(write(tmp_path, FAULTY))
    lines = {fault.line: fault.sentence() for fault in found.value.faults}
    assert set(lines) == {2, 3, 4, 6, 8, 10, 15, 16, 18, 19}
    assert "did you mean problem_days?" in lines[3] and "did you mean tier.grid.slots" in lines[10]
    assert "0.9" in lines[15] and "= 7" in lines[18] and "either values, or low and high" in lines[19]
    assert "learning.trust is moved by [lever.two] already" in lines[16]
    assert all(fault.message_zh for fault in found.value.faults)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('policies = ["before"]', "must state its scenario"),
        ('scenario = "classroom"\n[design]\nkind = "sobol"', "at least one table"),
        ('scenario = "classroom"\n[design]\nkind = "policies"\n[lever.a]\npath = "learning.trust"\nvalues = [0.1]', "moves no levers"),
        ('scenario = "classroom"\n[design]\nkind = "table"\nfile = "none.csv"', "no such file"),
        ('scenario = "classroom"\n[design]\nkind = "factorial"\n[lever.a]\npath = "learning.trust"\nlow = 0\nhigh = 1\nscale = "log"', "above 0"),
        ('scenario = "classroom"\npolicies = "before"', "list of names"),
        ('scenario = "classroom"\npolicies = []', "list of names"),
        ('scenario = "classroom"\n[design]\nkind = "factorial"\n[lever.a]\npath = "learning.trust"\nvalues = []', "at least one value"),
        ('scenario = "classroom"\n[design]\nkind = "sobol"\n[lever.a]\npath = "learning.trust"\nlow = 0\nhigh = 3', "high = 3: must be within"),
        ('scenario = "classroom"\n[design]\nkind = "sobol"\n[lever.a]\npath = "learning.trust"\nlow = -1\nhigh = 1', r"low = -1: must be within"),
    ],
)
def test_a_plan_that_says_too_little_or_too_much_is_refused(tmp_path, text, message):
    with pytest.raises(Faults, match=message):
        load_plan(write(tmp_path, text))


def test_more_combinations_than_anybody_can_list_are_counted_and_refused_before_any_is_made(tmp_path):
    levers = "".join(f'[lever.a{number}]\npath = "{path}"\nlow = 0.1\nhigh = 0.9\n' for number, path in enumerate(SHARES))
    with pytest.raises(Faults, match=r"2,000,000,000 points of every step"):
        load_plan(write(tmp_path, f'scenario = "classroom"\npolicies = ["before", "whistle"]\n[design]\nkind = "factorial"\nlevels = 1000\n{levers}'))


def test_a_table_of_points_is_read_with_its_policies_and_its_faults_are_told_by_line(tmp_path):
    plan = write(tmp_path, 'scenario = "classroom"\n[design]\nkind = "table"\nfile = "points.csv"\n')
    (tmp_path / "points.csv").write_text("policy,tier.grid.slots,chiefs.claim\nbefore,1,keyed\nfive_chiefs,2,nearest\n")
    points = load_plan(plan).points()
    assert [(point.policy, dict(point.changes)) for point in points] == [
        ("before", {"tier.grid.slots": 1, "chiefs.claim": "keyed"}), ("five_chiefs", {"tier.grid.slots": 2, "chiefs.claim": "nearest"}),
    ]  # fmt: skip
    (tmp_path / "points.csv").write_text("tier.grid.slots\n1\n,\n")
    with pytest.raises(Faults, match=r"points\.csv:3"):
        load_plan(plan)


RANGES = '[lever.a]\npath = "learning.trust"\nlow = 0.2\nhigh = 0.8\n[lever.b]\npath = "tier.grid.slots"\nlow = 1\nhigh = 4\n'


def sampled(tmp_path, kind: str, points: int):
    text = f'scenario = "classroom"\npolicies = ["before", "five_chiefs"]\n[design]\nkind = "{kind}"\npoints = {points}\n{RANGES}'
    return [point for point in load_plan(write(tmp_path, text)).points() if point.policy == "before"]


@pytest.mark.parametrize("kind", ["latin_hypercube", "sobol"])
def test_a_sample_uses_every_part_of_a_range_once_and_every_whole_number_alike(tmp_path, kind):
    points = sampled(tmp_path, kind, 64)
    trust = sorted(point.factors["a"] for point in points)
    assert len(points) == 64 and [int((value - 0.2) / 0.6 * 64) for value in trust] == list(range(64))
    assert Counter(point.factors["b"] for point in points) == {1: 16, 2: 16, 3: 16, 4: 16}
    assert points == sampled(tmp_path, kind, 64)


def test_steps_reach_both_ends_evenly_and_on_a_logarithm_where_asked():
    assert Range("x", ("learning.trust",), low=0.0, high=1.0).steps(5) == (0.0, 0.25, 0.5, 0.75, 1.0)
    assert Range("x", ("learning.trust",), low=0.01, high=1.0, scale="log").steps(3) == pytest.approx((0.01, 0.1, 1.0))
    assert Range("x", ("tier.grid.slots",), low=1, high=3).steps(9) == (1, 2, 3)


@pytest.mark.parametrize("name", plan_names())
def test_every_shipped_plan_is_sound_and_small_enough_for_a_quarter_of_an_hour(name):
    plan = load_plan(name)
    assert plan.design in DESIGNS and all(plan.titles)
    # counted in problems and runs, which no machine changes; what one costs is measured by the benchmarks
    assert 0 < minutes_expected(plan) < 15


def test_every_shipped_plan_answers_a_question_of_the_readme_and_every_question_has_a_plan():
    for page in ("README.md", "docs/zh.md"):
        text = (TOP / page).read_text(encoding="utf-8")
        assert set(re.findall(r"^\|.*\| `(\w+)` \|$", text[text.index("<!-- questions -->") :], re.MULTILINE)) == set(plan_names()), page


def test_the_minutes_of_a_plan_grow_with_its_runs_and_its_days():
    plan = load_plan("staffing_classroom")
    assert minutes_expected(replace(plan, replicates=40)) == pytest.approx(2 * minutes_expected(plan))
    assert problems_expected(replace(plan, days=730)) > 1.5 * problems_expected(plan)
