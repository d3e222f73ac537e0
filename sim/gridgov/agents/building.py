"""A building: who lives there, what is present there, and which tiers take cases there."""

from __future__ import annotations

from math import inf

from gridgov.agents.base import TownAgent
from gridgov.agents.rates import Regime, RuleRates
from gridgov.draws import ACCEPT, RESIDENT, uniform


class Building(TownAgent):
    """A building with its residents and the desks that serve it.

    ``desks[k]`` is the right desk of tier k, or None. ``rules`` and ``regime`` are the rates in force here (`rb` of
    the rules page), ``exposure[h]`` the open seconds that a channel needs: all three change with the phase.
    """

    def __init__(self, model, town, row: int, key: int, x: float, y: float, effect: float, reputation: float, kind: int):
        super().__init__(model, town)
        self.row, self.key = row, key
        self.x, self.y = x, y
        self.effect = effect
        self.reputation = reputation
        self.kind = kind
        self.residents: list = []
        self.desks: list = []
        self.fund = None  # of its community
        self.community = None  # what is on record there for public sessions
        self.open = 0  # problems present
        self.tiers_open: tuple[int, ...] = ()
        self.deterred: list | None = None  # factors on births of each category, by phase, where channels deter
        self.post = None  # of its chief, where chiefs come and go
        self.works: tuple | None = None  # their start and end, and the factors on births during and after them

    def enter_phase(self, regime: Regime, exposure: list[float], ease: float, unowned: bool) -> None:
        """Come under other rates; the desks must have entered the phase before."""
        self.regime: Regime = regime
        self.rules: RuleRates = regime.rules
        self.exposure = exposure
        self.unowned = unowned  # nobody feels responsible
        self.ease = ease  # of reporting, by channels and a counter
        self.watched = [None] * len(regime.categories)  # found when first asked for
        departments = self.town.departments_tier
        self.tiers_open = tuple(k for k, desk in enumerate(self.desks) if k == departments or (desk is not None and desk.acts))

    def watches(self, category: int) -> list[tuple]:
        """The channels that may notice a problem of a category here, each with the open seconds that one unit takes."""
        watches = self.watched[category]
        if watches is None:
            watches = self.watched[category] = [
                (channel, exposure / visibility[category])
                for channel, exposure, visibility in zip(self.town.channels, self.exposure, self.regime.visibility, strict=True)
                if exposure != inf and visibility[category] != 0.0
            ]
        return watches

    def of_works(self, category: int, t: int) -> float:
        """What works in the estate do to the births of a category: dust and noise while they last, less to complain of after."""
        start, end, during, after = self.works
        if t < start:
            return 1.0
        return during[category] if t < end else after[category]

    def suffers(self, stream_key: int, ordinal: int, category: int, chance: float, t: int) -> bool:
        """Whether a candidate problem happens: disorder that is present brings more, and so may works."""
        rules = self.rules
        if rules.disorder_open != 0.0:
            chance = chance * (1 + rules.disorder * min(self.open, rules.disorder_open) / rules.disorder_open)
        if self.deterred is not None:
            chance = chance * self.deterred[self.town.phase][category]
        if self.works is not None:
            chance = chance * self.of_works(category, t)
        return uniform(self.town.seed, ACCEPT, stream_key, 0, ordinal) < chance

    def choose_resident(self, problem_key: int):
        """The resident whom a problem concerns; None where nobody lives."""
        number = len(self.residents)
        if not number:
            return None
        return self.residents[min(number - 1, int(uniform(self.town.seed, RESIDENT, problem_key, 0, 0) * number))]

    def give_points(self, resident) -> None:
        """Owe points to a resident who reports, if he is one who takes part."""
        if self.rules.points_fen > 0 and resident.propensity >= self.rules.points_from:
            self.fund.points += self.rules.points_fen

    def first_tier(self, k: int) -> int:
        """The first tier at or above k that takes cases here, else the first with a desk, where cases wait."""
        for tier in self.tiers_open:
            if tier >= k:
                return tier
        for tier in range(k, len(self.desks)):
            if self.desks[tier] is not None:
                return tier
        raise ValueError(f"building {self.row}: no desk at or above tier {k}, where a problem is reported")

    def next_tier(self, k: int) -> int | None:
        """The next tier above k that takes cases here."""
        for tier in self.tiers_open:
            if tier > k:
                return tier
        return None

    def next_tier_with_power(self, k: int, problem) -> int | None:
        """The lowest tier above k that takes cases here and may settle this problem."""
        for tier in self.tiers_open:
            if tier > k and (tier == self.town.departments_tier or self.desks[tier].has_power(problem)):
                return tier
        return None

    def learn(self, y: float, weight: float) -> None:
        """Move the reputation of the service in this building towards the outcome y."""
        self.reputation += self.rules.reputation_step * weight * (y - self.reputation)
