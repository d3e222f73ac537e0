"""What a declaration of a parameter says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

#: Where a parameter may differ. `city`: never between policies; `whole`: by policy, but from day 0 and everywhere;
#: `local`: a policy may give it a first day (`from_day`), a last one (`until_day`) and a place (`where`).
CITY, WHOLE, LOCAL = "city", "whole", "local"


@dataclass(frozen=True)
class Lever:
    """One parameter: the only place where its name, default, bounds, unit, source and help are written.

    `path` is dotted; a `*` stands for the key of a keyed table (`tier.*.slots`). Kinds: float, int, bool, text, choice,
    number_or_none (a number or the word "none"), and tables of numbers whose keys are tiers (`by_tier`), severities
    (`by_severity`, numbers or "none"), categories (`by_category`) or departments (`by_department`).
    `default` of a starred path is a dict from key to value; `new` is the value of a key that a user's file adds and the value of
    every entry that a table of numbers leaves out. `off` is the value that switches the mechanism off, if it has one.
    """

    path: str
    kind: str
    unit: str
    default: Any
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    off: Any = None
    new: Any = None
    scope: str = LOCAL
    source: str = "J"
    en: str = ""
    zh: str = ""

    @property
    def table(self) -> str:
        """The part of the path before the last name: `tier.*`, `routing`."""
        return self.path.rpartition(".")[0]

    @cached_property
    def name(self) -> str:
        """The last name of the path."""
        return self.path.rpartition(".")[2]
