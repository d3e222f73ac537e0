"""The tables of calibration: what counts as a target, what was free, and that policies have no part in it."""

from __future__ import annotations

import csv
import json
import math

import numpy as np
import pytest

from gridgov.analysis import calibrate
from gridgov.analysis.calibrate import Fit, distance
from gridgov.analysis.targets.figures import FIGURES
from gridgov.analysis.targets.free import free_parameters
from gridgov.analysis.targets.judge import judge, sample_runs
from gridgov.analysis.targets.table import COLUMNS, FILE, FIT, GIVEN, HELD_OUT, all_rows, read_targets, targets
from gridgov.cli.shell import run_command_line
from gridgov.scenario.data import policy_names, scenario_names
from gridgov.scenario.load import load_scenario
from gridgov.scenario.paths import defaults
from gridgov.scenario.sources import Sources
from gridgov.text.faults import Faults


@pytest.fixture(scope="module")
def sample():
    return sample_runs(range(1, 4), {"time.horizon_days": 400, "time.warmup_days": 20}, scenario="classroom")


def table_with(tmp_path, **cells):
    """The shipped table with some cells of its first row changed."""
    rows = list(csv.reader(FILE.read_text(encoding="utf-8").splitlines()))
    for column, value in cells.items():
        rows[1][COLUMNS.index(column)] = value
    path = tmp_path / "targets.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


# ---- what counts -----------------------------------------------------------------------------------------------------------


def test_fewer_parameters_are_free_than_there_are_targets():
    # two that judgement chose together with others (trust_step, propensity_sd) are counted against us
    assert len(free_parameters()) + 2 < len(targets(FIT))
    assert len(targets(HELD_OUT)) == 6


def test_every_target_has_a_figure_a_population_a_tolerance_and_a_source():
    names = [row.id for row in all_rows()]
    assert len(set(names)) == len(names)
    assert {row.id for row in targets()} == set(FIGURES)
    assert all(row.population and row.source and row.tolerance and row.low < row.value < row.high for row in targets())
    assert all(bool(row.miss) == bool(row.miss_zh) for row in all_rows())
    assert not any(row.miss for row in targets(FIT)), "a figure that cannot be hit was not fitted"


