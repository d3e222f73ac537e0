"""How sure a comparison is: power, what pairing saves, intervals together, and verdicts in words."""

import json

import numpy as np
import pytest
from scipy import stats

from gridgov.analysis.compare import Comparison
from gridgov.analysis.files import write_comparison
from gridgov.analysis.paired import mean_interval, paired_difference, together
from gridgov.analysis.power import MOST, pairing_saves, power_of, replicates_for
from gridgov.analysis.stopping import Precision
from gridgov.analysis.verdicts import about, doubts, heading, precision_sentence, verdicts

DAYS, SHARE = "problem_days", "on_time_true"


def comparison(differences, metric=DAYS, **more):
    """A comparison whose policies differ from the reference by these values, replicate by replicate."""
    count = len(next(iter(differences.values())))
    level = [100.0 + one % 7 for one in range(count)]
    values = {"A": {metric: level}} | {name: {metric: [a + b for a, b in zip(level, found)]} for name, found in differences.items()}
    return Comparison("town", tuple(values), tuple(range(1, count + 1)), values, {"scenario_sha256": {}}, **more)


def around(mean, spread, count=20):
    return [mean + spread * (-1) ** one for one in range(count)]


# ---- power


def test_replicates_for_a_difference_are_those_of_the_printed_tables():
    # Cohen (1988), table 2.4.1 for paired values: effects of 0.5 and 0.8 with 80 % power take 34 and 15
    assert replicates_for(0.5, 1.0) == 34 and replicates_for(-0.8, 1.0) == 15
    assert replicates_for(0.0, 1.0) is None and replicates_for(1e-9, 1.0) is None
    assert replicates_for(2.0, 0.0) == 2 and power_of(1, 2.0, 0.0) == 0.0


def test_power_never_falls_with_replicates_and_reaches_one():
    found = [power_of(count, 0.3, 1.0) for count in (2, 5, 20, 100, 1000, MOST)]
    assert found == sorted(found) and found[-1] == 1.0


@pytest.mark.parametrize("level", [0.95, 0.99583, 0.99792])
def test_power_is_a_chance_and_grows_whatever_the_effect_and_the_level(level):
    quantiles = (np.arange(20_000) + 0.5) / 20_000
    for mean in (0.1, 1.5, 3.79, 7.02528, 11.9, 300.0):
        found = [power_of(count, mean, 1.0, level) for count in (2, 3, 4, 5, 8, 13, 40)]
        assert found == sorted(found) and all(0 <= one <= 1 for one in found), (mean, found)
        for count, one in zip((2, 3, 8), (found[0], found[1], found[4])):
            # the same chance, over the spread that a sample may have
            limit = stats.t.ppf(0.5 + level / 2, count - 1) * np.sqrt(stats.chi2.ppf(quantiles, count - 1) / (count - 1))
            shift = mean * np.sqrt(count)
            assert one == pytest.approx(float(np.mean(stats.norm.sf(limit - shift) + stats.norm.cdf(-limit - shift))), abs=2e-3), (mean, count)
        needed = replicates_for(mean, 1.0, level)
        assert power_of(needed, mean, 1.0, level) >= 0.8 > power_of(needed - 1, mean, 1.0, level)


@pytest.mark.parametrize("mean", [0.4, 1.0])
def test_the_number_that_is_named_has_the_power_that_is_promised(mean):
    count, draw, rounds = replicates_for(mean, 1.0), np.random.default_rng(3), 4000
    found = draw.normal(mean, 1.0, (rounds, count))
    half = [mean_interval(list(row)) for row in found]
    hits = np.mean([one.low > 0 or one.high < 0 for one in half])
    exact = power_of(count, mean, 1.0)
    assert 0.8 <= exact < 0.85 and abs(hits - exact) < 4 * (exact * (1 - exact) / rounds) ** 0.5


# ---- pairing


def test_pairing_saves_what_both_have_in_common_and_nothing_where_that_is_nothing():
    draw = np.random.default_rng(5)
    common, a, b = draw.normal(size=(3, 4000))
    assert pairing_saves(2 * common + a, 2 * common + b).times == pytest.approx(5.0, rel=0.1)
    apart = pairing_saves(a, b)
    assert apart.low < 1 < apart.high
    against = pairing_saves(common, -common + 0.1 * a)
    assert against.high < 1  # the same draws may also work against each other


def test_where_nothing_differs_there_is_no_saving_to_speak_of():
    assert pairing_saves([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]).times is None
    assert pairing_saves([1.0], [2.0]).times is None
    assert pairing_saves([1.0, 2.0], [2.0, 1.0]).low is None


def test_the_interval_of_the_saving_covers_it():
    draw, hits, rounds = np.random.default_rng(2), 0, 2000
    for _ in range(rounds):
        common, a, b = draw.normal(size=(3, 20))
        found = pairing_saves(common + 0.5 * a, common + 0.5 * b)
        hits += found.low <= 5.0 <= found.high
    assert abs(hits / rounds - 0.95) < 4 * (0.95 * 0.05 / rounds) ** 0.5


