"""Rule 14: every hour of the measured period has a use and a payer, every fen a payer, and the sums are exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gridgov.metrics.duties import (
    CASES,
    DUTIES,
    HOUR,
    IDLE,
    INSPECTION,
    INTAKE,
    MEDIATION,
    MEETING,
    PATROL,
    SHIFT,
    SURGE,
    TRAINING,
    TRAVEL,
    USES,
    VOLUNTEERS,
    WATCHING,
    Duties,
    desk_of_worker,
    duties_of,
)  # fmt: skip
from gridgov.metrics.hours import months, opened, stretches
from gridgov.metrics.turnover import chief_payers, fluid_workers
from gridgov.scenario.hours import serves_companies
from gridgov.tables.dtypes import (
    AREA_BUILDING,
    AREA_DEPARTMENTS,
    DAY,
    PAYERS,
    Outcome,
    World,
)  # fmt: skip

YEAR = 365 * DAY
#: On what money went: wages by what the hours were used for, then what is paid beside hours. Every fen is on one of them.
WAGES = {
    "cases": (CASES, TRAVEL), "rounds": (PATROL,), "duties": (MEETING, TRAINING, SURGE, INSPECTION, INTAKE, WATCHING, MEDIATION), "idle": (IDLE,),
}  # fmt: skip
ACCOUNTS = (*WAGES, "repairs", "equipment", "works", "stipends", "overhead", "prizes", "points")
STREET, FUND, ORGANISATIONS = (PAYERS.index(name) for name in ("street", "community_fund", "organisations"))


@dataclass(frozen=True)
class Ledger:
    """Hours and money of the measured period. K tiers; payers as in PAYERS, uses as in USES."""

    tiers: tuple[str, ...]
    seconds: np.ndarray  # i8 (K, payers, uses)
    wages_fen: np.ndarray  # i8 (K, payers, uses)
    repairs_fen: np.ndarray  # i8 (K, payers): repairs of the problems truly fixed in the period, by settling tier
    equipment_fen: np.ndarray  # i8 (K,): of the channels that enter at the tier, paid by the street
    stipends_fen: int  # paid by the community's fund
    overhead_fen: int  # of the community's fund
    works_fen: int  # of estates whose renovation began in the period, paid by the street
    prizes_fen: int  # for property companies, paid by the street
    points_fen: int  # redeemed by residents, paid by the community's fund
    chief_tier: np.ndarray  # bool (K,)
    department_tier: np.ndarray  # bool (K,)

    @property
    def fen(self) -> np.ndarray:
        """Everything that each payer paid, i8 (payers,)."""
        total = self.wages_fen.sum(axis=(0, 2)) + self.repairs_fen.sum(axis=0)
        total[STREET] += self.equipment_fen.sum()
        total[FUND] += self.stipends_fen + self.overhead_fen + self.points_fen
        total[STREET] += self.works_fen
        total[STREET] += self.prizes_fen
        return total

    @property
    def accounts(self) -> dict[str, int]:
        """Everything that was paid for, fen by the names of ACCOUNTS; together what all payers paid."""
        by_use = self.wages_fen.sum(axis=(0, 1))
        wages = {name: by_use[list(uses)].sum() for name, uses in WAGES.items()}
        apart = self.works_fen, self.stipends_fen, self.overhead_fen, self.prizes_fen, self.points_fen
        spent = (*wages.values(), self.repairs_fen.sum(), self.equipment_fen.sum(), *apart)
        return {name: int(fen) for name, fen in zip(ACCOUNTS, spent, strict=True)}

    @property
    def chief_seconds(self) -> int:
        """Time that chiefs gave, idle time included: they keep it free whether a case comes or not."""
        return int(self.seconds[self.chief_tier][:, :, :SHIFT].sum())

    @property
    def way_seconds(self) -> int:
        """The part of it that cadres spend between home and building: a chief's desk stands in the building."""
        return int(self.seconds[self.chief_tier, :, TRAVEL].sum())

    @property
    def staff_seconds(self) -> int:
        """Time that staff below the departments worked, without idle time: posts fix the shifts, only work tells."""
        worked = self.seconds[:, :, :WATCHING].sum(axis=1)
        return int(np.delete(worked, IDLE, axis=1)[~self.department_tier & ~self.chief_tier].sum() + worked[self.chief_tier, SHIFT:].sum())

    @property
    def department_seconds(self) -> int:
        """Time that departments worked, their own work included, idle time not."""
        return int(np.delete(self.seconds[:, :, :WATCHING].sum(axis=1), IDLE, axis=1)[self.department_tier].sum())

    @property
    def hands_on_seconds(self) -> int:
        """Time on cases and on the way to them below the departments."""
        return int(self.seconds[~self.department_tier][:, :, [CASES, TRAVEL]].sum())

    def rows(self) -> list[dict]:
        """One row per tier, payer and use: hours and yuan; what is paid beside hours is a use without hours."""
        out = []
        for k, tier in enumerate(self.tiers):
            for j, payer in enumerate(PAYERS):
                for u, use in enumerate(USES):
                    if self.seconds[k, j, u]:
                        out.append(_row(tier, payer, use, self.seconds[k, j, u], self.wages_fen[k, j, u]))
                if self.repairs_fen[k, j]:
                    out.append(_row(tier, payer, "repairs", 0, self.repairs_fen[k, j]))
            if self.equipment_fen[k]:
                out.append(_row(tier, PAYERS[STREET], "equipment", 0, self.equipment_fen[k]))
        if self.stipends_fen:
            out.append(_row("", PAYERS[FUND], "stipends", 0, self.stipends_fen))
        if self.overhead_fen:
            out.append(_row("", PAYERS[FUND], "overhead", 0, self.overhead_fen))
        if self.works_fen:
            out.append(_row("", PAYERS[STREET], "works", 0, self.works_fen))
        if self.prizes_fen:
            out.append(_row("", PAYERS[STREET], "prizes", 0, self.prizes_fen))
        if self.points_fen:
            out.append(_row("", PAYERS[FUND], "points", 0, self.points_fen))
        return out


