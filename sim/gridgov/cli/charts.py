"""`gridgov charts`: every chart that a study has data for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from gridgov.cli.doubt import names
from gridgov.cli.run import LINE, progress_bar, warm
from gridgov.cli.words import Verb, option
from gridgov.text.faults import Faults
from gridgov.text.layout import wrapped
from gridgov.text.words import say

FOLDER = "charts"  # in the study's folder


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["study"], metavar="STUDY"),
        option("--metrics", lang, "option.metrics", metavar="NAMES"),
        option("--no-runs", lang, "option.charts_no_runs", is_flag=True),
        option("--out", lang, "option.charts_out", metavar="DIR"),
    ]
    return [Verb("charts", lang, help=say("help.charts", lang), callback=partial(charts, lang), params=params)]


def charts(lang, study, metrics, no_runs, out) -> None:
    """Draw them all, place them together, and say what each is for."""
    from gridgov.charts.from_study import charts as charts_of
    from gridgov.charts.style import save
    from gridgov.placing import all_or_nothing
    from gridgov.study.study import Study

    folder = Path(out) if out else Path(study) / FOLDER
    with Study.open(study) as opened:
        found = charts_of(opened, lang, names(metrics))
        points = () if no_runs else _points(opened)
    trouble = ""
    with all_or_nothing(folder) as stage:  # before runs are made, so that a place nobody may write to is refused at once
        if not no_runs:
            of_runs, trouble = _of_runs(study, points, lang)
            found += of_runs
        with progress_bar(say("progress.charts", lang), len(found), Path(study).name) as tell:
            for one in found:
                save(stage, one.name, one.draw, pdf=True)
                tell()
    for one in found:
        click.echo(wrapped(say("charts.line", lang, name=one.name, purpose=one.purpose), LINE, "    "))
    if trouble:
        click.echo(wrapped(trouble, LINE), err=True)
    click.echo(say("written", lang, folder=folder))


def _points(study) -> tuple[str, ...]:
    """The points whose runs are shown: of an optimisation its answer, or the ends of what it found; else empty, which are the usual ones."""
    from gridgov.analysis.drawn.searched import searched
    from gridgov.analysis.figures import by_point
    from gridgov.exemplars import point_label
    from gridgov.study.designs import SEARCH

    if study.plan.design != SEARCH:
        return ()
    found = searched(study, partial(by_point, study))
    places = [found.answer] if found.answer is not None else [0, -1] if found.best else []
    return tuple(dict.fromkeys(point_label(study.points[found.best[place].number], study.points) for place in places))


def _of_runs(study: str, points: tuple[str, ...], lang: str) -> tuple[list, str]:
    """The charts of runs that stand for the others, made again or read where they are kept; or none, and a sentence that says why."""
    from gridgov.analysis.runs.gathered import days_of, gather
    from gridgov.charts.from_runs import charts as charts_of
    from gridgov.charts.from_runs import ways
    from gridgov.exemplars import Wish, find_each

    runs: list = []
    try:
        found = find_each(study, Wish(points))
        warm(lang)
        with progress_bar(say("progress.days", lang), days_of(found), Path(study).name) as tell:
            shown = gather(found, tell, runs.append)
        return [*charts_of(shown, lang), *ways({side.label: run for side, run in zip(shown.sides, runs)}, lang)], ""
    except Faults as wrong:
        why = say("list.semicolon", lang).join(dict.fromkeys(wrong.sentences(lang)))
        return [], say("charts.no_runs", lang, why=why)
