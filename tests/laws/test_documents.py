"""The documents against the simulation: which numbers that no parameter states are hit, and which are missed, over a few seeds."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from gridgov.analysis.documents import REPLICATES
from gridgov.analysis.facts import check_facts, documented
from gridgov.scenario.facts import ARITHMETIC, EMERGENT
from gridgov.scenario.load import load_scenario

PAGE = Path(__file__).resolve().parents[2] / "docs" / "background" / "documents.md"
#: The verdict on each fact that emerges, by its number, as `make verify` found it.
HELD = {11: "hit", 32: "hit", 40: "miss", 41: "hit", 70: "hit", 74: "miss", 80: "miss"}
FOLLOWS = {46, 77, 81}
SMALL = ("shuangshan",)  # a street in six weeks; each of the others takes a minute


def verdicts_of(name: str) -> None:
    """Hold the verdicts on one scenario, and that chance has a hand in what emerges and none in what follows from inputs."""
    for one in check_facts(name, replicates=REPLICATES, workers=1):
        spread = None if one.simulated.mean is None else one.simulated.high - one.simulated.low
        if one.fact.kind == EMERGENT:
            assert one.verdict == HELD[one.fact.number], f"fact {one.fact.number}: {one.simulated}"
            assert spread > 0, f"fact {one.fact.number} is the same in every run: what emerges there?"
        elif one.fact.kind == ARITHMETIC:
            assert spread == 0, f"fact {one.fact.number} differs between runs: it is no arithmetic of inputs"


def test_every_fact_that_emerges_or_follows_from_inputs_is_held_here():
    facts = [one for name in documented() for one in load_scenario(name).facts]
    assert {one.number for one in facts if one.kind == EMERGENT} == set(HELD)
    assert {one.number for one in facts if one.kind == ARITHMETIC} == FOLLOWS


@pytest.mark.parametrize("name", SMALL)
def test_a_fact_is_hit_or_missed_as_it_is_held(name):
    verdicts_of(name)


@pytest.mark.skipif(not os.environ.get("GRIDGOV_VERIFY"), reason="a minute for each district; make verify runs it")
@pytest.mark.parametrize("name", [name for name in documented() if name not in SMALL])
def test_a_fact_of_a_district_is_hit_or_missed_as_it_is_held(name):
    verdicts_of(name)


def test_the_page_has_the_verdicts_that_are_held():
    written = PAGE.read_text(encoding="utf-8")
    rows = {int(number): row for row, number in re.findall(r"^(\| (\d+) \|.*)$", written, re.M)}
    assert {number: re.search(r"emergent: \*\*(\w+)\*\*", rows[number])[1] for number in HELD} == HELD
    assert all("| follows from what was put in: no check |" in rows[number] for number in FOLLOWS)
    total = re.search(r"^\| all \|.*$", written, re.M)[0]
    assert total.split(" | ")[4:7] == [str(len(FOLLOWS)), *(str(list(HELD.values()).count(verdict)) for verdict in ("hit", "miss"))]
