"""GridModel: a Mesa model like any other, whichever engine runs underneath."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

from gridgov import GridModel, load_scenario
from gridgov.model import import_mesa
from gridgov.model.start import MOST_RESIDENTS_AS_AGENTS, open_scenario, start_of
from gridgov.tables.build import build
from gridgov.text.faults import Faults

mesa = import_mesa()
ENGINES = ("compiled", "agents")
SMALL = {"city__residents": 300, "city__streets": 1, "time__warmup_days": 5, "chiefs__cadre_share": 0.5}


def town(engine="compiled", **changes):
    return GridModel("baseline", **{"seed": 4, "engine": engine, "days": 25, **SMALL, **changes})


def dotted(changes):
    return {name.replace("__", "."): value for name, value in changes.items()}


def finished(model):
    while model.running:
        model.step()
    return model


def same(one, other) -> bool:
    """Whether two outcomes hold the same bytes."""
    return all(a.tobytes() == b.tobytes() if isinstance(a, np.ndarray) else a == b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_one_step_is_one_day_and_the_run_ends_by_itself(engine):
    model = town(engine)
    assert isinstance(model, mesa.Model) and model.running and model.day == 0 and model.days == 30
    model.step()
    assert model.day == model.steps == 1
    with pytest.raises(RuntimeError, match="the run is not over: day 1 of 30"):
        model.outcome()
    finished(model)
    assert model.day == 30
    with pytest.raises(RuntimeError, match="the run is over: all 30 days are done"):
        model.step()
    assert len(model.outcome().daily) == 30 and model.metrics()["problem_days"] > 0


def test_both_engines_give_the_same_tables_series_and_metrics():
    compiled, agents = (finished(town(engine, events=True, buildings_daily=True)) for engine in ENGINES)
    assert same(compiled.outcome(), agents.outcome()) and len(compiled.outcome().events) > 100
    assert compiled.metrics() == agents.metrics()
    assert compiled.datacollector.get_model_vars_dataframe().equals(agents.datacollector.get_model_vars_dataframe())


@pytest.mark.parametrize("engine", ENGINES)
def test_pickled_on_day_100_and_continued_it_gives_the_same_log(engine):
    whole = finished(town(engine, days=120, events=True))
    first = town(engine, days=120, events=True)
    for _ in range(100):
        first.step()
    list(first.agents_by_type["Building"])  # what was looked at must not hinder
    second = pickle.loads(pickle.dumps(first))
    assert second.day == 100 and len(second.datacollector.model_vars["born"]) == 100
    assert same(finished(second).outcome(), whole.outcome()) and same(finished(first).outcome(), whole.outcome())
    assert second.metrics() == whole.metrics()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_data_collector_has_a_row_per_day_and_metrics_on_the_last(engine):
    model = finished(town(engine))
    table = model.datacollector.get_model_vars_dataframe()
    assert len(table) == 30 and list(table["day"]) == list(range(30)) and set(table["run_seed"]) == {4}
    assert list(table["born"]) == model.outcome().daily["born"].tolist()
    assert list(table["queue_community"]) == model.outcome().queue_daily[:, model.start.labels.tiers.index("community")].tolist()
    assert table["problem_days"].isna()[:-1].all() and table["problem_days"].iloc[-1] == model.metrics()["problem_days"]


def test_agents_are_found_by_type_and_by_name_in_both_engines():
    compiled, agents = (town(engine) for engine in ENGINES)
    kinds = ("Desk", "Department", "Building", "Resident", "Worker", "BuildingChief")
    for model in (compiled, agents):
        for _ in range(20):
            model.step()
        assert sorted(kind.__name__ for kind in model.agent_types) == sorted(kinds) == sorted(kind.__name__ for kind in model.agents_by_type)
        assert len(model.agents) == sum(len(model.agents_by_type[kind]) for kind in model.agent_types)
        assert isinstance(model.agents, mesa.agent.AgentSet) and len({agent.unique_id for agent in model.agents}) == len(model.agents)
    for kind in kinds:
        assert len(compiled.agents_by_type[kind]) == len(agents.agents_by_type[kind]) > 0
    # a class of one engine finds the agents of the other
    for kind in agents.agent_types:
        assert compiled.agents_by_type[kind][0].__class__.__name__ == kind.__name__
    with pytest.raises(KeyError):
        compiled.agents_by_type["Mayor"]


def test_views_say_what_the_agents_of_the_other_engine_say():
    compiled, agents = (town(engine) for engine in ENGINES)
    for model in (compiled, agents):
        for _ in range(20):
            model.step()

    def told(model, kind, *names):
        return sorted([agent.row, *(getattr(agent, name) for name in names)] for agent in model.agents_by_type[kind])

    assert told(compiled, "Resident", "trust", "satisfaction", "propensity") == told(agents, "Resident", "trust", "satisfaction", "propensity")
    assert told(compiled, "Building", "open", "reputation", "x", "y") == told(agents, "Building", "open", "reputation", "x", "y")
    assert told(compiled, "Desk", "waiting", "slots", "speed", "acts", "x") == told(agents, "Desk", "waiting", "slots", "speed", "acts", "x")
    assert told(compiled, "Department", "waiting", "slots") == told(agents, "Department", "waiting", "slots")

    def workers(model, kind):
        return sorted((worker.desk.row, worker.slot, worker.busy, worker.travel) for worker in model.agents_by_type[kind])

    for kind in ("Worker", "BuildingChief"):
        assert workers(compiled, kind) == workers(agents, kind)
    ours, theirs = (sorted(model.agents_by_type["Building"], key=lambda building: building.row) for model in (compiled, agents))
    for view, agent in zip(ours, theirs, strict=True):
        assert [resident.row for resident in view.residents] == [resident.row for resident in agent.residents]
        assert [desk and desk.row for desk in view.desks] == [desk and desk.row for desk in agent.desks]
        assert len(view.problems) == view.open and all(resident.building is view for resident in view.residents)


def test_views_are_made_once_and_follow_the_run():
    model = town()
    building = max(model.agents_by_type["Building"], key=lambda one: one.households)
    assert model.agents_by_type["Building"].select(lambda one: one.row == building.row)[0] is building
    seen = []
    while model.running:
        model.step()
        seen.append(building.open)
    assert max(seen) > 0 and seen[-1] == len(building.problems)
    assert model.agents_by_type["Desk"].agg("waiting", sum) >= 0 and set(model.agents.select(lambda agent: agent.row == 0).get("row")) == {0}
    assert building.name and building.kind in model.start.labels.kinds and building.chief in ("none", "cadre", "resident")
    desk = building.desks[model.start.labels.tiers.index("grid")]
    assert desk.tier == "grid" and desk.name.startswith("grid/") and desk.workers[0].desk is desk
    assert model.agents_by_type["Department"][0].department in model.start.labels.departments


# ---- levers, seeds, refusals -----------------------------------------------------------------------------------------


def test_levers_are_paths_with_two_underscores_or_a_dict():
    by_name = town(tier__grid__slots=2)
    by_dict = GridModel("baseline", seed=4, days=25, levers={"tier.grid.slots": 2, **dotted(SMALL)})
    assert by_name.scenario.sha256 == by_dict.scenario.sha256
    assert by_name.scenario.settings.tier["grid"].slots == 2 and by_name.scenario.settings.time.horizon_days == 25


def test_wrong_levers_are_sentences():
    with pytest.raises(Faults, match="slotz"):
        town(tier__grid__slotz=2)
    with pytest.raises(Faults, match="slots"):
        town(tier__grid__slots=-1)
    with pytest.raises(Faults, match="engine"):
        town(engine="quick")
    with pytest.raises(Faults, match="load_scenario"):
        GridModel(load_scenario("classroom"), tier__grid__slots=2)
    for seed in (-1, 1.5, "one", True):
        with pytest.raises(Faults, match="seed"):
            town(seed=seed)
    assert town(seed=np.int64(3)).run_seed == 3


def test_a_loaded_scenario_may_be_run_for_other_days():
    loaded = open_scenario(load_scenario("classroom"), days=7)
    assert loaded.sha256 == load_scenario("classroom", extra={"time.horizon_days": 7}).sha256


@pytest.mark.parametrize("days", [0, "x", 10**9, 1.5, True, -3])
def test_wrong_days_are_a_sentence(days):
    for scenario in ("classroom", load_scenario("classroom")):
        with pytest.raises(Faults, match="horizon_days = "):
            open_scenario(scenario, days=days)


@pytest.mark.parametrize(("named", "words"), [
    ({"policies": 3}, "policies = 3: must be the name of a policy"), ({"policies": [3]}, "policies"), ({"policies": None}, "policies"),
    ({"sets": 3}, "sets = 3: must be a text"), ({"sets": [("a", 1)]}, "sets"), ({"extra": 3}, "extra = 3: must be a table"),
])  # fmt: skip
def test_arguments_of_the_wrong_type_are_sentences(named, words):
    with pytest.raises(Faults, match=words):
        load_scenario("classroom", **named)


def test_policies_come_as_a_text_or_a_list():
    text, names = GridModel("classroom", policies="whistle, delegation"), GridModel("classroom", policies=["whistle", "delegation"])
    assert text.scenario.sha256 == names.scenario.sha256 and text.scenario.policies == ("whistle", "delegation")


def test_a_city_too_large_for_agents_is_refused_before_it_is_built():
    with pytest.raises(Faults, match=f"at most {MOST_RESIDENTS_AS_AGENTS:,}: the compiled engine"):
        GridModel("baseline", engine="agents", city__residents=MOST_RESIDENTS_AS_AGENTS + 1)


def test_no_seed_draws_one_and_remembers_it():
    one, other = town(seed=None), town(seed=None)
    assert one.run_seed != other.run_seed
    assert same(finished(one).outcome(), finished(town(seed=one.run_seed)).outcome())
    assert town(rng=9).run_seed == 9


def test_replicates_share_their_city_and_start_as_if_built_anew():
    scenario, other = (load_scenario("baseline", policies, extra=dotted(SMALL)) for policies in ([], ["whistle"]))
    start_of(scenario, 1)
    again, anew = start_of(scenario, 2).world, build(scenario, 2).world
    for field in anew._fields:
        ours, theirs = getattr(again, field), getattr(anew, field)
        assert ours.tobytes() == theirs.tobytes() if isinstance(theirs, np.ndarray) else str(ours) == str(theirs), field
    assert start_of(other, 2).city is start_of(scenario, 3).city


# ---- in Mesa's own tools ---------------------------------------------------------------------------------------------

PARAMETERS = {
    "scenario": "baseline", "days": 10, "city__residents": 200, "city__streets": 1, "time__warmup_days": 0,
    "seed": [1, 2], "tier__grid__slots": [1, 2],
}  # fmt: skip


@pytest.mark.parametrize("processes", [1, 2])
def test_it_works_inside_batch_run(processes):
    rows = mesa.batchrunner.batch_run(GridModel, PARAMETERS, number_processes=processes, iterations=1, max_steps=1000, display_progress=False)
    assert len(rows) == 4 and {(row["seed"], row["tier__grid__slots"]) for row in rows} == {(1, 1), (1, 2), (2, 1), (2, 2)}
    for row in rows:
        changes = {name: row[name] for name in PARAMETERS if name != "scenario"}
        alone = finished(GridModel("baseline", **changes))
        assert row["problem_days"] == alone.metrics()["problem_days"] and row["day"] == 9
    assert len({row["problem_days"] for row in rows}) > 1


def test_without_a_seed_batch_run_makes_iterations_differ():
    # so many residents that no two runs come out alike by chance
    parameters = {**PARAMETERS, "seed": None, "tier__grid__slots": 1, "city__residents": 2000}
    rows = mesa.batchrunner.batch_run(GridModel, parameters, iterations=3, display_progress=False)
    assert len({row["run_seed"] for row in rows}) == 3 and len({row["problem_days"] for row in rows}) == 3


@pytest.mark.parametrize("use", ["gridgov.GridModel", "gridgov.simulate('classroom', days=1, engine='agents')", "gridgov.model.views"])
def test_importing_mesa_through_gridgov_leaves_the_start_method_alone(use):
    told = "print(multiprocessing.get_start_method(allow_none=True), 'mesa' in sys.modules)"
    code = f"import multiprocessing, sys, gridgov, gridgov.model.views\n{use}\n{told}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.stdout.split() == ["None", "True"], done.stderr
