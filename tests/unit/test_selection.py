"""Choosing the best: the procedure on arrays, then in a study that is cut off and gone on with."""

import json
import os
import shlex
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from gridgov.analysis.choosing import Choice
from gridgov.analysis.selection import select_best
from gridgov.cli.shell import run_command_line
from gridgov.study.designs import Ask
from gridgov.study.plan import Plan
from gridgov.study.study import Study
from gridgov.text.faults import Faults

METRIC = "problem_days"


def noise(k, replicates, seed=1):
    return np.random.default_rng(seed).normal(size=(k, replicates))


def test_the_first_step_is_that_of_the_paper():
    # k = 2, n0 = 3, delta = 1: eta = ((2 * 0.05)^-1 - 1) / 2 = 4.5, h2 = 18; differences -3, -2, -1: S2 = 1, so h2 S2 = 18
    values = np.array([[0.0, 1.0, 2.0], [3.0, 3.0, 3.0]])
    found = select_best(values, 3, 1.0)
    # W(3) = (18 - 3) / 6 = 2.5, and the means differ by 2: both stay, until replicate 19 at the latest
    assert found.still == (0, 1) and not found.decided and found.replicates == 3 and found.most in (18, 19)  # floor of 18, as it is rounded
    assert select_best(values + [[-0.51], [0.0]], 3, 1.0).best == 1


def test_equal_alternatives_end_and_the_best_mean_is_taken():
    found = select_best(noise(3, 5000), 20, 0.5)
    assert found.decided and found.replicates <= 5000
    same = select_best(np.ones((3, 20)), 20, 0.1)
    assert same.best == 0 and same.replicates == 20


def test_a_decision_does_not_change_with_what_is_run_beyond_it_or_in_which_portions():
    values = noise(4, 2000) + np.array([0.0, 0.3, 0.1, 0.0])[:, None]
    whole = select_best(values, 20, 0.25)
    seen, grown = 20, values.copy()
    grown[:, 20:] = np.nan
    while not (step := select_best(grown, 20, 0.25)).decided:
        grown[list(step.still), step.replicates : step.replicates + 7] = values[list(step.still), step.replicates : step.replicates + 7]
        seen += 7
    assert step == whole and whole.best == 1 and whole.replicates < seen + 7


def test_what_is_alike_under_the_same_troubles_is_told_apart_sooner():
    common, own = noise(1, 3000, 2) * 3, noise(3, 3000, 3)
    values = own + np.array([[0.3], [0.0], [0.0]])
    apart = noise(3, 3000, 4) * 3 + values
    assert select_best(common + values, 20, 0.3).replicates < select_best(apart, 20, 0.3).replicates / 3


@pytest.mark.parametrize(
    ("values", "first", "indifference", "level"),
    [(np.ones((1, 30)), 20, 1.0, 0.95), (np.ones((2, 19)), 20, 1.0, 0.95), (np.ones((2, 30)), 20, 0.0, 0.95), (np.ones((2, 30)), 20, 1.0, 0.5),
     (np.full((2, 30), np.nan), 20, 1.0, 0.95)],
)  # fmt: skip
def test_what_has_no_answer_is_refused(values, first, indifference, level):
    with pytest.raises(ValueError):
        select_best(values, first, indifference, level)


# ---- in a study


TOWN = """
extends = "classroom"
city = {residents = 600, streets = 1, communities_per_street = 1}
time = {warmup_days = 5, horizon_days = 25}
policy.before = {}
policy.more.set = { tier.grid.slots = 2 }
policy.less.set = { tier.grid.slots = 3 }
"""


