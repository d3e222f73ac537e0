"""Joint meetings and leaders' projects, read from the log (section 16)."""

from __future__ import annotations

from gridgov.tables.dtypes import DAY, IN_MEETING, MAX_PICKS, NONE
from tests.laws.retrace.case import Case


class Meetings:
    """Part of the reader: which late cases are taken out of their queues, and in which order."""

    def meets(self, desk: int, t: int) -> bool:
        """Whether a desk meets on the day that begins at t."""
        return bool(self.town.meets[desk]) and t // DAY % int(self.rates_of(desk)["every_days"]) == 0

    def room(self, desk: int, t: int) -> int:
        """How many cases a desk may take up at t."""
        world, line = self.town.world, self.lines[desk]
        if world.tier["on_call"][world.desk["tier"][desk]] == IN_MEETING:
            return min(MAX_PICKS, int(self.rates_of(desk)["takes_cases"]))
        return max(0, min(MAX_PICKS, len(line.free) - line.waiting() - line.in_hand(t)))

    def waiting_legs(self, case: Case) -> list[int]:
        """Desks of the departments in whose queues calls of a case wait, in order of calling."""
        return [desk for desk, leg in case.running.items() if leg.arrived != NONE and self.lines[desk].holds(leg)]

    def is_stuck(self, case: Case, t: int) -> bool:
        """Whether a case is late and does nothing but wait, at a desk of the ladder or at departments."""
        if case.registered == NONE or case.closed != NONE or not t > case.due:
            return False
        if case.running:
            return len(self.waiting_legs(case)) == len(case.running)
        waits = case.desk != NONE and self.lines[case.desk].holds(case)
        return waits and not self.town.world.tier["on_call"][self.tier_of(case)]

    def picked(self, t: int) -> list[tuple[int, Case]]:
        """Desks and the cases that they take up at t, in order."""
        world, found, gone = self.town.world, [], set()
        stuck = [case for case in self.cases.values() if self.is_stuck(case, t)]
        for desk in range(len(world.desk)):
            k = int(world.desk["tier"][desk])
            if not self.meets(desk, t):
                continue
            g, easiest = self.town.desk_regime(desk), bool(self.rates_of(desk)["easiest"])
            mine = [case for case in stuck if self.town.desk_of[k][case.building] == desk and case.key not in gone]
            mine.sort(key=lambda case, g=g, k=k, easiest=easiest: (
                float(world.work_rate["work_s"][g, case.category, k]) * easiest, case.registered, case.key))  # fmt: skip
            mine = mine[: self.room(desk, t)]
            gone |= {case.key for case in mine}
            found += [(desk, case) for case in mine]
        return found

    def minuted(self, case: Case, event, what: str) -> None:
        """An entry of a meeting: the first of a day shows all that must follow, since nothing happens between them but arrivals."""
        t, k = int(event["time"]), self.town.departments
        self.check("meetings at the start of a day", t == self.meeting_day * DAY)
        if self.minutes is None:
            self.minutes = []
            for desk, taken in self.picked(t):
                self.minutes += [("leg_cancelled", taken.key, k, at) for at in self.waiting_legs(taken)]
                self.minutes.append(("convened", taken.key, int(self.town.world.desk["tier"][desk]), desk))
        expected = self.minutes.pop(0) if self.minutes else None
        self.check("the cases that meetings take up, in order", expected == (what, case.key, int(event["tier"]), int(event["desk"])))

    def end_meetings(self, t: int) -> None:
        """The second in which a day began is over: nothing was left out, and where nothing was taken up there was nothing.

        A case or desk that had an entry in this second may have changed after the meeting, and is not asked.
        """
        left = self.minutes or []
        if self.minutes is None:
            left = [case for desk, case in self.picked(t) if case.last < t and self.touched.get(desk, NONE) < t]
        self.check("stuck cases are taken up where a desk meets", not left)
        self.minutes = None
        self.meeting_day += 1

    def leg_cancelled(self, case: Case, event) -> None:
        """A call is taken out of the queue in which it waits."""
        t, desk = int(event["time"]), int(event["desk"])
        leg = case.running.pop(desk)
        row = self.legs[leg.row]
        self.lines[desk].leave(leg)
        window = leg.window if leg.window <= t else NONE
        self.check("windows of calls that are called off", int(row["window_end"]) == window and row["started"] == row["done"] == NONE)

    def convened(self, case: Case, event) -> None:
        """Out of its queue, or back from the departments, and into that of a desk on call."""
        t, desk = int(event["time"]), int(event["desk"])
        if case.desk != NONE and self.lines[case.desk].holds(case):
            self.leaves_line(case, t)
        else:
            case.departments_s += t - case.arrived
        case.hops += 1
        case.astray = False
        case.script.append((t, "arrived", int(event["tier"]), desk))
