"""What `gridgov compare` adds with `--precision` or `--doubt`: its options, what they refuse, and the part of the report that they bring."""

from __future__ import annotations

from collections.abc import Sequence

import click

from gridgov.analysis.stopping import BUDGET, PILOT, Precision
from gridgov.cli.run import LINE
from gridgov.cli.words import Positive, Refusal, Whole, option
from gridgov.text.faults import nearest
from gridgov.text.layout import number, table, wrapped
from gridgov.text.words import say

METRIC = "problem_days"
MOST_RUNS = 10_000
COLUMNS = ("metric", "difference", "alone", "together", "unit", "verdict", "saves", "needs")


def options(lang: str) -> list[click.Option]:
    """The options of this file."""
    return [
        option("--precision", lang, "option.precision", type=Positive(lang)),
        option("--metric", lang, "option.metric", metavar="NAME"),
        option("--budget", lang, "option.budget", type=Whole(lang, 1, MOST_RUNS), values={"budget": BUDGET}),
        option("--doubt", lang, "option.doubt", is_flag=True),
    ]


def checked_metric(metric: str | None, settings, lang: str) -> str:
    """A metric that runs of a scenario with these settings give; the usual one where none is named."""
    from gridgov.metrics import metric_names

    metric, known = metric or METRIC, metric_names(settings)
    if metric not in known:
        like = nearest(metric, known)
        reason = say("usage.no_metric", lang, value=metric) if like is None else say("usage.no_metric_like", lang, value=metric, like=like)
        raise Refusal(say("usage.bad_value", lang, name="--metric", reason=reason))
    return metric


def asked_precision(precision, metric: str, budget, replicates, policies: int, lang: str):
    """What is asked of the runs, as `compare` takes it; None where no precision is."""
    from gridgov.analysis.wording import scale

    if precision is None:
        if budget is not None:
            raise Refusal(say("usage.needs", lang, name="--budget", other="--precision"))
        return None
    if policies < 2:
        raise Refusal(say("usage.two_policies", lang, name="--precision"))
    pilot = PILOT if replicates is None else replicates
    if pilot < PILOT:
        reason = say("usage.pilot_replicates", lang, value=pilot, name="--precision", least=PILOT)
        raise Refusal(say("usage.bad_value", lang, name="--replicates", reason=reason))
    budget = max(BUDGET, pilot * policies) if budget is None else budget
    check_budget(budget, pilot, policies, lang)
    return Precision(metric, precision / scale(metric), budget, pilot)


def check_budget(budget: int, replicates: int, policies: int, lang: str) -> None:
    """Refuse a budget that ends before the first replicates do."""
    if budget < replicates * policies:
        reason = say("usage.small_budget", lang, value=f"{budget:,}", replicates=replicates, policies=policies, least=f"{replicates * policies:,}")
        raise Refusal(say("usage.bad_value", lang, name="--budget", reason=reason))


def report_doubt(comparison, metric: str, metrics: Sequence[str], lang: str) -> str:
    """Whether the precision is met, a table per policy, and the verdicts."""
    from gridgov.analysis.verdicts import doubts, heading, precision_sentence, verdicts

    found, parts = doubts(comparison, metrics), []
    if comparison.precision is not None:
        parts += [precision_sentence(comparison, lang), say("precision.note", lang, pilot=comparison.precision.pilot)]
        parts = [*(wrapped("  " + part, LINE, "    ") for part in parts), ""]
    for policy, rows in found.items():
        parts += [say("doubt.heading", lang, policy=policy, reference=comparison.reference), _table(rows, lang), ""]
    notes = (
        say("doubt.note_together", lang, count=sum(map(len, found.values()))), say("doubt.note_saves", lang), say("doubt.note_needs", lang),
    )  # fmt: skip
    parts += [wrapped("  " + note, LINE, "    ") for note in notes]
    parts += ["", heading(comparison, metric, lang)]
    return "\n".join([*parts, *(wrapped("  " + one, LINE, "    ") for one in verdicts(comparison, metric, lang)), ""])


def _table(rows, lang: str) -> str:
    from gridgov.analysis.wording import difference_texts, metric_label, unit_label

    cells = [
        [
            metric_label(one.metric, lang), *difference_texts(one.alone), difference_texts(one.together)[1],
            unit_label(one.metric, lang, difference=True), say(f"verdict.{one.together.verdict}", lang),
            _saving(one.saving, lang), _needed(one, lang),
        ]
        for one in rows
    ]  # fmt: skip
    return table([say(f"column.{name}", lang) for name in COLUMNS], cells, right=[1, 2, 3, 7])


def _saving(saving, lang: str) -> str:
    if saving.times is None or saving.low is None:
        return "-"
    times, low, high = (number(one, 0 if one >= 100 else 1) for one in (saving.times, saving.low, saving.high))
    return say("doubt.times", lang, times=times, low=low, high=high)


def _needed(doubt, lang: str) -> str:
    from gridgov.analysis.power import MOST
    from gridgov.analysis.verdicts import about

    if doubt.needed is None:
        known = doubt.alone.estimate.low is not None and doubt.alone.verdict != "same"
        return say("doubt.beyond", lang, most=f"{MOST:,}") if known else "-"
    return f"{doubt.needed if doubt.needed < 100 else about(doubt.needed):,}"
