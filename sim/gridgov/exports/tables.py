"""The tidy tables of an export: each a DataFrame, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gridgov.analysis.optimum import ENDINGS
from gridgov.analysis.wording import better_of, metric_label, unit_of
from gridgov.exports.levers import lever_words
from gridgov.exports.places import FIGURES, WHERE, building_table, grid_table
from gridgov.metrics import find_metric
from gridgov.run.columns import BUILDING_DAYS, CASES, COHORT_DAYS, DAYS, EVENTS, QUEUE
from gridgov.study.worlds import NUMBERING
from gridgov.text.column_words import COLUMN_UNITS_ZH, column_meaning_zh
from gridgov.text.words import LANGUAGES, metric_unit, say

#: Columns that are not declared with a run: their units. The sentence `export.column.NAME` says what each is.
_OWN = {
    "policy": "", "seed": "", "metric": "", "value": "", "unit": "", "better": "", "name_en": "", "name_zh": "", "tier": "", "payer": "", "use": "",
    "hours": "h", "yuan": "yuan", "run": "", "point": "", "replicate": "", "case_table_sha256": "", "error": "", "replay": "", "scenario": "",
    "reference": "", "pairs": "", "reference_level": "", "policy_level": "", "difference": "", "low": "", "high": "", "verdict": "",
    "targets": "", "on_front": "", "answer": "", "not_told_apart": "",
}  # fmt: skip
_DECLARED = {"daily": (*DAYS, QUEUE), "cohorts": COHORT_DAYS, "cases": CASES, "events": EVENTS, "buildings_daily": BUILDING_DAYS}


@dataclass(frozen=True)
class Keep:
    """Large tables that are wanted as well."""

    cases: bool = False
    events: bool = False
    buildings_daily: bool = False


def run_tables(labels: Sequence[str], runs: Sequence[Any], keep: Keep) -> dict[str, Any]:
    """The tables of one run or two as DataFrames by name; the policy and the seed stand in the first columns."""
    makers = {"metrics": metrics_table, "daily": lambda run: run.daily, "ledger": ledger_table, "buildings": building_table, "grids": grid_table}
    if any(run.start.labels.cohorts.placed for run in runs):
        makers["cohorts"] = lambda run: run.cohorts
    if keep.cases:
        makers["cases"] = lambda run: run.cases
    if keep.events:
        makers["events"] = lambda run: run.events
    if keep.buildings_daily:
        makers["buildings_daily"] = buildings_daily_table
    return {name: _joined(labels, runs, make) for name, make in makers.items()}


def _joined(labels, runs, make):
    import pandas

    frames = []
    for label, run in zip(labels, runs):
        frame = make(run).copy()
        words = [name for name in frame if isinstance(frame[name].dtype, pandas.CategoricalDtype)]
        frame = frame.astype(dict.fromkeys(words, "str"))  # two runs may have other words in the same column
        frame.insert(0, "policy", label)
        frame.insert(1, "seed", run.seed)
        frames.append(frame)
    return pandas.concat(frames, ignore_index=True)


def metrics_table(run):
    """A row per metric: value, unit, better direction, and its names."""
    import pandas

    names = list(run.metrics)
    values = pandas.Series([run.metrics[name] for name in names], dtype="float64")
    labels = {f"name_{lang}": [metric_label(name, lang) for name in names] for lang in LANGUAGES}
    return pandas.DataFrame({"metric": names, "value": values, "unit": list(map(unit_of, names)), "better": list(map(better_of, names)), **labels})


def ledger_table(run):
    """A row per tier, payer and use: hours and yuan of the measured period."""
    import pandas

    return pandas.DataFrame(run.ledger.rows(), columns=["tier", "payer", "use", "hours", "yuan"])


def buildings_daily_table(run):
    """A row per day and building, as buildings_daily.parquet has it."""
    from gridgov.run import files

    return files.data_frame(files.building_batches(run))


def dictionary(tables: Mapping[str, Any], factors: Mapping[str, Sequence[str] | None] | None = None):
    """A DataFrame with a row per column of every table: type, unit and meaning, in English and Chinese.

    `factors` are the paths of the levers that a study moves, by name; None for those that their names tell.
    """
    import pandas

    rows = []
    for table, frame in tables.items():
        for name in frame:
            unit, unit_zh, en, zh = _column(table, name, factors or {})
            rows.append((table, name, _type(frame[name]), unit, unit_zh, en, zh))
    return pandas.DataFrame(rows, columns=["table", "column", "type", "unit", "unit_zh", "meaning_en", "meaning_zh"])


def _type(column) -> str:
    kind = column.dtype.kind
    return {"i": "integer", "u": "integer", "f": "number", "b": "true or false"}.get(kind, "text")


def _column(table: str, name: str, factors: Mapping[str, Sequence[str] | None]) -> tuple[str, str, str, str]:
    """Unit and meaning of one column, in both languages."""
    declared = next((one for one in _DECLARED.get(table, ()) if one.name in (name, _queue(name))), None)
    if declared:
        return declared.unit, COLUMN_UNITS_ZH[declared.unit], declared.meaning, column_meaning_zh(table, name) or ""
    if table in ("buildings", "grids"):
        for one in (*WHERE, *FIGURES):
            if one.name == name:
                return one.unit, COLUMN_UNITS_ZH[one.unit], one.en, one.zh
    if table == "series":
        day = next((one for one in (*DAYS, QUEUE) if one.name in (name, _queue(name))), None)
        if day:
            return day.unit, COLUMN_UNITS_ZH[day.unit], day.meaning, column_meaning_zh("daily", name) or ""
    if name in NUMBERING:
        return "", "", *(say(f"export.numbering.{name}", lang) for lang in LANGUAGES)
    if name in factors:
        return lever_words(name, factors[name])
    if name in _OWN:
        unit = _OWN[name]
        return unit, COLUMN_UNITS_ZH[unit], *(say(f"export.column.{name}", lang) for lang in LANGUAGES)
    ending = next((one for one in ENDINGS if table == "optimum" and name.endswith(one)), "")
    metric = find_metric(name.removesuffix(ending))
    if metric is None:
        raise KeyError(f"nobody has said what column {name} of table {table} is")
    english, chinese = (metric_label(name.removesuffix(ending), lang) for lang in LANGUAGES)
    if table == "optimum":
        said = (say(f"export.fresh.{ending.strip('_') or 'mean'}", lang, metric=label) for lang, label in zip(LANGUAGES, (english, chinese)))
        return metric.unit, metric_unit(metric.unit, "zh"), *said
    return metric.unit, metric_unit(metric.unit, "zh"), f"{english}: {metric.formula}", chinese


def _queue(name: str) -> str:
    return QUEUE.name if name.startswith("queue_") else name
