"""What queueing theory says of the towns of the laws, in hours."""

from __future__ import annotations

import math

HOURS = 8760  # of a year


def erlang_c(servers: int, load: float) -> float:
    """Chance that a customer of M/M/c waits; `load` is per server (Erlang 1917)."""
    offered = servers * load
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = offered * blocked / (n + offered * blocked)
    return blocked / (1 - load * (1 - blocked))


def wait_mmc(servers: int, load: float, mean: float = 1.0) -> float:
    """Mean wait in M/M/c with services of this mean."""
    return erlang_c(servers, load) * mean / (servers * (1 - load))


def wait_mg1(load: float, variation: float, mean: float = 1.0) -> float:
    """Mean wait in M/G/1; `variation` is variance over squared mean of the service (Pollaczek 1930, Khinchine 1932)."""
    return load * (1 + variation) * mean / (2 * (1 - load))


def waits_of_classes(loads: list[float], variation: float, mean: float = 1.0) -> list[float]:
    """Mean waits of classes in M/G/1 with priorities that do not interrupt, most urgent first (Cobham 1954)."""
    left = sum(loads) * (1 + variation) * mean / 2
    waits, above = [], 0.0
    for load in loads:
        waits.append(left / ((1 - above) * (1 - above - load)))
        above += load
    return waits


def variation_of(family: str, shape: float) -> float:
    """Variance over squared mean of the declared families of work."""
    return {"fixed": 0.0, "exponential": 1.0, "gamma": 1 / shape, "lognormal": math.expm1(shape * shape)}[family]
