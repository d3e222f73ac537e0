"""Hold the baseline, or another scenario, against the evidence: `python -m gridgov.analysis.targets`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gridgov.analysis.targets.judge import SCENARIO, SEEDS, judge, sample_runs
from gridgov.analysis.targets.page import page

PAGE = Path("docs/background/calibration.md")


def main(arguments: list[str] | None = None) -> int:
    """Print every target with its figure; with `--write`, write the page too. 1 if a figure to fit is missed."""
    from tqdm import tqdm

    parser = argparse.ArgumentParser(prog="python -m gridgov.analysis.targets", description=__doc__)
    parser.add_argument("--scenario", default=SCENARIO, help=f"whose runs (default {SCENARIO})")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help=f"number of runs (default {len(SEEDS)})")
    parser.add_argument("--write", nargs="?", type=Path, const=PAGE, metavar="FILE", help=f"write the page (default {PAGE}, from a checkout)")
    asked = parser.parse_args(arguments)
    if asked.seeds < 2:
        parser.error("at least two seeds are needed: their spread is the doubt of the figures")
    if asked.write and (asked.scenario, asked.seeds) != (SCENARIO, len(SEEDS)):
        parser.error(f"the page is about {SCENARIO} and seeds 1 to {len(SEEDS)}: leave out --scenario and --seeds")
    try:
        with tqdm(total=asked.seeds, unit=" runs", leave=False, disable=None) as bar:
            judged = judge(sample_runs(range(1, asked.seeds + 1), scenario=asked.scenario, tell=bar.update))
    except KeyboardInterrupt:
        return 130
    for one in judged:
        target = one.target
        bounds = f"[{target.low:g}, {target.high:g}]"
        print(f"{target.use:9s}{target.id:24s}{one.value:10.4g} +- {one.error:<8.2g} {target.value:>6g} {bounds:16s} {'hit' if one.hit else 'MISS'}")
    if asked.write:
        partial = asked.write.with_suffix(".partial")
        partial.write_text(page(judged, asked.seeds), encoding="utf-8")
        partial.replace(asked.write)
    return 0 if all(one.hit for one in judged if one.target.use == "fit") else 1


if __name__ == "__main__":
    sys.exit(main())
