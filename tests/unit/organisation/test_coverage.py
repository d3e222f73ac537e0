"""Laws of what channels cover, and of what that costs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gridgov.city.city import build_city
from gridgov.organisation.organisation import organise
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Part, Where

#: A second channel of residents, which covers what a test says.
CLUB = {"channel.club.order": 40, "channel.club.kind": "residents", "channel.club.tier": "grid"}
PLACES = {"building": lambda city: np.arange(len(city.key)), "estate": lambda city: city.estate, "community": lambda city: city.community}


def organised(*parts, **changes):
    """City and organisation of the baseline with a channel `club`, the last one; `club__x` sets a parameter of it."""
    changes = {name.replace("club__", "channel.club.").replace("__", "."): value for name, value in changes.items()}
    scenario = replace(load_scenario("baseline", extra={"city.residents": 60_000} | CLUB | changes), parts=parts)
    city = build_city(scenario)
    return city, organise(scenario, city)


@pytest.mark.parametrize("unit", PLACES)
@pytest.mark.parametrize("share", [0.0, 0.3, 0.5, 1.0])
def test_a_channel_covers_an_exact_share_of_whole_units(unit, share):
    city, organisation = organised(club__unit=unit, club__coverage=share)
    place, covered = PLACES[unit](city), organisation.coverage.buildings[0, -1]
    units = [set(covered[place == one]) for one in range(place.max() + 1)]
    assert all(len(inside) == 1 for inside in units)
    assert sum(True in inside for inside in units) == np.floor(share * len(units) + 0.5)


def test_what_nobody_limits_covers_everything_and_costs_nothing():
    coverage = organised()[1].coverage
    assert coverage.buildings.all() and not coverage.yuan_per_year.any() and not coverage.hours_per_week.any()


def test_a_larger_share_keeps_what_was_covered_and_two_channels_choose_apart():
    few, many = (organised(club__coverage=share)[1].coverage.buildings[0, -1] for share in (0.3, 0.6))
    assert np.all(many[few]) and many.sum() > few.sum()
    more = {"channel__other__order": 50, "channel__other__kind": "residents", "channel__other__tier": "grid", "channel__other__coverage": 0.3}
    first, second = organised(**more, club__coverage=0.3)[1].coverage.buildings[0, -2:]
    assert np.array_equal(first, few) and first.sum() == second.sum() and not np.array_equal(first, second)


def test_estates_with_a_committee_are_covered_whatever_the_share():
    committees = {f"estate__{kind}__committee": 0.5 for kind in ("old", "ordinary", "gated")}
    for share in (0.0, 1.0):
        city, organisation = organised(club__unit="committee", club__coverage=share, **committees)
        assert np.array_equal(organisation.coverage.buildings[0, -1], organisation.estates["committee"][0][city.estate])
        assert organisation.coverage.buildings[0, -1].any()


def test_money_is_due_per_unit_covered_and_volunteers_hours_per_building():
    city, organisation = organised(club__unit="estate", club__coverage=0.4, club__cost_yuan_per_year=11_000.0, club__volunteer_hours_per_week=2.0)
    covered, coverage = organisation.coverage.buildings[0, -1], organisation.coverage
    assert coverage.yuan_per_year[0].tolist() == [0, 0, 0, 11_000 * len(set(city.estate[covered]))]
    assert coverage.hours_per_week[0].tolist() == [0, 0, 0, 2 * covered.sum()]


def test_a_channel_that_begins_later_in_one_street_covers_its_share_there_and_costs_what_it_costs_there():
    pilot = Part("pilot", 30, Where(streets=("street-02",)), {"channel.club.coverage": 0.5, "channel.club.cost_yuan_per_year": 50.0})
    city, organisation = organised(pilot, club__coverage=0.0, club__cost_yuan_per_year=10.0)
    before, after = organisation.coverage.buildings[:, -1]
    there = np.floor(0.5 * (city.street == 1).sum() + 0.5)
    assert not before.any() and after.sum() == after[city.street == 1].sum() == there
    assert organisation.coverage.yuan_per_year[:, -1].tolist() == [0.0, 50.0 * there]
