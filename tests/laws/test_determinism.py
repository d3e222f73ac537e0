"""The same seed gives the same bytes, whatever runs before, beside or around it."""

import hashlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest

from gridgov.kernel.engine import CompiledEngine
from gridgov.tables.dtypes import DAY
from tests.laws.neutral import SMALL_TOWN, digest
from tests.laws.town import Run, play, start_of

SEEDS = (1, 2, 3)
POLICIES = ("five_chiefs", "pilot")


def fingerprint(seed: int) -> str:
    """Hash of all that a run puts out."""
    return hashlib.sha256(b"".join(digest(play(start_of("classroom", SMALL_TOWN, POLICIES), seed, log=True)))).hexdigest()


@pytest.fixture(scope="module")
def expected() -> dict[int, str]:
    return {seed: fingerprint(seed) for seed in SEEDS}


def test_seeds_differ_and_order_does_not_matter(expected):
    assert len(set(expected.values())) == len(SEEDS)
    assert {seed: fingerprint(seed) for seed in reversed(SEEDS)} == expected


def test_runs_that_take_turns_do_not_disturb_each_other(expected):
    start = start_of("classroom", SMALL_TOWN, POLICIES)
    engines = {seed: CompiledEngine(start.with_seed(seed).world, log_events=True) for seed in SEEDS}
    for _ in range(start.world.end // DAY):
        for engine in engines.values():
            engine.step()
    for seed, engine in engines.items():
        this = Run(start, engine.world, engine.finish())
        assert hashlib.sha256(b"".join(digest(this))).hexdigest() == expected[seed]


@pytest.mark.parametrize(("method", "workers"), [("spawn", 1), ("spawn", 2), ("fork", 2)])
def test_processes_however_started_and_however_many_agree(expected, method, workers):
    with ProcessPoolExecutor(workers, multiprocessing.get_context(method)) as pool:
        assert dict(zip(SEEDS, pool.map(fingerprint, SEEDS))) == expected


def test_a_world_is_not_changed_by_its_run():
    start = start_of("classroom", SMALL_TOWN, POLICIES)
    before = [table.tobytes() for table in start.world if hasattr(table, "tobytes")]
    play(start, 5)
    assert [table.tobytes() for table in start.world if hasattr(table, "tobytes")] == before