def test_a_figure_that_a_parameter_states_is_no_target(tmp_path):
    assert all(row.stated_by for row in targets(GIVEN)) and not any(row.stated_by for row in targets())
    with pytest.raises(Faults) as refused:
        read_targets(table_with(tmp_path, stated_by="routing.accuracy"))
    assert "states this figure" in refused.value.sentences("en")[0] and "stated_by" in refused.value.sentences("en")[0]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("use", "fitted", "fit, held_out, given"),
        ("value", "9999", "its tolerance"),
        ("low", "many", "must be a number"),
        ("id", "happiness", "must be one of"),
        ("population", "", "is empty"),
        ("confidence", "sure", "J, low, medium, high"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line_and_column(tmp_path, column, value, words):
    with pytest.raises(Faults) as refused:
        read_targets(table_with(tmp_path, **{column: value}))
    (sentence,) = refused.value.sentences("en")
    assert column in sentence and words in sentence and "2" in sentence


# ---- what was free ---------------------------------------------------------------------------------------------------------


def test_the_defaults_are_what_the_fitted_numbers_make_of_the_judgement_before():
    declared = {".".join(path): value for path, value in defaults().items()}
    for one in free_parameters():
        assert one.values(one.fitted) == {path: declared[path] for path in one.places().values()}


@pytest.mark.parametrize("one", free_parameters(), ids=lambda one: one.id)
def test_a_free_parameter_leaves_judgement_alone_at_its_start(one):
    assert list(one.values(one.start).values()) == list(one.before.values())
    assert one.at(one.share(one.fitted)) == pytest.approx(one.fitted)
    assert one.low < one.fitted < one.high, "the fit wants what is not plausible"


def test_no_entry_is_moved_by_two_free_parameters():
    places = [path for one in free_parameters() for path in one.places().values()]
    assert len(set(places)) == len(places)


def policies_that_ship():
    """Every policy that is shared, and every one of a scenario's own."""
    for scenario in ("baseline", *(name for name in scenario_names() if name != "baseline")):
        own = Sources().policies_of(scenario)
        for policy in own if scenario != "baseline" else policy_names():
            if scenario == "baseline" or policy not in policy_names():
                yield scenario, policy


@pytest.mark.parametrize(("scenario", "policy"), list(policies_that_ship()))
def test_no_policy_fits_anew(scenario, policy):
    free = {path for one in free_parameters() for path in one.places().values()}
    without, under = load_scenario(scenario), load_scenario(scenario, policies=[policy])
    regimes = [under.settings, *(part.settings for part in under.parts if hasattr(part, "settings"))]
    for settings in regimes:
        assert {path for path in free if entry(settings, path) != entry(without.settings, path)} == set()
    assert {path for part in under.parts for path in changed(part)} & free == set()


def changed(part):
    """The dotted paths that a part of a policy changes."""
    return {".".join(map(str, path)) for path in getattr(part, "changes", {})}


def entry(settings, path):
    """The value at a dotted path, None where a scenario has no such row."""
    for name in path.split("."):
        settings = settings.get(name) if hasattr(settings, "get") else getattr(settings, name, None)
        if settings is None:
            return None
    return settings


# ---- how it is judged ------------------------------------------------------------------------------------------------------


def test_distances_are_in_tolerances():
    for target in targets():
        assert distance(target, target.value) == 0
        assert distance(target, target.low) == pytest.approx(-1) and distance(target, target.high) == pytest.approx(1)


def test_figures_agree_with_the_metrics_of_the_same_run():
    from gridgov.analysis.targets.sample import sample_of
    from gridgov.run import simulate

    run = simulate("classroom", seed=3)
    one, metrics = sample_of([run]), run.metrics
    for name, metric in (("on_time", "on_time_recorded"), ("closing_rate", "closing_recorded"), ("noticed_share", "noticed_share")):
        assert FIGURES[name](one) == pytest.approx(metrics[metric])
    assert FIGURES["work_orders"](one) / FIGURES["grid_events"](one) == pytest.approx(1 / FIGURES["staff_found"](one) - 1)


def test_the_doubt_is_that_of_leaving_out_one_run(sample):
    judged = {one.target.id: one for one in judge(sample)}
    counts = [np.count_nonzero(sample.by_staff[sample.run == run]) for run in range(sample.runs)]
    per_1000 = sample.per_1000 * sample.runs
    assert judged["grid_events"].value == pytest.approx(np.mean(counts) * per_1000)
    assert judged["grid_events"].error == pytest.approx(np.std(counts, ddof=1) / math.sqrt(sample.runs) * per_1000)
    assert judged["report_spread"].error == 0


def test_days_of_the_week_are_those_of_the_calendar():
    """Whatever the length of the warm-up: patrols of the baseline walk on weekdays, so the weekend is the quieter part."""
    for warmup in (20, 23, 90):
        quiet = sample_runs([1], {"time.horizon_days": 100, "time.warmup_days": warmup}, scenario="classroom")
        assert FIGURES["weekend_registrations"](quiet) < 0.5


def test_a_step_of_the_fit_is_worth_what_the_same_numbers_gave_before():
    free, wanted = free_parameters()[:2], targets(FIT)[:3]
    one, two = (Fit(free, wanted, range(1, 2), lambda: None) for _ in range(2))
    assert np.array_equal(one.residuals(one.start), two.residuals(two.start))
    assert one.least == pytest.approx(float(np.square(one.residuals(one.start)).sum()))
    assert one.slopes(one.start).shape == (len(wanted) + len(free), len(free))


def test_the_fit_prints_its_numbers_and_writes_nothing(capsys, monkeypatch):
    monkeypatch.setattr(calibrate, "free_parameters", lambda: free_parameters()[:1])
    before = {path: path.read_bytes() for path in FILE.parent.iterdir() if path.is_file()}
    assert calibrate.main(["--seeds", "2", "--rounds", "1"]) == 0
    said = capsys.readouterr().out
    assert "category.litter.report = " in said and "sum of squares" in said and "held_out" in said
    assert {path: path.read_bytes() for path in FILE.parent.iterdir() if path.is_file()} == before


def test_an_interrupted_fit_still_says_what_it_has_found(capsys, monkeypatch):
    steps = []

    class Stopped(Fit):
        def slopes(self, shares):
            steps.append(shares)
            raise KeyboardInterrupt

    monkeypatch.setattr(calibrate, "Fit", Stopped)
    assert calibrate.main(["--seeds", "2"]) == 130 and steps
    assert "sum of squares" in capsys.readouterr().out


# ---- the list --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [("en", "held out"), ("zh", "留作检验")])
def test_the_command_lists_targets_in_both_languages(capsys, lang, word):
    assert run_command_line(["targets", "--lang", lang]) == 0
    assert word in capsys.readouterr().out
    assert run_command_line(["targets", "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [row.id for row in all_rows()]
