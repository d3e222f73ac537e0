"""What each mechanism of the documents must do: the rows of effects.csv, one claim each, checked for their form.

A row says: in the scenario `classroom`, with `setting`, let `lever` go from `off` to `on`, and nothing else. Then, in paired
replicates that share all draws,

- each metric of `rise` rises and each of `fall` falls, at four standard errors; those of `stay` are the same number in every replicate;
- the mechanism has its `price`: each metric named there moves as its sign says. From `off` to `on` that is for the worse, or for more
  hours or money; where `reform` is "off" the documents go the other way, and pay by the opposite move;
- in the first second in which the two event logs differ (desks and tiers by their names), one of them has a row of one of `events`
  that the other has not ("births": a birth). Without events both logs are the same: only what residents learn may differ.

The columns: `mechanism` M1 to M38; `lever` a path as in a policy, where a `*` stands for every row or entry; `off` the value at which
the mechanism does nothing, which need not be the default ("default" is what the scenario has, "none" as in files); `on` a value to test;
`setting` what else is set, as path=value with semicolons, `policy=NAME` for a shared policy; `reform` which end the documents go to, "off"
where the lever adds what they take away; `rule` a number of section 6 of the specification; `entities` what it acts on; `also` further
parameters of the mechanism; `facts` rows of the list of facts; `evidence` how well the direction is known. No effect size is known for
any row: sizes are swept. Twenty replicates are enough for every row.

This file is the only place that says which levers belong to which mechanism, and what each costs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gridgov.text.faults import Fault, Faults, fault

FILE = Path(__file__).with_name("effects.csv")
MECHANISMS = tuple(f"M{number}" for number in range(1, 39))
ENTITIES = ("district", "street", "community", "grid", "estate", "building", "resident", "organisation", "post", "desk", "problem", "leg")
REFORMS = ("on", "off")
EVIDENCE = ("none", "low", "medium", "high")
RULES = tuple(str(number) for number in range(1, 15))
FACTS = tuple(str(number) for number in range(1, 91))
COLUMNS = ("mechanism", "lever", "off", "on", "setting", "reform", "rule", "entities", "events", "rise", "fall", "stay", "price", "also",
           "facts", "evidence")  # fmt: skip
#: What the cells of some columns, or the parts of a cell, may be.
ALLOWED = {"mechanism": MECHANISMS, "reform": REFORMS, "rule": RULES, "evidence": EVIDENCE, "entities": ENTITIES, "facts": FACTS}
FILLED = ("mechanism", "lever", "off", "on", "reform", "rule", "entities", "price", "evidence")


@dataclass(frozen=True)
class Effect:
    """One row. `off` and `on` are values as TOML has them, or the words "default" and "none"."""

    line: int
    mechanism: str
    lever: str
    off: Any
    on: Any
    setting: tuple[tuple[str, Any], ...]  # path and value
    policies: tuple[str, ...]
    reform: str
    rule: int
    entities: tuple[str, ...]
    events: tuple[str, ...]
    rise: tuple[str, ...]
    fall: tuple[str, ...]
    stay: tuple[str, ...]
    price: tuple[tuple[int, str], ...]  # +1 or -1, and the metric
    also: tuple[str, ...]
    facts: tuple[int, ...]
    evidence: str

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that the row names: its lever, its setting, its further parameters."""
        return (self.lever, *(path for path, _ in self.setting), *self.also)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that the row names."""
        return (*self.rise, *self.fall, *self.stay, *(metric for _, metric in self.price))


@cache
def effects() -> tuple[Effect, ...]:
    """The rows of the shipped file."""
    return read_effects(FILE)


def read_effects(path: Path) -> tuple[Effect, ...]:
    """The rows of a file of effects; raises Faults with every fault of their form."""
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    if not lines or tuple(lines[0]) != COLUMNS:
        missing = next((name for name in COLUMNS if not lines or name not in lines[0]), None)
        code = ("csv_unknown_column", {"known": ", ".join(COLUMNS)}) if missing is None else ("csv_missing_column", {"name": missing})
        raise Faults([fault(path.name, 1, "", "", Fault.NO_VALUE, code[0], **code[1])])
    faults: list[Fault] = []
    rows = [_row(number, cells, path.name, faults) for number, cells in enumerate(lines[1:], 2)]
    if faults:
        raise Faults(faults)
    return tuple(row for row in rows if row is not None)


def _row(line: int, cells: list[str], file: str, faults: list[Fault]) -> Effect | None:
    if len(cells) != len(COLUMNS):
        faults.append(fault(file, line, "", "", Fault.NO_VALUE, "csv_short_row", there=len(cells), columns=len(COLUMNS)))
        return None
    cell = dict(zip(COLUMNS, cells))
    before = len(faults)
    faults += [fault(file, line, "", name, Fault.NO_VALUE, "csv_hole") for name in FILLED if not cell[name]]
    for name, allowed in ALLOWED.items():
        for part in parts(cell[name]):
            if part not in allowed:
                faults.append(fault(file, line, "", name, part, "wants_choice", choices=_listed(allowed)))
    for part in parts(cell["setting"]):
        if not part.partition("=")[2]:
            faults.append(fault(file, line, "", "setting", part, "effect_setting"))
    for part in parts(cell["price"]):
        if part[0] not in "+-":
            faults.append(fault(file, line, "", "price", part, "effect_price"))
    for one, other in (("rise", "fall"), ("rise", "stay"), ("fall", "stay")):
        for metric in sorted(set(parts(cell[one])) & set(parts(cell[other]))):
            faults.append(fault(file, line, "", other, metric, "effect_twice", other=one))
    for part in parts(cell["price"]):
        against = {"+": ("fall", "stay"), "-": ("rise", "stay")}.get(part[0], ())
        for column in against:
            if part[1:] in parts(cell[column]):
                faults.append(fault(file, line, "", "price", part, "effect_twice", other=column))
    return None if len(faults) > before else _effect(line, cell)


def _effect(line: int, cell: dict[str, str]) -> Effect:
    pairs = [part.split("=", 1) for part in parts(cell["setting"])]
    return Effect(
        line=line, mechanism=cell["mechanism"], lever=cell["lever"], off=value(cell["off"]), on=value(cell["on"]),
        setting=tuple((path, value(text)) for path, text in pairs if path != "policy"),
        policies=tuple(text for path, text in pairs if path == "policy"), reform=cell["reform"], rule=int(cell["rule"]),
        entities=parts(cell["entities"]), events=parts(cell["events"]), rise=parts(cell["rise"]), fall=parts(cell["fall"]), stay=parts(cell["stay"]),
        price=tuple((1 if part[0] == "+" else -1, part[1:]) for part in parts(cell["price"])), also=parts(cell["also"]),
        facts=tuple(int(part) for part in parts(cell["facts"])), evidence=cell["evidence"],
    )  # fmt: skip


def parts(cell: str) -> tuple[str, ...]:
    """The parts of a cell that are divided by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def value(text: str) -> Any:
    """A value as a file has it: true or false, a number, or a word."""
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _listed(words: Iterable[str]) -> str:
    words = list(words)
    return ", ".join(words) if len(words) <= 14 else f"{words[0]} .. {words[-1]}"


def matches(declared: str, path: str) -> bool:
    """Whether a path speaks of a declared parameter; an entry of a table of numbers may follow its name."""
    one, other = declared.split("."), path.split(".")
    if len(other) not in (len(one), len(one) + 1):
        return False
    return all("*" in (a, b) or a == b for a, b in zip(one, other))


def mechanisms_of(declared: str) -> tuple[str, ...]:
    """The mechanisms that a declared parameter belongs to, in order."""
    found = {row.mechanism for row in effects() if any(matches(declared, path) for path in (row.lever, *row.also))}
    return tuple(name for name in MECHANISMS if name in found)


def price_of(declared: str) -> tuple[str, ...]:
    """What using a declared parameter costs: metrics with the sign in which they move from `off` to `on`."""
    found = [f"{'+' if sign > 0 else '-'}{metric}" for row in effects() if matches(declared, row.lever) for sign, metric in row.price]
    return tuple(dict.fromkeys(found))


def evidence_of(declared: str) -> str | None:
    """How well the direction of a declared parameter's effect is known, at best; None where no mechanism is claimed to move by it."""
    found = [row.evidence for row in effects() if matches(declared, row.lever)]
    return max(found, key=EVIDENCE.index, default=None)
