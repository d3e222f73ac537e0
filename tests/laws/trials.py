"""Pilots of the size that is recommended: they show what they are to show as often as is promised."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from gridgov.analysis.pilot import COLUMNS, Pilot
from gridgov.analysis.power import POWER
from gridgov.analysis.trial import changes, lengths, power_of_streets, streets_for, streets_of
from gridgov.metrics.cohorts import cohort_days
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import Start, build
from gridgov.tables.dtypes import DAY
from tests.laws.judge import ERRORS, Finding, share_of
from tests.laws.law import Size, law
from tests.laws.town import play

STREETS, BEFORE, DAYS, LOTS = 24, 45, 75, 8
TOWN = f"""
extends = "classroom"
city = {{residents = {STREETS * 600}, streets = {STREETS}, communities_per_street = 1}}
time = {{warmup_days = 20, horizon_days = {BEFORE + DAYS}}}
[policy.everywhere]
from_day = {BEFORE}
set = {{tier.grid.slots = 4}}
"""


def counted(start: Start, streets, seed: int) -> np.ndarray:
    """Counts of the measured days by street, i8 (streets, days, columns)."""
    this = play(start, seed)
    return cohort_days(this.outcome, this.world, streets)[:, int(this.world.warmup) // DAY :, COLUMNS]


def shows(new: np.ndarray, old: np.ndarray) -> bool:
    """Whether Student's test of two samples tells them apart at 5 %."""
    from scipy.stats import ttest_ind

    return bool(ttest_ind(new, old).pvalue < 0.05)


@law("statistics")
def power_of_recommended_pilots(size: Size) -> Iterator[Finding]:
    """Pilots of as many streets and days as are recommended show the effect with a chance of 80 %: on numbers, and in simulated cities."""
    rng, rounds = np.random.default_rng(7), size.of(500, most=10_000)
    for effect in (0.7, 1.5):
        count = streets_for(effect, 1.0)
        hits = sum(shows(rng.normal(effect, 1.0, count), rng.normal(0.0, 1.0, count)) for _ in range(rounds))
        exact = power_of_streets(count, effect, 1.0)
        yield share_of(f"pilots of {count} streets an arm that show an effect of {effect} spreads", exact, hits, rounds)
    with TemporaryDirectory() as folder:
        path = Path(folder, "town.toml")
        path.write_text(TOWN, encoding="utf-8")
        plain, everywhere = (build(load_scenario(path, names), 0) for names in ((), ("everywhere",)))
        streets = streets_of(load_scenario(path))
        seeds = range(1, 1 + size.of(4, most=10))
        new, old = (np.stack([counted(start, streets, seed) for seed in seeds]) for start in (everywhere, plain))
        (row,) = (one for one in lengths(Pilot("everywhere", "none", streets, new, old), "problem_days", BEFORE) if one.days == DAYS)
        assert 2 * row.streets <= STREETS, row
        shown = cities = 0
        for lot in range(LOTS):
            drawn = rng.permutation(STREETS)[: 2 * row.streets]
            named = ", ".join(f'"{streets.name(int(k))}"' for k in drawn[: row.streets])
            text = f"{TOWN}where = {{streets = [{named}]}}\n"
            path.write_text(text, encoding="utf-8")
            start = build(load_scenario(path, ("everywhere",)), 0)
            for seed in range(1000, 1000 + size.of(5, most=25)):
                counts = counted(start, streets, seed + 100 * lot)[None]
                (change,) = changes(Pilot("everywhere", "none", streets, counts, counts), counts, "problem_days", BEFORE, DAYS)
                shown += shows(change[drawn[: row.streets]], change[drawn[row.streets :]])
                cities += 1
    law_of = f"simulated cities whose pilot of {DAYS} days in {row.streets} streets shows its effect, {row.streets} others kept as they were"
    yield Finding(law_of, POWER, shown / cities, ERRORS * (POWER * (1 - POWER) / cities) ** 0.5, cities, bound="least")
