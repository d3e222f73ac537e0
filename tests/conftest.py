"""What holds for every test: it shares the machine with others, and starts no more processes than it asks for."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def one_core():
    """The package sees one core, so that a sweep or comparison that names no number of workers makes one process or none.

    Two tests run at one time on two cores: a second process is no quicker and costs two seconds to begin. What depends on the number of
    workers is tested with numbers that are named, and that the number of cores is what is taken otherwise in tests of its own.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "cpu_count", lambda: 1)
        yield
