"""The reference process: which entries of the log may follow one another, as a Petri net, and the PNML file of it.

Of docs/background/rules.md, sections 4 to 9, for a case whose life is over. Not in it, because no single order of entries
follows: a desk that takes cases no more while something is on its way to it or waits there (section 11), and joint meetings
and leaders who take cases up (section 16).
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from xml.sax.saxutils import escape

from gridgov.tables.dtypes import ACTIVITIES

START, END = "start", "end"


@dataclass(frozen=True)
class Step:
    """A transition: its activity (empty where nothing is logged), the places it takes a token from and those it gives one to."""

    activity: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


def _steps(*rows: str) -> tuple[Step, ...]:
    """Rows of the form ``activity: place place > place place``."""
    steps = []
    for row in rows:
        activity, _, places = row.partition(":")
        takes, _, gives = places.partition(">")
        steps.append(Step(activity.strip(), tuple(takes.split()), tuple(gives.split())))
    return tuple(steps)


HIDDEN = _steps(
    "born: start > latent",
    "doubted: latent > doubted",
    "noticed: latent > registered",
    "noticed: doubted > registered",
    "lapsed: latent > end",
    "lapsed: doubted > end",
    "settled_among: latent > end",
    "settled_among: doubted > end",
)
ENTRY = _steps(
    "closed: registered > closed",
    "arrived: registered > queued",
    "misrouted: registered > strayed",
    "passed_on: registered > referred",
)
DESKS = _steps(
    "started: queued > in_hand",
    "paid: queued > paid",
    "started: paid > settling",
    "unfunded: queued > leaving",
    "climbed: queued > climbing",
    "supervised: queued > supervised",
    "closed_on_paper: queued > on_paper",
    "started: supervised > in_hand",
    "paid: supervised > paid",
    "unfunded: supervised > leaving",
    "worked: in_hand > worked",
    "worked: settling > worked",
    "examined: in_hand > examined",
    "closed: worked > closed",
)
WAYS = _steps(
    "passed_on: examined > sent",
    "misrouted: examined > strayed",
    "passed_on: leaving > sent",
    "passed_on: climbing > climbed",
    "arrived: climbed > queued",
    "arrived: sent > queued",
    "arrived: strayed > queued_astray",
    "started: queued_astray > in_hand_astray",
    "supervised: queued_astray > supervised_astray",
    "started: supervised_astray > in_hand_astray",
    "climbed: queued_astray > climbing",
    "closed_on_paper: queued_astray > on_paper",
    "examined: in_hand_astray > climbing",
)
#: A referral needs at most so many departments: they are called one by one, or at one whistle all that are left.
MOST_DEPARTMENTS = 3


def _call(way: str, queue: str, late: str, hand: str, answered: str) -> tuple[Step, ...]:
    """One call of a department, from its way to its answer."""
    return _steps(
        f"leg_bounced: {way} > {way}", f"leg_arrived: {way} > {queue}", f"leg_late: {queue} > {late}",
        f"leg_started: {queue} > {hand}", f"leg_started: {late} > {hand}", f"leg_done: {hand} > {answered}",
    )  # fmt: skip


def _departments():
    """All that may happen at the departments: `then_n` says that n more are needed, `blown_n_m` that m of n have been called at a whistle."""
    yield from _call("way", "queue", "late", "hand", "answered")
    for before in ("sent", "referred"):
        for n in range(1, MOST_DEPARTMENTS + 1):
            yield from _steps(f"leg_called: {before} > way then_{n - 1}", f"whistled: {before} > blown_{n}_0")
    for n in range(1, MOST_DEPARTMENTS):
        yield from _steps(f"leg_called: answered then_{n} > way then_{n - 1}", f"whistled: answered then_{n} > blown_{n}_0")
    yield from _steps("closed: answered then_0 > closed")
    for n in range(1, MOST_DEPARTMENTS + 1):
        legs = range(1, n + 1)
        for m in range(n - 1):
            yield from _steps(f"leg_called: blown_{n}_{m} > blown_{n}_{m + 1}")
        yield from _steps(
            f"leg_called: blown_{n}_{n - 1} > all_{n} {' '.join(f'way_{leg}' for leg in legs)}",
            f"closed: all_{n} {' '.join(f'answered_{leg}' for leg in legs)} > closed",
        )
        yield from _call(*(f"{place}_{n}" for place in ("way", "queue", "late", "hand", "answered")))


DEPARTMENTS = tuple(_departments())
CHECKS = _steps(
    "inspected: closed > end",
    ": closed > end",
    "inspected: on_paper > found",
    "complained: on_paper > found",
    "noticed_again: on_paper > found",
    "reopened: found > climbing",
    "gone: on_paper > end",
)
STEPS: tuple[Step, ...] = (*HIDDEN, *ENTRY, *DESKS, *WAYS, *DEPARTMENTS, *CHECKS)
#: What the process leaves out.
LEFT_OUT = ("convened", "leg_cancelled")


def places() -> list[str]:
    """All places, in the order in which the steps name them."""
    return list(dict.fromkeys(place for step in STEPS for place in (*step.takes, *step.gives)))


def pnml() -> str:
    """The net as a file that tools of process mining open (ISO/IEC 15909-2), with its initial and its final marking."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<pnml>", '<net id="gridgov" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel">']
    lines += ["<name><text>Life of a case</text></name>", '<page id="page">']
    for place in places():
        marking = "<initialMarking><text>1</text></initialMarking>" if place == START else ""
        lines.append(f'<place id="{place}"><name><text>{place}</text></name>{marking}</place>')
    for number, step in enumerate(STEPS):
        silent = "" if step.activity else '<toolspecific tool="ProM" version="6.4" activity="$invisible$"/>'
        lines.append(f'<transition id="t{number}"><name><text>{escape(step.activity or f"t{number}")}</text></name>{silent}</transition>')
    for number, step in enumerate(STEPS):
        ends = [f'source="{place}" target="t{number}"' for place in step.takes] + [f'source="t{number}" target="{place}"' for place in step.gives]
        lines += [f'<arc id="a{number}_{at}" {end}><inscription><text>1</text></inscription></arc>' for at, end in enumerate(ends)]
    lines += ["</page>", f'<finalmarkings><marking><place idref="{END}"><text>1</text></place></marking></finalmarkings>', "</net>", "</pnml>"]
    return "\n".join(lines) + "\n"


def relation() -> set[tuple[str, str]]:
    """Pairs of activities of which the second may directly follow the first, from all markings that can be reached."""
    todo, seen, pairs = [("", (START,))], {("", (START,))}, set()
    while todo:
        last, marking = todo.pop()
        for step in STEPS:
            left = Counter(marking)
            left.subtract(step.takes)
            if min(left.values()) < 0:
                continue
            if last and step.activity:
                pairs.add((last, step.activity))
            after = step.activity or last, tuple(sorted((left + Counter(step.gives)).elements()))
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return pairs


def causes() -> set[tuple[str, str]]:
    """The pairs of `relation` of which the second takes a token that the first gives: without what only happens side by side."""
    linked = {(one.activity, other.activity) for one in STEPS for other in STEPS if set(one.gives) & set(other.takes)}
    return relation() & linked


def known() -> set[str]:
    """The activities of the process; with those left out, all that a log may hold."""
    return {step.activity for step in STEPS if step.activity}


assert known() | set(LEFT_OUT) == set(ACTIVITIES)

if __name__ == "__main__":
    sys.stdout.write(pnml())
