"""The claims about the mechanisms: every one of them is spoken of, in words that exist or are specified, and can be tried where it says so."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from gridgov.metrics import METRICS
from gridgov.scenario import lever as lever_module
from gridgov.scenario import levers as levers_module
from gridgov.scenario.data import policy_names
from gridgov.scenario.effects import FILE, MECHANISMS, effects, matches, mechanisms_of, price_of, read_effects
from gridgov.scenario.lever import CITY, LOCAL, WHOLE, Lever
from gridgov.scenario.levers import CATEGORIES, LEVERS, PAYERS, TIERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import ENTRIES, SEVERITIES
from gridgov.tables.dtypes import ACTIVITIES, CHIEF_KINDS
from gridgov.text.faults import Faults
from gridgov.text.units import UNITS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "background" / "rules-monthly.md"
KINDS = ("old", "ordinary", "gated")


def section(title: str) -> str:
    """The text of one section of the page that specifies what is not built yet."""
    found = re.search(rf"^## \d+\. {title}\n(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"{PAGE.name} has no section {title}"
    return found.group(1)


def first_cells(title: str) -> tuple[str, ...]:
    """The first cell of every row of a section's table."""
    rows = [line.split("|")[1].strip() for line in section(title).splitlines() if line.startswith("|")]
    return tuple(rows[2:])


@cache
def proposed() -> tuple[Lever, ...]:
    """The levers that the page specifies, from its ready lines."""
    lines = re.search(r"```python\n(.*?)```", section("Levers"), re.S).group(1)
    names = {"L": Lever, "dict": dict, "_each": levers_module._each, "TIERS": TIERS, "CATEGORIES": CATEGORIES, "True": True, "False": False}
    names |= {name: getattr(lever_module, name) for name in ("CITY", "WHOLE", "LOCAL")}
    return tuple(eval(f"[{lines}]", {"__builtins__": {}}, names))  # lines of this repository


def speaks_of(lever: Lever, path: str) -> bool:
    """Whether a path is that of a lever, or of one entry of it where it is a table of numbers."""
    return matches(lever.path, path) and (lever.kind in ENTRIES or path.count(".") == lever.path.count("."))


def is_declared(path: str) -> bool:
    return any(speaks_of(lever, path) for lever in LEVERS)


def is_proposed(path: str) -> bool:
    return any(speaks_of(lever, path) for lever in proposed())


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


def unbuilt(row) -> list[str]:
    """What a row needs in order to be tried and is not there yet."""
    return [
        *(path for path in (row.lever, *(path for path, _ in row.setting)) if not is_declared(path)),
        *(f"policy {name}" for name in row.policies if name not in policy_names()),
        *(metric for metric in row.metrics if not is_measured(row, metric)),
        *(event for event in row.events if event not in (*ACTIVITIES, "births")),
    ]


ROWS = {f"{row.mechanism} {row.lever} (line {row.line})": row for row in effects()}


def test_every_mechanism_has_a_row():
    assert {row.mechanism for row in effects()} == set(MECHANISMS)


@pytest.mark.parametrize("name", ROWS)
def test_every_word_of_a_row_is_known_or_specified(name):
    row = ROWS[name]
    metrics, activities = first_cells("Metrics"), re.search(r"New activities, appended: (.*?)\.\n", section("Draws")).group(1)
    unknown = [path for path in row.paths if not is_declared(path) and not is_proposed(path)]
    unknown += [policy for policy in row.policies if policy not in (*policy_names(), *first_cells("Shared policies"))]
    unknown += [one for one in row.metrics if not is_measured(row, one) and not any(stands_for(m, one, tiers_of(row)) for m in metrics)]
    unknown += [event for event in row.events if event not in (*ACTIVITIES, "births") and f"`{event}`" not in activities]
    assert not unknown


@pytest.mark.parametrize("name", ROWS)
def test_a_row_needs_nothing_if_and_only_if_all_that_it_takes_is_there(name):
    row = ROWS[name]
    assert (row.needs == "nothing") == (not unbuilt(row)), unbuilt(row)


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.needs == "nothing"])
def test_a_row_that_needs_nothing_can_be_tried_at_both_its_values(name):
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


def test_a_lever_is_declared_or_specified_and_never_both():
    both = [lever.path for lever in proposed() if lever.path in {one.path for one in LEVERS}]
    assert not both, f"now that they are declared, take them out of {PAGE.name}: {both}"
    assert len({lever.path for lever in proposed()}) == len(proposed())


@pytest.mark.parametrize("lever", proposed(), ids=lambda lever: lever.path)
def test_a_specified_lever_is_complete_and_belongs_to_a_mechanism(lever):
    assert lever.en.endswith(".") and lever.zh.endswith("。") and lever.source and lever.unit in UNITS and lever.scope in (CITY, WHOLE, LOCAL)
    if lever.kind in ("float", "int", "number_or_none", *ENTRIES):
        assert lever.low is not None and lever.high is not None and lever.low < lever.high
    if ".*." in lever.path:
        assert lever.new is not None and isinstance(lever.default, dict)
    if lever.kind == "choice":
        defaults = lever.default.values() if ".*." in lever.path else [lever.default]
        assert len(lever.choices) > 1 and set(defaults) <= set(lever.choices)
    assert mechanisms_of(lever.path)


def test_a_mechanism_that_a_declaration_names_as_its_source_knows_of_the_lever():
    wrong = {}
    for lever in (*LEVERS, *proposed()):
        named = set(re.findall(r"\bM\d+\b", lever.source)) & set(MECHANISMS)
        if not named <= set(mechanisms_of(lever.path)):
            wrong[lever.path] = sorted(named - set(mechanisms_of(lever.path)))
    assert not wrong


def test_a_specified_metric_is_not_on_the_list_yet():
    assert not {metric.name for metric in METRICS} & set(first_cells("Metrics"))


def test_mechanisms_and_prices_are_found_by_the_declared_path():
    assert mechanisms_of("tier.*.patrol_hours_per_week") == ("M9",)
    assert mechanisms_of("whistle.quota_per_week") == ("M12",) and "+departments_own_delay_days" in price_of("whistle.departments")
    assert mechanisms_of("travel.detour") == () and price_of("travel.detour") == ()


def test_the_kinds_of_chief_have_figures_of_their_own():
    # rows speak of chiefs_cadre and the like, which are whole names, not places
    assert {f"chiefs_{kind}" for kind in CHIEF_KINDS} <= {metric.name for metric in METRICS}


def test_all_faults_of_a_file_are_said_at_once_with_their_lines(tmp_path):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    cells = ["M99", "whistle.departments", "0", "1", "x", "on", "much", "5", "leg", "whistled", "a;b", "b", "", "c;+a", "", "70;91", "high"]
    path = tmp_path / "effects.csv"
    path.write_text("\n".join([lines[0], ",".join(cells), "M1,too,short"]) + "\n", encoding="utf-8")
    with pytest.raises(Faults) as caught:
        read_effects(path)
    said = caught.value.sentences()
    assert len(said) == 7 and all(one.startswith("effects.csv:") for one in said), said
    for what in ("mechanism", "needs", "facts", "setting", "price", "fall", "effects.csv:3"):
        assert any(what in one for one in said), what
    path.write_text(lines[0].replace("price,", "") + "\n", encoding="utf-8")
    with pytest.raises(Faults, match="price"):
        read_effects(path)
