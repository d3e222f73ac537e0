"""Random valid scenarios load, and their settings keep what was asked of them."""

from __future__ import annotations

import random

from gridgov.scenario.load import load_scenario
from tests.generators import load_random, random_scenario, random_scenario_file


def test_five_hundred_random_scenarios_load(tmp_path):
    ladders = set()
    parts = 0
    for seed in range(500):
        scenario = load_random(seed, tmp_path)
        settings = scenario.settings
        ladders.add(tuple((tier.area, tier.calendar) for tier in settings.tier.values()))
        parts += len(scenario.parts)
        top = list(settings.tier)[-1]
        assert all(category.power[top] == 1 for category in settings.category.values())
        assert scenario.settings_under(frozenset(range(len(scenario.parts)))).city == settings.city
    assert len(ladders) > 400 and parts > 300


def test_a_random_scenario_is_the_same_each_time(tmp_path):
    assert random_scenario(random.Random(5)) == random_scenario(random.Random(5)) != random_scenario(random.Random(6))
    path, policies = random_scenario_file(random.Random(5), tmp_path)
    assert load_scenario(path, policies).sha256 == load_random(5, tmp_path).sha256
