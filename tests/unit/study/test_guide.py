"""The guide to studies is followed word by word."""

import json
import re
import subprocess
import sys
from pathlib import Path

from gridgov.cli.shell import run_command_line

GUIDES = Path(__file__).resolve().parents[3] / "docs" / "guides"
GUIDE, NOTEBOOK = GUIDES / "study.md", GUIDES / "study.ipynb"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# The guide speaks of any study of this design; a small one is enough to follow it.
SCREENING = """
scenario = "classroom"
replicates = 2
days = 5
metrics = ["problem_days", "cost"]
[design]
kind = "morris"
points = 4
doubts = ["trust_start", "births"]
"""


def test_the_guide_to_studies_works_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for kind, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        if kind == "toml":
            Path("mine.toml").write_text(text, encoding="utf-8")
        elif text.endswith("results/screening\n"):
            Path("screening.toml").write_text(SCREENING, encoding="utf-8")
            assert run_command_line(["sweep", "screening.toml"]) == 0 and run_command_line(text.split()[1:]) == 0, capsys.readouterr().err
        elif kind == "sh":
            assert run_command_line(text.split()[1:]) == 0, capsys.readouterr().err
        elif kind == "python":
            exec(compile(text, "guide", "exec"), {"__name__": "guide"})
    said = capsys.readouterr().out
    assert "16 runs at 4 points" in said and "staffing_classroom" in said and said.count("problem_days") >= 1
    assert "plausible worlds" in said and "mu*" in said and "At the assumptions of this scenario only" in said
    assert "run again with 4 fresh seeds each" in said and Path("results/optimum/optimum.csv").is_file()
    assert {path.name for path in Path("results/mine").iterdir()} >= {"runs.csv", "runs.parquet", "series.parquet", "failures.csv", "study.sqlite"}


def test_a_plan_with_faults_and_a_run_that_is_not_there_end_with_sentences_and_code_2(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text('scenario = "classrom"\n', encoding="utf-8")
    assert run_command_line(["sweep", "bad.toml"]) == 2 and "did you mean classroom?" in capsys.readouterr().err
    assert run_command_line(["replay", "x", "--study", "nowhere", "--lang", "zh"]) == 2 and "没有研究" in capsys.readouterr().err
    assert not Path("results").exists()


def test_the_notebook_runs_from_top_to_bottom_as_in_a_notebook_and_is_stored_without_outputs(tmp_path):
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]
    assert book["nbformat"] == 4 and all(not cell.get("outputs") for cell in book["cells"])
    # like a notebook's, this program has no file that a worker could read
    checks = [*cells, "found = Study.open('results/notebook')", "print(found.counts, len(found.compare('before')), found.set_aside)"]
    done = subprocess.run([sys.executable, "-"], input="\n".join(checks), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout == "{'done': 64} 12 None\n", done.stderr


def test_every_call_that_the_guide_lists_is_there():
    from gridgov import Study

    named = re.findall(r"^\| `(?:Study|study)\.(\w+)\(", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {"create", "open", "begin", "run", "extend", "table", "compare", "replay"} <= set(named)
    assert all(callable(getattr(Study, name)) for name in named)
