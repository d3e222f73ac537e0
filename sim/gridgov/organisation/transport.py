"""Rebalancing: how many chiefs each place lacks, and the cheapest way to send them there (取多补少、定向调配)."""

from __future__ import annotations

import numpy as np

NEAREST = 8  # arcs from and to each place with which the transport problem begins
TOLERANCE = 1e-6  # metres by which an arc left out must be cheaper than the prices say before it is let in


def raise_level(size: np.ndarray, covered: np.ndarray, units: int) -> np.ndarray:
    """How many of `units` each place gets so that the least covered places come up to one common share.

    Parameters
    ----------
    size, covered : i8 (places,), buildings and those of them that have a chief
    units : at most the buildings without one

    Returns
    -------
    i8 (places,): whole numbers that add up to `units`; the fractions of a building go by largest remainders
    """
    share = covered / size
    order = np.argsort(share, kind="stable")
    below, there = np.cumsum(size[order]), np.cumsum(covered[order])
    # the level at which the first n places together hold what they had and all units; the right n is where it stays below the next
    level = (there + units) / below
    n = int(np.argmax(level <= np.append(share[order][1:], np.inf)))
    wanted = np.maximum(0.0, level[n] * size - covered)
    whole = np.minimum(np.floor(wanted + 1e-9).astype(np.int64), size - covered)
    rest = units - int(whole.sum())
    room = np.flatnonzero((wanted > 0) & (whole < size - covered))
    whole[room[np.argsort((whole - wanted)[room], kind="stable")[:rest]]] += 1
    return whole


def send(supply: np.ndarray, demand: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Whole numbers sent from each place to each other at the least total cost: i8 (sources, sinks).

    `supply` i8 (sources,) adds up to at least `demand` i8 (sinks,), which is met exactly; `cost` f8 (sources, sinks). One
    linear program (scipy's HiGHS, dual simplex: a corner of a transport problem is whole). Only some arcs are given
    to it at first; those that its prices find worth while are added until there are none, so that the answer is the
    optimum over all arcs.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    out = np.zeros(cost.shape, np.int64)
    sources, sinks = np.flatnonzero(supply > 0), np.flatnonzero(demand > 0)
    if not len(sinks):
        return out
    supply, demand, cost = supply[sources], demand[sinks], cost[np.ix_(sources, sinks)]
    arcs = _dealt_out(supply, demand) | _cheapest(cost, NEAREST)
    while True:
        row, column = np.nonzero(arcs)
        ones, arc = np.ones(len(row)), np.arange(len(row))
        leaving = csr_array((ones, (row, arc)), shape=(len(sources), len(row)))
        coming = csr_array((ones, (column, arc)), shape=(len(sinks), len(row)))
        found = linprog(cost[row, column], A_ub=leaving, b_ub=supply, A_eq=coming, b_eq=demand, method="highs-ds")
        if found.x is None:
            raise RuntimeError(f"the transport problem was not solved: {found.message}")
        gain = cost - found.ineqlin.marginals[:, None] - found.eqlin.marginals
        gain[arcs] = 0.0
        better = gain < -TOLERANCE
        if not better.any():
            break
        arcs |= better & _cheapest(gain, NEAREST)
    out[sources[row], sinks[column]] = np.floor(found.x + 0.5)
    return out


def _dealt_out(supply: np.ndarray, demand: np.ndarray) -> np.ndarray:
    """Arcs used when supplies are dealt out to demands in order of rows, bool (sources, sinks): with them there is a solution."""
    given, taken = np.cumsum(supply), np.cumsum(demand)
    return (given[:, None] > (taken - demand)[None, :]) & ((given - supply)[:, None] < taken[None, :])


def _cheapest(cost: np.ndarray, number: int) -> np.ndarray:
    """The cheapest arcs of each source and of each sink, bool (sources, sinks)."""
    arcs = np.zeros(cost.shape, bool)
    for axis in (0, 1):
        few = min(number, cost.shape[axis])
        np.put_along_axis(arcs, np.argpartition(cost, few - 1, axis=axis).take(range(few), axis=axis), True, axis=axis)
    return arcs
