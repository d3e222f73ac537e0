"""What would change the answer: other worlds, boxes of assumptions, what moves a figure, other values of levers."""

from __future__ import annotations

from dataclasses import replace

from gridgov.analysis.sensitivity import Indices
from gridgov.analysis.sensitivity_wording import UNTOLD
from gridgov.analysis.wording import better_of, metric_label, scale, unit_label
from gridgov.analysis.worlds_wording import verdict_sentence
from gridgov.report.answer import world_figure
from gridgov.report.material import Group, Material
from gridgov.report.numbers import SHARE, Figure, difference_figure
from gridgov.report.pieces import Piece, heading, note, text
from gridgov.report.reproduce import command
from gridgov.report.tables import Label, Table
from gridgov.scenario.reference import toml_value
from gridgov.study.doubts import label_of
from gridgov.study.levers import HORIZON
from gridgov.text.faults import Faults
from gridgov.text.layout import decimals_for, number
from gridgov.text.words import say

MOST_ROWS = 10  # the strongest assumptions of one metric
WORLDS_ADVISED = 200


def turning(material: Material, lang: str) -> list[Piece]:
    """All that the study itself says of it; where it tried nothing, that, and the plan that would."""
    pieces = [*_worlds(material, lang), *_boxes(material, lang), *_moves(material, lang), *_settings(material, lang)]
    return pieces or _nothing(material, lang)


def _worlds(material: Material, lang: str) -> list[Piece]:
    if not material.worlds:
        return []
    pieces, shown, factors = [], None, 0
    for one in material.verdicts:
        if material.name(one.default.policy_name) != shown:
            shown, reference = material.name(one.default.policy_name), material.name(one.default.reference_name)
            pieces += [heading(say("world.heading", lang, policy=shown, reference=reference)), Piece("list", [])]
        if one.worlds is None or not len(one.worlds.differences):
            continue
        factors = len(one.worlds.factors)
        figure = world_figure(material, shown, one.default.metric, one.worlds, lang)
        pieces[-1].body.append(replace(figure, text=verdict_sentence(one, lang)))
    pieces.append(note(say("world.note", lang, factors=factors)))
    if unsound := material.study.store.about("unsound_worlds"):
        pieces.append(note(say("world.unsound", lang, count=unsound)))
    return pieces


def _boxes(material: Material, lang: str) -> list[Piece]:
    """Where a policy pays, in a study that moves assumptions under two policies."""
    if material.study is None or not (material.worlds or material.spread):
        return []
    from gridgov.analysis.discovery import discoveries
    from gridgov.analysis.discovery_wording import discovery_sentence

    keys = {group.policy: group.key for group in material.worlds or material.spread}
    try:
        found = discoveries(material.study, material.metrics)
    except Faults:  # one policy: there is no difference whose sign could turn
        return []
    sentences = []
    for one in found:
        runs = f"{keys[one.policy]}-{keys[one.reference]}"
        share = one.hits / one.settings if one.settings else None
        named = replace(one, policy=material.name(one.policy), reference=material.name(one.reference))
        sentences.append(Figure(discovery_sentence(named, lang), share, one.metric, runs, f"{SHARE}/{one.outcome}"))
    return [heading(say("report.turn.where", lang)), Piece("list", sentences), note(say("discover.note", lang))]


def _moves(material: Material, lang: str) -> list[Piece]:
    if material.study is None or not material.study.store.about("sample"):
        return []
    from gridgov.analysis.sample import sensitivities

    try:
        found = sensitivities(material.study, material.metrics)
    except Faults as wrong:
        return [note(sentence) for sentence in wrong.sentences(lang)]
    keys = {group.policy: group.key for group in material.spread}
    pieces = [heading(say("report.turn.moves", lang))]
    for one in found:
        unit = unit_label(one.metric, lang, difference=one.reference is not None)
        names = {"policy": material.name(one.policy), "reference": material.name(one.reference or "")}
        about = {"metric": metric_label(one.metric, lang), "unit": unit, **names}
        caption = say("sensitivity.level" if one.reference is None else "sensitivity.difference", lang, **about)
        runs = keys[one.policy] if one.reference is None else f"{keys[one.policy]}-{keys[one.reference]}"
        pieces.append(Piece("table", _strongest(one, caption, runs, lang)))
    method = "sensitivity.sobol" if isinstance(found[0].found, Indices) else "sensitivity.morris"
    return [*pieces, note(say(method, lang, rows=found[0].found.rows)), *[note(say("report.turn.untold", lang))] * (method == "sensitivity.morris")]


