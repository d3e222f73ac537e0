"""The scenario and the policies that a plan names: what there is none of is told where it is written, with all else that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.sources import Sources
from gridgov.study.entries import Entries
from gridgov.text.faults import Fault, Faults, fault, nearest


def note_names(entries: Entries, source: str | Path, policies: Sequence[str], rows: Sequence[dict]) -> None:
    """Note a scenario that cannot be read, and policies (of the plan, and of a table's rows) that it does not have."""
    if not str(source):  # it is missing, which was told
        return
    try:
        known = Sources().policies_of(source)
    except Faults as found:
        entries.faults += [_at_scenario(entries, one) if one.line is None and one.file == str(source)[:200] else one for one in found.faults]
        return
    document = entries.document
    written = [(document.shown, document.line_of(("policies",)), "policies", name) for name in policies]
    if "policies" not in document.data:  # that both say it was told, and only one of them counts
        written += [(*place, "policy", row["policy"]) for place, row in zip(entries.row_places, rows) if "policy" in row]
    told = set()
    for file, line, key, name in written:
        for part in () if name == AS_IT_STANDS else name.split("+"):
            if part.strip() and part not in known and (file, part) not in told:
                told.add((file, part))
                like = nearest(part, known)
                code = "no_policy" if like is None else "no_policy_like"
                entries.faults.append(fault(file, line, "", key, name, code, name=part[:60], like=like, known=", ".join(known)))


def _at_scenario(entries: Entries, one: Fault) -> Fault:
    """The fault of a name as one of the plan's entry that says it."""
    document = entries.document
    return Fault(document.shown, document.line_of(("scenario",)), "", "scenario", one.file, one.message, one.message_zh)
