"""A run by cohorts of its roll-out: what happened day by day in each, read from the case table, and the figures of each."""

from __future__ import annotations

import numpy as np

from gridgov.metrics.measured import CHUNK, Measured
from gridgov.organisation.cohorts import Cohorts
from gridgov.tables.dtypes import DAY, DONE, NONE, PAPER_CLOSED, Outcome, World

#: What is counted of each cohort and day, in this order.
COUNTS = (
    "born", "registered", "fixed", "lapsed", "present", "hidden", "present_s", "hidden_s", "due", "due_recorded", "due_fixed",
)  # fmt: skip

#: Metrics that speak of problems and residents, which have a place; hours, money and desks serve more than one cohort.
FIGURES = (
    "problem_days", "restricted_mean_days", "restricted_mean_days_90", "median_days", "p90_days", "hidden_share", "births_per_1000", "lapsed_share",
    "fixed_share", "noticed_share", "days_to_notice", "on_time_recorded", "on_time_true", "on_time_gap", "late_days", "closing_recorded",
    "closing_true", "verified_share", "reopened_share", "hops", "contacts_per_1000_households", "repeat_share", "trust", "satisfaction",
)  # fmt: skip


def cohort_days(outcome: Outcome, world: World, cohorts: Cohorts) -> np.ndarray:
    """COUNTS of each cohort and day of the run, warm-up included: i8 (cohorts, days, len(COUNTS)).

    Summed over the cohorts, they are the columns of the daily series. Only where a case was reopened more than once does the case table
    not say when it was on paper; that time, the total of which it holds, is then taken as one stretch from the first closing.
    """
    days = int(world.end) // DAY
    tally = _Tally(len(cohorts), days)
    cases = outcome.cases
    for start in range(0, len(cases), CHUNK):
        tally.add(cases[start : start + CHUNK], cohorts.of_building, int(world.end))
    return tally.counts()


class _Tally:
    """Sums by cohort and day; what lies after the last day goes to a day beyond, which is left out."""

    def __init__(self, cohorts: int, days: int):
        self.shape = cohorts, days + 1
        self.flows = {name: np.zeros(self.shape, np.int64) for name in COUNTS}
        # of what is present and hidden: the change of the number on each day, and seconds from the change to the end of that day
        self.changes = {name: (np.zeros(self.shape, np.int64), np.zeros(self.shape, np.int64)) for name in ("present", "hidden")}

    def add(self, rows: np.ndarray, cohort_of_building: np.ndarray, end: int) -> None:
        cohort = cohort_of_building[rows["building"]]
        born, registered, fixed, gone, due, closed, first_closed = (
            np.ascontiguousarray(rows[name]) for name in ("born", "registered", "fixed", "gone", "due", "closed", "first_closed")
        )
        noticed, until = registered != NONE, np.where(gone == NONE, end, gone)
        limit = noticed & (due < end)
        on_paper = (rows["state"] == PAPER_CLOSED) | ((rows["state"] == DONE) & (fixed == NONE))
        everything = np.ones(len(rows), bool)
        for name, when, which in (
            ("born", born, everything), ("registered", registered, noticed), ("fixed", fixed, fixed != NONE),
            ("lapsed", gone, (gone != NONE) & ~noticed),
            ("due", due, limit), ("due_recorded", due, limit & (first_closed != NONE) & (first_closed <= due)),
            ("due_fixed", due, limit & (fixed != NONE) & (fixed <= due)),
        ):  # fmt: skip
            self.flows[name] += self._binned(cohort[which], when[which] // DAY)
        self._spans("present", cohort, born, until)
        self._spans("hidden", cohort, born, np.where(noticed, registered, until))
        self._spans("hidden", cohort[on_paper], closed[on_paper], until[on_paper])
        again = rows["on_paper_s"] > 0
        self._spans("hidden", cohort[again], first_closed[again], first_closed[again] + rows["on_paper_s"][again])

    def _binned(self, cohort: np.ndarray, day: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """Number or sum by cohort and day; sums of whole numbers, far below 2**53."""
        place = cohort * np.int64(self.shape[1]) + np.minimum(day, self.shape[1] - 1)
        return np.bincount(place, weights, self.shape[0] * self.shape[1]).astype(np.int64).reshape(self.shape)

    def _spans(self, name: str, cohort: np.ndarray, start: np.ndarray, end: np.ndarray) -> None:
        number, seconds = self.changes[name]
        for sign, when in ((1, start), (-1, end)):
            number += sign * self._binned(cohort, when // DAY)
            seconds += sign * self._binned(cohort, when // DAY, DAY - when % DAY)

    def counts(self) -> np.ndarray:
        """The sums, i8 (cohorts, days, len(COUNTS))."""
        for name, (number, seconds) in self.changes.items():
            at_end = number.cumsum(axis=1)
            self.flows[name], self.flows[f"{name}_s"] = at_end, (at_end - number) * DAY + seconds
        return np.stack([self.flows[name][:, :-1] for name in COUNTS], axis=2)


class CohortMeasured(Measured):
    """One cohort as the metrics see it: its cases and residents, without desks."""

    def __init__(self, whole: Measured, cohorts: Cohorts, k: int):
        inside = cohorts.of_building == k
        outcome, building = whole.outcome, whole.world.building
        self.outcome = outcome._replace(
            cases=outcome.cases[inside[outcome.cases["building"]]], residents=outcome.residents[np.repeat(inside, building["residents"])]
        )
        self.world, self.labels = whole.world, whole.labels
        self.warmup, self.end, self.span, self.years = whole.warmup, whole.end, whole.span, whole.years
        self.residents, self.households = int(cohorts.residents[k]), int(cohorts.households[k])
        self._scan()


def cohort_figures(measured: Measured, cohorts: Cohorts, k: int) -> dict[str, float | int | None]:
    """FIGURES of one cohort, by the formulas of METRICS."""
    from gridgov.metrics import find_metric

    here = CohortMeasured(measured, cohorts, k)
    figures: dict[str, float | int | None] = {}
    for name in FIGURES:
        figures |= find_metric(name).figures(here)
    return figures
