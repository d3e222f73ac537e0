"""How sure a comparison is, as files: `doubt.csv` and its part of `summary.json`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gridgov.analysis.columns import DOUBT, names
from gridgov.analysis.compare import Comparison
from gridgov.analysis.table import plain, write_csv
from gridgov.analysis.verdicts import Doubt, doubts, heading, precision_sentence, verdicts
from gridgov.analysis.wording import unit_of
from gridgov.text.words import LANGUAGES

METHOD = (
    "low, high: 95 %, Student's t on paired differences; together_low, together_high: all rows together at 95 % (Bonferroni); pairing_saves: "
    "variance of the difference of independent runs / of paired ones, jackknife interval; replicates_needed: 80 % power at the difference seen"
)
TWO_STAGES = "; {metric}: the wider of Stein's (1945), by the spread of the first {pilot} replicates, and Student's of all"


def write_doubt(folder: Path, comparison: Comparison, metrics: Sequence[str]) -> None:
    """The table of all differences of the named metrics."""
    found = doubts(comparison, metrics)
    write_csv(folder / "doubt.csv", names(DOUBT), (_row(one) for rows in found.values() for one in rows))


def doubt_summary(comparison: Comparison, metric: str) -> dict[str, Any]:
    """What `summary.json` says of it: the verdicts on one metric, and the precision that was asked for."""
    asked = comparison.precision
    precision = {} if asked is None else {
        "precision": {
            "metric": asked.metric, "half_width": asked.half_width, "pilot_replicates": asked.pilot, "budget_runs": asked.budget,
            "sentence": {lang: precision_sentence(comparison, lang) for lang in LANGUAGES},
        }
    }  # fmt: skip
    return {
        "metric": metric,
        "heading": {lang: heading(comparison, metric, lang) for lang in LANGUAGES},
        "verdicts": {lang: verdicts(comparison, metric, lang) for lang in LANGUAGES},
        "method": METHOD + ("" if asked is None else TWO_STAGES.format(metric=asked.metric, pilot=asked.pilot)),
        **precision,
    }


def _row(one: Doubt) -> tuple:
    alone, joint, saving = one.alone, one.together.estimate, one.saving
    numbers = (alone.estimate.mean, alone.estimate.low, alone.estimate.high, joint.low, joint.high)
    return (
        alone.policy_name, alone.reference_name, alone.metric, unit_of(alone.metric), alone.estimate.count, *map(plain, numbers),
        one.together.verdict, *map(plain, (saving.times, saving.low, saving.high)), one.needed,
    )  # fmt: skip
