"""Laws of the pairs of neighbours: every area hangs together, and a pair has nobody between."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridgov.organisation.neighbours import find_neighbours, pieces

ODD = {
    "one spot": lambda rng, n: np.zeros((2, n)),
    "one line": lambda rng, n: np.stack([rng.integers(0, 9, n), np.zeros(n)]) * 50.0,
    "a slanting line": lambda rng, n: rng.uniform(0, 500, n) * np.array([[1.0], [3.0]]),
    "a lattice": lambda rng, n: rng.integers(0, 6, (2, n)) * 70.0,
    "a circle": lambda rng, n: 300 * np.stack([np.cos(np.arange(n)), np.sin(np.arange(n))]),
    "sizes of all orders": lambda rng, n: np.exp(6 * rng.normal(size=(2, n))),
    "far from the origin": lambda rng, n: rng.uniform(0, 900, (2, n)) + np.array([[4.5e6], [3.9e5]]),
}


def areas(rng, n):
    return np.append(np.arange(3), rng.integers(0, 3, n - 3))


@pytest.mark.parametrize("kind", ODD)
def test_every_area_hangs_together_wherever_its_buildings_stand(kind):
    for seed in range(40):
        rng = np.random.default_rng(seed)
        n = int(rng.integers(3, 90))
        area = areas(rng, n)
        neighbours = find_neighbours(*ODD[kind](rng, n), area)
        assert pieces(neighbours, area).max() + 1 == 3
        assert np.array_equal(area[neighbours.building], area[neighbours.other])


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.floats(-1e7, 1e7), st.floats(-1e7, 1e7), st.integers(0, 2)), min_size=1, max_size=40))
def test_any_set_of_buildings_hangs_together_area_by_area(points):
    x, y, area = np.array([p[0] for p in points]), np.array([p[1] for p in points]), np.array([p[2] for p in points])
    area = np.unique(area, return_inverse=True)[1].astype(np.int64)
    assert pieces(find_neighbours(x, y, area), area).max() == area.max()


def test_two_are_neighbours_if_their_circle_holds_nobody_else_of_their_area():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        x, y = rng.uniform(0, 500, (2, 40))
        area = areas(rng, 40)
        neighbours = find_neighbours(x, y, area)
        found = set(zip(neighbours.building.tolist(), neighbours.other.tolist()))
        for a in range(40):
            for b in range(40):
                same = np.flatnonzero(area == area[a])
                middle = (x[a] + x[b]) / 2, (y[a] + y[b]) / 2
                inside = np.hypot(x[same] - middle[0], y[same] - middle[1]) < np.hypot(x[a] - x[b], y[a] - y[b]) / 2 - 1e-6
                assert ((a, b) in found) == (a != b and area[a] == area[b] and not inside.any())


def test_pairs_stand_there_twice_in_order():
    rng = np.random.default_rng(3)
    neighbours = find_neighbours(*rng.uniform(0, 500, (2, 60)), np.zeros(60, np.int64))
    pairs = list(zip(neighbours.building.tolist(), neighbours.other.tolist()))
    assert pairs == sorted(set(pairs)) and {(b, a) for a, b in pairs} == set(pairs)
