"""The free parameters of calibration: the rows of free.csv, and what each makes of the declared defaults.

A row moves one or many entries of a declared parameter together by one number, so that it counts as one: `how` is value (the number
itself), times (every entry is multiplied by it) or logit (it is added to every entry on the logit; 0 and 1 stay). `path` is the
declaration, `rows` which rows of a keyed table (all if empty), `entry` which entry of a table of numbers. `before` are the defaults
that judgement had set before the fit, as row=value with semicolons; `start` is the number that leaves them as they are; `low` and
`high` bound it by what is plausible; `fitted` is what the fit found. `en`, `zh` say what it is, `why` why evidence leaves it open.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gridgov.scenario.effects import parts
from gridgov.scenario.paths import lever_of

FILE = Path(__file__).with_name("free.csv")
COLUMNS = ("id", "path", "rows", "entry", "how", "before", "start", "low", "high", "fitted", "en", "zh", "why")
VALUE, TIMES, LOGIT = HOWS = ("value", "times", "logit")
DECIMALS = 2  # of a default: finer would claim more than the fit knows


@dataclass(frozen=True)
class Free:
    """One free parameter."""

    id: str
    path: str
    rows: tuple[str, ...]
    entry: str
    how: str
    before: dict[str, float]
    start: float
    low: float
    high: float
    fitted: float
    en: str
    zh: str
    why: str

    def places(self) -> dict[str, str]:
        """The dotted path of each entry that it moves, by row (an empty row where the parameter has none)."""
        table, _, name = self.path.partition(".*.")
        tail = f".{self.entry}" if self.entry else ""
        return {row: f"{table}.{row}.{name}{tail}" if row else f"{self.path}{tail}" for row in self.before}

    def values(self, number: float, decimals: int = DECIMALS) -> dict[str, float]:
        """What every entry is at this number, by dotted path."""
        return {path: round(self._moved(self.before[row], number), decimals) for row, path in self.places().items()}

    def _moved(self, before: float, number: float) -> float:
        if self.how == VALUE:
            return number
        if self.how == TIMES:
            return before * number
        return before if before in (0.0, 1.0) else 1 / (1 + math.exp(-(math.log(before / (1 - before)) + number)))

    def share(self, number: float) -> float:
        """Where a number lies between the bounds, 0 to 1; factors and values are compared by their logarithms."""
        low, high, at = (number if self.how == LOGIT else math.log(number) for number in (self.low, self.high, number))
        return (at - low) / (high - low)

    def at(self, share: float) -> float:
        """The number at a share of the way from the lower bound to the upper one."""
        low, high = (number if self.how == LOGIT else math.log(number) for number in (self.low, self.high))
        return low + share * (high - low) if self.how == LOGIT else math.exp(low + share * (high - low))


@cache
def free_parameters() -> tuple[Free, ...]:
    """The rows of the shipped table; raises ValueError at the first that is wrong."""
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{FILE.name}: the columns must be {', '.join(COLUMNS)}")
        return tuple(_free(row) for row in reader)


def _free(row: dict[str, str]) -> Free:
    pairs = [part.rpartition("=") for part in parts(row["before"])]
    before = {name: float(value) for name, _, value in pairs}
    numbers = {name: float(row[name]) for name in ("start", "low", "high", "fitted")}
    one = Free(**row | numbers | {"rows": parts(row["rows"]), "before": before})
    lost = [path for path in one.places().values() if lever_of(tuple(path.split("."))) is None]
    if lost or one.how not in HOWS or not one.low <= one.start <= one.high or not one.low <= one.fitted <= one.high:
        raise ValueError(f"{FILE.name}: row {one.id} names what is not declared ({', '.join(lost)}), or its numbers lie beyond their bounds")
    return one


def defaults_at(numbers: dict[str, float], decimals: int = DECIMALS) -> dict[str, float]:
    """Every default that the free parameters make, by dotted path; a parameter that is not named has its fitted number."""
    return {path: value for one in free_parameters() for path, value in one.values(numbers.get(one.id, one.fitted), decimals).items()}
