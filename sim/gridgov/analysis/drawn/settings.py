"""What charts of a study set side by side: its policies at default assumptions, or all its points where these are few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gridgov.analysis.figures import ByPoint
from gridgov.analysis.paired import Estimate, mean_interval, present
from gridgov.analysis.wording import unit_of
from gridgov.scenario.paths import lever_of
from gridgov.study.doubts import doubts, label_of
from gridgov.study.worlds import WORLD
from gridgov.text.faults import show
from gridgov.text.units import UNITS
from gridgov.text.words import LANGUAGES, say

if TYPE_CHECKING:
    from gridgov.study.study import Study

#: Settings that one chart can hold.
MOST = 30
BETWEEN_0_AND_1 = ("share", "index 0 to 1")  # units of figures
#: Gives one figure of a study by point and replicate.
Read = Callable[[str], ByPoint]


@dataclass(frozen=True)
class Setting:
    """One point of a study as charts name it: `factors` are the values in which it differs from the others."""

    point: int
    policy: str
    factors: tuple[tuple[str, Any], ...] = ()
    alone: bool = True  # whether the policy must be named beside the factors

    def label(self, lang: str) -> str:
        """What stands beside its marks."""
        if not self.factors:
            return self.policy
        values = say("list.comma", lang).join(f"{name}={value if isinstance(value, str) else show(value)}" for name, value in self.factors)
        return f"{self.policy}: {values}" if self.alone else values


def at_default(study: Study) -> dict[str, int]:
    """The point of each policy at which nothing is moved, where there is one."""
    return {point.policy: place for place, point in enumerate(study.points) if not set(point.factors) - {WORLD}}


def settings_of(study: Study, policies: Sequence[str]) -> list[Setting]:
    """The policies where nothing is moved; of one policy, or where something is moved everywhere, all points if they are few; else none."""
    unmoved = [Setting(point, policy) for policy, point in at_default(study).items() if policy in policies]
    unmoved.sort(key=lambda one: policies.index(one.policy))
    if len(unmoved) > 1:
        return unmoved
    places = [place for place, point in enumerate(study.points) if point.policy in policies and not point.factors.get(WORLD)]
    again = {point for first, *others in study.twins if study.points[first].policy in policies for point in others}
    places = [place for place in places if place not in again]  # the same runs under another name
    if len(places) > MOST:
        return unmoved
    moved = [name for name in dict.fromkeys(name for place in places for name in study.points[place].factors) if name != WORLD]
    several = len(policies) > 1
    return [
        Setting(place, point.policy, tuple((name, point.factors[name]) for name in moved if name in point.factors), several)
        for place in places
        for point in (study.points[place],)
    ]


def estimate_at(of: ByPoint, point: int) -> Estimate:
    """Mean of one figure over the runs of a point that gave it, with its interval over seeds."""
    return mean_interval([value for _, value in sorted(of.get(point, {}).items()) if present(value)])


def within_range(found: Estimate, metric: str) -> Estimate:
    """The same with the ends of its interval where the figure can be: a share of all and an index are between 0 and 1."""
    if found.low is None or unit_of(metric) not in BETWEEN_0_AND_1:
        return found
    return replace(found, low=max(min(0.0, found.mean), found.low), high=min(max(1.0, found.mean), found.high))


def factor_words(study: Study, name: str, lang: str) -> str:
    """What people call what a design moved, with its unit where the declaration of the parameter has one."""
    label = label_of(name, lang)
    if any(one.id == name for one in doubts()):
        return label
    unit = UNITS.get(_unit(study, name), ("", ""))[LANGUAGES.index(lang)].strip("()（）")
    return say("label.which", lang, label=label, which=unit) if unit else label


def _unit(study: Study, name: str) -> str:
    """The unit of the first path that always has the factor's value."""
    moved = [point for point in study.points if name in point.factors and point.changes]
    paths = [path for path in moved[0].changes if all(one.changes.get(path) == one.factors[name] for one in moved)] if moved else []
    found = [lever for lever in (lever_of(tuple(path.split("."))) for path in paths) if lever is not None]
    return found[0].unit if found else ""
