"""What channels, a counter and owners add to other rules: readiness to report, deterred births, the way to the first desk, hours."""

from __future__ import annotations

import numpy as np

from gridgov.organisation.organisation import Organisation
from gridgov.tables.dtypes import ENTRY_RATE
from gridgov.tables.rates import HOUR, seconds


def eases(organisation: Organisation, regimes, regime: np.ndarray) -> np.ndarray:
    """What residents' channels that cover a building, and one counter, add to the logit of reporting: f8 (P, B).

    `regime` i4 (P, B) is a row of `regimes`.
    """
    out = np.zeros(regime.shape)
    for g, settings in enumerate(regimes):
        now = regime == g
        for h, channel in enumerate(settings.channel.values()):
            if channel.kind == "residents":
                out[now & organisation.coverage.buildings[:, h]] += channel.ease
        out[now] += settings.counter.share * settings.counter.ease
    return out


def deterrence(organisation: Organisation, regimes, regime: np.ndarray) -> np.ndarray:
    """Factor on the births of each category where a channel that deters covers the building: f8 (P, B, C), or (0, 0, C) where nothing is deterred."""
    categories = organisation.settings.category
    deters = np.array([channel.deters for channel in organisation.settings.channel.values()], bool)
    watched = organisation.coverage.buildings[:, deters].any(axis=1)
    factor = np.array([[1.0 - settings.category[name].deterred for name in categories] for settings in regimes])
    if not watched.any() or not (factor[regime[watched]] < 1.0).any():
        return np.ones((0, 0, len(categories)))
    out = np.ones((*regime.shape, len(categories)))
    out[watched] = factor[regime[watched]]
    return out


def entries(organisation: Organisation, regimes) -> np.ndarray:
    """How a report comes to its first desk: ENTRY_RATE (G, H), or (0, H) where every one comes to the right one at once.

    One counter knows who is responsible, and takes its time; only what residents report goes through it.
    """
    out = np.ones((len(regimes), len(organisation.settings.channel)), ENTRY_RATE)
    out["dispatch_s"] = 0
    for row, settings in zip(out, regimes):
        counter = settings.counter
        for entry, channel in zip(row, settings.channel.values()):
            entry["accuracy"] = channel.accuracy
            if channel.kind == "residents":
                entry["accuracy"] = 1.0 - (1.0 - channel.accuracy) * (1.0 - counter.share)
                entry["dispatch_s"] = seconds(counter.share * counter.dispatch_hours, HOUR)
    waits = organisation.owners.unowned.any() and any(settings.owners.wait_hours > 0 for settings in regimes)
    return out if waits or (out["accuracy"] < 1.0).any() or out["dispatch_s"].any() else out[:0]


def owner_hours(organisation: Organisation, regimes, desk_phase: np.ndarray) -> np.ndarray:
    """Hours a week that each worker of a grid spends on the buildings of which the grid was named owner: f8 (P, D), 0 elsewhere."""
    desks, named = organisation.desks, organisation.owners.named
    out = np.zeros(desk_phase.shape)
    if not named.any():
        return out
    buildings = np.zeros(desk_phase.shape)
    for k, tier in enumerate(organisation.settings.tier.values()):
        if tier.area == "grid":
            for p, these in enumerate(named):
                buildings[p] += np.bincount(desks.of_building[k][these], minlength=len(desks.names))
    for g, settings in enumerate(regimes):
        here = (desk_phase["regime"] == g) & (desk_phase["slots"] > 0)
        out[here] = settings.owners.hours_per_building * buildings[here] / desk_phase["slots"][here]
    return out
