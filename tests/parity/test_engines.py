"""Runs that are stopped and taken up again, and the kernel in plain Python, give the same bytes."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from pathlib import Path

import mesa
import pytest

from gridgov.agents.engine import AgentEngine
from gridgov.kernel.engine import CompiledEngine
from gridgov.tables.build import build
from gridgov.tables.dtypes import DAY
from tests.generators import random_scenario_file
from tests.parity.compare import first_difference, run_compiled
from tests.parity.levers import TOWN, town

SEED = 4
TOP = Path(__file__).resolve().parents[2]
#: What a new process does: each line it reads names a scenario, policies, single values and a seed; it prints the hash of every table.
HASHES = """
import hashlib, sys
import numpy as np
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from tests.parity.compare import run_compiled
for line in sys.stdin:
    path, policies, sets, seed = line.rstrip("\\n").split("\\t")
    scenario = load_scenario(path, policies.split("+") if policies else (), sets.split())
    outcome = run_compiled(build(scenario, int(seed)).world)
    print(*(hashlib.sha256(np.ascontiguousarray(table).tobytes()).hexdigest()[:16] for table in outcome), len(outcome.cases))
"""


def make_agents(world):
    """The Mesa engine on a model of its own."""
    return AgentEngine(mesa.Model(), world, log_events=True, buildings_daily=True)


def make_compiled(world):
    """The compiled engine."""
    return CompiledEngine(world, log_events=True, buildings_daily=True)


ENGINES = {"compiled": make_compiled, "agents": make_agents}


@pytest.mark.parametrize("name", ENGINES)
def test_a_run_pickled_on_day_30_and_continued_gives_the_same_bytes(name):
    world = build(town(), SEED).world
    engine = ENGINES[name](world)
    for _ in range(30):
        engine.step()
    copy = pickle.loads(pickle.dumps(engine))
    for _ in range(world.end // DAY - 30):
        engine.step()
        copy.step()
    assert first_difference(engine.finish(), copy.finish(), ("kept", "pickled")) is None
    assert first_difference(copy.finish(), run_compiled(world), ("pickled", "compiled")) is None


@pytest.mark.parametrize("name", ENGINES)
def test_an_engine_writes_nothing_into_its_world(name):
    world = build(town(), SEED).world
    before = pickle.dumps(world)
    engine = ENGINES[name](world)
    for _ in range(world.end // DAY):
        engine.step()
    engine.finish()
    assert pickle.dumps(world) == before


def hashes(lines: list[str], **environment: str) -> str:
    """What a new process with such an environment prints."""
    done = subprocess.run(
        [sys.executable, "-c", HASHES], input="\n".join(lines), env=os.environ | environment, cwd=TOP, capture_output=True, text=True, timeout=1800
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def small_runs(folder: Path, numbers) -> list[str]:
    """The town of the parity tests, and some random scenarios, one to a line."""
    lines = [f"{TOWN}\tlater\ttime.horizon_days=20 city.residents=200\t{SEED}"]
    for number in numbers:
        path, policies = random_scenario_file(random.Random(number), folder, residents=100, days=20)
        lines.append(f"{path}\t{'+'.join(policies)}\t\t{number}")
    return lines


def test_the_kernel_in_plain_python_gives_the_same_bytes(tmp_path):
    lines = small_runs(tmp_path, range(8))
    compiled, plain = hashes(lines), hashes(lines, NUMBA_DISABLE_JIT="1")
    assert len(compiled.splitlines()) == len(lines)
    assert plain == compiled


@pytest.mark.skipif(not os.environ.get("GRIDGOV_VERIFY"), reason="compiles the kernel once more, which takes minutes: make verify does it")
def test_the_kernel_with_reference_counting_gives_the_same_bytes(tmp_path):
    lines = small_runs(tmp_path, range(8))
    assert hashes(lines, GRIDGOV_NRT="1") == hashes(lines)
