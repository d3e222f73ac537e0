"""The frame of the project: which way its rooms look, how large a file may grow, what importing does, what is shipped."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).resolve().parents[2]
PACKAGE = TOP / "sim" / "gridgov"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE = 400

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [host + "." + end for host, end in [("pypi", "org"), ("pythonhosted", "org"), ("registry.npmjs", "org"), ("deb.debian", "org")]]
# A folder of somebody's machine, at the start of a path: not preceded by what would make it a part of a longer one.
MACHINE_PATH = re.compile(r"(?<![\w.~$%*)}>/-])(?:/(?:work|tmp|root|home|opt|mnt|Users)/|[A-Z]:\\\\?Users\\)")


def in_a_new_process(code: str, **environment: str) -> str:
    """What a fresh Python prints when it runs `code`."""
    done = subprocess.run([sys.executable, "-B", "-c", code], env=os.environ | environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


def text_files() -> list[tuple[str, str]]:
    """Path and text of every text file that git tracks or would track."""
    listed = subprocess.run(
        ["git", "-C", str(TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True, timeout=300
    )
    assert listed.returncode == 0, f"git has to list the files of the checkout: {listed.stderr}"
    found = []
    for name in listed.stdout.split("\0"):
        # A tracked file may be deleted in the checkout and not yet in git; a binary file holds no text.
        if name and (TOP / name).is_file():
            try:
                found.append((name, (TOP / name).read_bytes().decode("utf-8")))
            except UnicodeDecodeError:
                continue
    return found


def module_name(path: Path) -> str:
    """The name by which a file of the package is imported."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_every_import_contract_holds():
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache", "--no-logo"],
        cwd=TOP, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_of_the_package_can_be_read_in_one_sitting():
    lengths = {str(path.relative_to(TOP)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
    assert lengths and not too_long, f"longer than {LONGEST_FILE} lines: {too_long}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_opens_with_one_sentence_of_purpose(path):
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring and docstring.splitlines()[0].strip(), f"{path.relative_to(TOP)} does not say what it is for"


def test_no_file_names_a_package_registry():
    found = [f"{name}: {host}" for name, text in text_files() for host in REGISTRIES if host in text.lower()]
    assert not found, found


def test_no_file_names_a_folder_of_a_machine():
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in text_files()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert not found, "\n".join(found)


def test_the_search_for_machine_folders_finds_them_and_nothing_else():
    slash = "/"
    for guilty in ("work/main/x", "tmp/venv", "home/ann/x"):
        assert MACHINE_PATH.search(f'path = "{slash}{guilty}"'), guilty
    for innocent in ("/usr/bin/env bash", "/proc/cpuinfo", "tests/work/x", "~/tmp/x", "$HOME/work/x", "https://example.org/home/x", "hours/work/day"):
        assert not MACHINE_PATH.search(innocent), innocent


def test_importing_gridgov_brings_in_nothing_heavy_and_leaves_the_start_method_alone():
    seen = json.loads(
        in_a_new_process(
            "import json, multiprocessing, sys\n"
            "import gridgov\n"
            "method = multiprocessing.get_start_method(allow_none=True)\n"
            "print(json.dumps([method, [name for name in ('mesa', 'numba', 'matplotlib', 'pandas') if name in sys.modules]]))"
        )
    )
    assert seen == [None, []]


def test_the_command_line_starts_without_anything_heavy():
    heavy = ("mesa", "numba", "matplotlib", "pandas", "scipy", "pyarrow")
    loaded = json.loads(in_a_new_process(f"import json, sys\nimport gridgov.cli\nprint(json.dumps([n for n in {heavy!r} if n in sys.modules]))"))
    assert loaded == []


def test_the_version_is_written_once():
    version = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert in_a_new_process("import gridgov; print(gridgov.__version__)").strip() == version
    written = [str(path) for path in MODULES if re.search(rf"""["']{re.escape(version)}["']""", path.read_text(encoding="utf-8"))]
    assert not written, written


# ---- importing a module only defines names ---------------------------------------------------------------------------

# jit must tell numba where its cache is before anybody imports numba; there is no later moment for it.
MAY_ACT = {"gridgov.jit"}


def statements(body: list[ast.stmt]):
    """The statements that run on import, those inside `if` and `try` included."""
    for statement in body:
        if isinstance(statement, ast.If):
            if ast.unparse(statement.test) != "__name__ == '__main__'":
                yield from statements(statement.body + statement.orelse)
        elif isinstance(statement, ast.Try):
            yield from statements(statement.body + statement.orelse + statement.finalbody + [s for h in statement.handlers for s in h.body])
        else:
            yield statement


def only_defines(statement: ast.stmt) -> bool:
    """Whether a statement of a module gives a name to something and does nothing else that can be read off it."""
    if isinstance(statement, ast.Expr):  # a docstring, also of a constant
        return isinstance(statement.value, ast.Constant)
    if isinstance(statement, ast.Assign):
        names = [name for target in statement.targets for name in (target.elts if isinstance(target, ast.Tuple) else [target])]
        return all(isinstance(name, ast.Name) for name in names)
    if isinstance(statement, ast.AnnAssign):
        return isinstance(statement.target, ast.Name)
    # `raise` is for an import that cannot be, such as a missing extra.
    return isinstance(statement, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Pass, ast.Delete, ast.Raise, ast.Assert))


@pytest.mark.parametrize("path", [path for path in MODULES if module_name(path) not in MAY_ACT], ids=module_name)
def test_a_module_only_defines_names(path):
    body = ast.parse(path.read_text(encoding="utf-8")).body
    acts = [f"line {statement.lineno}: {ast.unparse(statement)[:80]}" for statement in statements(body) if not only_defines(statement)]
    assert not acts, acts


# Imports every module of the package under an audit hook, after the packages of others, which have habits of their own.
WATCH = """
import importlib, json, locale, multiprocessing, os, random, signal, sys, warnings
import click, matplotlib.pyplot, mesa, numba, numpy, pandas, pyarrow.parquet, pydantic, scipy.stats, scipy.optimize, tqdm

def surroundings():
    return {
        "random numbers": repr(random.getstate()) + repr(numpy.random.get_state()),
        "numpy's errors": numpy.geterr(),
        "matplotlib's settings": dict(matplotlib.rcParams),
        "warning filters": repr(warnings.filters),
        "start method": multiprocessing.get_start_method(allow_none=True),
        "folder": os.getcwd(),
        "environment": {k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"},
        "language": locale.setlocale(locale.LC_ALL),
        "interrupt": signal.getsignal(signal.SIGINT),
        "recursion": sys.getrecursionlimit(),
    }

acts, watching = [], True
ALWAYS = {"subprocess.Popen", "os.system", "os.fork", "os.exec", "os.posix_spawn", "socket.connect", "socket.bind", "os.chdir", "os.kill"}
ON_FILES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "os.link", "os.symlink", "os.chmod", "shutil.rmtree"}
cache = os.environ["GRIDGOV_CACHE"]

def hook(event, args):
    if not watching:
        return
    if event == "open":
        path, mode, flags = args
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        # numba tries its cache folder out where a compiled function is defined
        if writes and not str(path).startswith(cache):
            acts.append(f"{event} {path} {mode} {flags}")
    elif event in ALWAYS or event in ON_FILES and not str(args[0]).startswith(cache):
        acts.append(f"{event} {args}")

before = surroundings()
sys.addaudithook(hook)
for name in sys.argv[1].split():
    importlib.import_module(name)
watching = False
after = surroundings()
acts += [f"{what} changed" for what in before if before[what] != after[what]]
print(json.dumps(acts))
"""


def test_importing_every_module_changes_nothing_outside_it(tmp_path):
    names = " ".join(module_name(path) for path in MODULES if path.name != "__main__.py")
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, names],
        env=os.environ | {"GRIDGOV_CACHE": str(tmp_path), "MPLBACKEND": "agg"}, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # one line only: a module that prints on import would add its own
    assert json.loads(done.stdout) == [], done.stdout
    assert not done.stderr, done.stderr


