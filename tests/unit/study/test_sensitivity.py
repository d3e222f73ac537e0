"""Sensitivity against closed forms, with the noise of seeds and without: Ishigami, Sobol G, linear functions."""

import json
import math

import numpy as np
import pytest

from gridgov.analysis.sample import sensitivities
from gridgov.analysis.sensitivity import morris, sobol
from gridgov.cli.shell import run_command_line
from gridgov.study.plan import load_plan
from gridgov.study.sampling import base_sample, trajectories
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from gridgov.text.faults import Faults
from tests.functions import FUNCTIONS, SLOPES, ask, bent, ishigami, ishigami_truth, runs, sobol_g, straight


@pytest.mark.parametrize(("function", "factors", "truth"), FUNCTIONS, ids=["ishigami", "sobol_g"])
@pytest.mark.parametrize(("noise", "replicates"), [(0.0, 1), (1.0, 2), (1.0, 5)])
def test_indices_meet_the_closed_form_with_and_without_noise(function, factors, truth, noise, replicates):
    variance, first, total = truth()
    levels = function(base_sample(ask(factors, 1024)))
    found = sobol(runs(levels, noise * math.sqrt(variance), replicates, np.random.default_rng(3), common=noise, each=factors + 2), factors)
    assert abs(found.variance.value - variance) < 4 * found.variance.error
    for one in range(factors):
        assert abs(found.first[one].value - first[one]) < 4 * found.first[one].error + 1e-9, one
        assert abs(found.total[one].value - total[one]) < 4 * found.total[one].error + 1e-9, one
        assert found.first[one].low <= found.first[one].value <= found.first[one].high
    assert (found.noise is None) == (found.noise_share is None) == (replicates == 1)


def test_the_share_of_variance_that_is_noise_of_seeds_is_told():
    variance, _, _ = ishigami_truth()
    found = sobol(runs(ishigami(base_sample(ask(3, 512))), math.sqrt(variance / 3), 4, np.random.default_rng(10)), 3)
    assert found.noise_share == pytest.approx(1 / 4, abs=0.02)


def test_without_telling_noise_apart_total_indices_would_be_far_too_large():
    variance, _, total = ishigami_truth()
    values = runs(ishigami(base_sample(ask(3, 1024))), math.sqrt(variance), 2, np.random.default_rng(4))
    naive, corrected = sobol(values.mean(axis=1, keepdims=True), 3), sobol(values, 3)
    assert naive.total[1].value > total[1] + 0.1 and abs(corrected.total[1].value - total[1]) < 4 * corrected.total[1].error


def test_intervals_of_indices_cover_the_closed_form():
    variance, first, total = ishigami_truth()
    rng, repetitions, covered = np.random.default_rng(5), 60, np.zeros(2)
    for seed in range(repetitions):
        found = sobol(runs(ishigami(base_sample(ask(3, 256, seed=seed))), math.sqrt(variance) / 2, 3, rng), 3)
        covered += found.first[0].low <= first[0] <= found.first[0].high, found.total[1].low <= total[1] <= found.total[1].high
    # a bootstrap of a scrambled sequence takes it for random points and errs to the wide side
    assert (covered / repetitions >= 0.95 - 0.02 - 4 * math.sqrt(0.95 * 0.05 / repetitions)).all()


def test_indices_equal_those_of_salib_where_there_is_no_noise():
    from SALib.analyze import sobol as theirs

    levels = sobol_g(base_sample(ask(5, 256)))
    problem = {"num_vars": 5, "names": list("abcde"), "bounds": [[0, 1]] * 5}
    known, found = theirs.analyze(problem, levels, calc_second_order=False, seed=1), sobol(levels[:, None], 5)
    assert [one.value for one in found.first] == pytest.approx(known["S1"], rel=0.01, abs=1e-3)
    assert [one.value for one in found.total] == pytest.approx(known["ST"], rel=0.01, abs=1e-3)


def test_of_nothing_but_noise_no_index_is_given():
    rng = np.random.default_rng(6)
    empty = [sobol(rng.normal(size=(64 * 5, 3)), 3).first == () for _ in range(40)]
    assert sum(empty) >= 40 * 0.975 - 4 * math.sqrt(40 * 0.975 * 0.025)
    constant = sobol(np.full((64 * 5, 3), 7.0), 3)
    assert constant.first == () and constant.noise == 0 and constant.noise_share is None


def test_failed_runs_cost_their_base_row_and_an_unfinished_replicate_is_left_out():
    levels = ishigami(base_sample(ask(3, 128)))
    values = runs(levels, 0.1, 3, np.random.default_rng(7))
    values[7, 0] = values[11, 2] = math.nan
    values[200:, 2] = math.nan
    found = sobol(values, 3)
    assert found.replicates == 2 and found.rows == 127
    assert sobol(values * math.nan, 3) is None and sobol(np.ones((15, 2)), 3) is None


