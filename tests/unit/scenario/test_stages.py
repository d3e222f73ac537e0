"""Stages of a roll-out: how they are written, what is refused, and that every lever that may differ by place and day may be staged."""

from __future__ import annotations

from typing import Any

import pytest

from gridgov.scenario.lever import LOCAL
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import ENTRIES
from gridgov.scenario.scenario import Part, Where
from gridgov.text.faults import Faults

HEAD = 'extends = "baseline"\n[policy.roll]\ntitle_en = "r"\nset.tier.grid.slots = 2\n'


def written(folder, text):
    path = folder / "town.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def refused(folder, text):
    with pytest.raises(Faults) as found:
        load_scenario(written(folder, text))
    assert all(any("一" <= char <= "鿿" for char in sentence) for sentence in found.value.sentences("zh"))
    return found.value.sentences()


STAGES = """until_day = 200
stages = [
  {from_day = 30, where = {streets = ["street-02"]}},
  {from_day = 60, until_day = 90, where = {share = 0.5, unit = "grid"}},
  {from_day = 120},
]
"""
TABLES = """until_day = 200
[[policy.roll.stages]]
from_day = 30
where.streets = ["street-02"]
[[policy.roll.stages]]
from_day = 60
until_day = 90
[policy.roll.stages.where]
share = 0.5
unit = "grid"
[[policy.roll.stages]]
from_day = 120
"""


@pytest.mark.parametrize("text", [STAGES, TABLES])
def test_each_stage_is_a_part_with_the_same_changes(tmp_path, text):
    scenario = load_scenario(written(tmp_path, text), ["roll"])
    first, second, third = scenario.parts
    change = {"tier.grid.slots": 2}
    assert first == Part("roll", 30, Where(("street-02",)), change, 200, 1)
    assert second == Part("roll", 60, Where(share=0.5), change, 90, 2) and third == Part("roll", 120, None, change, 200, 3)
    assert [part.title for part in scenario.parts] == ["roll/1", "roll/2", "roll/3"] and all(part.placed for part in scenario.parts)
    assert scenario.settings == load_scenario("baseline").settings


def test_the_identity_of_a_scenario_without_stages_knows_nothing_of_them(tmp_path):
    plain = load_scenario(written(tmp_path, 'from_day = 30\nwhere = {streets = ["street-02"]}\n'), ["roll"])
    staged = load_scenario(written(tmp_path, 'stages = [{from_day = 30, where = {streets = ["street-02"]}}]\n'), ["roll"])
    assert '"stage"' not in plain.canonical_json() and plain.sha256 != staged.sha256


WRONG = {
    "stages = []": "[policy.roll] stages = []: must be a list of stages",
    "stages = [3]": "must be a list of stages",
    "from_day = 3\nstages = [{from_day = 4}]": "[policy.roll] from_day = 3: each stage says its own",
    "stages = [{from_day = 4, form_day = 5}]": "[policy.roll.stages.1] form_day = 5: unknown name; did you mean from_day?",
    'stages = [{from_day = 9, where.streets = ["street-01"]}, {from_day = 9}]':
        "[policy.roll.stages.2] from_day = 9: must be later than 9, on which stage 1 begins",
    "stages = [{from_day = 9}, {from_day = 10, where.share = 0.5}]": "[policy.roll.stages.1]: has no where and so takes all that is left",
    'stages = [{from_day = 9, where.streets = ["street-01"]}, {from_day = 10, where.streets = ["street-01"]}]': "street-01 is in stage 1 already",
    "stages = [{from_day = 9, where.share = 0.0}]": "[policy.roll.stages.1.where] share = 0.0: reaches nobody",
    "stages = [{from_day = 9, where.share = 0.6}, {from_day = 10, where.share = 0.6}]": "makes 1.2 together with the stages before",
    "stages = [{from_day = 9, until_day = 9}]": "[policy.roll.stages.1] until_day = 9: must be later than from_day, which is 9",
    "until_day = 5\nstages = [{from_day = 9}]": "[policy.roll.stages.1] until_day = 5: must be later than from_day, which is 9",
    'stages = [{from_day = 9, where.streets = ["street-07"]}]': "[policy.roll.stages.1.where] streets = [\"street-07\"]: the city has no",
    "stages = [{from_day = 9000}]": "[policy.roll.stages.1] from_day = 9000: must be a whole number within [0, 3650] days",
    "stages = [" + ", ".join(f"{{from_day = {day}}}" for day in range(63)) + "]": "there are 63 stages; at most 62",
}  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_impossible_is_refused_with_a_sentence_and_its_line(tmp_path, text):
    sentences = refused(tmp_path, text + "\n")
    assert any(WRONG[text] in sentence for sentence in sentences), sentences
    assert all(sentence.split(":")[1].isdigit() for sentence in sentences)


def test_thirds_may_be_rolled_out_one_after_the_other(tmp_path):
    thirds = ", ".join(f"{{from_day = {day}, where.share = 0.3333333333333334}}" for day in (10, 20, 30))
    assert len(load_scenario(written(tmp_path, f"stages = [{thirds}]\n"), ["roll"]).parts) == 3


def test_stages_that_are_never_in_force_together_with_another_policy_do_not_contradict_it(tmp_path):
    other = "[policy.other]\nfrom_day = {}\nset.tier.grid.slots = 3\n"
    stages = 'stages = [{from_day = 10, until_day = 20, where.share = 0.2}, {from_day = 30, until_day = 40, where.share = 0.2}]\n'
    path = written(tmp_path, stages + other.format("20\nuntil_day = 30"))
    assert len(load_scenario(path, ["roll+other"]).parts) == 3
    path = written(tmp_path, stages + other.format(35))
    with pytest.raises(Faults, match="set tier.grid.slots differently"):
        load_scenario(path, ["roll+other"])


def present(settings, lever) -> dict[str, Any]:
    """Every value of a lever as it is, by dotted path."""
    table, *_, field = lever.path.split(".")
    rows = getattr(settings, table)
    found = {}
    for key in rows if "*" in lever.path else [None]:
        value = getattr(rows if key is None else rows[key], field)
        path = ".".join(part for part in (table, key, field) if part)
        found |= {f"{path}.{entry}": one for entry, one in value.items()} if lever.kind in ENTRIES else {path: value}
    return found


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.path)
def test_every_lever_that_may_differ_by_day_and_place_may_be_staged_and_no_other(tmp_path, lever):
    values = present(load_scenario("baseline").settings, lever)
    lines = [f"{path} = {written_value(value)}" for path, value in values.items()]
    assert lines
    path = tmp_path / "town.toml"
    stages = 'stages = [{from_day = 5, where.streets = ["street-02"]}, {from_day = 9}]\n'
    path.write_text('extends = "baseline"\n[policy.roll]\n' + stages + "[policy.roll.set]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    if lever.scope == LOCAL:
        scenario = load_scenario(path, ["roll"])
        assert [part.changes for part in scenario.parts] == [values, values]
        assert scenario.settings_under(frozenset([0])) == scenario.settings
    else:
        with pytest.raises(Faults, match="a policy cannot change it|a policy with from_day, until_day, where or stages cannot change it"):
            load_scenario(path, ["roll"])


def written_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return '"none"'
    return f'"{value}"' if isinstance(value, str) else repr(value)
