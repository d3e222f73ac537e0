"""The guide to studies is followed word by word."""

import re
from pathlib import Path

from gridgov.cli.shell import run_command_line

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "study.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# The guide speaks of any study of this design; a small one is enough to follow it.
SCREENING = """
scenario = "classroom"
replicates = 2
days = 5
[design]
kind = "morris"
points = 4
doubts = ["trust", "births"]
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
    assert {path.name for path in Path("results/mine").iterdir()} >= {"runs.csv", "runs.parquet", "series.parquet", "failures.csv", "study.sqlite"}


def test_a_plan_with_faults_and_a_run_that_is_not_there_end_with_sentences_and_code_2(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("bad.toml").write_text('scenario = "classrom"\n', encoding="utf-8")
    assert run_command_line(["sweep", "bad.toml"]) == 2 and "did you mean classroom?" in capsys.readouterr().err
    assert run_command_line(["replay", "x", "--study", "nowhere", "--lang", "zh"]) == 2 and "没有研究" in capsys.readouterr().err
    assert not Path("results").exists()
