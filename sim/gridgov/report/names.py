"""What a page calls policies and settings: in Chinese by their titles and the field's words, in English by the words that are their codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gridgov.report.values import help_of, unit_text, value_text
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.paths import KEYED, lever_of
from gridgov.study.doubts import label_of
from gridgov.study.points import Point
from gridgov.study.study import Study, scenario_of
from gridgov.text.faults import Faults, show
from gridgov.text.layout import width
from gridgov.text.terms import term
from gridgov.text.words import LANGUAGES, say

LONGEST = 28  # columns that a name may take in a table's head
BREAKS = re.compile(r"[：，；。（(]|: ")  # where a title goes into details


@dataclass(frozen=True)
class Coded:
    """A text with the code that files and charts know it by, which the page shows small and grey."""

    text: str
    code: str

    def __html__(self) -> str:
        from markupsafe import Markup

        return Markup('{} <code class="tag">{}</code>').format(self.text, self.code)


def names_of(titles: Mapping[str, str], lang: str) -> dict[str, str]:
    """What the page calls each policy, by its code: the first words of its Chinese title where no other policy has them, else its code."""
    if lang == LANGUAGES[0]:
        return {code: code for code in titles}
    short = {code: say("report.policy.none", lang) if code == AS_IT_STANDS else _short(title) for code, title in titles.items()}
    taken = list(short.values())
    chinese = {code: name for code, name in short.items() if len(name) < width(name) <= LONGEST and taken.count(name) == 1}
    return {code: chinese.get(code, code) for code in titles}


def _short(title: str) -> str:
    return "+".join(BREAKS.split(one, maxsplit=1)[0].strip() for one in title.split(" + "))


def policy_names(study: Study, lang: str) -> dict[str, str]:
    """`names_of` all policies of a study."""
    first = {point.policy: Point(point.policy) for point in study.points}
    return names_of({code: "" if lang == LANGUAGES[0] else _title(study, point, lang) for code, point in first.items()}, lang)


def _title(study: Study, point: Point, lang: str) -> str:
    try:
        return scenario_of(study.plan, point).policy_title(lang)
    except Faults:  # files that were changed or moved since: the page tells of it elsewhere
        return ""


def title_left(title: str, name: str) -> str:
    """What a title says beyond the name that was taken from it."""
    return title.removeprefix(name).lstrip("：，； ") if title.startswith(name) else title


def setting_text(study: Study, factors: Mapping[str, Any], lang: str) -> str:
    """Values of levers as the page calls them."""
    if lang == LANGUAGES[0]:
        return ", ".join(f"{name}={value}" for name, value in factors.items())
    return say("list.comma", lang).join(_factor(study, name, value, lang) for name, value in factors.items())


def sets_text(sets: Mapping[str, Any], lang: str) -> str:
    """What was set beside the scenario's file, by dotted path, as the page calls it."""
    if lang == LANGUAGES[0]:
        return say("list.comma", lang).join(f"{path}={show(value)}" for path, value in sets.items())
    return say("list.comma", lang).join(_lever(tuple(path.split(".")), path, value, lang) for path, value in sets.items())


def _factor(study: Study, name: str, value: Any, lang: str) -> str:
    path = next((one for one in paths_of(study, name) if lever_of(one)), ())
    label = label_of(name, lang)
    return _lever(path, name, value, lang) if label == name else f"{label} {value_text(value, lang)} {unit_text(lever_of(path), lang)}".rstrip()


def _lever(path: tuple[str, ...], name: str, value: Any, lang: str) -> str:
    """A value of a lever, by the first words of its declaration, before them the row that it belongs to."""
    lever = lever_of(path)
    name = lever_name(path, lang) if lever is not None else name
    return f"{name} {value_text(value, lang)} {unit_text(lever, lang)}".rstrip()


def lever_name(path: tuple[str, ...], lang: str) -> str:
    """A declared parameter by the first words of its declaration, before them the row that it belongs to."""
    name = BREAKS.split(help_of(lever_of(path), lang), maxsplit=1)[0]
    return f"{term(path[1], lang)} · {name}" if path[0] in KEYED else name


def paths_of(study: Study, name: str) -> list[tuple[str, ...]]:
    """What a lever sets: the paths that have its value wherever it is moved."""
    moved = [point for point in study.points if name in point.factors]
    return [tuple(path.split(".")) for path in moved[0].changes if all(one.changes.get(path) == one.factors[name] for one in moved)]
