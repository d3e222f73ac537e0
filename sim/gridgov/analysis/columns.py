"""Every column of the files that a comparison or a study writes, and the page that lists them: `python -m gridgov.analysis.columns`."""

from __future__ import annotations

import sys
from dataclasses import dataclass

WORD, WHOLE, NUMBER, YES_NO = "string", "integer", "number", "0 or 1"
NO_INTERVAL = "fewer than two pairs, or nothing to speak of"


@dataclass(frozen=True)
class Column:
    """A column of a CSV file; `unit` in words where it is that of the metric, `null_rule` says when a cell is empty."""

    name: str
    type: str
    unit: str
    null_rule: str
    meaning: str


def _is(name: str, type: str, meaning: str, unit: str = "", null_rule: str = "never") -> Column:
    return Column(name, type, unit, null_rule, meaning)


def _level(name: str, meaning: str, null_rule: str = "nothing to speak of in any replicate") -> Column:
    return Column(name, NUMBER, "that of the metric", null_rule, meaning)


def _end(name: str, meaning: str) -> Column:
    return _level(name, meaning, NO_INTERVAL)


METRIC = _is("metric", WORD, "name of the metric, as `gridgov metrics` lists it")
UNIT = _is("unit", WORD, "its unit", null_rule="the metric has none")
BETTER = _is("better", WORD, "which way is better: lower, higher or neither")
POLICY = _is("policy", WORD, "policy, a+b of several; none is the scenario as it stands")
REFERENCE = _is("reference", WORD, "policy that it is held against: the first that was named")
PAIRS = _is("pairs", WHOLE, "replicates that have the figure under both", "pairs")
REPLICATE = _is("replicate", WHOLE, "number of the replicate: one number meets the same city and troubles under every policy")
SEED = _is("seed", WHOLE, "seed of the run")
LOW, HIGH = _end("low", "lower end of its 95 % interval, Student's t on paired differences"), _end("high", "upper end of it")
VERDICT = _is("verdict", WORD, "what the interval supports: better, worse, other (neither way is better), same, undecided, missing")
COHORT = _is("cohort", WHOLE, "number of the cohort, as in cohorts.csv of a run: 0 outside")
PARTS = _is("parts", WORD, "policies with a place (and stages, as policy/number) that ever reach it, joined by +", null_rule="outside")
WITHOUT_TWIN = "outside, or nothing to compare with"


def _city(name: str, meaning: str) -> Column:
    return _level(name, meaning, WITHOUT_TWIN)


