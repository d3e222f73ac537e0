"""The charts of a study: each full, with one run, and without any, in both languages; which a study is given; and the verb that writes them."""

import pytest

from gridgov.analysis.drawn.cells import Cells
from gridgov.analysis.paired import Estimate
from gridgov.charts.cells import MAP, cells_figure, readable_on
from gridgov.charts.from_study import charts
from gridgov.charts.style import MOST_WIDE, style
from gridgov.cli.shell import run_command_line
from gridgov.text.faults import Faults
from tests.unit.charts.boxes import assert_chart, assert_same_bytes, texts_of
from tests.unit.charts.studies import METRICS, study

SIDE_BY_SIDE = ["money_payer", "money_account", "backlog", "front", "recorded"]
#: Which charts each design is to give, with these policies.
GIVEN = {
    ("policies", ("before", "five_chiefs", "whistle")): ["differences", *SIDE_BY_SIDE],
    ("policies", ("before",)): SIDE_BY_SIDE,
    ("one_at_a_time", ("five_chiefs",)): [*SIDE_BY_SIDE, "tornado"],
    ("factorial", ("five_chiefs",)): ["money_payer", "money_account", "front", "recorded", "cells"],
    ("latin_hypercube", ("before", "five_chiefs")): ["ranks_five_chiefs"],
    ("morris", ("before", "five_chiefs")): ["morris_five_chiefs"],
    ("sobol_indices", ("before", "five_chiefs")): ["sobol_five_chiefs"],
    ("worlds", ("before", "five_chiefs", "whistle")): ["differences", "worlds", *SIDE_BY_SIDE, "ranks_five_chiefs", "ranks_whistle"],
}
#: The design whose charts of these names are looked at: every family once.
LOOKED_AT = {
    ("worlds", ("before", "five_chiefs", "whistle")): ["differences", "worlds", *SIDE_BY_SIDE, "ranks_whistle"],
    ("one_at_a_time", ("five_chiefs",)): ["tornado"],
    ("factorial", ("five_chiefs",)): ["cells"],
    ("morris", ("before", "five_chiefs")): ["morris_five_chiefs"],
    ("sobol_indices", ("before", "five_chiefs")): ["sobol_five_chiefs"],
}
CASES = [(*key, name) for key, names in LOOKED_AT.items() for name in names]
ONCE = [case for case in CASES if case[2] != "money_account"]  # drawn by the same code as money_payer


def ids(cases):
    return ["-".join(part for part in case if isinstance(part, str)) for case in cases]


