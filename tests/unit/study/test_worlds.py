"""Plausible worlds: what is moved, within which range, and that policies meet in each world."""

import re

import pytest

from gridgov.exemplars import point_label
from gridgov.exports.readme import study_readme
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import defaults, lever_of
from gridgov.study.doubts import COLUMNS, CONFIDENCES, FILE, HOWS, NEUTRAL, SHARE, doubts, kept, ranges_of, stands_for
from gridgov.study.plan import load_plan
from gridgov.study.study import Study, scenario_of
from gridgov.text.faults import Faults

DEFAULTS = {".".join(path): value for path, value in defaults().items()}


def entries(pattern: str) -> dict[str, float]:
    """The declared entries that a path with `*` stands for."""
    return {path: value for path, value in DEFAULTS.items() if stands_for(pattern, path)}


def test_a_star_stands_for_one_name():
    assert stands_for("category.*.urgent", "category.noise.urgent") and stands_for("category.*.power", "category.noise.power.grid")
    assert not stands_for("category.*.urgent", "category.noise.service_limit_hours.urgent") and not stands_for("time.*", "times.x")


def test_the_columns_of_the_table_are_those_that_are_read():
    assert FILE.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)
    assert len({one.id for one in doubts()}) == len(doubts())


@pytest.mark.parametrize("doubt", doubts(), ids=lambda one: one.id)
def test_every_doubt_moves_declared_parameters_whose_defaults_lie_in_its_range(doubt):
    assert doubt.how in HOWS and doubt.confidence in CONFIDENCES and doubt.low < doubt.high
    assert doubt.en and doubt.zh and doubt.source
    assert not doubt.needs or entries(doubt.needs)
    first = True
    for pattern in doubt.paths:
        found = entries(pattern)
        assert found, pattern
        for path, value in found.items():
            assert lever_of(tuple(path.split("."))) is not None
            if doubt.how in NEUTRAL:
                assert doubt.low <= NEUTRAL[doubt.how] <= doubt.high
            elif doubt.how != SHARE or first:
                assert doubt.low <= value <= doubt.high, (path, value)
            first = False


def test_every_number_that_rests_on_judgement_is_moved_or_kept_with_a_reason():
    moved = {path for doubt in doubts() for pattern in doubt.paths for path in entries(pattern)}
    still = {path for pattern in kept() for path in entries(pattern)}
    unsaid = []
    for lever in LEVERS:
        judged = re.search(r"\bJ\b|\(low\)|\(medium\)|calibrated|no effect size", lever.source)
        if not judged or lever.kind in ("choice", "text", "bool"):
            continue
        unsaid += [path for path in entries(lever.path) if path not in moved | still]
    # entries that are nothing cannot be moved by a factor, and speak of mechanisms that a policy brings in
    assert [path for path in unsaid if DEFAULTS[path] not in (0, "none")] == []
    assert all(entries(pattern) for pattern in kept()) and not moved & still


PLAN = """
scenario = "classroom"
policies = ["before", "five_chiefs"]
replicates = 1
days = 20

[set]
"city.residents" = 600
"city.streets" = 1
"city.communities_per_street" = 1
"time.warmup_days" = 5

[design]
kind = "worlds"
points = 6
at_default = 3
"""


def plan(folder, text: str = PLAN):
    path = folder / "worlds.toml"
    path.write_text(text, encoding="utf-8")
    return load_plan(path)


def test_each_world_meets_every_policy_with_the_same_values_and_the_same_seeds(tmp_path):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1)
        table = study.table(())
    assert list(table["world"].value_counts().sort_index()) == [6, *[2] * 6]
    per_world = dict(list(table.groupby("world")))
    for rows in per_world.values():
        of = {policy: one.drop(columns=["run", "point", "policy", "case_table_sha256"]) for policy, one in rows.groupby("policy")}
        assert of["before"].reset_index(drop=True).equals(of["five_chiefs"].reset_index(drop=True))
    seeds = [set(rows["seed"]) for rows in per_world.values()]
    assert sum(map(len, seeds)) == len(set().union(*seeds))


