"""Figures that only the facts of the documents ask for, derived from the tables of a run: one row each, beside METRICS."""

from __future__ import annotations

import numpy as np

from gridgov.metrics.duties import PATROL
from gridgov.metrics.metric import Metric, ratio
from gridgov.tables.dtypes import DAY, NONE, RESIDENTS

#: Kinds of trouble about which people ask for advice: groups of a community answer them or find somebody who does.
ADVICE = ("disputes", "policy")


def _registered(m) -> np.ndarray:
    """Rows of the births of the measured period that were registered."""
    cases = m.outcome.cases[m.first :]
    return cases[cases["registered"] != NONE]


def grid_events(m) -> float | None:
    """Cases of those who go round or watch, less what they put right on the spot."""
    cases = _registered(m)
    by_staff = m.world.channel["kind"][cases["channel"]] != RESIDENTS
    on_spot = (cases["fixed"] == cases["registered"]) & (cases["hops"] == 0)
    return ratio(np.count_nonzero(by_staff & ~on_spot), m.years)


def advice_by_channels(m) -> dict[str, float | None]:
    """Registered matters on which people ask for advice, by channel."""
    cases = _registered(m)
    asked = np.isin(cases["category"], [c for c, name in enumerate(m.labels.categories) if name in ADVICE])
    count = np.bincount(cases["channel"][asked], minlength=len(m.labels.channels))
    return {channel: ratio(count[h], m.years) for h, channel in enumerate(m.labels.channels)}


def whistled_same_day(m) -> float | None:
    """Whistled cases that were gone by the end of the day on which the departments were called."""
    legs = m.outcome.legs
    legs = legs[(legs["whistled"] == 1) & (legs["parent"] >= m.first)]
    parent, first = np.unique(legs["parent"], return_index=True)  # legs lie in order of calling
    fixed = m.outcome.cases["fixed"][parent]
    return ratio(np.count_nonzero((fixed != NONE) & (fixed // DAY == legs["called"][first] // DAY)), len(parent))


def settled_counts(m) -> dict[str, float | None]:
    """Truly fixed by each tier."""
    return {tier: ratio(m.settled[k], m.years) for k, tier in enumerate(m.labels.tiers)}


def person_times(m) -> dict[str, float | None]:
    """Persons times weeks of each tier's patrols: hours on patrol over what its calendar is open in a week."""
    found = {}
    for k, tier in enumerate(m.labels.tiers):
        desks = m.world.desk["tier"] == k
        week = m.world.calendar.open[m.world.desk["calendar"][desks][0]] if desks.any() else 0
        found[tier] = ratio(m.ledger.seconds[k, :, PATROL].sum(), week * m.years)
    return found


FIGURES: tuple[Metric, ...] = (
    Metric("grid_events", "grid events", "网格事件", "per year", "neither",
           "registered births that residents did not report and that were not put right where they were found, per year", grid_events),
    Metric("advice_<channel>", "enquiries by this channel", "经该渠道的咨询", "per year", "neither",
           "registered births of the categories disputes and policy that came by the channel, per year", advice_by_channels),
    Metric("whistled_same_day", "whistled cases settled the same day", "吹哨当日解决占比", "share", "higher",
           "whistled births truly fixed before midnight of the day on which the first department was called / whistled births", whistled_same_day),
    Metric("settled_count_<tier>", "cases settled by this tier", "该层级办结数", "per year", "neither",
           "births truly fixed by the tier, per year", settled_counts),
    Metric("person_times_<tier>", "person-times of this tier's rounds", "该层级巡查人次", "per year", "neither",
           "hours on patrol of the tier / hours for which its calendar is open in a week, per year: one person for one week's whole opening",
           person_times),
)  # fmt: skip