def empties():
    """Every chart without any run and with one; what only failed looks like nothing, so that two are enough."""
    states = [(*case, state) for case in ONCE for state in ("empty", "one")]
    return states + [(*case, "failed") for case in ONCE if case[2] in ("differences", "backlog")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Charts by name of a study of a design in a state, made once."""
    known = {}

    def get(design, policies, state, lang, replicates=2, metrics=METRICS):
        key = design, policies, state, replicates
        if key not in known:
            known[key] = study(tmp_path_factory.mktemp("study"), design, policies, replicates, state)
        if (*key, lang, metrics) not in known:
            known[*key, lang, metrics] = {one.name: one for one in charts(known[key], lang, metrics)}
        return known[*key, lang, metrics]

    yield get
    for one in known.values():
        if not isinstance(one, dict):
            one.close()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("design", "policies", "name"), CASES, ids=ids(CASES))
def test_every_text_of_a_chart_is_readable_and_every_axis_names_its_unit(made, design, policies, name, lang, caplog):
    assert_chart(made(design, policies, "done", lang)[name].draw, caplog)


def words_of(chart, caplog):
    """The texts of a chart that is readable."""
    kept = []
    assert_chart(lambda: kept.append(chart.draw()) or kept[-1], caplog)
    return texts_of(kept[-1])


@pytest.mark.parametrize(("design", "policies", "name"), CASES, ids=ids(CASES))
def test_a_chart_is_no_wider_than_a_page_can_show(made, design, policies, name):
    with style():
        assert made(design, policies, "done", "en")[name].draw().get_figwidth() <= MOST_WIDE


def test_numbers_of_a_heat_map_can_be_read_on_every_colour_of_it():
    from matplotlib import colormaps

    for place in range(256):
        ground = _luminance(colormaps[MAP](place)[:3])
        text = 1.0 if readable_on(colormaps[MAP](place)) == "white" else 0.0
        assert (max(ground, text) + 0.05) / (min(ground, text) + 0.05) >= 4.5


def _luminance(colour):
    """Relative luminance, as WCAG 2.1 defines it."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_half_an_interval_that_is_there_is_never_called_zero(caplog):
    def cell(mean, half):
        return Estimate(5, mean, mean - half, mean + half)

    small = Cells("satisfaction", "before", "a", "b", (1, 2), (1, 2), (), ((cell(0.6, 0.02), cell(0.61, 4e-4)), (cell(0.6, 1e-9), cell(0.6, 0.0))))
    words = texts_of(assert_chart(lambda: cells_figure([small], {}, "en"), caplog))
    assert [word.split("±")[1] for word in words if "±" in word and "half" not in word] == ["0.020", "<0.001", "<0.001", "0"]


@pytest.mark.parametrize(("design", "policies", "name", "state"), empties(), ids=ids(empties()))
def test_a_chart_of_nothing_says_so_and_one_run_is_drawn_without_interval(made, design, policies, name, state, caplog):
    for lang in ("zh",) if state == "failed" else ("en", "zh"):
        chart = made(design, policies, "done" if state == "one" else state, lang, replicates=1, metrics=METRICS[:1])[name]
        words = words_of(chart, caplog)
        if state == "one":
            continue
        said = {"en": ("No run", "no data", "Too few", "Too little"), "zh": ("尚无运行", "无数据", "太少")}[lang]
        assert any(part in word for word in words for part in said), words


@pytest.mark.parametrize(("design", "policies", "name"), ONCE, ids=ids(ONCE))
def test_a_chart_drawn_twice_is_the_same_bytes(made, design, policies, name):
    assert_same_bytes(made(design, policies, "done", "zh", replicates=1, metrics=METRICS[:1])[name].draw)


@pytest.mark.parametrize(("design", "policies"), GIVEN, ids=[f"{design}-{len(policies)}" for design, policies in GIVEN])
def test_a_study_is_given_the_charts_that_its_design_has_data_for(made, design, policies):
    for state in ("done", "empty"):
        found = made(design, policies, state, "en")
        assert list(found) == GIVEN[design, policies]
        assert all(one.title and one.purpose.endswith(".") and one.purpose.isascii() for one in found.values())
    assert [one.purpose for one in made(design, policies, "done", "zh").values()] != [one.purpose for one in found.values()]


@pytest.mark.parametrize("name", ["front", "recorded"])
def test_many_settings_share_looks_or_are_left_unnamed(tmp_path, name, caplog):
    with study(tmp_path, "one_at_a_time", tuple(f"policy_{number}" for number in range(20)), replicates=2) as found:
        (chart,) = [one for one in charts(found, "en") if one.name == name]
    assert_chart(chart.draw, caplog)


def test_a_plan_that_kept_no_series_is_told_which_entry_keeps_them(tmp_path, caplog):
    with study(tmp_path, kept=()) as without:
        (chart,) = [one for one in charts(without, "en") if one.name == "backlog"]
    assert any('series = ["queue_grid"' in text for text in words_of(chart, caplog))


def test_metrics_and_policies_choose_what_is_drawn_and_wrong_names_are_all_told(tmp_path):
    with study(tmp_path) as found:
        (chart, *_) = charts(found, "en", ["satisfaction"], ["whistle", "before"])
        with style():
            words = texts_of(chart.draw())
        assert any("difference from whistle" in word.lower() for word in words) and "satisfaction" in words and "problem-days" not in words
        assert not any(word == "five_chiefs" for word in words)
        with pytest.raises(Faults) as wrong:
            charts(found, "en", ["problem_dayz", "cost"], ["after"])
        assert len(wrong.value.faults) == 2 and all(name in str(wrong.value) for name in ("after", "problem_dayz"))


@pytest.mark.parametrize("name", ["worlds", "money_payer", "front"])
def test_names_that_are_long_or_look_like_formulas_stay_readable(made, name, caplog):
    policies = ("before_everything_was_changed_in_the_year_of_grids_number_59", "$x^$", "吹哨报到与街道赋权并用" * 3, "\\frac+𠮷", "a", "b", "c")
    assert_chart(made("worlds", policies, "done", "en", metrics=METRICS[:1])[name].draw, caplog)


def test_charts_may_be_drawn_after_the_study_is_closed(tmp_path):
    with study(tmp_path, policies=("before",)) as found:
        made = charts(found, "en")
    with style():
        made[0].draw()


def test_the_verb_writes_every_chart_in_three_formats_or_nothing(tmp_path, capsys, monkeypatch):
    study(tmp_path, policies=("before",)).close()
    assert run_command_line(["charts", str(tmp_path), "--metrics", "nonsense"]) == 2
    assert "nonsense" in capsys.readouterr().err and not (tmp_path / "charts").exists()
    from gridgov.charts import style as of_charts

    def full(folder, name, draw, pdf):
        (folder / f"{name}.png").write_text("half")
        if name == "front":
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(of_charts, "save", full)
        assert run_command_line(["charts", str(tmp_path)]) == 2
    assert not (tmp_path / "charts").exists()
    capsys.readouterr()
    from gridgov.charts import from_study

    monkeypatch.setattr(from_study, "charts", lambda *given: charts(*given)[:2])
    assert run_command_line(["charts", str(tmp_path), "--lang", "zh"]) == 0
    written = {path.name for path in (tmp_path / "charts").iterdir()}
    assert written == {f"money_{by}.{kind}" for by in ("payer", "account") for kind in ("png", "svg", "pdf")}
    assert "money_payer：" in capsys.readouterr().out