def test_default_assumptions_are_run_first_so_that_a_cut_study_has_something_to_hold_worlds_against(tmp_path):
    class Cut(Exception):
        pass

    def cut(runs):
        if sum(study.counts.values()) >= 8:
            raise Cut

    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        with pytest.raises(Cut):
            study.run(workers=1, progress=cut)
        assert (study.table(())["world"] == 0).sum() == 6
        assert sum(study.run(workers=1).values()) == study.wanted == 18


def test_the_page_of_a_study_tables_default_assumptions_only_and_calls_worlds_by_their_number(tmp_path):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        study.run(workers=1)
        labels = [point_label(point, study.points) for point in study.points]
        page = study_readme(study, [])
    assert labels[:4] == ["before", "five_chiefs", "before world=1", "five_chiefs world=1"] and len(set(labels)) == 14
    rows = [line for line in page.splitlines() if line.startswith("| 0 |") or line.startswith("| 1 |") or line.startswith("| 2 |")]
    assert len(rows) == 4 and "| 0 | before |" in rows[0] and "12 points more" in page and len(page) < 4000


def test_a_hypercube_of_worlds_uses_every_part_of_every_range_once_and_the_same_one_each_time(tmp_path):
    wanted = plan(tmp_path, PLAN.replace("points = 6", "points = 40"))
    worlds = [point for point in wanted.points() if point.policy == "before" and point.factors["world"]]
    for name in ("trust_start", "several"):
        one = next(each for each in wanted.filled().ranges if each.name == name)
        assert sorted(int((point.factors[name] - one.low) / (one.high - one.low) * 40) for point in worlds) == list(range(40))
    assert worlds == [point for point in wanted.points() if point.policy == "before" and point.factors["world"]]


def test_a_policy_s_own_decision_is_no_doubt_about_the_world(tmp_path):
    text = PLAN.replace('"five_chiefs"]', '"five_chiefs", "meetings"]').replace('scenario = "classroom"', 'scenario = "mine"')
    (tmp_path / "mine.toml").write_text(
        'title_en = "m"\ntitle_zh = "m"\nextends = "classroom"\n[policy.meetings.set.tier.grid]\nmeeting_hours_per_week = 20\n', encoding="utf-8"
    )
    with_policy = {one.name for one in plan(tmp_path, text).filled().ranges}
    without = {one.name for one in plan(tmp_path).filled().ranges}
    assert without - with_policy == {"meetings"}
    fixed = {one.name for one in plan(tmp_path, PLAN.replace("[set]", '[set]\n"learning.trust" = 0.3')).filled().ranges}
    assert without - fixed == {"trust_start"}


def test_doubts_of_mechanisms_that_are_off_are_not_drawn():
    def names(*policies):
        scenarios = {policy: load_scenario("ningjiang", policies=(policy,)) for policy in policies}
        return {one.name for one in ranges_of(doubts(), scenarios, lambda path: False)}

    assert "whistle_compliance" not in names("before", "five_chiefs") and "whistle_compliance" in names("before", "five_chiefs_whistle")
    assert "resident_hours" not in names("before") and "quit" in names("before", "after")


def test_weights_that_add_up_still_add_up_when_one_is_moved(tmp_path):
    one = next(each for each in plan(tmp_path).filled().ranges if each.name == "weight_on_time")
    moved = one.changes(0.612345)
    assert sum(moved.values()) == pytest.approx(1, abs=1e-12) and moved["learning.on_time"] == pytest.approx(0.612345, abs=1e-6)
    assert moved["learning.fixed"] / moved["learning.informed"] == pytest.approx(1.5, abs=1e-4)


TWO_SETS = ('["before", "five_chiefs", "five_chiefs+whistle"]', '["five_chiefs", "cameras", "renovation", "committees", "squads"]')


@pytest.mark.parametrize("policies", TWO_SETS)
def test_worlds_of_the_shipped_ranges_contradict_no_check(tmp_path, policies):
    wanted = plan(tmp_path, PLAN.replace('["before", "five_chiefs"]', policies).replace("points = 6", "points = 5"))
    for point in wanted.points():
        scenario_of(wanted, point)


