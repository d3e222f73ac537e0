"""The page of the warm-up: where each shipped scenario would be cut, and what is still on its way after that."""

from __future__ import annotations

from collections.abc import Sequence

from gridgov.analysis.warmup import AFTER, DAYS, OPEN, PRESENT, TRUST, Cut, Town, mser5
from gridgov.run.hashes import machine, source_sha256
from gridgov.text.layout import number

_HEAD = """# Is the warm-up long enough?

Written by `python -m gridgov.analysis.warmup --write` (part of `make verify`); do not edit.

Sources of gridgov (SHA-256): `{source}`
Python {python}, numpy {numpy}, numba {numba}; {cpu}; {replicates} runs of each scenario as it stands, seeds 1 to {replicates}.

A run begins with no problem present and no case open. The warm-up lets both fill; births in it are left out of every figure. How many days
that takes is judged here: each shipped scenario runs {days} days from an empty town, without a warm-up, and the daily means over the runs (Welch
1983, The statistical analysis of simulation results) are cut by MSER-5: of all cuts that leave at least five batches of five days, the one that
makes the standard error of the mean of the rest least (White 1997, An effective truncation heuristic for bias reduction in simulation output,
Simulation 69(6), 323-334; on batches of five, White, Cobb and Spratt 2000, Winter Simulation Conference, 755-760; White and Robinson 2010, The
problem of the initial transient (again), or why MSER works, Journal of Simulation 4(4), 268-272). A cut in the second half counts as none: no
steady state is found in so many days. The rule looks for the least error of a mean and not for the day on which a series is flat: a few series in a
hundred that are steady from the first day are cut late or not at all, and of a slow drift it cuts more the longer the series is.

## Without the season

The yearly wave of births has no steady state, so it is off here (`birth.season_amplitude` = 0). *Cut* is the first day kept; *off* how far the
first {after} days after the scenario's own warm-up lie from the mean of what is kept. A warm-up is **enough** if it reaches to both cuts. Figures
count what is born in the measured period: one that is too short shows in them only by way of shorter queues and of what residents have learned.
"""
_SEASON = """## With the season

The same with the wave of births as the scenario has it: the rule now finds the wave as well, and a cut, or none, speaks of the day of the year
on which the run begins. No warm-up removes a season; a year measured as a whole holds all of it.
"""
_TRUST = """## What is still on its way

Mean trust moves with all that residents have lived through, by small steps, and is no part of the verdict: it begins where the scenario puts it,
and no warm-up of a few months brings it to where it would stay. Figures that rest on it (who reports, who is willing) are those of a town on its
way; policies that are compared meet it from the same start. Means of all residents, season off.
"""


def page(towns: Sequence[Town], replicates: int) -> str:
    """The page as Markdown."""
    about = machine()
    packages = about["packages"]
    head = _HEAD.format(
        source=source_sha256(), python=about["python"], numpy=packages["numpy"], numba=packages["numba"], cpu=about["cpu"],
        replicates=replicates, days=DAYS, after=AFTER,
    )  # fmt: skip
    parts = [
        head,
        _table(
            ("scenario", "residents", "warm-up, days", "open cases: level", "cut", "off", "problems present: level", "cut", "off", "the warm-up is"),
            [_steady(town) for town in towns],
        ),
        f"Too few days, or no steady state: {_short(towns)}.\n",
        _SEASON,
        _table(("scenario", "amplitude", "open cases: cut", "problems present: cut"), [_seasonal(town) for town in towns]),
        _TRUST,
        _table(("scenario", "first day", "end of the warm-up", "after one year", f"day {DAYS}", "MSER-5 cut"), [_trust(town) for town in towns]),
    ]
    return "\n".join(parts)


def _short(towns: Sequence[Town]) -> str:
    return ", ".join(f"`{town.name}` ({town.verdict})" for town in towns if town.verdict != "enough") or "none"


def _steady(town: Town) -> list[str]:
    cells = [f"`{town.name}`", f"{town.residents:,}", str(town.warmup_days)]
    for series in (OPEN, PRESENT):
        cut = town.cut(series)
        cells += [number(cut.level), _day(cut), _percent(town.off(series))]
    return [*cells, town.verdict]


def _seasonal(town: Town) -> list[str]:
    cuts = [_day(mser5(town.seasonal[series])) if town.season else "has none" for series in (OPEN, PRESENT)]
    return [f"`{town.name}`", f"{town.season:g}", *cuts]


def _trust(town: Town) -> list[str]:
    trust = town.steady[TRUST]
    days = (0, max(0, town.warmup_days - 1), 364, DAYS - 1)
    return [f"`{town.name}`", *(f"{trust[day]:.4f}" for day in days), _day(town.cut(TRUST))]


def _day(cut: Cut) -> str:
    return "none" if cut.day is None else str(cut.day)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{number(100 * share, 1, signed=True)} %"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
