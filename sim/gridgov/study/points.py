"""A point of a study: one scenario under one set of policies and values, to be run with several seeds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gridgov.scenario.data import AS_IT_STANDS


@dataclass(frozen=True)
class Point:
    """Which policies (`a+b`, or "none"), and which values by dotted path; equal for equal text whatever the order of the values.

    `factors` are the values that the design moved, by the name of its lever; one lever may hold several paths.
    """

    policy: str = AS_IT_STANDS
    changes: Mapping[str, Any] = field(default_factory=dict)
    factors: Mapping[str, Any] = field(default_factory=dict)

    @property
    def identity(self) -> tuple:
        """Equal for points that mean the same."""
        return self.policy, tuple(sorted(self.changes.items()))

    @property
    def policies(self) -> tuple[str, ...]:
        """What `load_scenario` is asked for."""
        return () if self.policy == AS_IT_STANDS else (self.policy,)


@dataclass(frozen=True)
class Task:
    """Some replicates of one point, to be run one after the other: `runs` are pairs of replicate and seed."""

    point: int
    scenario: Any
    runs: tuple[tuple[int, int], ...]


def run_id(scenario_sha256: str, seed: int, source_sha256: str) -> str:
    """The name of a run: what is simulated (with the hashes of files it reads), the seed, and the source of the model; 16 hex digits."""
    return hashlib.sha256(f"{scenario_sha256} {seed} {source_sha256}".encode()).hexdigest()[:16]
