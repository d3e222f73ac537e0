"""Rows of a sample: each has seeds of its own, shared by its points; so intervals cover what differs by seed, and a study keeps its sample."""

import json
import math
from concurrent.futures import Executor, Future

import pytest

from gridgov import Study
from gridgov.analysis.sample import sensitivities
from gridgov.cli.shell import run_command_line
from gridgov.exemplars import find_exemplars
from gridgov.study.plan import load_plan
from gridgov.study.points import ROW
from gridgov.study.work import blank
from gridgov.study.worlds import SEEDS_PER_WORLD
from gridgov.text.faults import Faults
from tests.laws.sensitivities import KNOWN, covered

PLAN = """
scenario = "classroom"
policies = {policies}
replicates = {replicates}
metrics = ["problem_days"]
days = 20

[set]
"city.residents" = 600
"city.streets" = 1
"city.communities_per_street" = 1
"time.warmup_days" = 5

[design]
kind = "{kind}"
points = {points}

[lever.a]
path = "learning.trust"
low = 0.0
high = {high}

[lever.b]
path = "work.shared"
low = 0.0
high = 1.0

[lever.c]
path = "tier.grid.slots"
low = 1
high = 4
"""
KINDS = {"morris": (5, 4), "sobol_indices": (4, 5)}  # points, and how many lie in a row


def plan(folder, kind="morris", points=None, policies=("before",), replicates=2, high=1.0, more=""):
    path = folder / "plan.toml"
    text = PLAN.format(kind=kind, points=points or KINDS[kind][0], policies=json.dumps(policies), replicates=replicates, high=high)
    path.write_text(text + more, encoding="utf-8")
    return load_plan(path)


class Stub(Executor):
    """Makes up every run: a figure that says its point's number and its seed."""

    def submit(self, do, task, source_sha256, series):
        future = Future()
        figures = {"status": "done", "case_table_sha256": "x"}
        future.set_result([blank(job, source_sha256) | figures | {"metrics": {"problem_days": float(job.point + job.seed)}} for job in task.runs])
        return future


@pytest.mark.parametrize("kind", KINDS)
def test_points_of_a_row_share_their_seeds_under_every_policy_and_rows_have_others(tmp_path, kind):
    points, each = KINDS[kind]
    with Study.create(plan(tmp_path, kind, policies=("before", "five_chiefs")), tmp_path / "study") as study:
        counts = study.run(workers=1, executor=Stub())
        assert counts == {"done": study.wanted}
        table, note = study.table(("problem_days",)), study.store.about("sample")
    of_row = [frozenset(rows["seed"]) for _, rows in table.groupby(ROW)]
    assert [len(seeds) for seeds in of_row] == [2] * points and len(frozenset().union(*of_row)) == 2 * points
    assert all((rows.groupby("point")["seed"].apply(frozenset) == seeds).all() for (_, rows), seeds in zip(table.groupby(ROW), of_row))
    assert table["run"].is_unique
    # rows of the note are the rows of the sample: so many points one after the other
    number = table.groupby("point")[ROW].first()
    for rows in note["rows"].values():
        assert [number[point] for point in rows] == [1 + place // each for place in range(points * each)]


def test_a_run_of_a_row_is_replayed_by_its_own_seed(tmp_path):
    with Study.create(plan(tmp_path, points=4, replicates=1), tmp_path / "study") as study:
        study.run(workers=1)
        last = study.table(()).iloc[-1]
        assert last["seed"] == 1 + SEEDS_PER_WORLD * 4
        assert study.replay(last["run"]).provenance["case_table_sha256"] == last["case_table_sha256"]


def test_what_a_study_is_shown_by_has_the_seeds_of_one_row(tmp_path):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1, executor=Stub())
    first, last = find_exemplars(tmp_path / "study").runs
    assert first.label != last.label and first.seed == last.seed and all(f"{ROW}=1 " in one.label for one in (first, last))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("more", [{"points": 8}, {"replicates": 3}, {"policies": ("before", "five_chiefs")}])
