"""The page of all parameters follows from the declarations."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from gridgov.scenario.effects import mechanisms_of, price_of
from gridgov.scenario.levers import LEVERS
from gridgov.scenario.reference import UNKNOWN_SIZE, levers_markdown, reference_rows

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "levers.md"


def test_the_page_is_what_the_declarations_say():
    made_anew = "write it anew: python -m gridgov.scenario.reference --markdown > docs/reference/levers.md"
    assert PAGE.read_bytes() == levers_markdown().encode("utf-8"), made_anew


def test_the_command_writes_the_page():
    done = subprocess.run([sys.executable, "-m", "gridgov.scenario.reference", "--markdown"], capture_output=True, timeout=300)
    assert done.returncode == 0 and done.stdout == levers_markdown().encode("utf-8"), done.stderr.decode()


def test_the_page_names_every_parameter_once_with_its_help_and_source():
    lines = levers_markdown().splitlines()
    for lever in LEVERS:
        found = [line for line in lines if line.startswith(f"| `{lever.path}` |")]
        assert len(found) == 1, lever.path
        assert lever.en in found[0] and lever.zh in found[0] and f"| {lever.source} |" in found[0], lever.path


def test_a_lever_says_which_mechanisms_it_serves_what_it_costs_and_where_no_size_is_known():
    rows = {row["path"]: row for row in reference_rows()}
    assert rows["whistle.departments"]["mechanisms"] == ["M12"] and rows["time.warmup_days"]["mechanisms"] == []
    for path, row in rows.items():
        assert row["mechanisms"] == list(mechanisms_of(path)) and row["price"] == list(price_of(path))
        assert (UNKNOWN_SIZE[0] in row["en"]) == (UNKNOWN_SIZE[1] in row["zh"]) == (row["evidence"] == "none")
    assert any(row["evidence"] == "none" for row in rows.values())


def test_every_row_of_a_table_has_as_many_cells_as_its_head():
    width = 0
    for line in levers_markdown().splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        cells = line.replace("\\|", "").count("|")
        assert cells == (width or cells), line
        width = cells
