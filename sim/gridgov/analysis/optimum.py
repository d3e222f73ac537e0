"""What an optimisation found: every point that was run again, with its search and fresh figures, and what may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gridgov.analysis.optimise import Search, dominated, values_of
from gridgov.analysis.paired import LEVEL, Estimate, mean_interval, together
from gridgov.study.aims import Aims, Target
from gridgov.study.study import Study

FILE = "optimum.json"  # in the study's folder: what `answer` gave
MET, OPEN, MISSED = "met", "open", "missed"
#: What `optimum.csv` adds to a figure's name: its mean in the search, and the ends of the interval of its fresh mean.
ENDINGS = ("_search", "_low", "_high")


def answer(search: Search, study: Study) -> dict[str, Any]:
    """What FILE holds of a search that is over.

    The intervals of all figures of all points hold together at `level` (Bonferroni), and targets and front are judged by fresh seeds only.
    `chosen` is the place of the first point, in the order of the search, whose intervals keep every target; None where no point surely does,
    or where there are several objectives.
    """
    aims, found = search.aims, search.found(study)
    kept, replicates = search.candidates(found), search.plan.replicates
    fresh = values_of(study, aims.metrics, kept, replicates, replicates + aims.fresh)
    intervals = len(kept) * len(aims.metrics)
    rows = []
    for number in kept:
        estimates = {name: mean_interval(fresh[number][name], together(intervals)) for name in aims.metrics}
        figures = {name: {"search": found[number][name], "fresh": now.mean, "low": now.low, "high": now.high} for name, now in estimates.items()}
        verdicts = {target.text: verdict(target, estimates[target.metric]) for target in aims.targets}
        point = study.points[number]
        rows.append({"point": number, "policy": point.policy, "levers": dict(point.factors), "figures": figures, "targets": verdicts})
    if len(aims.objectives) > 1:
        rows = _with_front(rows, aims)
    single = len(aims.objectives) == 1
    chosen = next((place for place, row in enumerate(rows) if single and all(one == MET for one in row["targets"].values())), None)
    return {
        "objectives": list(aims.objectives), "points_searched": len(found), "runs_searched": len(found) * replicates,
        "search_replicates": replicates, "fresh_replicates": aims.fresh, "level": LEVEL, "intervals_together": intervals,
        "chosen": chosen, "points": rows,
    }  # fmt: skip


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
    and `on_front` of several objectives or `answer` of one.
    """
    import pandas

    rows = []
    for place, row in enumerate(found["points"]):
        cells = {"point": row["point"], "policy": row["policy"], **row["levers"]}
        for name, figures in row["figures"].items():
            cells |= {name: figures["fresh"], f"{name}_low": figures["low"], f"{name}_high": figures["high"], f"{name}_search": figures["search"]}
        cells |= {"targets": worst(row)} if row["targets"] else {}
        rows.append(cells | ({"on_front": row["on_front"]} if "on_front" in row else {"answer": place == found["chosen"]}))
    return pandas.DataFrame(rows)


def worst(row: dict[str, Any]) -> str | None:
    """The worst of what was found about a point's targets; None where there are none."""
    return next((one for one in (MISSED, OPEN, MET) if one in row["targets"].values()), None)
