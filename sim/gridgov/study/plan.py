"""Plans: which scenario, which policies and ranges, how many replicates. One TOML file, checked like a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from gridgov.scenario.data import AS_IT_STANDS, find_data, plan_path, scenario_names
from gridgov.scenario.document import Document, read_document
from gridgov.scenario.kinds import PLAN, found_instead
from gridgov.scenario.kinds import SEARCH as SEARCHED
from gridgov.study.aims import Aims, read_aims
from gridgov.study.ask import Ask
from gridgov.study.designs import DESIGNS, SEARCH
from gridgov.study.doubts import doubts
from gridgov.study.entries import Entries
from gridgov.study.levers import HORIZON, note_clashes, read_levers
from gridgov.study.named import note_names
from gridgov.study.points import Point
from gridgov.study.sampling import LEVELS, MORRIS, SOBOL_INDICES, TRAJECTORIES, note_of
from gridgov.study.worlds import SEEDS_PER_WORLD, WORLD, first_seed, with_doubts
from gridgov.text.faults import Fault, Faults, fault, nearest

TOP = (
    "title_en", "title_zh", "scenario", "policies", "replicates", "seed", "days", "metrics", "series", "set", "design", "lever", "optimise", "target",
)  # fmt: skip
IN_DESIGN = ("kind", "points", "levels", "seed", "file", "doubts", "at_default")
MOST_REPLICATES, MOST_POINTS, LARGEST_SEED, LONGEST_DAYS = 100_000, 100_000, 2**31 - 1, 3650
#: Figures that a table shows where a plan names none; the store keeps all.
SHOWN = ("problem_days", "on_time_true", "on_time_recorded", "hidden_share", "satisfaction", "gap_estate_kinds", "cost")


@dataclass(frozen=True)
class Plan:
    """What a study is about. `replicates` is how many runs each point gets, with the seeds that `seed_of` says."""

    name: str
    scenario: str
    ask: Ask
    design: str = "policies"
    replicates: int = 10
    seed: int = 1
    at_default: int = 20  # replicates of the world at default assumptions, if there are worlds
    days: int | None = None
    metrics: tuple[str, ...] = SHOWN
    series: tuple[str, ...] = ()
    titles: tuple[str, str] = ("", "")
    sets: Mapping[str, Any] = field(default_factory=dict)
    folder: Path = Path()  # from which a scenario's path counts
    aims: Aims | None = None  # what an optimisation is after; its points follow from what earlier ones gave

    def title(self, lang: str) -> str:
        """The plan's title, or its name where it has none."""
        return self.titles[lang == "zh"] or self.titles[0] or self.name

    def points(self) -> list[Point]:
        """The points of the design, each once, with what the plan sets for all of them."""
        return list(self._points)

    @cached_property
    def _points(self) -> tuple[Point, ...]:
        found: dict[tuple, Point] = {}
        for point in DESIGNS[self.design].make(self.filled()):
            found.setdefault(point.identity, point)
        return tuple(found.values())

    def sample_note(self, points: Sequence[Point]) -> dict[str, Any] | None:
        """What a study with these points keeps of the order of its sample; None where the order means nothing."""
        if not DESIGNS[self.design].ordered:
            return None
        ask = self.filled()
        return note_of(self.design, ask, DESIGNS[self.design].make(ask), {point.identity: number for number, point in enumerate(points)})

    def filled(self) -> Ask:
        """What the design is made from, with the doubts that it moves; raises Faults where these cannot be known."""
        if not DESIGNS[self.design].doubts and not self.ask.doubts:
            return self.ask
        from gridgov.organisation.checked import load_checked

        return with_doubts(
            self.ask,
            lambda policy: load_checked(self.scenario_source, Point(policy).policies, extra=self.changes_of(Point(policy)), asker="policies"),
            self.sets,
        )

    def replicates_of(self, point: Point) -> int:
        """How many runs a point gets: at default assumptions more than in each of many worlds."""
        return max(self.replicates, self.at_default) if point.factors.get(WORLD) == 0 else self.replicates

    @property
    def runs(self) -> int:
        """How many runs it is; of an optimisation, how many at most."""
        if self.aims:
            return self.aims.budget + self.aims.kept * self.aims.fresh
        return sum(map(self.replicates_of, self.points()))

    def seed_of(self, point: Point, replicate: int) -> int:
        """The seed of one replicate of a point, the same under every policy."""
        return first_seed(self.seed, point) + replicate

    @property
    def scenario_source(self) -> str | Path:
        """What `load_scenario` is asked for: a shipped name, or a path that counts from the plan's folder."""
        path = Path(self.scenario).expanduser()
        beside = self.folder / (path if path.suffix == ".toml" else f"{self.scenario}.toml")
        return beside if self.scenario not in scenario_names() and beside.is_file() else self.scenario

    @property
    def levers(self) -> dict[str, list[str]]:
        """Paths of the levers that the plan itself declares, by name."""
        return {one.name: list(one.paths) for one in self.ask.ranges}

    def at_least(self, other: Plan) -> Plan:
        """This plan with no fewer replicates than another."""
        return replace(self, replicates=max(self.replicates, other.replicates), at_default=max(self.at_default, other.at_default))

    def to_json(self) -> dict[str, Any]:
        """What a store keeps of a plan: all but the design, whose points it keeps."""
        kept = ("name", "scenario", "replicates", "seed", "at_default", "days", "metrics", "series", "titles", "design")
        return {name: getattr(self, name) for name in kept} | {"sets": dict(self.sets), "folder": str(self.folder.resolve())}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Plan:
        """The plan that `to_json` came from, without its design."""
        lists = {name: tuple(kept[name]) for name in ("metrics", "series", "titles")}
        return cls(**{**kept, **lists, "folder": Path(kept["folder"]), "ask": Ask((), ())})

    @property
    def fixed(self) -> dict[str, Any]:
        """What is set beside the scenario's file and the policies at every point."""
        days = {} if self.days is None else {HORIZON: self.days}
        return days | dict(self.sets)

    def changes_of(self, point: Point) -> dict[str, Any]:
        """Everything that is set beside the scenario's file and the policies at a point."""
        return self.fixed | dict(point.changes)


