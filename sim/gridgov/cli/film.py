"""`gridgov film`: a page that plays the city day by day."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from gridgov.cli.run import LARGEST_SEED, LINE, LONGEST_DAYS, progress_bar, warm
from gridgov.cli.words import Verb, Whole, option, policy_names
from gridgov.text.layout import wrapped
from gridgov.text.words import say

LARGE = 5e6  # bytes, from which a page is no longer light
WHAT = click.Argument(["what"], metavar="SCENARIO_OR_RESULTS")


def verbs(lang: str) -> list[click.Command]:
    """The verb of this file, in one language."""
    params = [WHAT, *wish_options(lang), option("--out", lang, "option.film_out", metavar="FILE")]
    return [Verb("film", lang, help=say("help.film", lang), callback=partial(film, lang), params=params)]


def wish_options(lang: str) -> list[click.Option]:
    """The options that say which runs are meant."""
    return [
        option("--policies", lang, "option.film_policies", metavar="A,B"),
        option("--seed", lang, "option.film_seed", type=Whole(lang, 0, LARGEST_SEED)),
        option("--days", lang, "option.days", type=Whole(lang, 1, LONGEST_DAYS)),
        option("--set", lang, "option.set", "sets", multiple=True, metavar="PATH=VALUE"),
    ]


def names_of(text: str | None, lang: str) -> tuple[str, ...]:
    """The policies that are asked for; none where nothing is said."""
    return tuple(policy_names(text, lang)) if text else ()


def film(lang, what, policies, seed, days, sets, out) -> None:
    """Find the runs, make them, and write the page."""
    from gridgov.exemplars import Wish, find_exemplars

    exemplars = find_exemplars(what, Wish(names_of(policies, lang), seed, days, sets))
    first = exemplars.runs[0]
    target = Path(out) if out else _usual_place(what, exemplars)

    from gridgov.analysis.exemplar_wording import how_chosen
    from gridgov.analysis.idle_wording import idle_sentences
    from gridgov.film.frames import reel_of
    from gridgov.film.page import film_page
    from gridgov.placing import all_or_nothing

    with all_or_nothing(target.parent) as stage:
        warm(lang)
        time = first.scenario.settings.time
        with progress_bar(say("progress.film", lang), len(exemplars.runs) * (time.warmup_days + time.horizon_days), first.scenario.name) as tell:
            runs = [exemplars.make(place, buildings_daily=True, progress=tell) for place in range(len(exemplars.runs))]
        page = film_page(exemplars, runs, [reel_of(run) for run in runs], lang).encode("utf-8")
        (stage / target.name).write_bytes(page)
    click.echo(wrapped(how_chosen(exemplars, lang), LINE))
    for warning in idle_sentences((run.scenario for run in exemplars.runs), lang):
        click.echo(wrapped(warning, LINE))
    if len(page) > LARGE:
        click.echo(wrapped(say("film.large", lang, size=f"{len(page) / 1e6:.1f}"), LINE))
    click.echo(say("written", lang, folder=target))


def _usual_place(what: str, exemplars) -> Path:
    """Beside the results that it is a film of; of a scenario under `results/`."""
    if exemplars.source != "scenario":
        return Path(what) / "film.html"
    first = exemplars.runs[0]
    return Path("results") / "-".join([first.scenario.name, *(run.label for run in exemplars.runs), f"seed{first.seed}"]) / "film.html"
