"""What the reader of a log knows beforehand: calendars, the ladder, rates and draws."""

from __future__ import annotations

import math

import numpy as np

from gridgov import draws
from gridgov.scenario.calendars import ALWAYS
from gridgov.tables.dtypes import AREA_DEPARTMENTS, CAMPAIGN, CLASS_ROUTINE, EXPONENTIAL, FAR, FIXED, GAMMA_KNOTS, GAMMA_SPAN, LOGNORMAL, NONE, WEEK
from tests.laws.calendars import week_of
from tests.laws.town import Run


def whole(x: float) -> int:
    """A duration as whole seconds; beyond all time is never."""
    return FAR if not x < 1e15 else max(0, math.floor(x + 0.5))


class Town:
    """The start of a run; `phase` is the one that the reader of the log has come to."""

    def __init__(self, this: Run):
        world = this.world
        self.world, self.seed, self.end = world, world.seed, world.end
        names = [ALWAYS, *(name for name in this.start.labels.regimes[0].calendar if name != ALWAYS)]
        self.weeks = [week_of(this.start, name) for name in names]
        self.tiers = len(world.tier)
        self.tier_key = world.tier["key"].tolist()
        self.departments = self.tiers - 1 if world.tier["area"][-1] == AREA_DEPARTMENTS else NONE
        self.enter(0)
        self.desk_of = world.desk_of.tolist()
        self.own_work = set(world.department["desk"][world.stream["category"][world.stream["building"] == NONE]].tolist())

    def enter(self, phase: int) -> None:
        """Come to a phase."""
        self.phase = phase
        self.acts = self.world.desk_phase["acts"][phase].tolist()
        self.speed = self.world.desk_phase["speed"][phase].tolist()
        self.watch = self.world.exposure_s[phase].copy()
        self.meets = self.world.desk_phase["meets"][phase].tolist()

    def phase_before(self, t: int) -> int:
        """The phase in which work ends, or a month begins, at t: one that starts at t comes after."""
        return max(0, int(np.searchsorted(self.world.phase_start, t, "left")) - 1)

    def uniform(self, purpose: int, key: int, name: int = 0, visit: int = 0) -> float:
        """A uniform draw of the run."""
        return draws.uniform(self.seed, purpose, key, name, visit)

    def exponential(self, purpose: int, key: int, name: int = 0, visit: int = 0) -> float:
        """An exponential draw of the run."""
        return draws.exponential(self.seed, purpose, key, name, visit)

    def normal(self, purpose: int, key: int, name: int = 0, visit: int = 0) -> float:
        """A normal draw of the run."""
        return draws.normal(self.seed, purpose, key, name, visit)

    def passed(self, calendar: int, t: int) -> int:
        """Open seconds from the start of the run to t."""
        week = self.weeks[calendar]
        return t if week is None else t // WEEK * int(week[-1]) + int(week[t % WEEK])

    def add(self, calendar: int, t: int, seconds: int) -> int:
        """The first second by which so many open ones have passed since t."""
        week = self.weeks[calendar]
        if seconds <= 0:
            return t
        if seconds >= FAR or (week is not None and week[-1] == 0):
            return FAR
        if week is None:
            return t + seconds
        weeks, rest = divmod(self.passed(calendar, t) + seconds - 1, int(week[-1]))
        return weeks * WEEK + int(np.searchsorted(week, rest + 1))

    def rules(self, building: int):
        """Rates of the rules at a building."""
        return self.world.rule_rate[self.regime(building)]

    def regime(self, building: int) -> int:
        """Row of the rates in force at a building."""
        return int(self.world.building_phase["regime"][self.phase, building])

    def desk_regime(self, desk: int, phase: int | None = None) -> int:
        """Row of the rates in force at a desk."""
        return int(self.world.desk_phase["regime"][self.phase if phase is None else phase, desk])

    def need(self, h: int, building: int, category: int) -> float:
        """Open seconds that channel h needs here for one unit of exposure; infinite if it sees nothing."""
        watch, seen = float(self.watch[h, building]), float(self.world.visibility[self.regime(building), h, category])
        return watch / seen if seen > 0 else math.inf

    def takes_cases(self, k: int, building: int) -> bool:
        """Whether tier k takes cases at a building."""
        desk = self.desk_of[k][building]
        return k == self.departments or (desk != NONE and bool(self.acts[desk]))

    def next_tier(self, k: int, building: int) -> int:
        """Lowest tier at or above k that takes cases here, NONE if there is none."""
        return next((j for j in range(k, self.tiers) if self.takes_cases(j, building)), NONE)

    def has_power(self, case, k: int) -> bool:
        """Whether tier k may settle a problem here."""
        if k == self.departments:
            return True
        g = self.desk_regime(self.desk_of[k][case.building])
        return self.uniform(draws.POWER, case.key) < self.world.work_rate["power"][g, case.category, k, case.severity]

    def class_of(self, case) -> int:
        """Class of the queue of a case that nobody supervises."""
        campaign = self.world.category_rate["campaign"][self.regime(case.building), case.category]
        return CAMPAIGN if campaign else CLASS_ROUTINE - case.severity

    def next_tier_with_power(self, case, k: int) -> int:
        """Lowest tier at or above k that takes cases here and may settle the problem."""
        return next((j for j in range(k, self.tiers) if self.takes_cases(j, case.building) and self.has_power(case, j)), NONE)

    def work(self, g: int, category: int, k: int, problem: int, piece: int, name: int, visit: int) -> float:
        """Seconds of hands-on work of a piece at skill 1."""
        rates, mean = self.world.category_rate[g, category], float(self.world.work_rate["work_s"][g, category, k])
        family, shape, shared = int(rates["work_family"]), float(rates["work_shape"]), float(self.world.rule_rate["shared_work"][g])
        if family == FIXED:
            return mean
        z = math.sqrt(shared) * self.normal(draws.WORK_COMMON, problem) + math.sqrt(1 - shared) * self.normal(draws.WORK, piece, name, visit)
        if family == LOGNORMAL:
            return mean * math.exp(shape * z - shape * shape / 2)
        if family == EXPONENTIAL:
            return -mean * math.log(0.5 * math.erfc(z / math.sqrt(2)))
        return mean * math.exp(np.interp(z, np.linspace(-GAMMA_SPAN, GAMMA_SPAN, GAMMA_KNOTS), self.world.gamma_log[g, category]))

    def procedure(self, g: int, category: int, k: int, piece: int, name: int, visit: int) -> int:
        """Seconds of procedure after a piece of work."""
        mean, q = float(self.world.work_rate["procedure_s"][g, category, k]), float(self.world.category_rate["procedure_sigma"][g, category])
        return whole(mean * math.exp(q * self.normal(draws.PROCEDURE, piece, name, visit) - q * q / 2)) if mean else 0

    def way(self, g: int, desk: int, building: int) -> float:
        """Seconds from a desk to a building."""
        speed = float(self.world.rule_rate["metres_per_s"][g])
        here, there = self.world.desk[desk], self.world.building[building]
        return math.hypot(there["x"] - here["x"], there["y"] - here["y"]) / speed if speed else 0.0
