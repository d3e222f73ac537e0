"""The kernel's decorators and tables when numba is switched off: the functions themselves, on Python's own numbers."""

from __future__ import annotations

import numpy as np

_MASK = (1 << 64) - 1


def u64(value):
    """Unsigned 64-bit integer, wrapping."""
    return int(value) & _MASK


def jit(function):
    """The function itself."""
    return function


kernel = inline = leaf = jit


def fetch(table, place):
    """Nothing: plain Python has no say in the processor's cache."""


class PlainRow:
    """One row of a table, its columns as attributes and Python's own numbers, as compiled code sees it."""

    __slots__ = ("_columns",)  # no column of a table has such a name

    def __init__(self, row):
        object.__setattr__(self, "_columns", row)

    def __getattr__(self, name):
        return _plain(self._columns[name])

    def __setattr__(self, name, value):
        self._columns[name] = value


class PlainTable:
    """A table whose entries are Python's own numbers, so that none is narrower than 64 bits."""

    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array

    def __len__(self):
        return len(self.array)

    def __getitem__(self, place):
        _check(place)
        return _plain(self.array[place])

    def __setitem__(self, place, value):
        _check(place)
        self.array[place] = value._columns if isinstance(value, PlainRow) else value


def _check(place):
    """Compiled code does not count from the end: a negative place is a fault of a rule."""
    if min(place) < 0 if isinstance(place, tuple) else place < 0:
        raise IndexError(f"place {place} of a table")


def _plain(value):
    if isinstance(value, np.ndarray):
        return PlainTable(value)
    return PlainRow(value) if isinstance(value, np.void) else value.item()


def by_reference(tables):
    """The tables, with entries that plain Python reads as compiled code does."""
    return type(tables)(*(by_reference(t) if isinstance(t, tuple) else PlainTable(t) if isinstance(t, np.ndarray) else t for t in tables))
