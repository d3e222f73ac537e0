"""Metrics: each figure against numbers worked out by hand, sums that are exact, and no reward for looking away."""

import math
import time
from dataclasses import replace

import numpy as np
import pytest

from gridgov.kernel.engine import CompiledEngine
from gridgov.metrics import METRICS, Measured, find_metric, list_metrics, measure
from gridgov.metrics import measured as measured_module
from gridgov.metrics.duties import IDLE, SHIFT, USES, chief_of_desks, duties_of
from gridgov.metrics.hours import months, opened, slot_seconds
from gridgov.metrics.ledger import ACCOUNTS, prizes, shift_of_month
from gridgov.metrics.metric import gini, weighted_quantile
from gridgov.metrics.survival import Survival
from gridgov.scenario.load import load_scenario
from gridgov.scenario.scenario import Part
from gridgov.tables.build import build
from gridgov.tables.dtypes import (
    CASE,
    DAILY,
    DAY,
    DESK_TALLY,
    DONE,
    FAR,
    LAPSED,
    LATENT,
    LEG,
    MONTH_TALLY,
    NONE,
    PAPER_CLOSED,
    PAYERS,
    POST_MONTH,
    QUEUED,
    WORKER_MONTH,
    WORKER_SHIFT,
    Outcome,
)

WARMUP, HORIZON = 10, 100
TOWN = {"city.residents": 400, "city.streets": 1, "city.communities_per_street": 2, "time.warmup_days": WARMUP, "time.horizon_days": HORIZON}
#: A town with chiefs of both kinds, stipends, whistles, paper closings, and a policy that changes on the way.
BUSY = {
    **TOWN, "chiefs.cadre_share": 0.4, "chiefs.resident_share": 0.3, "chiefs.stipend_yuan_per_month": 100.0, "whistle.departments": 1,
    "category.litter.per_1000": 3000.0, "tier.grid.paper": 0.9, "tier.grid.limit_hours.routine": 1.0, "tier.grid.margin_hours": 0.5,
    "chiefs.surge_share": 0.2, "tier.grid.surge_share": 0.1, "money.overhead_share": 0.25,
}  # fmt: skip


@pytest.fixture(scope="module")
def start():
    return build(load_scenario("baseline", extra=TOWN), seed=1)


@pytest.fixture(scope="module")
def busy():
    """Start and outcome of a busy town."""
    start = build(load_scenario("baseline", extra=BUSY), seed=3)
    engine = CompiledEngine(start.world)
    for _ in range(WARMUP + HORIZON):
        engine.step()
    return start, engine.finish()


def nothing(start, cases=(), legs=()):
    """An outcome in which only these cases and legs happened."""
    world, columns = start.world, 1 + len(months(start.world))
    case_table, leg_table = np.zeros(len(cases), CASE), np.zeros(len(legs), LEG)
    for name in ("registered", "due", "first_closed", "closed", "fixed", "gone", "final", "resident", "channel", "entry_tier", "settled_tier"):
        case_table[name] = NONE
    for name in ("called", "arrived", "window_end", "started", "done", "parent"):
        leg_table[name] = NONE
    for table, rows in ((case_table, cases), (leg_table, legs)):
        for row, values in zip(table, rows):
            for name, value in values.items():
                row[name] = value
    days = world.end // DAY
    return Outcome(
        cases=case_table, legs=leg_table, events=None, daily=np.zeros(days, DAILY), queue_daily=np.zeros((days, len(world.tier)), "i8"),
        buildings_daily=np.zeros((0, len(world.building)), "i4"), desks=np.zeros(len(world.desk), DESK_TALLY),
        workers=np.zeros((int(world.desk["workers"].sum()), columns), WORKER_MONTH), fund_spent=np.zeros((2, columns), "i8"),
        points_paid=np.zeros((0, columns), "i8"), residents=world.resident, reputation=world.building["reputation"],
        posts=np.zeros((0, columns), POST_MONTH), shifts=np.zeros((0, columns), WORKER_SHIFT), months=np.zeros(0, MONTH_TALLY),
        stipends=np.zeros((0, columns), "i8"), events_handled=0,
    )  # fmt: skip


def at(day: float) -> int:
    """A second of the measured period."""
    return round((WARMUP + day) * DAY)


