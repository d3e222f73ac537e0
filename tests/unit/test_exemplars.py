"""Exemplar runs: the median and the extremes are found by name, and what is kept of them under a study is whole or made anew."""

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest

from gridgov.analysis.exemplar_wording import how_chosen
from gridgov.analysis.runs.gathered import gather
from gridgov.exemplars import NAMED, Exemplars, Wish, find_each, find_exemplars, named_seed
from gridgov.run import simulate
from gridgov.run.kept import ABOUT, keep_run, kept_run
from gridgov.study.study import Study
from tests.towns import TWO_POLICIES, plan_of_two
from tests.unit.charts.shown import run_of

PLAN = plan_of_two(replicates=5)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exemplars")
    (folder / "town.toml").write_text(TWO_POLICIES, encoding="utf-8")
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    before = os.getcwd()
    os.chdir(folder)
    try:
        with Study.create("plan.toml", "study") as made:
            made.run(workers=1)
        yield folder / "study"
    finally:
        os.chdir(before)


@pytest.fixture
def here(study, monkeypatch):
    monkeypatch.chdir(study.parent)
    return study


def same(one, other):
    """Whether two runs have the same bytes in every table, and the same figures."""
    for name, table in one.outcome._asdict().items():
        twin = getattr(other.outcome, name)
        if isinstance(table, np.ndarray):
            assert table.dtype == twin.dtype and table.shape == twin.shape and table.tobytes() == twin.tobytes(), name
        else:
            assert table == twin, name
    assert one.metrics == other.metrics and np.array_equal(one.ledger.fen, other.ledger.fen) and one.provenance == other.provenance


def test_the_median_the_lowest_and_the_highest_are_those_of_the_difference(here):
    found = find_each("study")
    assert tuple(found) == NAMED
    with Study.open("study") as opened:
        table = opened.table(("problem_days",)).pivot(index="seed", columns="policy", values="problem_days")
    order = (table["more"] - table["fewer"]).sort_values().index.tolist()
    assert [found[name].runs[0].seed for name in NAMED] == [order[2], order[0], order[-1]]
    assert all(one.how == f"{name}_difference" and one.runs[0].seed == one.runs[1].seed for name, one in found.items())
    alone = find_each("study", Wish(policies=("more",)))
    assert [one.how for one in alone.values()] == list(NAMED)
    assert list(find_each("study", Wish(seed=2))) == ["median"] == list(find_each("town.toml"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_how_a_run_was_chosen_is_said_in_words(here, lang):
    said = {how_chosen(one, lang) for wish in (Wish(), Wish(policies=("more",))) for one in find_each("study", wish).values()}
    assert len(said) == 6


def test_of_equal_values_the_smaller_seed_is_the_extreme():
    values = {9: 2.0, 4: 2.0, 7: 2.0}
    assert [named_seed(values, which) for which in NAMED] == [7, 4, 9]


@pytest.mark.parametrize("make", [lambda: run_of(), lambda: run_of(fluid=True), lambda: simulate("classroom", days=8, buildings_daily=True)])
def test_a_kept_run_comes_back_bit_for_bit(tmp_path, make):
    run = make()
    keep_run(run, tmp_path)
    again = kept_run(tmp_path, run.scenario, run.seed, run.provenance["case_table_sha256"])
    same(run, again)


def spoil_a_byte(folder):
    path = folder / "cases.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def change(**values):
    def spoil(folder):
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        about["provenance"] |= values
        (folder / ABOUT).write_text(json.dumps(about), encoding="utf-8")

    return spoil


SPOILS = {
    "byte": spoil_a_byte,
    "missing": lambda folder: (folder / "legs.parquet").unlink(),
    "cut": lambda folder: (folder / "events.parquet").write_bytes((folder / "events.parquet").read_bytes()[:100]),
    "no_about": lambda folder: (folder / ABOUT).unlink(),
    "about_cut": lambda folder: (folder / ABOUT).write_text("{", encoding="utf-8"),
    "about_list": lambda folder: (folder / ABOUT).write_text("[]", encoding="utf-8"),
    "other_sources": change(source_sha256="0" * 64),
    "other_seed": change(seed=77),
    "other_scenario": change(scenario_sha256="0" * 64),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_what_is_damaged_or_another_run_is_made_anew(here, spoil):
    found = find_exemplars("study")
    first = found.make(0, events=True)
    kept = found.runs[0].kept
    assert kept.parent == Path("study") / "exemplars"
    spoil(kept)
    assert kept_run(kept, found.runs[0].scenario, found.runs[0].seed, found.runs[0].sha256, events=True) is None
    same(first, found.make(0, events=True))
    assert kept_run(kept, found.runs[0].scenario, found.runs[0].seed, found.runs[0].sha256, events=True) is not None


def test_a_run_is_made_once_and_read_from_then_on(here, monkeypatch):
    found, told = find_exemplars("study"), []
    made = [found.make(place, events=True) for place in (0, 1)]
    assert made[0].provenance["case_table_sha256"] == found.runs[0].sha256

    def refuse(*_, **__):
        raise AssertionError("simulated again")

    monkeypatch.setattr(Exemplars, "simulate", refuse)
    for place, run in enumerate(made):
        same(run, found.make(place, events=True, progress=told.append))
    assert sum(told) == 2 * len(made[0].outcome.daily)


def test_what_one_reader_needs_is_kept_for_the_other(here):
    found = find_exemplars("study", Wish(seed=3))
    assert not len(found.make(0, events=True).outcome.buildings_daily)
    both = found.make(0, buildings_daily=True)
    assert len(both.outcome.buildings_daily) and len(both.outcome.events)
    same(both, found.make(0, events=True))


def test_a_folder_that_cannot_be_written_costs_time_and_nothing_else(here, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gridgov.run.kept.keep_run", full)
    found = find_exemplars("study", Wish(seed=4))
    assert found.make(0).provenance["case_table_sha256"] == found.runs[0].sha256
    assert not found.runs[0].kept.exists()


def test_all_is_gathered_with_the_median_first_and_each_run_once(here):
    found = find_each("study")
    shown = gather(found)
    seeds = [[run.seed for run in side.runs] for side in shown.sides]
    assert seeds == [[found[name].runs[0].seed for name in NAMED]] * 2
    assert [side.label for side in shown.sides] == ["fewer", "more"] and shown.exemplars is found["median"]
    again = gather({"median": found["median"], "lowest": found["median"]})
    assert [len(side.runs) for side in again.sides] == [1, 1]


def test_the_guide_can_be_followed(here):
    guide = (Path(__file__).resolve().parents[2] / "docs" / "guides" / "film.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    names = {}
    exec(block.replace("results/mine", "study"), names)
    assert {path.name for path in here.glob("tier_flow.*")} == {"tier_flow.png", "tier_flow.svg", "tier_flow.pdf"}
    table = guide[guide.index("| chart | shows |") : guide.index("Two policies stand")]
    assert re.findall(r"`(\w+)`", table) == [*names["offered"], "follows1", "follows2"]
