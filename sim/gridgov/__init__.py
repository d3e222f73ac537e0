"""gridgov: a simulation lab for grid governance."""

from __future__ import annotations

__all__ = ["GridModel", "Study", "load_scenario", "simulate"]

#: Where each public name lives. They are imported when first used: importing gridgov itself brings in nothing heavy.
_HOMES = {
    "GridModel": "gridgov.model", "Study": "gridgov.analysis.answers", "load_scenario": "gridgov.scenario.load", "simulate": "gridgov.run",
}  # fmt: skip


def __getattr__(name: str):
    from importlib import import_module, metadata

    if name == "__version__":
        return metadata.version("gridgov")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