def _row(tier: str, payer: str, use: str, seconds, fen) -> dict:
    return {"tier": tier, "payer": payer, "use": use, "hours": int(seconds) / HOUR, "yuan": int(fen) / 100}


def keep_ledger(outcome: Outcome, world: World, labels, repair_fen: np.ndarray, contacts: np.ndarray, inspections: np.ndarray,
                matters: np.ndarray, acts: np.ndarray) -> Ledger:  # fmt: skip
    """The ledger of a run.

    Parameters
    ----------
    repair_fen : i8 (K,), repairs of the problems truly fixed in the period, by settling tier
    contacts : i8 (G, H), contacts of residents by regime of their building and channel
    inspections : i8 (G,), inspections by regime of the building
    matters : i8 (G, H), what neighbours came to know of, by regime and channel
    acts : i8 (G, H), reports worth points, by regime and channel; each brings reports without a case
    """
    tiers, regimes = len(world.tier), len(labels.regimes)
    by_regime = np.zeros((regimes, tiers, len(PAYERS), len(USES)), np.int64)
    duties, tier = duties_of(world, labels), world.desk["tier"][desk_of_worker(world)]
    for column, (since, until) in enumerate(months(world), 1):
        uses, regime, payer = shift_of_month(outcome.workers[:, column], world, duties, since, until)
        if len(outcome.shifts):
            put_fluid_shifts(uses, payer, outcome, world, labels, duties, column)
        for use in range(SHIFT):
            np.add.at(by_regime, (regime, tier, payer, use), uses[:, use])
    areas = world.tier["area"]
    ordinary = np.flatnonzero(areas != AREA_DEPARTMENTS)
    top = int(ordinary[-1]) if len(ordinary) else tiers - 1
    for g, settings in enumerate(labels.regimes):
        by_regime[g, top, STREET, INSPECTION] += round(float(inspections[g]) * settings.inspection.minutes * 60)
        for channel, count in enumerate(contacts[g]):
            k = int(world.channel["tier"][channel])
            by_regime[g, k, labels.payer[k], INTAKE] += round(float(count) * settings.feedback.intake_minutes * 60)
            false = float(acts[g, channel]) * settings.points.false_per_act
            by_regime[g, k, labels.payer[k], INTAKE] += round(false * settings.feedback.intake_minutes * 60)
            by_regime[g, k, VOLUNTEERS, MEDIATION] += round(float(matters[g, channel]) * settings.neighbours.minutes * 60)
    equipment_fen, watching_s = _channels(world, labels)
    by_regime[0, :, VOLUNTEERS, WATCHING] = watching_s  # at no wage under any regime
    hourly_fen = np.floor(labels.wage * 100 + 0.5).astype(np.int64)[:, :, None, None]
    wages = (by_regime * hourly_fen + HOUR // 2) // HOUR
    wages[:, :, VOLUNTEERS] = 0  # given, not paid; a stipend is booked by itself
    repairs = np.zeros((tiers, len(PAYERS)), np.int64)
    repairs[np.arange(tiers), labels.repairs_payer] = repair_fen
    chiefs, departments = areas == AREA_BUILDING, areas == AREA_DEPARTMENTS
    seconds, paid = by_regime.sum(axis=0), wages.sum(axis=0)
    of_funds = _stipends(outcome, world, labels), _monthly(world, labels.overhead_fen)
    points_fen = int(outcome.points_paid[:, 1:].sum())
    apart = equipment_fen, *of_funds, _works(world, labels), prizes(world, labels), points_fen
    return Ledger(tuple(labels.tiers), seconds, paid, repairs, *apart, chiefs, departments)


def shift_of_month(books: np.ndarray, world: World, duties: Duties, since: int, until: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How each worker spent one ledger month: seconds by use i8 (W, SHIFT), regime i8 (W,) and payer i8 (W,).

    Patrol, meetings, training, a surge and a cadre chief's ways from home take their shares of the open time of a filled slot; time
    in hand counts at the desk's speed, split into work and way; the rest is idle. Time in hand beyond the shift (a leaver's last case, or a
    piece begun at another speed) makes the shift longer. Regime and payer are those of the last phase in which the slot was filled.
    """
    desk = desk_of_worker(world)
    slot = np.arange(len(desk)) - world.desk["first_worker"][desk]
    open_s, cases_s = np.zeros(len(desk)), np.zeros(len(desk))
    seconds_of_duties = np.zeros((len(desk), DUTIES))
    last = np.zeros(len(desk), np.int64)
    for phase, start, end in stretches(world, since, until):
        seconds = (opened(world.calendar, end) - opened(world.calendar, start))[world.desk["calendar"]]
        filled = slot < world.desk_phase["slots"][phase][desk]
        here = np.where(filled, seconds[desk], 0)
        open_s += here
        cases_s += here * world.desk_phase["speed"][phase][desk]
        seconds_of_duties += here[:, None] * duties.shares[phase][desk]
        last[filled] = phase
    uses = np.zeros((len(desk), SHIFT), np.int64)
    uses[:, TRAVEL : TRAVEL + DUTIES] = np.floor(seconds_of_duties + 0.5)
    free = np.floor(cases_s + 0.5).astype(np.int64)
    speed = np.divide(cases_s, open_s, out=world.desk_phase["speed"][0][desk].copy(), where=open_s > 0)
    way = books["travel_s"]
    travel = np.floor(way * speed).astype(np.int64)
    uses[:, TRAVEL] += travel
    uses[:, CASES] = np.floor((books["busy_s"] - way) * speed)
    uses[:, IDLE] = np.maximum(0, free - travel - uses[:, CASES])
    return uses, world.desk_phase["regime"][last, desk].astype(np.int64), duties.payer[last, desk]


def put_fluid_shifts(uses: np.ndarray, payer: np.ndarray, outcome: Outcome, world: World, labels, duties: Duties, column: int) -> None:
    """Put the shifts of those who come and go in place of what `shift_of_month` makes of the slots; writes `uses` and `payer`.

    A chief's time beside cases and ways to them is his way from home, looking, training a successor and a surge; that of others is
    divided by the shares of the duties in the last phase of the month.
    """
    rows = fluid_workers(outcome, world)
    books, shift = outcome.workers[rows, column], outcome.shifts[rows, column]
    opened, cases_s, way = shift["open_s"], shift["cases_s"].astype(np.int64), books["travel_s"]
    speed = np.divide(cases_s, opened, out=world.desk_phase["speed"][0][desk_of_worker(world)[rows]].copy(), where=opened > 0)
    travel = np.floor(way * speed).astype(np.int64)
    cases = np.floor((books["busy_s"] - way) * speed).astype(np.int64)
    beside = shift["there_s"] - shift["way_s"] - shift["look_s"] - shift["surge_s"] - cases_s
    shares = _of_staff(world, duties, column)[desk_of_worker(world)[rows]]
    patrol, meeting, surge = (np.floor(beside * share).astype(np.int64) for share in shares.T)
    idle = np.maximum(0, cases_s - travel - cases)
    training = beside - patrol - meeting - surge
    parts = [cases, shift["way_s"] + travel, shift["look_s"] + patrol, meeting, training, shift["surge_s"] + surge, idle]
    uses[rows] = np.stack(parts, axis=1)
    if len(outcome.posts):
        desks, residents = chief_payers(outcome, world, column)
        payer[world.desk["first_worker"][desks]] = np.where(residents, VOLUNTEERS, labels.payer[world.desk["tier"][desks]])


def _of_staff(world: World, duties: Duties, column: int) -> np.ndarray:
    """What part of its duties each desk spends on patrol, in meetings and at a surge in a ledger month, f8 (D, 3).

    The rest is training; at chiefs' desks, whose other duties are booked apart, all of it.
    """
    phase = int(np.searchsorted(world.phase_start, months(world)[column - 1][1], side="left")) - 1
    patrol, meeting, training, surge = duties.shares[phase][:, 1:].T
    shares, total = np.stack([patrol, meeting, surge], axis=1), patrol + meeting + training + surge
    total[(world.tier["area"] == AREA_BUILDING)[world.desk["tier"]]] = 0.0
    return np.divide(shares, total[:, None], out=np.zeros_like(shares), where=total[:, None] > 0)


def _works(world: World, labels) -> int:
    """Works that began in the measured period."""
    begun = (labels.works_day * DAY >= world.warmup) & np.isfinite(labels.works_day)
    return int(labels.works_fen[begun].sum())


def _channels(world: World, labels) -> tuple[np.ndarray, np.ndarray]:
    """Fen of equipment and seconds of volunteers for the channels that enter at each tier, by the time covered: two i8 (K,)."""
    out = np.zeros((2, len(world.tier)), np.int64)
    spans = stretches(world, int(world.warmup), int(world.end))
    for row, rate in zip(out, (labels.equipment, labels.watching)):
        total = sum((end - start) * rate[phase] for phase, start, end in spans)
        np.add.at(row, world.channel["tier"], np.floor(total + 0.5).astype(np.int64))
    return out[0], out[1]
def prizes(world: World, labels) -> int:
    """Prizes of the measured period, fen: each company has an equal part of a year's, by the rule where it works, while it is there."""
    yearly = np.array([settings.property.prize_yuan_per_year for settings in labels.regimes])
    tiers = [k for k, tier in enumerate(labels.regimes[0].tier.values()) if serves_companies(tier)]
    if not yearly.any() or not tiers:
        return 0
    _, first = np.unique(world.building["estate"], return_index=True)
    yuan = 0.0
    for phase, start, end in stretches(world, int(world.warmup), int(world.end)):
        there = first[labels.company[phase][world.building["estate"][first]]]
        desks = world.desk_of[tiers[0]][there]
        if len(desks):
            yuan += yearly[world.desk_phase["regime"][phase][desks]].mean() * (end - start) / YEAR
    return int(np.floor(yuan * 100 + 0.5))


def _stipends(outcome: Outcome, world: World, labels) -> int:
    """Stipends that fell due in the measured period; on a month's first day by the chiefs of the day before."""
    return int(outcome.stipends[:, 1:].sum()) if len(outcome.stipends) else _monthly(world, labels.stipend_fen)


def _monthly(world: World, fen: np.ndarray) -> int:
    """What of a sum per phase and community fell due in the measured period; on a month's first day by the rules of the day before."""
    due = [since for since, _ in months(world)]
    phases = np.maximum(0, np.searchsorted(world.phase_start, due, side="left") - 1)
    return int(fen[phases].sum())
