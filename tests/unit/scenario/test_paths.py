"""What is offered where somebody wrote a parameter that does not exist."""

from __future__ import annotations

import pytest

from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import lever_of, likely
from gridgov.text.faults import Faults


@pytest.mark.parametrize(("wrote", "offered"), [
    ("chiefs.stipend", "chiefs.stipend_yuan_per_month"), ("city.population", "city.residents"), ("city.people", "city.residents"),
    ("tier.grid.workers", "tier.grid.slots"), ("tier.grid.staff", "tier.grid.slots"), ("routing.accurracy", "accuracy"),
])  # fmt: skip
def test_a_name_that_does_not_exist_is_answered_with_the_one_that_was_meant(wrote, offered):
    with pytest.raises(Faults) as caught:
        load_scenario("baseline", sets=[f"{wrote}=1"])
    [sentence] = caught.value.sentences()
    assert "did you mean " in sentence and offered in sentence.split("did you mean ")[1], sentence


@pytest.mark.parametrize("wrote", ["tier.grid.workers", "tier.grid.share", "category.noise.limit", "chiefs.stipend", "city.population"])
def test_what_is_offered_exists_and_never_joins_a_row_of_one_table_with_another(wrote):
    table, *row = wrote.split(".")[:-1]
    for path in likely(wrote):
        *tables, name = path.split(".")
        assert lever_of((*tables, name, "routine")) or lever_of((*tables, name)), path
        assert not row or tables[0] == table or tables[1:] in ([], ["*"]), path


def test_where_nothing_is_near_the_list_of_parameters_is_named():
    with pytest.raises(Faults, match="unknown name; gridgov levers lists all parameters"):
        load_scenario("baseline", sets=["city.frogs=1"])


def test_full_width_digits_and_sign_of_an_input_method_are_read_as_what_they_mean():
    written = load_scenario("baseline", sets=["routing.accuracy＝０.９"])
    assert written.canonical_json() == load_scenario("baseline", sets=["routing.accuracy=0.9"]).canonical_json()


def test_a_misspelt_file_is_answered_with_the_file_beside_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lesson.toml").write_text('extends = "classroom"\n')
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "town.toml").write_text('extends = "classroom"\n')
    for wrote, meant in (("leson.toml", "lesson.toml"), ("leson", "lesson"), ("deep/towm.toml", "deep/town.toml"), ("clasroom", "classroom")):
        with pytest.raises(Faults) as caught:
            load_scenario(wrote)
        assert caught.value.sentences() == [f"{wrote}: no such scenario; did you mean {meant}?"]
