"""The reader: goes through the log of a run and holds every entry against what must follow from the draws and rates."""

from __future__ import annotations

from collections import Counter

import numpy as np

from gridgov.tables.dtypes import ACTIVITIES, DAY, FAR, NONE, RESIDENTS
from tests.laws.retrace.case import Case, Line
from tests.laws.retrace.closing import Closing
from tests.laws.retrace.comings import Comings
from tests.laws.retrace.departments import Departments
from tests.laws.retrace.hidden import Hidden
from tests.laws.retrace.ladder import Ladder
from tests.laws.retrace.meetings import Meetings
from tests.laws.retrace.sessions import Sessions
from tests.laws.retrace.town import Town
from tests.laws.town import Run

#: Columns of the case table that the reader has reckoned itself when the log is at its end.
COLUMNS = (
    "registered", "closed", "fixed", "waiting_s", "working_s", "procedure_s", "handover_s", "astray_s", "departments_s",
    "on_paper_s", "repeats", "settled_tier", "entry_tier", "hops", "reopened", "paper", "inspected", "verified", "legs", "whistled", "complied",
    "informed", "learned", "supervised",
)  # fmt: skip
#: Entries that nothing but the clock, a draw or a queue brings about; all others must have been announced.
ANNOUNCED = frozenset(("passed_on", "misrouted", "arrived", "worked", "examined", "whistled", "leg_called", "closed", "reopened"))


