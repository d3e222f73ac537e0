"""What chance fixes at a birth, and what a hidden trouble waits for (docs/background/rules.md, sections 3 to 5)."""

from __future__ import annotations

import math

import numpy as np

from gridgov import draws
from gridgov.agents.calendar import whole_seconds
from gridgov.tables.dtypes import CRITICAL, DAY, FAR, LAPSED, NEIGHBOURS, NONE, RESIDENTS, ROUTINE, URGENT


class Beginning:
    """Part of the teller: hidden spells."""

    def tell_birth(self, t: int) -> None:
        """The draws of a birth."""
        at, case, key, b, c = self.chances, self.case, self.key, self.building, self.category
        world, g, place = at.world, at.regime(at.phase(t), self.building), at.world.building[self.building]
        rates, ordinal = world.category_rate[g, c], int(case["ordinal"])
        (row,) = np.flatnonzero((world.stream["building"] == b) & (world.stream["category"] == c))
        stream, rate = int(world.stream["key"][row]), float(world.stream["rate"][row])
        e = at.exponential(draws.GAP, stream, 0, ordinal)
        gap_s = max(ordinal > 0, whole_seconds(e / rate))
        self.draw(t, "GAP", "gap", visit=ordinal, e=e, ordinal=ordinal + 1, gap_s=gap_s)
        u, calm = at.uniform(draws.ACCEPT, stream, 0, ordinal), self.calm_chance(t)
        self.draw(t, "ACCEPT", "accept.calm" if u < calm else "accept.disorder", visit=ordinal, u=u, chance=calm)
        u = at.uniform(draws.SEVERITY, key)
        critical, urgent = float(rates["critical"]), float(rates["urgent"])
        severity = CRITICAL if u < critical else URGENT if u < critical + urgent else ROUTINE
        self.draw(t, "SEVERITY", "severity", u=u, severity=severity, critical=critical, urgent=critical + urgent)
        if place["residents"]:
            u = at.uniform(draws.RESIDENT, key)
            self.draw(t, "RESIDENT", "resident", u=u, number=int(case["resident"]) - int(place["first"]) + 1, residents=int(place["residents"]))
        share = float(rates["money_share"])
        if share > 0:
            u = at.uniform(draws.MONEY, key)
            self.draw(t, "MONEY", "money.yes" if u < share else "money.no", u=u, chance=share)
            if u < share:
                z = draws.normal(at.seed, draws.AMOUNT, key, 0, 0)
                self.draw(t, "AMOUNT", "amount", z=z, fen=int(case["repair_fen"]))
        if place["residents"] and math.isfinite(rates["report_logit"]):
            u = at.uniform(draws.REPORT, key)
            self.draw(t, "REPORT", "report.yes" if case["will_report"] else "report.no", u=u)
        self.tell_spell(t, 0)

    def calm_chance(self, t: int) -> float:
        """Chance that a candidate of that moment happens in an orderly building."""
        world, b, c, p = self.chances.world, self.building, self.category, self.chances.phase(t)
        chance = float(world.accept[c, t // DAY])
        if world.births_phase.size:
            chance *= float(world.births_phase[p, b, c])
        if len(world.works) and t >= world.works["start"][b]:
            chance *= float(world.births_works[int(t >= world.works["end"][b]), b, c])
        return chance

    def tell_spell(self, t: int, number: int, inspected: bool = False) -> None:
        """What a hidden spell waits for, and when each would come."""
        at, case, key, b, c = self.chances, self.case, self.key, self.building, self.category
        phase = at.phase(t)
        g = at.regime(phase, b)
        rates, rules = at.world.category_rate[g, c], at.world.rule_rate[g]
        for h, channel in enumerate(at.world.channel):
            need = at.need(phase, h, b, c)
            kind = int(channel["kind"])
            looks = number == 0 and case["will_report"] if kind == RESIDENTS else number == 0 if kind == NEIGHBOURS else True
            if not looks or not math.isfinite(need):
                continue
            e = at.exponential(draws.NOTICE, key, int(channel["key"]), number)
            notice_at = at.add(int(channel["calendar"]), t, e * need)
            code = "notice.steady" if at.steady else "notice.moving"
            if notice_at < FAR:
                self.draw(t, "NOTICE", code, int(channel["key"]), number, e=e, channel=h, notice_at=notice_at)
        if rates["life_s"] > 0:
            e = at.exponential(draws.LIFE, key, 0, number)
            self.draw(t, "LIFE", "life", visit=number, e=e, life_at=t + whole_seconds(rates["life_s"] * e))
        if number and case["will_report"] and self.reported and rules["complaint_s"] > 0:
            e = at.exponential(draws.COMPLAIN, key, 0, number)
            self.draw(t, "COMPLAIN", "complain", visit=number, e=e, complaint_at=t + whole_seconds(rules["complaint_s"] * e))
        if inspected:
            self.line(t, "event", "inspection_due", inspection_at=t + int(rules["inspect_delay_s"]))

    @property
    def reported(self) -> bool:
        """Whether a residents' channel registered it."""
        h = int(self.case["channel"])
        return h != NONE and int(self.case["registered"]) != NONE and self.chances.world.channel["kind"][h] == RESIDENTS

    def tell_noticed(self, t: int) -> None:
        """Registration, or what neighbours settle; the chance to be fixed on the spot, and of a wrong first desk."""
        at, case, key, b = self.chances, self.case, self.key, self.building
        h, phase = int(case["channel"]), at.phase(t)
        channel, rates = at.world.channel[h], at.world.category_rate[at.regime(phase, b), self.category]
        if channel["kind"] == NEIGHBOURS and rates["settle"] > 0:
            u = at.uniform(draws.SETTLE, key)
            self.draw(t, "SETTLE", "settle.yes" if u < rates["settle"] else "settle.no", u=u, chance=float(rates["settle"]))
        if case["state"] == LAPSED:
            self.line(t, "event", "settled_among", channel=h)
            return
        self.line(t, "event", "noticed", channel=h)
        if NONE < case["due"] < FAR:
            self.line(t, "event", "due", due_at=int(case["due"]))
        k = int(case["entry_tier"])
        if k == at.departments:
            return
        desk = int(at.world.desk_of[k, b])
        if channel["on_spot"] and case["severity"] == ROUTINE and not case["repair_fen"]:
            u, power = at.uniform(draws.POWER, key), at.power(phase, desk, case)
            self.draw(t, "POWER", "power.yes" if u < power else "power.no", at.tier_key(k), u=u, chance=power, tier=k)
            if u < power:
                u, chance = at.uniform(draws.ON_SPOT, key), float(rates["on_spot"])
                self.draw(t, "ON_SPOT", "on_spot.yes" if u < chance else "on_spot.no", u=u, chance=chance)
                if u < chance:
                    return
        if len(at.world.entry_rate) and at.world.tier_desks[k, 1] > 1:
            u, accuracy = at.uniform(draws.ENTRY, key), float(at.world.entry_rate["accuracy"][at.regime(phase, b), h])
            self.draw(t, "ENTRY", "entry.right" if u < accuracy else "entry.wrong", u=u, chance=accuracy)
            self.entering = u >= accuracy
