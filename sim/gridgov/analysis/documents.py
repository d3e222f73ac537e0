"""The page of the five documents: every number they state, whether it was put in or came out, and what else was assumed.

`python -m gridgov.analysis.documents` prints it; `--replicates` tells how many runs of each policy are to measure what emerges.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence

from gridgov.analysis.facts import Checked, check_facts, documented, outcome_text, tally, value_text
from gridgov.run.hashes import source_sha256
from gridgov.scenario.load import load_scenario
from gridgov.text.faults import show
from gridgov.text.words import say

REPLICATES = 5

_HEAD = """# The five documents, number by number

Written by `python -m gridgov.analysis.documents` (part of `make verify`); do not edit. Sources of gridgov (SHA-256):
`{source}`; {replicates} runs of a scenario under each policy that a fact names, seeds 1 to {replicates}.

Five work reports of Chinese city governments (S0 to S4, [evidence](evidence.md)) state {count} numbers. Each stands in one of five scenarios,
as a table `[fact.NAME]`, and is one of these:

- **given**: put in. The parameters that hold it are named, and a test sees to it that they do. A given number checks nothing.
- **emergent**: no parameter states it; it comes out of the rules. What is measured, under which policy, and the tolerance were written down with the
  fact. It is a **hit** if the mean over the runs lies within the tolerance, else a **miss**, which is explained and stays. The interval of
  95 % speaks of chance only. A hit whose tolerance is open to one side says a direction, or that something happens at all, and no size.
- **follows from what was put in**: arithmetic of inputs, though no single parameter states it; the same in every run. What came out is shown, and
  is no check: it counts neither as a hit nor as a miss.
- **context**: no quantity of this model; why, is said.

What no document states is an **assumption**; those of each scenario stand below its facts. No number here is the size of an effect: the documents
count inputs, and a scenario's policies `before` and `after` differ in inputs only. What follows from them is for `gridgov compare` to say.
"""


def page(checked: Mapping[str, Sequence[Checked]], replicates: int) -> str:
    """The page as Markdown, from the facts of each scenario."""
    everything = [one for facts in checked.values() for one in facts]
    parts = [_HEAD.format(source=source_sha256(), replicates=replicates, count=len(everything)), _summary(checked)]
    misses = [one for one in everything if one.verdict == "miss"]
    slight = [one for one in everything if one.verdict == "hit" and None in (one.fact.low, one.fact.high)]
    if slight:
        parts.append("Hits with a tolerance open to one side: " + "; ".join(f"{one.fact.number}, {one.fact.what}" for one in slight) + ".\n")
    if misses:
        parts.append("**The misses**\n\n" + "\n".join(f"- {one.fact.number}, {one.fact.what}: {outcome_text(one, 'en')}" for one in misses) + "\n")
    for name, facts in checked.items():
        scenario = load_scenario(name)
        parts.append(f"## {facts[0].fact.document}: `{name}`\n\n{scenario.title('en')}.\n")
        rows = [(one.fact.number, one.fact.what, value_text(one.fact.value), _mark(one), outcome_text(one, "en")) for one in facts]
        parts.append(_table(("fact", "what it says", "number", "is", "where it was put in, what came out, or why neither"), rows))
        assumed = [(one.what, f"`{show(one.value)}`", one.why) for one in scenario.assumptions]
        parts.append("Assumed beside these:\n\n" + _table(("what", "value", "why"), assumed))
    return "\n".join(parts)


def _mark(one: Checked) -> str:
    word = say(f"facts.verdict.{one.verdict}", "en")
    return f"emergent: **{word}**" if one.verdict in ("hit", "miss", "open") else word


def _summary(checked: Mapping[str, Sequence[Checked]]) -> str:
    verdicts = list(tally(()))
    head = ("document", "scenario", "facts", *(say(f"facts.verdict.{verdict}", "en") for verdict in verdicts))
    rows = [(facts[0].fact.document, f"`{name}`", len(facts), *tally(facts).values()) for name, facts in checked.items()]
    rows.append(("all", "", *(sum(row[place] for row in rows) for place in range(2, len(head)))))
    return _table(head, rows)


def _table(head: Sequence, rows: Sequence[Sequence]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def main() -> None:
    """Measure every fact of the five scenarios and print the page."""
    parser = argparse.ArgumentParser(prog="python -m gridgov.analysis.documents", description=__doc__)
    parser.add_argument("--replicates", type=int, default=REPLICATES, help=f"runs of each policy (default {REPLICATES})")
    parser.add_argument("--workers", type=int, help="runs at one time")
    wanted = parser.parse_args()
    checked = {name: check_facts(name, replicates=wanted.replicates, workers=wanted.workers) for name in documented()}
    sys.stdout.write(page(checked, wanted.replicates))


if __name__ == "__main__":
    main()
