"""One run behind one face: GridModel, a Mesa model with either engine underneath."""

from __future__ import annotations

import multiprocessing

__all__ = ["GridModel", "import_mesa"]


def import_mesa():
    """Mesa, without its habit of setting the start method of the whole process to "spawn"."""
    before = multiprocessing.get_start_method(allow_none=True)
    import mesa

    if multiprocessing.get_start_method(allow_none=True) != before:
        multiprocessing.set_start_method(before, force=True)
    return mesa


def __getattr__(name: str):
    if name == "GridModel":
        # mesa takes most of a second to import, and only this class needs it
        from gridgov.model.grid import GridModel

        return GridModel
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
