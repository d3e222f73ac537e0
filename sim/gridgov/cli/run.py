"""`gridgov run` and `gridgov check`: one scenario, once."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from shutil import get_terminal_size

import click

from gridgov.cli import interrupts
from gridgov.cli.words import Among, Refusal, Verb, Whole, option
from gridgov.text.counts import counted
from gridgov.text.layout import table, wrapped
from gridgov.text.words import say

LARGEST_SEED = 2**31 - 1
LONGEST_DAYS = 3650
COMPILE_SECONDS = 40  # on two slow cores, an empty cache; only said, never relied on
LINE = 100  # columns of prose in a terminal


def verbs(lang: str) -> list[click.Command]:
    """The verbs of this file, in one language."""
    run_options = [
        click.Argument(["scenario"], metavar="SCENARIO"),
        option("--policy", lang, "option.policy", "policies", multiple=True, metavar="NAME"),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--seed", lang, "option.seed", type=Whole(lang, 0, LARGEST_SEED), default=1),
        option("--engine", lang, "option.engine", type=Among(lang, ("compiled", "agents")), default="compiled"),
        option("--cases", lang, "option.cases", is_flag=True),
        option("--events", lang, "option.events", is_flag=True),
        option("--buildings-daily", lang, "option.buildings", is_flag=True),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [
        Verb("run", lang, help=say("help.run", lang), callback=partial(run, lang), params=run_options),
        Verb(
            "check", lang, help=say("help.check", lang), callback=partial(check, lang), params=[click.Argument(["scenario"], metavar="FILE_OR_NAME")]
        ),
    ]


def run(lang, scenario, policies, sets, days, seed, engine, cases, events, buildings_daily, out) -> None:
    """Load, simulate, write, and print the main figures."""
    from gridgov.organisation.checked import load_checked

    for text in policies:
        if any(not part.strip() for part in text.split("+")):
            raise Refusal(say("fault.empty_policy", lang, option="--policy", text=text))
    loaded = load_checked(scenario, policies=policies, sets=with_days(sets, days))
    folder = Path(out) if out else default_folder(loaded.name, *policies, f"seed{seed}")

    from gridgov.analysis.idle_wording import idle_sentences
    from gridgov.analysis.wording import overloaded, short_period
    from gridgov.placing import all_or_nothing
    from gridgov.run import simulate

    with all_or_nothing(folder) as stage:
        if engine == "compiled":
            warm(lang)
        with progress_bar(say("progress.days", lang), loaded.settings.time.warmup_days + loaded.settings.time.horizon_days) as tell:
            result = simulate(loaded, seed=seed, engine=engine, events=events, buildings_daily=buildings_daily, progress=tell)
        result.write(stage, cases=cases, events=events, buildings_daily=buildings_daily)
    policy = "+".join(policies) or say("run.no_policy", lang)
    measured = counted("days", lang, loaded.settings.time.horizon_days)
    click.echo(say("run.heading", lang, scenario=loaded.title(lang), policy=policy, seed=seed, days=measured))
    click.echo(levels_table(result.metrics, lang))
    if result.start.labels.cohorts.placed:
        from gridgov.cli.pilot import cohorts_table

        click.echo(cohorts_table(result, lang))
    for warning in idle_sentences([loaded], lang):
        click.echo(wrapped(warning, LINE, ""))
    if warning := overloaded({policy if policies else loaded.name: result.metrics["backlog_growth"]}, lang):
        click.echo(wrapped(warning, LINE, ""))
    if short := short_period(loaded.settings.time.horizon_days, lang):
        click.echo(wrapped(short, LINE, ""))
    click.echo(say("run.all_metrics", lang, count=len(result.metrics)))
    click.echo(say("written", lang, folder=folder))


def check(lang, scenario) -> None:
    """Say that a scenario has no fault; its faults come as an exception."""
    from gridgov.model.rehearsal import load_rehearsed
    from gridgov.scenario.sources import Sources

    sources = Sources()
    loaded = load_rehearsed(scenario, sources)
    time_table, city = loaded.settings.time, loaded.settings.city
    click.echo(say("check.good", lang, name=scenario))
    days, warmup = (counted("days", lang, number) for number in (time_table.horizon_days, time_table.warmup_days))
    facts = {"residents": f"{city.residents:,}", "streets": city.streets, "days": days, "warmup": warmup}
    click.echo(say("check.facts", lang, **facts, sha=loaded.sha256[:12]))
    click.echo(wrapped(say("check.policies", lang, names=", ".join(sources.policies_of(scenario))), LINE, "  "))


def levels_table(metrics, lang: str) -> str:
    """The main metrics of one run."""
    from gridgov.analysis.compare import MAIN_METRICS
    from gridgov.analysis.wording import level_text, metric_label, unit_label

    names = [name for name in MAIN_METRICS if name in metrics]
    head = [say(f"column.{name}", lang) for name in ("metric", "value", "unit")]
    return table(head, [[metric_label(name, lang), level_text(name, metrics[name]), unit_label(name, lang)] for name in names], right=[1])


def with_days(sets: Sequence[str], days: int | None) -> list[str]:
    """Settings with the length of the measured period that was asked for."""
    return [*sets, *([] if days is None else [f"time.horizon_days={days}"])]


def default_folder(*parts: str) -> Path:
    """Where results go when nothing is said: `results/` under the present folder."""
    return Path("results") / "-".join(parts)


def warm(lang: str) -> None:
    """Compile the kernel before anything else if that was not done yet, and say so: it takes a while, once."""
    from gridgov.jit import kernel_is_warm

    if kernel_is_warm():
        return
    from gridgov.study.processes import warm_kernel

    click.echo(say("compiling", lang, seconds=COMPILE_SECONDS), err=True)
    began = time.monotonic()
    warm_kernel()
    click.echo(say("compiled", lang, seconds=round(time.monotonic() - began)), err=True)


@contextmanager
def progress_bar(unit: str, total: int | None = None, description: str | None = None, already: int = 0):
    """A progress bar on a terminal's stderr; gives the function that moves it on by so many, or says how many there are to be in all.

    `already` of them were there before.
    """
    if not sys.stderr.isatty():
        yield lambda steps=1, total=None: interrupts.check()
        return
    from tqdm import tqdm

    screen = get_terminal_size()  # where the terminal gives no size, tqdm would show nothing
    with tqdm(
        total=total, initial=already, unit=f" {unit}", desc=description,
        leave=False, ncols=min(LINE, screen.columns), nrows=screen.lines, file=sys.stderr,
    ) as bar:

        def tell(steps=1, total=None):
            interrupts.check()
            bar.total = bar.total if total is None else total
            bar.update(steps)

        yield tell
