"""Tables as CSV files, and numbers as files hold them."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from pathlib import Path


def plain(value):
    """A number as files hold it; None, which is an empty cell or null, if there is none."""
    if value is None or not math.isfinite(value):
        return None
    return value if isinstance(value, int) else float(value)


def write_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence]) -> None:
    """Write a head and rows."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
