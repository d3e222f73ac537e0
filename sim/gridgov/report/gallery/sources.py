"""Where the pictures of the gallery come from: studies that are swept once and kept, and runs that stand for others."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.charts.chart import Chart
from gridgov.exemplars import Exemplars, Wish, find_each, find_exemplars
from gridgov.report.gallery.entries import FOLLOWS, PILOT, STUDY, Entry
from gridgov.scenario.data import scenario_names
from gridgov.text.counts import counted
from gridgov.text.words import LANGUAGES, say

Tell = Callable[[int], Any]


def plan_of(entry: Entry):
    """The plan that a picture is drawn from, None where it is a scenario; raises Faults where there is neither."""
    from gridgov.study.plan import load_plan

    return None if entry.asked in scenario_names() else load_plan(entry.asked)


class Sources:
    """What pictures are drawn from, each made once for all pictures and languages: studies in `work`, runs, and comparisons."""

    def __init__(self, work: Path):
        self.work = work
        self._shown, self._run, self._comparison = cache(self._make_shown), cache(self._make_run), cache(self._make_comparison)

    def swept(self, plan, tell: Tell) -> None:
        """Make what is missing of a plan's study; nothing where it is whole. `tell` is called with the number of runs that were written."""
        from gridgov.study.study import Study

        with Study.begin(plan, self.work / plan.name) as study:
            tell(sum(study.counts.values()))
            study.run(progress=tell)

    def chart(self, entry: Entry, lang: str) -> Chart:
        """The chart of a picture; raises Faults where its study has not what it names."""
        if entry.source == STUDY:
            from gridgov.charts.from_study import charts
            from gridgov.study.study import Study

            with Study.open(self._where(entry)) as study:
                found = charts(study, lang, entry.metrics or None, entry.policies or None)
        elif entry.source == FOLLOWS:
            from gridgov.analysis.life.follows import directly_follows
            from gridgov.charts.follows import follows_figure

            _, run = self._run(self._where(entry), entry.policies)
            return Chart(entry.name, entry.name, "", lambda: follows_figure(run, directly_follows(run.outcome.events), lang))
        elif entry.source == PILOT:
            from gridgov.charts.pilot import pilot_figure

            return Chart(entry.name, entry.name, "", lambda: pilot_figure(self._comparison(entry), lang))
        else:
            from gridgov.charts.from_runs import charts

            found = charts(self._shown(self._where(entry), entry.policies), lang)
        return next(one for one in found if one.name == entry.chart)

    def made_of(self, entry: Entry, lang: str) -> str:
        """How many runs a picture stands on, or which run it shows and why."""
        if entry.source == STUDY:
            plan = plan_of(entry)
            return say("gallery.study", lang, runs=counted("runs", lang, plan.runs), settings=f"{len(plan.points()):,}")
        if entry.source == PILOT:
            return say("gallery.pairs", lang, pairs=counted("pairs", lang, plan_of(entry).replicates))
        if entry.source == FOLLOWS:
            found: Exemplars = self._run(self._where(entry), entry.policies)[0]
        else:
            found = self._shown(self._where(entry), entry.policies).exemplars
        policies, how = say("list.comma", lang).join(entry.policies), how_chosen(found, lang).rstrip(".。")
        return say("gallery.runs" if len(entry.policies) > 1 else "gallery.run_of", lang, policies=policies, how=how)

    def _where(self, entry: Entry) -> str:
        plan = plan_of(entry)
        return entry.asked if plan is None else str(self.work / plan.name)

    def _make_shown(self, where: str, policies: tuple[str, ...]):
        from gridgov.analysis.runs.gathered import gather

        return gather(find_each(where, Wish(policies)))

    def _make_run(self, where: str, policies: tuple[str, ...]):
        found = find_exemplars(where, Wish(policies))
        return found, found.make(0, events=True)

    def _make_comparison(self, entry: Entry):
        from gridgov.analysis.compare import compare
        from gridgov.organisation.checked import load_each

        plan = plan_of(entry)
        scenarios = load_each(plan.scenario_source, entry.policies, extra=plan.fixed)
        return compare(scenarios, name=next(iter(scenarios.values())).name, replicates=plan.replicates, seed=plan.seed)


def command_of(entry: Entry, lang: str) -> tuple[str, str]:
    """What a reader types to have the picture without the gallery and the file that this writes; nothing where no verb draws it."""
    said = "" if lang == LANGUAGES[0] else f" --lang {lang}"
    if entry.source == STUDY:
        metrics = f" --metrics {','.join(entry.metrics)}" if entry.metrics else ""
        return f"gridgov sweep {entry.asked} && gridgov charts results/{entry.asked}{metrics}{said}", f"charts/{entry.chart}.png"
    if entry.source == PILOT:
        plan = plan_of(entry)
        return f"gridgov compare {plan.scenario} --policies {','.join(entry.policies)} --replicates {plan.replicates}{said}", "pilot.png"
    return "", ""
