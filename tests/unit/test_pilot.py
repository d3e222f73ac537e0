"""A policy in and out of its place: the figures by hand, what a city sees, words, files and the chart."""

import csv
import json
import math

import numpy as np
import pytest

from gridgov.analysis.compare import Comparison, compare
from gridgov.analysis.files import write_comparison
from gridgov.analysis.paired import mean_interval
from gridgov.analysis.pilot import FIGURES, NEEDED, Pilot, levels, place_effects
from gridgov.analysis.pilot_files import CITY, EFFECT, PLACE, WEEKS
from gridgov.analysis.pilot_wording import days_text, notes, shows_text
from gridgov.charts.pilot import MOST_PLACES, pilot_figure, write_pilot
from gridgov.charts.style import style
from gridgov.cli.pilot import by_place
from gridgov.organisation.cohorts import Cohorts
from gridgov.scenario.load import load_scenario
from gridgov.tables.dtypes import DAY
from tests.figures import assert_readable

DAYS = 100
RESIDENTS = 1000


def cohorts(*spans, outside=True, names=None):
    """Cohorts of 1,000 residents each, in force on these days."""
    in_force = np.zeros((len(spans) + 1, DAYS), bool)
    for k, (first, until) in enumerate(spans, 1):
        in_force[k, first:until] = True
    rows = np.arange(0 if outside else 1, len(spans) + 1)
    people = np.where(np.isin(np.arange(len(spans) + 1), rows), RESIDENTS, 0)
    names = names or [f"roll/{k}" for k in range(1, len(spans) + 1)]
    return Cohorts(rows.astype(np.int32), ((), *((name,) for name in names)), in_force, people, people // 2)


def made_up(groups, effect, replicates=6, spread=1.0, policy="roll"):
    """A pilot with 100 problem-days a day in every cohort, and `effect(k, day)` more under the policy; all else by chance."""
    draw = np.random.default_rng(5)
    shape = replicates, len(groups), DAYS
    without = np.zeros((*shape, len(NEEDED)), np.int64)
    without[..., 0] = (100 + spread * draw.normal(size=shape)) * DAY
    without[..., 1] = without[..., 0] // 2
    without[..., 2], without[..., 3], without[..., 4] = 20, 18, 16
    more = np.array([[effect(k, day) for day in range(DAYS)] for k in range(len(groups))])
    with_policy = without.copy()
    with_policy[..., 0] += ((more + spread * draw.normal(size=shape) * (more != 0)) * DAY).astype(np.int64)
    for counts in (without, with_policy):
        counts[:, [k for k in range(len(groups)) if not groups.residents[k]]] = 0
    return Pilot(policy, "none", groups, with_policy, without)


def effects_of(pilot):
    return {(effect.cohort, effect.difference.metric): effect for effect in place_effects(pilot)}


def test_an_effect_is_that_of_the_days_in_force_per_resident_and_year():
    pilot = made_up(cohorts((30, 60)), lambda k, day: -20.0 if k == 1 and 30 <= day < 60 else 0.0, spread=0.0)
    found = effects_of(pilot)
    inside = found[1, "problem_days"].difference
    assert inside.reference == pytest.approx(100 * 365) and inside.estimate.mean == pytest.approx(-20 * 365)
    assert inside.estimate.low == pytest.approx(inside.estimate.high)
    assert found[0, "problem_days"].difference.verdict == "same"
    assert found[1, "on_time_recorded"].difference.policy == 0.9 and found[1, "on_time_true"].difference.policy == 0.8
    assert found[1, "hidden_share"].difference.policy == pytest.approx(50 / 80)


def test_the_day_on_which_a_difference_shows_lies_after_the_first_day_and_only_days_in_force_are_judged():
    pilot = made_up(cohorts((30, 65), (51, DAYS)), lambda k, day: -40.0 if (k == 1 and day >= 44) or (k == 2 and day >= 51) else 0.0)
    found = effects_of(pilot)
    assert found[1, "problem_days"].shows_after == 21 and found[2, "problem_days"].shows_after == 7
    assert found[0, "problem_days"].shows_after is None
    assert [week.day for week in found[1, "problem_days"].weeks] == [30, 37, 44, 51, 58]
    assert len(found[2, "problem_days"].weeks) == 7 and found[1, "problem_days"].weeks_shown == 3


def test_intervals_of_weeks_are_wider_the_more_weeks_there_are():
    short, long = (made_up(cohorts((30, until)), lambda k, day: 10.0 * k) for until in (44, DAYS))
    one, two = (effects_of(pilot)[1, "problem_days"].weeks[0].estimate for pilot in (short, long))
    assert one.mean == two.mean and two.high - two.low > one.high - one.low
    new, old = (levels(short, side, [1], np.arange(30, 37), "problem_days") for side in (short.with_policy, short.without))
    plain = mean_interval([after - before for after, before in zip(new, old)], 0.975)
    assert one.mean == plain.mean and one.high - one.low >= plain.high - plain.low


def test_a_few_problems_on_which_all_pairs_agree_show_nothing():
    pilot = made_up(cohorts((30, DAYS)), lambda k, day: 0.0, replicates=3, spread=0.0)
    pilot.with_policy[:, 1, 37, 4] -= 1
    assert effects_of(pilot)[1, "on_time_true"].shows_after is None
    pilot.with_policy[:, 1, 30:, 4] = 2
    assert effects_of(pilot)[1, "on_time_true"].shows_after == 7


def test_one_replicate_gives_no_interval_and_says_so():
    pilot = made_up(cohorts((30, DAYS)), lambda k, day: -40.0 * k, replicates=1)
    found = effects_of(pilot)[1, "problem_days"]
    assert found.difference.verdict == "missing" and found.shows_after is None and shows_text(found, "en") == "-"
    assert found.city.one_low is None and found.city.both.low is None and found.city.both.mean is not None
    assert "Shows after" not in " ".join(notes([pilot], "en"))


def test_a_policy_that_begins_in_the_last_week_shows_nothing_within_the_run():
    found = effects_of(made_up(cohorts((97, DAYS)), lambda k, day: -40.0 * k))[1, "problem_days"]
    assert found.weeks == () and found.shows_after is None and found.difference.estimate.mean < 0


# ---- what a city sees


def test_a_city_sees_the_effect_where_both_places_would_have_gone_the_same_way():
    season = [10 * math.sin(day / 10) for day in range(DAYS)]
    pilot = made_up(cohorts((50, DAYS)), lambda k, day: -20.0 if k == 1 and day >= 50 else 0.0, spread=0.0)
    for counts in (pilot.with_policy, pilot.without):
        counts[..., 0] += (np.array(season) * DAY).astype(np.int64)
    city = effects_of(pilot)[1, "problem_days"].city
    assert city.both.mean == pytest.approx(-20 * 365, rel=1e-6) and city.in_less_out.mean == pytest.approx(-20 * 365, rel=1e-6)
    assert city.after_less_before.mean != pytest.approx(-20 * 365, rel=0.01) and city.astray.mean == pytest.approx(0, abs=0.1)


def test_a_city_goes_astray_where_outside_is_reached_as_well():
    pilot = made_up(cohorts((50, DAYS)), lambda k, day: (-20.0 if k == 1 else -5.0) if day >= 50 else 0.0, spread=0.0)
    city = effects_of(pilot)[1, "problem_days"].city
    assert city.both.mean == pytest.approx(-15 * 365, rel=1e-6) and city.astray.mean == pytest.approx(5 * 365, rel=1e-6)


def test_a_single_city_is_less_sure_than_the_mean_of_several():
    city = effects_of(made_up(cohorts((50, DAYS)), lambda k, day: -20.0 * k, replicates=8))[1, "problem_days"].city
    assert city.one_high - city.one_low == pytest.approx((city.both.high - city.both.low) * math.sqrt(1 + 1 / 8) * math.sqrt(8))


def test_stages_are_held_against_those_to_come_where_no_place_stays_outside():
    pilot = made_up(cohorts((20, DAYS), (40, DAYS), (60, DAYS), outside=False), lambda k, day: -10.0 * k if day >= 20 * k else 0.0, spread=0.0)
    found = effects_of(pilot)
    cities = {k: found[k, "problem_days"].city for k in (1, 2, 3)}
    assert {k for k, _ in found} == {1, 2, 3}
    assert [cities[k].until_day for k in (1, 2)] == [40, 60]
    assert [cities[k].both.mean / 365 for k in (1, 2)] == pytest.approx([-10, -20])
    assert cities[3].both.mean is None and cities[3].after_less_before.mean == pytest.approx(-30 * 365)
    assert "leaves no place outside" in notes([pilot], "en")[-1]
    alone = made_up(cohorts((20, DAYS), outside=False), lambda k, day: 0.0)
    assert "nothing to hold it against" in notes([alone], "en")[-1]


def test_a_pilot_from_the_start_has_no_days_before():
    city = effects_of(made_up(cohorts((0, DAYS)), lambda k, day: -20.0 * k))[1, "problem_days"].city
    assert city.both.mean is None and city.after_less_before.mean is None and city.in_less_out.mean < 0


# ---- words, tables, files

PILOT = made_up(cohorts((0, 40), (30, DAYS)), lambda k, day: -30.0 * k)
VALUES = {name: {"problem_days": [1.0] * 6} for name in ("none", "roll")}
COMPARISON = Comparison("town", ("none", "roll"), tuple(range(6)), VALUES, pilots={"roll": PILOT})


def test_days_are_said_as_a_user_counts_them():
    groups = cohorts((0, DAYS), (0, 40), (30, DAYS), (30, 60))
    assert [days_text(groups, k, "en") for k in (1, 2, 3, 4)] == ["all days", "day 0 to 39", "day 30 on", "day 30 to 59"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_terminal_has_a_table_per_figure_with_a_row_per_place(lang):
    lines = "\n".join(by_place(PILOT, lang)).splitlines()
    rows = [line for line in lines if line.strip().startswith(("roll/1", "roll/2", "outside", "试点以外"))]
    assert len(rows) == 3 * len(FIGURES)
    assert ("7 days" in rows[0]) == (lang == "en") and ("7 天" in rows[0]) == (lang == "zh")


def test_files_hold_every_place_figure_and_week(tmp_path):
    write_comparison(tmp_path, COMPARISON, ("problem_days",))
    rows = list(csv.DictReader((tmp_path / "pilot.csv").open(encoding="utf-8")))
    assert list(rows[0]) == [*PLACE, *EFFECT, *CITY] and len(rows) == 3 * len(FIGURES)
    first, last = rows[0], rows[-1]
    assert (first["parts"], first["from_day"], first["until_day"], first["shows_after_days"]) == ("roll/1", "0", "40", "7")
    assert (last["cohort"], last["parts"], last["city"]) == ("0", "", "")
    weeks = list(csv.DictReader((tmp_path / "pilot_weeks.csv").open(encoding="utf-8")))
    assert list(weeks[0]) == list(WEEKS) and sum(row["parts"] == "roll/2" and row["metric"] == "problem_days" for row in weeks) == 10
    summary = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["pilots"]
    assert "chance only" in summary["method"] and len(summary["policies"]["roll"]) == len(rows)
    assert summary["policies"]["roll"][0]["difference"] == float(first["difference"])


def test_a_comparison_without_places_has_no_such_files(tmp_path):
    write_comparison(tmp_path, Comparison("town", ("none", "roll"), (1,), COMPARISON.values), ("problem_days",))
    assert not (tmp_path / "pilot.csv").exists() and "pilots" not in json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))


