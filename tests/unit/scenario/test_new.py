"""A new scenario for one's own district is complete, valid, and never half written."""

from __future__ import annotations

import os

import pytest

from gridgov.scenario import new
from gridgov.scenario.load import load_scenario
from gridgov.scenario.new import write_new
from gridgov.text.faults import Faults


@pytest.mark.parametrize("residents", [1, 40, 300, 5000, 98_765, 600_000])
@pytest.mark.parametrize("streets", [1, 7, 1000])
def test_a_new_scenario_is_valid_for_every_size(tmp_path, residents, streets):
    path = write_new("mine", residents, streets, tmp_path)
    assert path == tmp_path / "mine.toml" and os.listdir(tmp_path) == ["mine.toml"]
    settings = load_scenario(path, ["own_reform"]).settings
    assert (settings.city.residents, settings.city.streets, settings.tier["grid"].slots) == (residents, streets, 2)
    assert load_scenario(path, ["five_chiefs+whistle"])


def test_its_staff_follows_its_residents(tmp_path):
    small = load_scenario(write_new("small", 20_000, 4, tmp_path)).settings
    large = load_scenario(write_new("large", 600_000, 20, tmp_path)).settings
    assert large.city.communities_per_street == 6 and large.tier["street"].slots == 8
    assert small.city.communities_per_street == 1 and small.tier["street"].slots == 1


def test_it_takes_the_grids_that_a_table_of_buildings_gives(tmp_path):
    header, row = "id,x,y,households,estate,community,street", "a,0,0,40,e,c,s"
    for column, balance in (("", "households"), (",grid", "given")):
        table = tmp_path / "buildings.csv"
        table.write_text(f"{header}{column}\n{row}{column}\n", encoding="utf-8")
        settings = load_scenario(write_new("mine", 100, 1, tmp_path, table, force=True)).settings
        assert settings.grids.balance == balance and settings.city.buildings == 1


def test_what_is_there_stays_unless_it_is_forced(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("my work", encoding="utf-8")
    with pytest.raises(Faults, match="is there already"):
        write_new("mine", 1000, 1, tmp_path)
    assert path.read_text(encoding="utf-8") == "my work" and os.listdir(tmp_path) == ["mine.toml"]
    assert write_new("mine", 1000, 1, tmp_path, force=True) == path and load_scenario(path).settings.city.residents == 1000


def test_an_interrupted_or_faulty_writing_leaves_nothing(tmp_path, monkeypatch):
    with pytest.raises(Faults, match="no such file"):
        write_new("mine", 1000, 1, tmp_path, buildings=tmp_path / "none.csv")
    assert os.listdir(tmp_path) == []

    def interrupt(*arguments, **named):
        raise KeyboardInterrupt

    monkeypatch.setattr(new, "load_scenario", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_new("mine", 1000, 1, tmp_path)
    assert os.listdir(tmp_path) == []


def test_real_buildings_are_named_from_where_the_scenario_lies(tmp_path):
    (tmp_path / "data").mkdir()
    table = tmp_path / "data" / "b.csv"
    table.write_text("id,x,y,households,estate,community,street\nb1,0,0,30,e1,c1,s1\n", encoding="utf-8")
    assert load_scenario(write_new("mine", 1000, 1, tmp_path, buildings=table)).buildings_path == table.resolve()


@pytest.mark.parametrize(
    ("name", "residents", "streets"),
    [("a b", 10, 1), ("../x", 10, 1), ("", 10, 1), ("baseline", 10, 1), ("x", 0, 1), ("x", 10, 0), ("x", 10, 5000), ("x", 1.5, 1), ("x", True, 1)],
)
def test_bad_names_and_numbers_are_refused(tmp_path, name, residents, streets):
    with pytest.raises(Faults):
        write_new(name, residents, streets, tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(Faults, match="cannot be written"):
        write_new("mine", 10, 1, tmp_path / "none")
