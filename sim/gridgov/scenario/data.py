"""Where the shipped scenarios and policies lie, and their names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

AS_IT_STANDS = "none"  # what a comparison calls the scenario without any policy


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
