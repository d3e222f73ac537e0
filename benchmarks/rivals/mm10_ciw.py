"""M/M/10 in Ciw, as its documentation teaches it: `python -m benchmarks.rivals.mm10_ciw --customers N --seed S`."""

from __future__ import annotations

import argparse
import json
import time

import ciw

from benchmarks.rivals.mm10 import BETWEEN_S, SERVERS, SERVICE_S, judged


def simulate(customers: int, seed: int) -> tuple[float, list[float]]:
    """Seconds of the processor for these customers, and their waits in order of arrival; collecting the waits is not counted."""
    began = time.process_time()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate=1.0 / BETWEEN_S)],
        service_distributions=[ciw.dists.Exponential(rate=1.0 / SERVICE_S)],
        number_of_servers=[SERVERS],
    )
    ciw.seed(seed)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    took = time.process_time() - began
    records = sorted(simulation.get_all_records(only=["service"]), key=lambda record: record.arrival_date)
    return took, [record.waiting_time for record in records]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=70_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    seconds, found = simulate(asked.customers, asked.seed)
    print(json.dumps({"customers": len(found), "cpu_s": seconds, **judged(found)}))