RESIDENTS_CHANNEL, PATROL_CHANNEL, GRID = 2, 1, 2
BY_HAND = [
    # born in the warm-up: left out of every figure but those of flow
    {"born": 5 * DAY, "registered": at(1), "fixed": at(2), "gone": at(2), "state": DONE, "settled_tier": GRID, "repair_fen": 500},
    # reported after 1 day, fixed after 4 in all, in time
    {"born": at(0), "registered": at(1), "due": at(5), "first_closed": at(4), "closed": at(4), "fixed": at(4), "gone": at(4), "final": at(4),
     "state": DONE, "channel": RESIDENTS_CHANNEL, "settled_tier": GRID, "waiting_s": DAY, "working_s": 2 * DAY, "hops": 1, "repair_fen": 1000},
    # closed on paper in time (days 12 to 14), found by inspection, fixed on day 20
    {"born": at(10), "registered": at(11), "due": at(13), "first_closed": at(12), "closed": at(20), "fixed": at(20), "gone": at(20), "state": DONE,
     "channel": RESIDENTS_CHANNEL, "settled_tier": GRID + 1, "waiting_s": 7 * DAY, "on_paper_s": 2 * DAY, "reopened": 1, "paper": 1, "inspected": 2,
     "verified": 1, "repeats": 3, "hops": 2, "whistled": 1},
    # closed on paper on day 32, ended by itself on day 40
    {"born": at(30), "registered": at(30), "due": FAR, "first_closed": at(32), "closed": at(32), "gone": at(40), "state": DONE,
     "channel": PATROL_CHANNEL, "settled_tier": GRID, "paper": 1, "waiting_s": 2 * DAY},
    # never noticed: lapsed after 6 days, and still there at the end
    {"born": at(50), "gone": at(56), "state": LAPSED},
    {"born": at(90), "state": LATENT},
    # waits at the end; its limit passed
    {"born": at(60), "registered": at(62), "due": at(70), "state": QUEUED, "channel": PATROL_CHANNEL},
    # closed on paper at the end
    {"born": at(80), "registered": at(80), "due": at(99), "first_closed": at(95), "closed": at(95), "state": PAPER_CLOSED, "channel": PATROL_CHANNEL,
     "settled_tier": GRID, "paper": 1, "waiting_s": 15 * DAY},
]  # fmt: skip
PRESENT = 4 + 10 + 10 + 6 + 10 + 40 + 20


