"""The chart of paired differences: both languages, every glyph, no overlap, the same bytes each time."""

import random

import pytest

from gridgov.analysis.compare import MAIN_METRICS, Comparison
from gridgov.charts import style as style_module
from gridgov.charts.paired import paired_figure, short_name, write_paired
from gridgov.charts.style import FONT_FILE, drawable, style
from gridgov.text.layout import width
from tests.figures import assert_readable

LONGEST = "before_everything_was_changed_in_the_year_of_grids_number_59"


def comparison(policies, replicates=6, metrics=MAIN_METRICS, missing=False, titles=("", ""), policy_titles=None, sets=None):
    draw = random.Random(3)
    values = {
        policy: {
            metric: [None if missing else 10.0 ** (place % 5) * draw.gauss(5, 1) for _ in range(replicates)] for place, metric in enumerate(metrics)
        }
        for policy in policies
    }
    seeds = tuple(range(1, replicates + 1))
    return Comparison("town", tuple(policies), seeds, values, titles=titles, policy_titles=policy_titles or {}, sets=sets or {})


CASES = {
    "one": comparison(["before", "after"]),
    "three": comparison([LONGEST, "five_chiefs", "吹哨报到", "a+b+c"]),
    "many": comparison(["before", *(f"policy_{number}" for number in range(9))]),
    "titled": comparison(
        ["before", "after"],
        titles=("A district of many streets whose name and whose history are longer than any title should be, with its chiefs", "名字很长的区" * 12),
        policy_titles={"before": ("As it was " * 20, "改革之前" * 40), "after": ("Now", "")},
    ),
    "set": comparison(["before", "after"], sets={f"category.litter_{number}.power.grid": 0.25 for number in range(20)}),
    "alone": comparison(["before", "after"], replicates=1),
    "empty": comparison(["before", "after"], missing=True),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES)
def test_every_text_is_inside_and_none_lies_on_another(case, lang, caplog):

    assert_readable(lambda: paired_figure(CASES[case], MAIN_METRICS, lang), caplog)


def test_every_axis_names_its_unit_and_the_better_direction():
    with style():
        figure = paired_figure(CASES["one"], ("problem_days", "on_time_true"), "en")
    assert len(figure.axes) == 2
    assert all("(" in axes.get_xlabel() for axes in figure.axes)
    words = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "← better" in words and "better →" in words
    levels = [" ".join(word.split()) for word in words if word.startswith("before: ")]
    assert len(levels) == 2 and any(level.endswith(" days per 1,000 residents and year") for level in levels)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_note_ends_with_a_line_of_one_word(lang):
    with style():
        figure = paired_figure(CASES["three"], MAIN_METRICS, lang)
    notes = next(text.get_text() for text in figure.texts if "95" not in text.get_text() and "before_" in text.get_text())
    lengths = [width(line) for line in notes.split("\n")]
    assert len(lengths) <= 3 and min(lengths) > 0.6 * max(lengths)


def marks(values):
    """Markers and their faces of the points of a comparison with these values."""
    with style():
        metrics = {name: {"chief_hours": row} for name, row in values.items()}
        figure = paired_figure(Comparison("town", tuple(values), (1, 2, 3), metrics), ("chief_hours",), "en")
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 1]
    return [(line.get_marker(), line.get_markerfacecolor(), line.get_markersize()) for line in lines], figure


def test_no_difference_is_drawn_apart_from_what_is_undecided():
    ((same, _, _), (undecided, hollow, _), (decided, filled, _)), figure = marks(
        {"before": [1, 2, 3], "same": [1, 2, 3], "open": [2, 1, 3.1], "more": [9, 10.2, 11]}
    )
    assert same == "x" and undecided != "x" and hollow == "white" and decided != "x" and filled != "white"
    assert any("Cross: no difference" in " ".join(text.get_text().split()) for text in figure.texts)


def test_whiskers_stand_out_over_markers():
    points, figure = marks({"before": [1, 2, 3], "more": [9, 10.2, 11]})
    (whisker,) = [line for line in figure.axes[0].lines if line.get_marker() == "|"]
    assert whisker.get_markersize() > 1.5 * max(size for _, _, size in points)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_files_are_the_same_bytes_each_time_and_name_no_date(tmp_path, lang):
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
        written = write_paired(folder, CASES["three"], MAIN_METRICS, lang)
        assert [path.name for path in written] == ["chart.png", "chart.svg"]
    for name in ("chart.png", "chart.svg"):
        assert (first / name).read_bytes() == (second / name).read_bytes()
    svg = (first / "chart.svg").read_text(encoding="utf-8")
    assert "<dc:date>" not in svg and "<text" not in svg
    assert (first / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_drawing_leaves_the_settings_of_matplotlib_alone(tmp_path):
    import matplotlib

    before = dict(matplotlib.rcParams)
    write_paired(tmp_path, CASES["one"], MAIN_METRICS, "zh")
    assert dict(matplotlib.rcParams) == before


def test_characters_without_a_glyph_become_question_marks():
    assert drawable("网格 grid 𠮷") == "网格 grid ?"


def test_of_all_characters_that_cannot_be_drawn_one_warning_tells(caplog):
    style_module._warn_once.cache_clear()
    assert [drawable(text) for text in ("网格", "𠮷", "𠮷 and 𡃁")] == ["网格", "?", "? and ?"]
    (record,) = caplog.records
    assert record.levelname == "WARNING" and "question mark" in record.message and "问号" in record.message


def test_a_formula_in_a_name_is_only_text(tmp_path):
    write_paired(tmp_path, comparison(["$x^$", "\\frac", "<script>"]), MAIN_METRICS, "en")


def test_long_names_are_cut():
    assert len(short_name(LONGEST)) == 28 and short_name(LONGEST).endswith("…")
    assert short_name("before") == "before"


def test_the_font_calls_itself_by_its_weight_and_brings_its_licence():
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(FONT_FILE))
    assert (font.family_name, font.style_name) == ("Noto Sans SC", "Regular")
    assert "SIL OPEN FONT LICENSE" in (FONT_FILE.parent / "OFL.txt").read_text(encoding="utf-8")
