"""What charts show of single runs is what the tables say: parts add up, flows conserve, curves and shares equal the metrics."""

import numpy as np
import pytest

from gridgov.analysis.life.spans import KINDS, cut
from gridgov.analysis.runs.enduring import CATEGORY, KIND, curve, curves_of
from gridgov.analysis.runs.flow import OUTCOMES, flow_of
from gridgov.analysis.runs.inequality import QUANTILES, inequality_of
from gridgov.analysis.runs.people import people_of
from gridgov.analysis.runs.places import BUILDING, CHIEF, DELAY, GRID, OPEN, SATISFACTION, STREET, city_map
from gridgov.analysis.runs.stages import by_case, cut_all, stages_of
from gridgov.metrics.spans import spans_of
from gridgov.metrics.survival import Survival
from gridgov.tables.dtypes import CADRE, DAY, NONE, RESIDENT_CHIEF
from tests.unit.charts.shown import run_of, thinned, without_log

RUNS = {"fixed": lambda: run_of(), "fluid": lambda: run_of(fluid=True), "before": lambda: run_of("before"), "pilot": lambda: run_of("squads")}


@pytest.fixture(params=RUNS)
def run(request):
    return RUNS[request.param]()


def cohort(run):
    return run.outcome.cases[run.outcome.cases["born"] >= run.start.world.warmup]


def test_the_log_cut_at_once_is_the_log_cut_case_by_case(run):
    log, group, born = by_case(run.outcome.events)
    end = int(run.start.world.end)
    got = list(zip(*(part.tolist() for part in cut_all(log, group, end))))
    starts = np.append(np.flatnonzero(np.diff(group, prepend=-1)), len(log))
    want = [
        (KINDS.index(span.kind), span.tier, span.start, span.end, case)
        for case, (first, last) in enumerate(zip(starts, starts[1:]))
        for span in cut(log[first:last], end)
    ]
    assert got == want and len(born) == len(run.outcome.cases)


def test_the_days_add_up_to_all_days_that_problems_lasted(run):
    stages, rows = stages_of(run), cohort(run)
    spans = spans_of(rows, int(run.start.world.end))
    assert stages.problems == len(rows)
    assert stages.seconds.sum() == (spans.until - rows["born"]).sum()
    by_kind = dict(zip(KINDS, stages.seconds.sum(axis=1).tolist()))
    assert by_kind["hidden"] == spans.latent.sum() and by_kind["on_paper"] == spans.paper.sum()
    assert stages.seconds[KINDS.index("hidden"), :-1].sum() == 0  # before it is registered no tier has it


def test_what_comes_into_a_tier_is_what_leaves_it_and_what_is_still_there(run):
    flow, rows = flow_of(run), cohort(run)
    registered = rows[rows["registered"] != NONE]
    assert flow.through.tolist() == (flow.moves.sum(axis=1) + flow.ends.sum(axis=0)).tolist()
    assert flow.entries.sum() == flow.ends.sum() == len(registered)
    assert flow.entries.tolist() == np.bincount(registered["entry_tier"], minlength=len(flow.tiers)).tolist()
    assert flow.ends[OUTCOMES.index("fixed")].sum() == (registered["fixed"] != NONE).sum()
    assert np.diag(flow.moves).tolist() == [0] * len(flow.tiers)


def test_a_survival_curve_is_the_product_limit_estimate_within_its_band(run):
    rows = cohort(run)
    spans = spans_of(rows, int(run.start.world.end))
    for by, of in ((CATEGORY, rows["category"]), (KIND, run.start.world.building["kind"][rows["building"]])):
        curves = curves_of(run, by)
        assert sum(one.problems for one in curves) == len(rows) and sum(one.still for one in curves) == spans.open_end.sum()
        for place, one in enumerate(curves):
            group = of == place
            if not group.any():
                assert not len(one.days)
                continue
            spells = 2 * (spans.until - rows["born"])[group] + spans.open_end[group]
            estimate = Survival(spells)
            at = np.searchsorted(estimate.seconds, one.days * DAY + 0.5, side="right")
            assert one.share == pytest.approx(np.append(1.0, estimate.left)[at], abs=1e-9)
            known = np.isfinite(one.low)
            assert (one.low[known] <= one.share[known] + 1e-12).all() and (one.share[known] <= one.high[known] + 1e-12).all()


