"""Where the fault lies when several parameters contradict each other: at the one that was written last."""

from __future__ import annotations

from collections.abc import Iterable

from gridgov.scenario.layers import Origin, State
from gridgov.scenario.paths import Path
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, fault

#: What is written beside a file and policies, as origins call it.
BESIDE = ("--set", "levers")


class Checker:
    """Collects faults between the parameters of one state."""

    def __init__(self, state: State, settings: Settings, file: str):
        self.state = state
        self.settings = settings
        self.file = file
        self.faults: list[Fault] = []

    def each(self, table: str, name: str) -> list[Path]:
        """Path of one parameter in every row of a keyed table."""
        return [(table, key, name) for key in getattr(self.settings, table)]

    def say(self, paths: Iterable[Path], code: str, **arguments) -> None:
        """A fault that rests on the values at `paths`; nothing is said if one of them is itself at fault."""
        paths = list(paths)
        if any(path[:length] in self.state.bad for path in paths for length in range(1, len(path) + 1)):
            return
        place = max(paths, key=lambda path: self._turn(path))
        origin = self.state.origins.get(place) or Origin(self.file, None, ".".join(place[:-1]), 0)
        if len(place) == 1:
            self.faults.append(fault(origin.file, origin.line, place[0], "", Fault.NO_VALUE, code, **arguments))
            return
        value = True if place[-1] == "remove" else self.state.values.get(place, Fault.NO_VALUE)
        self.faults.append(fault(origin.file, origin.line, origin.shown, place[-1], value, code, **arguments))

    def _turn(self, path: Path) -> tuple[int, int]:
        """When a value was laid: policies over all files, what stands beside them over policies, each in the order of writing."""
        origin = self.state.origins.get(path)
        if origin is None:
            return 0, 0
        return 2 if origin.file in BESIDE else 1 if origin.shown.startswith(("policy.", "set.")) else 0, origin.turn

    def removal_after(self, table: str, key: str, path: Path) -> Path | None:
        """Path of the removal of a row, if it was taken away after the value at `path` had named it."""
        removed = (table, key, "remove")
        return removed if removed in self.state.origins and self._turn(removed) > self._turn(path) else None

    def removals(self, table: str) -> list[Path]:
        """Paths of the rows that were taken out of a table."""
        return [path for path in self.state.origins if path[0] == table and path[-1] == "remove"]