COMPARE = (
    _is("scenario", WORD, "name of the scenario"), POLICY, REPLICATE, SEED, METRIC,
    _level("value", "what came out", "nothing to speak of in this run"),
)  # fmt: skip
DIFFERENCES = (
    METRIC, UNIT, BETTER, POLICY, REFERENCE, PAIRS,
    _level("reference_level", "mean under the reference"), _level("policy_level", "mean under the policy"),
    _level("difference", "mean paired difference, policy less reference"), LOW, HIGH, VERDICT,
)  # fmt: skip
DOUBT = (
    POLICY, REFERENCE, METRIC, UNIT, PAIRS, _level("difference", "mean paired difference, policy less reference"), LOW, HIGH,
    _end("together_low", "lower end of the interval that holds together with those of all other rows at 95 % (Bonferroni)"),
    _end("together_high", "upper end of it"), _is("verdict_together", WORD, "what that interval supports, in the words of differences.csv"),
    _is("pairing_saves", NUMBER, "variance of the difference of independent runs over that of paired ones", null_rule=NO_INTERVAL),
    _is("pairing_low", NUMBER, "lower end of its jackknife interval", null_rule=NO_INTERVAL),
    _is("pairing_high", NUMBER, "upper end of it", null_rule=NO_INTERVAL),
    _is("replicates_needed", WHOLE, "replicates of each policy that show a difference as large as the one seen with 80 % power", "runs",
        "too many, or nothing can be said"),
)  # fmt: skip
PILOT_PLACE = (
    POLICY, REFERENCE, COHORT, PARTS,
    _is("from_day", WHOLE, "first day of the measured period on which it is looked at: in force there; outside, in force anywhere", "day"),
    _is("until_day", WHOLE, "the day before which that ends", "day", "it lasts to the end of the run"),
    _is("residents", WHOLE, "residents of the cohort", "persons"), METRIC, UNIT, BETTER,
)  # fmt: skip
PILOT_EFFECT = (
    PAIRS, _level("reference_level", "mean under the reference on these days"), _level("policy_level", "mean under the policy on these days"),
    _level("difference", "effect: mean paired difference on the days in force, policy less reference"), LOW, HIGH, VERDICT,
    _is("shows_after_days", WHOLE, "days from from_day to the end of the first week that differs beyond chance", "days", "no week does"),
    _is("weeks", WHOLE, "weeks that were judged", "weeks"), _is("weeks_shown", WHOLE, "weeks that differ beyond chance", "weeks"),
)  # fmt: skip
PILOT_CITY = (
    _city("in_less_out", "of a city without a twin: the cohort less the places without the policy, on the days in force"),
    _city("after_less_before", "the cohort on the days in force less the measured days before"),
    _city("city", "difference in differences of these two"),
    _city("city_low", "lower end of its 95 % interval"), _city("city_high", "upper end of it"),
    _city("one_city_low", "lower end of the interval in which 95 % of single cities would see it"), _city("one_city_high", "upper end of it"),
    _is("city_until_day", WHOLE, "day before which it is seen: where places that are not reached yet stand for outside", "day",
        "to the end, or nothing to compare with"),
    _city("astray", "difference in differences less the effect on the same days, pair by pair"),
    _city("astray_low", "lower end of its 95 % interval"), _city("astray_high", "upper end of it"),
)  # fmt: skip
PILOT_WEEKS = (
    POLICY, REFERENCE, COHORT, PARTS, METRIC, _is("week", WHOLE, "number of the week, from 1"),
    _is("day", WHOLE, "its first day in the measured period", "day"),
    _level("difference", "mean paired difference of the week", "nothing to speak of"),
    _end("low", "lower end of the interval that holds together with those of all weeks at 95 % (Bonferroni)"), _end("high", "upper end of it"),
    _is("shows", YES_NO, "1 where that interval excludes zero"),
)  # fmt: skip
_RUN = (
    _is("run", WORD, "identity of the run: scenario, seed and sources of the model; `gridgov replay` takes it"),
    _is("point", WHOLE, "number of the point of the study, from 0"), POLICY, REPLICATE, SEED,
)  # fmt: skip
RUNS = (*_RUN, _is("case_table_sha256", WORD, "hash of the run's case table"))
LEVERS_AND_METRICS = (
    _is("<lever>", "as the lever's", "value of a lever that the plan moves, one column for each", "that of the lever", "the point leaves it alone"),
    _is("<metric>", NUMBER, "one column for each metric", "that of the metric", "nothing to speak of in this run"),
)
FAILURES = (*_RUN, _is("error", WORD, "why it failed, with the traceback"), _is("replay", WORD, "command that repeats it"))

FILES: dict[str, tuple[str, tuple[Column, ...]]] = {
    "compare.csv": ("Of `compare`. One row per policy, replicate and metric.", COMPARE),
    "differences.csv": ("Of `compare`. One row per policy beside the reference and metric.", DIFFERENCES),
    "doubt.csv": ("Of `compare` with `--doubt` or `--precision`. One row per policy beside the reference and main metric.", DOUBT),
    "pilot.csv": (
        "Of `compare` where a policy has a place or stages. One row per policy, cohort and figure; figures count days lived in the measured period, "
        "whenever a trouble was born. What a city sees has no twin to hold it against: [the guide](../guides/pilot.md) says how it strays.",
        (*PILOT_PLACE, *PILOT_EFFECT, *PILOT_CITY),
    ),
    "pilot_weeks.csv": ("Beside `pilot.csv`. One row per policy, cohort, figure and week in force.", PILOT_WEEKS),
    "runs.csv": (
        "Of `sweep`. One row per finished run, by point and replicate; `runs.parquet` holds the same. `dictionary.csv` beside it names every column "
        "of this study in both languages.",
        (*RUNS, *LEVERS_AND_METRICS),
    ),
    "failures.csv": ("Of `sweep`. One row per run that failed; only a head where none did.", FAILURES),
}

_HEAD = """# Columns of the files of comparisons and studies

Written from the declarations by `python -m gridgov.analysis.columns`; do not edit. Names stay as they are. Shares are between 0 and 1, as in the
files of a run ([columns](columns.md)). All intervals speak of chance only.
"""


def names(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The head of a file with these columns."""
    return tuple(column.name for column in columns)


def page() -> str:
    """The reference page `docs/reference/columns-of-studies.md`."""
    parts = [_HEAD]
    for file, (about, columns) in FILES.items():
        head = "| column | type | unit | empty | meaning |\n| --- | --- | --- | --- | --- |"
        rows = (f"| `{one.name}` | {one.type} | {one.unit} | {one.null_rule} | {one.meaning} |" for one in columns)
        parts.append("\n".join([f"## {file}\n\n{about}\n\n{head}", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