def test_a_comparison_finds_the_places_of_its_policies_and_workers_change_nothing(tmp_path):
    path = tmp_path / "town.toml"
    path.write_text(
        'extends = "classroom"\n[city]\nresidents = 900\nstreets = 2\ncommunities_per_street = 1\n[time]\nwarmup_days = 5\nhorizon_days = 40\n'
        '[policy.roll]\nset.tier.grid.slots = 4\nstages = [{from_day = 10, where.streets = ["street-02"]}, {from_day = 60}]\n'
        "[policy.late]\nset.tier.grid.slots = 4\nfrom_day = 50\nwhere.share = 0.5\n",
        encoding="utf-8",
    )
    scenarios = {name: load_scenario(path, [name] if name != "none" else []) for name in ("none", "roll", "late")}
    one, two = (compare(scenarios, name="town", replicates=2, workers=workers) for workers in (1, 2))
    assert list(one.pilots) == ["roll"]  # the other begins after the end
    pilot = one.pilots["roll"]
    assert pilot.cohorts.parts == ((), ("roll/1",)) and pilot.cohorts.first_day(1) == 10  # nor does the second stage
    assert np.array_equal(pilot.with_policy, two.pilots["roll"].with_policy) and np.array_equal(pilot.without, two.pilots["roll"].without)
    assert np.array_equal(pilot.with_policy[:, :, :10], pilot.without[:, :, :10]) and not np.array_equal(pilot.with_policy[:, 1], pilot.without[:, 1])


