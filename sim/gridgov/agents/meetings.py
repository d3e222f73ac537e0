"""Joint meetings and leaders' projects: desks beside the ladder take up late cases that are stuck in queues."""

from __future__ import annotations

from gridgov.tables.dtypes import AT_DEPARTMENTS, CONVENED, DAY, IN_MEETING, MAX_PICKS, ON_LADDER, QUEUED


def hold_meetings(town, t: int) -> None:
    """All meetings of the day that begins at t, tier by tier; then those who met set to work."""
    on_call = [tier for tier in town.tiers if tier.on_call != ON_LADDER]
    met = [desk for tier in on_call for desk in tier.desks if desk.meets and t // DAY % desk.rates.every_days == 0]
    for tier in on_call:
        stuck = {desk: [] for desk in met if desk.tier is tier}
        for problem in town.problems if stuck else ():
            desk = problem.building.desks[tier.row]
            if desk in stuck and is_stuck(problem, t):
                stuck[desk].append(problem)
        for desk, problems in stuck.items():
            for problem in sorted(problems, key=lambda one, at=desk: urgency(at, one))[: room(desk)]:
                convene(problem, t, desk)
    for desk in met:
        desk.try_to_start(t)


def is_stuck(problem, t: int) -> bool:
    """Whether a problem is late and waits in a queue of the ladder, or in those of departments only."""
    if not t > problem.due:
        return False
    if problem.state == QUEUED:
        return problem.desk.tier.on_call == ON_LADDER
    return problem.state == AT_DEPARTMENTS and problem.referral.is_stuck()


def urgency(desk, problem) -> tuple:
    """What a desk takes up first has the smallest: it waits longest, or needs the least work."""
    work = desk.work[problem.category].work_s if desk.rates.easiest else 0.0
    return work, problem.registered, problem.key


def room(desk) -> int:
    """How many cases a desk may take up: those that a meeting takes, or one project for every worker who has none."""
    if desk.tier.on_call == IN_MEETING:
        return min(MAX_PICKS, desk.rates.takes_cases)
    in_hand = sum(worker.piece is not None for worker in desk.workers)
    return max(0, min(MAX_PICKS, desk.filled - desk.waiting - in_hand))


def convene(problem, t: int, desk) -> None:
    """Take a problem out of the queue it waits in, or back from the departments."""
    if problem.state == QUEUED:
        problem.desk.leave_unserved(problem, t)
    else:
        problem.referral.call_off(t)
    problem.hops += 1
    problem.astray = False
    problem.note(t, CONVENED, desk)
    desk.admit(problem, t)
