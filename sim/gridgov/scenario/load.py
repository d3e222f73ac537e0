"""From a name or a file to a checked, frozen scenario."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from gridgov.scenario.checks import cross_faults
from gridgov.scenario.data import scenario_path
from gridgov.scenario.dates import read_dates
from gridgov.scenario.document import Document
from gridgov.scenario.facts import FactReader
from gridgov.scenario.given import BUILDINGS_ENTRY, Given, find_given, settings_with
from gridgov.scenario.layers import Layer, Reader, Source, State
from gridgov.scenario.paths import ENTRIES, TABLES, is_table_of_numbers, lever_of, likely
from gridgov.scenario.places import can_be_built, place_faults, street_names
from gridgov.scenario.policies import Policy, PolicyReader, contradictions, that_meet
from gridgov.scenario.scenario import Assumption, Part, Scenario
from gridgov.scenario.schema import Settings
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Fault, Faults, fault, nearest

TOP = ("title_en", "title_zh", "start_date", "utc_offset", "extends", "policy", "assumption", "fact")
WIDE_NUMBER = re.compile("[-+－＋0-9０-９.．]+")  # as an input method for Chinese writes it
ASSUMPTION_KEYS = ("what", "value", "why", "what_zh", "why_zh", "paths")


def load_scenario(
    name_or_path: str | Path, policies: Iterable[str] = (), sets: Iterable[str] = (), extra: Mapping[str, Any] | None = None,
    sources: Sources | None = None, grids: Callable[[Scenario], tuple[str, ...]] | None = None,
    asker: str = "--policy",
) -> Scenario:
    """The scenario of this name or file, with policies applied and single values changed.

    Parameters
    ----------
    name_or_path
        A shipped name, or a path to a TOML file.
    policies
        Names, each perhaps several joined by `+`; a scenario's own policies come before shared ones of the same name.
    sets
        Texts `path=value`, the value as TOML; a bare word is taken as text.
    extra
        Values by dotted path.
    sources
        What has been read already: who asks for one scenario under several policies lets its files be read once.
    grids
        Names the grids of a scenario's city; without it, those that policies name are taken as they are.
    asker
        What a fault of `policies` names as the place where they were written.

    Raises
    ------
    Faults
        All that is wrong, at once.
    """
    extra = {} if extra is None else extra
    faults = [] if isinstance(extra, Mapping) else [fault("load_scenario", None, "", "extra", extra, "wants_levers")]
    names = texts_of(policies, "policies", "wants_policies", faults)
    texts = texts_of(sets, "sets", "wants_sets", faults)
    if faults:
        raise Faults(faults)
    return _Loading(name_or_path, sources or Sources()).scenario(names, texts, extra, grids, asker)


def texts_of(given: Any, name: str, code: str, faults: list[Fault]) -> tuple[str, ...]:
    """A text or several as a tuple; what is neither is noted in `faults`."""
    texts = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, Iterable) and not isinstance(given, bytes) else (None,)
    if all(isinstance(text, str) for text in texts):
        return texts
    faults.append(fault("load_scenario", None, "", name, given, code))
    return ()


class _Loading:
    def __init__(self, name_or_path: str | Path, sources: Sources):
        self.sources, self.asked = sources, str(name_or_path)
        self.documents = self.sources.chain(name_or_path)
        self.faults: list[Fault] = self.sources.take_faults()
        self.reader = Reader(self.faults)
        self.policies = PolicyReader(self.reader, self.sources)
        self.name = self.documents[-1].path.stem if self.documents else str(name_or_path)
        self.assumptions: dict[str, Assumption] = {}
        self.titles = ("", "")

    def scenario(self, names: Iterable[str], sets: Iterable[str], extra: Mapping[str, Any], grids: Callable | None, asker: str) -> Scenario:
        if not self.documents:
            raise Faults(self.faults)
        state = State.of_defaults()
        for document in self.documents:
            state = state.with_layer(self._document(document), self.faults)
        ground = state
        self.policies.check_includes()
        facts = FactReader(self.reader, self.policies).read(self.documents[-1])
        names = tuple(names)
        wanted = self.policies.in_order(names, asker)
        self.faults.extend(contradictions(wanted))
        for policy in wanted:
            if not policy.is_part:
                state = state.with_layer(policy.layer, self.faults)
        beside = [self._sets(sets), self._extra(extra)]
        for layer in beside:
            state = state.with_layer(layer, self.faults)
        settings = state.build(self.faults)
        file = self.documents[-1].shown
        given = find_given(state, settings, self.documents, self.faults)
        ground.bad |= state.bad & {BUILDINGS_ENTRY}
        settings = settings_with(settings, given)
        dates = read_dates(self.documents, None if ("time", "start_day") in state.bad else settings.time.start_day, self.faults)
        self.faults.extend(cross_faults(state, settings, file))
        parts = [policy for policy in wanted if policy.is_part]
        self._check_policies(ground, state, wanted, file, given)
        bare = Scenario(
            name=self.name, titles=self.titles, settings=settings, buildings_path=given and given.path,
            buildings_sha256=given.sha256 if given else "",
        )  # fmt: skip
        self._check_places(state, bare, wanted, given, grids)
        if self.faults:
            raise Faults(_sorted(self.faults, [document.shown for document in reversed(self.documents)]))
        return replace(
            bare, parts=tuple(part for policy in parts for part in _parts(policy, settings)),
            policies=tuple(policy.name for policy in wanted),
            dates=dates, assumptions=tuple(self.assumptions.values()), facts=facts, policy_titles=self.policies.titles_of(names),
            sets=tuple({path: value for layer in beside for path, value in layer.by_name().items()}.items()),
            asked=self.asked,
        )  # fmt: skip

    def _document(self, document: Document) -> Layer:
        """The layer of one file; its titles, assumptions and policies are noted."""
        data = document.data
        self.titles = tuple(self._text(document, (key,), data.get(key, "")) for key in ("title_en", "title_zh"))
        self._note_assumptions(document)
        self.policies.declare(document)
        tables = {key: value for key, value in data.items() if key not in TOP}
        for key in [key for key, value in tables.items() if key not in TABLES and not isinstance(value, dict | list)]:
            like = nearest(key, TOP)
            self.faults.append(document.fault((key,), tables.pop(key), "unknown_top" if like is None else "unknown_key_like", like=like))
        if document.path == scenario_path("baseline") and document is self.documents[0]:
            layer, faults, self.reader.turn = _baseline_layer(document)
            self.faults.extend(faults)
            return layer
        return self.reader.read(tables, Source(document.shown, document.line_of))

    def _text(self, document: Document, place: tuple[str, ...], value: Any) -> str:
        if isinstance(value, str):
            return value
        self.faults.append(document.fault(place, value, "wants_text"))
        return ""

    def _note_assumptions(self, document: Document) -> None:
        rows = document.data.get("assumption", {})
        if not isinstance(rows, dict):
            self.faults.append(document.fault(("assumption",), rows, "not_a_table", entries=("name", "名称")))
            return
        for name, row in rows.items():
            place = ("assumption", name)
            if not isinstance(row, dict):
                self.faults.append(document.fault(place, row, "not_a_table", entries=("name", "名称")))
                continue
            for key in row:
                if key not in ASSUMPTION_KEYS:
                    like = nearest(key, ASSUMPTION_KEYS)
                    self.faults.append(document.fault((*place, key), row[key], "unknown_key" if like is None else "unknown_key_like", like=like))
            texts = {key: self._text(document, (*place, key), row.get(key, "")) for key in ASSUMPTION_KEYS if key not in ("value", "paths")}
            paths = row.get("paths", [])
            if not isinstance(paths, list) or not all(isinstance(path, str) and path.split(".")[0] in TABLES for path in paths):
                self.faults.append(document.fault((*place, "paths"), paths, "wants_paths"))
                paths = []
            self.assumptions[name] = Assumption(name=name, value=row.get("value"), paths=tuple(paths), **texts)

    def _sets(self, sets: Iterable[str]) -> Layer:
        """The layer of `path=value` texts."""
        changes: dict[str, Any] = {}
        for text in sets:
            path, equals, value = text.partition("=" if "=" in text else "＝")
            if not equals or not path.strip():
                self.faults.append(fault("--set", None, "", "", Fault.NO_VALUE, "bad_set", text=text[:100]))
                continue
            changes[path.strip()] = _toml_value(value.strip())
        return self._paths(changes, "--set")

    def _extra(self, extra: Mapping[str, Any]) -> Layer:
        return self._paths({str(path): "none" if value is None else value for path, value in extra.items()}, "levers")

    def _paths(self, changes: Mapping[str, Any], shown: str) -> Layer:
        nested: dict[str, Any] = {}
        for path, value in changes.items():
            row = nested
            *tables, name = path.split(".")
            for table in tables:
                row = row.setdefault(table, {})
                if not isinstance(row, dict):
                    break
            if not tables and name not in TABLES and not isinstance(value, Mapping):
                self.faults.append(_bare(shown, name, value))
            elif len(tables) > 4 or not isinstance(row, dict) or not all((*tables, name)):
                self.faults.append(fault(shown, None, "", "", Fault.NO_VALUE, "bad_set", text=path[:100]))
            elif isinstance(value, Mapping) and isinstance(row.get(name), dict):
                row[name].update(value)
            else:
                row[name] = _plain(value)
        return self.reader.read(nested, Source(shown))

    def _check_policies(self, ground: State, state: State, wanted: list[Policy], file: str, given: Given | None) -> None:
        """Check what the settings become: with each part, with those that meet, and with each of the scenario's other policies alone."""
        seen = set(map(_identity, self.faults))
        parts = [policy for policy in wanted if policy.is_part]
        trials = [(state, [policy]) for policy in parts] + [(state, together) for together in that_meet(parts)]
        for policy in self.policies.own.values():
            if policy not in wanted:
                together = self.policies.closure(policy)
                self._add(contradictions(together), seen)
                trials.append((ground, together))
        for base, policies in trials:
            found: list[Fault] = []
            for policy in policies:
                base = base.with_layer(policy.layer, found)
            found.extend(cross_faults(base, settings_with(base.build(found), given), file))
            self._add(found, seen)

    def _check_places(self, state: State, bare: Scenario, wanted: list[Policy], given: Given | None, grids: Callable | None) -> None:
        """Check the names of places in all policies that the scenario declares, includes or is asked for."""
        if ("city", "streets") in state.bad or BUILDINGS_ENTRY in state.bad:
            return
        policies = {id(policy): policy for root in (*self.policies.own.values(), *wanted) for policy in self.policies.closure(root)}
        names = cache(partial(grids, bare)) if grids and can_be_built(state, bare.settings, self.faults) else None
        try:
            self.faults.extend(place_faults(policies.values(), street_names(bare.settings, given), names))
        except Faults as found:  # the grids cannot be drawn
            self.faults.extend(found.faults)

    def _add(self, faults: list[Fault], seen: set[tuple]) -> None:
        for one in faults:
            if _identity(one) not in seen:
                seen.add(_identity(one))
                self.faults.append(one)


