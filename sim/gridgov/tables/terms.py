"""What channels and a counter add to rules about residents: readiness to report, and births that are deterred."""

from __future__ import annotations

import numpy as np

from gridgov.organisation.organisation import Organisation


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
