"""The numbers that charts of a study draw: those of the store, by hand-written means, definitions and intervals that cover."""

import math

import numpy as np
import pytest

from gridgov.analysis.drawn.as_comparison import as_comparison
from gridgov.analysis.drawn.backlog import backlog, band_of
from gridgov.analysis.drawn.cells import cells
from gridgov.analysis.drawn.money import ACCOUNT, PAYER, money
from gridgov.analysis.drawn.moved import rank_effect, ranks, tornado
from gridgov.analysis.drawn.plane import Plane, plane
from gridgov.analysis.drawn.settings import factor_words, settings_of, within_range
from gridgov.analysis.figures import by_point
from gridgov.analysis.paired import Estimate, mean_interval, together
from gridgov.analysis.sensitivity import FALSE_MARKS, stand_out
from gridgov.analysis.worlds import verdicts
from gridgov.study.points import Point
from gridgov.study.store import FILE, Store
from gridgov.study.study import Study
from tests.unit.charts.studies import DAYS, METRICS, SERIES, series, study

POLICIES = ("before", "five_chiefs", "whistle")


def reader(found):
    return lambda metric: by_point(found, metric)


def frame_of(found, *metrics):
    return found.table(metrics)


def test_the_parts_of_the_money_are_means_of_the_store_and_add_up_to_the_total(tmp_path):
    with study(tmp_path) as found:
        settings = settings_of(found, POLICIES)
        for by, stem in ((PAYER, "cost_"), (ACCOUNT, "spent_on_")):
            one = money(reader(found), settings, by)
            frame = frame_of(found, "cost", *(stem + part for part in one.parts))
            for row, setting in enumerate(settings):
                mine = frame[frame["policy"] == setting.policy]
                assert one.means[row] == pytest.approx([mine[stem + part].mean() for part in one.parts])
                assert one.totals[row] == mean_interval(mine["cost"].tolist())
                assert one.means[row].sum() == pytest.approx(one.totals[row].mean)
            assert (one.means.max(axis=0) > 0).all()


