"""The reference process: every finished life is one of its runs, little else is, and illegal orders of entries are none."""

import warnings
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from gridgov import load_scenario, simulate
from gridgov.run.process import END, LEFT_OUT, START, STEPS, known, places, pnml
from gridgov.tables.dtypes import ACTIVITIES, NONE

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "process.pnml"
KINDS = ("old", "ordinary", "gated")
#: Three towns in which every rule of the process is at work: chiefs and the whistle; committees, wrong first desks, supervision and
#: closings on paper; a hotline of the departments.
TOWNS = (
    (("five_chiefs", "whistle"), {"tier.community.slots": 1}),
    (
        ("committees",),
        {"tier.grid.limit_action": "supervise", "tier.community.limit_action": "supervise", "channel.residents.accuracy": 0.6,
         "channel.patrol.accuracy": 0.8, "tier.grid.paper": 0.6, "tier.community.slots": 1} | {f"estate.{kind}.committee": 0.8 for kind in KINDS},
    ),
    (("whistle",), {"channel.residents.tier": "departments", "channel.patrol.accuracy": 0.8}),
)  # fmt: skip
PRECISION = 0.8

WORKED = "born noticed arrived started worked closed"
CALLED = "born noticed arrived started examined passed_on leg_called leg_arrived leg_started leg_done closed"
#: Kinds of illegal order, each with an example that differs from a legal one by just that.
ILLEGAL = {
    "an arrival before anybody has noticed": "born arrived noticed started worked closed",
    "noticed before it was born": "noticed born arrived started worked closed",
    "closed without anybody's work": "born noticed arrived closed",
    "closed by a desk that has only examined": "born noticed arrived started examined closed",
    "work that nobody has started": "born noticed arrived worked closed",
    "started twice": "born noticed arrived started started worked closed",
    "passed on before anybody has looked": "born noticed arrived passed_on arrived started worked closed",
    "settled after work at a wrong desk": "born noticed misrouted arrived started worked closed",
    "a wrong desk sends it to a wrong desk again": f"born noticed {2 * 'misrouted arrived started examined '}passed_on arrived started worked closed",
    "closed truly twice": f"{WORKED} closed",
    "reopened after a true closing": f"{WORKED} inspected reopened passed_on arrived started worked closed",
    "inspected twice": f"{WORKED} inspected inspected",
    "a complaint about a true closing": f"{WORKED} complained",
    "closed on paper after the work": "born noticed arrived started worked closed_on_paper gone",
    "reopened with nobody to say that it is still there": "born noticed arrived closed_on_paper reopened passed_on arrived started worked closed",
    "lapsed although it was registered": "born noticed arrived lapsed",
    "doubted after it was noticed": "born noticed doubted arrived started worked closed",
    "doubted twice": "born doubted doubted noticed arrived started worked closed",
    "settled among residents and registered all the same": "born settled_among noticed arrived started worked closed",
    "paid and then not settled": "born noticed arrived paid started examined passed_on arrived started worked closed",
    "without money and yet worked on there": "born noticed arrived unfunded started worked closed",
    "paid twice in one visit": "born noticed arrived paid paid started worked closed",
    "it climbs to a wrong desk": "born noticed arrived climbed misrouted arrived started examined passed_on arrived started worked closed",
    "a department answers without having begun": CALLED.replace("leg_started leg_done", "leg_done"),
    "a department begins before the call has come": CALLED.replace("leg_arrived leg_started", "leg_started leg_arrived"),
    "closed while a department has not answered": CALLED.replace(" leg_done", ""),
    "a call that nobody needs: four departments": CALLED.replace(" closed", 3 * " leg_called leg_arrived leg_started leg_done" + " closed"),
    "two calls at one time without a whistle": CALLED.replace("leg_called", "leg_called leg_called"),
    "a whistle that calls nobody": CALLED.replace("leg_called leg_arrived leg_started leg_done", "whistled"),
    "a department passes the buck after it has begun": CALLED.replace("leg_started", "leg_started leg_bounced leg_arrived leg_started"),
    "late after the work has begun": CALLED.replace("leg_started", "leg_started leg_late"),
    "a life that does not end": "born noticed arrived started",
    "a life without a birth": WORKED.removeprefix("born "),
}


@cache
def variants() -> Counter:
    """Orders of entries of all lives that are over, and how many lives have each."""
    found: Counter = Counter()
    for seed, (policies, extra) in enumerate(TOWNS, 3):
        run = simulate(load_scenario("classroom", policies, extra={"time.horizon_days": 150, "time.warmup_days": 20} | extra), seed=seed, events=True)
        over = set(run.outcome.cases["key"][run.outcome.cases["final"] != NONE].tolist())
        lives: dict[int, list[str]] = {key: [] for key in over}
        for case, activity in zip(run.outcome.events["case"].tolist(), run.outcome.events["activity"].tolist()):
            if case in over:
                lives[case].append(ACTIVITIES[activity])
        found.update(tuple(life) for life in lives.values())
    return found


def mined(lives):
    """Lives, with how many there are of each, as a table that the tools take."""
    begin, rows = pd.Timestamp("2024-01-01", tz="UTC"), []
    for order, (life, count) in enumerate(lives):
        for one in range(count):
            rows += [(f"{order:06}.{one:06}", activity, begin + pd.Timedelta(seconds=place)) for place, activity in enumerate(life)]
    return pd.DataFrame(rows, columns=["case:concept:name", "concept:name", "time:timestamp"])


@pytest.fixture(scope="module")
def net():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pm4py

        return pm4py, pm4py.read_pnml(str(FILE))


def fitting(net, lives) -> list[bool]:
    """Whether each life is a run of the process."""
    pm4py, model = net
    aligned = pm4py.conformance_diagnostics_alignments(mined((life, 1) for life in lives), *model)
    return [result["fitness"] == 1.0 for result in aligned]


def test_the_file_is_written_from_the_declaration():
    assert FILE.read_text(encoding="utf-8") == pnml()


def test_every_activity_is_in_the_process_or_left_out_with_a_reason():
    assert known() | set(LEFT_OUT) == set(ACTIVITIES) and not known() & set(LEFT_OUT)
    taken, given = ({place for step in STEPS for place in getattr(step, side)} for side in ("takes", "gives"))
    assert set(places()) - given == {START} and set(places()) - taken == {END}


def test_the_three_towns_put_every_activity_of_the_process_to_use():
    assert {activity for life in variants() for activity in life} == known()


def test_every_life_that_is_over_is_a_run_of_the_process(net):
    lives = list(variants())
    misfits = [life for life, fits in zip(lives, fitting(net, lives)) if not fits]
    assert len(lives) > 100 and not misfits


def test_the_process_allows_little_that_does_not_happen(net):
    pm4py, model = net
    assert pm4py.precision_alignments(mined(variants().items()), *model) >= PRECISION


def test_what_the_examples_differ_from_is_legal(net):
    assert fitting(net, [WORKED.split(), CALLED.split()]) == [True, True]


def test_illegal_orders_are_no_run_of_the_process(net):
    assert len(ILLEGAL) >= 20
    fits = fitting(net, [life.split() for life in ILLEGAL.values()])
    assert [name for name, fit in zip(ILLEGAL, fits) if fit] == []
