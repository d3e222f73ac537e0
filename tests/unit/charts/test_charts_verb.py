"""`gridgov charts` of a study that was really run: runs that stand for the others are made once, kept, and left out on demand or with a reason."""

import shutil

import pytest

from gridgov.charts import style as of_charts
from gridgov.cli.shell import run_command_line
from gridgov.exemplars import KEPT, Exemplars
from gridgov.study.study import Study
from gridgov.text.words import say
from tests.towns import TWO_POLICIES, plan_of_two

PLAN = plan_of_two(replicates=2)
OF_RUNS = {"days_spent", "tier_flow", "inequality", "people", "map_building", "map_grid", "map_street", "follows1", "follows2"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a scenario and a study that was run once."""
    place = tmp_path_factory.mktemp("made")
    (place / "town.toml").write_text(TWO_POLICIES, encoding="utf-8")
    (place / "plan.toml").write_text(PLAN, encoding="utf-8")
    with Study.create(place / "plan.toml", place / "study") as study:
        study.run(workers=1)
    return place


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    """A copy of the study, and drawing that only leaves names behind."""
    shutil.copytree(made / "study", tmp_path / "study")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(of_charts, "save", lambda folder, name, draw, pdf: (folder / f"{name}.png").write_text(""))
    return tmp_path / "study"


def names(folder):
    return {path.stem for path in (folder / "charts").iterdir()}


def test_single_runs_are_drawn_once_made_and_kept_and_a_switch_leaves_them_out(folder, monkeypatch):
    assert run_command_line(["charts", "study", "--no-runs"]) == 0
    of_study = names(folder)
    assert "differences" in of_study and not of_study & OF_RUNS and not (folder / KEPT).exists()
    assert run_command_line(["charts", "study"]) == 0
    assert names(folder) > of_study | OF_RUNS and len(list((folder / KEPT).iterdir())) == 4  # two seeds under two policies

    def never(*given, **more):
        raise AssertionError("made again")

    monkeypatch.setattr(Exemplars, "simulate", never)
    assert run_command_line(["charts", "study", "--lang", "zh"]) == 0


def test_runs_that_are_others_by_now_are_left_out_with_the_reason_and_the_study_is_drawn(made, folder, capsys, request):
    (made / "town.toml").write_text(TWO_POLICIES.replace("400", "500"), encoding="utf-8")
    request.addfinalizer(lambda: (made / "town.toml").write_text(TWO_POLICIES, encoding="utf-8"))
    for lang in ("en", "zh"):
        assert run_command_line(["charts", "study", "--lang", lang]) == 0
        told = capsys.readouterr().err.replace("\n", "").replace(" ", "")
        start = say("charts.no_runs", lang, why="").replace(" ", "")
        assert told.count(start) == 1 and told.split(start)[1]
        assert "differences" in names(folder) and not names(folder) & OF_RUNS


def test_an_interrupt_while_runs_are_made_leaves_no_charts_and_loses_no_run_that_was_made(folder, monkeypatch, capsys):
    simulate, made = Exemplars.simulate, []

    def cut(self, place, **keep):
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(place)
        return simulate(self, place, **keep)

    with monkeypatch.context() as patched:
        patched.setattr(Exemplars, "simulate", cut)
        assert run_command_line(["charts", "study"]) == 130
    assert not (folder / "charts").exists() and len(list((folder / KEPT).iterdir())) == 2
    monkeypatch.setattr(Exemplars, "simulate", lambda self, place, **keep: made.append(place) or simulate(self, place, **keep))
    assert run_command_line(["charts", "study"]) == 0 and len(made) == 4
