"""Single runs that stand for what a user points at: a scenario, or the folder of a run, a comparison or a study."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gridgov.organisation.checked import load_each
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.kinds import found_instead
from gridgov.scenario.scenario import Scenario
from gridgov.text.faults import Fault, Faults, fault, nearest

MOST = 2  # runs side by side
#: Why a seed was taken: it was asked for, it is the run's own, or it is one of NAMED in a metric (of two runs with `_difference` added,
#: in their paired difference).
ASKED, OWN = "asked", "own"
MEDIAN, LOWEST, HIGHEST = NAMED = ("median", "lowest", "highest")
KEPT = "exemplars"  # the folder of a study's kept runs


@dataclass(frozen=True)
class Exemplar:
    """One run: `label` tells it from the other, `sha256` is the hash its case table had (None if it has not been made before).

    `kept` is the folder where its tables are kept once they are made: that of a study has one for each of its runs.
    """

    label: str
    scenario: Scenario
    seed: int
    sha256: str | None = None
    kept: Path | None = None


@dataclass(frozen=True)
class Exemplars:
    """The runs, one or two with one seed, and why this seed: `how` is one of the words above, for a median with its metric.

    `source` is what they were found in: "scenario", "run", "compare" or "study"; `replicates` how many seeds there were.
    """

    runs: tuple[Exemplar, ...]
    source: str
    how: str
    metric: str = ""
    replicates: int = 1

    def simulate(self, place: int, **keep) -> Any:
        """Run one of them, as `gridgov.run.simulate` does; raises Faults where it does not come out as it did."""
        from gridgov.run import simulate

        one = self.runs[place]
        run = simulate(one.scenario, seed=one.seed, **keep)
        now = run.provenance["case_table_sha256"]
        if one.sha256 is not None and now != one.sha256:
            raise _refused(one.scenario.name, "replay_differs", run=one.label, before=one.sha256[:12], now=now[:12])
        return run

    def make(self, place: int, events: bool = False, buildings_daily: bool = False, progress: Callable[[int], Any] | None = None) -> Any:
        """One of them from what is kept of it, or simulated and then kept where there is a place for it.

        What is kept is checked, and made anew where it is damaged or by other sources. `progress` is told of all its days in both cases.
        """
        from gridgov.run.kept import keep_run, kept_parts, kept_run

        one = self.runs[place]
        if one.kept is None or one.sha256 is None:
            return self.simulate(place, events=events, buildings_daily=buildings_daily, progress=progress)
        run = kept_run(one.kept, one.scenario, one.seed, one.sha256, events, buildings_daily)
        if run is not None:
            if progress:
                progress(len(run.outcome.daily))
            return run
        # who asks for the log and who asks for buildings day by day take turns: what is there of one is kept for the other
        before = kept_parts(one.kept)
        run = self.simulate(place, events=events or before[0], buildings_daily=buildings_daily or before[1], progress=progress)
        with suppress(OSError):  # a full disk, a folder of somebody else: the run is there, and is made again next time
            keep_run(run, one.kept)
        return run


@dataclass(frozen=True)
class Wish:
    """What a user asks for beside the thing itself; None and empty where nothing was said.

    `which` is one of NAMED: the seed to take where there are several and none is asked for.
    """

    policies: tuple[str, ...] = ()
    seed: int | None = None
    days: int | None = None
    sets: tuple[str, ...] = field(default_factory=tuple)
    which: str = MEDIAN


def find_exemplars(what: str, wish: Wish = Wish()) -> Exemplars:
    """The runs that a name, a file or a folder of results stands for; raises Faults where there are none.

    A scenario is run under the policies wished for (as it stands if none is); a run's folder stands for that run. Of a comparison
    and a study two of the policies (points) are taken, the first two (the first and the last) unless others are wished for, and of
    their seeds the one whose difference in the first metric is the median (the lowest, the highest, as is wished); of one policy,
    the one whose metric is.
    """
    folder = Path(what)
    if len(wish.policies) > MOST:
        raise _refused("--policies", "exemplars_many", most=MOST)
    if not folder.is_dir():
        return _of_scenario(what, wish)
    given = [name for name, value in (("--days", wish.days), ("--set", wish.sets)) if value]
    if given:
        raise _refused(given[0], "exemplars_fixed", folder=folder)
    if (folder / "study.sqlite").is_file():
        return _of_study(folder, wish)
    summary = _summary(folder)
    return _of_comparison(folder, summary, wish) if "reference" in summary else _of_run(folder, summary, wish)


def find_each(what: str, wish: Wish = Wish()) -> dict[str, Exemplars]:
    """The exemplars of a comparison or a study by NAMED, the median first; of all else, or where a seed is asked for, only `median`."""
    first = find_exemplars(what, replace(wish, which=MEDIAN))
    if first.how in (ASKED, OWN):
        return {MEDIAN: first}
    return {MEDIAN: first} | {which: find_exemplars(what, replace(wish, which=which)) for which in (LOWEST, HIGHEST)}


def _refused(place: str, code: str, **arguments) -> Faults:
    return Faults([fault(place, None, "", "", Fault.NO_VALUE, code, **arguments)])


def _summary(folder: Path) -> Mapping[str, Any]:
    """The `summary.json` of a folder of results."""
    file = folder / "summary.json"
    try:
        summary = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(summary, dict) and "asked" in summary and isinstance(summary["provenance"], dict):
            return summary
    except FileNotFoundError:
        raise (found_instead(folder) or _refused(str(folder), "exemplars_none")) from None
    except (OSError, ValueError, KeyError):
        pass
    raise _refused(str(file), "exemplars_unreadable")


def _as_it_was(asked: str, label: str, extra: Mapping[str, Any], sha256: str, folder: Path) -> Scenario:
    """The scenario by which a run of a folder was made; raises Faults where it is another by now."""
    scenario = load_each(asked, (label,), extra=extra)[label]
    if scenario.sha256 != sha256:
        raise _refused(scenario.asked, "exemplars_changed", folder=folder)
    return scenario


def _of_scenario(what: str, wish: Wish) -> Exemplars:
    extra = {} if wish.days is None else {"time.horizon_days": wish.days}
    seed = 1 if wish.seed is None else wish.seed
    labels = wish.policies or (AS_IT_STANDS,)
    loaded = load_each(what, labels, wish.sets, extra)
    return Exemplars(tuple(Exemplar(label, loaded[label], seed) for label in labels), "scenario", ASKED)


def _of_run(folder: Path, summary: Mapping[str, Any], wish: Wish) -> Exemplars:
    asked, made = summary["asked"], summary["provenance"]
    if wish.policies or wish.seed not in (None, made["seed"]):
        raise _refused("--policies" if wish.policies else "--seed", "exemplars_fixed", folder=folder)
    label = "+".join(asked["policies"]) or AS_IT_STANDS
    scenario = _as_it_was(asked["scenario"], label, {"time.horizon_days": asked["days"], **asked["set"]}, made["scenario_sha256"], folder)
    return Exemplars((Exemplar(label, scenario, made["seed"], made["case_table_sha256"]),), "run", OWN)


def _of_comparison(folder: Path, summary: Mapping[str, Any], wish: Wish) -> Exemplars:
    labels = _wanted(folder, wish.policies, summary["policies"], summary["policies"][:MOST])
    metric = summary["main_metrics"][0]
    values: dict[str, dict[int, float]] = {label: {} for label in labels}
    with open(folder / "compare.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["metric"] == metric and row["policy"] in values and row["value"]:
                values[row["policy"]][int(row["seed"])] = float(row["value"])
    made = summary["provenance"]
    seed, how = _seed(folder, wish, made["seeds"], [values[label] for label in labels])
    hashes = {(run["policy"], run["seed"]): run["case_table_sha256"] for run in made["runs"]}

    def exemplar(label: str) -> Exemplar:
        scenario = _as_it_was(summary["asked"], label, summary["sets"], made["scenario_sha256"][label], folder)
        return Exemplar(label, scenario, seed, hashes[label, seed])

    return Exemplars(tuple(map(exemplar, labels)), "compare", how, metric, len(made["seeds"]))


def _of_study(folder: Path, wish: Wish) -> Exemplars:
    from gridgov.study.points import DONE
    from gridgov.study.study import Study
    from gridgov.study.worlds import first_seed

    with Study.open(folder) as study:
        labels = [point_label(point, study.points) for point in study.points]
        alike = [label for label, point in zip(labels, study.points) if first_seed(0, point) == first_seed(0, study.points[0])]  # in their seeds
        chosen = _wanted(folder, wish.policies, labels, list(dict.fromkeys([alike[0], alike[-1]])))
        places = [labels.index(label) for label in chosen]
        rows = [row for row in study.store.runs(DONE) if row[2] in places]
        there = [row[2:7] for row in rows]
        done = {(point, seed): sha256 for point, _, seed, _, sha256 in there}
        names = {(row[2], row[4]): row[1] for row in rows}
        seeds = sorted({seed for _, seed in done if all((place, seed) in done for place in places)})
        if not seeds:
            raise _refused(str(folder), "exemplars_unfinished")
        metric = study.plan.metrics[0]
        seed_of = {(point, replicate): seed for point, replicate, seed, *_ in there}
        values: list[dict[int, float]] = [{} for _ in places]
        for point, replicate, value in study.store.values_of(metric):
            if value is not None and (seed := seed_of.get((point, replicate))) in seeds:
                values[places.index(point)][seed] = value
        seed, how = _seed(folder, wish, seeds, values)
        runs = tuple(
            Exemplar(label, study.scenario(place), seed, done[place, seed], folder / KEPT / names[place, seed])
            for label, place in zip(chosen, places)
        )
    return Exemplars(runs, "study", how, metric, len(seeds))


def point_label(point, points: Sequence) -> str:
    """What tells a point of a study from the others: its policy, and the values of its levers where they move; of a world its number.

    The world of default assumptions is not named: what its runs show is what the policy does.
    """
    from gridgov.study.worlds import WORLD

    policies = {one.policy for one in points}
    world = point.factors.get(WORLD)
    factors = point.factors if world is None else {WORLD: world} if world else {}
    return " ".join([point.policy] * (len(policies) > 1 or not factors) + [f"{name}={value}" for name, value in factors.items()])


def _wanted(folder: Path, wished: Sequence[str], known: Sequence[str], usual: Sequence[str]) -> list[str]:
    """The labels wished for, as far as there are such; the usual ones if none was."""
    faults = []
    for name in wished:
        if name not in known:
            like = nearest(name, known)
            code = "exemplars_policy" if like is None else "exemplars_policy_like"
            faults.append(fault("--policies", None, "", "", Fault.NO_VALUE, code, name=name, like=like, known=", ".join(known), folder=folder))
    if faults:
        raise Faults(faults)
    return list(wished or usual)


def _seed(folder: Path, wish: Wish, seeds: Sequence[int], values: Sequence[Mapping[int, float]]) -> tuple[int, str]:
    """The seed wished for, or the median one (or another that is named), and how it was found."""
    if wish.seed is not None:
        if wish.seed not in seeds:
            raise _refused("--seed", "exemplars_seed", seed=wish.seed, folder=folder, known=", ".join(map(str, seeds[:20])))
        return wish.seed, ASKED
    key: Callable[[int], float] = (lambda one: values[1][one] - values[0][one]) if len(values) > 1 else (lambda one: values[0][one])
    compared = [one for one in seeds if all(one in each for each in values)]
    how = f"{wish.which}_difference" if len(values) > 1 else wish.which
    return (named_seed({one: key(one) for one in compared}, wish.which), how) if compared else (seeds[0], ASKED)


def named_seed(values: Mapping[int, float], which: str = MEDIAN) -> int:
    """The seed whose value is the lowest, the highest or in the middle; of an even number the lower of the two.

    Of equal values the smaller seed comes first.
    """
    ordered = sorted(values, key=lambda seed: (values[seed], seed))
    return ordered[{MEDIAN: (len(ordered) - 1) // 2, LOWEST: 0, HIGHEST: -1}[which]]
