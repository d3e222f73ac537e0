"""The film: what the page unpacks is what the run kept, in both languages, without a network, by keyboard, and light."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from gridgov.analysis.compare import compare
from gridgov.analysis.files import write_comparison
from gridgov.charts.webfont import font_of
from gridgov.cli.shell import run_command_line
from gridgov.exemplars import Wish, find_exemplars, named_seed
from gridgov.film.frames import BINS, CURVES, pack, reel_of, shades, unpack, week_mean
from gridgov.film.page import film_page
from gridgov.run import simulate
from gridgov.scenario.load import load_scenario
from gridgov.study.study import Study
from gridgov.text.faults import Faults
from tests.browser import CHROMIUM, MISSING, ask

BAD_NAME = "<script>document.title='broken'</script>"
TOWN = f"""
extends = "classroom"
title_en = "{BAD_NAME}"
title_zh = "{BAD_NAME}镇"
[city]
residents = 600
[time]
warmup_days = 10
horizon_days = 20
[assumption.plain]
what = "a value of nobody's"
value = 3
why = "a <b>guess</b>"
[policy.fewer]
title_en = "Fewer"
title_zh = "减少"
set = {{ routing.accuracy = 0.5 }}
[policy.more]
set = {{ routing.accuracy = 0.9 }}
"""
PLAN = """
scenario = "town.toml"
policies = ["fewer", "more"]
replicates = 4
metrics = ["hops", "cost"]
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("film")
    (folder / "town.toml").write_text(TOWN, encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(place):
    """Exemplars, runs and page of a film of two policies."""
    exemplars = find_exemplars(str(place / "town.toml"), Wish(policies=("fewer", "more"), seed=3))
    runs = [exemplars.simulate(one, buildings_daily=True) for one in (0, 1)]
    text = film_page(exemplars, runs, [reel_of(run) for run in runs])
    (place / "film.html").write_text(text, encoding="utf-8")
    return exemplars, runs, text


def page_data(text: str) -> dict:
    return json.loads(re.search(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)[1])


# ---- what is packed comes back


@pytest.mark.parametrize("most", [0, 1, 255, 256, 65_535])
def test_packed_counts_come_back_whatever_their_size(most):
    cells = np.random.default_rng(most).integers(0, most + 1, (40, 17))
    cells[7, 3] = most
    packed = pack(cells)
    assert packed["width"] == (1 if most < 256 else 2)
    assert np.array_equal(unpack(packed, 17), cells)


@pytest.mark.parametrize("most", [0, 1, 5, 6, 7, 18, 300, 60_000])
def test_shades_begin_at_one_grow_and_reach_no_further_than_the_largest_count(most):
    steps = shades(most)
    assert steps[0] == 1 and len(steps) <= BINS and steps == sorted(set(steps)) and steps[-1] <= max(1, most)


def test_the_page_holds_what_both_runs_kept(made):
    _, runs, text = made
    data = page_data(text)
    for side, run in zip(data["sides"], runs):
        kept = run.outcome.buildings_daily
        assert np.array_equal(unpack(side["cells"], kept.shape[1]), kept)
        assert side["curves"]["present"] == kept.sum(axis=1).tolist()
        assert side["curves"]["hidden"] == run.daily["hidden"].tolist()
        assert side["curves"]["fixed"][-1] == run.daily["fixed"][run.first_day :].sum()
        assert side["curves"]["fixed"][run.first_day - 1] is None
        assert side["curves"]["cost"][-1] == pytest.approx(run.ledger.fen.sum() / 100, abs=0.51)
        assert all(later >= earlier for earlier, later in zip(side["curves"]["cost"][run.first_day :], side["curves"]["cost"][run.first_day + 1 :]))
    assert tuple(data["curves"]) == CURVES and data["first"] == 10 and data["days"] == 30


def test_a_mean_of_a_week_is_of_what_there_is_until_there_is_a_week():
    assert week_mean(np.arange(1, 10)).tolist() == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0]


# ---- what a reader is told


def test_what_a_user_wrote_is_text_and_no_part_of_the_page(made):
    text = made[2]
    assert "<script>document" not in text and "<b>guess" not in text
    assert text.count("<script") == 2 and page_data(text)["words"]["en"]["title"].startswith(BAD_NAME)


