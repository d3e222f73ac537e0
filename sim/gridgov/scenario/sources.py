"""The files behind a scenario: names and paths, the chain of `extends`, shared policies."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gridgov.scenario.data import find_data, is_formula, is_name, policy_names, policy_path, scenario_names, scenario_path
from gridgov.scenario.document import Document, read_document, shown_path
from gridgov.scenario.kinds import PLAN, SCENARIO, SEARCH, found_instead, kind_of_tables
from gridgov.text.faults import Fault, Faults, fault, nearest


@lru_cache(maxsize=64)
def _shipped(path: Path, shown: str, changed: int) -> Document:
    """A shipped file, read once per process as long as it does not change."""
    return read_document(path)


def _nearest_scenario(text: str) -> str | None:
    """What a name or path that leads nowhere may have meant: a file near where it points, or a shipped scenario."""
    path = Path(text[:200].replace("\0", "?")).expanduser()
    try:
        files = {one.stem.lower(): str(one if path.suffix else one.with_suffix("")) for one in sorted(path.parent.glob("*.toml"))}
    except OSError:
        files = {}
    like = nearest(path.stem, [*files, *scenario_names()])
    return files.get(like, like)


class Sources:
    """Finds and reads files, each once; what is wrong with them is collected in `faults`."""

    def __init__(self):
        self.faults: list[Fault] = []
        self._read: dict[Path, Document | Faults] = {}

    def take_faults(self) -> list[Fault]:
        """The faults noted since they were last taken."""
        taken, self.faults = self.faults, []
        return taken

    def document(self, path: Path) -> Document | None:
        """The file at `path`, or None if it is faulty."""
        place = path.resolve()
        if place not in self._read:
            try:
                self._read[place] = _shipped(path, shown_path(path), path.stat().st_mtime_ns) if find_data() in place.parents else read_document(path)
            except Faults as found:
                self._read[place] = found
        read = self._read[place]
        if isinstance(read, Faults):
            self.faults.extend(read.faults)
            return None
        return read

    def find(self, name_or_path: str | Path, folder: Path) -> Path | None:
        """Where a scenario lies: a path from `folder`, a shipped name, or a name in `folder`; None if nowhere."""
        text = str(name_or_path)
        if "\0" in text or not text.strip():
            return None
        if isinstance(name_or_path, Path) or text.endswith(".toml") or "/" in text or "\\" in text:
            path = folder / Path(text).expanduser()
            return path if path.exists() else None
        for path in (scenario_path(text), folder / f"{text}.toml"):
            if is_name(text) and path.is_file():
                return path
        return None

    def chain(self, name_or_path: str | Path) -> list[Document]:
        """The scenario's file and those it extends, the farthest parent first; raises nothing, notes faults."""
        path = self.find(name_or_path, Path())
        other = found_instead(name_or_path, SCENARIO) if path is None or path.is_dir() or path.suffix != ".toml" else None
        if other:
            self.faults.extend(other.faults)
            return []
        if path is None:
            like = _nearest_scenario(str(name_or_path))
            known = ", ".join(scenario_names())
            self.faults.append(
                fault(
                    str(name_or_path)[:200],
                    None,
                    "",
                    "",
                    Fault.NO_VALUE,
                    "no_scenario" if like is None else "no_scenario_like",
                    like=like,
                    known=known,
                )
            )
            return []
        if is_formula(path.stem):  # the scenario is called so in tables
            self.faults.append(fault(str(path), None, "", "", Fault.NO_VALUE, "formula"))
        documents: list[Document] = []
        visited: list[Path] = []
        while path is not None:
            visited.append(path.resolve())
            document = self.document(path)
            if document is None:
                break
            if kind_of_tables(document.data) in (PLAN, SEARCH):
                self.faults.append(fault(document.shown, None, "", "", Fault.NO_VALUE, f"found_{kind_of_tables(document.data)}"))
                return []
            documents.insert(0, document)
            path = self._parent(document, visited)
        return documents

    def _parent(self, document: Document, visited: list[Path]) -> Path | None:
        if "extends" not in document.data:
            return None
        name = document.data["extends"]
        if not isinstance(name, str) or not name.strip():
            self.faults.append(document.fault(("extends",), name, "wants_text"))
            return None
        parent = self.find(name, document.path.parent)
        if parent is None:
            like = nearest(Path(name).stem, scenario_names()) if "\0" not in name else None
            self.faults.append(document.fault(("extends",), name, "no_parent" if like is None else "no_parent_like", like=like))
        elif parent.resolve() in visited:
            start = visited.index(parent.resolve())
            way = " -> ".join(shown_path(place) for place in [*visited[start:], parent.resolve()])
            self.faults.append(document.fault(("extends",), name, "extends_loop", way=way))
            return None
        return parent

    def policies_of(self, name_or_path: str | Path) -> tuple[str, ...]:
        """Names of the policies that a scenario can use: its own, then the shared ones; raises `Faults` if it cannot be read."""
        return tuple(dict.fromkeys([*self.own_policies(name_or_path), *policy_names()]))

    def own_policies(self, name_or_path: str | Path) -> tuple[str, ...]:
        """Names of the policies that a scenario declares itself or inherits; raises `Faults` if it cannot be read."""
        names: dict[str, None] = {}
        for document in self.chain(name_or_path):
            declared = document.data.get("policy", {})
            names.update(dict.fromkeys(declared if isinstance(declared, dict) else ()))
        if self.faults:
            raise Faults(self.take_faults())
        return tuple(names)

    def shared_policy(self, name: str) -> Document | None:
        """The file of a shared policy, or None."""
        return self.document(policy_path(name)) if is_name(name) and name in policy_names() else None
