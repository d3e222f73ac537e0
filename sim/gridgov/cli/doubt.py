"""`gridgov verdict`, `sensitivity` and `discover`: what a study supports, and how far that rests on assumptions."""

from __future__ import annotations

from functools import partial

import click

from gridgov.cli.lists import print_json
from gridgov.cli.run import LINE, progress_bar
from gridgov.cli.words import TYPED_IN_CHINESE, Verb, option
from gridgov.text.faults import Faults
from gridgov.text.layout import wrapped
from gridgov.text.words import LANGUAGES, say

INDENT = " " * 4


def verbs(lang: str) -> list[click.Command]:
    """The verbs of this file, in one language."""
    common = [
        click.Argument(["study"], metavar="STUDY"),
        option("--metrics", lang, "option.metrics", metavar="NAMES"),
        option("--reference", lang, "option.reference", metavar="POLICY"),
        option("--json", lang, "option.json", "as_json", is_flag=True),
    ]
    level = option("--policy", lang, "option.level", metavar="NAME")
    return [
        Verb("verdict", lang, help=say("help.verdict", lang), callback=partial(verdict, lang), params=common),
        Verb("sensitivity", lang, help=say("help.sensitivity", lang), callback=partial(sensitivity, lang), params=[*common, level]),
        Verb("discover", lang, help=say("help.discover", lang), callback=partial(discover, lang), params=common),
    ]


def verdict(lang, study, metrics, reference, as_json) -> None:
    """Print a sentence for each policy and metric."""
    from gridgov.analysis.worlds import verdicts
    from gridgov.analysis.worlds_wording import verdict_sentence
    from gridgov.study.study import Study

    with Study.open(study) as opened:
        found, adaptive = verdicts(opened, names(metrics), reference), opened.adaptive
        if not as_json:
            click.echo(f"{wrapped(opened.plan.title(lang), LINE)}\n{verdict_text(opened, lang, found)}")
    if as_json:
        sentences = [{language: verdict_sentence(one, language) for language in LANGUAGES} for one in found]
        print_json([_row(one, said, len(found), adaptive) for one, said in zip(found, sentences)])


def verdict_text(study, lang: str, found) -> str:
    """Verdicts under a heading for each policy, and what their intervals are."""
    from gridgov.analysis.wording import short_period
    from gridgov.analysis.worlds_wording import verdict_notes, verdict_sentence

    unsound = study.store.about("unsound_worlds") or 0
    lines, shown = [], None
    for one in found:
        if one.default.policy_name != shown:
            shown = one.default.policy_name
            lines += ["", say("world.heading", lang, policy=shown, reference=one.default.reference_name)]
        lines.append(wrapped("  " + verdict_sentence(one, lang), LINE, INDENT))
    lines += ["", *(wrapped("  " + note, LINE, INDENT) for note in verdict_notes(found, study.adaptive, lang))]
    if short := short_period(study.plan.days, lang):
        lines.append(wrapped("  " + short, LINE, INDENT))
    if unsound:
        lines.append(wrapped("  " + say("world.unsound", lang, count=unsound), LINE, INDENT))
    return "\n".join(lines)


def sensitivity(lang, study, metrics, reference, policy, as_json) -> None:
    """Print what moves each metric."""
    from gridgov.analysis.sample import sensitivities
    from gridgov.analysis.sensitivity_wording import sensitivity_row, sensitivity_text
    from gridgov.study.study import Study

    with Study.open(study) as opened:
        found = sensitivities(opened, names(metrics), reference, policy)
        title = opened.plan.title(lang)
    if as_json:
        return print_json([sensitivity_row(one) for one in found])
    click.echo("\n\n".join([wrapped(title, LINE), *(sensitivity_text(one, lang, LINE) for one in found)]))


def answer(study, lang: str) -> str:
    """What a study was swept for, where its design asks a question of its own: verdicts of worlds, what moves figures; else empty."""
    from gridgov.study.designs import DESIGNS

    try:
        if DESIGNS[study.plan.design].doubts:
            from gridgov.analysis.worlds import verdicts

            return verdict_text(study, lang, verdicts(study))
        if DESIGNS[study.plan.design].ordered:
            from gridgov.analysis.sample import sensitivities
            from gridgov.analysis.sensitivity_wording import sensitivity_text

            return "\n" + "\n\n".join(sensitivity_text(one, lang, LINE) for one in sensitivities(study))
    except Faults:  # of one policy, or too few runs went well: the table of points is all there is to show
        pass
    return ""


def discover(lang, study, metrics, reference, as_json) -> None:
    """Print where each policy pays."""
    from gridgov.analysis.discovery import discoveries
    from gridgov.analysis.discovery_wording import discovery_row, discovery_sentence
    from gridgov.study.study import Study

    with Study.open(study) as opened:
        wanted = names(metrics)
        policies = len({point.policy for point in opened.points})
        with progress_bar(say("progress.searches", lang), (policies - 1) * len(wanted or opened.plan.metrics), opened.plan.name) as tell:
            found = discoveries(opened, wanted, reference, tell)
        title = opened.plan.title(lang)
    if as_json:
        return print_json([discovery_row(one) for one in found])
    lines = [wrapped(title, LINE), "", *(wrapped("  " + discovery_sentence(one, lang), LINE, INDENT) for one in found), ""]
    click.echo("\n".join([*lines, wrapped("  " + say("discover.note", lang), LINE, INDENT)]))


def names(text: str | None) -> tuple[str, ...] | None:
    """Names divided by commas."""
    return None if text is None else tuple(dict.fromkeys(name.strip() for name in text.translate(TYPED_IN_CHINESE).split(",") if name.strip()))


def _row(one, sentences: dict[str, str], count: int, adaptive: bool) -> dict:
    """A verdict for a program; its interval holds together with those of all `count` verdicts."""
    estimate, worlds = one.default.estimate, one.worlds
    row = {
        "policy": one.default.policy_name, "reference": one.default.reference_name, "metric": one.default.metric, "verdict": one.default.verdict,
        "pairs": estimate.count, "mean": estimate.mean, "low": estimate.low, "high": estimate.high, "intervals_together": count,
        "length_chosen_by_data": adaptive, "sentences": sentences, "worlds": None,
    }  # fmt: skip
    if worlds is not None:
        split = worlds.split
        row["worlds"] = {
            "worlds": len(worlds.differences), "less": worlds.count(-1), "close": worlds.count(0), "more": worlds.count(1),
            "split": split and {
                "factor": worlds.factors[split.factor], "threshold": split.threshold, "below": split.below, "inside": split.inside,
                "hits": split.hits, "outside": split.outside, "misses": split.misses, "p": split.p,
            },
        }  # fmt: skip
    return row
