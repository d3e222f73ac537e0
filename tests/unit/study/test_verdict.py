"""Verdicts with both doubts: the split that explains reversals, held against chance, and sentences through the store."""

import json
import math
import shutil

import numpy as np
import pytest

from gridgov.analysis.paired import paired_difference, together
from gridgov.analysis.split import best_split, between, wilson
from gridgov.analysis.worlds import verdicts
from gridgov.analysis.worlds_wording import verdict_sentence
from gridgov.cli.shell import run_command_line
from gridgov.exports.readme import study_readme
from gridgov.study.plan import load_plan
from gridgov.study.study import Study
from gridgov.text.faults import Faults

NAMES = {"metric": "problem_days", "policy_name": "five_chiefs", "reference_name": "before", "better": "lower"}


def worlds(rng, count=200, factors=30):
    return rng.random((count, factors))


def test_a_planted_threshold_is_found_on_its_factor_and_close_to_its_place():
    rng = np.random.default_rng(1)
    values = worlds(rng)
    outcome = (values[:, 7] < 0.3) & (rng.random(200) < 0.9)
    split = best_split(values, outcome)
    assert split.factor == 7 and split.below and abs(split.threshold - 0.3) < 0.05 and split.explains
    assert split.hits + split.misses == outcome.sum() and split.inside + split.outside == 200


def test_no_rule_is_found_in_noise_more_often_than_was_promised():
    rng = np.random.default_rng(2)
    repetitions, level = 100, 0.05
    found = sum(best_split(worlds(rng, 80, 10), rng.random(80) < 0.2, level) is not None for _ in range(repetitions))
    assert found <= level * repetitions + 4 * math.sqrt(level * (1 - level) * repetitions)


def test_few_reversals_and_factors_that_do_not_move_give_no_rule():
    rng = np.random.default_rng(3)
    values = worlds(rng)
    assert best_split(values, values[:, 0] < 0.01) is None
    assert best_split(np.ones((200, 3)), rng.random(200) < 0.5) is None and best_split(np.empty((200, 0)), rng.random(200) < 0.5) is None


def test_a_border_has_as_few_digits_as_tell_its_two_sides_apart():
    assert between(0.37, 0.43) == 0.4 and between(1.0, 2.0) in (1.5, 2.0) and 0.39991 < between(0.39991, 0.39994) <= 0.39994


def test_the_interval_of_a_share_covers_it():
    rng = np.random.default_rng(4)
    for share in (0.1, 0.5, 0.83):
        hits = rng.binomial(200, share, 2000)
        covered = np.mean([low <= share <= high for low, high in (wilson(int(one), 200) for one in hits)])
        assert covered > 0.95 - 0.01 - 4 * math.sqrt(0.05 * 0.95 / 2000)
    assert wilson(0, 0) == (0.0, 1.0) and wilson(0, 10)[0] == 0 and wilson(10, 10)[1] == pytest.approx(1)


