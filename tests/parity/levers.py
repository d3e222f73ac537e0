"""Every lever at both ends of its bounds, as changes to the town of the parity tests."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gridgov.scenario.lever import Lever
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import ENTRIES, SEVERITIES
from gridgov.scenario.scenario import Scenario
from tests.parity.acting import ON_CALL

TOWN = Path(__file__).with_name("town.toml")
BUILDINGS = str(TOWN.with_name("buildings.csv"))
#: What stands for the ends of a lever whose value is text.
TEXTS = {
    "city.buildings_file": ("", BUILDINGS),
    "category.*.service_clock": ("evenings", "always"),
    "tier.*.calendar": ("property", "always"),
    "channel.*.tier": ("chief", "street"),
    "channel.*.calendar": ("evenings", "always"),
    "delegation.tier": ("chief", "street"),
    "renovation.kind": ("old", "gated"),
    "calendar.*.days": ("Sun", "Mon-Sun"),
    "calendar.*.hours": ("12:00-12:01", "00:00-24:00"),
}


@dataclass(frozen=True)
class End:
    """One lever at one of its ends: for all its keys at once ("all"), or for one of them ("one")."""

    lever: Lever
    value: Any
    reach: str
    changes: dict[str, Any]

    @property
    def name(self) -> str:
        """The end as tests and exceptions call it."""
        value = Path(self.value).name if self.lever.kind == "text" else self.value
        return f"{self.lever.path}={value}" + (f" ({self.reach})" if self.reach else "")


def town(changes: dict[str, Any] | None = None) -> Scenario:
    """The town with its policy `later` and single values changed."""
    return load_scenario(TOWN, ["later"], extra=changes or {})


#: What puts joint meetings and leaders' projects to use in the town.
MEETINGS = {"tier.alliance.slots": 2, "tier.alliance.every_days": 3, "tier.leader.slots": 2, "tier.leader.every_days": 2}


def town_with_meetings(changes: dict[str, Any] | None = None) -> Scenario:
    """The town with an alliance in each community and leaders in its street, who meet often."""
    return load_scenario(TOWN, ["later", "alliance", "leaders"], extra=MEETINGS | (changes or {}))


def town_of(lever: Lever, changes: dict[str, Any] | None = None) -> Scenario:
    """The town in which a lever is tried."""
    return (town_with_meetings if lever.path in ON_CALL else town)(changes)


@cache
def keys_of(table: str, on_call: bool = False) -> tuple[str, ...]:
    """Keys of a keyed table of the town, or of that with meetings."""
    return SEVERITIES if table == "severity" else tuple(getattr((town_with_meetings if on_call else town)().settings, table))


def values_at_the_ends(lever: Lever) -> tuple:
    """The ends of a lever: its bounds, all its choices, yes and no; and "none" where it may be."""
    if lever.kind == "bool":
        return False, True
    if lever.kind == "choice":
        return lever.choices
    if lever.kind == "text":
        return TEXTS[lever.path]
    none = ("none",) if lever.kind in ("number_or_none", "by_severity") else ()
    return (lever.low, lever.high, *none)


def paths_of(lever: Lever) -> list[str]:
    """Dotted paths of all the values that a lever has in its town."""
    keys = keys_of(lever.path.split(".")[0], lever.path in ON_CALL) if "*" in lever.path else ("",)
    paths = [lever.path.replace("*", key) for key in keys]
    if lever.kind in ENTRIES:
        paths = [f"{path}.{key}" for path in paths for key in keys_of(ENTRIES[lever.kind])]
    return paths


def ends() -> Iterator[End]:
    """Every lever at every end."""
    for lever in LEVERS:
        paths = paths_of(lever)
        for value in values_at_the_ends(lever):
            if len(paths) == 1:
                yield End(lever, value, "", {paths[0]: value})
                continue
            yield End(lever, value, "all", dict.fromkeys(paths, value))
            one = random.Random(f"{lever.path} {value}").choice(paths)
            yield End(lever, value, "one", {one: value})
