"""Departments and the whistle, read from the log (section 8)."""

from __future__ import annotations

from gridgov import draws
from gridgov.tables.dtypes import FAR, NONE, NOTHING, SUPERVISED, WEEK
from tests.laws.retrace.case import Case, Leg


class Departments:
    """Part of the reader: calls, one after the other or all at once."""

    def refer(self, case: Case, t: int) -> None:
        """The entry that must follow when a case goes to the departments."""
        case.script.append((t, "passed_on", self.town.departments, NONE))

    def referred(self, case: Case, t: int) -> None:
        """At the departments: which are needed, and in which order?"""
        town, world = self.town, self.town.world
        self.handed_over(case, t)
        case.astray, case.arrived, case.called = False, t, 0
        rates = world.category_rate[town.regime(case.building), case.category]
        u, share = town.uniform(draws.COUNT, case.key), float(rates["multi_share"])
        number = 3 if u < share * town.rules(case.building)["multi_more"] else 2 if u < share else 1
        weights = world.department_weight[case.category]
        rank = {
            m: town.exponential(draws.DEPARTMENT, case.key, int(key)) / weights[m] for m, key in enumerate(world.department["key"]) if weights[m] > 0
        }
        case.needed = sorted(rank, key=lambda m: (rank[m], m))[:number]
        self.call(case, t)

    def call(self, case: Case, t: int) -> None:
        """The entries that must follow when the next department is due."""
        town, k = self.town, self.town.departments
        desks = [int(town.world.department["desk"][m]) for m in case.needed[case.called :]]
        blower = self.blower(case, t) if self.cause(case, t) else NONE
        self.by_whistle = blower != NONE
        if blower == NONE:
            desks = desks[:1]
        else:
            week = t // WEEK
            self.blown[blower, week] = self.blown.get((blower, week), 0) + 1
            case.whistled += 1
            case.script.append((t, "whistled", int(town.world.desk["tier"][blower]), blower))
        case.script += [(t, "leg_called", k, desk) for desk in desks]

    def cause(self, case: Case, t: int) -> bool:
        """Whether there is a reason to blow."""
        rules = self.town.rules(case.building)
        many = 0 < rules["whistle_departments"] <= len(case.needed)
        return bool(many or (rules["whistle_past_limit"] and t > case.due) or 0 <= rules["whistle_severity"] <= case.severity)

    def blower(self, case: Case, t: int) -> int:
        """The lowest desk here that may blow and has not used up its week."""
        town = self.town
        for k in range(town.departments):
            desk = town.desk_of[k][case.building]
            if desk == NONE or not town.acts[desk] or not self.rates_of(desk)["whistle"]:
                continue
            quota = int(town.world.rule_rate["whistle_quota"][town.desk_regime(desk)])
            if quota < 0 or self.blown.get((desk, t // WEEK), 0) < quota:
                return desk
        return NONE

    def leg_called(self, case: Case, event) -> None:
        """A department is called, and by whistle complies or not."""
        t, town, desk = int(event["time"]), self.town, int(event["desk"])
        rules, m = town.rules(case.building), case.needed[case.called]
        key = draws.child_key(draws.child_key(case.key, int(town.world.department["key"][m])), case.legs)
        complied = self.by_whistle and town.uniform(draws.COMPLY, key) < rules["comply"]
        leg = Leg(self.legs_read, key, m, self.by_whistle, complied, t + int(rules["handover_s"]))
        row = self.legs[leg.row]
        same = (row["key"], row["department"], row["parent"], row["called"]) == (key, m, case.row, t)
        self.check("department, name and time of a call", bool(same))
        self.check("whistles and compliance of calls", (row["whistled"], row["complied"]) == (leg.whistled, complied))
        self.legs_read += 1
        case.running[desk] = leg
        case.called += 1
        case.legs += 1
        case.complied += complied

    def bounces(self, case: Case, leg: Leg) -> bool:
        """Whether the department sends a call back this time."""
        rules = self.town.rules(case.building)
        again = leg.bounces < rules["max_bounces"] and self.town.uniform(draws.BOUNCE, leg.key, 0, leg.bounces) < rules["bounce"]
        return bool(again and not leg.complied)

    def leg_bounced(self, case: Case, event) -> None:
        """Sent back once more."""
        leg = case.running[int(event["desk"])]
        self.check("calls sent back by the draw, and in time", self.bounces(case, leg) and leg.due == event["time"])
        leg.bounces += 1
        leg.due += int(self.town.rules(case.building)["bounce_s"])

    def leg_arrived(self, case: Case, event) -> None:
        """Accepted: in the queue of its class, with a window."""
        t, town, desk = int(event["time"]), self.town, int(event["desk"])
        leg, rates = case.running[desk], self.rates_of(desk)
        row = self.legs[leg.row]
        self.check("calls accepted by the draw, and in time", not self.bounces(case, leg) and leg.due == t and row["bounces"] == leg.bounces)
        leg.arrived, limit, calendar = t, int(rates["limit_s"][case.severity]), int(town.world.desk["calendar"][desk])
        if leg.whistled:
            leg.limit_at = town.add(calendar, int(row["called"]), int(town.rules(case.building)["whistle_window_s"]))
        elif limit >= 0:
            leg.limit_at = town.add(calendar if rates["limit_working"] else 0, t, limit)
        leg.window = leg.limit_at if leg.limit_at < FAR or leg.whistled or limit >= 0 else NONE
        self.lines[desk].join(leg, SUPERVISED if leg.complied or case.supervised else self.town.class_of(case))

    def leg_late(self, case: Case, event) -> None:
        """Its window ends while it waits."""
        desk = int(event["desk"])
        leg = case.running[desk]
        self.check("calls late at the end of their window", event["time"] == max(leg.arrived, leg.limit_at))
        if self.rates_of(desk)["limit_action"] != NOTHING:
            self.lines[desk].leave(leg)
            self.lines[desk].join(leg, SUPERVISED)

    def leg_started(self, case: Case, event) -> None:
        """Work begins, and then a procedure."""
        t, town, desk, k = int(event["time"]), self.town, int(event["desk"]), self.town.departments
        leg, g = case.running[desk], town.desk_regime(desk)
        self.taken_up(leg, desk, t)
        self.lines[desk].leave(leg)
        self.check("windows of calls", int(self.legs["window_end"][leg.row]) == leg.window)
        late = max(leg.arrived, leg.limit_at) < t
        self.check("calls marked as late", bool(self.legs["late"][leg.row]) == late or max(leg.arrived, leg.limit_at) == t)
        name = int(town.world.department["key"][leg.department])
        work = town.work(g, case.category, k, case.key, leg.key, name, 0) / float(self.rates_of(desk)["skill"])
        leg.due = self.begins(desk, int(event["worker"]), t, work, town.way(g, desk, case.building))

    def leg_done(self, case: Case, event) -> None:
        """Done; after the last of those called the next are due, and after the last of all the case is closed."""
        t, desk, town = int(event["time"]), int(event["desk"]), self.town
        leg = case.running.pop(desk)
        g = town.desk_regime(desk, town.phase_before(leg.due))
        name = int(town.world.department["key"][leg.department])
        more = town.procedure(g, case.category, town.departments, leg.key, name, 0)
        self.check("calls done when work and procedure are", leg.due + more == t)
        if case.running:
            return
        if case.called < len(case.needed):
            self.call(case, t)
            return
        case.departments_s += t - case.arrived
        case.script.append((t, "closed", self.town.departments, NONE))
