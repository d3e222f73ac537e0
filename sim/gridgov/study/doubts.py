"""What nobody knows for sure: the parameters of low, medium or judged confidence, each with the range that evidence leaves it.

The rows of doubts.csv. One row moves one or many entries of declared parameters together by one number, as a row of the calibration does:
`how` is value (the number itself), times (every entry is multiplied by it), logit (it is added to every entry on the logit; 0 and 1 stay) or
share (the first path takes the number, and the others give way so that all still add up as they did). `paths` may hold `*` for every row
there is. `confidence` is low, medium or J, `source` the section of docs/background/evidence.md and how the range follows from it.
`needs` names a parameter without which the row changes nothing. The parameters that are moved by no row stand in kept.csv with the reason.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from gridgov.scenario.lever import Lever
from gridgov.scenario.paths import lever_of
from gridgov.scenario.scenario import Scenario
from gridgov.study.ranges import LINEAR, LOG, Range

FILE, KEPT = Path(__file__).with_name("doubts.csv"), Path(__file__).with_name("kept.csv")
COLUMNS = ("id", "paths", "how", "low", "high", "confidence", "needs", "source", "en", "zh")
VALUE, TIMES, LOGIT, SHARE = HOWS = ("value", "times", "logit", "share")
CONFIDENCES = ("low", "medium", "J")
#: The number that leaves a parameter as it stands.
NEUTRAL = {TIMES: 1.0, LOGIT: 0.0}


@dataclass(frozen=True)
class Doubt:
    """One row of the table."""

    id: str
    paths: tuple[str, ...]
    how: str
    low: float
    high: float
    confidence: str
    needs: str
    source: str
    en: str
    zh: str

    def label(self, lang: str) -> str:
        """What it is about, in words."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Drawn(Range):
    """A doubt as a factor of a design.

    `base` has, by path, what the entries are at default assumptions; `there` which of them there are under a policy: one that brings in a
    tier of its own has the powers of that tier, and they are moved like all others.
    """

    how: str = VALUE
    base: Mapping[str, float] = field(default_factory=dict)
    there: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def changes_under(self, policy: str, value: float) -> dict[str, Any]:
        """What every entry becomes that there is under a policy."""
        return {path: moved for path, moved in self.changes(value).items() if path in self.there[policy]}

    @property
    def levers(self) -> list[Lever]:
        """The declarations of the entries; a number that multiplies or shifts them is no whole number."""
        return super().levers if self.how == VALUE else []

    def changes(self, value: float) -> dict[str, Any]:
        """What every entry becomes."""
        if self.how == SHARE:
            first, *rest = self.base
            left = (math.fsum(self.base.values()) - value) / math.fsum(self.base[path] for path in rest)
            moved = {path: _written(self.base[path] * left) for path in rest}
            return {first: math.fsum(self.base.values()) - math.fsum(moved.values()), **moved}
        return {path: self._moved(path, value) for path in self.base}

    def _moved(self, path: str, value: float) -> Any:
        before = self.base[path]
        if self.how == TIMES:
            moved = before * value
        elif self.how == LOGIT:
            moved = before if before in (0.0, 1.0) else 1 / (1 + math.exp(-(math.log(before / (1 - before)) + value)))
        else:
            moved = value
        lever = lever_of(tuple(path.split(".")))
        if lever.kind == "int":
            return round(moved)
        # what is multiplied stops at the bound of its declaration: a probability of 0.9 times 1.5 is 1
        return _written(min(max(moved, -math.inf if lever.low is None else lever.low), math.inf if lever.high is None else lever.high))


def _written(value: float) -> float:
    return float(f"{value:.6g}")


@cache
def doubts() -> tuple[Doubt, ...]:
    """The rows of the shipped table."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Doubt(**row | {"paths": tuple(row["paths"].split(";")), "low": float(row["low"]), "high": float(row["high"])})
            for row in csv.DictReader(file)
        )


@cache
def kept() -> dict[str, str]:
    """Why parameters are moved by no row, by a pattern of their paths."""
    with KEPT.open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["why"] for row in csv.DictReader(file)}


def label_of(name: str, lang: str) -> str:
    """What people call a factor: a doubt's own words, else its name."""
    return next((doubt.label(lang) for doubt in doubts() if doubt.id == name), name)


def ranges_of(wanted: Iterable[Doubt], scenarios: Mapping[str, Scenario], decided: Callable[[str], bool]) -> tuple[Drawn, ...]:
    """The doubts as factors of a design.

    Parameters
    ----------
    wanted : the doubts that may be drawn
    scenarios : by policy, without any doubt; what they differ in is decided by policies and no doubt about the world
    decided : whether the plan itself says what a path's value is

    A doubt is left out where one of its entries is decided, where the mechanism it speaks of is switched off under every policy, and where
    the scenario states a value outside the range: somebody knew better.
    """
    flat = {policy: flattened(scenario.settings.model_dump()) for policy, scenario in scenarios.items()}
    later = [part.changes for scenario in scenarios.values() for part in scenario.parts]
    known = {path: value for values in reversed(flat.values()) for path, value in values.items()}
    differs = {path for values in flat.values() for path, value in values.items() if value != known[path]}.union(*later)
    reached = [*flat.values(), *later]
    found = []
    for doubt in wanted:
        base = {path: value for pattern in doubt.paths for path, value in _matching(pattern, known)}
        idle = doubt.needs and not any(_is_on(path, value) for values in reached for path, value in _matching(doubt.needs, values))
        if not base or idle or any(path in differs or decided(path) for path in base):
            continue
        stated = {VALUE: list(base.values()), SHARE: list(base.values())[:1]}.get(doubt.how, [])
        if not all(doubt.low <= value <= doubt.high for value in stated):
            continue
        found.append(Drawn(
            doubt.id, tuple(base), low=doubt.low, high=doubt.high, scale=LOG if doubt.how == TIMES else LINEAR, how=doubt.how, base=base,
            there={policy: frozenset(base.keys() & values.keys()) for policy, values in flat.items()},
        ))  # fmt: skip
    return tuple(found)


def flattened(nested: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Nested tables of values as one table by dotted path."""
    values: dict[str, Any] = {}
    for name, value in nested.items():
        values |= flattened(value, f"{before}{name}.") if isinstance(value, dict) else {f"{before}{name}": value}
    return values


def _matching(pattern: str, values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(path, value) for path, value in values.items() if isinstance(value, int | float | bool) and stands_for(pattern, path)]


def stands_for(pattern: str, path: str) -> bool:
    """Whether a path with `*` for any one name means this entry; that of a table of numbers means all its entries."""
    names, found = pattern.split("."), path.split(".")
    return len(names) in (len(found), len(found) - 1) and all(name in ("*", there) for name, there in zip(names, found))


def _is_on(path: str, value: Any) -> bool:
    lever = lever_of(tuple(path.split(".")))
    return bool(value) if lever.off is None else value != lever.off
