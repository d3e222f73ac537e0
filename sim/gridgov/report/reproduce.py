"""How each number is made again: a command per block, and per group of runs their ids, seeds and hashes."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gridgov.report.material import Block, Group, Material
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.reference import toml_value
from gridgov.text.words import say

HASH = 12


@dataclass(frozen=True)
class Row:
    """One group of runs, for readers."""

    key: str
    label: Any
    runs: int
    seeds: str
    sha256: str
    command: str


def rows_of(material: Material) -> list[Row]:
    """A row per group; its command repeats the group's first run."""
    return [
        Row(group.key, group.named, len(group.runs), seeds_text(group.seeds), group.sha256[:HASH] or "-", _one_run(material, group))
        for group in material.groups
        if group.runs
    ]


def seeds_text(seeds) -> str:
    """Seeds as stretches: `1-10, 14`."""
    stretches: list[list[int]] = []
    for seed in sorted(set(seeds)):
        if stretches and seed == stretches[-1][1] + 1:
            stretches[-1][1] = seed
        else:
            stretches.append([seed, seed])
    shown = [str(low) if low == high else f"{low}-{high}" for low, high in stretches]
    return ", ".join(shown if len(shown) <= 6 else [*shown[:3], "...", shown[-1]])


def run_groups(material: Material) -> dict[str, Any]:
    """For programs: what the keys of the page's numbers stand for."""
    return {
        group.key: {
            "label": group.label, "policy": group.policy, "seeds": list(group.seeds), "runs": list(group.runs), "scenario_sha256": group.sha256,
        }
        for group in material.groups
    }  # fmt: skip


def commands(material: Material, lang: str) -> list[tuple[str, str]]:
    """What each does, and the command."""
    folder = str(material.folder)
    found = []
    for block in material.blocks:
        if again := compare_command(material, block):
            what = say("report.again.block_of", lang, setting=block.setting) if block.setting else say("report.again.block", lang)
            found.append((what, again))
    if material.study is not None:
        if material.worlds:
            found.append((say("report.again.verdict", lang), command("verdict", folder)))
        if material.study.store.about("sample"):
            found.append((say("report.again.sensitivity", lang), command("sensitivity", folder)))
        if material.worlds or material.spread:
            found.append((say("report.again.discover", lang), command("discover", folder)))
        found.append((say("report.again.table", lang), command("export", folder, "--format", "csv")))
    found.append((say("report.again.page", lang), command("report", folder, "--lang", lang)))
    return found


def compare_command(material: Material, block: Block) -> str:
    """The command that makes all numbers of a block from nothing; empty where no single one does (groups that differ by levers, other seeds)."""
    first = block.reference
    seeds = first.seeds
    whole = seeds and seeds == tuple(range(seeds[0], seeds[0] + len(seeds))) and all(group.seeds == seeds for group in block.groups)
    if not whole or len(block.groups) < 2 or any(dict(group.changes) != dict(first.changes) for group in block.groups):
        return ""
    policies = ",".join(group.policy for group in block.groups)
    return command("compare", material.asked, "--policies", policies, "--replicates", str(len(seeds)), "--seed", str(seeds[0]), *sets(first.changes))


def _one_run(material: Material, group: Group) -> str:
    if material.study is not None:
        return command("replay", group.runs[0], "--study", str(material.folder))
    policy = [] if group.policy == AS_IT_STANDS else ["--policy", group.policy]
    return command("run", material.asked, *policy, "--seed", str(group.seeds[0]), *sets(group.changes))


def sets(changes: Mapping[str, Any]) -> list[str]:
    """Options that set what a group has beside scenario and policy."""
    return [word for path, value in changes.items() for word in ("--set", f"{path}={value if isinstance(value, str) else toml_value(value)}")]


def command(*words: str) -> str:
    """A command as a shell takes it."""
    return shlex.join(["gridgov", *words])