# ---- intervals together


def test_intervals_together_are_those_of_bonferroni():
    assert together(10) == pytest.approx(0.995) and together(1) == together(0) == 0.95
    values = comparison({"B": around(-2.0, 1.0), "C": around(-2.0, 1.0)})
    found = doubts(values, [DAYS])["B"][0]
    expected = paired_difference(values.values["B"][DAYS], values.values["A"][DAYS], level=0.975)
    assert found.together.estimate == expected.estimate
    assert found.alone.estimate == values.difference("B", DAYS).estimate
    assert found.together.estimate.low < found.alone.estimate.low


def test_the_interval_of_the_metric_that_decided_is_of_two_stages():
    values = around(-2.0, 50.0) + around(-2.0, 1.0, 100)
    plain, staged = (comparison({"B": values}, precision=one).difference("B", DAYS).estimate for one in (None, Precision(DAYS, 1.0)))
    assert staged.high - staged.low > 2 * (plain.high - plain.low) and staged.mean == plain.mean


# ---- words


@pytest.mark.parametrize(
    ("metric", "found", "english", "chinese"),
    [
        (DAYS, around(-2.0, 0.7), "B has 1.66 to 2.34 fewer problem-days than A.", "B 的问题日比 A 少 1.66 至 2.34。"),
        (DAYS, around(2.0, 0.7), "B has 1.66 to 2.34 more problem-days than A.", "B 的问题日比 A 多 1.66 至 2.34。"),
        (
            SHARE, around(-0.02, 0.007),
            "B: on time, true is 1.66 to 2.34 % points lower than under A.", "B：按期真正解决率比 A 下低 1.66 至 2.34 个百分点。",
        ),
        (DAYS, around(0.0, 0.0), "B: problem-days is the same as under A in every replicate.", "B：每次重复中问题日均与 A 下相同。"),
        (DAYS, [1.0], "B against A: too few replicates for an interval.", "B 对比 A：重复次数不足，给不出区间。"),
    ],
)  # fmt: skip
def test_a_verdict_says_how_much_and_no_more(metric, found, english, chinese):
    one = comparison({"B": found}, metric)
    assert verdicts(one, metric, "en") == [english] and verdicts(one, metric, "zh") == [chinese]


def test_what_is_undecided_says_how_many_runs_would_decide_it():
    (text,) = verdicts(comparison({"B": around(0.2, 1.0)}), DAYS, "en")
    needed = replicates_for(0.2, (20 / 19) ** 0.5)
    assert "undecided" in text
    assert f"about {2 * about(needed - 20):,} more runs needed ({about(needed - 20):,} replicates more of each of the two)" in text
    assert "+0.200 days per 1,000 residents and year" in text
    (text,) = verdicts(comparison({"B": around(0.0, 1.0)}), DAYS, "zh")
    assert "未定" in text and "无济于事" in text


def test_numbers_of_runs_are_said_with_two_digits_and_never_too_low():
    assert [about(one) for one in (0, 1, 37, 100, 374, 991, 123_456)] == [0, 1, 37, 100, 380, 1000, 130_000]


def test_the_heading_says_at_which_assumptions():
    one = comparison({"B": around(1.0, 0.1)})
    assert "at default assumptions only" in heading(one, DAYS, "en") and "仅在默认假设下成立" in heading(one, DAYS, "zh")
    assert "but for chiefs.stipend=3" in heading(comparison({"B": around(1.0, 0.1)}, sets={"chiefs.stipend": 3}), DAYS, "en")


def test_precision_is_said_to_be_met_or_what_would_meet_it():
    values = {"B": around(1.0, 1.0, 120)}
    assert "Met, with 120 replicates" in precision_sentence(comparison(values, precision=Precision(DAYS, 0.2)), "en")
    unmet = precision_sentence(comparison(values, precision=Precision(DAYS, 0.1)), "en")
    assert "Not met: ± 0.196" in unmet and "--budget 930" in unmet
    assert "cannot be judged" in precision_sentence(comparison({"B": [1.0]}, precision=Precision(DAYS, 0.1)), "en")


def test_the_files_hold_the_doubt_only_where_it_was_asked_for(tmp_path):
    one = comparison({"B": around(-2.0, 0.7)}, precision=Precision(DAYS, 1.0))
    for name, doubt in (("plain", ""), ("doubt", DAYS)):
        (tmp_path / name).mkdir()
        write_comparison(tmp_path / name, one, (DAYS,), doubt)
    summary = json.loads((tmp_path / "doubt" / "summary.json").read_text(encoding="utf-8"))["doubt"]
    assert summary["verdicts"]["en"] == ["B has 1.66 to 2.34 fewer problem-days than A."] and "Stein" in summary["method"]
    assert summary["precision"]["pilot_replicates"] == 20
    assert (tmp_path / "doubt" / "doubt.csv").read_text(encoding="utf-8").splitlines()[1].startswith("B,A,problem_days,")
    assert not (tmp_path / "plain" / "doubt.csv").exists() and "doubt" not in json.loads((tmp_path / "plain" / "summary.json").read_text())
