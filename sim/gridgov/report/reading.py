"""From a folder of results to what a report is made from."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gridgov.analysis.compare import Comparison
from gridgov.analysis.stopping import Precision
from gridgov.exemplars import point_label
from gridgov.organisation.checked import load_each
from gridgov.report.material import Block, Group, Material, key_of, shown_of, wanted_figures
from gridgov.report.names import names_of, policy_names, setting_text
from gridgov.scenario.data import AS_IT_STANDS
from gridgov.scenario.kinds import RUN, SUMMARY, kind_of
from gridgov.scenario.scenario import Scenario
from gridgov.study.designs import SEARCH
from gridgov.study.points import DONE, Point, run_id
from gridgov.study.store import FILE
from gridgov.study.study import Study, scenario_of
from gridgov.study.worlds import WORLD
from gridgov.text.faults import Fault, Faults, fault
from gridgov.text.words import LANGUAGES

#: Designs whose points are each worth a look; those of all others are a sample.
LOOKED_AT = ("policies", "one_at_a_time", "factorial", "table", "worlds")
MOST_BLOCKS, MOST_GROUPS = 12, 40
Values = Mapping[str, Mapping[int, Mapping[int, float | None]]]  # by figure, point and seed


@contextmanager
def material_of(folder: str | Path, lang: str):
    """What lies in a folder, as long as the `with` lasts; raises Faults where it is neither a study nor a comparison."""
    folder = Path(folder)
    if (folder / FILE).is_file() or not (folder / SUMMARY).is_file() or kind_of(folder) == RUN:
        with Study.open(folder) as study:
            yield _of_study(study, lang)
    else:
        yield _of_comparison(folder, lang)


# ---- a study


def _of_study(study, lang: str) -> Material:
    plan, store = study.plan, study.store
    if plan.design == SEARCH:  # its answer is found with other seeds than those of the search, which a page of means would mix
        raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "report_search")])
    with store.at_one_moment():
        done = [row[1:5] for row in store.runs(DONE)]  # id, point, replicate, seed
        known = store.metric_names()
        by_seed = {(point, replicate): seed for _, point, replicate, seed in done}
        values: dict[str, dict[int, dict[int, float | None]]] = {}
        for name in wanted_figures(plan.metrics, known):
            places = values.setdefault(name, {})
            for point, replicate, value in store.values_of(name):
                places.setdefault(point, {})[by_seed[point, replicate]] = value
    if not done:
        raise Faults([fault(str(study.folder), None, "", "", Fault.NO_VALUE, "report_empty")])
    metrics = tuple(name for name in plan.metrics if name in known) or shown_of(plan.metrics, known)
    ids: dict[int, dict[int, str]] = {}
    for run, point, _, seed in done:
        ids.setdefault(point, {})[seed] = run
    keys = map(key_of, range(len(study.points) + 100))
    troubles: list[str] = []
    sets, hashes = _settings(study), {point: sha256 for point, *_, sha256 in store.points()}
    several = len({point.policy for point in study.points}) > 1
    names = policy_names(study, lang)
    blocks = [
        Block(
            setting_text(study, setting, lang), groups, _comparison(study, groups, places, values), setting_text(study, setting, LANGUAGES[0]),
            held=not several or groups[0].policy == study.points[0].policy,
        )
        for setting, places in _looked_at(study, sets, several)
        if (groups := tuple(_group(study, place, hashes, ids, next(keys), names, lang, troubles) for place in places))
    ]  # fmt: skip
    in_worlds = [place for place, point in enumerate(study.points) if point.factors.get(WORLD)]
    rest = [] if blocks else list(range(len(study.points)))
    return Material(
        folder=study.folder, titles=plan.titles, asked=plan.scenario, metrics=metrics, shown=shown_of(metrics, known), known=tuple(known),
        blocks=tuple(blocks), worlds=_pooled(study, in_worlds, ids, keys, names), spread=_pooled(study, rest, ids, keys, names), names=names,
        version=(store.about("machine") or {}).get("version", "-"), source_sha256=store.about("source_sha256") or "-", counts=dict(study.counts),
        study=study, ground=_ground(study, blocks, lang, troubles), policies=_policies(study, names, lang, troubles),
        troubles=tuple(dict.fromkeys(troubles)),
    )  # fmt: skip


def _ground(study, blocks: Sequence[Block], lang: str, troubles: list[str]) -> Scenario | None:
    """The scenario under no policy, but with what the plan sets; None where it is another by now."""
    if blocks and blocks[0].reference.scenario is None:
        return None
    try:
        return scenario_of(study.plan, Point())
    except Faults as wrong:
        troubles += wrong.sentences(lang)
        return None


def _policies(study, names: Mapping[str, str], lang: str, troubles: list[str]) -> dict[str, Scenario]:
    """The scenario under each policy with what the plan sets, and without what its design moves; only of those that are still what was run."""
    found = {}
    for policy, place in {point.policy: place for place, point in reversed(list(enumerate(study.points)))}.items():
        try:
            study.scenario(place)  # refuses files that were changed since
            found[policy] = scenario_of(study.plan, Point(policy))
        except Faults as wrong:
            troubles += wrong.sentences(lang)
    return {name: found[policy] for policy, name in names.items() if policy in found}


def _settings(study) -> dict[tuple, list[int]]:
    """Points by the values that all policies share."""
    found: dict[tuple, list[int]] = {}
    for place, point in enumerate(study.points):
        found.setdefault(tuple(sorted(point.factors.items())), []).append(place)
    return found


def _looked_at(study, settings: Mapping[tuple, list[int]], several: bool) -> list[tuple[Mapping[str, Any], list[int]]]:
    """The points that are held against each other, and the levers that they share; none where they are a sample."""
    if study.plan.design not in LOOKED_AT:
        return []
    if study.plan.design == "worlds":
        return [({}, [place for place, point in enumerate(study.points) if point.factors.get(WORLD) == 0])]
    if not several:
        return [({}, list(range(len(study.points))))] if len(study.points) <= MOST_GROUPS else []
    if len(settings) > MOST_BLOCKS:
        return []
    alone, order = len(settings) == 1, list(dict.fromkeys(point.policy for point in study.points))
    # a table may have its lines in any order: the first policy of the study is the reference of all settings
    ranked = [sorted(places, key=lambda place: order.index(study.points[place].policy)) for places in settings.values()]
    return [({} if alone else dict(setting), places) for setting, places in zip(settings, ranked)]


def _group(study, place: int, hashes: Mapping[int, str], ids, key: str, names: Mapping[str, str], lang: str, troubles: list[str]) -> Group:
    point = study.points[place]
    try:
        scenario = study.scenario(place)
    except Faults as wrong:
        scenario = None
        troubles += wrong.sentences(lang)
    code, label = point.policy, names[point.policy]
    if len(names) == 1 and point.factors:
        code, label = point_label(point, study.points), setting_text(study, point.factors, lang)
        label = code if lang == LANGUAGES[0] else label
    found = ids.get(place, {})
    return Group(key, label, code, point.policy, hashes[place], tuple(found), tuple(found.values()), study.plan.changes_of(point), scenario)


def _comparison(study, groups: Sequence[Group], places: Sequence[int], values: Values) -> Comparison:
    seeds = tuple(dict.fromkeys(seed for group in groups for seed in group.seeds))
    by_label = {
        group.label: {name: [of.get(place, {}).get(seed) for seed in seeds] for name, of in values.items()} for group, place in zip(groups, places)
    }
    reference = groups[0].scenario
    titles = tuple(reference.title(one) for one in LANGUAGES) if reference else study.plan.titles
    named = {group.label: tuple(group.title(one) for one in LANGUAGES) for group in groups}
    asked = study.plan.scenario
    return Comparison(asked, tuple(by_label), seeds, by_label, titles=titles, policy_titles=named, sets=study.plan.fixed, asked=asked)


def _pooled(study, places: Iterable[int], ids, keys, names: Mapping[str, str]) -> tuple[Group, ...]:
    """The runs of many points in one group per policy."""
    found: dict[str, list[tuple[int, str]]] = {}
    for place in places:
        found.setdefault(study.points[place].policy, []).extend(ids.get(place, {}).items())
    return tuple(Group(next(keys), names[policy], policy, policy, "", *map(tuple, zip(*runs))) for policy, runs in found.items() if runs)


# ---- a comparison


def _of_comparison(folder: Path, lang: str) -> Material:
    file = folder / "summary.json"
    try:
        summary = json.loads(file.read_text(encoding="utf-8"))
        made, policies, seeds = summary["provenance"], summary["policies"], summary["provenance"]["seeds"]
        values = _table(folder / "compare.csv", policies, seeds)
    except (ValueError, KeyError, TypeError) as wrong:
        raise Faults([fault(str(file), None, "", "", Fault.NO_VALUE, "report_no_comparison")]) from wrong
    troubles: list[str] = []
    try:
        loaded = load_each(summary["asked"], dict.fromkeys([*policies, AS_IT_STANDS]), extra=summary["sets"])
        if any(loaded[policy].sha256 != made["scenario_sha256"][policy] for policy in policies):
            raise Faults([fault(summary["asked"], None, "", "", Fault.NO_VALUE, "exemplars_changed", folder=folder)])
    except Faults as wrong:
        loaded, troubles = {}, wrong.sentences(lang)
    known = tuple(values[policies[0]])
    metrics = tuple(summary["main_metrics"])
    named = {policy: tuple(summary["titles"][one]["policies"].get(policy, "") for one in LANGUAGES) for policy in policies}
    names = names_of({policy: both[LANGUAGES.index(lang)] for policy, both in named.items()}, lang)
    titles = tuple(summary["titles"][one]["scenario"] for one in LANGUAGES)
    groups = tuple(
        Group(
            key_of(place), names[policy], policy, policy, made["scenario_sha256"][policy], tuple(seeds),
            tuple(run_id(made["scenario_sha256"][policy], seed, made["source_sha256"]) for seed in seeds), summary["sets"], loaded.get(policy),
        )
        for place, policy in enumerate(policies)
    )  # fmt: skip
    comparison = Comparison(
        summary["scenario"], tuple(names.values()), tuple(seeds), {names[policy]: of for policy, of in values.items()}, titles=titles,
        policy_titles={names[policy]: both for policy, both in named.items()}, sets=summary["sets"],
        precision=_precision(summary.get("doubt", {}).get("precision")), asked=summary["asked"],
    )  # fmt: skip
    return Material(
        folder=folder, titles=titles, asked=summary["asked"], metrics=metrics, shown=shown_of(metrics, known), known=known,
        blocks=(Block("", groups, comparison),), worlds=(), spread=(), version=made["version"], source_sha256=made["source_sha256"],
        counts={DONE: len(policies) * len(seeds)}, engine=made["engine"], ground=loaded.get(AS_IT_STANDS), troubles=tuple(troubles),
        names=names, policies={names[policy]: loaded[policy] for policy in policies if policy in loaded},
    )  # fmt: skip


def _precision(asked: Mapping[str, Any] | None) -> Precision | None:
    """The precision that decided how many runs there are: the interval on its metric is another then."""
    return asked and Precision(asked["metric"], asked["half_width"], asked["budget_runs"], asked["pilot_replicates"])


def _table(path: Path, policies: Sequence[str], seeds: Sequence[int]) -> dict[str, dict[str, list[float | None]]]:
    """What `compare.csv` holds, by policy and metric in the order of the seeds."""
    place = {seed: number for number, seed in enumerate(seeds)}
    found: dict[str, dict[str, list[float | None]]] = {policy: {} for policy in policies}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            column = found[row["policy"]].setdefault(row["metric"], [None] * len(seeds))
            column[place[int(row["seed"])]] = float(row["value"]) if row["value"] else None
    return found