def test_elementary_effects_of_a_straight_function_are_its_slopes():
    shares = trajectories(ask(4, 10))
    found = morris(straight(shares)[:, None], shares)
    assert [one.mean for one in found.effects] == pytest.approx(SLOPES.tolist(), abs=1e-9)
    assert [one.strength.value for one in found.effects] == pytest.approx(np.abs(SLOPES).tolist(), abs=1e-9)
    assert all(one.sigma.value == pytest.approx(0, abs=1e-6) for one in found.effects)


def test_noise_is_taken_out_of_sigma_and_a_factor_without_effect_stays_within_it():
    shares = trajectories(ask(4, 200))
    found = morris(runs(bent(shares), 0.5, 4, np.random.default_rng(8)), shares)
    assert [one.beyond_noise for one in found.effects] == [True] * 4
    # the effect of the third is 8 (x - 1/2) of the fourth, which lies on 0, 1/3, 2/3 or 1
    truth = 8 * math.sqrt(np.mean((np.array([0, 1, 2, 3]) / 3 - 0.5) ** 2))
    assert abs(found.effects[2].sigma.value - truth) < 4 * found.effects[2].sigma.error
    flat = morris(runs(straight(shares), 0.5, 4, np.random.default_rng(9)), shares)
    assert [one.beyond_noise for one in flat.effects] == [True, True, False, False]
    for one, slope in zip(flat.effects[:2], SLOPES):
        assert abs(one.strength.value - abs(slope)) < 4 * one.strength.error
        assert one.sigma.value**2 < 4 * 2 * (0.5 * 1.5) ** 2 * 2 / 4 * math.sqrt(2 / 200)


def test_of_many_factors_without_effect_hardly_ever_one_is_told_from_noise_and_strong_ones_are():
    rng, factors, repetitions, false, old = np.random.default_rng(12), 40, 60, 0, 0
    shares = trajectories(ask(factors, 10))
    strong = np.where(np.arange(factors) < 3, 5.0, 0.0)
    for _ in range(repetitions):
        found = morris(runs(shares @ strong, 0.5, 2, rng), shares).effects
        assert all(one.beyond_noise for one in found[:3])
        false += any(one.beyond_noise for one in found[3:])
        old += any(one.strength.low > one.floor for one in found[3:])
    assert false <= 0.05 * repetitions + 4 * math.sqrt(0.05 * 0.95 * repetitions)
    assert old > repetitions / 2  # where each is judged by itself


def test_with_one_replicate_nothing_is_said_to_be_beyond_noise():
    shares = trajectories(ask(4, 10))
    found = morris(straight(shares)[:, None], shares).effects
    assert all(one.beyond_noise is None and one.floor is None and one.chance is None for one in found)


def test_effects_equal_those_of_salib_where_there_is_no_noise():
    from SALib.analyze import morris as theirs

    shares = trajectories(ask(4, 20))
    problem = {"num_vars": 4, "names": list("abcd"), "bounds": [[0, 1]] * 4}
    known, found = theirs.analyze(problem, shares, bent(shares), num_levels=4, seed=1), morris(bent(shares)[:, None], shares)
    assert [one.strength.value for one in found.effects] == pytest.approx(list(known["mu_star"]))
    assert [one.sigma.value for one in found.effects] == pytest.approx(list(known["sigma"]))


def test_too_few_trajectories_give_nothing():
    shares = trajectories(ask(4, 4))
    assert morris(np.full((20, 1), math.nan), shares) is None and morris(straight(shares)[:15, None], shares[:15]) is None


PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 3
metrics = ["problem_days"]

[design]
kind = "{kind}"
points = {points}

[lever.a]
path = "learning.trust"
low = 0.0
high = 1.0

[lever.b]
path = "work.shared"
low = 0.0
high = 1.0