# ---- the chart

LONG = "a_policy_whose_name_is_as_long_as_a_name_may_be_and_longer_59"
CHARTS = {
    "plain": {"roll": PILOT},
    "alone": {"roll": made_up(cohorts((30, DAYS)), lambda k, day: -30.0 * k, replicates=1)},
    "nothing": {"roll": made_up(cohorts((30, DAYS)), lambda k, day: 0.0)},
    "many": {LONG: made_up(cohorts(*((5 * k, DAYS) for k in range(12)), names=[f"{LONG}/{k}" for k in range(12)]), lambda k, day: -k, policy=LONG)},
    "two": {"吹哨": made_up(cohorts((30, DAYS), outside=False), lambda k, day: 9.0 * k, policy="吹哨"), "roll": PILOT},
    "two replicates": {"roll": made_up(cohorts((30, DAYS)), lambda k, day: -30.0 * k, replicates=2)},
}


def comparison_of(pilots):
    names = ("none", *pilots)
    replicates = len(next(iter(pilots.values())).with_policy)
    titles = ("A town with a title that goes on for longer than anybody would wish it to go on for", "名字很长的镇" * 8)
    values = {name: {"problem_days": [1.0] * replicates} for name in names}
    return Comparison("town", names, tuple(range(replicates)), values, titles=titles, pilots=pilots)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CHARTS)
def test_every_text_of_the_chart_is_inside_and_none_lies_on_another(case, lang, caplog):

    assert_readable(lambda: pilot_figure(comparison_of(CHARTS[case]), lang), caplog)


def test_the_chart_has_a_panel_per_place_and_one_for_the_whole_time():
    with style():
        assert len(pilot_figure(comparison_of(CHARTS["two"]), "en").axes) == (1 + 1) + (3 + 1)
        many = pilot_figure(comparison_of(CHARTS["many"]), "en")
    assert len(many.axes) == MOST_PLACES + 1 + 1
    assert any("4 more places are in pilot.csv" in " ".join(text.get_text().split()) for text in many.texts)


def test_the_same_pilot_gives_the_same_bytes(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_pilot(tmp_path / folder, COMPARISON, "zh")
    for name in ("pilot.png", "pilot.svg"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
