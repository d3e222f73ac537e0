"""Boxes as sentences: where a policy pays."""

from __future__ import annotations

from gridgov.analysis.discovery import Discovery
from gridgov.analysis.wording import metric_label
from gridgov.analysis.worlds_wording import percent, where_text
from gridgov.text.words import say


def discovery_sentence(one: Discovery, lang: str) -> str:
    """Where the rarer outcome is found, or that nothing says where; and how many settings are neither this nor its contrary."""
    found = _found(one, lang)
    return found + (say("discover.close", lang, close=f"{one.close:,}", settings=f"{one.settings:,}") if one.close else "")


def _found(one: Discovery, lang: str) -> str:
    settings = f"{one.settings:,}"
    outcome = say(f"discover.outcome.{one.outcome}", lang, policy=one.policy, metric=metric_label(one.metric, lang), reference=one.reference)
    if not one.hits:
        return say("discover.never", lang, outcome=outcome, settings=settings)
    if one.box is None:
        return say("discover.nothing", lang, outcome=outcome, hits=f"{one.hits:,}", settings=settings)
    box = one.box
    where = where_text([(one.factors[column], low, high) for column, low, high in box.limits], lang)
    return say(
        "discover.box", lang, sentence=say("discover.only" if box.only else "discover.rather", lang, outcome=outcome, where=where), settings=settings,
        coverage=percent(box.coverage), density=percent(box.density), base=percent(box.base), mass=percent(box.mass),
        tested="" if box.tested is None else say("discover.tested", lang, tested=percent(box.tested)),
    )  # fmt: skip


def discovery_row(one: Discovery) -> dict:
    """One result for a program."""
    box = one.box and {
        "limits": [{"factor": one.factors[column], "low": low, "high": high} for column, low, high in one.box.limits],
        **{name: getattr(one.box, name) for name in ("coverage", "density", "mass", "base", "points", "tested", "p")},
    }
    head = {name: getattr(one, name) for name in ("policy", "reference", "metric", "outcome", "hits", "close", "settings")}
    return head | {"box": box}
