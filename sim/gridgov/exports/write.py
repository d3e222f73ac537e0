"""An export as files: tables with their dictionary, maps, and the page beside them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from gridgov.exemplars import Exemplars
from gridgov.exports.geojson import Anchor, anchor_note, write_maps
from gridgov.exports.readme import File, runs_readme, study_readme
from gridgov.exports.tables import Keep, dictionary, run_tables
from gridgov.text.words import LANGUAGES

FORMATS = ("csv", "parquet", "geojson")
README, DICTIONARY = "README.md", "dictionary.csv"


def write_runs(
    folder: Path, exemplars: Exemplars, runs: Sequence[Any], formats: Collection[str], keep: Keep, anchor: Anchor, again: str,
    more: Mapping[str, Any], factors: Mapping[str, Sequence[str] | None] | None = None,
) -> None:
    """Write the tables and maps of one run or two into a folder.

    `again` is the command that makes the export. `more` are further tables by name: those of a study, which moves the levers `factors`
    (as `factors_of` gives them), or of a comparison.
    """
    tables = run_tables([one.label for one in exemplars.runs], runs, keep) | dict(more)
    files, notes = write_tables(folder, tables, formats), {}
    write_csv(dictionary(tables, factors), folder / DICTIONARY)
    if "geojson" in formats:
        notes = {lang: anchor_note(runs[0], anchor, lang) for lang in LANGUAGES}
        for ending, one, run in zip(endings([one.label for one in exemplars.runs]), exemplars.runs, runs):
            names = [f"buildings{ending}.geojson", f"grids{ending}.geojson"]
            write_maps(run, one.label, anchor, *(folder / name for name in names))
            counts = len(run.start.city.buildings), len(run.start.labels.grids)
            files += [File(name, rows, table) for name, rows, table in zip(names, counts, ("map_buildings", "map_grids"))]
    (folder / README).write_text(runs_readme(exemplars, runs, files, notes, again), encoding="utf-8")


def endings(labels: Sequence[str]) -> list[str]:
    """What tells the maps of two runs apart in their names; nothing for one."""
    if len(labels) == 1:
        return [""]
    return [f"-{place}-{re.sub(r'[^A-Za-z0-9_.=-]+', '-', label)[:60]}" for place, label in enumerate(labels, 1)]


def write_tables(folder: Path, tables: Mapping[str, Any], formats: Collection[str]) -> list[File]:
    """Write each table in the formats of tables that are asked for; the files."""
    files = []
    for name, frame in tables.items():
        if "csv" in formats:
            write_csv(frame, folder / f"{name}.csv")
            files.append(File(f"{name}.csv", len(frame), name))
        if "parquet" in formats:
            _write_parquet(frame, folder / f"{name}.parquet")
            files.append(File(f"{name}.parquet", len(frame), name))
    return files


def write_csv(frame, path: Path) -> None:
    """One table as CSV: UTF-8, no row numbers, the same bytes on every system."""
    frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _write_parquet(frame, path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None), path, compression="zstd")


def factors_of(study) -> dict[str, Sequence[str] | None]:
    """Paths of the levers that a study moves, by name; None of a doubt, and of a lever that is called by its path."""
    declared = study.store.about("levers") or {}
    return {name: declared.get(name) for point in study.points for name in point.factors}


def study_tables(study) -> dict[str, Any]:
    """The tables of a study by name."""
    from gridgov.study.tables import failures_table, runs_table, series_table

    tables = {"runs": runs_table(study), "failures": failures_table(study), "series": series_table(study)}
    return {name: frame for name, frame in tables.items() if frame is not None}


def describe_study(study, folder: Path, more: Mapping[str, Any] | None = None) -> None:
    """Write the dictionary and the page of a study's own tables into a folder: what lies beside `runs.csv`.

    `more` are further tables by name, which lie there as CSV.
    """
    from gridgov.study.tables import first_rows

    tables = first_rows(study) | {name: (frame, len(frame)) for name, frame in (more or {}).items()}
    kinds = {"runs": ("csv", "parquet"), "series": ("parquet",)}
    files = [File(f"{name}.{kind}", rows, name) for name, (_, rows) in tables.items() for kind in kinds.get(name, ("csv",))]
    write_csv(dictionary({name: frame for name, (frame, _) in tables.items()}, factors_of(study)), folder / DICTIONARY)
    (folder / README).write_text(study_readme(study, files), encoding="utf-8")
