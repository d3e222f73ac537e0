"""A checked scenario: settings, the policies that act later or somewhere, and its identity."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from gridgov.scenario.dates import Dates
from gridgov.scenario.schema import Settings


@dataclass(frozen=True)
class Where:
    """Where a policy acts: the streets and grids named (everywhere if none is), and of these a share drawn by key."""

    streets: tuple[str, ...] = ()
    grids: tuple[str, ...] = ()
    share: float = 1.0
    unit: str = "grid"


@dataclass(frozen=True)
class Part:
    """A policy with a first day, a last one or a place, or one stage of a policy.

    `from_day` is a day of the measured period; 0 = from the start of the run.

    It is in force on days before `until_day`, a day of the measured period; None = to the end.

    `stage` is 0 where the policy has none. A stage reaches what its `where` says and no earlier stage has reached; without
    `where`, all that is left.

    `changes` holds single values by dotted path, such as `category.litter.power.grid`.
    """

    name: str
    from_day: int
    where: Where | None
    changes: dict[str, Any]
    until_day: int | None = None
    stage: int = 0

    @property
    def placed(self) -> bool:
        """Whether it may reach some places and not others."""
        return self.where is not None or self.stage > 0

    @property
    def title(self) -> str:
        """The policy's name, with the number of the stage."""
        return f"{self.name}/{self.stage}" if self.stage else self.name


@dataclass(frozen=True)
class Assumption:
    """A value that no document states: what it is, the value taken, why, and perhaps the parameters that it speaks of (`*`: any)."""

    name: str
    what: str
    value: Any
    why: str
    what_zh: str = ""
    why_zh: str = ""
    paths: tuple[str, ...] = ()


#: The documents and the numbers of their facts, as docs/background/evidence.md has them.
DOCUMENTS = {"S0": range(1, 14), "S1": range(14, 43), "S2": range(43, 62), "S3": range(62, 71), "S4": range(71, 91)}


@dataclass(frozen=True)
class Fact:
    """One number of a document, and what a scenario makes of it.

    `kind` is "given" (it was put in: `sets` holds, for each policy, what it comes to by dotted path; `counts` how many rows of a
    table), "emergent" (no parameter states it: `metric`, measured under `policy` and times `scale`, or divided by the same under
    `against`, should lie within `low` and `high`; `miss` says why it does not), "arithmetic" (measured in the same way, but every run gives
    one number, since it follows from what was put in), or "context" (`why` it is no quantity of this model).
    """

    name: str
    number: int
    kind: str
    value: Any
    what: str
    what_zh: str
    why: str = ""
    why_zh: str = ""
    sets: tuple[tuple[str, str, Any], ...] = ()  # policy, path, value
    metric: str = ""
    policy: str = ""
    against: str = ""
    scale: float = 1.0
    low: float | None = None
    high: float | None = None
    miss: str = ""
    miss_zh: str = ""

    @property
    def document(self) -> str:
        """The document that states it."""
        return next(name for name, numbers in DOCUMENTS.items() if self.number in numbers)

    def text(self, key: str, lang: str) -> str:
        """One of the texts in a language."""
        return getattr(self, f"{key}_zh" if lang == "zh" else key) or getattr(self, key)

    def hit(self, value: float) -> bool:
        """Whether a measured value lies within the tolerance."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Scenario:
    """All that one run is about, checked and frozen. Its canonical JSON is its identity."""

    name: str
    titles: tuple[str, str]
    settings: Settings
    parts: tuple[Part, ...] = ()
    policies: tuple[str, ...] = ()
    buildings_path: Path | None = None
    buildings_sha256: str = ""
    dates: Dates = Dates()  # of what is written; no rule reads them, and they are no part of the identity
    assumptions: tuple[Assumption, ...] = ()
    facts: tuple[Fact, ...] = ()  # of the scenario's own file: what extends it may differ
    policy_titles: tuple[tuple[str, str], ...] = ()  # English and Chinese, of the policies asked for, where they have one
    sets: tuple[tuple[str, Any], ...] = ()  # what was set beside file and policies, by dotted path; of a path set twice the last
    asked: str = field(default="", compare=False)  # the name or path by which it was asked for
    _under: dict[frozenset[int], Settings] = field(default_factory=dict, repr=False, compare=False)

    def title(self, lang: str = "en") -> str:
        """The scenario's title, or its name where it has none."""
        return self.titles[lang == "zh"] or self.titles[0] or self.name

    def policy_title(self, lang: str = "en") -> str:
        """The titles of the policies asked for; empty where none has one."""
        return " + ".join(titles[lang == "zh"] or titles[0] for titles in self.policy_titles)

    def start_day(self, part: Part) -> int:
        """Day of the run, warm-up included, on which a part begins."""
        return self.settings.time.warmup_days + part.from_day if part.from_day else 0

    def end_day(self, part: Part) -> int:
        """Day of the run, warm-up included, before which a part ends: the end of the run where it does not end earlier."""
        time = self.settings.time
        return time.warmup_days + (time.horizon_days if part.until_day is None else min(part.until_day, time.horizon_days))

    def settings_under(self, active: frozenset[int]) -> Settings:
        """The settings while the parts with these places in `parts` are in force."""
        active = frozenset(active)
        if not active:
            return self.settings
        if active not in self._under:
            nested = self.settings.model_dump()
            for place in sorted(active):
                for path, value in self.parts[place].changes.items():
                    *tables, name = path.split(".")
                    row = nested
                    for table in tables:
                        row = row[table]
                    row[name] = value
            self._under[active] = Settings.model_validate(nested)
        return self._under[active]

    def canonical_json(self) -> str:
        """What is simulated, as JSON with sorted names: equal text means an equal simulation."""
        settings = self.settings.model_dump()
        settings["city"]["buildings_file"] = self.buildings_sha256
        parts = [
            {"name": part.name, "from_day": part.from_day, "where": vars(part.where) if part.where else None, "changes": part.changes}
            | ({} if part.until_day is None else {"until_day": part.until_day}) | ({"stage": part.stage} if part.stage else {})
            for part in self.parts
        ]  # fmt: skip
        return json.dumps({"settings": settings, "parts": parts}, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical_json().encode("utf-8")).hexdigest()

    @cached_property
    def city_json(self) -> str:
        """What the city is made from, as JSON: equal texts mean equal cities."""
        settings = self.settings
        made_from = [settings.city.model_dump(), {name: kind.model_dump() for name, kind in settings.estate.items()}, settings.learning.model_dump()]
        return json.dumps([*made_from, str(self.buildings_path), self.buildings_sha256], sort_keys=True)
