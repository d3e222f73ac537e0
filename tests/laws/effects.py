"""What the rows of effects.csv claim of each mechanism: signs, prices, what stays, and the event from which all differences spring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from gridgov.metrics import measure
from gridgov.metrics.measured import Measured
from gridgov.scenario.effects import Effect, effects, matches
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import ENTRIES, SEVERITIES
from gridgov.tables.build import Start, build
from gridgov.tables.dtypes import ACTIVITIES
from tests.laws.judge import Finding, exceptions, mean_of
from tests.laws.law import Size, law
from tests.laws.town import play

TOWN = "classroom"
REPLICATES = 20  # enough for every sign at four standard errors
LOGS = 3  # pairs of runs whose logs are read event by event


def changes(pairs: Iterable[tuple[str, Any]], policies: tuple[str, ...] = ()) -> dict[str, Any]:
    """Single values by path, a star standing for every row or entry of the town."""
    settings, found = load_scenario(TOWN, policies).settings, {}
    for path, value in pairs:
        ways: list[list[str]] = [[]]
        for place, part in enumerate(path.split(".")):
            words = [part]
            if part == "*":
                kind = next(lever.kind for lever in LEVERS if matches(lever.path, path) or matches(f"{lever.path}.*", path))
                words = SEVERITIES if place > 1 and kind == "by_severity" else getattr(settings, path.split(".")[0] if place == 1 else ENTRIES[kind])
            ways = [[*way, word] for way in ways for word in words]
        found |= {".".join(way): value for way in ways}
    return found


def start_with(row: Effect, value: Any) -> Start:
    """What a run of the row starts from with its lever at this value."""
    sets = changes(row.setting, row.policies) | ({} if value == "default" else changes(((row.lever, value),), row.policies))
    return build(load_scenario(TOWN, row.policies, extra=sets), 0)


def figures(start: Start, seeds: int) -> list[dict[str, float | None]]:
    """All metrics of runs with seeds 1, 2, ..."""
    found = []
    for seed in range(1, seeds + 1):
        this = play(start, seed)
        found.append(measure(Measured(this.outcome, this.world, start.labels)))
    return found


def log_of(start: Start, seed: int) -> list[tuple]:
    """The event log with words for activities, tiers and desks, so that logs of other ladders can be compared."""
    tiers, desks = [*start.labels.tiers, None], [*start.labels.desks, None]
    columns = ["time", "case", "activity", "tier", "desk", "worker"]
    rows = play(start, seed, log=True).outcome.events[columns].tolist()
    return [(time, case, ACTIVITIES[activity], tiers[tier], desks[desk], worker) for time, case, activity, tier, desk, worker in rows]


def springs_from(one: list[tuple], other: list[tuple], claimed: set[str]) -> bool:
    """Whether the logs are the same, or the first second in which they differ holds a claimed event that only one of them has."""
    a, b = Counter(one), Counter(other)
    different = [*(a - b), *(b - a)]
    if not different:
        return True
    first = min(row[0] for row in different)
    return bool(claimed & {row[2] for row in different if row[0] == first})


def judged(row: Effect, seeds: int) -> Iterator[Finding]:
    """All that a row claims."""
    start, other = start_with(row, row.off), start_with(row, row.on)
    off, on = figures(start, seeds), figures(other, seeds)
    name = f"{row.mechanism} {row.lever} {row.off} -> {row.on}"

    def differences(metric: str) -> list[float]:
        return [b[metric] - a[metric] for a, b in zip(off, on) if a[metric] is not None and b[metric] is not None]

    signs = {(+1, metric) for metric in row.rise} | {(-1, metric) for metric in row.fall}
    signs |= set(row.price)
    for sign, metric in sorted(signs, key=lambda one: one[1]):
        yield mean_of(f"{name}: {metric}", 0.0, differences(metric), bound="above" if sign > 0 else "below")
    changed = sum(a[metric] != b[metric] for metric in row.stay for a, b in zip(off, on))
    if row.stay:
        yield exceptions(f"{name}: replicates in which {', '.join(row.stay)} change", changed, len(row.stay) * seeds)
    claimed = {"born" if event == "births" else event for event in row.events}
    elsewhere = sum(not springs_from(log_of(start, seed), log_of(other, seed), claimed) for seed in range(1, LOGS + 1))
    yield exceptions(f"{name}: pairs of logs that first differ elsewhere than in {', '.join(row.events) or 'nothing'}", elsewhere, LOGS)


@law("effects")
def mechanisms(size: Size) -> Iterator[Finding]:
    """Every mechanism moves what it is said to move, at its price, and nothing but through its own events."""
    for row in effects():
        yield from judged(row, REPLICATES if size.times == 1 else 2 * REPLICATES)
