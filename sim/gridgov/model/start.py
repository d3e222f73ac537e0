"""From what a user asks for to a start and an engine."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from operator import index
from pathlib import Path
from typing import Any

from gridgov.organisation.checked import load_checked
from gridgov.scenario import size
from gridgov.scenario.layers import Reader, Source
from gridgov.scenario.scenario import Scenario
from gridgov.tables.build import Start, build
from gridgov.text.faults import Fault, Faults

ENGINES = ("compiled", "agents")
MOST_RESIDENTS_AS_AGENTS = 50_000
#: Starts and cities that are kept for the next run of the same scenario: at most so many, and of so many residents together. A study
#: makes one replicate of every point before the next of any, and building a start anew may cost more than the run.
STARTS_KEPT, RESIDENTS_KEPT = 128, 2_000_000
_STARTS: OrderedDict[str, Start] = OrderedDict()


def open_scenario(
    scenario: str | Path | Scenario, policies: str | Iterable[str] = (), levers: Mapping[str, Any] | None = None, days: int | None = None
) -> Scenario:
    """The scenario asked for: a name, a file or a loaded one; raises Faults with everything that is wrong.

    Parameters
    ----------
    policies : names; a text may hold several, divided by commas or plus signs
    levers : values by dotted path
    days : length of the measured period, instead of the scenario's
    """
    changes = dict(levers or {})
    if isinstance(scenario, Scenario):
        if changes or policies:
            message = "a loaded scenario is not changed any more; give policies and levers to load_scenario, or its name here"
            message_zh = "已载入的情景不再更改；请把政策与参数交给 load_scenario，或在此给出情景名称"
            raise Faults([Fault(scenario.name, None, "", "", Fault.NO_VALUE, message, message_zh)])
        return scenario if days is None else _with_days(scenario, days)
    if days is not None:
        changes["time.horizon_days"] = days
    if isinstance(policies, str):
        policies = [name.strip() for name in policies.split(",") if name.strip()]
    return load_checked(scenario, policies=policies, extra=changes)


def check_room(scenario: Scenario, days: int | None, events: bool, buildings_daily: bool) -> None:
    """Refuse what is asked for beyond a scenario that was checked when it was loaded, and does not fit into memory; raises Faults."""
    if days is not None or events or buildings_daily:
        size.check_room(scenario.name, scenario.settings, events, buildings_daily)


def _with_days(scenario: Scenario, days: int) -> Scenario:
    faults: list[Fault] = []
    layer = Reader(faults).read({"time": {"horizon_days": days}}, Source("run"))
    if faults:
        raise Faults(faults)
    settings = scenario.settings
    time = settings.time.model_copy(update={"horizon_days": layer.changes["time", "horizon_days"]})
    return replace(scenario, settings=settings.model_copy(update={"time": time}), _under={})


def start_of(scenario: Scenario, seed: int) -> Start:
    """The start of a run; replicates of one scenario and policies on one city build what they share only once."""
    seed = check_seed(seed)
    place = scenario.city_json
    name = scenario.sha256 + place
    if name in _STARTS:
        _STARTS.move_to_end(name)
        return _STARTS[name].with_seed(seed)
    start = build(scenario, seed, next((known.city for other, known in _STARTS.items() if other.endswith(place)), None))
    _STARTS[name] = start
    while len(_STARTS) > STARTS_KEPT or sum(len(kept.world.resident) for kept in _STARTS.values()) > RESIDENTS_KEPT:
        _STARTS.popitem(last=False)
    return start


def check_seed(seed) -> int:
    """The seed as a whole number of Python; raises Faults if it is none."""
    try:
        whole = index(seed)
        if 0 <= whole < 2**63 and not isinstance(seed, bool):
            return whole
    except TypeError:
        pass
    raise Faults([Fault("run", None, "", "seed", seed, "must be a whole number within [0, 2**63)", "必须是 [0, 2**63) 之内的整数")])


def make_engine(start: Start, engine: str, events: bool = False, buildings_daily: bool = False, model=None):
    """The engine of this name at its first day; `model` owns the agents of the Mesa engine."""
    check_engine(engine, len(start.world.resident))
    if engine == "compiled":
        from gridgov.kernel.engine import CompiledEngine

        return CompiledEngine(start.world, events, buildings_daily)
    from gridgov.agents.engine import AgentEngine

    running = AgentEngine(model, start.world, events, buildings_daily)
    # the rules go by keys; names are for whoever looks at the agents
    for agents, names in ((running.town.desks, start.labels.desks), (running.town.buildings, start.labels.buildings)):
        for agent, name in zip(agents, names, strict=True):
            agent.name = name
    return running


def check_engine(engine: str, residents: int) -> None:
    """Refuse what is no engine, and Mesa agents for a city that they would take hours for."""
    if engine not in ENGINES:
        raise Faults([Fault("run", None, "", "engine", engine, f"must be one of {', '.join(ENGINES)}", f"必须是其中之一：{'、'.join(ENGINES)}")])
    if engine == "agents" and residents > MOST_RESIDENTS_AS_AGENTS:
        most = f"{MOST_RESIDENTS_AS_AGENTS:,}"
        message = f"the city has {residents:,} residents; Mesa agents are for at most {most}: the compiled engine gives the same results"
        message_zh = f"该市有居民 {residents:,} 人；Mesa 主体引擎最多用于 {most} 人：请用结果相同的编译引擎"
        raise Faults([Fault("run", None, "", "engine", engine, message, message_zh)])