def test_bands_are_means_and_intervals_of_weeks_of_the_kept_series(tmp_path):
    with study(tmp_path) as found:
        one = backlog(found, reader(found), settings_of(found, POLICIES))
    assert one.kept and one.step == 7 and tuple(one.bands) == SERIES
    for place, policy in enumerate(POLICIES):
        band = one.bands["queue_grid"][place]
        assert band.days.tolist() == [3 + 7 * week for week in range(DAYS // 7)]
        for week in range(DAYS // 7):
            days = slice(7 * week, 7 * week + 7)
            by_hand = mean_interval([float(np.float32(series(Point(policy), run)["queue_grid"][days]).mean()) for run in range(3)])
            assert (band.mean[week], band.low[week], band.high[week]) == pytest.approx((by_hand.mean, by_hand.low, by_hand.high), rel=1e-5, abs=1e-4)
    assert list(one.use) == ["chief", "grid", "community", "departments"], "from the ground up"


def test_one_series_has_no_band_and_short_ones_are_drawn_by_days():
    band = band_of([np.arange(10.0)], 1)
    assert band.mean.tolist() == list(range(10)) and np.isnan(band.low).all()
    assert len(band_of([np.arange(10.0), np.arange(9.0)], 4).mean) == 2


def test_the_front_is_what_no_other_setting_beats():
    rng = np.random.default_rng(1)
    points = rng.integers(0, 6, (40, 2))
    estimates = [(Estimate(1, float(x), None, None), Estimate(1, float(y), None, None)) for x, y in points]
    front = Plane("cost", "problem_days", (), (*estimates, None)).front
    for place, mine in enumerate(points):
        beaten = any((other <= mine).all() and (other != mine).any() for other in points)
        assert (place in front) == (not beaten)
    assert [points[place][0] for place in front] == sorted(points[place][0] for place in front)


def test_a_plane_has_the_estimates_of_the_store(tmp_path):
    with study(tmp_path) as found:
        settings = settings_of(found, POLICIES)
        one = plane(reader(found), settings, "on_time_recorded", "on_time_true")
        frame = frame_of(found, "on_time_recorded", "on_time_true")
    for setting, both in zip(settings, one.estimates):
        mine = frame[frame["policy"] == setting.policy]
        assert both == tuple(mean_interval(mine[name].tolist()) for name in ("on_time_recorded", "on_time_true"))


def test_cells_are_means_over_the_other_levers_seed_by_seed(tmp_path):
    with study(tmp_path, "factorial", ("five_chiefs",)) as found:
        one = cells(found, reader(found), "problem_days", "five_chiefs", "workers", "stipend")
        frame = frame_of(found, "problem_days")
    assert one.row_values == (1, 2, 3) and one.column_values == (0, 100) and one.others == ("trust_start",)
    for row, workers in enumerate(one.row_values):
        for column, stipend in enumerate(one.column_values):
            mine = frame[(frame["workers"] == workers) & (frame["stipend"] == stipend)]
            by_seed = mine.groupby("replicate")["problem_days"].mean().tolist()
            cell, hand = one.estimates[row][column], mean_interval(by_seed)
            assert (cell.count, cell.mean, cell.low, cell.high) == pytest.approx((3, hand.mean, hand.low, hand.high))


def test_a_tornado_has_paired_differences_and_the_strongest_lever_first(tmp_path):
    with study(tmp_path, "one_at_a_time", ("five_chiefs",)) as found:
        one = tornado(found, reader(found), "problem_days", "five_chiefs")
        frame = frame_of(found, "problem_days").set_index(["point", "replicate"])["problem_days"]
        for lever in one.levers:
            for value, estimate in lever.steps:
                place = next(number for number, point in enumerate(found.points) if point.factors == {lever.name: value})
                assert estimate == mean_interval([frame[place, run] - frame[0, run] for run in range(3)])
            assert [value for value, _ in lever.steps] == sorted(value for value, _ in lever.steps)
    assert sorted(lever.name for lever in one.levers) == ["stipend", "trust_start", "workers"]
    assert [lever.reach for lever in one.levers] == sorted((lever.reach for lever in one.levers), reverse=True)


def test_the_interval_of_a_rank_correlation_covers_it():
    rng, rho, count, repetitions = np.random.default_rng(2), 0.5, 60, 400
    truth = 6 / math.pi * math.asin(rho / 2)  # of normal values: Pearson (1907)
    hits = 0
    for _ in range(repetitions):
        x = rng.normal(size=count)
        y = rho * x + math.sqrt(1 - rho**2) * rng.normal(size=count)
        found = rank_effect("x", x, y)
        hits += found.low <= truth <= found.high
    assert hits / repetitions > 0.95 - 4 * math.sqrt(0.95 * 0.05 / repetitions)
    assert rank_effect("x", [1, 2, 3, 4], [2, 4, 6, 9]).low == 1 and math.isnan(rank_effect("x", [1, 1, 1, 1], [1, 2, 3, 4]).rho)


def test_ranks_of_a_difference_find_the_factor_that_makes_it(tmp_path):
    with study(tmp_path, "latin_hypercube", ("before", "five_chiefs")) as found:
        one = ranks(found, reader(found), "problem_days", "five_chiefs", "before")
    assert one.settings == 40 and one.effects[0].name == "trust_start" and one.effects[0].high < 0
    assert sorted(effect.name for effect in one.effects) == ["life", "reporting", "trust_start"]


def test_of_ranks_without_any_relation_a_mark_is_as_rare_as_is_said():
    rng, factors, count, repetitions = np.random.default_rng(4), 10, 60, 150
    wrong = single = 0
    for _ in range(repetitions):
        values = rng.normal(size=count)
        found = [rank_effect("x", rng.normal(size=count), values) for _ in range(factors)]
        wrong += any(stand_out([one.chance for one in found], FALSE_MARKS))
        single += any(one.low > 0 or one.high < 0 for one in found)
    assert wrong / repetitions < FALSE_MARKS + 4 * math.sqrt(FALSE_MARKS * (1 - FALSE_MARKS) / repetitions)
    assert single / repetitions > 0.25  # what marks by single intervals would do


def test_ranks_mark_what_stands_among_all_factors(tmp_path):
    with study(tmp_path, "latin_hypercube", ("before", "five_chiefs")) as found:
        one = ranks(found, reader(found), "problem_days", "five_chiefs", "before")
    assert [effect.stands for effect in one.effects] == stand_out([effect.chance for effect in one.effects], FALSE_MARKS)
    assert one.effects[0].stands and rank_effect("x", range(8), range(8)).chance == 2 / math.factorial(8)


def test_the_interval_of_a_share_ends_where_shares_do_and_that_of_days_does_not():
    wide = Estimate(3, 0.99, 0.9, 1.08), Estimate(3, 0.01, -0.07, 0.09)
    assert [(one.low, one.high) for one in (within_range(found, "closing_true") for found in wide)] == [(0.9, 1.0), (0.0, 0.09)]
    assert within_range(wide[1], "satisfaction").low == 0 and within_range(wide[1], "problem_days") == wide[1]
    assert within_range(Estimate(1, 0.5, None, None), "closing_true") == Estimate(1, 0.5, None, None)


def test_a_tier_that_no_setting_has_is_no_row_of_its_use(tmp_path):
    with study(tmp_path, policies=("before", "five_chiefs")) as found:
        read, settings = reader(found), settings_of(found, ("before", "five_chiefs"))

        def without(metric):
            return {point: dict.fromkeys(runs) for point, runs in read(metric).items()} if metric == "utilisation_chief" else read(metric)

        assert set(backlog(found, read, settings).use) - set(backlog(found, without, settings).use) == {"chief"}


def test_a_study_as_a_comparison_gives_the_differences_of_its_verdicts(tmp_path):
    with study(tmp_path, "worlds") as found:
        comparison = as_comparison(found, reader(found), POLICIES, METRICS)
        for one in verdicts(found, METRICS):
            default = one.default
            assert comparison.difference(default.policy_name, default.metric, default.better, together(2 * len(METRICS))) == default
    assert comparison.seeds == (1, 2, 3) and comparison.named("en")[1][1].startswith("Five chiefs")


def test_levers_are_called_by_their_unit_and_doubts_by_their_own_words(tmp_path):
    with study(tmp_path, "factorial", ("five_chiefs",)) as found:
        assert factor_words(found, "stipend", "en") == "stipend (yuan per month)" and factor_words(found, "trust_start", "zh") == "初始信任"


def test_of_points_that_stand_for_the_same_runs_one_is_drawn(tmp_path):
    with study(tmp_path, policies=("before",), state="empty") as found:
        plan = found.plan
    (tmp_path / FILE).unlink()
    store = Store.create(tmp_path / FILE, {"plan": plan.to_json(), "source_sha256": "0", "machine": {}})
    store.add_points([(0, Point("before"), "same"), (1, Point("before", {"tier.grid.slots": 1}, {"workers": 1}), "same"), (2, Point("x"), "other")])
    run = {"status": "done", "case_table_sha256": "c", "error": None, "seconds": 0.1, "series": {"present": [1.0] * 40}}
    for replicate in range(2):
        for point in (1, 0):
            store.add([run | {"id": str(replicate), "point": point, "replicate": replicate, "seed": replicate, "metrics": {"cost": 5.0 + replicate}}])
    store.close()
    with Study.open(tmp_path) as found:
        assert found.twins == [[0, 1]] and found.store.find("1")[1] == 0
        assert by_point(found, "cost") == {0: {0: 5.0, 1: 6.0}, 1: {0: 5.0, 1: 6.0}}
        (setting,) = settings_of(found, ["before"])
        (band,) = backlog(found, reader(found), [setting]).bands["present"]
        assert setting.point == 0 and band.count == 2, "one of them stands for both"