PLAN = """
title_en = "Planted"
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = {replicates}
metrics = ["problem_days"]

[design]
kind = "worlds"
points = 60
at_default = 12
doubts = ["trust_start", "reporting", "life"]
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """The folder of a study whose points are checked and none of whose runs is made."""
    return created(tmp_path_factory.mktemp("empty"), PLAN)


def created(folder, plan):
    path = folder / "planted.toml"
    path.write_text(plan.format(replicates=1), encoding="utf-8")
    Study.create(load_plan(path), folder / "study").close()
    return folder / "study"


def planted(tmp_path, empty, base=-5.0, noise=0.5, turn=0.4) -> Study:
    """A study whose figures are made up: five_chiefs has fewer problem-days unless trust is below `turn`."""
    if not (tmp_path / "study").exists():
        shutil.copytree(empty, tmp_path / "study")
    study = Study.open(tmp_path / "study")
    rng = np.random.default_rng(5)
    for place, point in enumerate(study.points):
        effect = base if point.factors.get("trust_start", 0.5) >= turn else -base
        study.store.add([
            {"id": f"{place}-{one}", "point": place, "replicate": one, "seed": one, "status": "done", "case_table_sha256": "x", "error": None,
             "seconds": 0.0, "series": {},
             "metrics": {"cost": 5.0, "problem_days": 100 + effect * (point.policy == "five_chiefs") + noise * rng.normal()}}
            for one in range(study.plan.replicates_of(point))
        ])  # fmt: skip
    return study


def test_a_verdict_says_in_how_many_worlds_it_holds_and_where_it_reverses(tmp_path, empty):
    with planted(tmp_path, empty) as study:
        (found,) = verdicts(study)
    assert found.worlds.count(-1) == 40 and found.worlds.count(1) == 20 and found.worlds.sign == -1
    english, chinese = (verdict_sentence(found, lang) for lang in ("en", "zh"))
    assert "better, " in english and "less, at default assumptions (12 paired replicates)" in english
    assert "Holds in 67 % (54 to 77) of 60 plausible worlds, reverses in 33 %" in english
    assert "Reverses where trust at the start is below 0.4: in 100 % of 20 such worlds, in 0 % of the others." in english
    assert "67%（54 至 77）" in chinese and "当初始信任低于 0.4时反转" in chinese.replace(" 时", "时")


def test_differences_within_the_noise_of_one_seed_are_too_close_to_call(tmp_path, empty):
    with planted(tmp_path, empty, base=0.0, noise=1.0) as study:
        (found,) = verdicts(study)
    # of differences that are nothing but noise one in twenty looks like one
    assert found.worlds.count(0) >= 60 * 0.95 - 4 * math.sqrt(60 * 0.95 * 0.05) - 6
    assert "undecided at default assumptions" in verdict_sentence(found, "en") and found.worlds.split is None


def test_a_study_without_worlds_speaks_at_default_assumptions_only(tmp_path, empty):
    plan = PLAN.split("[design]")[0].replace("{replicates}", "3")
    created(tmp_path, plan)
    with planted(tmp_path, None) as study:
        (found,) = verdicts(study)
    assert found.worlds is None and verdict_sentence(found, "en").endswith("At default assumptions only.")
    assert verdict_sentence(found, "zh").endswith("仅在默认假设下。")


def test_intervals_of_a_table_hold_together_and_are_called_so_in_both_languages(tmp_path, capsys):
    plan = PLAN.split("[design]")[0].replace("{replicates}", "12").replace('["problem_days"]', '["problem_days", "cost"]')
    created(tmp_path, plan)
    with planted(tmp_path, None, base=-1.0) as study:
        frame = study.table(("problem_days",))
        both, (alone,) = verdicts(study), verdicts(study, ("problem_days",))
    sides = [frame[frame["policy"] == policy]["problem_days"].tolist() for policy in ("five_chiefs", "before")]
    assert both[0].default == paired_difference(*sides, **NAMES, level=together(2)) and alone.default == paired_difference(*sides, **NAMES)
    assert both[0].default.estimate.low < alone.default.estimate.low < alone.default.estimate.high < both[0].default.estimate.high
    for lang, words in (("en", "all 2 of this table together hold with 95 %"), ("zh", "全表 2 个区间以 95% 同时成立")):
        assert run_command_line(["verdict", str(tmp_path / "study"), "--lang", lang]) == 0
        assert words in (printed := " ".join(capsys.readouterr().out.split())) and "gridgov select" not in printed
    assert run_command_line(["verdict", str(tmp_path / "study"), "--metrics", "problem_days"]) == 0
    assert "Interval of the difference: Student's, 95 %" in " ".join(capsys.readouterr().out.split())
    assert run_command_line(["verdict", str(tmp_path / "study"), "--json"]) == 0
    assert [(row["intervals_together"], row["length_chosen_by_data"]) for row in json.loads(capsys.readouterr().out)] == [(2, False)] * 2


def test_verdicts_on_a_study_whose_length_the_data_chose_say_that_their_intervals_do_not_account_for_it(tmp_path, capsys):
    created(tmp_path, PLAN.split("[design]")[0].replace("{replicates}", "12"))
    with planted(tmp_path, None) as study:
        assert not study.adaptive and study.run(rounds=[{0: 12, 1: 12}]) == {"done": 24} and study.adaptive
        assert "gridgov select" in study_readme(study, [])
    for lang, words in (("en", "do not account for that and miss more often"), ("zh", "这些区间未计入这一点")):
        assert run_command_line(["verdict", str(tmp_path / "study"), "--lang", lang]) == 0
        assert words in "".join(capsys.readouterr().out.replace("\n    ", " " if lang == "en" else "").splitlines())
    assert run_command_line(["verdict", str(tmp_path / "study"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["length_chosen_by_data"]


def test_the_verb_prints_sentences_in_both_languages_and_json(tmp_path, empty, capsys):
    planted(tmp_path, empty).close()
    folder = str(tmp_path / "study")
    for lang, words in (("en", "five_chiefs against before"), ("zh", "five_chiefs 对比 before")):
        assert run_command_line(["verdict", folder, "--lang", lang]) == 0
        assert words in capsys.readouterr().out
    assert run_command_line(["verdict", folder, "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["worlds"]["split"]["factor"] == "trust_start" and row["verdict"] == "better"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--reference", "none"], "no policy none"),
        (["--metrics", "problem_dayz"], "a figure problem_dayz; did you mean problem_days?"),
        (["--metrics", "nothing"], "a figure nothing; gridgov metrics lists all"),
        (["--metrics", ","], "no metric"),
    ],
)
def test_what_a_study_cannot_answer_is_refused_in_a_sentence(tmp_path, empty, capsys, arguments, words):
    planted(tmp_path, empty).close()
    assert run_command_line(["verdict", str(tmp_path / "study"), *arguments]) == 2
    assert words in capsys.readouterr().err
    assert run_command_line(["verdict", str(tmp_path)]) == 2


def test_a_study_of_one_policy_or_without_default_assumptions_gives_no_verdict(tmp_path, empty):
    one = PLAN.replace('["before", "five_chiefs"]', '["before"]')
    levers = PLAN.split("[design]")[0] + '[design]\nkind = "factorial"\n[lever.a]\npath = "learning.trust"\nvalues = [0.2, 0.8]\n'
    for number, (plan, words) in enumerate(((one, "one policy only"), (levers, "default assumptions"))):
        folder = tmp_path / str(number)
        folder.mkdir()
        created(folder, plan)
        with planted(folder, None) as study, pytest.raises(Faults, match=words):
            verdicts(study)


def test_a_verdict_of_a_study_that_was_cut_is_given_for_the_worlds_there_are(tmp_path, empty):
    shutil.copytree(empty, tmp_path / "study")
    with Study.open(tmp_path / "study") as study:
        (found,) = verdicts(study)
        assert found.default.verdict == "missing" and len(found.worlds.differences) == 0 and verdict_sentence(found, "en")
