"""Why the seed of runs that stand for others was taken, in words."""

from __future__ import annotations

from gridgov.analysis.wording import metric_label
from gridgov.exemplars import Exemplars
from gridgov.text.words import say


def how_chosen(exemplars: Exemplars, lang: str) -> str:
    """Which seed it is, and why."""
    metric = metric_label(exemplars.metric, lang) if exemplars.metric else ""
    return say(f"exemplars.{exemplars.how}", lang, seed=exemplars.runs[0].seed, count=exemplars.replicates, metric=metric)
