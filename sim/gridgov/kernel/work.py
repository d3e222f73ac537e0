"""How long a piece of work takes: hands-on, in procedure, and on the way."""

from __future__ import annotations

import math

from gridgov.draws import PROCEDURE, WORK, WORK_COMMON
from gridgov.jit import inline, leaf
from gridgov.kernel.chance import normal
from gridgov.kernel.hidden import whole
from gridgov.tables import dtypes as names


@inline
def work_draw(W, g, category, mean, key, common_key, name, visit):
    """Hands-on seconds of a piece of work."""
    rates = W.category_rate[g, category]
    shared = W.rule_rate[g].shared_work
    z = math.sqrt(shared) * normal(W, WORK_COMMON, common_key, 0, 0) + math.sqrt(1.0 - shared) * normal(W, WORK, key, name, visit)
    if rates.work_family == names.FIXED:
        return mean
    if rates.work_family == names.EXPONENTIAL:
        return -mean * math.log(0.5 * math.erfc(z / math.sqrt(2.0)))
    if rates.work_family == names.LOGNORMAL:
        return mean * math.exp(rates.work_shape * z - 0.5 * rates.work_shape * rates.work_shape)
    place = (z + names.GAMMA_SPAN) * ((names.GAMMA_KNOTS - 1) / (2 * names.GAMMA_SPAN))
    place = min(max(place, 0.0), float(names.GAMMA_KNOTS - 1))
    i = min(names.GAMMA_KNOTS - 2, int(place))
    low = W.gamma_log[g, category, i]
    return mean * math.exp(low + (place - i) * (W.gamma_log[g, category, i + 1] - low))


@inline
def procedure_time(W, g, category, k, key, name, visit):
    """Seconds of procedure after the work; it holds nobody."""
    mean = W.work_rate[g, category, k].procedure_s
    if mean <= 0.0:
        return 0
    sigma = W.category_rate[g, category].procedure_sigma
    return whole(mean * math.exp(sigma * normal(W, PROCEDURE, key, name, visit) - 0.5 * sigma * sigma))


@leaf
def way_to(W, S, g, d, b):
    """Seconds on the way from a desk to a building."""
    speed = W.rule_rate[g].metres_per_s
    if speed <= 0.0:
        return 0.0
    dx = W.desk[d].x - S.place[b].x
    dy = W.desk[d].y - S.place[b].y
    return math.sqrt(dx * dx + dy * dy) / speed
