"""The numbers of the documents against the simulation: which are put in, which come out, and which of those hit."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gridgov.analysis.compare import compare
from gridgov.analysis.paired import Estimate, mean_interval, present
from gridgov.metrics import Measured, find_metric
from gridgov.model.rehearsal import refused_facts
from gridgov.scenario.data import AS_IT_STANDS, scenario_names
from gridgov.scenario.facts import EMERGENT, MEASURED
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Fact, Scenario
from gridgov.scenario.sources import Sources
from gridgov.text.counts import counted
from gridgov.text.faults import Faults, show
from gridgov.text.layout import number
from gridgov.text.words import say

NOTHING = Estimate(0, None, None, None)


@dataclass(frozen=True)
class Checked:
    """A fact of a scenario and what came of it. `verdict` is given, arithmetic, context, open (not measured), hit or miss."""

    scenario: str
    fact: Fact
    simulated: Estimate = NOTHING

    @property
    def verdict(self) -> str:
        """What can be said of the fact; a miss is judged by the mean, whose interval speaks of chance only."""
        if self.fact.kind != EMERGENT:
            return self.fact.kind
        if self.simulated.mean is None:
            return "open"
        return "hit" if self.fact.hit(self.simulated.mean) else "miss"

    def row(self) -> dict[str, Any]:
        """All of it under plain names, as JSON can hold it."""
        sets: dict[str, dict[str, Any]] = {}
        for policy, path, value in self.fact.sets:
            sets.setdefault(policy, {})[path] = value
        return {
            "scenario": self.scenario, "document": self.fact.document, **vars(self.fact), "sets": sets,
            "verdict": self.verdict, "simulated": self.simulated.mean, "simulated_low": self.simulated.low,
            "simulated_high": self.simulated.high, "replicates": self.simulated.count,
        }  # fmt: skip


def documented() -> tuple[str, ...]:
    """The shipped scenarios that state facts, in the order of the documents."""
    found = {name: load_scenario(name).facts for name in scenario_names()}
    return tuple(sorted((name for name in found if found[name]), key=lambda name: found[name][0].number))


def check_facts(
    name_or_path: str | Path, *, replicates: int = 0, seed: int = 1, workers: int | None = None, progress: Callable[[int], None] = lambda runs: None
) -> list[Checked]:
    """The facts of a scenario, in order of their numbers; those that emerge or follow from inputs are measured in so many runs of each policy.

    Raises
    ------
    Faults
        If the scenario has any, or a fact is marked as given that is not.
    """
    sources = Sources()
    scenario = load_scenario(name_or_path, sources=sources)
    if faults := refused_facts(name_or_path, scenario, sources):
        raise Faults(faults)
    ready = [one for one in scenario.facts if one.kind in MEASURED]
    values = {}
    if ready and replicates:
        values = _runs(name_or_path, scenario, ready, sources, replicates=replicates, seed=seed, workers=workers, progress=progress)
    return [Checked(scenario.name, one, simulated(one, values) if one in ready and values else NOTHING) for one in scenario.facts]


def runs_needed(name_or_path: str | Path) -> int:
    """Policies that have to be run for the facts of a scenario."""
    return len(_policies(one for one in load_scenario(name_or_path).facts if one.kind in MEASURED))


def simulated(fact: Fact, values: Mapping[str, Mapping[str, Sequence[float | None]]]) -> Estimate:
    """What came out for a fact: `values[policy][metric]` has one number per replicate."""
    found = values[fact.policy][fact.metric]
    if fact.against:
        pairs = zip(found, values[fact.against][fact.metric])
        return mean_interval([new / old for new, old in pairs if present(new) and present(old) and old])
    return mean_interval([value * fact.scale for value in found if present(value)])


def _policies(facts) -> list[str]:
    return list(dict.fromkeys(name for one in facts for name in (one.policy, one.against) if name))


def _runs(name_or_path, scenario: Scenario, facts: list[Fact], sources: Sources, *, workers, **settings):
    from gridgov.scenario.size import workers_that_fit

    policies = _policies(facts)
    scenarios = {
        policy: scenario if policy == AS_IT_STANDS else load_scenario(name_or_path, [policy], sources=sources) for policy in policies
    }
    runs = len(policies) * settings["replicates"]
    workers = workers_that_fit(scenario.settings, workers and min(workers, runs), min(os.cpu_count() or 1, runs))
    names = tuple(dict.fromkeys(one.metric for one in facts))
    return compare(scenarios, name=scenario.name, workers=workers, measure=partial(measure_names, names), **settings).values


def measure_names(names: tuple[str, ...], scenario: Scenario, seed: int) -> tuple[dict[str, float | None], dict[str, Any]]:
    """The named figures and the provenance of one run: what a worker sends back."""
    from gridgov.run import simulate

    run = simulate(scenario, seed=seed)
    figures = dict(run.metrics)
    wanted = {find_metric(name) for name in names if name not in figures}
    if wanted:
        measured = Measured(run.outcome, run.start.world, run.start.labels)
        for metric in wanted:
            figures.update(metric.figures(measured))
    return {name: figures.get(name) for name in names}, dict(run.provenance)


# ---- in words ----------------------------------------------------------------------------------------------------------


def value_text(value: Any) -> str:
    """A stated number as people read it, or the words that hold several."""
    return value if isinstance(value, str) else f"{value:,.10g}"


def outcome_text(one: Checked, lang: str) -> str:
    """Where a fact was put in, what came out, or why it is neither."""
    fact = one.fact
    parts = []
    if fact.sets:
        each: dict[str, list[str]] = {}
        for policy, path, value in fact.sets:
            each.setdefault(policy, []).append(_set_text(path, value, lang))
        comma = say("list.comma", lang)
        said = [
            say("facts.as_it_stands" if policy == AS_IT_STANDS else "facts.under", lang, policy=policy, sets=comma.join(sets))
            for policy, sets in each.items()
        ]
        parts.append(say("facts.put_in", lang, where=say("list.semicolon", lang).join(said)))
    if fact.kind in MEASURED and fact.metric:
        parts.append(_emergent_text(one, lang))
    if one.fact.why:
        parts.append(fact.text("why", lang))
    if one.verdict == "miss":
        parts.append(say("facts.miss", lang, why=fact.text("miss", lang) or say("facts.unexplained", lang)))
    return say("list.sentence", lang).join(parts)


def _set_text(path: str, value: Any, lang: str) -> str:
    table, _, name = path.partition(".")
    if table == "rows":
        return say("facts.rows", lang, table=name, count=value)
    return f"{path} = {show(int(value) if isinstance(value, float) and value.is_integer() else value)}"


def _emergent_text(one: Checked, lang: str) -> str:
    fact = one.fact
    metric = find_metric(fact.metric)
    values = {
        "metric": fact.metric, "policy": fact.policy, "against": fact.against, "about": getattr(metric, lang) if metric else fact.metric,
        "tolerance": _between(fact.low, fact.high, lang),
    }  # fmt: skip
    what = say("facts.ratio" if fact.against else "facts.metric", lang, **values)
    if one.simulated.mean is None:
        return what
    found = say("facts.simulated", lang, value=number(one.simulated.mean), runs=counted("runs", lang, one.simulated.count))
    if one.simulated.low is not None:
        found = say("facts.interval", lang, found=found, low=number(one.simulated.low), high=number(one.simulated.high))
    if fact.kind != EMERGENT:
        came = say("facts.within" if fact.hit(one.simulated.mean) else "facts.outside", lang, found=found)
    else:
        came = say("facts.found", lang, found=found, verdict=say(f"facts.verdict.{one.verdict}", lang))
    return say("list.sentence", lang).join([what, came])


def _between(low: float | None, high: float | None, lang: str) -> str:
    if low is not None and high is not None:
        return say("compare.range", lang, low=number(low), high=number(high))
    return say("facts.at_least", lang, low=number(low)) if high is None else say("facts.at_most", lang, high=number(high))


def tally(facts: Sequence[Checked]) -> dict[str, int]:
    """How many facts have each verdict."""
    count = dict.fromkeys(("given", "arithmetic", "hit", "miss", "open", "context"), 0)
    for one in facts:
        count[one.verdict] += 1
    return count


def tally_text(facts: Sequence[Checked], lang: str) -> str:
    """The same in words; what does not occur is left out."""
    parts = [f"{say(f'facts.verdict.{verdict}', lang)} {count}" for verdict, count in tally(facts).items() if count]
    return say("list.comma", lang).join(parts)