BROKEN = PLAN + '[lever.season]\npath = "birth.season_amplitude"\nlow = 0.0\nhigh = {high}\n'


def test_worlds_that_contradict_a_check_are_left_out_whole_and_counted(tmp_path):
    wanted = plan(tmp_path, BROKEN.format(high=0.22).replace("kind =", "doubts = []\nkind ="))
    with Study.create(wanted, tmp_path / "study") as study:
        worlds = {point.factors["world"] for point in study.points}
        assert 0 < study.store.about("unsound_worlds") == 7 - len(worlds) and 2 * len(worlds) == len(study.points)
        # the same command again, as after a cut: what was left out stays out
        assert study.extend(wanted) == 0 and study.store.about("unsound_worlds") == 7 - len(worlds)


def test_a_plan_most_of_whose_worlds_contradict_a_check_is_refused(tmp_path):
    with pytest.raises(Faults, match="drawn worlds contradict a check(.|\n)*birth.ceiling"):
        Study.create(plan(tmp_path, BROKEN.format(high=1.0).replace("points = 6", "points = 7")), tmp_path / "study")
    assert not (tmp_path / "study").exists()


def test_unknown_doubts_and_more_replicates_than_a_world_has_seeds_are_refused(tmp_path):
    with pytest.raises(Faults, match="did you mean trust") as found:
        plan(tmp_path, PLAN.replace("kind =", 'doubts = ["trustt"]\nkind =').replace("replicates = 1\n", "replicates = 2000\n"))
    assert len(found.value.faults) == 2


def test_more_worlds_and_another_policy_can_be_added_to_a_finished_study(tmp_path):
    with Study.create(plan(tmp_path), tmp_path / "study") as study:
        assert study.extend(plan(tmp_path, PLAN.replace("points = 6", "points = 4"))) == 8
        assert study.wanted == 2 * 3 + 2 * 6 + 2 * 4


def numbers_and_seeds(study):
    """Of each policy in each world that is known by its values: its number and first seed."""
    return {
        (tuple(sorted((k, v) for k, v in one.factors.items() if k != "world")), one.policy): (one.factors["world"], study.plan.seed_of(one, 0))
        for one in study.points
    }


def test_worlds_that_come_later_are_numbered_on_and_have_seeds_of_their_own_and_those_before_keep_theirs(tmp_path):
    few = PLAN.replace("kind =", 'doubts = ["trust_start", "reporting"]\nkind =')
    more = few.replace("points = 6", "points = 4")
    with Study.create(plan(tmp_path, few), tmp_path / "study") as study:
        study.run(workers=1)
        before, table = numbers_and_seeds(study), study.table(()).set_index("run")
        assert study.extend(plan(tmp_path, more)) == 8
        after = numbers_and_seeds(study)
        assert before.items() <= after.items()
        by_values = {}
        for (values, _), found in after.items():
            by_values.setdefault(values, set()).add(found)
        assert all(len(found) == 1 for found in by_values.values())  # policies meet in a world
        assert sorted(number for ((number, _),) in by_values.values()) == list(range(11))
        assert len({seed for ((_, seed),) in by_values.values()}) == 11
        # the same plan once more brings nothing, whichever of the two it is
        assert study.extend(plan(tmp_path, more)) == study.extend(plan(tmp_path, few)) == 0
        # another policy comes into the worlds that are there, by their numbers and seeds
        assert study.extend(plan(tmp_path, more.replace('"five_chiefs"]', '"five_chiefs", "cameras"]'))) == 5
        study.run(workers=1)
        assert study.table(()).set_index("run").loc[table.index].equals(table)
        with_both = numbers_and_seeds(study)
        assert after.items() <= with_both.items()
        for (values, policy), found in with_both.items():
            assert found == with_both[values, "before"], policy
    with Study.create(plan(tmp_path, more), tmp_path / "at_once") as study:  # the worlds of the later plan only, numbered from 1
        assert sorted({number for number, _ in numbers_and_seeds(study).values()}) == list(range(5))
