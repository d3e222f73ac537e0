"""How long a study will take: a count of the problems that its runs will meet, and what a problem costs."""

from __future__ import annotations

from gridgov.study.plan import Plan
from gridgov.study.points import Point

#: Of a run, and of each problem in it: measured on one slow core, kernel in the cache, and rounded up.
SECONDS_PER_RUN, SECONDS_PER_PROBLEM = 0.02, 7e-6
CORES = 2
POINTS_READ = 40  # points of a study differ in their levers, seldom in how many problems arise


def problems_expected(plan: Plan) -> float:
    """Problems that arise in all runs of a plan together, warm-up included; raises Faults where a point of it cannot be loaded."""
    from gridgov.scenario.size import expected_problems
    from gridgov.study.study import scenario_of

    points = plan.points() or [Point(policy) for policy in plan.ask.policies]
    read = points[:: max(1, len(points) // POINTS_READ)]
    each = sum(expected_problems(scenario_of(plan, point).settings) for point in read) / len(read)
    return each * plan.runs


def minutes_expected(plan: Plan) -> float:
    """Minutes on two slow cores, roughly and rather too many."""
    return (plan.runs * SECONDS_PER_RUN + problems_expected(plan) * SECONDS_PER_PROBLEM) / CORES / 60
