"""`gridgov report`: one page for people who see nothing else of a study."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from gridgov.cli.run import LINE, progress_bar, warm
from gridgov.cli.words import Refusal, Verb, option
from gridgov.text.faults import Faults
from gridgov.text.layout import wrapped
from gridgov.text.words import LANGUAGES, say

LARGE = 5e6  # bytes, from which a page no longer goes by mail


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["study"], metavar="STUDY"),
        option("--pdf", lang, "option.report_pdf", is_flag=True),
        option("--out", lang, "option.report_out", metavar="FILE"),
    ]
    return [Verb("report", lang, help=say("help.report", lang), callback=partial(report, lang), params=params)]


def report(lang, study, pdf, out) -> None:
    """Read the results, make some runs again, draw, write the page and perhaps print it."""
    from gridgov.placing import all_or_nothing
    from gridgov.report.parts import PARTS
    from gridgov.report.pdf import browser, print_pdf
    from gridgov.report.reading import material_of

    printer = browser() if pdf else ""
    with material_of(study, lang) as material:
        from gridgov.report.page import report_page
        from gridgov.report.pictures import pictures

        target = Path(out) if out else Path(study) / (f"report.{lang}.html" if lang != LANGUAGES[0] else "report.html")
        if target.suffix.lower() == ".pdf":
            raise Refusal(say("usage.report_html", lang, name=out))
        with all_or_nothing(target.parent) as stage:
            again = _again(material, lang)
            charts = pictures(material, again, lang)
            with progress_bar(say("progress.report", lang), len(charts) + len(PARTS), material.title(lang)[:20]) as tell:
                page = report_page(material, lang, again, charts, tell).encode("utf-8")
            (stage / target.name).write_bytes(page)
            if pdf:
                print_pdf(printer, stage / target.name, stage / target.with_suffix(".pdf").name)
    for sentence in (*material.troubles, *again.troubles):
        click.echo(wrapped(sentence, LINE), err=True)
    if len(page) > LARGE:
        click.echo(wrapped(say("report.large", lang, size=f"{len(page) / 1e6:.1f}"), LINE))
    click.echo(say("written", lang, folder=target))
    if pdf:
        click.echo(say("written", lang, folder=target.with_suffix(".pdf")))


def _again(material, lang: str):
    """The runs that stand for the others, made once more with their event logs; what goes wrong is said on the page."""
    from gridgov.analysis.runs.gathered import days_of
    from gridgov.report.again import Again, made_again, wanted

    try:
        found, labels = wanted(material)
        warm(lang)
        with progress_bar(say("progress.days", lang), days_of(found), material.title(lang)[:20]) as tell:
            return made_again(found, labels, tell, lang)
    except Faults as wrong:
        return Again(troubles=(say("report.no_runs", lang), *wrong.sentences(lang)))
