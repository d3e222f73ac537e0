"""Lives of single cases: their time is cut without a gap, their draws decide what the log says, differences add up exactly."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from gridgov import draws, load_scenario, simulate
from gridgov.analysis.life.against import compare_lives, why_never_born
from gridgov.analysis.life.spans import KINDS, cut, find_life, worst
from gridgov.analysis.life.teller import tell
from gridgov.analysis.life.wording import Words, against_text, duration, life_text, worst_table
from gridgov.cli.shell import run_command_line
from gridgov.tables.dtypes import FAR, NONE, SEVERITY_NAMES
from gridgov.text.words import LANGUAGES, WORDS
from tests.generators import load_random

#: Draws that decide about other things than a case: people who come and go, and what only the city and its offices are made of.
OF_OTHERS = {"POST", "STAFF", "CONVERT", "WILLING", "HOME"}
SMALL = {"city.residents": 1500, "city.streets": 1, "time.warmup_days": 10, "time.horizon_days": 60}
RANDOM = range(12)


@cache
def town(*policies):
    return simulate(load_scenario("classroom", list(policies), extra=SMALL), seed=4, events=True)


@cache
def random_town(seed):
    with TemporaryDirectory() as folder:
        return simulate(load_random(seed, Path(folder)), seed=seed, events=True)


def lives(run):
    return [find_life(run.outcome, run.start.world, key) for key in run.outcome.cases["key"].tolist()]


@pytest.mark.parametrize("seed", RANDOM)
def test_the_time_of_every_case_is_cut_without_a_gap_and_as_the_case_table_has_it(seed):
    run = random_town(seed)
    for life in lives(run):
        spans, case = life.spans, life.case
        assert all(one.end == other.start and one.seconds >= 0 for one, other in zip(spans, spans[1:]))
        assert spans[0].start == case["born"] and spans[-1].end == (case["gone"] if life.ended else run.start.world.end)
        assert sum(life.by_kind().values()) == life.seconds
        if life.ended:
            last = spans[-1].seconds if spans[-1].kind == "on_paper" else 0  # the table books it only when it is reopened
            assert [life.by_kind()[kind] for kind in KINDS[1:]] == [case[f"{kind}_s"] + last * (kind == "on_paper") for kind in KINDS[1:]]


@pytest.mark.parametrize("seed", RANDOM)
def test_every_draw_that_is_told_decides_what_the_log_says(seed):
    run = random_town(seed)
    one_phase = len(run.start.world.phase_start) == 1
    steady = one_phase and not any(run.start.world.switch[name][0] for name in ("posts", "staff"))
    for life in lives(run):
        lines, case = tell(run.start, life), life.case
        happened = Counter(line.code for line in lines if line.kind == "event")
        drawn = Counter(line.code for line in lines if line.kind == "draw")
        values = {line.code: line.values for line in lines if line.kind == "draw"}
        assert values["severity"]["severity"] == case["severity"]
        assert drawn["money.yes"] == (case["repair_fen"] > 0)
        assert drawn["misroute.yes"] + drawn["entry.wrong"] == happened["misrouted"]
        assert drawn["paper.yes"] == happened["closed_on_paper"] == case["paper"]
        assert drawn["bounce.yes"] == happened["leg_bounced"] == life.legs["bounces"].sum()
        assert drawn["comply.yes"] == case["complied"] and drawn["settle.yes"] == happened["settled_among"]
        if one_phase:
            spot = happened["closed"] and not happened["worked"] and not happened["leg_done"]
            assert drawn["on_spot.yes"] == spot
            assert happened["worked"] <= drawn["power.yes"] <= happened["started"] + drawn["on_spot.yes"] + drawn["on_spot.no"]
        checks = drawn["inspect.yes"]
        assert case["inspected"] <= checks
        if steady and (case["registered"] != NONE or happened["settled_among"]):
            seen = case["registered"] if case["registered"] != NONE else case["gone"]
            planned = [line.values["notice_at"] for line in lines if line.code == "notice.steady" and line.draw[2] == 0]
            assert min(planned) == seen
        if happened["lapsed"]:
            assert values["life"]["life_at"] == case["gone"]


def test_every_draw_about_a_case_is_told_by_its_purpose_and_every_line_has_words_in_both_languages():
    purposes = {name for name, value in vars(draws).items() if name.isupper() and not name.startswith("_") and isinstance(value, int)}
    of_runs = {name for name in purposes if getattr(draws, name) < draws.PURPOSES and name != "PURPOSES"}
    told, seen = set(), set()
    for seed in RANDOM:
        run = random_town(seed)
        words = [Words(run, lang) for lang in LANGUAGES]
        for life in lives(run)[:150]:
            for line in tell(run.start, life):
                assert all(speaker.line(line) for speaker in words)
                seen.add(f"{line.kind}.{line.code}".replace("span.span.", "span."))
                if line.draw:
                    told.add(line.draw[0])
    named = {text.split()[0].rstrip(":") for name, (text, _) in WORDS.items() if name.startswith("draw.")}
    assert named == of_runs - OF_OTHERS
    assert told <= named
    assert seen <= set(WORDS)


@pytest.mark.parametrize("policies", [("five_chiefs",), ("five_chiefs", "whistle"), ("more_grid_workers",)])
def test_differences_between_two_policies_add_up_exactly_for_every_case(policies):
    run, other = town(), town(*policies)
    both = sorted(set(run.outcome.cases["key"].tolist()) & set(other.outcome.cases["key"].tolist()))
    changed = 0
    for key in both:
        pair = tuple(find_life(one.outcome, one.start.world, key) for one in (run, other))
        against = compare_lives((run.start, other.start), pair)
        assert sum(against.differences.values()) == pair[1].seconds - pair[0].seconds
        assert (against.parting is None) <= (pair[1].seconds == pair[0].seconds)
        changed += any(against.differences.values())
    assert len(both) > 100 and changed > 10


def test_a_case_against_itself_is_the_same_in_every_way():
    run = town()
    life = find_life(run.outcome, run.start.world, worst(run.outcome, run.start.world, 1)[0])
    against = compare_lives((run.start, run.start), (life, life))
    assert not any(against.differences.values()) and against.parting is None and not against.turned
    other = find_life(run.outcome, run.start.world, int(run.outcome.cases["key"][0]))
    with pytest.raises(ValueError, match="one case"):
        compare_lives((run.start, run.start), (life, other))


def test_a_case_that_never_arises_says_by_which_draw():
    run, other = town(), simulate(load_scenario("classroom", extra=SMALL | {"category.litter.weekend": 0.5}), seed=4, events=True)
    missing = set(run.outcome.cases["key"].tolist()) - set(other.outcome.cases["key"].tolist())
    assert missing
    found = [why_never_born(run.start, other.start, find_life(run.outcome, run.start.world, key)) for key in sorted(missing)]
    assert all(0 < one["u"] < 1 for one in found) and any(one["chance"] <= one["u"] < one["before"] for one in found)


def test_the_worst_cases_come_in_order_and_were_registered():
    run = town()
    keys, cases = worst(run.outcome, run.start.world, 10), run.outcome.cases
    ten = [find_life(run.outcome, run.start.world, key) for key in keys]
    assert [life.seconds for life in ten] == sorted((life.seconds for life in ten), reverse=True)
    assert all(life.case["registered"] != NONE and life.case["born"] >= run.start.world.warmup for life in ten)
    others = [life for life in lives(run) if life.key not in keys and life.case["registered"] != NONE]
    rest = [life.seconds for life in others if life.case["born"] >= run.start.world.warmup]
    assert len(keys) == 10 and ten[-1].seconds >= max(rest)
    assert worst(run.outcome, run.start.world, 10**6)[:10] == keys and len(cases) > 10


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_speak_one_language_and_their_numbers_add_up(lang):
    run, other = town(), town("five_chiefs", "whistle")
    life = find_life(run.outcome, run.start.world, worst(run.outcome, run.start.world, 1)[0])
    twin = find_life(other.outcome, other.start.world, life.key)
    texts = [
        life_text(run, life, tell(run.start, life), lang), worst_table(run, [life], lang),
        against_text((run, other), compare_lives((run.start, other.start), (life, twin)), lang),
    ]  # fmt: skip
    for text in texts:
        assert "{" not in text and str(FAR) not in text
        assert any("一" <= letter <= "鿿" for letter in text) == (lang == "zh")
    assert str(life.key) in texts[1] and duration(life.seconds, lang) in texts[0]


def test_durations_are_exact():
    assert duration(0, "en") == "0 s" and duration(90061, "en") == "1 d 1 h 1 min 1 s"
    assert duration(-86_400, "en") == "-1 d" and duration(3600, "zh") == "1 小时"


def test_a_life_cut_before_its_end_lasts_to_the_end_of_the_run():
    run = town()
    events = run.outcome.events[run.outcome.events["case"] == run.outcome.cases["key"][0]]
    (only,) = cut(events[:1], run.start.world.end)
    assert only.kind == "hidden" and only.end == run.start.world.end and np.array_equal(events[:1]["time"], [only.start])


# ---- the verb --------------------------------------------------------------------------------------------------------


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Call `gridgov explain` in a folder of its own; exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRIDGOV_LANG", raising=False)

    def call(*arguments):
        code = run_command_line(["explain", *map(str, arguments)])
        output = capsys.readouterr()
        assert "Traceback" not in output.err
        return code, output.out, output.err

    return call


SETTINGS = [part for path, value in SMALL.items() for part in ("--set", f"{path}={value}")]


def test_a_run_that_was_written_is_told_as_it_came_out(call, tmp_path):
    run = town("five_chiefs")
    run.write(tmp_path / "run")
    key = worst(run.outcome, run.start.world, 1)[0]
    code, out, _ = call(key, "run")
    life = find_life(run.outcome, run.start.world, key)
    assert code == 0 and out == life_text(run, life, tell(run.start, life), "en") + "\n"
    assert call(key, "classroom", "--policy", "five_chiefs", *SETTINGS, "--seed", 4)[1] == out
    code, out, _ = call("--worst", 3, "run")
    assert code == 0 and str(key) in out
    code, out, _ = call(key, "run", "--against", "none", "--lang", "zh")
    assert code == 0 and "合计" in out


def test_a_run_that_comes_out_otherwise_is_not_told(call, tmp_path):
    run = town("five_chiefs")
    run.write(tmp_path / "run")
    file = tmp_path / "run" / "summary.json"
    summary = json.loads(file.read_text(encoding="utf-8"))
    summary["provenance"]["seed"] = 5
    for text in (json.dumps(summary), "{}", "[]", "not JSON"):
        file.write_text(text, encoding="utf-8")
        code, out, err = call("--worst", 3, "run")
        assert code == 2 and err and not out, text


@pytest.mark.parametrize(
    "arguments, hint",
    [
        (("12", "classroom", *SETTINGS), "--worst 10 classroom"),
        (("-1x", "classroom"), "-"),
        (("x1", "classroom"), "cases.parquet"),
        (("٣", "classroom"), "cases.parquet"),
        (("classroom",), "--worst"),
        ((), "--worst"),
        (("1", "2", "3"), "--worst"),
        (("1", "nowhere"), "no such scenario"),
        (("--worst", "0", "classroom"), "[1, 1000]"),
        (("--worst", "3", "classroom", "--against", "none"), "CASE"),
        (("1", "nowhere", "--study", "nowhere"), "study"),
        (("1", "classroom", "--policy", "a++b"), "separators"),
    ],
)  # fmt: skip
def test_a_bad_name_says_what_to_do(call, arguments, hint):
    code, out, err = call(*arguments)
    assert code == 2 and hint in err and not out


def test_a_run_that_was_written_takes_no_other_settings(call, tmp_path):
    town().write(tmp_path / "run")
    code, _, err = call("1", "run", "--seed", 3, "--policy", "five_chiefs")
    assert code == 2 and "--policy, --seed" in err


def test_severities_have_words():
    assert {"routine", "urgent", "critical"} == set(SEVERITY_NAMES)
