"""Every number on the page against the store: its metric, its runs, its value and its interval."""

import json
import math
import shlex

import numpy as np
import pytest
from scipy import stats

from gridgov.analysis.discovery import discoveries
from gridgov.analysis.worlds import verdicts
from gridgov.cli.shell import run_command_line
from gridgov.report.gainers import street_days
from gridgov.study.study import Study
from tests.unit.report.doctored import POLICIES, WORLDS, Page, begun, by_policy, page_of, planted

PLAN = """
title_en = "A small one"
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 3
days = 20
metrics = ["problem_days", "cost"]
"""
FACTORIAL = """
scenario = "classroom"
policies = [{policies}]
replicates = {replicates}
metrics = ["on_time_true", "problem_days"]
[design]
kind = "factorial"
[lever.workers]
path = "tier.grid.slots"
values = [1, 2]
"""
FACTORIAL_BOTH = FACTORIAL.replace('"on_time_true", "problem_days"', '"problem_days", "cost"')
SAMPLE = """
scenario = "classroom"
policies = [{policies}]
replicates = {replicates}
metrics = ["problem_days"]
[design]
kind = "morris"
points = 5
doubts = ["trust_start", "reporting", "life"]
"""


class Store:
    """What a study's file holds, read apart from the report."""

    def __init__(self, folder):
        self.study = Study.open(folder)
        rows = self.study.store.runs("done")
        self.seed = {run: seed for _, run, _, _, seed, *_ in rows}
        self.point = {run: point for _, run, point, *_ in rows}
        self.row = {run: row for row, run, *_ in rows}

    def values(self, runs, metric):
        """By seed, of runs of many points by the values of levers too: pairs share them."""
        figure, points = self.study.store.figure(metric), {self.point[run] for run in runs}
        factors = {run: tuple(sorted(self.study.points[self.point[run]].factors.items())) if len(points) > 1 else () for run in runs}
        return {(factors[run], self.seed[run]): figure[self.row[run]] for run in runs if not math.isnan(figure[self.row[run]])}


def interval(values, level):
    values = np.array(values)
    half = stats.t.ppf(0.5 + level / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values)) if len(values) > 1 else None
    return values.mean(), half


def held(page: Page, folder) -> dict[str, int]:
    """Hold every number against the store; how many there are of each sort."""
    store, counts = Store(folder), {}
    with store.study as study:
        for one in page.numbers:
            what, metric, keys = one["data-what"].split("/")[0], one["data-metric"], one["data-runs"].split("-")
            counts[what] = counts.get(what, 0) + 1
            runs = [page.groups[key]["runs"] for key in keys] if what != "run" else []
            assert all(run in store.seed for group in runs for run in group)
            value = float(one["value"])
            if what == "level":
                check(one, value, list(store.values(runs[0], metric).values()))
            elif what == "difference":
                new, old = (store.values(group, metric) for group in runs)
                check(one, value, [new[both] - old[both] for both in sorted(new.keys() & old.keys())])
            elif what == "price":
                check_price(one, value, runs, store)
            elif what == "share":
                policies = [page.groups[key]["policy"] for key in keys]
                check_share(one, value, policies, metric, study)
            elif what == "strength":
                assert float(one["data-low"]) <= value <= float(one["data-high"])
            else:
                raise AssertionError(what)
    return counts


def check(one, value, values):
    mean, half = interval(values, float(one.get("data-level", 0.95)))
    assert value == pytest.approx(mean, rel=1e-9, abs=1e-9)
    if "data-low" in one:
        assert float(one["data-low"]) == pytest.approx(mean - half, rel=1e-7, abs=1e-9)
        assert float(one["data-high"]) == pytest.approx(mean + half, rel=1e-7, abs=1e-9)


def check_price(one, value, runs, store):
    ends = {}
    for metric in one["data-metric"].split("/"):
        new, old = (store.values(group, metric) for group in runs)
        mean, half = interval([new[both] - old[both] for both in sorted(new)], float(one["data-level"]))
        ends[metric] = sorted((abs(mean - half), abs(mean + half))), abs(mean)
    (cost, cost_mean), (days, days_mean) = ends["cost"], ends["problem_days"]
    per = float(one["data-per"])
    assert value == pytest.approx(cost_mean / days_mean / per)
    assert float(one["data-low"]) == pytest.approx(cost[0] / days[1] / per) and float(one["data-high"]) == pytest.approx(cost[1] / days[0] / per)


def check_share(one, value, policies, metric, study):
    if one["data-what"] == "share/settings":
        assert value == 1.0  # planted: a tenth less everywhere
    elif "/" in one["data-what"]:
        (found,) = [each for each in discoveries(study, [metric], policies[1]) if each.policy == policies[0]]
        assert value == found.hits / found.settings
    else:
        (found,) = [each for each in verdicts(study, [metric], policies[1]) if each.default.policy_name == policies[0]]
        assert value == max(found.worlds.share(-1)[0], found.worlds.share(1)[0])


FOUR = ("before", "five_chiefs", "whistle", "inspection")


@pytest.mark.parametrize(("plan", "policies", "replicates"), [(POLICIES, FOUR, 12), (WORLDS, FOUR[:3], 1), (FACTORIAL_BOTH, FOUR[:3], 4)])
def test_the_same_quantity_has_the_same_number_and_interval_wherever_it_stands(tmp_path, plan, policies, replicates):
    folder = planted(begun(tmp_path, plan, policies, replicates), tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1, "cost": 0.2}))
    found: dict[tuple, set] = {}
    for one in Page(page_of(folder)).numbers:
        if one["data-what"] in ("level", "difference", "price"):
            about = tuple(one[name] for name in ("data-what", "data-metric", "data-runs"))
            found.setdefault(about, set()).add(tuple(one.get(name) for name in ("value", "data-low", "data-high", "data-level")))
    assert len(found) > 40 and all(len(numbers) == 1 for numbers in found.values())


