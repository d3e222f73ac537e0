"""Charts on a page show what its tables show: the same intervals, and policies under the same names."""

import pytest

from gridgov.report.again import Again
from gridgov.report.pictures import pictures
from gridgov.report.reading import material_of
from tests.unit.report.doctored import WORLDS, Page, begun, by_policy, page_of, planted
from tests.unit.report.test_numbers import FACTORIAL_BOTH as FACTORIAL


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("worlds")
    begin = begun(folder, WORLDS, ("before", "five_chiefs", "whistle"), replicates=1)
    with material_of(planted(begin, folder / "neutral", by_policy()), "en") as material:
        comparison = material.blocks[0].comparison
        ends = [comparison.difference("five_chiefs", "problem_days", level=level).estimate.high for level in (1 - 0.05 / 4, 1 - 0.05 / 3)]
    # decided where three pairs of policies hold together, and not where two policies with two metrics do
    return planted(begin, folder / "planted", by_policy(five_chiefs={"problem_days": -sum(ends) / 2 / 9000}))


def test_the_metric_that_decides_has_one_interval_in_answer_tables_worlds_and_charts(worlds):
    page = Page(page_of(worlds))
    told = {(one["data-low"], one["data-level"]) for one in page.numbers if one["data-what"] == "difference" and one["data-metric"] == "problem_days"}
    with material_of(worlds, "en") as material:
        drawn = {chart.name: chart.draw.args[0] for chart in pictures(material, Again(), "en") if chart.name in ("worlds", "differences1")}
    chart = {repr(one.default.estimate.low) for one in drawn["worlds"] if one.default.metric == "problem_days"}
    other = {repr(drawn["differences1"].difference(policy, "problem_days").estimate.low) for policy in ("five_chiefs", "whistle")}
    assert {low for low, _ in told} == chart == other and {level for _, level in told} == {"0.9833333333"}


@pytest.mark.parametrize("plan", [FACTORIAL + '[lever.stipend]\npath = "chiefs.stipend_yuan_per_month"\nvalues = [0, 300]\n', WORLDS])
def test_charts_of_a_chinese_page_call_policies_as_its_tables_do(tmp_path, plan):
    folder = planted(begun(tmp_path, plan, replicates=2), tmp_path / "planted", by_policy(five_chiefs={"problem_days": -0.1}))
    with material_of(folder, "zh") as material:
        for chart in pictures(material, Again(), "zh"):
            said = [chart.title, *(str(text.get_text()) for text in words(chart))]
            assert not [text for text in said if "five_chiefs" in text or "before" in text], (chart.name, said)


def words(chart):
    from matplotlib.text import Text

    from gridgov.charts.style import style

    with style():
        return chart.draw().findobj(Text)
