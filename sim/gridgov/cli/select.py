"""`gridgov select`: which of several policies is best, with a guarantee, in a study that can be cut off and gone on with."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import click

from gridgov.analysis.stopping import BUDGET, PILOT
from gridgov.cli.certainty import MOST_RUNS, check_budget, checked_metric
from gridgov.cli.compare import MOST_REPLICATES, MOST_WORKERS
from gridgov.cli.run import LARGEST_SEED, LINE, LONGEST_DAYS, default_folder, warm, with_days
from gridgov.cli.study import opened, running
from gridgov.cli.words import Positive, Refusal, Verb, Whole, option, policy_names
from gridgov.text.layout import table, wrapped
from gridgov.text.words import say

COLUMNS = ("policy", "replicates", "mean", "less_best", "state")


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["scenario"], metavar="SCENARIO"),
        option("--policies", lang, "option.select_policies", required=True, metavar="A,B,C"),
        option("--indifference", lang, "option.indifference", required=True, type=Positive(lang)),
        option("--metric", lang, "option.select_metric", metavar="NAME"),
        option("--replicates", lang, "option.first_replicates", type=Whole(lang, PILOT, MOST_REPLICATES), default=PILOT, values={"least": PILOT}),
        option("--budget", lang, "option.select_budget", type=Whole(lang, 1, MOST_RUNS), default=BUDGET, values={"budget": BUDGET}),
        option("--seed", lang, "option.first_seed", type=Whole(lang, 0, LARGEST_SEED - MOST_REPLICATES), default=1),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--again", lang, "option.again", is_flag=True),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [Verb("select", lang, help=say("help.select", lang), callback=partial(select, lang), params=params)]


def select(lang, scenario, policies, indifference, metric, replicates, budget, seed, sets, days, workers, again, out) -> None:
    """Load every policy, run until one is chosen or the budget ends, write the tables, and print the answer."""
    names = policy_names(policies, lang)
    if len(names) < 2:
        raise Refusal(say("usage.two_policies", lang, name="select"))
    from gridgov.organisation.checked import load_each

    reference = next(iter(load_each(scenario, names, with_days(sets, days)).values()))
    metric = checked_metric(metric, reference.settings, lang)
    check_budget(budget, replicates, len(names), lang)

    from gridgov.analysis.choosing import Choice
    from gridgov.analysis.wording import better_of, scale
    from gridgov.scenario.size import workers_that_fit
    from gridgov.study.designs import Ask
    from gridgov.study.plan import Plan

    if better_of(metric) == "neither":
        raise Refusal(say("usage.bad_value", lang, name="--metric", reason=say("usage.no_better", lang, value=metric)))
    plan = Plan(f"{reference.name}-select", scenario, Ask(tuple(names), ()), replicates=replicates, seed=seed, sets=dict(reference.sets))
    choice = Choice(tuple(names), metric, indifference / scale(metric), replicates, budget)
    folder = Path(out) if out else default_folder(reference.name, "select")
    workers = workers_that_fit(reference.settings, workers, os.cpu_count() or 1)
    with opened(plan, folder, lang) as study:
        warm(lang)
        with running(study, budget, reference.name, lang) as tell:
            study.run(workers=workers, progress=tell, again=again, rounds=choice.rounds(study))
        study.export()
        summary = choice.summary(study)
        _write(folder, summary)
        click.echo(report(reference, choice, study, lang))
    click.echo(say("written", lang, folder=folder))


def _write(folder: Path, summary: dict) -> None:
    from gridgov.placing import all_or_nothing

    with all_or_nothing(folder) as stage:
        (stage / "selection.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def report(scenario, choice, study, lang: str) -> str:
    """A row per policy, best first, and what may be said."""
    import numpy as np

    from gridgov.analysis.paired import paired_difference
    from gridgov.analysis.verdicts import at_default, number_with_unit
    from gridgov.analysis.wording import better_of, difference_texts, level_text, metric_label, unit_label

    found, values = choice.answer(study)
    metric, label = choice.metric, metric_label(choice.metric, lang)
    way = say(f"select.{better_of(metric)}", lang)
    sign = -1 if better_of(metric) == "higher" else 1
    means = np.nanmean(values, axis=1)
    runs = int(np.isfinite(values).sum())
    lead = found.best if found.decided else min(found.still, key=lambda place: sign * means[place])
    rows = []
    for place in sorted(range(len(values)), key=lambda place: (place != lead, found.left_after[place] is not None, sign * means[place])):
        difference = paired_difference(values[place], values[lead], metric=metric)
        shown = "-" if place == lead else difference_texts(difference)[0]  # intervals of a length that the data chose would say too much
        state = "best" if place == found.best else "leads" if place == lead else "in" if place in found.still else "left"
        told = say(f"select.{state}", lang, **({"count": found.left_after[place]} if state == "left" else {}))
        rows.append([choice.policies[place], f"{np.isfinite(values[place]).sum():,}", level_text(metric, means[place]), shown, told])
    heading = say("select.heading", lang, title=scenario.title(lang), count=len(values), way=way, metric=label)
    unit = unit_label(metric, lang)
    assumptions = at_default(dict(scenario.sets), lang)
    if found.decided:
        said = say(
            "select.chosen", lang, best=choice.policies[found.best], way=way, metric=label, count=len(values), assumptions=assumptions,
            indifference=number_with_unit(metric, choice.indifference, lang),
        )  # fmt: skip
    else:
        still = say("list.comma", lang).join(choice.policies[place] for place in found.still)
        more = (found.most - found.replicates) * len(found.still)
        said = say("select.open", lang, runs=f"{runs:,}", assumptions=assumptions, still=still, more=f"{more:,}")
    spared = say("select.spared", lang, runs=f"{runs:,}", all=f"{values.shape[1] * len(values):,}")
    return "\n".join([
        say("label.which", lang, label=heading, which=unit) if unit else heading,
        table([say(f"column.{name}", lang) for name in COLUMNS], rows, right=[1, 2, 3]), "",
        *(wrapped("  " + text, LINE, "    ") for text in (said, spared, say("select.note", lang))), "",
    ])  # fmt: skip
