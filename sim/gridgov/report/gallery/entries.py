"""What the gallery shows: a picture a row, and the plan or scenario that it is drawn from."""

from __future__ import annotations

from dataclasses import dataclass

#: What draws a picture: `charts` of a study, `charts` of two of its runs (or of two runs of a scenario), the step map of one run, or `compare`.
STUDY, RUNS, FOLLOWS, PILOT = SOURCES = ("study", "runs", "follows", "pilot")


@dataclass(frozen=True)
class Entry:
    """One picture. Its sentences are `gallery.NAME.question`, `.reading` and `.alt` of the catalogue.

    `asked` is a plan (or, for RUNS, a scenario, run once with seed 1); `chart` the name that its chart has there; of `policies` and
    `metrics` those that are drawn, all of the plan unless said.
    """

    name: str  # the stem of the picture's file
    source: str  # one of SOURCES
    asked: str
    chart: str = ""
    policies: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


CHIEFS = ("before", "five_chiefs")
POWERS = ("before", "delegation+whistle")

ENTRIES = (
    Entry("differences", STUDY, "paper_classroom", "differences"),
    Entry("worlds", STUDY, "worlds_classroom", "worlds", metrics=("problem_days", "on_time_true", "satisfaction", "cost")),
    Entry("front", STUDY, "patrol_classroom", "front"),
    Entry("cells", STUDY, "patrol_classroom", "cells"),
    Entry("recorded", STUDY, "patrol_classroom", "recorded"),
    Entry("money", STUDY, "patrol_classroom", "money_payer"),
    Entry("backlog", STUDY, "rollout_classroom", "backlog"),
    Entry("pilot", PILOT, "rollout_classroom", policies=("none", "rollout")),
    Entry("morris", STUDY, "morris_classroom", "morris_five_chiefs", metrics=("problem_days", "cost")),
    Entry("days_spent", RUNS, "powers_classroom", "days_spent", POWERS),
    Entry("tier_flow", RUNS, "powers_classroom", "tier_flow", POWERS),
    Entry("enduring", RUNS, "powers_classroom", "enduring_category", POWERS),
    Entry("follows", FOLLOWS, "paper_classroom", policies=("before",)),
    Entry("map_grid", RUNS, "ningjiang", "map_grid", CHIEFS),
    Entry("inequality", RUNS, "ningjiang", "inequality", CHIEFS),
)
