"""The columns of comparisons and studies: the page lists them from the declarations, and the files have them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gridgov.analysis.columns import COMPARE, DIFFERENCES, DOUBT, FAILURES, FILES, RUNS, names, page
from gridgov.analysis.compare import compare
from gridgov.analysis.files import write_comparison
from gridgov.organisation.checked import load_each
from gridgov.study.tables import FAILURE, KEYS

TOP = Path(__file__).resolve().parents[2]
TOWN = """
extends = "classroom"
[city]
residents = 300
streets = 2
communities_per_street = 1
[time]
warmup_days = 0
horizon_days = 20
[policy.half]
from_day = 6
where = {share = 0.5, unit = "street"}
set.tier.grid.slots = 2
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("columns")
    (folder / "town.toml").write_text(TOWN, encoding="utf-8")
    comparison = compare(load_each(folder / "town.toml", ["none", "half"]), name="town", replicates=3)
    write_comparison(folder, comparison, ("problem_days", "on_time_true"), "problem_days")
    return folder


def test_the_page_of_columns_is_up_to_date():
    there = (TOP / "docs" / "reference" / "columns-of-studies.md").read_text(encoding="utf-8")
    assert there == page(), "run: python -m gridgov.analysis.columns > docs/reference/columns-of-studies.md"


@pytest.mark.parametrize("file", ["compare.csv", "differences.csv", "doubt.csv", "pilot.csv", "pilot_weeks.csv"])
def test_a_file_of_a_comparison_has_the_columns_and_types_that_the_page_lists(written, file):
    with open(written / file, encoding="utf-8", newline="") as text:
        head, *rows = csv.reader(text)
    columns = FILES[file][1]
    assert head == list(names(columns)) and rows
    for place, column in enumerate(columns):
        cells = [row[place] for row in rows]
        if column.null_rule == "never":
            assert all(cells), f"{file}: {column.name} is empty somewhere"
        if column.type in ("integer", "number"):
            assert all(float(cell).is_integer() or column.type == "number" for cell in cells if cell), column.name
        if column.type == "0 or 1":
            assert set(cells) <= {"0", "1"}


def test_a_study_writes_the_columns_that_the_page_lists():
    assert names(RUNS) == KEYS and names(FAILURES) == FAILURE


def test_every_column_says_what_it_is_and_no_name_comes_twice():
    for _, columns in FILES.values():
        assert all(one.meaning and one.type and one.null_rule for one in columns)
        assert len(set(names(columns))) == len(columns)
    assert {*COMPARE, *DIFFERENCES, *DOUBT}
