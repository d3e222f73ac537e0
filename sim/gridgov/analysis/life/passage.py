"""Desks, ways, departments and closings, with the draws that decide there (docs/background/rules.md, sections 6 to 9)."""

from __future__ import annotations

from gridgov import draws
from gridgov.agents.record import MOST_REPEATS
from gridgov.tables.dtypes import EXAMINED, FAR, MAX_VISITS, NONE


class Passage:
    """Part of the teller: what happens while a record is open."""

    def tell_sent(self, t: int, tier: int, desk: int, astray: bool) -> None:
        """The way to another desk, or to the departments."""
        at, key = self.chances, self.key
        if self.entering:  # the first desk: entering is no passing on
            self.entering = False
            u = at.uniform(draws.ENTRY_DESK, key)
            self.draw(t, "ENTRY_DESK", "entry_desk", u=u, desk=desk)
            self.line(t, "event", "misrouted", desk=desk, tier=tier)
            return
        self.hops += 1
        if desk == NONE:
            self.line(t, "event", "referred")
            self.tell_referral(t)
            return
        strays = self.last == EXAMINED and not self.was_astray
        accuracy = float(at.world.rule_rate["accuracy"][at.regime(at.phase(t, self.ends_work(t)), self.building)])
        if strays and at.world.tier_desks[tier, 1] > 1:
            name = at.tier_key(tier)
            u = at.uniform(draws.MISROUTE, key, name, self.hops)
            self.draw(t, "MISROUTE", "misroute.yes" if u >= accuracy else "misroute.no", name, self.hops, u=u, chance=accuracy)
            if astray:
                self.draw(t, "WRONG_DESK", "wrong_desk", name, self.hops, u=at.uniform(draws.WRONG_DESK, key, name, self.hops), desk=desk)
        self.line(t, "event", "misrouted" if astray else "passed_on", desk=desk, tier=tier)

    def tell_arrival(self, t: int, tier: int, desk: int) -> None:
        """A visit begins, with its limit."""
        self.visit = min(self.visits.get(tier, 0), MAX_VISITS)
        self.visits[tier] = self.visits.get(tier, 0) + 1
        self.line(t, "event", "arrived", desk=desk, tier=tier)
        self.paper_at, limit_at, self.paper = self.chances.limits(self.chances.phase(t), desk, int(self.case["severity"]), t)
        if self.case_limited and NONE < limit_at < FAR:
            self.line(t, "event", "limit", limit_at=limit_at)

    def leave_queue(self, t: int, tier: int, on_paper: bool) -> None:
        """The draw of a visit that a desk may close on paper, if it came to that."""
        paper_at, self.paper_at = self.paper_at, NONE
        if paper_at == NONE or not (on_paper or t > paper_at):
            return
        at, name = self.chances, self.chances.tier_key(tier)
        rules = at.world.rule_rate[at.regime(at.phase(paper_at), self.building)]
        u, chance = at.uniform(draws.PAPER, self.key, name, self.visit), self.paper * (1.0 - float(rules["inspect_share"]))
        self.draw(paper_at, "PAPER", "paper.yes" if on_paper else "paper.no", name, self.visit, u=u, chance=chance)

    def tell_start(self, t: int, tier: int, desk: int, worker: int) -> None:
        """Settling or examining, and how much work it is."""
        at, key, phase = self.chances, self.key, self.chances.phase(t)
        name = at.tier_key(tier)
        if not self.is_astray:
            u, power = at.uniform(draws.POWER, key), at.power(phase, desk, self.case)
            self.draw(t, "POWER", "power.yes" if u < power else "power.no", name, u=u, chance=power, tier=tier)
        work_s, drawn = at.work(phase, desk, self.case, key, name, self.visit)
        if drawn:
            self.tell_work(t, key, name, self.visit, work_s, desk, phase)
        self.line(t, "event", "started", desk=desk, worker=worker + 1)

    def tell_work(self, t: int, piece: int, name: int, visit: int, work_s: float, desk: int, phase: int) -> None:
        """The two draws of a piece of work: what is common to all pieces of the case, and what is its own."""
        at = self.chances
        shared = float(at.world.rule_rate["shared_work"][at.desk_regime(phase, desk)])
        if shared > 0.0:
            self.draw(t, "WORK_COMMON", "work_common", z=draws.normal(at.seed, draws.WORK_COMMON, self.key, 0, 0))
        if shared < 1.0:
            z = draws.normal(at.seed, draws.WORK, piece, name, visit)
            self.draw(t, "WORK", "work", name, visit, z=z, work_s=round(work_s), desk=desk)

    def tell_worked(self, t: int, tier: int, desk: int) -> None:
        """The procedure that may follow."""
        self.line(t, "event", "worked", desk=desk)
        at, name = self.chances, self.chances.tier_key(tier)
        self.tell_procedure(t, self.key, name, self.visit, at.procedure(at.phase(t, True), desk, self.case, self.key, name, self.visit))

    def tell_procedure(self, t: int, piece: int, name: int, visit: int, procedure_s: int) -> None:
        """How long a procedure is."""
        if procedure_s:
            z = draws.normal(self.chances.seed, draws.PROCEDURE, piece, name, visit)
            self.draw(t, "PROCEDURE", "procedure", name, visit, z=z, procedure_s=procedure_s)

    # ---- departments

    def tell_referral(self, t: int) -> None:
        """How many departments are needed, and which."""
        at, key, world = self.chances, self.key, self.chances.world
        g = at.regime(at.phase(t, self.ends_work(t)), self.building)
        multi, more = float(world.category_rate["multi_share"][g, self.category]), float(world.rule_rate["multi_more"][g])
        weights = world.department_weight[self.category]
        u = at.uniform(draws.COUNT, key)
        number = min(3 if u < multi * more else 1 + (u < multi), int((weights > 0).sum()))
        self.draw(t, "COUNT", "count", u=u, number=number, chance=multi)
        keys = world.department["key"]
        ranked = sorted((at.exponential(draws.DEPARTMENT, key, int(keys[m])) / weights[m], m) for m in range(len(weights)) if weights[m] > 0)
        for e, m in ranked[:number]:
            self.draw(t, "DEPARTMENT", "department", int(keys[m]), e=float(e), department=m)

    def tell_leg_called(self, t: int, desk: int) -> None:
        """A call; one by whistle may be complied with."""
        at, leg = self.chances, self.life.legs[self.called]
        self.called += 1
        self.legs[desk] = leg
        self.bounces[desk] = 0
        self.line(t, "event", "leg_called", desk=desk)
        if leg["whistled"]:
            u = at.uniform(draws.COMPLY, int(leg["key"]))
            chance = float(at.world.rule_rate["comply"][at.regime(at.phase(t, self.ends_work(t)), self.building)])
            self.draw(t, "COMPLY", "comply.yes" if leg["complied"] else "comply.no", self.department_key(desk), self.called - 1, u=u, chance=chance)

    def tell_leg_comes(self, t: int, desk: int, bounced: bool) -> None:
        """A call is accepted, or sent back."""
        at, leg, bounces = self.chances, self.legs[desk], self.bounces[desk]
        rules = at.world.rule_rate[at.regime(at.phase(t), self.building)]
        if not leg["complied"] and bounces < rules["max_bounces"] and rules["bounce"] > 0:
            u = at.uniform(draws.BOUNCE, int(leg["key"]), 0, bounces)
            code = "bounce.yes" if bounced else "bounce.no"
            self.draw(t, "BOUNCE", code, self.department_key(desk), bounces, u=u, chance=float(rules["bounce"]), desk=desk)
        self.bounces[desk] += bounced
        self.line(t, "event", "leg_bounced" if bounced else "leg_arrived", desk=desk)

    def tell_leg_start(self, t: int, desk: int, worker: int) -> None:
        """A department begins; the length of its work and of the procedure after it."""
        at, leg, phase, name = self.chances, self.legs[desk], self.chances.phase(t), self.department_key(desk)
        if t > leg["arrived"]:
            self.line(t, "span", "leg_waited", desk=desk, wait_s=t - int(leg["arrived"]))
        work_s, drawn = at.work(phase, desk, self.case, int(leg["key"]), name, 0)
        if drawn:
            self.tell_work(t, int(leg["key"]), name, 0, work_s, desk, phase)
        self.line(t, "event", "leg_started", desk=desk, worker=worker + 1)

    def tell_leg_done(self, t: int, desk: int) -> None:
        """A department answers."""
        at, leg, name = self.chances, self.legs[desk], self.department_key(desk)
        self.tell_procedure(t, int(leg["key"]), name, 0, at.procedure(at.phase(int(leg["started"])), desk, self.case, int(leg["key"]), name, 0))
        self.line(t, "event", "leg_done", desk=desk, since_s=t - int(leg["called"]))

    def department_key(self, desk: int) -> int:
        """Key of the department whose desk it is."""
        world = self.chances.world
        return int(world.department["key"][world.desk["department"][desk]])

    # ---- closing

    def tell_closing(self, t: int, tier: int, desk: int, on_paper: bool) -> None:
        """A closing, true or on paper: whether the resident is told, whether it will be inspected, how often he called."""
        at, case, key = self.chances, self.case, self.key
        rules = at.world.rule_rate[at.regime(at.phase(t, self.ends_work(t)), self.building)]
        number = self.closings = self.closings + 1
        self.line(t, "event", "closed_on_paper" if on_paper else "closed", tier=tier, desk=desk)
        if not on_paper and NONE < case["due"] < FAR:
            late_s = t - int(case["due"])
            self.line(t, "event", "late" if late_s > 0 else "on_time", late_s=abs(late_s))
        inspected = False
        for purpose, code, share in ((draws.INFORM, "INFORM", "inform_share"), (draws.INSPECT, "INSPECT", "inspect_share")):
            u, chance = at.uniform(purpose, key, 0, number), float(rules[share])
            inspected = u < chance
            self.draw(t, code, f"{code.lower()}.{'yes' if u < chance else 'no'}", visit=number, u=u, chance=chance)
        late, repeat_s = t - max(int(case["due"]), self.opened), float(rules["repeat_s"])
        if self.reported and late > 0 and repeat_s > 0:
            count, passed = 0, 0.0
            while count < MOST_REPEATS:
                passed += repeat_s * at.exponential(draws.REPEAT, key, number, count)
                if passed > late:
                    break
                count += 1
            self.draw(t, "REPEAT", "repeat", number, number=count)
        if on_paper:
            self.tell_spell(t, number, inspected)