[lever.c]
path = "tier.grid.slots"
low = 1
high = 4
"""


def planted(tmp_path, kind, points, function, noise):
    """A study whose figures are made up: five_chiefs differs from before by a function of the three factors."""
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(kind=kind, points=points), encoding="utf-8")
    plan, rng = load_plan(path), np.random.default_rng(11)
    folder = tmp_path / "study"
    folder.mkdir()
    # put together without the check of each of thousands of points
    store = Store.create(folder / FILE, {"plan": plan.to_json(), "source_sha256": "x", "sample": plan.sample_note(plan.points())})
    store.add_points((number, point, "") for number, point in enumerate(plan.points()))
    luck = rng.normal(size=3)
    for number, point in enumerate(plan.points()):
        shares = np.array([[point.factors["a"], point.factors["b"], (point.factors["c"] - 1) / 3]])
        effect = function(shares)[0] if point.policy == "five_chiefs" else 0
        store.add([
            {"id": f"{number}-{one}", "point": number, "replicate": one, "seed": one, "status": "done", "case_table_sha256": "x", "error": None,
             "seconds": 0.0, "series": {}, "metrics": {"problem_days": 50 + 9 * luck[one] + effect + noise * rng.normal()}} for one in range(3)
        ])  # fmt: skip
    store.close()
    return folder


def test_indices_of_a_difference_meet_the_closed_form_through_the_store(tmp_path):
    def line(shares):
        return shares @ np.array([4.0, 2.0, 1.0])

    with Study.open(planted(tmp_path, "sobol_indices", 256, line, 0.5)) as study:
        (one,) = sensitivities(study)
    # of a sum each factor has the variance of its own term: c takes 0, 1/3, 2/3 and 1 alike, the others lie evenly
    parts = np.array([16 / 12, 4 / 12, np.var([0, 1 / 3, 2 / 3, 1])])
    assert (one.policy, one.reference, one.factors, one.found.replicates) == ("five_chiefs", "before", ("a", "b", "c"), 3)
    for found, truth in zip(one.found.first + one.found.total, np.tile(parts / parts.sum(), 2)):
        assert abs(found.value - truth) < 4 * found.error


def test_the_verb_prints_tables_in_both_languages_and_json_and_refuses_what_it_cannot_answer(tmp_path, capsys):
    folder = str(planted(tmp_path, "morris", 8, lambda shares: shares @ np.array([4.0, -2.0, 0.0]), 0.05))
    for lang, words in (("en", "five_chiefs minus before"), ("zh", "five_chiefs 减 before")):
        assert run_command_line(["sensitivity", folder, "--lang", lang]) == 0
        assert words in (printed := capsys.readouterr().out) and "c (~)" in printed
    assert run_command_line(["sensitivity", folder, "--policy", "before", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["reference"] is None and set(row["effects"]) == {"a", "b", "c"}
    assert run_command_line(["sensitivity", folder, "--policy", "before", "--reference", "five_chiefs"]) == 2
    assert "give one of the two" in capsys.readouterr().err
    assert run_command_line(["sensitivity", folder, "--policy", "none"]) == 2
    assert "no policy none" in capsys.readouterr().err
    for metrics, words in (("cost", "no run of the study gave a figure cost"), ("problem_dayz", "did you mean"), (",", "no metric is named")):
        assert run_command_line(["sensitivity", folder, "--metrics", metrics, "--policy", "none"]) == 2
        told = capsys.readouterr().err
        assert words in told and "no policy none" in told  # both at once


REFUSED = [
    ("morris", 4, "levels = 5", "even number"), ("sobol_indices", 60, "", "power of two"), ("morris", 4, 'doubts = "trust_start"', "list of names"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "points", "extra", "words"), REFUSED)
def test_a_sample_that_the_method_does_not_allow_is_refused(tmp_path, kind, points, extra, words):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(kind=kind, points=points).replace("points =", f"{extra}\npoints ="), encoding="utf-8")
    with pytest.raises(Faults, match=words):
        load_plan(path)


def test_doubts_can_be_screened_beside_levers_of_one_s_own(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(kind="morris", points=4).replace("[lever.a]", 'doubts = ["powers", "paper"]\n[lever.a]'), encoding="utf-8")
    plan = load_plan(path)
    assert [one.name for one in plan.filled().ranges] == ["a", "b", "c", "powers", "paper"]
    note = plan.sample_note(plan.points())
    assert len(note["rows"]["before"]) == 4 * 6 and "category.noise.power.grid" in plan.points()[0].changes


def test_a_study_of_another_design_has_no_sensitivity(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.split("[design]")[0], encoding="utf-8")
    with Study.create(load_plan(path), tmp_path / "other") as study, pytest.raises(Faults, match="design morris or sobol_indices"):
        sensitivities(study)


def test_few_trajectories_say_that_a_row_may_be_undecided():
    from gridgov.analysis.sample import Sensitivity
    from gridgov.analysis.sensitivity import morris
    from gridgov.analysis.sensitivity_wording import sensitivity_text

    def told(rows, lang):
        random = np.random.default_rng(3)
        shares = np.tile([[0.0], [2 / 3]], (rows, 1))
        found = morris(random.normal(size=(2 * rows, 2)), shares)
        return sensitivity_text(Sensitivity("problem_days", "none", None, ("skill",), found), lang, 100)

    assert "4 trajectories are few" in told(4, "en") and "undecided, not" in " ".join(told(4, "en").split())
    assert "4 条轨迹偏少" in told(4, "zh")
    assert "are few" not in told(10, "en")
