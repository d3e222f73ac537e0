"""Lives of cases in words: lines, tables of time, and why a case took longer under another policy."""

from __future__ import annotations

from collections.abc import Sequence

from gridgov.analysis.life.against import Against
from gridgov.analysis.life.chances import Line
from gridgov.analysis.life.spans import KINDS, Life
from gridgov.run import Run
from gridgov.tables.dtypes import DAY, NONE, SEVERITY_NAMES
from gridgov.text.layout import number, table, wrapped
from gridgov.text.terms import CATEGORY_TERMS, DEPARTMENT_TERMS, term
from gridgov.text.words import say

WIDTH = 100  # columns of a terminal
MARKS = {"event": "*", "span": "~", "draw": "?"}
UNITS = (("days", DAY), ("hours", 3600), ("minutes", 60), ("seconds", 1))


def duration(seconds: int, lang: str) -> str:
    """A duration to the second, without the parts that are none: two days and five seconds."""
    parts, rest = [], abs(int(seconds))
    for unit, size in UNITS:
        count, rest = divmod(rest, size)
        if count or (unit == "seconds" and not parts):
            parts.append(say(f"duration.{unit}", lang, count=count))
    return ("-" if seconds < 0 else "") + " ".join(parts)


class Words:
    """Words for the numbers of one run."""

    def __init__(self, run: Run, lang: str):
        self.run, self.lang, self.labels = run, lang, run.start.labels

    def moment(self, seconds: int) -> str:
        """A second of the run as a date, a time and a day of the run."""
        when = self.run.scenario.dates.moment(seconds)
        values = {"date": when.date().isoformat(), "time": when.time().isoformat(), "day": seconds // DAY}
        return say("explain.moment", self.lang, weekday=say(f"weekday.{when.weekday()}", self.lang), **values)

    def tier(self, k: int) -> str:
        """A tier."""
        return term(self.labels.tiers[k], self.lang)

    def desk(self, d: int) -> str:
        """A desk: its tier and area, or its department."""
        if d == NONE:
            return "-"
        department = int(self.run.start.world.desk["department"][d])
        if department != NONE:
            return self.department(department)
        tier, _, area = self.labels.desks[d].partition("/")
        name = term(tier, self.lang)
        return f"{name} ({area})" if self.lang == "en" else f"{name}（{area}）"

    def department(self, m: int) -> str:
        """A department."""
        return term(self.labels.departments[m], self.lang, DEPARTMENT_TERMS)

    def category(self, c: int) -> str:
        """A category."""
        return term(self.labels.categories[c], self.lang, CATEGORY_TERMS)

    def severity(self, s: int) -> str:
        """A severity."""
        return term(SEVERITY_NAMES[s], self.lang)

    def value(self, name: str, value) -> str:
        """A value of a line, by its name."""
        if name.endswith("_at"):
            return self.moment(value)
        if name.endswith("_s"):
            return duration(value, self.lang)
        if name in ("tier", "desk", "department", "category", "severity"):
            return getattr(self, name)(value)
        if name == "channel":
            return term(self.labels.channels[value], self.lang)
        if name == "building":
            return self.labels.buildings[value]
        if name == "fen":
            return f"{value / 100:,.2f}"
        return f"{value:.4f}" if isinstance(value, float) else f"{value:,}"

    def line(self, line: Line) -> str:
        """A line as a sentence."""
        values = {name: self.value(name, value) for name, value in line.values.items() if not (name == "tier" and value == NONE)}
        if line.kind == "span":
            return say(f"span.{line.code.removeprefix('span.')}", self.lang, **values)
        return say(f"draw.{line.code}", self.lang, **values) if line.kind == "draw" else say(f"event.{line.code}", self.lang, **values)


def policy_name(run: Run, lang: str) -> str:
    """The policies of a run."""
    return "+".join(run.scenario.policies) or say("run.no_policy", lang)


def life_text(run: Run, life: Life, lines: Sequence[Line], lang: str) -> str:
    """One life: who and where, every line, and where the time went."""
    words, labels, place = Words(run, lang), run.start.labels, run.start.world.building[int(life.case["building"])]
    about = {
        "category": words.category(int(life.case["category"])), "severity": words.severity(int(life.case["severity"])),
        "building": labels.buildings[int(life.case["building"])], "grid": labels.grids[place["grid"]],
        "community": labels.communities[place["community"]], "street": labels.streets[place["street"]], "kind": labels.kinds[place["kind"]],
    }  # fmt: skip
    parts = [
        say("explain.heading", lang, case=life.key, scenario=run.scenario.title(lang), policy=policy_name(run, lang), seed=run.seed),
        wrapped(say("explain.about", lang, **about), WIDTH),
        wrapped(say("explain.key", lang), WIDTH),
    ]
    moment = None
    for line in lines:
        if line.time != moment:
            moment = line.time
            parts += ["", words.moment(moment)]
        parts.append(wrapped(f"  {MARKS[line.kind]} {words.line(line)}", WIDTH, "    "))
    total = say("explain.total" if life.ended else "explain.total_open", lang)
    rows = [(say(f"kind.{kind}", lang), seconds) for kind, seconds in life.by_kind().items() if seconds]
    head = [say("column.kind", lang), say("column.lasted", lang), say("column.share", lang)]
    cells = [[name, duration(seconds, lang), _percent(seconds, life.seconds)] for name, seconds in [*rows, (total, life.seconds)]]
    return "\n".join([*parts, "", say("explain.where_time", lang), table(head, cells, right=(1, 2))])


def _percent(seconds: int, whole: int) -> str:
    return f"{number(100 * seconds / whole, 1)} %" if whole else "-"


def worst_table(run: Run, lives: Sequence[Life], lang: str) -> str:
    """The cases that lasted longest, a row each."""
    words = Words(run, lang)
    head = [say(f"column.{name}", lang) for name in ("case", "lasted", "category", "building", "hops", "most")]
    rows = []
    for life in lives:
        lasted, by_kind = duration(life.seconds, lang), life.by_kind()
        most = max(KINDS, key=lambda kind: by_kind[kind])
        rows.append(
            [
                str(life.key), lasted if life.ended else say("explain.not_over", lang, lasted=lasted), words.category(int(life.case["category"])),
                run.start.labels.buildings[int(life.case["building"])], str(life.case["hops"]),
                f"{say(f'kind.{most}', lang)} {_percent(by_kind[most], life.seconds)}",
            ]
        )  # fmt: skip
    return table(head, rows, right=(0, 1, 4))


def against_text(runs: tuple[Run, Run], against: Against, lang: str) -> str:
    """Why it took longer: the table of kinds of time, where the lives part, and the draws that decided otherwise."""
    a, b = (policy_name(run, lang) for run in runs)
    words = [Words(run, lang) for run in runs]
    first, second, differences = against.first.by_kind(), against.second.by_kind(), against.differences
    by = against.second.seconds - against.first.seconds
    rows = [[say(f"kind.{kind}", lang), first[kind], second[kind], differences[kind]] for kind in KINDS if first[kind] or second[kind]]
    rows.append([say("against.sum", lang), against.first.seconds, against.second.seconds, by])
    cells = [[name, duration(one, lang), duration(other, lang), _signed(change, lang)] for name, one, other, change in rows]
    head = [say("column.kind", lang), a, b, say("column.difference_exact", lang)]
    moved = sorted((kind for kind in KINDS if differences[kind]), key=lambda kind: -abs(differences[kind]))
    named = [say("against.part", lang, kind=say(f"kind.{kind}", lang), by=_signed(differences[kind], lang)) for kind in moved]
    told = say("list.semicolon", lang).join(named) or say("against.same_everywhere", lang)
    verdict = "longer" if by > 0 else "shorter" if by < 0 else "equal"
    parts = [
        say("against.heading", lang, a=a, b=b), table(head, cells, right=(1, 2, 3)), "",
        wrapped(say(f"against.{verdict}", lang, a=a, b=b, by=duration(abs(by), lang), parts=told), WIDTH),
    ]  # fmt: skip
    for name, life in ((a, against.first), (b, against.second)):
        if not life.ended:
            parts.append(wrapped(say("against.open", lang, policy=name), WIDTH))
    parting = against.parting
    if parting is None:
        parts.append(say("against.alike", lang))
    else:
        parts += ["", say("against.parts", lang, at=words[0].moment(min(line.time for line in parting if line)))]
        for name, line, speaker in zip((a, b), parting, words):
            text = say("against.next", lang, policy=name, at=speaker.moment(line.time), what=speaker.line(line)) if line else None
            parts.append(wrapped("  " + (text or say("against.nothing_more", lang, policy=name)), WIDTH, "    "))
    if against.turned:
        parts += ["", say("against.draws", lang)]
        for one, other in against.turned:
            sentence = say("against.draw", lang, a=a, b=b, what_a=words[0].line(one), what_b=words[1].line(other))
            parts.append(wrapped("  " + sentence, WIDTH, "    "))
    return "\n".join(parts)


def _signed(seconds: int, lang: str) -> str:
    return ("+" if seconds > 0 else "") + duration(seconds, lang)
