"""Where cadres live: the posts of organisations, and a home for each of their holders, whatever the policy."""

from __future__ import annotations

import numpy as np

from gridgov.city.city import City
from gridgov.city.keyed import child_keys, uniforms
from gridgov.draws import CADRE_HOME, CADRE_QUARTER, name_key

ORGANISATIONS = name_key("organisations")


def post_keys(number: np.ndarray, organisations: int) -> np.ndarray:
    """Key of each cadre post, i8, from its number in the district: posts go round the organisations.

    Post i belongs to organisation `i % organisations` and is its n-th, `n = i // organisations`.
    """
    number = np.asarray(number, np.int64)
    organisation = child_keys(np.full(len(number), ORGANISATIONS), number % organisations)
    return child_keys(organisation, number // organisations)


def homes(city: City, chiefs, post: np.ndarray, holder: int = 0) -> np.ndarray:
    """Row of the building in which the `holder`-th cadre of each post lives, i8, shape of `post` (keys, i8).

    A share `homes_in_quarter` of them lives in the central quarter, the others anywhere, in either case by households.
    More of them in the quarter moves those who then live there, and nobody else.
    """
    where = uniforms(city.seed, CADRE_HOME, post, holder)
    inside = uniforms(city.seed, CADRE_QUARTER, post, holder) < chiefs.homes_in_quarter
    out = _by_households(city, np.arange(len(city.key)), where)
    out[inside] = _by_households(city, quarter(city, chiefs.quarter_share), where[inside])
    return out


def quarter(city: City, share: float) -> np.ndarray:
    """Rows of the buildings nearest to the centre of all households that hold a share of them, at least one household; nearest first."""
    households = city.households / city.households.sum()
    apart = np.hypot(city.x - households @ city.x, city.y - households @ city.y)
    rows = np.argsort(apart, kind="stable")
    reached = np.cumsum(city.households[rows])
    return rows[: int(np.searchsorted(reached, max(1.0, share * reached[-1]))) + 1]


def _by_households(city: City, rows: np.ndarray, where: np.ndarray) -> np.ndarray:
    """One of the rows for each uniform number, as likely as it has households."""
    reached = np.cumsum(city.households[rows])
    place = np.searchsorted(reached, where * reached[-1], side="right")
    # a product may be rounded up to the whole
    return rows[np.minimum(place, np.searchsorted(reached, reached[-1]))]
