"""Laws of rates: what a unit becomes, and what words become numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import gamma, norm

from gridgov.scenario.load import load_scenario
from gridgov.tables.dtypes import GAMMA_KNOTS, GAMMA_SPAN, NONE
from gridgov.tables.rates import build_rates, gamma_table, logit, seconds, shifted


def rates_of(**changes):
    return build_rates((load_scenario("baseline", extra={name.replace("__", "."): value for name, value in changes.items()}).settings,))


def test_durations_become_whole_seconds_halves_upward():
    assert seconds(2.0, 3600) == 7200 and seconds(0.5 / 3600, 3600) == 1 and seconds(0.0, 3600) == 0 and seconds(None, 3600) == NONE


def test_certain_and_impossible_reports_are_infinite_log_odds():
    rate = rates_of(category__litter__report=0.0, category__parking__report=1.0, category__noise__report=0.4)["category_rate"]["report_logit"][0]
    assert rate[0] == -math.inf and rate[1] == math.inf and 1 / (1 + math.exp(-rate[7])) == pytest.approx(0.4)


def test_none_is_no_limit_no_quota_and_no_natural_end():
    no_limits = {"category__litter__service_limit_hours__urgent": None, "tier__grid__limit_hours__critical": None}
    rates = rates_of(category__litter__life_days=None, whistle__quota_per_week=None, **no_limits)
    assert rates["category_rate"]["life_s"][0, 0] == 0.0 and rates["category_rate"]["service_s"][0, 0, 1] == NONE
    assert rates["tier_rate"]["limit_s"][0, 2, 2] == NONE and rates["rule_rate"]["whistle_quota"][0] == NONE


@pytest.mark.parametrize("word, number", [("none", -1), ("urgent", 1), ("critical", 2)])
def test_severities_of_the_whistle_are_numbers(word, number):
    assert rates_of(whistle__severity=word)["rule_rate"]["whistle_severity"][0] == number


def test_separate_networks_lower_accuracy_on_the_logit_and_leave_certainty_alone():
    def accuracy(networks, base):
        return rates_of(routing__accuracy=base, routing__separate_grids=networks, routing__separate_grids_logit=0.3)["rule_rate"]["accuracy"][0]

    assert accuracy(1, 0.8) == 0.8 and accuracy(3, 1.0) == 1.0 and accuracy(3, 0.0) == 0.0
    assert logit(accuracy(3, 0.8)) == pytest.approx(logit(0.8) - 0.6)


def test_shared_data_raise_accuracy_on_the_logit_beside_what_separate_networks_take():
    separate = {"routing__separate_grids": 2, "routing__separate_grids_logit": 0.3}
    rate = rates_of(routing__accuracy=0.7, data__sharing=0.5, data__sharing_logit=2.0, **separate)
    assert rate["rule_rate"]["accuracy"][0] == pytest.approx(shifted(0.7, 1.0 - 0.3))


def test_a_review_makes_offices_close_on_paper_and_nobody_else():
    rules = {"assessment__weight": 0.5, "assessment__paper_logit": 1.0, "assessment__rush_logit": 3.0, "assessment__review_days": 30}
    paper = {f"tier__{tier}__paper": 0.2 for tier in ("chief", "property", "grid")} | {"tier__grid__bonus_share": 0.1}
    rate = rates_of(**rules, assessment__rush_days=2, assessment__bonus_logit=2.0, **paper)
    ordinary, rush = (rate["tier_rate"][name][0] for name in ("paper", "paper_rush"))
    assert ordinary[2] == pytest.approx(shifted(0.2, 0.7)) and rush[2] == pytest.approx(shifted(0.2, 0.7 + 1.5))
    assert list(ordinary[:2]) == list(rush[:2]) == [0.2, 0.2]
    assert (rate["rule_rate"]["review_s"][0], rate["rule_rate"]["rush_s"][0]) == (30 * 86400, 2 * 86400)


def test_skill_grows_with_training_assessment_and_bonus_but_not_that_of_chiefs():
    rules = {"training__gain": 0.4, "training__half_hours": 3.0}
    rules |= {"assessment__weight": 0.5, "assessment__effort": 0.2, "assessment__bonus_effort": 0.1}
    tiers = {f"tier__{tier}__{name}": value for tier in ("chief", "property", "grid", "departments")
             for name, value in (("training_hours_per_week", 1.0), ("bonus_share", 0.3), ("skill", 2.0))}  # fmt: skip
    skill = rates_of(**rules, **tiers)["tier_rate"]["skill"][0]
    trained, paid = 1 + 0.4 / 4, 1 + 0.3 * 0.1
    assert skill[0] == 2.0 and skill[1] == pytest.approx(2 * trained * paid) == skill[5] and skill[2] == pytest.approx(2 * trained * 1.1 * paid)


def test_training_that_takes_effect_at_once_needs_an_hour_and_no_training_none():
    gain = {"training__gain": 0.4, "training__half_hours": 0.0, "tier__grid__training_hours_per_week": 0.0}
    skill = rates_of(**gain, tier__community__training_hours_per_week=1.0)["tier_rate"]["skill"][0]
    assert skill[2] == 1.0 and skill[3] == pytest.approx(1.4)


def test_figures_that_count_bring_more_closing_on_paper_where_there_is_some():
    rules = {"assessment__weight": 0.5, "assessment__paper_logit": 2.0, "assessment__bonus_logit": 3.0}
    papers = dict(zip(("chief", "property", "grid", "community"), (0.2, 0.2, 0.2, 0.0)))
    tiers = {f"tier__{tier}__paper": value for tier, value in papers.items()} | {f"tier__{tier}__bonus_share": 0.2 for tier in papers}
    paper = rates_of(**rules, **tiers)["tier_rate"]["paper"][0]
    assert paper[0] == 0.2 and paper[1] == pytest.approx(shifted(0.2, 0.6)) and paper[2] == pytest.approx(shifted(0.2, 1.6)) and paper[3] == 0.0


def test_party_lead_adds_to_the_powers_of_companies_up_to_those_above_them():
    for covers, litter, hazards in (("company", shifted(0.6, 0.5), 0.4), ("all", 0.6, 0.3)):
        rates = rates_of(
            tier__property__covers=covers, property__led=0.5, property__led_logit=1.0, category__litter__power__property=0.6,
            category__hazards__power__property=0.3, category__hazards__power__grid=0.4,
        )  # fmt: skip
        power = rates["work_rate"]["power"][0]
        assert power[0, 1] == pytest.approx([litter] * 3) and power[4, 1] == pytest.approx([hazards] * 3) and power[4, 2].tolist() == [0.4] * 3


def test_power_to_assess_raises_compliance():
    rate = rates_of(whistle__compliance=0.6, whistle__assessment_power=0.5, whistle__assessment_logit=2.0)["rule_rate"]["comply"][0]
    assert rate == pytest.approx(shifted(0.6, 1.0)) and rate > 0.6


def test_speed_on_the_way_is_along_the_straight_line():
    assert rates_of(travel__speed_kmh=7.2, travel__detour=1.25)["rule_rate"]["metres_per_s"][0] == pytest.approx(1.6)
    assert rates_of(travel__speed_kmh=0.0)["rule_rate"]["metres_per_s"][0] == 0.0


def test_work_and_procedure_are_in_seconds():
    changes = {"category__litter__work_minutes__grid": 30.0, "category__litter__procedure_hours__grid": 4.0, "category__litter__power__grid": 0.8}
    row = rates_of(**changes)["work_rate"][0, 0, 2]
    assert row["work_s"] == 1800 and row["procedure_s"] == 14400 and row["power"].tolist() == [0.8] * 3


@pytest.mark.parametrize("shape", [0.05, 0.5, 1.0, 8.0, 20.0])
def test_gamma_quantiles_have_mean_one_and_the_right_tails(shape):
    z = np.linspace(-GAMMA_SPAN, GAMMA_SPAN, GAMMA_KNOTS)
    table = gamma_table(shape)
    assert np.all(np.isfinite(table)) and np.all(np.diff(table) >= 0)
    assert np.trapezoid(np.exp(table) * norm.pdf(z), z) == pytest.approx(1.0, abs=2e-3)
    middle = np.abs(z) < 3
    assert np.allclose(np.exp(table[middle]), gamma(shape, scale=1 / shape).ppf(norm.cdf(z[middle])), rtol=1e-6, atol=1e-290)


def test_gamma_quantiles_are_made_only_for_gamma_work():
    table = rates_of(category__litter__work_family="gamma", category__litter__work_shape=2.0)["gamma_log"]
    assert table.shape[2] == GAMMA_KNOTS and table[0, 0].any() and not table[0, 1:].any()


def test_attention_to_one_kind_is_taken_from_the_others_and_only_that_of_chiefs():
    plain, more, none = (
        rates_of(**{f"chiefs__attention__{name}": value for name, value in attention.items()})["visibility"][0]
        for attention in ({}, {"disputes": 11.0}, dict.fromkeys(load_scenario("baseline").settings.category, 0.0))
    )
    assert np.array_equal(plain[1:], more[1:]) and np.array_equal(plain[1:], none[1:]) and not none[0].any()
    weights = np.where(np.arange(10) == 3, 11.0, 1.0)
    assert np.allclose(more[0], plain[0] * weights / 2.0)
