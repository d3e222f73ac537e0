"""What a city is built from: where each building lies and what it belongs to, from whichever source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Plan:
    """Buildings before their people. One row per building, in the city's order; B buildings."""

    ids: tuple[str, ...]
    x: np.ndarray  # f8 (B,), metres
    y: np.ndarray  # f8 (B,), metres
    households: np.ndarray  # i8 (B,)
    residents: np.ndarray  # i8 (B,)
    streets: tuple[str, ...]
    communities: tuple[str, ...]  # street/community
    estates: tuple[str, ...]  # street/community/estate
    community_street: np.ndarray  # i4 (communities,)
    estate_community: np.ndarray  # i4 (estates,)
    estate: np.ndarray  # i4 (B,)
    given_kind: np.ndarray | None  # i4 (estates,): kinds that the source gives; None = to be drawn
    key: np.ndarray  # i8 (B,)
    given_grids: tuple[str, ...] = ()  # names of grids that the source gives
    given_grid: np.ndarray | None = None  # i4 (B,); None = the source gives none
