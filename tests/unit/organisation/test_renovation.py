"""The list of estates to renovate: who, when, once, and only while the rule is in force."""

import numpy as np
import pytest

from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import DAY, FAR

TOWN = {"city.residents": 4000, "city.streets": 2, "city.communities_per_street": 2, "city.buildings": 60, "city.buildings_per_estate": 3,
        "time.warmup_days": 30, "time.horizon_days": 335}  # fmt: skip


def start_of(**changes):
    return build(load_scenario("baseline", extra=TOWN | {path.replace("__", "."): value for path, value in changes.items()}), 1)


def test_estates_of_the_kind_are_taken_at_even_distances_and_no_others():
    start = start_of(renovation__estates_per_year=5)
    days, old = start.labels.works_day, start.labels.estate_kind == start.labels.kinds.index("old")
    assert np.isinf(days[~old]).all()
    begun = np.sort(days[old & np.isfinite(days)])
    assert begun.tolist() == [73.0 * i for i in range(min(5, old.sum()))]


def test_without_a_rule_there_are_no_tables():
    start = start_of()
    assert len(start.world.works) == 0 and start.world.most_works == 1.0 and not start.labels.works_fen.any()


def test_buildings_have_the_works_of_their_estate_in_seconds():
    start = start_of(renovation__estates_per_year=5, renovation__days=10, category__noise__works=1.05, category__noise__renovated=0.5)
    estate, noise = start.world.building["estate"], start.labels.categories.index("noise")
    for b, row in enumerate(start.world.works):
        day = start.labels.works_day[estate[b]]
        assert row["start"] == (FAR if np.isinf(day) else day * DAY) and row["end"] == (FAR if np.isinf(day) else (day + 10) * DAY)
        assert start.world.births_works[:, b, noise].tolist() == ([1.0, 1.0] if np.isinf(day) else [1.05, 0.5])


def test_the_first_on_the_list_are_the_first_of_a_longer_one():
    few, many = (start_of(renovation__estates_per_year=number).labels.works_day for number in (2, 6))
    assert np.isfinite(few).sum() < np.isfinite(many).sum()
    order = [np.argsort(days, kind="stable")[: np.isfinite(few).sum()].tolist() for days in (few, many)]
    assert order[0] == order[1]


def test_an_estate_is_renovated_once_and_its_turn_lapses_with_the_rule(tmp_path):
    path = tmp_path / "town.toml"
    path.write_text('extends = "baseline"\n[policy.stop]\nfrom_day = 100\nset.renovation.estates_per_year = 0\n', encoding="utf-8")
    with_end = build(load_scenario(path, ["stop"], extra=TOWN | {"renovation.estates_per_year": 5}), 1)
    days = with_end.labels.works_day
    # the hundredth day of the measured period is the 130th of the run: the turns at 146 and later are left out
    assert np.sort(days[np.isfinite(days)]).tolist() == [0.0, 73.0]


def test_the_street_pays_when_the_works_begin_in_the_measured_period():
    from gridgov.run import simulate

    dear, free = (
        simulate(load_scenario("baseline", extra=TOWN | {"renovation.estates_per_year": 5, "renovation.yuan_per_estate": yuan})) for yuan in (1e6, 0)
    )
    begun = dear.start.labels.works_day
    paid = int(((begun >= 30) & np.isfinite(begun)).sum()) * 10**8
    assert paid > 0 and dear.ledger.works_fen == paid and dear.ledger.fen.sum() - free.ledger.fen.sum() == paid
    assert sum(row["yuan"] for row in dear.ledger.rows()) == pytest.approx(dear.ledger.fen.sum() / 100)
