"""One law examined, in whatever process: a module of its own, because other processes do not import `__main__`."""

from __future__ import annotations

import time

from tests.laws.catalogue import LAWS
from tests.laws.judge import Finding
from tests.laws.law import Size
from tests.laws.monotone import tricks_that_pay

BREACHES = "tricks_that_pay"


def examine(name: str, times: float) -> tuple[str, list[Finding], float]:
    """All findings of one law, and the seconds that took."""
    begun = time.perf_counter()
    findings = list((tricks_that_pay if name == BREACHES else LAWS[name].examine)(Size(times)))
    return name, findings, time.perf_counter() - begun
