"""Where the shipped scenarios and policies lie, and their names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

AS_IT_STANDS = "none"  # what a comparison calls the scenario without any policy
#: Marks with which a formula begins in spreadsheet programs, and blanks that would hide one.
FORMULA_MARKS = frozenset("=+-@＝＋－＠\t\r\n")


@cache
def find_data() -> Path:
    """The folder that holds `scenarios/`: `gridgov/data` once installed, the top of the repository in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "data", package.parents[1]):
        if (folder / "scenarios" / "baseline.toml").is_file():
            return folder
    raise FileNotFoundError(
        f"The shipped scenarios are missing: neither {package / 'data' / 'scenarios'} nor {package.parents[1] / 'scenarios'} is there."
    )


def scenario_names() -> tuple[str, ...]:
    """Names of the shipped scenarios."""
    return tuple(sorted(path.stem for path in (find_data() / "scenarios").glob("*.toml")))


def policy_names() -> tuple[str, ...]:
    """Names of the shared policies."""
    return tuple(sorted(path.stem for path in (find_data() / "scenarios" / "policies").glob("*.toml")))


def scenario_path(name: str) -> Path:
    """Where a shipped scenario of this name would lie."""
    return find_data() / "scenarios" / f"{name}.toml"


def policy_path(name: str) -> Path:
    """Where a shared policy of this name would lie."""
    return find_data() / "scenarios" / "policies" / f"{name}.toml"


def plan_path(name: str) -> Path:
    """Where a shipped plan of this name would lie."""
    return find_data() / "experiments" / f"{name}.toml"


def is_name(text: str) -> bool:
    """Whether a text may be the name of a scenario, a policy, or a row of a keyed table."""
    return re.fullmatch(r"[^\W\d][\w-]{0,59}", text) is not None


def is_formula(text: str) -> bool:
    """Whether spreadsheet programs take a cell with this text for a formula, and run it: it begins with = + - @ and is no plain number.

    The marks are those of the OWASP page on CSV injection, with their full-width forms, which programs set to Chinese take alike. Text that begins
    with one is refused where it comes in: every table that goes out is safe as it stands, and joins with the table it came from.
    """
    return text[:1] in FORMULA_MARKS and re.fullmatch(r"[+-]\d+(\.\d+)?", text, re.ASCII) is None
