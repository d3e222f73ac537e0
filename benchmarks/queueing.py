"""One M/M/10 for the same number of customers in this engine, in Ciw and in SimPy, in turn, each with the mean wait of theory."""

from __future__ import annotations

from benchmarks import processes
from benchmarks.rivals import mm10
from benchmarks.rows import Row, at_least, middle
from benchmarks.sizes import Sizes

NAME, TITLE = "queue", "One queue M/M/10 against Ciw and SimPy"
AIMS = {"ciw": 100, "simpy": 30}  # times
LABELS = {"ours": "gridgov", "simpy": "SimPy", "ciw": "Ciw"}
TOLERANCE = 5  # standard errors
OURS_PER_ROUND = 5  # our run is too short to be timed once
PER_DAY = 86_400 / mm10.BETWEEN_S


def steps(sizes: Sizes) -> int:
    """Processes that `measure` starts."""
    return 3 * sizes.queue_rounds


def measure(sizes: Sizes, tell) -> dict:
    """All three in turn, the rivals with as many customers as came to us in that round."""
    found = {name: [] for name in LABELS}
    for seed in range(1, sizes.queue_rounds + 1):
        found["ours"].append(processes.call(ours, days=sizes.queue_days, seed=seed))
        tell()
        for name in ("simpy", "ciw"):
            found[name].append(processes.call(rival, name=name, customers=found["ours"][-1]["customers"], seed=seed))
            tell()
    for name, rounds in found.items():
        for one in rounds:
            if abs(one["errors_off"]) > TOLERANCE:
                off = f"{one['mean_wait_s']:.0f} s is {one['errors_off']:.1f} standard errors off theory"
                raise AssertionError(f"{LABELS[name]}: mean wait {off}")
    result = {"theory_wait_s": mm10.mean_wait_s(), "customers": [one["customers"] for one in found["ours"]]}
    for name, rounds in found.items():
        per_customer = middle(one["cpu_s"] / one["customers"] * 1e6 for one in rounds)
        judged = {key: [one[key] for one in rounds] for key in ("mean_wait_s", "standard_error_s", "errors_off")}
        result[name] = {"us_per_customer": per_customer, **judged}
    for name in AIMS:
        result[f"ratio_{name}"] = middle(
            theirs["cpu_s"] / theirs["customers"] / (own["cpu_s"] / own["customers"]) for own, theirs in zip(found["ours"], found[name])
        )
    return result


def loading(days: int) -> dict:
    """Arguments for `load_scenario`: the shipped M/M/c with one street of ten workers."""
    per_year = 365 * PER_DAY
    sets = ["city.residents=1000", "city.streets=1", "city.buildings=1", f"category.work.per_1000={per_year}"]
    return {"name_or_path": "mmc", "sets": [*sets, f"tier.street.slots={mm10.SERVERS}", f"time.horizon_days={days}", "time.warmup_days=0"]}


def ours(days: int, seed: int) -> dict:
    """Our run (engine made, days, books closed): seconds of the processor and the mean wait."""
    from benchmarks import runs
    from gridgov.scenario.load import load_scenario
    from gridgov.tables.build import build

    runs.warm()
    world = build(load_scenario(**loading(days)), seed).world
    took = [runs.compiled(world) for _ in range(OURS_PER_ROUND)]
    outcome = took[-1].outcome
    waits = outcome.cases["waiting_s"].tolist()  # rows are in order of arrival
    return {"customers": len(waits), "cpu_s": middle(run.cpu_s for run in took), "events": outcome.events_handled, **mm10.judged(waits)}


def rival(name: str, customers: int, seed: int) -> dict:
    """A rival's run: seconds of the processor and the mean wait."""
    from importlib import import_module

    seconds, waits = import_module(f"benchmarks.rivals.mm10_{name}").simulate(customers, seed)
    return {"customers": len(waits), "cpu_s": seconds, **mm10.judged(waits)}


def rows(result: dict) -> list[Row]:
    """The figures to show."""
    size = " and ".join(f"{count:,}" for count in result["customers"])
    shown = [at_least(f"gridgov over {LABELS[name]} ({size} customers)", result[f"ratio_{name}"], aim) for name, aim in AIMS.items()]
    for name, label in LABELS.items():
        one = result[name]
        waits = ", ".join(f"{wait:.0f} ({error:.0f})" for wait, error in zip(one["mean_wait_s"], one["standard_error_s"]))
        shown.append(Row(f"{label}: mean wait in seconds (standard error); theory {result['theory_wait_s']:.1f}", waits, True))
        shown.append(Row(f"{label}: time per customer", f"{one['us_per_customer']:.2f} microseconds", False))
    return shown
