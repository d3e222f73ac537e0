"""Tables of real buildings: what is read, and every hole with its line."""

from __future__ import annotations

import hashlib
import os
import random

import numpy as np
import pytest

from gridgov.scenario import buildings, document, size
from gridgov.scenario.buildings import read_buildings
from gridgov.scenario.load import load_scenario
from gridgov.text.faults import Faults

HEADER = ["id", "x", "y", "households", "estate", "community", "street"]


def rows(count):
    return [[f"b{i}", str(60 * (i % 7)), str(60.5 * (i // 7)), str(10 + i % 50), f"e{i // 5}", f"c{i // 10}", f"s{i // 20}"] for i in range(count)]


def write(folder, table, header=HEADER, encoding="utf-8"):
    path = folder / "buildings.csv"
    path.write_bytes("\n".join([",".join(header), *(",".join(row) for row in table)]).encode(encoding))
    return path


def test_columns_are_arrays_in_the_order_of_lines(tmp_path):
    found = read_buildings(write(tmp_path, rows(40), encoding="utf-8-sig"))
    assert set(found) == set(HEADER) and found["households"].dtype == np.int64 and found["x"].dtype == np.float64
    assert list(found["id"][:2]) == ["b0", "b1"] and found["y"][7] == 60.5 and found["street"][-1] == "s1"


def test_columns_may_stand_in_any_order_with_a_kind_and_quotes(tmp_path):
    header = ["street", "kind", *HEADER[:-1]]
    table = [[row[-1], "old", *row[:-1]] for row in rows(6)]
    table[0][2] = '"楼, 一"'
    found = read_buildings(write(tmp_path, table, header), kinds=("old", "gated"))
    assert found["id"][0] == "楼, 一" and set(found["kind"]) == {"old"}


def spoil(rng, table):
    """One fault: (line, words of the sentence)."""
    at = rng.randrange(len(table))
    row, line = table[at], at + 2
    kind = rng.randrange(8)
    column = rng.randrange(7)
    if kind == 0:
        row[column] = rng.choice(("", "  "))
        return line, f"{HEADER[column]}: is empty"
    if kind == 1:
        row[column := rng.choice((1, 2))] = rng.choice(("abc", "nan", "inf", "1,5".replace(",", ";"), "1e999", "0x1"))
        return line, f"{HEADER[column]} = "
    if kind == 2:
        row[3] = rng.choice(("-1", "2.5", "nan", "many", "100001", "1_0"))
        return line, f'households = "{row[3]}"'
    if kind == 3:
        row[0] = table[at - 1 if at else 1][0]
        return max(line, 3) if at else 3, "stands there already"
    if kind == 4:
        del row[column]
        return line, "has 6 fields"
    if kind == 5:
        row.append("more")
        return line, "has 8 fields"
    if kind == 6:
        at = max(at, at + (at % 5 == 0) * (1 if at + 1 < len(table) else -1))
        table[at][5] = "elsewhere"
        return None, "lies in community"
    table[at][6] = "elsewhere"
    return None, "lies in street"


def test_a_planted_hole_is_named_with_its_line(tmp_path):
    rng = random.Random(11)
    for _ in range(160):
        table = rows(40)
        line, words = spoil(rng, table)
        path = write(tmp_path, table)
        with pytest.raises(Faults) as caught:
            read_buildings(path)
        place = f"buildings.csv:{line}: " if line else "buildings.csv:"
        assert any(place in sentence and words in sentence for sentence in caught.value.sentences()), (line, words, caught.value.sentences())
        with pytest.raises(Faults) as caught:
            load_scenario("baseline", sets=[f"city.buildings_file={path}"])
        assert any(words in sentence for sentence in caught.value.sentences())


def test_twenty_faults_are_shown_and_the_rest_counted(tmp_path):
    table = rows(60)
    for row in table:
        row[1] = "x"
    with pytest.raises(Faults) as caught:
        read_buildings(write(tmp_path, table))
    assert len(caught.value.faults) == 21 and "and 40 more faults" in caught.value.sentences()[-1]
    with pytest.raises(Faults) as caught:
        load_scenario("baseline", sets=[f"city.buildings_file={tmp_path / 'buildings.csv'}"])
    assert "and 40 more faults" in caught.value.sentences()[-1]


@pytest.mark.parametrize(("header", "words"), [
    (["id", "x", "y", "housholds", "estate", "community", "street"], "is housholds meant"),
    (["id", "x", "y", "households", "estate", "community", "street", "colour"], "unknown column"),
    (["id", "x", "x", "households", "estate", "community", "street"], "stands there twice"), ([";".join(HEADER)], "divided by commas"),
    (["a"], "column id is missing"), ([name.upper() for name in HEADER], "column id is missing; is ID meant"),
    (["编号", "横坐标", "纵坐标", "户数", "小区", "社区", "街道"], "must name the columns: id, x, y, .*; it holds 编号, 横坐标"),
    (["b0", "0", "0", "9", "e", "c", "s"], "must name the columns"), (["，".join(HEADER)], "divided by commas"),
    ([*HEADER, "", ""], "column 8 has no name"),
])  # fmt: skip
def test_wrong_columns_are_named(tmp_path, header, words):
    with pytest.raises(Faults, match=words):
        read_buildings(write(tmp_path, rows(3), header))


@pytest.mark.parametrize(("content", "words"), [
    (b"", "is empty; its first line must name the columns: id, x, y, households, estate, community, street"),
    ("\ufeff\n".encode(), "first line must name the columns"),
    (",".join(HEADER).encode() + b"\nb,1,5,2,5,9,e,c,s", "decimals take a point"),
    (",".join(HEADER).encode() + b'\nb,"1,5",2,9,e,c,s', "decimals take a point"),
    (",".join(HEADER).encode() + "\nb，1,2,9,e,c,s".encode(), "and not ，"),
    (",".join(HEADER).encode(), "has no buildings"), (",".join(HEADER).encode() + b"\n\n,,,\n", "has no buildings"),
    (",".join(HEADER).encode() + "\n楼栋一,0,0,3,e,c,s".encode("gbk"), "CSV UTF-8"),
    (",".join(HEADER).encode() + b'\n"b,0,0,3,e,c,s', "cannot be read as CSV"),
    (",".join(HEADER).encode() + b"\nb1,0,0,0,e,c,s", "no households"), (",".join(HEADER).encode() + b"\nb\0,0,0,1,e,c,s", "cannot be read as CSV"),
    (",".join(HEADER).encode() + b"".join(b"\nb%d,124.8%d,45.1,9,e,c,s" % (i, i) for i in range(9)), "degrees"),
])  # fmt: skip
def test_files_that_are_no_tables_are_refused_with_a_sentence(tmp_path, content, words):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(Faults, match=words):
        read_buildings(path)


def test_an_unknown_kind_of_estate_is_named(tmp_path):
    table = [[*row, "gatd"] for row in rows(3)]
    with pytest.raises(Faults, match="did you mean gated"):
        read_buildings(write(tmp_path, table, [*HEADER, "kind"]), kinds=("old", "gated"))


def gridded(folder, name):
    """A table of forty buildings whose column grid `name` makes from the number of the building."""
    return write(folder, [[*row, name(i)] for i, row in enumerate(rows(40))], [*HEADER, "grid"])


def test_grids_may_be_given(tmp_path):
    found = read_buildings(gridded(tmp_path, lambda i: f"g{i // 10}"), grids_within="community")
    assert list(found["grid"][[0, 9, 10]]) == ["g0", "g0", "g1"]


def test_a_hole_among_given_grids_is_named_with_its_line(tmp_path):
    with pytest.raises(Faults, match=r"buildings\.csv:5: grid: is empty"):
        read_buildings(gridded(tmp_path, lambda i: "" if i == 3 else f"g{i // 10}"))


def test_a_given_grid_in_two_streets_is_named_with_both_lines(tmp_path):
    with pytest.raises(Faults, match=r"buildings\.csv:22: grid = \"g0\": grid g0 lies in street s1, and on line 2 in street s0") as caught:
        read_buildings(gridded(tmp_path, lambda i: "g0" if i in (0, 20) else f"g{1 + i // 10}"))
    assert "网格 g0 属于街道 s1" in caught.value.sentences("zh")[0]


def test_a_given_grid_in_two_communities_is_refused_where_grids_may_not_cross_them(tmp_path):
    path = gridded(tmp_path, lambda i: f"g{i // 20}")
    assert len(set(read_buildings(path)["grid"])) == 2
    with pytest.raises(Faults, match=r"buildings\.csv:12: grid = \"g0\": grid g0 lies in community c1, and on line 2 in community c0"):
        read_buildings(path, grids_within="community")
    assert load_scenario("baseline", sets=[f"city.buildings_file={path}"])
    with pytest.raises(Faults, match="lies in community c1"):
        load_scenario("baseline", sets=[f"city.buildings_file={path}", "grids.balance=given"])
    assert load_scenario("baseline", sets=[f"city.buildings_file={path}", "grids.balance=given", "grids.within=street"])


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(Faults, match="cannot be read"):
        read_buildings(tmp_path / "none.csv")


@pytest.mark.parametrize("count", [2, 3, 4])
def test_degrees_are_recognised_in_a_table_of_few_buildings(tmp_path, count):
    table = [[f"b{i}", f"124.81{i}", f"45.14{i}", "30", "e", "c", "s"] for i in range(count)]
    with pytest.raises(Faults, match="degrees"):
        read_buildings(write(tmp_path, table))


def test_one_building_lies_apart_from_nothing(tmp_path):
    assert read_buildings(write(tmp_path, [["b", "0", "0", "30", "e", "c", "s"]]))["x"] == [0]


@pytest.mark.parametrize("value", ["1e300", "-1e9", "100000001"])
@pytest.mark.parametrize("column", [1, 2])
def test_coordinates_beyond_the_earth_are_refused(tmp_path, value, column):
    table = rows(5)
    table[2][column] = value
    with pytest.raises(Faults) as caught:
        read_buildings(write(tmp_path, table))
    (only,) = caught.value.sentences()
    assert only.endswith(f'buildings.csv:4: {HEADER[column]} = "{value}": must be metres within [-100,000,000, 100,000,000]')
    assert "米" in caught.value.sentences("zh")[0]


def test_coordinates_of_a_national_grid_are_metres(tmp_path):
    table = rows(5)
    for row in table:
        row[1], row[2] = f"{42_500_000 + float(row[1])}", f"{5_000_000 + float(row[2])}"
    assert read_buildings(write(tmp_path, table))["x"][1] == 42_500_060


def crowded(folder, buildings=3000, households=100_000):
    """A scenario whose table of buildings holds so many households, while its own numbers are small."""
    write(folder, [[f"b{i}", str(60 * i), "0", str(households), "e", "c", "s"] for i in range(buildings)])
    path = folder / "town.toml"
    city = 'extends = "baseline"\n[city]\nresidents = 1000\nstreets = 1\nbuildings_file = "buildings.csv"\n'
    path.write_text(city + "[policy.p.set]\nwork.shared = 0.5\n", encoding="utf-8")
    return path


def test_a_table_with_more_residents_than_a_district_may_have_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(size, "available_bytes", lambda: 0)
    with pytest.raises(Faults) as caught:
        load_scenario(crowded(tmp_path))
    (only,) = caught.value.sentences()
    assert "town.toml:5: [city] buildings_file" in only and "780,000,000 residents" in only and "20,000,000" in only


def test_the_memory_that_a_table_of_buildings_needs_is_estimated_from_the_table(tmp_path, monkeypatch):
    monkeypatch.setattr(size, "available_bytes", lambda: 1_000_000_000)
    assert load_scenario(crowded(tmp_path, 30, 100)).settings.city.residents == 7800
    with pytest.raises(Faults) as caught:
        load_scenario(crowded(tmp_path, 70))
    (only,) = caught.value.sentences()
    assert "town.toml:5: [city] buildings_file" in only and "18,200,000 residents" in only and "GB of memory" in only


def test_a_table_is_read_no_further_than_its_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(buildings, "LARGEST_TABLE", 100)
    with pytest.raises(Faults, match="at most 100 bytes"):
        read_buildings("/dev/zero")
    with pytest.raises(Faults, match="at most 100 bytes"):
        read_buildings(write(tmp_path, rows(9)))


def test_a_table_from_a_pipe_is_refused_since_every_run_reads_it_again(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(Faults, match="ordinary file"):
        load_scenario("baseline", sets=[f"city.buildings_file={tmp_path / 'pipe.csv'}"])


def test_a_table_is_read_once_to_be_checked(tmp_path, monkeypatch):
    path, read = write(tmp_path, rows(9)), []
    whole = document.read_at_most
    monkeypatch.setattr(buildings, "read_at_most", lambda path, largest: read.append(path) or whole(path, largest))
    scenario = load_scenario("baseline", sets=[f"city.buildings_file={path}"])
    assert len(read) == 1 and scenario.buildings_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


FORMULAS = ['=HYPERLINK(""http://x"")', "=1+cmd|'/c calc'!A1", "+1+2", "-cmd", "@SUM(A1)", "＝1+1", "＋a", "－a", "＠a"]


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("column", ["id", "estate", "community", "street"])
def test_a_name_that_a_spreadsheet_would_take_for_a_formula_is_refused_with_its_line_in_both_languages(tmp_path, text, column):
    table = rows(3)
    table[1][HEADER.index(column)] = f'"{text}"'
    with pytest.raises(Faults, match="spreadsheet") as found:
        read_buildings(write(tmp_path, table))
    one = next(each for each in found.value.faults if "spreadsheet" in each.message)
    assert f"buildings.csv:3: {column} = " in one.sentence() and "电子表格" in one.message_zh


def test_numbers_with_a_sign_and_marks_inside_a_name_are_no_formulas(tmp_path):
    table = rows(5)
    for row, name in zip(table, ("-1", "+3.5", "A-1", "3=4", "b@c")):
        row[0] = name
    assert read_buildings(write(tmp_path, table))["id"].tolist() == ["-1", "+3.5", "A-1", "3=4", "b@c"]


def test_a_scenario_whose_file_is_called_like_a_formula_is_refused(tmp_path):
    path = tmp_path / "=1+cmd.toml"
    path.write_text('title_en = "m"\ntitle_zh = "m"\nextends = "classroom"\n')
    with pytest.raises(Faults, match="spreadsheet"):
        load_scenario(path)
