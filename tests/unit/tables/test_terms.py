"""What channels and a counter add to reporting, and what cameras take from births."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.tables.dtypes import DAY
from tests.unit.tables.test_build import STREET_1, WATCH, Part, start_of

CAMERA = WATCH | {"channel__camera__deters": True, "channel__camera__coverage": 0.5, "category__litter__deterred": 0.25}


def test_ease_is_the_sum_over_the_residents_channels_that_cover_a_building_and_the_counter():
    group = {"order": 90, "kind": "residents", "tier": "grid", "ease": 0.4, "coverage": 0.5}
    group = {f"channel__group__{name}": value for name, value in group.items()}
    start = start_of(channel__residents__ease=-0.1, channel__patrol__ease=5.0, counter__share=0.5, counter__ease=0.6, **group)
    covered = np.isfinite(start.world.exposure_s[0, 3])
    assert 0 < covered.sum() < len(covered)
    assert start.world.building_phase["ease"][0] == pytest.approx(np.where(covered, 0.4, 0.0) - 0.1 + 0.3)


def test_ease_may_begin_later_and_in_one_street():
    world = start_of(Part("app", 20, STREET_1, {"channel.residents.ease": 1.0}), time__warmup_days=10).world
    inside = world.building["street"] == 0
    assert list(world.phase_start) == [0, 30 * DAY] and not world.building_phase["ease"][0].any()
    assert np.array_equal(world.building_phase["ease"][1], inside.astype(float))


def test_births_are_deterred_where_a_deterring_channel_covers_and_nowhere_else():
    world = start_of(**CAMERA).world
    covered = np.isfinite(world.exposure_s[0, 3])
    assert 0 < covered.sum() < len(covered)
    assert np.array_equal(world.births_phase[0, :, 0], np.where(covered, 0.75, 1.0)) and (world.births_phase[:, :, 1:] == 1.0).all()


@pytest.mark.parametrize("change", [{"channel__camera__deters": False}, {"channel__camera__coverage": 0.0}, {"category__litter__deterred": 0.0}])
def test_there_is_no_table_where_nothing_is_deterred(change):
    assert start_of(**(CAMERA | change)).world.births_phase.shape[:2] == (0, 0)


def test_a_deterrent_may_begin_later_in_one_street():
    changes = CAMERA | {"channel__camera__coverage": 1.0, "category__litter__deterred": 0.0}
    world = start_of(Part("lamps", 5, STREET_1, {"category.litter.deterred": 0.5}), **changes).world
    assert (world.births_phase[0] == 1.0).all()
    assert np.array_equal(world.births_phase[1, :, 0], np.where(world.building["street"] == 0, 0.5, 1.0))
