"""What residents do themselves and what they are paid for it, and the buildings for which nobody feels responsible."""

from __future__ import annotations

import numpy as np

from gridgov.metrics.metric import ratio
from gridgov.tables.dtypes import NEIGHBOURS, NONE, RESIDENTS


def orphan_share(m) -> float | None:
    """Share of the registered births whose building had no owner when they were registered."""
    unowned = m.world.building_phase["unowned"] == 1
    if not unowned.any():
        return ratio(0, m.sums.registered)
    rows = _of_cohort(m, registered=True)
    phase = np.searchsorted(m.world.phase_start, rows["registered"], side="right") - 1
    return ratio(np.count_nonzero(unowned[phase, rows["building"]]), len(rows))


def settled_share(m) -> float | None:
    """Share of the births that residents settled among themselves."""
    return ratio(m.sums.settled_among, m.sums.births)


def matters_and_acts(m) -> tuple[np.ndarray, np.ndarray]:
    """Matters of which a body of neighbours came to know, and the reports that were worth points: two i8 (G, H).

    Like contacts, they are those of the births of the measured period, by the regime of their building at the end.
    """
    world, shape = m.world, (len(m.labels.regimes), len(m.world.channel))
    out = np.zeros((2, *shape), np.int64)
    of_neighbours, rates = world.channel["kind"] == NEIGHBOURS, world.rule_rate
    gives = (rates["points_fen"] > 0).any()
    if not of_neighbours.any() and not gives:
        return out[0], out[1]
    rows = _of_cohort(m)
    rows = rows[rows["channel"] != NONE]
    regime, channel = world.building_phase["regime"][-1][rows["building"]], rows["channel"]
    known = of_neighbours[channel]
    np.add.at(out[0], (regime[known], channel[known]), 1)
    acts = (world.channel["kind"][channel] == RESIDENTS) & (rates["points_fen"][regime] > 0)
    acts[acts] = world.resident["propensity"][rows["resident"][acts]] >= rates["points_from"][regime[acts]]
    np.add.at(out[1], (regime[acts], channel[acts]), 1)
    return out[0], out[1]


def _of_cohort(m, registered: bool = False) -> np.ndarray:
    """The births of the measured period, or those of them that were registered."""
    rows = m.outcome.cases[m.first :]
    return rows[rows["registered"] != NONE] if registered else rows
