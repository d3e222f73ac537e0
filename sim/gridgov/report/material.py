"""What a report is made from: the runs of a study or of a comparison, in groups that share all but the seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gridgov.analysis.compare import MAIN_METRICS, Comparison
from gridgov.analysis.paired import LEVEL, together
from gridgov.report.names import Coded
from gridgov.scenario.scenario import Scenario

if TYPE_CHECKING:
    from gridgov.analysis.worlds import Verdict

#: What the record says, beside what is true.
RECORDED = {"on_time_true": "on_time_recorded", "closing_true": "closing_recorded"}
COST = "cost"


@dataclass(frozen=True)
class Group:
    """Runs that share all but the seed: a policy, or a policy with values of levers.

    `key` is what the page's numbers name them by; `runs` are their ids in the order of `seeds`. `label` is what the page calls them in its
    language, `code` what files and commands call them.
    """

    key: str
    label: str
    code: str
    policy: str
    sha256: str
    seeds: tuple[int, ...]
    runs: tuple[str, ...]
    changes: Mapping[str, Any] = field(default_factory=dict)  # beside the scenario's file and the policy, by dotted path
    scenario: Scenario | None = None  # None where its files were changed since

    @property
    def named(self) -> str | Coded:
        """Its label, with its code where that is another text."""
        return self.label if self.label == self.code else Coded(self.label, self.code)

    def title(self, lang: str) -> str:
        """What its policy is called; empty where it has no title."""
        return self.scenario.policy_title(lang) if self.scenario else ""


@dataclass(frozen=True)
class Block:
    """Groups that are held against each other, the first is the reference; `setting` says what all of them share, where it moves, in the
    page's language, `code` as the plan has it. A block that lacks the reference of the page is not `held`: its groups stand side by side only."""

    setting: str
    groups: tuple[Group, ...]
    comparison: Comparison
    code: str = ""
    held: bool = True

    @property
    def named(self) -> str | Coded:
        """The setting for a heading, with its code where that is another text."""
        return self.setting if self.code in ("", self.setting) else Coded(self.setting, self.code)

    @property
    def reference(self) -> Group:
        """The group that the others are held against."""
        return self.groups[0]

    @property
    def others(self) -> tuple[Group, ...]:
        """The groups that are held against the reference."""
        return self.groups[1:] if self.held else ()

    def group(self, label: str) -> Group:
        """The group of this label."""
        return next(one for one in self.groups if one.label == label)


@dataclass(frozen=True)
class Material:
    """All that a page speaks of.

    `metrics` are those that were named beforehand, the first decides; `shown` also has the other main ones, what is recorded beside what is
    true. `study` is open and None for a comparison. `spread` holds groups of settings that are too many to be shown one by one.
    """

    folder: Path
    titles: tuple[str, str]
    asked: str  # scenario, as it was asked for
    metrics: tuple[str, ...]
    shown: tuple[str, ...]
    known: tuple[str, ...]  # all figures that runs gave
    blocks: tuple[Block, ...]
    worlds: tuple[Group, ...]  # runs of all worlds but the default one, by policy
    spread: tuple[Group, ...]  # runs of all settings, by policy
    version: str
    source_sha256: str
    counts: Mapping[str, int]  # runs by status
    engine: str = "compiled"
    study: Any = None
    ground: Scenario | None = None  # the scenario under no policy; None where it cannot be read any more
    troubles: tuple[str, ...] = ()  # sentences about what could not be read
    names: Mapping[str, str] = field(default_factory=dict)  # what the page calls each policy, by its code
    policies: Mapping[str, Scenario] = field(default_factory=dict)  # the scenario under each, without what the design moves, by what it is called

    @cached_property
    def city(self) -> Any:
        """The city, the same under every policy; None where the scenario cannot be read any more."""
        from gridgov.city.city import build_city  # brings in the compiler

        return None if self.ground is None else build_city(self.ground)

    @property
    def residents(self) -> int | None:
        """How many people live there."""
        return None if self.city is None else int(self.city.residents.sum())

    def title(self, lang: str) -> str:
        """The question."""
        return self.titles[lang == "zh"] or self.titles[0] or self.folder.resolve().name

    def name(self, code: str) -> str:
        """What the page calls a policy."""
        return self.names.get(code, code)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts of a study of worlds, by policy and metric, with the page's intervals at default assumptions; else none."""
        if self.study is None or not self.worlds:
            return ()
        from gridgov.analysis.worlds import verdicts

        return tuple(verdicts(self.study, self.metrics, level=self.level_of))

    def level_of(self, metric: str) -> float:
        """Level of an interval between two policies, everywhere on the page: those of the metric that decides hold together, others by themselves."""
        return joint_level(self.blocks) if metric == self.main else LEVEL

    @property
    def main(self) -> str:
        """The metric that decides."""
        return self.metrics[0]

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups there are."""
        return tuple(one for block in self.blocks for one in block.groups) + self.worlds + self.spread

    @property
    def scenario(self) -> Scenario | None:
        """The scenario under the reference, without what the design moves; None where it cannot be read any more."""
        return next(iter(self.policies.values()), None)

    @property
    def scenarios(self) -> dict[str, list[Scenario]]:
        """By what each policy is called, its scenarios that are shown one by one; of a sample of settings the one without what the design moves."""
        found: dict[str, list[Scenario]] = {}
        for group in (group for block in self.blocks for group in block.groups if group.scenario):
            found.setdefault(self.name(group.policy), []).append(group.scenario)
        return found or {label: [scenario] for label, scenario in self.policies.items()}


def pairs_of(blocks: Sequence[Block]) -> int:
    """How many pairs of groups are told apart, over all settings."""
    return sum(comb(len(block.groups), 2) for block in blocks if block.held)


def joint_level(blocks: Sequence[Block]) -> float:
    """Level of each interval between two policies such that those of all pairs at all settings hold together."""
    return together(pairs_of(blocks))


def key_of(number: int) -> str:
    """A, B, ..., Z, AA, AB, ...: short names of groups."""
    text = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        text, number = chr(ord("A") + rest) + text, number - 1
    return text


def shown_of(metrics: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The metrics named beforehand, then the other main ones, each recorded one beside its true one."""
    wanted: list[str] = []
    true_of = {recorded: true for true, recorded in RECORDED.items()}
    for name in (*metrics, *MAIN_METRICS):
        true = true_of.get(name, name)
        wanted += [true, RECORDED[true]] if true in RECORDED else [true]
    return tuple(name for name in dict.fromkeys(wanted) if name in known)


def wanted_figures(metrics: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The figures that a page shows anywhere."""
    prefixes = ("problem_days_", "cost", "spent_on_", "hours_", "gap_", "gini", "p90_p10")
    return tuple(dict.fromkeys([*shown_of(metrics, known), *(name for name in known if name.startswith(prefixes) or name == "backlog_growth")]))
