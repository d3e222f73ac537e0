"""Birth, hidden spells and registration, read from the log (rules 1 to 4 of docs/background/rules.md, sections 3 to 5)."""

from __future__ import annotations

import math
from collections.abc import Iterator

from gridgov import draws
from gridgov.tables.dtypes import CRITICAL, FAR, NEIGHBOURS, NONE, RESIDENTS, ROUTINE, URGENT
from tests.laws.retrace.case import Case
from tests.laws.retrace.town import whole

#: What a hidden problem may wait for, in the order in which ties are decided, and the entry that tells of it.
WAKES = ("inspected", "complained", "noticed", "ended", "doubted")


class Hidden:
    """Part of the reader: what happens where no record is open."""

    def born(self, case_row, event) -> Case:
        """What chance fixes at birth, against the row of the case table."""
        town, key, b = self.town, int(case_row["key"]), int(case_row["building"])
        g, rules, place = town.regime(b), town.rules(b), town.world.building[b]
        rates = town.world.category_rate[g, case_row["category"]]
        u = town.uniform(draws.SEVERITY, key)
        severity = CRITICAL if u < rates["critical"] else URGENT if u < rates["critical"] + rates["urgent"] else ROUTINE
        people = int(place["residents"])
        resident = int(place["first"]) + min(people - 1, int(town.uniform(draws.RESIDENT, key) * people)) if people else NONE
        fen = 0
        if town.uniform(draws.MONEY, key) < rates["money_share"]:
            sigma = float(rates["money_sigma"])
            fen = max(1, whole(rates["money_fen"] * math.exp(sigma * town.normal(draws.AMOUNT, key) - sigma * sigma / 2)))
        will_report = False
        if resident != NONE:
            trust = rules["trust_mix"] * self.trust[resident] + (1 - rules["trust_mix"]) * self.reputation[b]
            x = rates["report_logit"] + rates["report_severe"] * (severity > ROUTINE) + rules["trust_gain"] * (trust - 0.5)
            x += rules["propensity_sd"] * town.world.resident["propensity"][resident] + town.world.report_kind[g, place["kind"]] + place["effect"]
            x += town.world.building_phase["ease"][town.phase, b]
            if rules["points_logit"] and town.world.resident["propensity"][resident] >= rules["points_from"]:
                x += rules["points_logit"]
            chance = 0.0 if x < -700 else 1 / (1 + math.exp(-x))
            will_report = chance == 1.0 or town.uniform(draws.REPORT, key) < chance
        case = Case(self.rows[key], key, b, int(case_row["category"]), severity, resident, will_report, fen)
        for name in ("severity", "resident", "will_report", "repair_fen"):
            self.check(f"{name} against the draw at birth", int(case_row[name]) == int(getattr(case, name)))
        self.hide(case, int(event["time"]), 0, False)
        return case

    def hide(self, case: Case, t: int, spell: int, inspected: bool) -> None:
        """Begin a hidden spell: when would each of its possible ends come?"""
        town, world, g = self.town, self.town.world, self.town.regime(case.building)
        rates, rules, key = world.category_rate[g, case.category], town.rules(case.building), case.key
        wake = case.wake = {}
        if rates["life_s"] > 0:
            wake["ended"] = t + whole(rates["life_s"] * town.exponential(draws.LIFE, key, 0, spell))
        case.hidden, case.spell, case.since, case.used = True, spell, t, {}
        self.look(case)
        if spell == 0:
            service = int(rates["service_s"][case.severity])
            if service >= 0:
                wake["doubted"] = town.add(int(rates["service_calendar"]), t, service)
            return
        if inspected:
            wake["inspected"] = t + int(rules["inspect_delay_s"])
        if case.will_report and case.reported and rules["complaint_s"] > 0:
            wake["complained"] = t + whole(rules["complaint_s"] * town.exponential(draws.COMPLAIN, key, 0, spell))

    def watchers(self, case: Case) -> Iterator[tuple[int, int, float]]:
        """Channels that may notice a hidden problem, with the rows of their calendars and the seconds for one unit of exposure."""
        for h, channel in enumerate(self.town.world.channel):
            need = self.town.need(h, case.building, case.category)
            looks = {RESIDENTS: case.spell == 0 and case.will_report, NEIGHBOURS: case.spell == 0}.get(int(channel["kind"]), True)
            if math.isfinite(need) and looks:
                yield h, int(channel["calendar"]), need

    def look(self, case: Case) -> None:
        """Which channel will be the first to notice it, and when, if all stays as it is?"""
        case.channel = NONE
        case.wake.pop("noticed", None)
        for h, calendar, need in self.watchers(case):
            exposure = self.town.exponential(draws.NOTICE, case.key, int(self.town.world.channel["key"][h]), case.spell)
            at = self.town.add(calendar, case.since, whole(max(0.0, exposure - case.used.get(h, 0.0)) * need))
            if at < case.wake.get("noticed", FAR):
                case.wake["noticed"], case.channel = at, h

    def use(self, case: Case, t: int) -> None:
        """Keep the exposure used up to t, under the rates that end now."""
        for h, calendar, need in self.watchers(case):
            if need > 0:
                case.used[h] = case.used.get(h, 0.0) + (self.town.passed(calendar, t) - self.town.passed(calendar, case.since)) / need
        case.since = t

    def wakes(self, case: Case, what: str, t: int) -> None:
        """Hold the end of a hidden spell, or a doubt, against the earliest of its possible ends."""
        first = min(case.wake, key=lambda name: (case.wake[name], WAKES.index(name)), default="")
        self.check("what ends a hidden spell, and when", first == what and case.wake[first] == t)
        if what == "doubted":
            del case.wake["doubted"]
        else:
            case.hidden, case.wake = False, {}

    def noticed(self, case: Case, event) -> None:
        """A latent problem gets its record, and is fixed on the spot, or arrives at a desk, or is referred."""
        t, town, b = int(event["time"]), self.town, case.building
        self.wakes(case, "noticed", t)
        channel = town.world.channel[case.channel]
        self.check("tier of the channel that noticed", int(event["tier"]) == channel["tier"])
        self.check("what neighbours cannot settle is registered", not self.neighbours_settle(case))
        rates = town.world.category_rate[town.regime(b), case.category]
        case.registered = case.opened = t
        case.reported = channel["kind"] == RESIDENTS
        if case.reported:
            self.give_points(case, t)
        service = int(rates["service_s"][case.severity])
        case.due = FAR if service < 0 else town.add(int(rates["service_calendar"]), t, service)
        case.entry_tier = k = town.next_tier(int(channel["tier"]), b)
        if k == town.departments:
            self.refer(case, t)
            return
        small = channel["on_spot"] and case.severity == ROUTINE and not case.repair_fen and town.has_power(case, k)
        if small and town.uniform(draws.ON_SPOT, case.key) < rates["on_spot"]:
            case.script.append((t, "closed", k, NONE))
        else:
            self.enter(case, t, k)

    def neighbours_settle(self, case: Case) -> bool:
        """Whether it was neighbours who noticed it, and they settle it."""
        town, g = self.town, self.town.regime(case.building)
        settle = town.world.category_rate["settle"][g, case.category]
        return town.world.channel["kind"][case.channel] == NEIGHBOURS and town.uniform(draws.SETTLE, case.key) < settle

    def settled_among(self, case: Case, event) -> None:
        """Neighbours settle a latent problem, and no office hears of it."""
        self.wakes(case, "noticed", int(event["time"]))
        self.check("tier of the channel that noticed", int(event["tier"]) == self.town.world.channel["tier"][case.channel])
        self.check("what neighbours settle is not registered", self.neighbours_settle(case))
        case.among = True
        self.learn(case, float(self.town.rules(case.building)["self_y"]))

    def enter(self, case: Case, t: int, k: int) -> None:
        """The way to the first desk, perhaps a wrong one, and at once only where nobody dispatches and somebody feels responsible."""
        town, world, b = self.town, self.town.world, case.building
        desk, wait = town.desk_of[k][b], 0
        if len(world.entry_rate):
            entry, (first, number) = world.entry_rate[town.regime(b), case.channel], (int(x) for x in world.tier_desks[k])
            if number > 1 and town.uniform(draws.ENTRY, case.key) >= entry["accuracy"]:
                desk = first + (desk - first + 1 + min(number - 2, int(town.uniform(draws.ENTRY_DESK, case.key) * (number - 1)))) % number
                case.astray = True
                case.script.append((t, "misrouted", k, desk))
            wait = int(entry["dispatch_s"]) + int(town.rules(b)["unowned_s"]) * int(world.building_phase["unowned"][town.phase, b])
        case.sent, case.going, case.entering = t, (k, desk, t + wait), case.astray
        if not case.astray:
            self.announce_arrival(case)

    def lapsed(self, case: Case, event) -> None:
        """A latent problem ends by itself."""
        self.wakes(case, "ended", int(event["time"]))
        self.learn(case, 0.0)

    def gone(self, case: Case, event) -> None:
        """A problem closed on paper ends by itself."""
        self.wakes(case, "ended", int(event["time"]))
        self.learn(case, self.experience(case))

    def doubted(self, case: Case, event) -> None:
        """The limit has passed and nobody came."""
        self.wakes(case, "doubted", int(event["time"]))
        self.learn(case, 0.0)
