"""How long a piece of work takes: hands-on time, which holds a worker, and procedure time, which holds nobody."""

from __future__ import annotations

from math import erfc, exp, log, sqrt

from gridgov.agents.calendar import whole_seconds
from gridgov.agents.rates import CategoryRates
from gridgov.draws import PROCEDURE, WORK, WORK_COMMON, normal
from gridgov.tables.dtypes import EXPONENTIAL, FIXED, GAMMA_KNOTS, GAMMA_SPAN, LOGNORMAL

SQRT_2 = sqrt(2.0)


def draw_score(seed: int, shared: float, case: int, piece: int, name: int, visit: int) -> float:
    """Normal score of a piece of work: a part `shared` of its variance belongs to the problem wherever it is worked.

    `case` is the problem's key, `piece` that of the piece: the same at a desk, the leg's at a department.
    """
    own = sqrt(1.0 - shared) * normal(seed, WORK, piece, name, visit)
    if shared == 0.0:
        return own
    return sqrt(shared) * normal(seed, WORK_COMMON, case, 0, 0) + own


def exponential_work(mean: float, score: float) -> float:
    """The exponential quantile of a normal score, in seconds."""
    return -mean * log(0.5 * erfc(score / SQRT_2))


def gamma_work(mean: float, score: float, knots: list[float]) -> float:
    """The gamma quantile of a normal score, in seconds, between knots of its logarithm."""
    p = (score + GAMMA_SPAN) * ((GAMMA_KNOTS - 1) / (2 * GAMMA_SPAN))
    p = min(max(p, 0.0), GAMMA_KNOTS - 1.0)
    i = min(GAMMA_KNOTS - 2, int(p))
    return mean * exp(knots[i] + (p - i) * (knots[i + 1] - knots[i]))


def draw_work(seed: int, rates: CategoryRates, mean: float, knots: list[float], shared: float, case: int, piece: int, name: int, visit: int) -> float:
    """Seconds of hands-on work of a piece at skill 1."""
    family = rates.work_family
    if family == FIXED:
        return mean
    score = draw_score(seed, shared, case, piece, name, visit)
    if family == LOGNORMAL:
        shape = rates.work_shape
        return mean * exp(shape * score - 0.5 * shape * shape)
    if family == EXPONENTIAL:
        return exponential_work(mean, score)
    return gamma_work(mean, score, knots)


def draw_procedure(seed: int, rates: CategoryRates, mean: float, piece: int, name: int, visit: int) -> int:
    """Whole seconds of procedure after a piece of work; 0 if its kind needs none."""
    if mean == 0.0:
        return 0
    sigma = rates.procedure_sigma
    return whole_seconds(mean * exp(sigma * normal(seed, PROCEDURE, piece, name, visit) - 0.5 * sigma * sigma))
