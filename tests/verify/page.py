"""The verification page, from what the laws found."""

from __future__ import annotations

import inspect

from gridgov.run.hashes import machine, source_sha256
from tests.laws.judge import CHANCE, Finding
from tests.laws.law import LAWS

GROUPS = {
    "conservation": "Conservation: problems, time, hours, money, places in queues",
    "queues": "Queues with a known answer",
    "births": "Births",
    "noticing": "Noticing and reporting",
    "ladder": "The ladder: powers and wrong desks",
    "departments": "Departments and the whistle",
    "closing": "Closing on paper, inspection, complaints",
    "clocks": "Clocks and limits",
    "neutral": "What must change nothing",
    "monotone": "More and less under common draws",
    "learning": "Learning",
    "coming and going": "Chiefs and staff who come and go",
    "rules": "The rules, reckoned again entry by entry from the log and the draws",
    "statistics": "Statistics: how often intervals hold, the best is chosen, and boxes are found",
    "effects": "Mechanisms of the documents: what they move, and at what price",
}
HEAD = "| law | theory | simulated | interval | samples | verdict |\n| --- | ---: | ---: | --- | ---: | --- |"


def page(found: dict[str, list[Finding]], breaches: list[Finding], times: float, minutes: float) -> str:
    """The page as Markdown."""
    laws = [finding for findings in found.values() for finding in findings]
    held = sum(finding.holds for finding in laws)
    about = machine()
    parts = [
        "# Verification",
        "Written by `python -m tests.verify` (`make verify`); do not edit. Each law of the model is held against theory with large samples; "
        "`tests/laws/` does the same with small ones in every test run. The towns are plain scenario files "
        "(`scenarios/mmc.toml`, `tests/laws/scenarios/`).",
        f"**{held} findings hold, {len(laws) - held} are broken**, of {len(laws)} in {len(found)} laws. Beyond these, the law that seeing less or "
        f"postponing never lowers problem-days fails in {sum(not finding.holds for finding in breaches)} of {len(breaches)} towns whose work "
        "exceeds their hands for good: see the end.",
        f"Sources of gridgov (SHA-256): `{source_sha256()}`  \nPython {about['python']}, "
        + ", ".join(f"{name} {version}" for name, version in about["packages"].items())
        + f"; {about['cpu']}; samples {times:g} times those of the tests; {minutes:.0f} minutes.",
        "**How verdicts are made.** The interval is four standard errors of a normal number to each side: Student's t of the samples with the same "
        f"chance of missing ({CHANCE:.2g}), so that these findings, if all laws hold, raise one false alarm or more in at most "
        f"{len(laws) * CHANCE:.1%} of families of seeds. A law without exceptions shows how many were found among how many. "
        "What was fitted to evidence says how close it had to come.",
    ]
    for group, title in GROUPS.items():
        names = [name for name in found if LAWS[name].group == group]
        if names:
            parts.append(f"## {title}")
        for name in names:
            parts.append(inspect.getdoc(LAWS[name].examine).splitlines()[0])
            parts.append("\n".join([HEAD, *map(row, found[name])]))
    if breaches:
        parts += [
            "## Where seeing less pays: a known limit",
            "Where work exceeds hands for good, closing late cases on paper, or not hearing of problems, can lower problem-days. A registered "
            "trouble stays until it is settled, while one that is unknown or closed on paper may end by itself; and dropping stale cases leaves "
            "the hands to fresh ones. And where reports go to a desk that is overrun while those who patrol have hands to spare, what patrols "
            "find by themselves is settled where there is time for it; where both come to one desk, silence costs. `run` and `compare` say so "
            "where the backlog keeps growing (metric `backlog_growth`).",
            "\n".join([HEAD, *(row(finding, "known limit") for finding in breaches)]),
        ]
    return "\n\n".join(parts) + "\n"


def row(finding: Finding, otherwise: str = "BROKEN") -> str:
    """One line of a table."""
    exact = finding.theory == 0 and finding.half == 0
    theory = {"least": "at least ", "most": "at most ", "above": "above ", "below": "below "}.get(finding.bound, "") + number(finding.theory)
    interval = "exact" if exact else f"{number(finding.value - finding.half)} to {number(finding.value + finding.half)}"
    if finding.allowed:
        interval += f" (fitted to ± {finding.allowed:g})"
    verdict = "holds" if finding.holds else otherwise
    return f"| {finding.law.replace('|', 'given')} | {theory} | {number(finding.value)} | {interval} | {finding.samples:,} | {verdict} |"


def number(value: float) -> str:
    """Five digits are enough to compare."""
    return f"{value:,.0f}" if float(value).is_integer() or abs(value) >= 1e5 else f"{value:.5g}"
