"""Functions whose sensitivity is known: Ishigami's, Sobol's G, straight and bent ones; and what noise makes of them."""

from __future__ import annotations

import math

import numpy as np

from gridgov.study.ask import Ask
from gridgov.study.ranges import Range

# The closed forms: Ishigami and Homma (1990) with a = 7, b = 0.1; Sobol's G with these coefficients.
A, B = 7.0, 0.1
G = np.array([0.0, 1.0, 4.5, 9.0, 99.0])


def ishigami(shares: np.ndarray) -> np.ndarray:
    """Ishigami's function at points f8 (points, 3) in [0, 1]."""
    x = -math.pi + 2 * math.pi * shares
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_truth() -> tuple[float, np.ndarray, np.ndarray]:
    """Its variance, first-order and total indices."""
    variance = A**2 / 8 + B * math.pi**4 / 5 + B**2 * math.pi**8 / 18 + 0.5
    first = np.array([0.5 * (1 + B * math.pi**4 / 5) ** 2, A**2 / 8, 0.0]) / variance
    shared = B**2 * math.pi**8 * (1 / 18 - 1 / 50) / variance
    return variance, first, first + np.array([shared, 0, shared])


def sobol_g(shares: np.ndarray) -> np.ndarray:
    """Sobol's G at points f8 (points, 5) in [0, 1]."""
    return np.prod((np.abs(4 * shares - 2) + G) / (1 + G), axis=1)


def sobol_g_truth() -> tuple[float, np.ndarray, np.ndarray]:
    """Its variance, first-order and total indices."""
    parts = 1 / (3 * (1 + G) ** 2)
    variance = np.prod(1 + parts) - 1
    return variance, parts / variance, parts * np.array([np.prod(np.delete(1 + parts, one)) for one in range(len(G))]) / variance


#: Each with its number of factors.
FUNCTIONS = [(ishigami, 3, ishigami_truth), (sobol_g, 5, sobol_g_truth)]

SLOPES = np.array([3.0, -2.0, 0.0, 0.0])


def straight(shares: np.ndarray) -> np.ndarray:
    """A sum of four factors, two of which have no effect."""
    return shares @ SLOPES


def bent(shares: np.ndarray) -> np.ndarray:
    """The same, and a product of the two others: the effect of each is 8 (x - 1/2) of the other."""
    return straight(shares) + 8 * (shares[:, 2] - 0.5) * (shares[:, 3] - 0.5)


def ask(factors: int, points: int, seed: int = 1, levels: int = 4) -> Ask:
    """What a sample of so many factors, each from 0 to 1, is made from."""
    ranges = tuple(Range(f"x{one}", ("learning.trust",), low=0.0, high=1.0) for one in range(factors))
    return Ask(("none",), ranges, points=points, seed=seed, levels=levels)


def runs(levels: np.ndarray, noise: float, replicates: int, rng: np.random.Generator, common: float = 0.0, each: int | None = None) -> np.ndarray:
    """What seeds make of levels, f8 (levels, replicates): independent noise, and some that all points of a row of `each` points share."""
    luck = rng.normal(size=(len(levels) // (each or len(levels)), replicates)).repeat(each or len(levels), axis=0)
    return levels[:, None] + noise * rng.normal(size=(len(levels), replicates)) + common * luck
