"""Loading a scenario with an eye on its city: grids that policies name are looked for among those that there will be."""

from __future__ import annotations

from collections.abc import Sequence

from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Faults


def load_checked(name_or_path, policies=(), sets=(), extra=None, sources=None, asker="--policy") -> Scenario:
    """What `load_scenario` gives, with the names of grids checked as well: the city is built for it only where a policy names one."""
    return load_scenario(name_or_path, policies, sets, extra, sources, grids=grid_names, asker=asker)


def load_each(name_or_path, names: Sequence[str], sets=(), extra=None, asker="--policies") -> dict[str, Scenario]:
    """A scenario under each of some policies (AS_IT_STANDS for none), by name; raises Faults with those of all of them together."""
    loaded, faults, sources = {}, [], Sources()
    for name in names:
        try:
            loaded[name] = load_checked(name_or_path, () if name == AS_IT_STANDS else (name,), sets, extra, sources, asker)
        except Faults as found:
            faults += [fault for fault in found.faults if fault not in faults]
    if faults:
        raise Faults(faults)
    return loaded


def grid_names(scenario: Scenario) -> tuple[str, ...]:
    """Names of the grids of a scenario's city; raises Faults where they cannot be drawn as wished."""
    from gridgov.city.city import build_city  # brings in the compiler, which most checks do without
    from gridgov.organisation.grids import draw_grids

    return draw_grids(scenario.settings, build_city(scenario)).names
