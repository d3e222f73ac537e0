"""Reported against true: what assessment and inspection do to the gap between the record and the truth, and how far records reach."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from gridgov.metrics import Measured, measure
from gridgov.scenario.levers import CATEGORIES
from tests.laws.judge import Finding, mean_of
from tests.laws.law import Size, law
from tests.laws.town import play, start_of

SEVERITIES = ("routine", "urgent", "critical")
OFFICES = ("grid", "community", "street")
#: Desks whose limits are so short that many a case is about to miss one.
PRESSED = {f"tier.{tier}.limit_hours.{severity}": 2.0 for tier in OFFICES for severity in SEVERITIES}
PRESSED |= {f"tier.{tier}.limit_action": "supervise" for tier in OFFICES}
#: Fewer hands than work: what is recorded falls as low as anywhere.
SHORT_OF_HANDS = {"tier.community.slots": 1, "tier.street.slots": 1}
SHORT_OF_HANDS |= {f"category.{name}.per_1000": 450.0 for name in ("parking", "property", "facilities")}
#: All power at the grid, long limits, quick procedures, and money for every repair: what is recorded is as good as anywhere.
GENEROUS = {f"category.{name}.service_limit_hours.{severity}": hours
            for name in CATEGORIES for severity, hours in zip(SEVERITIES, (720.0, 240.0, 72.0))}  # fmt: skip
GENEROUS |= {f"category.{name}.delegated.{severity}": 1.0 for name in CATEGORIES for severity in SEVERITIES}
GENEROUS |= {f"category.{name}.procedure_sigma": 0.3 for name in CATEGORIES}
GENEROUS |= {"delegation.tier": "grid", "tier.grid.repairs_paid_by": "street", "tier.community.repairs_paid_by": "street"}
#: Published figures, each the lowest and the highest (E8): closing 83.2 % (Dazhou 2020) to 99.99 % (Fuzhou), on time 73.9 % (Xuchang) to 99.9 %.
PUBLISHED = {"closing_recorded": (0.832, 0.9999), "on_time_recorded": (0.739, 0.999)}


@cache
def _figures(changes: tuple[tuple[str, Any], ...], seed: int) -> dict[str, float | None]:
    start = start_of("classroom", dict(changes))
    this = play(start, seed)
    return measure(Measured(this.outcome, this.world, start.labels))


def gaps(weight: float, inspected: float, seeds: int) -> dict[str, list[float]]:
    """How far the record lies above the truth, on time and within 30 days, at a weight of assessment and a share of inspected closings."""
    changes = tuple((PRESSED | {"assessment.weight": weight, "inspection.share": inspected}).items())
    runs = [_figures(changes, seed) for seed in range(1, seeds + 1)]
    return {name: [one[f"{name}_recorded"] - one[f"{name}_true"] for one in runs] for name in ("on_time", "closing")}


@law("monotone")
def the_record_parts_from_the_truth_under_pressure(size: Size) -> Iterator[Finding]:
    """More assessment opens the gap between recorded and true, less inspection opens it too, and inspection closes it again."""
    seeds = size.of(20, most=100)
    steps = (
        ("half weight instead of none, nobody inspects", (0.5, 0.0), (0.0, 0.0)),
        ("full weight instead of half, nobody inspects", (1.0, 0.0), (0.5, 0.0)),
        ("one closing in five inspected instead of half, full weight", (1.0, 0.2), (1.0, 0.5)),
        ("no closing inspected instead of one in five, full weight", (1.0, 0.0), (1.0, 0.2)),
    )
    for name, now, before in steps:
        more, less = gaps(*now, seeds), gaps(*before, seeds)
        for rate in more:
            change = [one - two for one, two in zip(more[rate], less[rate])]
            yield mean_of(f"{rate}: what the record adds to the truth with {name}", 0.0, change, bound="above")


@law("monotone")
def records_reach_as_far_as_published_ones(size: Size) -> Iterator[Finding]:
    """Recorded closing and on-time figures span the published range, by staffing and rules alone."""
    seeds = size.of(8, most=40)
    for name, changes, bound in (("short of hands", SHORT_OF_HANDS, "below"), ("generous", GENEROUS, "least")):
        runs = [_figures(tuple(changes.items()), seed) for seed in range(1, seeds + 1)]
        for metric, span in PUBLISHED.items():
            yield mean_of(f"{metric} of a town that is {name}", span[bound == "least"], [one[metric] for one in runs], bound=bound)
