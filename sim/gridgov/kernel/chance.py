"""Draws of the kernel: those of `gridgov.draws`, with the stem of each purpose worked out once for the run."""

from __future__ import annotations

import math

from gridgov.draws import inverse_normal, uniform_of
from gridgov.jit import leaf


@leaf
def uniform(W, purpose, key, name, visit):
    """A number in (0, 1)."""
    return uniform_of(W.stem[purpose], key, name, visit)


@leaf
def exponential(W, purpose, key, name, visit):
    """An exponential number with mean 1."""
    return -math.log(uniform_of(W.stem[purpose], key, name, visit))


@leaf
def normal(W, purpose, key, name, visit):
    """A standard normal number."""
    return inverse_normal(uniform_of(W.stem[purpose], key, name, visit))
