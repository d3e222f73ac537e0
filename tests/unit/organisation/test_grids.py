"""Laws of the delineation: contiguous, complete, as equal as the places allow, and refused where it cannot be had."""

from __future__ import annotations

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.organisation.balance import measure_balance, spread_of
from gridgov.organisation.grids import cut_areas, draw_grids
from gridgov.organisation.neighbours import find_neighbours, pieces
from gridgov.organisation.targets import grids_wanted, share_out
from gridgov.organisation.walk import cut_walk, walk_through
from gridgov.organisation.workload import expected_hours, loads_of
from gridgov.scenario.load import load_scenario
from gridgov.text.faults import Faults
from tests.towns import HEADER, SHAPES, organised, scattered


def area_of(scenario, city):
    return (city.community if scenario.settings.grids.within == "community" else city.street).astype(np.int64)


def in_one_piece(scenario, city, grids):
    """Whether each grid is connected, by a search of its own along the pairs of neighbours."""
    neighbours = find_neighbours(city.x, city.y, area_of(scenario, city))
    beside = [set(neighbours.other[a:b].tolist()) for a, b in zip(neighbours.start, neighbours.start[1:])]
    for g in range(len(grids.names)):
        left = set(np.flatnonzero(grids.of_building == g).tolist())
        edge = [left.pop()]
        while edge:
            found = beside[edge.pop()] & left
            left -= found
            edge += found
        if left:
            return False
    return True


def serpentine(scenario, city):
    """The walk cut into portions and nothing more: contiguous or not."""
    area, load = area_of(scenario, city), loads_of(scenario.settings, city)
    wanted = grids_wanted(scenario.settings, city, load)
    return cut_walk(walk_through(city.x, city.y, area, wanted), load, area, wanted)


def carried(scenario, city, of_building):
    return np.bincount(of_building, weights=loads_of(scenario.settings, city))


# ---- contiguous and complete


