"""How files, parents, policies and single settings are laid over each other."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest

from gridgov.scenario.data import find_data, policy_names, scenario_names
from gridgov.scenario.load import load_scenario
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Faults


def write(folder, name, text):
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_baseline_says_what_a_file_without_a_parent_gets(tmp_path):
    empty = write(tmp_path, "empty", 'title_en = "nothing else"\n')
    assert load_scenario(empty).canonical_json() == load_scenario("baseline").canonical_json()


@pytest.mark.parametrize("name", scenario_names())
def test_a_shipped_scenario_loads_with_each_of_its_policies_and_has_titles_in_both_languages(name):
    shared = set(policy_names())
    for policy in Sources().policies_of(name):
        if policy in shared and "grid" not in load_scenario(name).settings.tier:
            continue  # a ladder of its own, which the shared policies do not speak of
        scenario = load_scenario(name, [policy])
        assert policy in scenario.policies
        assert scenario.title("en") != scenario.title("zh") != scenario.name


def test_every_shared_policy_has_titles_and_changes_something():
    before = load_scenario("ningjiang")
    for name in policy_names():
        text = (find_data() / "scenarios" / "policies" / f"{name}.toml").read_text(encoding="utf-8")
        assert "title_en = " in text and "title_zh = " in text
        assert name == "before" or load_scenario("ningjiang", [name]).sha256 != before.sha256


def test_ningjiang_states_what_the_document_says_and_marks_the_rest():
    scenario = load_scenario("ningjiang", ["five_chiefs"])
    settings = scenario.settings
    assert settings.city.buildings == 4040 and settings.city.residents == 600_000 and len(settings.department) == 22
    assert round(settings.chiefs.cadre_share * 4040) == 1900 and round(settings.chiefs.resident_share * 4040) == 1048
    assert settings.chiefs.organisations == 53 and settings.chiefs.stipend_share_max == 0.2
    assert {"residents", "departments", "streets", "stipend", "whistle"} <= {row.name for row in scenario.assumptions}
    assert all(row.what and row.why and row.what_zh and row.why_zh and row.value is not None for row in scenario.assumptions)


def test_the_whistle_of_ningjiang_is_its_five_chiefs_and_the_shared_whistle():
    scenario = load_scenario("ningjiang", ["five_chiefs_whistle"])
    assert scenario.policies == ("five_chiefs", "whistle", "five_chiefs_whistle")
    assert scenario.settings == load_scenario("ningjiang", ["five_chiefs+whistle"]).settings
    assert scenario.settings.chiefs.cadre_share == 0.4703 and scenario.settings.whistle.departments == 2


def test_a_child_changes_only_what_it_says(tmp_path):
    write(tmp_path, "parent", 'extends = "baseline"\n[tier.grid]\nslots = 5\n[category.litter.power]\ngrid = 0.7\n')
    child = load_scenario(write(tmp_path, "child", 'extends = "parent.toml"\n[category.litter]\npower.community = 0.8\n')).settings
    default = load_scenario("baseline").settings
    assert child.tier["grid"].slots == 5
    assert child.category["litter"].power == default.category["litter"].power | {"grid": 0.7, "community": 0.8}
    assert child.category["noise"] == default.category["noise"]


def test_keyed_rows_stand_in_order_and_a_new_row_gets_the_declared_values(tmp_path):
    text = '[tier.hall]\norder = 999\narea = "departments"\n[tier.departments]\narea = "district"\n[calendar.night]\norder = 0\n'
    with pytest.raises(Faults, match=r"\[calendar.night\] order = 0"):
        load_scenario(write(tmp_path, "bad", text))
    settings = load_scenario(write(tmp_path, "good", text.replace("order = 0", "order = 1"))).settings
    assert list(settings.tier)[-2:] == ["departments", "hall"]
    assert list(settings.calendar) == ["night", "office", "evenings", "property"]
    assert (
        settings.tier["hall"].slots == 1
        and settings.category["litter"].power["hall"] == 1.0
        and settings.category["litter"].work_minutes["hall"] == 60.0
    )


def test_a_removed_row_takes_its_entries_with_it_and_may_come_back(tmp_path):
    gone = write(tmp_path, "gone", 'extends = "baseline"\n[tier.property]\nremove = true\n')
    settings = load_scenario(gone).settings
    assert "property" not in settings.tier and "property" not in settings.category["litter"].power
    rows = dict.fromkeys(settings.category, "property = 0.1, chief = 0.1") | {"illegal_building": "property = 0.02"}
    powers = "".join(f"[category.{name}]\npower = {{{row}}}\n" for name, row in rows.items())
    back = '[tier.property]\norder = 20\narea = "estate"\n'
    again = load_scenario(write(tmp_path, "again", f'extends = "gone.toml"\n{back}{powers}')).settings
    assert list(again.tier)[:2] == ["chief", "property"] and again.tier["property"].slots == 1


def test_single_settings_come_last_and_accept_words_tables_and_none():
    scenario = load_scenario(
        "ningjiang", ["five_chiefs"],
        sets=["chiefs.cadre_share=0.1", "tier.grid.discipline=due", "tier.grid.limit_hours.routine=none", "category.litter.power={grid = 0.85}"],
        extra={"tier.street.slots": 3, "whistle.quota_per_week": None, "category.noise": {"urgent": 0.2}},
    )  # fmt: skip
    settings = scenario.settings
    assert settings.chiefs.cadre_share == 0.1 and settings.tier["grid"].discipline == "due" and settings.tier["grid"].limit_hours["routine"] is None
    assert settings.category["litter"].power["grid"] == 0.85 and settings.tier["street"].slots == 3 and settings.whistle.quota_per_week is None
    assert settings.category["noise"].urgent == 0.2


def test_a_policy_with_a_day_or_a_place_is_a_part_and_leaves_the_settings_alone(tmp_path):
    text = (
        'extends = "baseline"\n[policy.later]\nfrom_day = 30\nset.tier.grid.slots = 2\n'
        '[policy.there]\nwhere = {streets = ["street-01"], share = 0.5, unit = "street"}\nset.category.litter.power.grid = 0.85\n'
    )
    scenario = load_scenario(write(tmp_path, "parts", text), ["later+there"])
    assert scenario.settings == load_scenario("baseline").settings
    later, there = scenario.parts
    assert (later.from_day, later.where, later.changes) == (30, None, {"tier.grid.slots": 2})
    assert there.where.streets == ("street-01",) and there.where.unit == "street" and there.changes == {"category.litter.power.grid": 0.85}
    assert scenario.start_day(later) == 90 + 30 and scenario.start_day(there) == 0
    both = scenario.settings_under(frozenset({0, 1}))
    assert both.tier["grid"].slots == 2 and both.category["litter"].power["grid"] == 0.85
    assert scenario.settings_under(frozenset({0})).category["litter"].power["grid"] == 0.8
    assert scenario.settings_under(frozenset({0, 1})) is both and scenario.settings_under(frozenset()) is scenario.settings


def test_policies_that_never_meet_may_set_one_parameter_differently(tmp_path):
    text = (
        'extends = "baseline"\n[policy.first]\nuntil_day = 30\nset.tier.street.slots = 1\n'
        '[policy.then]\nfrom_day = 30\nset.tier.street.slots = 3\n[policy.early]\nfrom_day = 29\nset.tier.street.slots = 3\n'
    )
    path = write(tmp_path, "transition", text)
    scenario = load_scenario(path, ["first+then"])
    assert [(part.from_day, part.until_day) for part in scenario.parts] == [(0, 30), (30, None)]
    assert [scenario.start_day(part) for part in scenario.parts] == [0, 120]
    assert [scenario.end_day(part) for part in scenario.parts] == [120, 455]
    assert scenario.settings == load_scenario("baseline").settings
    with pytest.raises(Faults, match=r":10: \[policy.early.set.tier.street\] slots = 3: the policies first and early set tier.street.slots diff"):
        load_scenario(path, ["first+early"])


def test_only_policies_that_meet_have_to_agree_with_each_other(tmp_path):
    text = (
        'extends = "baseline"\n[policy.cadres]\nuntil_day = {0}\nset.chiefs.cadre_share = 0.7\n'
        '[policy.residents]\nfrom_day = 20\nuntil_day = 40\nset.chiefs.resident_share = 0.7\n[policy.more]\nfrom_day = 40\nset.tier.grid.slots = 2\n'
    )
    assert len(load_scenario(write(tmp_path, "good", text.format(20)), ["cadres+residents+more"]).parts) == 3
    with pytest.raises(Faults, match="may not exceed 1"):
        load_scenario(write(tmp_path, "bad", text.format(21)), ["cadres+residents+more"])


def test_the_day_on_which_a_policy_ends_is_part_of_the_identity_where_it_is_given(tmp_path):
    text = 'extends = "baseline"\n[policy.x]\nfrom_day = 3\n{0}set.tier.grid.slots = 2\n'
    plain, ends = (load_scenario(write(tmp_path, "x", text.format(end)), ["x"]) for end in ("", "until_day = 9\n"))
    assert plain.sha256 != ends.sha256 and "until_day" not in plain.canonical_json()
    assert json.loads(ends.canonical_json())["parts"][0]["until_day"] == 9


def test_a_policy_that_is_not_asked_for_is_checked_on_its_own(tmp_path):
    text = (
        'extends = "baseline"\n[policy.one.set.tier.property]\nremove = true\n[policy.two.set.tier.property]\nremove = true\n'
        '[policy.both]\ninclude = ["one", "two"]\n'
    )
    assert "property" not in load_scenario(write(tmp_path, "good", text), ["both"]).settings.tier
    with pytest.raises(Faults, match=r":12: \[policy.four.set.chiefs\] resident_share = 0.5: .*may not exceed 1"):
        load_scenario(
            write(
                tmp_path,
                "bad",
                text + "[policy.three.set.chiefs]\ncadre_share = 1.0\n[policy.four]\ninclude = ['three']\nset.chiefs.resident_share = 0.5\n",
            )
        )


def test_a_policy_may_take_a_tier_away_but_not_from_a_day(tmp_path):
    text = 'extends = "baseline"\n[policy.flat{0}]\n{1}\n[policy.flat{0}.set.tier.property]\nremove = true\n'
    settings = load_scenario(write(tmp_path, "flat", text.format("", "")), ["flat"]).settings
    assert "property" not in settings.tier
    with pytest.raises(Faults, match="cannot change it"):
        load_scenario(write(tmp_path, "later", text.format("", "from_day = 3")))
    with pytest.raises(Faults, match="policies flat and more"):
        load_scenario(write(tmp_path, "both", text.format("", "") + "[policy.more.set.tier.property]\nslots = 3\n"), ["flat+more"])


def test_a_scenarios_own_policy_comes_before_a_shared_one_and_children_inherit_it(tmp_path):
    path = write(tmp_path, "child", 'extends = "ningjiang"\n')
    assert load_scenario(path, ["five_chiefs"]).settings.chiefs.cadre_share == 0.4703
    assert load_scenario("baseline", ["five_chiefs"]).settings.chiefs.cadre_share == 0.47
    names = Sources().policies_of(path)
    assert names[:3] == ("before", "five_chiefs", "five_chiefs_whistle") and "whistle" in names


def test_equal_values_of_two_policies_are_no_contradiction(tmp_path):
    text = "[policy.one.set.tier.grid]\nslots = 2\n[policy.two.set.tier.grid]\nslots = 2\nskill = 1.5\n"
    assert load_scenario(write(tmp_path, "same", text), ["one", "two"]).settings.tier["grid"].slots == 2


def test_the_identity_is_what_is_simulated_not_how_it_was_written(tmp_path):
    plain = load_scenario("classroom", ["more_grid_workers"])
    assert plain.sha256 == load_scenario("classroom", sets=["tier.grid.slots=2"]).sha256 != load_scenario("classroom").sha256
    assert plain.sha256 == load_scenario("classroom", sets=["tier.grid.slots=2", "travel.speed_kmh=8"]).sha256
    again = pickle.loads(pickle.dumps(plain))
    assert again == plain and again.sha256 == plain.sha256
    assert json.loads(plain.canonical_json())["settings"]["tier"]["grid"]["slots"] == 2


def test_settings_are_frozen():
    settings = load_scenario("baseline").settings
    with pytest.raises(ValueError):
        settings.routing.accuracy = 0.5
    with pytest.raises(ValueError):
        settings.tier["grid"].slots = 2


def test_real_buildings_are_part_of_the_identity_and_their_place_is_not(tmp_path):
    rows = "id,x,y,households,estate,community,street\nb1,0,0,30,e1,c1,s1\nb2,60,0,30,e1,c1,s1\n"
    (tmp_path / "deep").mkdir()
    (tmp_path / "one.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "deep" / "two.csv").write_text(rows, encoding="utf-8-sig")
    one = load_scenario(write(tmp_path, "one", 'city.buildings_file = "one.csv"\n'))
    child = load_scenario(write(tmp_path / "deep", "child", 'extends = "../one.toml"\n'))
    assert one.buildings_path == child.buildings_path == (tmp_path / "one.csv").resolve()
    assert one.sha256 == child.sha256
    (tmp_path / "deep" / "one.csv").write_text(rows, encoding="utf-8")
    assert load_scenario(write(tmp_path / "deep", "copy", 'city.buildings_file = "one.csv"\n')).sha256 == one.sha256
    assert load_scenario(write(tmp_path, "other", 'city.buildings_file = "deep/two.csv"\n')).sha256 != one.sha256


def test_numbers_of_numpy_are_numbers_and_other_things_are_faults():
    settings = load_scenario("classroom", extra={"routing.accuracy": np.float64(0.5), "tier.grid.slots": np.int64(3)}).settings
    assert (settings.routing.accuracy, settings.tier["grid"].slots) == (0.5, 3)
    for value in (np.arange(3), object(), 10**5000, [1], {}, b"1", np.float64("nan")):
        with pytest.raises(Faults, match=r"\[routing\] accuracy"):
            load_scenario("classroom", extra={"routing.accuracy": value})
