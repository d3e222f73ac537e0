"""Measures speed and scale: `python -m benchmarks [--quick] [--only NAME] [--json [FILE]] [--write]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from benchmarks import cadres, compiling, grids, memory, processes, queueing, report, runs, scale, startup, studies, twin
from benchmarks.sizes import FULL, QUICK, Sizes

BENCHMARKS = {module.NAME: module for module in (twin, scale, grids, queueing, cadres, startup, compiling, memory, studies)}
PAGE = processes.TOP / "docs" / "benchmarks.md"


def parser() -> argparse.ArgumentParser:
    """The options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure speed and scale, each against its rival in one go.")
    options.add_argument("--quick", action="store_true", help="a first look: smaller sizes, fewer rounds")
    options.add_argument("--only", action="append", choices=list(BENCHMARKS), help="this benchmark only; may be given again")
    options.add_argument("--json", nargs="?", const="-", metavar="FILE", help="results for programs, to a file or instead of the table")
    options.add_argument("--write", action="store_true", help="also write docs/benchmarks.md; needs all benchmarks in full")
    return options


def main(words: list[str] | None = None) -> int:
    """Run, print, write. Returns 1 if a benchmark failed; a missed aim is no failure."""
    options = parser()
    asked = options.parse_args(words)
    if asked.write and (asked.quick or asked.only):
        options.error("--write needs all benchmarks in full")
    sizes = QUICK if asked.quick else FULL
    names = asked.only or list(BENCHMARKS)
    results, failures = measure(names, sizes)
    sections = [(BENCHMARKS[name].TITLE, BENCHMARKS[name].rows(results[name])) for name in names if name in results]
    facts = processes.machine() | processes.versions() | processes.call(runs.sources)
    if asked.json:
        shown = [{"benchmark": title, **row._asdict()} for title, rows in sections for row in rows]
        whole = {"sizes": sizes.name, "facts": facts, "results": results, "failures": failures, "rows": shown}
        save(json.dumps(whole, indent=2) + "\n", asked.json)
    if asked.json != "-":
        print(report.table(sections))
    for name, why in failures.items():
        print(f"{name} failed: {why}", file=sys.stderr)
    if asked.write and not failures:
        wording = {"policies": " and ".join(f"`{name}`" for name in runs.POLICIES), "per_street": runs.PER_STREET, "tolerance": queueing.TOLERANCE}
        save(report.page(sections, facts | wording), PAGE)
    return 1 if failures else 0


def measure(names: list[str], sizes: Sizes) -> tuple[dict, dict]:
    """Results of the benchmarks that ran, and why others did not."""
    results, failures = {}, {}
    with tqdm(total=sum(BENCHMARKS[name].steps(sizes) for name in names), unit="run", disable=None, leave=False) as bar:
        for name in names:
            bar.set_description(name)
            before = bar.n
            try:
                results[name] = BENCHMARKS[name].measure(sizes, bar.update)
            except (processes.Failed, AssertionError) as error:
                failures[name] = str(error)
                bar.update(before + BENCHMARKS[name].steps(sizes) - bar.n)
    return results, failures


def save(text: str, place: str | Path) -> None:
    """Write a whole file or none; `-` is the terminal."""
    if place == "-":
        sys.stdout.write(text)
        return
    place = Path(place)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".partial-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, place)
    except BaseException:
        os.unlink(name)
        raise


if __name__ == "__main__":
    sys.exit(main())
