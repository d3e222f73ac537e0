"""Tables of levels and differences: a row per metric and a column per policy, or the other way round where there are many policies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.paired import mean_interval, present
from gridgov.analysis.wording import better_of, differences_of, level_text, metric_label, scale, unit_label
from gridgov.report.material import RECORDED, Block, Group, Material
from gridgov.report.numbers import LEVEL_OF, Figure, difference_figure, level_figure
from gridgov.text.layout import number
from gridgov.text.words import say

MOST_COLUMNS = 5  # that a sheet of A4 holds


@dataclass(frozen=True)
class Table:
    """A caption, a head, and rows of cells; `kinds` are classes of the rows."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Label:
    """What stands before a row: a name, and small below it a unit and which way is better."""

    text: str
    small: str = ""


def label_of_metric(metric: str, lang: str, difference: bool = False) -> Label:
    """A metric before a row."""
    better = better_of(metric)
    way = "" if better == "neither" else say(f"report.way.{better}", lang)
    unit = unit_label(metric, lang, difference=difference)
    return Label(metric_label(metric, lang), say("list.comma", lang).join(filter(None, [unit, way])))


def block_tables(
    block: Block, metrics: Sequence[str], lang: str, level_of: Callable[[str], float], label: Callable[[str, str, bool], Label] = label_of_metric,
    topic: str = "",
) -> list[Table]:  # fmt: skip
    """The levels of every group, and the differences of all but the first from it with intervals of the level that is said of a metric."""
    metrics = [name for name in metrics if name in block.comparison.values[block.reference.label]]
    if not metrics:
        return []
    pairs = [(group, metric) for group in block.groups for metric in metrics]
    levels = {(group.label, metric): level_figure(metric, block.comparison.level(group.label, metric), group) for group, metric in pairs}
    differences = {
        (group.label, metric): difference_figure(one, group, block.reference, lang, level=level)
        for group in block.others
        for metric in metrics
        for level in [level_of(metric)]
        for one in differences_of(block.comparison, group.label, [metric], level)
    }
    others = block.others

    def about(name: str, **said) -> str:
        return say("list.stop", lang).join(filter(None, [topic, say(name, lang, **said)]))

    found = _laid_out(about("report.table.levels"), block.groups, metrics, levels, False, lang, label)
    if others:
        found += _laid_out(about("report.table.differences", reference=block.reference.label), others, metrics, differences, True, lang, label)
    return found


def _laid_out(caption: str, groups: Sequence[Group], metrics: Sequence[str], cells, difference: bool, lang: str, label) -> list[Table]:
    labels = {metric: label(metric, lang, difference) for metric in metrics}
    if len(groups) <= MOST_COLUMNS:
        rows = tuple((labels[metric], *(cells[group.label, metric] for group in groups)) for metric in metrics)
        kinds = tuple("record" if metric in RECORDED.values() else "" for metric in metrics)
        return [Table(caption, (say("column.metric", lang), *(group.label for group in groups)), rows, kinds)]
    found = []
    for first in range(0, len(metrics), MOST_COLUMNS - 1):
        some = metrics[first : first + MOST_COLUMNS - 1]
        head = (say("column.policy", lang), *(f"{labels[metric].text} ({labels[metric].small})" for metric in some))
        rows = tuple((Label(group.label, group.title(lang)), *(cells[group.label, metric] for metric in some)) for group in groups)
        found.append(Table(caption, head, rows))
    return found


def spread_table(material: Material, lang: str) -> Table:
    """Means over all settings of a sample, with the smallest and largest mean of a setting: what moves with the settings is no chance."""
    from gridgov.analysis.figures import by_point

    rows = []
    for metric in material.shown:
        of = by_point(material.study, metric)
        cells: list[Any] = [label_of_metric(metric, lang)]
        for group in material.spread:
            points = [place for place, point in enumerate(material.study.points) if point.policy == group.policy]
            runs = [[value for value in of.get(place, {}).values() if present(value)] for place in points]
            cells.append(_spread(metric, [one for one in runs if one], group, lang))
        rows.append(tuple(cells))
    head = (say("column.metric", lang), *(group.label for group in material.spread))
    return Table(say("report.table.spread", lang), head, tuple(rows))


def _spread(metric: str, runs: Sequence[Sequence[float]], group: Group, lang: str) -> Figure:
    estimate = mean_interval([value for one in runs for value in one])
    if estimate.mean is None:
        return Figure("-", None, metric, group.key, LEVEL_OF)
    means = [mean_interval(one).mean for one in runs]
    low, high = (number(end * scale(metric)) for end in (min(means), max(means)))
    return Figure(level_text(metric, estimate.mean), estimate.mean, metric, group.key, LEVEL_OF, small=say("report.range", lang, low=low, high=high))
