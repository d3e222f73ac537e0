"""Random valid scenarios for tiny towns, as text and as files: random ladders, areas, calendars, channels and policies."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

from gridgov.scenario.levers import AREAS, CATEGORIES, DEPARTMENTS, PAYERS, TIERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario

CALENDARS = ("office", "evenings", "property")
CHANNELS = ("chief", "patrol", "residents")
ESTATES = ("old", "ordinary", "gated")
SEVERITIES = ("routine", "urgent", "critical")
WORDS = ("alpha", "bravo", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima", "mike")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def random_scenario(rng: random.Random, residents: int = 300, days: int = 60) -> str:
    """TOML text of a valid scenario for a town of about `residents`, whose run lasts at most `days`; policies are named p1, p2, ..."""
    return to_toml(_Draw(rng, residents, days).scenario())


def random_scenario_file(rng: random.Random, folder: Path, residents: int = 300, days: int = 60) -> tuple[Path, list[str]]:
    """A file with a random scenario, and the names of the policies in it, which can all be applied together."""
    text = random_scenario(rng, residents, days)
    path = Path(folder) / f"random_{rng.randrange(1 << 40)}.toml"
    path.write_text(text, encoding="utf-8")
    return path, list(tomllib.loads(text).get("policy", {}))


def load_random(seed: int, folder: Path, residents: int = 300, days: int = 60) -> Scenario:
    """The scenario number `seed`, with all its policies applied."""
    path, policies = random_scenario_file(random.Random(seed), folder, residents, days)
    return load_scenario(path, policies)


def to_toml(data: dict) -> str:
    """Nested dicts as TOML: single values first, then a header per table; short tables of single values stay inline."""
    lines: list[str] = []
    _write(data, (), lines)
    return "\n".join(lines).lstrip("\n") + "\n"


def _write(table: dict, path: tuple[str, ...], lines: list[str]) -> None:
    inline = {key: value for key, value in table.items() if not isinstance(value, dict) or (len(path) >= 2 and _is_flat(value))}
    if path and (inline or not table):
        lines += ["", f"[{'.'.join(path)}]"]
    lines += [f"{key} = {_value(value)}" for key, value in inline.items()]
    for key, value in table.items():
        if key not in inline:
            _write(value, (*path, key), lines)


def _is_flat(table: dict) -> bool:
    return not any(isinstance(value, dict) for value in table.values())


def _value(value) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return f'"{value}"' if isinstance(value, str) else repr(value)


class _Draw:
    def __init__(self, rng: random.Random, residents: int, days: int):
        self.rng = rng
        self.residents = residents
        self.days = days

    # ---- small draws

    def number(self, low: float, high: float, ends: float = 0.15) -> float:
        """Uniform, now and then one of the ends."""
        if self.rng.random() < ends:
            return float(self.rng.choice((low, high)))
        return round(self.rng.uniform(low, high), 4)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.rng.random() < chance

    def names(self, known: tuple[str, ...], least: int, most: int) -> list[str]:
        """Some names, known or new."""
        count = self.rng.randint(least, most)
        kept = self.rng.sample(known, min(self.rng.randint(0, count), len(known)))
        return kept + self.rng.sample(WORDS, count - len(kept))

    def hours_or_none(self, high: float) -> float | str:
        return "none" if self.maybe(0.2) else self.number(0, high, 0.1)

    def removals(self, known: tuple[str, ...], kept) -> dict:
        return {name: {"remove": True} for name in known if name not in kept}

    def orders(self, count: int) -> list[int]:
        return sorted(self.rng.sample(range(1, 1000), count))

    # ---- the tables

    def scenario(self) -> dict:
        warmup = self.rng.choice((0, 0, self.rng.randint(1, max(1, self.days // 3))))
        self.horizon = max(1, self.days - warmup)
        self.hours: dict[str, float] = {"always": 168.0}
        data: dict = {"title_en": "A random town"}
        if self.maybe():
            data["extends"] = "baseline"
        data["time"] = {"warmup_days": warmup, "horizon_days": self.horizon, "start_day": self.rng.randint(0, 364)}
        data["city"] = self.city()
        data["grids"] = self.grids(data["city"])
        self.several_streets = data["city"]["streets"] > 1
        data["estate"] = self.estates()
        data["calendar"] = self.calendars()
        data["tier"] = self.tiers()
        data["channel"] = self.channels()
        data["department"] = self.department_rows()
        data["category"] = self.categories()
        data["birth"] = self.births(data["category"])
        data |= self.rules()
        data["channel"] = {name: row | self.visibility() if "remove" not in row else row for name, row in data["channel"].items()}
        if self.maybe(0.7):
            data["policy"] = self.policies()
        return {key: value for key, value in data.items() if value != {}}

    def city(self) -> dict:
        city = {
            "seed": self.rng.randrange(1 << 31), "residents": self.rng.randint(max(1, self.residents // 2), self.residents),
            "streets": self.rng.randint(1, 3),
            "communities_per_street": self.rng.randint(1, 3), "households_per_building": self.number(5, 60), "households_spread": self.number(0, 1.5),
            "persons_per_household": self.number(1, 8), "buildings_per_estate": self.rng.randint(1, 6), "building_spacing_m": self.number(1, 300),
        }  # fmt: skip
        if self.maybe():
            city["buildings"] = self.rng.randint(city["streets"] * city["communities_per_street"], 25)
        return city

    def grids(self, city: dict) -> dict:
        """Grids of any size but smaller ones than a building is on average, which are refused."""
        households = city["residents"] / city["persons_per_household"]
        least = int(max(1.0, households) / city.get("buildings", max(1.0, households / city["households_per_building"]))) + 2
        row = {
            "households_per_grid": max(10, self.rng.randint(least, least + 120)), "balance": self.rng.choice(("households", "workload")),
            "within": self.rng.choice(("community", "street")), "branches": self.rng.choice(("equal", "estate")),
            "mismatch_logit": self.number(0, 2), "mismatch_hours": self.number(0, 5),
        }  # fmt: skip
        return self.thin(row, "households_per_grid")

    def estates(self) -> dict:
        kinds = self.names(ESTATES, 1, 4)
        cuts = sorted(self.rng.sample(range(1, 20), len(kinds) - 1))
        shares = [b - a for a, b in zip([0, *cuts], [*cuts, 20])]
        rows = {
            kind: {"order": order, "share": share / 20, "births": self.number(0, 3), "report": self.number(-2, 2), "property": self.number(0, 1)}
            for kind, order, share in zip(kinds, self.orders(len(kinds)), shares)
        }  # fmt: skip
        for row in rows.values():
            row |= {name: self.number(0, 1) for name in ("adopted", "committee") if self.maybe()}
        return self.removals(ESTATES, kinds) | rows

    def calendars(self) -> dict:
        rows = {}
        for name, order in zip(names := self.names(CALENDARS, 1, 4), self.orders(len(names))):
            days = self.rng.choice(("Mon-Fri", "Mon-Sun", "Sat,Sun", "Sat-Mon", ",".join(self.rng.sample(DAYS, self.rng.randint(1, 7)))))
            times = sorted(self.rng.sample(range(0, 97), 2 * self.rng.randint(1, 3)))
            spans = [f"{a // 4:02d}:{a % 4 * 15:02d}-{b // 4:02d}:{b % 4 * 15:02d}" for a, b in zip(times[::2], times[1::2])]
            count = {"Mon-Fri": 5, "Mon-Sun": 7, "Sat-Mon": 3}.get(days, days.count(",") + 1)
            self.hours[name] = count * sum(b - a for a, b in zip(times[::2], times[1::2])) / 4
            rows[name] = {"order": order, "days": days, "hours": " ".join(spans)}
        return self.removals(CALENDARS, rows) | rows

    def tiers(self) -> dict:
        count = self.rng.randint(1, 7)
        names = self.names(TIERS, count, count)
        self.rng.shuffle(names)
        areas = sorted((self.rng.choice(AREAS[:-1]) for _ in names), key=AREAS.index)
        # the last tier must be there for every building
        areas[-1] = "departments" if self.maybe(0.7) else self.rng.choice(AREAS[max(AREAS.index("grid"), AREAS.index(areas[-1])) : -1])
        self.ladder = list(zip(names, areas))
        meets = [name for name, area in self.ladder[:-1] if area in ("grid", "community", "street", "district")]
        self.on_call = [name for name in meets if self.maybe(0.2)]
        self.patrolling, self.spare, self.walked, self.room = {}, {}, {}, 168.0
        rows = {name: self.tier(name, area, order) for (name, area), order in zip(self.ladder, self.orders(count))}
        offices = [name for name, area in self.ladder if area == "community" and name not in self.on_call]
        self.office = offices[-1] if offices and rows[offices[-1]].get("slots", 1) > 0 else None
        return self.removals(TIERS, rows) | rows

    def tier(self, name: str, area: str, order: int) -> dict:
        top = name == self.ladder[-1][0]
        payers = [payer for payer in PAYERS if payer != "community_fund" or (not top and area in ("building", "estate", "grid", "community"))]
        calendar = self.rng.choice(list(self.hours))
        present = self.rng.choice((1.0, self.number(0, 1)))
        surge = self.rng.choice((0.0, 0.0, self.number(0, 1)))
        there = self.hours[calendar] * present * (1.0 - surge)
        left = there * self.number(0, 0.9)
        share = [self.rng.random() for _ in range(4)]
        patrol, meeting, training, task = (int(left * part / sum(share) * 10) / 10 for part in share)
        self.room = min(self.room, 0.1 * there)
        self.patrolling[name] = patrol
        self.spare[name] = max(0.0, 0.9 * there - patrol - meeting - training - task)
        self.walked[name] = 0.0
        row = {
            "order": order, "area": area, "covers": self.rng.choice(("all", "company", "adopted", "committee")), "calendar": calendar,
            "slots": self.rng.choice((0, 1, 1, 2, 3)), "payer": self.rng.choice(PAYERS),
            "wage_yuan_per_hour": self.number(0, 100),
            "repairs_paid_by": self.rng.choice(payers), "when_vacant": "wait" if top else self.rng.choice(("wait", "climb")),
            "examine_share": self.number(0, 1),
            "skill": self.number(0.05, 4),
            "patrol_hours_per_week": patrol, "meeting_hours_per_week": meeting, "training_hours_per_week": training,
            "task_hours_per_week": task, "present_share": present, "surge_share": surge, "bonus_share": self.number(0, 1),
            "pay": self.number(0.3, 3), "quit_per_year": self.number(0, 0.99) if self.maybe(0.3) else 0.0,
            "vacancy_days": self.number(0, 100), "newcomer_skill": self.number(0.05, 1), "learning_days": self.number(0, 200),
            "limit_hours": {severity: self.hours_or_none(72) for severity in SEVERITIES}, "limit_clock": self.rng.choice(("working", "wall")),
            "limit_action": self.rng.choice(("climb", "supervise", "nothing")), "margin_hours": self.number(0, 24), "paper": self.number(0, 1),
            "discipline": self.rng.choice(("arrival", "class", "due")), "may_whistle": self.maybe(),
            "takes": self.rng.choice(("meeting", "project")) if name in self.on_call else "ladder", "every_days": self.rng.randint(1, 9),
            "takes_cases": self.rng.randint(0, 9), "picks": self.rng.choice(("longest", "easiest")),
        }  # fmt: skip
        return self.thin(
            row, "order", "area", "calendar", "repairs_paid_by", "when_vacant", "patrol_hours_per_week", "meeting_hours_per_week",
            "training_hours_per_week", "task_hours_per_week", "present_share", "surge_share",
            "takes", "every_days",
        )  # fmt: skip

    def thin(self, row: dict, *needed: str) -> dict:
        """The row with some of its entries left to the defaults."""
        keep = self.rng.choice((0.3, 0.7, 1.0))
        return {name: value for name, value in row.items() if name in needed or self.maybe(keep)}

    def channels(self) -> dict:
        names = self.names(CHANNELS, 1, 5)
        rows = {}
        for name, order in zip(names, self.orders(len(names))):
            kind = self.rng.choice(("residents", "chief", "patrol", "watch", "neighbours"))
            tiers = [tier for tier, area in self.ladder if tier not in self.on_call and (kind != "patrol" or area != "departments")]
            kind, tiers = (kind, tiers) if tiers else ("residents", [self.ladder[-1][0]])
            row = {
                "order": order,
                "kind": kind,
                "tier": self.rng.choice(tiers),
                "calendar": self.rng.choice(list(self.hours)),
                "fixes_on_spot": self.maybe(),
            }
            row |= {"minutes_per_household": self.number(0, 5), "mean_hours": self.number(0, 200)}
            row |= {"unit": self.rng.choice(("building", "estate", "community", "committee")), "coverage": self.number(0, 1)}
            row |= {"reach": self.number(0, 1), "volunteer_hours_per_week": self.number(0, 9), "cost_yuan_per_year": self.number(0, 90000)}
            row |= {"ease": self.number(-2, 2), "deters": self.maybe(), "accuracy": self.number(0, 1)}
            row |= self.duties(kind, row["tier"])
            rows[name] = self.thin(row, "order", "kind", "tier", "calendar", "hours_share")
        self.channel_names = names
        return self.removals(CHANNELS, rows) | rows

    def duties(self, kind: str, tier: str) -> dict:
        """Hours that a channel takes from its tier: within half of what the week has left for patrols, and a tenth for watching each of five."""
        duties = {}
        if kind == "patrol":
            most = 10.0 if self.patrolling[tier] == 0 else 1.0 + self.spare[tier] / 2 / self.patrolling[tier]
            duties["hours_share"] = int(1000 * min(self.number(0, 1.5), max(0.0, most - self.walked[tier]))) / 1000
            self.walked[tier] += duties["hours_share"]
        if dict(self.ladder)[tier] != "building":
            duties["watch_hours_per_week"] = int(100 * self.rng.random() * self.spare[tier]) / 1000
        return duties

    def visibility(self) -> dict:
        return {"visibility": {name: self.number(0, 3) for name in self.category_names if self.maybe(0.8)}}

    def department_rows(self) -> dict:
        if self.ladder[-1][1] != "departments":
            self.department_names = []
            return {}
        self.department_names = self.names(DEPARTMENTS, 1, 5)
        rows = {}
        for name, order in zip(self.department_names, self.orders(len(self.department_names))):
            row = {"slots_per_100k": self.number(0, 1000), "own_work_per_100k": self.number(0, 500), "own_work_minutes": self.number(0, 200)}
            rows[name] = {"order": order} | self.thin(row)
        return self.removals(DEPARTMENTS, rows) | rows

    def categories(self) -> dict:
        self.category_names = self.names(CATEGORIES, 1, 5)
        rows = {name: self.category(order) for name, order in zip(self.category_names, self.orders(len(self.category_names)))}
        for department in self.department_names:
            rows[self.rng.choice(self.category_names)]["departments"][department] = self.number(0.1, 5)
        return self.removals(CATEGORIES, rows) | rows

    def category(self, order: int) -> dict:
        tiers = [name for name, _ in self.ladder]
        urgent = self.number(0, 1)
        row = {
            "order": order, "per_1000": self.number(0, 4000), "weekend": self.number(0, 5), "urgent": urgent,
            "critical": int(1000 * (1 - urgent) * self.number(0, 1)) / 1000,
            "report": self.number(0, 1), "report_severe": self.number(-3, 3), "life_days": self.rng.choice(("none", self.number(0.01, 400))),
            "money_share": self.number(0, 1),
            "money_yuan": self.number(0, 5000), "money_sigma": self.number(0, 2), "multi_share": self.number(0, 1), "on_spot": self.number(0, 1),
            "work_family": self.rng.choice(("lognormal", "exponential", "gamma", "fixed")), "work_shape": self.number(0.05, 5),
            "procedure_sigma": self.number(0, 2),
            "service_clock": self.rng.choice(list(self.hours)), "service_limit_hours": {severity: self.hours_or_none(200) for severity in SEVERITIES},
            "work_minutes": {tier: self.number(0, 300) for tier in tiers}, "procedure_hours": {tier: self.number(0, 100) for tier in tiers},
        }  # fmt: skip
        if self.maybe(0.4):
            row["deterred"] = self.number(0, 1)
        if self.maybe(0.4):
            row["settle"] = self.number(0, 1)
        if self.maybe(0.3):
            row |= {"campaign": self.maybe(), "delegated": {severity: self.number(0, 1) for severity in SEVERITIES}}
        row = self.thin(row, "order", "weekend", "urgent", "critical", "service_clock")
        row["power"] = dict(zip(tiers, sorted([self.number(0, 1) for _ in tiers[1:]]) + [1.0]))
        row["power"] |= {name: self.number(0, 1) for name in self.on_call}
        if self.department_names:
            row["departments"] = {name: self.number(0, 1) for name in self.department_names if self.maybe(0.4)} | {
                self.rng.choice(self.department_names): self.number(0.1, 5)
            }
        return row

    def births(self, categories: dict) -> dict:
        season, disorder = self.number(0, 1), self.number(0, 2)
        weekend = [row["weekend"] for row in categories.values() if "weekend" in row]
        needed = (1 + season) * (1 + disorder) * max(7 / (5 + 2 * value) * max(1, value) for value in weekend) * 1.5
        return {
            "season_amplitude": season, "disorder": disorder, "ceiling": min(50.0, round(needed * self.number(1.01, 1.5), 3)),
            "day_shape": self.rng.choice((0, self.number(0.5, 100))),
            "season_peak_day": self.rng.randint(0, 364), "disorder_open": self.rng.randint(1, 20),
        }  # fmt: skip

    def rules(self) -> dict:
        weights = sorted((self.rng.randint(0, 100), self.rng.randint(0, 100)))
        on_time, fixed, informed = weights[0] / 100, (weights[1] - weights[0]) / 100, (100 - weights[1]) / 100
        cadre = self.number(0, 1)
        rules = {
            "chiefs": {
                "cadre_share": cadre, "resident_share": int(1000 * (1 - cadre) * self.rng.random()) / 1000, "organisations": self.rng.randint(1, 5),
                "look_share": self.number(0, 1), "surge_share": self.number(0, 1), "attention": self.attention(),
                "cadre_hours_per_week": self.number(0, 15), "resident_hours_per_week": self.number(0, 15), "cadre_motivation": self.number(0, 1),
                "stipend_yuan_per_month": self.number(0, 500),
                "claim": self.rng.choice(("nearest", "keyed")), "max_distance_m": self.rng.choice(("none", self.number(0, 500))),
                "rebalance": self.maybe(), "visits_per_week": self.number(0, 5), "travel_kmh": self.number(0, 20),
                "homes_in_quarter": self.number(0, 1), "quarter_share": self.number(0, 1),
                "monthly": self.maybe(), "quit_per_year": self.number(0, 0.99), "quit_gain": self.number(0, 10),
                "transfer_per_year": self.number(0, 0.99), "drift": self.number(0, 1), "thanks_gain": self.number(0, 1),
                "thanks_full": self.number(0, 5), "load_loss": self.number(0, 3), "load_from": self.number(0, 1),
                "crowding_hours_per_week": self.number(0, 5), "hours_per_100_yuan": self.number(0, 3), "willing_share": self.number(0, 0.5),
                "willing_stipend": self.number(0, 3), "willing_trust": self.number(0, 5), "fallback": self.maybe(),
                "reserve_share": self.number(0, 2), "convert_per_month": self.number(0, 1), "convert_logit": self.number(0, 3),
                "train_share": self.number(0, 1),
            },
            "departments": {"third_share": self.number(0, 1), "bounce": self.number(0, 1), "bounce_hours": self.number(0, 48),
            "max_bounces": self.rng.randint(0, 4)},
            "routing": {"accuracy": self.number(0, 1), "separate_grids": self.rng.randint(1, 5), "separate_grids_logit": self.number(0, 2),
            "handover_hours": self.number(0, 12)},
            "data": {"sharing": self.number(0, 1), "sharing_logit": self.number(0, 5), "upkeep_hours_per_week": self.hours_over(3)},
            "training": {"gain": self.number(0, 2), "half_hours": self.number(0, 5)},
            "assessment": {
                "weight": self.number(0, 1), "paper_logit": self.number(0, 5), "effort": self.number(0, 1),
                "report_hours_per_week": self.hours_over(3), "bonus_logit": self.number(0, 5), "bonus_effort": self.number(0, 1),
                "review_days": self.rng.choice((0, self.rng.randint(1, 40))), "rush_days": self.rng.randint(0, 20), "rush_logit": self.number(0, 5),
            },
            "counter": {"share": self.number(0, 1), "ease": self.number(-2, 2), "dispatch_hours": self.number(0, 20)},
            "owners": {"missing_share": self.number(0, 1), "named_share": self.number(0, 1), "hours_per_building": self.number(0, 1),
                       "wait_hours": self.number(0, 50)},
            "points": {"yuan_per_act": self.number(0, 50), "share": self.number(0, 1), "logit_per_yuan": self.number(0, 0.3),
                       "false_per_act": self.number(0, 3)},
            "neighbours": {"experience": self.number(0, 1), "capture": self.number(0, 1), "minutes": self.number(0, 200)},
            "property": {"led": self.number(0, 1), "led_logit": self.number(0, 5), "led_meeting_hours_per_week": self.hours_over(3),
                         "prize_yuan_per_year": self.number(0, 1e5)},
            "tasks": {"revenue_yuan_per_hour": self.number(0, 200)},
            "staff": {"pay_logit": self.number(0, 10), "overload_logit": self.number(0, 5), "overload_from": self.number(0, 1)},
            "work": {"shared": self.number(0, 1)},
            "delegation": {"tier": self.rng.choice([name for name, _ in self.ladder])},
            "travel": {"speed_kmh": self.number(0, 20), "detour": self.number(1, 3)},
            "whistle": {
                "departments": self.rng.randint(0, 3), "past_limit": self.maybe(), "severity": self.rng.choice(("none", "urgent", "critical")),
                "quota_per_week": self.rng.choice(("none", self.rng.randint(0, 10))), "window_hours": self.number(0, 60),
                "compliance": self.number(0, 1),
                "assessment_power": self.number(0, 1), "assessment_logit": self.number(0, 5),
            },
            "inspection": {"share": self.number(0, 1), "delay_days": self.number(0, 20), "minutes": self.number(0, 60)},
            "feedback": {
                "inform_share": self.number(0, 1), "complaint_days": self.number(0, 20), "repeat_days": self.number(0, 20),
                "intake_minutes": self.number(0, 20),
                "reopen_climb": self.rng.randint(0, 3),
            },
            "learning": {
                "trust": self.number(0, 1), "trust_spread": self.number(0, 0.5), "satisfaction": self.number(0, 1), "trust_gain": self.number(0, 5),
                "trust_mix": self.number(0, 1),
                "trust_step": self.number(0, 1), "satisfaction_step": self.number(0, 1), "reputation_step": self.number(0, 1),
                "weight_seen": self.number(0, 1),
                "propensity_sd": self.number(0, 2), "building_sd": self.number(0, 2), "on_time": on_time, "fixed": round(fixed, 2),
                "informed": round(informed, 2),
            },
            "transparency": self.transparency(),
            "money": {"fund_yuan_per_year": self.number(0, 100000), "overhead_share": self.number(0, 1)},
            "surge": {"units": self.number(0, 500), "units_per_hour": self.number(0, 10)},
        }  # fmt: skip
        # without a table of its own a duty has its default hours, and they may be more than there are
        kept = ("chiefs", "delegation", "data", "assessment", "property", "transparency")
        return {table: row for table, row in rules.items() if table in kept or self.maybe(0.8)}

    def transparency(self) -> dict:
        """Public sessions, which want somebody in the community's office with the hours for them."""
        self.sessions = self.number(0, 4) if self.office is not None and self.maybe() else 0.0
        hours = self.hours_over(3) * 730 / 168 / max(1.0, self.sessions)
        most = {"sessions_per_month": self.sessions, "hours_per_session": int(hours * 1000) / 1000}
        return most | {"attend_share": self.number(0, 1), "step": self.number(0, 1)}

    def attention(self) -> dict:
        return {name: self.number(0, 5) for name in self.category_names if self.maybe(0.5)}

    def hours_over(self, duties: int) -> float:
        """Hours of one of so many duties that together fit into what patrol, meetings and tasks leave of the shortest week."""
        return int(self.room / duties * self.rng.random() * 1000) / 1000

    # ---- policies: no two of them touch the same value, and none breaks what must hold between values

    def policies(self) -> dict:
        changes = [change for change in self.changes() if self.maybe()]
        self.rng.shuffle(changes)
        rows = {f"p{place}": {"title_en": f"Policy {place}", "set": {}} for place in range(1, self.rng.randint(1, 3) + 1)}
        for *tables, name, value in changes:
            row = self.rng.choice(list(rows.values()))["set"]
            for table in tables:
                row = row.setdefault(table, {})
            row[name] = value
        for row in rows.values():
            if self.maybe(0.75):
                row["from_day"] = self.rng.randint(0, self.horizon)
            if self.maybe(0.4):
                row["until_day"] = row.get("from_day", 0) + self.rng.randint(1, self.horizon)
            if self.maybe():
                row["where"] = {"share": self.number(0, 1), "unit": self.rng.choice(("street", "grid"))}
                if self.maybe(0.3):
                    row["where"]["streets"] = ["street-01"]
            if self.maybe(0.2):
                self.stage(row)
            if not row["set"]:
                del row["set"]
        return rows

    def stage(self, row: dict) -> None:
        """Let a policy begin in one street and go on to the others, where there are any."""
        row.pop("where", None)
        first = row.pop("from_day", 0)
        until = {"until_day": row.pop("until_day")} if "until_day" in row else {}
        stages = [{"from_day": first, **until}]
        if self.several_streets:
            later = first + self.rng.randint(1, self.horizon)
            stages = [{"from_day": first, **until, "where": {"streets": ["street-01"]}}, {"from_day": later}]
        row["stages"] = stages

    def changes(self) -> list[tuple]:
        tier, category = self.rng.choice(self.ladder)[0], self.rng.choice(self.category_names)
        least = 1 if tier == self.office else 0
        severity, channel = self.rng.choice(SEVERITIES), self.rng.choice(self.channel_names)
        return [
            ("chiefs", "cadre_share", 0.0), ("chiefs", "claim", self.rng.choice(("nearest", "keyed"))), ("chiefs", "rebalance", self.maybe()),
            ("chiefs", "max_distance_m", self.number(0, 200)), ("chiefs", "visits_per_week", self.number(0, 9)),
            ("chiefs", "cadre_hours_per_week", self.number(0, 20)),
            ("chiefs", "resident_motivation", self.number(0, 1)),
            ("chiefs", "quit_per_year", self.number(0, 0.99)), ("chiefs", "stipend_yuan_per_month", self.number(0, 500)),
            ("chiefs", "willing_share", self.number(0, 1)), ("chiefs", "convert_per_month", self.number(0, 1)),
            ("chiefs", "look_share", self.number(0, 1)), ("chiefs", "surge_share", self.number(0, 1)),
            ("chiefs", "attention", category, self.number(0, 9)), ("tier", tier, "surge_share", 0.0),
            ("tier", tier, "every_days", self.rng.randint(1, 5)),
            ("tier", tier, "picks", self.rng.choice(("longest", "easiest"))), ("tier", tier, "slots", self.rng.randint(least, 4)),
            ("transparency", "sessions_per_month", round(self.sessions * self.rng.random(), 3)),
            ("tier", tier, "skill", self.number(0.05, 4)),
            ("tier", tier, "quit_per_year", self.number(0, 0.99)), ("tier", tier, "pay", self.number(0.3, 3)),
            ("tier", tier, "patrol_hours_per_week", round(self.patrolling[tier] * self.rng.random(), 2)), ("tier", tier, "paper", self.number(0, 1)),
            ("tier", tier, "discipline", self.rng.choice(("arrival", "class", "due"))),
            ("tier", tier, "limit_hours", severity, self.hours_or_none(48)),
            ("tier", tier, "limit_action", self.rng.choice(("climb", "supervise", "nothing"))), ("tier", tier, "may_whistle", self.maybe()),
            ("tier", tier, "examine_share", self.number(0, 1)), ("routing", "accuracy", self.number(0, 1)),
            ("data", "sharing", self.number(0, 1)), ("assessment", "weight", self.number(0, 1)), ("property", "led", self.number(0, 1)),
            ("training", "gain", self.number(0, 2)), ("tier", tier, "bonus_share", self.number(0, 1)),
            ("routing", "handover_hours", self.number(0, 5)),
            ("inspection", "share", self.number(0, 1)), ("inspection", "delay_days", self.number(0, 20)),
            ("feedback", "inform_share", self.number(0, 1)),
            ("feedback", "complaint_days", self.number(0, 20)), ("whistle", "departments", self.rng.randint(0, 3)),
            ("whistle", "compliance", self.number(0, 1)),
            ("departments", "bounce", self.number(0, 1)), ("category", category, "report", self.number(0, 1)),
            ("category", category, "on_spot", self.number(0, 1)),
            ("category", category, "campaign", self.maybe()), ("category", category, "delegated", severity, self.number(0, 1)),
            ("category", category, "power", self.ladder[-1][0], 1.0), ("category", category, "work_minutes", tier, self.number(0, 200)),
            ("category", category, "service_limit_hours", severity, self.hours_or_none(100)), ("learning", "trust_step", self.number(0, 1)),
            ("travel", "speed_kmh", self.number(0, 20)), ("work", "shared", self.number(0, 1)),
            ("money", "fund_yuan_per_year", self.number(0, 50000)),
            ("money", "overhead_share", self.number(0, 1)), ("grids", "branches", self.rng.choice(("equal", "estate"))),
            ("grids", "mismatch_hours", self.number(0, 5)),
            ("channel", channel, "coverage", self.number(0, 1)), ("channel", channel, "ease", self.number(-3, 3)),
            ("category", category, "deterred", self.number(0, 1)), ("counter", "share", self.number(0, 1)),
            ("owners", "missing_share", self.number(0, 1)), ("owners", "named_share", self.number(0, 1)),
            ("owners", "wait_hours", self.number(0, 30)),
            ("points", "yuan_per_act", self.number(0, 60)), ("points", "share", self.number(0, 1)),
            ("neighbours", "capture", self.number(0, 1)),
            ("channel", channel, "accuracy", self.number(0, 1)), ("category", category, "settle", self.number(0, 1)),
            ("counter", "dispatch_hours", self.number(0, 9)),
            ("assessment", "review_days", self.rng.randint(0, 30)), ("assessment", "rush_days", self.rng.randint(0, 9)),
            ("channel", channel, "cost_yuan_per_year", self.number(0, 90000)),
        ]  # fmt: skip
