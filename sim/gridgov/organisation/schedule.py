"""Which parts of a policy are in force, where, from when and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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

        A part reaches an area if it reaches each of its buildings. Stages of one policy that are in force together reach it together, and
        the last of those that have buildings there counts.
        """
        member = area >= 0
        size = np.bincount(area[member], minlength=areas)

        def count(inside: np.ndarray) -> np.ndarray:
            return np.bincount(area[member], weights=inside[member], minlength=areas)

        reached = np.zeros((len(self.inside), areas), bool)
        for part, inside in enumerate(self.inside):
            reached[part] = (count(inside) == size) & (size > 0)
        bits = self.in_force[:, None] & (_bits(reached)[None, :] | self.everywhere)
        return self._joined(bits, count, size)

    def _joined(self, bits: np.ndarray, count: Callable[[np.ndarray], np.ndarray], size: np.ndarray) -> np.ndarray:
        """Parts in force, i8 (P, areas), once stages of one policy have reached areas of this size together; `count` counts buildings."""
        of: dict[str, list[int]] = {}
        for i, part in enumerate(self.parts):
            if part.stage:
                of.setdefault(part.name, []).append(i)
        for stages in of.values():
            others = ~sum(1 << i for i in stages)
            there = np.array([count(self.inside[i]) for i in stages])
            for phase, now in enumerate(self.in_force):
                on = np.array([bool(now >> i & 1) for i in stages])
                whole = (there[on].sum(axis=0) == size) & (size > 0)
                for i, here in zip(stages, there * on[:, None] > 0):  # in order: a later stage takes the place of an earlier one
                    bits[phase, whole & here] = bits[phase, whole & here] & others | 1 << i
        return bits

    def of_whole(self) -> np.ndarray:
        """Parts in force for what serves the whole district, i8 (P, 1): those without a place, and roll-outs that have reached all of it."""
        bits = self.in_force[:, None] & self.everywhere
        return self._joined(bits, lambda inside: np.array([inside.sum()]), np.array([self.inside.shape[1]]))


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
        earlier = [j for j in range(i) if part.stage and parts[j].name == part.name]
        if part.placed:
            inside[i] = reach(part, city, grids, faults, [parts[j] for j in earlier], inside[earlier].any(axis=0))
    if faults:
        raise Faults(faults)

    @cache
    def settings_of(bits: int):
        return scenario.settings_under(frozenset(i for i in range(len(parts)) if bits >> i & 1))

    everywhere = sum(1 << i for i, part in enumerate(parts) if not part.placed)
    return Schedule(start_day, in_force, inside, everywhere, parts, settings_of)


def reach(part, city: City, grids: Grids, faults: list[Fault], earlier: Sequence = (), reached: np.ndarray | None = None) -> np.ndarray:
    """Buildings inside the place of a part, bool (B,); unknown names, and a stage that reaches nobody, are added to `faults`.

    The streets and grids named (everywhere if none is), and of the units there the share whose keyed numbers are smallest. A stage takes
    the next share after those of the stages before it (`earlier`), and nothing that they have `reached` (bool (B,)).
    """
    where = part.where
    inside = np.zeros(len(city.key), bool)
    left = np.ones(len(city.key), bool) if reached is None else ~reached
    before = len(faults)
    known = ("streets", city.streets, city.street), ("grids", grids.names, grids.of_building)
    for key, names, of_building in known if where is not None else ():
        wanted = getattr(where, key)
        row = {name: i for i, name in enumerate(names)}
        for name in wanted:
            if name in row:
                inside |= of_building == row[name]
            else:
                guess = nearest(name, names)
                hint, hint_zh = (f"; did you mean {guess}?", f"；是否为 {guess}？") if guess else ("", "")
                faults.append(_fault(part.name, key, name, f"the city has no such place{hint}", f"城市中没有这个地方{hint_zh}"))
    if where is None or not (where.streets or where.grids):
        inside[:] = True
    if where is not None and where.share < 1:
        names, of_building = units(where.unit, city, grids)
        there = np.unique(of_building[inside])
        keys = np.fromiter((name_key(part.name + names[i]) for i in there), np.int64, len(there))
        ranked = there[ranking(city.seed, WHERE, keys)]
        ranked = ranked[np.isin(ranked, of_building[inside & left])]
        chosen = np.zeros(len(names), bool)
        chosen[ranked[: _next_share(part, earlier, len(there))]] = True
        inside &= chosen[of_building]
    inside &= left
    if part.stage and not inside.any() and len(faults) == before:
        message = f"stage {part.stage} reaches nobody: its places are too few for such a share, or earlier stages have reached them all"
        message_zh = f"第 {part.stage} 阶段不涉及任何地方：可选之处太少，不足此占比，或已全在此前各阶段之中"
        faults.append(_fault(part.name, "", Fault.NO_VALUE, message, message_zh))
    return inside


def _next_share(part, earlier: Sequence, units: int) -> int:
    """How many of so many units a part takes: stages that draw from one place together take what the sum of their shares would."""

    def pool(where) -> tuple:
        return where.streets, where.grids, where.unit

    taken = sum(one.where.share for one in earlier if one.where is not None and one.where.share < 1 and pool(one.where) == pool(part.where))
    return half_up(min(1.0, taken + part.where.share) * units) - half_up(min(1.0, taken) * units)


def units(unit: str, city: City, grids: Grids) -> tuple[tuple[str, ...], np.ndarray]:
    """Names of the units of a kind, and each building's row among them (B,)."""
    return {"street": (city.streets, city.street), "grid": (grids.names, grids.of_building)}[unit]


def _fault(policy: str, key: str, value, message: str, message_zh: str) -> Fault:
    return Fault(f"policy {policy}" if policy else "scenario", None, "where", key, value, message, message_zh)