def test_the_page_tells_seed_and_why_hashes_assumptions_and_that_it_is_one_seed(made):
    exemplars, runs, text = made
    for words in page_data(text)["words"].values():
        assert "3" in words["seed"] and ("One seed only" in words["notes"][0] or "仅一个种子" in words["notes"][0])
        assert any("a <b>guess</b>" in line for line in words["assumptions"])
        told = " ".join(words["provenance"])
        assert all(run.provenance["case_table_sha256"][:12] in told and run.provenance["scenario_sha256"][:12] in told for run in runs)
        assert [side["name"] for side in words["sides"]] == ["fewer", "more"]


def test_both_languages_say_the_same_things(made):
    words = page_data(made[2])["words"]
    assert words["en"].keys() == words["zh"].keys()
    assert all(len(words["en"][key]) == len(words["zh"][key]) for key in ("notes", "assumptions", "provenance", "sides"))


def test_equal_runs_give_equal_bytes(made):
    exemplars, runs, text = made
    assert film_page(exemplars, runs, [reel_of(run) for run in runs]) == text


def test_a_film_of_ten_thousand_buildings_and_a_year_stays_light():
    # as many changes as a busy district has: every building one or two a week
    rng = np.random.default_rng(1)
    cells = np.cumsum(rng.choice([-1, 0, 0, 0, 0, 0, 1], (455, 1_000)), axis=0)
    assert 2 * 10 * len(pack(np.clip(cells, 0, None))["text"]) < 4.5e6


def test_the_font_of_a_page_holds_only_what_it_shows():
    assert font_of("plain") == ""
    assert 0 < len(font_of("预热期")) < len(font_of("预热期观测期未决问题")) < 20_000


# ---- which runs


def test_the_named_seed_is_in_the_middle():
    assert named_seed({1: 5.0, 2: 1.0, 3: 3.0}) == 3
    assert named_seed({1: 5.0, 2: 1.0, 3: 3.0, 4: 4.0}) == 3
    assert named_seed({9: 2.0, 4: 2.0, 7: 2.0}) == 7


def test_a_film_of_a_run_a_comparison_and_a_study_shows_their_own_runs(place, monkeypatch):
    monkeypatch.chdir(place)
    simulate(load_scenario("town.toml", policies=("more",), sets=("chiefs.cadre_share=0.2",)), seed=5).write("one")
    found = find_exemplars("one")
    assert (found.how, found.runs[0].label, found.runs[0].seed) == ("own", "more", 5)
    assert found.simulate(0).provenance["case_table_sha256"] == found.runs[0].sha256

    scenarios = {name: load_scenario("town.toml", policies=(name,)) for name in ("fewer", "more")}
    comparison = compare(scenarios, name="town", replicates=5, seed=2, workers=1)
    Path("both").mkdir()
    write_comparison(Path("both"), comparison, ("hops",))
    found = find_exemplars("both")
    hops = {policy: dict(zip(comparison.seeds, comparison.values[policy]["hops"])) for policy in scenarios}
    differences = {seed: hops["more"][seed] - hops["fewer"][seed] for seed in comparison.seeds}
    assert found.how == "median_difference" and sorted(differences, key=differences.get)[2] == found.runs[0].seed == found.runs[1].seed
    assert found.simulate(1).metrics["hops"] == pytest.approx(hops["more"][found.runs[1].seed])

    with Study.create("plan.toml", "study") as study:
        study.run(workers=1)
    found = find_exemplars("study")
    assert [run.label for run in found.runs] == ["fewer", "more"] and found.metric == "hops" and found.replicates == 4
    one = find_exemplars("study", Wish(policies=("more",)))
    assert one.how == "median" and one.simulate(0).metrics["hops"] is not None
    assert find_exemplars("study", Wish(seed=2)).runs[0].seed == 2
    several = Wish(policies=("a", "b", "c"))
    for wish, words in ((Wish(policies=("mre",)), "mean more?"), (Wish(seed=77), "seed 77"), (Wish(days=3), "--days"), (several, "at most 2")):
        with pytest.raises(Faults, match=re.escape(words)):
            find_exemplars("study", wish)


