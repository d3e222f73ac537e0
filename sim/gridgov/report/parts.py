"""The parts of a report, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gridgov.analysis.wording import metric_label, overloaded, short_period, unit_label, unit_of
from gridgov.report.answer import answers, spread_sentences
from gridgov.report.assumed import assumed
from gridgov.report.gainers import gainers
from gridgov.report.material import Material, pairs_of
from gridgov.report.money import money
from gridgov.report.names import Coded, sets_text
from gridgov.report.odd import odd
from gridgov.report.pieces import Part, Piece, heading, note, text
from gridgov.report.reproduce import commands, rows_of
from gridgov.report.tables import Label, Table, block_tables, spread_table
from gridgov.report.turning import turning
from gridgov.study.levers import HORIZON
from gridgov.text.layout import number
from gridgov.text.words import say

PARTS = ("answer", "money", "figures", "charts", "gain", "turn", "assumed", "reproduce", "odd")
BACKLOG, DAYS = "backlog_growth", "problem_days"


def parts_of(material: Material, again, pictures: list[Piece], lang: str) -> Iterator[Part]:
    """Every part, one after the other: some take a while. The price stands beside the answer, since nobody decides without it."""
    yield _part("answer", _answer(material, lang), lang)
    yield _part("money", money(material, lang), lang)
    yield _part("figures", _figures(material, lang), lang)
    if pictures:
        yield _part("charts", [*pictures, *[note(again.how)] * bool(again.how)], lang)
    yield _part("gain", gainers(material, again, lang), lang)
    yield _part("turn", turning(material, lang), lang)
    yield _part("assumed", assumed(material, lang), lang)
    yield _part("reproduce", _reproduce(material, lang), lang)
    yield _part("odd", odd(material, lang), lang)


def _part(name: str, pieces: list[Piece], lang: str) -> Part:
    return Part(name, say(f"report.part.{name}", lang), pieces)


def _answer(material: Material, lang: str) -> list[Piece]:
    """First what is decided, what stands against it and what it costs; then what each policy is and does, and what the intervals mean."""
    found = answers(material, lang)
    pieces = [Piece("answer", one) for one in found]
    pieces += [text(one, "" if place else "headline") for place, one in enumerate(spread_sentences(material, lang))]
    for block in material.blocks:
        growth = {group.label: block.comparison.level(group.label, BACKLOG).mean for group in block.groups if BACKLOG in material.known}
        if warning := overloaded(growth, lang):
            pieces.append(text(warning, "trouble"))
    days = material.blocks[0].comparison.sets.get(HORIZON) if material.blocks else None
    if short := short_period(days, lang):
        pieces.append(text(short, "trouble"))
    if found and unit_of(material.main):
        word = "problem_days" if material.main == DAYS else "unit"
        unit = unit_label(material.main, lang)
        pieces.append(note(say(f"report.measure.{word}", lang, metric=metric_label(material.main, lang), unit=unit)))
    pieces += [Piece("list", named, "named")] if (named := _named(material, lang)) else []
    pieces += [Piece("policies", one) for one in found if one.lines]
    if any(block.others for block in material.blocks):
        changed = sets_text(material.blocks[0].comparison.sets, lang)
        assumed = say("compare.assumptions_with" if changed else "compare.assumptions", lang, changed=changed)
        pieces.append(note(say("report.answer.note_worlds" if material.worlds else "report.answer.note_default", lang, assumptions=assumed)))
        pieces.append(note(intervals(material, lang)))
    return pieces


def intervals(material: Material, lang: str) -> str:
    """Which level holds for what, once for the whole page."""
    pairs, held = pairs_of(material.blocks), [block for block in material.blocks if len(block.groups) > 1 and block.held]
    said = {"metric": metric_label(material.main, lang), "pairs": pairs, "level": number(100 * material.level_of(material.main))}
    several = say("report.answer.intervals_settings", lang) if len(held) > 1 else ""
    return say("report.answer.intervals", lang, settings=several, **said) if pairs > 1 else say("report.answer.intervals_pair", lang, **said)


def _named(material: Material, lang: str) -> list[Any]:
    """What each policy is."""
    groups = {group.label: group for block in material.blocks for group in block.groups}
    return [
        say("compare.named", lang, policy=label, title=title) if label == group.code else Coded(title, group.code)
        for label, group in groups.items() if (title := group.title(lang))
    ]  # fmt: skip


def _figures(material: Material, lang: str) -> list[Piece]:
    pieces = [note(say("report.figures.note", lang))] if material.blocks else []
    for block in material.blocks:
        pieces += [heading(block.named)] * bool(block.setting)
        pieces += [Piece("table", table) for table in block_tables(block, material.shown, lang, material.level_of)]
    if material.spread:
        pieces += [note(say("report.figures.spread", lang)), Piece("table", spread_table(material, lang))]
    return pieces


def _reproduce(material: Material, lang: str) -> list[Piece]:
    pieces = [text(say("report.again.how", lang, version=material.version, source=material.source_sha256))]
    for what, line in commands(material, lang):
        pieces += [text(what), Piece("code", line)]
    head = tuple(say(f"report.again.{name}", lang) for name in ("key", "group", "count", "seeds", "hash", "first"))
    rows = tuple((Label(row.key), row.label, row.runs, row.seeds, row.sha256, row.command) for row in rows_of(material))
    return [*pieces, Piece("table", Table(say("report.again.groups", lang), head, rows), "words"), note(say("report.again.machine", lang))]
