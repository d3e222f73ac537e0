"""What a table of real buildings puts in the place of a scenario's own numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gridgov.scenario.buildings import parse_buildings, read_table
from gridgov.scenario.document import Document, shown_path
from gridgov.scenario.layers import State
from gridgov.scenario.paths import BY_NAME
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, Faults, fault

BUILDINGS_ENTRY = ("city", "buildings_file")

#: Numbers that a table gives instead of the scenario, as sentences call them.
NUMBERS = {"residents": ("residents", "名居民"), "buildings": ("buildings", "栋楼"), "streets": ("streets", "个街道")}


@dataclass(frozen=True)
class Given:
    """A table that was read: where it lies, the SHA-256 of its bytes, and what it holds."""

    path: Path
    sha256: str
    households: int
    buildings: int
    streets: tuple[str, ...]

    def numbers(self, settings: Settings) -> dict[str, int]:
        """Parameters of [city] that follow from the table."""
        residents = max(1, round(self.households * settings.city.persons_per_household))
        return {"residents": residents, "buildings": self.buildings, "streets": len(self.streets)}


def settings_with(settings: Settings, given: Given | None) -> Settings:
    """Settings with the numbers of the table, if there is one."""
    if given is None:
        return settings
    return settings.model_copy(update={"city": settings.city.model_copy(update=given.numbers(settings))})


def find_given(state: State, settings: Settings, documents: Iterable[Document], faults: list[Fault]) -> Given | None:
    """The table that [city] buildings_file names, read once; None if none is named or it is faulty, which is noted in `faults`.

    A faulty table makes its entry a bad one of `state`: nothing further is said that rests on it.
    """
    written = settings.city.buildings_file
    if not written:
        return None
    origin = state.origins[BUILDINGS_ENTRY]

    def refuse(code: str, **arguments) -> None:
        state.bad.add(BUILDINGS_ENTRY)
        faults.append(fault(origin.file, origin.line, origin.shown, BUILDINGS_ENTRY[-1], written, code, **arguments))

    folder = next((document.path.parent for document in documents if document.shown == origin.file), Path())
    path = folder / Path(written).expanduser()
    if "\0" in written or not path.is_file():
        there = "\0" not in written and path.exists() and not path.is_dir()
        return refuse("no_ordinary_file" if there else "no_such_file", path=shown_path(path).replace("\0", "?"))
    try:
        raw = read_table(path)
        # a name that stands in two communities may be one grid or two: only a scenario that takes the grids as given has to know
        taken = settings.grids.balance == "given"
        table = parse_buildings(raw, path, kinds=tuple(settings.estate), grids_within=settings.grids.within if taken else "street")
    except Faults as found:
        state.bad.add(BUILDINGS_ENTRY)
        faults.extend(found.faults)
        return None
    if taken and "grid" not in table:
        wish = state.origins.get(("grids", "balance"), origin)
        faults.append(fault(wish.file, wish.line, wish.shown, "balance", "given", "grids_no_column", path=shown_path(path)))
        state.bad.add(("grids", "balance"))
    streets = tuple(sorted(set(table["street"].tolist())))
    given = Given(path.resolve(), hashlib.sha256(raw).hexdigest(), int(table["households"].sum()), len(table["id"]), streets)
    for name, number in given.numbers(settings).items():
        most = BY_NAME["city", name].high
        if number > most:
            refuse("beyond_bound", there=f"{number:,}", what=NUMBERS[name], most=f"{most:,.0f}")
    return given
