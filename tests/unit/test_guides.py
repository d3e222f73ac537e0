"""The guides are followed word by word: every block of code in its order, in an empty folder, through the command line."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from gridgov.analysis.pilot_files import CITY, EFFECT, PLACE
from gridgov.cli.shell import run_command_line
from gridgov.scenario.load import load_scenario

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "guides"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADER = re.compile(r"^\[.*?\]", re.MULTILINE)
#: The number of a scenario changes with the version of the baseline, as the guide says.
NUMBER = re.compile(r"scenario [0-9a-f]{12}")
#: Fewer replicates and days than a reader has patience for: they change digits and no command.
REPLICATES = re.compile(r"--replicates \d+")
FEWER = {"pilot.md": "--replicates 2"}  # its days are what it is about


class Block(NamedTuple):
    """A block of a guide: its kind, its text, and the paragraph before it."""

    kind: str
    text: str
    before: str


def blocks(guide: str) -> list[Block]:
    """All blocks of a guide, from top to bottom."""
    page = (GUIDES / guide).read_text(encoding="utf-8")
    return [Block(found[1], found[2], page[: found.start()].rstrip().rsplit("\n\n", 1)[-1]) for found in BLOCK.finditer(page)]


def block_of(guide: str, kind: str, words: str) -> Block:
    """The block of a kind that holds these words."""
    return next(block for block in blocks(guide) if block.kind == kind and words in block.text)


@pytest.fixture
def reader(tmp_path, monkeypatch, capsys):
    """Somebody who sits in an empty folder and does what a guide says."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRIDGOV_LANG", raising=False)
    return Reader(tmp_path, capsys)


class Reader:
    """Follows a guide; `printed` is what the last commands said."""

    def __init__(self, folder: Path, capsys):
        self.folder, self.capsys, self.printed, self.file = folder, capsys, "", None
        self.shorter = "--replicates 2 --days 20"

    def follow(self, block: Block) -> None:
        """Do what one block is there for."""
        {"sh": self.type_in, "toml": self.edit, "csv": self.write, "text": self.compare}[block.kind](block)

    def type_in(self, block: Block) -> None:
        """Give the commands, one after the other; none may be refused."""
        self.printed = ""
        for line in block.text.splitlines():
            program, *words = shlex.split(REPLICATES.sub(self.shorter, line))
            assert program == "gridgov", line
            code = run_command_line(words)
            out = self.capsys.readouterr()
            assert code == 0, f"{line}\n{out.err}"
            self.printed += out.out
            if words[0] == "new":
                self.file = self.file or self.folder / f"{words[1]}.toml"

    def edit(self, block: Block) -> None:
        """Write a scenario, or replace tables of the one at hand, or add to its end, or only find what stands there already."""
        if "Write this as" in block.before:
            self.file = self.write(block)
            return
        page = self.file.read_text(encoding="utf-8")
        if "stands in the file already" in block.before:
            assert block.text.strip() in page
            return
        if "Replace its tables" in block.before:
            for table in re.split(r"\n\n(?=\[)", block.text.strip()):
                page = with_table(page, table)
        else:
            assert re.search(r"[Aa]dd .* at (its|the) end", block.before, re.DOTALL), block.before
            page = f"{page}\n{block.text}"
        self.file.write_text(page, encoding="utf-8")

    def write(self, block: Block) -> Path:
        """Write a block to the file that the paragraph before names."""
        path = self.folder / re.search(r"as `([\w.]+)`", block.before)[1]
        path.write_text(block.text, encoding="utf-8")
        return path

    def compare(self, block: Block) -> None:
        """Hold what the guide prints against what was printed, where it is the answer to the commands just given."""
        if "if there is none says so" in block.before:
            shown = re.escape(NUMBER.sub("scenario ?", block.text.strip())).replace(r"\.\.\.", ".*")
            assert re.search(shown, NUMBER.sub("scenario ?", self.printed), re.DOTALL), self.printed


def with_table(page: str, table: str) -> str:
    """A scenario file in which one table stands in place of its namesake, up to the empty line after it."""
    header = HEADER.match(table)[0]
    start = page.index(f"\n{header}\n") + 1
    return page[:start] + table + page[page.index("\n\n", start) :]


@pytest.mark.parametrize("guide", ["own-district.md", "class.md", "pilot.md"])
def test_a_guide_can_be_followed_word_by_word(guide, reader):
    reader.shorter = FEWER.get(guide, reader.shorter)
    steps = blocks(guide)
    assert {"sh", "toml", "text"} <= {block.kind for block in steps}
    for block in steps:
        reader.follow(block)