def plan_names() -> tuple[str, ...]:
    """Names of the shipped plans."""
    return tuple(sorted(path.stem for path in (find_data() / "experiments").glob("*.toml")))


def find_plan(name_or_path: str | Path) -> Path:
    """Where a plan lies: a path, or a shipped name; raises Faults."""
    text = str(name_or_path)
    if isinstance(name_or_path, Path) or text.endswith(".toml") or "/" in text or "\\" in text:
        return Path(text).expanduser()
    if text in plan_names():
        return plan_path(text)
    if found := found_instead(text, PLAN, SEARCHED):
        raise found
    like = nearest(text, plan_names())
    code = "no_plan" if like is None else "no_plan_like"
    raise Faults([fault(text[:200], None, "", "", Fault.NO_VALUE, code, like=like, known=", ".join(plan_names()))])


def load_plan(name_or_path: str | Path) -> Plan:
    """The plan of this name or file; raises Faults with all that is wrong in it and in what it names (points are checked when a study is made)."""
    path = find_plan(name_or_path)
    if found := found_instead(path, PLAN, SEARCHED):
        raise found
    document = read_document(path)
    faults: list[Fault] = []
    entries = Entries(document, faults)
    plan = _read(document, entries)
    note_names(entries, plan.scenario_source, plan.ask.policies, plan.ask.rows)
    if faults:
        raise Faults(faults)
    return plan


