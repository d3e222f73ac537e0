"""How a dotted path finds its declaration: tables, keyed tables, and tables of numbers."""

from __future__ import annotations

import difflib
import re

from gridgov.scenario.lever import Lever
from gridgov.scenario.levers import LEVERS

#: What the entries of a table of numbers are called after: a keyed table, or the severities.
ENTRIES = {"by_tier": "tier", "by_category": "category", "by_department": "department", "by_severity": "severity"}
SEVERITIES = ("routine", "urgent", "critical")

#: Tables with one row per key: `[tier.grid]`.
KEYED = tuple(dict.fromkeys(lever.path.split(".")[0] for lever in LEVERS if ".*." in lever.path))

#: Parameters of each table, by the table's name in a file.
TABLES: dict[str, tuple[Lever, ...]] = {
    table: tuple(lever for lever in LEVERS if lever.path.split(".")[0] == table)
    for table in dict.fromkeys(lever.path.split(".")[0] for lever in LEVERS)
}

#: The declaration of each (table, name).
BY_NAME: dict[tuple[str, str], Lever] = {(lever.path.split(".")[0], lever.name): lever for lever in LEVERS}

Path = tuple[str, ...]

SURE, SURE_AS_A_WHOLE = 0.75, 0.9  # likeness from which a name, and a whole path, is offered: of two paths much is alike anyway
#: Words that people use for what a parameter calls otherwise.
EVERYDAY = {"population": "residents", "inhabitants": "residents", "people": "residents", "staff": "workers", "subdistricts": "streets"}
SHORTEST_PART = 4  # letters of a part of a name that says enough


def is_table_of_numbers(lever: Lever) -> bool:
    """Whether the parameter is a table whose keys are tiers, severities, categories or departments."""
    return lever.kind in ENTRIES


def lever_of(path: Path) -> Lever | None:
    """The declaration that a path in a file belongs to, or None."""
    if not path:
        return None
    keyed = path[0] in KEYED
    at = 2 if keyed else 1
    if len(path) <= at:
        return None
    lever = BY_NAME.get((path[0], path[at]))
    if lever is None or len(path) - 1 - at != int(is_table_of_numbers(lever)):
        return None
    return lever


def alike(wrote: str, name: str) -> bool:
    """Whether two names are so near that one is the other misspelt."""
    return difflib.SequenceMatcher(None, wrote[:100].lower(), name).ratio() >= SURE


def likely(path: str, most: int = 3) -> list[str]:
    """Paths of parameters that a path which is none may mean.

    Those alike as a whole come first, then those with such a name, then those with it as a part of the name, of the same table before
    others; where the table has none of these, those whose explanation has the word, or the one that people say for it. At most `most`.
    """
    wrote = path[:100].lower().split(".")
    row = wrote[1] if len(wrote) > 2 and wrote[0] in KEYED else "*"
    paths = {(lever.path.replace("*", row, 1) if lever.path.startswith(f"{wrote[0]}.") else lever.path): lever.name for lever in LEVERS}
    whole = difflib.get_close_matches(path[:100].lower(), paths, most, SURE_AS_A_WHOLE)
    names = difflib.get_close_matches(wrote[-1], sorted(set(paths.values())), most, SURE)
    same = [one for name in names for one, own in paths.items() if own == name]
    part = [one for one, own in paths.items() if len(wrote[-1]) >= SHORTEST_PART and wrote[-1] in own]
    found = list(dict.fromkeys([*whole, *same, *part]))
    here = [one for one in found if one.startswith(f"{wrote[0]}.")] or _explained(wrote, row)
    return list(dict.fromkeys([*whole, *here, *found]))[:most]


def _explained(wrote: list[str], row: str) -> list[str]:
    """Paths of one table whose name or explanation in words has a word of the name that was written."""
    said = {EVERYDAY.get(word, word) for word in wrote[-1].split("_") if len(word) >= SHORTEST_PART}
    ranked = []
    for lever in TABLES.get(wrote[0], ()):
        words = re.findall("[a-z]+", f"{lever.name} {lever.en}".replace("_", " ").lower())
        places = [words.index(word) for word in said if word in words]
        if places:
            ranked.append((min(places), lever.path.replace("*", row, 1)))
    return [path for _, path in sorted(ranked)]


def defaults() -> dict[Path, object]:
    """The default of every parameter, as single values by path."""
    values: dict[Path, object] = {}
    for lever in LEVERS:
        table = lever.path.split(".")[0]
        rows = lever.default.items() if table in KEYED else [(None, lever.default)]
        for key, value in rows:
            place = (table, key, lever.name) if key is not None else (table, lever.name)
            if is_table_of_numbers(lever):
                values.update({(*place, entry): number for entry, number in value.items()})
            else:
                values[place] = value
    return values
