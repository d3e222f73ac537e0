"""The page of the gallery in one language: each picture with its question, how to read it, its text for those who do not see it, its plan."""

from __future__ import annotations

from collections.abc import Sequence

from gridgov.report.gallery.entries import Entry
from gridgov.report.gallery.sources import Sources, command_of, plan_of
from gridgov.text.words import LANGUAGES, say

PAGES = {"en": "README.md", "zh": "zh.md"}


def picture_of(entry: Entry, lang: str) -> str:
    """The name of a picture's file: that of another language than the first says so."""
    return f"{entry.name}.png" if lang == LANGUAGES[0] else f"{entry.name}_{lang}.png"


def page(entries: Sequence[Entry], sources: Sources, lang: str) -> str:
    """The page as Markdown, pictures beside it."""
    parts = [f"# {say('gallery.title', lang)}", say("gallery.begin", lang)]
    parts += [_part(entry, sources, lang) for entry in entries]
    parts.append(f"## {say('gallery.own', lang)}\n\n{say('gallery.own_how', lang)}\n\n```python\n{_SNIPPET}```")
    return "\n\n".join(parts) + "\n"


def _part(entry: Entry, sources: Sources, lang: str) -> str:
    plan, (command, file) = plan_of(entry), command_of(entry, lang)
    kind = "scenario" if plan is None else "plan"
    made = say(f"gallery.from_{kind}", lang, name=f"`{entry.asked}`", made=sources.made_of(entry, lang))
    again = say("gallery.again", lang, command=f"`{command}`", file=f"`{file}`") if command else say("gallery.again_here", lang)
    picture = f"![{say(f'gallery.{entry.name}.alt', lang)}]({picture_of(entry, lang)})"
    reading = say("gallery.reading", lang, how=say(f"gallery.{entry.name}.reading", lang))
    return "\n\n".join((f"## {say(f'gallery.{entry.name}.question', lang)}", picture, reading, f"{made} {again}" if lang == "en" else made + again))


_SNIPPET = """from gridgov.analysis.runs.gathered import gather
from gridgov.charts.from_runs import charts
from gridgov.charts.style import save
from gridgov.exemplars import Wish, find_each
from pathlib import Path

shown = gather(find_each("results/powers_classroom", Wish(("before", "whistle"))))  # a study's folder, or a scenario's name
for chart in charts(shown, "en"):
    save(Path("results"), chart.name, chart.draw)
"""