# ---- what is shipped -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> list[str]:
    """Names of the files in the wheel, built here without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=TOP, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_holds_one_name_beside_its_own_description(shipped):
    tops = {name.split("/")[0] for name in shipped}
    assert "gridgov" in tops and len(tops) == 2, tops
    assert all(top == "gridgov" or top.endswith(".dist-info") for top in tops), tops


@pytest.mark.parametrize("folder", ["scenarios", "experiments"])
def test_the_wheel_holds_the_data(shipped, folder):
    wanted = {f"gridgov/data/{path.relative_to(TOP).as_posix()}" for path in (TOP / folder).rglob("*") if path.is_file()}
    assert wanted, f"{folder}/ is empty"
    assert wanted <= set(shipped), wanted - set(shipped)


def test_the_wheel_holds_every_module_the_licence_and_no_leftovers(shipped):
    wanted = {path.relative_to(PACKAGE.parent).as_posix() for path in (*MODULES, *PACKAGE.rglob("*.csv"))}
    assert wanted <= set(shipped), wanted - set(shipped)
    assert any(name.endswith("/licenses/LICENSE") for name in shipped)
    assert not [name for name in shipped if name.endswith((".pyc", ".nbi", ".nbc"))]


# ---- the set-up -----------------------------------------------------------------------------------------------------


def test_every_dependency_has_one_exact_version_and_a_line_on_its_licence():
    lines = (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][\w.]*", pin) for pin in pins), pins
    pinned = dict(pin.split("==") for pin in pins)
    assert len(pinned) == len(pins)
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [line for extra in project["optional-dependencies"].values() for line in extra]
    named = canonicalize_name((TOP / "THIRD_PARTY.md").read_text(encoding="utf-8"))
    for requirement in map(Requirement, asked):
        assert requirement.specifier.contains(pinned[requirement.name]), requirement
        assert requirement.name in named, f"{requirement.name} is missing from THIRD_PARTY.md"


# What a machine without the means sees. Each has the tools of the recipe, and a Python that answers in one way.
FAKE_PYTHON = {
    "none": (None, "apt install python3 python3-venv"),
    "old": ('case "$2" in *version_info\\ *) exit 1;; esac', "apt install python3 python3-venv"),
    "without ensurepip": ('case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac', "apt install python3.11-venv"),
}


@pytest.mark.parametrize("machine", FAKE_PYTHON)
def test_a_missing_debian_package_is_named_with_its_command(tmp_path, machine):
    answer, advice = FAKE_PYTHON[machine]
    tools, checkout = tmp_path / "bin", tmp_path / "a folder"
    tools.mkdir()
    checkout.mkdir()
    for tool in ("make", "sh", "cksum", "cut", "touch"):
        found = shutil.which(tool)
        assert found, f"{tool} is missing"
        (tools / tool).symlink_to(found)
    if answer:
        (tools / "python3").write_text(f"#!/bin/sh\n{answer}\nexit 0\n")
        (tools / "python3").chmod(0o755)
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(TOP / name, checkout)
    done = subprocess.run(["make", "install"], cwd=checkout, env={"PATH": str(tools)}, capture_output=True, text=True, timeout=300)
    assert done.returncode != 0
    assert advice in done.stderr and "Please install the Debian package" in done.stderr, done.stdout + done.stderr
    assert not (checkout / ".venv").exists()
