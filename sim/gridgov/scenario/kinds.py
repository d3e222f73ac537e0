"""What lies at a path, or is meant by a name: told where a verb was pointed at something that it does not read."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gridgov.scenario.data import is_name, plan_path, scenario_path
from gridgov.scenario.document import LARGEST_FILE, shown_path
from gridgov.scenario.paths import TABLES
from gridgov.text.faults import Fault, Faults, fault
from gridgov.text.sentences import words

STUDY, COMPARISON, RUN, RESULTS = FOLDERS = ("study", "comparison", "run", "results")
PLAN, SEARCH, SCENARIO = FILES = ("plan", "search", "scenario")
STUDY_FILE, SUMMARY = "study.sqlite", "summary.json"
USUAL = Path("results")  # where results go when nothing is said
MOST_NAMES = 8  # of results that a sentence lists
_OF_PLANS = ("scenario", "policies", "replicates", "metrics", "series", "design", "lever", "optimise")
_OF_SCENARIOS = ("extends", "policy", "assumption", "fact", *TABLES)


def kind_of(path: Path) -> str | None:
    """One of FOLDERS or FILES, None where it is nothing that gridgov knows."""
    try:
        if path.is_dir():
            return _kind_of_folder(path)
        if path.suffix.lower() == ".toml" and path.is_file() and path.stat().st_size <= LARGEST_FILE:
            return kind_of_tables(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, ValueError, RecursionError):
        pass
    return None


def kind_of_tables(data: Mapping[str, Any]) -> str | None:
    """PLAN, SEARCH or SCENARIO by what stands at the top of a file; None where that is of both or of neither."""
    plans, scenarios = (any(name in data for name in names) for names in (_OF_PLANS, _OF_SCENARIOS))
    if plans == scenarios:
        return None
    return SCENARIO if scenarios else SEARCH if "optimise" in data else PLAN


def _kind_of_folder(folder: Path) -> str | None:
    if (folder / STUDY_FILE).is_file():
        return STUDY
    if (folder / SUMMARY).is_file():
        summary = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        if isinstance(summary, dict) and "provenance" in summary:
            return COMPARISON if "reference" in summary else RUN
        return None
    return RESULTS if _results_in(folder) else None


def _results_in(folder: Path) -> list[str]:
    """Names of the folders of results in a folder."""
    return sorted(path.name for path in folder.iterdir() if (path / STUDY_FILE).is_file() or (path / SUMMARY).is_file())


def found_instead(given: str | Path, *wanted: str) -> Faults | None:
    """What was found at a path or under a name in place of the kinds that are wanted; None where that is not known, or is one of them."""
    text = str(given)
    if not text.strip() or "\0" in text:
        return None
    path = Path(text).expanduser()
    kind = kind_of(path)
    if kind is None and os.path.isfile(path):  # False, and no error, for a name that is too long
        return _part(text, path, wanted)
    if kind is None and is_name(text):
        kind = SCENARIO if scenario_path(text).is_file() else kind_of(plan_path(text))
    if kind is None and not os.path.exists(path) and not path.is_absolute() and (below := kind_of(USUAL / path)):
        return _pointed(text, "found_below", below, USUAL / path, wanted)
    if kind is None or kind in wanted:
        return None
    return _told(text, f"found_{kind}", **_arguments(kind, path))


def _part(text: str, path: Path, wanted: tuple[str, ...]) -> Faults | None:
    """A file out of a folder of results."""
    kind = kind_of(path.parent)
    return _pointed(text, "found_part", kind, path.parent, wanted) if kind in (STUDY, COMPARISON, RUN) else None


def _pointed(text: str, code: str, kind: str, place: Path, wanted: tuple[str, ...]) -> Faults:
    """What points at a folder: named where it is one of those wanted, else with what it is."""
    arguments, shown = _arguments(kind, place), shown_path(place)
    what = words(f"found_{kind}", "en", **arguments), words(f"found_{kind}", "zh", **arguments)
    return _told(text, code if kind in wanted else f"{code}_other", path=shown, folder=shown, what=what)


def _arguments(kind: str, path: Path) -> dict[str, str]:
    if kind != RESULTS:
        return {}
    names = _results_in(path)
    return {"names": ", ".join(shown_path(path / name) for name in names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")}


def _told(text: str, code: str, **arguments) -> Faults:
    return Faults([fault(text[:200], None, "", "", Fault.NO_VALUE, code, **arguments)])