class Reader(Hidden, Ladder, Departments, Closing, Comings, Meetings, Sessions):
    """One reading of one run; `faults` and `counts` count findings by their words."""

    def __init__(self, this: Run):
        self.run, self.town = this, Town(this)
        world, outcome = this.world, this.outcome
        self.faults, self.counts = Counter(), Counter()
        self.rows = {int(key): row for row, key in enumerate(outcome.cases["key"])}
        self.cases: dict[int, Case] = {}
        self.legs, self.legs_read, self.by_whistle = outcome.legs, 0, False
        self.lines = [Line(int(slots)) for slots in world.desk_phase["slots"][0]]
        self.blown: dict[tuple[int, int], int] = {}
        self.come = np.zeros(world.fund_fen.shape[1], np.int64)
        self.spent, self.month = self.come.copy(), None
        self.points, self.points_paid = self.come.copy(), np.zeros((len(self.come), outcome.workers.shape[1]), np.int64)
        self.trust, self.satisfaction = world.resident["trust"].tolist(), world.resident["satisfaction"].tolist()
        self.hours, self.pieces = np.zeros((*outcome.workers.shape, 2), np.int64), np.zeros(outcome.workers.shape, np.int64)
        self.reputation = world.building["reputation"].tolist()
        self.ended: dict[int, list[tuple[int, int]]] = {}  # by desk: when pieces of work end, and how long they took
        self.chain = (NONE, NONE)  # second and case of an end of work whose entries are being read
        self.begin_comings()
        self.begin_sessions()
        self.meeting_day = 1 if world.tier["on_call"].any() else FAR
        self.minutes: list[tuple] | None = None  # entries of the meetings of that day that must come next; None before they begin
        self.touched: dict[int, int] = {}  # time of the last entry at a desk

    def check(self, what: str, right: bool) -> None:
        """Count one thing examined, and whether it was wrong."""
        self.counts[what] += 1
        self.faults[what] += not right

    def read(self) -> None:
        """Read the log from its first entry to its last, and then the tables."""
        turns = {
            "passed_on": self.passed_on, "misrouted": self.passed_on, "closed": self.closed_truly, "lapsed": self.lapsed,
            "supervised": self.supervised_now,
        }  # fmt: skip
        for event in self.run.outcome.events:
            what, key = ACTIVITIES[event["activity"]], int(event["case"])
            now = int(event["time"]), key
            if what in ("worked", "examined"):
                self.chain = now
            self.come_to(now[0], self.chain == now)
            if what == "born":
                self.cases[key] = self.born(self.run.cases[self.rows[key]], event)
                continue
            case = self.cases[key]
            if what in ("convened", "leg_cancelled"):
                self.minuted(case, event, what)
            if case.script:
                expected = case.script.pop(0)
                found = (int(event["time"]), what, int(event["tier"]), int(event["desk"]))
                self.check(f"what follows: {expected[1]}", found == expected)
                if found != expected:
                    return  # from here on nothing would be as it should
            elif what in ANNOUNCED:
                self.check("what follows was announced", False)
                return
            turn = turns.get(what) or getattr(self, what, None)
            if turn:
                turn(case, event)
            case.last = self.touched[int(event["desk"])] = int(event["time"])
            if sum(self.faults.values()) > 20:
                return
        self.end()

    def come_to(self, t: int, ends_work: bool) -> None:
        """Enter what begins up to t: months, phases, sessions, in that order; an entry that ends work in that second comes before. End meetings."""
        starts = [*self.run.world.phase_start.tolist(), FAR]
        while True:
            phase, month = starts[self.town.phase + 1], self.next_tick if self.fluid else FAR
            sessions, meeting, begun = self.sessions[0], self.meeting_day * DAY, t - ends_work
            if min(phase, month) <= min(begun, sessions, meeting):
                if month <= phase:
                    self.month_tick(month)
                else:
                    self.start_phase(phase)
            elif sessions <= min(begun, meeting):
                self.hold_sessions()
            elif meeting < t:
                self.end_meetings(meeting)
            else:
                return

    def start_phase(self, t: int) -> None:
        """The rates of the next phase come into force."""
        p = self.town.phase + 1
        changed = set(np.flatnonzero(self.run.world.building_phase["changed"][p]).tolist())
        if self.fluid:
            self.plan_phase(p, t)
            changed |= self.looks_change(p)
        self.turn(t, changed, lambda: self.town.enter(p))

    def turn(self, t: int, changed: set[int], enter) -> None:
        """Slots change, vacated desks send their cases up, and hidden problems of some buildings are looked at again."""
        town, world = self.town, self.run.world
        acted = [acts or meets for acts, meets in zip(town.acts, town.meets)]
        hidden = [case for case in self.cases.values() if case.hidden and case.building in changed]
        for case in hidden:
            self.use(case, t)
        enter()
        slots = self.they_take_force() if self.fluid else {}
        for case in hidden:
            self.look(case)
        for desk, line in enumerate(self.lines):
            line.change_slots(slots.get(desk, int(world.desk_phase["slots"][town.phase, desk])), t)
            k = int(world.desk["tier"][desk])
            if not acted[desk] or town.acts[desk] or town.meets[desk] or k == town.departments:
                continue
            for case in (case for of_class in line.classes for case in of_class):
                case.vacated = town.next_tier(k + 1, case.building) != NONE
                if case.vacated:
                    case.script.append((t, "climbed", k, desk))
        for case in self.cases.values():
            if case.sent != NONE:
                case.script.clear()
                self.announce_arrival(case)

    def end(self) -> None:
        """What must not have been missed, and the tables."""
        world, outcome, end = self.run.world, self.run.outcome, self.town.end
        self.come_to(end, True)
        self.end_comings()
        for case in self.cases.values():
            missed = [time for time, *_ in case.script] + list(case.wake.values())
            self.check("what was announced comes", min(missed, default=FAR) >= end)
            for desk in self.waiting_legs(case):
                self.check("windows of calls", int(self.legs["window_end"][case.running[desk].row]) == case.running[desk].window)
            if case.registered != NONE and case.closed == NONE:
                case.repeats += self.repeats(case, end, case.closings + 1)
            row = outcome.cases[case.row]
            for name in COLUMNS:
                self.check(f"the case table's {name}", int(row[name]) == getattr(case, name))
            noticed = case.registered != NONE or case.among
            right = noticed == (row["channel"] != NONE) and (not case.among or row["channel"] == case.channel)
            self.check("the case table's channel of what was noticed", bool(right))
            if case.registered != NONE:
                self.check("the case table's due", int(row["due"]) == case.due)
                residents = world.channel["kind"][row["channel"]] == RESIDENTS
                self.check("the case table's channel", bool(residents) == case.reported)
        self.come_to_month(end - 1)
        paid = outcome.points_paid if len(outcome.points_paid) else 0
        self.check("points paid by month", np.array_equal(self.points_paid, np.zeros_like(self.points_paid) + paid))
        for name, values in (("trust", self.trust), ("satisfaction", self.satisfaction)):
            wrong = np.abs(outcome.residents[name] - values) > 1e-9
            self.counts[f"{name} of residents at the end"] += len(wrong)
            self.faults[f"{name} of residents at the end"] += int(wrong.sum())
        seen = ~np.repeat(np.isin(np.arange(len(world.desk)), list(self.town.own_work)), world.desk["workers"])
        for place, name in enumerate(("busy_s", "travel_s")):
            # a way's part of a month is cut to whole seconds, piece by piece, of numbers that may differ in the last bit
            wrong = (np.abs(outcome.workers[name] - self.hours[..., place]) > place * self.pieces)[seen]
            self.counts[f"{name} of workers by month"] += wrong.size
            self.faults[f"{name} of workers by month"] += int(wrong.sum())
        wrong = np.abs(outcome.reputation - self.reputation) > 1e-9
        self.counts["reputation of buildings at the end"] += len(wrong)
        self.faults["reputation of buildings at the end"] += int(wrong.sum())
