"""In and out of a pilot, as the terminal shows it: the cohorts of a run, and the tables of a comparison."""

from __future__ import annotations

from gridgov.cli.run import LINE
from gridgov.text.counts import counted
from gridgov.text.layout import pad, table, width, wrapped
from gridgov.text.words import say

COLUMNS = ("place", "in_force", "effect", "interval", "verdict", "shows", "city", "one_city")
RIGHT = (2, 3, 6, 7)


def cohorts_table(run, lang: str) -> str:
    """The figures of each cohort of one run, a row per place."""
    from gridgov.analysis.pilot import FIGURES
    from gridgov.analysis.pilot_wording import days_text, place_name
    from gridgov.analysis.wording import level_text, metric_label

    cohorts = run.start.labels.cohorts
    head = [*(say(f"column.{name}", lang) for name in ("place", "in_force", "residents")), *(metric_label(name, lang) for name in FIGURES)]
    rows = [
        [
            place_name(cohorts, row["cohort"], lang), days_text(cohorts, row["cohort"], lang), f"{row['residents']:,}",
            *(level_text(name, row["metrics"][name]) for name in FIGURES),
        ]
        for row in sorted(run.by_cohort, key=lambda row: not row["parts"])
    ]  # fmt: skip
    return "\n".join([say("run.by_place", lang), table(head, rows, right=range(2, len(head)))])


def by_place(pilot, lang: str) -> list[str]:
    """A heading, and a table per figure with a row per place."""
    from gridgov.analysis.pilot import FIGURES
    from gridgov.analysis.wording import metric_label, unit_label

    replicates = counted("replicates", lang, len(pilot.with_policy))
    parts = [say("pilot.heading", lang, policy=pilot.policy, reference=pilot.reference, replicates=replicates)]
    head = [say(f"column.{name}", lang) for name in COLUMNS]
    rows = {metric: [_row(pilot, effect, lang) for effect in pilot.effects if effect.difference.metric == metric] for metric in FIGURES}
    widths = [max(width(row[place]) for found in rows.values() for row in found) for place in range(len(COLUMNS))]
    for metric, found in rows.items():
        label = say("label.which", lang, label=metric_label(metric, lang), which=unit_label(metric, lang, difference=True))
        cells = [[pad(cell, widths[place], place in RIGHT) for place, cell in enumerate(row)] for row in found]
        parts += ["", f"  {label}", table(head, cells, right=RIGHT)]
    return parts


def notes_on_places(pilots, lang: str) -> list[str]:
    """What the columns of those tables mean."""
    from gridgov.analysis.pilot_wording import notes

    return [wrapped("  " + note, LINE, "    ") for note in notes(pilots, lang)]


def _row(pilot, effect, lang: str) -> list[str]:
    from gridgov.analysis.pilot_wording import city_texts, days_text, place_name, shows_text
    from gridgov.analysis.wording import difference_texts

    difference = effect.difference
    return [
        place_name(pilot.cohorts, effect.cohort, lang), days_text(pilot.cohorts, effect.cohort, lang), *difference_texts(difference),
        say(f"verdict.{difference.verdict}", lang), shows_text(effect, lang), *city_texts(difference.metric, effect.city),
    ]  # fmt: skip
