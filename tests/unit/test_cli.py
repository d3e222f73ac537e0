"""The command line: every verb, every refusal as sentences with exit code 2, both languages, nothing half-written."""

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import gridgov.run
from gridgov.cli.shell import run_command_line
from gridgov.scenario import size
from gridgov.scenario.load import load_scenario

CHINESE = re.compile(r"[一-鿿]")
TOWN = """
extends = "classroom"
title_en = "Test town"
title_zh = "测试镇"
[city]
residents = 300
streets = 1
communities_per_street = 1
[time]
warmup_days = 0
horizon_days = 5
[policy.before]
[policy.more]
set = { routing.accuracy = 0.9 }
[policy.less]
set = { routing.accuracy = 0.8 }
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRIDGOV_LANG", raising=False)
    (tmp_path / "town.toml").write_text(TOWN, encoding="utf-8")


@pytest.fixture
def call(capsys):
    """Call the command line; exit code, standard output, standard error."""

    def call(*arguments):
        code = run_command_line([str(argument) for argument in arguments])
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return code, output.out, output.err

    return call


@pytest.fixture(autouse=True, scope="module")
def signals_as_they_were():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


# ---- the verbs


def test_help_is_quick_and_imports_nothing_heavy():
    program = (
        "import sys, time\n"
        "from gridgov.cli.shell import run_command_line; run_command_line(['--help'])\n"
        "print(time.process_time(), *{name.split('.')[0] for name in sys.modules})"
    )
    for _ in range(4):  # the best of some: on a busy machine a second of the processor is not always the same work
        lines = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.splitlines()
        seconds, *modules = lines[-1].split()
        assert not {"numpy", "numba", "scipy", "pandas", "pydantic", "mesa", "matplotlib", "tqdm"} & set(modules)
        if float(seconds) < 0.5:
            break
    assert float(seconds) < 0.5


@pytest.mark.parametrize("verb", [(), ("run",), ("compare",), ("check",), ("new",), ("scenarios",), ("policies",), ("levers",), ("metrics",)])
def test_help_is_in_both_languages(call, verb):
    code, english, _ = call(*verb, "--help")
    assert code == 0 and english.startswith("Usage: gridgov") and not CHINESE.search(english)
    code, chinese, _ = call(*verb, "--help", "--lang", "zh")
    assert code == 0 and chinese.startswith("用法：gridgov") and "选项" in chinese and "Show this" not in chinese


def test_the_language_also_comes_from_the_environment(call, monkeypatch):
    monkeypatch.setenv("GRIDGOV_LANG", "zh_CN.UTF-8")
    assert call()[1].startswith("用法：")
    assert call("--lang", "en")[1].startswith("Usage:")
    assert call("--lang=en", "run", "--help")[1].startswith("Usage:")


def test_run_writes_where_it_says_and_prints_the_main_metrics(call):
    code, out, _ = call("run", "town.toml", "--policy", "more", "--seed", 7, "--cases", "--events", "--buildings-daily")
    assert code == 0
    assert "Test town, policy more, seed 7: 5 days measured" in out and "problem" in out
    assert "Results: results/town-more-seed7" in out
    folder = "results/town-more-seed7"
    log = ["events.parquet", "events.xes", "events_log.csv"]
    assert sorted(os.listdir(folder)) == ["buildings_daily.parquet", "cases.parquet", "daily.csv", *log, "summary.json"]
    with open(f"{folder}/summary.json", encoding="utf-8") as file:
        summary = json.load(file)
    assert summary["provenance"]["seed"] == 7 and summary["provenance"]["engine"] == "compiled"


PILOT = """
[policy.roll]
title_en = "Roll-out"
title_zh = "推行"
set.tier.grid.slots = 4
stages = [{from_day = 2, where = {streets = ["street-02"]}}, {from_day = 4, where = {streets = ["street-01"]}}]
"""


@pytest.mark.parametrize(("lang", "words"), [("en", ("shows after", "outside", "day 2 on")), ("zh", ("显现所需", "试点以外", "第 2 天起"))])
def test_a_policy_with_a_place_is_shown_in_it_and_out_of_it(call, lang, words):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write(PILOT)
    more = ("--set", "city.streets=3", "--set", "city.residents=600", "--lang", lang, "--out", "here")
    code, out, _ = call("compare", "town.toml", "--policies", "none,roll", "--replicates", 2, *more)
    assert code == 0 and all(word in out for word in words)
    assert {"pilot.csv", "pilot_weeks.csv", "pilot.png", "pilot.svg"} <= set(os.listdir("here"))
    code, out, _ = call("run", "town.toml", "--policy", "roll", *more)
    assert code == 0 and words[1] in out and words[2] in out and "roll/2" in out
    assert "cohorts.csv" in os.listdir("here")


def test_run_obeys_days_settings_engine_and_out(call):
    code, out, _ = call("run", "town.toml", "--days", 3, "--set", "city.residents=200", "--engine", "agents", "--out", "here", "--lang", "zh")
    assert code == 0 and "测试镇，政策 无，种子 1：观测 3 天" in out and "结果：here" in out
    assert sorted(os.listdir("here")) == ["daily.csv", "summary.json"]
    with open("here/daily.csv", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 1 + 3


def test_check_says_that_a_scenario_is_good_and_what_it_is(call):
    code, out, _ = call("check", "town.toml")
    assert code == 0 and "no fault found" in out and "residents 300" in out and "before, more, less" in out


def test_check_tries_the_grids_and_places_of_a_scenario_and_of_its_own_policies(call):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write("[policy.many]\nset = { grids.per_street = 50 }\n")
        file.write('[policy.pilot]\nwhere = { grids = ["street-01/community-01/gird-01"] }\nset = { inspection.share = 0.5 }\n')
    code, out, err = call("check", "town.toml")
    assert (code, out) == (2, "")
    assert "policy many: [grids] per_street = 50: street street-01 has only" in err and "did you mean street-01/community-01/grid-01?" in err
    assert len(err.splitlines()) == 2
    for verb in (["run", "town.toml", "--policy", "many"], ["compare", "town.toml", "--policies", "before,many"]):
        code, _, err = call(*verb, "--lang", "zh")
        assert code == 2 and "请减少网格数" in err


def test_check_refuses_stages_that_the_city_cannot_have(call):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write("[policy.roll]\nset.inspection.share = 0.5\nstages = [{from_day = 1, where = {share = 0.2, unit = 'street'}}, {from_day = 3}]\n")
    code, out, err = call("check", "town.toml")
    assert (code, out) == (2, "") and err.startswith("policy roll: [where]: stage 1 reaches nobody: ") and len(err.splitlines()) == 1
    assert call("run", "town.toml", "--policy", "roll")[0] == 2


def test_a_tolerance_that_cannot_be_kept_is_refused_by_check_and_run(call):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write("[grids]\nhouseholds_per_grid = 60\ntolerance = 0.0001\n")
    for verb in ("check", "run"):
        code, out, err = call(verb, "town.toml")
        assert (code, out) == (2, "") and err.startswith("scenario: [grids] tolerance = 0.0001: ")


@pytest.mark.parametrize(
    "verb", [("check",), ("policies",), ("run", "--policy", "more"), ("compare", "--policies", "before,more", "--replicates", "1", "--workers", "1")]
)
def test_a_scenario_from_a_pipe_is_read_once(call, verb):
    reading, writing = os.pipe()
    os.write(writing, TOWN.encode())
    os.close(writing)
    try:
        code, out, err = call(verb[0], f"/dev/fd/{reading}", *verb[1:])
    finally:
        os.close(reading)
    assert code == 0 and "more" in out


def test_policies_that_are_no_tables_are_listed_without_a_traceback(call, tmp_path):
    for wrong in ("policy = 3", "[policy]\np = 3"):
        (tmp_path / "odd.toml").write_text(f'{wrong}\n[city]\nresidents = 300\n', encoding="utf-8")
        assert call("policies", "odd.toml")[0] == 0


PLACES = """
[policy.pilot]
where = { streets = ["street-99"], grids = ["street-01/community-01/gird-01"] }
set = { work.shared = 0.25 }
[routing]
accuracy = 2.0
"""


@pytest.mark.parametrize(
    "verb", [("check", "town.toml"), ("run", "town.toml", "--policy", "pilot"), ("compare", "town.toml", "--policies", "before,pilot")]
)
def test_places_that_a_policy_names_and_the_city_lacks_are_listed_with_all_other_faults(call, verb):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write(PLACES)
    code, out, err = call(*verb)
    line = TOWN.count("\n") + 3
    assert (code, out) == (2, "")
    for words in (
        f"town.toml:{line}: [policy.pilot.where] streets = ",
        f"town.toml:{line}: [policy.pilot.where] grids = ",
        "no street street-99; did you mean street-01?",
        "no grid street-01/community-01/gird-01; did you mean street-01/community-01/grid-01?",
        f"town.toml:{line + 3}: [routing] accuracy = 2.0",
    ):
        assert words in err


def test_the_lists_name_what_is_shipped(call):
    assert "classroom" in call("scenarios")[1] and "ningjiang" in call("scenarios")[1]
    assert "whistle" in call("policies")[1]
    assert "town.toml" in call("policies", "town.toml")[1]
    assert "city.residents" in call("levers")[1]
    assert "problem_days" in call("metrics")[1]


@pytest.mark.parametrize(
    ("verb", "key", "known"),
    [("scenarios", "name", "classroom"), ("policies", "name", "whistle"), ("levers", "path", "city.residents"), ("metrics", "name", "problem_days")],
)
def test_the_lists_as_json(call, verb, key, known):
    code, out, _ = call(verb, "--json")
    rows = json.loads(out)
    assert code == 0 and known in [row[key] for row in rows]
    assert len({tuple(sorted(row)) for row in rows}) == 1


def test_new_writes_a_scenario_that_checks(call):
    code, out, _ = call("new", "mytown", "--residents", 12000, "--streets", 2)
    assert code == 0 and "mytown.toml" in out
    assert call("check", "mytown.toml")[0] == 0
    code, _, err = call("new", "mytown", "--residents", 12000, "--streets", 2)
    assert code == 2 and "mytown.toml" in err
    assert call("new", "mytown", "--residents", 9000, "--streets", 2, "--force")[0] == 0


# ---- compare


def test_compare_prints_levels_differences_and_what_they_support(call):
    code, out, _ = call("compare", "town.toml", "--policies", "before,more,more+whistle", "--replicates", 3, "--workers", 1)
    assert code == 0
    heads = [
        "Levels under before (mean of 3 replicates)",
        "more minus before",
        "more+whistle minus before",
        "What the intervals support",
        "At the assumptions of this scenario only: the intervals speak of chance",
    ]
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    assert "more against before. " in out and "Results: results/town-compare" in out
    assert sorted(os.listdir("results/town-compare")) == ["chart.png", "chart.svg", "compare.csv", "differences.csv", "summary.json"]
    with open("results/town-compare/summary.json", encoding="utf-8") as file:
        provenance = json.load(file)["provenance"]
    assert set(provenance["scenario_sha256"]) == {"before", "more", "more+whistle"} and provenance["seeds"] == [1, 2, 3]
    assert provenance["source_sha256"] and provenance["packages"]


def test_compare_adds_replicates_until_a_difference_is_precise_and_says_how_sure_it_is(call):
    asked = ("compare", "town.toml", "--policies", "before,more_grid_workers", "--precision", 1e-9, "--metric", "staff_hours", "--budget", 46)
    asked += ("--set", "city.residents=1000", "--days", 40)
    code, out, _ = call(*asked, "--workers", 1, "--out", "one")
    assert code == 0 and "paired over 23 replicates" in out and "Not met: " in out and "46 runs in all" in out
    assert "95 %, all together" in out and "at default assumptions only but for city.residents=1000, time.horizon_days=40;" in out
    assert "doubt.csv" in os.listdir("one")
    code, again, _ = call(*asked, "--workers", 2, "--out", "two", "--lang", "zh")
    assert code == 0 and "未达到" in again and "除 city.residents=1000、time.horizon_days=40 外仅在默认假设下成立" in again
    for name in ("doubt.csv", "compare.csv", "summary.json"):
        with open(f"one/{name}", "rb") as one, open(f"two/{name}", "rb") as two:
            assert one.read() == two.read()


def test_compare_names_what_was_set(call):
    sets = ("--set", "work.shared=0.3", "--set", "chiefs.cadre_motivation=0.2", "--set", "chiefs.cadre_motivation=0.1", "--days", "4")
    code, out, _ = call("compare", "town.toml", "--policies", "before,more", "--replicates", 1, "--workers", 1, "--out", "here", *sets)
    words = "At the assumptions of this scenario only, with work.shared=0.3, chiefs.cadre_motivation=0.1, time.horizon_days=4"
    assert code == 0 and words in " ".join(out.split()) and "mean of 1 replicate)" in out
    with open("here/summary.json", encoding="utf-8") as file:
        assert json.load(file)["sets"] == {"work.shared": 0.3, "chiefs.cadre_motivation": 0.1, "time.horizon_days": 4}


def test_a_policy_against_itself_shows_no_difference(call):
    code, out, _ = call("compare", "town.toml", "--policies", "none,before", "--replicates", 2, "--workers", 1, "--out", "here")
    assert code == 0
    with open("here/differences.csv", encoding="utf-8") as file:
        assert {row["verdict"] for row in csv.DictReader(file)} <= {"same", "missing"}


def test_two_workers_give_the_files_of_one(call):
    for workers in (1, 2):
        assert (
            call(
                "compare", "town.toml", "--policies", "before,more", "--replicates", 2, "--workers", workers, "--out", f"by{workers}", "--lang", "zh"
            )[0]
            == 0
        )
    for name in os.listdir("by1"):
        with open(f"by1/{name}", "rb") as one, open(f"by2/{name}", "rb") as two:
            assert one.read() == two.read(), name


def test_one_replicate_and_one_policy_are_said_to_be_too_little(call):
    assert "One replicate gives no interval" in call("compare", "town.toml", "--policies", "before,more", "--replicates", 1, "--workers", 1)[1]
    code, out, _ = call("compare", "town.toml", "--policies", "before", "--replicates", 2, "--workers", 1, "--out", "alone")
    assert code == 0 and "only its levels are shown" in out and "chart.png" not in os.listdir("alone")


@pytest.mark.parametrize(("lang", "warning"), [("en", "Work exceeds hands: under flooded"), ("zh", "工作量超出人力：flooded")])
def test_a_town_whose_backlog_keeps_growing_is_said_to_be_overloaded(call, lang, warning):
    flooded = "[policy.flooded]\nset = { tier.grid.skill = 0.05, tier.community.skill = 0.05, tier.street.skill = 0.05 }\n"
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write(flooded)
    long = ("--days", 40, "--set", "category.litter.per_1000=6000", "--lang", lang)
    out = call("compare", "town.toml", "--policies", "before,flooded", "--replicates", 2, "--workers", 1, *long)[1]
    assert warning in out.replace("\n    ", " ") and "before, flooded" not in out
    assert warning in call("run", "town.toml", "--policy", "flooded", *long)[1]
    assert warning.split("flooded")[0] not in call("run", "town.toml", "--policy", "before", *long)[1]


# ---- what is refused

REFUSED = [
    (["frobnicate"], "There is no verb frobnicate."),
    (["rnu"], "Did you mean run?"),
    (["run"], "SCENARIO is missing."),
    (["run", "town.toml", "--sead", "3"], "There is no option --sead."),
    (["run", "town.toml", "--seed", "x"], "--seed: x is not a whole number."),
    (["run", "town.toml", "--seed", "-4"], "--seed: -4 is not within [0, 2147483647]."),
    (["run", "town.toml", "--days", "0"], "--days: 0 is not within [1, 3650]."),
    (["run", "town.toml", "--engine", "mesa"], "--engine: mesa is none of compiled, agents."),
    (["run", "town.toml", "and", "more"], "Not understood: and more."),
    (["run", "town.toml", "--policy"], "--policy needs a value."),
    (["run", "town.toml", "--policy", "whistel"], "did you mean whistle?"),
    (["run", "town.toml", "--policy", "more+less"], "accuracy"),
    (["run", "town.toml", "--policy", "+"], "--policy +: a name is missing between the separators."),
    (["run", "town.toml", "--policy", ""], "a name is missing"),
    (["run", "town.toml", "--policy", "before,whistle"], "there is no policy before,whistle; --policy before+whistle is both"),
    (["compare", "town.toml", "--policies", "before,moer"], "--policies: there is no policy moer"),
    (["compare", "town.toml", "--policies", "nope"], "--policies: there is no policy nope"),
    (["compare", "town.toml", "--policies", "before，moer"], "--policies: there is no policy moer"),
    (["compare", "town.toml", "--policies", "before,", "more"], "Not understood: more. Write lists without spaces, as a,b."),
    (["new", "x2", "--residents", "900", "--streets", "1", "--buildings", "nope.csv"], "--buildings: there is no such file: nope.csv"),
    (["new", "town", "--residents", "900", "--streets", "1"], "--force overwrites it"),
    (["run", "town.toml", "--set", "foo"], "foo"),
    (["run", "town.toml", "--set", "time.horizondays=3"], "did you mean horizon_days?"),
    (["run", "town.toml", "--set", "city.residents=nan"], "[city] residents"),
    (["run", "clasroom"], "classroom"),
    (["run", "missing.toml"], "missing.toml"),
    (["run", "town.toml", "--out", "town.toml"], "town.toml: this is a file"),
    (["run", "town.toml", "--out", "/proc/here"], "/proc/here"),
    (["check", "/dev/null/x.toml"], "x.toml"),
    (["compare", "town.toml"], "--policies is missing."),
    (["compare", "town.toml", "--policies", "before,,more"], "a name is missing"),
    (["compare", "town.toml", "--policies", "before,more,before"], "before is named twice."),
    (["compare", "town.toml", "--policies", "before,moer"], "did you mean more?"),
    (["compare", "town.toml", "--policies", "before,more", "--replicates", "0"], "--replicates: 0 is not within"),
    (["compare", "town.toml", "--policies", "before,more", "--workers", "0"], "--workers: 0 is not within"),
    (["compare", "town.toml", "--policies", "before,more", "--precision", "0"], "--precision: 0 is not a number above zero."),
    (["compare", "town.toml", "--policies", "before,more", "--precision", "nan"], "--precision: nan is not a number above zero."),
    (["compare", "town.toml", "--policies", "before,more", "--budget", "50"], "--budget means something only with --precision."),
    (["compare", "town.toml", "--policies", "before,more", "--metric", "cost"], "--metric means something only with --precision / --doubt."),
    (["compare", "town.toml", "--policies", "before,more", "--doubt", "--metric", "cots"], "did you mean cost?"),
    (["compare", "town.toml", "--policies", "before", "--precision", "1"], "--precision needs two policies or more."),
    (["compare", "town.toml", "--policies", "before", "--doubt"], "--doubt needs two policies or more."),
    (["compare", "town.toml", "--policies", "before,more", "--precision", "1", "--replicates", "19"], "--replicates: 19 replicates are too few"),
    (["compare", "town.toml", "--policies", "before,more", "--precision", "1", "--budget", "39"], "--budget: 39 runs do not hold 20 replicates"),
    (["new", "mytown", "--residents", "12"], "--streets is missing."),
    (["policies", "nowhere"], "nowhere"),
    (["--lang", "fr"], "--lang: fr is none of en, zh."),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[" ".join(arguments) for arguments, _ in REFUSED])
def test_bad_input_is_refused_with_a_sentence(call, arguments, words):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "") and words in err
    assert os.listdir() == ["town.toml"]
    if "--lang" not in arguments:
        code, _, err = call(*arguments, "--lang", "zh")
        assert code == 2 and CHINESE.search(err)


def test_all_faults_of_all_policies_are_listed_at_once(call):
    code, _, err = call("compare", "town.toml", "--policies", "befor,moer", "--set", "time.horizon_days=-1", "--set", "nothing.here=1")
    assert code == 2
    assert all(word in err for word in ("befor", "moer", "horizon_days = -1", "nothing"))
    lines = err.strip().splitlines()
    assert len(lines) == len(set(lines)) == 4


# ---- what goes wrong in the middle


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        (KeyboardInterrupt(), 130, "Interrupted: nothing half-done was written."),
        (OSError(28, "No space left on device"), 2, "the disk is full"),
        (PermissionError(13, "Permission denied", "here/x"), 2, "here/x: no right to write there."),
        (MemoryError(), 2, "Not enough memory for this run: a smaller city"),
    ],
)
def test_an_end_in_the_middle_leaves_nothing_and_says_why(call, monkeypatch, wrong, code, words):
    def fail(*arguments, **settings):
        raise wrong

    monkeypatch.setattr(gridgov.run, "simulate", fail)
    monkeypatch.setattr("gridgov.jit.kernel_is_warm", lambda: True)
    for verb in (["run", "town.toml"], ["compare", "town.toml", "--policies", "before,more", "--workers", "1"]):
        found, out, err = call(*verb)
        assert (found, out) == (code, "") and words in err
        assert os.listdir() == ["town.toml"]


def test_memory_that_ran_out_under_several_workers_advises_one(call, monkeypatch):
    def fail(*arguments, **settings):
        raise MemoryError

    monkeypatch.setattr("gridgov.analysis.compare.compare", fail)
    monkeypatch.setattr("gridgov.jit.kernel_is_warm", lambda: True)
    code, out, err = call("compare", "town.toml", "--policies", "before,more", "--workers", 2)
    assert (code, out) == (2, "") and "--workers 1" in err and os.listdir() == ["town.toml"]


def test_what_a_run_is_to_keep_must_fit_into_memory(call, monkeypatch):
    plain = size.estimate_bytes(load_scenario("town.toml").settings)
    monkeypatch.setattr(size, "available_bytes", lambda: plain + 10)
    assert call("check", "town.toml")[0] == 0
    for flag, what in (("--events", "the event log"), ("--buildings-daily", "the daily series of each building")):
        code, out, err = call("run", "town.toml", flag)
        assert (code, out) == (2, "") and what in err and "GB of memory" in err
        assert os.listdir() == ["town.toml"]


def test_as_many_runs_at_one_time_as_fit_into_memory(call, monkeypatch):
    settings = load_scenario("town.toml").settings
    each = size.estimate_bytes(settings) + size.PER_WORKER
    monkeypatch.setattr(size, "available_bytes", lambda: 3 * each + 1)
    assert size.workers_that_fit(settings, None, 8) == 3 and size.workers_that_fit(settings, 2, 8) == 2
    code, out, err = call("compare", "town.toml", "--policies", "before,more", "--workers", 4)
    assert (code, out) == (2, "") and "--workers 3 fits" in err and os.listdir() == ["town.toml"]
    monkeypatch.setattr(size, "available_bytes", lambda: 0)
    assert size.workers_that_fit(settings, None, 8) == 8


@pytest.mark.parametrize(("lang", "words"), [("en", "this is a folder"), ("zh", "这是文件夹")])
def test_a_folder_in_the_place_of_a_file_lets_nothing_be_written(call, lang, words):
    os.makedirs("full/summary.json")
    code, out, err = call("run", "town.toml", "--out", "full", "--lang", lang)
    assert (code, out) == (2, "") and "full/summary.json" in err and words in err
    assert os.listdir("full") == ["summary.json"]


def test_nohup_keeps_its_word():
    program = "import signal; from gridgov.cli import interrupts; interrupts.hear(); print(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN)"
    done = subprocess.run(["nohup", sys.executable, "-c", program], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.stdout.strip() == "True"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_full_output_is_named_without_a_traceback(lang):
    with open("/dev/full", "w") as full:
        done = subprocess.run([sys.executable, "-m", "gridgov.cli", "levers", "--lang", lang], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("标准输出：磁盘已满" if lang == "zh" else "standard output: the disk is full")


def test_it_says_once_that_it_compiles(call, monkeypatch):
    monkeypatch.setattr("gridgov.jit.kernel_is_warm", lambda: False)
    _, _, err = call("run", "town.toml", "--out", "here")
    assert "Compiling the kernel: once per version of the model" in err and "Compiled in" in err
    _, _, err = call("run", "town.toml", "--out", "here", "--engine", "agents")
    assert "Compiling" not in err


def wait_for_processor(process, seconds, workers=0):
    """Wait until a process, or so many of its children, have each used the processor for so long, or it ends.

    By the processor and not by the clock: on a busy machine a process may not have begun when a second is over.
    """
    while process.poll() is None:
        of = "parent" if workers else "pid"
        if sum(one[of] == process.pid and one["seconds"] >= seconds for one in running()) >= max(1, workers):
            return
        time.sleep(0.05)


def running():
    """Processes of this machine: their number, their parent's, and the seconds of the processor that they have used."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            number, _, rest = stat.read_text(errors="replace").partition(" (")
            fields = rest.rpartition(")")[2].split()
            yield {"pid": int(number), "parent": int(fields[1]), "seconds": (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_a_comparison_and_its_workers_and_leaves_no_file(number):
    command = [sys.executable, "-m", "gridgov.cli", "compare", "town.toml", "--policies", "before,more", "--replicates", "2000", "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_for_processor(process, 1.0, workers=2)
    os.killpg(process.pid, number)  # a terminal sends it to the workers as well
    try:
        out, err = process.communicate(timeout=300)
    finally:
        process.kill()
    assert (process.returncode, out) == (128 + number, "")
    assert err.strip().splitlines()[-1] == "Interrupted: nothing half-done was written." and "Traceback" not in err
    assert os.listdir() == ["town.toml"]


def test_an_interrupt_that_a_library_swallows_is_heard_all_the_same(call, monkeypatch):
    def swallow(*arguments, progress, **settings):
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except BaseException:
            pass
        progress(1)
        raise AssertionError("went on")

    monkeypatch.setattr(gridgov.run, "simulate", swallow)
    code, _, err = call("run", "town.toml", "--engine", "agents")
    assert code == 130 and "Interrupted" in err


def test_an_interrupt_in_a_finaliser_ends_the_work_without_a_traceback(call, monkeypatch):
    class Finalised:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)

    def simulate(*arguments, **settings):
        Finalised()
        time.sleep(5)
        raise AssertionError("went on")

    monkeypatch.setattr(gridgov.run, "simulate", simulate)
    monkeypatch.setattr(sys, "unraisablehook", sys.__unraisablehook__)
    code, _, err = call("run", "town.toml", "--engine", "agents")
    assert code == 130 and err.split() == "Interrupted: nothing half-done was written.".split()


def test_what_a_library_makes_of_an_interrupt_is_an_interrupt(call, monkeypatch):
    def wrap(*arguments, **settings):
        try:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)
        except KeyboardInterrupt:
            raise TypeError("no matching signature") from None

    monkeypatch.setattr(gridgov.run, "simulate", wrap)
    code, _, err = call("run", "town.toml", "--engine", "agents")
    assert code == 130 and "Interrupted" in err


def test_an_interrupt_at_any_moment_of_an_export_prints_no_traceback_and_leaves_no_file():
    for moment in np.random.default_rng(4).uniform(0.4, 3, size=3):
        process = subprocess.Popen([sys.executable, "-m", "gridgov.cli", "export", "town.toml", "--out", "out"], stderr=subprocess.PIPE, text=True)
        wait_for_processor(process, moment)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
        assert "Traceback" not in err and "ignored" not in err
        assert process.returncode in (0, 130) and (process.returncode == 0 or os.listdir() == ["town.toml"])
        shutil.rmtree("out", ignore_errors=True)


def test_a_reader_that_has_seen_enough_is_no_fault():
    for verb in ("levers", "run town.toml --engine agents --lang zh"):
        for reader in ("head -1", "true"):
            pipe = f"{sys.executable} -m gridgov.cli {verb} | {reader}; echo ${{PIPESTATUS[0]}}"
            process = subprocess.run(["bash", "-c", pipe], capture_output=True, text=True)
            assert process.stderr == "" and process.stdout.endswith("0\n")


@pytest.mark.parametrize(("lang", "words"), [("en", "Of 5 days figures per year"), ("zh", "仅 5 天时")])
def test_figures_per_year_of_a_few_days_are_said_to_be_too_low(call, lang, words):
    for arguments in (("run", "town.toml"), ("compare", "town.toml", "--policies", "before,more", "--replicates", 2)):
        assert words in call(*arguments, "--lang", lang, "--out", "short")[1]
    code, out, _ = call("run", "town.toml", "--days", 365, "--lang", lang, "--out", "year")
    assert code == 0 and ("too low" if lang == "en" else "偏低") not in out


@pytest.mark.parametrize("verb", ["run", "compare", "sweep", "film", "export", "report"])
def test_an_empty_place_to_write_to_is_refused(call, verb):
    more = {"compare": ("--policies", "before,more"), "sweep": (), "run": ()}.get(verb, ())
    for empty in ("", " "):
        code, out, err = call(verb, "town.toml", *more, "--out", empty)
        assert (code, out) == (2, "") and "--out is empty" in err and not Path("results").exists()
    assert "--out 为空" in call(verb, "town.toml", *more, "--out", "", "--lang", "zh")[2]


PLAN = 'title_en = "Late"\ntitle_zh = "迟"\nscenario = "town.toml"\nreplicates = 1\npolicies = ["none", "late"]\n'
IDLE = """
[policy.late]
from_day = 5
set = { routing.accuracy = 0.9 }
[policy.tail]
set.tier.grid.slots = 2
stages = [{from_day = 1, where = {share = 0.5, unit = "grid"}}, {from_day = 9}]
[policy.all]
where = {share = 0.5, unit = "street"}
set.tier.grid.slots = 2
[policy.nobody]
where = {share = 0.1, unit = "street"}
set.tier.grid.slots = 2
"""
LATE = {"en": "late begins on day 5, after the end of this run (5 days", "zh": "政策 late 自第 5 天起施行，晚于本次运行结束（观测 5 天"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("verb", ["run", "compare", "film", "sweep"])
def test_a_policy_that_begins_after_the_end_is_said_to_change_nothing(call, verb, lang):
    with open("town.toml", "a", encoding="utf-8") as file:
        file.write(IDLE)
    Path("plan.toml").write_text(PLAN, encoding="utf-8")
    arguments = {
        "run": ("town.toml", "--policy", "late"),
        "compare": ("town.toml", "--policies", "none,late", "--replicates", 2),
        "film": ("town.toml", "--policies", "none,late"),
        "sweep": ("plan.toml", "--workers", 1),
    }
    code, out, err = call(verb, *arguments[verb], "--lang", lang, *(() if verb == "film" else ("--out", "here")))
    assert code == 0, err
    said = " ".join(out.split()) if lang == "en" else "".join(out.split())
    assert (LATE[lang] if lang == "en" else LATE[lang].replace(" ", "")) in said


@pytest.mark.parametrize(
    ("policy", "days", "words"),
    [
        ("late", 6, None),
        ("late", 5, "begins on day 5"),
        ("tail", 10, None),
        ("tail", 9, "Stage 2 of policy tail begins on day 9"),
        ("all", 5, "50 % of 1 street, which comes to the whole city"),
        ("nobody", 5, "10 % of 1 street, which comes to none"),
    ],
)
def test_what_a_policy_leaves_undone_is_said_only_where_it_is_so(policy, days, words):
    from gridgov.analysis.idle_wording import idle_sentences

    with open("town.toml", "a", encoding="utf-8") as file:
        file.write(IDLE)
    sets = [f"time.horizon_days={days}", "time.warmup_days=30", "grids.per_street=4", "city.residents=2000"]
    said = idle_sentences([load_scenario("town.toml", [policy], sets)], "en")
    assert len(said) == (words is not None) and all(words in one for one in said)