@pytest.mark.parametrize("within", ["community", "street"])
@pytest.mark.parametrize("balance", ["households", "workload"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_grid_is_in_one_piece_and_every_building_in_one_grid(tmp_path, shape, balance, within):
    for seed in range(5):
        town = scattered(tmp_path, shape, seed, buildings=30 + 50 * seed)
        scenario, city, organisation = organised(town, grids__balance=balance, grids__within=within, grids__households_per_grid=120 + 90 * seed)
        grids, area = organisation.grids, area_of(scenario, city)
        assert set(grids.of_building) == set(range(len(grids.names))) and len(set(grids.names)) == len(grids.names)
        assert in_one_piece(scenario, city, grids), seed
        assert grids.balance.contiguous == grids.balance.grids == len(grids.names)
        places = city.communities if within == "community" else city.streets
        assert all(grids.names[g].startswith(f"{places[a]}/grid-") for g, a in zip(grids.of_building, area))


def test_a_grid_lies_in_the_community_of_most_of_its_households():
    _, city, organisation = organised(city__residents=40_000, grids__within="street", grids__per_street=4)
    grids = organisation.grids
    for g, community in enumerate(grids.community):
        of_communities = np.bincount(city.community, weights=city.households * (grids.of_building == g))
        assert of_communities[community] == of_communities.max() > 0


def test_the_same_city_is_cut_alike_and_neither_the_order_of_lines_nor_a_policy_on_something_else_moves_a_boundary(tmp_path):
    town = scattered(tmp_path, "villages", 3)
    _, city, organisation = organised(town)
    table = tmp_path / "buildings.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([header, *rows[::-1]]), encoding="utf-8")
    other = organised(town, inspection__share=0.5, tier__grid__slots=3, category__litter__work_minutes__grid=90.0)[2]
    assert organisation.grids.names == other.grids.names and np.array_equal(organisation.grids.of_building, other.grids.of_building)


def test_powers_and_working_times_move_no_boundary_of_grids_by_workload():
    _, _, one = organised(city__residents=60_000, grids__balance="workload")
    _, _, other = organised(city__residents=60_000, grids__balance="workload", category__noise__work_minutes__grid=500.0, tier__grid__skill=2.0)
    assert np.array_equal(one.grids.of_building, other.grids.of_building)


# ---- the number


def test_the_number_of_grids_depends_on_neither_what_is_balanced_nor_within_what():
    numbers = set()
    for balance in ("households", "workload"):
        for within in ("community", "street"):
            _, city, organisation = organised(city__residents=60_000, city__streets=3, grids__balance=balance, grids__within=within)
            street = np.empty(len(organisation.grids.names), int)
            street[organisation.grids.of_building] = city.street
            numbers.add(tuple(np.bincount(street)))
    assert len(numbers) == 1


def test_grids_have_about_the_households_that_were_asked_for():
    _, city, organisation = organised(city__residents=100_000, city__streets=4)
    households = np.bincount(organisation.grids.of_building, weights=city.households)
    assert households.mean() == pytest.approx(400, rel=0.1)
    assert households.max() < 500


def test_sixteen_grids_in_one_street():
    for within in ("community", "street"):
        scenario, city, organisation = organised(city__residents=75_000, city__streets=1, grids__per_street=16, grids__within=within)
        assert organisation.grids.balance.grids == 16 and in_one_piece(scenario, city, organisation.grids)
    assert organisation.grids.balance.households_cv < 0.02 and organisation.grids.balance.households_peak < 1.04


def test_a_building_larger_than_a_grid_is_a_grid_and_makes_no_empty_one():
    _, city, organisation = organised(city__residents=3000, city__households_spread=1.2, grids__households_per_grid=45)
    assert set(organisation.grids.of_building) == set(range(len(organisation.grids.names)))


def test_communities_share_a_number_so_that_the_largest_load_per_grid_is_smallest():
    rng = np.random.default_rng(1)
    for _ in range(200):
        load, most = rng.integers(1, 100, 3), rng.integers(1, 6, 3)
        number = int(rng.integers(3, most.sum() + 1)) if most.sum() > 3 else 3
        found = share_out(np.array([number]), load, most, np.zeros(3, np.int64))
        assert found.sum() == number and np.all((1 <= found) & (found <= most))
        every = [(a, b, number - a - b) for a in range(1, most[0] + 1) for b in range(1, most[1] + 1) if 1 <= number - a - b <= most[2]]
        assert max(load / found) == pytest.approx(min(max(load / np.array(each)) for each in every))


# ---- the balance


@pytest.mark.parametrize("shape", SHAPES)
def test_the_balance_is_never_worse_than_that_of_a_contiguous_serpentine(tmp_path, shape):
    compared = 0
    for seed in range(12):
        town = scattered(tmp_path, shape, seed, buildings=60)
        scenario, city, organisation = organised(town, grids__per_street=4 if seed % 2 else 2, grids__within=("street", "community")[seed % 2])
        walk = serpentine(scenario, city)
        area = area_of(scenario, city)
        if pieces(find_neighbours(city.x, city.y, area), walk).max() + 1 == len(organisation.grids.names):
            compared += 1
            before, after = (carried(scenario, city, grid) for grid in (walk, organisation.grids.of_building))
            assert after.std() <= before.std() * (1 + 1e-12) and after.max() <= before.max()
    assert compared > 0


def test_in_ordinary_towns_the_grids_are_more_equal_than_the_serpentine_though_that_is_not_always_contiguous():
    rng = np.random.default_rng(7)
    ratios = []
    for _ in range(20):
        changes = {"city__seed": int(rng.integers(1, 10**6)), "city__residents": int(rng.integers(8000, 60_000)), "city__streets": 1}
        scenario, city, organisation = organised(**changes, grids__within="street", grids__balance=str(rng.choice(["households", "workload"])))
        before, after = (carried(scenario, city, grid) for grid in (serpentine(scenario, city), organisation.grids.of_building))
        assert after.std() <= before.std() and after.max() <= before.max()
        ratios.append(after.std() / before.std())
    assert np.mean(ratios) < 0.5


def test_balancing_work_lowers_the_variation_of_work_and_balancing_households_that_of_households():
    for within in ("community", "street"):
        for seed in (1, 2, 3):
            found = {}
            for balance in ("households", "workload"):
                found[balance] = organised(city__seed=seed, city__residents=60_000, grids__balance=balance, grids__within=within)[2].grids.balance
            assert found["workload"].workload_cv < 0.7 * found["households"].workload_cv
            assert found["households"].households_cv < 0.7 * found["workload"].households_cv


def test_where_all_buildings_are_of_one_kind_both_balances_are_the_same():
    shares = {"estate__old__share": 1.0, "estate__ordinary__share": 0.0, "estate__gated__share": 0.0}
    one, other = (organised(city__residents=30_000, grids__balance=b, **shares)[2].grids for b in ("households", "workload"))
    assert one.balance.workload_cv == pytest.approx(one.balance.households_cv, abs=0.01)
    assert other.balance.workload_cv == pytest.approx(one.balance.workload_cv, abs=0.01)


def test_a_narrower_bound_makes_the_grids_less_equal():
    inner, outer = (organised(city__residents=60_000, grids__within=within)[2].grids.balance for within in ("community", "street"))
    assert outer.households_cv < inner.households_cv


def test_the_expected_work_is_that_of_the_births():
    scenario, city, _ = organised(city__residents=5000, tier__grid__examine_share=0.0, tier__grid__skill=1.0)
    settings = scenario.settings
    by_hand = np.zeros(len(city.key))
    for row in settings.category.values():
        births = np.array([kind.births for kind in settings.estate.values()])[city.kind]
        by_hand += city.residents / 1000 * row.per_1000 * births * row.power["grid"] * row.work_minutes["grid"] / 60
    assert np.allclose(expected_hours(settings, city), by_hand)


def test_the_balance_counts_pieces_and_measures_spread():
    found = measure_balance(np.array([0, 0, 1, 1]), 2, np.array([0, 0, 1, 2]), np.array([1, 3, 2, 2]), np.array([0.0, 3.0, 1.0, 0.0]))
    assert (found.grids, found.contiguous, found.households_cv, found.households_peak) == (2, 1, 0.0, 1.0)
    assert (found.workload_cv, found.workload_peak) == (0.5, 1.5)
    assert spread_of(np.zeros(3)) == (None, None)


# ---- given grids


def with_grids(folder, name, shape="anywhere"):
    """A scattered town whose table gives grids; `name` makes a row's grid from its line."""
    return scattered(folder, shape, 1, header=HEADER + ",grid", extra=lambda row: f",{name(row)}")


def test_given_grids_are_taken_as_they_are(tmp_path):
    town = with_grids(tmp_path, lambda row: f"{row.split(',')[5]}-{int(row[1:4]) % 3}")
    scenario, city, organisation = organised(town, grids__balance="given")
    grids = organisation.grids
    lines = [line.split(",") for line in (tmp_path / "buildings.csv").read_text(encoding="utf-8").splitlines()[1:]]
    for line in lines:
        row = city.buildings.index(line[0])
        assert grids.names[grids.of_building[row]] == f"{line[6]}/{line[5]}/{line[8]}"
    assert len(grids.names) == 12 and grids.balance.contiguous < 12
    assert in_one_piece(scenario, city, grids) == (grids.balance.contiguous == 12)


def test_given_grids_may_cross_communities_if_the_policy_says_so(tmp_path):
    town = with_grids(tmp_path, lambda row: f"{row.split(',')[6]}-{int(row[1:4]) % 5}")
    with pytest.raises(Faults, match="lies in community"):
        organised(town, grids__balance="given")
    _, city, organisation = organised(town, grids__balance="given", grids__within="street")
    assert set(organisation.grids.names) == {f"s{s}/s{s}-{i}" for s in range(2) for i in range(5)}
    assert organisation.mismatch.all()
    assert len(organised(town)[2].grids.names) > 0  # grids that are not taken may lie as they like


def test_the_city_is_the_same_under_every_delineation(tmp_path):
    town = with_grids(tmp_path, lambda row: f"{row.split(',')[5]}-{int(row[1:4]) % 3}")
    wishes = [{}, {"balance": "workload"}, {"balance": "given"}, {"within": "street"}, {"households_per_grid": 900}, {"per_street": 5}]
    cities = [build_city(load_scenario(town, extra={f"grids.{key}": value for key, value in wish.items()})) for wish in wishes]
    assert len({city.sha256 for city in cities}) == 1


# ---- what is refused


def refused(name="baseline", **changes):
    with pytest.raises(Faults) as wrong:
        organised(name, **changes)
    (english,), (chinese,) = wrong.value.sentences(), wrong.value.sentences("zh")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)
    return english


def test_more_grids_than_buildings_are_refused():
    said = refused(city__residents=2000, city__streets=1, grids__per_street=30)
    assert said.startswith("scenario: [grids] per_street = 30: street street-01 has only 19 buildings")


def test_fewer_grids_than_communities_are_refused_unless_they_may_cross():
    assert "has 5 communities" in refused(grids__per_street=3)
    assert organised(grids__per_street=3, grids__within="street")[2].grids.balance.grids == 6


def test_grids_smaller_than_a_building_are_refused():
    assert "a building has 40.1 households on average" in refused(grids__households_per_grid=20)


def test_a_building_that_alone_exceeds_the_tolerance_is_named(tmp_path):
    town = scattered(tmp_path, "anywhere", 1, buildings=40)
    table = tmp_path / "buildings.csv"
    table.write_text(table.read_text(encoding="utf-8") + "tower,100,100,5000,e00,c0,s0,gated\n".replace("gated", "ordinary"), encoding="utf-8")
    said = refused(town, grids__tolerance=0.5, grids__within="street")
    assert "building tower alone" in said and "street s0" in said


def test_a_community_that_cannot_be_divided_evenly_is_named(tmp_path):
    rows = [f"b{i},{60 * i},0,40,e{i // 15},c{i // 15},s" for i in range(30)] + [f"z{i},{60 * i},500,40,f,d,s" for i in range(8)]
    (tmp_path / "buildings.csv").write_text("\n".join(["id,x,y,households,estate,community,street", *rows]), encoding="utf-8")
    town = tmp_path / "town.toml"
    town.write_text('extends = "baseline"\n[city]\nbuildings_file = "buildings.csv"\n', encoding="utf-8")
    said = refused(town, grids__tolerance=0.05, grids__per_street=4)
    assert "community s/c" in said and 'within = "street"' in said
    assert organised(town, grids__tolerance=0.06, grids__per_street=4, grids__within="street")[2].grids.balance.households_peak < 1.06


def test_the_tolerance_that_the_refusal_names_is_accepted_and_a_thousandth_less_is_not():
    said = refused(city__streets=1, grids__within="street", grids__tolerance=0.001)
    assert "the best cut that was found" in said
    needed = float(said.split("accept ")[1])
    assert organised(city__streets=1, grids__within="street", grids__tolerance=needed)[2].grids.balance.households_peak <= 1 + needed
    refused(city__streets=1, grids__within="street", grids__tolerance=round(needed - 0.001, 3))


def test_an_uneven_given_grid_is_named(tmp_path):
    town = with_grids(tmp_path, lambda row: f"{row.split(',')[5]}-{int(row[1:4]) > 10}")
    assert "the given grid s" in refused(town, grids__balance="given", grids__tolerance=0.2)


def test_given_grids_need_a_table_that_gives_them(tmp_path):
    assert "[grids] balance" in refused(grids__balance="given") and "no table of buildings" in refused(grids__balance="given")
    assert "has no column grid" in refused(scattered(tmp_path, "anywhere", 1), grids__balance="given")


# ---- the cut itself


def test_a_walk_is_cut_into_as_many_portions_as_are_asked_for_each_with_a_building():
    rng = np.random.default_rng(2)
    for _ in range(300):
        area = np.sort(np.append(np.arange(3), rng.integers(0, 3, rng.integers(0, 40))))
        size = np.bincount(area)
        wanted = np.array([rng.integers(1, most + 1) for most in size])
        load = np.exp(rng.normal(3, 2, len(area))).astype(np.int64) + 1
        walk = walk_through(*rng.uniform(0, 100, (2, len(area))), area, wanted)
        grid = cut_walk(walk, load, area, wanted)
        assert set(grid) == set(range(wanted.sum())) and np.all(np.isin(np.diff(grid[walk]), [0, 1]))
        assert np.array_equal(np.unique(np.stack([grid, area]), axis=1)[1], np.repeat(np.arange(3), wanted))


def test_one_grid_per_building_and_one_for_all():
    x, y, area = np.arange(6.0), np.zeros(6), np.zeros(6, np.int64)
    key, load = np.arange(1, 7), np.full(6, 5)
    neighbours = find_neighbours(x, y, area)
    for wanted in (1, 6):
        assert len(set(cut_areas(1, neighbours, key, load, area, np.array([wanted])))) == wanted


def test_a_city_of_six_hundred_thousand_is_cut_without_a_rest():
    scenario = load_scenario("ningjiang")
    city = build_city(scenario)
    balance = draw_grids(scenario.settings, city).balance
    of_communities = np.bincount(city.community, weights=city.households)
    assert balance.contiguous == balance.grids == np.floor(of_communities / 400 + 0.5).sum()
