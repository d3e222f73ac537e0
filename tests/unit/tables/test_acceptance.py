"""Laws of the chance that a candidate problem happens."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import gamma

from gridgov.scenario.load import load_scenario
from gridgov.tables.acceptance import build_acceptance, cut_levels, mean_of_cut

KNOWN = {
    "time.warmup_days": 0, "time.horizon_days": 364,
    "birth.ceiling": 4.0, "birth.disorder": 0.2, "birth.day_shape": 40.0, "birth.season_amplitude": 0.15,
}  # fmt: skip


def acceptance_of(**changes):
    return build_acceptance(load_scenario("baseline", extra=KNOWN | {name.replace("__", "."): value for name, value in changes.items()}).settings)


def test_no_probability_passes_one_even_where_disorder_is_full():
    for shape in (0.3, 5.0, 40.0):
        acceptance = acceptance_of(birth__day_shape=shape)
        most = max(acceptance.of_seed(seed).max() for seed in range(30))
        assert 0 < most <= 1 / 1.2 and most * (1 + 0.2) <= 1


def test_the_mean_over_a_year_and_many_runs_is_one_over_the_ceiling():
    for shape in (0.5, 40.0):
        acceptance = acceptance_of(birth__day_shape=shape)
        means = np.array([acceptance.of_seed(seed).mean() for seed in range(200)])
        assert abs(means.mean() - 0.25) < 4 * means.std() / np.sqrt(200) + 1e-4


def test_the_cut_keeps_the_mean_and_the_room_exactly():
    for shape in (0.4, 3.0, 40.0):
        for room in (1.05, 1.5, 3.0):
            (cut,), (left,) = cut_levels(np.array([room]), shape)
            density = gamma(shape, scale=1 / shape)
            mean = density.sf(cut) * cut + quad(lambda g, d=density: g * d.pdf(g), 0, cut, limit=200)[0]
            assert left == pytest.approx(mean, rel=1e-6) and cut / left == pytest.approx(room, rel=1e-9)


def test_a_cut_far_out_changes_nothing():
    assert mean_of_cut(np.array([1e3]), 2.0)[0] == pytest.approx(1.0, abs=1e-12)


def test_weekends_move_births_within_the_week_and_keep_their_number():
    plain = {"birth__day_shape": 0.0, "birth__season_amplitude": 0.0}
    acceptance = acceptance_of(category__litter__weekend=3.0, **plain).of_seed(1)[0].reshape(-1, 7)
    assert np.allclose(acceptance.mean(axis=1), 0.25)
    assert np.allclose(acceptance[:, 5:], 3 * acceptance[:, :1])


def test_the_season_peaks_on_its_day_counted_from_the_start_day():
    plain = {"birth__day_shape": 0.0, "category__litter__weekend": 1.0, "birth__season_amplitude": 0.5, "birth__season_peak_day": 210}
    row = acceptance_of(time__start_day=200, **plain).of_seed(1)[0]
    assert row.argmax() == 10 and row.max() == pytest.approx(1.5 / 4)


def test_without_a_season_a_weekend_or_a_day_factor_every_day_is_alike():
    row = acceptance_of(birth__day_shape=0.0, birth__season_amplitude=0.0, category__litter__weekend=1.0).of_seed(1)[0]
    assert np.all(row == 0.25)


def test_a_longer_horizon_only_appends_days():
    short, long = (acceptance_of(time__horizon_days=days).of_seed(3) for days in (100, 300))
    assert np.array_equal(short, long[:, :100])


def test_the_days_factor_is_the_runs_own_and_common_to_all_categories():
    acceptance = acceptance_of(birth__season_amplitude=0.0, category__litter__weekend=1.0, category__property__weekend=1.0)
    one, two = acceptance.of_seed(1), acceptance.of_seed(2)
    assert not np.array_equal(one, two)
    assert np.allclose(one[0], one[2])
