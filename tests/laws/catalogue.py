"""All laws at once: importing this module puts them on the list."""

from tests.laws import (
    births,
    comings,
    conservation,
    effects,
    monotone,
    neutral,
    noticing,
    pilots,
    pressure,
    queues,
    reckoned,
    sensitivities,
    shares,
    statistics,
    trials,
    trust,
)
from tests.laws.law import LAWS

MODULES = (
    conservation, queues, births, noticing, shares, neutral, monotone, pressure, trust, comings, reckoned, effects, pilots, statistics, trials,
    sensitivities,
)  # fmt: skip

__all__ = ["LAWS", "MODULES"]
