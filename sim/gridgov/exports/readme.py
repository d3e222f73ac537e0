"""The page that lies beside results: what they are, what each file holds, how they were made, in both languages."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gridgov.analysis.compare import MAIN_METRICS
from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.analysis.paired import mean_interval, present
from gridgov.analysis.wording import level_text, metric_label, scale, unit_label
from gridgov.exemplars import Exemplars, point_label
from gridgov.study.designs import SEARCH
from gridgov.study.worlds import NUMBERING, WORLD
from gridgov.text.counts import counted
from gridgov.text.layout import decimals_for, number
from gridgov.text.words import LANGUAGES, say

MOST_POINTS = 40
MOST_FACTORS = 8  # that are named for each point
HASH = 12


@dataclass(frozen=True)
class File:
    """A file beside the page: its name, rows (None where it has none), and the table that it holds."""

    name: str
    rows: int | None
    table: str


def runs_readme(exemplars: Exemplars, runs: Sequence[Any], files: Sequence[File], notes: Mapping[str, str], again: str) -> str:
    """The page of an export of single runs; `notes` of maps by language, `again` the command that makes it."""
    return _page(lambda lang: _of_runs(exemplars, runs, files, notes, again, lang))


def study_readme(study, files: Sequence[File]) -> str:
    """The page of a study's tables."""
    frame = study.table(study.shown)
    return _page(lambda lang: _of_study(study, frame, files, lang))


def _page(section) -> str:
    """The section of every language, one after the other."""
    return "\n".join("\n\n".join(section(lang)) + "\n" for lang in LANGUAGES)


def _of_runs(exemplars, runs, files, notes, again, lang) -> list[str]:
    labels = [one.label for one in exemplars.runs]
    how = how_chosen(exemplars, lang)
    first = runs[0].provenance
    made = [
        say("readme.run", lang, label=_cell(one.label), seed=one.seed, scenario=_cell(one.scenario.name), sha=one.scenario.sha256[:HASH],
            cases=run.provenance["case_table_sha256"][:HASH])
        for one, run in zip(exemplars.runs, runs)
    ]  # fmt: skip
    names = [name for name in MAIN_METRICS if name in runs[0].metrics]
    figures = [[_cell(metric_label(name, lang)), *(level_text(name, run.metrics[name]) for run in runs), unit_label(name, lang)] for name in names]
    head = [say("column.metric", lang), *map(_cell, labels), say("column.unit", lang)]
    return [
        f"# {say('readme.title', lang, title=_cell(exemplars.runs[0].scenario.title(lang)))}",
        say("readme.runs", lang, labels=_cell(say("list.comma", lang).join(labels)), how=how),
        say("readme.assumptions", lang),
        f"## {say('readme.figures', lang)}", _table(head, figures),
        *_files(files, lang), *([notes[lang]] if notes else []),
        f"## {say('readme.made', lang)}",
        "\n".join(f"- {line}" for line in [say("readme.provenance", lang, version=first["version"], source=first["source_sha256"][:HASH]), *made]),
        say("readme.repeat", lang), f"```sh\n{again}\n```",
    ]  # fmt: skip


def _of_study(study, frame, files, lang) -> list[str]:
    plan, counts = study.plan, study.counts
    names = study.shown
    rows = []
    # of a study of worlds those at default assumptions: the mean of a single world says nothing by itself
    for place in [place for place, point in enumerate(study.points) if not point.factors.get(WORLD)][:MOST_POINTS]:
        mine = frame[frame["point"] == place]
        rows.append([str(place), _cell(_label(study, place)), *(_mean(name, mine[name]) for name in names)])
    head = ["", say("column.policy", lang), *(_cell(f"{metric_label(name, lang)} ({unit_label(name, lang)})") for name in names)]
    more = len(study.points) - len(rows)
    runs = counted("runs", lang, max(study.wanted, sum(counts.values())))  # those with fresh seeds of an optimisation are more
    told = {"runs": runs, "points": len(study.points), "scenario": _cell(plan.scenario), "seed": plan.seed}
    machine = study.store.about("machine")
    return [
        f"# {say('readme.title', lang, title=_cell(plan.title(lang)))}",
        say("readme.study", lang, done=counts.get("done", 0), failed=counts.get("failed", 0), **told),
        say("readme.assumptions", lang), *([say("readme.search", lang)] if plan.design == SEARCH else []),
        f"## {say('readme.means', lang)}", _table(head, rows), *([say("readme.more_points", lang, more=more)] if more else []),
        *([say("world.adaptive", lang)] if study.adaptive else []),
        *_files(files, lang),
        f"## {say('readme.made', lang)}",
        say("readme.provenance", lang, version=machine["version"], source=study.store.about("source_sha256")[:HASH]),
    ]  # fmt: skip


def _label(study, place: int) -> str:
    """What a point is called on the page: of one that moves many levers only its policy and its row, since the table of runs has its values."""
    point = study.points[place]
    if len(point.factors) > MOST_FACTORS:
        point = replace(point, factors={name: value for name, value in point.factors.items() if name in NUMBERING})
    return point_label(point, study.points)


def _mean(name: str, values) -> str:
    found = mean_interval([value for value in values if present(value)])
    text = level_text(name, found.mean)
    if found.low is None or not found.high > found.low:
        return text
    half = (found.high - found.low) / 2 * scale(name)
    return f"{text} ± {number(half, decimals_for(half, 2))}"


def _files(files: Sequence[File], lang: str) -> list[str]:
    head = [say(f"readme.{name}", lang) for name in ("file", "rows", "what")]
    rows = [[f"`{one.name}`", "" if one.rows is None else f"{one.rows:,}", say(f"table.{one.table}", lang)] for one in files]
    return [f"## {say('readme.files', lang)}", _table(head, rows), say("readme.dictionary", lang)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in [list(head), ["---"] * len(head), *rows])


def _cell(text: str) -> str:
    """A user's text as Markdown shows it letter by letter: no markup, no end of a cell."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>|#&" else " " if letter in "\r\n" else letter for letter in text)


def command(*words: str) -> str:
    """What to type."""
    return "gridgov " + " ".join(map(shlex.quote, words))
