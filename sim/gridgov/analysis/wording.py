"""Metrics and their differences as words: names, units, numbers with as many digits as their doubt allows, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import LEVEL, Difference, Estimate
from gridgov.metrics import find_metric
from gridgov.text.faults import show
from gridgov.text.layout import MOST_DECIMALS, decimals_for, is_number, number
from gridgov.text.words import metric_unit, say

#: Units whose numbers are shown as percent, and their differences as percentage points.
SHARES = ("share",)
#: How units of money begin.
MONEY = "yuan"
#: Spread beside the size of a number below which there is none.
ROUNDING = 1e-9

YEAR = 365  # days
#: Growth of the backlog, as a share of what is registered, beyond which work exceeds hands (towns with hands enough: below 0.1 %).
MOST_GROWTH = 0.02


def better_of(name: str) -> str:
    """Which way a metric is better: "lower", "higher" or "neither"."""
    metric = find_metric(name)
    return metric.better if metric else "neither"


def metric_label(name: str, lang: str) -> str:
    """What people call a metric; one that comes once per tier, payer or kind says which."""
    metric = find_metric(name)
    if metric is None:
        return name
    label = getattr(metric, lang)
    return say("label.which", lang, label=label, which=name.removeprefix(metric.name.removesuffix(metric.place))) if metric.place else label


def unit_of(name: str) -> str:
    """The unit that a metric is declared with."""
    metric = find_metric(name)
    return metric.unit if metric else ""


def scale(name: str) -> float:
    """What a metric's numbers are multiplied by before they are shown."""
    return 100.0 if unit_of(name) in SHARES else 1.0


def unit_label(name: str, lang: str, difference: bool = False) -> str:
    """Unit of a metric, or of a difference of it."""
    if scale(name) != 1.0:
        return say("unit.points" if difference else "unit.percent", lang)
    return metric_unit(unit_of(name), lang)


def level_text(name: str, value: float | None) -> str:
    """A level without its unit."""
    return number(value * scale(name)) if is_number(value) else "-"


def difference_texts(difference: Difference) -> tuple[str, str]:
    """The difference and its interval, with the decimals that two digits of the half width need."""
    return estimate_texts(difference.metric, difference.estimate)


def estimate_texts(metric: str, estimate: Estimate) -> tuple[str, str]:
    """As `difference_texts`, of an estimate of a difference of a metric."""
    factor = scale(metric)
    if estimate.mean is None:
        return "-", "-"
    if estimate.low is None:
        return number(estimate.mean * factor, signed=True), "-"
    decimals = decimals_of(metric, estimate)
    low, high = (number(end * factor, decimals, signed=True) for end in (estimate.low, estimate.high))
    return number(estimate.mean * factor, decimals, signed=True), f"[{low}, {high}]"


def decimals_of(metric: str, estimate: Estimate) -> int:
    """Decimals that two digits of the half width need; of money they may stand before the point, and none goes below the fen, nor of a year's
    money below the yuan."""
    factor, unit = scale(metric), unit_of(metric)
    money = unit.startswith(MONEY)
    size, digits = (estimate.mean, 3) if is_fixed(estimate) else ((estimate.high - estimate.low) / 2, 2)
    decimals = decimals_for(size * factor, digits, coarsest=-MOST_DECIMALS if money and not is_fixed(estimate) else 0)
    return min(decimals, 2 if unit == MONEY else 0) if money else decimals


def is_fixed(estimate: Estimate) -> bool:
    """Whether it is the same in every run, but for the last bits of its sum."""
    return estimate.low is not None and estimate.high - estimate.low <= ROUNDING * max(abs(estimate.low), abs(estimate.high))


def amount(difference: Difference, lang: str) -> str:
    """How much a decided difference is, in words: "problem-days 1.2 to 1.9 less"."""
    direction = "compare.less" if difference.estimate.mean < 0 else "compare.more"
    return say(direction, lang, metric=metric_label(difference.metric, lang), range=size_text(difference, lang))


def size_text(difference: Difference, lang: str) -> str:
    """From where to where the size of a decided difference goes: "1.2 to 1.9"; with its unit only where that is % points."""
    estimate, factor, decimals = difference.estimate, scale(difference.metric), decimals_of(difference.metric, difference.estimate)
    ends = sorted(abs(end) * factor for end in (estimate.low, estimate.high))
    low, high = (number(end, decimals) for end in ends)
    span = low if low == high else say("compare.range", lang, low=low, high=high)
    if factor != 1.0:  # the other units stand in the table above
        span = say("per", lang, value=span, unit=unit_label(difference.metric, lang, difference=True))
    return span


def assumptions(comparison: Comparison, lang: str) -> str:
    """At which assumptions a comparison was made: those of the scenario, and what was set beside it."""
    changed = say("list.comma", lang).join(f"{path}={show(value)}" for path, value in comparison.sets.items())
    return say("compare.assumptions_with" if changed else "compare.assumptions", lang, changed=changed)


def short_period(days: int | None, lang: str) -> str:
    """What has to be said of figures per year that come from fewer days than a year has; empty where nothing has to be."""
    return say("compare.short", lang, days=days) if days is not None and days < YEAR else ""


def sentence(policy: str, reference: str, differences: Iterable[Difference], lang: str) -> str:
    """What the intervals support about one policy, and no more."""
    groups: dict[str, list[str]] = {}
    for difference in differences:
        verdict = difference.verdict
        decided = verdict in ("better", "worse", "other")
        groups.setdefault(verdict, []).append(amount(difference, lang) if decided else metric_label(difference.metric, lang))
    parts = [
        say(f"compare.group.{verdict}", lang, items=say("list.semicolon", lang).join(groups[verdict]))
        for verdict in ("better", "worse", "other", "same", "undecided", "missing")
        if verdict in groups
    ]
    return say("compare.sentence", lang, policy=policy, reference=reference, parts=say("list.stop", lang).join(parts))


def overloaded(growth: Mapping[str, float | None], lang: str) -> str:
    """A warning about those (policies, or a scenario) whose backlog keeps growing; empty where none does."""
    growing = {name: share for name, share in growth.items() if share is not None and share > MOST_GROWTH}
    if not growing:
        return ""
    return say("backlog", lang, names=say("list.comma", lang).join(growing), share=number(100 * max(growing.values()), 0))


def differences_of(comparison: Comparison, policy: str, metrics: Sequence[str], level: float = LEVEL) -> list[Difference]:
    """A policy's differences from the reference in the named metrics, with intervals of this level."""
    return [comparison.difference(policy, metric, better_of(metric), level) for metric in metrics]


def sentences(comparison: Comparison, metrics: Sequence[str], lang: str) -> list[str]:
    """One sentence per policy beside the reference."""
    return [sentence(policy, comparison.reference, differences_of(comparison, policy, metrics), lang) for policy in comparison.policies[1:]]
