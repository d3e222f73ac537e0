"""`gridgov pilot`: how many days and how many streets a pilot needs to show what a policy does."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import click

from gridgov.cli.compare import MOST_WORKERS
from gridgov.cli.run import LARGEST_SEED, LINE, LONGEST_DAYS, default_folder, progress_bar, warm, with_days
from gridgov.cli.words import Among, Refusal, Verb, Whole, option
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.text.counts import counted
from gridgov.text.layout import number, table, wrapped
from gridgov.text.words import say

FIGURES = ("problem_days", "hidden_share", "on_time_recorded", "on_time_true")
REPLICATES, MOST_REPLICATES = 10, 1_000
BEFORE = 60
COLUMNS = ("lasts", "effect", "interval", "spread", "streets_needed", "this_city")


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["scenario"], metavar="SCENARIO"),
        option("--policy", lang, "option.pilot_policy", required=True, metavar="NAME"),
        option("--metric", lang, "option.pilot_metric", type=Among(lang, FIGURES), default=FIGURES[0]),
        option("--before", lang, "option.before", type=Whole(lang, 1, LONGEST_DAYS), values={"days": BEFORE}),
        option(
            "--replicates", lang, "option.pilot_replicates", type=Whole(lang, 2, MOST_REPLICATES), default=REPLICATES, values={"usual": REPLICATES}
        ),
        option("--seed", lang, "option.first_seed", type=Whole(lang, 0, LARGEST_SEED - MOST_REPLICATES), default=1),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [Verb("pilot", lang, help=say("help.pilot", lang), callback=partial(pilot, lang), params=params)]


def pilot(lang, scenario, policy, metric, before, replicates, seed, sets, days, workers, out) -> None:
    """Load the city with and without the policy, run both, and say what a pilot needs."""
    names = (AS_IT_STANDS, policy)
    if policy == AS_IT_STANDS:
        raise Refusal(say("usage.bad_value", lang, name="--policy", reason=say("usage.pilot_nothing", lang)))
    from gridgov.organisation.checked import load_each

    scenarios = load_each(scenario, names, with_days(sets, days), asker="--policy")
    parts = scenarios[policy].parts
    if any(part.placed or part.until_day is not None for part in parts) or len({part.from_day for part in parts}) > 1:
        raise Refusal(say("usage.bad_value", lang, name="--policy", reason=say("usage.pilot_everywhere", lang, value=policy)))
    first = parts[0].from_day if parts else 0
    if first and before not in (None, first):
        raise Refusal(say("usage.bad_value", lang, name="--before", reason=say("usage.pilot_from_day", lang, value=before, first=first)))
    before = first or before or BEFORE
    reference = scenarios[AS_IT_STANDS]
    if before + 7 > reference.settings.time.horizon_days:
        reason = say("usage.pilot_short", lang, before=before, days=reference.settings.time.horizon_days)
        raise Refusal(say("usage.bad_value", lang, name="--before", reason=reason))

    from gridgov.analysis.gather import Measuring, gather, measure
    from gridgov.analysis.trial import counted_by_street, lengths, streets_of, summary
    from gridgov.placing import all_or_nothing
    from gridgov.scenario.size import workers_that_fit

    streets = streets_of(reference)
    if len(streets) < 2:
        raise Refusal(say("usage.pilot_one_street", lang))
    folder = Path(out) if out else default_folder(reference.name, policy, "pilot")
    workers = workers_that_fit(reference.settings, workers, min(os.cpu_count() or 1, 2 * replicates))
    with all_or_nothing(folder) as stage:
        warm(lang)
        with progress_bar(say("progress.runs", lang), 2 * replicates, reference.name) as tell:
            do = Measuring(measure, names, {policy: streets})
            done = gather(scenarios, lambda found: iter([replicates]), seed, do, workers, tell, lambda runs: None)
        rows = lengths(counted_by_street(done, names, range(seed, seed + replicates), streets), metric, before)
        found = {
            "scenario": reference.name, "policy": policy, "metric": metric, "before_days": before, "replicates": replicates,
            "streets": len(streets), "power": 0.8, "in_force_from_the_start": not first, "lengths": summary(rows),
        }  # fmt: skip
        (stage / "pilot_size.json").write_text(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    click.echo(report(reference, policy, metric, before, bool(first), replicates, len(streets), rows, lang))
    click.echo(say("written", lang, folder=folder))


def report(scenario, policy, metric, before, starts, replicates, streets, rows, lang: str) -> str:
    """A row per length of the pilot, and what may be read off it."""
    from gridgov.analysis.verdicts import at_default
    from gridgov.analysis.wording import estimate_texts, metric_label, scale, unit_label

    unit = unit_label(metric, lang, difference=True)
    cells = [
        [
            counted("days", lang, one.days), *estimate_texts(metric, one.estimate),
            "-" if one.spread is None else number(one.spread * scale(metric)), _streets(one, lang), f"{one.alone:.0%}",
        ]
        for one in rows
    ]  # fmt: skip
    heading = say(
        "pilot_size.heading", lang, title=scenario.title(lang), policy=policy, replicates=counted("replicates", lang, replicates),
        metric=say("label.which", lang, label=metric_label(metric, lang), which=unit),
    )  # fmt: skip
    half = streets // 2
    enough = _first(rows, half, lambda one: one.streets)
    some = [one for one in rows if one.streets is not None]
    said = {"half": half, "assumptions": at_default(dict(scenario.sets), lang)}
    if enough is not None:
        verdict = say("pilot_size.enough", lang, days=counted("days", lang, enough.days), streets=enough.streets, **said)
    elif some:
        best = min(some, key=lambda one: (one.streets, one.days))
        verdict = say("pilot_size.more", lang, days=counted("days", lang, best.days), streets=best.streets, **said)
    else:
        verdict = say("pilot_size.none", lang, **said)
    notes = [verdict]
    if any(one.effect is not None for one in rows):
        ends = [
            say("pilot_size.beyond", lang) if (one := _first(rows, half, streets_of)) is None else
            say("pilot_size.by", lang, days=counted("days", lang, one.days), streets=streets_of(one))
            for streets_of in (lambda one: one.strong, lambda one: one.weak)
        ]  # fmt: skip
        notes.append(say("pilot_size.ends" if ends[0] != ends[1] else "pilot_size.both_ends", lang, strong=ends[0], weak=ends[1]))
    notes += [say("pilot_size.note", lang, before=counted("days", lang, before), half=half)]
    notes += [] if starts else [say("pilot_size.from_start", lang)]
    return "\n".join([
        heading, table([say(f"column.{name}", lang) for name in COLUMNS], cells, right=range(len(COLUMNS))), "",
        *(wrapped("  " + note, LINE, "    ") for note in notes), "",
    ])  # fmt: skip


def _first(rows, most: int, streets_of):
    """The shortest pilot that so many streets in each arm suffice for; None if no length will do."""
    return next((one for one in rows if (streets_of(one) or most + 1) <= most), None)


def _streets(one, lang: str) -> str:
    """Streets needed, and from how many to how many by the interval of the effect."""
    if one.effect is None:
        return "-"
    strong, needed, weak = (say("pilot_size.never", lang) if each is None else f"{each:,}" for each in (one.strong, one.streets, one.weak))
    return needed if strong == weak else f"{needed} ({say('compare.range', lang, low=strong, high=weak)})"
