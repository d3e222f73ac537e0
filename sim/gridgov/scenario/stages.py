"""When and where a policy acts: its days, its place, and the stages of a roll-out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from gridgov.scenario.document import Document
from gridgov.scenario.paths import Path
from gridgov.scenario.scenario import Where
from gridgov.text.faults import Fault, nearest

WHERE_KEYS = ("streets", "grids", "share", "unit")
STAGE_KEYS = ("from_day", "until_day", "where")
LAST_DAY = 3650  # the longest horizon
MOST_STAGES = 62  # a set of parts is a 63-bit number
ALMOST = 1e-9  # thirds written in decimals may add up to a little more than 1


@dataclass(frozen=True)
class Stage:
    """Days and place of a policy, or of one stage of it; `number` is 0 where a policy has no stages, and `place` where it stands in its file."""

    from_day: int
    until_day: int | None
    where: Where | None
    number: int
    place: Path

    def begins_within(self, other: Stage) -> bool:
        """Whether the other is in force on the first day of this one."""
        return other.from_day <= self.from_day < (math.inf if other.until_day is None else other.until_day)

    def meets(self, other: Stage) -> bool:
        """Whether there is a day on which both are in force."""
        return self.begins_within(other) or other.begins_within(self)


class StageReader:
    """Reads the days and places of policies; what is wrong with them is added to `faults`."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults

    def read(self, content: dict[str, Any], document: Document, prefix: Path) -> tuple[Stage, ...]:
        """The stages of a policy; one, of number 0, where it has none."""
        if "stages" not in content:
            return (self._stage(content, document, prefix, 0, None),)
        for key in ("from_day", "where"):
            if key in content:
                self.faults.append(document.fault((*prefix, key), content[key], "stages_have", name=key))
        until_day = self._until(content, document, prefix, 0, None)
        rows, place = content["stages"], (*prefix, "stages")
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            self.faults.append(document.fault(place, rows, "wants_stages"))
            return ()
        if len(rows) > MOST_STAGES:
            self.faults.append(document.fault(place, rows, "stages_many", there=len(rows), most=MOST_STAGES))
            return ()
        stages = []
        for number, row in enumerate(rows, 1):
            self._unknown(row, STAGE_KEYS, document, (*place, str(number)))
            stages.append(self._stage(row, document, (*place, str(number)), number, until_day))
        self._check(stages, document)
        return tuple(stages)

    def _stage(self, content: dict[str, Any], document: Document, place: Path, number: int, until_day: int | None) -> Stage:
        from_day = self._day(content.get("from_day", 0), document, (*place, "from_day"), 0, 0)
        until_day = self._until(content, document, place, from_day, until_day)
        return Stage(from_day, until_day, self._where(content.get("where"), document, (*place, "where")), number, place)

    def _until(self, content: dict[str, Any], document: Document, place: Path, from_day: int, instead: int | None) -> int | None:
        """The day before which something ends; `instead` is the whole policy's, where a stage names none."""
        until_day = self._day(content["until_day"], document, (*place, "until_day"), 1, None) if "until_day" in content else instead
        if until_day is not None and until_day <= from_day:
            self.faults.append(document.fault((*place, "until_day"), until_day, "until_before", first=from_day))
            return None
        return until_day

    def _check(self, stages: list[Stage], document: Document) -> None:
        """Stages stand in the order of their days, take each place once, and no more of a city than there is."""
        named: dict[tuple[str, str], int] = {}
        shares: dict[tuple, float] = {}
        for before, stage in zip([None, *stages], stages):
            if before is not None and stage.from_day <= before.from_day:
                arguments = {"before": before.from_day, "earlier": before.number}
                self.faults.append(document.fault((*stage.place, "from_day"), stage.from_day, "stage_order", **arguments))
            where = stage.where
            if where is None:
                if stage is not stages[-1]:
                    self.faults.append(document.fault((*stage.place, ""), Fault.NO_VALUE, "stage_rest"))
                continue
            for key, names in (("streets", where.streets), ("grids", where.grids)):
                for name in names if where.share == 1 else ():
                    first = named.setdefault((key, name), stage.number)
                    if first != stage.number:
                        place = (*stage.place, "where", key)
                        self.faults.append(document.fault(place, list(names), "stage_twice", name=name[:60], earlier=first))
            pool = where.streets, where.grids, where.unit
            if where.share == 0:
                self.faults.append(document.fault((*stage.place, "where", "share"), where.share, "stage_nobody"))
            elif where.share < 1:
                shares[pool] = total = shares.get(pool, 0.0) + where.share
                if total > 1 + ALMOST:
                    self.faults.append(document.fault((*stage.place, "where", "share"), where.share, "stage_shares", total=f"{total:g}"))

    def _day(self, value: Any, document: Document, place: Path, first: int, instead: int | None) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and first <= value <= LAST_DAY:
            return value
        bounds = (f"within [{first}, {LAST_DAY}] days", f"在 [{first}, {LAST_DAY}] 天之内")
        self.faults.append(document.fault(place, value, "wants_whole", bounds=bounds))
        return instead

    def _where(self, content: Any, document: Document, place: Path) -> Where | None:
        if content is None:
            return None
        if not isinstance(content, dict):
            self.faults.append(document.fault(place, content, "not_a_table", entries=("name", "名称")))
            content = {}
        self._unknown(content, WHERE_KEYS, document, place)
        share = content.get("share", 1.0)
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 1:
            self.faults.append(document.fault((*place, "share"), share, "wants_number", bounds=("within [0, 1]", "在 [0, 1] 之内")))
            share = 1.0
        unit = content.get("unit", "grid")
        if unit not in ("street", "grid"):
            self.faults.append(document.fault((*place, "unit"), unit, "wants_choice", choices="street, grid"))
            unit = "grid"
        streets, grids = (self.names(document, (*place, key), content.get(key, [])) for key in ("streets", "grids"))
        return Where(streets, grids, float(share), unit)

    def names(self, document: Document, place: Path, value: Any) -> tuple[str, ...]:
        """A list of names as a tuple; empty where it is none."""
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self.faults.append(document.fault(place, value, "wants_names"))
        return ()

    def _unknown(self, content: dict[str, Any], known: tuple[str, ...], document: Document, place: Path) -> None:
        for key in content:
            if key not in known:
                like = nearest(key, known)
                self.faults.append(document.fault((*place, key), content[key], "unknown_key" if like is None else "unknown_key_like", like=like))
