"""What a report answers: doctored studies flip its sentences and their order, and it says no more than intervals support."""

import pytest

from gridgov.study.study import Study
from tests.unit.report.doctored import WORLDS, Page, begun, by_policy, page_of, planted

BETTER, WORSE = {"problem_days": -0.1}, {"problem_days": 0.1}


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    return begun(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="module")
def four(tmp_path_factory):
    return begun(tmp_path_factory.mktemp("four"), policies=("before", "five_chiefs", "whistle", "inspection"))


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    return begun(tmp_path_factory.mktemp("worlds"), WORLDS, replicates=1)


def answered(begun, folder, lang="en", **effects):
    return Page(page_of(planted(begun, folder / "study", by_policy(**effects)), lang))


def test_a_better_policy_is_called_better(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=BETTER)
    assert page.headline == "five_chiefs is better than before in problem-days."
    assert "fewer problem-days than before" in page.text
    assert "At the assumptions of this scenario only" in page.text and "others were not tried" in page.text
    assert "Counted in problem-days: days from the birth of a problem until it is truly gone, noticed or not, in days per 1,000" in page.text


def test_an_equal_policy_leaves_it_undecided(tmp_path, two):
    page = answered(two, tmp_path)
    assert page.headline == "Undecided: none of these is shown to be better than before in problem-days."
    assert "five_chiefs against before: undecided" in page.text


def test_a_worse_policy_is_called_worse(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=WORSE)
    assert page.headline == "five_chiefs is worse than before in problem-days."
    assert "more problem-days than before" in page.text and "It costs more" not in page.text


def test_a_better_policy_that_costs_more_says_both_and_the_price_at_which_it_pays(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=BETTER | {"cost": 0.2})
    assert page.headline == "five_chiefs is better than before in problem-days."
    assert "It costs more: five_chiefs takes " in page.text and "Break-even: five_chiefs pays if" in page.text
    # 200,000 yuan for 900 problem-days per 1,000 of 5,000 residents
    price, again = [one for one in page.numbers if one["data-what"] == "price"]
    assert price == again  # under the answer, and among the prices of all policies
    assert float(price["data-low"]) < 2e5 / 4500 < float(price["data-high"]) and float(price["value"]) == pytest.approx(2e5 / 4500, rel=0.1)


def test_a_better_policy_that_costs_less_pays_at_any_price(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=BETTER | {"cost": -0.2})
    assert "And it costs less: five_chiefs takes " in page.text and "it pays at any price" in page.text


def test_a_worse_policy_that_costs_more_pays_at_no_price(tmp_path, two):
    assert "it pays at no price" in answered(two, tmp_path, five_chiefs=WORSE | {"cost": 0.2}).text


def test_no_price_is_told_where_a_difference_is_undecided(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=BETTER)
    assert "no break-even can be told" in page.text and not [one for one in page.numbers if one["data-what"] == "price"]


def test_the_best_comes_first_and_the_worst_last(tmp_path, four):
    page = answered(four, tmp_path, five_chiefs={"problem_days": 0.05}, whistle={"problem_days": -0.05}, inspection={"problem_days": -0.2})
    assert page.headline.startswith("inspection is the best of these in problem-days")
    assert order(page) == ["inspection", "whistle", "five_chiefs"]
    effects = {"five_chiefs": -0.2, "whistle": -0.05, "inspection": 0.05}
    page = answered(four, tmp_path / "other", **{policy: {"problem_days": effect} for policy, effect in effects.items()})
    assert page.headline.startswith("five_chiefs is the best of these") and order(page) == ["five_chiefs", "whistle", "inspection"]


def test_policies_that_are_not_told_apart_share_the_first_place(tmp_path, four):
    page = answered(four, tmp_path, whistle=BETTER, inspection=BETTER)
    assert page.headline.startswith(("whistle is better than before", "inspection is better than before"))
    assert "is undecided" in page.headline and "five_chiefs" not in page.headline.split("better than")[1]


def test_where_all_others_are_worse_the_reference_stays(tmp_path, four):
    page = answered(four, tmp_path, five_chiefs=WORSE, whistle=WORSE, inspection=WORSE)
    assert page.headline == "before is the best of these in problem-days: all others are worse."


def test_a_verdict_that_reverses_in_a_third_of_the_worlds_says_so_and_where(tmp_path, worlds):
    def effect(point, name):
        if point.policy != "five_chiefs" or name != "problem_days":
            return 0.0
        return -0.1 if point.factors.get("trust_start", 0.5) >= 0.4 else 0.1

    page = Page(page_of(planted(worlds, tmp_path / "study", effect)))
    assert page.headline == "five_chiefs is better than before in problem-days."
    assert "Holds in 67 % (54 to 77) of 60 plausible worlds, reverses in 33 %" in page.text
    assert "Reverses where trust at the start is below 0.4" in page.text and "others were not tried" not in page.text
    steady = Page(page_of(planted(worlds, tmp_path / "steady", by_policy(five_chiefs=BETTER))))
    assert "Holds in 100 % (94 to 100) of 60 plausible worlds, reverses in 0 %" in steady.text


def test_who_gains_and_who_loses_is_told_by_kind_of_estate(tmp_path, two):
    page = answered(two, tmp_path, five_chiefs=BETTER | {"problem_days_old": -0.1, "problem_days_gated": 0.1})
    assert "five_chiefs: residents of old estates gain" in page.text and "five_chiefs: residents of gated estates lose" in page.text
    assert "whether residents of ordinary estates gain or lose is undecided" in page.text


CHINESE = {
    "better": (BETTER, "就问题日而言，五长制优于改革前。"),
    "equal": ({}, "未定：就问题日而言，没有哪项政策显示优于改革前。"),
    "worse": (WORSE, "就问题日而言，五长制劣于改革前。"),
}


@pytest.mark.parametrize("case", CHINESE)
def test_chinese_says_the_same(tmp_path, two, case):
    effect, headline = CHINESE[case]
    assert answered(two, tmp_path, "zh", five_chiefs=effect).headline == headline


def test_one_run_of_each_decides_nothing(tmp_path):
    page = Page(page_of(planted(begun(tmp_path, replicates=1), tmp_path / "one", by_policy(five_chiefs=BETTER))))
    assert page.headline == "Nothing can be decided: one run of each gives no interval."


def test_one_policy_alone_is_held_against_nothing(tmp_path):
    page = Page(page_of(planted(begun(tmp_path, policies=("before",)), tmp_path / "one", by_policy())))
    assert page.headline == "Only before was run: there is nothing to hold it against."


def test_a_study_that_is_cut_off_says_what_is_missing(tmp_path, two):
    folder = planted(two, tmp_path / "study", by_policy(five_chiefs=BETTER))
    with Study.open(folder) as study:
        study.store._db.execute("DELETE FROM run WHERE point = 1 AND replicate >= 8")
        study.store._db.commit()
    page = Page(page_of(folder))
    assert "4 runs are still missing" in page.text and page.headline == "five_chiefs is better than before in problem-days."


def order(page: Page) -> list[str]:
    """Policies in the order in which the answer speaks of them."""
    return [one["text"].split(" has ")[0] for one in page.numbers if "problem-days than before" in one["text"]]
