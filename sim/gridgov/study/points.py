"""A point of a study: one scenario under one set of policies and values, to be run with several seeds; and what a worker is handed of it."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gridgov.scenario.data import AS_IT_STANDS

#: Factor that numbers the rows of an ordered sample (trajectories, base rows) from 1: points of a row share seeds, other rows have others.
ROW = "sample_row"
#: What has become of a run.
DONE, FAILED = "done", "failed"


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
        """Equal for points that mean the same: in two rows of a sample they do not, since their seeds differ."""
        return self.policy, tuple(sorted(self.changes.items())), self.factors.get(ROW)

    @property
    def policies(self) -> tuple[str, ...]:
        """What `load_scenario` is asked for."""
        return () if self.policy == AS_IT_STANDS else (self.policy,)


@dataclass(frozen=True)
class Job:
    """One run to be made: of which point, which replicate with which seed, of which scenario (its hash, and itself as `pack` gives it)."""

    point: int
    replicate: int
    seed: int
    sha256: str
    scenario: bytes = field(repr=False)


@dataclass(frozen=True)
class Task:
    """Some runs to be made one after the other by one worker."""

    runs: tuple[Job, ...]


def pack(scenario: Any) -> bytes:
    """A scenario for the way to a worker: a few kilobytes, so that thousands can be held ready."""
    return zlib.compress(pickle.dumps(scenario, protocol=pickle.HIGHEST_PROTOCOL), level=1)


def unpack(packed: bytes) -> Any:
    """What `pack` was given."""
    return pickle.loads(zlib.decompress(packed))


def run_id(scenario_sha256: str, seed: int, source_sha256: str) -> str:
    """The name of a run: what is simulated (with the hashes of files it reads), the seed, and the source of the model; 16 hex digits."""
    return hashlib.sha256(f"{scenario_sha256} {seed} {source_sha256}".encode()).hexdigest()[:16]
