"""The parts of a report, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterator

from gridgov.analysis.wording import assumptions, overloaded, short_period
from gridgov.report.answer import answers, spread_sentences
from gridgov.report.assumed import assumed
from gridgov.report.gainers import gainers
from gridgov.report.material import Material
from gridgov.report.money import money
from gridgov.report.odd import odd
from gridgov.report.pieces import Part, Piece, heading, note, text
from gridgov.report.reproduce import commands, rows_of
from gridgov.report.tables import Label, Table, block_tables, spread_table
from gridgov.report.turning import turning
from gridgov.study.levers import HORIZON
from gridgov.text.words import say

PARTS = ("answer", "figures", "charts", "gain", "money", "turn", "assumed", "reproduce", "odd")
BACKLOG = "backlog_growth"


def parts_of(material: Material, again, pictures: list[Piece], lang: str) -> Iterator[Part]:
    """Every part, one after the other: some take a while."""
    yield _part("answer", _answer(material, lang), lang)
    yield _part("figures", _figures(material, lang), lang)
    if pictures:
        yield _part("charts", [*pictures, *[note(again.how)] * bool(again.how)], lang)
    yield _part("gain", gainers(material, again, lang), lang)
    yield _part("money", money(material, lang), lang)
    yield _part("turn", turning(material, lang), lang)
    yield _part("assumed", assumed(material, lang), lang)
    yield _part("reproduce", _reproduce(material, lang), lang)
    yield _part("odd", odd(material, lang), lang)


def _part(name: str, pieces: list[Piece], lang: str) -> Part:
    return Part(name, say(f"report.part.{name}", lang), pieces)


def _answer(material: Material, lang: str) -> list[Piece]:
    pieces = [Piece("list", named, "named")] if (named := _named(material, lang)) else []
    pieces += [Piece("answer", one) for one in answers(material, lang)]
    pieces += [text(one, "" if place else "headline") for place, one in enumerate(spread_sentences(material, lang))]
    for block in material.blocks:
        growth = {group.label: block.comparison.level(group.label, BACKLOG).mean for group in block.groups if BACKLOG in material.known}
        if warning := overloaded(growth, lang):
            pieces.append(text(warning, "trouble"))
    days = material.blocks[0].comparison.sets.get(HORIZON) if material.blocks else None
    if short := short_period(days, lang):
        pieces.append(text(short, "trouble"))
    if any(len(block.groups) > 1 for block in material.blocks):
        assumed = assumptions(material.blocks[0].comparison, lang)
        pieces.append(note(say("report.answer.note" if material.worlds else "report.answer.note_default", lang, assumptions=assumed)))
    return pieces


def _named(material: Material, lang: str) -> list[str]:
    """What each policy is."""
    titles = {group.label: group.title(lang) for block in material.blocks for group in block.groups}
    return [say("compare.named", lang, policy=label, title=title) for label, title in titles.items() if title]


def _figures(material: Material, lang: str) -> list[Piece]:
    pieces = [note(say("report.figures.note", lang))] if material.blocks else []
    for block in material.blocks:
        pieces += [heading(block.setting)] * bool(block.setting)
        pieces += [Piece("table", table) for table in block_tables(block, material.shown, lang, main=material.main)]
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
