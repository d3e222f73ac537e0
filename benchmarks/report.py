"""The table on the terminal and the page of the documentation."""

from __future__ import annotations

from benchmarks.rows import Row

WIDEST = 78  # columns of the first column in a terminal
VERDICT = {True: "met", False: "MISSED", None: ""}

INTRODUCTION = """\
# Speed and scale

Written by `python -m benchmarks --write` (`make bench` prints the same figures and writes nothing). The machine: {cores} cores,
{processor}, Python {python}; gridgov {gridgov}, numba {numba}, llvmlite {llvmlite}, numpy {numpy}, Mesa {mesa},
SimPy {simpy}, Ciw {ciw}. Hash of the sources: `{source_sha256}`.

## How it was measured

- Everything but studies runs on one core. Speeds and ratios are taken from seconds of the processor, so that other work on the
  machine disturbs them less; what a user waits for (start-up, compiling, the largest run) is by the clock.
- Rivals take turns in one go of the program (A B A B ...). A ratio is the median of the rounds' ratios, a time the
  median of its repetitions.
- The district is the scenario `baseline` with the policies {policies}, all calendars on, at the number of residents
  given and one street per {per_street:,} residents; departments grow with the residents. Days count the warm-up.
- An event is what the rules call one: a candidate problem that does not happen is one too, a tick is not. Time per
  event is that of the days; building the city's tables and allocating the engine's stand beside it.
- The Mesa engine is the same rules as methods of agents. A run counts only if both engines handled as many events and
  filled the same case table, byte for byte.
- The queue is the scenario `mmc` with one street of ten workers at a load of 0.8. The rivals are
  `benchmarks/rivals/mm10_simpy.py` and `benchmarks/rivals/mm10_ciw.py`, and all three must come within {tolerance} standard
  errors of Erlang's mean wait. Ours is counted with making the engine and closing the books, Ciw without collecting
  the waits.
- Cadres come to buildings in a city without a run, on 47 % of the buildings, with residents on 26 %. The least
  possible distance is that of an assignment problem for the same cadres; it knows no reach and no shares of streets.
- Grids are drawn in the same district, once of equal households within communities and once of equal expected work within
  streets; the variation that is left is that around the mean of the community or street. The city stands before the clock starts.
- A study's two workers and two bare processes make the same runs in turn, both from the start of their processes to the
  end of their work; the study writes all it keeps. A parent of a study is measured with workers that give a real run's
  figures at once, up to the tables it writes.
- Bytes per case and per resident are differences between runs: twice the residents, twice the days.

"""
TRAVELS = "## Ratios, counts and bytes\n\nThey may be expected on other machines, within a factor.\n"
STAYS = "## Times on that machine\n"


def table(sections: list[tuple[str, list[Row]]]) -> str:
    """Text for a terminal: one block per benchmark."""
    blocks = []
    for title, rows in sections:
        width = min(WIDEST, max(len(row.what) for row in rows))
        lines = [f"  {row.what:<{width}}  {row.value}" + (f"  [{row.aim}: {VERDICT[row.met]}]" if row.aim else "") for row in rows]
        blocks.append("\n".join([title, *lines]))
    return "\n\n".join(blocks)


def page(sections: list[tuple[str, list[Row]]], facts: dict) -> str:
    """The page, as Markdown."""
    text = INTRODUCTION.format(**facts)
    for heading, travels in ((TRAVELS, True), (STAYS, False)):
        text += heading + "\n| benchmark | what | measured | aim | |\n|---|---|---|---|---|\n"
        for title, rows in sections:
            text += "".join(f"| {title} | {row.what} | {row.value} | {row.aim} | {VERDICT[row.met]} |\n" for row in rows if row.travels is travels)
        text += "\n"
    return text.rstrip("\n") + "\n"
