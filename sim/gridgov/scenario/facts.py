"""What the documents state: the tables [fact.NAME] of a scenario, one per number, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from gridgov.scenario.data import AS_IT_STANDS, is_name
from gridgov.scenario.document import Document
from gridgov.scenario.layers import Reader, Source
from gridgov.scenario.paths import KEYED
from gridgov.scenario.policies import PolicyReader
from gridgov.scenario.scenario import DOCUMENTS, Fact, Scenario
from gridgov.text.faults import Fault, fault, nearest

LAST = max(max(numbers) for numbers in DOCUMENTS.values())
GIVEN, EMERGENT, ARITHMETIC, CONTEXT = KINDS = ("given", "emergent", "arithmetic", "context")
#: Kinds whose facts are measured: of the second the same comes out of every run, since it follows from what was put in.
MEASURED = (EMERGENT, ARITHMETIC)

TEXTS = ("what", "what_zh", "why", "why_zh", "miss", "miss_zh")
NUMBERS = ("low", "high", "scale")
NAMES = ("metric", "policy", "against")
KEYS = ("number", "kind", "value", *TEXTS, "set", *NAMES, *NUMBERS)
#: Keys that only facts of some kinds may have, and those that it must have; what waits for a parameter may lack the latter.
OWN = {"set": (GIVEN,), **dict.fromkeys((*NAMES, *NUMBERS), MEASURED), **dict.fromkeys(("miss", "miss_zh"), (EMERGENT,))}
MUST = {GIVEN: ("set",), **dict.fromkeys(MEASURED, ("metric", "policy", "why", "why_zh")), CONTEXT: ("why", "why_zh")}


class FactReader:
    """Reads the facts of one document; what is wrong with them is noted in the reader's faults."""

    def __init__(self, reader: Reader, policies: PolicyReader):
        self.reader = reader
        self.faults = reader.faults
        self.policies = policies

    def read(self, document: Document) -> tuple[Fact, ...]:
        """The facts of a file in order of their numbers; faulty ones are left out. Its policies have been declared before."""
        rows = document.data.get("fact", {})
        if not isinstance(rows, dict):
            self.faults.append(document.fault(("fact",), rows, "not_a_table", entries=("name", "名称")))
            return ()
        found: dict[int, Fact] = {}
        for name, row in rows.items():
            before = len(self.faults)
            if not is_name(name):
                self.faults.append(document.fault(("fact", name), Fault.NO_VALUE, "bad_name", name=name[:60]))
            elif not isinstance(row, dict):
                self.faults.append(document.fault(("fact", name), row, "not_a_table", entries=("name", "名称")))
            else:
                one = self._fact(name, row, document)
                if one.number in found:
                    self.faults.append(document.fault(("fact", name, "number"), one.number, "fact_twice", other=found[one.number].name))
                elif len(self.faults) == before:
                    found[one.number] = one
        return tuple(found[number] for number in sorted(found))

    def _fact(self, name: str, row: dict[str, Any], document: Document) -> Fact:
        place = ("fact", name)

        def refuse(key: str, code: str, **arguments) -> None:
            self.faults.append(document.fault((*place, key), row.get(key, Fault.NO_VALUE), code, **arguments))

        for key in row:
            if key not in KEYS:
                like = nearest(key, KEYS)
                refuse(key, "unknown_key" if like is None else "unknown_key_like", like=like)
        values: dict[str, Any] = {}
        for key in (*TEXTS, *NAMES):
            values[key] = row.get(key, "")
            if not isinstance(values[key], str):
                refuse(key, "wants_text")
        for key in NUMBERS:
            values[key] = row.get(key, 1.0 if key == "scale" else None)
            if key in row and (isinstance(row[key], bool) or not isinstance(row[key], int | float)):
                refuse(key, "wants_number", bounds=("", ""))
        number, kind = row.get("number"), row.get("kind")
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= LAST:
            refuse("number", "wants_whole", bounds=(f"within [1, {LAST}]", f"在 [1, {LAST}] 之内"))
            number = 0
        if kind not in KINDS:
            refuse("kind", "wants_choice", choices=", ".join(KINDS))
        for key in ("value", "what", "what_zh", *MUST.get(kind, ())):
            if row.get(key, "") == "":
                refuse(key, "fact_lacks")
        if kind in MEASURED and values["low"] is None and values["high"] is None:
            refuse("low", "fact_lacks")
        for key in row:
            if kind in KINDS and kind not in OWN.get(key, KINDS):
                refuse(key, "fact_kind", kind=kind)
        for key in ("policy", "against"):
            if values[key] and isinstance(values[key], str):
                self._known_policy(values[key], document, (*place, key))
        sets = self._sets(row.get("set", {}), document, (*place, "set"))
        return Fact(name=name, number=number, kind=str(kind), value=row.get("value"), sets=sets, **values)

    def _known_policy(self, name: str, document: Document, place: tuple[str, ...]) -> bool:
        if name == AS_IT_STANDS or self.policies.find(name) is not None:
            return True
        self.faults.append(self.policies.no_policy(name, document.fault, place, Fault.NO_VALUE))
        return False

    def _sets(self, content: Any, document: Document, place: tuple[str, ...]) -> tuple[tuple[str, str, Any], ...]:
        """What a given fact comes to: `set.POLICY` is a table as a policy has it, or `rows`: how many a keyed table holds."""
        if not isinstance(content, dict):
            self.faults.append(document.fault(place, content, "not_a_table", entries=("policy", "政策")))
            return ()
        found = []
        for policy, tables in content.items():
            if not isinstance(tables, dict):
                self.faults.append(document.fault((*place, policy), tables, "not_a_table", entries=("name", "名称")))
            elif self._known_policy(policy, document, (*place, policy)):
                rows = tables.get("rows", {})
                layer = self.reader.read(
                    {table: row for table, row in tables.items() if table != "rows"}, Source(document.shown, document.line_of, (*place, policy))
                )
                found += [(policy, ".".join(path), value) for path, value in layer.changes.items()]
                found += [(policy, f"rows.{table}", count) for table, count in self._rows(rows, document, (*place, policy, "rows"))]
        return tuple(found)

    def _rows(self, rows: Any, document: Document, place: tuple[str, ...]) -> list[tuple[str, int]]:
        """How many rows the named keyed tables have."""
        if not isinstance(rows, dict):
            self.faults.append(document.fault(place, rows, "not_a_table", entries=("name", "名称")))
            return []
        for table, count in rows.items():
            if table not in KEYED:
                like = nearest(table, KEYED)
                self.faults.append(document.fault((*place, table), count, "unknown_table" if like is None else "unknown_table_like", like=like))
            elif isinstance(count, bool) or not isinstance(count, int):
                self.faults.append(document.fault((*place, table), count, "wants_whole", bounds=("", "")))
        return list(rows.items())


def unheld(facts: Iterable[Fact], under: Callable[[str], Scenario], file: str) -> list[Fault]:
    """Facts that say to be given and are not: some parameter has another value under the policy that is said to set it.

    `under` gives the scenario under the policy of a name.
    """
    faults = []
    for one in facts:
        for policy, path, value in one.sets:
            held = _value(under(policy), path)
            if held != value:
                table = f"fact.{one.name}.set.{policy}." + path.rpartition(".")[0]
                faults.append(fault(file, None, table, path.rpartition(".")[2], value, "fact_unheld", policy=policy, there=held))
    return faults


def _value(scenario: Scenario, path: str) -> Any:
    """The value of a path: of what a policy that acts later or somewhere changes, else of the settings; the number of rows of a table."""
    for part in scenario.parts:
        if path in part.changes:
            return part.changes[path]
    table, *keys = path.split(".")
    if table == "rows":
        return len(getattr(scenario.settings, keys[0]))
    row: Any = scenario.settings.model_dump()[table]
    for key in keys:
        row = row.get(key) if isinstance(row, dict) else None
    return row
