"""What a scenario wants of its city, tried without a run: places that policies name, and grids that can be drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gridgov.city.city import build_city
from gridgov.organisation.organisation import organise
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Fault, Faults


def rehearse(name_or_path: str | Path, scenario: Scenario) -> None:
    """Build the city and the organisation of a scenario, and of each of its own policies that draws grids or names places.

    Raises Faults with all that cannot be granted. `scenario` is what was loaded from `name_or_path` without policies.
    """
    city = build_city(scenario)
    tries = [("", scenario)] + [(name, load_scenario(name_or_path, policies=[name])) for name in Sources().own_policies(name_or_path)]
    faults: list[Fault] = []
    for policy, wanted in tries:
        if policy and wanted.settings.grids == scenario.settings.grids and not any(part.where for part in wanted.parts):
            continue
        try:
            organise(wanted, city)
        except Faults as found:
            said = {fault.message for fault in faults}
            place = f"policy {policy}"
            faults += [replace(one, file=place) if policy and one.file == "scenario" else one for one in found.faults if one.message not in said]
    if faults:
        raise Faults(faults)
