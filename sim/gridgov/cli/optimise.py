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
    from gridgov.analysis.optimise import begin, optuna

    optuna()  # before anything is written
    folder = Path(out) if out else Path("results") / wanted.name
    with opened(wanted, folder, lang) as study:
        search = begin(wanted, study)
        warm(lang)
        with running(study, wanted.runs, wanted.name, lang) as tell:
            study.run(workers=workers, progress=tell, rounds=search.rounds(study))
        study.export()
        found = search.answer(study)
        _write(folder, found)
        click.echo(report(wanted, found, lang))
    click.echo(say("written", lang, folder=folder))


def _write(folder: Path, found: dict) -> None:
    from gridgov.placing import all_or_nothing

    with all_or_nothing(folder) as stage:
        (stage / "optimum.json").write_text(json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")


def report(plan, found: dict, lang: str) -> str:
    """A row per point that was run again, the search's figures beside the fresh ones, and what may be said."""
    from gridgov.analysis.wording import level_text, metric_label

    names, levers = list(plan.aims.metrics), [one.name for one in plan.ask.ranges]
    several = len(plan.ask.policies) > 1
    head = [*([say("column.policy", lang)] if several else []), *levers]
    for name in names:
        head += [say(f"column.{kind}", lang, metric=metric_label(name, lang)) for kind in ("searched", "fresh")]
    head.append(say("column.fate", lang))
    rows = []
    for place, row in enumerate(found["points"]):
        cells = [row["policy"]] if several else []
        cells += [f"{row['levers'][name]}" for name in levers]
        for name in names:
            figures = row["figures"][name]
            cells += [level_text(name, figures["search"]), _fresh(name, figures)]
        rows.append([*cells, _fate(row, place == found["chosen"], lang)])
    runs = counted("runs", lang, found["runs_searched"])
    heading = say("optimise.heading", lang, title=plan.title(lang), points=found["points_searched"], runs=runs, count=len(rows), fresh=found["fresh_replicates"])
    objectives = say("list.comma", lang).join(metric_label(name, lang) for name in plan.aims.objectives)
    said = []
    if found["chosen"] is not None:
        said.append(say("optimise.chosen", lang, what=objectives))
    elif plan.aims.targets and not any(set(row["targets"].values()) == {"met"} for row in found["points"]):
        said.append(say("optimise.none", lang))
    if len(plan.aims.objectives) > 1:
        off = sum(not row.get("on_front", True) for row in found["points"])
        said.append(say("optimise.front", lang, off=off, count=len(rows)))
    said.append(say("optimise.note", lang))
    right = list(range(several, len(head) - 1))
    return "\n".join([heading, table(head, rows, right=right), "", *(wrapped("  " + text, LINE, "    ") for text in said), ""])


def _fresh(name: str, figures: dict) -> str:
    from gridgov.analysis.wording import level_text, scale
    from gridgov.text.layout import decimals_for, number

    if figures["low"] is None or figures["high"] <= figures["low"]:
        return level_text(name, figures["fresh"])
    half = (figures["high"] - figures["low"]) / 2 * scale(name)
    decimals = decimals_for(half, 2)
    return f"{number(figures['fresh'] * scale(name), decimals)} ± {number(half, decimals)}"


def _fate(row: dict, is_best: bool, lang: str) -> str:
    verdicts = set(row["targets"].values())
    told = [say(f"optimise.{next(one for one in ('missed', 'open', 'met') if one in verdicts)}", lang)] if verdicts else []
    if "on_front" in row:
        told.append(say("optimise.on" if row["on_front"] else "optimise.off", lang))
    if is_best:
        told.append(say("optimise.best", lang))
    return say("list.comma", lang).join(told)