def test_a_study_that_grows_keeps_old_runs_and_has_those_of_the_larger_one(tmp_path, kind, more):
    with Study.create(plan(tmp_path, kind), tmp_path / "study") as study:
        study.run(workers=1, executor=Stub())
        before = study.table(())
        study.extend(plan(tmp_path, kind, **more))
        study.run(workers=1, executor=Stub())
        after, note = study.table(()), study.store.about("sample")
    with Study.create(plan(tmp_path, kind, **more), tmp_path / "large") as study:
        study.run(workers=1, executor=Stub())
        large, whole = study.table(()), study.store.about("sample")
    assert set(before["run"]) < set(after["run"]) and after["run"].is_unique
    keys = ["run", "policy", "replicate", "seed", ROW, "a", "b", "c"]
    both = [frame[keys].sort_values("run", ignore_index=True) for frame in (after, large)]
    assert both[0].equals(both[1])
    assert {name: len(rows) for name, rows in note["rows"].items()} == {name: len(rows) for name, rows in whole["rows"].items()}
    assert note["shares"] == whole["shares"]


def test_a_plan_with_fewer_rows_or_other_policies_takes_nothing_away_from_the_sample(tmp_path):
    with Study.create(plan(tmp_path, points=8, policies=("before", "five_chiefs")), tmp_path / "study") as study:
        study.extend(plan(tmp_path, points=5, policies=("five_chiefs", "five_chiefs+whistle")))
        study.run(workers=1, executor=Stub())
        rows = {name: len(each) for name, each in study.store.about("sample")["rows"].items()}
        assert rows == {"before": 32, "five_chiefs": 32, "five_chiefs+whistle": 20}
        # a difference is taken over the rows that both have
        assert [(one.policy, one.found.rows) for one in sensitivities(study)] == [("five_chiefs", 8), ("five_chiefs+whistle", 5)]


OTHERS = {
    "another design": {"kind": "sobol_indices"}, "another range": {"high": 0.5},
    "a lever more": {"more": '[lever.d]\npath = "inspection.share"\nlow = 0.0\nhigh = 0.3\n'},
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_plan_of_another_sample_is_refused_and_the_study_stays_as_it_was(tmp_path, other):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1, executor=Stub())
        before, points = study.store.about("sample"), len(study.points)
        with pytest.raises(Faults, match="another sample than the study, whose design is morris"):
            study.extend(plan(tmp_path, **other))
        assert study.store.about("sample") == before and len(study.store.points()) == points == len(study.points)
        assert sensitivities(study)


def test_a_sample_and_other_designs_do_not_go_into_one_study(tmp_path, capsys):
    sample = plan(tmp_path)
    plain = tmp_path / "plain.toml"
    plain.write_text((tmp_path / "plan.toml").read_text().split("[design]")[0], encoding="utf-8")
    for first, then, folder in ((sample, plain, "of_sample"), (plain, sample, "of_plain")):
        with Study.create(first, tmp_path / folder) as study, pytest.raises(Faults, match="--out"):
            study.extend(then)
    assert run_command_line(["sweep", str(plain), "--out", str(tmp_path / "of_sample")]) == 2
    assert '[design] kind = "policies"' in (said := capsys.readouterr().err) and "Traceback" not in said


def test_rows_have_no_more_replicates_than_seeds(tmp_path):
    with pytest.raises(Faults, match="replicates = 1001"):
        plan(tmp_path, replicates=SEEDS_PER_WORLD + 1)


@pytest.mark.parametrize("design", KNOWN)
def test_where_all_rows_share_a_few_seeds_intervals_miss_what_a_factor_does_under_others_and_with_seeds_of_their_own_they_hold(design):
    rounds = 15
    least = 0.95 * rounds - 4 * math.sqrt(0.95 * 0.05 * rounds)
    assert (covered(design, rounds) >= least).all() and (covered(design, rounds, own_seeds=False) < least).any()
