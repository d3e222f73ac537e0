"""What the film's page plays, from runs: open problems of every building and day in few bytes, and the curves."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass

import numpy as np

from gridgov.tables.dtypes import DAY

BINS = 6  # shades of the map beside that of no problem
#: Series of the curves, in the order in which the page shows them; each begins with the measured period or earlier.
CURVES = ("present", "hidden", "waiting", "fixed", "cost")


@dataclass(frozen=True, eq=False)
class Reel:
    """What is kept of one run: B buildings, D days, warm-up included."""

    cells: np.ndarray  # i4 (D, B): open problems at the end of the day
    curves: dict[str, list[float | None]]  # by the names of CURVES, (D,)


def reel_of(run) -> Reel:
    """The reel of a run that kept its daily series per building."""
    daily, first = run.outcome.daily, run.first_day
    fixed = _from(first, np.cumsum(np.where(np.arange(len(daily)) >= first, daily["fixed"], 0)))
    curves = {
        "present": daily["present"].tolist(),
        "hidden": daily["hidden"].tolist(),
        "waiting": week_mean(run.outcome.queue_daily.sum(axis=1)).tolist(),
        "fixed": fixed,
        "cost": _from(first, cost_so_far(run)),
    }
    return Reel(run.outcome.buildings_daily, curves)


def week_mean(values: np.ndarray) -> np.ndarray:
    """Mean of each day and the six before it, f8 (D,), to one decimal: offices that close on Sundays would hide all else."""
    sums = np.cumsum(np.concatenate([np.zeros(7), values]))
    days = np.minimum(np.arange(1, len(values) + 1), 7)
    return np.round((sums[7:] - sums[:-7]) / days, 1)


def cost_so_far(run) -> np.ndarray:
    """Yuan of the measured period up to the end of each day, i8 (D,); the last is the ledger's total, rounded.

    Repairs count on the day on which the problem was fixed. The books are kept by the month and the period: everything else is
    spread evenly over the measured period.
    """
    cases, first, days = run.outcome.cases, run.first_day, len(run.outcome.daily)
    paid = (cases["repair_fen"] > 0) & (cases["fixed"] >= run.start.world.warmup)
    repairs = np.zeros(days, np.int64)
    np.add.at(repairs, np.minimum(cases["fixed"][paid] // DAY, days - 1), cases["repair_fen"][paid])
    rest = int(run.ledger.fen.sum()) - int(run.ledger.repairs_fen.sum())
    measured = np.clip(np.arange(1, days + 1) - first, 0, None)
    return np.rint((np.cumsum(repairs) + rest * measured / max(1, days - first)) / 100).astype(np.int64)


def _from(first: int, values: np.ndarray) -> list[int | None]:
    """A series without its warm-up."""
    return [None] * first + values[first:].tolist()


def pack(cells: np.ndarray) -> dict[str, int | str]:
    """Counts (D, B) as a text: bytes (one a count, two where one is too small), differences from the day before, deflate, base64.

    Differences are taken byte by byte, modulo 256: adding them up modulo 256 gives every count back exactly.
    """
    width = 1 if int(cells.max(initial=0)) < 256 else 2
    rows = np.ascontiguousarray(cells.astype(f"<u{width}")).view(np.uint8).reshape(len(cells), -1)
    changes = np.diff(rows, axis=0, prepend=np.zeros((1, rows.shape[1]), np.uint8))
    return {"width": width, "text": _text(changes)}


def unpack(packed: dict[str, int | str], buildings: int) -> np.ndarray:
    """The counts that `pack` was given, as the page reads them."""
    changes = np.frombuffer(zlib.decompress(base64.b64decode(packed["text"])), np.uint8)
    rows = np.cumsum(changes.reshape(-1, buildings * packed["width"]), axis=0, dtype=np.uint8)
    return rows.view(f"<u{packed['width']}").astype(np.int32)


def places(x: np.ndarray, y: np.ndarray) -> dict:
    """Where the buildings stand, metres from the corner in the south-west: whole metres, deflate, base64 of two arrays of f4."""
    east, north = np.rint(x - x.min()), np.rint(y - y.min())
    return {"text": _text(np.concatenate([east, north]).astype("<f4")), "wide": float(east.max()), "high": float(north.max())}


def names(buildings: tuple[str, ...]) -> str:
    """Names of the buildings, as JSON would be too long: one a line, deflate, base64."""
    return _text(np.frombuffer("\n".join(buildings).encode(), np.uint8))


def _text(values: np.ndarray) -> str:
    return base64.b64encode(zlib.compress(values.tobytes(), 9)).decode("ascii")


def shades(most: int) -> list[int]:
    """The least count of each shade of the map, from 1 on: every count its own as long as there are few, then growing by a factor."""
    if most <= BINS:
        return list(range(1, max(1, most) + 1))
    steps = np.floor(np.geomspace(1, most + 1, BINS + 1)[:-1] + 0.5).astype(int)
    for place in range(1, BINS):  # no shade is empty
        steps[place] = max(steps[place], steps[place - 1] + 1)
    return steps.tolist()
