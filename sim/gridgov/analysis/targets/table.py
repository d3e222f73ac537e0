"""The targets of calibration: the rows of targets.csv, one published figure each, checked for their form.

A row says: in a year of the scenario `baseline`, over seeds 1 to 20, the figure `id` (a function of `figures.py`) lies within `low` and
`high`. The columns: `id`; `en`, `zh` what it is; `unit`; `use` fit (free parameters were moved for its sake), held_out (they were not:
a test of the rest) or given (a parameter states it: no check at all, listed so that nobody takes it for one); `scale` in which
distances from the value are taken (log for counts and times, logit for shares); `value` what evidence gives as typical; `low`, `high`
its tolerance; `tolerance` where these come from; `population` whom the published figure describes; `source` section of the evidence
and where it is from; `confidence` as on the page of evidence; `miss`, `miss_zh` why a miss is a miss, filled for figures that lie outside;
`stated_by` the parameters that state the figure: none for a target, else it would test nothing.

The shape of a figure is a fact of a population abroad or of one town: hence wide tolerances. A figure is judged only by its mean.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gridgov.analysis.targets.figures import FIGURES
from gridgov.scenario.effects import matches, parts
from gridgov.scenario.levers import LEVERS
from gridgov.text.faults import Fault, Faults, fault

FILE = Path(__file__).with_name("targets.csv")
FIT, HELD_OUT, GIVEN = USES = ("fit", "held_out", "given")
SCALES = ("log", "logit")
CONFIDENCE = ("J", "low", "medium", "high")
COLUMNS = ("id", "en", "zh", "unit", "use", "scale", "value", "low", "high", "tolerance", "population", "source", "confidence", "miss", "miss_zh",
           "stated_by")  # fmt: skip
NUMBERS = ("value", "low", "high")
ALLOWED = {"use": USES, "scale": SCALES, "confidence": CONFIDENCE}
FILLED = ("id", "en", "zh", "use", "value", "population", "source", "confidence")
FILLED_TARGETS = ("scale", "low", "high", "tolerance")


@dataclass(frozen=True)
class Target:
    """One row of targets.csv."""

    id: str
    en: str
    zh: str
    unit: str
    use: str
    scale: str
    value: float
    low: float | None
    high: float | None
    tolerance: str
    population: str
    source: str
    confidence: str
    miss: str
    miss_zh: str
    stated_by: tuple[str, ...]

    def allows(self, value: float) -> bool:
        """Whether a figure lies within the tolerance."""
        return self.low <= value <= self.high


@cache
def all_rows() -> tuple[Target, ...]:
    """Every row of the shipped table, those that parameters state included."""
    return read_targets(FILE)


def targets(*uses: str) -> tuple[Target, ...]:
    """The targets of these uses; without any, those to fit and those held out."""
    return tuple(row for row in all_rows() if row.use in (uses or (FIT, HELD_OUT)))


def read_targets(path: Path) -> tuple[Target, ...]:
    """The rows of a table of targets; raises Faults with every fault, among them targets that a parameter states."""
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    if not lines or tuple(lines[0]) != COLUMNS:
        missing = next((name for name in COLUMNS if not lines or name not in lines[0]), None)
        code = ("csv_unknown_column", {"known": ", ".join(COLUMNS)}) if missing is None else ("csv_missing_column", {"name": missing})
        raise Faults([fault(path.name, 1, "", "", Fault.NO_VALUE, code[0], **code[1])])
    faults: list[Fault] = []
    rows = [_row(number, cells, path.name, faults) for number, cells in enumerate(lines[1:], 2)]
    if faults:
        raise Faults(faults)
    return tuple(row for row in rows if row is not None)


def _row(line: int, cells: list[str], file: str, faults: list[Fault]) -> Target | None:
    if len(cells) != len(COLUMNS):
        faults.append(fault(file, line, "", "", Fault.NO_VALUE, "csv_short_row", there=len(cells), columns=len(COLUMNS)))
        return None
    cell, before = dict(zip(COLUMNS, cells)), len(faults)

    def wrong(column: str, value, code: str, **words) -> None:
        faults.append(fault(file, line, "", column, value, code, **words))

    given = cell["use"] == GIVEN
    for name in (*FILLED, *(("stated_by",) if given else FILLED_TARGETS)):
        if not cell[name]:
            wrong(name, Fault.NO_VALUE, "csv_hole")
    for name, allowed in ALLOWED.items():
        if cell[name] and cell[name] not in allowed:
            wrong(name, cell[name], "wants_choice", choices=", ".join(allowed))
    number = {}
    for name in NUMBERS:
        try:
            number[name] = float(cell[name]) if cell[name] else None
        except ValueError:
            wrong(name, cell[name], "csv_number")
    for path in parts(cell["stated_by"]):
        if not any(matches(lever.path, path) for lever in LEVERS):
            wrong("stated_by", path, "target_lever")
    if not given and cell["stated_by"]:
        wrong("stated_by", cell["stated_by"], "target_stated")
    if not given and cell["id"] and cell["id"] not in FIGURES:
        wrong("id", cell["id"], "wants_choice", choices=", ".join(FIGURES))
    if len(faults) == before and not given and not number["low"] < number["value"] < number["high"]:
        wrong("value", number["value"], "target_order", low=number["low"], high=number["high"])
    if len(faults) > before:
        return None
    return Target(**cell | number | {"stated_by": parts(cell["stated_by"])})