def test_the_interval_of_a_share_ends_at_nothing_and_at_all(tmp_path):
    effect = by_policy(five_chiefs={"on_time_recorded": 0.11, "on_time_true": -0.999})
    page = Page(page_of(planted(begun(tmp_path), tmp_path / "planted", effect, noise=0.03)))
    ends = {name: (one["data-low"], one["data-high"]) for one in page.numbers for name in [one["data-metric"]]
            if one["data-what"] == "level" and one["data-runs"] == "B" and name.startswith("on_time")}  # fmt: skip
    assert ends["on_time_recorded"][1] == "1.0" and ends["on_time_true"][0] == "0.0"


def test_what_is_the_same_in_every_run_has_no_interval_and_money_no_digits_that_nobody_knows(tmp_path):
    begin = begun(tmp_path)
    fixed = Page(page_of(planted(begin, tmp_path / "fixed", by_policy(five_chiefs={"cost": 0.2}), noise=0.0)))
    costs = [one["text"] for one in fixed.numbers if one["data-metric"] == "cost" and one["data-what"] == "level"]
    assert costs and set(costs) == {"1,000,000", "1,200,000"}
    assert all("[" not in one["text"] for one in fixed.numbers)
    loose = Page(page_of(planted(begin, tmp_path / "loose", by_policy())))
    costs = [one["text"].split() for one in loose.numbers if one["data-metric"] == "cost" and one["data-what"] == "level"]
    assert costs and all(number.strip("[,]").endswith("00") for cost in costs for number in cost)


def shown(one) -> float:
    """The number that a reader sees first."""
    return float(one["text"].split()[0].split("[")[0].replace(",", ""))


def test_every_number_of_a_comparison_of_policies_is_that_of_the_store(tmp_path):
    begin = begun(tmp_path, policies=("before", "five_chiefs", "inspection"))
    folder = planted(begin, tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1, "cost": 0.2}))
    page = Page(page_of(folder))
    counts = held(page, folder)
    assert counts["level"] >= 3 * 12 and counts["difference"] >= 2 * 20 and counts["price"] == 2
    levels = [one for one in page.numbers if one["data-what"] == "level" and one["data-metric"] == "problem_days"]
    assert all(shown(one) == pytest.approx(float(one["value"]), rel=0.01) for one in levels)


def test_every_number_of_a_study_of_worlds_is_that_of_the_store(tmp_path):
    def effect(point, name):
        return 0.0 if point.policy == "before" else -0.1 if point.factors.get("trust_start", 0.5) >= 0.4 else 0.1

    folder = planted(begun(tmp_path, WORLDS, replicates=1), tmp_path / "planted", effect)
    assert held(Page(page_of(folder)), folder)["share"] == 1 + 2 + 2  # in the answer, and worlds and boxes for two metrics


@pytest.mark.parametrize("policies", [("before", "five_chiefs"), ("before",)])
def test_every_number_of_a_factorial_study_is_that_of_the_store(tmp_path, policies):
    folder = planted(begun(tmp_path, FACTORIAL, policies, 4), tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1}))
    page = Page(page_of(folder))
    held(page, folder)
    assert "workers=1" in page.text and "workers=2" in page.text


def test_every_number_of_a_sample_is_that_of_the_store_and_the_sample_is_no_interval_of_chance(tmp_path):
    folder = planted(begun(tmp_path, SAMPLE, replicates=2), tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1}))
    page = Page(page_of(folder))
    counts = held(page, folder)
    assert counts["strength"] and counts["level"] and "is no interval of chance" in page.text


def test_streets_are_those_of_the_runs_that_were_made_again_and_the_command_makes_the_numbers_again(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.toml").write_text(PLAN, encoding="utf-8")
    assert run_command_line(["sweep", "small.toml", "--out", "small", "--workers", "1"]) == 0
    assert run_command_line(["report", "small"]) == 0
    page = Page((tmp_path / "small" / "report.html").read_text(encoding="utf-8"))
    streets = [one for one in page.numbers if one["data-what"] == "run" and "-" not in one["data-runs"]]
    assert len(streets) == 2
    with Study.open("small") as study:
        for one in streets:
            # one street: its problem-days are those of the town
            run = study.replay(one["data-runs"])
            assert float(one["value"]) == street_days(run)[0] == pytest.approx(run.metrics["problem_days"])
    again = next(line for line in page.text.splitlines() if line.startswith("gridgov compare"))
    assert run_command_line([*shlex.split(again)[1:], "--out", "again", "--workers", "1"]) == 0
    other = Page(page_of("again"))  # a comparison is reported as a study is
    assert page.groups["A"]["runs"] == other.groups["A"]["runs"] and page.groups["B"]["runs"] == other.groups["B"]["runs"]
    made = json.loads((tmp_path / "again" / "summary.json").read_text(encoding="utf-8"))["levels"]
    levels = [one for one in page.numbers if one["data-what"] == "level"]
    assert levels and all(float(one["value"]) == made[page.groups[one["data-runs"]]["policy"]][one["data-metric"]]["mean"] for one in levels)
    capsys.readouterr()
