"""How sure a comparison is: intervals alone and together, what pairing saved, what more runs would show, and verdicts in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.compare import Comparison
from gridgov.analysis.paired import Difference, paired_values, spread, together
from gridgov.analysis.power import Saving, pairing_saves, replicates_for
from gridgov.analysis.wording import better_of, differences_of, metric_label, scale, size_text, unit_label, unit_of
from gridgov.text.counts import counted
from gridgov.text.faults import show
from gridgov.text.layout import decimals_for, number
from gridgov.text.words import say

#: Units of things of which one has fewer; of all others a level is lower.
NUMBERS = ("days per 1,000 residents and year", "per 1,000 residents and year", "cases")


@dataclass(frozen=True)
class Doubt:
    """One difference: its interval by itself and together with all others, the saving, and what shows a difference as large as the one seen."""

    alone: Difference
    together: Difference
    saving: Saving
    needed: int | None  # replicates of each policy; None beyond MOST, or where nothing can be said

    @property
    def metric(self) -> str:
        """Of what it is the difference."""
        return self.alone.metric


def doubts(comparison: Comparison, metrics: Sequence[str], level: float | None = None) -> dict[str, list[Doubt]]:
    """By policy beside the reference, the doubt about each metric; the intervals of all of them hold together (or have the level that is given)."""
    others = comparison.policies[1:]
    level = together(len(others) * len(metrics)) if level is None else level
    return {policy: [_doubt(comparison, policy, metric, level) for metric in metrics] for policy in others}


def _doubt(comparison: Comparison, policy: str, metric: str, level: float) -> Doubt:
    values = comparison.values
    pairs = paired_values(values[policy][metric], values[comparison.reference][metric])
    differences = [new - old for new, old in pairs]
    (alone,), (joint,) = (differences_of(comparison, policy, [metric], *given) for given in ((), (level,)))
    saving = pairing_saves([new for new, _ in pairs], [old for _, old in pairs])
    seen = alone.estimate.mean
    return Doubt(alone, joint, saving, replicates_for(seen, spread(differences), level) if len(pairs) > 1 and seen else None)


def verdict(doubt: Doubt, lang: str) -> str:
    """What the interval that holds together with others supports, as a sentence; what is undecided says what would decide it."""
    one = doubt.together
    estimate, metric = one.estimate, metric_label(one.metric, lang)
    names = {"policy": one.policy_name, "reference": one.reference_name}
    if one.verdict in ("better", "worse", "other"):
        less = estimate.mean < 0
        if better_of(one.metric) == "lower" and unit_of(one.metric) in NUMBERS:
            name = "verdicts.fewer" if less else "verdicts.more"
        else:
            name = "verdicts.lower" if less else "verdicts.higher"
        return say(name, lang, metric=metric, range=size_text(one, lang), **names)
    if one.verdict in ("same", "missing"):
        return say(f"verdicts.{one.verdict}", lang, **({"metric": metric} if one.verdict == "same" else {}), **names)
    factor, unit = scale(one.metric), unit_label(one.metric, lang, difference=True)
    if doubt.needed is None:
        decimals = decimals_for((estimate.high - estimate.low) / 2 * factor, 2)
        low, high = (number(end * factor, decimals, signed=True) for end in (estimate.low, estimate.high))
        return say("verdicts.undecided_small", lang, low=low, high=say("per", lang, value=high, unit=unit).strip(), **names)
    seen = say("per", lang, value=number(estimate.mean * factor, signed=True), unit=unit).strip()
    missing = doubt.needed - estimate.count
    if missing <= 0:
        return say("verdicts.undecided_chance", lang, seen=seen, **names)
    more = about(missing)
    return say("verdicts.undecided", lang, runs=f"{2 * more:,}", replicates=counted("replicates", lang, more), seen=seen, **names)


def about(count: int) -> int:
    """A number of runs with two digits, rounded up: more would promise too much."""
    step = 10 ** max(0, math.floor(math.log10(max(1, count))) - 1)
    return step * math.ceil(count / step)


def verdicts(comparison: Comparison, metric: str, lang: str) -> list[str]:
    """A sentence per policy beside the reference on the metric that was named before the runs; their intervals hold together."""
    return [verdict(one, lang) for (one,) in doubts(comparison, [metric]).values()]


def heading(comparison: Comparison, metric: str, lang: str) -> str:
    """Over the verdicts: of which metric they speak, and at which assumptions."""
    unit = unit_label(metric, lang, difference=True)
    label = say("label.which", lang, label=metric_label(metric, lang), which=unit) if unit else metric_label(metric, lang)
    return say("verdicts.heading", lang, metric=label, assumptions=at_default(comparison.sets, lang))


def at_default(sets: Mapping[str, Any], lang: str) -> str:
    """That a verdict holds at default assumptions only, but for what was set."""
    if not sets:
        return say("verdicts.default", lang)
    return say("verdicts.with", lang, changed=say("list.comma", lang).join(f"{path}={show(value)}" for path, value in sets.items()))


def precision_sentence(comparison: Comparison, lang: str) -> str:
    """Whether the precision that was asked for is met, and with how many runs."""
    asked, replicates = comparison.precision, len(comparison.seeds)
    found = [one.estimate for policy in comparison.policies[1:] for one in differences_of(comparison, policy, [asked.metric])]
    said = {"half": number_with_unit(asked.metric, asked.half_width, lang), "metric": metric_label(asked.metric, lang)}
    if any(one.low is None for one in found):
        return say("precision.unknown", lang, **said)
    half = max((one.high - one.low) / 2 for one in found)
    said |= {"replicates": counted("replicates", lang, replicates), "runs": f"{replicates * len(comparison.policies):,}"}
    if half <= asked.half_width * (1 + 1e-12):
        return say("precision.met", lang, **said)
    needed = math.ceil(replicates * (half / asked.half_width) ** 2) * len(comparison.policies)
    return say("precision.not_met", lang, found=number_with_unit(asked.metric, half, lang), needed=about(needed), **said)


def number_with_unit(metric: str, value: float, lang: str) -> str:
    """A size of a difference as it is shown."""
    return say("per", lang, value=number(value * scale(metric)), unit=unit_label(metric, lang, difference=True)).strip()
