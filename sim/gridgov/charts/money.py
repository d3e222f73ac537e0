"""Where the money went: stacked bars, a row per setting, by payer or by what it was spent on, the total with its interval."""

from __future__ import annotations

from gridgov.analysis.drawn.money import PAYER, Money
from gridgov.charts.paired import short_name
from gridgov.charts.panels import Grid, axis_words, bar, money_unit, named_rows, names_margin, rows_height, say_empty, sheet, ticks, with_unit
from gridgov.charts.style import COLOURS, INK
from gridgov.text.layout import decimals_for, number
from gridgov.text.terms import ACCOUNT_TERMS, PAYER_TERMS, term
from gridgov.text.words import say

LONGEST = 44  # columns of a name
BAR = 0.66  # of the height of a row


def money_figure(data: Money, lang: str):
    """The figure; to be drawn within `style()`."""
    from matplotlib.patches import Patch

    terms = PAYER_TERMS if data.by == PAYER else ACCOUNT_TERMS
    looks = [_look(place) for place in range(len(data.parts))]
    legend = [(Patch(**look), term(name, lang, terms)) for name, look in zip(data.parts, looks)]
    names = [short_name(one.label(lang), LONGEST) for one in data.settings]
    left = names_margin(names)
    grid = Grid((rows_height(len(names), 0.3),), 1, left=left, right=1.25, above=0.3)
    figure, (axes,) = sheet(say(f"study_chart.money.title_{data.by}", lang), say("study_chart.money.notes", lang), grid, legend)
    most = max((one.high or one.mean or 0.0 for one in data.totals), default=0.0)
    size, unit = money_unit(most, lang)
    axes.set_xlabel(axis_words(with_unit(say("study_chart.money.axis", lang), unit, lang), 4), fontsize=8.5)
    if not data.parts:
        named_rows(axes, [])
        say_empty(axes, say("study_chart.no_runs", lang))
        return figure
    named_rows(axes, names)
    for row, means in enumerate(data.means):
        start = 0.0
        for mean, look in zip(means, looks):
            axes.barh(row, mean / size, BAR, left=start, linewidth=0.6, zorder=2, **look)
            start += mean / size
        total = data.totals[row]
        text = "-"
        if total.mean is not None:
            text = number(total.mean / size)
            if total.low is not None:
                bar(axes, total.low / size, total.high / size, row, INK)
                half = (total.high - total.low) / 2 / size
                decimals = min(3, decimals_for(half, 2))
                text = f"{number(total.mean / size, decimals)} ± {number(half, decimals)}"
        axes.annotate(text, (1, row), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points", va="center", fontsize=8)
    axes.set_xlim(0, 1.04 * most / size)
    ticks(axes.xaxis, 6)
    return figure


def _look(place: int) -> dict:
    """Fill of a part: colours, and the same once more with a pattern."""
    hatch = {"hatch": "////"} if place >= len(COLOURS) else {}
    return {"facecolor": COLOURS[place % len(COLOURS)], "edgecolor": "white", **hatch}
