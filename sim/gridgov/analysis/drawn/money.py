"""Where the money went: the cost of each setting of a study by who paid, and by what it was spent on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gridgov.analysis.drawn.settings import Read, Setting, estimate_at
from gridgov.analysis.paired import Estimate
from gridgov.metrics.ledger import ACCOUNTS
from gridgov.tables.dtypes import PAYERS

PAYER, ACCOUNT = "payer", "account"
STEMS = {PAYER: ("cost_", PAYERS), ACCOUNT: ("spent_on_", ACCOUNTS)}


@dataclass(frozen=True)
class Money:
    """Yuan a year: `means` f8 (settings, parts) of the parts on which anything was spent, `totals` with their intervals over seeds."""

    by: str  # PAYER or ACCOUNT
    settings: tuple[Setting, ...]
    parts: tuple[str, ...]
    means: np.ndarray
    totals: tuple[Estimate, ...]


def money(read: Read, settings: Sequence[Setting], by: str) -> Money:
    """The mean of each part over the runs of each setting; the parts of a setting add up to its total."""
    stem, names = STEMS[by]
    columns = {name: [estimate_at(read(stem + name), one.point).mean or 0.0 for one in settings] for name in names}
    parts = tuple(name for name, column in columns.items() if any(column))
    means = np.array([columns[name] for name in parts], float).reshape(len(parts), len(settings)).T
    return Money(by, tuple(settings), parts, means, tuple(estimate_at(read("cost"), one.point) for one in settings))
