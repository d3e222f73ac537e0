"""Keyed draws over whole arrays of keys, and exact shares of a total."""

from __future__ import annotations

import numpy as np

from gridgov.draws import child_key, normal, uniform
from gridgov.jit import jit


@jit
def fill_uniform(seed, purpose, keys, name, out):
    """Write uniform(seed, purpose, keys[i], name, 0) into out[i]."""
    for i in range(len(keys)):
        out[i] = uniform(seed, purpose, keys[i], name, 0)


@jit
def fill_normal(seed, purpose, keys, out):
    """Write normal(seed, purpose, keys[i], 0, 0) into out[i]."""
    for i in range(len(keys)):
        out[i] = normal(seed, purpose, keys[i], 0, 0)


@jit
def fill_child_keys(parents, names, out):
    """Write child_key(parents[i], names[i]) into out[i]."""
    for i in range(len(parents)):
        out[i] = child_key(parents[i], names[i])


def uniforms(seed: int, purpose: int, keys: np.ndarray, name: int = 0) -> np.ndarray:
    """One uniform number per key: f8, shape of `keys` (i8)."""
    out = np.empty(len(keys))
    fill_uniform(seed, purpose, keys, name, out)
    return out


def normals(seed: int, purpose: int, keys: np.ndarray) -> np.ndarray:
    """One standard normal number per key: f8, shape of `keys` (i8)."""
    out = np.empty(len(keys))
    fill_normal(seed, purpose, keys, out)
    return out


def child_keys(parents: np.ndarray, names: np.ndarray) -> np.ndarray:
    """The child key of each (parent, name): i8, one dimension."""
    out = np.empty(len(parents), np.int64)
    fill_child_keys(parents, names, out)
    return out


def ranking(seed: int, purpose: int, keys: np.ndarray) -> np.ndarray:
    """Rows in the order of their keyed uniforms, so that the first n are a fair choice that grows with n."""
    return np.argsort(uniforms(seed, purpose, keys), kind="stable")


def apportion(total: int, weights: np.ndarray) -> np.ndarray:
    """Whole numbers (i8) that add up to `total` and follow `weights`, by largest remainders (ties: first row)."""
    if not len(weights):
        return np.zeros(0, np.int64)
    mass = float(np.sum(weights))
    quota = np.asarray(weights, float) * (total / mass) if mass > 0 else np.full(len(weights), total / len(weights))
    whole = np.floor(quota).astype(np.int64)
    rest = int(total - whole.sum())
    whole[np.argsort(whole - quota, kind="stable")[:rest]] += 1
    return whole


def half_up(number: float) -> int:
    """The nearest whole number, halves upward."""
    return int(np.floor(number + 0.5))