def _bare(shown: str, name: str, value: Any) -> Fault:
    """The fault of a parameter that is named without its table."""
    like = ", ".join(likely(name)) or None
    return fault(shown, None, "", name, value, "bare_name" if like is None else "bare_name_like", like=like)


@lru_cache(maxsize=4)
def _baseline_layer(document: Document) -> tuple[Layer, list[Fault], int]:
    """The layer of the file on which nearly every scenario rests, read once as long as the file does not change."""
    reader = Reader([])
    layer = reader.read({key: value for key, value in document.data.items() if key in TABLES}, Source(document.shown, document.line_of))
    return layer, reader.faults, reader.turn


def _identity(one: Fault) -> tuple:
    return one.file, one.line, one.table, one.key, one.message


def _sorted(faults: list[Fault], files: list[str]) -> list[Fault]:
    """Faults once each, those of the scenario's own file first, then by line; what is said of a whole file, such as a count, comes last."""
    unique = {_identity(one): one for one in faults}
    return sorted(unique.values(), key=lambda one: (files.index(one.file) if one.file in files else len(files), one.file, one.line or math.inf))


def _parts(policy: Policy, settings: Settings) -> list[Part]:
    """A policy as the run sees it: a part for each of its stages."""
    changes = {}
    for path, value in policy.layer.changes.items():
        lever = lever_of(path)
        table = ENTRIES.get(lever.kind)
        if not is_table_of_numbers(lever) or table == "severity" or path[-1] in getattr(settings, table):
            changes[".".join(path)] = value
    return [Part(policy.name, stage.from_day, stage.where, changes, stage.until_day, stage.number) for stage in policy.stages]


def _toml_value(text: str) -> Any:
    """A value as TOML, a number also in full-width digits; what is not TOML is a bare word, and so text."""
    text = unicodedata.normalize("NFKC", text) if WIDE_NUMBER.fullmatch(text) else text
    try:
        return tomllib.loads(f"value = {text}")["value"] if "\n" not in text else text
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return text


def _plain(value: Any) -> Any:
    """Numbers of other libraries as Python's own."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value.item() if getattr(value, "shape", None) == () and hasattr(value, "item") else value
