"""The gallery: pages and pictures belong together, what they name exists, and the same plans give the same bytes."""

import re
from pathlib import Path

import pytest

from gridgov.report.gallery.__main__ import gallery, main
from gridgov.report.gallery.entries import ENTRIES, FOLLOWS, PILOT, RUNS, SOURCES, STUDY, Entry
from gridgov.report.gallery.page import PAGES, picture_of
from gridgov.report.gallery.sources import plan_of
from gridgov.scenario.data import scenario_names
from gridgov.study.plan import plan_names
from gridgov.text.words import LANGUAGES, WORDS

TOP = Path(__file__).resolve().parents[3]
GALLERY = TOP / "docs" / "gallery"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*\.png)\)")
LARGEST, ALL_TOGETHER = 400_000, 2_500_000  # bytes
PLAN = """scenario = "classroom"
policies = ["none", "rollout"]
replicates = 3
days = 40
metrics = ["problem_days", "cost"]

[set]
"city.residents" = 1200
"city.streets" = 2
"time.warmup_days" = 5
"""


def committed():
    return {path.name for path in GALLERY.glob("*.png")}


def test_every_picture_is_named_by_a_page_and_every_one_named_exists():
    named = [name for page in PAGES.values() for _, name in PICTURE.findall((GALLERY / page).read_text(encoding="utf-8"))]
    assert len(named) == len(set(named)) == len(ENTRIES) * len(LANGUAGES)
    assert set(named) == committed() == {picture_of(entry, lang) for entry in ENTRIES for lang in LANGUAGES}


def test_every_picture_is_told_in_words_in_both_languages():
    for page in PAGES.values():
        assert all(len(alt) > 15 for alt, _ in PICTURE.findall((GALLERY / page).read_text(encoding="utf-8")))
    told = {name for name in WORDS if re.fullmatch(r"gallery\.\w+\.(question|reading|alt)", name)}
    assert told == {f"gallery.{entry.name}.{part}" for entry in ENTRIES for part in ("question", "reading", "alt")}


def test_every_plan_and_scenario_that_is_named_exists():
    assert all(entry.source in SOURCES and entry.asked in plan_names() + scenario_names() * (entry.source == RUNS) for entry in ENTRIES)
    for page in PAGES.values():
        text = (GALLERY / page).read_text(encoding="utf-8")
        assert all(f"`{entry.asked}`" in text for entry in ENTRIES)
        assert set(re.findall(r"gridgov sweep (\w+)", text)) <= set(plan_names())


def test_no_picture_is_heavy_and_all_together_are_light():
    sizes = {path.name: path.stat().st_size for path in GALLERY.iterdir()}
    assert max(sizes.values()) <= LARGEST, sizes
    assert sum(sizes.values()) <= ALL_TOGETHER


def test_pictures_of_the_readme_are_committed():
    shown = PICTURE.findall((TOP / "README.md").read_text(encoding="utf-8"))
    from_gallery = [name for _, name in shown if name.startswith("docs/gallery/")]
    assert 3 <= len(from_gallery) <= 4
    assert {Path(name).name for name in from_gallery} <= committed()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A tiny plan and an entry of each source."""
    plan = tmp_path_factory.mktemp("plan") / "tiny.toml"
    plan.write_text(PLAN, encoding="utf-8")
    both = ("none", "rollout")
    return (
        Entry("money", STUDY, str(plan), "money_payer", metrics=("cost",)),
        Entry("days_spent", RUNS, str(plan), "days_spent", both),
        Entry("follows", FOLLOWS, str(plan), policies=("none",)),
        Entry("pilot", PILOT, str(plan), policies=both),
    )


@pytest.fixture
def coarse(monkeypatch):
    """Pictures of few pixels: to weigh a thirtieth is to be made as much sooner, and here it is asked whether they are the same."""
    monkeypatch.setattr("gridgov.charts.style.PNG_DPI", 30)


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_plans_give_the_same_bytes_and_a_whole_study_is_not_run_again(tmp_path, small, coarse, monkeypatch):
    first, again = tmp_path / "first", tmp_path / "again"
    gallery(first, tmp_path / "work", small)
    gallery(again, tmp_path / "other", small[:2])
    before, once_more = bytes_of(first), bytes_of(again)
    assert len(before) == len(small) * len(LANGUAGES) + len(PAGES)
    assert all(before[name] == once_more[name] for name in once_more if name.endswith(".png"))
    monkeypatch.setattr("gridgov.study.study.Runner", None)
    (first / "gone.png").write_bytes(b"of an earlier list")
    (first / "README.md").unlink()
    gallery(first, tmp_path / "work", small[:1])
    assert set(bytes_of(first)) == {"README.md", "zh.md", "money.png", "money_zh.png"}
    assert all(bytes_of(first)[name] == before[name] for name in ("money.png", "money_zh.png"))


def test_what_is_cut_off_leaves_the_gallery_as_it_was(tmp_path, small, monkeypatch):
    (tmp_path / "gallery").mkdir()
    (tmp_path / "gallery" / "money.png").write_bytes(b"of an earlier list")
    before = bytes_of(tmp_path / "gallery")

    def cut(chart):
        raise KeyboardInterrupt

    monkeypatch.setattr("gridgov.report.gallery.__main__.pixels", cut)
    with pytest.raises(KeyboardInterrupt):
        gallery(tmp_path / "gallery", tmp_path / "work", small[:1])
    assert bytes_of(tmp_path / "gallery") == before
    assert len(list((tmp_path / "work").glob("*/tiny/study.sqlite"))) == 1


def test_a_plan_that_is_not_there_is_a_sentence_and_writes_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("gridgov.report.gallery.__main__.ENTRIES", (Entry("money", STUDY, "no_such_plan", "money_payer"),))
    assert main([str(tmp_path / "gallery"), "--work", str(tmp_path / "work")]) == 2
    assert "no_such_plan" in capsys.readouterr().err
    assert not (tmp_path / "gallery").exists()


def test_a_plan_is_told_from_a_scenario():
    assert plan_of(Entry("people", RUNS, "ningjiang")) is None
    assert plan_of(Entry("money", STUDY, "paper_classroom")).name == "paper_classroom"
