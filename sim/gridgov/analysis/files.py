"""The tables of a comparison as files."""

from __future__ import annotations

import json
from pathlib import Path

from gridgov.analysis.columns import COMPARE, DIFFERENCES, names
from gridgov.analysis.compare import Comparison
from gridgov.analysis.pilot_files import pilots_summary, write_pilots
from gridgov.analysis.table import plain, write_csv
from gridgov.analysis.verdict_files import doubt_summary, write_doubt
from gridgov.analysis.wording import assumptions, differences_of, sentences, unit_of
from gridgov.text.words import LANGUAGES


def write_comparison(folder: Path, comparison: Comparison, main_metrics: tuple[str, ...], doubt: str = "") -> None:
    """The tables of a comparison: `compare.csv`, `differences.csv`, `summary.json`; where a policy has a place those of `write_pilots` as well.

    `doubt` names the metric that decides: with it comes `doubt.csv`, how sure the main metrics are.
    """
    metrics = list(comparison.values[comparison.reference])
    runs = (
        (comparison.scenario, policy, place + 1, seed, metric, plain(comparison.values[policy][metric][place]))
        for policy in comparison.policies
        for place, seed in enumerate(comparison.seeds)
        for metric in metrics
    )
    write_csv(folder / "compare.csv", names(COMPARE), runs)
    differences = [difference for policy in comparison.policies[1:] for difference in differences_of(comparison, policy, metrics)]
    write_csv(folder / "differences.csv", names(DIFFERENCES), (_row(difference) for difference in differences))
    write_pilots(folder, comparison)
    if doubt:
        write_doubt(folder, comparison, [metric for metric in main_metrics if metric in metrics])
    summary = {
        "scenario": comparison.scenario,
        "asked": comparison.asked or comparison.scenario,
        "reference": comparison.reference,
        "policies": list(comparison.policies),
        "titles": {lang: {"scenario": comparison.title(lang), "policies": dict(comparison.named(lang))} for lang in LANGUAGES},
        "replicates": len(comparison.seeds),
        "levels": {policy: {metric: _estimate(comparison.level(policy, metric)) for metric in metrics} for policy in comparison.policies},
        "differences": {
            policy: {one.metric: {**_estimate(one.estimate), "verdict": one.verdict} for one in differences if one.policy_name == policy}
            for policy in comparison.policies[1:]
        },
        "main_metrics": [metric for metric in main_metrics if metric in metrics],
        "sentences": {lang: sentences(comparison, [metric for metric in main_metrics if metric in metrics], lang) for lang in LANGUAGES},
        "interval": "95 %, Student's t on paired differences",
        **({"doubt": doubt_summary(comparison, doubt)} if doubt else {}),
        **({"pilots": pilots_summary(comparison)} if comparison.pilots else {}),
        "sets": dict(comparison.sets),
        "assumptions": assumptions(comparison, LANGUAGES[0]),
        "provenance": comparison.provenance,
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2, allow_nan=False)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _row(difference):
    estimate = difference.estimate
    numbers = (difference.reference, difference.policy, estimate.mean, estimate.low, estimate.high)
    return (
        *(difference.metric, unit_of(difference.metric), difference.better, difference.policy_name, difference.reference_name, estimate.count),
        *(plain(value) for value in numbers),
        difference.verdict,
    )


def _estimate(estimate) -> dict:
    return {"count": estimate.count, "mean": plain(estimate.mean), "low": plain(estimate.low), "high": plain(estimate.high)}
