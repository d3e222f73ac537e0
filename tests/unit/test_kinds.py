"""What a verb is pointed at and cannot read is told by what it is, with the verbs that read it, in both languages."""

import json
from re import findall

import pytest

from gridgov.cli.shell import command_line, run_command_line
from gridgov.scenario.kinds import kind_of, kind_of_tables
from gridgov.text.kind_words import KIND_SENTENCES

READ_STUDIES = ("charts", "verdict", "sensitivity", "discover", "report")
READ_SCENARIOS = ("run", "check")
READ_PLANS = ("sweep", "optimise")
VERBS = {
    "comparison": ("report", "film", "export", "explain"), "run": ("film", "export", "explain"), "plan": ("gridgov sweep",),
    "search": ("gridgov optimise",), "scenario": ("gridgov run",), "table": ("give that folder",),
}  # fmt: skip
PLAN = 'scenario = "classroom"\npolicies = ["none"]\n'


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder with one thing of each kind; only what tells the kinds apart is in them."""
    monkeypatch.chdir(tmp_path)
    for name, summary in (("comparison", {"reference": "none", "provenance": {}}), ("run", {"asked": {}, "provenance": {}})):
        (tmp_path / "results" / name).mkdir(parents=True)
        (tmp_path / "results" / name / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (tmp_path / "results" / "study").mkdir()
    (tmp_path / "results" / "study" / "study.sqlite").write_bytes(b"")
    (tmp_path / "results" / "study" / "runs.csv").write_text("run\n", encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "search.toml").write_text(PLAN + "[optimise]\nbudget = 3\n", encoding="utf-8")
    (tmp_path / "scenario.toml").write_text('extends = "classroom"\n', encoding="utf-8")
    return tmp_path


def told(capsys, *arguments):
    assert run_command_line(list(arguments)) == 2
    out, err = capsys.readouterr()
    assert out == "" and len(err.splitlines()) == 1
    return err


@pytest.mark.parametrize("verb", READ_STUDIES)
@pytest.mark.parametrize("given", ["results/run", "plan.toml", "search.toml", "scenario.toml", "results/study/runs.csv"])
def test_a_verb_of_studies_says_what_it_was_given_instead(capsys, verb, given):
    kind = "table" if given.endswith(".csv") else kind_of_name(given)
    sentence = told(capsys, verb, given)
    assert sentence.startswith(f"{given}: ") and all(word in sentence for word in VERBS[kind]), sentence


def kind_of_name(given):
    return given.removeprefix("results/").removesuffix(".toml")


@pytest.mark.parametrize("verb", [verb for verb in READ_STUDIES if verb != "report"])
def test_a_comparison_is_no_study(capsys, verb):
    assert "the folder of a comparison" in told(capsys, verb, "results/comparison")


@pytest.mark.parametrize("verb", READ_PLANS)
@pytest.mark.parametrize("given", ["results/run", "results/comparison", "results/study", "scenario.toml", "classroom"])
def test_a_verb_of_plans_says_what_it_was_given_instead(capsys, verb, given):
    kind = "scenario" if given == "classroom" else kind_of_name(given)
    assert {"study": "the folder of a study"}.get(kind, VERBS.get(kind, ("",))[-1]) in told(capsys, verb, given)


@pytest.mark.parametrize("verb", READ_SCENARIOS)
@pytest.mark.parametrize("given", ["results/run", "results/comparison", "plan.toml", "plan", "search.toml", "paper_classroom"])
def test_a_verb_of_scenarios_says_what_it_was_given_instead(capsys, verb, given):
    kind = "plan" if given in ("plan", "paper_classroom") else kind_of_name(given)
    assert VERBS[kind][-1] in told(capsys, verb, given)


@pytest.mark.parametrize("verb", ["film", "export"])
def test_what_holds_results_is_told_with_their_names(capsys, verb):
    assert "results/comparison, results/run, results/study" in told(capsys, verb, "results")


def test_a_study_that_lies_where_results_go_is_offered(capsys):
    assert "did you mean results/study?" in told(capsys, "charts", "study")
    assert "results/run is the folder of a single run" in told(capsys, "charts", "run")
    assert "是否指 results/study" in told(capsys, "--lang", "zh", "charts", "study")


def test_what_is_nothing_known_is_told_as_before(capsys, place):
    (place / "empty").mkdir()
    assert "there is no study here" in told(capsys, "charts", "nowhere")
    assert "there is no study here" in told(capsys, "charts", "empty")
    assert "neither summary.json nor study.sqlite" in told(capsys, "film", "empty")


@pytest.mark.parametrize("content", ["not json", "[]", '{"a": 1}'])
def test_a_summary_that_says_nothing_is_of_no_kind(place, content):
    (place / "results" / "run" / "summary.json").write_text(content, encoding="utf-8")
    assert kind_of(place / "results" / "run") is None


def test_a_file_that_is_of_both_kinds_or_of_neither_is_left_to_its_reader():
    assert kind_of_tables({"scenario": "classroom", "city": {}}) is kind_of_tables({"hello": 1}) is None


def test_the_verbs_that_sentences_name_are_there():
    known = set(command_line("en").commands)
    for code, (english, chinese) in KIND_SENTENCES.items():
        for named in findall(r"gridgov ((?:[a-z]+, )*[a-z]+(?: and [a-z]+)?) read", english) + findall(r"gridgov ([a-z]+)", english):
            assert set(named.replace(" and ", ", ").split(", ")) <= known, code
        assert set(findall(r"gridgov ([a-z]+)", english)) == set(findall(r"gridgov ([a-z]+)", chinese))
