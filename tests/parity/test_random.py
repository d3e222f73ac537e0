"""Both engines give the same bytes in random valid scenarios: random ladders, calendars, channels and policies."""

from __future__ import annotations

import random

import pytest

from gridgov.tables.build import build
from tests.generators import load_random
from tests.parity.compare import same_in_both


@pytest.mark.parametrize("number", range(200))
def test_both_engines_agree_in_a_random_scenario(number, tmp_path):
    scenario = load_random(number, tmp_path, residents=300, days=60)
    same_in_both(build(scenario, random.Random(number).randrange(1 << 31)).world)
