"""What an optimisation found: every point that was run again, with its search and fresh figures, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gridgov.analysis.optimise import Search, dominated, values_of
from gridgov.analysis.paired import LEVEL, Estimate, mean_interval, present, together
from gridgov.study.aims import Aims, Target
from gridgov.study.study import Study

FILE = "optimum.json"  # in the study's folder: what `answer` gave
MET, OPEN, MISSED = "met", "open", "missed"
#: What `optimum.csv` adds to a figure's name: its mean in the search, and the ends of the interval of its fresh mean.
ENDINGS = ("_search", "_low", "_high")


def answer(search: Search, study: Study) -> dict[str, Any]:
    """What FILE holds of a search that is over.

    The intervals of all figures of all points hold together at `level` (Bonferroni), and targets and front are judged by fresh seeds only.
    Of one objective, `chosen` is the place of the answer: of the points whose intervals keep every target, the one with the best fresh mean;
    None where no point surely keeps them, or where there are several objectives. `not_told_apart` are the places of the other points that keep
    the targets and whose difference from the answer, paired by seed, has no sign; those intervals are counted among the ones that hold together.
    """
    aims, found = search.aims, search.found(study)
    kept, replicates = search.candidates(found), search.plan.replicates
    last, single = replicates + aims.fresh, len(aims.objectives) == 1
    fresh = values_of(study, aims.metrics, kept, replicates, last)
    intervals = len(kept) * len(aims.metrics) + (len(kept) - 1) * single
    rows = []
    for number in kept:
        estimates = {name: mean_interval(fresh[number][name], together(intervals)) for name in aims.metrics}
        figures = {name: {"search": found[number][name], "fresh": now.mean, "low": now.low, "high": now.high} for name, now in estimates.items()}
        verdicts = {target.text: verdict(target, estimates[target.metric]) for target in aims.targets}
        point = study.points[number]
        rows.append({"point": number, "policy": point.policy, "levers": dict(point.factors), "figures": figures, "targets": verdicts})
    chosen, others = None, []
    if single:
        chosen, others = _best(rows, aims, _by_seed(study, aims.objectives[0], kept, replicates, last), together(intervals))
    else:
        rows = _with_front(rows, aims)
    return {
        "objectives": list(aims.objectives), "points_searched": len(found), "runs_searched": len(found) * replicates,
        "search_replicates": replicates, "fresh_replicates": aims.fresh, "level": LEVEL, "intervals_together": intervals,
        "chosen": chosen, "not_told_apart": others, "points": rows,
    }  # fmt: skip


def _best(rows: Sequence[dict[str, Any]], aims: Aims, values: dict[int, dict[int, float]], level: float) -> tuple[int | None, list[int]]:
    """The place of the answer to one objective, and the places of those that are not told apart from it; `values` by point and replicate.

    The truly best of the points that keep the targets is among them all with the confidence of the intervals: it is missed only where another
    one seems surely better than it, against which each of the intervals is held (subset selection, Gupta 1965, Technometrics 7, 225).
    """
    (name,) = aims.objectives
    keeping = [place for place, row in enumerate(rows) if row["figures"][name]["fresh"] is not None and set(row["targets"].values()) <= {MET}]
    if not keeping:
        return None, []
    chosen = min(keeping, key=lambda place: (*aims.scores({name: rows[place]["figures"][name]["fresh"]}), place))
    best = values[rows[chosen]["point"]]
    others = []
    for place in keeping:
        mine = values[rows[place]["point"]]
        apart = mean_interval([aims.sign(name) * (mine[one] - best[one]) for one in sorted(mine.keys() & best.keys())], level)
        if place != chosen and not (apart.low is not None and apart.low > 0):
            others.append(place)
    return chosen, others


def _by_seed(study: Study, metric: str, kept: Sequence[int], first: int, last: int) -> dict[int, dict[int, float]]:
    """Figures of replicates `first` to `last` - 1 of some points, by point and replicate: of equal ones the seeds are the same."""
    found: dict[int, dict[int, float]] = {number: {} for number in kept}
    for point, replicate, value in study.store.values_of(metric):
        if point in found and first <= replicate < last and present(value):
            found[point][replicate] = value
    return found


def verdict(target: Target, found: Estimate) -> str:
    """What an interval says of a target: kept by all of it, by none of it, or open."""
    if found.low is None or found.high is None:
        return OPEN
    ends = target.excess(found.low), target.excess(found.high)
    return MET if max(ends) <= 0 else MISSED if min(ends) > 0 else OPEN


def _with_front(rows: Sequence[dict[str, Any]], aims: Aims) -> list[dict[str, Any]]:
    """Whether the fresh mean of each row is still beaten by that of no other; of a row without fresh figures nobody knows (None)."""
    fresh = [{name: row["figures"][name]["fresh"] for name in aims.objectives} for row in rows]
    known = [place for place, figures in enumerate(fresh) if None not in figures.values()]
    beaten = dominated(np.array([aims.scores(fresh[place]) for place in known]).reshape(len(known), -1))
    on_front = dict(zip(known, (~beaten).tolist()))
    return [row | {"on_front": on_front.get(place)} for place, row in enumerate(rows)]


def optimum_table(found: dict[str, Any]):
    """The points of an answer as a DataFrame with a row each: what `optimum.csv` holds, in the figures' own units.

    Columns: `point` (its number in `runs.csv`), `policy`, the levers, and of each figure NAME its fresh mean `NAME`, the ends of that mean's
    interval `NAME_low` and `NAME_high`, and `NAME_search`; then, where there are targets, `targets` (the worst verdict: missed, open, met),
    and `on_front` of several objectives or, of one, `answer` and `not_told_apart` (from the answer, by fresh seeds).
    """
    import pandas

    rows = []
    for place, row in enumerate(found["points"]):
        cells = {"point": row["point"], "policy": row["policy"], **row["levers"]}
        for name, figures in row["figures"].items():
            cells |= {name: figures["fresh"], f"{name}_low": figures["low"], f"{name}_high": figures["high"], f"{name}_search": figures["search"]}
        cells |= {"targets": worst(row)} if row["targets"] else {}
        of_one = {"answer": place == found["chosen"], "not_told_apart": place in found["not_told_apart"]}
        rows.append(cells | ({"on_front": row["on_front"]} if "on_front" in row else of_one))
    return pandas.DataFrame(rows)


def worst(row: dict[str, Any]) -> str | None:
    """The worst of what was found about a point's targets; None where there are none."""
    return next((one for one in (MISSED, OPEN, MET) if one in row["targets"].values()), None)
