"""Samples whose order means something: trajectories for Morris' elementary effects, and the base sample of Sobol indices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gridgov.study.ask import Ask
from gridgov.study.points import Point

MORRIS, SOBOL_INDICES = "morris", "sobol_indices"
#: Trajectories and levels that the literature finds enough for a first look (Campolongo, Cariboni and Saltelli 2007).
TRAJECTORIES, LEVELS = 10, 4


def trajectories(ask: Ask) -> np.ndarray:
    """f8 (points * (ranges + 1), ranges) in [0, 1]: each trajectory starts on a grid of `levels` and moves every factor once (Morris 1991)."""
    from SALib.sample import morris

    return morris.sample(_problem(ask), ask.points, num_levels=ask.levels, seed=ask.seed)


def base_sample(ask: Ask) -> np.ndarray:
    """f8 (points * (ranges + 2), ranges) in [0, 1): for each base row A, A with each factor taken from B, and B (Saltelli et al. 2010)."""
    from SALib.sample import sobol

    return sobol.sample(_problem(ask), ask.points, calc_second_order=False, seed=ask.seed)


def _problem(ask: Ask) -> dict[str, Any]:
    names = [one.name for one in ask.ranges]
    return {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}


def note_of(kind: str, ask: Ask, made: Sequence[Point], numbers: Mapping[tuple, int]) -> dict[str, Any]:
    """What a study keeps of an ordered sample: the names of its factors, and for each policy the number of the point of every row.

    Rows may share a point: a whole number stays the same over a part of its range.

    Parameters
    ----------
    made : points in the order of the design, all policies of a row together
    numbers : the study's number of a point, by its identity
    """
    shares = trajectories(ask).round(12).tolist() if kind == MORRIS else []
    rows = {policy: [numbers[point.identity] for point in made if point.policy == policy] for policy in ask.policies}
    return {"kind": kind, "names": [one.name for one in ask.ranges], "rows": rows, "shares": shares}


def joined(before: Mapping[str, Any] | None, now: Mapping[str, Any] | None, points: Sequence[Point]) -> dict[str, Any] | None:
    """The note of a study that has one sample and takes over another, of which one begins with the other; raises ValueError where it does not.

    Nothing is taken away: each policy keeps the longer of its two lists of rows. Without any sample on both sides there is none.

    Parameters
    ----------
    before, now : notes as `note_of` gives them; None for no sample
    points : those of the study, in which both notes number
    """
    if before is None and now is None:
        return None
    if before is None or now is None or any(before[name] != now[name] for name in ("kind", "names")):
        raise ValueError("not one sample")
    for one, other in ((_settings(before, points), _settings(now, points)), (before["shares"], now["shares"])):
        if any(mine != theirs for mine, theirs in zip(one, other)):
            raise ValueError("neither sample begins with the other")
    rows = {policy: max((note["rows"].get(policy, []) for note in (before, now)), key=len) for policy in before["rows"] | now["rows"]}
    return {**before, "rows": rows, "shares": max(before["shares"], now["shares"], key=len)}


def _settings(note: Mapping[str, Any], points: Sequence[Point]) -> list[Mapping[str, Any]]:
    """What is moved in each row, whatever the policy."""
    return [points[number].factors for number in max(note["rows"].values(), key=len)]
