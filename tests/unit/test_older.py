"""A sweep that adds runs says which pictures and pages are of fewer; one that adds none says nothing of them."""

import pytest

from gridgov.cli.shell import run_command_line

PLAN = """scenario = "classroom"
policies = ["none"]
replicates = 1
days = 3
metrics = ["problem_days"]
[set]
"city.residents" = 600
"city.streets" = 1
"time.warmup_days" = 1
"""


@pytest.mark.parametrize(("lang", "said"), [("en", "Of fewer runs than there are now"), ("zh", "出自此前较少的运行")])
def test_a_sweep_that_extends_names_what_is_older(tmp_path, monkeypatch, capsys, lang, said):
    monkeypatch.chdir(tmp_path)

    def swept(replicates):
        (tmp_path / "plan.toml").write_text(PLAN.replace("replicates = 1", f"replicates = {replicates}"), encoding="utf-8")
        assert run_command_line(["--lang", lang, "sweep", "plan.toml", "--workers", "1"]) == 0
        return " ".join(capsys.readouterr().out.split())

    assert said not in swept(1)
    (tmp_path / "results" / "plan" / "charts").mkdir()
    (tmp_path / "results" / "plan" / "report.html").touch()
    assert said not in swept(1)
    told = swept(2)
    assert said in told and "gridgov charts results/plan" in told and "gridgov report results/plan" in told
    assert "gridgov film" not in told
