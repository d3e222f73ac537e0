"""What the simulation makes of the documents' numbers: measured, judged, listed and put on a page."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gridgov.analysis.documents import page
from gridgov.analysis.facts import check_facts, documented, outcome_text, simulated
from gridgov.analysis.paired import Estimate
from gridgov.cli.run import levels_table
from gridgov.cli.shell import run_command_line
from gridgov.metrics import FIGURES, Measured
from gridgov.run import simulate
from gridgov.scenario.levers import CATEGORIES
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Fact
from gridgov.tables.dtypes import DAY, NONE, RESIDENTS, WHISTLED

TOP = Path(__file__).resolve().parents[2]
PAGE = TOP / "docs" / "background" / "documents.md"

TOWN = """extends = "baseline"
title_en = "A town"
title_zh = "小镇"
[city]
residents = 2000
streets = 1
communities_per_street = 2
[time]
warmup_days = 10
horizon_days = 60
[policy.before]
[policy.after.set.whistle]
departments = 1
[fact.buildings]
number = 9
what = "Departments"
what_zh = "部门"
kind = "given"
value = 22
set.none.rows.department = 22
[fact.many]
number = 40
what = "Grid events"
what_zh = "网格事件"
kind = "emergent"
value = 100
metric = "grid_events"
policy = "after"
low = 1
why = "Some."
why_zh = "若干。"
[fact.few]
number = 41
what = "Disputes"
what_zh = "纠纷"
kind = "emergent"
value = "falling"
metric = "births_per_1000"
policy = "after"
against = "after"
high = 0.5
why = "A sign."
why_zh = "方向。"
miss = "It is one, by its making."
miss_zh = "按定义恒为一。"
[fact.metres]
number = 19
what = "Square metres"
what_zh = "平方米"
kind = "context"
value = 2400
why = "No quantity."
why_zh = "并非模型中的量。"
"""


@pytest.fixture
def town(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "town.toml").write_text(TOWN, encoding="utf-8")
    return "town.toml"


@pytest.fixture
def call(capsys):
    def run(*arguments):
        code = run_command_line([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def emergent(**keys):
    return Fact("x", 40, "emergent", 10, "x", "x", metric="m", policy="after", **keys)


# ---- measuring


def test_a_figure_is_scaled_or_set_against_another_policy_replicate_by_replicate():
    values = {"after": {"m": [2.0, 4.0, None]}, "before": {"m": [1.0, 8.0, 3.0]}}
    assert simulated(emergent(scale=10.0), values).mean == 30.0 and simulated(emergent(scale=10.0), values).count == 2
    assert simulated(emergent(against="before"), values).mean == pytest.approx((2.0 + 0.5) / 2)


def test_a_hit_lies_within_the_tolerance_ends_included():
    assert emergent(low=1.0, high=2.0).hit(1.0) and emergent(low=1.0, high=2.0).hit(2.0) and emergent(high=2.0).hit(-5.0)
    assert not emergent(low=1.0).hit(0.99) and not emergent(high=2.0).hit(2.01)


@pytest.mark.parametrize(("lang", "words"), [("en", "follows from what was put in: no check 1, hit 1, miss 1"), ("zh", "由给定数字推得：不作检验 1")])
def test_what_follows_from_inputs_is_measured_and_counts_as_no_hit(call, town, lang, words):
    grids = '[fact.grids]\nnumber = 46\nwhat = "Grids"\nwhat_zh = "网格"\nkind = "arithmetic"\nvalue = 9\nmetric = "grids"\npolicy = "after"\n'
    with open(town, "a", encoding="utf-8") as file:
        file.write(grids + 'low = 1\nhigh = 2\nwhy = "Of the street."\nwhy_zh = "街道的。"\n')
    (one,) = (one for one in check_facts(town, replicates=2, workers=1) if one.fact.number == 46)
    assert one.verdict == "arithmetic" and one.simulated.low == one.simulated.high == one.simulated.mean
    place = "within" if one.fact.hit(one.simulated.mean) else "outside"
    assert f"{place} the tolerance; no check" in outcome_text(one, "en")
    code, out, _ = call("facts", town, "--replicates", 2, "--workers", 1, "--lang", lang)
    assert code == 0 and words in out


def test_every_kind_of_fact_has_its_verdict(town):
    assert {one.fact.name: one.verdict for one in check_facts(town)} == {
        "buildings": "given", "metres": "context", "many": "open", "few": "open",
    }  # fmt: skip
    measured = {one.fact.name: one for one in check_facts(town, replicates=2, workers=1)}
    assert (measured["many"].verdict, measured["few"].verdict) == ("hit", "miss")
    assert measured["few"].simulated == Estimate(2, 1.0, 1.0, 1.0)
    assert "Why it misses: It is one, by its making." in outcome_text(measured["few"], "en")


def test_grid_events_are_what_is_registered_less_what_residents_report_and_what_is_fixed_on_the_spot(town):
    run = simulate(town, seed=3, events=True)
    measured = Measured(run.outcome, run.start.world, run.start.labels)
    figures = {name: value for figure in FIGURES for name, value in figure.figures(measured).items()}
    cases = run.outcome.cases
    cases = cases[(cases["born"] >= measured.warmup) & (cases["registered"] != NONE)]
    by_residents = run.start.world.channel["kind"][cases["channel"]] == RESIDENTS
    spot = (cases["fixed"] == cases["registered"]) & ~by_residents
    assert spot.any() and round(figures["grid_events"] * measured.years) == len(cases) - by_residents.sum() - spot.sum()
    asked = np.isin(cases["category"], [run.start.labels.categories.index(name) for name in ("disputes", "policy")])
    assert round(sum(figures[f"advice_{channel}"] for channel in run.start.labels.channels) * measured.years) == asked.sum()


def test_what_tiers_settle_in_a_year_are_the_births_fixed_after_somebody_settled_them(town):
    run = simulate(load_scenario(town, ["after"]), seed=3)
    measured = Measured(run.outcome, run.start.world, run.start.labels)
    figures = {name: value for figure in FIGURES for name, value in figure.figures(measured).items()}
    cases = run.outcome.cases[measured.first :]
    settled = cases["settled_tier"][cases["fixed"] != NONE]
    for k, tier in enumerate(run.start.labels.tiers):
        assert round(figures[f"settled_count_{tier}"] * measured.years) == (settled == k).sum()


def test_person_times_are_estates_times_persons_times_weeks(town):
    sets = ["estate.old.adopted=1.0", "tier.adopter.slots=4"]
    run = simulate(load_scenario(town, ["adoption"], sets), seed=1)
    measured = Measured(run.outcome, run.start.world, run.start.labels)
    figures = {name: value for figure in FIGURES for name, value in figure.figures(measured).items()}
    estates = (run.start.world.desk["tier"] == run.start.labels.tiers.index("adopter")).sum()
    saturdays = len([day for day in range(10, 70) if day % 7 == 5])
    assert estates > 0 and figures["person_times_adopter"] * measured.years == pytest.approx(estates * 4 * saturdays, rel=1e-6)


def test_cases_settled_on_the_day_of_their_whistle_are_counted_from_the_log(town):
    at_once = [f"category.{name}.procedure_hours.departments=0.0" for name in CATEGORIES]
    run = simulate(load_scenario(town, ["after"], [*at_once, "departments.bounce=0.0"]), seed=1, events=True)
    measured = Measured(run.outcome, run.start.world, run.start.labels)
    share = {name: value for figure in FIGURES for name, value in figure.figures(measured).items()}["whistled_same_day"]
    cases, log = run.outcome.cases, run.outcome.events
    day = {}  # of the first whistle of each case
    for event in log[log["activity"] == WHISTLED]:
        day.setdefault(int(event["case"]), int(event["time"]) // DAY)
    rows = [row for row in cases[cases["born"] >= measured.warmup] if int(row["key"]) in day]
    same = [row for row in rows if row["fixed"] != NONE and row["fixed"] // DAY == day[int(row["key"])]]
    assert same and len(same) < len(rows) and share == pytest.approx(len(same) / len(rows))


# ---- the five scenarios


@cache
def short(name, policy):
    return simulate(load_scenario(name, [policy], ["time.warmup_days=0"]), seed=1, days=60)


@pytest.mark.parametrize("name", documented())
def test_each_documented_scenario_runs_sixty_days_before_and_after_without_drowning(name):
    for policy in ("before", "after"):
        run = short(name, policy)
        assert run.metrics["closing_recorded"] > 0.9 and run.metrics["noticed_share"] > 0.1
        assert run.metrics["utilisation_grid"] > 0 and all(
            value is None or value < 0.95 for metric, value in run.metrics.items() if metric.startswith("utilisation_")
        )
        for lang, word in (("en", "problem-days"), ("zh", "问题日")):
            assert word in levels_table(run.metrics, lang)


@pytest.mark.parametrize("name", documented())
def test_no_reform_is_free(name):
    before, after = (short(name, policy).metrics for policy in ("before", "after"))
    hours = ("staff_hours", "chief_hours", "hours_volunteers", "hours_organisations")
    assert after["cost"] > before["cost"] and sum(after[one] - before[one] for one in hours) > 0
    assert after["problem_days"] != before["problem_days"]


def test_what_is_given_as_a_count_of_places_is_there():
    def covered(name, channel, place):
        run = short(name, "after")
        there = np.isfinite(run.start.world.exposure_s[0, run.start.labels.channels.index(channel)])
        return len(np.unique(place(run)[there]))

    assert covered("daan", "camera", lambda run: np.arange(len(run.start.world.building))) == 371
    assert covered("daan", "centre", lambda run: run.start.world.building["community"]) == 22
    assert covered("shangluo", "camera", lambda run: run.start.world.building["estate"]) == 110
    assert covered("songyuan", "cleanup", lambda run: run.start.world.building["estate"]) == 140
    assert covered("songyuan", "centre", lambda run: run.start.world.building["community"]) == 78
    assert short("songyuan", "after").metrics["chiefs_resident"] == 4000 and short("shuangshan", "after").metrics["grids"] == 16
    begun = short("ningjiang", "five_chiefs").metrics  # under `after` residents give up
    assert begun["chiefs_cadre"] == 1900 and begun["chiefs_resident"] == 1048


# ---- the verb


SAID = [("en", ("[given]", "[context]", "tolerance")), ("zh", ("[给定]", "[背景]", "容差"))]


@pytest.mark.parametrize(("lang", "words"), SAID)
def test_facts_of_all_documents_are_listed_in_both_languages(call, lang, words):
    code, out, _ = call("facts", "--lang", lang)
    assert code == 0 and all(word in out for word in words)
    assert all(f"\n  {number}{'.' if lang == 'en' else '．'}" in out for number in range(1, 91))


def test_facts_of_one_scenario_are_measured_when_replicates_are_asked_for(call, town):
    code, out, _ = call("facts", town, "--replicates", 2, "--workers", 1)
    assert code == 0 and "[hit]" in out and "[miss]" in out
    assert "given 1, hit 1, miss 1, context 1" in out
    assert "[命中]" in call("facts", town, "--replicates", 1, "--workers", 1, "--lang", "zh")[1]


def test_facts_as_json_hold_all_columns(call, town):
    rows = json.loads(call("facts", town, "--json")[1])
    assert [row["number"] for row in rows] == [9, 19, 40, 41] and len({tuple(sorted(row)) for row in rows}) == 1
    assert rows[0]["sets"] == {"none": {"rows.department": 22}} and rows[2]["verdict"] == "open"
    assert len(json.loads(call("facts", "--json")[1])) == 90


def test_a_scenario_without_facts_says_so_and_one_that_lies_is_refused(call, town):
    assert "No facts" in call("facts", "classroom")[1]
    Path(town).write_text(TOWN.replace("rows.department = 22", "rows.department = 21"), encoding="utf-8")
    code, out, err = call("facts", town)
    assert (code, out) == (2, "") and "a fact says that it is given" in err


# ---- the page


def test_the_page_of_the_documents_names_every_fact_with_its_mark_and_explains_every_miss():
    written = PAGE.read_text(encoding="utf-8")
    for name in documented():
        for one in check_facts(name):
            row = next((line for line in written.splitlines() if line.startswith(f"| {one.fact.number} | {one.fact.what} |")), None)
            assert row, f"fact {one.fact.number} is missing: make verify writes the page anew"
            if one.verdict in ("given", "context"):
                assert outcome_text(one, "en") in row, f"fact {one.fact.number} has changed: make verify writes the page anew"
            elif one.verdict == "arithmetic":
                assert "Simulated: " in row and "no check, since it follows from what was put in" in row
            else:
                assert "Simulated: " in row and ("emergent: **hit**" in row or "Why it misses: " in row)
        for row in load_scenario(name).assumptions:
            assert f"| {row.what} |" in written, f"assumption {row.name} of {name} is missing: make verify writes the page anew"
    assert "nobody has explained" not in written and "SHA-256" in written


def test_the_page_shows_a_miss_first_and_in_its_row(town):
    text = page({town: check_facts(town, replicates=1, workers=1)}, 1)
    assert "- 41, Disputes: " in text and "| 41 | Disputes | falling | emergent: **miss** |" in text
    assert text.count("It is one, by its making.") == 2
