"""Laws of a city from a table of buildings."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.scenario.load import load_scenario

HEADER = "id,x,y,households,estate,community,street"
ROWS = [f"h{i},{60 * (i % 5)},{60 * (i // 5)},{17 + i},e{i // 4},c{i // 8},s{i // 16}" for i in range(32)]


@pytest.fixture
def city_of(tmp_path):
    def build(rows, header=HEADER):
        (tmp_path / "buildings.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        town = ['extends = "baseline"', "[city]", "persons_per_household = 2.6", 'buildings_file = "buildings.csv"']
        (tmp_path / "town.toml").write_text("\n".join(town), encoding="utf-8")
        return build_city(load_scenario(tmp_path / "town.toml"))

    return build


def facts(city, identity):
    """What a building and its people are, by the building's name."""
    b = city.buildings.index(identity)
    people = city.people[city.first[b] : city.first[b] + city.residents[b]]
    return city.key[b], city.x[b], city.residents[b], city.effect[b], people.tobytes()


def test_the_table_is_kept_as_given(city_of):
    city = city_of(ROWS)
    assert len(city.key) == 32 and city.households.sum() == sum(17 + i for i in range(32))
    assert len(city.streets) == 2 and len(city.communities) == 4 and len(city.estates) == 8
    assert city.communities[0] == "s0/c0" and city.estates[0] == "s0/c0/e0"


def test_residents_of_a_building_are_its_households_times_persons_rounded_up_or_down(city_of):
    city = city_of(ROWS)
    assert np.all(np.abs(city.residents - 2.6 * city.households) < 1)
    assert city.residents.sum() == pytest.approx(2.6 * city.households.sum(), rel=0.02)
    assert len(city.people) == city.residents.sum()


def test_one_more_building_changes_nobody_else(city_of):
    city, more = city_of(ROWS), city_of([*ROWS, "a0,700,700,33,e3,c1,s0"])
    assert len(more.key) == 33
    assert all(facts(city, name) == facts(more, name) for name in city.buildings)
    kinds = dict(zip(more.estates, more.estate_kind))
    assert all(kinds[name] == kind for name, kind in zip(city.estates, city.estate_kind))


def test_the_order_of_lines_does_not_matter(city_of):
    assert city_of(ROWS).sha256 == city_of(ROWS[::-1]).sha256


def test_kinds_of_estates_may_be_given(city_of):
    city = city_of([f"{row},{'old' if i < 4 else 'gated'}" for i, row in enumerate(ROWS)], HEADER + ",kind")
    assert [city.kinds[kind] for kind in city.estate_kind] == ["old", *["gated"] * 7]
