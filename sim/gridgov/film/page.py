"""The film's page: texts in both languages, numbers of the runs, and the player, in one HTML file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.charts.webfont import font_of
from gridgov.charts.webpage import head, template
from gridgov.exemplars import Exemplars
from gridgov.film.frames import CURVES, Reel, names, pack, places, shades
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.text.counts import counted
from gridgov.text.faults import show
from gridgov.text.words import LANGUAGES, WORDS, say

FOLDER = Path(__file__).parent
SCRIPTS = ("unpack.js", "maps.js", "curves.js", "player.js")
#: Gaps of the page's sentences, filled in while it plays.
GAPS = {name: "{" + name + "}" for name in ("n", "of", "name", "count", "policy", "unit")}
COMPACT = "万亿"  # with these a browser shortens large numbers in Chinese
HASH = 12  # digits of a hash that a reader sees


def film_page(exemplars: Exemplars, runs: Sequence[Any], reels: Sequence[Reel], lang: str = "en") -> str:
    """The HTML of a film of one run or two; `lang` is the language in which it opens.

    `runs` may have been let go of all but start, first day and provenance; `reels` hold what is played.
    """
    from markupsafe import Markup

    data = page_data(exemplars, runs, reels, lang)
    shown = "".join(_texts(data["words"])) + "".join(runs[0].start.city.buildings) + COMPACT
    return template(FOLDER).render(
        head(FOLDER, lang, data["words"][lang]["title"], font_of(shown), scripted=True),
        script=Markup("".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)),
        data=data,
        old_browser=" ".join(say("film.page.old_browser", one, **GAPS) for one in LANGUAGES),
    )


def page_data(exemplars: Exemplars, runs: Sequence[Any], reels: Sequence[Reel], lang: str) -> dict[str, Any]:
    """Everything that the page is told, as plain JSON."""
    city = runs[0].start.city
    most = max(int(reel.cells.max(initial=0)) for reel in reels)
    return {
        "lang": lang,
        "seed": exemplars.runs[0].seed,
        "days": len(reels[0].cells),
        "first": runs[0].first_day,
        "buildings": {"count": len(city.buildings), "names": names(city.buildings), "places": places(city.x, city.y)},
        "shades": shades(most),
        "curves": list(CURVES),
        "sides": [{"label": one.label, "cells": pack(reel.cells), "curves": reel.curves} for one, reel in zip(exemplars.runs, reels)],
        "words": {one: _words(exemplars, runs, one) for one in LANGUAGES},
    }


def _words(exemplars: Exemplars, runs: Sequence[Any], lang: str) -> dict[str, Any]:
    """What the page says in one language."""
    scenario = exemplars.runs[0].scenario
    own = [key.removeprefix("film.page.") for key in WORDS if key.startswith("film.page.")]
    return {name: say(f"film.page.{name}", lang, **GAPS) for name in own} | {
        "title": say("film.title", lang, scenario=scenario.title(lang)),
        "sides": [_side(one, lang) for one in exemplars.runs],
        "names": {name: say(f"film.curve.{name}", lang) for name in CURVES},
        "units": {name: say(f"film.unit.{name}", lang) for name in CURVES},
        "seed": how_chosen(exemplars, lang),
        "notes": _notes(exemplars, runs, lang),
        "assumptions": _assumptions(exemplars, lang),
        "provenance": _provenance(exemplars, runs, lang),
    }


def _side(one, lang: str) -> dict[str, str]:
    """Name and title of what one side shows."""
    name = say("run.no_policy", lang) if one.label == AS_IT_STANDS else one.label
    return {"name": name, "title": one.scenario.policy_title(lang)}


def _notes(exemplars: Exemplars, runs: Sequence[Any], lang: str) -> list[str]:
    warmup = runs[0].first_day
    notes = [say("film.one_seed", lang)]
    if len(runs) > 1:
        notes.append(say("film.same_note", lang))
    if warmup:
        notes.append(say("film.warmup_note", lang, days=counted("days", lang, warmup)))
    notes.append(say("film.cost_note", lang))
    if exemplars.runs[0].scenario.buildings_path is None:
        notes.append(say("film.synthetic_note", lang))
    return notes


def _assumptions(exemplars: Exemplars, lang: str) -> list[str]:
    """That all holds at the scenario's assumptions, what was set beside it, and the values that no document states."""
    scenario = exemplars.runs[0].scenario
    sets = dict(pair for one in exemplars.runs for pair in one.scenario.sets)
    changed = say("list.comma", lang).join(f"{path}={show(value)}" for path, value in sets.items())
    lines = [say("compare.assumptions_with" if changed else "compare.assumptions", lang, changed=changed)]
    for one in scenario.assumptions:
        what, why = (one.what_zh or one.what, one.why_zh or one.why) if lang == "zh" else (one.what, one.why)
        if one.value is None:
            lines.append(say("film.assumption_bare", lang, what=what or one.name, why=why))
        else:
            lines.append(say("film.assumption", lang, what=what or one.name, value=show(one.value), why=why))
    return lines


def _provenance(exemplars: Exemplars, runs: Sequence[Any], lang: str) -> list[str]:
    first = runs[0].provenance
    lines = [say("film.provenance", lang, version=first["version"], source=first["source_sha256"][:HASH], engine=first["engine"])]
    for one, run in zip(exemplars.runs, runs):
        about = {"scenario": run.provenance["scenario_sha256"][:HASH], "cases": run.provenance["case_table_sha256"][:HASH]}
        lines.append(say("film.provenance_run", lang, policy=_side(one, lang)["name"], **about))
    return lines


def _texts(words: Any) -> list[str]:
    """Every text of nested lists and dicts."""
    if isinstance(words, str):
        return [words]
    return [text for one in (words.values() if isinstance(words, dict) else words) for text in _texts(one)]
