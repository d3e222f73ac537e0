"""Verdicts as sentences: the interval over seeds at default assumptions, and in how many worlds it holds."""

from __future__ import annotations

from collections.abc import Sequence

from gridgov.analysis.paired import Difference
from gridgov.analysis.split import Split
from gridgov.analysis.wording import decimals_of, difference_texts, metric_label, scale, unit_label
from gridgov.analysis.worlds import Verdict, Worlds
from gridgov.study.doubts import label_of
from gridgov.text.counts import counted
from gridgov.text.layout import number
from gridgov.text.words import say


def verdict_sentence(verdict: Verdict, lang: str) -> str:
    """All that is known of one policy and metric."""
    parts = [default_sentence(verdict.default, lang)]
    if verdict.worlds is None:
        parts.append(say("world.default_only", lang))
    elif len(verdict.worlds.differences):
        parts += [share_sentence(verdict.worlds, lang), split_sentence(verdict.worlds, lang)]
    return say("list.sentence", lang).join(part for part in parts if part)


def verdict_notes(verdicts: Sequence[Verdict], adaptive: bool, lang: str) -> list[str]:
    """What the intervals of all verdicts of a study are, and what they leave out; `adaptive` as a study says it."""
    found = [say("world.note_together" if len(verdicts) > 1 else "world.note_alone", lang, count=len(verdicts))]
    if adaptive:
        found.append(say("world.adaptive", lang))
    worlds = next((one.worlds for one in verdicts if one.worlds is not None), None)
    if worlds is None:
        return found
    spread = "world.note_one_spread" if any(one.worlds.noise.pooled for one in verdicts if one.worlds is not None) else "world.note_own_spread"
    return [*found, say(spread, lang), say("world.note", lang, factors=len(worlds.factors))]


def default_sentence(difference: Difference, lang: str) -> str:
    """What the seeds support at default assumptions."""
    label, verdict, pairs = metric_label(difference.metric, lang), difference.verdict, counted("pairs", lang, difference.estimate.count)
    if verdict in ("missing", "same"):
        return say(f"world.{verdict}", lang, metric=label, pairs=pairs)
    _, interval = difference_texts(difference)
    unit = unit_label(difference.metric, lang, difference=True)
    if verdict == "undecided":
        return say("world.undecided", lang, metric=label, interval=interval, unit=unit, pairs=pairs)
    factor = scale(difference.metric)
    ends = sorted(abs(end) * factor for end in (difference.estimate.low, difference.estimate.high))
    decimals = decimals_of(difference.metric, difference.estimate)
    low, high = (number(end, decimals) for end in ends)
    span = low if low == high else say("compare.range", lang, low=low, high=high)
    way = say("world.less" if difference.estimate.mean < 0 else "world.more", lang, range=span, unit=unit)
    return say(f"world.{verdict}", lang, metric=label, way=way, pairs=pairs)


def share_sentence(worlds: Worlds, lang: str) -> str:
    """In how many worlds it is so."""
    count, close = f"{len(worlds.differences):,}", percent(worlds.share(0)[0])
    sign = worlds.sign or worlds.commoner
    share, low, high = worlds.share(sign)
    code = "world.holds" if worlds.sign else "world.mostly_less" if sign < 0 else "world.mostly_more"
    return say(
        code, lang, share=percent(share), low=percent(low), high=percent(high), worlds=count,
        reverse=percent(worlds.share(-sign)[0]), close=close,
    )  # fmt: skip


def split_sentence(worlds: Worlds, lang: str) -> str:
    """Where it is otherwise; empty where it hardly ever is."""
    if not worlds.against.any():
        return ""
    if worlds.split is None:
        return say("world.unexplained", lang)
    sign = worlds.sign and -worlds.sign or min((-1, 1), key=worlds.count)
    outcome = "reverses" if worlds.sign else "less" if sign < 0 else "more"
    split = worlds.split
    return say(
        f"world.{outcome}_{'where' if split.explains else 'often'}", lang, where=where_text([(worlds.factors[split.factor], *_ends(split))], lang),
        inside=percent(split.hits / split.inside), count=f"{split.inside:,}", outside=percent(split.misses / split.outside),
    )  # fmt: skip


def _ends(split: Split) -> tuple[float | None, float | None]:
    return (None, split.threshold) if split.below else (split.threshold, None)


def where_text(limits: Sequence[tuple[str, float | None, float | None]], lang: str) -> str:
    """A part of the space of assumptions in words: "trust at the start is below 0.4 and ..."; low, high or both by factor."""
    return say("where.and", lang).join(_limit(*limit, lang) for limit in limits)


def _limit(name: str, low: float | None, high: float | None, lang: str) -> str:
    label = label_of(name, lang)
    times = say("where.times", lang) if _is_multiplied(name) else ""
    if low is None:
        return say("where.below", lang, label=label, high=f"{high:g}{times}")
    if high is None:
        return say("where.above", lang, label=label, low=f"{low:g}{times}")
    return say("where.between", lang, label=label, low=f"{low:g}", high=f"{high:g}{times}")


def _is_multiplied(name: str) -> bool:
    from gridgov.study.doubts import TIMES, doubts

    return any(one.id == name and one.how == TIMES for one in doubts())


def percent(share: float) -> str:
    """A share in percent, with a decimal where it is nearly nothing or nearly all."""
    return number(100 * share, 0 if share in (0.0, 1.0) or 0.01 <= share <= 0.99 else 1)