def test_the_guide_to_cases_can_be_followed_with_the_case_that_it_names(reader):
    steps = [block for block in blocks("cases.md") if block.kind == "sh"]
    for block in steps:
        reader.follow(block)
        case = re.search(r"\d{15,}", steps[1].text)[0]
        assert case in reader.printed or "--events" in block.text
    assert (reader.folder / "log" / "events.xes").is_file()


def test_the_dates_of_the_guide_to_cases_are_those_of_a_scenario(tmp_path):
    block = block_of("cases.md", "toml", "start_date")
    (tmp_path / "town.toml").write_text(f'{block.text}extends = "classroom"\n', encoding="utf-8")
    assert load_scenario(tmp_path / "town.toml").dates.moment(0).isoformat() == "2026-01-05T00:00:00+08:00"


def test_the_commands_of_the_guide_on_doubt_work_and_print_tables_of_that_shape(reader):
    found = [block for block in blocks("sure.md") if block.kind == "sh"]
    shorter = {"compare": "--days 20 --budget 60", "select": "--days 20 --budget 140", "pilot": "--days 80 --replicates 2"}
    reader.shorter = "--replicates 2"
    for block in found:
        verb = block.text.split()[1]
        reader.follow(block._replace(text=f"{re.sub(r'--days [0-9]+', '', block.text).strip()} {shorter[verb]}"))
        heads = {"compare": "95 %, all together", "select": "less the best", "pilot": "streets needed in each arm"}
        assert heads[verb] in reader.printed and "at default assumptions only" in reader.printed
    assert len(found) == 3


def begin(reader: Reader, until: str) -> None:
    """Follow the guide to a district of one's own up to the block that holds these words."""
    for block in blocks("own-district.md"):
        if until in block.text:
            return
        if block.kind != "sh" or block.text.startswith("gridgov new"):
            reader.follow(block)


def faults_shown(reader: Reader, file: str) -> list[str]:
    """What `check` refuses a file with."""
    assert run_command_line(["check", file]) == 2
    return reader.capsys.readouterr().err.strip().splitlines()


def test_the_faults_of_a_scenario_are_those_that_the_guide_shows(reader):
    block = block_of("own-district.md", "text", "[routing] accuracy")
    begin(reader, until="[routing] accuracy")
    page = reader.file.read_text(encoding="utf-8")
    for old, new in (("residents = 8000", "residents = -5"), ("grid.slots = 1", "grid.slotz = 2")):
        assert page.count(old) == 1
        page = page.replace(old, new)
    reader.file.write_text(f"{page}\n[routing]\naccuracy = 1.5\n", encoding="utf-8")
    assert faults_shown(reader, "mytown.toml") == block.text.strip().splitlines()


def test_the_faults_of_a_table_of_buildings_are_those_that_the_guide_shows(reader):
    block = block_of("own-district.md", "text", "buildings.csv:")
    begin(reader, until="buildings.csv:")
    table = reader.folder / "buildings.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    rows[2:6] = ["A-2,seventy,0,48,Riverside,North,Harbour", "A-2,140,0,,Riverside,North,Harbour",
                 "B-1,0,120,36.5,Old Mill,North,Harbour", "B-2,80,120,36,Old Mill,South,Harbour"]  # fmt: skip
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert faults_shown(reader, "realtown.toml") == block.text.strip().splitlines()


def test_the_faults_of_a_roll_out_are_those_that_the_guide_shows(reader):
    block = block_of("pilot.md", "text", "[policy.street_by_street.stages.2]")
    for step in blocks("pilot.md"):
        if step.kind == "toml" or step.text.startswith("gridgov new"):
            reader.follow(step)
    page = reader.file.read_text(encoding="utf-8")
    wrong = ['from_day = 30, where = {streets = ["street-01"]}', *(f"from_day = {day}, where = {{share = 0.8}}" for day in (90, 120))]
    wrong = "".join(f"    {{{line}}},\n" for line in wrong)
    right = '    {from_day = 120, where = {streets = ["street-02"]}},\n    {from_day = 180},\n'
    assert page.count(right) == 1
    reader.file.write_text(page.replace(right, wrong), encoding="utf-8")
    assert faults_shown(reader, "ourtown.toml") == block.text.strip().splitlines()


def test_the_guide_to_pilots_names_every_column_of_its_file():
    page = (GUIDES / "pilot.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"^\| (`.*?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert named == {*PLACE, *EFFECT, *CITY}


def test_the_page_on_python_runs_from_top_to_bottom(tmp_path):
    program = "\n".join(block.text for block in blocks("python.md") if block.kind == "python")
    (tmp_path / "page.py").write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, "page.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for block in blocks("python.md"):
        if block.kind == "text":
            assert block.text in done.stdout
