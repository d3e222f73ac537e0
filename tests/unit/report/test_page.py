"""The page as a file: whole in itself, text stays text, the same bytes, readable in a browser without a network, printed, refused in sentences."""

import html
import json
import re
import shutil
import subprocess
from functools import cache

import pytest

from gridgov.cli.shell import run_command_line
from gridgov.report import pdf
from gridgov.report.again import Again
from gridgov.report.page import report_page
from gridgov.report.pictures import pictures
from gridgov.report.reading import material_of
from gridgov.report.reproduce import seeds_text
from gridgov.study.plan import load_plan
from gridgov.study.study import Study
from gridgov.text.faults import Faults
from tests.browser import CHROMIUM, MISSING, QUIET
from tests.unit.report.doctored import POLICIES, WORLDS, Page, begun, by_policy, page_of, planted
from tests.unit.report.test_numbers import FACTORIAL_BOTH as FACTORIAL

BAD = "<script>alert(1)</script>"
TOWN = f"""
extends = "classroom"
title_en = "{BAD}"
title_zh = "{BAD}镇"
[assumption.plain]
what = "{BAD} value"
value = 3
why = "a <b>guess</b>"
[policy.plain]
title_en = "{BAD} plain"
set = {{ routing.accuracy = 0.5 }}
[policy.better]
title_en = "better & <i>best</i>"
title_zh = "更好 & <i>最好</i>"
set = {{ routing.accuracy = 0.9 }}
"""
PLAN = f"""
title_en = "{BAD}?"
title_zh = "{BAD}吗？"
scenario = "town.toml"
policies = ["plain", "better"]
replicates = 6
metrics = ["problem_days", "cost"]
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A doctored study of a town whose names are scripts."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "town.toml").write_text(TOWN, encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    Study.create(load_plan(folder / "plan.toml"), folder / "begun").close()
    return planted(folder / "begun", folder / "study", by_policy(better={"problem_days": -0.1, "cost": 0.1}))


def full_page(folder, lang):
    with material_of(folder, lang) as material:
        return report_page(material, lang, charts=pictures(material, Again(), lang))


@pytest.fixture(scope="module")
def plain(study):
    """The page without charts, once for each language."""
    return cache(lambda lang="en": page_of(study, lang))


@pytest.fixture(scope="module", params=["en", "zh"])
def page(request, study):
    return request.param, full_page(study, request.param)


# ---- what a user wrote, and what the page holds


def test_what_a_user_wrote_is_text_and_no_part_of_the_page(page):
    lang, text = page
    assert "<script>alert" not in text and "<b>guess" not in text and "<i>" not in text
    assert text.count("<script") == 1
    read = Page(text)
    assert f"{BAD}吗？" in read.text if lang == "zh" else f"{BAD}?" in read.text
    assert "a <b>guess</b>" in read.text and "<i>" in read.text


def test_the_page_is_whole_in_itself_and_light(page):
    text = page[1]
    sources = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert all(one.startswith(("data:", "#")) for one in sources) and "url(http" not in text and "@import" not in text
    assert len(text.encode()) < 5e6
    assert "default-src 'none'" in text and "script-src" not in text


def test_links_lead_somewhere_ids_are_unique_and_pictures_say_what_they_show(page):
    read = Page(page[1])
    assert len(read.ids) == len(set(read.ids))
    assert {about["href"][1:] for tag, about in read.tags if tag == "a"} <= set(read.ids)
    pictures = [about for tag, about in read.tags if tag == "img"]
    assert pictures and all(len(about["alt"]) > 20 for about in pictures)
    assert all(name in read.ids for name in ("answer", "figures", "charts", "gain", "money", "turn", "assumed", "reproduce", "odd"))


def test_the_same_study_gives_the_same_bytes(study, page):
    assert full_page(study, page[0]) == page[1]


def test_both_languages_show_the_same_numbers(plain):
    numbers = [[one | {"text": ""} for one in Page(plain(lang)).numbers] for lang in ("en", "zh")]
    assert numbers[0] == numbers[1] and len(numbers[0]) > 50


def test_a_chinese_page_says_nothing_in_english_but_names_formulas_and_what_users_wrote(plain):
    answer = re.search(r'<section id="answer">.*?</section>', plain("zh"), re.DOTALL)[0]
    words = set(re.findall(r"[A-Za-z_]{3,}", html.unescape(re.sub(r"<[^>]*>", " ", answer))))
    assert words <= {"plain", "better", "script", "alert"}


@pytest.mark.parametrize("plan", [POLICIES, FACTORIAL, WORLDS])
def test_a_chinese_page_calls_policies_and_levers_by_their_names_with_codes_beside_them(tmp_path, plan):
    text = page_of(planted(begun(tmp_path, plan, replicates=2), tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1})), "zh")
    said = re.sub(r"<(code|small|pre|script|style).*?</\1>|<[^>]*>", " ", text[: text.index('<section id="assumed"')], flags=re.DOTALL)
    assert "五长制" in said and "改革前" in said
    assert not re.search(r"five_chiefs|workers=", said) and '<code class="tag">five_chiefs</code>' in text
    assert plan != FACTORIAL or "网格 · 每个岗位的人数 1 人/岗位" in said


def test_the_price_stands_beside_the_answer(page):
    names = [about["id"] for tag, about in Page(page[1]).tags if tag == "section"]
    assert names == ["answer", "money", "figures", "charts", "gain", "turn", "assumed", "reproduce", "odd"]


def test_a_chart_is_opened_at_the_size_at_which_it_was_drawn_and_closed_again(page):
    read = Page(page[1])
    opened = [about["href"] for tag, about in read.tags if tag == "a" and about.get("class") == "open"]
    closed = [about["href"] for tag, about in read.tags if tag == "a" and about.get("class") == "close"]
    drawn = [about for tag, about in read.tags if tag == "img"]
    assert len(opened) == len(closed) == len(drawn) > 0 and all(int(about["width"]) > 300 for about in drawn)


def test_both_languages_lie_side_by_side_and_both_files_are_named(study, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "copy"
    shutil.copytree(study, copy)
    monkeypatch.setattr(pdf, "browser", lambda: "none")
    monkeypatch.setattr(pdf, "print_pdf", lambda browser, page, made: made.write_bytes(b"%PDF"))
    for lang in ("en", "zh"):
        assert run_command_line(["report", str(copy), "--lang", lang, "--pdf"]) == 0
    said = capsys.readouterr().out
    for name in ("report.html", "report.pdf", "report.zh.html", "report.zh.pdf"):
        assert (copy / name).is_file() and f"{copy / name}\n" in said


def test_every_group_of_runs_can_be_made_again(plain):
    read = Page(plain())
    assert set(read.groups) == {"A", "B"}
    for group in read.groups.values():
        assert len(group["runs"]) == len(group["seeds"]) == 6
        assert f"gridgov replay {group['runs'][0]} --study" in read.text
    assert "gridgov compare town.toml --policies plain,better --replicates 6 --seed 1" in read.text


def test_seeds_are_told_as_stretches():
    assert seeds_text((3, 1, 2, 7)) == "1-3, 7" and seeds_text((5,)) == "5" and seeds_text(range(0, 40, 2)) == "0, 2, 4, ..., 38"


def test_the_model_is_described_from_the_declarations_with_the_values_of_the_study(plain):
    read = Page(plain())
    odd = read.text[read.text.index("The model (ODD)", read.text.index("Purpose") - 400) :]
    assert "routing.accuracy" in odd and "5,000" in odd and "urban management" in odd and "Off under all policies" in odd
    assert "chiefs.stipend_yuan_per_month" in odd


def test_what_scenario_and_policies_change_stands_there(plain):
    read = Page(plain())
    changed = read.text[read.text.index("Changed by better") :][:400]
    assert "routing.accuracy" in changed and "0.8" in changed and "0.9" in changed


def test_a_scenario_that_was_changed_since_leaves_the_numbers_and_says_what_is_missing(study, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(study.parent, copy)
    with Study.open(copy / "study") as opened:
        opened.store.note("plan", opened.plan.to_json() | {"folder": str(copy)})
    before = Page(page_of(copy / "study"))
    town = copy / "town.toml"
    town.write_text(town.read_text(encoding="utf-8").replace("0.9", "0.7"), encoding="utf-8")
    after = Page(page_of(copy / "study"))
    assert "can" in after.text and len(after.text) < len(before.text)
    assert [one for one in after.numbers if one["data-what"] == "level"] == [one for one in before.numbers if one["data-what"] == "level"]


# ---- in a browser


@pytest.mark.skipif(not CHROMIUM, reason=MISSING)
@pytest.mark.parametrize("width", [1200, 800, 400])
def test_a_browser_without_a_network_shows_it_without_complaint_and_no_wider_than_the_screen(page, tmp_path, width):
    lang, text = page
    file = tmp_path / "page.html"
    file.write_text(text, encoding="utf-8")
    assert width < 1200 or complaints(file, tmp_path) == []
    # the browser's own window goes no narrower than 500 pixels, a frame does; of the page it may ask nothing, so that the page tells it
    probe = """<script>addEventListener("load", () => parent.postMessage({ wide: document.documentElement.scrollWidth, screen: innerWidth,
      unseen: [...document.images].filter((one) => !one.naturalWidth).length, font: document.fonts.size }, "*"))</script></body>"""
    frame = f"""<!doctype html><body><script>addEventListener("message", (told) => document.body.append(Object.assign(document.createElement("pre"),
      {{ id: "answer", textContent: JSON.stringify(told.data) }})))</script><iframe src="page.html" width="{width}" height="900"
      style="border: 0"></iframe></body>"""
    # the page forbids scripts: only the copy that is asked lets one in
    asked = text.replace("default-src 'none';", "default-src 'none'; script-src 'unsafe-inline';").replace("</body>", probe)
    file.write_text(asked, encoding="utf-8")
    (tmp_path / "frame.html").write_text(frame, encoding="utf-8")
    found = json.loads(html.unescape(re.search(r'<pre id="answer">(.*?)</pre>', browse(tmp_path / "frame.html", tmp_path).stdout)[1]))
    assert found["screen"] == width
    assert found["wide"] <= found["screen"] and found["unseen"] == 0 and found["font"] == 1


def browse(file, folder):
    own = (f"--user-data-dir={folder / 'profile'}", "--window-size=1280,900", "--virtual-time-budget=5000")
    return subprocess.run([CHROMIUM, *QUIET, *own, "--dump-dom", file.as_uri()], capture_output=True, text=True, timeout=300)


def complaints(file, folder):
    return [line for line in browse(file, folder).stderr.splitlines() if "CONSOLE" in line]


@pytest.mark.skipif(not CHROMIUM, reason=MISSING)
def test_it_is_printed_to_pages_of_the_same_bytes(plain, tmp_path):
    file = tmp_path / "page.html"
    file.write_text(plain("zh"), encoding="utf-8")
    for name in ("one.pdf", "two.pdf"):
        pdf.print_pdf(pdf.browser(), file, tmp_path / name)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.pdf", "two.pdf"))
    assert one == two and one.startswith(b"%PDF") and one.count(b"/Type /Page\n") > 3


# ---- refused


def refused(capsys, *arguments):
    assert run_command_line(["report", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_what_is_no_study_is_refused_and_nothing_is_left(tmp_path, capsys):
    assert "there is no study here" in refused(capsys, tmp_path / "nowhere")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "summary.json").write_text('{"asked": 3}', encoding="utf-8")
    assert "is not the summary of a study or of a comparison" in refused(capsys, tmp_path / "bad")
    assert "既非研究" in refused(capsys, tmp_path / "bad", "--lang", "zh")
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["bad", "summary.json"]


def test_a_page_that_is_to_be_called_pdf_is_refused(study, capsys, tmp_path):
    assert "the page is HTML" in refused(capsys, study, "--pdf", "--out", tmp_path / "x.pdf") and not list(tmp_path.iterdir())


SEARCH = """
scenario = "classroom"
replicates = 2
[optimise]
minimise = "cost"
budget = 20
[lever.workers]
path = "tier.grid.slots"
values = [1, 2]
"""


def test_a_search_for_the_best_is_sent_to_its_own_answer(tmp_path, capsys):
    (tmp_path / "search.toml").write_text(SEARCH, encoding="utf-8")
    Study.create(tmp_path / "search.toml", tmp_path / "study").close()
    assert "optimum.csv" in refused(capsys, tmp_path / "study") and "optimise" in refused(capsys, tmp_path / "study", "--lang", "zh")


def test_a_study_without_runs_is_refused(tmp_path, capsys):
    assert "no run of this study is finished yet" in refused(capsys, begun(tmp_path))


def test_without_a_browser_a_pdf_is_refused_before_any_work(study, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refused(capsys, study, "--pdf", "--out", tmp_path / "x.html")
    assert "needs Chromium or Chrome" in said and "install one" in said and not (tmp_path / "x.html").exists()


def test_a_browser_that_fails_is_told_and_leaves_nothing(study, monkeypatch, capsys, tmp_path):
    fake = tmp_path / "bin" / "chromium"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\necho no display >&2\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    with pytest.raises(Faults, match="made no PDF: no display"):
        pdf.print_pdf(str(fake), tmp_path / "x.html", tmp_path / "x.pdf")
    assert not (tmp_path / "x.pdf").exists()


def test_runs_that_do_not_come_out_as_they_did_are_left_out_and_the_page_says_so(study, tmp_path, capsys):
    assert run_command_line(["report", str(study), "--out", str(tmp_path / "x.html")]) == 0
    said = Page((tmp_path / "x.html").read_text(encoding="utf-8")).text
    assert "could not be made again" in said and "could not be made again" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.html"]