def test_a_band_is_as_wide_as_chance_is():
    """Of many samples of one law, about 95 % have the truth within the band at a given time."""
    rng, held, trials = np.random.default_rng(7), 0, 400
    for _ in range(trials):
        lasted = np.ceil(rng.exponential(10 * DAY, 80)).astype(np.int64)
        still = lasted > 12 * DAY
        one = curve("x", np.minimum(lasted, 12 * DAY), still, 0)
        place = np.searchsorted(one.days, 6.0)
        held += one.low[place] <= np.exp(-one.days[place] / 10) <= one.high[place]
    assert abs(held / trials - 0.95) < 4 * (0.95 * 0.05 / trials) ** 0.5


@pytest.mark.parametrize("still", [True, False])
def test_one_problem_has_a_curve(still):
    one = curve("x", np.array([3 * DAY]), np.array([still]), 0)
    assert one.share[0] == 1.0 and one.share[-1] == float(still) and one.still == int(still)


def test_the_lorenz_curve_has_the_gini_of_the_metrics(run):
    found = inequality_of(run)
    assert found.gini == pytest.approx(run.metrics["gini"])
    assert found.households[0] == found.days[0] == 0 and found.households[-1] == pytest.approx(1) and found.days[-1] == pytest.approx(1)
    assert 1 - 2 * np.trapezoid(found.days, found.households) == pytest.approx(found.gini)
    slopes = np.diff(found.days) / np.diff(found.households)
    assert (np.diff(slopes) >= -1e-9).all()  # those with least come first
    lived = np.isfinite(found.fans).all(axis=1)
    assert found.fans.shape == (len(found.kinds), len(QUANTILES)) and lived.any() and (np.diff(found.fans[lived], axis=1) >= 0).all()


def test_who_is_in_post_is_what_the_metrics_say(run):
    found, world = people_of(run), run.start.world
    assert found.days[0] == 0 and found.days[-1] == (world.end - world.warmup) / DAY
    weights = np.diff(found.days) / found.days[-1]
    for name in ("cadre", "resident"):
        assert found.chiefs[name] @ weights == pytest.approx(run.metrics[f"chiefs_{name}"])
    planned = {kind: (world.building_phase["chief"] == kind).sum(axis=1) for kind in (CADRE, RESIDENT_CHIEF)}
    if not len(run.outcome.posts):
        assert found.chiefs["cadre"][-1] == planned[CADRE][-1] and found.chiefs["resident"][-1] == planned[RESIDENT_CHIEF][-1]
        assert not found.chiefs["vacant"].any() and not found.staff["vacant"].any() and not found.fluid


def test_vacancies_of_staff_are_those_of_the_metrics_and_some_are_off_duty():
    run = run_of(fluid=True)
    found = people_of(run)
    assert found.fluid
    assert (found.staff["on_duty"] < found.staff["in_post"]).all()
    assert found.staff["vacant"].max() > 0
    # the metric weighs slots by the open hours of their desks, the chart counts heads
    share = found.staff["vacant"].sum() / (found.staff["vacant"] + found.staff["in_post"]).sum()
    assert share == pytest.approx(run.metrics["staff_vacancy_share"], abs=0.05)


def test_maps_of_every_level_hold_all_problems_and_residents(run):
    rows, city = run.outcome.cases, run.start.city
    present = int((rows["gone"] == NONE).sum())
    assert present == run.outcome.daily["present"][-1]
    building, grid, street = (city_map(run, level) for level in (BUILDING, GRID, STREET))
    assert building.values[OPEN].sum() == present
    of_grid = np.bincount(run.start.world.building["grid"], city.residents)
    assert np.nansum(grid.values[OPEN] * of_grid) / 1000 == pytest.approx(present)
    births = np.bincount(cohort(run)["building"], minlength=len(city.buildings))
    assert np.nansum(building.values[DELAY] * births) * DAY == pytest.approx(stages_of(run).seconds.sum())
    people = city.residents / city.residents.sum()
    assert np.nansum(building.values[SATISFACTION] * people) == pytest.approx(run.outcome.residents["satisfaction"].mean())
    assert len(street.outlines) == len(street.x) and len(grid.outlines) == len(run.start.labels.grids)
    assert ((0 <= street.values[CHIEF]) & (street.values[CHIEF] <= 1)).all()


def test_a_run_without_cases_or_without_a_log_gives_empty_figures():
    empty = thinned(run_of(), 0)
    assert stages_of(empty).seconds.sum() == 0 and flow_of(empty).through.sum() == 0 and inequality_of(empty).gini is None
    assert all(not one.problems for one in curves_of(empty, CATEGORY))
    assert stages_of(without_log(run_of())) is None and flow_of(without_log(run_of())) is None


def test_a_single_case_goes_one_way():
    single = thinned(run_of(), 1)
    assert flow_of(single).entries.sum() == 1 and stages_of(single).problems == 1
