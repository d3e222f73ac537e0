"""What holds for every test: it shares the machine with others, and starts no more processes than it asks for."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from gridgov.study.engines import Engine, lent_engine, local_engine


@contextmanager
def here_if_one(workers: int) -> Iterator[Engine]:
    """The engine of a sweep: this process itself where one worker is enough, else the processes that a user has."""
    if workers > 1:
        with local_engine(workers) as engine:
            yield engine
    else:
        with ThreadPoolExecutor(1) as executor, lent_engine(executor, 1) as engine:
            yield engine


@pytest.fixture(scope="session", autouse=True)
def one_core():
    """The package sees one core, and makes a sweep of one worker in this process.

    Two tests run at one time on two cores: a second process is no quicker and costs two seconds to begin. What processes are needed for is
    tested with numbers that are named (`processes` below: also with one), and that the number of cores is taken otherwise in tests of its own.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "cpu_count", lambda: 1)
        patched.setattr("gridgov.study.study.local_engine", here_if_one)
        yield


@pytest.fixture
def processes(monkeypatch):
    """A sweep of one worker makes a process for it, as it does for a user."""
    monkeypatch.setattr("gridgov.study.study.local_engine", local_engine)


@pytest.fixture
def light_workers(monkeypatch):
    """Processes that bring in only what their work needs: it is no simulation, and they are made again and again."""
    from gridgov.study import pool
    from gridgov.study.processes import watch_parent

    monkeypatch.setattr(pool, "_begin", watch_parent)
