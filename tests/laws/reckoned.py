"""Every rule reckoned again: what a run's log says is what the rules demand of the draws, entry by entry."""

from __future__ import annotations

import random
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gridgov.scenario.levers import TIERS
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import ACTIVITIES
from tests.generators import random_scenario_file, to_toml
from tests.laws.judge import Finding, exceptions
from tests.laws.law import Size, law
from tests.laws.retrace.reader import Reader
from tests.laws.town import Run, play, run, runs

#: Two years with little money in towns where most troubles need some, so that a year that begins matters.
POOR = {"time.horizon_days": 500, "money.fund_yuan_per_year": 4000.0}
POOR |= {f"category.{name}.money_share": 0.3 for name in ("litter", "noise", "facilities")}

#: Cases that are closed on paper and reopened after their limit, of residents who call again and again.
CALLING = {"time.horizon_days": 60, "feedback.repeat_days": 1.0, "category.work.service_limit_hours.routine": 24.0}

#: Meetings every third day, and leaders who look for easy projects every other day.
MEETINGS = {"tier.alliance.slots": 2, "tier.alliance.every_days": 3}
MEETINGS |= {"tier.leader.slots": 2, "tier.leader.every_days": 2, "tier.leader.picks": "easiest"}

#: Public sessions that half of all residents attend.
SESSIONS = {"transparency.sessions_per_month": 2.0, "transparency.attend_share": 0.5}

#: Members and leaders who quit, and are followed late.
QUITTING = {f"tier.{tier}.quit_per_year": 0.99 for tier in ("alliance", "leader")} | {"time.horizon_days": 200, "tier.alliance.slots": 1}

#: A street that cannot keep up.
STUCK = {"tier.street.slots": 1, "tier.street.meeting_hours_per_week": 36.0, "tier.leader.slots": 2, "tier.alliance.slots": 3}


#: Chiefs who tire, give up, are transferred, train successors and are followed by whoever is willing, or by cadres.
MONTHLY = {"chiefs.monthly": True, "chiefs.quit_per_year": 0.9, "chiefs.transfer_per_year": 0.8, "chiefs.willing_share": 0.1, "chiefs.load_from": 0.0}
MONTHLY |= {"chiefs.cadre_share": 0.4, "chiefs.resident_share": 0.5, "chiefs.stipend_yuan_per_month": 200.0, "chiefs.convert_per_month": 0.2}
MONTHLY |= {"chiefs.reserve_share": 0.5, "chiefs.homes_in_quarter": 0.5}
#: Staff that quits, and newcomers who learn.
STAFF = {f"tier.{tier}.quit_per_year": 0.9 for tier in TIERS} | {f"tier.{tier}.vacancy_days": 40.0 for tier in TIERS} | {"tier.grid.slots": 2}
STAFF |= {"tier.grid.when_vacant": "climb", "tier.street.pay": 0.8, "time.horizon_days": 300}


def towns(size: Size) -> Iterator[Run]:
    """Runs in which every rule has something to do, with and without policies that begin later, and random ones."""
    yield from runs("rules", size.of(3), log=True)
    yield from runs("rules", size.of(3), log=True, policies=("later",))
    yield from runs("rules", size.of(1), POOR | SESSIONS, log=True)
    yield from runs("rules", size.of(1), SESSIONS, log=True, policies=("later",))
    yield run("paper", 1, CALLING, log=True)
    yield from runs("rules", size.of(2), MONTHLY | {"time.horizon_days": 300}, log=True, policies=("later",))
    yield from runs("rules", size.of(1), MONTHLY | STAFF, log=True, policies=("later",))
    yield from runs("rules", size.of(1), {"chiefs.monthly": False} | STAFF, log=True)
    yield run("classroom", 1, {"time.horizon_days": 60}, log=True, policies=("five_chiefs", "whistle"))
    yield from runs("rules", size.of(2), MEETINGS, log=True, policies=("later", "alliance", "leaders"))
    yield from runs("rules", size.of(1), MEETINGS | QUITTING, log=True, policies=("alliance", "leaders"))
    yield run("classroom", 1, {"time.horizon_days": 60, **STUCK}, log=True, policies=("alliance", "leaders"))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(size.of(15)):
            yield play(build(readable(*random_scenario_file(random.Random(number), Path(folder))), 0), number, log=True)


def readable(path: Path, policies: list[str]) -> Scenario:
    """A random scenario; where departments have work of their own, of which no log tells, their staff stays, under policies as well."""
    last, tier = list(load_scenario(path, policies).settings.tier.items())[-1]
    if tier.area == "departments":
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        data.setdefault("tier", {}).setdefault(last, {})["quit_per_year"] = 0.0
        nobody_quits(data, last)
        path.write_text(to_toml(data), encoding="utf-8")
    return load_scenario(path, policies)


def nobody_quits(table: dict[str, Any], tier: str) -> None:
    """Let nobody quit at a tier, wherever in a scenario's tables its row stands."""
    for name, row in table.items():
        if isinstance(row, dict):
            if name == tier and "quit_per_year" in row:
                row["quit_per_year"] = 0.0
            nobody_quits(row, tier)


@law("rules")
def every_entry_follows(size: Size) -> Iterator[Finding]:
    """Every entry of the log, every column of the case table, and trust, satisfaction and reputation, by the rules and the draws alone."""
    faults, counts, seen = Counter(), Counter(), set()
    for this in towns(size):
        reader = Reader(this)
        reader.read()
        faults.update(reader.faults)
        counts.update(reader.counts)
        seen |= set(this.outcome.events["activity"].tolist())
    yield exceptions("activities that never happened", len(ACTIVITIES) - len(seen), len(ACTIVITIES))
    for what in sorted(counts):
        yield exceptions(f"exceptions to: {what}", faults[what], counts[what])
