"""Values of parameters: what a scenario and its policies change, and how sure anybody is of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from gridgov.scenario.lever import Lever
from gridgov.scenario.paths import defaults, lever_of
from gridgov.scenario.scenario import Scenario
from gridgov.study.doubts import Doubt, doubts, flattened, stands_for
from gridgov.text.layout import number
from gridgov.text.units import UNITS
from gridgov.text.words import LANGUAGES, say

MOST_DIGITS = 6


@cache
def default_values() -> dict[str, Any]:
    """The default of every parameter, by dotted path."""
    return {".".join(path): value for path, value in defaults().items()}


def values_of(scenario: Scenario) -> dict[str, Any]:
    """All values of a scenario by dotted path, policies that act from the start and everywhere included."""
    return flattened(scenario.settings.model_dump())


def by_lever(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Values by the path of their declaration, and under it by their own."""
    found: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        if (lever := lever_of(tuple(path.split(".")))) is not None:
            found.setdefault(lever.path, {})[path] = value
    return found


def changed(values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What differs, as (before, now); a row that is new is held against what new rows have, and one that is gone is now None."""
    found = {}
    for path, value in values.items():
        lever = lever_of(tuple(path.split(".")))
        old = before[path] if path in before else lever.new if lever else None
        if _bare(old) != _bare(value):
            found[path] = old, value
    return found | {path: (old, None) for path, old in before.items() if path not in values}


def _bare(value: Any) -> Any:
    """Files write as a word that there is no number."""
    return None if value == "none" else value


def value_text(value: Any, lang: str) -> str:
    """A value for readers."""
    if _bare(value) is None:
        return say("report.value.none", lang)
    if isinstance(value, bool):
        return say("report.value.yes" if value else "report.value.no", lang)
    if isinstance(value, int | float):
        return f"{value:,.{MOST_DIGITS}g}" if abs(value) < 10**MOST_DIGITS else number(float(value), 0)
    return str(value)


def unit_text(lever: Lever | None, lang: str) -> str:
    """A parameter's unit."""
    return "" if lever is None else UNITS.get(lever.unit, (lever.unit, lever.unit))[LANGUAGES.index(lang)]


def help_of(lever: Lever | None, lang: str) -> str:
    """What a parameter is."""
    return "" if lever is None else lever.zh if lang == "zh" else lever.en


@cache
def doubt_of(path: str) -> Doubt | None:
    """The row of the table of doubts that moves a parameter, if one does."""
    return next((one for one in doubts() if any(stands_for(pattern, path) for pattern in one.paths)), None)


def confidence_text(path: str, lang: str) -> str:
    """How sure anybody is of a parameter: low, medium or judgement only; empty for what is a choice and no assumption."""
    found = doubt_of(path)
    return "" if found is None else say(f"report.confidence.{found.confidence}", lang)
