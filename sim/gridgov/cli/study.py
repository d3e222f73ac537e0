"""`gridgov sweep`, `plans` and `replay`: studies of many runs."""

from __future__ import annotations

import json
import math
import shlex
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from gridgov.cli.compare import MOST_WORKERS
from gridgov.cli.doubt import answer
from gridgov.cli.run import LINE, progress_bar, warm
from gridgov.cli.words import Among, Refusal, Verb, Whole, option
from gridgov.text.counts import counted
from gridgov.text.layout import table, wrapped
from gridgov.text.words import LANGUAGES, say

#: What verbs make of a study beside it, with the verb.
DRAWN = {"charts": "charts", "report.html": "report", "film.html": "film", "export": "export"}
MOST_ROWS, MOST_FACTORS = 40, 8  # of points that a terminal shows, and of what moves them


def verbs(lang: str) -> list[click.Command]:
    """The verbs of this file, in one language."""
    sweep_options = [
        click.Argument(["plan"], metavar="PLAN"),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--dask", lang, "option.dask", metavar="ADDRESS"),
        option("--again", lang, "option.again", is_flag=True),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    replay_options = [
        click.Argument(["run"], metavar="RUN_ID"),
        option("--study", lang, "option.study", required=True, metavar="DIR"),
        option("--engine", lang, "option.engine", type=Among(lang, ("compiled", "agents")), default="compiled"),
        option("--events", lang, "option.events", is_flag=True),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    plans_options = [option("--json", lang, "option.json", "as_json", is_flag=True)]
    return [
        Verb("sweep", lang, help=say("help.sweep", lang), callback=partial(sweep, lang), params=sweep_options),
        Verb("replay", lang, help=say("help.replay", lang), callback=partial(replay, lang), params=replay_options),
        Verb("plans", lang, help=say("help.plans", lang), callback=partial(plans, lang), params=plans_options),
    ]


def sweep(lang, plan, workers, dask, again, out) -> None:
    """Begin a study or go on with it, write its tables, and print what its points give."""
    from gridgov.study.plan import load_plan

    if dask is not None and workers is not None:
        raise Refusal(say("usage.not_both", lang, one="--workers", other="--dask"))
    wanted = load_plan(plan)
    if wanted.aims is not None:
        raise Refusal(say("usage.is_optimise", lang, plan=plan))
    folder = Path(out) if out else Path("results") / wanted.name
    with opened(wanted, folder, lang) as study:
        if dask is None:
            warm(lang)
        before = sum(study.counts.values())
        with running(study, study.wanted, wanted.name, lang) as tell:
            study.run(workers=workers, dask=dask, progress=tell, again=again)
        study.export()
        _describe(study, folder)
        click.echo(report(study, lang))
        if sum(study.counts.values()) > before and (older := older_than_results(folder, lang)):
            click.echo(wrapped(older, LINE))
        for warning in _idle(study, lang):
            click.echo(wrapped("  " + warning, LINE, "    "))
    click.echo(say("written", lang, folder=folder))


def older_than_results(folder: Path, lang: str) -> str:
    """What was drawn and written from the study before it had its present runs, and how to make it anew; empty where there is nothing."""
    there = [name for name in DRAWN if (folder / name).exists()]
    commands = [f"gridgov {DRAWN[name]} {shlex.quote(str(folder))}" for name in there]
    comma = say("list.comma", lang)
    return say("sweep.older", lang, files=comma.join(str(folder / name) for name in there), commands=comma.join(commands)) if there else ""


def _idle(study, lang: str) -> list[str]:
    """What has to be said of policies that never act, judged at the first point of each."""
    from gridgov.analysis.idle_wording import idle_sentences
    from gridgov.study.study import scenario_of

    first = {point.policy: point for point in reversed(study.points)}
    return idle_sentences((scenario_of(study.plan, point) for point in first.values()), lang)


def _describe(study, folder: Path) -> None:
    """Write what the tables of a study are beside them."""
    from gridgov.exports.write import describe_study
    from gridgov.placing import all_or_nothing

    with all_or_nothing(folder) as stage:
        describe_study(study, stage)


def opened(plan, folder: Path, lang: str):
    """The study in the folder, as far as the plan wants it; a new one where there is none, and the rest of one that is damaged."""
    from gridgov import Study

    with progress_bar(say("progress.points", lang)) as tell:
        study = Study.begin(plan, folder, tell)
    if study.set_aside:
        click.echo(say("sweep.set_aside", lang, aside=study.set_aside[0], kept=f"{study.set_aside[1]:,}"), err=True)
    return study


@contextmanager
def running(study, wanted: int, name: str, lang: str):
    """A progress bar over the runs of a study, of which so many are wanted; an interrupt says how many there are and where."""
    try:
        with progress_bar(say("progress.runs", lang), wanted, name, sum(study.counts.values())) as tell:
            yield tell
    except KeyboardInterrupt:
        done = sum(study.counts.values())
        click.echo(say("sweep.cut", lang, done=f"{done:,}", wanted=f"{wanted:,}", folder=study.folder), err=True)
        raise


def report(study, lang: str) -> str:
    """Counts, the mean of each figure at each point with its interval, and what failed."""
    from gridgov.analysis.paired import mean_interval, present
    from gridgov.analysis.wording import level_text, metric_label, scale, unit_label
    from gridgov.text.layout import decimals_for, number

    plan, counts = study.plan, study.counts
    names = study.shown
    frame = study.table(names)
    factors = list(dict.fromkeys(name for point in study.points for name in point.factors))
    if len(factors) > MOST_FACTORS:
        factors = []
    head = [say("column.policy", lang), *factors, *(f"{metric_label(name, lang)} ({unit_label(name, lang)})" for name in names)]
    rows = []
    for place, point in enumerate(study.points[:MOST_ROWS]):
        mine = frame[frame["point"] == place]
        cells = []
        for name in names:
            found = mean_interval([value for value in mine[name] if present(value)])
            text = level_text(name, found.mean)
            if found.low is not None and found.high > found.low:
                half = (found.high - found.low) / 2 * scale(name)
                decimals = decimals_for(half, 2)
                text = f"{number(found.mean * scale(name), decimals)} ± {number(half, decimals)}"
            cells.append(text)
        rows.append([point.policy, *(_shown(point.factors.get(name)) for name in factors), *cells])
    runs = counted("runs", lang, counts.get("done", 0))
    heading = say("sweep.heading", lang, title=plan.title(lang), runs=runs, points=len(study.points))
    answered = answer(study, lang)
    parts = [heading, answered or table(head, rows, right=list(range(1, len(head))))]
    if len(study.points) > MOST_ROWS and not answered:
        parts.append(say("sweep.more_points", lang, more=len(study.points) - MOST_ROWS))
    if not answered:
        notes = ["sweep.doubt", *(["world.adaptive"] if study.adaptive else [])]
        parts += [wrapped("  " + say(note, lang), LINE, "    ") for note in notes]
    failed = study.failures()
    if len(failed):
        parts.append(say("sweep.failed", lang, count=len(failed)))
        parts += [f"  {replay}" for replay in failed["replay"][:5]]
    return "\n".join(parts)


def _shown(value) -> str:
    from gridgov.text.faults import show

    return "-" if value is None else value if isinstance(value, str) else show(value)


def replay(lang, run, study, engine, events, out) -> None:
    """Run one run of a study again, see that it comes out as it did, and write it."""
    from gridgov import Study
    from gridgov.cli.run import levels_table
    from gridgov.placing import all_or_nothing

    folder = Path(out) if out else Path("results") / f"replay-{run}"
    warm(lang)
    with Study.open(study) as found, all_or_nothing(folder) as stage:
        result = found.replay(run, engine=engine, events=events)
        result.write(stage, cases=True, events=events)
    click.echo(levels_table(result.metrics, lang))
    click.echo(say("replay.same", lang, run=run))
    click.echo(say("written", lang, folder=folder))


def plans(lang, as_json) -> None:
    """The plans that are shipped, and how long each takes."""
    from gridgov.study.effort import minutes_expected
    from gridgov.study.plan import load_plan, plan_names

    loaded = [load_plan(name) for name in plan_names()]
    if as_json:
        rows = [
            {"name": plan.name, "titles": {language: plan.title(language) for language in LANGUAGES}, "scenario": plan.scenario,
             "design": plan.design, "points": len(plan.points()), "runs": plan.runs, "replicates": plan.replicates,
             "minutes": round(minutes_expected(plan), 1)}
            for plan in loaded
        ]  # fmt: skip
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    head = [say(f"column.{name}", lang) for name in ("name", "runs", "minutes", "title")]
    rows = [[plan.name, f"{plan.runs:,}", f"{math.ceil(minutes_expected(plan))}", plan.title(lang)] for plan in loaded]
    click.echo(table(head, rows, right=[1, 2]))
    click.echo(say("plans.minutes", lang))
