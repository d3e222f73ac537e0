"""The warm-up: MSER-5 on series whose answer is known, and a page that says what the program would write."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from gridgov.analysis.warmup import BATCH, DAYS, KEPT, NO_SEASON, OPEN, PAGE, PRESENT, REPLICATES, SERIES, TRUST, Town, main, mean_series, mser5
from gridgov.analysis.warmup_page import page
from gridgov.scenario.data import scenario_names
from gridgov.scenario.load import load_scenario

TOP = Path(__file__).resolve().parents[2]
TRIALS = 200


def noise(seed: int, days: int = DAYS, sd: float = 1.0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, sd, days)


def ramp(length: int, level: float = 100.0, days: int = DAYS) -> np.ndarray:
    return level * np.minimum(1.0, np.arange(days) / length)


@pytest.mark.parametrize("length", [20, 100, 300])
def test_a_ramp_to_a_plateau_is_cut_where_it_ends(length):
    """Never before: a day of it weighs more than all noise. Mostly there, and now and then later or not at all, since the rule cuts noise too."""
    cuts = [mser5(ramp(length) + noise(seed, sd=0.05)) for seed in range(40)]
    days = [cut.day for cut in cuts if cut.day is not None]
    assert len(days) >= 36 and min(days) >= length and np.median(days) <= length + BATCH
    assert all(abs(cut.level - 100.0) < 0.1 for cut in cuts)


def test_a_ramp_without_noise_is_cut_at_the_first_batch_that_is_whole():
    assert mser5(ramp(100)).day == 100 and mser5(ramp(98)).day == 100 and mser5(ramp(102)).day == 105
    assert mser5(np.full(DAYS, 7.0)).day == 0 and mser5(np.full(DAYS, 7.0)).level == 7.0


def test_the_cut_makes_the_standard_error_of_what_is_kept_least():
    series = ramp(60, 5.0) + noise(3)
    means = series.reshape(-1, BATCH).mean(axis=1)
    errors = [np.var(means[cut:]) / (len(means) - cut) for cut in range(len(means) - KEPT + 1)]
    assert mser5(series).day == BATCH * int(np.argmin(errors))


def test_pure_noise_loses_little():
    """The rule cuts noise too: of a series that was steady from the first day it takes a tenth or less in nearly all cases."""
    cuts = [mser5(noise(seed)).day for seed in range(TRIALS)]
    share = np.mean([cut is not None and cut <= DAYS / 10 for cut in cuts])
    assert share > 0.8 and cuts.count(None) <= TRIALS / 10


def test_a_drift_has_no_steady_state():
    assert all(mser5(np.arange(DAYS) * 0.1 + noise(seed)).day is None for seed in range(20))


def test_the_limit_of_the_rule_is_half_of_the_series():
    days = 2 * KEPT * BATCH
    late = np.concatenate([np.zeros(days // 2), np.full(days // 2, 9.0)])
    later = np.concatenate([np.zeros(days // 2 + BATCH), np.full(days // 2, 9.0)])
    assert mser5(late).day == days // 2 and mser5(later).day is None
    assert mser5(np.append(late, 1e9)).day == days // 2, "a day beyond the last whole batch is left out"


def test_a_series_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match="at least 50 days, not 49"):
        mser5(np.zeros(49))


def town(name="here", warmup=90, **series):
    flat = dict.fromkeys(SERIES, np.ones(DAYS)) | series
    return Town(name, 1000, warmup, 0.15, flat, flat)


def test_a_verdict_rests_on_open_cases_and_problems_present_and_not_on_trust():
    assert town(open_records=ramp(60), present=ramp(90)).verdict == "enough"
    assert town(open_records=ramp(60), present=ramp(100)).verdict == "too few: 100"
    assert town(open_records=ramp(60), present=ramp(DAYS)).verdict == "no steady state found"
    assert town(trust=ramp(DAYS)).verdict == "enough" and town().cut(TRUST).day == 0
    assert town(present=ramp(180), warmup=90).off(PRESENT) == pytest.approx(np.arange(90, 100).mean() / 180 - 1, abs=1e-12)


def test_a_series_is_the_mean_of_runs_that_begin_empty(monkeypatch):
    import gridgov.run

    asked = []

    class Run:
        def __init__(self, scenario, seed):
            time = scenario.settings.time
            asked.append((time.warmup_days, time.horizon_days, scenario.settings.birth.season_amplitude, seed))
            self.outcome = self
            self.daily = {name: np.full(DAYS, float(seed)) for name in SERIES}

    monkeypatch.setattr(gridgov.run, "simulate", Run)
    told = []
    found = mean_series("classroom", NO_SEASON, 3, told.append)
    assert asked == [(0, DAYS, 0.0, seed) for seed in (1, 2, 3)] and told == [1, 1, 1]
    assert all((found[name] == 2.0).all() for name in SERIES)


def bare(text: str) -> str:
    """A page without digits and without what they decide: cells of tables but the first, the scenarios named as short, the machine."""
    text = re.sub(r"^Python .*$", "", text, flags=re.M)
    text = re.sub(r"^Too few days, or no steady state: .*$", "", text, flags=re.M)
    text = re.sub(r"^(\| `\w+` \|).*$", r"\1", text, flags=re.M)
    return re.sub(r"\d|`[0-9a-f]{64}`", "", re.sub(r"`[0-9a-f]{64}`", "", text))


def test_the_page_is_current_in_all_but_its_digits():
    towns = [town(name) for name in scenario_names()]
    written = (TOP / PAGE).read_text(encoding="utf-8")
    assert bare(written) == bare(page(towns, REPLICATES)), "run: python -m gridgov.analysis.warmup --write"
    for name in scenario_names():
        usual = load_scenario(name).settings
        assert f"| `{name}` | {usual.city.residents:,} | {usual.time.warmup_days} |" in written


def test_the_page_names_every_scenario_that_its_table_finds_short():
    written = (TOP / PAGE).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.* \| (enough|too few: \d+|no steady state found) \|$", written, re.M)
    short = [f"`{name}` ({verdict})" for name, verdict in rows if verdict != "enough"]
    assert len(rows) == len(scenario_names())
    assert f"Too few days, or no steady state: {', '.join(short) or 'none'}." in written


@pytest.mark.parametrize("arguments", [["--replicates", "0"], ["--write", "--scenario", "classroom"], ["--write", "--replicates", "2"]])
def test_what_would_make_another_page_is_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2 and "Traceback" not in capsys.readouterr().err
    assert OPEN in SERIES
