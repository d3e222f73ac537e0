"""What the metrics read: sums over the tables of one run, made in one pass through each."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gridgov.metrics.ledger import Ledger, keep_ledger
from gridgov.metrics.residents import matters_and_acts
from gridgov.metrics.spans import spans_of
from gridgov.metrics.survival import Survival
from gridgov.tables.dtypes import DAY, FAR, NONE, RESIDENTS, Outcome, World

YEAR = 365 * DAY
PATIENCE = 30 * DAY  # within which a case should be closed
HORIZON = 90 * DAY  # of the restricted mean with complete follow-up
CHUNK = 1 << 15  # rows that fit into a processor's cache together

#: Sums that are also kept apart by category.
BY_CATEGORY = ("births", "present_s", "unnoticed_s", "due", "due_fixed")

#: Parts of the time between registration and the end of a trouble.
STAGES = ("waiting", "working", "procedure", "handover", "astray", "departments", "on_paper")


@dataclass
class CaseSums:
    """Sums over the cohort: the problems born in the measured period, in numbers and whole seconds."""

    births: int = 0
    lapsed: int = 0  # by themselves
    settled_among: int = 0  # by residents, without an office
    present_s: int = 0  # from birth until gone, or the end
    hidden_s: int = 0
    unnoticed_s: int = 0  # from birth until registered, gone, or the end
    horizon_births: int = 0  # born at least HORIZON before the end
    horizon_s: int = 0  # of these, from birth until gone, at most HORIZON
    registered: int = 0
    by_residents: int = 0
    notice_s: int = 0  # of the registered, from birth until registered
    due: int = 0  # service limit ends before the end
    due_recorded: int = 0
    due_fixed: int = 0
    old: int = 0  # registered at least PATIENCE before the end
    old_recorded: int = 0
    old_fixed: int = 0
    fixed: int = 0
    closed: int = 0
    reopened: int = 0
    inspected: int = 0
    verified: int = 0
    hops: int = 0
    repeats: int = 0
    whistled: int = 0
    recorded_s: int = 0  # from registration until the trouble is gone, or the end
    late_s: int = 0  # of the registered, from the service limit until gone, or the end


@dataclass
class LegSums:
    """Sums over the calls of departments for the cohort."""

    windows: int = 0  # that ended before the end
    answered: int = 0
    whistled: int = 0
    complied: int = 0


class Measured:
    """A run as the metrics see it.

    Parameters
    ----------
    outcome : Outcome
        The tables at the end.
    world : World
        The tables of the start.
    labels : Labels
        Names, wages and payers of the same start.
    """

    def __init__(self, outcome: Outcome, world: World, labels):
        self.outcome, self.world, self.labels = outcome, world, labels
        self.warmup, self.end = int(world.warmup), int(world.end)
        self.span = self.end - self.warmup
        self.years = self.span / YEAR
        self.residents = len(world.resident)
        self.households = int(world.building["households"].sum())
        self._scan()

    # ---- one pass through the cases ------------------------------------------------------------------------------------

    def _scan(self) -> None:
        cases = self.outcome.cases
        # cases lie in order of birth, so the cohort is the tail of the table
        self.first = bisect_left(range(len(cases)), self.warmup, key=lambda row: cases["born"][row])
        tiers, buildings = len(self.world.tier), len(self.world.building)
        self.sums = CaseSums()
        self.stage_s = dict.fromkeys(STAGES, 0)
        self.settled, self.repaired = np.zeros((2, tiers), np.int64)  # truly fixed, and of these those with repair money
        self.of_category = {name: np.zeros(len(self.world.category_key), np.int64) for name in BY_CATEGORY}
        self.of_street = np.zeros((2, len(self.labels.streets)), np.int64)  # due, and of these fixed in time
        self.building_s = np.zeros(buildings)  # whole numbers, far below 2**53
        self.spells = np.empty(len(cases) - self.first, np.int64)
        of_residents = np.append(self.world.channel["kind"] == RESIDENTS, False)  # the last place answers for NONE
        # of the last phase: the tables do not say when a contact or an inspection was
        regime = self.world.building_phase["regime"][-1].astype(np.int64)
        self.contacts = np.zeros((len(self.labels.regimes), len(self.world.channel)), np.int64)
        self.inspections = np.zeros(len(self.labels.regimes), np.int64)
        for start in range(self.first, len(cases), CHUNK):
            self._add(cases[start : start + CHUNK], start - self.first, of_residents, regime)
        self.repair_fen = np.zeros(tiers, np.int64)
        for start in range(0, len(cases), CHUNK):
            self._add_repairs(cases[start : start + CHUNK])

    def _add(self, rows: np.ndarray, place: int, of_residents: np.ndarray, regime: np.ndarray) -> None:
        end, sums = self.end, self.sums
        born, registered, fixed, first_closed = (np.ascontiguousarray(rows[name]) for name in ("born", "registered", "fixed", "first_closed"))
        due, building = np.ascontiguousarray(rows["due"]), np.ascontiguousarray(rows["building"])
        until, latent, paper, open_end, noticed, is_fixed, limit, in_time = spans_of(rows, end)
        present = until - born
        self.spells[place : place + len(rows)] = 2 * present + open_end
        self.building_s += np.bincount(building, weights=present, minlength=len(self.building_s))
        sums.births += len(rows)
        sums.present_s += int(present.sum())
        sums.unnoticed_s += int(latent.sum())
        sums.hidden_s += int(latent.sum() + paper.sum())
        early = born <= end - HORIZON
        sums.horizon_births += int(np.count_nonzero(early))
        sums.horizon_s += int(np.minimum(present[early], HORIZON).sum())
        sums.registered += int(np.count_nonzero(noticed))
        channel = rows["channel"].astype(np.int64)
        unrecorded = ~open_end & ~noticed
        sums.lapsed += int(np.count_nonzero(unrecorded & (channel == NONE)))
        sums.settled_among += int(np.count_nonzero(unrecorded & (channel != NONE)))
        reported = of_residents[channel]
        place_of_contact = regime[building] * self.contacts.shape[1] + channel
        weights = (1 + rows["repeats"])[reported]
        self.contacts += np.bincount(place_of_contact[reported], weights, self.contacts.size).astype(np.int64).reshape(self.contacts.shape)
        sums.by_residents += int(np.count_nonzero(reported))
        sums.notice_s += int(latent[noticed].sum())
        is_closed = first_closed != NONE
        sums.due += int(np.count_nonzero(limit))
        sums.due_recorded += int(np.count_nonzero(limit & is_closed & (first_closed <= due)))
        sums.due_fixed += int(np.count_nonzero(in_time))
        sums.late_s += int(np.maximum(0, until - due)[noticed].sum())
        # in the order of BY_CATEGORY; sums of whole numbers, far below 2**53
        for name, weights in zip(BY_CATEGORY, (None, present, latent, limit, in_time)):
            self.of_category[name] += np.bincount(rows["category"], weights, len(self.of_category[name])).astype(np.int64)
        street = self.world.building["street"][building]
        for row, which in enumerate((limit, in_time)):
            self.of_street[row] += np.bincount(street[which], minlength=self.of_street.shape[1])
        old = noticed & (registered <= end - PATIENCE)
        sums.old += int(np.count_nonzero(old))
        sums.old_recorded += int(np.count_nonzero(old & is_closed & (first_closed - registered <= PATIENCE)))
        sums.old_fixed += int(np.count_nonzero(old & is_fixed & (fixed - registered <= PATIENCE)))
        sums.fixed += int(np.count_nonzero(is_fixed))
        sums.closed += int(np.count_nonzero(is_closed))
        sums.recorded_s += int((until - registered)[noticed].sum())
        self.settled += np.bincount(rows["settled_tier"][is_fixed], minlength=len(self.settled))
        self.repaired += np.bincount(rows["settled_tier"][is_fixed & (rows["repair_fen"] > 0)], minlength=len(self.repaired))
        sums.reopened += int(np.count_nonzero(rows["reopened"]))
        self.inspections += np.bincount(regime[building], rows["inspected"], len(self.inspections)).astype(np.int64)
        for name in ("inspected", "verified", "hops", "repeats", "whistled"):
            setattr(sums, name, getattr(sums, name) + int(rows[name].sum(dtype=np.int64)))
        for stage in STAGES[:-1]:
            self.stage_s[stage] += int(rows[f"{stage}_s"].sum())
        self.stage_s["on_paper"] += int(paper.sum())

    def _add_repairs(self, rows: np.ndarray) -> None:
        """Repair money of the problems truly fixed in the measured period, whenever born, by the tier that settled them."""
        fen = rows["repair_fen"]
        paid = (fen > 0) & (rows["fixed"] >= self.warmup)
        if paid.any():
            np.add.at(self.repair_fen, rows["settled_tier"][paid], fen[paid])

    # ---- made when first asked for -------------------------------------------------------------------------------------

    @cached_property
    def legs(self) -> LegSums:
        """Sums over the table of legs."""
        sums, table = LegSums(), self.outcome.legs
        for start in range(0, len(table), CHUNK):
            rows = table[start : start + CHUNK]
            parent, started = np.ascontiguousarray(rows["parent"]), np.ascontiguousarray(rows["started"])
            called = (parent != NONE) & (parent >= self.first)
            window = rows["window_end"]
            over = called & (window != NONE) & (window < min(self.end, FAR))
            sums.windows += int(np.count_nonzero(over))
            blown, came = rows["whistled"] == 1, rows["complied"] == 1
            sums.answered += int(np.count_nonzero(over & (started != NONE) & (started <= window) & (came | ~blown)))
            sums.whistled += int(np.count_nonzero(called & blown))
            sums.complied += int(np.count_nonzero(called & blown & came))
        return sums

    @cached_property
    def survival(self) -> Survival:
        """Time from birth until truly gone, over the cohort."""
        return Survival(self.spells)

    @cached_property
    def ledger(self) -> Ledger:
        """Hours and money of the measured period."""
        return keep_ledger(self.outcome, self.world, self.labels, self.repair_fen, self.contacts, self.inspections, *matters_and_acts(self))

    @property
    def fixed_in_period(self) -> int:
        """Problems truly fixed in the measured period, whenever born."""
        return int(self.outcome.daily["fixed"][self.warmup // DAY :].sum())
