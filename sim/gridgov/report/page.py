"""The page: its parts in order, its texts, its font, in one HTML file without script and without a network."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from gridgov.charts.chart import Chart
from gridgov.charts.embed import data_uri
from gridgov.charts.webfont import font_of
from gridgov.charts.webpage import head, template
from gridgov.report.again import Again
from gridgov.report.material import Material
from gridgov.report.parts import parts_of
from gridgov.report.pieces import Part, Picture, Piece
from gridgov.report.reproduce import HASH, run_groups
from gridgov.text.counts import counted
from gridgov.text.words import say

FOLDER = Path(__file__).parent
PIXELS = 96  # of an inch, as browsers have it
#: Between Chinese characters, and what is left as it is written.
BLANK = re.compile(r"(?<=[\u4e00-\u9fff，。：；、）]) (?=[\u4e00-\u9fff（])")
AS_WRITTEN = re.compile(r"(<pre>.*?</pre>|<script.*?</script>|<h1>.*?</h1>|<title>.*?</title>)", re.DOTALL)
NOTHING_AGAIN = Again()


def report_page(
    material: Material, lang: str = "en", again: Again = NOTHING_AGAIN, charts: Sequence[Chart] = (), tell: Callable[[int], None] = lambda done: None,
) -> str:  # fmt: skip
    """The HTML of a report. `tell` is called with 1 after each chart that was drawn and each part that was written."""
    drawn = []
    for chart in charts:
        drawn.append(Piece("picture", _picture(chart)))
        tell(1)
    parts: list[Part] = []
    for part in parts_of(material, again, drawn, lang):
        parts.append(part)
        tell(1)
    words = {name: say(f"report.page.{name}", lang) for name in ("kind", "contents", "footer", "swipe", "open", "close")}
    page = template(FOLDER)
    shown = {
        "about": _about(material, lang), "troubles": [*material.troubles, *again.troubles], "sections": [(one.name, one.heading) for one in parts],
        "parts": parts, "words": words, "groups": run_groups(material), "semicolon": say("list.semicolon", lang),
    }  # fmt: skip

    def written(font: str) -> str:
        return _closed_up(page.render(head(FOLDER, lang, material.title(lang), font), **shown).lstrip())

    return written(font_of(written("")))


def _closed_up(page: str) -> str:
    """The page without the blanks that stand between Chinese characters where a sentence has room for a code, and a name came; code stays."""
    return "".join(part if place % 2 else BLANK.sub("", part) for place, part in enumerate(AS_WRITTEN.split(page)))


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