@pytest.fixture(autouse=True)
def town(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRIDGOV_LANG", raising=False)
    (tmp_path / "town.toml").write_text(TOWN, encoding="utf-8")


def selected(folder, budget=400, stop=None):
    """The summary of a selection; cut off after so many runs, and gone on with, if that is asked."""
    choice = Choice(("before", "more", "less"), METRIC, 9.0, 20, budget)
    plan = Plan("town-select", "town.toml", Ask(choice.policies, ()), replicates=20)
    with Study.create(plan, folder) as study:

        def cut(runs):
            if stop and sum(study.counts.values()) >= stop:
                raise KeyboardInterrupt

        if stop:
            with pytest.raises(KeyboardInterrupt):
                study.run(workers=2, progress=cut, rounds=choice.rounds(study))
            assert stop <= sum(study.counts.values()) < 400
        study.run(workers=1, rounds=choice.rounds(study))
        study.export()
        return choice.summary(study), (folder / "runs.csv").read_bytes()


def test_a_selection_that_was_cut_off_ends_as_one_that_was_not(tmp_path):
    whole, table = selected(tmp_path / "whole")
    assert whole["runs"] > 60 and whole["best"] is not None
    left = [one["left_after_replicates"] for one in whole["policies"].values()]
    assert any(left) and len({one["replicates"] for one in whole["policies"].values()}) > 1  # runs went to those that were in
    assert selected(tmp_path / "cut", stop=70) == (whole, table)


def test_a_budget_that_ends_leaves_it_open_and_a_larger_one_goes_on(capsys):
    asked = ["select", "town.toml", "--policies", "before,more,less", "--indifference", "0.001", "--workers", "1"]
    assert run_command_line([*asked, "--budget", "66"]) == 0
    out = capsys.readouterr().out
    assert "Undecided after " in out and "at default assumptions only" in out and "still in" in out
    with open("results/town-select/selection.json", encoding="utf-8") as file:
        first = json.load(file)
    assert first["best"] is None and first["runs"] <= 66
    assert run_command_line([*asked, "--budget", "90", "--lang", "zh"]) == 0
    assert "仅在默认假设下成立" in capsys.readouterr().out
    with open("results/town-select/selection.json", encoding="utf-8") as file:
        assert first["runs"] < json.load(file)["runs"] <= 90
    assert "runs.csv" in os.listdir("results/town-select")


def test_a_run_that_failed_is_named_with_its_command_and_tried_again_where_asked(tmp_path, monkeypatch, capsys):
    from gridgov.study.work import _simulated

    def broken(scenario, seed, series):
        if seed == 3:
            raise ZeroDivisionError("planted")
        return _simulated(scenario, seed, series)

    choice = Choice(("before", "more"), METRIC, 9.0, 20, 400)
    plan = Plan("town-select", "town.toml", Ask(choice.policies, ()), replicates=20, folder=tmp_path)
    with monkeypatch.context() as patched, ThreadPoolExecutor(1) as executor, Study.create(plan, tmp_path / "my study") as study:
        patched.setattr("gridgov.study.work._simulated", broken)
        with pytest.raises(Faults, match=r"failed, .* --again, or see why: gridgov replay \w+ --study '.*my study'"):
            study.run(executor=executor, workers=1, rounds=choice.rounds(study))
    asked = ["select", "town.toml", "--policies", "before,more", "--indifference", "9", "--workers", "1", "--out", str(tmp_path / "my study")]
    assert run_command_line(asked) == 2
    told = capsys.readouterr().err
    words = shlex.split(told.split("see why: ")[1].splitlines()[0])
    assert words[0] == "gridgov" and run_command_line([*words[1:], "--out", "again"]) == 0  # the cause is gone
    assert run_command_line([*asked, "--lang", "zh"]) == 2 and "请加 --again 重试" in capsys.readouterr().err
    assert run_command_line([*asked, "--again"]) == 0 and "95 %" in capsys.readouterr().out


def test_a_metric_without_a_value_is_named_with_its_run(tmp_path):
    choice = Choice(("before", "more"), "verified_share", 0.1, 20, 100)
    with Study.create(Plan("town-select", "town.toml", Ask(choice.policies, ()), replicates=20), tmp_path / "study") as study:
        with pytest.raises(Faults, match="gives no value of verified_share"):
            study.run(workers=1, rounds=choice.rounds(study))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--policies", "before,more"], "--indifference is missing."),
        (["--policies", "before,more", "--indifference", "-1"], "--indifference: -1 is not a number above zero."),
        (["--policies", "before", "--indifference", "1"], "select needs two policies or more."),
        (["--policies", "before,moer", "--indifference", "1"], "did you mean more?"),
        (["--policies", "before,more", "--indifference", "1", "--metric", "on_time_recorded"], "neither more nor less of it is better"),
        (["--policies", "before,more", "--indifference", "1", "--metric", "costs"], "did you mean cost?"),
        (["--policies", "before,more", "--indifference", "1", "--budget", "39"], "39 runs do not hold 20 replicates of each of 2 policies"),
        (["--policies", "before,more", "--indifference", "1", "--replicates", "19"], "19 is not within"),
    ],
)
def test_what_cannot_be_selected_is_refused_with_a_sentence(capsys, options, words):
    assert run_command_line(["select", "town.toml", *options]) == 2
    found = capsys.readouterr()
    assert found.out == "" and words in found.err and not os.path.exists("results")
