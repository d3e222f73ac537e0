"""Numbers on the page: each carries, for programs, its metric, the runs it comes from and its full value."""

from __future__ import annotations

from dataclasses import dataclass

from gridgov.analysis.paired import LEVEL, Difference, Estimate
from gridgov.analysis.wording import SHARES, decimals_of, difference_texts, is_fixed, level_text, scale, unit_of
from gridgov.report.material import Group
from gridgov.text.layout import number
from gridgov.text.words import say

#: What a number is: the mean of a level, the mean of paired differences, a share of worlds or settings, a price in yuan, a plain sentence's number.
LEVEL_OF, DIFFERENCE, SHARE, PRICE = "level", "difference", "share", "price"
#: Unit of figures between 0 and 1 beside shares, and shares that may be below 0 or above 1: growth, quits in a year, coefficients of variation.
INDEX = "index 0 to 1"
UNBOUNDED = ("backlog_growth", "chief_turnover", "staff_turnover", "grid_households_cv", "grid_workload_cv")


@dataclass(frozen=True)
class Figure:
    """A text that stands for a number, with its interval. `runs` are keys of groups: `A`, or `B-A` for a difference, divided by blanks.

    Jinja asks for `__html__` and so shows it as an element `data`; its text is escaped like any other.
    """

    text: str
    value: float | None
    metric: str
    runs: str
    what: str
    low: float | None = None
    high: float | None = None
    level: float = LEVEL
    small: str = ""  # under the text
    verdict: str = ""
    per: float | None = None  # of a price: thousands of residents

    def __html__(self) -> str:
        from markupsafe import Markup, escape

        if self.value is None:
            return Markup('<span class="none">{}</span>').format(self.text)
        about = {"metric": self.metric, "runs": self.runs, "what": self.what}
        if self.low is not None:
            about |= {"low": repr(float(self.low)), "high": repr(float(self.high)), "level": f"{self.level:.10g}"}
        if self.per is not None:
            about["per"] = repr(float(self.per))
        marks = Markup("").join(Markup(' data-{}="{}"').format(name, value) for name, value in about.items())
        small = Markup(" <small>{}</small>").format(self.small) if self.small else ""
        kind = Markup(' class="{}"').format(self.verdict) if self.verdict else ""
        return Markup('<data value="{}"{}{}>{}{}</data>').format(repr(float(self.value)), marks, kind, escape(self.text), small)


def level_figure(metric: str, estimate: Estimate, group: Group) -> Figure:
    """A mean level with its interval under it."""
    if estimate.mean is None:
        return Figure("-", None, metric, group.key, LEVEL_OF)
    factor = scale(metric)
    if estimate.low is None or is_fixed(estimate):
        return Figure(level_text(metric, estimate.mean), estimate.mean, metric, group.key, LEVEL_OF, estimate.low, estimate.high)
    decimals = decimals_of(metric, estimate)
    ends = possible(metric, estimate)
    low, high = (number(end * factor, decimals) for end in ends)
    text = number(estimate.mean * factor, decimals)
    small = "" if low == high else f"[{low}, {high}]"  # less than the last digit that is shown
    return Figure(text, estimate.mean, metric, group.key, LEVEL_OF, *ends, small=small)


def possible(metric: str, estimate: Estimate) -> tuple[float, float]:
    """The ends of an interval of a level, cut where no level can be: Student's interval knows nothing of 0 % and 100 %."""
    unit = unit_of(metric)
    if unit not in (*SHARES, INDEX) or metric in UNBOUNDED:
        return estimate.low, estimate.high
    return max(0.0, estimate.low), min(1.0, estimate.high)


def difference_figure(one: Difference, group: Group, reference: Group, lang: str, text: str = "", level: float = LEVEL) -> Figure:
    """A mean paired difference, its interval and what it supports under it; or a sentence that tells it."""
    seen, interval = difference_texts(one)
    estimate = one.estimate
    verdict = say(f"verdict.{one.verdict}", lang)
    small = "" if text else verdict if interval in ("-", f"[{seen}, {seen}]") else f"{interval} {verdict}"
    return Figure(
        text or seen, estimate.mean, one.metric, f"{group.key}-{reference.key}", DIFFERENCE, estimate.low, estimate.high, level, small,
        "" if text else one.verdict,
    )  # fmt: skip
