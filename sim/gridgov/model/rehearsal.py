"""What a scenario says and wants, tried without a run: places that policies name, grids that can be drawn, facts that are given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gridgov.city.city import build_city
from gridgov.metrics import metric_faults
from gridgov.organisation.checked import load_checked
from gridgov.organisation.grids import draw_grids
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
    faults += refused_grids(name_or_path, scenario, sources) + refused_facts(name_or_path, scenario, sources)
    if faults:
        raise Faults(faults)
    return scenario


def refused_grids(name_or_path: str | Path, scenario: Scenario, sources: Sources) -> list[Fault]:
    """What the city refuses of the grids that a scenario wishes, and each of its own policies that draws others.

    `scenario` is what was loaded from `name_or_path` without policies, `sources` the files read for it.
    """
    city = build_city(scenario)
    tries = [("", scenario)] + [(name, load_scenario(name_or_path, [name], sources=sources)) for name in sources.own_policies(name_or_path)]
    faults: list[Fault] = []
    for policy, wanted in tries:
        if policy and wanted.settings.grids == scenario.settings.grids:
            continue
        try:
            draw_grids(wanted.settings, city)
        except Faults as found:
            said = {fault.message for fault in faults}
            place = f"policy {policy}"
            faults += [replace(one, file=place) if policy and one.file == "scenario" else one for one in found.faults if one.message not in said]
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
