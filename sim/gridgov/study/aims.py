"""What an optimisation is after: figures to bring down or up, targets to meet, and how many runs it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gridgov.metrics import find_metric
from gridgov.study.entries import Entries
from gridgov.text.faults import Fault

IN_OPTIMISE = ("objectives", "minimise", "budget", "fresh", "keep", "batch", "seed")
IN_TARGET = ("metric", "least", "most")
MOST_RUNS = 1_000_000


@dataclass(frozen=True)
class Target:
    """A bound that the mean of a figure is to keep, in the figure's own unit (a share is 0 to 1)."""

    metric: str
    bound: float
    is_least: bool  # whether the figure may not be below the bound; else not above

    @property
    def text(self) -> str:
        """The target as a formula."""
        return f"{self.metric} {'>=' if self.is_least else '<='} {self.bound:g}"

    def excess(self, value: float) -> float:
        """By how much a value misses the bound; 0 or less where it keeps it."""
        return self.bound - value if self.is_least else value - self.bound


@dataclass(frozen=True)
class Aims:
    """Objectives (lower or higher as their metrics are better), targets, and the numbers of the plan's [optimise] table.

    `budget` is how many runs the search may take, `fresh` how many new runs each of the `kept` best points gets afterwards, `batch` how many
    points are asked for at one time, and `seed` that of the search.
    """

    objectives: tuple[str, ...]
    targets: tuple[Target, ...] = ()
    budget: int = 600
    fresh: int = 20
    kept: int = 8
    batch: int = 10
    seed: int = 1

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every figure that is looked at, once."""
        return tuple(dict.fromkeys([*self.objectives, *(target.metric for target in self.targets)]))

    def sign(self, metric: str) -> int:
        """1 where less of a figure is better, -1 where more is."""
        return -1 if find_metric(metric).better == "higher" else 1

    def scores(self, figures: Mapping[str, float]) -> list[float]:
        """The objectives in some figures, less is better."""
        return [self.sign(name) * figures[name] for name in self.objectives]

    def note(self) -> dict[str, Any]:
        """What decides which points are asked for; the rest may change between one sitting and the next."""
        kept = asdict(self)
        return {name: kept[name] for name in ("objectives", "targets", "batch", "seed")}


def read_aims(entries: Entries) -> Aims | None:
    """The aims of a plan's file; None where it has none. What is wrong is noted."""
    data = entries.document.data
    if "optimise" not in data:
        if "target" in data:
            entries.note(("target",), Fault.NO_VALUE, "target_without_optimise")
        return None
    table = entries.table(("optimise",), {})
    entries.only(("optimise",), table, IN_OPTIMISE)
    objectives: tuple[str, ...] = ()
    if ("objectives" in table) == ("minimise" in table):
        entries.note(("optimise",), Fault.NO_VALUE, "optimise_wants_one")
    elif "minimise" in table:
        objectives = entries.metrics(("optimise", "minimise"), [table["minimise"]])
    else:
        objectives = entries.metrics(("optimise", "objectives"), table["objectives"])
    for name in objectives:
        if (metric := find_metric(name)) and metric.better == "neither":
            entries.note(("optimise", "objectives" if "objectives" in table else "minimise"), name, "optimise_no_better")
    targets = tuple(found for name, row in entries.table(("target",), {}).items() if (found := _target(name, row, entries)))
    numbers = {
        name: entries.whole(("optimise", key), table.get(key, getattr(Aims, name)), low, high)
        for name, key, low, high in (
            ("budget", "budget", 1, MOST_RUNS), ("fresh", "fresh", 2, 10_000), ("kept", "keep", 1, 100), ("batch", "batch", 1, 1000),
            ("seed", "seed", 0, 2**31 - 1),
        )
    }  # fmt: skip
    return Aims(objectives, targets, **numbers)


def _target(name: str, row: Mapping[str, Any], entries: Entries) -> Target | None:
    place = ("target", name)
    if not isinstance(row, dict):
        entries.note(place, row, "not_a_table", entries=("name", "名称"))
        return None
    entries.only(place, row, IN_TARGET)
    before = len(entries.faults)
    (metric,) = entries.metrics((*place, "metric") if "metric" in row else place, [row.get("metric", name)]) or ("",)
    if ("least" in row) == ("most" in row):
        entries.note(place, Fault.NO_VALUE, "target_wants_bound")
        return None
    key = "least" if "least" in row else "most"
    bound = row[key]
    if isinstance(bound, bool) or not isinstance(bound, int | float) or not abs(bound) < float("inf"):
        entries.note((*place, key), bound, "wants_number", bounds=("", ""))
    elif (found := find_metric(metric)) and found.better == ("lower" if key == "least" else "higher"):
        entries.note((*place, key), bound, f"target_wants_{'most' if key == 'least' else 'least'}")
    return Target(metric, float(bound), key == "least") if len(entries.faults) == before else None