def _strongest(one, caption: str, runs: str, lang: str) -> Table:
    """The assumptions that move a metric most, by total index or by mean size of effect."""
    indices = isinstance(one.found, Indices)
    strengths = one.found.total if indices else [effect.strength for effect in one.found.effects]
    factor = 1.0 if indices else scale(one.metric)
    decimals = 2 if indices else decimals_for(max((each.high for each in strengths), default=0.0) * factor, 3)
    rows = []
    for place in sorted(range(len(strengths)), key=lambda place: -strengths[place].value)[:MOST_ROWS]:
        each, name = strengths[place], one.factors[place]
        low, high = (number(end * factor, decimals) for end in (each.low, each.high))
        mark = "" if indices or one.found.effects[place].beyond_noise else UNTOLD
        figure = Figure(number(each.value * factor, decimals) + mark, each.value, one.metric, runs, f"strength/{name}", each.low, each.high)
        rows.append((Label(label_of(name, lang)), figure, f"[{low}, {high}]"))
    head = (say("column.assumption", lang), say("column.total" if indices else "column.strength", lang), say("column.interval", lang))
    return Table(caption, head, tuple(rows))


def _settings(material: Material, lang: str) -> list[Piece]:
    """The verdict on the metric that decides at each value of the levers."""
    if len(material.blocks) < 2:
        return []
    metric = material.main
    reference, level = material.blocks[0].reference, material.level_of(metric)
    others = list(dict.fromkeys(group.label for block in material.blocks for group in block.groups if group.policy != reference.policy))
    rows = []
    for block in material.blocks:
        by_label: dict[str, Group] = {group.label: group for group in block.others}
        found = {label: block.comparison.difference(label, metric, better_of(metric), level) for label in by_label}
        unheld = {} if block.held else dict.fromkeys((group.label for group in block.groups), say("report.turn.unheld", lang))
        cells = [
            difference_figure(found[label], by_label[label], block.reference, lang, level=level) if label in found else unheld.get(label, "-")
            for label in others
        ]
        rows.append((Label(block.setting, block.code if block.code != block.setting else ""), *cells))
    caption = say("report.turn.settings", lang, metric=metric_label(metric, lang), reference=reference.label)
    return [Piece("table", Table(caption, (say("report.turn.setting", lang), *others), tuple(rows))), note(say("report.turn.levers", lang))]


def _nothing(material: Material, lang: str) -> list[Piece]:
    """That no doubt about the world was tried, and the plan that would try it."""
    pieces = [text(say("report.turn.none", lang))]
    if not material.blocks or len(material.blocks[0].groups) < 2:
        return pieces
    block = material.blocks[0]
    policies = list(dict.fromkeys(group.policy for group in block.groups))
    if len(policies) < 2:
        return pieces
    sets = [f"{toml_value(path)} = {toml_value(value)}" for path, value in block.reference.changes.items() if path != HORIZON]
    lines = [
        f"scenario = {toml_value(material.asked)}", f"policies = [{', '.join(map(toml_value, policies))}]", "replicates = 1",
        f"metrics = [{', '.join(map(toml_value, material.metrics))}]",
        *(f"days = {value}" for path, value in block.reference.changes.items() if path == HORIZON),
        *(["", "[set]", *sets] if sets else []), "", "[design]", 'kind = "worlds"', f"points = {WORLDS_ADVISED}",
    ]  # fmt: skip
    return [*pieces, text(say("report.turn.plan", lang)), Piece("code", "\n".join(lines)), Piece("code", command("sweep", "worlds.toml"))]
