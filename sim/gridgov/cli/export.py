"""`gridgov export`: results for other programs."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path

import click

from gridgov.cli.film import WHAT, names_of, wish_options
from gridgov.cli.run import LINE, progress_bar, warm
from gridgov.cli.words import Among, Refusal, Verb, option
from gridgov.text.layout import wrapped
from gridgov.text.words import say


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    formats = ("csv", "parquet", "geojson")
    params = [
        WHAT,
        option("--format", lang, "option.export_format", "formats", multiple=True, type=Among(lang, formats), metavar="|".join(formats)),
        option("--anchor", lang, "option.anchor", metavar="LON,LAT"),
        option("--cases", lang, "option.cases", is_flag=True),
        option("--events", lang, "option.events", is_flag=True),
        option("--buildings-daily", lang, "option.buildings", is_flag=True),
        *wish_options(lang),
        option("--out", lang, "option.out", metavar="DIR"),
    ]
    return [Verb("export", lang, help=say("help.export", lang), callback=partial(export, lang), params=params)]


def anchor_of(text: str | None, lang: str):
    """The anchor that `LON,LAT` stands for."""
    from gridgov.exports.geojson import FARTHEST_LATITUDE, Anchor

    if text is None:
        return Anchor()
    try:
        longitude, latitude = (float(part) for part in text.split(","))
    except ValueError:
        longitude = latitude = math.nan
    if not (abs(longitude) <= 180 and abs(latitude) <= FARTHEST_LATITUDE):
        raise Refusal(say("fault.anchor", lang, text=text, latitude=int(FARTHEST_LATITUDE)))
    return Anchor(longitude, latitude)


def export(lang, what, formats, anchor, cases, events, buildings_daily, policies, seed, days, sets, out) -> None:
    """Find the runs, make them, and write tables, maps and the page beside them."""
    from gridgov.analysis.exemplar_wording import how_chosen
    from gridgov.exemplars import Wish, find_exemplars
    from gridgov.exports.tables import Keep
    from gridgov.exports.write import FORMATS, write_runs
    from gridgov.placing import all_or_nothing

    place = anchor_of(anchor, lang)
    exemplars = find_exemplars(what, Wish(names_of(policies, lang), seed, days, sets))
    first = exemplars.runs[0]
    labels = [one.label for one in exemplars.runs]
    usual = Path("results") / "-".join([first.scenario.name, *labels, f"seed{first.seed}"]) if exemplars.source == "scenario" else Path(what)
    folder = Path(out) if out else usual / "export"
    with all_or_nothing(folder) as stage:
        warm(lang)
        time = first.scenario.settings.time
        with progress_bar(say("progress.days", lang), len(labels) * (time.warmup_days + time.horizon_days), first.scenario.name) as tell:
            runs = [exemplars.make(one, events=events, buildings_daily=buildings_daily, progress=tell) for one in range(len(labels))]
        keep = Keep(cases, events, buildings_daily)
        given = [word for one in formats for word in ("--format", one)] + (["--anchor", anchor] if anchor else [])
        given += [flag for flag, wanted in (("--cases", cases), ("--events", events), ("--buildings-daily", buildings_daily)) if wanted]
        again = _again(what, exemplars, days, sets, given)
        write_runs(stage, exemplars, runs, formats or FORMATS, keep, place, again, *_more(exemplars.source, Path(what)))
    click.echo(wrapped(how_chosen(exemplars, lang), LINE))
    click.echo(say("written", lang, folder=folder))


def _more(source: str, folder: Path) -> tuple[dict, dict]:
    """The tables of a study or a comparison over all its runs, and the paths of the levers that a study moves."""
    if source == "study":
        from gridgov.exports.write import factors_of, study_tables
        from gridgov.study.study import Study

        with Study.open(folder) as study:
            return study_tables(study), factors_of(study)
    if source == "compare":
        import pandas

        return {name: pandas.read_csv(folder / f"{name}.csv") for name in ("compare", "differences")}, {}
    return {}, {}


def _again(what: str, exemplars, days, sets, given: list[str]) -> str:
    """The command that makes the same runs again."""
    from gridgov.exports.readme import command

    policies = [] if exemplars.source == "run" else ["--policies", ",".join(one.label for one in exemplars.runs)]
    changed = [word for text in sets for word in ("--set", text)] + ([] if days is None else ["--days", str(days)])
    return command("export", what, *policies, "--seed", str(exemplars.runs[0].seed), *changed, *given)
