"""What a page says of assumptions where the plan itself moves them: policies by what they change, levers by all their values, a plan that goes on."""

import pytest

from gridgov.report.assumed import assumed
from gridgov.report.odd import odd
from gridgov.report.reading import material_of
from gridgov.report.turning import turning
from gridgov.study.plan import load_plan
from tests.unit.report.doctored import POLICIES, begun, by_policy, planted
from tests.unit.report.test_numbers import FACTORIAL_BOTH as FACTORIAL
from tests.unit.report.test_numbers import SAMPLE

LEVERS = FACTORIAL + '[lever.stipend]\npath = "chiefs.stipend_yuan_per_month"\nvalues = [0, 150, 300]\n'
SETS = POLICIES.replace("replicates =", "days = 30\nreplicates =") + '[set]\n"city.residents" = 600\n"city.streets" = 1\n"routing.accuracy" = 0.7\n'


@pytest.fixture(scope="module")
def levers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("levers")
    return planted(begun(folder, LEVERS, ("none", "five_chiefs"), 2), folder / "planted", by_policy())


def tables(pieces):
    """By caption, the rows of each table: what stands before a row, small words under it, and its cells."""
    found = [piece.body for piece in pieces if piece.kind == "table"]
    return {table.caption: {row[0].small: (row[0].text, *row[1:]) for row in table.rows} for table in found}


def test_what_the_plan_moves_is_no_change_of_a_policy_and_stands_with_all_its_values(levers):
    with material_of(levers, "en") as material:
        pieces = assumed(material, "en")
    assert "none changes nothing in the scenario." in [piece.body for piece in pieces if piece.kind == "text"]
    found = tables(pieces)
    (policy,) = [rows for caption, rows in found.items() if caption.startswith("Changed by five_chiefs.")]
    assert not [small for small in policy if "tier.grid.slots" in small]
    (moved,) = [rows for caption, rows in found.items() if caption.startswith("Moved by the plan")]
    assert {small.split(" · ")[0]: cells[1:] for small, cells in moved.items()} == {"workers": ("1", "1, 2"), "stipend": ("0", "0, 150, 300")}


def test_the_parameters_of_the_model_are_those_of_the_study_with_all_values(levers):
    with material_of(levers, "en") as material:
        found = tables(odd(material, "en"))
    parameters = next(rows for caption, rows in found.items() if caption.startswith("All "))
    stipend = next(cells for small, cells in parameters.items() if small.startswith("chiefs.stipend_yuan_per_month"))
    slots = next(cells for small, cells in parameters.items() if small.startswith("tier.*.slots"))
    assert stipend[1] == "0, 150, 300" and "grid: 1, 2" in slots[1]


def test_a_sample_of_settings_tells_its_assumptions_too(tmp_path):
    folder = planted(begun(tmp_path, SAMPLE, replicates=1), tmp_path / "planted", by_policy())
    with material_of(folder, "en") as material:
        assert any(caption.startswith("Changed by five_chiefs.") for caption in tables(assumed(material, "en")))
        assert len(tables(odd(material, "en"))) > 4


def test_the_plan_that_is_advised_sets_what_the_study_sets(tmp_path):
    folder = planted(begun(tmp_path, SETS, ("none", "five_chiefs"), 2), tmp_path / "planted", by_policy())
    with material_of(folder, "en") as material:
        plan = next(piece.body for piece in turning(material, "en") if piece.kind == "code")
        kept = material.study.plan
    (tmp_path / "worlds.toml").write_text(plan, encoding="utf-8")
    advised = load_plan(tmp_path / "worlds.toml")
    assert dict(advised.sets) == dict(kept.sets) and advised.days == kept.days == 30
    assert advised.ask.policies == ("none", "five_chiefs") and advised.metrics == kept.metrics and advised.design == "worlds"


def test_a_mechanism_is_present_where_a_setting_switches_it_on(levers, tmp_path):
    name = "chiefs.stipend_yuan_per_month"  # off is 0
    with material_of(levers, "en") as material:
        present = next(rows for caption, rows in tables(odd(material, "en")).items() if name in rows)
    assert present[name][1] == "none (at some settings), five_chiefs (at some settings)"
    always = begun(tmp_path, LEVERS.replace("[0, 150, 300]", "[150, 300]"), ("none", "five_chiefs"), 2)
    with material_of(planted(always, tmp_path / "planted", by_policy()), "en") as material:
        present = next(rows for caption, rows in tables(odd(material, "en")).items() if name in rows)
    assert present[name][1] == "all"
