"""A scenario file for the user's own district: written, commented, and checked before it is put in place."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from gridgov.scenario.data import is_name, scenario_names
from gridgov.scenario.document import shown_path
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import BY_NAME
from gridgov.scenario.reference import toml_value
from gridgov.text.faults import Fault, Faults, fault
from gridgov.text.reasons import system_reason

RESIDENTS_PER_COMMUNITY = 5000  # four or five grids of 400 households
RESIDENTS_PER_STREET_WORKER = 3750  # Ningjiang: 8 on 30,000
RESIDENTS_PER_COMMUNITY_WORKER = 1500  # Ningjiang: 4 on 6,000

_TEXT = """\
# {name}: a district of {residents:,} residents in {streets} street{plural}.
# It extends the baseline, which states every parameter with its unit, bounds and source (`gridgov levers` lists them):
# write here only what differs. A table stands in a file once, so change its lines where they are.
# Check it with:  gridgov check {name}.toml
# Compare two policies with:  gridgov compare {name}.toml --policies before,five_chiefs

title_en = {title}
title_zh = {title}
extends = "baseline"

[city]
residents = {residents}
streets = {streets}
communities_per_street = {communities}
{buildings}
# Shares of old and unmanaged, ordinary and gated estates; they must add up to 1.
[estate]
old.share = 0.35
ordinary.share = 0.45
gated.share = 0.20

# Workers on cases, on one desk: per grid, per community, per street.
[tier]
grid.slots = 1
community.slots = {community_workers}
street.slots = {street_workers}

# Troubles per 1,000 residents and year, seen or not. Put your own counts here, category by category:
# [category]
# litter.per_1000 = 196.0
# noise.per_1000 = 42.0

# ---- Policies: named sets of changes. Shared ones (`gridgov policies`) can be used as well, and a+b is both.

[policy.own_reform]
title_en = "Own reform: a second worker in every grid, and more inspections"
title_zh = "本区改革：每网格两人，并增加抽查"

[policy.own_reform.set]
tier.grid.slots = 2
inspection.share = 0.15

# A pilot from the 90th day of the measured period, in three streets of ten:
# [policy.pilot_reform]
# title_en = "Pilot of the reform"
# from_day = 90
# where = {{share = 0.3, unit = "street"}}
# [policy.pilot_reform.set]
# tier.grid.slots = 2

# Building chiefs and the whistle together:
# [policy.chiefs_and_whistle]
# title_en = "Building chiefs and the whistle"
# include = ["five_chiefs", "whistle"]

# ---- Values that no document gives, with the reason why they were chosen: the one table of what is assumed.

[assumption.size]
what = "Residents and streets"
value = "{residents} in {streets}"
why = "Given when this file was written."

[assumption.everything_else]
what = "All that this file does not state"
value = "baseline"
why = "Defaults of the baseline, from published figures of other cities."
"""


def write_new(name: str, residents: int, streets: int, folder: str | Path = ".", buildings: str | Path | None = None, force: bool = False) -> Path:
    """Write `NAME.toml` for a district of this size and return its path; raises `Faults`.

    The file is complete and valid when it appears, or it does not appear. An existing one is kept unless `force`.
    With `buildings` (a CSV file) the real buildings replace the synthetic ones.
    """
    path = Path(folder) / f"{name}.toml"
    _refuse_name(name, path, force)
    _refuse_numbers(path, residents=residents, streets=streets)
    if buildings is not None and not Path(buildings).is_file():
        code = "no_ordinary_file" if Path(buildings).exists() and not Path(buildings).is_dir() else "no_such_file"
        raise Faults([fault("--buildings", None, "", "", Fault.NO_VALUE, code, path=shown_path(Path(buildings)))])
    text = _text(name, residents, streets, path.parent, buildings)
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{name}-", suffix=".toml", dir=path.parent)
    except OSError as error:
        raise _cannot_write(path, error) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(draft, 0o666 & ~_umask())
        _check(Path(draft), path)
        if force:
            os.replace(draft, path)
        else:
            _put(draft, path)
    except OSError as error:
        raise _cannot_write(path, error) from None
    finally:
        Path(draft).unlink(missing_ok=True)
    return path


def _text(name: str, residents: int, streets: int, folder: Path, buildings: str | Path | None) -> str:
    highest = int(BY_NAME["city", "communities_per_street"].high)
    per_street = residents / streets
    communities = min(highest, max(1, round(per_street / RESIDENTS_PER_COMMUNITY)))
    line = ""
    if buildings is not None:
        relative = os.path.relpath(Path(buildings).resolve(), folder.resolve())
        line = f"# Real buildings instead of synthetic ones; where the file lies, seen from this one.\nbuildings_file = {toml_value(relative)}\n"
        if _gives_grids(Path(buildings)):
            line += "\n# The grids of its column grid; households or workload draws them anew.\n[grids]\nbalance = \"given\"\n"
    return _TEXT.format(
        name=name, title=toml_value(name.replace("_", " ").replace("-", " ").capitalize()), residents=residents, streets=streets,
        plural="" if streets == 1 else "s",
        communities=communities, buildings=line, community_workers=max(1, round(per_street / communities / RESIDENTS_PER_COMMUNITY_WORKER)),
        street_workers=max(1, round(per_street / RESIDENTS_PER_STREET_WORKER)),
    )  # fmt: skip


def _gives_grids(buildings: Path) -> bool:
    """Whether a table of buildings has a column grid. What else may be wrong with it is said when the draft is checked."""
    try:
        with buildings.open(encoding="utf-8-sig") as file:
            return "grid" in [name.strip() for name in file.readline().split(",")]
    except (OSError, ValueError):
        return False


def _check(draft: Path, path: Path) -> None:
    """Load the draft; its faults are told under the name that the file would have had."""
    try:
        load_scenario(draft, policies=["own_reform"])
    except Faults as found:
        shown = shown_path(draft)
        raise Faults(
            Fault(shown_path(path), one.line, one.table, one.key, one.value, one.message, one.message_zh) if one.file == shown else one
            for one in found.faults
        ) from None


def _put(draft: str, path: Path) -> None:
    """Give the draft its name unless that is taken."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise Faults([fault(shown_path(path), None, "", "", Fault.NO_VALUE, "new_exists")]) from None
    except OSError:  # a file system without links
        if path.exists():
            raise Faults([fault(shown_path(path), None, "", "", Fault.NO_VALUE, "new_exists")]) from None
        shutil.move(draft, path)


def _refuse_name(name: str, path: Path, force: bool) -> None:
    code = None
    if not is_name(name):
        code = "new_bad_name"
    elif name in scenario_names():
        code = "new_taken"
    if code:
        raise Faults([fault(str(name)[:60], None, "", "", Fault.NO_VALUE, code, name=str(name)[:60])])
    if path.exists() and not force:
        raise Faults([fault(shown_path(path), None, "", "", Fault.NO_VALUE, "new_exists")])


def _refuse_numbers(path: Path, **numbers: int) -> None:
    faults = []
    for name, value in numbers.items():
        lever = BY_NAME["city", name]
        if isinstance(value, bool) or not isinstance(value, int) or not lever.low <= value <= lever.high:
            bounds = (f"within [{lever.low}, {lever.high}]", f"在 [{lever.low}, {lever.high}] 之内")
            faults.append(fault(shown_path(path), None, "city", name, value, "wants_whole", bounds=bounds))
    if faults:
        raise Faults(faults)


def _cannot_write(path: Path, error: OSError) -> Faults:
    return Faults([fault(shown_path(path), None, "", "", Fault.NO_VALUE, "new_cannot_write", reason=system_reason(error))])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
