"""`gridgov charts`: every chart that a study has data for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from gridgov.cli.doubt import names
from gridgov.cli.run import LINE, progress_bar
from gridgov.cli.words import Verb, option
from gridgov.text.layout import wrapped
from gridgov.text.words import say

FOLDER = "charts"  # in the study's folder


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["study"], metavar="STUDY"),
        option("--metrics", lang, "option.metrics", metavar="NAMES"),
        option("--out", lang, "option.charts_out", metavar="DIR"),
    ]
    return [Verb("charts", lang, help=say("help.charts", lang), callback=partial(charts, lang), params=params)]


def charts(lang, study, metrics, out) -> None:
    """Draw them all, place them together, and say what each is for."""
    from gridgov.charts.from_study import charts as charts_of
    from gridgov.charts.style import save
    from gridgov.placing import all_or_nothing
    from gridgov.study.study import Study

    folder = Path(out) if out else Path(study) / FOLDER
    with Study.open(study) as opened:
        found = charts_of(opened, lang, names(metrics))
    with all_or_nothing(folder) as stage, progress_bar(say("progress.charts", lang), len(found), Path(study).name) as tell:
        for one in found:
            save(stage, one.name, one.draw, pdf=True)
            tell()
    for one in found:
        click.echo(wrapped(say("charts.line", lang, name=one.name, purpose=one.purpose), LINE, "    "))
    click.echo(say("written", lang, folder=folder))
