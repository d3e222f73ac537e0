"""How large a pilot must be: the reckoning on arrays, and the verb that speaks of it."""

import json
import os

import numpy as np
import pytest

from gridgov.analysis.paired import Estimate, mean_interval
from gridgov.analysis.pilot import FIGURES, NEEDED, Pilot
from gridgov.analysis.trial import LENGTHS, lengths, power_of_streets, streets_for
from gridgov.cli import trial
from gridgov.cli.shell import run_command_line
from gridgov.organisation.cohorts import Cohorts
from gridgov.tables.dtypes import DAY

TOWN = """
extends = "classroom"
city = {residents = 1200, streets = 4, communities_per_street = 1}
time = {warmup_days = 0, horizon_days = 40}
[policy.second]
from_day = 10
set = {tier.grid.slots = 2}
[policy.here]
from_day = 10
where = {streets = ["street-01"]}
set = {tier.grid.slots = 2}
"""


@pytest.fixture(autouse=True)
def town(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRIDGOV_LANG", raising=False)
    (tmp_path / "town.toml").write_text(TOWN, encoding="utf-8")


def made_up(effect, spread, replicates=30, streets=8, before=20, days=30, seed=1):
    """Counts of a pilot whose streets differ by the effect from the first day on, and by chance of this spread in a change."""
    draw = np.random.default_rng(seed)
    level = 1000.0 + spread * draw.normal(size=(2, replicates, streets, 1))
    present = np.broadcast_to(level, (2, replicates, streets, before + days)).copy()
    present[:, :, :, :before] = 1000.0
    present[0, :, :, before:] += effect
    counts = np.zeros((2, replicates, streets, before + days, len(NEEDED)), np.int64)
    counts[..., 0] = np.round(present * DAY)
    cohorts = Cohorts(np.arange(streets), tuple((f"s{k}",) for k in range(streets)), np.ones((streets, before + days), bool),
                      np.full(streets, 365_000), np.full(streets, 1))  # fmt: skip
    return Pilot("new", "old", cohorts, counts[0], counts[1])


def test_effect_and_spread_are_those_that_were_put_in():
    # 1,000 problem-days a day of 365,000 residents are 1,000 per 1,000 residents and year
    (short, whole) = lengths(made_up(-50.0, 40.0), "problem_days", 20)
    assert (short.days, whole.days) == (14, 30)
    assert whole.effect == pytest.approx(-50.0, abs=4 * 40 * (2 / 240) ** 0.5) and whole.spread == pytest.approx(40.0, rel=0.2)
    assert whole.streets == streets_for(whole.effect, whole.spread) and whole.alone == power_of_streets(4, whole.effect, whole.spread)


def test_what_moves_all_streets_of_a_city_at_once_is_no_spread():
    calm = made_up(-50.0, 40.0)
    season = np.zeros_like(calm.without)
    season[:, :, 20:, 0] = (np.random.default_rng(2).integers(0, 500, (30, 1, 1)) * DAY).astype(np.int64)
    moved = Pilot("new", "old", calm.cohorts, calm.with_policy + season, calm.without + season)
    assert lengths(moved, "problem_days", 20)[-1].spread == pytest.approx(lengths(calm, "problem_days", 20)[-1].spread)


def test_the_interval_of_the_effect_covers_it_and_its_ends_say_how_many_streets_it_may_take():
    pilot = made_up(-50.0, 40.0)
    whole = lengths(pilot, "problem_days", 20)[-1]
    each = (pilot.with_policy - pilot.without)[:, :, 20:, 0].mean(axis=(1, 2)) / DAY
    assert whole.estimate == approx(mean_interval([float(one) for one in each]))
    assert whole.estimate.low < whole.effect < whole.estimate.high < 0
    assert whole.strong == streets_for(whole.estimate.low, whole.spread) and whole.weak == streets_for(whole.estimate.high, whole.spread)
    assert whole.strong < whole.streets < whole.weak
    small = lengths(made_up(0.0, 40.0), "problem_days", 20)[-1]
    assert small.estimate.low < 0 < small.estimate.high and small.weak is None and small.strong is not None  # there may be no effect at all


def approx(estimate: Estimate) -> Estimate:
    """One that compares as floats should."""
    return Estimate(estimate.count, *(pytest.approx(value) for value in (estimate.mean, estimate.low, estimate.high)))


def test_intervals_of_effects_cover_as_often_as_they_say():
    effect, covered, number = -50.0, 0, 200
    for seed in range(number):
        estimate = lengths(made_up(effect, 40.0, replicates=8, before=7, days=14, seed=seed), "problem_days", 7)[-1].estimate
        covered += estimate.low <= effect <= estimate.high
    assert abs(covered / number - 0.95) <= 4 * (0.95 * 0.05 / number) ** 0.5


def test_streets_are_those_of_the_printed_tables():
    # Cohen (1988), table 2.4.1: two samples, 5 % two-sided, 80 % power: d = 0.5 takes 64 each, 0.8 takes 26
    assert streets_for(0.8, 1.0) == 26 and 64 <= streets_for(-0.5, 1.0) <= 68
    assert streets_for(0.0, 1.0) is None and streets_for(1e-6, 1.0) is None
    assert power_of_streets(1, 1.0, 1.0) == 0.0 and power_of_streets(2, 1.0, 0.0) == 1.0


def test_a_figure_without_a_value_needs_no_number():
    found = lengths(made_up(-50.0, 40.0), "on_time_true", 20)[-1]
    assert (found.effect, found.streets, found.alone) == (None, None, 0.0)


def test_the_verb_knows_the_figures_and_says_what_a_pilot_needs(capsys):
    assert trial.FIGURES == FIGURES and list(LENGTHS) == sorted(LENGTHS)
    for workers, lang in ((1, "en"), (2, "zh")):
        asked = ["pilot", "town.toml", "--policy", "second", "--replicates", "3", "--workers", str(workers), "--out", lang, "--lang", lang]
        assert run_command_line(asked) == 0
        out = capsys.readouterr().out
        assert ("at default assumptions only" if lang == "en" else "仅在默认假设下成立") in out and "30" in out
        assert ("known by an interval" if lang == "en" else "效果由区间给出") in " ".join(out.split())
    with open("en/pilot_size.json", encoding="utf-8") as one, open("zh/pilot_size.json", encoding="utf-8") as other:
        found = json.load(one)
        assert found == json.load(other)
    for row in found["lengths"]:
        assert row["effect_low"] <= row["effect"] <= row["effect_high"]
        assert (row["streets_at_strong_end"] or 0) <= (row["streets_in_each_arm"] or 10**9) <= (row["streets_at_weak_end"] or 10**9)
    assert [row["days"] for row in found["lengths"]] == [14, 30] and found["streets"] == 4 and not found["in_force_from_the_start"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["town.toml"], "--policy is missing."),
        (["town.toml", "--policy", "none"], "none is no policy to be tried."),
        (["town.toml", "--policy", "here"], "here has places, stages, a last day or several first days"),
        (["town.toml", "--policy", "secnd"], "did you mean second?"),
        (["town.toml", "--policy", "second", "--before", "11"], "11 days before, but the policy begins on day 10."),
        (["town.toml", "--policy", "whistle", "--before", "34"], "leave less than a week of the 40 measured days"),
        (["classroom", "--policy", "whistle"], "A pilot needs a city of two streets or more"),
        (["town.toml", "--policy", "second", "--metric", "cost"], "cost is none of problem_days"),
        (["town.toml", "--policy", "second", "--replicates", "1"], "1 is not within"),
    ],
)
def test_what_no_pilot_can_be_is_refused_with_a_sentence(capsys, options, words):
    assert run_command_line(["pilot", *options]) == 2
    found = capsys.readouterr()
    assert found.out == "" and words in found.err and not os.path.exists("results")
