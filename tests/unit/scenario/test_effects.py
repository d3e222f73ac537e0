"""The claims about the mechanisms: every one of them is spoken of, in words that exist, and can be tried."""

from __future__ import annotations

import re

import pytest

from gridgov.metrics import METRICS
from gridgov.scenario.data import policy_names
from gridgov.scenario.effects import FILE, MECHANISMS, effects, matches, mechanisms_of, price_of, read_effects
from gridgov.scenario.lever import Lever
from gridgov.scenario.levers import CATEGORIES, LEVERS, PAYERS, TIERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import ENTRIES, SEVERITIES
from gridgov.tables.dtypes import ACTIVITIES, CHIEF_KINDS
from gridgov.text.faults import Faults

KINDS = ("old", "ordinary", "gated")


def speaks_of(lever: Lever, path: str) -> bool:
    """Whether a path is that of a lever, or of one entry of it where it is a table of numbers."""
    return matches(lever.path, path) and (lever.kind in ENTRIES or path.count(".") == lever.path.count("."))


def is_declared(path: str) -> bool:
    return any(speaks_of(lever, path) for lever in LEVERS)


def stands_for(pattern: str, name: str, tiers: tuple[str, ...]) -> bool:
    """Whether a metric's name is that of a row of the list, with a tier, payer, kind or category in its place."""
    for place, words in (("<tier>", tiers), ("<payer>", PAYERS), ("<kind>", KINDS), ("<category>", CATEGORIES)):
        if place in pattern:
            return name in [pattern.replace(place, word) for word in words]
    return name == pattern


def tiers_of(row) -> tuple[str, ...]:
    """The tiers of the ladder, and those of which the row speaks."""
    return (*TIERS, *(path.split(".")[1] for path in row.paths if path.startswith("tier.") and ".*." not in path))


def is_measured(row, metric: str) -> bool:
    return any(stands_for(one.name, metric, tiers_of(row)) for one in METRICS)


def missing(row) -> list[str]:
    """What a row speaks of and nothing declares."""
    return [
        *(path for path in row.paths if not is_declared(path)),
        *(f"policy {name}" for name in row.policies if name not in policy_names()),
        *(metric for metric in row.metrics if not is_measured(row, metric)),
        *(event for event in row.events if event not in (*ACTIVITIES, "births")),
    ]


ROWS = {f"{row.mechanism} {row.lever} (line {row.line})": row for row in effects()}


def test_every_mechanism_has_a_row():
    assert {row.mechanism for row in effects()} == set(MECHANISMS)


@pytest.mark.parametrize("name", ROWS)
def test_all_that_a_row_speaks_of_is_there(name):
    assert not missing(ROWS[name])


@pytest.mark.parametrize("name", ROWS)
def test_a_row_can_be_tried_at_both_its_values(name):
    row = ROWS[name]
    for value in (row.off, row.on):
        lever = {} if value == "default" else changes(((row.lever, value),), row.policies)
        load_scenario("classroom", row.policies, extra=changes(row.setting, row.policies) | lever)


def changes(pairs, policies=()) -> dict:
    """Single values by path, a star standing for every row or entry of the town under these policies."""
    settings, found = load_scenario("classroom", policies).settings, {}
    for path, value in pairs:
        ways = [[]]
        for place, part in enumerate(path.split(".")):
            words = [part]
            if part == "*":
                kind = next(lever.kind for lever in LEVERS if speaks_of(lever, path))
                words = SEVERITIES if place > 1 and kind == "by_severity" else getattr(settings, path.split(".")[0] if place == 1 else ENTRIES[kind])
            ways = [[*way, word] for way in ways for word in words]
        found |= {".".join(way): value for way in ways}
    return found


def test_a_mechanism_that_a_declaration_names_as_its_source_knows_of_the_lever():
    wrong = {}
    for lever in LEVERS:
        named = set(re.findall(r"\bM\d+\b", lever.source)) & set(MECHANISMS)
        if not named <= set(mechanisms_of(lever.path)):
            wrong[lever.path] = sorted(named - set(mechanisms_of(lever.path)))
    assert not wrong


def test_mechanisms_and_prices_are_found_by_the_declared_path():
    assert mechanisms_of("tier.*.patrol_hours_per_week") == ("M9",)
    assert mechanisms_of("whistle.quota_per_week") == ("M12",) and "+departments_own_delay_days" in price_of("whistle.departments")
    assert mechanisms_of("travel.detour") == () and price_of("travel.detour") == ()


def test_the_kinds_of_chief_have_figures_of_their_own():
    # rows speak of chiefs_cadre and the like, which are whole names, not places
    assert {f"chiefs_{kind}" for kind in CHIEF_KINDS} <= {metric.name for metric in METRICS}


def test_all_faults_of_a_file_are_said_at_once_with_their_lines(tmp_path):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    cells = ["M99", "whistle.departments", "0", "1", "x", "on", "5", "leg", "whistled", "a;b", "b", "", "c;+a", "", "70;91", "high"]
    path = tmp_path / "effects.csv"
    path.write_text("\n".join([lines[0], ",".join(cells), "M1,too,short"]) + "\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_effects(path)
    said = caught.value.sentences()
    assert len(said) == 6 and all(one.startswith("effects.csv:") for one in said), said
    for what in ("mechanism", "facts", "setting", "price", "fall", "effects.csv:3"):
        assert any(what in one for one in said), what
    path.write_text(lines[0].replace("price,", "") + "\n", encoding="utf-8")
    with pytest.raises(Faults, match="price"):
        read_effects(path)
