"""Policies: named sets of changes, how they are read, included, composed, and when two of them contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gridgov.scenario.data import AS_IT_STANDS, is_name, policy_names
from gridgov.scenario.document import Document
from gridgov.scenario.layers import Layer, Reader, Source
from gridgov.scenario.lever import CITY, WHOLE
from gridgov.scenario.paths import BY_NAME, KEYED, Path, lever_of
from gridgov.scenario.sources import Sources
from gridgov.scenario.stages import Stage, StageReader
from gridgov.text.faults import Fault, fault, nearest

KEYS = ("title_en", "title_zh", "from_day", "until_day", "where", "stages", "include", "set")


@dataclass
class Policy:
    """One policy as it is written: what it changes, from when, until when and where, stage by stage, and what it includes."""

    name: str
    titles: tuple[str, str]
    stages: tuple[Stage, ...]  # one, of number 0, where it is not rolled out by stages
    include: tuple[str, ...]
    layer: Layer
    document: Document
    prefix: Path

    @property
    def is_part(self) -> bool:
        """Whether it acts later than from the start, not to the end, or only somewhere."""
        return any(stage.number or stage.from_day > 0 or stage.until_day is not None or stage.where is not None for stage in self.stages)

    def meets(self, other: Policy) -> bool:
        """Whether there is a day on which both are in force."""
        return any(one.meets(two) for one in self.stages for two in other.stages)


def that_meet(parts: list[Policy]) -> list[list[Policy]]:
    """The largest sets, of two policies or more, that are in force on one day."""
    first_days = [stage for part in parts for stage in part.stages]
    on_a_day = [[part for part in parts if any(first.begins_within(stage) for stage in part.stages)] for first in first_days]
    sets = {tuple(map(id, together)): together for together in on_a_day if len(together) > 1}
    return [together for ids, together in sets.items() if not any(set(ids) < set(more) for more in sets)]


def _each(names: Iterable[str]) -> list[str]:
    """The single names in `a+b`."""
    return [part.strip() for text in names for part in str(text).split("+")]


class PolicyReader:
    """Reads policies from a scenario's own tables and from shared files, and puts those that are asked for in order."""

    def __init__(self, reader: Reader, sources: Sources):
        self.reader = reader
        self.faults = reader.faults
        self.stages = StageReader(reader.faults)
        self.sources = sources
        self.own: dict[str, Policy] = {}
        self._shared: dict[str, Policy | None] = {}

    def declare(self, document: Document) -> None:
        """Read the [policy.NAME] tables of a scenario's file; a later file's policy replaces one of the same name."""
        declared = document.data.get("policy", {})
        if not isinstance(declared, dict):
            self.faults.append(document.fault(("policy",), declared, "not_a_table", entries=("policy", "政策")))
            return
        for name, content in declared.items():
            if not is_name(name):
                self.faults.append(document.fault(("policy", name), Fault.NO_VALUE, "bad_name", name=name[:60]))
            elif name == AS_IT_STANDS:
                self.faults.append(document.fault(("policy", name), Fault.NO_VALUE, "policy_none"))
            elif not isinstance(content, dict):
                self.faults.append(document.fault(("policy", name), content, "not_a_table", entries=("policy", "政策")))
            else:
                self.own[name] = self._policy(name, content, document, ("policy", name))

    def find(self, name: str) -> Policy | None:
        """The policy of this name, the scenario's own before a shared one."""
        if name in self.own:
            return self.own[name]
        if name not in self._shared:
            document = self.sources.shared_policy(name)
            self.faults.extend(self.sources.take_faults())
            self._shared[name] = None if document is None else self._policy(name, document.data, document, ())
        return self._shared[name]

    def in_order(self, names: Iterable[str], asker: str) -> list[Policy]:
        """The policies named (`a+b` is both) and those they include, each once, the included ones first; `asker` named them."""
        found: dict[str, Policy] = {}
        for name in _each(names):
            policy = self.find(name)
            if policy is None:
                self.faults.append(self.no_policy(name, fault, asker, None, "", "", Fault.NO_VALUE))
            else:
                self._include(policy, found, ())
        return list(found.values())

    def titles_of(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Titles in both languages of the policies named, without those they include."""
        return tuple(policy.titles for name in _each(names) if (policy := self.find(name)) and any(policy.titles))

    def check_includes(self) -> None:
        """Note the faults of what the scenario's own policies include, also of those not asked for."""
        for policy in self.own.values():
            self.closure(policy)

    def closure(self, policy: Policy) -> list[Policy]:
        """A policy after all that it includes."""
        found: dict[str, Policy] = {}
        self._include(policy, found, ())
        return list(found.values())

    def _include(self, policy: Policy, found: dict[str, Policy], way: tuple[str, ...]) -> None:
        if policy.name in way:
            names = " -> ".join((*way[way.index(policy.name) :], policy.name))
            self._note(policy.document.fault((*policy.prefix, "include"), list(policy.include), "include_loop", way=names))
            return
        if policy.name in found:
            return
        for name in policy.include:
            other = self.find(name)
            if other is None:
                self._note(self.no_policy(name, policy.document.fault, (*policy.prefix, "include"), list(policy.include)))
            else:
                self._include(other, found, (*way, policy.name))
        found[policy.name] = policy

    def _note(self, one: Fault) -> None:
        if one not in self.faults:
            self.faults.append(one)

    def no_policy(self, name: str, make, *place) -> Fault:
        """The fault of a name that no policy has; `make` makes it of the place, a code and its arguments."""
        if "," in name:
            joined = "+".join(part.strip() for part in name.split(","))
            return make(*place, "no_policy_comma", name=name[:60], joined=joined[:60])
        known = [*self.own, *policy_names()]
        like = nearest(name, known)
        return make(*place, "no_policy" if like is None else "no_policy_like", name=name[:60], like=like, known=", ".join(known))

    def _policy(self, name: str, content: dict[str, Any], document: Document, prefix: Path) -> Policy:
        for key in content:
            if key not in KEYS:
                like = nearest(key, KEYS)
                code = "unknown_key" if like is None else "unknown_key_like"
                value = Fault.NO_VALUE if isinstance(content[key], dict) else content[key]
                self.faults.append(document.fault((*prefix, key), value, code, like=like))
        titles = tuple(self._plain(document, (*prefix, key), content.get(key, ""), str, "wants_text", "") for key in ("title_en", "title_zh"))
        stages = self.stages.read(content, document, prefix)
        include = self.stages.names(document, (*prefix, "include"), content.get("include", []))
        changes = self._plain(document, (*prefix, "set"), content.get("set", {}), dict, "not_a_table", {}, entries=("name", "名称"))
        layer = self.reader.read(changes, Source(document.shown, document.line_of, (*prefix, "set")))
        policy = Policy(name, titles, stages, include, layer, document, prefix)
        self._check_scopes(policy)
        return policy

    def _plain(self, document: Document, place: Path, value: Any, kind: type, code: str, instead: Any, **arguments) -> Any:
        if isinstance(value, kind):
            return value
        self.faults.append(document.fault(place, value, code, **arguments))
        return instead

    def _check_scopes(self, policy: Policy) -> None:
        layer = policy.layer
        touched = [(path, lever_of(path), layer.origins[path], value) for path, value in layer.changes.items()]
        touched += [((*place, "remove"), BY_NAME[place[0], "order"], origin, True) for place, origin in layer.removed.items()]
        for path, lever, origin, value in touched:
            if lever.scope == CITY or (lever.scope == WHOLE and policy.is_part):
                code = "policy_city" if lever.scope == CITY else "policy_whole"
                self.faults.append(fault(origin.file, origin.line, origin.shown, path[-1], value, code))
                layer.bad.add(path)
                layer.changes.pop(path, None)
                layer.removed.pop(path[:2], None)


def contradictions(policies: list[Policy]) -> list[Fault]:
    """Faults of policies that meet and set one parameter differently, each naming both."""
    faults = []
    said: dict[Path, list[tuple[Policy, Any]]] = {}
    for policy in policies:
        changes = dict(policy.layer.changes) | {(*place, "remove"): True for place in policy.layer.removed}
        for path, value in changes.items():
            removed = (*path[:2], "remove")
            others = said.get(path, []) + (said.get(removed, []) if path[0] in KEYED and path != removed else [])
            found = next(((other, before) for other, before in others if before != value and other.meets(policy)), None)
            if found is not None:
                faults.append(_differ(policy, path, value, *found))
        for place in policy.layer.removed:
            for path, others in said.items():
                if path[:2] == place and path[-1] != "remove":
                    faults.extend(_differ(policy, (*place, "remove"), True, other, before, path) for other, before in others[:1])
        for path, value in changes.items():
            said.setdefault(path, []).append((policy, value))
    return faults


def _differ(policy: Policy, path: Path, value: Any, other: Policy, before: Any, about: Path | None = None) -> Fault:
    """The fault at what a policy sets at `path`, which contradicts what another set before (there, or at `about`)."""
    origin = policy.layer.origins.get(path) or policy.layer.removed[path[:2]]
    name = ".".join(about or path)
    return fault(
        origin.file, origin.line, origin.shown, path[-1], value, "policies_differ", one=other.name, two=policy.name, path=name, before=before
    )
