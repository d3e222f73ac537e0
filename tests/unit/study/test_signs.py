"""Signs of differences: how often noise is taken for one, where the noise is alike in all worlds and where it is not."""

import math

import numpy as np
import pytest

from gridgov.analysis.signs import mean_difference, noise_of, signs

WORLDS, STUDIES = 150, 40
#: Standard deviations over seeds, world by world.
SPREADS = {
    "alike": lambda rng, n: np.ones(n),
    "as the prior has them": lambda rng, n: np.sqrt(4 / rng.chisquare(4, n)),
    "over two orders of magnitude": lambda rng, n: np.exp(rng.normal(0, 1, n)),
    "those of a cost": lambda rng, n: rng.uniform(14, 39_924, n),
    "none in some worlds": lambda rng, n: np.where(rng.random(n) < 0.1, 0.0, 1.0),
}
#: What the promised 5 % may be off by where worlds are not spread as the prior has it: measured 4 to 6.6 %.
OFF = 0.02


def rate_of_signs(spreads, replicates, rng, home=0):
    """In how many worlds a difference that is nothing but noise has a sign, and the standard error of that over studies."""
    rates = []
    for _ in range(STUDIES):
        samples = [[(one, 0.0) for one in rng.normal(0, spread, replicates)] for spread in spreads(rng, WORLDS)]
        first = [[(one, 0.0) for one in rng.normal(0, 1.0, home)]] if home else []
        noise = noise_of([*first, *samples]).only(slice(len(first), None))
        rates.append(np.mean(signs(np.array([mean_difference(one) for one in samples]), noise) != 0))
    return np.mean(rates), np.std(rates) / math.sqrt(STUDIES)


@pytest.mark.parametrize("replicates", [2, 3])
@pytest.mark.parametrize("spreads", SPREADS.values(), ids=SPREADS)
def test_noise_that_differs_from_world_to_world_is_given_a_sign_about_once_in_twenty(spreads, replicates):
    rate, error = rate_of_signs(spreads, replicates, np.random.default_rng(1))
    assert rate <= 0.05 + OFF + 4 * error and rate >= 0.05 - OFF - 4 * error


@pytest.mark.parametrize("name", ["alike", "as the prior has them"])
def test_where_worlds_are_spread_as_the_prior_has_it_the_rate_is_the_promised_one(name):
    rate, error = rate_of_signs(SPREADS[name], 3, np.random.default_rng(2))
    assert abs(rate - 0.05) <= 4 * error


def test_with_one_seed_a_world_one_spread_is_used_for_all_and_that_is_said():
    rng = np.random.default_rng(3)
    samples = [[(one, 0.0) for one in rng.normal(size=12)], [(1.0, 0.0)], [(9.0, 0.0)]]
    noise = noise_of(samples)
    assert noise.pooled and noise.degrees.tolist() == [11] * 3
    assert noise.errors[1] == noise.errors[2] == pytest.approx(np.std([one for one, _ in samples[0]], ddof=1))
    assert signs(np.array([0.0, 1.0, 9.0]), noise).tolist() == [0, 0, 1]
    rate, error = rate_of_signs(SPREADS["over two orders of magnitude"], 1, rng, home=15)
    assert rate > 0.08  # why the guide asks for two


def test_a_loud_world_does_not_drown_a_quiet_one_and_a_quiet_one_does_not_vouch_for_it():
    rng = np.random.default_rng(4)
    samples = [[(mean + one, 0.0) for one in rng.normal(0, spread, 4)] for mean, spread in [(5.0, 0.1)] * 20 + [(0.0, 100.0)] * 20]
    noise = noise_of(samples)
    found = signs(np.array([mean_difference(one) for one in samples]), noise)
    assert (found[:20] == 1).all() and not noise.pooled and noise.errors[:20].max() < noise.errors[20:].min()


def test_a_spread_is_drawn_from_its_own_towards_that_of_all_by_what_its_degrees_weigh():
    # the formula of Smyth (2004), equation 9, with d0 and s0 solved from the moments by hand: two degrees in each of many worlds
    rng = np.random.default_rng(5)
    samples = [[(one, 0.0) for one in rng.normal(0, spread, 3)] for spread in np.sqrt(6 / rng.chisquare(6, 4000))]
    noise, own = noise_of(samples), np.array([np.var([one for one, _ in pairs], ddof=1) for pairs in samples])
    prior = noise.degrees[0] - 2
    assert prior == pytest.approx(6, rel=0.25)  # what the spreads were drawn with
    line = np.polyfit(own, 3 * noise.errors**2, 1)
    assert line[0] == pytest.approx(2 / (2 + prior)) and line[1] / (1 - line[0]) == pytest.approx(1, rel=0.15)


def test_where_nothing_tells_any_noise_every_difference_has_its_sign():
    assert signs(np.array([0.0, -1e-9, 2.0]), noise_of([[(0.0, 0.0)], [(0.0, 1e-9)], [(2.0, 0.0)]])).tolist() == [0, -1, 1]
    assert signs(np.array([]), noise_of([])).tolist() == []
