"""The draws of one run and the rates they are held against, where and when a case meets them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from gridgov import draws
from gridgov.agents.calendar import read_calendars, whole_seconds
from gridgov.agents.work import draw_procedure, draw_work
from gridgov.tables.build import Start
from gridgov.tables.dtypes import AREA_DEPARTMENTS, FIXED, NONE


@dataclass(frozen=True)
class Line:
    """One line of a life: an entry of the log, a stretch of time that ends, or a draw.

    `code` names the sentence, `values` what is put into it. A draw also has the purpose, name and visit that name it
    beside the seed and the case, so that the same draw is found again under another policy; the one draw of power is
    asked at every tier, and named by the tier.
    """

    time: int
    kind: str  # "event", "span" or "draw"
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    draw: tuple[str, int, int] | None = None


class Chances:
    """Draws and rates of one run, by the names of docs/background/rules.md."""

    def __init__(self, start: Start):
        self.start, self.world, self.labels = start, start.world, start.labels
        self.seed = start.world.seed
        self.calendars = read_calendars(start.world.calendar)
        world = start.world
        self.departments = len(world.tier) - 1 if world.tier["area"][-1] == AREA_DEPARTMENTS else NONE
        # where people come and go month by month, exposure and skill are not those of the tables
        self.steady = not (world.switch["posts"][0] or world.switch["staff"][0])

    def uniform(self, purpose: int, key: int, name: int = 0, visit: int = 0) -> float:
        """A uniform draw of the run."""
        return draws.uniform(self.seed, purpose, key, name, visit)

    def exponential(self, purpose: int, key: int, name: int = 0, visit: int = 0) -> float:
        """An exponential draw of the run, mean 1."""
        return draws.exponential(self.seed, purpose, key, name, visit)

    def phase(self, t: int, ends_work: bool = False) -> int:
        """Row of the phase in force at t: work that ends at t ends before a phase that starts then."""
        return max(0, int(np.searchsorted(self.world.phase_start, t, "left" if ends_work else "right")) - 1)

    def regime(self, phase: int, building: int) -> int:
        """Row of the rates in force at a building."""
        return int(self.world.building_phase["regime"][phase, building])

    def desk_regime(self, phase: int, desk: int) -> int:
        """Row of the rates in force at a desk."""
        return int(self.world.desk_phase["regime"][phase, desk])

    def tier_key(self, k: int) -> int:
        """Key of a tier."""
        return int(self.world.tier["key"][k])

    def power(self, phase: int, desk: int, case) -> float:
        """Share of such cases that a desk may settle."""
        k = int(self.world.desk["tier"][desk])
        return float(self.world.work_rate["power"][self.desk_regime(phase, desk), case["category"], k, case["severity"]])

    def takes_cases(self, phase: int, k: int, building: int) -> bool:
        """Whether tier k takes cases at a building, by the tables."""
        desk = int(self.world.desk_of[k, building])
        return k == self.departments or (desk != NONE and bool(self.world.desk_phase["acts"][phase, desk]))

    def need(self, phase: int, h: int, building: int, category: int) -> float:
        """Open seconds that channel h needs for one unit of exposure; infinite where it sees nothing."""
        seen = float(self.world.visibility[self.regime(phase, building), h, category])
        return float(self.world.exposure_s[phase, h, building]) / seen if seen > 0 else np.inf

    def work(self, phase: int, desk: int, case, piece: int, name: int, visit: int) -> tuple[float, bool]:
        """Seconds of hands-on work of a piece by a worker of skill 1, and whether chance had a part in it."""
        g, c, k = self.desk_regime(phase, desk), int(case["category"]), int(self.world.desk["tier"][desk])
        rates = self.world.category_rate[g, c]
        shape = SimpleNamespace(work_family=int(rates["work_family"]), work_shape=float(rates["work_shape"]))
        mean, shared = float(self.world.work_rate["work_s"][g, c, k]), float(self.world.rule_rate["shared_work"][g])
        seconds = draw_work(self.seed, shape, mean, self.world.gamma_log[g, c], shared, int(case["key"]), piece, name, visit)
        return seconds, shape.work_family != FIXED and mean > 0

    def procedure(self, phase: int, desk: int, case, piece: int, name: int, visit: int) -> int:
        """Seconds of procedure after a piece of work."""
        g, c, k = self.desk_regime(phase, desk), int(case["category"]), int(self.world.desk["tier"][desk])
        rates = SimpleNamespace(procedure_sigma=float(self.world.category_rate["procedure_sigma"][g, c]))
        return draw_procedure(self.seed, rates, float(self.world.work_rate["procedure_s"][g, c, k]), piece, name, visit)

    def add(self, calendar: int, t: int, seconds: float) -> int:
        """The second by which so many open ones have passed."""
        return self.calendars[calendar].add(t, whole_seconds(seconds))

    def limits(self, phase: int, desk: int, severity: int, t: int) -> tuple[int, int, float]:
        """Of a visit that begins at t: the second from which its desk may close on paper, its limit (NONE for none), the chance of paper."""
        g, k = self.desk_regime(phase, desk), int(self.world.desk["tier"][desk])
        rates, rules = self.world.tier_rate[g, k], self.world.rule_rate[g]
        limit = int(rates["limit_s"][severity])
        if limit < 0:
            return NONE, NONE, 0.0
        clock = int(self.world.desk["calendar"][desk]) if rates["limit_working"] else 0
        limit_at = self.add(clock, t, limit)
        if max(rates["paper"], rates["paper_rush"]) <= 0:
            return NONE, limit_at, 0.0
        paper_at = self.add(clock, t, max(0, limit - int(rates["margin_s"])))
        review = int(rules["review_s"])
        rush = review > 0 and paper_at % review >= review - int(rules["rush_s"])
        return paper_at, limit_at, float(rates["paper_rush" if rush else "paper"])
