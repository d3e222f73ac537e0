"""`gridgov scenarios`, `policies`, `levers`, `metrics`, `targets` and `new`: what there is, and a scenario of one's own."""

from __future__ import annotations

import json
from functools import partial

import click

from gridgov.cli.words import Verb, Whole, option
from gridgov.text.layout import table
from gridgov.text.units import unit_zh
from gridgov.text.words import metric_unit, say


def verbs(lang: str) -> list[click.Command]:
    """The verbs of this file, in one language."""
    as_json = option("--json", lang, "option.json", "as_json", is_flag=True)
    new_options = [
        click.Argument(["name"], metavar="NAME"),
        option("--residents", lang, "option.residents", type=Whole(lang, 1, 20_000_000), required=True),
        option("--streets", lang, "option.streets", type=Whole(lang, 1, 1000), required=True),
        option("--buildings", lang, "option.buildings_csv", metavar="FILE.csv"),
        option("--force", lang, "option.force", is_flag=True),
    ]
    policy_params = [click.Argument(["scenario"], metavar="[SCENARIO]", required=False), as_json]
    return [
        Verb("new", lang, help=say("help.new", lang), callback=partial(new, lang), params=new_options),
        Verb("scenarios", lang, help=say("help.scenarios", lang), callback=partial(scenarios, lang), params=[as_json]),
        Verb("policies", lang, help=say("help.policies", lang), callback=partial(policies, lang), params=policy_params),
        Verb("levers", lang, help=say("help.levers", lang), callback=partial(levers, lang), params=[as_json]),
        Verb("metrics", lang, help=say("help.metrics", lang), callback=partial(metrics, lang), params=[as_json]),
        Verb("targets", lang, help=say("help.targets", lang), callback=partial(targets, lang), params=[as_json]),
    ]


def new(lang, name, residents, streets, buildings, force) -> None:
    """Write a scenario for the user's own district."""
    from gridgov.scenario.new import write_new

    file = write_new(name, residents=residents, streets=streets, buildings=buildings, force=force)
    click.echo(say("new.written", lang, file=file))


def scenarios(lang, as_json) -> None:
    """List the shipped scenarios."""
    from gridgov.scenario.data import scenario_names
    from gridgov.scenario.load import load_scenario

    loaded = [load_scenario(name) for name in scenario_names()]
    if as_json:
        return print_json(
            [{"name": one.name, "title_en": one.title("en"), "title_zh": one.title("zh"), "residents": one.settings.city.residents} for one in loaded]
        )
    rows = [[one.name, one.title(lang), f"{one.settings.city.residents:,}"] for one in loaded]
    click.echo(table([say("column.name", lang), say("column.about", lang), say("column.residents", lang)], rows, right=[2], indent=""))


def policies(lang, scenario, as_json) -> None:
    """List the shared policies, or those that one scenario can use."""
    from gridgov.scenario.data import policy_names
    from gridgov.scenario.sources import Sources

    sources = Sources()
    own = {}
    for document in sources.chain(scenario) if scenario else []:
        declared = document.data.get("policy", {})
        own.update(declared if isinstance(declared, dict) else {})
    rows = []
    for name in sources.policies_of(scenario) if scenario else policy_names():
        shared = sources.shared_policy(name) if name not in own else None
        content = own.get(name) or (shared.data if shared else {})
        content = content if isinstance(content, dict) else {}
        title_en, title_zh = (content.get(f"title_{one}", "") for one in ("en", "zh"))
        rows.append({"name": name, "title_en": title_en, "title_zh": title_zh or title_en, "from": scenario if name in own else "policies/"})
    if as_json:
        return print_json(rows)
    click.echo(
        table(
            [say("column.name", lang), say("column.from", lang), say("column.about", lang)],
            [[row["name"], row["from"], row[f"title_{lang}"]] for row in rows],
            indent="",
        )
    )
    click.echo(say("policies.alone", lang))


def levers(lang, as_json) -> None:
    """List every parameter."""
    from gridgov.scenario.reference import reference_rows

    rows = reference_rows()
    if as_json:
        return print_json(rows)
    head = [say(f"column.{name}", lang) for name in ("path", "default", "bounds", "unit", "about")]
    click.echo(
        table(
            head,
            [[row["path"], _short(row["default"]), _short(_bounds(row)), _unit(row["unit"], lang), row[lang]] for row in rows],
            right=[1],
            indent="",
        )
    )
    click.echo(say("levers.count", lang, count=len(rows)))


def metrics(lang, as_json) -> None:
    """List every metric."""
    from gridgov.metrics import list_metrics

    rows = list_metrics()
    if as_json:
        return print_json(rows)
    head = [say(f"column.{name}", lang) for name in ("name", "metric", "unit", "better")]
    click.echo(
        table(head, [[row["name"], row[lang], metric_unit(row["unit"], lang), say(f"direction.{row['better']}", lang)] for row in rows], indent="")
    )


def targets(lang, as_json) -> None:
    """List what evidence says of a district as a whole, and how the baseline stands to it."""
    from dataclasses import asdict

    from gridgov.analysis.targets.table import all_rows

    rows = all_rows()
    if as_json:
        return print_json([asdict(row) for row in rows])
    head = [say(f"column.{name}", lang) for name in ("name", "about", "value", "bounds", "use", "verdict")]
    bounds = ["" if row.low is None else f"[{row.low:g}, {row.high:g}]" for row in rows]
    cells = [
        [row.id, getattr(row, lang), f"{row.value:g}", allowed, say(f"use.{row.use}", lang), _met(row, lang)] for row, allowed in zip(rows, bounds)
    ]
    click.echo(table(head, cells, right=[2], indent=""))
    click.echo(say("targets.page", lang))


def _met(row, lang) -> str:
    return "" if row.use == "given" else say("target.missed" if row.miss else "target.met", lang)


def _bounds(row) -> str:
    low, high = row.get("low"), row.get("high")
    if row.get("choices"):
        return "|".join(row["choices"])
    return "" if low is None and high is None else f"[{_end(low)}, {_end(high)}]"


def _unit(unit: str, lang: str) -> str:
    return unit_zh(unit) if lang == "zh" else unit


def _end(bound) -> str:
    return "" if bound is None else f"{bound:g}" if abs(bound) < 1e6 else f"{bound:,.0f}"


def _short(value, most: int = 24) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else text[: most - 3] + "..."


def print_json(value) -> None:
    """A value as JSON that people can read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
