"""Examine every law and write what was found to docs/verification.md.

`--quick` uses samples 20 times smaller, those of the tests, and writes nothing unless `--out` names a file.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.laws.catalogue import LAWS
from tests.verify.examine import BREACHES, examine
from tests.verify.page import page

LARGE = 20.0
PAGE = Path(__file__).resolve().parents[2] / "docs" / "verification.md"
#: Longest first, so that no process is left alone with a long one at the end.
FIRST = ("waits_of_mmc", "waits_of_mg1", "second_reports", "waits_of_classes_of_urgency", "growth_of_backlogs", "nothing_is_lost")


def main() -> int:
    """Run all laws; 1 if one is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.verify", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small samples of the tests")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--out", type=Path, help="file to write (default docs/verification.md; nothing with --quick)")
    parser.add_argument("--only", nargs="*", metavar="LAW", choices=[*LAWS, BREACHES], help="these laws only; writes nothing unless --out is given")
    wanted = parser.parse_args()
    times = 1.0 if wanted.quick else LARGE
    names = wanted.only or sorted([*LAWS, BREACHES], key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
    begun, found = time.perf_counter(), {}
    with ProcessPoolExecutor(wanted.jobs, multiprocessing.get_context("spawn")) as pool:
        for task in as_completed([pool.submit(examine, name, times) for name in names]):
            name, findings, seconds = task.result()
            found[name] = findings
            broken = [finding for finding in findings if not finding.holds]
            print(f"{len(found):3d}/{len(names)}  {name}: {len(findings) - len(broken)} of {len(findings)} hold ({seconds:.0f} s)", flush=True)
            for finding in broken if name != BREACHES else []:
                print(f"         BROKEN  {finding}", flush=True)
    minutes = (time.perf_counter() - begun) / 60
    out = wanted.out or (None if wanted.quick or wanted.only else PAGE)
    if out:
        text = page({name: found[name] for name in LAWS if name in found}, found.get(BREACHES, []), times, minutes)
        partial = out.with_suffix(".partial")
        partial.write_text(text, encoding="utf-8")
        partial.replace(out)
    laws = [finding for name, findings in found.items() if name != BREACHES for finding in findings]
    broken = sum(not finding.holds for finding in laws)
    print(f"{len(laws) - broken} findings hold, {broken} are broken; {minutes:.1f} minutes" + (f"; {out}" if out else ""))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
