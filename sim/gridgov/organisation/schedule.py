"""Which parts of a policy are in force, where, from when and until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import half_up, ranking
from gridgov.draws import WHERE, name_key
from gridgov.organisation.grids import Grids
from gridgov.text.faults import Fault, Faults, nearest

MOST_PARTS = 62  # a set of parts is a 63-bit number


@dataclass(frozen=True, eq=False)
class Schedule:
    """Phases, and per phase and building the parts in force as a set of bits (bit i: part i)."""

    start_day: np.ndarray  # i8 (P,), days of the run; the first is 0
    in_force: np.ndarray  # i8 (P,): the parts that have begun and not ended
    inside: np.ndarray  # bool (parts, B): where each part reaches
    everywhere: int  # the parts without a place
    parts: tuple  # of the scenario
    settings_of: Callable[[int], Any]  # the settings under a set of parts

    def groups(self, bits: np.ndarray, paths: tuple[str, ...], value: Callable[[Any], Any]) -> list[tuple[Any, np.ndarray]]:
        """Places that share one value of some parameters: the value and bool (places,) of each group.

        `bits` i8 (places,) are the parts in force, `paths` the parameters and `value` what is read of the settings.
        Two parts that set them make two groups; a part that sets them to what they were makes none.
        """
        setting = sum(1 << i for i, part in enumerate(self.parts) if any(path in part.changes for path in paths))
        found: dict[tuple[Any, int], list[int]] = {}
        for b in map(int, np.unique(bits)):
            now, without = value(self.settings_of(b)), value(self.settings_of(b & ~setting))
            found.setdefault((now, 0 if now == without else b & setting), []).append(b)
        return [(now, np.isin(bits, members)) for (now, _), members in found.items()]

    def of_buildings(self) -> np.ndarray:
        """Parts in force, i8 (P, B)."""
        return self.in_force[:, None] & _bits(self.inside)[None, :]

    def of_areas(self, area: np.ndarray, areas: int) -> np.ndarray:
        """Parts in force, i8 (P, areas), of areas given by each building's area (i4 (B,), -1 = none).

        A part reaches an area if it reaches each of its buildings.
        """
        member = area >= 0
        size = np.bincount(area[member], minlength=areas)
        reached = np.zeros((len(self.inside), areas), bool)
        for part, inside in enumerate(self.inside):
            reached[part] = (np.bincount(area[member], weights=inside[member], minlength=areas) == size) & (size > 0)
        return self.in_force[:, None] & (_bits(reached)[None, :] | self.everywhere)

    def of_whole(self) -> np.ndarray:
        """Parts in force for what serves the whole district, i8 (P, 1): those without a place."""
        return self.in_force[:, None] & self.everywhere


def _bits(inside: np.ndarray) -> np.ndarray:
    """Sets of parts as numbers (i8) from a table bool (parts, places)."""
    bits = np.zeros(inside.shape[1], np.int64)
    for part, row in enumerate(inside):
        bits |= row.astype(np.int64) << part
    return bits


def build_schedule(scenario, city: City, grids: Grids) -> Schedule:
    """The phases of a scenario and the reach of its parts; raises Faults where a part names an unknown place."""
    time, parts = scenario.settings.time, tuple(scenario.parts)
    if len(parts) > MOST_PARTS:
        raise Faults([_fault("", "policies", len(parts), f"at most {MOST_PARTS} can be told apart", f"最多可区分 {MOST_PARTS} 个")])
    last = time.warmup_days + time.horizon_days
    spans = [(scenario.start_day(part), scenario.end_day(part)) for part in parts]
    start_day = np.array(sorted({0, *(day for span in spans for day in span if day < last)}), np.int64)
    in_force = np.array([sum(1 << i for i, (first, end) in enumerate(spans) if first <= day < end) for day in start_day], np.int64)
    faults, inside = [], np.ones((len(parts), len(city.key)), bool)
    for i, part in enumerate(parts):
        if part.where is not None:
            inside[i] = reach(part, city, grids, faults)
    if faults:
        raise Faults(faults)

    @cache
    def settings_of(bits: int):
        return scenario.settings_under(frozenset(i for i in range(len(parts)) if bits >> i & 1))

    everywhere = sum(1 << i for i, part in enumerate(parts) if part.where is None)
    return Schedule(start_day, in_force, inside, everywhere, parts, settings_of)


def reach(part, city: City, grids: Grids, faults: list[Fault]) -> np.ndarray:
    """Buildings inside the place of a part, bool (B,); unknown names are added to `faults`.

    The streets and grids named (everywhere if none is), and of the units there the share whose keyed numbers are smallest.
    """
    where = part.where
    inside = np.zeros(len(city.key), bool)
    named = ("streets", where.streets, city.streets, city.street), ("grids", where.grids, grids.names, grids.of_building)
    for key, wanted, names, of_building in named:
        row = {name: i for i, name in enumerate(names)}
        for name in wanted:
            if name in row:
                inside |= of_building == row[name]
            else:
                guess = nearest(name, names)
                hint, hint_zh = (f"; did you mean {guess}?", f"；是否为 {guess}？") if guess else ("", "")
                faults.append(_fault(part.name, key, name, f"the city has no such place{hint}", f"城市中没有这个地方{hint_zh}"))
    if not where.streets and not where.grids:
        inside[:] = True
    if where.share < 1:
        names, of_building = units(where.unit, city, grids)
        there = np.unique(of_building[inside])
        keys = np.fromiter((name_key(part.name + names[i]) for i in there), np.int64, len(there))
        chosen = np.zeros(len(names), bool)
        chosen[there[ranking(city.seed, WHERE, keys)[: half_up(where.share * len(there))]]] = True
        inside &= chosen[of_building]
    return inside


def units(unit: str, city: City, grids: Grids) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the units of a kind, and each building's row among them (B,)."""
    return {"street": (city.streets, city.street), "grid": (grids.names, grids.of_building)}[unit]


def _fault(policy: str, key: str, value, message: str, message_zh: str) -> Fault:
    return Fault(f"policy {policy}" if policy else "scenario", None, "where", key, value, message, message_zh)
