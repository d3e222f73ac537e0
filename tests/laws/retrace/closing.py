"""Closing, checking, reopening and learning, read from the log (sections 9 and 10)."""

from __future__ import annotations

from gridgov import draws
from gridgov.tables.dtypes import AREA_BUILDING, NONE
from tests.laws.retrace.case import Case


class Closing:
    """Part of the reader: what happens when records are closed, and after."""

    def close(self, case: Case, t: int, k: int) -> bool:
        """What every closing does; whether it will be inspected."""
        town, rules = self.town, self.town.rules(case.building)
        case.closings += 1
        case.repeats += self.repeats(case, t, case.closings)
        case.closed, case.settled_tier = t, k
        self.enter_record(case.building, t <= case.due)
        case.informed = int(town.uniform(draws.INFORM, case.key, 0, case.closings) < rules["inform_share"])
        return bool(town.uniform(draws.INSPECT, case.key, 0, case.closings) < rules["inspect_share"])

    def repeats(self, case: Case, t: int, number: int) -> int:
        """Contacts of one who waits beyond the limit, from then or from the reopening, whichever is later, until t."""
        mean, late = float(self.town.rules(case.building)["repeat_s"]), t - max(case.due, case.opened)
        count, passed = 0, 0.0
        while case.reported and mean > 0 and late > 0 and count < 1000:
            passed += mean * self.town.exponential(draws.REPEAT, case.key, number, count)
            if passed > late:
                break
            count += 1
        return count

    def closed_truly(self, case: Case, event) -> None:
        """Fixed."""
        t = int(event["time"])
        inspected = self.close(case, t, int(event["tier"]))
        case.fixed = t
        if self.posts and case.building in self.of_building and self.town.world.tier["area"][int(event["tier"])] == AREA_BUILDING:
            self.of_building[case.building].thanks += 1
        self.learn(case, self.experience(case))
        if inspected:
            case.wake = {"inspected": t + int(self.town.rules(case.building)["inspect_delay_s"])}

    def closed_on_paper(self, case: Case, event) -> None:
        """Said to be fixed, at the margin before the limit and by the draw of this visit."""
        t, k = int(event["time"]), self.tier_of(case)
        self.check("closings on paper: the draw and the second", t == case.paper_at and self.tempted(case))
        self.leaves_line(case, t)
        inspected = self.close(case, t, k)
        case.paper += 1
        self.hide(case, t, case.paper, inspected)

    def inspected(self, case: Case, event) -> None:
        """The inspector finds it fixed, or not."""
        t = int(event["time"])
        case.inspected += 1
        self.wakes(case, "inspected", t)
        if case.fixed != NONE:
            case.verified += 1
            return
        case.supervised = 1
        case.script.append((t, "reopened", NONE, NONE))

    def complained(self, case: Case, event) -> None:
        """The resident finds it unfixed."""
        case.repeats += 1
        self.wakes(case, "complained", int(event["time"]))
        case.script.append((int(event["time"]), "reopened", NONE, NONE))

    def noticed_again(self, case: Case, event) -> None:
        """Somebody else finds it unfixed."""
        self.wakes(case, "noticed", int(event["time"]))
        case.script.append((int(event["time"]), "reopened", NONE, NONE))

    def reopened(self, case: Case, event) -> None:
        """Back to the tier that closed it, or after so many times to the next that is not the departments'."""
        t, town, b = int(event["time"]), self.town, case.building
        case.reopened += 1
        case.on_paper_s += t - case.closed
        case.closed, case.opened, case.astray = NONE, t, False
        k, climb = town.next_tier(case.settled_tier, b), int(town.rules(b)["reopen_climb"])
        if 0 < climb <= case.reopened:
            above = town.next_tier(case.settled_tier + 1, b)
            k = above if above not in (NONE, town.departments) else k
        self.go(case, t, k if k != NONE else case.settled_tier, stray=False)

    def experience(self, case: Case) -> float:
        """How well it went, for the resident."""
        rules, fixed = self.town.rules(case.building), case.fixed != NONE
        return rules["y_on_time"] * (fixed and case.fixed <= case.due) + rules["y_fixed"] * fixed + rules["y_informed"] * case.informed

    def learn(self, case: Case, y: float) -> None:
        """Steps of trust, satisfaction and reputation towards the experience, once, fully only for what one reported."""
        if case.learned:
            return
        case.learned = 1
        if case.resident == NONE:
            return
        rules = self.town.rules(case.building)
        weight = 1.0 if case.reported else float(rules["weight_seen"])
        for values, place, step in (
            (self.trust, case.resident, "trust_step"), (self.satisfaction, case.resident, "satisfaction_step"),
            (self.reputation, case.building, "reputation_step"),
        ):  # fmt: skip
            values[place] += rules[step] * weight * (y - values[place])
