"""The page: its parts in order, its texts, its font, in one HTML file without script and without a network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gridgov.charts.chart import Chart
from gridgov.charts.embed import data_uri
from gridgov.charts.webfont import font_of
from gridgov.report.again import Again
from gridgov.report.material import Material
from gridgov.report.parts import parts_of
from gridgov.report.pieces import Part, Picture, Piece
from gridgov.report.reproduce import HASH, run_groups
from gridgov.text.counts import counted
from gridgov.text.words import say

FOLDER = Path(__file__).parent
PIXELS = 96  # of an inch, as browsers have it
NOTHING_AGAIN = Again()


def report_page(
    material: Material, lang: str = "en", again: Again = NOTHING_AGAIN, charts: Sequence[Chart] = (), tell: Callable[[int], None] = lambda done: None,
) -> str:  # fmt: skip
    """The HTML of a report. `tell` is called with 1 after each chart that was drawn and each part that was written."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    drawn = []
    for chart in charts:
        drawn.append(Piece("picture", _picture(chart)))
        tell(1)
    parts: list[Part] = []
    for part in parts_of(material, again, drawn, lang):
        parts.append(part)
        tell(1)
    words = {name: say(f"report.page.{name}", lang) for name in ("kind", "contents", "footer", "swipe", "open", "close")}
    templates = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = templates.get_template("page.html")
    shown = {
        "lang": "zh-CN" if lang == "zh" else lang, "title": material.title(lang), "style": Markup((FOLDER / "page.css").read_text(encoding="utf-8")),
        "about": _about(material, lang), "troubles": [*material.troubles, *again.troubles], "sections": [(one.name, one.heading) for one in parts],
        "parts": parts, "words": words, "groups": run_groups(material), "semicolon": say("list.semicolon", lang),
    }  # fmt: skip
    return template.render(font=font_of(template.render(font="", **shown)), **shown).lstrip()


def _picture(chart: Chart) -> Picture:
    """A chart and the size at which it was drawn."""
    sizes = []

    def draw():
        figure = chart.draw()
        sizes.append([round(PIXELS * inches) for inches in figure.get_size_inches()])
        return figure

    source = data_uri(replace(chart, draw=draw))
    return Picture(chart.name, chart.title, chart.purpose, source, *sizes[0])


def _about(material: Material, lang: str) -> list[str]:
    """What was run, by what."""
    scenario = material.scenario
    name = scenario.title(lang) if scenario else material.asked
    runs = counted("runs", lang, sum(len(group.runs) for group in material.groups))
    lines = [say("report.about", lang, scenario=name, runs=runs, version=material.version, source=material.source_sha256[:HASH])]
    if failed := material.counts.get("failed"):
        lines.append(say("report.failed", lang, count=f"{failed:,}"))
    if material.study is not None and (missing := material.study.wanted - sum(material.counts.values())) > 0:
        lines.append(say("report.unfinished", lang, count=f"{missing:,}"))
    return lines
