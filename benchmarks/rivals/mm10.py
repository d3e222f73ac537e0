"""The queue that all rivals simulate, M/M/10 at a load of 0.8: its numbers, its theory, and how a mean wait is judged."""

from __future__ import annotations

import math

SERVERS = 10
SERVICE_S = 3600.0  # mean, exponential
BETWEEN_S = 450.0  # mean time between customers, exponential
DROPPED = 500  # customers at the start, which find the queue too short, and at the end, who may not have been served
BATCHES = 20


def mean_wait_s() -> float:
    """Mean wait by Erlang's formula C (Erlang 1917), with the blocking probability B by its recursion."""
    offered = SERVICE_S / BETWEEN_S
    blocked = 1.0
    for servers in range(1, SERVERS + 1):
        blocked = offered * blocked / (servers + offered * blocked)
    waits = blocked / (1.0 - offered / SERVERS * (1.0 - blocked))
    return waits * SERVICE_S / (SERVERS - offered)


def judged(waits) -> dict:
    """Mean wait with its standard error by batch means (waits of neighbours are alike), and its distance from theory."""
    kept = [float(wait) for wait in waits[DROPPED : len(waits) - DROPPED]]
    size = len(kept) // BATCHES
    if size < DROPPED // 2:
        raise ValueError(f"{len(waits)} customers are too few")
    means = [sum(kept[i * size : (i + 1) * size]) / size for i in range(BATCHES)]
    mean = sum(means) / BATCHES
    error = math.sqrt(sum((each - mean) ** 2 for each in means) / (BATCHES - 1) / BATCHES)
    return {"mean_wait_s": mean, "standard_error_s": error, "errors_off": (mean - mean_wait_s()) / error}
