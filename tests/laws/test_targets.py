"""The baseline against the evidence, over twenty seeds: every fitted figure is hit, the others are hit or missed as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gridgov.analysis.targets.judge import SEEDS, Judged, judge, sample_runs
from gridgov.analysis.targets.page import page
from gridgov.analysis.targets.table import FIT, HELD_OUT

PAGE = Path(__file__).resolve().parents[2] / "docs" / "background" / "calibration.md"


@pytest.fixture(scope="module")
def judged() -> tuple[Judged, ...]:
    assert len(SEEDS) == 20
    return judge(sample_runs(SEEDS))


def test_every_fitted_target_lies_within_its_tolerance(judged):
    assert [(one.target.id, one.value) for one in judged if one.target.use == FIT and not one.hit] == []


def test_a_figure_that_was_held_out_is_hit_unless_its_row_says_why_it_is_missed(judged):
    assert [(one.target.id, one.value) for one in judged if one.target.use == HELD_OUT and one.hit == bool(one.target.miss)] == []


def test_no_verdict_hangs_on_the_seeds(judged):
    """Each figure is further from the edge of its tolerance than one standard error of twenty seeds."""
    close = [one.target.id for one in judged if min(abs(one.value - one.target.low), abs(one.value - one.target.high)) < one.error]
    assert close == []


def test_the_page_says_what_the_runs_say(judged):
    """All but the digits of simulated figures and what made them, which may differ between machines and commits."""
    plain = re.compile(r"^Sources of gridgov.*?\n\n|(?<=\| )\S+ ± \S+(?= \|)|\(\S+ against", re.M | re.S)
    assert plain.sub("", PAGE.read_text(encoding="utf-8")) == plain.sub("", page(judged, len(SEEDS)))
