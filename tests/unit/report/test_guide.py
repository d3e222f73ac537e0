"""The guide to reports is followed word by word, and names what the page tells to programs."""

import re
import shlex
from pathlib import Path

from gridgov.cli.shell import run_command_line
from gridgov.text.words import say
from tests.unit.report.doctored import Page

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guides" / "report.md"


def test_the_guide_to_reports_works_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    guide = GUIDE.read_text(encoding="utf-8")
    for kind, text in re.findall(r"^```(\w+)\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL):
        if kind == "toml":
            Path("mine.toml").write_text(text, encoding="utf-8")
        elif kind == "sh":
            assert run_command_line(shlex.split(text)[1:]) == 0, capsys.readouterr().err
    capsys.readouterr()
    pages = [Path("results/mine/report.html"), Path("results/inspection/report.zh.html")]
    study, comparison = (Page(page.read_text(encoding="utf-8")) for page in pages)
    assert "five_chiefs" in study.headline and "改革前" in comparison.headline and "结论" in comparison.text
    headings = re.findall(r"<h2>(.*?)</h2>", Path("results/mine/report.html").read_text(encoding="utf-8"))
    assert [name for name in re.findall(r"^\| (.*?) \|", guide, re.MULTILINE) if name in headings] == headings
    for page, lang in zip(pages, ("en", "zh")):
        title = say("runs.title.map_building", lang)
        assert title in page.read_text(encoding="utf-8") and page.stat().st_size < 4e6  # with charts of the runs made again
    told = {one["data-what"].split("/")[0] for one in study.numbers}
    assert told <= {name.split("/")[0] for name in re.findall(r"`([a-z]+(?:/\S*)?)`", guide)} and "run" in told
