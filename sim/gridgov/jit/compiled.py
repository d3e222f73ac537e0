"""The kernel's decorators: how each kind of function is compiled."""

from __future__ import annotations

import numba
import numpy as np

from gridgov.jit.cache import COUNT_REFERENCES, cache_folder
from gridgov.jit.linked import LinkedOnly

u64 = np.uint64
_KEEP = cache_folder() is not None
# what only compiled code calls needs no ways in from Python and from C, which take a fifth of the time to compile
_WITHIN = {"error_model": "numpy", "_nrt": COUNT_REFERENCES, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": LinkedOnly}


def jit(function):
    """Compile a scalar function that Python code calls as well (draws)."""
    return _widening(numba.njit(cache=_KEEP, error_model="numpy")(function))


def kernel(function):
    """Compile an entry point of the kernel; it may allocate nothing."""
    return numba.njit(cache=_KEEP, error_model="numpy", _nrt=COUNT_REFERENCES)(function)


def inline(function):
    """Compile a rule: called by the kernel only, and compiled into its entry points."""
    return _widening(numba.njit(**_WITHIN)(function))


def leaf(function):
    """Compile a small step of a rule into every place that calls it."""
    return _widening(numba.njit(forceinline=True, **_WITHIN)(function))


def _widening(dispatcher):
    """Let a compiled function take every signed integer as 64 bits.

    Otherwise numba compiles it once more for every mixture of column widths that reaches it, which trebles the time to compile.
    """
    narrow = dispatcher.get_call_template

    def get_call_template(arguments, keywords):
        return narrow(tuple(_wide(a) for a in arguments), keywords)

    dispatcher.get_call_template = get_call_template
    return dispatcher


def _wide(argument):
    argument = numba.types.unliteral(argument)
    return numba.types.int64 if isinstance(argument, numba.types.Integer) and argument.signed else argument
