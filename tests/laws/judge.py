"""What a law found, and the verdict on it.

A figure drawn by chance is held against its theory with the doubt of four standard errors of a normal number: its interval is as
wide as Student's t of its samples makes it for the same chance (1 in 15,800), so that a hundred laws that hold cry wolf together
in fewer than one of a hundred families of seeds. What must be equal is counted: one exception breaks it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

ERRORS = 4.0
CHANCE = 2 * float(norm.sf(ERRORS))  # of a false alarm, per law


@dataclass(frozen=True)
class Finding:
    """One law, what theory says, what was found and how sure that is.

    `half` is half the interval's width, 0 for laws that are exact; `samples` is the number of independent samples or of things
    that were counted; a `bound` of "most" or "least" says that theory is only a bound of the value, one of "above" or "below" that
    the value lies there beyond doubt. What was fitted is `allowed` to be so far from its aim.
    """

    law: str
    theory: float
    value: float
    half: float = 0.0
    samples: int = 0
    bound: str = ""
    allowed: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether what was found can be reconciled with theory."""
        if not math.isfinite(self.value) or self.samples < 1:
            return False
        if self.bound == "most":
            return self.value - self.half <= self.theory
        if self.bound == "least":
            return self.value + self.half >= self.theory
        if self.bound == "above":
            return self.value - self.half > self.theory
        if self.bound == "below":
            return self.value + self.half < self.theory
        return abs(self.value - self.theory) <= (self.allowed or self.half)

    @property
    def sharpness(self) -> float:
        """Half the interval's width as a share of the theory."""
        return self.half / abs(self.theory) if self.theory else self.half

    def __str__(self) -> str:
        return f"{self.law}: theory {self.theory:.6g}, found {self.value:.6g} +- {self.half:.2g} ({self.samples} samples)"


def mean_of(law: str, theory: float, samples: Iterable[float], bound: str = "") -> Finding:
    """The mean of independent samples."""
    x = np.asarray(list(samples), float)
    multiple = float(t.isf(CHANCE / 2, len(x) - 1))
    return Finding(law, theory, float(x.mean()), multiple * float(x.std(ddof=1)) / math.sqrt(len(x)), len(x), bound)


def ratio_of(law: str, theory: float, parts: Iterable[float], wholes: Iterable[float], bound: str = "") -> Finding:
    """Sum over sum of independent pairs, with the error of the linearised ratio (Cochran 1977, chapter 6)."""
    part, whole = np.asarray(list(parts), float), np.asarray(list(wholes), float)
    ratio = part.sum() / whole.sum()
    rest = (part - ratio * whole) / whole.mean()
    multiple = float(t.isf(CHANCE / 2, len(part) - 1))
    return Finding(law, theory, float(ratio), multiple * float(rest.std(ddof=1)) / math.sqrt(len(part)), len(part), bound)


def share_of(law: str, theory: float, hits: int, cases: int) -> Finding:
    """A share of independent cases; its error is the one that theory gives it."""
    value = hits / cases if cases else math.nan
    return Finding(law, theory, value, ERRORS * math.sqrt(theory * (1 - theory) / max(cases, 1)), cases)


def sum_of(law: str, theory: float, variance: float, value: float, cases: int) -> Finding:
    """A sum whose mean and variance theory knows."""
    return Finding(law, theory, value, ERRORS * math.sqrt(variance), cases)


def exceptions(law: str, found: int, cases: int) -> Finding:
    """A law without exceptions: how many were found among how many cases."""
    return Finding(law, 0.0, float(found), 0.0, int(cases))


def assert_holds(findings: Iterable[Finding], within: float | None = None) -> None:
    """Fail with every law that is broken, or whose interval is wider than this share of the theory and so says too little."""
    findings = list(findings)
    assert findings, "nothing was examined"
    broken = [str(finding) for finding in findings if not finding.holds]
    assert not broken, "\n" + "\n".join(broken)
    if within is not None:
        blunt = [str(finding) for finding in findings if finding.sharpness > within]
        assert not blunt, "too few samples to say anything:\n" + "\n".join(blunt)
