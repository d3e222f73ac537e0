"""M/M/10 in SimPy, as its documentation teaches it: `python -m benchmarks.rivals.mm10_simpy --customers N --seed S`."""

from __future__ import annotations

import argparse
import json
import random
import time

import simpy

from benchmarks.rivals.mm10 import BETWEEN_S, SERVERS, SERVICE_S, judged


def customer(env, servers, chance, waits, number):
    """Arrive, wait, be served, leave."""
    arrived = env.now
    with servers.request() as request:
        yield request
        waits[number] = env.now - arrived
        yield env.timeout(chance.expovariate(1.0 / SERVICE_S))


def source(env, servers, chance, waits):
    """Customers one after the other."""
    for number in range(len(waits)):
        yield env.timeout(chance.expovariate(1.0 / BETWEEN_S))
        env.process(customer(env, servers, chance, waits, number))


def simulate(customers: int, seed: int) -> tuple[float, list[float]]:
    """Seconds of the processor for these customers, and their waits in order of arrival."""
    began = time.process_time()
    env = simpy.Environment()
    waits = [0.0] * customers
    env.process(source(env, simpy.Resource(env, capacity=SERVERS), random.Random(seed), waits))
    env.run()
    return time.process_time() - began, waits


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seconds, found = simulate(asked.customers, asked.seed)
    print(json.dumps({"customers": asked.customers, "cpu_s": seconds, **judged(found)}))