def by_hand(start) -> dict:
    outcome = nothing(start, BY_HAND)
    outcome.daily["fixed"][[at(2) // DAY, at(4) // DAY, at(20) // DAY]] = 1
    return measure(Measured(outcome, start.world, start.labels))


def test_figures_of_seven_problems_worked_out_by_hand(start):
    figures = by_hand(start)
    year, people = HORIZON / 365, 400
    expected = {
        "problem_days": PRESENT / people * 1000 / year,
        "restricted_mean_days": PRESENT / 7,
        "restricted_mean_days_90": (4 + 10) / 2,
        "hidden_share": (1 + 1 + 2 + 8 + 6 + 10 + 2 + 5) / PRESENT,
        "births_per_1000": 7 / people * 1000 / year,
        "lapsed_share": 1 / 7,
        "fixed_share": 2 / 7,
        "noticed_share": 5 / 7,
        "days_to_notice": (1 + 1 + 0 + 6 + 10 + 2 + 0) / 7,
        "days_to_notice_if_noticed": (1 + 1 + 0 + 2 + 0) / 5,
        "on_time_recorded": 3 / 4,
        "on_time_true": 1 / 4,
        "on_time_gap": 2 / 4,
        # fixed 7 days late; 30 days at the end; 1 day at the end
        "late_days": (7 + 30 + 1) / people * 1000 / year,
        "closing_recorded": 3 / 4,
        "closing_true": 2 / 4,
        "verified_share": 1 / 2,
        "reopened_share": 1 / 4,
        "days_waiting": (1 + 7 + 2 + 15) / 5,
        "days_working": 2 / 5,
        "days_procedure": 0.0,
        "days_on_paper": (2 + 8 + 5) / 5,
        "days_in_progress": 38 / 5,
        "hops": 3 / 5,
        "settled_share_grid": 1 / 2,
        "settled_share_community": 1 / 2,
        "settled_share_street": 0.0,
        "repeat_share": 3 / 5,
        "whistles_per_1000_cases": 200.0,
    }
    assert {name: pytest.approx(value) for name, value in expected.items()} == {name: figures[name] for name in expected}
    assert figures["contacts_per_1000_households"] == pytest.approx(5 / start.world.building["households"].sum() * 1000 / year)
    assert figures["compliance"] is None and figures["response_share"] is None


def test_figures_of_one_category_are_those_of_its_births(start):
    litter, noise = start.labels.categories.index("litter"), start.labels.categories.index("noise")
    rows = [{**row, "category": noise if row["born"] in (at(10), at(60), at(90)) else litter} for row in BY_HAND]
    figures = measure(Measured(nothing(start, rows), start.world, start.labels))
    yearly = 1000 / 400 * 365 / HORIZON
    assert figures["problem_days_of_noise"] == pytest.approx((10 + 10 + 40) * yearly)
    assert figures["problem_days_of_litter"] == pytest.approx((PRESENT - 60) * yearly) and figures["problem_days_of_policy"] == 0
    assert figures["days_to_notice_noise"] == pytest.approx((1 + 10 + 2) / 3)
    assert figures["days_to_notice_litter"] == pytest.approx((1 + 0 + 6 + 0) / 4)
    assert figures["on_time_true_noise"] == 0 and figures["on_time_true_litter"] == pytest.approx(1 / 2)
    assert figures["days_to_notice_policy"] is None and figures["on_time_true_policy"] is None
    assert sum(value for name, value in figures.items() if name.startswith("problem_days_of_")) == pytest.approx(figures["problem_days"])


def test_money_of_repairs_is_that_of_what_was_fixed_in_the_period(start):
    outcome = nothing(start, BY_HAND)
    ledger = Measured(outcome, start.world, start.labels).ledger
    assert ledger.repairs_fen.sum() == 1500 and ledger.repairs_fen[GRID, PAYERS.index("community_fund")] == 1500


def test_inspections_and_contacts_are_paid_at_their_tiers(start):
    ledger = Measured(nothing(start, BY_HAND), start.world, start.labels).ledger
    settings = start.labels.regimes[0]
    street, community = start.labels.tiers.index("street"), start.labels.tiers.index("community")
    assert ledger.seconds[street, PAYERS.index("street"), USES.index("inspection")] == 2 * settings.inspection.minutes * 60
    assert ledger.seconds[community, PAYERS.index("street"), USES.index("intake")] == 5 * settings.feedback.intake_minutes * 60


def test_legs_count_as_answered_only_in_time_and_if_the_whistle_was_obeyed(start):
    legs = [
        {"parent": 0, "called": at(1), "arrived": at(1), "window_end": at(3), "started": at(2)},  # of the warm-up
        {"parent": 1, "called": at(1), "arrived": at(1), "window_end": at(3), "started": at(2)},  # in time
        {"parent": 1, "called": at(1), "arrived": at(1), "window_end": at(3), "started": at(4), "late": 1},
        {"parent": 1, "called": at(1), "arrived": at(1), "window_end": at(3), "late": 1},  # never
        {"parent": 2, "called": at(1), "arrived": at(1), "window_end": at(3), "started": at(2), "whistled": 1},  # not obeyed
        {"parent": 2, "called": at(1), "arrived": at(1), "window_end": at(3), "started": at(2), "whistled": 1, "complied": 1},
        {"parent": 2, "called": at(1), "arrived": at(1), "window_end": FAR, "started": at(2)},  # no window to miss
    ]
    figures = measure(Measured(nothing(start, BY_HAND, legs), start.world, start.labels))
    assert figures["response_share"] == pytest.approx(2 / 5) and figures["compliance"] == pytest.approx(1 / 2)


def test_noticing_less_never_lowers_the_main_outcome(start):
    def main_outcome(rows):
        return measure(Measured(nothing(start, rows), start.world, start.labels))["problem_days"]

    unseen = [{"born": row["born"], "state": LATENT, **({"gone": row["gone"]} if "gone" in row else {})} for row in BY_HAND]
    assert main_outcome(unseen) == main_outcome(BY_HAND)
    never_treated = [{**row, "gone": NONE} for row in unseen]
    assert main_outcome(never_treated) > main_outcome(BY_HAND)


def test_a_town_that_nobody_watches_has_more_problem_days_and_hides_them():
    silent = {f"category.{name}.report": 0.02 for name in ("litter", "parking", "property", "facilities")}
    blind = {**TOWN, "tier.grid.patrol_hours_per_week": 0.0, **silent}
    figures = []
    for extra in (TOWN, blind):
        start = build(load_scenario("baseline", extra=extra), seed=1)
        engine = CompiledEngine(start.world)
        for _ in range(WARMUP + HORIZON):
            engine.step()
        figures.append(measure(Measured(engine.finish(), start.world, start.labels)))
    watched, unwatched = figures
    assert unwatched["noticed_share"] < watched["noticed_share"]
    assert unwatched["problem_days"] > watched["problem_days"]
    assert unwatched["hidden_share"] > watched["hidden_share"]
    assert unwatched["days_to_notice"] > watched["days_to_notice"]


def test_no_case_gives_nulls_and_not_errors(start):
    figures = measure(Measured(nothing(start), start.world, start.labels))
    assert figures["problem_days"] == 0 and figures["hidden_share"] is None and figures["median_days"] is None and figures["gini"] is None
    assert figures["p90_p10"] is None and figures["cost_per_fixed"] is None and figures["gap_estate_kinds"] == 0
    assert all(value is None or math.isfinite(value) for value in figures.values())


# ---- the pieces ------------------------------------------------------------------------------------------------------


def test_survival_quantiles_by_hand():
    def spells(ended, still):
        return np.array([2 * t for t in ended] + [2 * t + 1 for t in still], np.int64)

    plain = Survival(spells([1, 2, 3, 4], []))
    assert [plain.quantile(share) for share in (0.25, 0.5, 0.75, 1.0)] == [1, 2, 3, 4]
    # Kaplan-Meier: 4 of 5 left at 1, those still there at 2 leave 3 at risk; then 2/3 and 1/2 of what was left
    censored = Survival(spells([1, 3, 4], [2, 5]))
    assert censored.left.tolist() == pytest.approx([0.8, 0.8, 0.8 * 2 / 3, 0.8 * 2 / 3 / 2, 0.8 * 2 / 3 / 2])
    assert censored.quantile(0.4) == 3 and censored.quantile(0.5) == 4 and censored.quantile(0.9) is None
    # at one instant, what ended comes before what was only seen so far
    assert Survival(spells([2], [2])).quantile(0.5) == 2
    assert Survival(spells([], [])).quantile(0.5) is None


def test_gini_and_quantiles_by_hand():
    assert gini(np.array([3.0, 3.0]), np.array([1, 5])) == pytest.approx(0.0)
    assert gini(np.array([0.0, 0.0, 0.0, 4.0]), np.ones(4)) == pytest.approx(0.75)
    # weights are households: the same as writing a building twice
    assert gini(np.array([1.0, 2.0]), np.array([2, 1])) == pytest.approx(gini(np.array([1.0, 1.0, 2.0]), np.ones(3)))
    values, households = np.array([3.0, 1.0, 2.0]), np.array([1, 8, 1])
    assert [weighted_quantile(values, households, share) for share in (0.1, 0.8, 0.9, 1.0)] == [1.0, 1.0, 2.0, 3.0]


def test_open_time_is_counted_like_a_clock(start):
    calendar = start.world.calendar
    for t in (0, 3600, 9 * 3600, DAY * 5 + 40000, 7 * DAY, 1_234_567):
        for c in range(len(calendar.open)):
            weeks, rest = divmod(t, 7 * DAY)
            by_hand = weeks * calendar.open[c] + sum(
                max(0, min(rest, calendar.end[c, w]) - calendar.start[c, w]) for w in range(calendar.windows[c]) if calendar.start[c, w] < rest
            )
            assert opened(calendar, t)[c] == by_hand


# ---- sums that are exact ---------------------------------------------------------------------------------------------


def test_every_second_of_every_shift_has_one_use(busy):
    start, outcome = busy
    world = start.world
    total = np.zeros(SHIFT, np.int64)
    for column, (since, until) in enumerate(months(world), 1):
        books = outcome.workers[:, column]
        uses, regime, payer = shift_of_month(books, world, duties_of(world, start.labels), since, until)
        assert uses.dtype == np.int64 and (uses >= 0).all()
        desk = np.repeat(np.arange(len(world.desk)), world.desk["workers"])
        staff = chief_of_desks(world, start.labels)[0][desk] == 0
        there = (opened(world.calendar, until) - opened(world.calendar, since))[world.desk["calendar"]][desk]
        # one phase, so a slot is filled all month or not at all; a leaver's overtime cannot be
        filled = (np.arange(len(desk)) - world.desk["first_worker"][desk]) < world.desk_phase["slots"][0][desk]
        shift = uses.sum(axis=1)
        assert (abs(shift - there * filled)[staff] <= 4).all()
        total += uses.sum(axis=0)
    ledger = Measured(outcome, world, start.labels).ledger
    assert (ledger.seconds[:, :, :SHIFT].sum(axis=(0, 1)) == total).all()
    assert total[:IDLE].all() and total[IDLE] > 0


def test_money_by_payer_adds_up_to_the_fen(busy):
    start, outcome = busy
    measured = Measured(outcome, start.world, start.labels)
    ledger, figures = measured.ledger, measure(measured)
    of_funds = ledger.stipends_fen + ledger.overhead_fen
    assert ledger.fen.sum() == ledger.wages_fen.sum() + ledger.repairs_fen.sum() + ledger.equipment_fen.sum() + of_funds
    assert round(sum(row["yuan"] * 100 for row in ledger.rows())) == ledger.fen.sum()
    assert sum(row["hours"] for row in ledger.rows()) == pytest.approx(ledger.seconds.sum() / 3600)
    assert sum(figures[f"cost_{payer}"] for payer in PAYERS) == pytest.approx(figures["cost"])
    assert sum(figures[f"spent_on_{account}"] for account in ACCOUNTS) == pytest.approx(figures["cost"])
    assert sum(figures[f"hours_{payer}"] for payer in PAYERS) == pytest.approx(ledger.seconds.sum() / 3600 / measured.years)
    chief = start.labels.tiers.index("chief")
    by_payer = ledger.seconds[chief].sum(axis=1)
    assert by_payer[PAYERS.index("organisations")] > 0 and by_payer[PAYERS.index("volunteers")] > 0
    assert ledger.wages_fen[:, PAYERS.index("volunteers")].sum() == 0
    months_due = len(months(start.world))
    assert ledger.stipends_fen == months_due * start.labels.stipend_fen[0].sum() > 0
    assert ledger.overhead_fen == months_due * start.labels.overhead_fen[0].sum() == months_due * 2 * 416_667


def test_chiefs_give_the_hours_that_the_scenario_says(busy):
    start, outcome = busy
    figures = measure(Measured(outcome, start.world, start.labels))
    rule = start.labels.regimes[0].chiefs
    weekly = figures["chiefs_cadre"] * rule.cadre_hours_per_week * rule.cadre_motivation
    weekly += figures["chiefs_resident"] * rule.resident_hours_per_week * rule.resident_motivation
    # the measured period is not a whole number of weeks
    assert figures["chief_hours"] == pytest.approx(weekly * 365 / 7, rel=0.03)


def test_where_cadres_come_from_is_worked_out_from_the_chiefs():
    settings = {**TOWN, "city.residents": 6000, "city.streets": 3, "chiefs.cadre_share": 0.4, "chiefs.resident_share": 0.3}
    start = build(load_scenario("baseline", extra=settings | {"chiefs.homes_in_quarter": 1.0, "chiefs.max_distance_m": "none"}), seed=1)
    measured = Measured(nothing(start), start.world, start.labels)
    figures = {name: find_metric(name).figures(measured)[name] for name in ("chief_coverage", "cadre_distance_m", "gini_cadres")}
    kind, street = start.world.building_phase["chief"][0], start.world.building["street"]
    apart = start.labels.chief_distance_m[0][kind == 1]
    buildings = np.bincount(street)
    unequal = gini(np.bincount(street, kind == 1) / buildings, buildings)
    assert apart.mean() > 30 and unequal > 0.1 and len(start.world.phase_start) == 1
    assert figures == pytest.approx({"chief_coverage": np.mean(kind > 0), "cadre_distance_m": apart.mean(), "gini_cadres": unequal})


def test_the_way_of_a_cadre_is_part_of_the_hours_he_gives_and_his_organisation_pays_it():
    loaded = {**BUSY, "city.buildings": 20, "chiefs.claim": "keyed", "chiefs.travel_kmh": 1.0, "time.horizon_days": 28}
    found = {}
    for visits in (0.0, 1.0):
        start = build(load_scenario("baseline", extra=loaded | {"chiefs.visits_per_week": visits}), seed=3)
        engine = CompiledEngine(start.world)
        for _ in range(WARMUP + 28):
            engine.step()
        measured = Measured(engine.finish(), start.world, start.labels)
        found[visits] = measure(measured), measured.ledger, start.labels
    (none, _, _), (figures, ledger, labels) = found[0.0], found[1.0]
    assert none["chief_way_hours"] == 0 and figures["chief_hours"] == pytest.approx(none["chief_hours"], rel=1e-4)
    assert figures["chief_way_hours"] == pytest.approx(labels.chief_time.way[0].sum() * 365 / 7, rel=1e-4)
    paid = ledger.seconds[ledger.chief_tier][0, :, USES.index("travel")]
    assert paid[PAYERS.index("organisations")] == paid.sum() > 0


def test_a_channel_costs_the_street_money_and_volunteers_hours_for_the_time_that_it_covers(tmp_path):
    file = tmp_path / "town.toml"
    lines = ['extends = "baseline"', "[city]", "residents = 400", "[time]", "warmup_days = 10", "horizon_days = 40"]
    row = 'order = 40\nkind = "watch"\ntier = "grid"\ncost_yuan_per_year = 365.0\nvolunteer_hours_per_week = 1.4\ncoverage = 0.0'
    later = ["[policy.later]", "from_day = 30", "[policy.later.set.channel.node]", "coverage = 0.5"]
    file.write_text("\n".join([*lines, *later, "[channel.node]", row]), encoding="utf-8")
    start = build(load_scenario(file, ["later"]), seed=1)
    covered, grid = int(np.isfinite(start.world.exposure_s[1, -1]).sum()), start.labels.tiers.index("grid")
    ledger = Measured(nothing(start), start.world, start.labels).ledger
    # from day 30 of the measured period, ten days to its end
    assert covered > 0 and ledger.equipment_fen.tolist() == [1000 * covered * (k == grid) for k in range(len(ledger.tiers))]
    volunteers = PAYERS.index("volunteers")
    assert ledger.seconds[grid, volunteers, USES.index("watching")] == 2 * 3600 * covered == ledger.seconds[:, :, USES.index("watching")].sum()
    uses = {(row["payer"], row["use"]): (row["hours"], row["yuan"]) for row in ledger.rows()}
    assert uses["street", "equipment"] == (0, 10 * covered) and uses["volunteers", "watching"] == (2 * covered, 0)
    assert ledger.fen[PAYERS.index("street")] == ledger.wages_fen[:, PAYERS.index("street")].sum() + 1000 * covered
    plain = build(load_scenario(file), seed=1)
    assert Measured(nothing(plain), plain.world, plain.labels).ledger.staff_seconds == ledger.staff_seconds


def test_time_between_registration_and_the_end_is_booked_once(busy):
    start, outcome = busy
    cases = outcome.cases
    done = cases[cases["fixed"] != NONE]
    parts = sum(done[f"{stage}_s"] for stage in measured_module.STAGES)
    assert (parts == done["fixed"] - done["registered"]).all() and len(done) > 200
    assert done["on_paper_s"].sum() > 0 and done["departments_s"].sum() > 0
    assert measure(Measured(outcome, start.world, start.labels))["days_in_progress"] >= 0


def test_days_present_and_hidden_equal_the_daily_integrals():
    start = build(load_scenario("baseline", extra={**BUSY, "time.warmup_days": 0}), seed=2)
    engine = CompiledEngine(start.world)
    for _ in range(HORIZON):
        engine.step()
    outcome = engine.finish()
    measured = Measured(outcome, start.world, start.labels)
    assert measured.sums.present_s == outcome.daily["present_s"].sum() == measured.building_s.sum()
    assert measured.sums.hidden_s == outcome.daily["hidden_s"].sum()
    assert measured.sums.births == outcome.daily["born"].sum() and measured.sums.registered == outcome.daily["registered"].sum()
    assert measured.fixed_in_period == measured.sums.fixed == outcome.daily["fixed"].sum()
    # the fund pays when work starts, the figure counts when it is done: what is under way at the end lies between
    repairs, spent = measured.ledger.repairs_fen[start.world.tier["repairs_fund"] == 1].sum(), outcome.fund_spent.sum()
    in_hand = outcome.cases["repair_fen"][(outcome.cases["fixed"] == NONE)].sum()
    assert 0 < repairs <= spent <= repairs + in_hand


def test_utilisation_is_time_in_hand_over_time_there(busy):
    start, outcome = busy
    figures = measure(Measured(outcome, start.world, start.labels))
    grid = start.labels.tiers.index("grid")
    rows = np.flatnonzero(start.world.desk["tier"] == grid)
    workers = np.concatenate([np.arange(d["first_worker"], d["first_worker"] + d["workers"]) for d in start.world.desk[rows]])
    busy_s = outcome.workers["busy_s"][workers, 1:].sum()
    assert figures["utilisation_grid"] == pytest.approx(busy_s / slot_seconds(start.world)[rows].sum()) and 0 < figures["utilisation_grid"] < 1


def test_work_on_a_case_is_what_all_but_the_departments_spend_on_it(busy):
    start, outcome = busy
    measured = Measured(outcome, start.world, start.labels)
    below = measured.ledger.seconds[: start.labels.tiers.index("departments")]
    minutes = below[:, :, [USES.index("cases"), USES.index("travel")]].sum() / 60
    assert measure(measured)["work_minutes_per_case"] == pytest.approx(minutes / outcome.daily["fixed"][WARMUP:].sum())


def test_slots_that_come_and_go_with_a_policy_are_counted_while_they_are_there(tmp_path):
    file = tmp_path / "town.toml"
    lines = ['extends = "baseline"', "[city]", "residents = 400", "[time]", "warmup_days = 10", "horizon_days = 40"]
    file.write_text("\n".join([*lines, "[policy.later]", "from_day = 20", "[policy.later.set.tier.grid]", "slots = 3"]), encoding="utf-8")
    start = build(load_scenario(file, ["later"]), seed=1)
    grid = start.world.desk["tier"] == start.labels.tiers.index("grid")
    # ten days of warm-up; days 10 to 30 with one worker, days 30 to 50 with three
    first, second = (opened(start.world.calendar, b * DAY) - opened(start.world.calendar, a * DAY) for a, b in ((10, 30), (30, 50)))
    c = start.world.desk["calendar"][grid][0]
    assert (slot_seconds(start.world)[grid] == first[c] + 3 * second[c]).all()
    engine = CompiledEngine(start.world)
    for _ in range(50):
        engine.step()
    ledger = Measured(engine.finish(), start.world, start.labels).ledger
    shift = ledger.seconds[start.labels.tiers.index("grid"), :, :SHIFT].sum()
    assert shift == pytest.approx(slot_seconds(start.world)[grid].sum(), abs=10 * int(grid.sum()))


# ---- grids -----------------------------------------------------------------------------------------------------------


def test_the_balance_of_the_grids_is_that_of_their_households_and_of_the_work_that_their_births_make(start):
    figures, building = measure(Measured(nothing(start), start.world, start.labels)), start.world.building
    households = np.bincount(building["grid"], building["households"])
    births = np.array([row.births for row in start.labels.regimes[0].estate.values()])[building["kind"]]
    work = np.bincount(building["grid"], building["residents"] * births)
    assert figures["grids"] == len(households) and figures["grids_contiguous"] == 1
    for name, load in (("households", households), ("workload", work)):
        assert figures[f"grid_{name}_cv"] == pytest.approx(load.std() / load.mean())
        assert figures[f"grid_{name}_peak"] == pytest.approx(load.max() / load.mean())


def test_a_mismatch_of_grid_and_branch_is_counted_while_it_lasts_and_makes_handovers_longer(tmp_path):
    file = tmp_path / "town.toml"
    lines = ['extends = "baseline"', "[city]", "residents = 3000", "streets = 1", "communities_per_street = 1"]
    lines += ["buildings_per_estate = 4", "[time]", "warmup_days = 10", "horizon_days = 80"]
    reform = ["[policy.reform]", "from_day = 20", "[policy.reform.set.grids]", 'branches = "equal"']
    file.write_text("\n".join([*lines, *reform]), encoding="utf-8")
    found = {}
    for name, policies, branches in (("apart", [], "estate"), ("reform", ["reform"], "estate"), ("one", [], "equal")):
        start = build(load_scenario(file, policies, extra={"grids.branches": branches, "grids.mismatch_hours": 20.0}), seed=1)
        engine = CompiledEngine(start.world)
        for _ in range(90):
            engine.step()
        found[name] = measure(Measured(engine.finish(), start.world, start.labels))
    assert 0 == found["one"]["branch_mismatch"] < found["reform"]["branch_mismatch"] < found["apart"]["branch_mismatch"]
    assert found["reform"]["branch_mismatch"] == pytest.approx(found["apart"]["branch_mismatch"] / 4)
    assert found["one"]["days_handover"] < found["reform"]["days_handover"] < found["apart"]["days_handover"]
def run_town(**changes):
    """Start and figures of the small town with some parameters changed."""
    start = build(load_scenario("baseline", extra={**TOWN, **{name.replace("__", "."): value for name, value in changes.items()}}), seed=1)
    engine = CompiledEngine(start.world)
    for _ in range(WARMUP + HORIZON):
        engine.step()
    measured = Measured(engine.finish(), start.world, start.labels)
    return start, measured.ledger, measure(measured)


def test_who_is_there_for_a_share_of_the_calendar_has_a_shift_of_that_share():
    start, ledger, _ = run_town(tier__community__present_share=0.75, tier__community__meeting_hours_per_week=10.0)
    k = start.labels.tiers.index("community")
    there = slot_seconds(start.world)[start.world.desk["tier"] == k].sum()
    assert ledger.seconds[k, :, :SHIFT].sum() == pytest.approx(0.75 * there, abs=60)
    assert ledger.seconds[k, :, USES.index("meeting")].sum() == pytest.approx(10 / 40 * there, abs=60)


def test_tasks_reports_and_joint_meetings_are_booked_as_meetings_and_tasks_bring_what_they_bring():
    duties = {"tier__grid__task_hours_per_week": 4.0, "assessment__weight": 0.5, "assessment__report_hours_per_week": 2.0}
    duties |= {"data__sharing": 0.5, "data__upkeep_hours_per_week": 3.0, "tier__grid__meeting_hours_per_week": 8.0}
    start, ledger, figures = run_town(tasks__revenue_yuan_per_hour=30.0, **duties)
    k = start.labels.tiers.index("grid")
    there = slot_seconds(start.world)[start.world.desk["tier"] == k].sum()
    assert ledger.seconds[k, :, USES.index("meeting")].sum() == pytest.approx((8 + 4 + 1 + 1.5) / 40 * there, abs=60)
    assert figures["task_revenue"] == pytest.approx(4 / 40 * there / 3600 * 30 * 365 / HORIZON)


def test_the_prize_of_a_year_is_paid_by_the_street_while_there_are_companies_and_obeys_the_day():
    sets = {f"estate__{kind}__property": 1.0 for kind in ("old", "ordinary", "gated")}
    _, ledger, figures = run_town(property__prize_yuan_per_year=7300.0, **sets)
    plain = run_town(**sets)[2]
    assert ledger.prizes_fen == 7300 * HORIZON * 100 // 365 and figures["cost"] - plain["cost"] == pytest.approx(7300)
    assert figures["cost_street"] - plain["cost_street"] == pytest.approx(7300)
    assert {"tier": "", "payer": "street", "use": "prizes", "hours": 0.0, "yuan": 2000.0} in ledger.rows()
    none = dict.fromkeys(sets, 0.0)
    assert run_town(property__prize_yuan_per_year=7300.0, **none)[1].prizes_fen == 0
    part = Part("prize", 50, None, {"property.prize_yuan_per_year": 7300.0}, 75)
    scenario = replace(load_scenario("baseline", extra={**TOWN, **{name.replace("__", "."): 1.0 for name in sets}}), parts=(part,))
    start = build(scenario, seed=1)
    assert prizes(start.world, start.labels) == 7300 * 25 * 100 // 365


def test_a_surge_is_booked_and_done_by_the_hours_set_aside_for_it():
    surge = {"tier__community__surge_share": 0.5, "tier__community__present_share": 0.8, "surge__units": 1e9, "surge__units_per_hour": 3.0}
    surge |= {f"tier__community__{duty}_hours_per_week": 0.0 for duty in ("meeting", "training")}
    start, ledger, figures = run_town(**surge)
    k = start.labels.tiers.index("community")
    hours = 0.4 * slot_seconds(start.world)[start.world.desk["tier"] == k].sum() / 3600
    assert ledger.seconds[k, :, USES.index("surge")].sum() / 3600 == pytest.approx(hours, abs=0.1)
    assert np.allclose(start.world.desk_phase["speed"][0][start.world.desk["tier"] == k], 0.4)
    assert figures["surge_done_share"] == pytest.approx(3 * hours / 1e9) and figures["surge_days"] is None
    # two desks of two do 3 * 1.6 pieces in an open hour: the first of them at 8:30 of Thursday, the tenth day of the run
    some = run_town(**surge | {"surge__units": 4.8 * 9})[2]
    assert some["surge_done_share"] == 1.0 and some["surge_days"] == pytest.approx(1 + 1 / 24, abs=1e-4)
    assert run_town(**surge | {"surge__units": 0.0})[2]["surge_done_share"] is None


def test_a_surge_that_ends_stops_where_it_ends():
    part = Part("surge", 30, None, {"tier.grid.surge_share": 0.2, "surge.units": 400.0}, 44)
    start = build(replace(load_scenario("baseline", extra=TOWN), parts=(part,)), seed=1)
    measured = Measured(nothing(start), start.world, start.labels)
    figures, grids = measure(measured), (start.world.desk["tier"] == 2).sum()
    assert figures["surge_done_share"] == pytest.approx(grids * 80 * 0.2 * 4 / 400)
    assert measured.ledger.seconds[2, :, USES.index("surge")].sum() == pytest.approx(grids * 80 * 0.2 * 3600, abs=9)


def test_repairs_are_told_apart_by_whether_the_fund_paid_them(start):
    day, later = WARMUP * DAY, (WARMUP + 1) * DAY
    fixed = {"born": day, "registered": day, "fixed": later, "gone": later}
    cases = [fixed | {"settled_tier": k, "repair_fen": fen} for k, fen in ((2, 100), (3, 100), (4, 100), (5, 100), (4, 0), (4, 100))]
    assert measure(Measured(nothing(start, cases), start.world, start.labels))["repairs_passed_up_share"] == 0.6


# ---- size ------------------------------------------------------------------------------------------------------------


def test_the_size_of_a_chunk_changes_nothing(busy, monkeypatch):
    start, outcome = busy
    figures = measure(Measured(outcome, start.world, start.labels))
    monkeypatch.setattr(measured_module, "CHUNK", 97)
    assert measure(Measured(outcome, start.world, start.labels)) == figures


def test_six_hundred_thousand_cases_are_measured_in_a_moment(busy):
    start, outcome = busy
    cases = np.tile(outcome.cases, 1 + 600_000 // len(outcome.cases))
    many = outcome._replace(cases=cases[np.argsort(cases["born"], kind="stable")])
    seconds = []
    for _ in range(3):
        began = time.process_time()
        measure(Measured(many, start.world, start.labels))
        seconds.append(time.process_time() - began)
    # 0.15 s alone on one slow core; other tests run beside this one
    assert min(seconds) < 1.0


# ---- the list --------------------------------------------------------------------------------------------------------


def test_every_metric_says_what_it_is_in_both_languages():
    names = [metric.name for metric in METRICS]
    assert len(set(names)) == len(names)
    for metric in METRICS:
        assert metric.en and metric.zh and metric.unit and metric.formula and metric.better in ("lower", "higher", "neither"), metric.name
    assert all(set(row) == {"name", "en", "zh", "unit", "better", "formula"} for row in list_metrics())


def test_every_figure_of_a_run_is_found_in_the_list(start):
    figures = measure(Measured(nothing(start), start.world, start.labels))
    rows = {name: find_metric(name) for name in figures}
    assert all(rows.values())
    assert rows["settled_share_grid"].name == "settled_share_<tier>" and rows["cost_per_fixed"].name == "cost_per_fixed"
    assert {row.name for row in rows.values()} == {metric.name for metric in METRICS}
    assert rows["problem_days_of_litter"].name == "problem_days_of_<category>" and rows["problem_days_old"].name == "problem_days_<kind>"
    assert rows["days_to_notice_if_noticed"].place == "" and rows["days_to_notice_noise"].name == "days_to_notice_<category>"
    assert find_metric("nonsense") is None
