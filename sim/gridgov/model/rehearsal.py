"""What a scenario says and wants, tried without a run: places that policies name, grids that can be drawn, facts that are given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gridgov.city.city import build_city
from gridgov.metrics import metric_faults
from gridgov.organisation.checked import load_checked
from gridgov.organisation.grids import draw_grids
from gridgov.organisation.schedule import build_schedule
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.facts import unheld
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Fault, Faults


def load_rehearsed(name_or_path: str | Path, sources: Sources) -> Scenario:
    """A scenario of which everything is tried that can be tried without a run; raises Faults with all that is wrong."""
    faults: list[Fault] = []
    try:
        scenario = load_checked(name_or_path, sources=sources)
    except Faults as found:
        faults += found.faults
        try:
            scenario = load_scenario(name_or_path, sources=sources)
        except Faults:
            raise Faults(faults) from None
    faults += refused_plans(name_or_path, scenario, sources) + refused_facts(name_or_path, scenario, sources)
    if faults:
        raise Faults(faults)
    return scenario


def refused_plans(name_or_path: str | Path, scenario: Scenario, sources: Sources) -> list[Fault]:
    """What the city refuses of the grids that a scenario wishes, and of the grids and stages of each of its own policies.

    `scenario` is what was loaded from `name_or_path` without policies, `sources` the files read for it.
    """
    city = build_city(scenario)
    tries = [("", scenario)] + [(name, load_scenario(name_or_path, [name], sources=sources)) for name in sources.own_policies(name_or_path)]
    faults: list[Fault] = []
    drawn = None
    for policy, wanted in tries:
        same = wanted.settings.grids == scenario.settings.grids
        if policy and same and not any(part.placed for part in wanted.parts):
            continue
        try:
            grids = drawn if policy and same else draw_grids(wanted.settings, city)
            drawn = drawn if policy else grids
            if grids is not None:
                build_schedule(wanted, city, grids)
        except Faults as found:
            said = {fault.message for fault in faults}
            of_all = [one for one in found.faults if one.file == "scenario" and one.message not in said]
            faults += [replace(one, file=f"policy {policy}") if policy else one for one in of_all]
            # names of places were looked up when the scenario was loaded
            faults += [one for one in found.faults if one.file != "scenario" and one.key not in ("streets", "grids")]
    return faults


def refused_facts(name_or_path: str | Path, scenario: Scenario, sources: Sources) -> list[Fault]:
    """Facts of a scenario that are marked as given and are not, and those whose metric there is not."""
    loaded = {AS_IT_STANDS: scenario}

    def under(policy: str) -> Scenario:
        if policy not in loaded:
            loaded[policy] = load_scenario(name_or_path, [policy], sources=sources)
        return loaded[policy]

    file = sources.chain(name_or_path)[-1].shown
    return unheld(scenario.facts, under, file) + metric_faults(scenario.facts, under, file)