def test_wrong_words_end_with_sentences_and_leave_nothing(place, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("old").mkdir()
    Path("old/summary.json").write_text("{}", encoding="utf-8")
    for arguments, words in (
        (["empty"], "neither summary.json"),
        (["old"], "run it again"),
        (["old", "--lang", "zh"], "请重新运行"),
        (["classrom"], "did you mean classroom?"),
        (["classroom", "--policies", "before,,x"], "a name is missing"),
        (["classroom", "--policies", "before,before"], "named twice"),
        (["classroom", "--policies", "nobody,nowhere"], "nowhere"),
        (["classroom", "--days", "0"], "[1, 3650]"),
    ):
        assert run_command_line(["film", *arguments]) == 2
        assert words in capsys.readouterr().err
    assert not Path("results").exists() and list(Path("empty").iterdir()) == []


def test_the_verb_writes_one_file_beside_the_results(place, monkeypatch, capsys):
    monkeypatch.chdir(place)
    assert run_command_line(["film", "town.toml", "--lang", "zh", "--days", "3"]) == 0
    said = capsys.readouterr().out
    assert "种子 1 为指定" in said
    (file,) = [path for path in Path("results").rglob("*") if path.is_file()]
    assert file.name == "film.html" and '<html lang="zh-CN">' in file.read_text(encoding="utf-8")


def test_the_guide_can_be_followed(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guides" / "film.md").read_text(encoding="utf-8")
    for block in re.findall(r"^```sh\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            words = line.split()[1:] + (["--days", "20"] if "classroom" in line else [])
            assert run_command_line(words) == 0, capsys.readouterr().err
    assert Path("both/film.html").is_file() and Path("both/export/differences.csv").is_file()


# ---- in a browser

SEEN = """
  const state = () => ({ lang: document.documentElement.lang, day: byId("day").textContent, play: byId("play").textContent, title: document.title,
                         scrub: byId("scrub").value, speed: byId("speed").value });
  const settle = () => pause(50);
  await settle();
  answer.cells = film.maps.map(({ map }) => Array.from(map.cells));
  answer.names = data.names;
  answer.begin = state();
  key("ArrowRight"); await settle(); answer.right = state();
  key("ArrowRight", { shiftKey: true }); await settle(); answer.week = state();
  key("End"); await settle(); answer.end = state();
  key("Home"); await settle(); answer.home = state();
  key("+"); answer.faster = state();
  key("l"); await settle(); answer.zh = state();
  answer.text = document.body.innerText;
  answer.numbers = film.curves.map(({ now }) => now.textContent);
  answer.labels = [...document.querySelectorAll("canvas, button, input, select")].map((one) => one.getAttribute("aria-label"));
  key(" "); await settle(); answer.playing = state();
  await pause(1000);
  answer.later = state();
  key(" "); await settle(); answer.paused = state();
  answer.wide = document.documentElement.scrollWidth - window.innerWidth;
  answer.drawn = film.maps.map(({ canvas }) => new Set(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data).size);
"""


@pytest.mark.skipif(not CHROMIUM, reason=MISSING)
@pytest.mark.parametrize("window", ["1280,720", "500,844"])
def test_a_browser_without_a_network_plays_it_by_keyboard_in_both_languages(made, place, window):
    _, runs, _ = made
    seen, complaints = ask(place / "film.html", SEEN, window)
    assert complaints == []
    for cells, run in zip(seen["cells"], runs):
        assert cells == run.outcome.buildings_daily.ravel().tolist()
    assert tuple(seen["names"]) == runs[0].start.city.buildings
    assert seen["begin"]["lang"] == "en" and seen["begin"]["day"] == "Day 1 of 20" and "Play" in seen["begin"]["play"]
    assert seen["begin"]["title"].startswith(BAD_NAME)
    assert [seen[name]["scrub"] for name in ("begin", "right", "week", "end", "home")] == ["10", "11", "18", "29", "0"]
    assert seen["home"]["day"] == "Warm-up, day 1 of 10" and seen["faster"]["speed"] == "20"
    assert seen["zh"]["lang"] == "zh-CN" and seen["zh"]["day"] == "预热期第 1 天，共 10 天"
    assert "未决问题" in seen["text"] and "种子 3 为指定" in seen["text"] and BAD_NAME in seen["text"]
    assert all(seen["labels"]) and all(re.search("[一-鿿]", label) for label in seen["labels"])
    assert seen["numbers"][3] == "––"  # nothing is fixed yet, on either side
    assert "暂停" in seen["playing"]["play"] and int(seen["later"]["scrub"]) > int(seen["playing"]["scrub"])
    assert "播放" in seen["paused"]["play"]
    assert seen["wide"] <= 0 and min(seen["drawn"]) > 3
