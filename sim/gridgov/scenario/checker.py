"""Where the fault lies when several parameters contradict each other: at the one that was written last."""

from __future__ import annotations

from collections.abc import Iterable

from gridgov.scenario.layers import Origin, State
from gridgov.scenario.paths import Path
from gridgov.scenario.schema import Settings
from gridgov.text.faults import Fault, fault


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

    def _turn(self, path: Path) -> int:
        origin = self.state.origins.get(path)
        return origin.turn if origin else 0

    def removals(self, table: str) -> list[Path]:
        """Paths of the rows that were taken out of a table."""
        return [path for path in self.state.origins if path[0] == table and path[-1] == "remove"]
