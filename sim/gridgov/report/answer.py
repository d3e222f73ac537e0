"""The answer in words: what the intervals support about the metric that was named beforehand, the best first, and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import Any

from gridgov.analysis.paired import Difference, paired_difference
from gridgov.analysis.verdicts import Doubt, doubts, verdict
from gridgov.analysis.wording import amount, better_of, differences_of, metric_label, size_text, unit_label
from gridgov.analysis.worlds_wording import share_sentence, split_sentence
from gridgov.report.material import COST, Block, Group, Material
from gridgov.report.money import price_of
from gridgov.report.names import title_left
from gridgov.report.numbers import DIFFERENCE, SHARE, Figure, difference_figure
from gridgov.text.words import say

BETTER, WORSE, OTHER = "better", "worse", "other"
DECIDED = (BETTER, WORSE, OTHER)
SAID = (*DECIDED, "same", "undecided", "missing")
ORDER = (BETTER, OTHER, "same", "undecided", "missing", WORSE)


@dataclass(frozen=True)
class Line:
    """What is said of one policy: its sentence on the metric that decides, and the other metrics by what they support."""

    policy: str
    code: str
    title: str
    verdict: str
    sentence: Figure
    others: tuple[tuple[str, tuple[Figure, ...]], ...]
    worlds: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Answer:
    """The answer of one block: a headline, what stands against it (worlds), what it costs and at which price it pays, and a line per policy beside
    the reference."""

    setting: Any
    headline: str
    doubt: Figure | str
    cost: Figure | None
    price: Figure | str | None
    lines: tuple[Line, ...]


def answers(material: Material, lang: str) -> list[Answer]:
    """The answer of each block."""
    worlds = {(material.name(one.default.policy_name), one.default.metric): one.worlds for one in material.verdicts}
    return [_answer(material, block, worlds, lang) if block.held else _unheld(material, block, lang) for block in material.blocks]


def leader_of(block: Block, metric: str, level: float) -> tuple[str, list[str]]:
    """The policy with the best mean of those shown to be better than the reference, else the reference; and whom it is not shown to beat."""
    comparison, better = block.comparison, better_of(metric)
    sign = -1 if better == "lower" else 1
    shown = [one for one in comparison.policies[1:] if comparison.difference(one, metric, better, level).verdict == BETTER]
    leader = max(shown, key=lambda policy: sign * comparison.difference(policy, metric).estimate.mean, default=block.reference.label)
    rivals = [policy for policy in comparison.policies if policy not in (leader, block.reference.label)]
    return leader, [policy for policy in rivals if _between(block, leader, policy, metric, level).verdict != BETTER]


def _between(block: Block, policy: str, other: str, metric: str, level: float) -> Difference:
    values = block.comparison.values
    about = {"metric": metric, "policy_name": policy, "reference_name": other, "better": better_of(metric), "level": level}
    return paired_difference(values[policy][metric], values[other][metric], **about)


def _answer(material: Material, block: Block, worlds, lang: str) -> Answer:
    metric, comparison = material.main, block.comparison
    level = material.level_of(metric)
    by_policy = {policy: one for policy, (one,) in doubts(comparison, [metric], level).items()}
    lines = [_line(material, block, policy, doubt, level, worlds, lang) for policy, doubt in by_policy.items()]
    sign = -1 if better_of(metric) == "lower" else 1

    def place(line: Line) -> tuple:
        mean = by_policy[line.policy].alone.estimate.mean
        return ORDER.index(line.verdict), -sign * mean if mean is not None else 0.0

    lines.sort(key=place)
    leader, rivals = leader_of(block, metric, level)
    untried = lines and not material.worlds and block is material.blocks[0]
    doubt: Figure | str = say("report.answer.doubt_none", lang) if untried else ""
    price = None
    if leader != block.reference.label:
        price = price_of(material, block, block.group(leader), lang)
        if first := next((line for line in lines if line.policy == leader and line.worlds), None):  # said under the headline, and not once more
            doubt = first.worlds[0]
            lines = [replace(line, worlds=()) if line is first else line for line in lines]
    headline = _headline(block, metric, leader, rivals, lines, lang)
    return Answer(block.named, headline, doubt, _cost(block, leader, material.level_of(COST), lang), price, tuple(lines))


def _unheld(material: Material, block: Block, lang: str) -> Answer:
    """That the policies of a setting are not told apart, where the reference of the page was not run."""
    names = say("list.comma", lang).join(group.label for group in block.groups)
    headline = say("report.answer.unheld", lang, names=names, reference=material.blocks[0].reference.label)
    return Answer(block.named, headline, "", None, None, ())


def spread_sentences(material: Material, lang: str) -> list[Figure | str]:
    """Of settings that are a sample, in how many each policy has less of the metric that decides: counts, and no verdict."""
    if len(material.spread) < 2:
        return [say("report.answer.spread_alone", lang)] if material.spread else []
    metric, reference = material.main, material.spread[0]
    found: list[Figure | str] = [say("report.answer.spread", lang)]
    for group in material.spread[1:]:
        differences = _by_setting(material, group, reference)
        if not differences:
            continue
        less = sum(one < 0 for one in differences)
        said = {"policy": group.label, "reference": reference.label, "metric": metric_label(metric, lang)}
        text = say("report.answer.spread_less", lang, less=f"{less:,}", settings=f"{len(differences):,}", **said)
        found.append(Figure(text, less / len(differences), metric, f"{group.key}-{reference.key}", f"{SHARE}/settings"))
    return found


def _by_setting(material: Material, group: Group, reference: Group) -> list[float]:
    """Mean paired differences of two policies, one per setting."""
    from gridgov.analysis.figures import by_point, pairs_of

    of, points = by_point(material.study, material.main), material.study.points
    places = {(point.policy, tuple(sorted(point.factors.items()))): place for place, point in enumerate(points)}
    settings = dict.fromkeys(setting for _, setting in places)
    pairs = [pairs_of(of, places.get((group.policy, one)), places.get((reference.policy, one))) for one in settings]
    return [fsum(new - old for new, old in one) / len(one) for one in pairs if one]


def _headline(block: Block, metric: str, leader: str, rivals: Sequence[str], lines: Sequence[Line], lang: str) -> str:
    label, reference = metric_label(metric, lang), block.reference.label
    said = {"policy": leader, "reference": reference, "metric": label}
    if not lines:
        return say("report.answer.alone", lang, policy=reference)
    verdicts = {line.verdict for line in lines}
    if verdicts == {"missing"}:
        return say("report.answer.missing", lang)
    if better_of(metric) == "neither":
        return say("report.answer.no_direction", lang, metric=label)
    names = say("list.comma", lang).join(rivals)
    if leader != reference:
        if not rivals:
            return say("report.answer.best" if len(lines) > 1 else "report.answer.better", lang, **said)
        return say("report.answer.among", lang, names=names, **said)
    if verdicts == {WORSE}:
        return say("report.answer.stay" if len(lines) > 1 else "report.answer.worse", lang, **said, names=lines[0].policy)
    return say("report.answer.same" if verdicts == {"same"} else "report.answer.undecided", lang, **said)


def _line(material: Material, block: Block, policy: str, doubt: Doubt, level: float, worlds, lang: str) -> Line:
    group, joint = block.group(policy), doubt.together
    main = difference_figure(joint, group, block.reference, lang, verdict(doubt, lang), level)
    rest = [name for name in material.shown if name != material.main]
    kinds: dict[str, list[Figure]] = {}
    for one in differences_of(block.comparison, policy, rest):
        text = amount(one, lang) if one.verdict in DECIDED else metric_label(one.metric, lang)
        kinds.setdefault(one.verdict, []).append(difference_figure(one, group, block.reference, lang, text))
    others = tuple((say(f"verdict.{kind}", lang), tuple(kinds[kind])) for kind in SAID if kind in kinds)
    title, of_worlds = title_left(group.title(lang), group.label), _in_worlds(material, policy, worlds, lang)
    return Line(policy, group.code, title, joint.verdict, main, others, tuple(of_worlds))


def _in_worlds(material: Material, policy: str, worlds, lang: str) -> list[Figure]:
    found = worlds.get((policy, material.main))
    return [world_figure(material, policy, material.main, found, lang)] if found is not None and len(found.differences) else []


def world_figure(material: Material, policy: str, metric: str, worlds, lang: str) -> Figure:
    """In how many worlds a verdict holds and where it reverses, with the share of worlds that have its sign."""
    sign = worlds.sign or (-1 if worlds.count(-1) >= worlds.count(1) else 1)
    share, low, high = worlds.share(sign)
    keys = {group.label: group.key for group in material.worlds}
    reference = material.blocks[0].reference.label
    text = say("list.sentence", lang).join(filter(None, [share_sentence(worlds, lang), split_sentence(worlds, lang)]))
    return Figure(text, share, metric, f"{keys[policy]}-{keys[reference]}", SHARE, low, high)


def _cost(block: Block, leader: str, level: float, lang: str) -> Figure | None:
    """What the policy costs that the headline names, where it is not the reference."""
    values = block.comparison.values
    if leader == block.reference.label or COST not in values[leader]:
        return None
    (one,) = differences_of(block.comparison, leader, [COST], level)
    if one.verdict in DECIDED:
        size = say("per", lang, value=size_text(one, lang), unit=unit_label(COST, lang, difference=True)).strip()
        text = say("report.answer.cheaper" if one.verdict == BETTER else "report.answer.dearer", lang, policy=leader, size=size)
    else:
        text = say("report.answer.cost_same" if one.verdict == "same" else "report.answer.cost_undecided", lang, policy=leader)
    estimate, reference = one.estimate, block.reference
    return Figure(text, estimate.mean, COST, f"{block.group(leader).key}-{reference.key}", DIFFERENCE, estimate.low, estimate.high, level)
