"""What may not stand together in a plan: two names for one column, two hands on one parameter, entries that mean nothing for a design."""

import pytest

from gridgov.analysis.answers import DIFFERENCE
from gridgov.metrics import find_metric
from gridgov.study.designs import DESIGNS, SEARCH
from gridgov.study.doubts import doubts
from gridgov.study.levers import TAKEN
from gridgov.study.plan import load_plan
from gridgov.study.study import Study
from gridgov.text.faults import Faults

TOP = 'scenario = "classroom"\npolicies = ["before", "five_chiefs"]\n'
FACTORIAL = f'{TOP}[design]\nkind = "factorial"\n'


def faults_of(folder, text: str) -> dict[int, str]:
    """Sentences by line."""
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Faults) as found:
        load_plan(folder / "plan.toml")
    assert all(fault.message_zh for fault in found.value.faults)
    return {fault.line: fault.sentence() for fault in found.value.faults}


def lever(name: str, path: str = "tier.grid.slots", values: str = "[1, 2]") -> str:
    """The table of a lever, of three lines."""
    return f'[lever.{name}]\npath = "{path}"\nvalues = {values}\n'


@pytest.mark.parametrize(
    "name",
    ["run", "point", "policy", "replicate", "seed", "world", "status", "error", "replay", "case_table_sha256", "day", "cost", "settled_share_grid"],
)
def test_a_lever_that_would_take_the_place_of_a_column_is_refused(tmp_path, name):
    found = faults_of(tmp_path, FACTORIAL + lever(name))
    assert list(found) == [5] and f"[lever] {name}: is the name of a column" in found[5]


def test_no_column_of_any_table_can_be_taken_for_a_lever():
    assert set(DIFFERENCE) <= TAKEN
    assert [one.id for one in doubts() if one.id in TAKEN or find_metric(one.id)] == []


def test_columns_of_a_study_are_those_that_are_taken_its_levers_and_its_metrics(tmp_path):
    (tmp_path / "plan.toml").write_text(f"days = 3\n{FACTORIAL}{lever('workers')}", encoding="utf-8")
    with Study.create(tmp_path / "plan.toml", tmp_path / "study") as study:
        columns = {*study.table(()).columns, *study.failures().columns}
    assert columns == {*columns & TAKEN, "workers"}


def test_two_hands_on_one_parameter_are_refused_and_both_are_named(tmp_path):
    text = (
        f'days = 30\n{TOP}[set]\n"tier.grid.slots" = 2\ntime.horizon_days = 40\n[design]\nkind = "factorial"\n'
        + lever("workers") + lever("one", "learning.trust", "[0.2]") + lever("other", "learning.trust", "[0.3]")
    )  # fmt: skip
    found = faults_of(tmp_path, text)
    assert set(found) == {6, 9, 15}
    assert "time.horizon_days is set by days already" in found[6]
    assert "tier.grid.slots is set by [set] already" in found[9]
    assert "learning.trust is moved by [lever.one] already" in found[15]


def test_a_set_that_says_one_thing_twice_is_refused(tmp_path):
    found = faults_of(tmp_path, f'{TOP}[set]\n"tier.grid.slots" = 2\ntier.grid.slots = 3\n')
    assert "tier.grid.slots is set by [set] already" in " ".join(found.values())


def test_a_lever_named_like_a_doubt_that_is_drawn_beside_it_is_refused(tmp_path):
    worlds = f'{TOP}[design]\nkind = "worlds"\npoints = 4\n'
    found = faults_of(tmp_path, worlds + lever("several"))
    assert "is the name of a doubt" in found[6]
    (tmp_path / "plan.toml").write_text(worlds.replace("points", 'doubts = ["trust_start"]\npoints') + lever("several"), encoding="utf-8")
    assert load_plan(tmp_path / "plan.toml").ask.doubts == ("trust_start",)
    (tmp_path / "plan.toml").write_text(worlds + lever("trust_start", "learning.trust", "[0.2, 0.4]"), encoding="utf-8")
    load_plan(tmp_path / "plan.toml")  # it takes the place of that doubt


@pytest.mark.parametrize(
    ("head", "line", "words"),
    [
        ("tier.grid.slots,learning.trust,tier.grid.slots", 1, "column tier.grid.slots stands there twice"),
        ("tier.grid.slots,learning.trust,patrol.nothing", 6, "no parameter patrol.nothing"),
        ("tier.grid.slots,learning.trust,routing.accuracy", 6, "routing.accuracy is set by [set] already"),
        ("tier.grid.slots,learning.trust,time.horizon_days", 6, "time.horizon_days is set by days already"),
        ("tier.grid.slots,learning.trust,policy", 3, "the table has a column policy"),
    ],
)
def test_columns_of_a_table_of_points_that_would_be_dead_are_refused(tmp_path, head, line, words):
    (tmp_path / "points.csv").write_text(f"{head}\n1,0.5,0.5\n", encoding="utf-8")
    text = f'days = 30\n{TOP}[design]\nkind = "table"\nfile = "points.csv"\n[set]\n"routing.accuracy" = 0.9\n'
    found = faults_of(tmp_path, text)
    assert list(found) == [line] and words in found[line]


ENTRIES = {"points": "8", "levels": "4", "seed": "2", "file": '"x.csv"', "at_default": "5"}


@pytest.mark.parametrize("kind", [kind for kind in DESIGNS if kind != SEARCH])
def test_entries_that_mean_nothing_for_a_design_are_refused_with_those_that_do(tmp_path, kind):
    entries = "".join(f"{name} = {value}\n" for name, value in ENTRIES.items())
    levers = lever("workers") if DESIGNS[kind].ranges else ""
    found = faults_of(tmp_path, f'{TOP}[design]\nkind = "{kind}"\n{entries}{levers}').values()
    dead = {name for name in ENTRIES for sentence in found if f"[design] {name} = " in sentence and "means nothing" in sentence}
    assert dead == set(ENTRIES) - set(DESIGNS[kind].takes)
    assert f"which takes {', '.join(DESIGNS[kind].takes) or 'nothing more'}" in " ".join(found)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('paths = ["learning.trust"]\npath = "learning.trust"\nlow = 0.1\nhigh = 0.4', "either path or paths"),
        ('path = "learning.trust"\nvalues = [0.1]\nscale = "log"', "means nothing beside values"),
        ('path = "tier.grid.slots"\nlow = 1\nhigh = 4\nscale = "log"', "takes whole numbers"),
    ],
)
def test_entries_of_a_lever_that_would_be_dead_are_refused(tmp_path, entry, words):
    assert words in " ".join(faults_of(tmp_path, f"{FACTORIAL}[lever.a]\n{entry}\n").values())


def test_a_lever_s_name_or_value_that_a_spreadsheet_would_take_for_a_formula_is_refused(tmp_path):
    found = faults_of(tmp_path, FACTORIAL + lever('"=1+cmd|x"') + lever("file", "city.buildings_file", '["=b.csv", "a.csv"]'))
    assert list(found) == [5, 10] and all("spreadsheet" in sentence for sentence in found.values())
    (tmp_path / "table.csv").write_text("tier.grid.calendar\n=office\n")
    with pytest.raises(Faults, match="table.csv:2: tier.grid.calendar = .*spreadsheet"):
        (tmp_path / "plan.toml").write_text(f'{TOP}[design]\nkind = "table"\nfile = "table.csv"\n')
        load_plan(tmp_path / "plan.toml")
