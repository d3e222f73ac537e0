"""Both engines hold to the three worlds worked out by hand in docs/background/worked-worlds.md, whose tables are read here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gridgov import draws
from gridgov.scenario.load import load_scenario
from gridgov.tables.build import build
from gridgov.tables.dtypes import ACTIVITIES, DAY, NONE, WEEK
from tests.parity.compare import run_agents, run_compiled

FOLDER = Path(__file__).with_name("worlds")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "background" / "worked-worlds.md"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
CLOCK = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d+) (\d\d):(\d\d):(\d\d)")
WORLDS = {"desk": "First", "paper": "Second", "whistle": "Third"}
ENGINES = {"compiled": run_compiled, "agents": run_agents}


@cache
def section(world: str) -> str:
    """The part of the page on one world."""
    parts = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next(part for part in parts if part.startswith(f"{WORLDS[world]} world"))


@cache
def table(world: str, heading: str) -> list[dict[str, str]]:
    """The rows of the table under a heading, by column; none if the world has no such table."""
    found = re.search(rf"^### {heading}$(.*?)(?=^### |\Z)", section(world), re.MULTILINE | re.DOTALL)
    if found is None:
        return []
    lines = [line for line in found[1].splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


@cache
def start(world: str):
    """The start of a world, with the seed that the page names."""
    seed = int(re.search(r"seed (\d+)", section(world))[1])
    return build(load_scenario(FOLDER / f"{world}.toml"), seed)


@cache
def outcome(world: str, engine: str):
    """What an engine makes of a world."""
    return ENGINES[engine](start(world).world)


def clock(t: int) -> str:
    """A second of the run as the page writes it."""
    return f"{DAYS[t // DAY % 7]} {t // WEEK + 1} {t % DAY // 3600:02d}:{t // 60 % 60:02d}:{t % 60:02d}"


def value(text: str, names: tuple[str, ...]) -> int:
    """The number that a cell stands for: a time, a name's place, none, or a number."""
    found = CLOCK.fullmatch(text)
    if found:
        day, week, hour, minute, second = found.groups()
        return (int(week) - 1) * WEEK + DAYS.index(day) * DAY + int(hour) * 3600 + int(minute) * 60 + int(second)
    if text in names:
        return names.index(text)
    return NONE if text == "none" else int(text)


def names_of(world: str) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Names of the tiers, of the departments, and of the desks as the page calls them."""
    labels = start(world).labels
    of_desks = [labels.tiers[row["tier"]] if row["department"] == NONE else labels.departments[row["department"]] for row in start(world).world.desk]
    return tuple(labels.tiers), tuple(labels.departments), of_desks


def drawn(world: str, text: str, run) -> float:
    """The number that the draws give for a cell such as `U(PAPER, problem 2, grid, 0)`."""
    tables, seed = start(world).world, start(world).world.seed
    problem = [int(key) for key in run.cases["key"]]
    leg = re.fullmatch(r"key of the leg of problem (\d) to (\w+)", text)
    if leg:
        called_before = [row["department"] for row in table(world, "Legs") if row["Problem"] == leg[1]].index(leg[2])
        return draws.child_key(draws.child_key(problem[int(leg[1]) - 1], draws.name_key(leg[2])), called_before)
    kind, purpose, of, name, visit = re.fullmatch(r"([EU])\((\w+), ([^,]+), (\w+), (\d+)\)", text).groups()
    what, which = of.split()
    if what == "stream":
        category = list(start(world).labels.categories).index(which)
        key = int(tables.stream["key"][tables.stream["category"] == category][0])
    else:
        key = problem[int(which) - 1]
    draw = draws.exponential if kind == "E" else draws.uniform
    return draw(seed, getattr(draws, purpose), key, int(name) if name.isdigit() else draws.name_key(name), int(visit))


def happened(world: str, run) -> list[str]:
    """The event log in the words of the page, without the reasons."""
    tiers, _, desks = names_of(world)
    order = {int(key): row + 1 for row, key in enumerate(run.cases["key"])}
    lines = []
    for event in run.events:
        where = f"{desks[event['desk']]} desk" if event["desk"] != NONE else tiers[event["tier"]] if event["tier"] != NONE else ""
        where += f", worker {event['worker']}" if event["worker"] != NONE else ""
        lines.append(f"{clock(int(event['time']))} | {order[int(event['case'])]} | {ACTIVITIES[event['activity']]} | {where}")
    return lines


@pytest.mark.parametrize("world", WORLDS)
def test_the_draws_are_those_on_the_page(world):
    run = outcome(world, "compiled")
    rows = table(world, "Draws")
    assert rows
    for row in rows:
        found = drawn(world, row["Draw"], run)
        assert (str(found) if row["Draw"].startswith("key") else f"{found:.9f}") == row["Value"], row["Draw"]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("world", WORLDS)
def test_every_event_is_the_one_worked_out_by_hand(world, engine):
    by_hand = [" | ".join(row[name] for name in ("Time", "Problem", "What", "Where")) for row in table(world, "Events")]
    assert by_hand
    assert happened(world, outcome(world, engine)) == by_hand


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("heading", "field"), [("Cases", "cases"), ("Legs", "legs")])
@pytest.mark.parametrize("world", WORLDS)
def test_the_case_and_leg_tables_are_those_worked_out_by_hand(world, heading, field, engine):
    rows, found = table(world, heading), getattr(outcome(world, engine), field)
    tiers, departments, _ = names_of(world)
    assert len(found) == len(rows)
    for row, record in zip(rows, found, strict=True):
        problem = int(record["parent"]) + 1 if field == "legs" else int(np.flatnonzero(found["key"] == record["key"])[0]) + 1
        assert str(problem) == row["Problem"]
        for column, text in row.items():
            if column != "Problem":
                assert int(record[column]) == value(text, departments if column == "department" else tiers), (row["Problem"], column)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("world", WORLDS)
def test_the_desks_books_are_those_worked_out_by_hand(world, engine):
    run, desk = outcome(world, engine), start(world).world.desk
    names = names_of(world)[2]
    assert [row["Desk"] for row in table(world, "Desks")] == names
    for d, row in enumerate(table(world, "Desks")):
        for column in ("arrivals", "starts", "left", "waited_s", "queue_s"):
            assert int(run.desks[d][column]) == int(row[column]), (names[d], column)
        first = desk[d]["first_worker"]
        assert int(run.workers[first : first + desk[d]["workers"]]["busy_s"].sum()) == int(row["busy_s"]), names[d]


@pytest.mark.parametrize("engine", ENGINES)
def test_trust_satisfaction_and_reputation_are_those_worked_out_by_hand(engine):
    run = outcome("paper", engine)
    last = {name: float(text.split("=")[1]) for name, text in table("paper", "Learning")[-1].items() if name != "After"}
    found = {"trust": run.residents["trust"][0], "satisfaction": run.residents["satisfaction"][0], "reputation": run.reputation[0]}
    assert found == pytest.approx(last, abs=1e-15)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_fund_pays_what_was_worked_out_by_hand(engine):
    spent = [int(row["spent by the fund, fen"]) for row in table("whistle", "Money")]
    assert outcome("whistle", engine).fund_spent.tolist() == [spent]