def _read(document: Document, entries: Entries) -> Plan:
    data = document.data
    entries.only((), data, TOP)
    design = entries.table(("design",), {"kind": "policies"})
    entries.only(("design",), design, IN_DESIGN)
    kind = entries.choice(("design", "kind"), design.get("kind", "policies"), tuple(one for one in DESIGNS if one != SEARCH))
    if "optimise" in data:
        if "design" in data:
            entries.note(("design",), Fault.NO_VALUE, "optimise_has_design")
        kind = SEARCH
    ranges = read_levers(entries)
    if kind and DESIGNS[kind].ranges != bool(ranges) and not (DESIGNS[kind].ranges and (DESIGNS[kind].doubts or "doubts" in design)):
        place, value = (("optimise",), Fault.NO_VALUE) if kind == SEARCH else (("design", "kind"), kind)
        entries.note(place, value, "design_needs_levers" if DESIGNS[kind].ranges else "design_takes_no_levers")
    for name in design:
        # of doubts _doubts has more to say, and a search has no [design]
        if kind and kind != SEARCH and name in IN_DESIGN and name not in ("kind", "doubts", *DESIGNS[kind].takes):
            takes = ", ".join(DESIGNS[kind].takes) or ("nothing more", "无其他项")
            entries.note(("design", name), design[name], "design_takes", kind=kind, takes=takes)
    rows = entries.rows(("design", "file"), design.get("file")) if kind == "table" else ()
    columns = tuple(rows[0]) if rows else ()
    if "policy" in columns and "policies" in data:
        entries.note(("policies",), data["policies"], "policies_in_table")
    sets = entries.levers(("set",), entries.table(("set",), {}))
    ask = Ask(
        policies=entries.names(("policies",), data.get("policies", [AS_IT_STANDS]), least=1),
        ranges=ranges,
        points=entries.whole(("design", "points"), design.get("points", TRAJECTORIES if kind == MORRIS else Ask.points), 1, MOST_POINTS),
        levels=entries.whole(("design", "levels"), design.get("levels", LEVELS if kind == MORRIS else Ask.levels), 2, 1000),
        seed=entries.whole(("design", "seed"), design.get("seed", Ask.seed), 0, LARGEST_SEED),
        rows=rows,
        doubts=_doubts(kind, design, entries),
    )
    note_clashes(entries, ranges, sets, [name for name in columns if name != "policy"], _drawn(kind, ask))
    if not entries.faults and (count := DESIGNS[kind].count) and (points := count(ask)) > MOST_POINTS:
        entries.note(("design", "kind"), kind, "too_many_points", points=f"{points:,}", most=f"{MOST_POINTS:,}")
    if kind == MORRIS and ask.levels % 2:
        entries.note(("design", "levels"), ask.levels, "wants_even")
    if kind == SOBOL_INDICES and ask.points & (ask.points - 1):
        entries.note(("design", "points"), ask.points, "wants_power_of_two")
    aims, replicates = read_aims(entries), data.get("replicates", Plan.replicates)
    if aims and not entries.faults and isinstance(replicates, int) and aims.budget < (least := aims.batch * replicates):
        entries.note(("optimise", "budget"), aims.budget, "optimise_small_budget", batch=aims.batch, replicates=replicates, least=least)
    most = SEEDS_PER_WORLD if kind and (DESIGNS[kind].doubts or DESIGNS[kind].ordered) else MOST_REPLICATES
    days = data.get("days")
    return Plan(
        name=document.path.stem, ask=ask, design=kind or "policies", folder=document.path.parent,
        scenario=entries.text(("scenario",), data.get("scenario"), needed=True),
        replicates=entries.whole(("replicates",), data.get("replicates", Plan.replicates), 1, most),
        at_default=entries.whole(("design", "at_default"), design.get("at_default", Plan.at_default), 2, SEEDS_PER_WORLD),
        seed=entries.whole(("seed",), data.get("seed", Plan.seed), 0, LARGEST_SEED - MOST_REPLICATES),
        days=None if days is None else entries.whole(("days",), days, 1, LONGEST_DAYS),
        metrics=entries.metrics(("metrics",), data.get("metrics", list(SHOWN))),
        series=entries.series(("series",), data.get("series", [])),
        titles=tuple(entries.text((key,), data.get(key, "")) for key in ("title_en", "title_zh")),
        sets=sets,
        aims=aims,
    )  # fmt: skip


def _doubts(kind: str, design: dict[str, Any], entries: Entries) -> tuple[str, ...] | None:
    """Which doubts worlds move; a name that is none is noted."""
    if "doubts" not in design:
        return None
    known = tuple(one.id for one in doubts())
    if not DESIGNS.get(kind, DESIGNS["worlds"]).ranges:
        entries.note(("design", "doubts"), design["doubts"], "design_takes_no_doubts")
    if design["doubts"] == "all":
        return known
    wanted = entries.names(("design", "doubts"), design["doubts"])
    for name in wanted:
        if name not in known:
            like = nearest(name, known)
            entries.note(("design", "doubts"), name, "no_doubt" if like is None else "no_doubt_like", like=like, known=", ".join(known))
    return wanted


def _drawn(kind: str, ask: Ask) -> tuple[str, ...]:
    """The doubts that a design moves, as far as the plan does not decide them itself."""
    if ask.doubts is None and kind and DESIGNS[kind].doubts:
        return tuple(one.id for one in doubts())
    return ask.doubts or ()
