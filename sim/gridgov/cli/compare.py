"""`gridgov compare`: several policies on the same city with the same troubles."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from gridgov.analysis.stopping import PILOT
from gridgov.cli.certainty import asked_precision, checked_metric, report_doubt
from gridgov.cli.certainty import options as doubt_options
from gridgov.cli.pilot import by_place, notes_on_places
from gridgov.cli.run import LARGEST_SEED, LINE, LONGEST_DAYS, default_folder, progress_bar, warm, with_days
from gridgov.cli.words import Ended, Refusal, Verb, Whole, option, policy_names
from gridgov.text.counts import counted
from gridgov.text.layout import pad, table, width, wrapped
from gridgov.text.words import say

REPLICATES, MOST_REPLICATES = 10, 10_000
MOST_WORKERS = 256


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["scenario"], metavar="SCENARIO"),
        option("--policies", lang, "option.policies", required=True, metavar="A,B,C"),
        option("--replicates", lang, "option.replicates", type=Whole(lang, 1, MOST_REPLICATES), values={"usual": REPLICATES, "pilot": PILOT}),
        *doubt_options(lang),
        option("--seed", lang, "option.first_seed", type=Whole(lang, 0, LARGEST_SEED - MOST_REPLICATES), default=1),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [Verb("compare", lang, help=say("help.compare", lang), callback=partial(compare, lang), params=params)]


def compare(lang, scenario, policies, replicates, precision, metric, budget, doubt, seed, sets, days, workers, out) -> None:
    """Load every policy, run all replicates, write the tables and the chart, and print what differs."""
    from gridgov.organisation.checked import load_each

    scenarios = load_each(scenario, policy_names(policies, lang), with_days(sets, days))
    reference = next(iter(scenarios.values()))
    named, metric = metric, checked_metric(metric, reference.settings, lang)
    asked = asked_precision(precision, metric, budget, replicates, len(scenarios), lang)
    if doubt and len(scenarios) < 2:
        raise Refusal(say("usage.two_policies", lang, name="--doubt"))
    doubt = doubt or asked is not None
    if named is not None and not doubt:
        raise Refusal(say("usage.needs", lang, name="--metric", other="--precision / --doubt"))
    replicates = asked.pilot if asked else replicates or REPLICATES
    folder = Path(out) if out else default_folder(reference.name, "compare")

    from gridgov.analysis.compare import MAIN_METRICS
    from gridgov.analysis.compare import compare as compare_policies
    from gridgov.analysis.files import write_comparison
    from gridgov.analysis.idle_wording import idle_sentences
    from gridgov.analysis.wording import short_period
    from gridgov.placing import all_or_nothing
    from gridgov.scenario.size import workers_that_fit

    runs = replicates * len(scenarios)
    workers = workers_that_fit(reference.settings, workers and min(workers, runs), min(os.cpu_count() or 1, runs))
    with all_or_nothing(folder) as stage:
        warm(lang)
        with progress_bar(say("progress.runs", lang), runs, reference.name) as tell:
            try:
                comparison = compare_policies(
                    scenarios, name=reference.name, replicates=replicates, precision=asked, seed=seed, workers=workers, progress=tell,
                    planned=lambda runs: tell(0, runs),
                )  # fmt: skip
            except MemoryError as wrong:
                if workers == 1:
                    raise
                raise Ended(say("fault.memory_workers", lang, workers=workers)) from wrong
        metrics = [name for name in MAIN_METRICS if name in comparison.values[comparison.reference]]
        if doubt and metric not in metrics:
            metrics.append(metric)
        write_comparison(stage, comparison, tuple(metrics), metric if doubt else "")
        if len(scenarios) > 1:
            from gridgov.charts.paired import write_paired

            write_paired(stage, comparison, metrics, lang)
        if comparison.pilots:
            from gridgov.charts.pilot import write_pilot

            write_pilot(stage, comparison, lang)
    click.echo(report(comparison, metrics, lang))
    for warning in idle_sentences(scenarios.values(), lang):
        click.echo(wrapped("  " + warning, LINE, "    ") + "\n")
    if short := short_period(reference.settings.time.horizon_days, lang):
        click.echo(wrapped("  " + short, LINE, "    ") + "\n")
    if doubt:
        click.echo(report_doubt(comparison, metric, metrics, lang))
    click.echo(say("written", lang, folder=folder))


def report(comparison, metrics: Sequence[str], lang: str) -> str:
    """What the terminal shows: levels of the reference, differences of the others, and what the intervals support."""
    from gridgov.analysis.wording import assumptions, differences_of, overloaded, sentences

    replicates = counted("replicates", lang, len(comparison.seeds))
    parts = [comparison.title(lang), *_titles(comparison, lang), ""]
    parts += [say("compare.levels", lang, reference=comparison.reference, replicates=replicates), _levels(comparison, metrics, lang)]
    columns = _widest(comparison, metrics, lang)
    for policy in comparison.policies[1:]:
        heading = say("compare.differences", lang, policy=policy, reference=comparison.reference, replicates=replicates)
        parts += ["", heading, _differences(differences_of(comparison, policy, metrics), columns, lang)]
    if len(comparison.policies) == 1:
        return "\n".join([*parts, "", say("compare.levels_only", lang), ""])
    for pilot in comparison.pilots.values():
        parts += ["", *by_place(pilot, lang)]
    if comparison.pilots:
        parts += ["", *notes_on_places(comparison.pilots.values(), lang)]
    parts += ["", say("compare.supports", lang)]
    parts += [wrapped("  " + sentence, LINE, "    ") for sentence in sentences(comparison, metrics, lang)]
    growth = {policy: comparison.level(policy, "backlog_growth").mean for policy in comparison.policies}
    if warning := overloaded(growth, lang):
        parts.append(wrapped("  " + warning, LINE, "    "))
    note = say("compare.one_replicate" if len(comparison.seeds) == 1 else "compare.doubt", lang, assumptions=assumptions(comparison, lang))
    return "\n".join([*parts, wrapped("  " + note, LINE, "    "), ""])


def _titles(comparison, lang) -> list[str]:
    """A line per policy that has a title."""
    return [wrapped("  " + say("compare.named", lang, policy=policy, title=title), LINE, "    ") for policy, title in comparison.named(lang)]


def _levels(comparison, metrics, lang) -> str:
    from gridgov.analysis.wording import level_text, metric_label, unit_label

    head = [say(f"column.{name}", lang) for name in ("metric", "level", "unit")]
    rows = [
        [metric_label(name, lang), level_text(name, comparison.level(comparison.reference, name).mean), unit_label(name, lang)] for name in metrics
    ]
    return table(head, rows, right=[1])


def _widest(comparison, metrics, lang) -> list[int]:
    """Widths that the columns of all policies share, so that the tables stand under each other."""
    from gridgov.analysis.wording import differences_of

    rows = [row for policy in comparison.policies[1:] for row in _rows(differences_of(comparison, policy, metrics), lang)]
    return [max((width(row[place]) for row in rows), default=0) for place in range(5)]


def _rows(differences, lang) -> list[list[str]]:
    from gridgov.analysis.wording import difference_texts, metric_label, unit_label

    return [
        [metric_label(one.metric, lang), *difference_texts(one), unit_label(one.metric, lang, difference=True), say(f"verdict.{one.verdict}", lang)]
        for one in differences
    ]


def _differences(differences, columns, lang) -> str:
    head = [say(f"column.{name}", lang) for name in ("metric", "difference", "interval", "unit", "verdict")]
    rows = [[pad(cell, columns[place], place in (1, 2)) for place, cell in enumerate(row)] for row in _rows(differences, lang)]
    return table(head, rows, right=[1, 2])
