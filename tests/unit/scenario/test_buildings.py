"""Tables of real buildings: what is read, and every hole with its line."""

from __future__ import annotations

import random

import numpy as np
import pytest

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


@pytest.mark.parametrize(("header", "words"), [
    (["id", "x", "y", "housholds", "estate", "community", "street"], "is housholds meant"),
    (["id", "x", "y", "households", "estate", "community", "street", "colour"], "unknown column"),
    (["id", "x", "x", "households", "estate", "community", "street"], "stands there twice"), ([";".join(HEADER)], "divided by commas"),
    (["a"], "column id is missing"),
])  # fmt: skip
def test_wrong_columns_are_named(tmp_path, header, words):
    with pytest.raises(Faults, match=words):
        read_buildings(write(tmp_path, rows(3), header))


@pytest.mark.parametrize(("content", "words"), [
    (b"", "is empty"), (",".join(HEADER).encode(), "has no buildings"), (",".join(HEADER).encode() + b"\n\n,,,\n", "has no buildings"),
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
