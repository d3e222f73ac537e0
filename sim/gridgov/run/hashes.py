"""Identities: what a table holds, which sources made it, and on what machine."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np

CHUNK = 1 << 16  # rows
DECIMALS = 9
#: Packages whose versions may move a number or a file.
PACKAGES = ("numpy", "scipy", "numba", "llvmlite", "mesa", "pydantic", "pandas", "pyarrow")


def table_sha256(table: np.ndarray) -> str:
    """Hash of a structured table: names and types of its columns, then its rows.

    Real numbers are rounded to nine decimals, and bytes are little-endian, so that equal results have equal hashes on any machine.
    """
    columns = [name for name in table.dtype.names if name != "pad"]
    stored = np.dtype([(name, table.dtype[name].newbyteorder("<")) for name in columns])
    digest = hashlib.sha256(repr([(name, stored[name].str) for name in columns]).encode())
    # where nothing is to be rounded and only padding at the end of a row is left out, the bytes are there already
    kinds = all(table.dtype[name] == stored[name] and table.dtype[name].kind != "f" for name in columns)
    ready = kinds and table.flags.c_contiguous and all(table.dtype.fields[name][1] == stored.fields[name][1] for name in columns)
    for start in range(0, len(table), CHUNK):
        rows = table[start : start + CHUNK]
        if ready:
            digest.update(np.ascontiguousarray(rows.view(np.uint8).reshape(len(rows), -1)[:, : stored.itemsize]).data)
            continue
        packed = np.empty(len(rows), stored)
        for name in columns:
            values = rows[name]
            # adding 0.0 turns a negative zero into a positive one
            packed[name] = np.round(values, DECIMALS) + 0.0 if values.dtype.kind == "f" else values
        digest.update(packed.data)
    return digest.hexdigest()


@cache
def source_sha256() -> str:
    """Hash of every Python file of gridgov, by its path inside the package."""
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py"), key=lambda path: path.relative_to(package).as_posix()):
        source = path.read_bytes()
        digest.update(f"{path.relative_to(package).as_posix()} {len(source)}\n".encode() + source)
    return digest.hexdigest()


@cache
def machine() -> dict:
    """Version, Python, packages and processor."""
    from gridgov.jit import processor_name

    packages = {name: _version(name) for name in PACKAGES}
    return {"version": _version("gridgov"), "python": platform.python_version(), "packages": packages, "cpu": processor_name()}


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
