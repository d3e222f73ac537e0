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


def test_a_counter_halves_the_mistakes_of_what_residents_report_and_takes_its_time():
    rows = {f"channel__{name}__accuracy": value for name, value in (("chief", 0.9), ("patrol", 0.8), ("residents", 0.6))}
    entry = start_of(counter__share=0.5, counter__dispatch_hours=3.0, **rows).world.entry_rate[0]
    assert entry["accuracy"] == pytest.approx([0.9, 0.8, 0.8]) and list(entry["dispatch_s"]) == [0, 0, 5400]


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({}, 0), ({"counter__share": 1.0, "counter__dispatch_hours": 0.0}, 0), ({"counter__share": 1.0}, 1), ({"channel__patrol__accuracy": 0.9}, 1),
        ({"owners__missing_share": 0.1}, 1), ({"owners__missing_share": 0.1, "owners__wait_hours": 0.0}, 0),
        ({"owners__missing_share": 0.5, "owners__named_share": 1.0}, 0),
    ],
)  # fmt: skip
def test_there_are_rates_of_entry_only_where_not_every_report_comes_to_the_right_desk_at_once(change, rows):
    assert len(start_of(**change).world.entry_rate) == rows


def test_each_building_that_a_grid_is_named_owner_of_takes_hours_from_its_workers():
    rule = {"owners__missing_share": 0.5, "owners__hours_per_building": 0.3, "tier__grid__slots": 2}
    start, plain = start_of(owners__named_share=1.0, **rule), start_of(owners__named_share=0.0, **rule)
    world, named = start.world, plain.world.building_phase["unowned"][0] == 1
    buildings = np.bincount(world.desk_of[2][named], minlength=len(world.desk))
    assert start.labels.owner_hours[0] == pytest.approx(0.3 * buildings / 2) and buildings.any()
    assert world.desk_phase["speed"][0] == pytest.approx(plain.world.desk_phase["speed"][0] - start.labels.owner_hours[0] / 40)
    assert not plain.labels.owner_hours.any()


def test_more_hours_of_ownership_than_a_week_has_leave_none_for_cases():
    rule = {"owners__missing_share": 1.0, "owners__named_share": 1.0, "owners__hours_per_building": 168.0}
    world = start_of(**rule).world
    grids = world.desk["tier"] == 2
    assert (world.desk_phase["speed"][0][grids] == 0.0).all() and (world.desk_phase["acts"][0][grids] == 1).all()


def test_those_take_part_in_points_who_report_most_readily():
    for share in (0.0, 0.1, 1.0):
        world = start_of(points__yuan_per_act=2.0, points__share=share).world
        taking = world.resident["propensity"] >= world.rule_rate["points_from"][0]
        assert abs(taking.mean() - share) <= 4 * (share * (1 - share) / len(taking)) ** 0.5
        assert world.rule_rate["points_fen"][0] == 200 and world.rule_rate["points_logit"][0] == pytest.approx(0.1)


def test_neighbours_need_their_mean_hours_over_their_reach_where_they_cover():
    body = {"order": 40, "kind": "neighbours", "tier": "grid", "mean_hours": 48.0, "reach": 0.5, "unit": "committee"}
    body = {f"channel__body__{name}": value for name, value in body.items()}
    start = start_of(estate__old__committee=1.0, **body)
    old = start.world.building["kind"] == 0
    assert np.array_equal(start.world.exposure_s[0, 3], np.where(old, 96 * 3600.0, np.inf))
