"""What it costs and who pays: the ledger by payer, the cost of a problem truly fixed, and the price at which a policy pays."""

from __future__ import annotations

from gridgov.analysis.paired import Difference, Estimate, together
from gridgov.analysis.wording import unit_label
from gridgov.metrics import find_metric
from gridgov.metrics.ledger import ACCOUNTS
from gridgov.report.material import COST, Block, Group, Material
from gridgov.report.numbers import PRICE, Figure
from gridgov.report.pieces import Piece, heading, note
from gridgov.report.tables import Label, block_tables
from gridgov.scenario.levers import PAYERS
from gridgov.text.layout import decimals_for, number
from gridgov.text.terms import ACCOUNT_TERMS, PAYER_TERMS, term
from gridgov.text.words import say

FIXED, DAYS = "cost_per_fixed", "problem_days"
KNOWN = BETTER, WORSE, SAME = ("better", "worse", "same")
BY_PAYER, ON_ACCOUNT, HOURS = SORTS = ("cost_<payer>", "spent_on_<account>", "hours_<payer>")


def money(material: Material, lang: str) -> list[Piece]:
    """Tables of cost and hours by payer, and break-even sentences where both differences are decided."""
    pieces: list[Piece] = []
    for block in material.blocks:
        values = block.comparison.values
        names = [name for name in material.known if name in values[block.reference.label]]
        paid = [name for name in names if find_metric(name).name in SORTS and _ever(block, name)]
        main = [name for name in (COST, FIXED) if name in names]
        if not main + paid:
            continue
        pieces += [heading(block.named)] * bool(block.setting)
        prices = [one for group in block.others if (one := price_of(material, block, group, lang))]
        pieces += [Piece("list", prices)] * bool(prices)
        ordered = [*main, *sorted(paid, key=_place)]
        pieces += [Piece("table", table) for table in block_tables(block, ordered, lang, material.level_of, _label)]
    return [*pieces, note(say("report.money.note", lang))] if pieces else [note(say("report.money.none", lang))]


def _ever(block: Block, name: str) -> bool:
    """Whether anybody ever pays there."""
    return any(value for group in block.groups for value in block.comparison.values[group.label].get(name, ()))


def _which(name: str) -> str:
    """The payer or the account of a figure."""
    declared = find_metric(name)
    return name.removeprefix(declared.name.removesuffix(declared.place))


def _place(name: str) -> tuple[int, int]:
    """By payer, then by account, then hours; within, as declared."""
    which = _which(name)
    return SORTS.index(find_metric(name).name), (PAYERS if which in PAYERS else ACCOUNTS).index(which)


def _label(metric: str, lang: str, difference: bool = False) -> Label:
    declared = find_metric(metric)
    if declared.place == "<account>":
        return Label(term(_which(metric), lang, ACCOUNT_TERMS), unit_label(metric, lang, difference=difference))
    if declared.place:
        family = "report.money.paid" if declared.name == BY_PAYER else "report.money.hours"
        return Label(say(family, lang, payer=term(_which(metric), lang, PAYER_TERMS)), unit_label(metric, lang, difference=difference))
    return Label(getattr(declared, lang), unit_label(metric, lang, difference=difference))


def price_of(material: Material, block: Block, group: Group, lang: str) -> Figure | str | None:
    """What a problem-day less costs, or what one more saves; a plain sentence where no price can be told.

    Both differences are taken at the level at which two hold together, or at that of the page where it is stricter: no price stands beside an
    "undecided".
    """
    comparison, level = block.comparison, max(together(2), material.level_of(COST), material.level_of(DAYS))
    values = comparison.values[group.label]
    if COST not in values or DAYS not in values or material.residents is None:
        return None
    cost, days = (comparison.difference(group.label, name, "lower", level) for name in (COST, DAYS))
    said = {"policy": group.label, "reference": block.reference.label}
    if open_ones := [say(f"report.money.of.{name}", lang) for name, one in ((COST, cost), (DAYS, days)) if one.verdict not in KNOWN]:
        return say("report.money.undecided", lang, names=say("report.money.and", lang).join(open_ones), level=number(100 * level), **said)
    verdicts = {cost.verdict, days.verdict}
    if verdicts == {BETTER, WORSE}:
        return _price(material, block, group, cost, days, level, said, lang)
    if cost.verdict == days.verdict:
        return say(f"report.money.both.{cost.verdict}", lang, **said)
    same, other = ("cost", days) if cost.verdict == SAME else ("days", cost)
    return say(f"report.money.{same}_same.{other.verdict}", lang, **said)


def _price(
    material: Material, block: Block, group: Group, cost: Difference, days: Difference, level: float, said: dict[str, str], lang: str,
) -> Figure:  # fmt: skip
    """The price, where cost and problem-days point to opposite verdicts."""
    thousands = material.residents / 1000
    low, high = _ratio(cost.estimate, days.estimate, thousands)
    value = abs(cost.estimate.mean) / (abs(days.estimate.mean) * thousands)
    decimals = decimals_for((high - low) / 2, 2)
    price = say("compare.range", lang, low=number(low, decimals), high=number(high, decimals))
    text = say("report.money.pays" if days.verdict == BETTER else "report.money.saves", lang, price=price, **said)
    return Figure(text, value, f"{COST}/{DAYS}", f"{group.key}-{block.reference.key}", PRICE, low, high, level, per=thousands)


def _ratio(cost: Estimate, days: Estimate, thousands: float) -> tuple[float, float]:
    """Ends of a ratio of two decided differences: each end of one over the far end of the other, so that it holds at LEVEL as both do together."""
    (cheap, dear), (few, many) = (sorted((abs(one.low), abs(one.high))) for one in (cost, days))
    return cheap / (many * thousands), dear / (few * thousands)
