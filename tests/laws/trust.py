"""Whether a success brings residents back: an outcome of learning, fitted to what a study of 400,000 reports found."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from gridgov.tables.dtypes import DAY, FAR, RESIDENTS
from tests.laws.judge import ERRORS, Finding
from tests.laws.law import Size, law
from tests.laws.town import Run, play, start_of

AGAIN = 1.57  # Sjoberg, Mellon and Peixoto 2017: second reports after a first that was fixed, relative to one that was not
WINDOW = 365 * DAY
TOWN = {"city.residents": 100_000, "city.streets": 20, "time.warmup_days": 0, "time.horizon_days": 730}


def reports_again(this: Run) -> np.ndarray:
    """Residents whose first report succeeded, or not (rows), who reported again within a year, and all of them (columns).

    A success is truly fixed by its service limit. The second report is of another problem, a year from the first on.
    """
    cases = this.cases[(this.cases["registered"] >= 0) & (this.cases["resident"] >= 0)]
    cases = cases[this.world.channel["kind"][cases["channel"]] == RESIDENTS]
    cases = cases[np.lexsort((cases["registered"], cases["resident"]))]
    first = np.append(True, cases["resident"][1:] != cases["resident"][:-1])
    following = np.append(cases["registered"][1:], FAR)
    following[np.append(first[1:], True)] = FAR
    watched = first & (cases["registered"] < this.world.end - WINDOW)
    again = following - cases["registered"] <= WINDOW
    success = (cases["fixed"] >= 0) & (cases["fixed"] <= cases["due"])
    return np.array([[int((watched & group & again).sum()), int((watched & group).sum())] for group in (success, ~success)])


def ratio_of_chances(counts: np.ndarray) -> float:
    """Chance of a second report after a success over that after a failure."""
    return float(counts[0, 0] / counts[0, 1] / (counts[1, 0] / counts[1, 1]))


@law("learning")
def second_reports(size: Size) -> Iterator[Finding]:
    """A success brings the resident back more often; without learning nothing does but what successes have in common."""
    for words, sets, theory, allowed in (
        ("P(second report within a year | the first succeeded) / P(.. | it failed)", {}, AGAIN, 0.15),
        ("the same where trust does not matter for reporting", {"learning.trust_gain": 0.0}, 1.0, 0.1),
    ):
        start = start_of("classroom", TOWN | sets)
        counts = sum(reports_again(play(start, seed)) for seed in range(1, size.of(3, most=20) + 1))
        ratio = ratio_of_chances(counts)
        error = ratio * math.sqrt(sum((1 - again / everyone) / again for again, everyone in counts.tolist()))
        yield Finding(words, theory, ratio, ERRORS * error, int(counts[:, 1].sum()), allowed=allowed)
