"""Where compiled kernels are kept: a folder named by everything that decides what they are."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import tempfile
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
JIT_DISABLED = os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0")
#: Reference counting inside the kernel costs a factor of ten; GRIDGOV_NRT=1 compiles with it, to test that answers stay.
COUNT_REFERENCES = os.environ.get("GRIDGOV_NRT", "0") not in ("", "0")


def kernel_sources() -> list[Path]:
    """Every file whose text decides what the compiled kernel does."""
    folders = [PACKAGE / "jit", PACKAGE / "kernel"]
    return sorted([PACKAGE / "draws.py", PACKAGE / "tables" / "dtypes.py", *(path for folder in folders for path in folder.glob("*.py"))])


@cache
def cache_folder() -> Path | None:
    """Folder of compiled code, made if need be; None if no folder can be written, and then nothing may be kept.

    Its name is that of the kernel's sources, numba, llvmlite, Python and the processor: numba's own cache looks at one file
    at a time and would keep an old answer after an edit in another file. Left to itself, numba would also fall back to the
    folder of the source file, where nothing tells the kernels of two versions apart.
    """
    wanted = os.environ.get("GRIDGOV_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "gridgov"
    )
    digest = _digest()
    # the temporary folder is looked for only if it is needed: Python tries such folders out by writing into them
    for root in (lambda: wanted, lambda: os.path.join(tempfile.gettempdir(), f"gridgov-{_user()}")):
        folder = Path(root()) / "kernel" / digest
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


def _user() -> str:
    """Who runs this, so that users of one machine do not share a temporary folder."""
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _digest() -> str:
    from importlib.metadata import version

    digest = hashlib.sha256()
    for path in kernel_sources():
        digest.update(path.name.encode() + path.read_bytes())
    for fact in (version("numba"), version("llvmlite"), version("numpy"), sys.version, _processor(), str(COUNT_REFERENCES)):
        digest.update(fact.encode())
    return digest.hexdigest()[:20]


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(("model name", "flags")):
                return platform.machine() + hashlib.sha256(line.encode()).hexdigest()[:8]
    except OSError:
        pass
    return platform.machine() + platform.processor()


def processor_name() -> str:
    """Name of the processor that makes a result, for its provenance."""
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def kernel_is_warm() -> bool:
    """Whether compiled code of the present sources lies in the cache."""
    folder = cache_folder()
    return JIT_DISABLED or (folder is not None and any(folder.glob("kernel_*/*.nbi")))
