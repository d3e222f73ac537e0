"""The reference page of columns, written from their declarations."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from gridgov.metrics.cohorts import FIGURES
from gridgov.run.columns import FILES

_HEAD = """# Columns of the files of a run

Written from the declarations by `python -m gridgov.run.reference`; do not edit. Names stay as they are. Those of
comparisons and studies stand on [a page of their own](columns-of-studies.md).

Money is in fen (a hundredth of a yuan). Words are stored as dictionaries in Parquet files. `summary.json` holds `metrics`, by the
names that `gridgov metrics` lists (null where there is nothing to speak of), `cohorts` where a policy has a place, `asked` and `provenance`.
"""

#: What stands under `asked` in summary.json: with it and the seed the run can be made again.
ASKED: tuple[tuple[str, str, str, str], ...] = (
    ("scenario", "string", "never", "name or path of the scenario, as it was given"),
    ("policies", "list of strings", "never; empty for the scenario as it stands", "policies that were applied"),
    ("days", "integer", "never", "days of the measured period"),
    ("set", "object", "never; empty where nothing was", "what was set beside file and policies, by dotted path"),
)

#: What stands under `provenance` in summary.json.
PROVENANCE: tuple[tuple[str, str, str, str], ...] = (
    ("scenario_sha256", "string", "never", "hash of the scenario's canonical JSON: what was simulated"),
    ("source_sha256", "string", "never", "hash of the sources of gridgov"),
    ("seed", "integer", "never", "seed of the run"),
    ("engine", "string", "never", "compiled or agents"),
    ("version", "string", "never", "version of gridgov; unknown where it is not installed"),
    ("case_table_sha256", "string", "never", "hash of the case table, as the engines keep it"),
    ("event_log_sha256", "string", "no event log was kept", "hash of the event log"),
    ("python", "string", "never", "version of Python"),
    ("packages", "object", "never", "versions of numpy, scipy, numba, llvmlite, mesa, pydantic, pandas and pyarrow"),
    ("cpu", "string", "never", "name of the processor: the last bit of an exponential differs between some"),
)


#: What stands in each entry of `cohorts` in summary.json.
COHORTS: tuple[tuple[str, str, str, str], ...] = (
    ("cohort", "integer", "never", "number of the cohort, as in cohorts.csv"),
    ("parts", "list of strings", "never; empty outside", "policies with a place that ever reach it"),
    ("from_day", "integer", "outside", "first day of the measured period on which one of them is in force there"),
    ("until_day", "integer", "outside, and where it lasts to the end", "the day before which the last of them ends"),
    ("residents", "integer", "never", "residents of the cohort"),
    ("households", "integer", "never", "households of the cohort"),
    ("metrics", "object", "never", f"by their formulas, over the cohort's problems and residents: {', '.join(FIGURES)}"),
)


def page() -> str:
    """The reference page `docs/reference/columns.md`."""
    parts = [_HEAD]
    for file, (about, columns) in FILES.items():
        rows = [(f"`{column.name}`", column.type, column.unit, column.null_rule, column.meaning) for column in columns]
        parts.append(f"## {file}\n\n{about}\n\n{_table(('column', 'type', 'unit', 'null', 'meaning'), rows)}")
    for title, table in (("asked", ASKED), ("cohorts", COHORTS), ("provenance", PROVENANCE)):
        rows = [(f"`{name}`", kind, null_rule, meaning) for name, kind, null_rule, meaning in table]
        parts.append(f"## summary.json, {title}\n\n{_table(('name', 'type', 'null', 'meaning'), rows)}")
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [head, ["---"] * len(tuple(head)), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
