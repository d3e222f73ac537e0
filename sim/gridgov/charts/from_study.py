"""All charts of a study that its design has data for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING

from gridgov.analysis.drawn.as_comparison import as_comparison
from gridgov.analysis.drawn.backlog import backlog
from gridgov.analysis.drawn.cells import cells, moved_together
from gridgov.analysis.drawn.money import ACCOUNT, PAYER, money
from gridgov.analysis.drawn.moved import ranks, tornado
from gridgov.analysis.drawn.plane import COST, DELAYS, RECORDED, plane
from gridgov.analysis.drawn.sampled import sampled
from gridgov.analysis.drawn.searched import searched
from gridgov.analysis.drawn.settings import Read, at_default, factor_words, settings_of
from gridgov.analysis.figures import by_point, fault_of, metric_faults
from gridgov.analysis.worlds import verdicts
from gridgov.charts.backlog import backlog_figure
from gridgov.charts.cells import cells_figure
from gridgov.charts.chart import Chart
from gridgov.charts.money import money_figure
from gridgov.charts.moved import ranks_figure, tornado_figure
from gridgov.charts.optimum import optimum_figure
from gridgov.charts.paired import paired_figure
from gridgov.charts.plane import front_figure, recorded_figure
from gridgov.charts.sensitivity import morris_figure, sobol_figure
from gridgov.charts.worlds import worlds_figure
from gridgov.study.designs import SEARCH
from gridgov.study.sampling import MORRIS, SOBOL_INDICES
from gridgov.text.faults import Faults
from gridgov.text.words import say

if TYPE_CHECKING:
    from gridgov.study.study import Study

MOST_LINES = 7  # settings that lines over time can hold
#: Designs that move everything at once, so that ranks say what goes with what.
AT_ONCE = ("latin_hypercube", "sobol", "worlds")


def charts(
    study: Study, lang: str, metrics: Sequence[str] | None = None, policies: Sequence[str] | None = None,
    names: Mapping[str, str] | None = None, level: Callable[[str], float] | None = None,
) -> list[Chart]:  # fmt: skip
    """The charts, all numbers reckoned already; the first policy is the reference, the metrics are those of the plan unless said.

    `names` is what policies are called, by their codes; `level` that of the verdicts' intervals, by metric, where they are not to hold all together.

    Raises
    ------
    Faults
        With every policy that the study has not, and every metric that no run of it gave.
    """
    known = tuple(dict.fromkeys(point.policy for point in study.points))
    wanted = tuple(dict.fromkeys(study.plan.metrics if metrics is None else metrics))
    faults = metric_faults(study, metrics)
    faults += [fault_of(study, "study_no_policy", policy=one, known=", ".join(known)) for one in policies or () if one not in known]
    if faults:
        raise Faults(faults)
    return list(_Charts(study, lang, wanted, known if policies is None else tuple(dict.fromkeys(policies)), names or {}, level).each())


class _Charts:
    """What every chart of one study is made from."""

    def __init__(self, study: Study, lang: str, metrics: tuple[str, ...], policies: tuple[str, ...], names: Mapping[str, str], level):
        self.study, self.lang, self.metrics, self.policies, self.names, self.level = study, lang, metrics, policies, names, level
        self.read: Read = cache(partial(by_point, study))
        self.settings = [self._called(one) for one in settings_of(study, policies)]
        self.design = study.plan.design

    def each(self) -> Iterator[Chart]:
        """The charts in the order in which a reader would want them."""
        if self.design == SEARCH:  # means over all seeds are too good for points that were picked by some of them
            yield self._chart("optimum", optimum_figure, searched(self.study, self.read))
            return
        yield from self._differences()
        yield from self._side_by_side()
        yield from self._levers()
        yield from self._samples()

    def _chart(self, family: str, draw: Callable, *data, which: str = "", name: str = "", **values) -> Chart:
        title = say(f"study_chart.{family}.title{which}", self.lang, **values)
        purpose = "purpose" + (which if family == "money" else "")
        return Chart(name or family, title, say(f"study_chart.{family}.{purpose}", self.lang), partial(draw, *data, self.lang))

    def _name(self, policy: str | None) -> str | None:
        """What a policy is called."""
        return policy if policy is None else self.names.get(policy, policy)

    def _called(self, data):
        """Data of one policy, or of one against another, under the names that these are called by."""
        both = [name for name in ("policy", "reference", "policy_name", "reference_name") if isinstance(getattr(data, name, None), str)]
        return replace(data, **{name: self._name(getattr(data, name)) for name in both})

    def _named(self, family: str, place: int) -> str:
        """The name of the chart of one of several policies."""
        return family if len(self.policies) < 2 else f"{family}_{re.sub(r'[^0-9A-Za-z_]+', '-', self.policies[place])}"

    def _words(self) -> dict[str, str]:
        names = dict.fromkeys(name for point in self.study.points for name in point.factors)
        return {name: factor_words(self.study, name, self.lang) for name in names}

    def _differences(self) -> Iterator[Chart]:
        policies = [one for one in self.policies if one in at_default(self.study)]
        if len(policies) < 2:
            return
        comparison = as_comparison(self.study, self.read, policies, self.metrics)
        found = []
        if self.design == "worlds":
            found = [one for one in verdicts(self.study, self.metrics, policies[0], self.level) if one.default.policy_name in policies]
            found.sort(key=lambda one: policies.index(one.default.policy_name))
        yield self._chart("differences", lambda lang: paired_figure(comparison, self.metrics, lang, found, together=True))
        if found:
            called = [replace(one, default=self._called(one.default)) for one in found]
            yield self._chart("worlds", worlds_figure, called, reference=self._name(policies[0]))

    def _side_by_side(self) -> Iterator[Chart]:
        if not self.settings:
            return
        for by in (PAYER, ACCOUNT):
            yield self._chart("money", money_figure, money(self.read, self.settings, by), which=f"_{by}", name=f"money_{by}")
        lines = self.settings if len(self.settings) <= MOST_LINES else [one for one in self.settings if not one.factors]
        if 0 < len(lines) <= MOST_LINES:
            yield self._chart("backlog", backlog_figure, backlog(self.study, self.read, lines))
        yield self._chart("front", front_figure, [plane(self.read, self.settings, COST, delay) for delay in DELAYS])
        yield self._chart("recorded", recorded_figure, [plane(self.read, self.settings, *pair) for pair in RECORDED])

    def _levers(self) -> Iterator[Chart]:
        words = self._words()
        for place, policy in enumerate(self.policies):
            if self.design == "one_at_a_time":
                data = [self._called(tornado(self.study, self.read, metric, policy)) for metric in self.metrics]
                yield self._chart("tornado", tornado_figure, data, words, name=self._named("tornado", place), policy=self._name(policy))
            levers = list(moved_together(self.study))
            if self.design == "factorial" and len(levers) > 1:
                rows, columns = levers[:2]
                data = [self._called(cells(self.study, self.read, metric, policy, rows, columns)) for metric in self.metrics]
                name = self._named("cells", place)
                yield self._chart("cells", cells_figure, data, words, name=name, rows=rows, columns=columns, policy=self._name(policy))
            if self.design in AT_ONCE and (place or len(self.policies) == 1):
                reference = self.policies[0] if place else None
                data = [self._called(ranks(self.study, self.read, metric, policy, reference)) for metric in self.metrics]
                which = "_difference" if reference else "_level"
                name = self._named("ranks", place)
                said = {"policy": self._name(policy), "reference": self._name(reference)}
                yield self._chart("ranks", ranks_figure, data, words, which=which, name=name, **said)

    def _samples(self) -> Iterator[Chart]:
        if self.design not in (MORRIS, SOBOL_INDICES):
            return
        family, draw = ("morris", morris_figure) if self.design == MORRIS else ("sobol", sobol_figure)
        for place, policy in enumerate(self.policies):
            if place == 0 and len(self.policies) > 1:
                continue
            reference = self.policies[0] if place else None
            found = [self._called(one) for one in sampled(self.study, self.metrics, policy, reference)]
            said = {"which": "_difference" if place else "_level", "policy": self._name(policy), "reference": self._name(reference)}
            yield self._chart(family, draw, found, self._words(), name=self._named(family, place), **said)
