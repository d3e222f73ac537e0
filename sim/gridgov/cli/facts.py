"""`gridgov facts`: what the documents behind the scenarios state, and what the simulation makes of it."""

from __future__ import annotations

from functools import partial

import click

from gridgov.cli.compare import MOST_REPLICATES, MOST_WORKERS
from gridgov.cli.lists import print_json
from gridgov.cli.run import LINE, progress_bar, warm
from gridgov.cli.words import Verb, Whole, option
from gridgov.text.layout import wrapped
from gridgov.text.words import say

INDENT = " " * 6


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["scenario"], metavar="[SCENARIO]", required=False),
        option("--replicates", lang, "option.facts_replicates", type=Whole(lang, 0, MOST_REPLICATES), default=0),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--json", lang, "option.json", "as_json", is_flag=True),
    ]
    return [Verb("facts", lang, help=say("help.facts", lang), callback=partial(facts, lang), params=params)]


def facts(lang, scenario, replicates, workers, as_json) -> None:
    """List the facts of one scenario, or of all shipped ones, and measure those that should emerge if replicates are asked for."""
    from gridgov.analysis.facts import check_facts, documented, runs_needed

    found = []
    for name in [scenario] if scenario else documented():
        runs = replicates * runs_needed(name)
        if runs:
            warm(lang)
        with progress_bar(say("progress.runs", lang), runs, name) as tell:
            found.append(check_facts(name, replicates=replicates, workers=workers, progress=tell))
    if as_json:
        return print_json([one.row() for each in found for one in each])
    click.echo("\n".join(line for each in found for line in _lines(each, lang)))


def _lines(facts, lang: str) -> list[str]:
    """What the terminal shows of one scenario: a paragraph for each fact."""
    from gridgov.analysis.facts import outcome_text, tally_text, value_text
    from gridgov.scenario.load import load_scenario

    if not facts:
        return [say("facts.none", lang)]
    one = facts[0]
    head = say("facts.heading", lang, document=one.fact.document, scenario=one.scenario, title=load_scenario(one.scenario).title(lang))
    lines = [wrapped(head, LINE)]
    for one in facts:
        fact = one.fact
        said = say("facts.line", lang, number=fact.number, what=fact.text("what", lang), value=value_text(fact.value))
        lines.append(wrapped(f"  {said} [{say(f'facts.verdict.{one.verdict}', lang)}] {outcome_text(one, lang)}", LINE, INDENT))
    return [*lines, "  " + tally_text(facts, lang), ""]
