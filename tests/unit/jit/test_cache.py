"""Compiled kernels are kept in a folder of their own version, or not at all."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gridgov

PACKAGE = Path(gridgov.__file__).parent
SMALL = "time.warmup_days=0 time.horizon_days=3 city.residents=100 city.streets=1 city.communities_per_street=1"
#: Compiles what a run begins with; with days also what goes on in them, half a minute of the processor.
RUN = """
import importlib, pkgutil
import gridgov.draws, gridgov.kernel, gridgov.organisation.recut
from gridgov.jit import cache_folder
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.kernel.engine import CompiledEngine
engine = CompiledEngine(build(load_scenario("baseline", sets="{small}".split()), 1).world)
if {days}:
    engine.step({days})
    assert len(engine.finish().daily) == {days}
modules = [importlib.import_module(f"gridgov.kernel.{{one.name}}") for one in pkgutil.iter_modules(gridgov.kernel.__path__)]
found = [one for module in (*modules, gridgov.organisation.recut, gridgov.draws) for one in vars(module).values() if hasattr(one, "_cache")]
print(len(found) > 20, *sorted({{type(one._cache).__name__ for one in found}}), cache_folder())
"""


def run(folder: Path, program: str, **environment: str) -> str:
    """What a new process prints that imports the copy of the package in `folder`."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)} | environment, capture_output=True, text=True,
        timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with a copy of the package and of what it reads."""
    shutil.copytree(PACKAGE, tmp_path / "sim" / "gridgov", ignore=shutil.ignore_patterns("__pycache__", "data"))
    data = PACKAGE / "data" if (PACKAGE / "data").is_dir() else PACKAGE.parents[1]
    shutil.copytree(data / "scenarios", tmp_path / "scenarios")
    return tmp_path / "sim"


WHERE = "from gridgov.jit import cache_folder; print(cache_folder())"


def test_an_edit_of_any_rule_has_another_folder(copy):
    found = {run(copy, WHERE, GRIDGOV_CACHE=str(copy / "cache"))}
    for name in ("kernel/learning.py", "jit/tables.py", "draws.py", "tables/dtypes.py"):
        with open(copy / "gridgov" / name, "a", encoding="utf-8") as file:
            file.write("\n")
        found.add(run(copy, WHERE, GRIDGOV_CACHE=str(copy / "cache")))
    assert len(found) == 5


def test_a_folder_that_cannot_be_written_is_replaced_by_a_temporary_one_of_the_same_version(copy):
    file, spare = copy / "file", copy / "spare"
    file.write_text("not a folder")
    spare.mkdir()
    found = Path(run(copy, WHERE, GRIDGOV_CACHE=str(file), TMPDIR=str(spare)))
    assert spare in found.parents
    wanted = Path(run(copy, WHERE, GRIDGOV_CACHE=str(copy / "cache")))
    assert found.name == wanted.name


def test_where_no_folder_can_be_written_nothing_is_kept_beside_the_sources(copy):
    # no temporary folder either: the last resort of Python's tempfile is the present folder
    program = "import tempfile; tempfile.tempdir = '/proc/none'\n" + RUN.format(small=SMALL, days=3 if os.environ.get("GRIDGOV_VERIFY") else 0)
    assert run(copy, program, GRIDGOV_CACHE="/proc/none") == "True NullCache None"
    assert not list(copy.rglob("*.nbi"))
