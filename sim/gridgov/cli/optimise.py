"""`gridgov optimise`: the cheapest levers that meet targets, or the front of several objectives, in a study that can be cut off and gone on with."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import click

from gridgov.cli.compare import MOST_WORKERS
from gridgov.cli.run import LINE, warm
from gridgov.cli.study import opened, running
from gridgov.cli.words import Refusal, Verb, Whole, option
from gridgov.text.counts import counted
from gridgov.text.layout import table, wrapped
from gridgov.text.words import say


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [
        click.Argument(["plan"], metavar="PLAN"),
        option("--workers", lang, "option.workers", type=Whole(lang, 1, MOST_WORKERS)),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [Verb("optimise", lang, help=say("help.optimise", lang), callback=partial(optimise, lang), params=params)]


def optimise(lang, plan, workers, out) -> None:
    """Begin an optimisation or go on with it, write its tables, and print what was found."""
    from gridgov.study.plan import load_plan

    wanted = load_plan(plan)
    if wanted.aims is None:
        raise Refusal(say("usage.no_optimise", lang, plan=plan))
    from gridgov.analysis.optimise import begin, check
    from gridgov.analysis.optimum import answer

    check(wanted)  # before anything is written
    folder = Path(out) if out else Path("results") / wanted.name
    with opened(wanted, folder, lang) as study:
        search = begin(wanted, study)
        warm(lang)
        with running(study, wanted.runs, wanted.name, lang) as tell:
            study.run(workers=workers, progress=tell, rounds=search.rounds(study))
        study.export()
        found = answer(search, study)
        _write(study, folder, found)
        click.echo(report(wanted, found, lang))
    click.echo(say("written", lang, folder=folder))


def _write(study, folder: Path, found: dict) -> None:
    """Write what was found, and what the tables of the study are."""
    from gridgov.analysis.optimum import FILE, optimum_table
    from gridgov.exports.write import describe_study, write_csv
    from gridgov.placing import all_or_nothing

    with all_or_nothing(folder) as stage:
        (stage / FILE).write_text(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
        frame = optimum_table(found)
        write_csv(frame, stage / "optimum.csv")
        describe_study(study, stage, {"optimum": frame})


def report(plan, found: dict, lang: str) -> str:
    """A row per point that was run again, the search's figures beside the fresh ones, and what may be said."""
    from gridgov.analysis.wording import level_text, metric_label, unit_label

    names, levers = list(plan.aims.metrics), [one.name for one in plan.ask.ranges]
    several = len(plan.ask.policies) > 1
    head = [say("column.point", lang), *([say("column.policy", lang)] if several else []), *levers]
    for name in names:
        head += [say("column.searched", lang, metric=metric_label(name, lang)), say("column.fresh", lang, unit=unit_label(name, lang))]
    head.append(say("column.fate", lang))
    rows = []
    for place, row in enumerate(found["points"]):
        cells = [str(row["point"]), *([row["policy"]] if several else [])]
        cells += [f"{row['levers'][name]}" for name in levers]
        for name in names:
            figures = row["figures"][name]
            cells += [level_text(name, figures["search"]), _fresh(name, figures)]
        rows.append([*cells, _fate(row, place == found["chosen"], place in found["not_told_apart"], lang)])
    runs = counted("runs", lang, found["runs_searched"])
    told = {"title": plan.title(lang), "points": found["points_searched"], "count": len(rows), "fresh": found["fresh_replicates"]}
    right = [column for column in range(len(head) - 1) if not (several and column == 1)]
    said = [*_verdicts(plan.aims, found, lang), say("optimise.note", lang, count=found["intervals_together"])]
    lines = [wrapped("  " + text, LINE, "    ") for text in said]
    return "\n".join([say("optimise.heading", lang, runs=runs, **told), table(head, rows, right=right), "", *lines, ""])


def _verdicts(aims, found: dict, lang: str) -> list[str]:
    """The answer, or that there is none, and what became of the front."""
    from gridgov.analysis.optimum import MET, worst
    from gridgov.analysis.wording import metric_label

    said = []
    if aims.targets:
        said.append(say("optimise.targets", lang, targets=say("list.semicolon", lang).join(_target(one, lang) for one in aims.targets)))
    if found["chosen"] is not None:
        objective = metric_label(aims.objectives[0], lang)
        point = found["points"][found["chosen"]]["point"]
        said.append(say("optimise.chosen" if aims.targets else "optimise.first", lang, what=objective, point=point))
        others = say("list.comma", lang).join(str(found["points"][place]["point"]) for place in found["not_told_apart"])
        if len(found["points"]) > 1:
            said.append(say("optimise.as_good", lang, points=others) if others else say("optimise.apart", lang))
    elif aims.targets and not any(worst(row) == MET for row in found["points"]):
        said.append(say("optimise.none", lang))
    if len(aims.objectives) > 1:
        off = sum(row["on_front"] is False for row in found["points"])
        said.append(say("optimise.front", lang, off=off, count=len(found["points"])))
    return said


def _target(target, lang: str) -> str:
    from gridgov.analysis.wording import level_text, metric_label, unit_label

    bound = say("per", lang, value=level_text(target.metric, target.bound), unit=unit_label(target.metric, lang))
    return say("optimise.least" if target.is_least else "optimise.most", lang, metric=metric_label(target.metric, lang), bound=bound)


def _fresh(name: str, figures: dict) -> str:
    from gridgov.analysis.wording import level_text, scale
    from gridgov.text.layout import decimals_for, number

    if figures["low"] is None or figures["high"] <= figures["low"]:
        return level_text(name, figures["fresh"])
    half = (figures["high"] - figures["low"]) / 2 * scale(name)
    decimals = decimals_for(half, 2)
    return f"{number(figures['fresh'] * scale(name), decimals)} ± {number(half, decimals)}"


def _fate(row: dict, is_best: bool, is_as_good: bool, lang: str) -> str:
    from gridgov.analysis.optimum import worst

    told = [say(f"optimise.{worst(row)}", lang)] if row["targets"] else []
    if row.get("on_front") is not None:
        told.append(say("optimise.on" if row["on_front"] else "optimise.off", lang))
    if is_best:
        told.append(say("optimise.best", lang))
    if is_as_good:
        told.append(say("optimise.not_apart", lang))
    return say("list.comma", lang).join(told)
