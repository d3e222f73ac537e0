"""Names of the places of a city, and whether the places that policies name are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gridgov.scenario import size
from gridgov.scenario.given import Given
from gridgov.scenario.layers import State
from gridgov.scenario.policies import Policy
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, nearest

#: How sentences call the places that a policy can name.
WORDS = {"streets": ("street", "街道"), "grids": ("grid", "网格")}


def numbered(word: str, count: int) -> tuple[str, ...]:
    """Names of places of one kind: `street-01`, `street-02`, ..."""
    digits = max(2, len(str(count)))
    return tuple(f"{word}-{i:0{digits}d}" for i in range(1, count + 1))


def street_names(settings: Settings, given: Given | None) -> tuple[str, ...]:
    """Streets of the city that the settings or a table of buildings make."""
    return numbered("street", settings.city.streets) if given is None else given.streets


def place_faults(policies: Iterable[Policy], streets: tuple[str, ...], grids: Callable[[], tuple[str, ...]] | None) -> list[Fault]:
    """Faults of places that policies name and the city does not have; grids are looked at only with `grids`, which names them."""
    faults = []
    places = {"streets": lambda: streets} | ({"grids": grids} if grids else {})
    for key, names in places.items():
        for policy, stage in ((one, stage) for one in policies for stage in one.stages if stage.where):
            wanted = getattr(stage.where, key)
            for name in wanted:
                known = names()
                if name not in known:
                    like = nearest(name, known)
                    code = "no_place" if like is None else "no_place_like"
                    place = (*stage.place, "where", key)
                    faults.append(policy.document.fault(place, list(wanted), code, name=name[:60], like=like, place=WORDS[key]))
    return faults


def can_be_built(state: State, settings: Settings, faults: Iterable[Fault]) -> bool:
    """Whether nothing is wrong with what the city is made from, and it fits into memory."""
    sound = not any(path[0] in ("city", "estate", "grids") for path in state.bad) and not any(one.table in ("city", "grids") for one in faults)
    there = size.available_bytes()
    return sound and bool(settings.estate) and (not there or size.estimate_bytes(settings) <= there)
